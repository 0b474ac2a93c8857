/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: what may not part stays together, whatever the text; and the PDF that is made of them, read
 * by other people's tools. */
#include "pt-pages-private.h"
#include "pt-pdf.h"
#include "pt-picture.h"

#include <locale.h>
#include <glib/gstdio.h>
#include <string.h>

#define WORDS_OF_THE_LONG_ONE 10000

static char *
repeat (const char *words, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, words);
  return g_string_free (text, FALSE);
}

static void
add_chapter (PtDocument *document, guint n)
{
  g_autofree char *id = g_strdup_printf ("h-%u", n);
  g_autofree char *title = g_strdup_printf ("Hoofdstuk %u", n);
  g_autofree char *text = repeat ("Wij zagen wat er gebeurde. ", 20 + n * 13 % 60);

  pt_document_add (document, pt_block_new_heading (2, id, title));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, text));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_DATELINE, "12 maart 2017"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_LEAD, "Een week later:"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, text));
}

static void
add_table (PtDocument *document, guint rows)
{
  static const char *const header[] = { "Wanneer", "Hoeveel", NULL };
  PtBlock *table = pt_block_new_table ("Metingen", header);

  for (guint i = 0; i < rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *const cells[] = { "een dag in maart", number, NULL };

      pt_block_add_row (table, cells);
    }
  pt_document_add (document, table);
}

static void
add_noted (PtDocument *document, guint n)
{
  g_autofree char *id = g_strdup_printf ("note-%u", n);
  g_autofree char *mark = g_strdup_printf ("%u", n);
  g_autofree char *text = g_strdup_printf ("Bron nummer %u", n);
  PtBlock *paragraph = pt_block_new_paragraph (PT_STYLE_PLAIN, "Dit staat ergens");

  pt_inlines_add_note (paragraph->inlines, mark, id);
  pt_inlines_add (paragraph->inlines, PT_INLINE_TEXT, " en daarna gaat de zin verder.");
  pt_document_add (document, paragraph);
  pt_document_add (document, pt_block_new_note (id, mark, text));
}

static void
add_link (PtDocument *document, const char *words, const char *href)
{
  PtBlock *paragraph = pt_block_new_paragraph (PT_STYLE_PLAIN, "Zie ");
  PtInline *link = pt_inline_new (PT_INLINE_LINK, words, href);

  g_ptr_array_add (paragraph->inlines, link);
  pt_document_add (document, paragraph);
}

static void
add_figure (PtDocument *document)
{
  PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);

  figure->picture = pt_picture_new ("probe", 400, 200);
  pt_picture_circle (figure->picture, 100, 100, 50, PT_INK_HIGH, PT_INK_NONE);
  pt_picture_text (figure->picture, 20, 20, PT_ANCHOR_START, 11, PT_INK_TEXT, "As");
  figure->alt = g_strdup ("Een cirkel (zo één)");
  figure->inlines = pt_inlines_new ("Wat er te zien was");
  pt_document_add (document, figure);
}

static PtDocument *
new_long (void)
{
  PtDocument *document = pt_document_new ("Reis", "nl");
  g_autofree char *words = repeat ("woord ", WORDS_OF_THE_LONG_ONE);

  pt_document_set_about (document, "Het lab", "Een reisverhaal", "2026-03-12");
  pt_document_add (document, pt_block_new_heading (1, NULL, "Reis"));
  ((PtBlock *)pt_document_nth (document, 0))->style = PT_STYLE_TITLE;
  for (guint i = 0; i < 24; i++)
    {
      add_chapter (document, i);
      add_noted (document, i);
      if (i % 5 == 0)
        add_figure (document);
      if (i % 7 == 0)
        add_table (document, 30 + i * 5);
    }
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, "Goed 🙂"));
  add_link (document, "hoofdstuk drie", "#h-3");
  add_link (document, "daar", "https://example.org/a(b)?c=1&d=2");
  add_link (document, "niet daar", "javascript:alert(1)");
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, words));
  return document;
}

