/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which status may follow which (domain.md §4). Kinds without steps here may go from any status to
 * any other. What a step asks for is checked in pt-life-guard.c. */
#include "pt-life-private.h"

#include <string.h>

#define COMPLETED (PT_GUARD_RESULT | PT_GUARD_DECISION | PT_GUARD_NEED)
#define ESTABLISHED (PT_GUARD_CONSEQUENCE | PT_GUARD_NO_OBJECTION)
#define SUBSTANTIATED (PT_GUARD_CONTRIBUTION | PT_GUARD_EVIDENCE)
#define CLOSED (PT_GUARD_QUESTIONS_CLOSED | PT_GUARD_ACTIONS_CLOSED | PT_GUARD_LAST_STORY)

const PtTransition pt_transitions[] = {
  { "experiment", "idea", "preparing", 0 },
  { "experiment", "preparing", "running", 0 },
  { "experiment", "running", "paused", 0 },
  { "experiment", "paused", "running", 0 },
  { "experiment", "running", "completed", COMPLETED },
  { "experiment", "paused", "completed", COMPLETED },
  { "experiment", "*", "stopped", PT_GUARD_WHY },

  { "question", "open", "exploring", 0 },
  { "question", "exploring", "answered", PT_GUARD_ANSWER },
  { "question", "*", "passed_on", PT_GUARD_PASSED_TO },
  { "question", "*", "dropped", PT_GUARD_WHY },

  { "learning", "draft", "for_review", PT_GUARD_WHAT },
  { "learning", "for_review", "discussed", PT_GUARD_VOICE },
  { "learning", "discussed", "established", ESTABLISHED },
  { "learning", "established", "applied", PT_GUARD_ACTION_DONE | PT_GUARD_NO_OBJECTION },
  /* An edit after establishing moves it one step back. */
  { "learning", "established", "discussed", PT_GUARD_WHY },
  { "learning", "applied", "established", PT_GUARD_WHY },
  { "learning", "*", "withdrawn", PT_GUARD_WHY },

  { "outcome", "intended", "observed", PT_GUARD_OBSERVED_ON },
  { "outcome", "observed", "substantiated", SUBSTANTIATED },
  { "outcome", "substantiated", "confirmed", PT_GUARD_CONFIRMED },
  { "outcome", "confirmed", "substantiated", PT_GUARD_WHY },
  { "outcome", "intended", "did_not_occur", 0 },
  { "outcome", "observed", "faded", 0 },

  { "mechanism", "assumed", "some_evidence", PT_GUARD_SUPPORT },
  { "mechanism", "some_evidence", "supported", PT_GUARD_MORE_SUPPORT },
  { "mechanism", "disputed", "some_evidence", PT_GUARD_SUPPORT },
  { "mechanism", "*", "disputed", PT_GUARD_CONTRADICTION },
  { "mechanism", "*", "refuted", PT_GUARD_WHY },

  { "narrative", "draft", "checking", 0 },
  { "narrative", "checking", "draft", 0 },
  { "narrative", "checking", "shared", PT_GUARD_RELEASE },

  { "logbook", "preparing", "running", 0 },
  { "logbook", "running", "closing", 0 },
  { "logbook", "closing", "running", 0 },
  { "logbook", "closing", "closed", CLOSED },
  { "logbook", "closed", "running", 0 },
};

const guint pt_n_transitions = G_N_ELEMENTS (pt_transitions);

static const char *
get_status (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  return kind == NULL || kind->status_field == NULL
             ? NULL
             : pt_record_get_text (record, kind->status_field);
}

static bool
has_steps (const char *kind)
{
  for (guint i = 0; i < pt_n_transitions; i++)
    if (strcmp (pt_transitions[i].kind, kind) == 0)
      return true;
  return false;
}

static bool
is_known_status (const PtRecord *record, const char *status)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = pt_record_kind_field (kind, kind->status_field);
  return pt_vocabulary_index (field->vocabulary, status) >= 0;
}

