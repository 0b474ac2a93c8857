/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who travelled along (3) and the map of the journey (4): what the pictures need from the records. */
#include "pt-company.h"
#include "pt-picture-timeline.h"
#include "pt-pictures.h"
#include "pt-story-markdown.h"
#include "pt-story-teller.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of a title a label can say. */
#define LABELS_A_SIDE 7
#define NARROW_LABELS 4
#define STRIP_LABELS 1
#define STRIP_WIDTH 380.0 /* points: the column */
#define STRIP_MOMENTS 3   /* fewer are a sentence */

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
tell_company (PtTeller *self, const PtCompany *company)
{
  g_autofree char *n = pt_words_number_first (self->lang, company->travellers->len);
  g_autofree char *kinds = pt_words_number (self->lang, pt_company_count_groups (company));
  /* Translators: two numbers in words. */
  g_autofree char *first = pt_teller_say_two (
      self, NC_ ("story", "%1$s people and parties travelled along, from %2$s kinds of party."), n,
      kinds);
  g_autoptr (GString) text = g_string_new (first);

  say_moved (self, text, company->rose, NC_ ("story", "%s of them got more of a say on the way."),
             NC_ ("story", "%s of them got more of a say along the way."));
  say_moved (self, text, company->fell, NC_ ("story", "%s of them got less of a say."),
             NC_ ("story", "%s of them got less of a say than before."));
  pt_teller_made (self, PT_STYLE_PLAIN, "company", NULL, text->str);
}

void
pt_section_travellers (PtTeller *self)
{
  const PtLens lens = pt_teller_lens (self);
  g_autoptr (PtCompany) company = pt_company_new (&lens);

  if (company->travellers->len == 0)
    return;
  tell_company (self, company);
  if (company->travellers->len < PT_COMPANY_LEAST)
    return;
  pt_teller_figure (
      self, pt_figure_rings (&lens),
      pt_teller_say (
          self,
          NC_ ("story",
               "The fellow travellers by kind of party. The closer to the middle, the more say; a "
               "line leads from where somebody began. The numbers are in the table.")));
  pt_teller_draw (self, false, pt_figure_ladder (&lens),
                  NC_ ("story", "Kinds of party, and how much say they have."));
  pt_teller_draw (self, false, pt_figure_staircase (&lens, NULL),
                  NC_ ("story", "How the say of people changed on the way."));
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
  const PtLens lens = pt_teller_lens (self);

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
                     .note = g_strdup (pt_lens_term (&lens, "experiment", "status",
                                                     pt_record_get_text (experiment, "status"))),
                     .ended = pt_is (experiment, "status", "stopped"),
                     .record = g_strdup (pt_record_get_id (experiment)) };

      g_array_append_val (line->bars, bar);
    }
}

static void
add_bands (PtTeller *self, PtTimeline *line)
{
  const PtLens lens = pt_teller_lens (self);
  const char *phase = NULL;

  for (guint i = 0; i < self->stages->len; i++)
    {
      const PtStage *stage = self->stages->pdata[i];
      PtSpan band = { 0 };

      if (stage->phase == NULL || g_strcmp0 (stage->phase, phase) == 0)
        continue;
      phase = stage->phase;
      band.from = g_strndup (stage->from_on, 10);
      band.label = g_strdup (pt_lens_term (&lens, "challenge", "phase", phase));
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

static bool
has_map (PtTeller *self)
{
  for (const PtAudienceSection *one = self->audience->sections; one->section != NULL; one++)
    if (strcmp (one->section, "4") == 0)
      return true;
  return false;
}

/* The whole at a glance, for those who get no map: a line with the heaviest moment on each side. */
void
pt_section_strip (PtTeller *self)
{
  g_autoptr (PtTimeline) line = NULL, strip = NULL;

  if (has_map (self) || self->from_on == NULL || strncmp (self->from_on, self->to_on, 10) == 0)
    return;
  line = pt_timeline_new (self->from_on, self->to_on, self->lang);
  add_moments (self, line);
  add_bands (self, line);
  if (line->moments->len < STRIP_MOMENTS)
    return;
  strip = pt_timeline_part (line, self->from_on, self->to_on, STRIP_WIDTH);
  /* No table: what stands on it is told in the stages. */
  pt_teller_picture (self, pt_timeline_draw (strip, STRIP_LABELS), NULL, NULL,
                     pt_teller_say (self, NC_ ("story", "The journey at a glance")));
}

/* What its signs mean; a cross only where there is one. */
static const char *
map_caption (PtTeller *self, const PtTimeline *line)
{
  for (guint i = 0; i < line->bars->len; i++)
    if (g_array_index (line->bars, PtSpan, i).ended)
      return pt_teller_say (
          self, NC_ ("story", "The journey: high points above the line, difficult moments below "
                              "it, turning points on it, experiments under it. One that was "
                              "stopped ends in a cross."));
  return pt_teller_say (self,
                        NC_ ("story", "The journey: high points above the line, difficult moments "
                                      "below it, turning points on it, experiments under it."));
}

void
pt_section_map (PtTeller *self)
{
  g_autoptr (PtTimeline) line = NULL, narrow = NULL;

  if (self->from_on == NULL || strncmp (self->from_on, self->to_on, 10) == 0)
    return;
  line = pt_timeline_new (self->from_on, self->to_on, self->lang);
  add_moments (self, line);
  add_bars (self, line);
  add_bands (self, line);
  if (line->moments->len + line->bars->len == 0)
    return;
  narrow = pt_timeline_part (line, self->from_on, self->to_on, PT_FIGURE_PHONE_WIDTH);
  pt_teller_picture (self, pt_timeline_draw (line, LABELS_A_SIDE),
                     pt_timeline_draw (narrow, NARROW_LABELS), timeline_table (self, line),
                     map_caption (self, line));
}