/* The page on which a box stands; G_MAXUINT = nowhere. */
static guint
page_of (PtPages *pages, const PtBox *box)
{
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const PtPage *page = pages->pages->pdata[p];

      for (guint i = 0; i < page->placed->len; i++)
        if (box->pieces->len > 0
            && g_array_index (page->placed, PtPlaced, i).piece == box->pieces->pdata[0])
          return p;
    }
  return G_MAXUINT;
}

static void
test_together (void)
{
  g_autoptr (PtDocument) document = new_long ();

  g_test_summary ("Every box stands once, in order; what is kept together is on one page");
  for (PtLook look = PT_LOOK_A4; look <= PT_LOOK_LARGE; look++)
    {
      g_autoptr (PtPages) pages = pt_pages_new (document, look);
      guint last = 0;

      for (guint i = 0; i < pages->boxes->len; i++)
        {
          const PtBox *box = pages->boxes->pdata[i];
          const guint page = page_of (pages, box);

          g_assert_cmpuint (page, <, pt_pages_count (pages));
          g_assert_cmpuint (page, >=, last);
          if (i > 0 && ((PtBox *)pages->boxes->pdata[i - 1])->keep)
            g_assert_cmpuint (page, ==, last);
          last = page;
        }
    }
}

static void
test_inside (void)
{
  g_autoptr (PtDocument) document = new_long ();
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);

  g_test_summary ("Nothing stands outside the paper");
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const PtPage *page = pages->pages->pdata[p];

      for (guint i = 0; i < page->placed->len; i++)
        {
          const PtPlaced *placed = &g_array_index (page->placed, PtPlaced, i);
          const double y = placed->y + placed->piece->y;

          g_assert_cmpfloat (y, >=, 0);
          g_assert_cmpfloat (y + placed->piece->height, <=, page->height);
        }
    }
}

/* The box whose words begin with @words; asserts that there is one. */
static const PtBox *
find_box (PtPages *pages, const char *words)
{
  for (guint i = 0; i < pages->boxes->len; i++)
    {
      const PtBox *box = pages->boxes->pdata[i];
      const PtPiece *piece = box->pieces->len > 0 ? box->pieces->pdata[0] : NULL;

      if (piece != NULL && piece->layout != NULL
          && g_str_has_prefix (pango_layout_get_text (piece->layout), words))
        return box;
    }
  g_error ("nothing says “%s”", words);
}

static const PtBox *
find_picture (PtPages *pages)
{
  for (guint i = 0; i < pages->boxes->len; i++)
    {
      const PtBox *box = pages->boxes->pdata[i];

      if (box->pieces->len > 0 && ((PtPiece *)box->pieces->pdata[0])->type == PT_PIECE_PICTURE)
        return box;
    }
  g_error ("there is no picture");
}

static PtDocument *
new_drawn (double width, double height, guint lines)
{
  static const char *const header[] = { "Wanneer", "Wat", NULL };
  static const char *const cells[] = { "maart", "Koffie" };
  PtDocument *document = pt_document_new ("Tekening", "nl");
  PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);

  for (guint i = 0; i < lines; i++)
    pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, "Wat eraan voorafging."));
  pt_document_add (document, pt_block_new_heading (2, "kaart", "De kaart"));
  figure->picture = pt_picture_new ("probe", width, height);
  pt_picture_text (figure->picture, 20, 20, PT_ANCHOR_START, 9, PT_INK_TEXT, "As");
  figure->inlines = pt_inlines_new ("Wat er te zien was");
  figure->twin = pt_block_new_table ("In een tabel", header);
  pt_block_add_row (figure->twin, cells);
  pt_document_add (document, figure);
  return document;
}

/* A heading is never alone on a page, however big the drawing below it is: where the drawing lies and
 * the page would be left almost empty, the table of the drawing stands below the heading. */
