/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes are shared out over pages: each page takes what fits, then gives back what would part from
 * what it belongs to. Where a few lines would have the last page to themselves, all moves a little closer. Footnotes stand at the foot of the page of their mark; a photo that does not
 * fit goes to the top of the next page while the text goes on. */
#include "pt-pages-private.h"

/* Footnotes take no more than this part of a page; their other lines go to the next one. */
#define MAX_NOTES 0.45
/* Room above the footnotes, with the rule in it; of the size of the body. */
#define NOTE_GAP 1.6
#define NOTE_RULE 0.35 /* its length, of the column */
#define RULE 0.5
/* Of the height of a cover: where its title begins. Of the size of the body: around its contents. */
#define COVER_TITLE 0.24
#define COVER_GAP 3.5
/* A last page that is not filled so far is saved, if these parts of the room between boxes do. */
#define SLACK 0.34
static const double squeezes[] = { 0.92, 0.84, 0.76 };

/* A page that is filled no further goes on below the heading of a drawing that lies: the drawing comes
 * on the next page. */
#define HARDLY_FILLED 0.6

#define RULE_COLOUR 0x5a6370

typedef struct
{
  PtPages *pages;
  GPtrArray *boxes; /* borrowed: all of them */
  guint next;
  GPtrArray *floats;   /* boxes that wait for a top of a page, or a page that lies */
  GPtrArray *carried;  /* boxes of footnotes that found no room */
  GHashTable *noted;   /* ids of footnotes that stand */
  GHashTable *upright; /* headings that stand, while their drawing lies */
  double high;         /* room on a page */
  double used;         /* on the last one */
  const char *chapter;
} Breaker;

void
pt_page_free (PtPage *self)
{
  g_array_unref (self->placed);
  g_array_unref (self->links);
  g_free (self);
}

static PtPage *
new_page (Breaker *self, bool lies)
{
  const PtPageSheet *sheet = self->pages->sheet;
  PtPage *page = g_new0 (PtPage, 1);

  page->width = lies ? sheet->height : sheet->width;
  page->height = lies ? sheet->width : sheet->height;
  page->placed = g_array_new (FALSE, FALSE, sizeof (PtPlaced));
  page->links = g_array_new (FALSE, FALSE, sizeof (PtPageLink));
  page->chapter = self->chapter;
  g_ptr_array_add (self->pages->pages, page);
  return page;
}

void
pt_page_put (PtPage *self, const PtBox *box, double x, double y, bool repeated)
{
  for (guint i = 0; i < box->pieces->len; i++)
    {
      const PtPlaced placed = { box->pieces->pdata[i], x, y, repeated };

      g_array_append_val (self->placed, placed);
    }
  for (guint i = 0; !repeated && box->links != NULL && i < box->links->len; i++)
    {
      PtPageLink link = g_array_index (box->links, PtPageLink, i);

      link.x += x;
      link.y += y;
      g_array_append_val (self->links, link);
    }
}

/* What can be led to, and what the outline shows. */
static void
note_place (Breaker *self, const PtBox *box, double y)
{
  const guint page = self->pages->pages->len - 1;

  if (box->anchor != NULL)
    {
      PtAnchorPlace *place = g_new (PtAnchorPlace, 1);

      *place = (PtAnchorPlace){ page, y };
      g_hash_table_insert (self->pages->anchors, box->anchor, place);
    }
  if (box->title != NULL)
    {
      const PtOutlineItem item = { box->title, box->level, page, y };

      g_array_append_val (self->pages->outline, item);
    }
  if (box->title != NULL && box->level == 2)
    self->chapter = box->title;
}

static void
put_beside (Breaker *self, PtPage *page, const PtBox *box, double x, double y)
{
  pt_page_put (page, box, x, y, false);
  note_place (self, box, y);
  /* The head of a page that a chapter begins on top of names that one. */
  if (box->level == 2 && box->title != NULL && y <= self->pages->sheet->top)
    page->chapter = box->title;
}

static void
put (Breaker *self, PtPage *page, const PtBox *box, double y)
{
  put_beside (self, page, box, 0, y);
}

static double
height_of (GPtrArray *boxes)
{
  double height = 0;

  for (guint i = 0; boxes != NULL && i < boxes->len; i++)
    height += ((PtBox *)boxes->pdata[i])->height;
  return height;
}

static double
note_gap (const Breaker *self)
{
  return NOTE_GAP * self->pages->sheet->body;
}

