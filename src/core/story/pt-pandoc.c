/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pandoc in a private folder: our tree, the pictures and the template go in, a document comes out. */
#include "pt-pandoc.h"

#include "pt-confined.h"
#include "pt-folder.h"
#include "pt-pandoc-private.h"
#include "pt-zip-refill.h"

#include <glib/gi18n-lib.h>

#define TREE "tree.json"
/* Its runtime reserves address space far beyond what it uses. */
#define MEMORY (6ull * 1024 * 1024 * 1024)
#define HEAP "-M1500m"
#define SECONDS 120
/* A zip cannot say an earlier time. */
#define EARLIEST 315532800

#define DOCUMENT "word/document.xml"
#define CONTENT "content.xml"
#define CELL_OF(row, before, border)                                                               \
  "<style:style style:name=\"" row "\" style:family=\"table-cell\">\n      "                       \
  "<style:table-cell-properties " before "fo:border-bottom=\"" border "\" />"
#define NO_BORDER(row)                                                                             \
  "<style:style style:name=\"" row "\" style:family=\"table-cell\">\n      "                       \
  "<style:table-cell-properties fo:border=\"none\" />"

/* What pandoc 2.17 has no style for: a row stays on its page, and room behind a table. */
static const PtZipSwap docx_swaps[] = {
  { DOCUMENT, "<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit />" },
  { DOCUMENT, "<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>" },
  { DOCUMENT, "</w:tbl><w:p><w:pPr><w:pStyle",
    "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" "
    "w:lineRule=\"exact\" /></w:pPr></w:p><w:p><w:pPr><w:pStyle" },
  { DOCUMENT, .edit = pt_pandoc_part_columns },
  { NULL },
};

/* Also rules between the rows. */
static const PtZipSwap odt_swaps[] = {
  { CONTENT, NO_BORDER ("TableRowCell"), CELL_OF ("TableRowCell", "", "0.5pt solid #D9D6CD") },
  { CONTENT, NO_BORDER ("TableHeaderRowCell"),
    CELL_OF ("TableHeaderRowCell", "style:vertical-align=\"bottom\" ", "0.75pt solid #5A6370") },
  { CONTENT, "<table:table-row>", "<table:table-row table:style-name=\"TableRow\">" },
  { CONTENT, "</office:automatic-styles>",
    "<style:style style:name=\"TableRow\" style:family=\"table-row\"><style:table-row-properties "
    "fo:keep-together=\"always\" /></style:style></office:automatic-styles>" },
  { CONTENT, "<style:table-properties ", "<style:table-properties fo:margin-bottom=\"12pt\" " },
  { NULL },
};

static const PtPandocKind kinds[] = {
  { .format = "docx",
    .swaps = docx_swaps,
    .columns = true,
    .bitmaps = true,
    .contents = true,
    .styled_cells = true },
  { .format = "odt", .swaps = odt_swaps, .contents = true, .styled_cells = true, .mute = true },
  { .format = "epub", .small = true, .author = true },
};

typedef struct
{
  char *folder;
  char *program;
  char *template;   /* its name in the folder; or NULL */
  char *out;        /* likewise */
  GPtrArray *faces; /* PtHouseFace: the fonts of the house in an e-book; or NULL */
  PtPandocGoods goods;
} Work;