static void
test_drawing_with_heading (void)
{
  static const struct
  {
    const char *name;
    double width, height;
    bool lies;
    guint lines;                   /* before it */
    guint heading, drawing, table; /* the pages on which they begin */
    guint pages;
  } cases[] = {
    { "in the column", 400, 200, false, 1, 0, 0, 0, 1 },
    { "as high as the page", 500, 5000, false, 1, 1, 1, 2, 3 },
    { "on a page that lies", 1100, 500, true, 1, 0, 1, 0, 2 },
    { "on a page that lies, below a full one", 1100, 500, true, 24, 1, 1, 2, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtDocument) document = new_drawn (cases[i].width, cases[i].height, cases[i].lines);
      g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (find_picture (pages)->lies, ==, cases[i].lies);
      g_assert_cmpuint (page_of (pages, find_box (pages, "De kaart")), ==, cases[i].heading);
      g_assert_cmpuint (page_of (pages, find_picture (pages)), ==, cases[i].drawing);
      g_assert_cmpuint (page_of (pages, find_box (pages, "In een tabel")), ==, cases[i].table);
      g_assert_cmpuint (pt_pages_count (pages), ==, cases[i].pages);
    }
}

/* How often a piece on @page stands at each side. */
static void
count_sides (const PtPage *page, const PtPageSheet *sheet, guint *left, guint *right)
{
  for (guint i = 0; i < page->placed->len; i++)
    {
      const PtPlaced *placed = &g_array_index (page->placed, PtPlaced, i);

      if (placed->piece->layout == NULL || placed->piece->tag == PT_TAG_NONE)
        continue;
      if (placed->x + placed->piece->x < sheet->width / 2)
        (*left)++;
      else
        (*right)++;
    }
}

static void
test_sources (void)
{
  g_autoptr (PtDocument) document = pt_document_new ("Bronnen", "nl");
  g_autoptr (PtPages) pages = NULL;
  guint all = 0;

  g_test_summary (
      "Sources stand in two columns of about the same height, over as many pages as it takes");
  for (guint i = 0; i < 201; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u Notitie", i);

      pt_document_add (document, pt_block_new_paragraph (PT_STYLE_SOURCE, text));
    }
  pages = pt_pages_new (document, PT_LOOK_A4);
  g_assert_cmpuint (pt_pages_count (pages), >, 1);
  for (guint p = 0; p < pt_pages_count (pages); p++)
    {
      guint left = 0, right = 0;

      count_sides (pages->pages->pdata[p], pages->sheet, &left, &right);
      g_assert_cmpint (ABS ((int)left - (int)right), <=, 1);
      all += left + right;
    }
  g_assert_cmpuint (all, ==, 201);
}

static PtPages *
new_short_ones (guint n)
{
  g_autoptr (PtDocument) document = pt_document_new ("Kort", "nl");

  for (guint i = 0; i < n; i++)
    pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, "Er kwam niemand."));
  return pt_pages_new (document, PT_LOOK_A4);
}

/* Below the last line of the first page. */
static double
foot_of (PtPages *pages)
{
  const PtPage *page = pages->pages->pdata[0];
  double foot = 0;

  for (guint i = 0; i < page->placed->len; i++)
    {
      const PtPlaced *placed = &g_array_index (page->placed, PtPlaced, i);

      if (placed->piece->type == PT_PIECE_LINE && placed->piece->tag != PT_TAG_NONE)
        foot = MAX (foot, placed->y + placed->piece->y);
    }
  return foot;
}

static void
test_last_lines (void)
{
  guint n = 10;

  g_test_summary ("No page for a few lines where moving a little closer makes room for them");
  for (guint found = 1; found == 1; n++)
    {
      g_autoptr (PtPages) pages = new_short_ones (n);

      found = pt_pages_count (pages);
    }
  g_autoptr (PtPages) full = new_short_ones (n - 2);
  g_autoptr (PtPages) more = new_short_ones (n + 20);

  g_assert_cmpuint (pt_pages_count (full), ==, 1);
  g_assert_cmpfloat (full->squeeze, <, 1);
  g_assert_cmpfloat (foot_of (full), <=, full->sheet->height - full->sheet->bottom);
  g_assert_cmpuint (pt_pages_count (more), ==, 2);
  g_assert_cmpfloat (more->squeeze, ==, 1);
}

static void
test_table_head (void)
{
  g_autoptr (PtDocument) document = pt_document_new ("Tabel", "nl");
  g_autoptr (PtPages) pages = NULL;

  g_test_summary ("The head of a table is on every page of it, and is read once");
  add_table (document, 200);
  pages = pt_pages_new (document, PT_LOOK_A4);
  g_assert_cmpuint (pt_pages_count (pages), >=, 3);
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const PtPage *page = pages->pages->pdata[p];
      guint repeated = 0;

      for (guint i = 0; i < page->placed->len; i++)
        repeated += g_array_index (page->placed, PtPlaced, i).repeated;
      g_assert_cmpint (repeated > 0, ==, p > 0);
    }
}

