/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/push: a batch of ops in one transaction (sync.md §3 and §4). Whatever an op is, it gets an
 * outcome; only a batch that cannot be read is refused, as a whole. The rule by which an op changes
 * a record is pt_state_apply(), the same as on the laptop. */
#include "pt-push.h"

#include "pt-erase.h"
#include "pt-hub-files.h"
#include "pt-json.h"
#include "pt-push-repair.h"
#include "pt-roles.h"
#include "pt-wire.h"

#include <string.h>

/* Bounds within which every laptop can still read the record (pt-state-json.c refuses more). */
#define MAX_VERSIONS 200
#define MAX_DOTS 200
#define MAX_REGISTERS 4000
/* What somebody who left may still hand in. */
#define MAX_HELD_OF_REVOKED 10000

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  const PtCaller *caller;
  int64_t now;
  gboolean repair; /* history from before a restore: it was let in once */
  PtHead *head;
  GHashTable *records; /* id → PtHubRecord that this batch touches */
  GHashTable *lives;   /* incarnation → PtLife */
  GHashTable *numbers; /* kind → Number */
  char *last_op;       /* the highest id of an op that was taken; NULL = none */
  GPtrArray *ops;      /* PtOp */
  GPtrArray *bodies;   /* their JSON */
  GPtrArray *asked;    /* ids of ops whose outcome is asked again */
  GError *bad;         /* the first thing among the ops that is none */
  GString *results;
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->head, pt_head_free);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->lives, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->last_op, g_free);
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_error (&self->bad);
  if (self->results != NULL)
    g_string_free (self->results, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static guint
hash_uuid (gconstpointer key)
{
  guint hash;

  /* The end of a UUID is its random part. */
  memcpy (&hash, ((const PtUuid *)key)->bytes + 12, sizeof hash);
  return hash;
}

static gboolean
equal_uuid (gconstpointer a, gconstpointer b)
{
  return pt_uuid_compare (a, b) == 0;
}

static void
batch_init (Batch *self, PtHub *hub, PtJournal *journal, const PtCaller *caller)
{
  self->hub = hub;
  self->journal = journal;
  self->caller = caller;
  self->now = hub->world->now (hub->world);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)pt_hub_record_free);
  self->lives = g_hash_table_new_full (hash_uuid, equal_uuid, g_free, g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_op_unref);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->results = g_string_new (NULL);
}

/* Whether it can be an op; the first that is none is kept, since first the whole must be JSON and not
 * too many. */
static bool
read_op (PtNode node, guint index, gpointer data, GError **error)
{
  Batch *self = data;
  size_t size;
  const char *body = pt_node_source (node, &size);
  g_autoptr (GError) local = NULL;
  g_autoptr (PtOp) op = NULL;

  if (index >= PT_WIRE_BATCH_OPS)
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "too many ops");
      return false;
    }
  op = self->bad == NULL ? pt_op_from_node (node, &local) : NULL;
  if (op != NULL && size > PT_OP_MAX_BYTES)
    g_set_error_literal (&local, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "too large");
  if (local != NULL)
    g_propagate_prefixed_error (&self->bad, g_steal_pointer (&local), "op %u: ", index);
  if (self->bad != NULL)
    return true;
  op->member = g_strdup (self->caller->member);
  op->device = g_strdup (self->caller->device);
  g_ptr_array_add (self->ops, g_steal_pointer (&op));
  g_ptr_array_add (self->bodies, g_strndup (body, size));
  return true;
}

/* `ask` is optional: a laptop asks again what became of what was quarantined. */
static PtHubResponse *
read_asked (Batch *self, PtNode root)
{
  PtNode asked = pt_node_member (root, "ask");

  if (asked.tree == NULL)
    return NULL;
  if (!pt_node_is (asked, PT_NODE_ARRAY))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "ask is a list of ids");
  if (pt_node_length (asked) > PT_WIRE_BATCH_OPS)
    return pt_problem_detail (PT_PROBLEM_TOO_LARGE, "too many ops asked");
  for (PtNode id = pt_node_first (asked); id.tree != NULL; id = pt_node_next (id, asked))
    {
      if (!pt_node_is (id, PT_NODE_TEXT) || !pt_id_is_valid (pt_node_text (id)))
        return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "ask is a list of ids");
      g_ptr_array_add (self->asked, g_strdup (pt_node_text (id)));
    }
  return NULL;
}

