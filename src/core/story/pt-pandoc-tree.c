/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our tree as pandoc's own (text.pandoc.org, pandoc-types 1.22). Looks are names of styles, which a
 * template of the house may define as it likes. Chapters become headings of the first level: the
 * title is not a heading in a word processor. */
#include "pt-pandoc-private.h"

#include "pt-photo.h"
#include "pt-picture-cairo.h"
#include "pt-story-markdown.h"
#include "pt-story-words.h"
#include "pt-zip-refill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_CHAPTERS 3
/* Centimetres: the column of our templates, and the height of a photo and of a drawing: below a chapter's
 * heading and above its caption. */
#define COLUMN 16.0
#define DRAWING_HEIGHT 18.5
#define PHOTO_HEIGHT 11.0
#define BADGE_HEIGHT 2.2
#define LOGO_HEIGHT 1.7
/* Pixels for one unit of a drawing. */
#define DRAWING_SCALE 2.5
/* Of its words: as on our pages. */
#define FONTS "Cantarell, Noto Sans, DejaVu Sans, sans"
#define MIN_LETTERS 6
#define MAX_LETTERS 45
/* Longer words may break. */
#define MAX_WORD 22
/* Between two columns, and on a line of a table, in letters. */
#define CELL_MARGIN 3
#define LINE_LETTERS 95.0

typedef struct
{
  GString *out;
  PtDocument *document;
  const PtPandocKind *kind;
  GPtrArray *files;
  GPtrArray *stand_ins;
  GPtrArray *pictures;
  GHashTable *notes; /* id → PtBlock */
  guint images;
} Writer;

/* Names of styles as word processors show them. */
static const char *const styles[] = {
  [PT_STYLE_PLAIN] = NULL,          [PT_STYLE_TITLE] = "Title",
  [PT_STYLE_SUBTITLE] = "Subtitle", [PT_STYLE_DATELINE] = "Dateline",
  [PT_STYLE_LEAD] = "Lead",         [PT_STYLE_OPENING] = "Opening",
  [PT_STYLE_QUESTION] = "Question", [PT_STYLE_SIGNPOST] = "Signpost",
  [PT_STYLE_SMALL] = "Small",       [PT_STYLE_SOURCE] = "Source",
  [PT_STYLE_COVER] = "Cover",       [PT_STYLE_CODE] = "Code",
};

static void
put (Writer *self, const char *json)
{
  g_string_append (self->out, json);
}

/* XML knows no control characters; a line's end inside words is a blank. */
static void
put_string (Writer *self, const char *text)
{
  g_string_append_c (self->out, '"');
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (self->out, "\\%c", *p);
    else if (*p == '\n' || *p == '\t')
      g_string_append_c (self->out, ' ');
    else if ((guchar)*p >= ' ')
      g_string_append_c (self->out, *p);
  g_string_append_c (self->out, '"');
}

/* Between the members of an array. */
static void
part (Writer *self)
{
  const char last = self->out->str[self->out->len - 1];

  if (last != '[' && last != ',')
    g_string_append_c (self->out, ',');
}

static void
open (Writer *self, const char *type)
{
  part (self);
  g_string_append_printf (self->out, "{\"t\":\"%s\",\"c\":[", type);
}

static void
put_words (Writer *self, const char *text)
{
  part (self);
  put (self, "{\"t\":\"Str\",\"c\":");
  put_string (self, text);
  put (self, "}");
}

/* ["id",["class"],[["key","value"]]] */
static void
put_attributes (Writer *self, const char *id, const char *class, const char *key, const char *value)
{
  put (self, "[");
  put_string (self, id != NULL ? id : "");
  put (self, ",[");
  if (class != NULL)
    put_string (self, class);
  put (self, "],[");
  if (value != NULL)
    {
      put (self, "[");
      put_string (self, key);
      put (self, ",");
      put_string (self, value);
      put (self, "]");
    }
  put (self, "]]");
}

static void put_inlines (Writer *self, GPtrArray *inlines);

