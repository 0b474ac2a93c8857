/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who travelled along (3) and the map of the journey (4): what the pictures need from the records. */
#include "pt-picture-helix.h"
#include "pt-picture-timeline.h"
#include "pt-story-markdown.h"
#include "pt-story-teller.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fewer travellers are a sentence, no picture (rule 11). */
#define MIN_RING 5
/* How much of a title a label can say. */
#define LABELS_A_SIDE 7

static const PtVocabulary *
vocabulary_of (const char *kind, const char *field)
{
  const PtRecordKind *record_kind = pt_record_kind_find (kind);
  const PtField *known = record_kind != NULL ? pt_record_kind_field (record_kind, field) : NULL;

  return known != NULL ? known->vocabulary : NULL;
}

static const char *
label_of (PtTeller *self, const char *kind, const char *field, const char *key)
{
  const PtVocabulary *vocabulary = vocabulary_of (kind, field);

  if (key == NULL || vocabulary == NULL)
    return "";
  return pt_term_label_in (vocabulary, key, self->lang);
}

static int
level_index (const PtRecord *involvement)
{
  const PtVocabulary *levels = vocabulary_of ("involvement", "level");
  const char *level = pt_record_get_text (involvement, "level");

  return levels != NULL && level != NULL ? pt_vocabulary_index (levels, level) : -1;
}

/* (transfer container): involvements of somebody in this period, oldest first. */
static GPtrArray *
involvements_of (PtTeller *self, PtRecord *who)
{
  GPtrArray *all = pt_dataset_children (self->data, "involvement", "stakeholder",
                                        pt_record_get_id (who));

  for (guint i = all->len; i > 0; i--)
    if (!pt_gate_is_open (self->gate, all->pdata[i - 1]))
      g_ptr_array_remove_index (all, i - 1);
  return all;
}

static const char *
start_of (const PtRecord *involvement)
{
  const char *from = pt_date_of (involvement, "from_on");

  return from != NULL ? from : "";
}

/* The youngest level that was said, and the oldest. */
static int
present_level (GPtrArray *involvements, int *began)
{
  const PtRecord *oldest = NULL;
  const PtRecord *newest = NULL;

  for (guint i = 0; i < involvements->len; i++)
    {
      const PtRecord *one = involvements->pdata[i];

      if (level_index (one) < 0)
        continue;
      if (oldest == NULL || strcmp (start_of (one), start_of (oldest)) < 0)
        oldest = one;
      if (newest == NULL || strcmp (start_of (one), start_of (newest)) >= 0)
        newest = one;
    }
  *began = oldest != NULL ? level_index (oldest) : -1;
  return newest != NULL ? level_index (newest) : -1;
}

static bool
counts (PtTeller *self, PtRecord *who)
{
  return pt_gate_is_open (self->gate, who) && !pt_is (who, "kind", "persona")
         && !pt_record_get_bool (who, "do_not_record");
}

static GArray *
list_travellers (PtTeller *self, guint *rose, guint *fell)
{
  GPtrArray *all = pt_dataset_list (self->data, "stakeholder");
  GArray *travellers = g_array_new (FALSE, FALSE, sizeof (PtTraveller));
  const PtVocabulary *helix = vocabulary_of ("stakeholder", "helix");

  g_array_set_clear_func (travellers, pt_traveller_clear);
  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *who = all->pdata[i];
      const char *key = pt_record_get_text (who, "helix");
      g_autoptr (GPtrArray) involvements = NULL;

      if (!counts (self, who))
        continue;
      involvements = involvements_of (self, who);
      PtTraveller traveller = { .group = key != NULL ? pt_vocabulary_index (helix, key) : -1 };

      traveller.level = present_level (involvements, &traveller.began);
      traveller.name = pt_names_label (self->names, pt_record_get_id (who));
      traveller.record = g_strdup (pt_record_get_id (who));
      if (traveller.group < 0)
        traveller.group = helix->n_terms - 1;
      *rose += traveller.began >= 0 && traveller.level > traveller.began;
      *fell += traveller.level < traveller.began;
      g_array_append_val (travellers, traveller);
    }
  g_array_sort (travellers, pt_traveller_compare);
  return travellers;
}

static guint
count_groups (GArray *travellers)
{
  guint n = 0;
  int last = -1;

  for (guint i = 0; i < travellers->len; i++)
    if (g_array_index (travellers, PtTraveller, i).group != last)
      {
        last = g_array_index (travellers, PtTraveller, i).group;
        n++;
      }
  return n;
}

static char **
labels_in (const PtVocabulary *vocabulary, const char *lang)
{
  char **labels = g_new0 (char *, vocabulary->n_terms + 1);

  for (guint i = 0; i < vocabulary->n_terms; i++)
    labels[i] = g_strdup (pt_term_label_in (vocabulary, vocabulary->terms[i].key, lang));
  return labels;
}