static PtHubResponse *
read_batch (Batch *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (PtTree) tree = pt_tree_parse_each (data, size, size, "ops", read_op, self, &error);
  PtNode ops;

  if (tree == NULL)
    return pt_problem_from_json (error);
  if (!pt_node_is (pt_tree_root (tree), PT_NODE_OBJECT)
      || !pt_node_get_array (pt_tree_root (tree), "ops", &ops, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object with ops is asked");
  if (self->bad != NULL)
    return pt_problem_from_json (self->bad);
  self->repair = pt_node_bool_or (pt_tree_root (tree), "repair", false);
  return read_asked (self, pt_tree_root (tree));
}

static PtHubResponse *
check_repair (Batch *self)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->repair)
    return NULL;
  if (!self->journal->ops->get_head (self->journal, self->caller->logbook, &head, &error))
    return pt_problem_trouble (error);
  return pt_push_refuse_repair (self->hub, self->caller, head);
}

static PtLife *
get_life (Batch *self, const PtUuid *incarnation, GError **error)
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

/* Two lives share an incarnation when a dot comes back under another op: it is closed then, also for
 * the life that was here first. @taken: this is the other one. What had come in before a restore had
 * come in before the closing. */
static gboolean
check_fork (Batch *self, const PtOp *op, gboolean *forked, gboolean *taken, GError **error)
{
  PtLife *life = get_life (self, &op->dot.incarnation, error);

  if (life == NULL)
    return FALSE;
  if (op->dot.counter <= life->last
      && !self->journal->ops->has_dot (self->journal, self->caller->logbook, &op->dot, taken,
                                       error))
    return FALSE;
  life->closed = life->closed || *taken;
  life->last = life->closed ? life->last : MAX (life->last, op->dot.counter);
  *forked = *taken || (life->closed && !self->repair);
  return TRUE;
}

/* The journal is asked for the first number of a kind and told the last one that was given. */
typedef struct
{
  int64_t told, last;
} Number;

static gboolean
ask_no (Batch *self, const char *kind, int64_t wanted, int64_t *out, GError **error)
{
  return self->journal->ops->next_no (self->journal, self->caller->logbook, kind, wanted, out,
                                      error);
}

static gboolean
next_no (Batch *self, const PtOp *op, int64_t *out, GError **error)
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
write_numbers (Batch *self, GError **error)
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