/* What the footnotes of @box add to those of the page, whose ids are in @seen. */
static double
notes_of (Breaker *self, const PtBox *box, GHashTable *seen)
{
  double height = 0;

  for (guint i = 0; box->notes != NULL && i < box->notes->len; i++)
    {
      const char *id = box->notes->pdata[i];

      if (!g_hash_table_contains (self->noted, id) && !g_hash_table_contains (seen, id))
        height += height_of (g_hash_table_lookup (self->pages->notes, id));
    }
  return height;
}

/* Adds the boxes of the footnotes that @box refers to, each once in the document. */
static void
take_notes (Breaker *self, const PtBox *box)
{
  for (guint i = 0; box->notes != NULL && i < box->notes->len; i++)
    {
      GPtrArray *note = g_hash_table_lookup (self->pages->notes, box->notes->pdata[i]);

      if (note == NULL || !g_hash_table_add (self->noted, box->notes->pdata[i]))
        continue;
      for (guint n = 0; n < note->len; n++)
        g_ptr_array_add (self->carried, note->pdata[n]);
    }
}

static PtBox *
note_rule (Breaker *self)
{
  const PtPageSheet *sheet = self->pages->sheet;
  PtBox *box = pt_box_new (note_gap (self));

  pt_box_fill (box, sheet->left, note_gap (self) * 0.55,
               (sheet->width - sheet->left - sheet->right) * NOTE_RULE, RULE, RULE_COLOUR);
  g_ptr_array_add (self->pages->furniture, box);
  return box;
}

/* From the foot upwards, as many lines as there is room for below @used. */
static void
put_notes (Breaker *self, PtPage *page, double used)
{
  const PtPageSheet *sheet = self->pages->sheet;
  double room = self->high - used - note_gap (self);
  double height = 0;
  guint n = 0;

  while (n < self->carried->len
         && height + ((PtBox *)self->carried->pdata[n])->height <= room + 0.01)
    height += ((PtBox *)self->carried->pdata[n++])->height;
  if (n == 0)
    return;
  double y = sheet->top + self->high - height;

  pt_page_put (page, note_rule (self), 0, y - note_gap (self), false);
  for (guint i = 0; i < n; i++)
    {
      put (self, page, self->carried->pdata[i], y);
      y += ((PtBox *)self->carried->pdata[i])->height;
    }
  g_ptr_array_remove_range (self->carried, 0, n);
}

/* Photos that wait, at the top; gives the room that they took. */
static double
put_floats (Breaker *self, PtPage *page)
{
  const PtPageSheet *sheet = self->pages->sheet;
  double y = 0;

  while (self->floats->len > 0)
    {
      const PtBox *box = self->floats->pdata[0];
      const double gap = MAX (box->before, sheet->body);

      if (box->lies || (y > 0 && y + box->height > self->high))
        break;
      put (self, page, box, sheet->top + y);
      y += box->height + gap;
      g_ptr_array_remove_index (self->floats, 0);
    }
  return y;
}

/* Drawings that need a page of their own. */
static void
put_lying (Breaker *self)
{
  for (guint i = 0; i < self->floats->len;)
    {
      const PtBox *box = self->floats->pdata[i];
      PtPage *page;

      if (!box->lies)
        {
          i++;
          continue;
        }
      page = new_page (self, true);
      put (self, page, box, MAX (self->pages->sheet->edge, (page->height - box->height) / 2));
      g_ptr_array_remove_index (self->floats, i);
    }
}

/* The headings of such a drawing stand above it, and what follows them comes on later pages. */
static bool
begins_lying (const Breaker *self)
{
  const PtBox *box = self->next < self->boxes->len ? self->boxes->pdata[self->next] : NULL;

  return box != NULL && box->lies && box->heading && self->floats->len == 0;
}

/* Of such a drawing with its headings. */
static double
height_lying (const Breaker *self)
{
  double height = 0;
  guint at = self->next;

  while (((PtBox *)self->boxes->pdata[at])->heading)
    height += ((PtBox *)self->boxes->pdata[at++])->height;
  return height + ((PtBox *)self->boxes->pdata[at])->height;
}

static void
put_lying_chapter (Breaker *self)
{
  const PtPageSheet *sheet = self->pages->sheet;
  PtPage *page = new_page (self, true);
  double y = MAX (sheet->edge, MIN (sheet->top, page->height - sheet->edge - height_lying (self)));
  const PtBox *box;

  for (; (box = self->boxes->pdata[self->next])->heading; self->next++)
    {
      put (self, page, box, y);
      y += box->height;
    }
  put (self, page, box, y + MAX (0, (page->height - sheet->edge - y - box->height) / 2));
  page->chapter = self->chapter;
  self->used = self->high;
  self->next++;
}

