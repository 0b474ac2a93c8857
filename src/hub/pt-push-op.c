/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of one op of a batch: known already, forked, erased meanwhile, held for the coordinator, or
 * applied by pt_state_apply(), the same rule as on the laptop. */
#include "pt-push-private.h"

#include "pt-bounds.h"
#include "pt-erase.h"
#include "pt-hub-files.h"
#include "pt-json.h"
#include "pt-roles.h"

#include <string.h>

static gboolean
is_allowed (const PtPushBatch *self, const PtOp *op, const PtHubRecord *record)
{
  const PtRoleCase about = {
    .kind = record != NULL ? record->kind : op->kind,
    .state = record != NULL ? record->state : NULL,
    .is_own = record == NULL || strcmp (record->member, self->caller->member) == 0,
  };

  return pt_role_allows (self->caller->role, &about, op);
}

static gboolean
fits (const PtHubRecord *record, const PtOp *op)
{
  g_autoptr (PtState) none = record == NULL ? pt_state_new () : NULL;

  return pt_bounds_allow_op (record != NULL ? record->state : none, op);
}

/* Nothing of @op would change anything: each of its values is there, or was knowingly replaced. */
static gboolean
changes_nothing (const PtState *state, const PtOp *op)
{
  g_autoptr (PtState) trial = pt_state_copy (state);
  PtVerdict verdict = pt_state_apply (trial, op);

  return verdict == PT_VERDICT_DUPLICATE || verdict == PT_VERDICT_SUPERSEDED;
}

static gboolean
is_same_save (const PtOp *op, const PtSetting *setting, const PtVersion *version)
{
  return version->stamp->at == op->at && g_strcmp0 (version->stamp->member, op->member) == 0
         && pt_value_equal (version->value, setting->value);
}

/* @op, if it had come under one of the numbers of @stamp. */
static gboolean
was_one_of (const PtStamp *stamp, const PtOp *op, const PtState *state)
{
  PtOp then = *op; /* only read */

  for (guint i = 0; i < stamp->n_dots; i++)
    {
      then.dot = stamp->dots[i];
      if (changes_nothing (state, &then))
        return TRUE;
    }
  return FALSE;
}

/* A laptop that met a hub that was put back gives new numbers to what was never answered (pt-renumber.c):
 * the moment at which its member saved it tells the same save under another one. Some of it may be
 * replaced by now; a word that never came is another save. */
