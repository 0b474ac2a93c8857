/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guards: for each what it looks at and the sentence for what is missing. They look at the
 * record and its neighbours as they are here; nothing is ever undone because of them. */
#include "pt-life-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef bool (*GuardCheck) (PtDataset *around, PtRecord *record);

static bool
has_text (PtRecord *record, const char *field)
{
  return pt_record_get_value (record, field) != NULL;
}

static bool
has_status (PtRecord *record, const char *status)
{
  return g_strcmp0 (pt_record_get_text (record, "status"), status) == 0;
}

static bool
has_why (PtDataset *around, PtRecord *record)
{
  return has_text (record, "status_why");
}

static bool
has_result (PtDataset *around, PtRecord *record)
{
  return has_text (record, "result");
}

static bool
has_decision (PtDataset *around, PtRecord *record)
{
  return has_text (record, "decision") && has_text (record, "decision_why");
}

static bool
has_need (PtDataset *around, PtRecord *record)
{
  if (g_strcmp0 (pt_record_get_text (record, "decision"), "scale_up") != 0)
    return true;
  g_autoptr (GPtrArray)
      resources = pt_dataset_children (around, "resource", "experiment", pt_record_get_id (record));
  for (guint i = 0; i < resources->len; i++)
    if (g_strcmp0 (pt_record_get_text (resources->pdata[i], "direction"), "need") == 0)
      return true;
  return false;
}

static bool
has_answer (PtDataset *around, PtRecord *record)
{
  return has_text (record, "answer");
}

static bool
has_passed_to (PtDataset *around, PtRecord *record)
{
  return has_text (record, "passed_to");
}

static bool
has_what (PtDataset *around, PtRecord *record)
{
  return has_text (record, "headline") && has_text (record, "what");
}

/* Comments are corrected by new ones: what was replaced is no longer said. */
static GPtrArray *
find_comments (PtDataset *around, PtRecord *record)
{
  GPtrArray *comments = pt_dataset_children (around, "comment", "target",
                                             pt_record_get_id (record));

  for (guint i = comments->len; i > 0; i--)
    {
      const char *id = pt_record_get_id (comments->pdata[i - 1]);
      g_autoptr (GPtrArray) later = pt_dataset_children (around, "comment", "replaces", id);
      if (later->len > 0)
        g_ptr_array_remove_index (comments, i - 1);
    }
  return comments;
}

/* Another member, somebody on whose behalf it was said, or a role. */
static bool
is_other_voice (PtRecord *comment, PtRecord *record)
{
  return has_text (comment, "on_behalf_of") || has_text (comment, "voice")
         || g_strcmp0 (pt_record_get_created_by (comment), pt_record_get_created_by (record)) != 0;
}

static bool
has_voice (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) comments = find_comments (around, record);

  for (guint i = 0; i < comments->len; i++)
    if (is_other_voice (comments->pdata[i], record))
      return true;
  return false;
}

static bool
has_consequence (PtDataset *around, PtRecord *record)
{
  return has_text (record, "so_what") && has_text (record, "now_what");
}

static bool
has_no_objection (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) comments = find_comments (around, record);

  for (guint i = 0; i < comments->len; i++)
    if (g_strcmp0 (pt_record_get_text (comments->pdata[i], "kind"), "objection") == 0
        && !has_text (comments->pdata[i], "resolved_at"))
      return false;
  return true;
}

static bool
has_action_done (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      actions = pt_dataset_children (around, "action", "about", pt_record_get_id (record));

  for (guint i = 0; i < actions->len; i++)
    if (has_status (actions->pdata[i], "done"))
      return true;
  return false;
}

static bool
has_observed_on (PtDataset *around, PtRecord *record)
{
  return has_text (record, "observed_on");
}

static bool
has_contribution (PtDataset *around, PtRecord *record)
{
  return has_text (record, "direction") && has_text (record, "contribution");
}

static guint
count_links (PtDataset *around, PtRecord *record, const char *kind)
{
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, pt_record_get_id (record), kind);
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, pt_record_get_id (record), kind);
  return to->len + from->len;
}

