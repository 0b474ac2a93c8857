/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a batch looks up once for all its ops, and writes back at its end: lives, numbers, records, and
 * how far the ids go that are known. */
#include "pt-push-private.h"

#include <string.h>

/* Ids are made in the order of their letters, by clocks that mean well: most of what comes is behind all
 * that is known, and nobody has to look. */
static gboolean
is_beyond (const char *id, const char *last)
{
  return last == NULL || strcmp (id, last) > 0;
}

gboolean
pt_push_open_books (PtPushBatch *self, GError **error)
{
  const char *logbook = self->caller->logbook;

  return self->journal->ops->get_head (self->journal, logbook, &self->head, error)
         && self->journal->ops->last_ids (self->journal, logbook, &self->last_op,
                                          &self->last_record, error);
}

PtLife *
pt_push_get_life (PtPushBatch *self, const PtUuid *incarnation, GError **error)
{
  PtLife *life = g_hash_table_lookup (self->lives, incarnation);

  if (life != NULL)
    return life;
  life = g_new0 (PtLife, 1);
  g_hash_table_insert (self->lives, g_memdup2 (incarnation, sizeof *incarnation), life);
  return self->journal->ops->get_life (self->journal, self->caller->logbook, incarnation, life,
                                       error)
             ? life
             : NULL;
}

/* The journal is asked for the first number of a kind and told the last one that was given. */
typedef struct
{
  int64_t told, last;
} Number;

static gboolean
ask_no (PtPushBatch *self, const char *kind, int64_t wanted, int64_t *out, GError **error)
{
  return self->journal->ops->next_no (self->journal, self->caller->logbook, kind, wanted, out,
                                      error);
}

static gboolean
next_no (PtPushBatch *self, const PtOp *op, int64_t *out, GError **error)
{
  Number *number = g_hash_table_lookup (self->numbers, op->kind);

  if (number != NULL && number->last < PT_JOURNAL_MAX_NO)
    {
      *out = number->last = op->no <= PT_JOURNAL_MAX_NO ? MAX (number->last + 1, op->no)
                                                        : number->last + 1;
      return TRUE;
    }
  /* Beyond what an op may ask for the journal counts by itself, from where we are. */
  if (number != NULL && number->told < number->last
      && !ask_no (self, op->kind, number->last, out, error))
    return FALSE;
  if (!ask_no (self, op->kind, op->no, out, error))
    return FALSE;
  number = g_new (Number, 1);
  *number = (Number){ .told = *out, .last = *out };
  g_hash_table_insert (self->numbers, g_strdup (op->kind), number);
  return TRUE;
}

static gboolean
write_numbers (PtPushBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer kind, value;
  int64_t given;

  g_hash_table_iter_init (&iter, self->numbers);
  while (g_hash_table_iter_next (&iter, &kind, &value))
    {
      const Number *number = value;

      if (number->last > number->told && !ask_no (self, kind, number->last, &given, error))
        return FALSE;
    }
  return TRUE;
}

/* Takes @record. */
static void
keep_record (PtPushBatch *self, PtHubRecord *record)
{
  g_hash_table_insert (self->records, record->id, record);
  g_ptr_array_add (self->touched, record);
}

PtHubRecord *
pt_push_add_record (PtPushBatch *self, const PtOp *op, GError **error)
{
  g_autoptr (PtHubRecord) record = g_new0 (PtHubRecord, 1);
  PtHubRecord *made;

  record->id = g_strdup (op->record);
  record->kind = g_strdup (op->kind);
  record->member = g_strdup (op->member);
  record->device = g_strdup (op->device);
  record->made_at = op->at;
  record->state = pt_state_new ();
  if (!next_no (self, op, &record->no, error))
    return NULL;
  made = record;
  keep_record (self, g_steal_pointer (&record));
  return made;
}

gboolean
pt_push_find_record (PtPushBatch *self, const PtOp *op, PtHubRecord **out, GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  *out = g_hash_table_lookup (self->records, op->record);
  if (*out != NULL || is_beyond (op->record, self->last_record))
    return TRUE;
  if (!self->journal->ops->get_record (self->journal, self->caller->logbook, op->record, &record,
                                       error))
    return FALSE;
  *out = record;
  if (record != NULL)
    keep_record (self, g_steal_pointer (&record));
  return TRUE;
}

gboolean
pt_push_find_known (PtPushBatch *self, const PtOp *op, PtOutcome **out, GError **error)
{
  *out = NULL;
  if (is_beyond (op->id, self->last_op))
    return TRUE;
  return self->journal->ops->find_op (self->journal, self->caller->logbook, op->id, out, error);
}

gboolean
pt_push_add_op (PtPushBatch *self, const PtOp *op, const char *body, const PtOutcome *outcome,
                GError **error)
{
  if (is_beyond (op->id, self->last_op))
    {
      g_free (self->last_op);
      self->last_op = g_strdup (op->id);
    }
  return self->journal->ops->add_op (self->journal, self->caller->logbook, op, body, outcome,
                                     self->now, error);
}

/* Whose saves were only seen is another laptop's life. */
static gboolean
write_lives (PtPushBatch *self, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->lives);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((const PtLife *)value)->sent
        && !self->journal->ops->set_life (self->journal, self->caller->logbook, key,
                                          self->caller->device, value, error))
      return FALSE;
  return TRUE;
}

gboolean
pt_push_write_back (PtPushBatch *self, GError **error)
{
  /* In order: what is written behind the last of an index is written fast. */
  for (guint i = 0; i < self->touched->len; i++)
    if (!self->journal->ops->set_record (self->journal, self->caller->logbook,
                                         self->touched->pdata[i], error))
      return FALSE;
  return write_lives (self, error) && write_numbers (self, error)
         && self->journal->ops->set_head (self->journal, self->caller->logbook, self->head, error);
}
