/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-erase.h. Orders of the ledger that the database does not have yet (a restore, a commit that
 * failed) go first, so that a number is given once. */
#include "pt-erase.h"

#include "pt-audit.h"
#include "pt-hub-files.h"
#include "pt-json.h"
#include "pt-ledger.h"

#include <string.h>

#define ALL_ORDERS 100000
#define PAGE_HELD 200

/* One action on one logbook. */
typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  const char *logbook;
  PtHead *head;
  GPtrArray *files;  /* PtHash: nobody names them any more */
  GPtrArray *behind; /* PtErasure: in the ledger and not in the database */
} Erase;

static void
erase_clear (Erase *self)
{
  g_clear_pointer (&self->head, pt_head_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->behind, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erase, erase_clear)

/* ── One record ── */

static PtOp *
parse_op (const char *body)
{
  g_autoptr (JsonNode) node = pt_json_parse (body, strlen (body), 2 * PT_OP_MAX_BYTES, NULL);

  return node != NULL ? pt_op_from_json (node, NULL) : NULL;
}

static gboolean
write_rest (Erase *self, const PtOp *op, const PtOp *rest, GError **error)
{
  g_autoptr (JsonNode) node = rest != NULL ? pt_op_to_json (rest) : NULL;
  g_autofree char *body = node != NULL ? pt_json_print_ordered (node) : g_strdup ("");

  return self->journal->ops->set_op_body (self->journal, self->logbook, op->id, body, error);
}

/* Also gathers the dots of saves that knew of the order: their values stay. */
static gboolean
erase_ops (Erase *self, const PtErasure *order, GArray *newer, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GPtrArray) bodies = NULL;

  if (!self->journal->ops->list_ops (self->journal, self->logbook, order->record, &bodies, error))
    return FALSE;
  g_ptr_array_add (orders, (gpointer)order);
  for (guint i = 0; i < bodies->len; i++)
    {
      g_autoptr (PtOp) op = parse_op (g_ptr_array_index (bodies, i));
      bool lost = false;
      g_autoptr (PtOp) rest = op != NULL ? pt_erasure_strip (orders, op, &lost) : NULL;

      if (lost && !write_rest (self, op, rest, error))
        return FALSE;
      if (op != NULL && op->era >= order->number)
        g_array_append_val (newer, op->dot);
    }
  return TRUE;
}

static gboolean
erase_record (Erase *self, const PtErasure *order, const GArray *newer, GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  if (!self->journal->ops->get_record (self->journal, self->logbook, order->record, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  pt_erasure_apply (order, record->state, newer);
  if (order->fields == NULL)
    record->stored = 0;
  pt_head_advance (self->head, record->id);
  record->seq = self->head->seq;
  return self->journal->ops->add_link (self->journal, self->logbook, self->head->seq,
                                       &self->head->chain, error)
         && self->journal->ops->set_record (self->journal, self->logbook, record, error);
}

/* When nothing of its record was let in, all that waits about it goes along. */
static gboolean
drop_held (Erase *self, const PtHeld *held, GError **error)
{
  const PtJournalOps *ops = self->journal->ops;
  g_autoptr (PtHubRecord) record = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (!ops->get_record (self->journal, self->logbook, held->record, &record, error))
    return FALSE;
  if (record != NULL)
    return ops->set_op_body (self->journal, self->logbook, held->op, "", error);
  if (!ops->list_held_with (self->journal, self->logbook, held->op, &all, error))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!ops->set_op_body (self->journal, self->logbook, ((PtHeld *)all->pdata[i])->op, "", error))
      return FALSE;
  return TRUE;
}

/* What waits for the coordinator and would hang on what goes; nobody else has seen it. */
static gboolean
drop_hanging (Erase *self, const PtErasure *order, const PtHeld *held, GError **error)
{
  g_autoptr (PtOp) op = parse_op (held->body);
  const char *field = op != NULL ? pt_erasure_owner (op->kind) : NULL;

  return field == NULL || !pt_value_is_text (pt_op_get (op, field), order->record)
         || drop_held (self, held, error);
}

static gboolean
drop_all_held (Erase *self, const PtErasure *order, GError **error)
{
  gboolean more = order->fields == NULL;
  int64_t after = 0;

  while (more)
    {
      g_autoptr (GPtrArray) page = NULL;

      if (!self->journal->ops->list_held (self->journal, self->logbook, after, PAGE_HELD, &page,
                                          error))
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (!drop_hanging (self, order, g_ptr_array_index (page, i), error))
          return FALSE;
      more = page->len == PAGE_HELD;
      if (more)
        after = ((const PtHeld *)g_ptr_array_index (page, page->len - 1))->row;
    }
  return TRUE;
}

static gboolean
forget_files (Erase *self, const PtErasure *order, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!pt_erasure_covers (order, "sha256"))
    return TRUE;
  if (!self->journal->ops->forget_files (self->journal, self->logbook, order->record, &files,
                                         error))
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->files, g_memdup2 (g_ptr_array_index (files, i), sizeof (PtHash)));
  return TRUE;
}