/* A status of a newer version may go anywhere: nobody here knows better. */
static const PtTransition *
find_step (const char *kind, const char *from, const char *to)
{
  for (guint i = 0; i < pt_n_transitions; i++)
    {
      const PtTransition *step = &pt_transitions[i];
      if (strcmp (step->kind, kind) == 0 && strcmp (step->to, to) == 0
          && (strcmp (step->from, "*") == 0 || strcmp (step->from, from) == 0))
        return step;
    }
  return NULL;
}

bool
pt_life_allows (PtRecord *record, const char *to)
{
  const char *kind = pt_record_get_kind_id (record);
  const char *from = get_status (record);

  if (from == NULL || strcmp (from, to) == 0)
    return false;
  if (!has_steps (kind) || !is_known_status (record, from))
    return is_known_status (record, to);
  return find_step (kind, from, to) != NULL;
}

GPtrArray *
pt_life_next (PtRecord *record)
{
  GPtrArray *next = g_ptr_array_new ();
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL || kind->status_field == NULL)
    return next;
  const PtVocabulary *statuses = pt_record_kind_field (kind, kind->status_field)->vocabulary;
  for (guint i = 0; i < statuses->n_terms; i++)
    if (pt_life_allows (record, statuses->terms[i].key))
      g_ptr_array_add (next, (gpointer)statuses->terms[i].key);
  return next;
}

/* The shortest way, one circle of steps after the other: @before[i] says from which status the i-th of
 * the vocabulary was reached. */
static bool
find_way (const char *kind, const PtVocabulary *statuses, const char *from, const char *to,
          const char **before)
{
  g_autoptr (GPtrArray) reached = g_ptr_array_new ();

  g_ptr_array_add (reached, (gpointer)from);
  for (guint at = 0; at < reached->len; at++)
    for (guint i = 0; i < statuses->n_terms; i++)
      {
        const char *next = statuses->terms[i].key;
        if (before[i] != NULL || strcmp (next, from) == 0
            || find_step (kind, reached->pdata[at], next) == NULL)
          continue;
        before[i] = reached->pdata[at];
        if (strcmp (next, to) == 0)
          return true;
        g_ptr_array_add (reached, (gpointer)next);
      }
  return false;
}

GPtrArray *
pt_life_way (PtRecord *record, const char *to)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *from = get_status (record);
  g_autoptr (GPtrArray) way = g_ptr_array_new ();

  if (from == NULL || strcmp (from, to) == 0)
    return NULL;
  if (pt_life_allows (record, to))
    {
      g_ptr_array_add (way, (gpointer)to);
      return g_steal_pointer (&way);
    }
  const PtVocabulary *statuses = pt_record_kind_field (kind, kind->status_field)->vocabulary;
  g_autofree const char **before = g_new0 (const char *, statuses->n_terms);
  if (!find_way (kind->id, statuses, from, to, before))
    return NULL;
  for (const char *at = to; strcmp (at, from) != 0; at = before[pt_vocabulary_index (statuses, at)])
    g_ptr_array_insert (way, 0, (gpointer)at);
  return g_steal_pointer (&way);
}

guint
pt_life_guards (PtRecord *record, const char *to)
{
  g_autoptr (GPtrArray) way = pt_life_way (record, to);
  const char *from = get_status (record);
  guint guards = 0;

  for (guint i = 0; way != NULL && i < way->len; i++)
    {
      const PtTransition *step = find_step (pt_record_get_kind_id (record), from, way->pdata[i]);
      guards |= step == NULL ? 0 : step->guards;
      from = way->pdata[i];
    }
  return guards;
}

/* What the ways into the present status ask for. A step back asks only why, and that of the moment. */
guint
pt_life_standing_guards (PtRecord *record)
{
  const char *status = get_status (record);
  guint guards = 0;

  for (guint i = 0; status != NULL && i < pt_n_transitions; i++)
    {
      const PtTransition *step = &pt_transitions[i];
      if (strcmp (step->kind, pt_record_get_kind_id (record)) == 0
          && strcmp (step->to, status) == 0)
        guards |= step->guards;
    }
  return guards == PT_GUARD_WHY ? guards : guards & ~(guint)PT_GUARD_WHY;
}
