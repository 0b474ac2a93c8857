/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/push: a batch of ops in one transaction (sync.md §3 and §4). Whatever an op is, it gets an
 * outcome; only a batch that cannot be read is refused, as a whole. */
#include "pt-push-private.h"

#include "pt-bounds.h"
#include "pt-epoch.h"
#include "pt-push-repair.h"

#include <string.h>

/* What somebody who left may still hand in. */
#define MAX_HELD_OF_REVOKED 10000
#define PAGE_HELD 200

static PtHubResponse *
check_repair (PtPushBatch *self)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->repair)
    return NULL;
  if (!self->journal->ops->get_head (self->journal, self->caller->logbook, &head, &error))
    return pt_problem_trouble (error);
  return pt_push_refuse_repair (self->hub, self->caller, head);
}

static gboolean
answer_asked (PtPushBatch *self, const char *op, GError **error)
{
  g_autoptr (PtOutcome) known = NULL;

  if (!self->journal->ops->find_op (self->journal, self->caller->logbook, op, &known, error))
    return FALSE;
  if (known != NULL)
    pt_push_tell (self, op, known, TRUE, NULL);
  return TRUE;
}

/* FALSE without error: somebody who left hands in more than is kept. */
static gboolean
check_amount (PtPushBatch *self, GError **error)
{
  int64_t n = 0;

  return self->caller->active
         || (self->journal->ops->count_held_of (self->journal, self->caller->logbook,
                                                self->caller->member, &n, error)
             && n + self->ops->len <= MAX_HELD_OF_REVOKED);
}

/* What a save has seen and this database lacks comes first: else it counts as replaced when it comes. */
static gboolean
check_standing (PtPushBatch *self, PtHubRequest *request, gboolean *good, GError **error)
{
  *good = self->ops->len == 0;
  return *good || pt_epoch_has_standing (self->journal, request, self->head, good, error);
}

static gboolean
take_all (PtPushBatch *self, GError **error)
{
  for (guint i = 0; i < self->ops->len; i++)
    if (!pt_push_take_op (self, g_ptr_array_index (self->ops, i),
                          g_ptr_array_index (self->bodies, i), error))
      return FALSE;
  for (guint i = 0; i < self->asked->len; i++)
    if (!answer_asked (self, g_ptr_array_index (self->asked, i), error))
      return FALSE;
  return pt_push_write_back (self, error);
}

/* NULL = all of it is taken. */
static PtHubResponse *
take_batch (PtPushBatch *self, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gboolean good = FALSE;

  if (pt_push_open_books (self, &error) && check_standing (self, request, &good, &error) && good
      && check_amount (self, &error) && take_all (self, &error))
    return NULL;
  if (error != NULL)
    return pt_problem_trouble (error);
  return pt_problem (good ? PT_PROBLEM_REVOKED_FULL : PT_PROBLEM_CHAIN_BROKEN);
}

static PtHubResponse *
answer (PtPushBatch *self)
{
  char *json = g_strdup_printf ("{\"results\":[%s],\"newest\":%" G_GINT64_FORMAT "}",
                                self->results->str, self->head->seq);

  return pt_hub_response_new_json (200, json);
}

PtHubResponse *
pt_handle_push (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (PtPushBatch) batch = { 0 };
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal;

  pt_push_batch_init (&batch, hub, journal, request->caller);
  refusal = pt_push_batch_read (&batch, request->body);
  if (refusal == NULL)
    refusal = check_repair (&batch);
  if (refusal != NULL)
    return refusal;
  if (!journal->ops->begin (journal, request->caller->logbook, &error))
    return pt_problem_trouble (error);
  refusal = take_batch (&batch, request);
  if (refusal != NULL)
    {
      journal->ops->rollback (journal);
      return refusal;
    }
  if (!journal->ops->commit (journal, &error))
    return pt_problem_trouble (error);
  if (hub->news != NULL)
    hub->news (request->logbook, hub->news_data);
  return answer (&batch);
}

