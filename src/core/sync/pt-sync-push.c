/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending the ops that wait, in batches. A batch that the hub refuses is halved until the op that
 * it refuses stands alone; that one is set aside and said, and the rest goes on. */
#include "pt-sync-private.h"

#include <glib/gi18n-lib.h>

#define ENVELOPE_BYTES 64 /* {"repair":true,"ops":[…]} around PT_WIRE_BATCH_BYTES */

GBytes *
pt_errand_write_batch (GPtrArray *ops, gboolean repair)
{
  GString *out = g_string_sized_new (PT_WIRE_BATCH_BYTES / 2);

  g_string_append (out, repair ? "{\"repair\":true,\"ops\":[" : "{\"ops\":[");
  for (guint i = 0; i < ops->len; i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, ((const PtWaitingOp *)g_ptr_array_index (ops, i))->body);
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
  if (!pt_dot_parse (pt_node_text_or (node, "dot", ""), &answer->dot))
    answer->dot.counter = 0;
  answer->reason = g_strdup (pt_node_text_or (node, "reason", NULL));
  g_ptr_array_add (answers, g_steal_pointer (&answer));
  return true;
}

GPtrArray *
pt_errand_read_answers (const PtResponse *response, guint expected, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autoptr (PtTree) tree = pt_tree_parse_each (data, size, PT_WIRE_MAX_ANSWER, "results",
                                                read_answer, answers, NULL);

  if (tree != NULL && (expected == 0 || answers->len == expected))
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

static const PtWaitingOp *
find_op (GPtrArray *ops, const char *id)
{
  for (guint i = 0; i < ops->len; i++)
    if (g_strcmp0 (((const PtWaitingOp *)g_ptr_array_index (ops, i))->id, id) == 0)
      return g_ptr_array_index (ops, i);
  return NULL;
}

static void
report_quarantined (PtErrand *self, GPtrArray *ops, GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const PtAnswer *answer = g_ptr_array_index (answers, i);
      const PtWaitingOp *op = answer->verdict == PT_VERDICT_QUARANTINED ? find_op (ops, answer->op)
                                                                        : NULL;
      const char *why = pt_sync_problem_sentence (answer->reason);

      if (op != NULL)
        g_ptr_array_add (self->report->refused,
                         describe_refusal (self->store, op->record,
                                           why != NULL ? why : _ ("The coordinator decides.")));
    }
}

/* ── One batch after the other ── */

/* Ops and what goes over the line of them. */
typedef struct
{
  GPtrArray *ops; /* PtWaitingOp */
  GBytes *body;
  GBytes *packed;
} Batch;

static void
batch_free (Batch *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->ops);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

/* While the hub works on a batch the next one is written and packed, and while it works on that one the
 * answers are noted. What was sent ahead is asked again when its answer is dropped: the hub knows it. */
typedef struct
{
  PtErrand *errand;
  gboolean repair; /* only what an earlier life of the hub had taken, and saying so */
  GPtrArray *ops;  /* PtWaitingOp, at the hub now; empty = nothing is */
  guint max;
  guint total;
  gboolean erased; /* something came too late: there is an order that is not known here */
} Push;

static void
push_clear (Push *self)
{
  /* Whoever fails half-way leaves a request behind that nobody needs the answer of. */
  if (self->ops != NULL && self->ops->len > 0)
    pt_response_free (pt_call_finish (&self->errand->call, NULL));
  g_clear_pointer (&self->ops, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Push, push_clear)

/* (transfer full) (nullable): one without ops at the end. */
static Batch *
read_next (Push *self, int64_t after, GError **error)
{
  PtErrand *errand = self->errand;
  GPtrArray *ops = pt_store_next_waiting (errand->store, self->repair, after, self->max,
                                          PT_WIRE_BATCH_BYTES - ENVELOPE_BYTES, error);
  Batch *batch;

  if (ops == NULL)
    return NULL;
  batch = g_new0 (Batch, 1);
  batch->ops = ops;
  if (ops->len == 0)
    return batch;
  batch->body = pt_errand_write_batch (ops, self->repair);
  batch->packed = pt_transport_pack (errand->transport, batch->body);
  return batch;
}

static void
start (Push *self, const Batch *batch)
{
  PtErrand *errand = self->errand;
  g_autofree char *path = pt_errand_push_path (errand);
  PtRequest request = { .method = "POST",
                        .path = path,
                        .token = errand->token,
                        .body = batch->body,
                        .packed = batch->packed };

  g_clear_pointer (&self->ops, g_ptr_array_unref);
  self->ops = g_ptr_array_ref (batch->ops);
  if (batch->ops->len == 0)
    return;
  pt_errand_tell (errand, PT_SYNC_STEP_PUSH, errand->report->pushed, self->total);
  pt_call_start (&errand->call, &request);
}

static gboolean
start_after (Push *self, int64_t after, GError **error)
{
  g_autoptr (Batch) batch = read_next (self, after, error);

  if (batch != NULL)
    start (self, batch);
  return batch != NULL;
}

static gboolean
is_refusal_of_content (const GError *error)
{
  guint status = pt_sync_error_get_status (error);

  return status == 400 || status == 413 || status == 422;
}

static gboolean
set_aside (PtErrand *self, const PtWaitingOp *op, const GError *why, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);

  answer->op = g_strdup (op->id);
  answer->verdict = PT_VERDICT_QUARANTINED;
  answer->reason = g_strdup (pt_sync_error_get_code (why));
  answer->refused_by = g_strdup (self->versions);
  g_ptr_array_add (answers, answer);
  g_ptr_array_add (self->report->refused, describe_refusal (self->store, op->record, why->message));
  return pt_store_answer_ops (self->store, answers, error);
}

