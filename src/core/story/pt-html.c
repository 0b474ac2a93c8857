/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTML writer. Every text is escaped here and nowhere else; addresses are only those that the
 * Markdown reader let through, checked once more. */
#include "pt-html.h"

#include "pt-contrast.h"
#include "pt-figure.h"
#include "pt-house-face.h"
#include "pt-story-markdown.h"
#include "pt-story-resources.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STYLE_PATH "/nl/proeftuin/Proeftuin/story/story.css"
/* The papers of story.css on which a link may stand, by day and by night. */
#define LIGHT_TINT 0xf3f1ea
#define DARK_TINT 0x24272c
/* Units: a drawing that is not wider is not blown up to the column. */
#define SMALL_DRAWING 500
/* Shorter documents need no table of contents. */
#define MIN_CONTENTS 3

typedef struct
{
  GString *out;
  const char *lang;
  bool in_section;
  GHashTable *referred; /* ids of footnotes whose mark was written */
  GPtrArray *notes;     /* PtBlock: footnotes in the order they came, for the end */
  gsize fonts_at;       /* where the fonts of the house go, when all words are known */
} Writer;

static void
escape (Writer *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (self->out, escaped);
}

static void
put (Writer *self, const char *html)
{
  g_string_append (self->out, html);
}

static bool
is_safe (const char *href)
{
  return href != NULL && (*href == '#' || pt_markdown_url_is_safe (href));
}

static void write_inlines (Writer *self, GPtrArray *inlines);

static void
write_link (Writer *self, const PtInline *item)
{
  if (is_safe (item->href))
    {
      put (self, "<a href=\"");
      escape (self, item->href);
      put (self, *item->href == '#' ? "\">" : "\" rel=\"noopener noreferrer\">");
    }
  if (item->text != NULL)
    escape (self, item->text);
  write_inlines (self, item->children);
  if (is_safe (item->href))
    put (self, "</a>");
}

/* The mark leads to its note and the note leads back, to the first of its marks. */
static void
write_mark (Writer *self, const PtInline *item)
{
  put (self, "<sup><a role=\"doc-noteref\"");
  if (g_hash_table_add (self->referred, item->href))
    {
      put (self, " id=\"ref-");
      escape (self, item->href);
      put (self, "\"");
    }
  put (self, " href=\"#");
  escape (self, item->href);
  put (self, "\">");
  escape (self, item->text);
  put (self, "</a></sup>");
}

static void
open_lang (Writer *self, const char *tag, const char *lang)
{
  g_string_append_printf (self->out, "<%s", tag);
  if (lang != NULL)
    {
      put (self, " lang=\"");
      escape (self, lang);
      put (self, "\"");
    }
  put (self, ">");
}

static void
write_styled (Writer *self, const PtInline *item, const char *tag)
{
  open_lang (self, tag, item->lang);
  write_inlines (self, item->children);
  g_string_append_printf (self->out, "</%s>", tag);
}

static void
write_words (Writer *self, const PtInline *item)
{
  if (item->lang != NULL)
    open_lang (self, "span", item->lang);
  escape (self, item->text);
  if (item->lang != NULL)
    put (self, "</span>");
}

static void
write_inline (Writer *self, const PtInline *item)
{
  switch (item->type)
    {
    case PT_INLINE_TEXT:
      write_words (self, item);
      break;
    case PT_INLINE_BREAK:
      put (self, "<br>");
      break;
    case PT_INLINE_STRONG:
      write_styled (self, item, "strong");
      break;
    case PT_INLINE_EMPHASIS:
      write_styled (self, item, "em");
      break;
    case PT_INLINE_LINK:
      write_link (self, item);
      break;
    case PT_INLINE_NOTE:
      write_mark (self, item);
      break;
    case PT_INLINE_REFERENCE:
      put (self, "<sup>");
      write_link (self, item);
      put (self, "</sup>");
      break;
    }
}

static void
write_inlines (Writer *self, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    write_inline (self, inlines->pdata[i]);
}

