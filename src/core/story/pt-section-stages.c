/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of the journey (rule 3): place and time, what chafed, what we tried, what we saw, what
 * we decided, what we learned, what stays open. A part that is not there drops its sentence. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Fewer notes make a paragraph, not a chapter (rule 11). */
#define MIN_NOTES 3

/* How many questions, experiments and learning moments a stage shows. */
enum
{
  PARTS_OUTSIDE = 2,
  PARTS_INSIDE = 5,
};

/* One stretch of the journey as it is told. */
typedef struct
{
  PtStage *stage;
  char *until;       /* first day of the next one; or NULL */
  GPtrArray *scenes; /* chosen */
} Stretch;

static bool
begins_in (const Stretch *self, const char *date)
{
  return date != NULL && strncmp (date, self->stage->from_on, 10) >= 0
         && (self->until == NULL || strncmp (date, self->until, 10) < 0);
}

static guint
parts (PtTeller *self)
{
  return pt_teller_room (self, self->audience->outside ? PARTS_OUTSIDE : PARTS_INSIDE, 1);
}

/* (transfer container): those of @records whose @field is a day of this stretch. */
static GPtrArray *
records_in (const Stretch *stretch, GPtrArray *records, const char *field, guint most)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < records->len && found->len < most; i++)
    if (begins_in (stretch, pt_date_of (records->pdata[i], field)))
      g_ptr_array_add (found, records->pdata[i]);
  return found;
}

static void
tell_questions (PtTeller *self, GPtrArray *questions)
{
  static const char *const leads[] = { NC_ ("story", "Something chafed:"),
                                       NC_ ("story", "This would not let go of us:"),
                                       NC_ ("story", "This is what we walked around with:"),
                                       NC_ ("story", "We got stuck on this:") };

  for (guint i = 0; i < questions->len; i++)
    {
      PtRecord *question = questions->pdata[i];
      g_autofree char *text = pt_gate_text (self->gate, question, "text");
      g_autofree char *place = g_strdup_printf ("chafed:%s", pt_record_get_id (question));

      if (text == NULL)
        continue;
      if (i == 0)
        pt_teller_made (
            self, PT_STYLE_LEAD, NULL, question,
            pt_teller_say (self, pt_pace_pick (self->pace, leads, G_N_ELEMENTS (leads))));
      pt_teller_people (self, PT_STYLE_QUESTION, place, question, text);
    }
}

/* Title and hypothesis of each, under one lead. */
static void
list_experiments (PtTeller *self, GPtrArray *experiments, const char *lead_in)
{
  bool first = true;

  for (guint i = 0; i < experiments->len; i++)
    {
      PtRecord *experiment = experiments->pdata[i];
      g_autofree char *title = pt_gate_line (self->gate, experiment, "title");
      g_autofree char *hypothesis = pt_gate_line (self->gate, experiment, "hypothesis");
      g_autofree char *place = g_strdup_printf ("tried:%s", pt_record_get_id (experiment));
      g_autofree char *lead = title != NULL ? pt_teller_sentence (title) : NULL;

      if (title == NULL)
        continue;
      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, experiment, pt_teller_say (self, lead_in));
      pt_teller_line (self, place, experiment, lead, hypothesis != NULL ? hypothesis : "");
      first = false;
    }
}

static void
tell_experiments (PtTeller *self, GPtrArray *experiments)
{
  static const char *const leads[] = { NC_ ("story", "We tried something out."),
                                       NC_ ("story", "We set to work."),
                                       NC_ ("story", "We gave it a try."),
                                       NC_ ("story", "It was time to try something out.") };

  if (experiments->len > 0)
    list_experiments (self, experiments, pt_pace_pick (self->pace, leads, G_N_ELEMENTS (leads)));
}

static bool
is_planned (const PtRecord *experiment)
{
  return pt_is (experiment, "status", "idea") || pt_is (experiment, "status", "preparing");
}

/* (transfer container): those of @experiments that are planned, or that are not. */
static GPtrArray *
part_planned (GPtrArray *experiments, bool planned)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = 0; i < experiments->len; i++)
    if (is_planned (experiments->pdata[i]) == planned)
      g_ptr_array_add (part, experiments->pdata[i]);
  return part;
}

typedef struct
{
  const char *key, *sentence;
} Decision;

static const Decision decisions[] = {
  { "stop", NC_ ("story", "We decided to stop.") },
  { "adapt", NC_ ("story", "We decided to change it.") },
  { "repeat", NC_ ("story", "We decided to do it once more.") },
  { "broaden", NC_ ("story", "We decided to take it wider.") },
  { "scale_up", NC_ ("story", "We decided to scale it up.") },
  { "embed", NC_ ("story", "We decided to make it a lasting part of the work.") },
};

