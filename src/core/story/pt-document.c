/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document tree: plain structs that own what they hold. Meaning is given by the composer, looks
 * by the writers. */
#include "pt-document.h"

#include <string.h>

struct _PtDocument
{
  gatomicrefcount refs;
  char *title;
  char *lang;
  char *author;
  char *description;
  char *date;
  char *running;
  PtHouse *house; /* or NULL */
  bool form;
  GPtrArray *blocks;
};

PtInline *
pt_inline_new (PtInlineType type, const char *text, const char *href)
{
  PtInline *self = g_new0 (PtInline, 1);

  self->type = type;
  self->text = g_strdup (text);
  self->href = g_strdup (href);
  return self;
}

void
pt_inline_free (PtInline *self)
{
  g_free (self->text);
  g_free (self->href);
  g_free (self->lang);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
pt_inlines_new (const char *text)
{
  GPtrArray *inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_inline_free);

  if (text != NULL)
    g_ptr_array_add (inlines, pt_inline_new (PT_INLINE_TEXT, text, NULL));
  return inlines;
}

void
pt_inlines_add (GPtrArray *inlines, PtInlineType type, const char *text)
{
  PtInline *item;

  if (type == PT_INLINE_TEXT || type == PT_INLINE_BREAK)
    item = pt_inline_new (type, text, NULL);
  else
    {
      item = pt_inline_new (type, NULL, NULL);
      item->children = pt_inlines_new (text);
    }
  g_ptr_array_add (inlines, item);
}

void
pt_inlines_add_note (GPtrArray *inlines, const char *mark, const char *id)
{
  g_ptr_array_add (inlines, pt_inline_new (PT_INLINE_NOTE, mark, id));
}

void
pt_inlines_add_reference (GPtrArray *inlines, const char *mark, const char *href)
{
  g_ptr_array_add (inlines, pt_inline_new (PT_INLINE_REFERENCE, mark, href));
}

static void
append_text (GString *out, GPtrArray *inlines)
{
  for (guint i = 0; inlines != NULL && i < inlines->len; i++)
    {
      const PtInline *item = inlines->pdata[i];

      if (item->type == PT_INLINE_BREAK)
        g_string_append_c (out, ' ');
      else if (item->type == PT_INLINE_TEXT)
        g_string_append (out, item->text);
      append_text (out, item->children);
    }
}

char *
pt_inlines_dup_text (GPtrArray *inlines)
{
  GString *out = g_string_new (NULL);

  append_text (out, inlines);
  return g_string_free (out, FALSE);
}

