/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it worked, and why (9): mechanisms by how well they held, each with its circumstances and with
 * what speaks for and against it. Fewer than three make no theory. */
#include "pt-pictures.h"
#include "pt-story-teller.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_MECHANISMS 3

typedef struct
{
  const char *status, *verb;
} Verdict;

static const Verdict verdicts[] = {
  { "supported", NC_ ("story", "This held, more than once:") },
  { "some_evidence", NC_ ("story", "For this there are signs:") },
  { "assumed", NC_ ("story", "This we assume:") },
  { "disputed", NC_ ("story", "About this the signs disagree:") },
  { "refuted", NC_ ("story", "This we thought, and it turned out otherwise:") },
};

typedef struct
{
  const char *field, *lead;
} Part;

/* The first ones first, where there is little room. */
static const Part parts[] = {
  { "reasoning", NULL },
  { "context", NC_ ("story", "Where it was so:") },
  { "resource_offered", NC_ ("story", "What was brought in:") },
  { "status_why", NC_ ("story", "Why we say so:") },
};

typedef struct
{
  const char *link, *lead;
} Evidence;

static const Evidence evidences[] = {
  { "supports", NC_ ("story", "What speaks for it:") },
  { "contradicts", NC_ ("story", "What speaks against it:") },
};

/* What a record says in a line; notes are scenes and are told elsewhere. */
static const Part sayings[] = { { "learning", "headline" }, { "outcome", "statement" } };

static void
add_sayings (PtTeller *self, GPtrArray *found, GPtrArray *into, GPtrArray *said)
{
  for (guint i = 0; i < found->len; i++)
    for (guint s = 0; s < G_N_ELEMENTS (sayings); s++)
      {
        PtRecord *record = found->pdata[i];
        char *line = strcmp (pt_record_get_kind_id (record), sayings[s].field) == 0
                             && pt_gate_admits (self->gate, record)
                         ? pt_gate_line (self->gate, record, sayings[s].lead)
                         : NULL;

        if (line != NULL)
          {
            g_ptr_array_add (into, pt_teller_sentence (line));
            g_ptr_array_add (said, record);
          }
        g_free (line);
      }
}

static void
tell_evidence (PtTeller *self, PtRecord *mechanism, const Evidence *evidence)
{
  const char *id = pt_record_get_id (mechanism);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) said = g_ptr_array_new (); /* borrowed */
  g_autofree char *place = g_strdup_printf ("%s:%s", evidence->link, id);

  for (guint s = 0; s < G_N_ELEMENTS (sayings); s++)
    {
      g_autoptr (GPtrArray)
          found = pt_gate_linked (self->data, id, evidence->link, sayings[s].field);

      add_sayings (self, found, lines, said);
    }
  if (lines->len == 0)
    return;
  g_ptr_array_add (lines, NULL);
  g_autofree char *text = g_strjoinv (" ", (char **)lines->pdata);

  pt_teller_line_from (self, place, mechanism, said, pt_teller_say (self, evidence->lead), text);
}

static void
tell_mechanism (PtTeller *self, PtRecord *mechanism)
{
  g_autofree char *statement = pt_gate_text (self->gate, mechanism, "statement");
  g_autofree char *place = g_strdup_printf ("statement:%s", pt_record_get_id (mechanism));

  if (statement == NULL)
    return;
  g_autofree char *sentence = pt_teller_sentence (statement);

  pt_teller_people (self, PT_STYLE_QUESTION, place, mechanism, sentence);
  for (guint i = 0; i < pt_teller_room (self, G_N_ELEMENTS (parts), 1); i++)
    pt_teller_field (self, PT_STYLE_PLAIN, parts[i].lead, mechanism, parts[i].field);
  for (guint i = 0; i < pt_teller_room (self, G_N_ELEMENTS (evidences), 1); i++)
    tell_evidence (self, mechanism, &evidences[i]);
  pt_teller_dissent (self, mechanism);
  g_hash_table_add (self->explained, g_strdup (pt_record_get_id (mechanism)));
}

/* What was tried and held, or failed, teaches more than what is only assumed. */
static guint
weight (PtTeller *self, const PtRecord *mechanism)
{
  static const char *const order[] = { "assumed", "some_evidence", "disputed", "refuted",
                                       "supported" };
  const char *id = pt_record_get_id (mechanism);
  guint rank = 0;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (pt_is (mechanism, "status", order[i]))
      rank = i;
  for (guint i = 0; i < G_N_ELEMENTS (evidences); i++)
    {
      g_autoptr (GPtrArray) found = pt_dataset_links_to (self->data, id, evidences[i].link);

      rank += found->len;
    }
  return rank;
}

/* (transfer container) */
static GPtrArray *
choose (PtTeller *self)
{
  GPtrArray *chosen = pt_gate_list (self->gate, "mechanism");

  while (self->top > 0 && chosen->len > self->top)
    {
      guint least = 0;

      for (guint i = 1; i < chosen->len; i++)
        if (weight (self, chosen->pdata[i]) <= weight (self, chosen->pdata[least]))
          least = i;
      g_ptr_array_remove_index (chosen, least);
    }
  return chosen;
}

static void
tell_verdict (PtTeller *self, GPtrArray *mechanisms, const Verdict *verdict)
{
  bool first = true;

  for (guint i = 0; i < mechanisms->len; i++)
    {
      if (!pt_is (mechanisms->pdata[i], "status", verdict->status))
        continue;
      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, mechanisms->pdata[i],
                        pt_teller_say (self, verdict->verb));
      tell_mechanism (self, mechanisms->pdata[i]);
      first = false;
    }
}

void
pt_section_mechanisms (PtTeller *self)
{
  g_autoptr (GPtrArray) mechanisms = choose (self);
  const PtLens lens = pt_teller_lens (self);

  if (mechanisms->len < MIN_MECHANISMS)
    return;
  pt_teller_draw (self, true, pt_figure_theory (&lens),
                  NC_ ("story", "What leads to what, as we see it now."));
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    tell_verdict (self, mechanisms, &verdicts[i]);
}