static const char *
decision_of (const PtRecord *experiment)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (pt_is (experiment, "decision", decisions[i].key))
      return decisions[i].sentence;
  return pt_is (experiment, "status", "stopped") ? decisions[0].sentence : NULL;
}

static void
tell_decision (PtTeller *self, PtRecord *experiment)
{
  const char *sentence = decision_of (experiment);
  g_autofree char *title = pt_gate_line (self->gate, experiment, "title");
  g_autofree char *result = pt_gate_line (self->gate, experiment, "result");
  g_autofree char *place = g_strdup_printf ("result:%s", pt_record_get_id (experiment));
  g_autofree char *decided = g_strdup_printf ("decided:%s", pt_record_get_id (experiment));

  if (sentence == NULL || title == NULL)
    return;
  g_autofree char *lead = pt_teller_sentence (title);

  pt_teller_line (self, place, experiment, lead, result != NULL ? result : "");
  pt_teller_made (self, PT_STYLE_LEAD, decided, experiment, pt_teller_say (self, sentence));
  if (!pt_teller_field (self, PT_STYLE_PLAIN, NULL, experiment, "decision_why"))
    pt_teller_field (self, PT_STYLE_PLAIN, NULL, experiment, "status_why");
  pt_teller_dissent (self, experiment);
}

static void
tell_decisions (PtTeller *self, GPtrArray *ended)
{
  static const char *const leads[] = { NC_ ("story", "It was time to draw a line."),
                                       NC_ ("story", "Then it was time to choose."),
                                       NC_ ("story", "We made up our minds.") };

  for (guint i = 0; i < ended->len; i++)
    {
      if (i == 0 && decision_of (ended->pdata[i]) != NULL)
        pt_teller_made (
            self, PT_STYLE_LEAD, NULL, ended->pdata[i],
            pt_teller_say (self, pt_pace_pick (self->pace, leads, G_N_ELEMENTS (leads))));
      tell_decision (self, ended->pdata[i]);
    }
}

static bool
is_unanswered (const Stretch *stretch, PtRecord *question)
{
  const char *closed = pt_date_of (question, "closed_on");

  return closed == NULL || (stretch->until != NULL && strncmp (closed, stretch->until, 10) >= 0);
}

/* (transfer full): what stays open of the questions that the stage began with. */
static char *
say_open (PtTeller *self, guint open, guint all)
{
  static const char *const one[] = {
    NC_ ("story", "The question of this stage was not answered yet."),
    NC_ ("story", "The question that we began with stayed open for now."),
    NC_ ("story", "To our question there was no answer yet.")
  };
  static const char *const more[] = {
    NC_ ("story", "The questions of this stage were not answered yet."),
    NC_ ("story", "The questions that we began with stayed open for now."),
    NC_ ("story", "To our questions there was no answer yet.")
  };

  if (open == all)
    return g_strdup (
        pt_teller_say (self, pt_pace_pick (self->pace, all > 1 ? more : one, G_N_ELEMENTS (one))));
  g_autofree char *number = pt_words_number_first (self->lang, open);

  /* Translators: %s is a number in words. */
  return pt_teller_say_with (self,
                             open == 1
                                 ? NC_ ("story", "%s of these questions was left open for now.")
                                 : NC_ ("story", "%s of these questions were left open for now."),
                             number);
}

static void
tell_open (PtTeller *self, const Stretch *stretch, GPtrArray *questions)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < questions->len; i++)
    if (is_unanswered (stretch, questions->pdata[i]))
      g_ptr_array_add (open, questions->pdata[i]);
  if (open->len == 0)
    return;
  g_autofree char *place = g_strdup_printf ("open:%s", pt_record_get_id (open->pdata[0]));
  g_autofree char *text = say_open (self, open->len, questions->len);

  pt_teller_made (self, PT_STYLE_LEAD, place, open->pdata[0], text);
}

/* A stretch without notes before this scene is said, never filled in. */
static void
tell_gap (PtTeller *self, const Stretch *stretch, const PtScene *scene, guint *from)
{
  GPtrArray *notes = stretch->stage->notes;

  for (; *from < notes->len; (*from)++)
    {
      g_autofree char *date = pt_record_dup_date (notes->pdata[*from]);
      g_autofree char *before = *from > 0 ? pt_record_dup_date (notes->pdata[*from - 1]) : NULL;
      g_autofree char *gap = pt_teller_gap (self, before, date);

      if (scene != NULL && strcmp (date, scene->date) > 0)
        return;
      if (gap != NULL)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, notes->pdata[*from], gap);
    }
}

