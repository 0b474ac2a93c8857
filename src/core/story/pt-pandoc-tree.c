/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our tree as pandoc's own (text.pandoc.org, pandoc-types 1.22). Looks are names of styles, which a
 * template of the house may define as it likes. Chapters become headings of the first level: the
 * title is not a heading in a word processor. */
#include "pt-pandoc-writer.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_CHAPTERS 3

/* Names of styles as word processors show them. */
static const char *const styles[] = {
  [PT_STYLE_PLAIN] = NULL,          [PT_STYLE_TITLE] = "Title",
  [PT_STYLE_SUBTITLE] = "Subtitle", [PT_STYLE_DATELINE] = "Dateline",
  [PT_STYLE_LEAD] = "Lead",         [PT_STYLE_OPENING] = "Opening",
  [PT_STYLE_QUESTION] = "Question", [PT_STYLE_SIGNPOST] = "Signpost",
  [PT_STYLE_SMALL] = "Small",       [PT_STYLE_SOURCE] = "Source",
  [PT_STYLE_COVER] = "Cover",       [PT_STYLE_CODE] = "Code",
};

static void put_blocks (PtPandocWriter *self, GPtrArray *blocks);

static void
put_heading (PtPandocWriter *self, const PtBlock *block)
{
  if (block->level < 2 || block->style == PT_STYLE_TITLE)
    return;
  pt_pandoc_part (self);
  g_string_append_printf (self->out, "{\"t\":\"Header\",\"c\":[%d,", block->level - 1);
  pt_pandoc_put_attributes (self, block->id, NULL, NULL, NULL);
  pt_pandoc_put (self, ",[");
  pt_pandoc_put_inlines (self, block->inlines);
  pt_pandoc_put (self, "]]}");
}

static void
put_quote (PtPandocWriter *self, const PtBlock *block)
{
  pt_pandoc_open_div (self, block->id, NULL);
  pt_pandoc_open (self, "BlockQuote");
  put_blocks (self, block->children);
  pt_pandoc_put (self, "]}");
  if (block->attribution != NULL)
    {
      g_autofree char *who = pt_inlines_dup_text (block->attribution);
      g_autofree char *line = g_strconcat ("— ", who, NULL);
      g_autoptr (GPtrArray) inlines = pt_inlines_new (line);

      pt_pandoc_put_styled (self, NULL, "Speaker", inlines);
    }
  pt_pandoc_put (self, "]]}");
}

static void
put_list (PtPandocWriter *self, const PtBlock *block)
{
  pt_pandoc_open (self, block->ordered ? "OrderedList" : "BulletList");
  if (block->ordered)
    g_string_append_printf (self->out, "[%d,{\"t\":\"Decimal\"},{\"t\":\"Period\"}],[",
                            block->start);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      pt_pandoc_part (self);
      pt_pandoc_put (self, "[");
      put_blocks (self, ((PtBlock *)block->children->pdata[i])->children);
      pt_pandoc_put (self, "]");
    }
  pt_pandoc_put (self, block->ordered ? "]]}" : "]}");
}

static void
put_paragraph (PtPandocWriter *self, const PtBlock *block)
{
  const char *style = styles[block->style];

  if (style == NULL && block->id == NULL && block->lang == NULL)
    pt_pandoc_put_para (self, block->inlines);
  else if (style == NULL && block->lang != NULL)
    {
      pt_pandoc_open (self, "Div");
      pt_pandoc_put_attributes (self, block->id, NULL, "lang", block->lang);
      pt_pandoc_put (self, ",[");
      pt_pandoc_put_para (self, block->inlines);
      pt_pandoc_put (self, "]]}");
    }
  else
    pt_pandoc_put_styled (self, block->id, style, block->inlines);
}

/* Lines to write on are empty paragraphs with a rule below them. */
static void
put_blanks (PtPandocWriter *self, const PtBlock *block)
{
  g_autoptr (GPtrArray) blank = pt_inlines_new ("\xc2\xa0");
  g_autofree char *label = pt_inlines_dup_text (block->inlines);

  if (block->level == 0)
    {
      pt_pandoc_open_div (self, block->id, "Tick");
      pt_pandoc_put (self, "{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"☐ \"}");
      pt_pandoc_put_inlines (self, block->inlines);
      pt_pandoc_put (self, "]}]]}");
      return;
    }
  if (*label != '\0')
    pt_pandoc_put_para (self, block->inlines);
  for (int i = 0; i < block->level; i++)
    pt_pandoc_put_styled (self, NULL, "Blank Line", blank);
}

