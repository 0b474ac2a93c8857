/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks of a document as boxes, each with its place in the structure that is read aloud. Tables
 * and figures have files of their own. */
#include "pt-pages-private.h"

#include <string.h>

/* Of the size of the body. */
#define INDENT 1.5
#define BAR_WIDTH 1.2
/* Between two columns. */
#define COLUMN_GUTTER 2
#define BLANK_LINE 2.3
#define TICK_BOX 0.85
#define BLANK_COLOUR 0x5a6370
#define QUOTE_COLOUR 0xd9d6cd
/* A chapter begins where at least this much of it fits. */
#define CHAPTER_NEED 8
#define SECTION_NEED 6

static const PtTextRole styles[] = {
  [PT_STYLE_PLAIN] = PT_TEXT_BODY,        [PT_STYLE_TITLE] = PT_TEXT_TITLE,
  [PT_STYLE_SUBTITLE] = PT_TEXT_SUBTITLE, [PT_STYLE_DATELINE] = PT_TEXT_DATELINE,
  [PT_STYLE_LEAD] = PT_TEXT_LEAD,         [PT_STYLE_OPENING] = PT_TEXT_OPENING,
  [PT_STYLE_QUESTION] = PT_TEXT_QUESTION, [PT_STYLE_SIGNPOST] = PT_TEXT_SIGNPOST,
  [PT_STYLE_SMALL] = PT_TEXT_SMALL,       [PT_STYLE_COVER] = PT_TEXT_COVER,
  [PT_STYLE_CODE] = PT_TEXT_CODE,         [PT_STYLE_SOURCE] = PT_TEXT_SOURCE,
};

PtBox *
pt_box_new (double height)
{
  PtBox *self = g_new0 (PtBox, 1);

  self->height = height;
  self->pieces = g_ptr_array_new ();
  return self;
}

static void
free_piece (PtPiece *self)
{
  g_clear_pointer (&self->line, pango_layout_line_unref);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->picture, pt_picture_unref);
  g_clear_pointer (&self->photo, pt_photo_unref);
  g_free (self->anchor);
  g_free (self);
}

void
pt_box_free (PtBox *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    free_piece (self->pieces->pdata[i]);
  for (guint i = 0; self->links != NULL && i < self->links->len; i++)
    g_free (g_array_index (self->links, PtPageLink, i).href);
  g_ptr_array_unref (self->pieces);
  g_clear_pointer (&self->links, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->anchor);
  g_free (self->title);
  g_free (self);
}