static void
put_link (Writer *self, const PtInline *item)
{
  const bool safe = item->href != NULL
                    && (*item->href == '#' || pt_markdown_url_is_safe (item->href));

  if (safe)
    {
      open (self, "Link");
      put_attributes (self, NULL, NULL, NULL, NULL);
      put (self, ",[");
    }
  if (item->text != NULL)
    put_words (self, item->text);
  put_inlines (self, item->children);
  if (safe)
    {
      put (self, "],[");
      put_string (self, item->href);
      put (self, ",\"\"]]}");
    }
}

static void
put_note (Writer *self, const PtInline *item)
{
  const PtBlock *note = g_hash_table_lookup (self->notes, item->href);

  if (note == NULL)
    return;
  open (self, "Note");
  put (self, "{\"t\":\"Para\",\"c\":[");
  put_inlines (self, note->inlines);
  put (self, "]}]}");
}

static void
put_wrapped (Writer *self, const char *type, const PtInline *item)
{
  open (self, type);
  put_inlines (self, item->children);
  put (self, "]}");
}

static void
put_plain (Writer *self, const PtInline *item)
{
  switch (item->type)
    {
    case PT_INLINE_TEXT:
      put_words (self, item->text);
      break;
    case PT_INLINE_BREAK:
      part (self);
      put (self, "{\"t\":\"LineBreak\"}");
      break;
    case PT_INLINE_STRONG:
      put_wrapped (self, "Strong", item);
      break;
    case PT_INLINE_EMPHASIS:
      put_wrapped (self, "Emph", item);
      break;
    case PT_INLINE_LINK:
      put_link (self, item);
      break;
    case PT_INLINE_REFERENCE:
      open (self, "Superscript");
      put_link (self, item);
      put (self, "]}");
      break;
    case PT_INLINE_NOTE:
      put_note (self, item);
      break;
    }
}

static void
put_inline (Writer *self, const PtInline *item)
{
  if (item->lang == NULL)
    {
      put_plain (self, item);
      return;
    }
  open (self, "Span");
  put_attributes (self, NULL, NULL, "lang", item->lang);
  put (self, ",[");
  put_plain (self, item);
  put (self, "]]}");
}

static void
put_inlines (Writer *self, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    put_inline (self, inlines->pdata[i]);
}

/* Opens a Div with a style; close with "]]}". E-readers know it as a class. */
static void
open_div (Writer *self, const char *id, const char *style)
{
  g_autofree char *class = style != NULL ? g_ascii_strdown (style, -1) : NULL;

  if (class != NULL)
    g_strdelimit (class, " ", '-');
  open (self, "Div");
  put_attributes (self, id, class, "custom-style", style);
  put (self, ",[");
}

static void
put_para (Writer *self, GPtrArray *inlines)
{
  open (self, "Para");
  put_inlines (self, inlines);
  put (self, "]}");
}

static void
put_styled (Writer *self, const char *id, const char *style, GPtrArray *inlines)
{
  open_div (self, id, style);
  put_para (self, inlines);
  put (self, "]]}");
}

static void put_blocks (Writer *self, GPtrArray *blocks);

static void
put_heading (Writer *self, const PtBlock *block)
{
  if (block->level < 2 || block->style == PT_STYLE_TITLE)
    return;
  part (self);
  g_string_append_printf (self->out, "{\"t\":\"Header\",\"c\":[%d,", block->level - 1);
  put_attributes (self, block->id, NULL, NULL, NULL);
  put (self, ",[");
  put_inlines (self, block->inlines);
  put (self, "]]}");
}

static void
put_quote (Writer *self, const PtBlock *block)
{
  open_div (self, block->id, NULL);
  open (self, "BlockQuote");
  put_blocks (self, block->children);
  put (self, "]}");
  if (block->attribution != NULL)
    {
      g_autofree char *who = pt_inlines_dup_text (block->attribution);
      g_autofree char *line = g_strconcat ("— ", who, NULL);
      g_autoptr (GPtrArray) inlines = pt_inlines_new (line);

      put_styled (self, NULL, "Speaker", inlines);
    }
  put (self, "]]}");
}

