/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions, learning moments and answers (6), dead ends (7) and signposts for others (11). */
#include "pt-pictures.h"
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many learning moments an outside reader gets with a question, and without one. */
enum
{
  LEARNINGS_OUTSIDE = 3,
  LOOSE_OUTSIDE = 3,
};

static bool
admits_learning (PtTeller *self, PtRecord *learning)
{
  return g_ptr_array_find (self->learnings, learning, NULL);
}

/* (transfer container): printed learning moments that help to answer @question. */
static GPtrArray *
learnings_for (PtTeller *self, PtRecord *question)
{
  GPtrArray *found = pt_gate_linked (self->data, pt_record_get_id (question), "answers",
                                     "learning");

  for (guint i = found->len; i > 0; i--)
    if (!admits_learning (self, found->pdata[i - 1]))
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

/* What a reader gets out of a question: its answer, what was learned, whether it went deeper. */
static int
worth (PtTeller *self, PtRecord *question)
{
  g_autoptr (GPtrArray) learnings = learnings_for (self, question);

  return 3 * (pt_record_get_text (question, "answer") != NULL) + 2 * (int)MIN (learnings->len, 3)
         + (pt_is (question, "order", "second") ? 2 : 0)
         - (pt_is (question, "status", "dropped") ? 3 : 0);
}

/* Reformulated: a younger version of it is told instead. */
static bool
has_successor (PtTeller *self, PtRecord *question)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (pt_is (self->questions->pdata[i], "parent", pt_record_get_id (question)))
      return true;
  return false;
}

/* (transfer container): the questions to tell, in the order in which they were asked. */
static GPtrArray *
choose_questions (PtTeller *self)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  GPtrArray *chosen = g_ptr_array_new ();
  GPtrArray *ordered = g_ptr_array_new ();

  for (guint i = 0; i < self->questions->len; i++)
    if (!has_successor (self, self->questions->pdata[i]))
      g_ptr_array_add (left, self->questions->pdata[i]);
  while (left->len > 0 && (self->top == 0 || chosen->len < self->top))
    {
      guint best = 0;

      for (guint i = 1; i < left->len; i++)
        if (worth (self, left->pdata[i]) > worth (self, left->pdata[best]))
          best = i;
      g_ptr_array_add (chosen, g_ptr_array_remove_index (left, best));
    }
  for (guint i = 0; i < self->questions->len; i++)
    if (g_ptr_array_find (chosen, self->questions->pdata[i], NULL))
      g_ptr_array_add (ordered, self->questions->pdata[i]);
  g_ptr_array_unref (chosen);
  return ordered;
}

/* What an outside reader should not miss: dissent, what stands, what was tested. */
static int
weight (PtTeller *self, PtRecord *learning)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data, "comment", "target", pt_record_get_id (learning));
  int dissent = 0;

  for (guint i = 0; i < comments->len; i++)
    if (pt_is (comments->pdata[i], "kind", "other_view")
        || pt_is (comments->pdata[i], "kind", "objection"))
      dissent = 2;
  return dissent + pt_is (learning, "status", "established")
         + 2 * pt_is (learning, "status", "applied") + 2 * pt_is (learning, "strength", "tested")
         + pt_is (learning, "strength", "repeated");
}

/* Each is told once, with the first question that it answers. */
static void
keep_best (PtTeller *self, GPtrArray *learnings)
{
  for (guint i = learnings->len; i > 0; i--)
    if (g_hash_table_contains (self->explained, pt_record_get_id (learnings->pdata[i - 1])))
      g_ptr_array_remove_index (learnings, i - 1);
  while (self->audience->outside && learnings->len > pt_teller_room (self, LEARNINGS_OUTSIDE, 1))
    {
      guint least = 0;

      for (guint i = 1; i < learnings->len; i++)
        if (weight (self, learnings->pdata[i]) <= weight (self, learnings->pdata[least]))
          least = i;
      g_ptr_array_remove_index (learnings, least);
    }
}

typedef struct
{
  const char *status, *sentence;
} Standing;

static const Standing standings[] = {
  { "open", NC_ ("story", "This question is still open.") },
  { "exploring", NC_ ("story", "We are still looking into this question.") },
  { "passed_on", NC_ ("story", "We passed this question on.") },
  { "dropped", NC_ ("story", "We let this question go.") },
};