static gboolean
put_file (const Work *work, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (work->folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static gboolean
put_tree (const Work *work, PtDocument *document, const PtPandocKind *kind, GError **error)
{
  GPtrArray *files = work->goods.files;
  char *json = pt_pandoc_tree (document, kind, &work->goods);

  g_ptr_array_add (files, pt_story_file_new (TREE, json));
  for (guint i = 0; i < files->len; i++)
    {
      const PtStoryFile *file = files->pdata[i];

      if (!put_file (work, file->path, file->bytes, error))
        return FALSE;
    }
  return TRUE;
}

/* Readers of an e-book have the fonts of the house only by chance. */
static gboolean
put_faces (Work *work, PtDocument *document, const PtPandocKind *kind, GError **error)
{
  const PtHouse *house = kind->author ? pt_document_get_house (document) : NULL;
  const char *families[] = { NULL, NULL, NULL };
  g_autofree char *text = NULL;

  if (house == NULL)
    return TRUE;
  text = pt_document_dup_text (document);
  pt_house_list_fonts (house, families);
  work->faces = pt_house_faces_new (families, text);
  for (guint i = 0; i < work->faces->len; i++)
    {
      const PtHouseFace *face = work->faces->pdata[i];
      g_autofree char *name = pt_pandoc_name_face (face, i);

      if (!put_file (work, name, face->bytes, error))
        return FALSE;
    }
  return TRUE;
}

/* A template that somebody made, else ours, in the look of the house; an e-book has a style sheet. */
static gboolean
put_template (Work *work, PtDocument *document, const PtPandocKind *kind, const char *template,
              GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize size;

  work->template = g_strdup_printf ("reference.%s", kind->author ? "css" : kind->format);
  if (template != NULL && !kind->author)
    {
      if (!g_file_get_contents (template, &data, &size, error))
        return FALSE;
      bytes = g_bytes_new_take (data, size);
    }
  else
    bytes = pt_pandoc_dress (kind, work->template, pt_document_get_house (document), work->faces,
                             error);
  return bytes != NULL && put_file (work, work->template, bytes, error);
}

/* Seconds since 1970 of the day that the document is stamped with. */
static gint64
stamp (PtDocument *document)
{
  const char *date = pt_document_get_date (document);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) day = date != NULL ? g_date_time_new_from_iso8601 (date, utc) : NULL;
  g_autofree char *midnight = date != NULL ? g_strconcat (date, "T00:00:00Z", NULL) : NULL;

  if (day == NULL && midnight != NULL)
    day = g_date_time_new_from_iso8601 (midnight, utc);
  return day != NULL ? MAX (EARLIEST, g_date_time_to_unix (day)) : EARLIEST;
}

static gboolean
run (const Work *work, PtDocument *document, const PtPandocKind *kind, GCancellable *cancellable,
     GError **error)
{
  g_autofree char *epoch = g_strdup_printf ("SOURCE_DATE_EPOCH=%" G_GINT64_FORMAT,
                                            stamp (document));
  g_autofree char *home = g_strconcat ("HOME=", work->folder, NULL);
  g_autofree char *temporary = g_strconcat ("TMPDIR=", work->folder, NULL);
  g_autofree char *template = g_strconcat (
      kind->author ? "--css=" : "--reference-doc=", work->template, NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  const char *const environ[] = {
    "PATH=/usr/bin:/bin", "LANG=C.UTF-8", epoch, home, temporary, NULL
  };
  const char *const words[] = { work->program,  "--from=json", "--to",     kind->format,
                                "--standalone", template,      "--output", work->out,
                                TREE,           "+RTS",        HEAP,       "-RTS" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (argv, g_strdup (words[i]));
  for (guint i = 0; work->faces != NULL && i < work->faces->len; i++)
    {
      g_autofree char *name = pt_pandoc_name_face (work->faces->pdata[i], i);

      g_ptr_array_add (argv, g_strconcat ("--epub-embed-font=", name, NULL));
    }
  g_ptr_array_add (argv, NULL);

  const PtConfined confined = { (const char *const *)argv->pdata, work->folder, environ, MEMORY,
                                SECONDS };

  return pt_confined_run (&confined, cancellable, error);
}

/* How pandoc 2.17 writes the @i-th picture of an OpenDocument. */
static char *
find_picture (guint i, const char *file)
{
  return g_strdup_printf ("\"Pictures/%u%s\" xlink:type=\"simple\" xlink:show=\"embed\" "
                          "xlink:actuate=\"onLoad\" />",
                          i, strrchr (file, '.'));
}

/* ODF 1.2 §9.4.4: what is shown, for who cannot see it, in the frame behind the picture. */
static char *
describe_picture (const char *found, const char *words)
{
  GString *plain = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (const char *p = words; *p != '\0'; p++)
    g_string_append_c (plain, (guchar)*p < ' ' ? ' ' : *p);
  escaped = g_markup_escape_text (plain->str, (gssize)plain->len);
  g_string_free (plain, TRUE);
  return g_strconcat (found, "<svg:desc>", escaped, "</svg:desc>", NULL);
}

static void
free_words (gpointer data)
{
  g_free ((char *)((PtZipSwap *)data)->from);
  g_free ((char *)((PtZipSwap *)data)->to);
}

/* (transfer full): those of @kind, the words of pictures, and drawings; ended by one without a member. */
static GArray *
list_swaps (const Work *work, const PtPandocKind *kind)
{
  GArray *swaps = g_array_new (TRUE, TRUE, sizeof (PtZipSwap));

  g_array_set_clear_func (swaps, free_words);
  for (guint i = 0; kind->swaps != NULL && kind->swaps[i].member != NULL; i++)
    {
      const PtZipSwap swap = { kind->swaps[i].member, g_strdup (kind->swaps[i].from),
                               g_strdup (kind->swaps[i].to), kind->swaps[i].edit };

      g_array_append_val (swaps, swap);
    }
  for (guint i = 0; kind->mute && i + 1 < work->goods.pictures->len; i += 2)
    {
      char *found = find_picture (i / 2, work->goods.pictures->pdata[i]);
      const PtZipSwap swap = { CONTENT, found,
                               describe_picture (found, work->goods.pictures->pdata[i + 1]) };

      g_array_append_val (swaps, swap);
    }
  if (work->goods.parts->len > 0)
    pt_pandoc_add_drawing_swaps (swaps, work->goods.parts);
  return swaps;
}

static gboolean
hand_over (const Work *work, const PtPandocKind *kind, const char *path, GError **error)
{
  g_autofree char *made = g_build_filename (work->folder, work->out, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (made, FALSE, error);
  g_autoptr (GBytes) packed = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GArray) swaps = list_swaps (work, kind);
  g_autoptr (GByteArray)
      bytes = packed != NULL
                  ? pt_zip_refill (packed, work->goods.stand_ins,
                                   (const PtZipSwap *)(void *)swaps->data, work->goods.parts, error)
                  : NULL;

  if (bytes == NULL)
    return FALSE;
  return g_file_set_contents_full (path, (const char *)bytes->data, bytes->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
}

static void
tell (const PtStoryWatch *watch, double done)
{
  if (watch->progress != NULL)
    watch->progress (done, watch->data);
}

static gboolean
write_in (Work *work, PtDocument *document, const PtPandocKind *kind, const char *template,
          const char *path, const PtStoryWatch *watch, GError **error)
{
  if (!put_faces (work, document, kind, error)
      || !put_template (work, document, kind, template, error)
      || !put_tree (work, document, kind, error))
    return FALSE;
  tell (watch, 0.3);
  if (!run (work, document, kind, watch->cancellable, error))
    return FALSE;
  tell (watch, 0.95);
  return hand_over (work, kind, path, error);
}

static void
init_goods (PtPandocGoods *goods)
{
  goods->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_story_file_free);
  goods->stand_ins = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_stand_in_free);
  goods->pictures = g_ptr_array_new_with_free_func (g_free);
  goods->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_story_file_free);
}

static void
clear_goods (PtPandocGoods *goods)
{
  g_ptr_array_unref (goods->files);
  g_ptr_array_unref (goods->stand_ins);
  g_ptr_array_unref (goods->pictures);
  g_ptr_array_unref (goods->parts);
}

static const PtPandocKind *
find_kind (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].format, format) == 0)
      return &kinds[i];
  return NULL;
}

gboolean
pt_pandoc_write (PtDocument *document, const char *format, const char *template, const char *path,
                 const PtStoryWatch *watch, GError **error)
{
  const PtPandocKind *kind = find_kind (format);
  Work work = { .program = g_find_program_in_path ("pandoc") };
  gboolean done = FALSE;

  g_return_val_if_fail (document != NULL && kind != NULL && path != NULL, FALSE);
  if (work.program == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("For %s pandoc is needed, which is not on this computer. Install the package "
                    "“pandoc”, or choose PDF or a web page."),
                 format);
  else
    work.folder = g_dir_make_tmp ("proeftuin-XXXXXX", error);
  if (work.folder != NULL)
    {
      work.out = g_strconcat ("out.", format, NULL);
      init_goods (&work.goods);
      done = write_in (&work, document, kind, template, path, watch, error);
      pt_folder_delete (work.folder, NULL);
      clear_goods (&work.goods);
    }
  g_clear_pointer (&work.faces, g_ptr_array_unref);
  g_free (work.folder);
  g_free (work.program);
  g_free (work.template);
  g_free (work.out);
  return done;
}