/* How far a page has come. */
typedef struct
{
  guint from, at; /* boxes that stand: from … at - 1 */
  double y;       /* below the last of them */
  double notes;   /* room for footnotes */
  GHashTable *seen;
} Fill;

static double
gap_before (const Breaker *self, const Fill *fill, const PtBox *box)
{
  return fill->y > 0 ? box->before * self->pages->squeeze : 0;
}

/* The head of a table that goes on from the page before. */
static double
repeated_head (const Breaker *self, const Fill *fill, guint at)
{
  const PtBox *box = self->boxes->pdata[at];
  const PtBox *before = at > 0 ? self->boxes->pdata[at - 1] : NULL;

  return at == fill->from && box->head != NULL && before != NULL && before->head == box->head
             ? box->head->height
             : 0;
}

static bool
fits (Breaker *self, Fill *fill, const PtBox *box)
{
  const double top = fill->y + gap_before (self, fill, box) + repeated_head (self, fill, fill->at);
  const double notes = MIN (fill->notes + notes_of (self, box, fill->seen), MAX_NOTES * self->high);
  const double foot = notes > 0 ? notes + note_gap (self) : 0;

  return top + MAX (box->height, fill->y > 0 ? box->need : 0) + foot <= self->high + 0.01;
}

static void
advance (Breaker *self, Fill *fill, const PtBox *box)
{
  fill->notes = MIN (fill->notes + notes_of (self, box, fill->seen), MAX_NOTES * self->high);
  for (guint i = 0; box->notes != NULL && i < box->notes->len; i++)
    g_hash_table_add (fill->seen, box->notes->pdata[i]);
  fill->y += gap_before (self, fill, box) + repeated_head (self, fill, fill->at) + box->height;
  fill->at++;
}

/* What stands in two columns: as much of it as there is room for; FALSE where more of it is left. */
static bool
advance_columns (Breaker *self, Fill *fill)
{
  const PtBox *box = self->boxes->pdata[fill->at];
  const double top = fill->y + gap_before (self, fill, box);
  const double foot = fill->notes > 0 ? fill->notes + note_gap (self) : 0;
  const guint end = pt_columns_end (self->boxes, fill->at);
  const guint to = pt_columns_fit (self->boxes, fill->at, end, self->high - top - foot);

  if (to > fill->at)
    fill->y = top + pt_columns_split (self->boxes, fill->at, to, NULL);
  fill->at = to;
  return to == end;
}

/* TRUE when @box was put aside for later. */
static bool
put_aside (Breaker *self, Fill *fill, PtBox *box)
{
  if ((box->lies && !box->heading) || (box->floats && fill->y > 0 && !fits (self, fill, box)))
    {
      g_ptr_array_add (self->floats, box);
      fill->at++;
      return true;
    }
  return false;
}

/* What lies below the heading at @at; NULL when that leads to something else. */
static const PtBox *
find_lying (const Breaker *self, guint at, const PtBox **after)
{
  const PtBox *box;

  while (at < self->boxes->len && ((PtBox *)self->boxes->pdata[at])->heading)
    at++;
  box = at < self->boxes->len ? self->boxes->pdata[at] : NULL;
  *after = at + 1 < self->boxes->len ? self->boxes->pdata[at + 1] : NULL;
  return box != NULL && box->lies ? box : NULL;
}

/* The heading stays here with the table of the drawing, where the page would be left almost empty. */
static bool
stands_apart (Breaker *self, const Fill *fill)
{
  PtBox *box = self->boxes->pdata[fill->at];
  const PtBox *after;

  if (g_hash_table_contains (self->upright, box))
    return true;
  if (fill->y > HARDLY_FILLED * self->high || find_lying (self, fill->at, &after) == NULL
      || after == NULL || after->heading || after->lies)
    return false;
  for (guint i = fill->at; ((PtBox *)self->boxes->pdata[i])->heading; i++)
    g_hash_table_add (self->upright, self->boxes->pdata[i]);
  return true;
}

