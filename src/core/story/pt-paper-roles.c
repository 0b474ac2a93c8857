/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees what: roles against levels of sharing (domain.md sections 2 and 5), what stays on a laptop,
 * and the facts that a privacy officer needs for an assessment (GDPR art. 35) and the record of
 * processing (art. 30). Only counts: it names nobody. */
#include "pt-paper-private.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  NOTHING,
  READS,
  WRITES,
} Right;

/* The columns are core, team, network, public; what is private is seen by its writer alone. */
#define N_LEVELS 4

static const struct
{
  const char *role; /* NC_ ("story", …) */
  Right rights[N_LEVELS];
} roles[] = {
  { NC_ ("story", "Coordinator"), { WRITES, WRITES, WRITES, WRITES } },
  { NC_ ("story", "Team member"), { WRITES, WRITES, WRITES, WRITES } },
  { NC_ ("story", "Monitor"), { WRITES, WRITES, WRITES, WRITES } },
  { NC_ ("story", "Co-researcher"), { NOTHING, WRITES, READS, READS } },
  { NC_ ("story", "Advisor"), { NOTHING, READS, READS, READS } },
  { NC_ ("story", "Reader"), { NOTHING, READS, READS, READS } },
  { NC_ ("story", "Other field labs"), { NOTHING, NOTHING, READS, READS } },
  { NC_ ("story", "Everybody"), { NOTHING, NOTHING, NOTHING, READS } },
};

static const char *
right_words (PtPaperWriter *self, Right right)
{
  static const char *const words[] = {
    [NOTHING] = "–", [READS] = NC_ ("story", "reads"), [WRITES] = NC_ ("story", "reads and writes")
  };

  return right == NOTHING ? words[NOTHING] : pt_paper_say (self, words[right]);
}

static void
add_roles (PtPaperWriter *self)
{
  const PtVocabulary *levels = pt_vocabulary_get ("sharing");
  const char *header[N_LEVELS + 2] = { pt_paper_say (self, NC_ ("story", "Who")) };
  PtBlock *table;

  for (guint i = 0; i < N_LEVELS; i++)
    header[i + 1] = pt_term_label_in (levels, levels->terms[PT_SHARING_CORE + i].key, self->lang);
  table = pt_block_new_table (NULL, header);
  table->row_header = true;
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      const char *cells[N_LEVELS + 1] = { pt_paper_say (self, roles[r].role) };

      for (guint i = 0; i < N_LEVELS; i++)
        cells[i + 1] = right_words (self, roles[r].rights[i]);
      pt_block_add_row (table, cells);
    }
  pt_document_add (self->document, table);
}

static void
add_limits (PtPaperWriter *self)
{
  static const char *const limits[] = {
    NC_ ("story",
         "What is shared with nobody stays on the laptop on which it was written, and in its "
         "backup. It never reaches the team server."),
    NC_ ("story",
         "Real names and ways to reach protected people stay on the laptops of those who have "
         "the key. Everywhere else they have a pseudonym."),
    NC_ ("story",
         "A scan of a signature and the name that a file had on a phone or camera stay on the "
         "laptop too. The place and the time hidden in photos are taken out."),
    NC_ ("story",
         "Only the core team has the logbook on a laptop. Everybody else reads on pages of the "
         "team server, which show what is shared with them and nothing else."),
    NC_ ("story",
         "Quotes, photos and names leave the team only with consent for that use and those "
         "readers; a withdrawal counts at once."),
    NC_ ("story",
         "Only numbers go by themselves: a field lab that shares something with the network also "
         "tells other field labs there since when it is at work and how much it wrote down of each "
         "kind and theme, in groups of five, so that nobody can be found in them."),
  };

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What goes nowhere by itself")));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    pt_paper_line (self, PT_STYLE_PLAIN, NULL, pt_paper_say (self, limits[i]));
}

/* ── Facts for a privacy officer ── */

typedef bool (*Test) (PtRecord *record);

static bool
is_protected (PtRecord *record)
{
  return g_strcmp0 (pt_record_get_strictest (record, "protected"), "true") == 0;
}