static void
put_list (Writer *self, const PtBlock *block)
{
  open (self, block->ordered ? "OrderedList" : "BulletList");
  if (block->ordered)
    g_string_append_printf (self->out, "[%d,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[",
                            block->start);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      part (self);
      put (self, "[");
      put_blocks (self, ((PtBlock *)block->children->pdata[i])->children);
      put (self, "]");
    }
  put (self, block->ordered ? "]]}" : "]}");
}

static bool
is_number_column (const PtBlock *table, guint column)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const char *cell = ((char **)table->rows->pdata[r])[column];

      if (*cell != '\0' && !pt_cell_is_number (cell))
        return false;
    }
  return table->rows->len > 0;
}

static double
letters (const PtBlock *table, guint column)
{
  glong most = g_utf8_strlen (table->header[column], -1);

  for (guint r = 0; r < table->rows->len; r++)
    most = MAX (most, g_utf8_strlen (((char **)table->rows->pdata[r])[column], -1));
  return CLAMP (most, MIN_LETTERS, MAX_LETTERS);
}

static void
measure_words (const char *text, glong *longest)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    *longest = MAX (*longest, MIN (g_utf8_strlen (words[i], -1), MAX_WORD));
}

/* What a column needs so that no word of it breaks, as a part of the line. */
static double
least_width (const PtBlock *table, guint column)
{
  glong longest = MIN_LETTERS;

  measure_words (table->header[column], &longest);
  for (guint r = 0; r < table->rows->len; r++)
    measure_words (((char **)table->rows->pdata[r])[column], &longest);
  return (longest + CELL_MARGIN) / LINE_LETTERS;
}

/* Each gets what its longest word needs; what is left goes by the length of texts. */
static void
put_columns (Writer *self, const PtBlock *table, guint n)
{
  double least = 0, wished = 0;
  char width[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint c = 0; c < n; c++)
    {
      least += least_width (table, c);
      wished += letters (table, c);
    }
  put (self, "[");
  for (guint c = 0; c < n; c++)
    {
      const double needed = least_width (table, c) / MAX (1, least);

      part (self);
      g_ascii_formatd (width, sizeof width, "%.4f",
                       needed + MAX (0, 1 - least) * letters (table, c) / wished);
      g_string_append_printf (self->out, "[{\"t\":\"%s\"},{\"t\":\"ColWidth\",\"c\":%s}]",
                              is_number_column (table, c) ? "AlignRight" : "AlignLeft", width);
    }
  put (self, "]");
}

/* A word processor wants a style for the words in a cell, an e-reader has one for the cell. */
static void
put_cell (Writer *self, const char *text, const char *style)
{
  part (self);
  put (self, "[[\"\",[],[]],{\"t\":\"AlignDefault\"},1,1,[");
  if (self->kind->styled_cells)
    open_div (self, NULL, style);
  open (self, self->kind->styled_cells ? "Para" : "Plain");
  if (*text != '\0')
    put_words (self, text);
  put (self, self->kind->styled_cells ? "]}]]}]]" : "]}]]");
}

/* Numbers of a column stand below each other. */
static void
put_row (Writer *self, const PtBlock *table, char **cells, bool head)
{
  static const char *const looks[2][2] = { { "Table Text", "Table Number" },
                                           { "Table Heading", "Table Number Heading" } };

  part (self);
  put (self, "[[\"\",[],[]],[");
  for (guint c = 0; cells[c] != NULL; c++)
    put_cell (self, cells[c], looks[head][is_number_column (table, c)]);
  put (self, "]]");
}