/* A source is tied from either end: "the effect has this note as its source" and the reverse. */
static bool
has_evidence (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      supports = pt_dataset_links_to (around, pt_record_get_id (record), "supports");
  g_autoptr (GPtrArray) measurements = pt_dataset_children (around, "measurement", "outcome",
                                                            pt_record_get_id (record));
  return supports->len > 0 || measurements->len > 0 || count_links (around, record, "source") > 0;
}

static bool
is_confirmer (PtRecord *record)
{
  return record != NULL && strcmp (pt_record_get_kind_id (record), "stakeholder") == 0
         && g_strcmp0 (pt_record_get_text (record, "kind"), "persona") != 0;
}

static bool
is_confirmed (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_to (around, pt_record_get_id (record), "confirms");

  for (guint i = 0; i < links->len; i++)
    if (is_confirmer (pt_dataset_get (around, pt_record_get_text (links->pdata[i], "from"))))
      return true;
  return false;
}

/* Two notes of one experiment are one support: what they come from counts. */
static const char *
get_origin (PtDataset *around, const char *id)
{
  PtRecord *record = pt_dataset_get (around, id);
  const PtRecordKind *kind = record == NULL ? NULL : pt_record_get_kind (record);
  const char *experiment = pt_record_kind_field (kind, "experiment") == NULL
                               ? NULL
                               : pt_record_get_text (record, "experiment");
  return experiment != NULL ? experiment : id;
}

static guint
count_supports (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_to (around, pt_record_get_id (record), "supports");
  g_autoptr (GHashTable) origins = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < links->len; i++)
    g_hash_table_add (origins,
                      (gpointer)get_origin (around, pt_record_get_text (links->pdata[i], "from")));
  return g_hash_table_size (origins);
}

static bool
has_support (PtDataset *around, PtRecord *record)
{
  return count_supports (around, record) >= 1;
}

static bool
has_more_support (PtDataset *around, PtRecord *record)
{
  return count_supports (around, record) >= 2;
}

static bool
has_contradiction (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      links = pt_dataset_links_to (around, pt_record_get_id (record), "contradicts");
  return links->len > 0;
}

static bool
has_release (PtDataset *around, PtRecord *record)
{
  g_autoptr (GPtrArray)
      releases = pt_dataset_children (around, "release", "narrative", pt_record_get_id (record));
  return releases->len > 0;
}

static bool
any_has_status (PtDataset *around, const char *kind, const char *status)
{
  GPtrArray *records = pt_dataset_list (around, kind);

  for (guint i = 0; i < records->len; i++)
    if (has_status (records->pdata[i], status))
      return true;
  return false;
}

static bool
has_no_open_questions (PtDataset *around, PtRecord *record)
{
  return !any_has_status (around, "question", "open")
         && !any_has_status (around, "question", "exploring");
}

static bool
has_no_open_actions (PtDataset *around, PtRecord *record)
{
  return !any_has_status (around, "action", "open");
}

static bool
has_last_story (PtDataset *around, PtRecord *record)
{
  return any_has_status (around, "narrative", "shared");
}