PtBlock *
pt_block_new (PtBlockType type)
{
  PtBlock *self = g_new0 (PtBlock, 1);

  self->type = type;
  self->sources = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
pt_block_free (PtBlock *self)
{
  g_free (self->id);
  g_free (self->lang);
  g_free (self->mark);
  g_clear_pointer (&self->inlines, g_ptr_array_unref);
  g_clear_pointer (&self->attribution, g_ptr_array_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_strfreev (self->header);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->picture, pt_picture_unref);
  g_clear_pointer (&self->narrow, pt_picture_unref);
  g_clear_pointer (&self->image, g_bytes_unref);
  g_free (self->mime);
  g_free (self->alt);
  g_clear_pointer (&self->twin, pt_block_free);
  g_ptr_array_unref (self->sources);
  g_free (self->section);
  g_free (self->place);
  g_free (self);
}

PtBlock *
pt_block_new_heading (int level, const char *id, const char *text)
{
  PtBlock *self = pt_block_new (PT_BLOCK_HEADING);

  self->level = level;
  self->id = g_strdup (id);
  self->inlines = pt_inlines_new (text);
  return self;
}

PtBlock *
pt_block_new_paragraph (PtStyle style, const char *text)
{
  PtBlock *self = pt_block_new (PT_BLOCK_PARAGRAPH);

  self->style = style;
  self->inlines = pt_inlines_new (text);
  return self;
}

PtBlock *
pt_block_new_table (const char *caption, const char *const *header)
{
  PtBlock *self = pt_block_new (PT_BLOCK_TABLE);

  self->inlines = pt_inlines_new (caption);
  self->header = g_strdupv ((char **)header);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  return self;
}

PtBlock *
pt_block_new_note (const char *id, const char *mark, const char *text)
{
  PtBlock *self = pt_block_new (PT_BLOCK_NOTE);

  self->id = g_strdup (id);
  self->mark = g_strdup (mark);
  self->inlines = pt_inlines_new (text);
  return self;
}

PtBlock *
pt_block_new_blanks (const char *label, int lines)
{
  PtBlock *self = pt_block_new (PT_BLOCK_BLANKS);

  self->level = lines;
  self->inlines = pt_inlines_new (label);
  return self;
}

void
pt_block_add_row (PtBlock *table, const char *const *cells)
{
  guint n = g_strv_length (table->header);
  char **row = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    row[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
  g_ptr_array_add (table->rows, row);
}

bool
pt_cell_is_number (const char *cell)
{
  return *cell != '\0' && strspn (cell, "0123456789.,%  ") == strlen (cell);
}

void
pt_block_add_source (PtBlock *self, const char *id)
{
  guint at = 0;

  for (; at < self->sources->len; at++)
    {
      int order = strcmp (self->sources->pdata[at], id);

      if (order == 0)
        return;
      if (order > 0)
        break;
    }
  g_ptr_array_insert (self->sources, at, g_strdup (id));
}

void
pt_block_add_item (PtBlock *list, GPtrArray *item)
{
  PtBlock *box = pt_block_new (PT_BLOCK_PARAGRAPH);

  if (list->children == NULL)
    list->children = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
  box->children = item;
  g_ptr_array_add (list->children, box);
}

PtDocument *
pt_document_new (const char *title, const char *lang)
{
  PtDocument *self = g_new0 (PtDocument, 1);

  g_atomic_ref_count_init (&self->refs);
  self->title = g_strdup (title);
  self->lang = g_strdup (lang);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
  return self;
}

PtDocument *
pt_document_ref (PtDocument *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_document_unref (PtDocument *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->title);
  g_free (self->lang);
  g_free (self->author);
  g_free (self->description);
  g_free (self->date);
  g_free (self->running);
  g_clear_pointer (&self->house, pt_house_unref);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
pt_document_add (PtDocument *self, PtBlock *block)
{
  g_ptr_array_add (self->blocks, block);
}

void
pt_document_set_about (PtDocument *self, const char *author, const char *description,
                       const char *date)
{
  g_free (self->author);
  g_free (self->description);
  g_free (self->date);
  self->author = g_strdup (author);
  self->description = g_strdup (description);
  self->date = g_strdup (date);
}

void
pt_document_set_house (PtDocument *self, PtHouse *house)
{
  g_clear_pointer (&self->house, pt_house_unref);
  self->house = house != NULL ? pt_house_ref (house) : NULL;
}

void
pt_document_set_form (PtDocument *self)
{
  self->form = true;
}

void
pt_document_set_running (PtDocument *self, const char *running)
{
  g_free (self->running);
  self->running = g_strdup (running);
}

const char *
pt_document_get_title (PtDocument *self)
{
  return self->title;
}

const char *
pt_document_get_lang (PtDocument *self)
{
  return self->lang;
}

const char *
pt_document_get_author (PtDocument *self)
{
  return self->author;
}

const char *
pt_document_get_description (PtDocument *self)
{
  return self->description;
}

const char *
pt_document_get_date (PtDocument *self)
{
  return self->date;
}

PtHouse *
pt_document_get_house (PtDocument *self)
{
  return self->house;
}

bool
pt_document_is_form (PtDocument *self)
{
  return self->form;
}

const char *
pt_document_get_running (PtDocument *self)
{
  return self->running != NULL ? self->running : self->title;
}

guint
pt_document_length (PtDocument *self)
{
  return self->blocks->len;
}

const PtBlock *
pt_document_nth (PtDocument *self, guint i)
{
  return self->blocks->pdata[i];
}

guint
pt_document_masthead (PtDocument *self)
{
  guint i = 0;

  for (; i < self->blocks->len; i++)
    {
      const PtStyle style = pt_document_nth (self, i)->style;

      if (style != PT_STYLE_TITLE && style != PT_STYLE_SUBTITLE && style != PT_STYLE_COVER)
        break;
    }
  return i;
}

bool
pt_document_has_cover (PtDocument *self)
{
  for (guint i = 0; i < pt_document_masthead (self); i++)
    if (pt_document_nth (self, i)->style == PT_STYLE_COVER)
      return true;
  return false;
}

static void
collect_sources (GPtrArray *blocks, GTree *into)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const PtBlock *block = blocks->pdata[i];

      for (guint s = 0; s < block->sources->len; s++)
        g_tree_replace (into, block->sources->pdata[s], NULL);
      collect_sources (block->children, into);
    }
}

static gboolean
take_key_cb (gpointer key, gpointer value, gpointer data)
{
  g_ptr_array_add (data, g_strdup (key));
  return FALSE;
}

char **
pt_document_dup_sources (PtDocument *self)
{
  g_autoptr (GTree) ids = g_tree_new ((GCompareFunc)strcmp);
  GPtrArray *list = g_ptr_array_new ();

  collect_sources (self->blocks, ids);
  g_tree_foreach (ids, take_key_cb, list);
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

static void append_blocks (GString *out, GPtrArray *blocks);

static void
append_table (GString *out, const PtBlock *table)
{
  g_autofree char *header = g_strjoinv ("\t", table->header);

  g_string_append_printf (out, "%s\n", header);
  for (guint r = 0; r < table->rows->len; r++)
    {
      g_autofree char *row = g_strjoinv ("\t", table->rows->pdata[r]);

      g_string_append_printf (out, "%s\n", row);
    }
}

static void
append_block (GString *out, const PtBlock *block)
{
  if (block->inlines != NULL)
    {
      append_text (out, block->inlines);
      g_string_append_c (out, '\n');
    }
  append_blocks (out, block->children);
  if (block->attribution != NULL)
    {
      append_text (out, block->attribution);
      g_string_append_c (out, '\n');
    }
  if (block->rows != NULL)
    append_table (out, block);
  if (block->alt != NULL)
    g_string_append_printf (out, "%s\n", block->alt);
  if (block->twin != NULL)
    append_block (out, block->twin);
}

static void
append_blocks (GString *out, GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    append_block (out, blocks->pdata[i]);
}

char *
pt_document_dup_text (PtDocument *self)
{
  GString *out = g_string_new (NULL);

  append_blocks (out, self->blocks);
  return g_string_free (out, FALSE);
}