static const char *
answer_lead (const PtRecord *question)
{
  if (pt_is (question, "answer_confidence", "firm"))
    return NC_ ("story", "Our answer:");
  if (pt_is (question, "answer_confidence", "shared"))
    return NC_ ("story", "The answer that we share:");
  return NC_ ("story", "Our answer for now:");
}

static bool
tell_whom (PtTeller *self, PtRecord *question)
{
  return pt_is (question, "status", "passed_on")
         && pt_teller_field (self, PT_STYLE_PLAIN, NC_ ("story", "We passed this question on to:"),
                             question, "passed_to");
}

static void
tell_answer (PtTeller *self, PtRecord *question)
{
  if (pt_is (question, "status", "answered")
      && pt_teller_field (self, PT_STYLE_PLAIN, answer_lead (question), question, "answer"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    if (pt_is (question, "status", standings[i].status))
      {
        g_autofree char *place = g_strdup_printf ("standing:%s", pt_record_get_id (question));

        if (!tell_whom (self, question))
          pt_teller_made (self, PT_STYLE_LEAD, place, question,
                          pt_teller_say (self, standings[i].sentence));
        pt_teller_field (self, PT_STYLE_PLAIN, NULL, question, "status_why");
        pt_teller_field (self, PT_STYLE_PLAIN, NC_ ("story", "What we can say so far:"), question,
                         "answer");
      }
}

static void
tell_ancestor (PtTeller *self, PtRecord *question)
{
  const char *parent = pt_record_get_text (question, "parent");
  PtRecord *before = parent != NULL ? pt_dataset_get (self->data, parent) : NULL;

  if (before == NULL || !pt_gate_admits (self->gate, before))
    return;
  if (pt_teller_field (self, PT_STYLE_QUESTION, NC_ ("story", "At first we asked:"), before,
                       "text"))
    pt_teller_made (
        self, PT_STYLE_LEAD, NULL, before,
        pt_teller_say (self, NC_ ("story", "Along the way it became another question.")));
}

static void
tell_question (PtTeller *self, PtRecord *question)
{
  g_autofree char *text = pt_gate_line (self->gate, question, "text");
  g_autofree char *letter = pt_letter_from_no (pt_record_get_no (question));
  g_autofree char *id = g_strdup_printf ("question-%s", letter);
  g_autoptr (GPtrArray) learnings = learnings_for (self, question);

  if (text == NULL)
    return;
  pt_teller_heading (self, 3, *letter != '?' ? id : NULL, text);
  tell_ancestor (self, question);
  tell_answer (self, question);
  keep_best (self, learnings);
  pt_teller_learnings (self, learnings, TRUE);
  pt_teller_dissent (self, question);
}

static bool
is_loose (PtTeller *self, PtRecord *learning)
{
  g_autoptr (GPtrArray)
      questions = pt_gate_linked (self->data, pt_record_get_id (learning), "answers", "question");

  return questions->len == 0
         && !g_hash_table_contains (self->explained, pt_record_get_id (learning));
}

/* Learning moments that no question asked for. */
static void
tell_loose (PtTeller *self)
{
  g_autoptr (GPtrArray) loose = g_ptr_array_new ();

  for (guint i = self->learnings->len; i > 0; i--)
    if (is_loose (self, self->learnings->pdata[i - 1])
        && (!self->audience->outside || loose->len < pt_teller_room (self, LOOSE_OUTSIDE, 1)))
      g_ptr_array_insert (loose, 0, self->learnings->pdata[i - 1]);
  pt_teller_heading (self, 3, "also-learned",
                     pt_teller_say (self, NC_ ("story", "What we learned without asking")));
  pt_teller_learnings (self, loose, TRUE);
}

void
pt_section_questions (PtTeller *self)
{
  g_autoptr (GPtrArray) questions = choose_questions (self);
  const PtLens lens = pt_teller_lens (self);

  pt_teller_draw (self, false, pt_figure_agenda (&lens),
                  NC_ ("story", "The questions by letter, from when to when."));
  for (guint i = 0; i < questions->len; i++)
    tell_question (self, questions->pdata[i]);
  tell_loose (self);
}

static void
tell_dead_end (PtTeller *self, PtRecord *record, const char *name, const char *why)
{
  g_autofree char *text = pt_gate_line (self->gate, record, name);
  g_autofree char *reason = pt_gate_line (self->gate, record, why);
  g_autofree char *other = pt_gate_line (self->gate, record, "status_why");
  g_autofree char *place = g_strdup_printf ("dead-end:%s", pt_record_get_id (record));
  const char *because = reason != NULL ? reason : other;

  if (text == NULL)
    return;
  g_autofree char *lead = pt_teller_sentence (text);

  pt_teller_line (
      self, place, record, lead,
      because != NULL ? because : pt_teller_say (self, NC_ ("story", "Why is not written down.")));
}

typedef struct
{
  const char *kind, *status, *name, *why;
} DeadEnd;

static const DeadEnd dead_ends[] = {
  { "experiment", "stopped", "title", "decision_why" },
  { "question", "dropped", "text", "status_why" },
  { "learning", "withdrawn", "headline", "status_why" },
  { "mechanism", "refuted", "statement", "status_why" },
};

void
pt_section_dead_ends (PtTeller *self)
{
  for (guint d = 0; d < G_N_ELEMENTS (dead_ends); d++)
    {
      g_autoptr (GPtrArray) records = pt_gate_list (self->gate, dead_ends[d].kind);

      for (guint i = 0; i < records->len; i++)
        if (pt_is (records->pdata[i], "status", dead_ends[d].status)
            && !g_hash_table_contains (self->explained, pt_record_get_id (records->pdata[i])))
          tell_dead_end (self, records->pdata[i], dead_ends[d].name, dead_ends[d].why);
    }
}

static bool
travels (const PtRecord *learning)
{
  return pt_is (learning, "reach", "similar_settings") || pt_is (learning, "reach", "general")
         || pt_record_get_text (learning, "useful_for") != NULL;
}

static bool
stands (const PtRecord *learning)
{
  return pt_is (learning, "status", "established") || pt_is (learning, "status", "applied");
}

static int
reach_of (const PtRecord *learning)
{
  return 2 * pt_is (learning, "status", "applied") + 2 * pt_is (learning, "reach", "general")
         + 2 * (pt_record_get_text (learning, "useful_for") != NULL)
         + 2 * pt_is (learning, "strength", "tested") + pt_is (learning, "strength", "repeated");
}

/* (transfer container): the strongest, at most as many as these readers get, by date. */
static GPtrArray *
choose_signposts (PtTeller *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->learnings->len; i++)
    if (travels (self->learnings->pdata[i]) && stands (self->learnings->pdata[i]))
      g_ptr_array_add (chosen, self->learnings->pdata[i]);
  while (self->top > 0 && chosen->len > self->top)
    {
      guint least = 0;

      for (guint i = 1; i < chosen->len; i++)
        if (reach_of (chosen->pdata[i]) < reach_of (chosen->pdata[least]))
          least = i;
      g_ptr_array_remove_index (chosen, least);
    }
  return chosen;
}

/* A signpost is advice; the lesson behind it was told before. */
static void
tell_signpost (PtTeller *self, PtRecord *learning)
{
  g_autofree char *advice = pt_gate_line (self->gate, learning, "now_what");
  g_autofree char *headline = pt_gate_line (self->gate, learning, "headline");
  g_autofree char *whom = pt_gate_line (self->gate, learning, "useful_for");
  g_autofree char *place = g_strdup_printf ("signpost:%s", pt_record_get_id (learning));
  const char *text = advice != NULL ? advice : headline;

  if (text == NULL)
    return;
  pt_teller_made (self, PT_STYLE_SIGNPOST, place, learning, text);
  if (whom == NULL)
    return;
  g_autofree char *sentence = pt_teller_sentence (whom);

  pt_teller_line (self, NULL, learning, pt_teller_say (self, NC_ ("story", "Useful for:")),
                  sentence);
}

void
pt_section_signposts (PtTeller *self)
{
  g_autoptr (GPtrArray) signposts = choose_signposts (self);
  const PtLens lens = pt_teller_lens (self);

  for (guint i = 0; i < signposts->len; i++)
    tell_signpost (self, signposts->pdata[i]);
  pt_teller_draw (self, false, pt_figure_embedding (&lens),
                  NC_ ("story", "How far each experiment is settled: a full gauge is in place, "
                                "half of one is barred."));
}
