/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST …/offer: taking back what a restore has lost, {"records":[…]} as in the feed, whole or in
 * pieces. Every value that survives at a laptop goes through the same
 * rule as the save that gave it, with its own dot, author and time; who offers it is only logged.
 * Roles are not asked: they were when the value first came in. Numbers come back as far as nobody
 * else has them by now. */
#include "pt-push-repair.h"

#include "pt-audit.h"
#include "pt-bounds.h"
#include "pt-epoch.h"
#include "pt-erase.h"
#include "pt-hub-files.h"
#include "pt-json.h"
#include "pt-push.h"
#include "pt-roles.h"
#include "pt-wire.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  const PtCaller *caller;
  PtHead *head;
  int64_t era;         /* the last erasure that the laptop has carried out */
  GPtrArray *offered;  /* PtRecord */
  GHashTable *numbers; /* "KIND NUMBER" that records have; NULL = not asked yet */
  GHashTable *back;    /* ids of the records that changed */
  guint changed;
} Offer;

static void
offer_clear (Offer *self)
{
  g_clear_pointer (&self->head, pt_head_free);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->back, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Offer, offer_clear)

PtHubResponse *
pt_push_refuse_repair (PtHub *hub, const PtCaller *caller, const PtHead *head)
{
  if (!caller->active || !pt_role_is_core (caller->role))
    return pt_problem (PT_PROBLEM_ROLE);
  return pt_epoch_is_repaired (hub, head) ? NULL : pt_problem (PT_PROBLEM_REPAIR_OVER);
}

static bool
read_record (PtNode node, guint index, gpointer data, GError **error)
{
  Offer *self = data;
  PtRecord *record;

  if (index >= PT_WIRE_BATCH_OPS)
    {
      g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE, "too many records");
      return false;
    }
  record = pt_node_is (node, PT_NODE_OBJECT) ? pt_wire_record_read (node, error) : NULL;
  if (record == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "record %u is no object", index);
      return false;
    }
  g_ptr_array_add (self->offered, record);
  return true;
}

static PtHubResponse *
read_offer (Offer *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (PtTree) tree = NULL;
  PtNode records;

  self->back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->offered = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  tree = pt_tree_parse_each (data, size, size, "records", read_record, self, &error);
  if (tree == NULL)
    return pt_problem_from_json (error);
  if (!pt_node_is (pt_tree_root (tree), PT_NODE_OBJECT)
      || !pt_node_get_array (pt_tree_root (tree), "records", &records, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object with records is asked");
  self->era = pt_node_int_or (pt_tree_root (tree), "era", 0);
  return NULL;
}

/* ── Numbers ── */

static char *
number_key (const char *kind, int64_t no)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, no);
}

static gboolean
is_taken (Offer *self, const char *kind, int64_t no, gboolean *taken, GError **error)
{
  g_autofree char *key = number_key (kind, no);

  if (self->numbers == NULL
      && !self->journal->ops->list_numbers (self->journal, self->caller->logbook, &self->numbers,
                                            error))
    return FALSE;
  *taken = g_hash_table_contains (self->numbers, key);
  return TRUE;
}

/* The number that people know the record by, or else the next one. */
static gboolean
give_number (Offer *self, PtHubRecord *record, int64_t known, GError **error)
{
  const PtJournalOps *ops = self->journal->ops;
  gboolean taken = TRUE;

  if (known > 0 && known <= PT_JOURNAL_MAX_NO
      && !is_taken (self, record->kind, known, &taken, error))
    return FALSE;
  record->no = known;
  if (taken ? !ops->next_no (self->journal, self->caller->logbook, record->kind, 0, &record->no,
                             error)
            : !ops->keep_no (self->journal, self->caller->logbook, record->kind, known, error))
    return FALSE;
  if (self->numbers != NULL)
    g_hash_table_add (self->numbers, number_key (record->kind, record->no));
  return TRUE;
}

/* ── One record ── */

static char *
id_or (const char *id, const char *fallback)
{
  return g_strdup (id != NULL && pt_id_is_valid (id) ? id : fallback);
}

static PtHubRecord *
find_or_make (Offer *self, const PtRecord *offered, GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  if (!self->journal->ops->get_record (self->journal, self->caller->logbook,
                                       pt_record_get_id (offered), &record, error))
    return NULL;
  if (record != NULL)
    return g_steal_pointer (&record);
  record = g_new0 (PtHubRecord, 1);
  record->id = g_strdup (pt_record_get_id (offered));
  record->kind = g_strdup (pt_record_get_kind_id (offered));
  record->member = id_or (pt_record_get_created_by (offered), self->caller->member);
  record->device = g_strdup (self->caller->device);
  record->made_at = pt_record_get_created_at (offered);
  record->state = pt_state_new ();
  if (!give_number (self, record, pt_record_get_no (offered), error))
    return NULL;
  return g_steal_pointer (&record);
}

/* No laptop may use such a dot again, and none may look as if it did. */
static gboolean
raise_life (Offer *self, const PtStamp *stamp, const PtDot *dot, GError **error)
{
  g_autofree char *device = id_or (stamp->device, self->caller->device);
  PtLife life;

  if (!self->journal->ops->get_life (self->journal, self->caller->logbook, &dot->incarnation, &life,
                                     error))
    return FALSE;
  if (dot->counter <= life.last)
    return TRUE;
  life.last = dot->counter;
  return self->journal->ops->set_life (self->journal, self->caller->logbook, &dot->incarnation,
                                       device, &life, error);
}