static const struct
{
  PtGuard guard;
  GuardCheck holds;
  const char *field;
  const char *sentence;
  bool blocks;
} guards[] = {
  { PT_GUARD_WHY, has_why, "status_why", N_ ("Say why.") },
  { PT_GUARD_RESULT, has_result, "result", N_ ("Write down the result, also when it is nothing.") },
  { PT_GUARD_DECISION, has_decision, "decision", N_ ("Say what you decided, and why.") },
  { PT_GUARD_NEED, has_need, NULL,
    N_ ("Scaling up takes something: say what you are looking for.") },
  { PT_GUARD_ANSWER, has_answer, "answer", N_ ("Write down the answer.") },
  { PT_GUARD_PASSED_TO, has_passed_to, "passed_to", N_ ("Say to whom you pass it on.") },
  { PT_GUARD_WHAT, has_what, "what", N_ ("Write the headline and what happened.") },
  { PT_GUARD_VOICE, has_voice, NULL,
    N_ ("Ask somebody else how they see it and note it as a comment.") },
  { PT_GUARD_CONSEQUENCE, has_consequence, "so_what",
    N_ ("Write what it means and what you do with it.") },
  { PT_GUARD_NO_OBJECTION, has_no_objection, NULL,
    N_ ("There is an objection that nobody has resolved yet."), true },
  { PT_GUARD_ACTION_DONE, has_action_done, NULL, N_ ("Tie it to an action that is done.") },
  { PT_GUARD_OBSERVED_ON, has_observed_on, "observed_on", N_ ("Say since when it is there.") },
  { PT_GUARD_CONTRIBUTION, has_contribution, "contribution",
    N_ ("Say which way it goes and what the lab contributed.") },
  { PT_GUARD_EVIDENCE, has_evidence, NULL,
    N_ ("Tie it to a note or a measurement that shows it.") },
  { PT_GUARD_CONFIRMED, is_confirmed, NULL, N_ ("Let somebody outside the team confirm it.") },
  { PT_GUARD_SUPPORT, has_support, NULL, N_ ("Tie it to something that supports it.") },
  { PT_GUARD_MORE_SUPPORT, has_more_support, NULL,
    N_ ("Tie it to two things that support it and do not come from the same experiment.") },
  { PT_GUARD_CONTRADICTION, has_contradiction, NULL,
    N_ ("Tie it to something that contradicts it.") },
  { PT_GUARD_RELEASE, has_release, NULL, N_ ("Make a release: a file that you give to somebody.") },
  { PT_GUARD_QUESTIONS_CLOSED, has_no_open_questions, NULL,
    N_ ("Some questions are still open: answer, pass on or drop them.") },
  { PT_GUARD_ACTIONS_CLOSED, has_no_open_actions, NULL,
    N_ ("Some actions are still open: finish or release them.") },
  { PT_GUARD_LAST_STORY, has_last_story, NULL,
    N_ ("There is no last story that has been shared.") },
};

void
pt_missing_free (PtMissing *self)
{
  g_free (self);
}

char *
pt_missing_join (const GPtrArray *missing)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (sentences, "%s%s", i == 0 ? "" : " ",
                            ((const PtMissing *)missing->pdata[i])->sentence);
  return g_string_free (g_steal_pointer (&sentences), FALSE);
}

const PtMissing *
pt_missing_find_block (const GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    if (((const PtMissing *)missing->pdata[i])->blocks)
      return missing->pdata[i];
  return NULL;
}

const char *
pt_missing_find_field (const GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    if (((const PtMissing *)missing->pdata[i])->field != NULL)
      return ((const PtMissing *)missing->pdata[i])->field;
  return NULL;
}

static GPtrArray *
check_guards (PtDataset *around, PtRecord *record, guint wanted)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_missing_free);

  for (guint i = 0; i < G_N_ELEMENTS (guards); i++)
    {
      if (!(wanted & guards[i].guard) || guards[i].holds (around, record))
        continue;
      PtMissing *one = g_new (PtMissing, 1);
      *one = (PtMissing){ guards[i].field, _ (guards[i].sentence), guards[i].blocks };
      g_ptr_array_add (missing, one);
    }
  return missing;
}

GPtrArray *
pt_life_missing (PtDataset *around, PtRecord *record, const char *to)
{
  return check_guards (around, record, pt_life_guards (record, to));
}

/* An objection that comes later stands first on the next agenda, with words of its own. */
static void
name_late_objections (GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    {
      PtMissing *one = missing->pdata[i];
      if (one->blocks)
        one->sentence = _ ("Somebody objected after it was established.");
    }
}

GPtrArray *
pt_life_attention (PtDataset *around, PtRecord *record)
{
  GPtrArray *missing = check_guards (around, record, pt_life_standing_guards (record));

  name_late_objections (missing);
  return missing;
}
