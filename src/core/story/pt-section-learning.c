/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How learning moments are told, in a stage and under a question (rule 8): the surest first, what is
 * only a hunch last. */
#include "pt-story-teller.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *key, *verb;
} Certainty;

/* The last one is for those of which it was not said. */
static const Certainty certainties[] = {
  { "tested", NC_ ("story", "We tested it:") },
  { "repeated", NC_ ("story", "We saw it more than once:") },
  { NULL, NC_ ("story", "We learned:") },
  { "hunch", NC_ ("story", "We suspect:") },
};

static guint
certainty_of (const PtRecord *learning)
{
  guint unsaid = 0;

  for (guint i = 0; i < G_N_ELEMENTS (certainties); i++)
    if (certainties[i].key == NULL)
      unsaid = i;
    else if (pt_is (learning, "strength", certainties[i].key))
      return i;
  return unsaid;
}

static void
tell_full (PtTeller *self, PtRecord *learning)
{
  if (!self->audience->outside)
    {
      pt_teller_field (self, PT_STYLE_PLAIN, NULL, learning, "so_what");
      pt_teller_field (self, PT_STYLE_PLAIN, NC_ ("story", "What we do with it:"), learning,
                       "now_what");
    }
  pt_teller_dissent (self, learning);
  g_hash_table_add (self->explained, g_strdup (pt_record_get_id (learning)));
}

static void
tell_one (PtTeller *self, PtRecord *learning, const char *headline, bool full)
{
  g_autofree char *lead = pt_teller_sentence (headline);
  g_autofree char *place = g_strdup_printf ("headline:%s", pt_record_get_id (learning));
  const char *field = self->audience->outside ? "so_what" : "what";
  g_autofree char *text = full ? pt_gate_line (self->gate, learning, field) : NULL;

  pt_teller_line (self, place, learning, lead, text != NULL ? text : "");
  g_hash_table_add (self->learned, g_strdup (pt_record_get_id (learning)));
  if (full)
    tell_full (self, learning);
}

static void
tell_group (PtTeller *self, GPtrArray *learnings, guint certainty, bool full)
{
  bool first = true;

  for (guint i = 0; i < learnings->len; i++)
    {
      PtRecord *learning = learnings->pdata[i];
      g_autofree char *headline = NULL;

      if (certainty_of (learning) != certainty)
        continue;
      pt_names_begin (self->names);
      headline = pt_gate_line (self->gate, learning, "headline");
      if (headline == NULL)
        continue;
      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, learning,
                        pt_teller_say (self, certainties[certainty].verb));
      tell_one (self, learning, headline, full);
      first = false;
    }
}

void
pt_teller_learnings (PtTeller *self, GPtrArray *learnings, gboolean full)
{
  for (guint i = 0; i < G_N_ELEMENTS (certainties); i++)
    tell_group (self, learnings, i, full);
}
