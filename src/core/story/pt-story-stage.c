/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stages. A phase is read from the stamp that each note got when it was saved; a note that was
 * written down late can carry a late stamp, so a phase begins where two notes in a row have it. */
#include "pt-story-stage.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <string.h>

/* A shorter stretch is the beginning of the next stage. */
#define SHORT_DAYS 14

static void
stage_free (gpointer data)
{
  PtStage *self = data;

  g_free (self->from_on);
  g_free (self->to_on);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static GPtrArray *
list_notes (PtGate *gate)
{
  GPtrArray *all = pt_dataset_list (pt_gate_get_data (gate), "entry");
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (pt_gate_is_open (gate, all->pdata[i]))
      g_ptr_array_add (notes, all->pdata[i]);
  g_ptr_array_sort (notes, pt_gate_compare_moments);
  return notes;
}

static bool
is_about (const PtRecord *note, const PtRecord *lead)
{
  const char *challenge = pt_record_get_text (note, "challenge");

  return lead == NULL || challenge == NULL || strcmp (challenge, pt_record_get_id (lead)) == 0;
}

static const char *
phase_of (const PtRecord *note, const PtRecord *lead)
{
  return is_about (note, lead) ? pt_record_get_text (note, "phase_then") : NULL;
}

/* Whether the next note with a stamp has @phase too; the last one needs no witness. */
static bool
phase_holds (GPtrArray *notes, guint from, const PtRecord *lead, const char *phase)
{
  for (guint i = from + 1; i < notes->len; i++)
    {
      const char *next = phase_of (notes->pdata[i], lead);

      if (next != NULL)
        return strcmp (next, phase) == 0;
    }
  return true;
}

static PtStage *
add_stage (GPtrArray *stages, PtRecord *note, const char *phase)
{
  PtStage *stage = g_new0 (PtStage, 1);

  stage->from_on = pt_record_dup_date (note);
  stage->phase = phase;
  stage->notes = g_ptr_array_new ();
  g_ptr_array_add (stages, stage);
  return stage;
}

static PtStage *
last_stage (GPtrArray *stages)
{
  return stages->len > 0 ? stages->pdata[stages->len - 1] : NULL;
}

static void
take_note (PtStage *stage, PtRecord *note)
{
  g_ptr_array_add (stage->notes, note);
  g_free (stage->to_on);
  stage->to_on = pt_record_dup_date (note);
}

/* The next turning point on the same day belongs to the stage that just began. */
static bool
begins_by_turn (const PtStage *stage, PtRecord *note)
{
  g_autofree char *date = pt_record_dup_date (note);

  return pt_record_get_bool (note, "turning_point")
         && (stage == NULL || stage->turn == NULL || strncmp (stage->from_on, date, 10) != 0);
}

static GPtrArray *
split_by_events (GPtrArray *notes, const PtRecord *lead)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func (stage_free);
  const char *phase = NULL;

  for (guint i = 0; i < notes->len; i++)
    {
      PtRecord *note = notes->pdata[i];
      const char *stamp = phase_of (note, lead);
      bool new_phase = stamp != NULL && g_strcmp0 (stamp, phase) != 0
                       && phase_holds (notes, i, lead, stamp);
      bool turn = begins_by_turn (last_stage (stages), note);
      bool first = stages->len == 0;

      if (new_phase)
        phase = stamp;
      if (first || new_phase || turn)
        {
          PtStage *stage = add_stage (stages, note, phase);

          stage->new_phase = new_phase;
          stage->turn = turn ? note : NULL;
        }
      take_note (last_stage (stages), note);
    }
  return stages;
}

static GPtrArray *
split_by_seasons (GPtrArray *notes)
{
  GPtrArray *stages = g_ptr_array_new_with_free_func (stage_free);
  int season = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *date = pt_record_dup_date (notes->pdata[i]);

      if (stages->len == 0 || pt_words_season_index (date) != season)
        {
          PtStage *stage = add_stage (stages, notes->pdata[i], NULL);

          stage->season = true;
          season = pt_words_season_index (date);
        }
      take_note (last_stage (stages), notes->pdata[i]);
    }
  return stages;
}

/* How much would be lost by joining @stage to the one before it. */
static guint
weight (const PtStage *stage)
{
  return (stage->new_phase ? 2000 : 0) + (stage->turn != NULL ? 1000 : 0)
         + MIN (stage->notes->len, 999);
}

static void
join_to_previous (GPtrArray *stages, guint i)
{
  PtStage *stage = stages->pdata[i];
  PtStage *previous = stages->pdata[i - 1];

  for (guint n = 0; n < stage->notes->len; n++)
    take_note (previous, stage->notes->pdata[n]);
  g_ptr_array_remove_index (stages, i);
}

static void
join_least (GPtrArray *stages)
{
  guint least = 1;

  for (guint i = 2; i < stages->len; i++)
    if (weight (stages->pdata[i]) < weight (stages->pdata[least]))
      least = i;
  join_to_previous (stages, least);
}

/* A turning point and the change of phase that comes out of it are one boundary. */
static void
join_to_next (GPtrArray *stages, guint i)
{
  PtStage *stage = stages->pdata[i];
  PtStage *next = stages->pdata[i + 1];

  if (next->new_phase)
    {
      stage->new_phase = true;
      stage->phase = next->phase;
    }
  join_to_previous (stages, i + 1);
}

static void
join_short (GPtrArray *stages)
{
  for (guint i = stages->len > 1 ? stages->len - 1 : 0; i > 0; i--)
    {
      const PtStage *stage = stages->pdata[i - 1];
      const PtStage *next = stages->pdata[i];

      if (pt_date_to_days (next->from_on) - pt_date_to_days (stage->from_on) < SHORT_DAYS)
        join_to_next (stages, i - 1);
    }
}

GPtrArray *
pt_stages_find (PtGate *gate, PtRecord *lead, guint most)
{
  g_autoptr (GPtrArray) notes = list_notes (gate);
  GPtrArray *stages = split_by_events (notes, lead);

  /* Two boundaries make three stages. */
  if (stages->len < 3)
    {
      g_ptr_array_unref (stages);
      stages = split_by_seasons (notes);
    }
  else
    join_short (stages);
  while (stages->len > MAX (most, 1))
    join_least (stages);
  return stages;
}