static gboolean
raise_lives (Offer *self, const PtState *state, GError **error)
{
  const PtStamp *last = NULL;

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);

      for (guint j = 0; j < pt_state_n_versions (state, name); j++)
        {
          const PtStamp *stamp = pt_state_nth_version (state, name, j)->stamp;

          for (guint k = 0; stamp != last && k < stamp->n_dots; k++)
            if (!raise_life (self, stamp, &stamp->dots[k], error))
              return FALSE;
          last = stamp;
        }
    }
  return TRUE;
}

/* The bytes of a file that came after the backup may still be in the folder, and nowhere else. */
static gboolean
adopt_file (Offer *self, const PtHubRecord *record, GError **error)
{
  const PtValue *value = strcmp (record->kind, "attachment") == 0
                             ? pt_state_shown (record->state, "sha256")
                             : NULL;
  const char *sha256 = value != NULL && value->type == PT_VALUE_TEXT ? value->text : "";
  gboolean known = TRUE, same = FALSE;
  g_autofree char *path = NULL;
  PtHash hash;
  int fd;

  if (!pt_hash_parse (sha256, &hash))
    return TRUE;
  if (!self->journal->ops->is_file_stored (self->journal, self->caller->logbook, &hash, &known,
                                           error))
    return FALSE;
  path = pt_hub_files_path (self->hub, self->caller->logbook, sha256, "");
  fd = known ? -1 : open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return TRUE;
  /* What cannot be read is sent again. */
  pt_hub_files_check (fd, sha256, &same, NULL);
  close (fd);
  return !same
         || self->journal->ops->set_file_stored (self->journal, self->caller->logbook, &hash,
                                                 pt_hub_files_size (path),
                                                 self->hub->world->now (self->hub->world), error);
}

static gboolean
keep (Offer *self, PtHubRecord *record, GError **error)
{
  pt_head_advance (self->head, record->id);
  record->seq = self->head->seq;
  self->changed++;
  g_hash_table_add (self->back, g_strdup (record->id));
  return self->journal->ops->add_link (self->journal, self->caller->logbook, self->head->seq,
                                       &self->head->chain, error)
         && adopt_file (self, record, error)
         && pt_push_note_file (self->hub, self->journal, self->caller->logbook,
                               pt_state_shown (record->state, "sha256"), record, error)
         && self->journal->ops->set_record (self->journal, self->caller->logbook, record, error);
}

static gboolean
take_record (Offer *self, const PtRecord *offered, GError **error)
{
  g_autoptr (PtState) state = pt_state_copy (pt_record_get_state (offered));
  g_autoptr (PtHubRecord) record = NULL;
  g_autoptr (PtState) before = NULL;
  PtVerdict verdict;

  if (!pt_erase_strip_state (self->journal, self->caller->logbook, self->head, self->era,
                             pt_record_get_id (offered), pt_record_get_kind_id (offered), state,
                             error))
    return FALSE;
  if (pt_state_n_registers (state) == 0)
    return TRUE;
  record = find_or_make (self, offered, error);
  if (record == NULL || !raise_lives (self, state, error))
    return FALSE;
  before = pt_state_copy (record->state);
  verdict = pt_state_merge (record->state, state);
  if (!pt_bounds_allow (before, record->state))
    {
      g_message ("repair record=%s: laptops could not read it", record->id);
      return TRUE;
    }
  return (verdict != PT_VERDICT_APPLIED && verdict != PT_VERDICT_CONFLICT)
         || keep (self, record, error);
}

/* ── All ── */

static gboolean
take_all (Offer *self, GError **error)
{
  for (guint i = 0; i < self->offered->len; i++)
    if (!take_record (self, g_ptr_array_index (self->offered, i), error))
      return FALSE;
  if (self->changed > 0
      && (!pt_push_settle (self->journal, self->caller->logbook, self->back, error)
          || !pt_audit_add (self->hub, self->journal, self->caller, self->caller->logbook, "repair",
                            self->caller->device, error)))
    return FALSE;
  return self->journal->ops->set_head (self->journal, self->caller->logbook, self->head, error);
}

static gboolean
take_or_refuse (Offer *self, PtHubResponse **refusal, GError **error)
{
  if (!self->journal->ops->get_head (self->journal, self->caller->logbook, &self->head, error))
    return FALSE;
  *refusal = pt_push_refuse_repair (self->hub, self->caller, self->head);
  return *refusal != NULL || take_all (self, error);
}

static PtHubResponse *
answer (Offer *self)
{
  g_message ("repair device=%s offered=%u changed=%u", self->caller->device, self->offered->len,
             self->changed);
  return pt_hub_response_new_json (
      200, g_strdup_printf ("{\"changed\":%u,\"newest\":%" G_GINT64_FORMAT "}", self->changed,
                            self->head->seq));
}

PtHubResponse *
pt_handle_offer (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Offer) offer = { .hub = hub, .journal = journal, .caller = request->caller };
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal = read_offer (&offer, request->body);

  if (refusal != NULL)
    return refusal;
  if (!journal->ops->begin (journal, request->logbook, &error))
    return pt_problem_trouble (error);
  if (!take_or_refuse (&offer, &refusal, &error))
    {
      journal->ops->rollback (journal);
      return pt_problem_trouble (error);
    }
  if (!journal->ops->commit (journal, &error))
    return pt_problem_trouble (error);
  if (refusal != NULL)
    return refusal;
  if (hub->news != NULL)
    hub->news (request->logbook, hub->news_data);
  return answer (&offer);
}
