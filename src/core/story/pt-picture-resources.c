/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lab was made with: one line for each kind and unit, with a bar for what there is (and how
 * much of it was used), what is looked for and what is offered. Units are not added up; what has no
 * amount is a box each. */
#include "pt-pictures.h"

#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_WIDTH 168.0
#define NUMBER_WIDTH 104.0
#define BRIEF 520.0
#define BAR 15.0
#define BAR_PITCH 20.0
#define ROW_GAP 16.0
#define NAME_TEXT 13.0
#define NAME_LINE 20.0
#define DIRECTIONS 3 /* have, need, offer */

typedef struct
{
  int kind, unit; /* indices; -1 = not said */
  double amount[DIRECTIONS];
  double used;
  guint n[DIRECTIONS];          /* how many resources */
  guint unmeasured[DIRECTIONS]; /* of them without an amount */
  GPtrArray *records;           /* char * */
} Line;

typedef struct
{
  char *lang;
  char **kinds, **units, **directions;
  GArray *lines; /* Line, by kind and unit */
} Resources;

static void
clear_line (gpointer data)
{
  g_ptr_array_unref (((Line *)data)->records);
}

static void
resources_free (gpointer data)
{
  Resources *self = data;

  g_free (self->lang);
  g_strfreev (self->kinds);
  g_strfreev (self->units);
  g_strfreev (self->directions);
  g_array_unref (self->lines);
  g_free (self);
}

static const Line *
nth (const Resources *self, guint i)
{
  return &g_array_index (self->lines, Line, i);
}

static Line *
find_line (Resources *self, int kind, int unit)
{
  Line line = { .kind = kind, .unit = unit };

  for (guint i = 0; i < self->lines->len; i++)
    if (nth (self, i)->kind == kind && nth (self, i)->unit == unit)
      return &g_array_index (self->lines, Line, i);
  line.records = g_ptr_array_new_with_free_func (g_free);
  g_array_append_val (self->lines, line);
  return &g_array_index (self->lines, Line, self->lines->len - 1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Line *one = a;
  const Line *other = b;

  return one->kind != other->kind ? one->kind - other->kind : one->unit - other->unit;
}

static void
add_resource (Resources *self, PtRecord *record)
{
  const int direction = MAX (pt_lens_index (record, "direction"), 0);
  double amount = 0;
  double used = 0;
  const bool measured = pt_record_get_real (record, "amount", &amount);
  Line *line = find_line (self, pt_lens_index (record, "kind"),
                          measured ? pt_lens_index (record, "unit") : -1);

  if (direction >= DIRECTIONS)
    return;
  line->n[direction]++;
  line->unmeasured[direction] += !measured;
  line->amount[direction] += amount;
  if (direction == 0 && pt_record_get_real (record, "used", &used))
    line->used += MIN (used, amount);
  g_ptr_array_add (line->records, g_strdup (pt_record_get_id (record)));
}

/* ── The picture ── */

static const char *
name_of (const Resources *self, const Line *line)
{
  return line->kind >= 0 ? self->kinds[line->kind] : pt_words (self->lang, NC_ ("story", "Other"));
}

/* (transfer full): "€ 160.000", "24 hours"; or how many things there are without an amount. */
static char *
say_number (const Resources *self, const Line *line, double value)
{
  g_autofree char *number = pt_number_text (value, self->lang);
  const char *unit = line->unit >= 0 ? self->units[line->unit] : NULL;

  if (unit == NULL)
    return g_steal_pointer (&number);
  if (g_str_equal (unit, "€"))
    return g_strdup_printf ("€ %s", number);
  g_autofree char *first = g_utf8_strdown (unit, g_utf8_next_char (unit) - unit);
  const bool is_word = !g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (unit)));

  return g_strdup_printf ("%s %s%s", number, is_word ? first : "",
                          is_word ? g_utf8_next_char (unit) : unit);
}

