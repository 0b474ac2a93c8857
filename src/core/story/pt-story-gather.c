/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a story is told from: the records that the gate lets through, their stages and scenes, and the
 * passages that people wrote. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include <string.h>

/* Where a section may tell all it has and the pages are too few, it begins with this many. */
#define MOST_OF_ALL 10
/* A section tells at least this much. */
#define LEAST_OF_ALL 1
/* Fewer stages are no journey. */
#define FEWEST_STAGES 2

/* The challenge that most notes are about; the oldest of equals. */
static PtRecord *
find_lead (PtTeller *self)
{
  const char *chosen = self->narrative != NULL
                           ? pt_record_get_text (self->narrative, "lead_challenge")
                           : NULL;
  GPtrArray *entries = pt_dataset_list (self->data, "entry");
  PtRecord *lead = NULL;
  guint most = 0;

  for (guint i = 0; i < self->challenges->len; i++)
    {
      const char *id = pt_record_get_id (self->challenges->pdata[i]);
      guint n = 1;

      if (chosen != NULL && strcmp (chosen, id) == 0)
        return self->challenges->pdata[i];
      for (guint e = 0; e < entries->len; e++)
        n += pt_is (entries->pdata[e], "challenge", id);
      if (n > most)
        lead = self->challenges->pdata[i];
      most = MAX (most, n);
    }
  return lead;
}

static void
add_ids (GHashTable *into, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (into, g_strdup (pt_record_get_id (records->pdata[i])));
}

/* A withdrawn learning moment is a dead end, no lesson. */
static void
drop_withdrawn (GPtrArray *learnings)
{
  for (guint i = learnings->len; i > 0; i--)
    if (pt_is (learnings->pdata[i - 1], "status", "withdrawn"))
      g_ptr_array_remove_index (learnings, i - 1);
}

static void
find_passages (PtTeller *self)
{
  g_autoptr (GPtrArray) passages = NULL;

  if (self->narrative == NULL)
    return;
  passages = pt_dataset_children (self->data, "passage", "narrative",
                                  pt_record_get_id (self->narrative));
  for (guint i = 0; i < passages->len; i++)
    {
      PtRecord *passage = passages->pdata[i];
      const char *section = pt_record_get_text (passage, "section");
      const char *place = pt_record_get_text (passage, "place");
      const char *text = pt_record_get_text (passage, "text");

      if (section != NULL && text != NULL && *text != '\0' && pt_gate_is_open (self->gate, passage)
          && !pt_is (passage, "basis", "proposed"))
        g_hash_table_insert (
            self->passages, g_strconcat (section, "\n", place != NULL ? place : "", NULL), passage);
    }
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
find_span (PtTeller *self)
{
  const PtStage *first = self->stages->len > 0 ? self->stages->pdata[0] : NULL;
  const PtStage *last = first != NULL ? self->stages->pdata[self->stages->len - 1] : NULL;

  if (first == NULL)
    return;
  self->from_on = g_strndup (first->from_on, 10);
  self->to_on = g_strndup (last->to_on, 10);
}

guint
pt_teller_room (PtTeller *self, guint most, guint least)
{
  /* Rounded, so that what can shrink by little does not wait for the last step. */
  const guint less = most > least ? ((most - least) * self->cut + PT_TELLER_CUT_MOST / 2)
                                        / PT_TELLER_CUT_MOST
                                  : 0;

  return most - less;
}

static guint
scenes_for (PtTeller *self)
{
  return pt_teller_room (self, self->audience->scenes, 1);
}

guint
pt_teller_top (PtTeller *self, guint top)
{
  if (self->cut == 0)
    return top;
  return pt_teller_room (self, top > 0 ? top : MOST_OF_ALL, LEAST_OF_ALL);
}

static bool
has_annexes (PtTeller *self)
{
  for (const PtAudienceSection *s = self->audience->sections; s->section != NULL; s++)
    if (strcmp (s->section, "14") == 0)
      return self->narrative == NULL || !pt_record_has_key (self->narrative, "sections_out", "14");
  return false;
}

void
pt_teller_gather (PtTeller *self)
{
  const PtNarrativeOptions *o = &self->options;
  g_autoptr (GHashTable) used = new_set ();

  self->names = pt_names_new (self->data, self->audience, o->name_policy, self->lang, o->today,
                              o->real_name, o->load_data);
  self->gate = pt_gate_new (self->data, self->audience, self->names, o->from_on, o->to_on,
                            o->today);
  self->pace = pt_pace_new (self->lang);
  self->told = new_set ();
  self->shown = new_set ();
  if (has_annexes (self))
    self->twins = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
  self->learned = new_set ();
  self->explained = new_set ();
  self->passages = new_set ();
  self->taken = new_set ();
  self->trail = pt_trail_new (self->data);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->logbook = pt_dataset_logbook (self->data);
  self->challenges = pt_gate_list (self->gate, "challenge");
  self->experiments = pt_gate_list (self->gate, "experiment");
  self->questions = pt_gate_list (self->gate, "question");
  self->learnings = pt_gate_list (self->gate, "learning");
  self->outcomes = pt_gate_list (self->gate, "outcome");
  drop_withdrawn (self->learnings);
  add_ids (used, self->learnings);
  add_ids (used, self->outcomes);
  self->scenes_a_stage = scenes_for (self);
  self->scenes = pt_scenes_collect (self->gate, used);
  self->lead = find_lead (self);
  self->stages = pt_stages_find (self->gate, self->lead,
                                 pt_teller_room (self, self->audience->stages, FEWEST_STAGES));
  find_span (self);
  find_passages (self);
}

void
pt_teller_forget (PtTeller *self)
{
  pt_teller_end_section (self);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->scenes, g_ptr_array_unref);
  g_clear_pointer (&self->challenges, g_ptr_array_unref);
  g_clear_pointer (&self->experiments, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->learnings, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  g_clear_pointer (&self->learned, g_hash_table_unref);
  g_clear_pointer (&self->explained, g_hash_table_unref);
  g_clear_pointer (&self->passages, g_hash_table_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->trail, pt_trail_free);
  g_clear_pointer (&self->gate, pt_gate_free);
  g_clear_pointer (&self->names, pt_names_free);
  g_clear_pointer (&self->pace, pt_pace_free);
  g_free (self->from_on);
  g_free (self->to_on);
}