static void
test_footnotes (void)
{
  g_autoptr (PtDocument) document = new_long ();
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  guint found = 0;

  g_test_summary ("A footnote stands on the page of its mark");
  for (guint i = 0; i < pages->boxes->len; i++)
    {
      const PtBox *box = pages->boxes->pdata[i];

      for (guint n = 0; box->notes != NULL && n < box->notes->len; n++, found++)
        {
          GPtrArray *note = g_hash_table_lookup (pages->notes, box->notes->pdata[n]);

          g_assert_cmpuint (page_of (pages, note->pdata[0]), ==, page_of (pages, box));
        }
    }
  g_assert_cmpuint (found, ==, 24);
}

static void
test_cover (void)
{
  g_autoptr (PtDocument) document = pt_document_new ("Reis", "nl");
  g_autoptr (PtPages) pages = NULL;

  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_TITLE, "Reis"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_COVER, "Met dank aan"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, "Het begon."));
  pages = pt_pages_new (document, PT_LOOK_A4);
  g_assert_cmpuint (pt_pages_count (pages), ==, 2);
}

/* Whether the first of so many chapters begins right behind the cover, at the top of its page. */
static bool
begins_behind_cover (guint chapters)
{
  g_autoptr (PtDocument) document = pt_document_new ("Reis", "nl");
  g_autoptr (PtPages) pages = NULL;
  const PtAnchorPlace *place;

  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_TITLE, "Reis"));
  pt_document_add (document, pt_block_new_paragraph (PT_STYLE_COVER, "Met dank aan"));
  for (guint i = 0; i < chapters; i++)
    add_chapter (document, i);
  pages = pt_pages_new (document, PT_LOOK_A4);
  place = g_hash_table_lookup (pages->anchors, "h-0");
  return place->page == 1 && place->y < pages->sheet->top + 1;
}

static void
test_cover_contents (void)
{
  g_test_summary ("Contents stand on the cover where there is room, else on a page behind it");
  g_assert_true (begins_behind_cover (4));
  g_assert_false (begins_behind_cover (60));
}

static void
test_hardly_anything (void)
{
  g_autoptr (PtDocument) empty = pt_document_new ("Leeg", "nl");
  g_autoptr (PtPages) none = pt_pages_new (empty, PT_LOOK_A4);
  g_autoptr (PtDocument) breaks = pt_document_new ("Leeg", "nl");

  g_test_summary ("An empty document is a page; page breaks make no empty ones");
  g_assert_cmpuint (pt_pages_count (none), ==, 1);
  for (guint i = 0; i < 3; i++)
    pt_document_add (breaks, pt_block_new (PT_BLOCK_PAGE_BREAK));
  pt_document_add (breaks, pt_block_new_paragraph (PT_STYLE_PLAIN, "Hier."));
  pt_document_add (breaks, pt_block_new (PT_BLOCK_PAGE_BREAK));
  pt_document_add (breaks, pt_block_new (PT_BLOCK_PAGE_BREAK));
  pt_document_add (breaks, pt_block_new_paragraph (PT_STYLE_PLAIN, "En daar."));
  g_autoptr (PtPages) pages = pt_pages_new (breaks, PT_LOOK_A4);

  g_assert_cmpuint (pt_pages_count (pages), ==, 2);
}

/* (transfer full): what a tool prints; it must succeed. */
static char *
run (const char *const *command)
{
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
                               &errors, &status, &error));
  if (status != 0)
    g_test_message ("%s: %s", command[0], errors);
  g_assert_cmpint (status, ==, 0);
  return out;
}

typedef struct
{
  char *folder, *path, *again;
} Files;

static Files
new_files (void)
{
  Files self = { .folder = g_dir_make_tmp ("proeftuin-pages-XXXXXX", NULL) };

  self.path = g_build_filename (self.folder, "one.pdf", NULL);
  self.again = g_build_filename (self.folder, "two.pdf", NULL);
  return self;
}