static char *
say_amount (const Resources *self, const Line *line, guint direction)
{
  if (line->unmeasured[direction] == line->n[direction])
    return g_strdup_printf ("%u ×", line->n[direction]);
  return say_number (self, line, line->amount[direction]);
}

/* The longest bar of a unit is as long as there is room. */
static double
length_of (const Resources *self, const Line *line, guint direction, double room)
{
  double most = 0;

  for (guint i = 0; i < self->lines->len; i++)
    for (guint d = 0; d < DIRECTIONS && nth (self, i)->unit == line->unit; d++)
      most = MAX (most, nth (self, i)->amount[d]);
  return most > 0 ? MAX (2, room * line->amount[direction] / most) : 2;
}

/* Have is full, with a firm edge where it was used; need is open and dashed; offer is hatched. */
static void
draw_bar (PtPicture *picture, double x, double y, double length, guint direction, double used)
{
  PtMark *bar = pt_picture_rect (picture, x, y, length, BAR, 1.5,
                                 direction == 0 ? PT_INK_BAR : PT_INK_PAPER);

  bar->stroke = direction == 0 ? PT_INK_NONE : PT_INK_TURN;
  bar->width = 1.2;
  bar->dashed = direction == 1;
  if (direction == 2)
    pt_picture_hatch (picture, x, y, length, BAR, PT_INK_TURN);
  if (used > 0)
    pt_picture_rect (picture, x, y + BAR - 5, length * used, 5, 0, PT_INK_TURN);
}

/* Returns: where it ends */
static double
draw_amount (PtPicture *picture, const Resources *self, const Line *line, guint direction, double x,
             double y)
{
  const double room = pt_picture_get_width (picture) - x - NUMBER_WIDTH;
  const double length = length_of (self, line, direction, room);
  const guint boxes = MIN (line->n[direction], (guint)(room / BAR_PITCH));

  if (line->unmeasured[direction] < line->n[direction])
    {
      draw_bar (picture, x, y, length, direction,
                direction == 0 && line->amount[0] > 0 ? line->used / line->amount[0] : 0);
      return x + length;
    }
  for (guint i = 0; i < boxes; i++)
    draw_bar (picture, x + i * BAR_PITCH, y, BAR, direction, 0);
  return x + boxes * BAR_PITCH - BAR_PITCH + BAR;
}

/* A kind is named once, at the first of its lines. */
static double
draw_line (PtPicture *picture, const Resources *self, guint i, double y)
{
  const Line *line = nth (self, i);
  const bool brief = pt_picture_get_width (picture) < BRIEF;
  const bool named = i == 0 || nth (self, i - 1)->kind != line->kind;
  const double left = brief ? 4 : NAME_WIDTH;
  g_auto (GStrv)
      lines = pt_text_wrap (name_of (self, line), NAME_TEXT,
                            brief ? pt_picture_get_width (picture) - 8 : NAME_WIDTH - 12, 2);
  const double names = named ? g_strv_length (lines) * pt_text_leading (NAME_TEXT) : 0;
  double at;

  if (named && i > 0)
    y += ROW_GAP;
  if (named)
    pt_picture_lines (picture, 4, y + 12, PT_ANCHOR_START, NAME_TEXT, PT_INK_TEXT, lines, NULL);
  at = y + (brief && named ? names + 4 : 0);
  for (guint direction = 0; direction < DIRECTIONS; direction++)
    {
      g_autofree char *text = say_amount (self, line, direction);

      if (line->n[direction] == 0)
        continue;
      pt_picture_text (picture, draw_amount (picture, self, line, direction, left, at) + 8,
                       at + BAR - 3, PT_ANCHOR_START, 12, PT_INK_TEXT, text);
      at += BAR_PITCH;
    }
  return MAX (at, brief ? 0 : y + names);
}