static void
put_page_break (PtPandocWriter *self)
{
  if (strcmp (self->kind->format, "docx") == 0)
    {
      pt_pandoc_part (self);
      pt_pandoc_put (
          self, "{\"t\":\"RawBlock\",\"c\":[\"openxml\",\"<w:p><w:r><w:br w:type=\\\"page\\\"/>"
                "</w:r></w:p>\"]}");
    }
  else if (strcmp (self->kind->format, "odt") == 0)
    {
      pt_pandoc_part (self);
      pt_pandoc_put (self, "{\"t\":\"RawBlock\",\"c\":[\"opendocument\",\"<text:p text:style-name="
                           "\\\"Page_20_Break\\\"/>\"]}");
    }
}

static void
put_block (PtPandocWriter *self, const PtBlock *block)
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
      pt_pandoc_put_table (self, block);
      break;
    case PT_BLOCK_FIGURE:
      pt_pandoc_put_figure (self, block);
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
put_blocks (PtPandocWriter *self, GPtrArray *blocks)
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
put_contents_line (PtPandocWriter *self, const PtBlock *heading)
{
  g_autofree char *words = pt_inlines_dup_text (heading->inlines);
  g_autofree char *href = g_strconcat ("#", heading->id, NULL);
  g_autoptr (GPtrArray) line = pt_inlines_new (NULL);

  g_ptr_array_add (line, pt_inline_new (PT_INLINE_LINK, words, href));
  pt_pandoc_put_styled (self, NULL, "Contents", line);
}

static void
put_contents (PtPandocWriter *self)
{
  const guint n = pt_document_length (self->document);
  g_autoptr (GPtrArray) title = pt_inlines_new (
      pt_words (pt_document_get_lang (self->document), NC_ ("story", "Contents")));
  guint chapters = 0;

  for (guint i = 0; i < n; i++)
    chapters += is_chapter (pt_document_nth (self->document, i));
  if (chapters < MIN_CHAPTERS || !self->kind->contents)
    return;
  pt_pandoc_put_styled (self, NULL, "Contents Heading", title);
  for (guint i = 0; i < n; i++)
    if (is_chapter (pt_document_nth (self->document, i)))
      put_contents_line (self, pt_document_nth (self->document, i));
}

static void
put_meta (PtPandocWriter *self, const char *key, const char *text)
{
  if (text == NULL)
    return;
  if (self->out->str[self->out->len - 1] != '{')
    pt_pandoc_put (self, ",");
  pt_pandoc_put_string (self, key);
  pt_pandoc_put (self, ":{\"t\":\"MetaInlines\",\"c\":[");
  pt_pandoc_put_words (self, text);
  pt_pandoc_put (self, "]}");
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
put_all_meta (PtPandocWriter *self)
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
find_notes (PtPandocWriter *self)
{
  for (guint i = 0; i < pt_document_length (self->document); i++)
    {
      const PtBlock *block = pt_document_nth (self->document, i);

      if (block->type == PT_BLOCK_NOTE && block->id != NULL)
        g_hash_table_insert (self->notes, block->id, (gpointer)block);
    }
}

/* The title is pandoc's to print; the contents stand before the first chapter. */
static void
put_body (PtPandocWriter *self)
{
  const guint masthead = pt_document_masthead (self->document);
  bool contents = false;

  pt_pandoc_put_logo (self,
                      pt_words (pt_document_get_lang (self->document), NC_ ("story", "Logo")));
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
      if (self->kind->columns && pt_pandoc_begins_columns (self->document, i))
        pt_pandoc_put_columns (self);
      put_block (self, block);
      if (i + 1 == masthead && pt_document_has_cover (self->document))
        put_page_break (self);
    }
}

char *
pt_pandoc_tree (PtDocument *document, const PtPandocKind *kind, const PtPandocGoods *goods)
{
  g_autoptr (GHashTable) notes = g_hash_table_new (g_str_hash, g_str_equal);
  PtPandocWriter self = { g_string_new (NULL), document, kind, goods, notes, 0 };

  find_notes (&self);
  pt_pandoc_put (&self, "{\"pandoc-api-version\":[1,22],\"meta\":{");
  put_all_meta (&self);
  pt_pandoc_put (&self, "},\"blocks\":[");
  put_body (&self);
  pt_pandoc_put (&self, "]}");
  return g_string_free (self.out, FALSE);
}