static const char *
class_of (PtStyle style)
{
  static const char *const classes[] = {
    [PT_STYLE_PLAIN] = NULL,          [PT_STYLE_TITLE] = "title",
    [PT_STYLE_SUBTITLE] = "subtitle", [PT_STYLE_DATELINE] = "dateline",
    [PT_STYLE_LEAD] = "lead",         [PT_STYLE_OPENING] = "opening",
    [PT_STYLE_QUESTION] = "question", [PT_STYLE_SIGNPOST] = "signpost",
    [PT_STYLE_SMALL] = "small",       [PT_STYLE_SOURCE] = "source",
    [PT_STYLE_COVER] = "cover",       [PT_STYLE_CODE] = "code",
  };

  return classes[style];
}

static void
open_tag (Writer *self, const char *tag, const PtBlock *block)
{
  g_string_append_printf (self->out, "<%s", tag);
  if (class_of (block->style) != NULL)
    g_string_append_printf (self->out, " class=\"%s\"", class_of (block->style));
  if (block->id != NULL)
    {
      put (self, " id=\"");
      escape (self, block->id);
      put (self, "\"");
    }
  if (block->lang != NULL)
    {
      put (self, " lang=\"");
      escape (self, block->lang);
      put (self, "\"");
    }
  put (self, ">");
}

static void write_block (Writer *self, const PtBlock *block);

static void
write_blocks (Writer *self, GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    write_block (self, blocks->pdata[i]);
}

static void
write_heading (Writer *self, const PtBlock *block)
{
  g_autofree char *tag = g_strdup_printf ("h%d", CLAMP (block->level, 1, 6));

  if (block->level == 2)
    {
      put (self, self->in_section ? "</section>\n<section>\n" : "<section>\n");
      self->in_section = true;
    }
  open_tag (self, tag, block);
  write_inlines (self, block->inlines);
  g_string_append_printf (self->out, "</%s>\n", tag);
}

static void
write_quote (Writer *self, const PtBlock *block)
{
  put (self, "<figure class=\"quote\">");
  open_lang (self, "blockquote", block->lang);
  put (self, "\n");
  write_blocks (self, block->children);
  put (self, "</blockquote>");
  if (block->attribution != NULL)
    {
      put (self, "<figcaption>");
      write_inlines (self, block->attribution);
      put (self, "</figcaption>");
    }
  put (self, "</figure>\n");
}

static void
write_list (Writer *self, const PtBlock *block)
{
  if (block->ordered && block->start != 1)
    g_string_append_printf (self->out, "<ol start=\"%d\">\n", block->start);
  else
    put (self, block->ordered ? "<ol>\n" : "<ul>\n");
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      put (self, "<li>");
      write_blocks (self, ((PtBlock *)block->children->pdata[i])->children);
      put (self, "</li>\n");
    }
  put (self, block->ordered ? "</ol>\n" : "</ul>\n");
}

static void
write_cell (Writer *self, const char *cell, const char *tag, const char *scope)
{
  g_string_append_printf (self->out, "<%s%s%s>", tag, scope,
                          pt_cell_is_number (cell) ? " class=\"number\"" : "");
  escape (self, cell);
  g_string_append_printf (self->out, "</%s>", tag);
}

static void
write_head_row (Writer *self, char **cells)
{
  put (self, "<tr>");
  for (guint i = 0; cells[i] != NULL; i++)
    write_cell (self, cells[i], "th", " scope=\"col\"");
  put (self, "</tr>\n");
}

static void
write_row (Writer *self, const PtBlock *table, char **cells)
{
  put (self, "<tr>");
  for (guint i = 0; cells[i] != NULL; i++)
    if (i == 0 && table->row_header)
      write_cell (self, cells[i], "th", " scope=\"row\"");
    else
      write_cell (self, cells[i], "td", "");
  put (self, "</tr>\n");
}