static void
clear_files (Files *self)
{
  g_remove (self->path);
  g_remove (self->again);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->again);
}

static void
write_pdf (PtDocument *document, const char *path)
{
  const PtStoryWatch nobody = { 0 };
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  g_autoptr (GError) error = NULL;

  pt_pdf_write (pages, path, &nobody, &error);
  g_assert_no_error (error);
}

static void
assert_has (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_test_message ("“%s” is not in:\n%.4000s", words, text);
  g_assert_nonnull (strstr (text, words));
}

/* Short words in one column do not break because another one holds a story. */
static void
test_columns (void)
{
  static const char *const header[] = { "Blad", "Waar het over gaat", "Wat het is", "Bedrag",
                                        NULL };
  g_autofree char *story = repeat ("Een lang verhaal over koffie. ", 12);
  const char *const cells[] = { "FKA3E", story, "Leermoment", "12.500,00" };
  g_autoptr (PtDocument) document = pt_document_new ("Breed", "nl");
  PtBlock *table = pt_block_new_table (NULL, header);
  guint checked = 0;

  pt_block_add_row (table, cells);
  pt_document_add (document, table);
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  const PtPage *page = pages->pages->pdata[0];

  for (guint i = 0; i < page->placed->len; i++)
    {
      const PtPiece *piece = g_array_index (page->placed, PtPlaced, i).piece;
      const char *text = piece->layout != NULL ? pango_layout_get_text (piece->layout) : "";

      if (g_str_equal (text, story) || *text == '\0')
        continue;
      checked++;
      for (guint c = 0; c < G_N_ELEMENTS (cells); c++)
        if (g_str_equal (text, cells[c]))
          g_assert_cmpint (pango_layout_get_line_count (piece->layout), ==, 1);
    }
  g_assert_cmpuint (checked, >, 3);
}

static void
test_short_cells (void)
{
  static const char *const header[] = { "Wie",     "Kernteam", "Iedereen in dit logboek",
                                        "Netwerk", "Openbaar", NULL };
  static const char *const cells[] = { "Andere proeftuinen", "leest en schrijft",
                                       "leest en schrijft", "leest en schrijft",
                                       "leest en schrijft" };
  g_autoptr (PtDocument) document = pt_document_new ("Rollen", "nl");
  PtBlock *table = pt_block_new_table (NULL, header);

  g_test_summary ("Cells of a few words are not broken where the margins hold them whole");
  pt_block_add_row (table, cells);
  pt_document_add (document, table);
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  const PtPage *page = pages->pages->pdata[0];
  guint checked = 0;

  for (guint i = 0; i < page->placed->len; i++)
    {
      const PtPiece *piece = g_array_index (page->placed, PtPlaced, i).piece;

      if (piece->layout == NULL)
        continue;
      g_assert_cmpint (pango_layout_get_line_count (piece->layout), ==, 1);
      checked++;
    }
  g_assert_cmpuint (checked, ==, 10);
}

static void
test_row_names (void)
{
  static const char *const header[] = { "Wat", "In dit logboek", NULL };
  static const char *const name = "Verwerkingsverantwoordelijke";
  g_autofree char *story = repeat ("Een lang verhaal over koffie. ", 12);
  const char *const cells[] = { name, story };
  g_autoptr (PtDocument) document = pt_document_new ("Feiten", "nl");
  PtBlock *table = pt_block_new_table (NULL, header);

  g_test_summary ("What names a row is not broken inside of a word");
  table->row_header = true;
  pt_block_add_row (table, cells);
  pt_document_add (document, table);
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  const PtPiece *piece = find_box (pages, name)->pieces->pdata[0];

  g_assert_cmpint (pango_layout_get_line_count (piece->layout), ==, 1);
}

static void
test_signature (void)
{
  for (guint above = 20; above < 60; above++)
    {
      g_autoptr (PtDocument) document = pt_document_new ("Formulier", "nl");
      PtBlock *name = pt_block_new (PT_BLOCK_BLANKS);
      PtBlock *hand = pt_block_new (PT_BLOCK_BLANKS);

      for (guint i = 0; i < above; i++)
        pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, "Een regel."));
      name->level = hand->level = 1;
      name->inlines = pt_inlines_new ("Naam");
      hand->inlines = pt_inlines_new ("Handtekening");
      pt_document_add (document, name);
      pt_document_add (document, hand);
      g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);

      g_assert_cmpuint (page_of (pages, find_box (pages, "Naam")), ==,
                        page_of (pages, find_box (pages, "Handtekening")));
    }
}