/* (transfer full): "Raadplegen → Meebeslissen" where it changed. */
static char *
say_level (PtTeller *self, const PtTraveller *who, char **levels)
{
  if (who->level < 0)
    return g_strdup (pt_teller_say (self, NC_ ("story", "not yet said")));
  if (who->began < 0 || who->began == who->level)
    return g_strdup (levels[who->level]);
  return g_strdup_printf ("%s → %s", levels[who->began], levels[who->level]);
}

static PtBlock *
ring_table (PtTeller *self, GArray *travellers, char **groups, char **levels)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "No.")),
                           pt_teller_say (self, NC_ ("story", "Who")),
                           pt_teller_say (self, NC_ ("story", "Kind of party")),
                           pt_teller_say (self, NC_ ("story", "Participation")), NULL };
  PtBlock *table = pt_block_new_table (pt_teller_say (self, NC_ ("story", "The fellow travellers")),
                                       header);

  for (guint i = 0; i < travellers->len; i++)
    {
      const PtTraveller *one = &g_array_index (travellers, PtTraveller, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *level = say_level (self, one, levels);
      const char *cells[] = { number, one->name, groups[one->group], level };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, one->record);
    }
  return table;
}

static void
draw_rings (PtTeller *self, GArray *travellers)
{
  g_auto (GStrv) groups = labels_in (vocabulary_of ("stakeholder", "helix"), self->lang);
  g_auto (GStrv) levels = labels_in (vocabulary_of ("involvement", "level"), self->lang);
  PtPicture *picture = pt_picture_helix (travellers, (const char *const *)groups,
                                         (const char *const *)levels, self->lang);

  pt_teller_picture (
      self, picture, ring_table (self, travellers, groups, levels),
      pt_teller_say (
          self,
          NC_ ("story",
               "The fellow travellers by kind of party. The closer to the middle, the more say; a "
               "line leads from where somebody began. The numbers are in the table.")));
}

/* "Nine of them got …", appended; nothing for none. */
static void
say_moved (PtTeller *self, GString *text, guint n, const char *one, const char *many)
{
  g_autofree char *number = pt_words_number_first (self->lang, n);
  g_autofree char *sentence = pt_teller_say_with (self, n == 1 ? one : many, number);

  if (n > 0)
    g_string_append_printf (text, " %s", sentence);
}

/* "Forty-nine people and parties from seven kinds of party travelled along." */
static void
tell_company (PtTeller *self, GArray *travellers, guint rose, guint fell)
{
  g_autofree char *n = pt_words_number_first (self->lang, travellers->len);
  g_autofree char *kinds = pt_words_number (self->lang, count_groups (travellers));
  /* Translators: two numbers in words. */
  g_autofree char *first = pt_teller_say_two (
      self, NC_ ("story", "%1$s people and parties travelled along, from %2$s kinds of party."), n,
      kinds);
  g_autoptr (GString) text = g_string_new (first);

  say_moved (self, text, rose, NC_ ("story", "%s of them got more of a say on the way."),
             NC_ ("story", "%s of them got more of a say along the way."));
  say_moved (self, text, fell, NC_ ("story", "%s of them got less of a say."),
             NC_ ("story", "%s of them got less of a say than before."));
  pt_teller_made (self, PT_STYLE_PLAIN, "company", NULL, text->str);
}

void
pt_section_travellers (PtTeller *self)
{
  guint rose = 0;
  guint fell = 0;
  g_autoptr (GArray) travellers = list_travellers (self, &rose, &fell);

  if (travellers->len == 0)
    return;
  tell_company (self, travellers, rose, fell);
  if (travellers->len >= MIN_RING)
    draw_rings (self, travellers);
}

static bool
is_marked (const PtScene *scene)
{
  return scene->turn || scene->high || scene->low;
}

static char *
title_of_scene (PtTeller *self, const PtScene *scene)
{
  char *title = pt_gate_line (self->gate, scene->entry, "title");

  return title != NULL ? title : pt_markdown_flatten (scene->text);
}

static void
add_moments (PtTeller *self, PtTimeline *line)
{
  for (guint i = 0; i < self->scenes->len; i++)
    {
      const PtScene *scene = self->scenes->pdata[i];
      PtMoment moment = { .date = g_strndup (scene->date, 10), .weight = scene->score };

      if (!is_marked (scene))
        {
          g_free (moment.date);
          continue;
        }
      moment.label = title_of_scene (self, scene);
      moment.record = g_strdup (pt_record_get_id (scene->entry));
      moment.type = scene->turn ? PT_MOMENT_TURN : scene->high ? PT_MOMENT_HIGH : PT_MOMENT_LOW;
      g_array_append_val (line->moments, moment);
    }
}