static void
write_table (Writer *self, const PtBlock *block)
{
  g_autofree char *caption = pt_inlines_dup_text (block->inlines);

  put (self, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
  escape (self, caption);
  put (self, "\"><table>\n<caption>");
  write_inlines (self, block->inlines);
  put (self, "</caption>\n<thead>\n");
  write_head_row (self, block->header);
  put (self, "</thead>\n<tbody>\n");
  for (guint i = 0; i < block->rows->len; i++)
    write_row (self, block, block->rows->pdata[i]);
  put (self, "</tbody>\n</table></div>\n");
}

static void
write_image (Writer *self, const PtBlock *block)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (block->image, &size);
  g_autofree char *encoded = g_base64_encode (bytes, size);
  bool is_image = block->mime != NULL && g_str_has_prefix (block->mime, "image/");

  put (self, "<img src=\"data:");
  escape (self, is_image ? block->mime : "image/png");
  g_string_append_printf (self->out, ";base64,%s\" alt=\"", encoded);
  escape (self, block->alt != NULL ? block->alt : "");
  put (self, "\">");
}

/* The table that says the same waits folded under its picture. */
static void
write_twin (Writer *self, const PtBlock *twin)
{
  put (self, "<details><summary>");
  escape (self, pt_words (self->lang, NC_ ("story", "The same as a table")));
  put (self, "</summary>\n");
  write_table (self, twin);
  put (self, "</details>\n");
}

static void
write_svg (Writer *self, PtPicture *picture, const char *class)
{
  g_autofree char *svg = pt_picture_to_svg (picture, false, NULL);

  g_string_append_printf (self->out, "<div class=\"%s\">%s</div>\n", class, svg);
}

/* Twice, where it cannot be read on every screen: the style shows one of them, to everybody. */
static void
write_drawing (Writer *self, const PtBlock *block)
{
  write_svg (self, block->picture, block->narrow != NULL ? "wide" : "any");
  if (block->narrow != NULL)
    write_svg (self, block->narrow, "narrow");
}

static const char *
class_of_size (double width)
{
  return width <= SMALL_DRAWING ? " small" : width > PT_FIGURE_PAGE_WIDTH ? " large" : "";
}

static void
write_figure (Writer *self, const PtBlock *block)
{
  if (block->picture != NULL)
    g_string_append_printf (self->out, "<figure class=\"drawing %s%s\">\n",
                            pt_picture_get_name (block->picture),
                            class_of_size (pt_picture_get_width (block->picture)));
  else
    put (self, "<figure>\n");
  if (block->picture != NULL)
    write_drawing (self, block);
  else if (block->image != NULL)
    write_image (self, block);
  if (block->inlines != NULL && block->inlines->len > 0)
    {
      put (self, "<figcaption>");
      write_inlines (self, block->inlines);
      put (self, "</figcaption>\n");
    }
  if (block->twin != NULL)
    write_twin (self, block->twin);
  put (self, "</figure>\n");
}

static void
write_paragraph (Writer *self, const PtBlock *block, const char *tag)
{
  open_tag (self, tag, block);
  write_inlines (self, block->inlines);
  g_string_append_printf (self->out, "</%s>\n", tag);
}

/* On paper one writes on the lines; on a screen they say that something is to be filled in. */
static void
write_blanks (Writer *self, const PtBlock *block)
{
  open_tag (self, "p", block);
  if (block->level == 0)
    put (self, "<span aria-hidden=\"true\">☐</span> ");
  write_inlines (self, block->inlines);
  for (int i = 0; i < block->level; i++)
    put (self, "<span class=\"blank\"></span>");
  put (self, "</p>\n");
}

static void
write_note (Writer *self, const PtBlock *note)
{
  open_tag (self, "li", note);
  if (note->mark != NULL)
    {
      escape (self, note->mark);
      put (self, " ");
    }
  write_inlines (self, note->inlines);
  put (self, " <a role=\"doc-backlink\" href=\"#ref-");
  escape (self, note->id);
  put (self, "\" aria-label=\"");
  escape (self, pt_words (self->lang, NC_ ("story", "Back to the text")));
  put (self, "\">↩</a></li>\n");
}

static void
write_notes (Writer *self)
{
  if (self->notes->len == 0)
    return;
  put (self, "<section class=\"notes\" role=\"doc-endnotes\">\n<h2>");
  escape (self, pt_words (self->lang, NC_ ("story", "Notes")));
  put (self, "</h2>\n<ol>\n");
  for (guint i = 0; i < self->notes->len; i++)
    write_note (self, self->notes->pdata[i]);
  put (self, "</ol>\n</section>\n");
}