static PtHubRecord *
record_new (Batch *self, const PtOp *op, GError **error)
{
  g_autoptr (PtHubRecord) record = g_new0 (PtHubRecord, 1);

  record->id = g_strdup (op->record);
  record->kind = g_strdup (op->kind);
  record->member = g_strdup (op->member);
  record->device = g_strdup (op->device);
  record->made_at = op->at;
  record->state = pt_state_new ();
  if (!next_no (self, op, &record->no, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
find_record (Batch *self, const PtOp *op, PtHubRecord **out, GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  *out = g_hash_table_lookup (self->records, op->record);
  if (*out != NULL)
    return TRUE;
  if (!self->journal->ops->get_record (self->journal, self->caller->logbook, op->record, &record,
                                       error))
    return FALSE;
  *out = record;
  if (record != NULL)
    g_hash_table_insert (self->records, (*out)->id, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
is_overfull (const PtState *state, const PtOp *op)
{
  if (pt_state_n_registers (state) + op->set->len > MAX_REGISTERS)
    return TRUE;
  for (guint i = 0; i < op->set->len; i++)
    {
      const char *name = ((const PtSetting *)g_ptr_array_index (op->set, i))->name;
      guint n = pt_state_n_versions (state, name);

      if (n >= MAX_VERSIONS)
        return TRUE;
      for (guint j = 0; j < n; j++)
        if (pt_state_nth_version (state, name, j)->stamp->n_dots >= MAX_DOTS)
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_allowed (const Batch *self, const PtOp *op, const PtHubRecord *record)
{
  const PtRoleCase about = {
    .kind = record != NULL ? record->kind : op->kind,
    .state = record != NULL ? record->state : NULL,
    .is_own = record == NULL || strcmp (record->member, self->caller->member) == 0,
  };

  return pt_role_allows (self->caller->role, &about, op);
}

/* The reason for which an op must wait for the coordinator; NULL = none. */
static gboolean
find_reason (Batch *self, const PtOp *op, const PtHubRecord *record, char **reason, GError **error)
{
  const PtLife *life = get_life (self, &op->dot.incarnation, error);
  const char *own = NULL;

  if (life == NULL)
    return FALSE;
  if (self->repair)
    return TRUE;
  if (!self->caller->active)
    own = "revoked";
  else if (!is_allowed (self, op, record))
    own = "role";
  else if (record != NULL && is_overfull (record->state, op))
    own = "too_many";
  if (own == NULL && !life->holds)
    return TRUE;
  if (own == NULL)
    return self->journal->ops->find_held (self->journal, self->caller->logbook, op, reason, error);
  *reason = g_strdup (own);
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

static gboolean
apply (Batch *self, const PtOp *op, PtHubRecord *record, PtOutcome *outcome, GError **error)
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
hold (Batch *self, const PtOp *op, PtOutcome *outcome, GError **error)
{
  PtLife *life = get_life (self, &op->dot.incarnation, error);

  if (life == NULL)
    return FALSE;
  life->holds = TRUE;
  outcome->verdict = PT_VERDICT_QUARANTINED;
  return self->journal->ops->hold_op (self->journal, self->caller->logbook, op, outcome->reason,
                                      self->now, error);
}

static gboolean
find_known (Batch *self, const PtOp *op, PtOutcome **out, GError **error)
{
  *out = NULL;
  if (self->last_op == NULL || strcmp (op->id, self->last_op) > 0)
    return TRUE;
  return self->journal->ops->find_op (self->journal, self->caller->logbook, op->id, out, error);
}

/* Into the journal: from now on it is known. */
static gboolean
add_op (Batch *self, const PtOp *op, const char *body, const PtOutcome *outcome, GError **error)
{
  if (self->last_op == NULL || strcmp (op->id, self->last_op) > 0)
    {
      g_free (self->last_op);
      self->last_op = g_strdup (op->id);
    }
  return self->journal->ops->add_op (self->journal, self->caller->logbook, op, body, outcome,
                                     self->now, error);
}

/* @sent: the dot that came with it; when the op was taken under another one (a copy of the laptop had
 * given it new numbers too), its author is told which. */
static void
tell (Batch *self, const char *op, const PtOutcome *outcome, gboolean again, const PtDot *sent)
{
  GString *out = self->results;
  const char *id = pt_verdict_id (outcome->verdict);

  g_string_append_printf (out, "%s{\"op\":\"%s\",\"outcome\":\"%s\"", out->len > 0 ? "," : "", op,
                          again ? pt_verdict_id (PT_VERDICT_DUPLICATE) : id);
  if (again)
    g_string_append_printf (out, ",\"first\":\"%s\"", id);
  if (outcome->seq > 0)
    g_string_append_printf (out, ",\"seq\":%" G_GINT64_FORMAT, outcome->seq);
  if (outcome->reason != NULL)
    g_string_append_printf (out, ",\"reason\":\"%s\"", outcome->reason);
  if (again && sent != NULL && !pt_dot_equal (sent, &outcome->dot))
    {
      char dot[PT_DOT_SIZE];

      pt_dot_print (&outcome->dot, dot);
      g_string_append_printf (out, ",\"dot\":\"%s\"", dot);
    }
  g_string_append_c (out, '}');
}

/* What came too late: words that were erased meanwhile, all or some of them. */
static gboolean
drop (Batch *self, const PtOp *op, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  PtHubRecord *record;

  if (!find_record (self, op, &record, error))
    return FALSE;
  outcome->verdict = PT_VERDICT_ERASED;
  outcome->seq = record != NULL ? record->seq : 0;
  if (!add_op (self, op, "", outcome, error))
    return FALSE;
  tell (self, op->id, outcome, FALSE, NULL);
  return TRUE;
}

static gboolean
take_rest (Batch *self, const PtOp *op, const char *body, gboolean lost, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  PtHubRecord *record;
  gboolean taken;

  if (!find_record (self, op, &record, error)
      || !find_reason (self, op, record, &outcome->reason, error))
    return FALSE;
  if (record == NULL && outcome->reason == NULL)
    {
      record = record_new (self, op, error);
      if (record == NULL)
        return FALSE;
      g_hash_table_insert (self->records, record->id, record);
    }
  taken = outcome->reason != NULL ? hold (self, op, outcome, error)
                                  : apply (self, op, record, outcome, error);
  if (lost && outcome->reason == NULL)
    outcome->verdict = PT_VERDICT_ERASED;
  if (!taken || !add_op (self, op, body, outcome, error))
    return FALSE;
  tell (self, op->id, outcome, FALSE, NULL);
  return TRUE;
}

static gboolean
take_new_op (Batch *self, PtOp *op, const char *body, GError **error)
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

static gboolean
take_op (Batch *self, PtOp *op, const char *body, GError **error)
{
  static const PtOutcome taken_outcome = { .verdict = PT_VERDICT_FORKED,
                                           .reason = (char *)"taken" };
  static const PtOutcome closed_outcome = { .verdict = PT_VERDICT_FORKED,
                                            .reason = (char *)"closed" };
  g_autoptr (PtOutcome) known = NULL;
  gboolean forked = FALSE, taken = FALSE;

  if (!find_known (self, op, &known, error))
    return FALSE;
  if (known != NULL)
    {
      tell (self, op->id, known, TRUE, &op->dot);
      return TRUE;
    }
  if (!check_fork (self, op, &forked, &taken, error))
    return FALSE;
  if (!forked)
    return take_new_op (self, op, body, error);
  tell (self, op->id, taken ? &taken_outcome : &closed_outcome, FALSE, NULL);
  return TRUE;
}

static gboolean
write_back (Batch *self, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!self->journal->ops->set_record (self->journal, self->caller->logbook, value, error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->lives);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!self->journal->ops->set_life (self->journal, self->caller->logbook, key,
                                       self->caller->device, value, error))
      return FALSE;
  return write_numbers (self, error)
         && self->journal->ops->set_head (self->journal, self->caller->logbook, self->head, error);
}

static gboolean
answer_asked (Batch *self, const char *op, GError **error)
{
  g_autoptr (PtOutcome) known = NULL;

  if (!self->journal->ops->find_op (self->journal, self->caller->logbook, op, &known, error))
    return FALSE;
  if (known != NULL)
    tell (self, op, known, TRUE, NULL);
  return TRUE;
}

/* FALSE without error: somebody who left hands in more than is kept. */
static gboolean
check_amount (Batch *self, GError **error)
{
  int64_t n = 0;

  return self->caller->active
         || (self->journal->ops->count_held_of (self->journal, self->caller->logbook,
                                                self->caller->member, &n, error)
             && n + self->ops->len <= MAX_HELD_OF_REVOKED);
}

static gboolean
take_all (Batch *self, GError **error)
{
  if (!self->journal->ops->get_head (self->journal, self->caller->logbook, &self->head, error)
      || !self->journal->ops->last_op (self->journal, self->caller->logbook, &self->last_op, error)
      || !check_amount (self, error))
    return FALSE;
  for (guint i = 0; i < self->ops->len; i++)
    if (!take_op (self, g_ptr_array_index (self->ops, i), g_ptr_array_index (self->bodies, i),
                  error))
      return FALSE;
  for (guint i = 0; i < self->asked->len; i++)
    if (!answer_asked (self, g_ptr_array_index (self->asked, i), error))
      return FALSE;
  return write_back (self, error);
}

static PtHubResponse *
answer (Batch *self)
{
  char *json = g_strdup_printf ("{\"results\":[%s],\"newest\":%" G_GINT64_FORMAT "}",
                                self->results->str, self->head->seq);

  return pt_hub_response_new_json (200, json);
}

PtHubResponse *
pt_handle_push (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Batch) batch = { 0 };
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal;

  batch_init (&batch, hub, journal, request->caller);
  refusal = read_batch (&batch, request->body);
  if (refusal == NULL)
    refusal = check_repair (&batch);
  if (refusal != NULL)
    return refusal;
  if (!journal->ops->begin (journal, request->caller->logbook, &error))
    return pt_problem_trouble (error);
  if (!take_all (&batch, &error))
    {
      journal->ops->rollback (journal);
      return error != NULL ? pt_problem_trouble (error) : pt_problem (PT_PROBLEM_REVOKED_FULL);
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
apply_held (Batch *self, const PtHeld *held, GError **error)
{
  g_autoptr (PtOutcome) outcome = g_new0 (PtOutcome, 1);
  g_autoptr (PtOp) op = parse_held (held, error);
  PtHubRecord *record;

  if (op == NULL || !find_record (self, op, &record, error))
    return FALSE;
  if (record == NULL)
    {
      record = record_new (self, op, error);
      if (record == NULL)
        return FALSE;
      g_hash_table_insert (self->records, record->id, record);
    }
  /* Also an accepted op may not make a record that laptops cannot read. */
  if (is_overfull (record->state, op))
    return FALSE;
  return apply (self, op, record, outcome, error)
         && self->journal->ops->settle_held (self->journal, self->caller->logbook, op->id, outcome,
                                             error);
}

gboolean
pt_push_accept (PtHub *hub, PtJournal *journal, const char *logbook, GPtrArray *held,
                GError **error)
{
  g_auto (Batch) batch = { 0 };
  const PtCaller caller = { .logbook = (char *)logbook };

  batch_init (&batch, hub, journal, &caller);
  if (!journal->ops->get_head (journal, logbook, &batch.head, error))
    return FALSE;
  for (guint i = 0; i < held->len; i++)
    if (!apply_held (&batch, g_ptr_array_index (held, i), error))
      return FALSE;
  return write_back (&batch, error);
}