/* Has its number; the ledger has it or will have it. */
static gboolean
carry_out (Erase *self, const PtErasure *order, GError **error)
{
  g_autoptr (GArray) newer = g_array_new (FALSE, FALSE, sizeof (PtDot));

  self->head->erasure = order->number;
  return erase_ops (self, order, newer, error) && erase_record (self, order, newer, error)
         && drop_all_held (self, order, error) && forget_files (self, order, error)
         && self->journal->ops->add_erasure (self->journal, self->logbook, order, error);
}

static gboolean
begin_on (Erase *self, PtHub *hub, PtJournal *journal, const char *logbook, GError **error)
{
  self->hub = hub;
  self->journal = journal;
  self->logbook = logbook;
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->behind = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  return journal->ops->get_head (journal, logbook, &self->head, error);
}

static gboolean
remove_files (Erase *self, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *sha256 = pt_hash_format (g_ptr_array_index (self->files, i));

      if (!pt_hub_files_remove (self->hub, self->logbook, sha256, error))
        return FALSE;
    }
  return TRUE;
}

/* After the ledger and before the commit: the order stands, whatever happens to the database. */
static gboolean
finish (Erase *self, GError **error)
{
  return remove_files (self, error)
         && self->journal->ops->set_head (self->journal, self->logbook, self->head, error);
}

/* ── The ledger ── */