static bool
is_minor (PtRecord *record)
{
  return pt_record_get_bool (record, "minor");
}

static bool
is_sensitive (PtRecord *record)
{
  return g_strcmp0 (pt_record_get_strictest (record, "sensitive"), "true") == 0;
}

static bool
shows_somebody (PtRecord *record)
{
  return pt_record_has_key (record, "shows", "recognisable")
         || pt_record_has_key (record, "shows", "children");
}

static bool
is_withdrawn (PtRecord *record)
{
  return pt_paper_is (record, "act", "withdrawn");
}

/* @test NULL = all. */
static void
add_count (PtPaperWriter *self, PtBlock *table, const char *label, const char *kind, Test test)
{
  GPtrArray *records = pt_dataset_list (self->data, kind);
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; records != NULL && i < records->len; i++)
    n += test == NULL || test (records->pdata[i]);
  count = g_strdup_printf ("%u", n);
  pt_paper_fact (table, pt_paper_say (self, label), count);
}

static void
add_field (PtPaperWriter *self, PtBlock *table, const char *field)
{
  const PtField *described = pt_record_kind_field (pt_record_kind_find ("logbook"), field);
  g_autofree char *value = pt_paper_value (self, self->logbook, field);

  pt_paper_fact (table, pt_field_label_in (described, self->lang),
                 value != NULL ? value : pt_paper_say (self, NC_ ("story", "not filled in yet")));
}

static void
add_processing (PtPaperWriter *self)
{
  static const char *const fields[] = { "controller",  "privacy_contact", "legal_basis",
                                        "mission",     "retain_until",    "ethics_reference",
                                        "privacy_text" };
  static const char *const translations[] = { "privacy_text_en", "privacy_text_fr" };
  PtBlock *table;

  if (self->logbook == NULL)
    return;
  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "For the record of processing")));
  table = pt_paper_facts (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (self, table, fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    if (pt_record_get_text (self->logbook, translations[i]) != NULL)
      add_field (self, table, translations[i]);
  pt_paper_add_table (self, table);
}

static void
add_counts (PtPaperWriter *self)
{
  PtBlock *table;

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "For the impact assessment (DPIA)")));
  table = pt_paper_facts (self, NULL);
  add_count (self, table, NC_ ("story", "People and organisations"), "stakeholder", NULL);
  add_count (self, table, NC_ ("story", "of whom protected, under a pseudonym"), "stakeholder",
             is_protected);
  add_count (self, table, NC_ ("story", "of whom minors"), "stakeholder", is_minor);
  add_count (self, table, NC_ ("story", "Notes in the logbook"), "entry", NULL);
  add_count (self, table, NC_ ("story", "of which sensitive, never printed as they are"), "entry",
             is_sensitive);
  add_count (self, table, NC_ ("story", "Photos and recordings with recognisable people"),
             "attachment", shows_somebody);
  add_count (self, table, NC_ ("story", "Acts of consent"), "consent", NULL);
  add_count (self, table, NC_ ("story", "of which withdrawals"), "consent", is_withdrawn);
  add_count (self, table, NC_ ("story", "Stories given to others"), "release", NULL);
  pt_paper_add_table (self, table);
}

static void
add_measures (PtPaperWriter *self)
{
  static const char *const measures[] = {
    NC_ ("story",
         "Between laptops and team server everything is encrypted (TLS); a laptop knows the "
         "team server by its key."),
    NC_ ("story",
         "What is erased is overwritten on laptops, on the team server and when an old backup "
         "is put back; a receipt says which laptops have confirmed it."),
    NC_ ("story", "A laptop that is lost is shut out from any other one."),
    NC_ ("story",
         "Roles are enforced by the team server; what somebody may not do is set aside until "
         "the coordinator decides."),
  };

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "How it is protected")));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    pt_paper_line (self, PT_STYLE_PLAIN, NULL, pt_paper_say (self, measures[i]));
}

void
pt_paper_who_sees_what (PtPaperWriter *self)
{
  add_roles (self);
  add_limits (self);
  add_processing (self);
  add_counts (self);
  add_measures (self);
}