static void
assert_same_bytes (const Files *files)
{
  g_autofree char *one = NULL, *two = NULL;
  gsize one_size, two_size;

  g_assert_true (g_file_get_contents (files->path, &one, &one_size, NULL));
  g_assert_true (g_file_get_contents (files->again, &two, &two_size, NULL));
  g_assert_cmpmem (one, one_size, two, two_size);
}

/* Cairo reads and prints numbers with the thread's locale. */
static void
test_pdf_dutch_numbers (void)
{
  g_autoptr (PtDocument) document = new_long ();
  locale_t dutch = newlocale (LC_NUMERIC_MASK, "nl_NL.UTF-8", (locale_t)0);
  Files files = new_files ();
  locale_t before;

  g_test_summary ("Where numbers have a comma, the file is the same.");
  if (dutch == (locale_t)0)
    {
      g_test_skip ("there is no Dutch locale here");
      return;
    }
  write_pdf (document, files.path);
  before = uselocale (dutch);
  write_pdf (document, files.again);
  g_assert_true (uselocale (before) == dutch);
  freelocale (dutch);
  assert_same_bytes (&files);
  clear_files (&files);
}

static void
test_pdf_sound (void)
{
  g_autoptr (PtDocument) document = new_long ();
  Files files = new_files ();
  const char *const check[] = { "qpdf", "--check", files.path, NULL };
  g_autofree char *report = NULL;

  g_test_summary ("qpdf finds no fault; a second run gives the same bytes");
  write_pdf (document, files.path);
  write_pdf (document, files.again);
  report = run (check);
  assert_has (report, "No syntax or stream encoding errors found");
  assert_same_bytes (&files);
  clear_files (&files);
}

static void
test_pdf_read_aloud (void)
{
  static const char *const wanted[] = { "Document\n  H1",
                                        "H2 (block)\n    \"Hoofdstuk 1\"",
                                        "Table",
                                        "TH",
                                        "Figure",
                                        "Caption",
                                        "Note",
                                        "TOCI",
                                        "Link" };
  static const char *const catalog[] = {
    "/Lang (nl)",     "/DisplayDocTitle true",
    "/Marked true",   "/URI (https://example.org/a\\(b\\)?c=1&d=2)",
    "/Scope /Column", "/ActualText <feff0047006f006500640020d83dde42>",
    "/Title (Reis)",  "20260312000000"
  };
  g_autoptr (PtDocument) document = new_long ();
  Files files = new_files ();
  const char *const tags[] = { "pdfinfo", "-struct-text", files.path, NULL };
  const char *const flat[] = { "qpdf", "--qdf", "--object-streams=disable", files.path, "-", NULL };
  g_autofree char *tree = NULL, *objects = NULL;

  g_test_summary ("The tree of tags, the language, the words for pictures, links and the title");
  write_pdf (document, files.path);
  tree = run (tags);
  objects = run (flat);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_has (tree, wanted[i]);
  for (guint i = 0; i < G_N_ELEMENTS (catalog); i++)
    g_assert_nonnull (g_strstr_len (objects, 1 << 24, catalog[i]));
  g_assert_null (strstr (tree, "Private"));
  clear_files (&files);
}

/* Words that a PDF must give back as they are, each in a paragraph of its own. */
static const char *const texts[] = {
  "Een alinea met ﬁ, fi en ffl, één coöperatie en “aanhaling”.",
  "<script>alert(1)</script> \\ (haakjes) ) ( % /Private << /MCID 1 >> BDC",
  "שלום עולם",
  "日本語の文章です",
  "=cmd|' /C calc'!A0",
  "Heellangwoordzonderspatiesdatnietopdezelfderegelpastendusmoetwordenafgebrokenergensmiddenin"
  "hetwoordwantandersvalthetbuitendebladspiegelendatmagniet",
};