static gboolean
is_there_renumbered (const PtOp *op, const PtState *state)
{
  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (op->set, i);

      for (guint j = 0; j < pt_state_n_versions (state, setting->name); j++)
        {
          const PtVersion *version = pt_state_nth_version (state, setting->name, j);

          if (is_same_save (op, setting, version) && was_one_of (version->stamp, op, state))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
pt_push_is_back (const PtOp *op, const PtHubRecord *record)
{
  return record != NULL
         && (changes_nothing (record->state, op) || is_there_renumbered (op, record->state));
}

/* What waits holds back what has seen it: also under a number of a later life, which a laptop gives to
 * what was never answered by a hub that was put back. */
static gboolean
find_held (PtPushBatch *self, const PtOp *op, char **reason, GError **error)
{
  const guint n = pt_vector_length (op->seen);

  for (guint i = 0; i <= n && *reason == NULL; i++)
    {
      PtDot last = { op->dot.incarnation, G_MAXINT64 };
      const PtLife *life;

      if (i < n)
        pt_vector_nth (op->seen, i, &last);
      life = pt_push_get_life (self, &last.incarnation, error);
      if (life == NULL
          || (life->holds
              && !self->journal->ops->find_held (self->journal, self->caller->logbook, op->record,
                                                 &last, reason, error)))
        return FALSE;
    }
  return TRUE;
}

/* The reason for which an op must wait for the coordinator; NULL = none. */
static gboolean
find_reason (PtPushBatch *self, const PtOp *op, const PtHubRecord *record, char **reason,
             GError **error)
{
  const char *own = NULL;

  if (!self->repair && !self->caller->active)
    own = "revoked";
  else if (!self->repair && !is_allowed (self, op, record))
    own = "role";
  else if (!fits (record, op))
    own = "too_many";
  else if (self->repair)
    return TRUE;
  if (own == NULL)
    return find_held (self, op, reason, error);
  *reason = g_strdup (own);
  return TRUE;
}

/* What is there again after a restore was let in before it, and waits for nobody, however long ago that was. */
static gboolean
find_present_reason (PtPushBatch *self, const PtOp *op, const PtHubRecord *record, char **reason,
                     GError **error)
{
  if (!find_reason (self, op, record, reason, error))
    return FALSE;
  if (*reason != NULL && pt_push_is_back (op, record))
    g_clear_pointer (reason, g_free);
  return TRUE;
}

gboolean
pt_push_note_file (PtHub *hub, PtJournal *journal, const char *logbook, const PtValue *value,
                   PtHubRecord *record, GError **error)
{
  gboolean stored;
  PtHash hash;

  if (strcmp (record->kind, "attachment") != 0 || value == NULL || value->type != PT_VALUE_TEXT
      || !pt_hash_parse (value->text, &hash))
    return TRUE;
  if (!journal->ops->name_file (journal, logbook, &hash, record->id, error)
      || !journal->ops->is_file_stored (journal, logbook, &hash, &stored, error))
    return FALSE;
  record->stored = (stored ? PT_STORED_FILE : 0)
                   | (pt_hub_files_has_thumb (hub, logbook, value->text) ? PT_STORED_THUMB : 0);
  return TRUE;
}

gboolean
pt_push_apply (PtPushBatch *self, const PtOp *op, PtHubRecord *record, PtOutcome *outcome,
               GError **error)
{
  outcome->verdict = pt_state_apply (record->state, op);
  if (outcome->verdict == PT_VERDICT_APPLIED || outcome->verdict == PT_VERDICT_CONFLICT)
    {
      pt_head_advance (self->head, op->id);
      record->seq = self->head->seq;
      if (!self->journal->ops->add_link (self->journal, self->caller->logbook, self->head->seq,
                                         &self->head->chain, error))
        return FALSE;
    }
  outcome->seq = record->seq;
  return pt_push_note_file (self->hub, self->journal, self->caller->logbook,
                            pt_op_get (op, "sha256"), record, error);
}

static gboolean
hold (PtPushBatch *self, const PtOp *op, PtOutcome *outcome, GError **error)
{
  PtLife *life = pt_push_get_life (self, &op->dot.incarnation, error);

  if (life == NULL)
    return FALSE;
  life->holds = TRUE;
  outcome->verdict = PT_VERDICT_QUARANTINED;
  return self->journal->ops->hold_op (self->journal, self->caller->logbook, op, outcome->reason,
                                      self->now, error);
}

/* Ids and keys: nothing in them needs an escape. */
static void
append_member (GString *out, const char *before, const char *name, const char *value)
{
  g_string_append (out, before);
  g_string_append_c (out, '"');
  g_string_append (out, name);
  g_string_append (out, "\":\"");
  g_string_append (out, value);
  g_string_append_c (out, '"');
}

void
pt_push_tell (PtPushBatch *self, const char *op, const PtOutcome *outcome, gboolean again,
              const PtDot *sent)
{
  GString *out = self->results;
  const char *id = pt_verdict_id (outcome->verdict);

  append_member (out, out->len > 0 ? ",{" : "{", "op", op);
  append_member (out, ",", "outcome", again ? pt_verdict_id (PT_VERDICT_DUPLICATE) : id);
  if (again)
    append_member (out, ",", "first", id);
  if (outcome->seq > 0)
    {
      g_string_append (out, ",\"seq\":");
      pt_json_append_int (out, outcome->seq);
    }
  if (outcome->reason != NULL)
    append_member (out, ",", "reason", outcome->reason);
  if (again && sent != NULL && !pt_dot_equal (sent, &outcome->dot))
    {
      char dot[PT_DOT_SIZE];

      pt_dot_print (&outcome->dot, dot);
      append_member (out, ",", "dot", dot);
    }
  g_string_append_c (out, '}');
}

/* What came too late: words that were erased meanwhile, all or some of them. */
static gboolean
drop (PtPushBatch *self, const PtOp *op, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  PtHubRecord *record;

  if (!pt_push_find_record (self, op, &record, error))
    return FALSE;
  outcome->verdict = PT_VERDICT_ERASED;
  outcome->seq = record != NULL ? record->seq : 0;
  if (!pt_push_add_op (self, op, "", outcome, error))
    return FALSE;
  pt_push_tell (self, op->id, outcome, FALSE, NULL);
  return TRUE;
}

static gboolean
take_rest (PtPushBatch *self, const PtOp *op, const char *body, gboolean lost, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  PtHubRecord *record;
  gboolean taken;

  if (!pt_push_find_record (self, op, &record, error)
      || !find_present_reason (self, op, record, &outcome->reason, error))
    return FALSE;
  if (record == NULL && outcome->reason == NULL)
    {
      record = pt_push_add_record (self, op, error);
      if (record == NULL)
        return FALSE;
    }
  taken = outcome->reason != NULL ? hold (self, op, outcome, error)
                                  : pt_push_apply (self, op, record, outcome, error);
  if (lost && outcome->reason == NULL)
    outcome->verdict = PT_VERDICT_ERASED;
  if (!taken || !pt_push_add_op (self, op, body, outcome, error))
    return FALSE;
  pt_push_tell (self, op->id, outcome, FALSE, NULL);
  return TRUE;
}

static gboolean
take_new_op (PtPushBatch *self, PtOp *op, const char *body, GError **error)
{
  g_autoptr (PtOp) rest = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *rest_body = NULL;
  gboolean lost;

  if (!pt_erase_strip (self->journal, self->caller->logbook, self->head, op, &rest, &lost, error))
    return FALSE;
  if (rest == NULL)
    return drop (self, op, error);
  if (!lost)
    return take_rest (self, op, body, FALSE, error);
  node = pt_op_to_json (rest);
  rest_body = pt_json_print_ordered (node);
  return take_rest (self, rest, rest_body, TRUE, error);
}

/* Two lives share an incarnation when a dot comes back under another op: it is closed then, also for
 * the life that was here first. @taken: this is the other one. What had come in before a restore had
 * come in before the closing. */
static gboolean
check_fork (PtPushBatch *self, const PtOp *op, gboolean *forked, gboolean *taken, GError **error)
{
  PtLife *life = pt_push_get_life (self, &op->dot.incarnation, error);

  if (life == NULL)
    return FALSE;
  if (op->dot.counter <= life->last
      && !self->journal->ops->has_dot (self->journal, self->caller->logbook, &op->dot, taken,
                                       error))
    return FALSE;
  life->sent = TRUE;
  life->closed = life->closed || *taken;
  life->last = life->closed ? life->last : MAX (life->last, op->dot.counter);
  *forked = *taken || (life->closed && !self->repair);
  return TRUE;
}

gboolean
pt_push_take_op (PtPushBatch *self, PtOp *op, const char *body, GError **error)
{
  static const PtOutcome taken_outcome = { .verdict = PT_VERDICT_FORKED,
                                           .reason = (char *)"taken" };
  static const PtOutcome closed_outcome = { .verdict = PT_VERDICT_FORKED,
                                            .reason = (char *)"closed" };
  g_autoptr (PtOutcome) known = NULL;
  gboolean forked = FALSE, taken = FALSE;

  if (!pt_push_find_known (self, op, &known, error))
    return FALSE;
  if (known != NULL)
    {
      pt_push_tell (self, op->id, known, TRUE, &op->dot);
      return TRUE;
    }
  if (!check_fork (self, op, &forked, &taken, error))
    return FALSE;
  if (!forked)
    return take_new_op (self, op, body, error);
  pt_push_tell (self, op->id, taken ? &taken_outcome : &closed_outcome, FALSE, NULL);
  return TRUE;
}
