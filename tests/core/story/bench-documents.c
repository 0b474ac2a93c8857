/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a large narrative takes as PDF, web page and Word document: 1,000 notes, 200 learning
 * moments, 200 photos in the size for print. With LibreOffice here, what it takes to make a PDF of
 * the same Word document, in the same run. */
#include "pt-html.h"
#include "pt-pandoc.h"
#include "pt-pdf.h"
#include "pt-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <sys/resource.h>

#define NOTES 1000
#define LEARNINGS 200
#define PHOTOS 200
#define PDF_SECONDS 5.0
#define PDF_MEGABYTES 250
#define HTML_SECONDS 5.0
#define DOCX_SECONDS 15.0

/* A photo of 1600 by 1200 with much detail, another one for each seed. */
static GBytes *
new_photo (guint seed)
{
  g_autoptr (GdkPixbuf) pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1600, 1200);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guchar *data = gdk_pixbuf_get_pixels (pixels);
  const guint stride = (guint)gdk_pixbuf_get_rowstride (pixels);
  char *jpeg;
  gsize size;

  for (guint y = 0; y < 1200; y++)
    for (guint x = 0; x < 3 * 1600; x++)
      data[y * stride + x] = (guchar)((x / 7 * (seed + 3) + y / 5) % 220
                                      + g_rand_int_range (random, 0, 24));
  g_assert_true (
      gdk_pixbuf_save_to_buffer (pixels, &jpeg, &size, "jpeg", NULL, "quality", "85", NULL));
  return g_bytes_new_take (jpeg, size);
}

static void
add_note (PtDocument *document, guint i)
{
  pt_document_add (document,
                   pt_block_new_paragraph (PT_STYLE_DATELINE, "12 maart 2017 · Wijkcentrum"));
  pt_document_add (
      document, pt_block_new_paragraph (PT_STYLE_LEAD, "Drie weken later raakten we in gesprek."));
  pt_document_add (document, pt_block_new_paragraph (
                                 PT_STYLE_PLAIN, "De voorzitter van het bewonersplatform had de "
                                                 "ordners van drie eerdere projecten nog in de "
                                                 "kast staan, met een begindatum op de rug en "
                                                 "nergens een einde. Hij wilde meedenken, maar "
                                                 "niet als behang. Bij een stoplicht vervolgens "
                                                 "zei zij: jullie gaan natuurlijk met apparaten "
                                                 "komen, en dan zijn jullie weer weg."));
  if (i % (NOTES / LEARNINGS) == 0)
    pt_document_add (document,
                     pt_block_new_paragraph (PT_STYLE_SIGNPOST, "Begin bij wie er al was."));
}

static PtDocument *
new_document (void)
{
  PtDocument *document = pt_document_new ("Een lange reis", "nl");

  pt_document_set_about (document, "Het lab", "Een reisverhaal", "2026-03-12");
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_TITLE, "Een lange reis"));
  for (guint i = 0; i < NOTES; i++)
    {
      g_autofree char *id = g_strdup_printf ("h-%u", i);

      if (i % 50 == 0)
        pt_document_add (document, pt_block_new_heading (2, id, "Een etappe"));
      add_note (document, i);
      if (i % (NOTES / PHOTOS) == 0)
        {
          PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);

          figure->image = new_photo (i);
          figure->mime = g_strdup ("image/jpeg");
          figure->alt = g_strdup ("Een kamer");
          figure->inlines = pt_inlines_new ("De kamer");
          pt_document_add (document, figure);
        }
    }
  return document;
}

static double
seconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
say (const char *what, double seconds, double target)
{
  g_print ("%-34s %6.2f s   target %5.1f s%s\n", what, seconds, target,
           seconds <= target ? "" : "   MISSED");
}

static glong
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

static double
write_pdf (PtDocument *document, const char *path)
{
  const PtStoryWatch nobody = { 0 };
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  g_autoptr (GError) error = NULL;

  g_print ("%-34s %6u\n", "pages", pt_pages_count (pages));
  g_print ("%-34s %6.2f s\n", "  of which setting them", seconds_since (start));
  pt_pdf_write (pages, path, &nobody, &error);
  g_assert_no_error (error);
  return seconds_since (start);
}

static double
convert (const char *docx, const char *folder)
{
  g_autofree char *home = g_strdup_printf ("-env:UserInstallation=file://%s/office", folder);
  const char *argv[] = { "soffice", home, "--headless", "--convert-to", "pdf", "--outdir",
                         folder,    docx, NULL };
  const gint64 start = g_get_monotonic_time ();

  if (!g_spawn_sync (folder, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                     NULL, NULL, NULL, NULL, NULL, NULL))
    return 0;
  return seconds_since (start);
}

int
main (void)
{
  const PtStoryWatch nobody = { 0 };
  g_autoptr (PtDocument) document = new_document ();
  g_autofree char *folder = g_dir_make_tmp ("proeftuin-bench-XXXXXX", NULL);
  g_autofree char *pdf = g_build_filename (folder, "ours.pdf", NULL);
  g_autofree char *docx = g_build_filename (folder, "theirs.docx", NULL);
  g_autoptr (GBytes) html = NULL;
  double seconds, office;
  g_autoptr (GError) error = NULL;
  gint64 start;

  seconds = write_pdf (document, pdf);
  say ("PDF", seconds, PDF_SECONDS);
  g_print ("%-34s %6ld MB  target %5d MB\n", "memory at its most", peak_megabytes (),
           PDF_MEGABYTES);
  start = g_get_monotonic_time ();
  html = pt_html_write (document);
  say ("web page", seconds_since (start), HTML_SECONDS);
  start = g_get_monotonic_time ();
  if (pt_pandoc_write (document, "docx", NULL, docx, &nobody, &error))
    {
      say ("Word document", seconds_since (start), DOCX_SECONDS);
      office = convert (docx, folder);
      if (office > 0)
        g_print ("%-34s %6.2f s   ours is %.1f times as fast\n", "LibreOffice, of that document",
                 office, office / seconds);
    }
  else
    g_print ("Word document: %s\n", error->message);
  g_print ("%s\n", folder);
  return 0;
}