static void
tell_scenes (PtTeller *self, const Stretch *stretch)
{
  const PtScene *previous = NULL;
  guint note = 1;

  for (guint i = 0; i < stretch->scenes->len; i++)
    {
      const PtScene *scene = stretch->scenes->pdata[i];

      tell_gap (self, stretch, scene, &note);
      pt_teller_scene (self, scene, previous, self->at != NULL ? self->at->date : NULL);
      self->at = scene;
      previous = scene;
    }
  tell_gap (self, stretch, NULL, &note);
}

/* (transfer full) (nullable): what a stage is called beside its number. */
static char *
title_of (PtTeller *self, const PtStage *stage)
{
  const PtField *phase = pt_record_kind_field (pt_record_kind_find ("challenge"), "phase");

  if (stage->turn != NULL && pt_gate_admits (self->gate, stage->turn))
    {
      g_autofree char *title = pt_gate_line (self->gate, stage->turn, "title");

      if (title != NULL)
        return g_steal_pointer (&title);
    }
  if (stage->season)
    {
      g_autofree char *season = pt_words_season (self->lang, stage->from_on);

      return pt_words_capital (season);
    }
  if (stage->phase != NULL && stage->new_phase)
    return g_strdup (pt_term_label_in (phase->vocabulary, stage->phase, self->lang));
  return NULL;
}

static void
head_stage (PtTeller *self, const PtStage *stage, guint number)
{
  g_autofree char *title = title_of (self, stage);
  g_autofree char *period = pt_words_period (self->lang, stage->from_on, stage->to_on);
  g_autofree char *dateline = pt_words_capital (period);
  g_autofree char *id = g_strdup_printf ("stage-%u", number);
  g_autofree char *place = g_strdup_printf ("stage-%s", pt_record_get_id (stage->notes->pdata[0]));
  g_autofree char *label = g_strdup_printf ("%s %u", pt_teller_say (self, NC_ ("story", "Stage")),
                                            number);
  g_autofree char *full = title != NULL ? g_strconcat (label, " · ", title, NULL) : NULL;

  self->at = NULL;
  pt_teller_heading (self, 3, id, full != NULL ? full : label);
  pt_teller_made (self, PT_STYLE_DATELINE, place, NULL, dateline);
}

static bool
has_something (const Stretch *stretch, GPtrArray *questions, GPtrArray *experiments,
               GPtrArray *learnings)
{
  return stretch->scenes->len + questions->len + experiments->len + learnings->len > 0;
}

/* Decisions with scenes of their own would say it twice only where the note says it; both stay. */
static void
tell_stretch (PtTeller *self, const Stretch *stretch, guint *number)
{
  g_autoptr (GPtrArray)
      questions = records_in (stretch, self->questions, "opened_on", parts (self));
  g_autoptr (GPtrArray) begun = part_planned (self->experiments, false);
  g_autoptr (GPtrArray) ahead = part_planned (self->experiments, true);
  g_autoptr (GPtrArray) tried = records_in (stretch, begun, "start_on", parts (self));
  g_autoptr (GPtrArray) planned = records_in (stretch, ahead, "start_on", parts (self));
  g_autoptr (GPtrArray) ended = records_in (stretch, self->experiments, "end_on", parts (self));
  g_autoptr (GPtrArray) learned = records_in (stretch, self->learnings, "learned_on", parts (self));

  if (!has_something (stretch, questions, tried, learned))
    return;
  if (stretch->stage->notes->len >= MIN_NOTES)
    head_stage (self, stretch->stage, ++*number);
  tell_questions (self, questions);
  tell_experiments (self, tried);
  tell_scenes (self, stretch);
  tell_decisions (self, ended);
  pt_teller_learnings (self, learned, FALSE);
  tell_open (self, stretch, questions);
  list_experiments (self, planned, NC_ ("story", "This is still being prepared:"));
}

static GPtrArray *
scenes_of (PtTeller *self, const Stretch *stretch)
{
  g_autoptr (GPtrArray) within = g_ptr_array_new ();

  for (guint i = 0; i < self->scenes->len; i++)
    {
      PtScene *scene = self->scenes->pdata[i];

      if (begins_in (stretch, scene->date)
          && (scene == self->opening
              || !g_hash_table_contains (self->told, pt_record_get_id (scene->entry))))
        g_ptr_array_add (within, scene);
    }
  return pt_scenes_choose (within, self->scenes_a_stage);
}

void
pt_section_stages (PtTeller *self)
{
  guint number = 0;

  for (guint i = 0; i < self->stages->len; i++)
    {
      PtStage *stage = self->stages->pdata[i];
      PtStage *next = i + 1 < self->stages->len ? self->stages->pdata[i + 1] : NULL;
      Stretch stretch = { .stage = stage, .until = next != NULL ? next->from_on : NULL };
      g_autoptr (GPtrArray) scenes = scenes_of (self, &stretch);

      stretch.scenes = scenes;
      tell_stretch (self, &stretch, &number);
    }
}
