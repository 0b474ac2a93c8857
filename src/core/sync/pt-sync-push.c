/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending the ops that wait, in batches. A batch that the hub refuses is halved until the op that
 * it refuses stands alone; that one is set aside and said, and the rest goes on. */
#include "pt-sync-private.h"

#include <glib/gi18n-lib.h>

#define ENVELOPE_BYTES 64 /* {"repair":true,"ops":[…]} around PT_WIRE_BATCH_BYTES */

static GBytes *
write_batch (GPtrArray *ops, gboolean repair)
{
  GString *out = g_string_new (repair ? "{\"repair\":true,\"ops\":[" : "{\"ops\":[");

  for (guint i = 0; i < ops->len; i++)
    {
      g_autofree char *op = pt_op_print (g_ptr_array_index (ops, i));

      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, op);
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

/* `duplicate` with a first outcome says what the hub did when it first saw the op. */
static bool
read_answer (PtNode node, guint index, gpointer data, GError **error)
{
  GPtrArray *answers = data;
  g_autofree PtAnswer *answer = g_new0 (PtAnswer, 1);
  const char *op, *outcome;

  if (!pt_node_is (node, PT_NODE_OBJECT) || !pt_node_get_text (node, "op", &op, NULL)
      || !pt_node_get_text (node, "outcome", &outcome, NULL) || !pt_id_is_valid (op)
      || !pt_verdict_from_id (pt_node_text_or (node, "first", outcome), &answer->verdict))
    return true; /* one that is missing is noticed by the number of them */
  answer->op = g_strdup (op);
  answer->seq = pt_node_int_or (node, "seq", 0);
  answer->reason = g_strdup (pt_node_text_or (node, "reason", NULL));
  g_ptr_array_add (answers, g_steal_pointer (&answer));
  return true;
}

static GPtrArray *
read_answers (const PtResponse *response, guint expected, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autoptr (PtTree) tree = pt_tree_parse_each (data, size, PT_WIRE_MAX_ANSWER, "results",
                                                read_answer, answers, NULL);

  if (tree != NULL && answers->len == expected)
    return g_steal_pointer (&answers);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return NULL;
}

static char *
describe_refusal (PtStore *store, const char *record, const char *why)
{
  g_autoptr (PtRecord) current = pt_store_get_record (store, record, NULL);
  g_autofree char *title = current != NULL ? pt_record_dup_title (current) : NULL;

  /* Translators: the title of a note or other record, and a whole sentence with the reason */
  return g_strdup_printf (_ ("“%s” was set aside and stays on this laptop. %s"),
                          title != NULL ? title : _ ("A change"), why);
}

static const PtOp *
find_op (GPtrArray *ops, const char *id)
{
  for (guint i = 0; i < ops->len; i++)
    if (g_strcmp0 (((const PtOp *)g_ptr_array_index (ops, i))->id, id) == 0)
      return g_ptr_array_index (ops, i);
  return NULL;
}

static void
report_quarantined (PtErrand *self, GPtrArray *ops, GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const PtAnswer *answer = g_ptr_array_index (answers, i);
      const PtOp *op = find_op (ops, answer->op);
      const char *why = pt_sync_problem_sentence (answer->reason);

      if (answer->verdict == PT_VERDICT_QUARANTINED && op != NULL)
        g_ptr_array_add (self->report->refused,
                         describe_refusal (self->store, op->record,
                                           why != NULL ? why : _ ("The coordinator decides.")));
    }
}

static gboolean
send_batch (PtErrand *self, GPtrArray *ops, gboolean repair, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "push");
  g_autoptr (GBytes) body = write_batch (ops, repair);
  PtRequest request = { .method = "POST", .path = path, .token = self->token, .body = body };
  g_autoptr (PtResponse) reply = pt_call_send (&self->call, &request, error);
  g_autoptr (GPtrArray) answers = NULL;

  if (reply == NULL)
    return FALSE;
  answers = read_answers (reply, ops->len, error);
  if (answers == NULL || !pt_store_answer_ops (self->store, answers, error))
    return FALSE;
  report_quarantined (self, ops, answers);
  self->report->pushed += ops->len;
  return TRUE;
}

static gboolean
is_refusal_of_content (const GError *error)
{
  guint status = pt_sync_error_get_status (error);

  return status == 400 || status == 413 || status == 422;
}

static gboolean
set_aside (PtErrand *self, const PtOp *op, const GError *why, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);

  answer->op = g_strdup (op->id);
  answer->verdict = PT_VERDICT_QUARANTINED;
  answer->reason = g_strdup (pt_sync_error_get_code (why));
  g_ptr_array_add (answers, answer);
  g_ptr_array_add (self->report->refused, describe_refusal (self->store, op->record, why->message));
  return pt_store_answer_ops (self->store, answers, error);
}

/* Sends the next @max ops at most; after a refusal @max is lower. */
static gboolean
send_next (PtErrand *self, GPtrArray *ops, gboolean repair, guint *max, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (send_batch (self, ops, repair, &local))
    {
      *max = MIN (*max * 2, PT_WIRE_BATCH_OPS);
      return TRUE;
    }
  if (!is_refusal_of_content (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (ops->len == 1)
    return set_aside (self, g_ptr_array_index (ops, 0), local, error);
  *max = ops->len / 2;
  return TRUE;
}

typedef GPtrArray *(*NextOps) (PtStore *store, guint max, size_t max_bytes, GError **error);

static gboolean
push_all (PtErrand *self, NextOps next, gboolean repair, GError **error)
{
  guint max = PT_WIRE_BATCH_OPS;
  guint total = (guint)pt_store_count_pending (self->store);

  for (;;)
    {
      g_autoptr (GPtrArray)
          ops = next (self->store, max, PT_WIRE_BATCH_BYTES - ENVELOPE_BYTES, error);

      if (ops == NULL)
        return FALSE;
      if (ops->len == 0)
        return TRUE;
      pt_errand_tell (self, PT_SYNC_STEP_PUSH, self->report->pushed, total);
      if (!send_next (self, ops, repair, &max, error))
        return FALSE;
    }
}

gboolean
pt_errand_push (PtErrand *self, GError **error)
{
  return push_all (self, pt_store_next_ops, FALSE, error);
}

gboolean
pt_errand_push_history (PtErrand *self, GError **error)
{
  return push_all (self, pt_store_next_history, TRUE, error);
}
