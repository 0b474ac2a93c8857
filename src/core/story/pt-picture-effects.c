/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effects by level: each a square in the bar of its level, surest first, so that a bar says how many
 * and its pattern how sure. What did not come about and what was not wanted stand in it too. */
#include "pt-pictures.h"

#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_WIDTH 136.0
#define SUM_WIDTH 34.0
#define BRIEF 520.0 /* narrower ones have the name above its bar */
#define BOX 24.0
#define PITCH 28.0
#define ROW_GAP 14.0
#define NAME_TEXT 13.0
#define NAME_LINE 20.0

typedef struct
{
  int level;  /* the last one is for "not yet said" */
  int status; /* index into the vocabulary */
  char *direction, *statement, *record;
} Effect;

typedef struct
{
  char *lang;
  char **levels, **statuses, **directions;
  guint n_levels; /* with "not yet said" */
  GArray *effects;
} Effects;

/* Surest first, then what is hoped for, then what is not there. */
static const char *const order_of_statuses[] = { "confirmed", "substantiated", "observed",
                                                 "intended",  "faded",         "did_not_occur" };

static void
clear_effect (gpointer data)
{
  Effect *self = data;

  g_free (self->direction);
  g_free (self->statement);
  g_free (self->record);
}

static void
effects_free (gpointer data)
{
  Effects *self = data;

  g_free (self->lang);
  g_strfreev (self->levels);
  g_strfreev (self->statuses);
  g_strfreev (self->directions);
  g_array_unref (self->effects);
  g_free (self);
}

static const char *
status_key (int status)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("outcome.status");

  return status >= 0 ? statuses->terms[status].key : "intended";
}

static guint
rank_of (int status)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (order_of_statuses)
         && !g_str_equal (order_of_statuses[i], status_key (status)))
    i++;
  return i;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Effect *one = a;
  const Effect *other = b;
  int order = one->level - other->level;

  if (order == 0)
    order = (int)rank_of (one->status) - (int)rank_of (other->status);
  if (order == 0)
    order = g_strcmp0 (other->direction, one->direction);
  return order != 0 ? order : strcmp (one->record, other->record);
}

static void
add_effect (const PtLens *lens, Effects *self, PtRecord *record)
{
  Effect effect = { .level = pt_lens_index (record, "level"),
                    .status = pt_lens_index (record, "status"),
                    .statement = pt_lens_line (lens, record, "statement") };

  if (effect.statement == NULL)
    return;
  if (effect.level < 0)
    effect.level = (int)self->n_levels - 1;
  effect.direction = g_strdup (pt_record_get_text (record, "direction"));
  effect.record = g_strdup (pt_record_get_id (record));
  g_array_append_val (self->effects, effect);
}

static const Effect *
nth (const Effects *self, guint i)
{
  return &g_array_index (self->effects, Effect, i);
}

static guint
count (const Effects *self, int level, const char *status)
{
  guint n = 0;

  for (guint i = 0; i < self->effects->len; i++)
    n += (level < 0 || nth (self, i)->level == level)
         && (status == NULL || g_str_equal (status_key (nth (self, i)->status), status));
  return n;
}

/* All levels of the vocabulary are looked for; "not yet said" only where it is used. */
static bool
has_place (const Effects *self, guint level)
{
  return level + 1 < self->n_levels || count (self, (int)level, NULL) > 0;
}

static double
draw_row (PtPicture *picture, const Effects *self, guint level, guint *first, double y)
{
  const double width = pt_picture_get_width (picture);
  const bool brief = width < BRIEF;
  const double left = brief ? 4 : NAME_WIDTH;
  const guint n = count (self, (int)level, NULL);
  const guint in_a_row = MAX (1, (guint)((width - SUM_WIDTH - left) / PITCH));
  const guint rows = MAX (1, (n + in_a_row - 1) / in_a_row);
  g_autofree char *sum = g_strdup_printf ("%u", n);
  const double box = y + (brief ? NAME_LINE : 0);

  pt_picture_text (picture, 4, brief ? y + 14 : box + BOX / 2 + 4.5, PT_ANCHOR_START, NAME_TEXT,
                   n > 0 ? PT_INK_TEXT : PT_INK_MUTED, self->levels[level])
      ->bold = brief;
  pt_picture_text (picture, width - 6, brief ? y + 14 : box + BOX / 2 + 4.5, PT_ANCHOR_END,
                   NAME_TEXT, n > 0 ? PT_INK_TEXT : PT_INK_MUTED, sum)
      ->bold = true;
  if (n == 0)
    pt_picture_line (picture, left, box + BOX / 2, left + 2 * PITCH, box + BOX / 2, PT_INK_LINE, 1)
        ->dashed = true;
  for (guint i = 0; i < n; i++)
    {
      const Effect *one = nth (self, *first + i);

      pt_picture_effect (picture, left + i % in_a_row * PITCH, box + i / in_a_row * PITCH, BOX,
                         status_key (one->status), one->direction, one->record);
    }
  *first += n;
  return box + rows * PITCH + ROW_GAP;
}