static void
put_table (Writer *self, const PtBlock *block)
{
  const guint n = g_strv_length (block->header);

  if (n == 0)
    return;
  open (self, "Table");
  put_attributes (self, block->id, NULL, NULL, NULL);
  put (self, ",[null,[{\"t\":\"Plain\",\"c\":[");
  put_inlines (self, block->inlines);
  put (self, "]}]],");
  put_columns (self, block, n);
  put (self, ",[[\"\",[],[]],[");
  put_row (self, block, block->header, true);
  g_string_append_printf (self->out, "]],[[[\"\",[],[]],%d,[],[", block->row_header ? 1 : 0);
  for (guint r = 0; r < block->rows->len; r++)
    put_row (self, block, block->rows->pdata[r], false);
  put (self, "]]],[[\"\",[],[]],[]]]}");
}

/* A picture that becomes a file beside the text; never under the name that it had. */
typedef struct
{
  char *path;
  double width; /* centimetres */
} Image;

static void
take_file (Writer *self, const char *path, GBytes *bytes)
{
  PtStoryFile *file = g_new0 (PtStoryFile, 1);

  file->path = g_strdup (path);
  file->bytes = bytes;
  g_ptr_array_add (self->files, file);
}

static cairo_status_t
append_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_png (PtPicture *picture, const PtHouse *house)
{
  g_autofree char *family = house != NULL && house->heading_font != NULL
                                ? g_strconcat (house->heading_font, ", " FONTS, NULL)
                                : g_strdup (FONTS);
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int)(pt_picture_get_width (picture) * DRAWING_SCALE),
      (int)(pt_picture_get_height (picture) * DRAWING_SCALE));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DRAWING_SCALE, DRAWING_SCALE);
  pt_picture_paint (picture, cr, false, family);
  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static Image
add_drawing (Writer *self, PtPicture *picture)
{
  const double most = DRAWING_HEIGHT * pt_picture_get_width (picture)
                      / pt_picture_get_height (picture);
  const Image image = { g_strdup_printf ("picture-%02u.%s", ++self->images,
                                         self->kind->vector ? "svg" : "png"),
                        MIN (COLUMN, most) };
  char *svg = self->kind->vector ? pt_picture_to_svg (picture, true) : NULL;

  take_file (self, image.path,
             svg != NULL ? g_bytes_new_take (svg, strlen (svg))
                         : draw_png (picture, pt_document_get_house (self->document)));
  return image;
}

static Image
add_jpeg (Writer *self, PtPhoto *photo, double most)
{
  const Image image = { g_strdup_printf ("picture-%02u.jpg", ++self->images),
                        MIN (COLUMN, most * photo->width / photo->height) };
  PtStandIn *stand_in = pt_stand_in_new (photo->jpeg, photo->width, photo->height, self->images);

  take_file (self, image.path, g_bytes_ref (stand_in->stand_in));
  g_ptr_array_add (self->stand_ins, stand_in);
  return image;
}

static Image
add_photo (Writer *self, const PtBlock *block)
{
  g_autoptr (PtPhoto)
      photo = block->image != NULL ? pt_photo_new (block->image, PT_PHOTO_PRINT_PIXELS) : NULL;

  return photo != NULL
             ? add_jpeg (self, photo, block->style == PT_STYLE_COVER ? BADGE_HEIGHT : PHOTO_HEIGHT)
             : (Image){ NULL, COLUMN };
}

static void
put_image (Writer *self, const Image *image, const char *alt)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *width = g_strconcat (
      g_ascii_formatd (number, sizeof number, "%.2f", image->width), "cm", NULL);

  open (self, "Para");
  open (self, "Image");
  put_attributes (self, NULL, NULL, "width", width);
  put (self, ",[");
  if (*alt != '\0')
    put_words (self, alt);
  put (self, "],[");
  put_string (self, image->path);
  put (self, ",\"\"]]}]}");
  g_ptr_array_add (self->pictures, g_strdup (image->path));
  g_ptr_array_add (self->pictures, g_strdup (alt));
}