/* ── What was quarantined and is accepted ── */

static PtOp *
parse_held (const PtHeld *held, GError **error)
{
  PtOp *op = pt_op_parse (held->body, strlen (held->body), G_MAXINT, error);

  if (op == NULL)
    return NULL;
  op->member = g_strdup (held->member);
  op->device = g_strdup (held->device);
  return op;
}

static gboolean
apply_held (PtPushBatch *self, const PtHeld *held, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  g_autoptr (PtOp) op = parse_held (held, error);
  PtHubRecord *record;

  if (op == NULL || !pt_push_find_record (self, op, &record, error))
    return FALSE;
  if (record == NULL)
    {
      record = pt_push_add_record (self, op, error);
      if (record == NULL)
        return FALSE;
    }
  /* Also an accepted op may not make a record that laptops cannot read. */
  if (!pt_bounds_allow_op (record->state, op))
    return FALSE;
  return pt_push_apply (self, op, record, outcome, error)
         && self->journal->ops->settle_held (self->journal, self->caller->logbook, op->id, outcome,
                                             error);
}

gboolean
pt_push_accept (PtHub *hub, PtJournal *journal, const char *logbook, GPtrArray *held,
                GError **error)
{
  g_auto (PtPushBatch) batch = { 0 };
  const PtCaller caller = { .logbook = (char *)logbook };

  pt_push_batch_init (&batch, hub, journal, &caller);
  if (!pt_push_open_books (&batch, error))
    return FALSE;
  for (guint i = 0; i < held->len; i++)
    if (!apply_held (&batch, g_ptr_array_index (held, i), error))
      return FALSE;
  return pt_push_write_back (&batch, error);
}

/* ── What waits, or is declined, although it was let in before a restore ── */

static gboolean
settle_one (PtJournal *journal, const char *logbook, const PtHeld *held, gboolean *settled,
            GError **error)
{
  PtOutcome outcome = { .verdict = PT_VERDICT_APPLIED };
  g_autoptr (PtHubRecord) record = NULL;
  g_autoptr (PtOp) op = parse_held (held, error);

  if (op == NULL || !journal->ops->get_record (journal, logbook, held->record, &record, error))
    return FALSE;
  if (!pt_push_is_back (op, record))
    return TRUE;
  *settled = TRUE;
  outcome.seq = record->seq;
  return journal->ops->settle_held (journal, logbook, held->op, &outcome, error);
}

static gboolean
settle_page (PtJournal *journal, const char *logbook, GHashTable *records, GPtrArray *page,
             gboolean *settled, GError **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      const PtHeld *held = g_ptr_array_index (page, i);

      if (g_hash_table_contains (records, held->record)
          && !settle_one (journal, logbook, held, settled, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_declined (PtJournal *journal, const char *logbook, const char *record, gboolean *settled,
                 GError **error)
{
  g_autoptr (GPtrArray) declined = NULL;

  if (!journal->ops->list_declined (journal, logbook, record, &declined, error))
    return FALSE;
  for (guint i = 0; i < declined->len; i++)
    if (!settle_one (journal, logbook, g_ptr_array_index (declined, i), settled, error))
      return FALSE;
  return TRUE;
}

gboolean
pt_push_settle (PtJournal *journal, const char *logbook, GHashTable *records, GError **error)
{
  GHashTableIter iter;
  gpointer record;
  gboolean settled = FALSE;
  gboolean more = TRUE;
  int64_t after = 0;

  while (more)
    {
      g_autoptr (GPtrArray) page = NULL;

      if (!journal->ops->list_held (journal, logbook, after, PAGE_HELD, &page, error)
          || !settle_page (journal, logbook, records, page, &settled, error))
        return FALSE;
      more = page->len == PAGE_HELD;
      if (more)
        after = ((const PtHeld *)g_ptr_array_index (page, page->len - 1))->row;
    }
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!settle_declined (journal, logbook, record, &settled, error))
      return FALSE;
  return !settled || journal->ops->count_decision (journal, logbook, error);
}