static void
write_block (Writer *self, const PtBlock *block)
{
  switch (block->type)
    {
    case PT_BLOCK_HEADING:
      write_heading (self, block);
      break;
    case PT_BLOCK_PARAGRAPH:
      write_paragraph (self, block, "p");
      break;
    case PT_BLOCK_NOTE:
      g_ptr_array_add (self->notes, (gpointer)block);
      break;
    case PT_BLOCK_QUOTE:
      write_quote (self, block);
      break;
    case PT_BLOCK_LIST:
      write_list (self, block);
      break;
    case PT_BLOCK_TABLE:
      write_table (self, block);
      break;
    case PT_BLOCK_FIGURE:
      write_figure (self, block);
      break;
    case PT_BLOCK_PAGE_BREAK:
      put (self, "<div class=\"page-break\"></div>\n");
      break;
    case PT_BLOCK_BLANKS:
      write_blanks (self, block);
      break;
    }
}

static bool
is_chapter (const PtBlock *block)
{
  return block->type == PT_BLOCK_HEADING && block->level == 2 && block->id != NULL;
}

static guint
count_chapters (PtDocument *document)
{
  guint n = 0;

  for (guint i = 0; i < pt_document_length (document); i++)
    n += is_chapter (pt_document_nth (document, i));
  return n;
}

static void
write_contents (Writer *self, PtDocument *document)
{
  if (count_chapters (document) < MIN_CONTENTS)
    return;
  put (self, "<nav aria-label=\"");
  escape (self, pt_words (self->lang, NC_ ("story", "Contents")));
  put (self, "\">\n<ol>\n");
  for (guint i = 0; i < pt_document_length (document); i++)
    {
      const PtBlock *block = pt_document_nth (document, i);

      if (!is_chapter (block))
        continue;
      put (self, "<li><a href=\"#");
      escape (self, block->id);
      put (self, "\">");
      write_inlines (self, block->inlines);
      put (self, "</a></li>\n");
    }
  put (self, "</ol>\n</nav>\n");
}

static void
write_meta (Writer *self, const char *name, const char *content)
{
  if (content == NULL)
    return;
  g_string_append_printf (self->out, "<meta name=\"%s\" content=\"", name);
  escape (self, content);
  put (self, "\">\n");
}

static void
write_font (Writer *self, const char *variable, const char *font)
{
  if (font != NULL)
    g_string_append_printf (self->out, "  --%s: \"%s\", var(--our-%s);\n", variable, font,
                            variable);
}

/* The letters that the page needs: a reader has the fonts of the house only by chance. */
static void
write_faces (Writer *self, const PtHouse *house)
{
  const char *families[] = { NULL, NULL, NULL };
  g_autoptr (GString) css = g_string_new (NULL);
  g_autoptr (GPtrArray) faces = NULL;

  pt_house_list_fonts (house, families);
  faces = pt_house_faces_new (families, self->out->str);
  for (guint i = 0; i < faces->len; i++)
    {
      const PtHouseFace *face = faces->pdata[i];
      gsize size;
      const guchar *data = g_bytes_get_data (face->bytes, &size);
      g_autofree char *base64 = g_base64_encode (data, size);

      g_string_append_printf (css,
                              "@font-face { font-family: \"%s\"; font-weight: %s; font-style: %s; "
                              "src: url(data:font/%s;base64,%s); }\n",
                              face->family, face->weight, face->style, face->extension, base64);
    }
  g_string_insert_len (self->out, (gssize)self->fonts_at, css->str, (gssize)css->len);
}

/* Over our style: fonts, and the colour, as it can be read by day and by night. */
static void
write_house_style (Writer *self, const PtHouse *house)
{
  put (self, ":root {\n");
  write_font (self, "serif", house->text_font);
  write_font (self, "sans", house->heading_font);
  if (house->heading_font != NULL)
    put (self, "  --head: var(--sans);\n");
  if (house->has_accent)
    g_string_append_printf (self->out, "  --accent: #%06x; --title: #%06x;\n",
                            pt_contrast_fit (house->accent, LIGHT_TINT),
                            pt_contrast_fit (house->accent, LIGHT_TINT));
  put (self, "}\n");
  if (house->has_accent)
    g_string_append_printf (self->out,
                            "@media (prefers-color-scheme: dark) { :root { --accent: #%06x; "
                            "--title: #%06x; } }\n",
                            pt_contrast_fit (house->accent, DARK_TINT),
                            pt_contrast_fit (house->accent, DARK_TINT));
}