static void
put_figure (Writer *self, const PtBlock *block)
{
  const Image image = block->picture != NULL ? add_drawing (self, block->picture)
                                             : add_photo (self, block);
  const char *alt = block->alt != NULL ? block->alt : "";
  g_autofree char *caption = pt_inlines_dup_text (block->inlines);

  open_div (self, block->id, "Figure");
  if (image.path != NULL)
    put_image (self, &image, alt);
  else
    {
      g_autoptr (GPtrArray) words = pt_inlines_new (alt);

      put_para (self, words);
    }
  put (self, "]]}");
  if (*caption != '\0')
    put_styled (self, NULL, "Image Caption", block->inlines);
  if (block->twin != NULL)
    put_table (self, block->twin);
  g_free (image.path);
}

static void
put_paragraph (Writer *self, const PtBlock *block)
{
  const char *style = styles[block->style];

  if (style == NULL && block->id == NULL && block->lang == NULL)
    put_para (self, block->inlines);
  else if (style == NULL && block->lang != NULL)
    {
      open (self, "Div");
      put_attributes (self, block->id, NULL, "lang", block->lang);
      put (self, ",[");
      put_para (self, block->inlines);
      put (self, "]]}");
    }
  else
    put_styled (self, block->id, style, block->inlines);
}

/* Lines to write on are empty paragraphs with a rule below them. */
static void
put_blanks (Writer *self, const PtBlock *block)
{
  g_autoptr (GPtrArray) blank = pt_inlines_new ("\xc2\xa0");
  g_autofree char *label = pt_inlines_dup_text (block->inlines);

  if (block->level == 0)
    {
      open_div (self, block->id, "Tick");
      put (self, "{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"☐ \"}");
      put_inlines (self, block->inlines);
      put (self, "]}]]}");
      return;
    }
  if (*label != '\0')
    put_para (self, block->inlines);
  for (int i = 0; i < block->level; i++)
    put_styled (self, NULL, "Blank Line", blank);
}

static void
put_page_break (Writer *self)
{
  if (strcmp (self->kind->format, "docx") == 0)
    {
      part (self);
      put (self, "{\"t\":\"RawBlock\",\"c\":[\"openxml\",\"<w:p><w:r><w:br w:type=\\\"page\\\"/>"
                 "</w:r></w:p>\"]}");
    }
  else if (strcmp (self->kind->format, "odt") == 0)
    {
      part (self);
      put (self, "{\"t\":\"RawBlock\",\"c\":[\"opendocument\",\"<text:p text:style-name="
                 "\\\"Page_20_Break\\\"/>\"]}");
    }
}

static void
put_block (Writer *self, const PtBlock *block)
{
  switch (block->type)
    {
    case PT_BLOCK_HEADING:
      put_heading (self, block);
      break;
    case PT_BLOCK_PARAGRAPH:
      put_paragraph (self, block);
      break;
    case PT_BLOCK_QUOTE:
      put_quote (self, block);
      break;
    case PT_BLOCK_LIST:
      put_list (self, block);
      break;
    case PT_BLOCK_TABLE:
      put_table (self, block);
      break;
    case PT_BLOCK_FIGURE:
      put_figure (self, block);
      break;
    case PT_BLOCK_NOTE:
      break;
    case PT_BLOCK_PAGE_BREAK:
      put_page_break (self);
      break;
    case PT_BLOCK_BLANKS:
      put_blanks (self, block);
      break;
    }
}

static void
put_blocks (Writer *self, GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    put_block (self, blocks->pdata[i]);
}

static bool
is_chapter (const PtBlock *block)
{
  return block->type == PT_BLOCK_HEADING && block->level == 2 && block->id != NULL;
}

static void
put_contents_line (Writer *self, const PtBlock *heading)
{
  g_autofree char *words = pt_inlines_dup_text (heading->inlines);
  g_autofree char *href = g_strconcat ("#", heading->id, NULL);
  g_autoptr (GPtrArray) line = pt_inlines_new (NULL);

  g_ptr_array_add (line, pt_inline_new (PT_INLINE_LINK, words, href));
  put_styled (self, NULL, "Contents", line);
}