/* Only what is in the picture. Returns: where it ends */
static double
draw_legend (PtPicture *picture, const Effects *self, double y)
{
  static const char *const signs[][2] = { { "positive", "+" },
                                          { "negative", "−" },
                                          { "mixed", "±" } };
  const PtVocabulary *statuses = pt_vocabulary_get ("outcome.status");
  const PtVocabulary *directions = pt_vocabulary_get ("outcome.direction");
  PtLegend legend = pt_legend_begin (4, pt_picture_get_width (picture) - 4, y);

  for (guint i = 0; i < G_N_ELEMENTS (order_of_statuses); i++)
    if (count (self, -1, order_of_statuses[i]) > 0)
      {
        const char *label = self->statuses[pt_vocabulary_index (statuses, order_of_statuses[i])];
        const double x = pt_legend_next (&legend, picture, label);

        pt_picture_effect (picture, x - 7, legend.y - 7, 14, order_of_statuses[i], NULL, NULL);
      }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *label = self->directions[pt_vocabulary_index (directions, signs[i][0])];
      const double x = pt_legend_next (&legend, picture, label);

      pt_picture_text (picture, x, legend.y + 5, PT_ANCHOR_MIDDLE, 14, PT_INK_TEXT, signs[i][1])
          ->bold = true;
    }
  return pt_legend_end (&legend);
}

/* "Individual 6, Relational 3 …; Confirmed 4, …" */
static void
describe (PtPicture *picture, const Effects *self)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("outcome.status");
  g_autoptr (GPtrArray) levels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sure = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->n_levels; i++)
    if (has_place (self, i))
      g_ptr_array_add (levels,
                       g_strdup_printf ("%s %u", self->levels[i], count (self, (int)i, NULL)));
  for (guint i = 0; i < G_N_ELEMENTS (order_of_statuses); i++)
    if (count (self, -1, order_of_statuses[i]) > 0)
      g_ptr_array_add (
          sure, g_strdup_printf (
                    "%s %u", self->statuses[pt_vocabulary_index (statuses, order_of_statuses[i])],
                    count (self, -1, order_of_statuses[i])));
  g_autofree char *by_level = pt_words_list (self->lang, levels);
  g_autofree char *by_status = pt_words_list (self->lang, sure);
  g_autofree char *text = g_strdup_printf ("%s. %s.", by_level, by_status);

  pt_picture_describe (picture, pt_words (self->lang, NC_ ("story", "Effects by level")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const Effects *self = data;
  PtPicture *picture = pt_picture_new ("effects", width, 0);
  guint first = 0;
  double y = 6;

  for (guint i = 0; i < self->n_levels; i++)
    if (has_place (self, i))
      y = draw_row (picture, self, i, &first, y);
  pt_picture_set_height (picture, draw_legend (picture, self, y + 8));
  describe (picture, self);
  return picture;
}

static PtBlock *
table (gconstpointer data)
{
  const Effects *self = data;
  const PtVocabulary *directions = pt_vocabulary_get ("outcome.direction");
  const char *header[] = { pt_words (self->lang, NC_ ("story", "Level")),
                           pt_words (self->lang, NC_ ("story", "Effect")),
                           pt_words (self->lang, NC_ ("story", "How sure")),
                           pt_words (self->lang, NC_ ("story", "Direction")), NULL };
  PtBlock *block = pt_block_new_table (pt_words (self->lang, NC_ ("story", "Effects by level")),
                                       header);

  for (guint i = 0; i < self->effects->len; i++)
    {
      const Effect *one = nth (self, i);
      const int direction = one->direction != NULL
                                ? pt_vocabulary_index (directions, one->direction)
                                : -1;
      const char *cells[] = { self->levels[one->level], one->statement,
                              one->status >= 0 ? self->statuses[one->status] : "",
                              direction >= 0 ? self->directions[direction] : "" };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, one->record);
    }
  return block;
}

static const char *
row (gconstpointer data, guint i)
{
  const Effects *self = data;

  return nth (self, i)->record;
}

static const PtFigureType effects_type = {
  .draw = draw, .table = table, .row = row, .free = effects_free
};

/* With one more name at the end, for "not yet said". */
static char **
find_levels (const PtLens *lens, guint *n)
{
  char **levels = pt_lens_terms (lens, pt_vocabulary_get ("outcome.level"));

  *n = g_strv_length (levels) + 1;
  levels = g_renew (char *, levels, *n + 1);
  levels[*n - 1] = g_strdup (pt_words (lens->lang, NC_ ("story", "not yet said")));
  levels[*n] = NULL;
  return levels;
}

PtFigure *
pt_figure_effects (const PtLens *lens)
{
  g_autoptr (GPtrArray) outcomes = pt_lens_list (lens, "outcome");
  Effects *self = g_new0 (Effects, 1);
  PtFigure *figure = pt_figure_new (&effects_type, self);

  self->lang = g_strdup (lens->lang);
  self->levels = find_levels (lens, &self->n_levels);
  self->statuses = pt_lens_terms (lens, pt_vocabulary_get ("outcome.status"));
  self->directions = pt_lens_terms (lens, pt_vocabulary_get ("outcome.direction"));
  self->effects = g_array_new (FALSE, FALSE, sizeof (Effect));
  g_array_set_clear_func (self->effects, clear_effect);
  for (guint i = 0; i < outcomes->len; i++)
    add_effect (lens, self, outcomes->pdata[i]);
  g_array_sort (self->effects, compare);
  for (guint i = 0; i < self->effects->len; i++)
    pt_figure_call (figure, nth (self, i)->record, g_strdup (nth (self, i)->statement));
  if (self->effects->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