static char *
without_blanks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && g_utf8_get_char (p) != 0x202a
        && g_utf8_get_char (p) != 0x202b && g_utf8_get_char (p) != 0x202c)
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static void
test_pdf_text (void)
{
  g_autoptr (PtDocument) document = pt_document_new ("Woorden", "nl");
  Files files = new_files ();
  const char *const read[] = { "pdftotext", "-raw", files.path, "-", NULL };
  g_autofree char *raw = NULL;
  g_autofree char *found = NULL;

  g_test_summary ("All words come back from the PDF, in any script, as text");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    pt_document_add (document, pt_block_new_paragraph (PT_STYLE_PLAIN, texts[i]));
  write_pdf (document, files.path);
  raw = run (read);
  found = without_blanks (raw);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *words = without_blanks (texts[i]);

      assert_has (found, words);
    }
  clear_files (&files);
}

static void
test_pdf_broken_photo (void)
{
  static const char jpeg[] = "\xff\xd8\xff\xe0 not a picture at all \xff\xd9";
  g_autoptr (PtDocument) document = pt_document_new ("Foto", "nl");
  PtBlock *figure = pt_block_new (PT_BLOCK_FIGURE);
  Files files = new_files ();
  const char *const read[] = { "pdftotext", files.path, "-", NULL };
  g_autofree char *text = NULL;

  g_test_summary ("A broken photo is told in words");
  figure->image = g_bytes_new_static (jpeg, sizeof jpeg - 1);
  figure->mime = g_strdup ("image/jpeg");
  figure->alt = g_strdup ("Een kamer met stoelen");
  pt_document_add (document, figure);
  write_pdf (document, files.path);
  text = run (read);
  assert_has (text, "Een kamer met stoelen");
  clear_files (&files);
}

static void
test_pdf_cancelled (void)
{
  g_autoptr (PtDocument) document = new_long ();
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const PtStoryWatch watch = { cancellable, NULL, NULL };
  Files files = new_files ();

  g_cancellable_cancel (cancellable);
  g_assert_false (pt_pdf_write (pages, files.path, &watch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (files.path, G_FILE_TEST_EXISTS));
  clear_files (&files);
}

static void
test_draw (void)
{
  g_autoptr (PtDocument) document = new_long ();
  g_autoptr (PtPages) pages = pt_pages_new (document, PT_LOOK_A4);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);
  guint dark = 0;

  g_test_summary ("The same pages can be drawn on a screen");
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  pt_pages_draw (pages, 1, cr);
  cairo_surface_flush (surface);
  for (guint i = 0; i < 595 * 842; i++)
    dark += ((guint32 *)(void *)cairo_image_surface_get_data (surface))[i] % 256 < 100;
  g_assert_cmpuint (dark, >, 1000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/together", test_together);
  g_test_add_func ("/pages/inside", test_inside);
  g_test_add_func ("/pages/drawing-with-heading", test_drawing_with_heading);
  g_test_add_func ("/pages/sources", test_sources);
  g_test_add_func ("/pages/table-head", test_table_head);
  g_test_add_func ("/pages/footnotes", test_footnotes);
  g_test_add_func ("/pages/cover", test_cover);
  g_test_add_func ("/pages/cover-contents", test_cover_contents);
  g_test_add_func ("/pages/hardly-anything", test_hardly_anything);
  g_test_add_func ("/pages/draw", test_draw);
  g_test_add_func ("/pages/columns", test_columns);
  g_test_add_func ("/pages/last-lines", test_last_lines);
  g_test_add_func ("/pages/short-cells", test_short_cells);
  g_test_add_func ("/pages/row-names", test_row_names);
  g_test_add_func ("/pages/signature-stays-together", test_signature);
  g_test_add_func ("/pdf/sound", test_pdf_sound);
  g_test_add_func ("/pdf/dutch-numbers", test_pdf_dutch_numbers);
  g_test_add_func ("/pdf/read-aloud", test_pdf_read_aloud);
  g_test_add_func ("/pdf/text", test_pdf_text);
  g_test_add_func ("/pdf/broken-photo", test_pdf_broken_photo);
  g_test_add_func ("/pdf/cancelled", test_pdf_cancelled);
  return g_test_run ();
}