static void
put_contents (Writer *self)
{
  const guint n = pt_document_length (self->document);
  g_autoptr (GPtrArray) title = pt_inlines_new (
      pt_words (pt_document_get_lang (self->document), NC_ ("story", "Contents")));
  guint chapters = 0;

  for (guint i = 0; i < n; i++)
    chapters += is_chapter (pt_document_nth (self->document, i));
  if (chapters < MIN_CHAPTERS || !self->kind->contents)
    return;
  put_styled (self, NULL, "Contents Heading", title);
  for (guint i = 0; i < n; i++)
    if (is_chapter (pt_document_nth (self->document, i)))
      put_contents_line (self, pt_document_nth (self->document, i));
}

static void
put_meta (Writer *self, const char *key, const char *text)
{
  if (text == NULL)
    return;
  if (self->out->str[self->out->len - 1] != '{')
    put (self, ",");
  put_string (self, key);
  put (self, ":{\"t\":\"MetaInlines\",\"c\":[");
  put_words (self, text);
  put (self, "]}");
}

/* The same document has the same name in a library of books, and no other has. */
static char *
make_identifier (PtDocument *document)
{
  g_autofree char *text = pt_document_dup_text (document);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strdup_printf ("urn:proeftuin:%.32s", hash);
}

static void
put_all_meta (Writer *self)
{
  g_autofree char *identifier = make_identifier (self->document);

  put_meta (self, "title", pt_document_get_title (self->document));
  put_meta (self, "lang", pt_document_get_lang (self->document));
  put_meta (self, "description", pt_document_get_description (self->document));
  if (self->kind->author)
    {
      /* A story without a name of its own is called after its lab: once is enough. */
      if (g_strcmp0 (pt_document_get_author (self->document),
                     pt_document_get_title (self->document))
          != 0)
        put_meta (self, "author", pt_document_get_author (self->document));
      put_meta (self, "date", pt_document_get_date (self->document));
      put_meta (self, "identifier", identifier);
    }
}

static void
find_notes (Writer *self)
{
  for (guint i = 0; i < pt_document_length (self->document); i++)
    {
      const PtBlock *block = pt_document_nth (self->document, i);

      if (block->type == PT_BLOCK_NOTE && block->id != NULL)
        g_hash_table_insert (self->notes, block->id, (gpointer)block);
    }
}

/* The logo of the house, which pandoc's title stands above. */
static void
put_logo (Writer *self)
{
  const PtHouse *house = pt_document_get_house (self->document);

  if (house == NULL || house->logo == NULL)
    return;
  const Image image = add_jpeg (self, house->logo, LOGO_HEIGHT);

  open_div (self, NULL, "Cover");
  put_image (self, &image, pt_words (pt_document_get_lang (self->document), NC_ ("story", "Logo")));
  put (self, "]]}");
  g_free (image.path);
}

/* The title is pandoc's to print; the contents stand before the first chapter. */
static void
put_body (Writer *self)
{
  const guint masthead = pt_document_masthead (self->document);
  bool contents = false;

  put_logo (self);
  for (guint i = 0; i < pt_document_length (self->document); i++)
    {
      const PtBlock *block = pt_document_nth (self->document, i);

      if (i < masthead && block->style == PT_STYLE_TITLE)
        continue;
      if (!contents && is_chapter (block))
        {
          put_contents (self);
          contents = true;
        }
      put_block (self, block);
      if (i + 1 == masthead && pt_document_has_cover (self->document))
        put_page_break (self);
    }
}

char *
pt_pandoc_tree (PtDocument *document, const PtPandocKind *kind, GPtrArray *files,
                GPtrArray *stand_ins, GPtrArray *pictures)
{
  g_autoptr (GHashTable) notes = g_hash_table_new (g_str_hash, g_str_equal);
  Writer self = { g_string_new (NULL), document, kind, files, stand_ins, pictures, notes, 0 };

  find_notes (&self);
  put (&self, "{\"pandoc-api-version\":[1,22],\"meta\":{");
  put_all_meta (&self);
  put (&self, "},\"blocks\":[");
  put_body (&self);
  put (&self, "]}");
  return g_string_free (self.out, FALSE);
}