static gboolean
write_ledger (Erase *self, const GPtrArray *orders, GError **error)
{
  for (guint i = 0; i < orders->len; i++)
    {
      JsonObject *line = pt_erasure_to_json (g_ptr_array_index (orders, i));

      json_object_set_string_member (line, "logbook", self->logbook);
      if (!pt_ledger_append (self->hub, "erasure", line, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full): the order of a line when the logbook does not have it yet. */
static gboolean
read_line (const Erase *self, JsonObject *line, PtErasure **out, GError **error)
{
  *out = NULL;
  if (strcmp (pt_json_text_or (line, "kind", ""), "erasure") != 0
      || strcmp (pt_json_text_or (line, "logbook", ""), self->logbook) != 0)
    return TRUE;
  *out = pt_erasure_from_json (line, error);
  if (*out != NULL && (*out)->number <= self->head->erasure)
    g_clear_pointer (out, pt_erasure_free);
  else if (*out == NULL)
    return FALSE;
  return TRUE;
}

static gboolean
gather_cb (JsonObject *line, gpointer data, GError **error)
{
  Erase *self = data;
  PtErasure *order;

  if (!read_line (self, line, &order, error))
    return FALSE;
  if (order != NULL)
    g_ptr_array_add (self->behind, order);
  return TRUE;
}

/* The ledger is let go first: who is at work on another logbook may hold what this waits for. */
static gboolean
catch_up (Erase *self, GError **error)
{
  if (!pt_ledger_read (self->hub, gather_cb, self, error))
    return FALSE;
  for (guint i = 0; i < self->behind->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (self->behind, i);

      if (order->number > self->head->erasure && !carry_out (self, order, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
catch_up_with (Erase *self, JsonObject *line, GError **error)
{
  g_autoptr (PtErasure) order = NULL;

  return read_line (self, line, &order, error) && (order == NULL || carry_out (self, order, error));
}

gboolean
pt_erase_replay (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error)
{
  g_auto (Erase) erase = { 0 };

  if (!begin_on (&erase, hub, journal, pt_json_text_or (line, "logbook", ""), error))
    return FALSE;
  /* A logbook that the backup did not have yet: its laptops bring it and its orders. */
  return erase.head == NULL || (catch_up_with (&erase, line, error) && finish (&erase, error));
}

/* ── New orders ── */

static gboolean
is_among (const GPtrArray *orders, const PtErasure *order)
{
  for (guint i = 0; i < orders->len; i++)
    if (pt_erasure_same (g_ptr_array_index (orders, i), order))
      return TRUE;
  return FALSE;
}

/* Also a candidate: whoever hung it there meant this record. */
static gboolean
belongs_to (const PtState *state, const char *field, const char *id)
{
  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    if (pt_value_is_text (pt_state_nth_version (state, field, i)->value, id))
      return TRUE;
  return FALSE;
}

static gboolean
add_dependants_of_kind (Erase *self, const PtErasure *order, const char *kind, GPtrArray *orders,
                        GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (!self->journal->ops->list_kind (self->journal, self->logbook, kind, &ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PtHubRecord) record = NULL;
      g_autoptr (PtErasure) own = NULL;

      if (!self->journal->ops->get_record (self->journal, self->logbook, g_ptr_array_index (ids, i),
                                           &record, error))
        return FALSE;
      if (record == NULL || !belongs_to (record->state, pt_erasure_owner (kind), order->record))
        continue;
      own = pt_erasure_copy (order);
      g_free (own->record);
      own->record = g_strdup (record->id);
      if (!is_among (orders, own))
        g_ptr_array_add (orders, g_steal_pointer (&own));
    }
  return TRUE;
}

/* @orders grows while it is walked: what hangs on what hangs on it goes too. */
static gboolean
add_dependants (Erase *self, GPtrArray *orders, GError **error)
{
  static const char *const kinds[] = { "attachment", "comment" };

  for (guint i = 0; i < orders->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (((PtErasure *)g_ptr_array_index (orders, i))->fields == NULL
          && !add_dependants_of_kind (self, g_ptr_array_index (orders, i), kinds[k], orders, error))
        return FALSE;
  return TRUE;
}

/* (transfer full): those of @wanted and of what hangs on them that are new, with their numbers. */
static GPtrArray *
number_orders (Erase *self, const GPtrArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  g_autoptr (GPtrArray) known = NULL;
  int64_t number = self->head->erasure;

  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add (all, pt_erasure_copy (g_ptr_array_index (wanted, i)));
  if (!add_dependants (self, all, error)
      || !self->journal->ops->list_erasures (self->journal, self->logbook, 0, ALL_ORDERS, &known,
                                             error))
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      PtErasure *order = g_ptr_array_index (all, i);

      if (is_among (known, order) || is_among (fresh, order))
        continue;
      order = pt_erasure_copy (order);
      order->number = ++number;
      g_ptr_array_add (fresh, order);
    }
  return g_steal_pointer (&fresh);
}

static gboolean
note (Erase *self, const PtErasure *order, GError **error)
{
  const PtCaller orderer = { .member = order->member };

  return pt_audit_add (self->hub, self->journal, &orderer, self->logbook, "erase", order->record,
                       error);
}

static gboolean
order_all (Erase *self, const GPtrArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;

  if (!catch_up (self, error))
    return FALSE;
  orders = number_orders (self, wanted, error);
  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    if (!note (self, g_ptr_array_index (orders, i), error)
        || !carry_out (self, g_ptr_array_index (orders, i), error))
      return FALSE;
  return write_ledger (self, orders, error) && finish (self, error);
}

gboolean
pt_erase_order (PtHub *hub, PtJournal *journal, const char *logbook, const GPtrArray *orders,
                int64_t *newest, GError **error)
{
  g_auto (Erase) erase = { 0 };

  if (!journal->ops->begin (journal, logbook, error))
    return FALSE;
  if (!begin_on (&erase, hub, journal, logbook, error) || !order_all (&erase, orders, error))
    {
      journal->ops->rollback (journal);
      return FALSE;
    }
  if (!journal->ops->commit (journal, error))
    return FALSE;
  /* Again: until the commit somebody could go on sending one. */
  if (!remove_files (&erase, error))
    return FALSE;
  *newest = erase.head->erasure;
  pt_erase_purge (hub, journal);
  if (hub->news != NULL)
    hub->news (logbook, hub->news_data);
  return TRUE;
}

void
pt_erase_purge (PtHub *hub, PtJournal *journal)
{
  g_autoptr (GError) error = NULL;
  gboolean purged = journal->ops->purge (journal, &error);

  if (!purged)
    g_warning ("purge: %s", error->message);
  g_atomic_int_set (&hub->unpurged, !purged);
}

/* ── What arrives ── */

static gboolean
is_whole (const GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    if (((const PtErasure *)g_ptr_array_index (orders, i))->fields == NULL)
      return TRUE;
  return FALSE;
}

/* Whether the record @owner (nullable) was erased as a whole. */
static gboolean
is_erased_owner (PtJournal *journal, const char *logbook, const PtValue *owner, gboolean *out,
                 GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;

  *out = FALSE;
  if (owner == NULL || owner->type != PT_VALUE_TEXT || !pt_id_is_valid (owner->text))
    return TRUE;
  if (!journal->ops->list_erasures_of (journal, logbook, owner->text, &orders, error))
    return FALSE;
  *out = is_whole (orders);
  return TRUE;
}

gboolean
pt_erase_strip (PtJournal *journal, const char *logbook, const PtHead *head, PtOp *op, PtOp **out,
                gboolean *lost, GError **error)
{
  const char *field = pt_erasure_owner (op->kind);
  g_autoptr (GPtrArray) orders = NULL;
  bool stripped = false;

  *lost = FALSE;
  *out = NULL;
  if (head->erasure == 0)
    {
      *out = pt_op_ref (op);
      return TRUE;
    }
  if (!is_erased_owner (journal, logbook, field != NULL ? pt_op_get (op, field) : NULL, lost, error)
      || !journal->ops->list_erasures_of (journal, logbook, op->record, &orders, error))
    return FALSE;
  if (*lost)
    return TRUE;
  *out = pt_erasure_strip (orders, op, &stripped);
  *lost = stripped;
  return TRUE;
}

gboolean
pt_erase_strip_state (PtJournal *journal, const char *logbook, const PtHead *head, int64_t era,
                      const char *record, const char *kind, PtState *state, GError **error)
{
  g_autoptr (PtErasure) all = pt_erasure_new (record, NULL, "");
  const char *field = pt_erasure_owner (kind);
  g_autoptr (GPtrArray) orders = NULL;
  gboolean gone;

  if (head->erasure == 0)
    return TRUE;
  if (!is_erased_owner (journal, logbook, field != NULL ? pt_state_shown (state, field) : NULL,
                        &gone, error)
      || !journal->ops->list_erasures_of (journal, logbook, record, &orders, error))
    return FALSE;
  if (gone)
    pt_erasure_apply (all, state, NULL);
  for (guint i = 0; i < orders->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (orders, i);

      if (order->fields == NULL || order->number > era)
        pt_erasure_apply (order, state, NULL);
    }
  return TRUE;
}