static bool
ends_page (Breaker *self, const Fill *fill, const PtBox *box)
{
  if (box->lies && box->heading)
    return fill->y > 0 && !stands_apart (self, fill);
  if (box->new_page)
    return fill->y > 0;
  return box->title != NULL && box->level == 2 && self->floats->len > 0 && fill->y > 0;
}

static bool
may_break_before (const Breaker *self, guint at)
{
  const PtBox *before = self->boxes->pdata[--at];

  /* A drawing between a heading and what follows it is on another page. */
  while (at > self->next && before->lies && !before->heading)
    before = self->boxes->pdata[--at];
  return !before->keep || (before->lies && !g_hash_table_contains (self->upright, before));
}

/* Takes boxes until one does not fit, then gives back what may not part. */
static guint
find_end (Breaker *self, double top, GHashTable *aside)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  Fill fill = { self->next, self->next, top, height_of (self->carried), seen };
  guint end;

  while (fill.at < self->boxes->len)
    {
      PtBox *box = self->boxes->pdata[fill.at];

      if (ends_page (self, &fill, box))
        return fill.at;
      if (put_aside (self, &fill, box))
        {
          g_hash_table_insert (aside, box, GUINT_TO_POINTER (fill.at));
          continue;
        }
      if (!fits (self, &fill, box) && fill.y > 0)
        break;
      if (box->half > 0)
        {
          if (!advance_columns (self, &fill))
            break;
          continue;
        }
      advance (self, &fill, box);
    }
  if (fill.at == self->boxes->len || fill.at == self->next)
    return fill.at;
  for (end = fill.at; end > self->next + 1 && !may_break_before (self, end); end--)
    ;
  return end > self->next + 1 || may_break_before (self, end) ? end : fill.at;
}

/* What was put aside behind the end of the page comes again. */
static void
drop_late_floats (Breaker *self, guint end, GHashTable *aside)
{
  for (guint i = self->floats->len; i > 0; i--)
    {
      const guint at = GPOINTER_TO_UINT (g_hash_table_lookup (aside, self->floats->pdata[i - 1]));

      if (at > end)
        g_ptr_array_remove_index (self->floats, i - 1);
    }
}

/* Gives the height of both columns. */
static double
put_columns (Breaker *self, PtPage *page, guint from, guint to, double top)
{
  guint middle;
  const double height = pt_columns_split (self->boxes, from, to, &middle);
  double y = top;

  for (guint i = from; i < to; i++)
    {
      const PtBox *box = self->boxes->pdata[i];

      y = i == middle ? top : y + (i > from ? box->before : 0);
      put_beside (self, page, box, i < middle ? 0 : box->half, y);
      y += box->height;
    }
  return height;
}

static double
put_boxes (Breaker *self, PtPage *page, guint end, double y, GHashTable *aside)
{
  const PtPageSheet *sheet = self->pages->sheet;
  Fill fill = { self->next, self->next, y, 0, NULL };

  for (; fill.at < end; fill.at++)
    {
      const PtBox *box = self->boxes->pdata[fill.at];
      const double head = repeated_head (self, &fill, fill.at);

      if (g_hash_table_contains (aside, box))
        continue;
      fill.y += gap_before (self, &fill, box);
      if (box->half > 0)
        {
          const guint to = MIN (end, pt_columns_end (self->boxes, fill.at));

          fill.y += put_columns (self, page, fill.at, to, sheet->top + fill.y);
          fill.at = to - 1;
          continue;
        }
      if (head > 0)
        pt_page_put (page, box->head, 0, sheet->top + fill.y, true);
      fill.y += head;
      put (self, page, box, sheet->top + fill.y);
      fill.y += box->height;
      take_notes (self, box);
    }
  return fill.y;
}

static void
fill_page (Breaker *self)
{
  g_autoptr (GHashTable) aside = g_hash_table_new (NULL, NULL);
  PtPage *page = new_page (self, false);
  const double top = put_floats (self, page);
  const guint end = find_end (self, top, aside);
  double used;

  drop_late_floats (self, end, aside);
  used = put_boxes (self, page, end, top, aside);
  self->next = MAX (end, self->next);
  if (page->chapter == NULL || page->placed->len == 0)
    page->chapter = self->chapter;
  put_notes (self, page, used);
  self->used = self->floats->len > 0 ? self->high : used;
  put_lying (self);
}

/* With the room between them. */
static double
height_with_gaps (GPtrArray *boxes)
{
  double height = height_of (boxes);

  for (guint i = 1; i < boxes->len; i++)
    height += ((PtBox *)boxes->pdata[i])->before;
  return height;
}