PtPiece *
pt_box_add (PtBox *self, PtPieceType type, guint tag, double x, double y)
{
  PtPiece *piece = g_new0 (PtPiece, 1);

  piece->type = type;
  piece->tag = tag;
  piece->x = x;
  piece->y = y;
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

PtPiece *
pt_box_fill (PtBox *self, double x, double y, double width, double height, guint32 colour)
{
  PtPiece *piece = pt_box_add (self, PT_PIECE_FILL, PT_TAG_NONE, x, y);

  piece->width = width;
  piece->height = height;
  piece->colour = colour;
  return piece;
}

guint
pt_pages_tag (PtPages *self, guint parent, const char *type)
{
  const PtTag tag = { .type = type, .parent = parent };

  g_array_append_val (self->tags, tag);
  return self->tags->len - 1;
}

PtTag *
pt_pages_get_tag (PtPages *self, guint tag)
{
  return &g_array_index (self->tags, PtTag, tag);
}

/* The rule at the side runs through the room between two lines, as long as it is the same one. */
static void
add_bar (PtGalley *self, PtBox *box)
{
  const PtBox *last = self->boxes->len > 0 ? self->boxes->pdata[self->boxes->len - 1] : NULL;
  const PtPiece *above = last != NULL && last->pieces->len > 0 ? last->pieces->pdata[0] : NULL;
  const bool runs_on = above != NULL && above->type == PT_PIECE_FILL && above->colour == self->bar
                       && above->x == self->bar_x;
  const double from = runs_on ? -box->before : 0;
  PtPiece *piece = pt_box_fill (box, self->bar_x, from, BAR_WIDTH, box->height - from, self->bar);

  g_ptr_array_remove_index (box->pieces, box->pieces->len - 1);
  g_ptr_array_insert (box->pieces, 0, piece);
}

void
pt_galley_add (PtGalley *self, PtBox *box, double before, double after)
{
  box->before = MAX (self->before, before);
  self->before = after;
  if (self->bar != 0)
    add_bar (self, box);
  g_ptr_array_add (self->boxes, box);
}

static double
indent (const PtGalley *self)
{
  return INDENT * self->pages->sheet->body;
}

/* What @block names is found where its first box is. */
static void
mark_anchor (PtGalley *self, const PtBlock *block, guint first)
{
  if (block->id != NULL && first < self->boxes->len)
    {
      PtBox *box = self->boxes->pdata[first];

      g_free (box->anchor);
      box->anchor = g_strdup (block->id);
    }
}

static PtTextRole
heading_role (const PtBlock *block)
{
  if (block->style == PT_STYLE_TITLE || block->level == 1)
    return PT_TEXT_TITLE;
  return block->level == 2   ? PT_TEXT_CHAPTER
         : block->level == 3 ? PT_TEXT_SECTION
                             : PT_TEXT_SUBSECTION;
}

static const char *
heading_tag (const PtBlock *block)
{
  static const char *const tags[] = { "H1", "H1", "H2", "H3", "H4", "H5", "H6" };

  return tags[CLAMP (block->level, 1, 6)];
}

static void
add_heading (PtGalley *self, const PtBlock *block)
{
  const PtTextRole role = heading_role (block);
  g_autoptr (PtText) text = pt_text_new (self->pages, role, block->inlines, self->width);
  const guint first = self->boxes->len;
  PtBox *box;

  pt_galley_text (self, role, text, pt_pages_tag (self->pages, self->tag, heading_tag (block)));
  if (self->boxes->len == first)
    return;
  /* What leads on to something ends here. */
  if (first > 0 && !((PtBox *)self->boxes->pdata[first - 1])->heading)
    ((PtBox *)self->boxes->pdata[first - 1])->keep = false;
  for (guint i = first; i < self->boxes->len; i++)
    {
      box = self->boxes->pdata[i];
      box->keep = box->heading = true;
    }
  box = self->boxes->pdata[first];
  box->need = self->pages->sheet->body * (role == PT_TEXT_CHAPTER ? CHAPTER_NEED : SECTION_NEED);
  box->title = pt_inlines_dup_text (block->inlines);
  box->level = block->level;
}

static void
set_lang (PtGalley *self, guint tag, const char *lang)
{
  if (lang != NULL)
    pt_pages_get_tag (self->pages, tag)->lang = g_strdup (lang);
}

/* A rule at its side stands where the column begins; the words make room for it. */
static void
add_paragraph (PtGalley *self, const PtBlock *block, PtTextRole role)
{
  const PtTextStyle *style = &self->pages->sheet->texts[role];
  const guint tag = pt_pages_tag (self->pages, self->tag, "P");
  PtGalley inside = *self;

  if (style->bar != 0)
    {
      inside.bar = style->bar;
      inside.bar_x = self->x;
      inside.x += indent (self) * 0.7;
      inside.width -= indent (self) * 0.7;
    }
  set_lang (self, tag, block->lang);
  g_autoptr (PtText) text = pt_text_new (self->pages, role, block->inlines, inside.width);

  pt_galley_text (&inside, role, text, tag);
  self->before = inside.before;
}

/* In half of the column; the other half is filled where pages are broken. */
static void
add_source (PtGalley *self, const PtBlock *block)
{
  const guint first = self->boxes->len;
  PtGalley inside = *self;

  inside.width = (self->width - COLUMN_GUTTER * self->pages->sheet->body) / 2;
  add_paragraph (&inside, block, PT_TEXT_SOURCE);
  for (guint i = first; i < self->boxes->len; i++)
    {
      PtBox *box = self->boxes->pdata[i];

      box->half = self->width - inside.width;
    }
  self->before = inside.before;
}

static void
add_speaker (PtGalley *self, const PtBlock *quote)
{
  g_autofree char *who = pt_inlines_dup_text (quote->attribution);
  g_autofree char *line = g_strconcat ("— ", who, NULL);
  g_autoptr (PtText) text = pt_text_new_plain (self->pages, PT_TEXT_SPEAKER, line, self->width);

  pt_galley_text (self, PT_TEXT_SPEAKER, text, pt_pages_tag (self->pages, self->tag, "P"));
}

/* Its last words do not part from who said them. */
static void
add_quote (PtGalley *self, const PtBlock *block)
{
  const double body = self->pages->sheet->body;
  PtGalley inside = *self;

  inside.tag = pt_pages_tag (self->pages, self->tag, "BlockQuote");
  set_lang (self, inside.tag, block->lang);
  inside.before = MAX (self->before, body);
  inside.bar = QUOTE_COLOUR;
  inside.bar_x = self->x;
  inside.x += indent (self);
  inside.width -= indent (self);
  pt_galley_blocks (&inside, block->children, PT_TEXT_QUOTE);
  if (block->attribution != NULL)
    {
      if (self->boxes->len > 0)
        ((PtBox *)self->boxes->pdata[self->boxes->len - 1])->keep = true;
      add_speaker (&inside, block);
    }
  self->before = MAX (inside.before, body);
}

/* The mark stands at the height of the first line, to the left of it, and is read before it. */
static void
put_label (PtGalley *self, PtBox *box, PtText *text, guint tag)
{
  gpointer mark;

  pt_text_put (text, self->pages, PT_TEXT_BODY, 0, box, self->x + indent (self) * 0.2, 0, tag);
  mark = g_ptr_array_steal_index (box->pieces, box->pieces->len - 1);
  g_ptr_array_insert (box->pieces, self->bar != 0 ? 1 : 0, mark);
}

static void
add_item (PtGalley *self, const PtBlock *list, guint i)
{
  const PtBlock *item = list->children->pdata[i];
  g_autofree char *mark = list->ordered ? g_strdup_printf ("%d.", list->start + (int)i)
                                        : g_strdup ("•");
  const guint li = pt_pages_tag (self->pages, self->tag, "LI");
  const guint label = pt_pages_tag (self->pages, li, "Lbl");
  g_autoptr (PtText) text = pt_text_new_plain (self->pages, PT_TEXT_BODY, mark, 0);
  const guint first = self->boxes->len;
  PtGalley inside = *self;

  inside.tag = pt_pages_tag (self->pages, li, "LBody");
  inside.x += indent (self);
  inside.width -= indent (self);
  pt_galley_blocks (&inside, item->children, PT_TEXT_BODY);
  self->before = MIN (inside.before, self->pages->sheet->body * 0.3);
  if (first < self->boxes->len)
    put_label (self, self->boxes->pdata[first], text, label);
}

static void
add_list (PtGalley *self, const PtBlock *block)
{
  PtGalley inside = *self;

  inside.tag = pt_pages_tag (self->pages, self->tag, "L");
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_item (&inside, block, i);
  self->before = MAX (inside.before, self->pages->sheet->body * 0.55);
}

static void
add_new_page (PtGalley *self)
{
  PtBox *box = pt_box_new (0);

  box->new_page = true;
  pt_galley_add (self, box, 0, 0);
}

static void
add_tick_box (PtGalley *self, PtBox *box, double height)
{
  const double side = TICK_BOX * self->pages->sheet->body;
  const double y = (height - side) / 2;
  const double line = 0.7;

  pt_box_fill (box, self->x, y, side, line, BLANK_COLOUR);
  pt_box_fill (box, self->x, y + side - line, side, line, BLANK_COLOUR);
  pt_box_fill (box, self->x, y, line, side, BLANK_COLOUR);
  pt_box_fill (box, self->x + side - line, y, line, side, BLANK_COLOUR);
}

static void
add_ticked (PtGalley *self, const PtBlock *block, guint tag)
{
  const double body = self->pages->sheet->body;
  const guint first = self->boxes->len;
  PtGalley inside = *self;

  inside.x += indent (self);
  inside.width -= indent (self);
  g_autoptr (PtText) text = pt_text_new (self->pages, PT_TEXT_BODY, block->inlines, inside.width);

  pt_galley_text (&inside, PT_TEXT_BODY, text, tag);
  self->before = MAX (inside.before, 0.6 * body);
  if (first < self->boxes->len)
    add_tick_box (self, self->boxes->pdata[first],
                  body * self->pages->sheet->texts[PT_TEXT_BODY].leading);
}

/* The lines of a signature do not part: each of them follows the one before. */
static void
keep_form (PtGalley *self, const PtBlock *block)
{
  PtBox *last = self->boxes->len > 0 ? self->boxes->pdata[self->boxes->len - 1] : NULL;
  const PtPiece *piece = last != NULL && last->pieces->len == 1 ? last->pieces->pdata[0] : NULL;

  if (block->level == 1 && piece != NULL && piece->type == PT_PIECE_FILL
      && piece->colour == BLANK_COLOUR)
    last->keep = true;
}

/* Lines to write on, or a box to tick before the words. */
static void
add_blanks (PtGalley *self, const PtBlock *block)
{
  const guint tag = pt_pages_tag (self->pages, self->tag, "P");
  const double height = BLANK_LINE * self->pages->sheet->body;

  if (block->level == 0)
    {
      add_ticked (self, block, tag);
      return;
    }
  g_autoptr (PtText) text = pt_text_new (self->pages, PT_TEXT_BODY, block->inlines, self->width);

  keep_form (self, block);
  if (*pango_layout_get_text (text->layout) != '\0')
    pt_galley_text (self, PT_TEXT_BODY, text, tag);
  for (int i = 0; i < block->level; i++)
    {
      PtBox *box = pt_box_new (height);

      if (self->boxes->len > 0)
        ((PtBox *)self->boxes->pdata[self->boxes->len - 1])->keep = i < 2;
      pt_box_fill (box, self->x, height - 0.7, self->width, 0.7, BLANK_COLOUR);
      self->before = 0;
      pt_galley_add (self, box, 0, self->pages->sheet->body);
    }
}

/* A footnote waits aside for the page on which its mark comes to stand. */
static void
add_note (PtGalley *self, const PtBlock *block)
{
  GPtrArray *boxes = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_box_free);
  PtGalley aside = *self;
  g_autofree char *words = pt_inlines_dup_text (block->inlines);
  g_autoptr (GPtrArray) inlines = pt_inlines_new (NULL);

  if (block->mark != NULL)
    g_ptr_array_add (inlines, pt_inline_new (PT_INLINE_REFERENCE, block->mark, NULL));
  pt_inlines_add (inlines, PT_INLINE_TEXT, " ");
  pt_inlines_add (inlines, PT_INLINE_TEXT, words);
  g_autoptr (PtText) text = pt_text_new (self->pages, PT_TEXT_NOTE, inlines, self->width);

  aside.boxes = boxes;
  aside.bar = 0;
  aside.before = 0;
  pt_galley_text (&aside, PT_TEXT_NOTE, text, pt_pages_tag (self->pages, self->tag, "Note"));
  mark_anchor (&aside, block, 0);
  g_hash_table_insert (self->pages->notes, block->id, boxes);
}