/* After a refusal: a smaller batch from the same place, or without the one op that was in it. */
static gboolean
retreat (Push *self, GPtrArray *refused, const GError *why, GError **error)
{
  if (!is_refusal_of_content (why))
    {
      g_propagate_error (error, g_error_copy (why));
      return FALSE;
    }
  if (refused->len == 1 && !set_aside (self->errand, g_ptr_array_index (refused, 0), why, error))
    return FALSE;
  self->max = MAX (1, refused->len / 2);
  return start_after (self, 0, error);
}

static gboolean
has_verdict (GPtrArray *answers, PtVerdict verdict)
{
  for (guint i = 0; i < answers->len; i++)
    if (((const PtAnswer *)g_ptr_array_index (answers, i))->verdict == verdict)
      return TRUE;
  return FALSE;
}

/* What is known at the hub under the number that a copy of this laptop gave it: what waits has seen
 * that number then. */
static gboolean
has_other_dot (GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    if (((const PtAnswer *)g_ptr_array_index (answers, i))->dot.counter > 0)
      return TRUE;
  return FALSE;
}

static gboolean
note (Push *self, GPtrArray *ops, GPtrArray *answers, GError **error)
{
  if (!pt_store_answer_ops (self->errand->store, answers, error))
    return FALSE;
  report_quarantined (self->errand, ops, answers);
  self->erased |= has_verdict (answers, PT_VERDICT_ERASED);
  self->errand->report->pushed += answers->len;
  return TRUE;
}

/* @next was read before the answer came; after a fork its ops have other numbers. */
static gboolean
advance (Push *self, GPtrArray *sent, const Batch *next, const PtResponse *reply, GError **error)
{
  const PtWaitingOp *last = g_ptr_array_index (sent, sent->len - 1);
  const guint expected = self->errand->carried ? 0 : sent->len;
  g_autoptr (GPtrArray) answers = pt_errand_read_answers (reply, expected, error);
  gboolean forked = answers != NULL
                    && (has_verdict (answers, PT_VERDICT_FORKED) || has_other_dot (answers));

  if (answers == NULL)
    return FALSE;
  self->max = MIN (self->max * 2, PT_WIRE_BATCH_OPS);
  if (!forked)
    start (self, next);
  if (!note (self, sent, answers, error))
    return FALSE;
  if (forked && !pt_errand_become_device (self->errand, error))
    return FALSE;
  if (!forked && next->ops->len > 0)
    return TRUE;
  return start_after (self, forked ? 0 : last->ordinal, error);
}

static gboolean
step (Push *self, GError **error)
{
  const PtWaitingOp *last = g_ptr_array_index (self->ops, self->ops->len - 1);
  g_autoptr (Batch) next = read_next (self, last->ordinal, error);
  g_autoptr (GPtrArray) sent = NULL;
  g_autoptr (PtResponse) reply = NULL;
  g_autoptr (GError) local = NULL;

  if (next == NULL)
    return FALSE;
  reply = pt_call_finish (&self->errand->call, &local);
  sent = g_steal_pointer (&self->ops);
  return reply != NULL ? advance (self, sent, next, reply, error)
                       : retreat (self, sent, local, error);
}

static gboolean
push_all (PtErrand *self, gboolean repair, GError **error)
{
  g_auto (Push) push = { .errand = self,
                         .repair = repair,
                         .max = PT_WIRE_BATCH_OPS,
                         .total = (guint)pt_store_count_pending (self->store) };

  if (!start_after (&push, 0, error))
    return FALSE;
  while (push.ops != NULL && push.ops->len > 0)
    if (!step (&push, error))
      return FALSE;
  /* The order has the reason, and takes the words away here as well. */
  return !push.erased || pt_errand_erase (self, G_MAXINT64, error);
}

gboolean
pt_errand_push (PtErrand *self, GError **error)
{
  return push_all (self, FALSE, error);
}

gboolean
pt_errand_push_history (PtErrand *self, GError **error)
{
  return push_all (self, TRUE, error);
}