static void
write_logo (Writer *self, const PtHouse *house)
{
  gsize size;
  const guchar *data = g_bytes_get_data (house->logo->jpeg, &size);
  g_autofree char *base64 = g_base64_encode (data, size);

  g_string_append_printf (self->out, "<img class=\"logo\" width=\"%d\" height=\"%d\" alt=\"",
                          house->logo->width, house->logo->height);
  escape (self, pt_words (self->lang, NC_ ("story", "Logo")));
  g_string_append_printf (self->out, "\" src=\"data:image/jpeg;base64,%s\">\n", base64);
}

static void
write_head (Writer *self, PtDocument *document)
{
  g_autoptr (GBytes) style = NULL;

  g_resources_register (pt_story_get_resource ());
  style = g_resources_lookup_data (STYLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_string_append_printf (
      self->out,
      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
      self->lang);
  escape (self, pt_document_get_title (document));
  put (self, "</title>\n");
  write_meta (self, "author", pt_document_get_author (document));
  write_meta (self, "description", pt_document_get_description (document));
  write_meta (self, "date", pt_document_get_date (document));
  put (self, "<style>\n");
  g_string_append_len (self->out, g_bytes_get_data (style, NULL), g_bytes_get_size (style));
  self->fonts_at = self->out->len;
  if (pt_document_get_house (document) != NULL)
    write_house_style (self, pt_document_get_house (document));
  put (self, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#story\">");
  escape (self, pt_words (self->lang, NC_ ("story", "Skip to the story")));
  put (self, "</a>\n");
}

/* The title and what belongs to it, before the first block that does not. */
static guint
write_masthead (Writer *self, PtDocument *document)
{
  const guint n = pt_document_masthead (document);

  const PtHouse *house = pt_document_get_house (document);

  put (self, "<header>\n");
  if (house != NULL && house->logo != NULL)
    write_logo (self, house);
  for (guint i = 0; i < n; i++)
    write_block (self, pt_document_nth (document, i));
  put (self, "</header>\n");
  return n;
}

static bool
begins_contents (PtDocument *document, guint i)
{
  const PtBlock *block = pt_document_nth (document, i);

  return block->type == PT_BLOCK_HEADING && block->level == 2;
}

GBytes *
pt_html_write (PtDocument *document)
{
  g_autoptr (GHashTable) referred = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  Writer self = { .out = g_string_new (NULL),
                  .lang = pt_document_get_lang (document),
                  .referred = referred,
                  .notes = notes };
  bool contents = false;
  guint i;

  write_head (&self, document);
  i = write_masthead (&self, document);
  put (&self, "<main id=\"story\">\n");
  for (; i < pt_document_length (document); i++)
    {
      if (!contents && begins_contents (document, i))
        {
          write_contents (&self, document);
          contents = true;
        }
      write_block (&self, pt_document_nth (document, i));
    }
  put (&self, self.in_section ? "</section>\n" : "");
  write_notes (&self);
  put (&self, "</main>\n</body>\n</html>\n");
  if (pt_document_get_house (document) != NULL)
    write_faces (&self, pt_document_get_house (document));
  return g_string_free_to_bytes (self.out);
}

void
pt_html_append_blocks (GString *out, GPtrArray *blocks, const char *lang)
{
  Writer self = { .out = out, .lang = lang };

  write_blocks (&self, blocks);
  if (self.in_section)
    put (&self, "</section>\n");
}

void
pt_html_append_document (GString *out, PtDocument *document)
{
  Writer self = { .out = out, .lang = pt_document_get_lang (document) };

  for (guint i = 0; i < pt_document_length (document); i++)
    write_block (&self, pt_document_nth (document, i));
  if (self.in_section)
    put (&self, "</section>\n");
}