/* Gives where the next one would stand. */
static double
put_below (Breaker *self, PtPage *page, GPtrArray *boxes, double y)
{
  for (guint i = 0; i < boxes->len; i++)
    {
      const PtBox *box = boxes->pdata[i];

      y += i > 0 ? box->before : 0;
      put (self, page, box, y);
      y += box->height;
    }
  return y;
}

static double
cover_foot (const PtPages *pages)
{
  return pages->sheet->height - pages->sheet->bottom - height_with_gaps (pages->cover);
}

/* Below the title, and well above what stands at the foot. */
static double
contents_top (const PtPages *pages)
{
  return pages->sheet->height * COVER_TITLE + height_with_gaps (pages->masthead)
         + COVER_GAP * pages->sheet->body;
}

/* The contents stand on the cover where there is room: what comes first has its page to itself. */
static bool
contents_on_cover (const PtPages *pages)
{
  return pages->cover->len > 0
         && contents_top (pages) + height_with_gaps (pages->contents)
                    + COVER_GAP * pages->sheet->body
                <= cover_foot (pages);
}

/* The title high on the page, the rest of the cover at its foot. */
static void
put_cover (Breaker *self, bool with_contents)
{
  const PtPageSheet *sheet = self->pages->sheet;
  PtPage *page = new_page (self, false);
  double y = put_below (self, page, self->pages->masthead, sheet->height * COVER_TITLE);

  page->bare = true;
  if (with_contents && contents_on_cover (self->pages))
    y = put_below (self, page, self->pages->contents, contents_top (self->pages));
  put_below (self, page, self->pages->cover, MAX (cover_foot (self->pages), y + sheet->body));
}

static void
append (GPtrArray *to, GPtrArray *boxes)
{
  for (guint i = 0; i < boxes->len; i++)
    g_ptr_array_add (to, boxes->pdata[i]);
}

/* Contents stand before the first chapter: an opening scene goes before them. */
static GPtrArray *
line_up (PtPages *pages, bool cover, bool contents)
{
  GPtrArray *all = g_ptr_array_new ();
  bool placed = !contents || contents_on_cover (pages);

  if (!cover)
    append (all, pages->masthead);
  if (cover && !placed)
    append (all, pages->contents);
  placed = placed || cover;
  for (guint i = 0; i < pages->boxes->len; i++)
    {
      const PtBox *box = pages->boxes->pdata[i];

      if (!placed && box->level == 2)
        {
          append (all, pages->contents);
          placed = true;
        }
      g_ptr_array_add (all, (gpointer)box);
    }
  return all;
}

static void
forget_pages (PtPages *pages)
{
  g_ptr_array_set_size (pages->pages, 0);
  g_hash_table_remove_all (pages->anchors);
  g_array_set_size (pages->outline, 0);
}

/* Gives how far the last page is filled, of all its room. */
static double
share_out (PtPages *pages, GPtrArray *boxes, bool with_contents, double squeeze)
{
  g_autoptr (GPtrArray) floats = g_ptr_array_new ();
  g_autoptr (GPtrArray) carried = g_ptr_array_new ();
  g_autoptr (GHashTable) noted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) upright = g_hash_table_new (NULL, NULL);
  Breaker self = { .pages = pages,
                   .boxes = boxes,
                   .floats = floats,
                   .carried = carried,
                   .noted = noted,
                   .upright = upright,
                   .high = pages->sheet->height - pages->sheet->top - pages->sheet->bottom };

  pages->squeeze = squeeze;
  forget_pages (pages);
  if (pages->cover->len > 0)
    put_cover (&self, with_contents);
  while (self.next < boxes->len || floats->len > 0 || carried->len > 0)
    if (begins_lying (&self))
      put_lying_chapter (&self);
    else
      fill_page (&self);
  if (pages->pages->len == 0)
    new_page (&self, false);
  return self.used / self.high;
}

void
pt_pages_break (PtPages *pages, bool with_contents)
{
  g_autoptr (GPtrArray) boxes = line_up (pages, pages->cover->len > 0, with_contents);
  const double filled = share_out (pages, boxes, with_contents, 1);
  const guint n = pages->pages->len;

  if (filled >= SLACK || n == 1)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (squeezes); i++)
    {
      share_out (pages, boxes, with_contents, squeezes[i]);
      if (pages->pages->len < n)
        return;
    }
  share_out (pages, boxes, with_contents, 1);
}
