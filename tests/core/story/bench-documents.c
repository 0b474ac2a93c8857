/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a large narrative takes as PDF, web page and Word document: 1,000 notes, 200 learning
 * moments, 200 photos in the size for print. With LibreOffice here, what it takes to make a PDF of
 * the same Word document, in the same run. Then what people wait for at a screen: a photo of 12
 * megapixels that comes in, and the first page of a preview, composed from the records.
 * PT_BENCH_ONLY=pdf leaves out what comes after the PDF, for a profiler. */
#include "fixture.h"

#include "pt-html.h"
#include "pt-intake.h"
#include "pt-pandoc.h"
#include "pt-pdf.h"
#include "pt-photo.h"
#include "pt-story-edition.h"
#include "pt-story.h"
#include "pt-time.h"

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
#define PREVIEW_SECONDS 0.5
#define IMPORT_SECONDS 1.0 /* of one photo: nobody asked for a number */
#define IMPORTED 8
#define PREVIEWS 5

/* A photo with much detail, another one for each seed. */
static GBytes *
new_photo (guint seed, guint width, guint height)
{
  g_autoptr (GdkPixbuf)
      pixels = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)width, (int)height);
  guchar *data = gdk_pixbuf_get_pixels (pixels);
  const guint stride = (guint)gdk_pixbuf_get_rowstride (pixels);
  guint32 noise = seed + 1;
  char *jpeg;
  gsize size;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < 3 * width; x++)
      {
        noise = noise * 1664525u + 1013904223u;
        data[y * stride + x] = (guchar)((x / 7 * (seed + 3) + y / 5) % 220 + (noise >> 24) % 24);
      }
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

          figure->image = new_photo (i, 1600, 1200);
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
say (const char *what, double value, double target, const char *unit)
{
  g_print ("%-42s %8.2f %-3s asked %6.1f%s\n", what, value, unit, target,
           value <= target ? "" : "   MISSED");
}

static void
tell (const char *what, double value, const char *unit)
{
  g_print ("%-42s %8.2f %s\n", what, value, unit);
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

  tell ("pages", pt_pages_count (pages), "");
  tell ("  setting them", seconds_since (start), "s");
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

static void
measure_writers (PtDocument *document, const char *folder)
{
  const PtStoryWatch nobody = { 0 };
  g_autofree char *pdf = g_build_filename (folder, "ours.pdf", NULL);
  g_autofree char *docx = g_build_filename (folder, "theirs.docx", NULL);
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GError) error = NULL;
  double seconds = write_pdf (document, pdf), office;
  gint64 start;

  say ("PDF", seconds, PDF_SECONDS, "s");
  say ("memory at its most", (double)peak_megabytes (), PDF_MEGABYTES, "MB");
  if (g_getenv ("PT_BENCH_ONLY") != NULL)
    return;
  start = g_get_monotonic_time ();
  html = pt_html_write (document);
  say ("web page", seconds_since (start), HTML_SECONDS, "s");
  start = g_get_monotonic_time ();
  if (!pt_pandoc_write (document, "docx", NULL, docx, &nobody, &error))
    {
      g_print ("Word document: %s\n", error->message);
      return;
    }
  say ("Word document", seconds_since (start), DOCX_SECONDS, "s");
  office = convert (docx, folder);
  if (office > 0)
    {
      tell ("LibreOffice, a PDF of that document", office, "s");
      tell ("  ours is so many times as fast", office / seconds, "");
    }
}

/* ── At the screen ── */

static void
measure_import (void)
{
  gint64 spent = 0;

  for (guint i = 0; i < IMPORTED; i++)
    {
      g_autoptr (GBytes) photo = new_photo (i, 4000, 3000);
      g_autoptr (GError) error = NULL;
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (PtIntake) intake = pt_intake_new (photo, "foto.jpg", PT_INTAKE_DEFAULT, &error);

      spent += g_get_monotonic_time () - start;
      g_assert_no_error (error);
      g_assert_nonnull (intake->print);
    }
  say ("a photo of 12 MP comes in, with both sizes", (double)spent / G_USEC_PER_SEC / IMPORTED,
       IMPORT_SECONDS, "s");
}

static void
add_records (Fixture *f)
{
  fixture_add (f, "logbook", "lab", "name", "Het lab", "start_on", "2015-01-01", NULL);
  fixture_add (f, "challenge", "c", "title", "Langer thuis", "phase", "insight", NULL);
  for (guint i = 0; i < NOTES; i++)
    {
      g_autofree char *note = g_strdup_printf ("note-%04u", i);
      g_autofree char *day = pt_date_from_days (16500 + (int)i);

      fixture_add (f, "entry", note, "body",
                   "De voorzitter had de ordners van drie eerdere projecten nog in de kast staan, "
                   "met een begindatum op de rug en nergens een einde.",
                   "occurred_on", day, "story_use", "yes", "place", "Wijkcentrum", NULL);
      if (i % (NOTES / LEARNINGS) == 0)
        {
          g_autofree char *learning = g_strdup_printf ("learning-%04u", i);

          fixture_add (f, "learning", learning, "headline", "Begin bij wie er al was", "what",
                       "Zij vroegen ons.", "status", "established", "learned_on", day, NULL);
        }
    }
}

/* As the window does: composed from the records, set, and the first page painted. */
static double
preview (PtDataset *data, const PtNarrativeOptions *options)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (PtEdition) edition = pt_edition_compose (data, options, NULL);
  g_autoptr (PtPages) pages = pt_pages_new (edition->document, PT_LOOK_A4);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 850);
  cairo_t *cr = cairo_create (surface);

  pt_pages_draw (pages, 0, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return seconds_since (start);
}

static void
measure_preview (const char *audience)
{
  g_autoptr (Fixture) f = fixture_new ();
  PtNarrativeOptions options;
  double least = G_MAXDOUBLE;
  g_autofree char *what = g_strdup_printf ("first page of a preview (%s)", audience);

  add_records (f);
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  options = fixture_options (f, audience, "nl");
  options.count_pages = pt_story_count_pages;
  for (guint i = 0; i < PREVIEWS; i++)
    least = MIN (least, preview (data, &options));
  say (what, least, PREVIEW_SECONDS, "s");
}

int
main (void)
{
  g_autoptr (PtDocument) document = new_document ();
  g_autofree char *folder = g_dir_make_tmp ("proeftuin-bench-XXXXXX", NULL);

  measure_writers (document, folder);
  if (g_getenv ("PT_BENCH_ONLY") == NULL)
    {
      measure_import ();
      measure_preview ("internal");
      measure_preview ("public");
    }
  g_print ("%s\n", folder);
  return 0;
}