/* Plain paragraphs inside a quote look like the quote. */
static void
add_block (PtGalley *self, const PtBlock *block, PtTextRole body)
{
  switch (block->type)
    {
    case PT_BLOCK_HEADING:
      add_heading (self, block);
      break;
    case PT_BLOCK_PARAGRAPH:
      if (block->style == PT_STYLE_SOURCE)
        {
          add_source (self, block);
          break;
        }
      add_paragraph (self, block, block->style == PT_STYLE_PLAIN ? body : styles[block->style]);
      break;
    case PT_BLOCK_QUOTE:
      add_quote (self, block);
      break;
    case PT_BLOCK_LIST:
      add_list (self, block);
      break;
    case PT_BLOCK_TABLE:
      pt_galley_table (self, block);
      break;
    case PT_BLOCK_FIGURE:
      pt_galley_figure (self, block);
      break;
    case PT_BLOCK_NOTE:
      if (block->id != NULL)
        add_note (self, block);
      break;
    case PT_BLOCK_PAGE_BREAK:
      add_new_page (self);
      break;
    case PT_BLOCK_BLANKS:
      add_blanks (self, block);
      break;
    }
}

static void
add_marked (PtGalley *self, const PtBlock *block, PtTextRole body)
{
  const guint first = self->boxes->len;

  add_block (self, block, body);
  if (block->type != PT_BLOCK_NOTE)
    mark_anchor (self, block, first);
}

void
pt_galley_block (PtGalley *self, const PtBlock *block)
{
  add_marked (self, block, PT_TEXT_BODY);
}

void
pt_galley_blocks (PtGalley *self, GPtrArray *blocks, PtTextRole body)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    add_marked (self, blocks->pdata[i], body);
}