static double
draw_legend (PtPicture *picture, const Resources *self, double y)
{
  PtLegend legend = pt_legend_begin (4, pt_picture_get_width (picture) - 4, y);
  bool used = false;

  for (guint direction = 0; direction < DIRECTIONS; direction++)
    for (guint i = 0; i < self->lines->len; i++)
      {
        used = used || nth (self, i)->used > 0;
        if (nth (self, i)->n[direction] == 0)
          continue;
        const double x = pt_legend_next (&legend, picture, self->directions[direction]);

        draw_bar (picture, x - 8, legend.y - BAR / 2, 16, direction, 0);
        break;
      }
  if (used)
    {
      const double x = pt_legend_next (&legend, picture,
                                       pt_words (self->lang, NC_ ("story", "used")));

      pt_picture_rect (picture, x - 8, legend.y - 2.5, 16, 5, 0, PT_INK_TURN);
    }
  return pt_legend_end (&legend);
}

/* (transfer full): "Have 160.000, of which 128.400 used; Need …" */
static char *
say_line (const Resources *self, const Line *line)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint direction = 0; direction < DIRECTIONS; direction++)
    {
      g_autofree char *amount = say_amount (self, line, direction);

      if (line->n[direction] > 0)
        g_ptr_array_add (parts, g_strdup_printf ("%s %s", self->directions[direction], amount));
    }
  return pt_words_list (self->lang, parts);
}

static void
describe (PtPicture *picture, const Resources *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const char *name = name_of (self, nth (self, i));
      g_autofree char *said = say_line (self, nth (self, i));

      g_string_append_printf (text, "%s%s: %s.", i > 0 ? " " : "", name, said);
    }
  pt_picture_describe (
      picture, pt_words (self->lang, NC_ ("story", "What there is, is sought and is offered")),
      text->str);
  g_string_free (text, TRUE);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Resources *self = data;
  PtPicture *picture = pt_picture_new ("resources", width, 0);
  double y = 4;

  for (guint i = 0; i < self->lines->len; i++)
    y = draw_line (picture, self, i, y);
  pt_picture_set_height (picture, draw_legend (picture, self, y + 24));
  describe (picture, self);
  return picture;
}

static PtBlock *
table (gconstpointer data)
{
  const Resources *self = data;
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Kind")),
                           self->directions[0],
                           pt_words (self->lang, NC_ ("story", "Used")),
                           self->directions[1],
                           self->directions[2],
                           NULL };
  PtBlock *block = pt_block_new_table (
      pt_words (self->lang, NC_ ("story", "What there is, is sought and is offered")), header);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = nth (self, i);
      g_autofree char *have = line->n[0] > 0 ? say_amount (self, line, 0) : g_strdup ("");
      g_autofree char *used = line->used > 0 ? say_number (self, line, line->used) : g_strdup ("");
      g_autofree char *need = line->n[1] > 0 ? say_amount (self, line, 1) : g_strdup ("");
      g_autofree char *offer = line->n[2] > 0 ? say_amount (self, line, 2) : g_strdup ("");
      const char *cells[] = { name_of (self, line), have, used, need, offer };

      pt_block_add_row (block, cells);
      for (guint r = 0; r < line->records->len; r++)
        pt_block_add_source (block, line->records->pdata[r]);
    }
  return block;
}

static const PtFigureType resources_type = { .draw = draw, .table = table, .free = resources_free };

PtFigure *
pt_figure_resources (const PtLens *lens)
{
  g_autoptr (GPtrArray) resources = pt_lens_list (lens, "resource");
  Resources *self = NULL;

  if (resources->len == 0)
    return NULL;
  self = g_new0 (Resources, 1);
  self->lang = g_strdup (lens->lang);
  self->kinds = pt_lens_terms (lens, pt_vocabulary_get ("resource.kind"));
  self->units = pt_lens_terms (lens, pt_vocabulary_get ("resource.unit"));
  self->directions = pt_lens_terms (lens, pt_vocabulary_get ("resource.direction"));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  for (guint i = 0; i < resources->len; i++)
    add_resource (self, resources->pdata[i]);
  g_array_sort (self->lines, compare);
  return pt_figure_new (&resources_type, self);
}