static void
add_bars (PtTeller *self, PtTimeline *line)
{
  for (guint i = 0; i < self->experiments->len; i++)
    {
      PtRecord *experiment = self->experiments->pdata[i];
      const char *from = pt_date_of (experiment, "start_on");
      const char *to = pt_date_of (experiment, "end_on");
      g_autofree char *title = pt_gate_line (self->gate, experiment, "title");

      if (from == NULL || title == NULL || pt_is (experiment, "status", "idea")
          || pt_is (experiment, "status", "preparing") || strncmp (from, line->to, 10) > 0)
        continue;
      PtSpan bar = { .from = g_strndup (from, 10),
                     .to = to != NULL ? g_strndup (to, 10) : NULL,
                     .label = g_steal_pointer (&title),
                     .note = g_strdup (label_of (self, "experiment", "status",
                                                 pt_record_get_text (experiment, "status"))),
                     .ended = pt_is (experiment, "status", "stopped"),
                     .record = g_strdup (pt_record_get_id (experiment)) };

      g_array_append_val (line->bars, bar);
    }
}

static void
add_bands (PtTeller *self, PtTimeline *line)
{
  const char *phase = NULL;

  for (guint i = 0; i < self->stages->len; i++)
    {
      const PtStage *stage = self->stages->pdata[i];
      PtSpan band = { 0 };

      if (stage->phase == NULL || g_strcmp0 (stage->phase, phase) == 0)
        continue;
      phase = stage->phase;
      band.from = g_strndup (stage->from_on, 10);
      band.label = g_strdup (label_of (self, "challenge", "phase", phase));
      g_array_append_val (line->bands, band);
    }
}

/* (transfer full) */
static char *
say_since (PtTeller *self, const char *date)
{
  g_autofree char *month = pt_month_format (date, self->lang);

  /* Translators: %s is a month and a year. */
  return pt_teller_say_with (self, NC_ ("story", "since %s"), month);
}

static void
add_phase_rows (PtTeller *self, PtBlock *table, const PtTimeline *line)
{
  for (guint i = 0; i < line->bands->len; i++)
    {
      const PtSpan *band = &g_array_index (line->bands, PtSpan, i);
      g_autofree char *month = pt_month_format (band->from, self->lang);
      /* Translators: %s is a month and a year. */
      g_autofree char *from = pt_teller_say_with (self, NC_ ("story", "from %s"), month);
      const char *cells[] = { from, pt_teller_say (self, NC_ ("story", "Phase")), band->label };

      pt_block_add_row (table, cells);
    }
}

static void
add_timeline_rows (PtTeller *self, PtBlock *table, const PtTimeline *line)
{
  static const char *const kinds[] = { NC_ ("story", "High point"), NC_ ("story", "Low point"),
                                       NC_ ("story", "Turning point") };

  for (guint i = 0; i < line->moments->len; i++)
    {
      const PtMoment *moment = &g_array_index (line->moments, PtMoment, i);
      g_autofree char *day = pt_date_format (moment->date, self->lang);
      const char *cells[] = { day, pt_teller_say (self, kinds[moment->type]), moment->label };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, moment->record);
    }
  for (guint i = 0; i < line->bars->len; i++)
    {
      const PtSpan *bar = &g_array_index (line->bars, PtSpan, i);
      g_autofree char *period = bar->to != NULL ? pt_words_period (self->lang, bar->from, bar->to)
                                                : say_since (self, bar->from);
      const char *cells[] = { period, pt_teller_say (self, NC_ ("story", "Experiment")),
                              bar->label };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, bar->record);
    }
}

static PtBlock *
timeline_table (PtTeller *self, const PtTimeline *line)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "When")),
                           pt_teller_say (self, NC_ ("story", "What kind")),
                           pt_teller_say (self, NC_ ("story", "What")), NULL };
  PtBlock *table = pt_block_new_table (
      pt_teller_say (self, NC_ ("story", "The journey in a table")), header);

  add_phase_rows (self, table, line);
  add_timeline_rows (self, table, line);
  return table;
}

void
pt_section_map (PtTeller *self)
{
  g_autoptr (PtTimeline) line = NULL;

  if (self->from_on == NULL || strncmp (self->from_on, self->to_on, 10) == 0)
    return;
  line = pt_timeline_new (self->from_on, self->to_on, self->lang);
  add_moments (self, line);
  add_bars (self, line);
  add_bands (self, line);
  if (line->moments->len + line->bars->len == 0)
    return;
  pt_teller_picture (
      self, pt_timeline_draw (line, LABELS_A_SIDE), timeline_table (self, line),
      pt_teller_say (self,
                     NC_ ("story", "The journey: high points above the line, difficult moments "
                                   "below it, turning points on it, experiments under it.")));
}
