/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents: a line for each chapter that leads to it, with its page. The numbers are filled in
 * when pages are drawn, so that they cannot move what they count. */
#include "pt-pages-private.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>

/* The room for a number, and between it and the words; of the size of the text. */
/* Of the height of a page: up to which the list stays on one. */
#define WHOLE 0.9
#define NUMBER_ROOM 2.5
#define NUMBER_GAP 1.5
#define ABOVE 2.5

static bool
is_chapter (const PtBlock *block)
{
  return block->type == PT_BLOCK_HEADING && block->level == 2 && block->id != NULL;
}

guint
pt_pages_count_chapters (PtPages *self)
{
  guint n = 0;

  for (guint i = 0; i < pt_document_length (self->document); i++)
    n += is_chapter (pt_document_nth (self->document, i));
  return n;
}

static void
add_number (PtGalley *self, PtBox *box, const char *id, guint tag)
{
  const PtTextStyle *style = &self->pages->sheet->texts[PT_TEXT_CONTENTS];
  g_autoptr (PtText) text = pt_text_new_plain (self->pages, PT_TEXT_CONTENTS, "", 0);
  PtPiece *piece = pt_box_add (box, PT_PIECE_NUMBER, tag, self->x + self->width,
                               (style->leading - 1) / 2 * style->size + style->size * 0.78);

  piece->layout = g_object_ref (text->layout);
  piece->anchor = g_strdup (id);
  piece->colour = style->colour;
}

static void
add_line (PtGalley *self, const PtBlock *heading, guint toc)
{
  const PtTextStyle *style = &self->pages->sheet->texts[PT_TEXT_CONTENTS];
  const guint tag = pt_pages_tag (self->pages, toc, "TOCI");
  g_autoptr (GPtrArray) inlines = pt_inlines_new (NULL);
  g_autofree char *words = pt_inlines_dup_text (heading->inlines);
  g_autofree char *href = g_strconcat ("#", heading->id, NULL);
  const guint first = self->boxes->len;

  pt_inlines_add (inlines, PT_INLINE_TEXT, words);
  g_autoptr (PtText) text = pt_text_new (self->pages, PT_TEXT_CONTENTS, inlines,
                                         self->width - (NUMBER_ROOM + NUMBER_GAP) * style->size);
  const PtTextSpan span = { 0, G_MAXUINT, g_steal_pointer (&href) };

  g_array_append_val (text->spans, span);
  pt_galley_text (self, PT_TEXT_CONTENTS, text, tag);
  if (self->boxes->len > first)
    add_number (self, self->boxes->pdata[first], heading->id, tag);
}

/* A list of chapters is looked at as a whole. */
static void
keep_together (PtPages *self)
{
  const PtPageSheet *sheet = self->sheet;
  double height = 0;

  for (guint i = 0; i < self->contents->len; i++)
    height += ((PtBox *)self->contents->pdata[i])->height;
  if (height > WHOLE * (sheet->height - sheet->top - sheet->bottom))
    return;
  for (guint i = 0; i + 1 < self->contents->len; i++)
    ((PtBox *)self->contents->pdata[i])->keep = true;
}

void
pt_pages_make_contents (PtPages *self)
{
  const PtPageSheet *sheet = self->sheet;
  PtGalley galley = { .pages = self,
                      .boxes = self->contents,
                      .x = sheet->left,
                      .width = sheet->width - sheet->left - sheet->right,
                      .before = ABOVE * sheet->body };
  const guint toc = pt_pages_tag (self, 0, "TOC");
  g_autoptr (PtText) title = pt_text_new_plain (
      self, PT_TEXT_SECTION, pt_words (self->lang, NC_ ("story", "Contents")), galley.width);

  pt_galley_text (&galley, PT_TEXT_SECTION, title, pt_pages_tag (self, toc, "Caption"));
  for (guint i = 0; i < pt_document_length (self->document); i++)
    if (is_chapter (pt_document_nth (self->document, i)))
      add_line (&galley, pt_document_nth (self->document, i), toc);
  keep_together (self);
}
