/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One save: an op with the next dot, the record as it then stands, its history and derived rows, and
 * its place in the queue, all in the caller's transaction. What may be saved is decided in
 * pt-store-write.c and pt-sharing.c. */
#include "pt-store-private.h"

#include "pt-stamp.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* ── The op ── */

static void
stamp_op (PtStore *self, PtOp *op)
{
  PtWorld *world = self->world;

  op->at = world->now (world);
  op->offset = world->offset (world, op->at);
  if (world == pt_world_system ())
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
      op->tz = g_strdup (g_time_zone_get_identifier (zone));
    }
  op->schema = PT_SCHEMA_VERSION;
  op->member = g_strdup (pt_store_get_member (self));
}

/* Also without a hub: the one that comes takes the orders under their numbers. */
static gboolean
read_era (PtStore *self, PtOp *op, GError **error)
{
  return pt_db_get_int (self->db, error, 0, &op->era, "SELECT max (number) FROM erasure", "");
}

static gboolean
read_hub (PtStore *self, PtOp *op, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, "SELECT device FROM hub", error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  if (rc == SQLITE_ROW)
    op->device = pt_stmt_dup_text (stmt, 0);
  return rc >= 0;
}

/* Whether somebody else's save on this record has the dot already: then two databases live the same
 * life (a cloned disk), and this one begins a new one now instead of at the hub's word. */
static gboolean
is_taken (const PtSaving *saving, const PtDot *dot)
{
  g_autoptr (PtVector) known = saving->before != NULL
                                   ? pt_state_dup_seen (pt_record_get_state (saving->before))
                                   : pt_vector_new ();

  return pt_vector_has (known, dot);
}

static gboolean
next_dot (PtStore *self, const PtSaving *saving, PtDot *dot, GError **error)
{
  if (!pt_incarnation_next (self->life, dot, error))
    return FALSE;
  return !is_taken (saving, dot)
         || (pt_incarnation_renew (self->life, PT_LIFE_TAKEN, error)
             && pt_incarnation_next (self->life, dot, error));
}

/* Its dot is not one of the numbers that go to the hub yet. */
static PtOp *
make_op (PtStore *self, const PtSaving *saving, GError **error)
{
  g_autofree char *id = pt_id_new (self->world);
  PtDot dot;

  pt_incarnation_next_private (self->life, &dot);
  g_autoptr (PtOp) op = pt_op_new (id, &dot, saving->id, saving->kind);
  for (guint i = 0; i < saving->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (saving->set, i);
      pt_op_set (op, setting->name, setting->value);
    }
  pt_vector_free (op->seen);
  op->seen = pt_vector_copy (saving->seen);
  stamp_op (self, op);
  return read_hub (self, op, error) && read_era (self, op, error) ? g_steal_pointer (&op) : NULL;
}

static char *
print_op (const PtOp *op, GError **error)
{
  g_autofree char *body = pt_op_print (op);

  if (strlen (body) <= PT_OP_MAX_BYTES)
    return g_steal_pointer (&body);
  refuse (error,
          _ ("This is too much for one save (more than 512 KB). Divide the text over several "
             "notes, or attach it as a file."));
  return NULL;
}

/* ── Rows ── */

/* A logbook without a hub numbers by itself; else the hub does, and until then it is 0. */
static gboolean
next_number (PtStore *self, const char *kind, int64_t *out, GError **error)
{
  return pt_db_get_int (self->db, error, 0, out,
                        "SELECT CASE WHEN EXISTS (SELECT 1 FROM hub) THEN 0"
                        " ELSE (SELECT coalesce (max (no), 0) + 1 FROM record WHERE kind = ?) END",
                        "t", kind);
}

static gboolean
insert_record (PtStore *self, const PtSaving *saving, const PtOp *op, int64_t no, int64_t *row,
               GError **error)
{
  if (!pt_db_run (self->db, error,
                  "INSERT INTO record (id, kind, no, created_by, created_device, created_at)"
                  " VALUES (?, ?, ?, ?, ?, ?)",
                  "btitti", saving->id, saving->kind, no, op->member, op->device, op->at))
    return FALSE;
  *row = sqlite3_last_insert_rowid (pt_db_handle (self->db));
  return TRUE;
}

static gboolean
insert_op (PtStore *self, const PtSaving *saving, int64_t row, const PtOp *op, int64_t *ordinal,
           GError **error)
{
  g_autofree char *body = print_op (op, error);
  char incarnation[PT_ID_LENGTH + 1];

  if (body == NULL)
    return FALSE;
  pt_uuid_format (&op->dot.incarnation, incarnation);
  if (!pt_db_run (self->db, error,
                  "INSERT INTO op (id, incarnation, counter, record, member, body, how, batch,"
                  " makes, queued) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  "bbiitttbii", op->id, incarnation, op->dot.counter, row, op->member, body,
                  saving->reason->how, saving->reason->batch, (int64_t)(saving->before == NULL),
                  (int64_t)saving->queued))
    return FALSE;
  *ordinal = sqlite3_last_insert_rowid (pt_db_handle (self->db));
  return TRUE;
}

static PtState *
apply_op (const PtSaving *saving, const PtOp *op)
{
  PtState *state = saving->before != NULL ? pt_state_copy (pt_record_get_state (saving->before))
                                          : pt_state_new ();

  pt_state_apply (state, op);
  return state;
}

/* What was saved privately before stays here: the raising save holds all that it amounts to. */
static gboolean
settle_private (PtStore *self, int64_t row, GError **error)
{
  return pt_db_run (self->db, error,
                    "UPDATE op SET settled = 1 WHERE record = ? AND settled = 0 AND queued = 0",
                    "i", row);
}

static PtRecord *
record_after (const PtSaving *saving, const PtState *state)
{
  return pt_record_new (saving->id, saving->kind, pt_state_copy (state));
}

/* The record as it stands after the save; a new one gets its row. */
static PtRecord *
place_record (PtStore *self, const PtSaving *saving, const PtOp *op, const PtState *after,
              int64_t *row, GError **error)
{
  int64_t no = 0;

  if (saving->before != NULL)
    return pt_store_record_with_state (saving->before, after);
  if (!next_number (self, saving->kind, &no, error)
      || !insert_record (self, saving, op, no, row, error))
    return NULL;
  PtRecord *record = record_after (saving, after);
  pt_record_set_hub (record, 0, no, false);
  pt_record_set_created (record, op->member, op->device, op->at);
  return record;
}

static gboolean
file_op (PtStore *self, const PtSaving *saving, const PtOp *op, const PtState *after,
         GError **error)
{
  const PtState *before = saving->before != NULL ? pt_record_get_state (saving->before) : NULL;
  int64_t row = saving->row, ordinal = 0;
  guint n_lines = 0;
  g_autoptr (PtRecord) record = place_record (self, saving, op, after, &row, error);

  if (record == NULL || (saving->raises && !settle_private (self, row, error)))
    return FALSE;
  return insert_op (self, saving, row, op, &ordinal, error)
         && pt_store_set_local (self, row, after, error)
         && pt_store_log_changes (self, row, before, after, saving->reason->how, op, ordinal,
                                  &n_lines, error)
         && pt_derive_record (self->derive, row, record,
                              pt_store_derive_flags (self, row)
                                  | (saving->before == NULL ? PT_DERIVE_NEW : 0),
                              error)
         && (!saving->queued || before == NULL
             || pt_store_move_drafts (self, row, before, op, error));
}

/* ── Deciding whether it is queued ── */

/* The @n-th version of every register that has one, as the settings of one save; 0 = what is shown. */
static GPtrArray *
list_nth (const PtState *state, guint n)
{
  GPtrArray *set = pt_settings_new ();

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      if (n < pt_state_n_versions (state, name))
        pt_settings_take (set, name, pt_value_copy (pt_state_nth_version (state, name, n)->value));
    }
  return set;
}

/* Two versions that nobody has chosen between leave as two: each set of candidates is a save that has
 * seen nothing. */
static gboolean
raise_candidates (PtStore *self, const PtSaving *raised, const PtState *held, GError **error)
{
  for (guint n = 1;; n++)
    {
      g_autoptr (GPtrArray) set = list_nth (held, n);
      g_autoptr (PtVector) nothing = pt_vector_new ();
      g_autoptr (PtRecord) before = set->len > 0 ? pt_store_load_row (self, raised->row, error)
                                                 : NULL;
      PtSaving saving = *raised;

      if (set->len == 0 || before == NULL)
        return set->len == 0;
      saving.before = before;
      saving.set = set;
      saving.seen = nothing;
      saving.raises = FALSE;
      g_autoptr (PtOp) op = make_op (self, &saving, error);
      if (op == NULL || !next_dot (self, &saving, &op->dot, error))
        return FALSE;
      g_autoptr (PtState) after = apply_op (&saving, op);
      if (!file_op (self, &saving, op, after, error))
        return FALSE;
    }
}

static gboolean
make_private_again (PtStore *self, const PtSaving *saving, GError **error)
{
  if (pt_store_stays_shared (self, saving->before))
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_SHARED,
                           _ ("This was already shared with your team and cannot become private "
                              "again. Make a private copy, and erase the shared one."));
      return FALSE;
    }
  return pt_store_withdraw_row (self, saving->row, saving->id, error);
}

/* Saves @saving, which is decided but for the queue. */
static gboolean
save (PtStore *self, PtSaving *saving, GError **error)
{
  gboolean was_sent = saving->row > 0 && pt_store_is_sent (self, saving->row);
  g_autoptr (PtOp) op = make_op (self, saving, error);

  if (op == NULL || (was_sent && !next_dot (self, saving, &op->dot, error)))
    return FALSE;
  g_autoptr (PtState) after = apply_op (saving, op);
  g_autoptr (PtRecord) record = record_after (saving, after);
  gboolean is_private = pt_store_effective_sharing (self, record) == PT_SHARING_PRIVATE;
  if (is_private && was_sent && pt_record_get_sharing (record) == PT_SHARING_PRIVATE)
    {
      if (!make_private_again (self, saving, error))
        return FALSE;
      was_sent = FALSE;
    }
  saving->queued = was_sent || !is_private;
  if (was_sent || is_private)
    return file_op (self, saving, op, after, error);
  if (!next_dot (self, saving, &op->dot, error))
    return FALSE;
  if (saving->before == NULL)
    {
      pt_state_free (after);
      after = apply_op (saving, op);
      return file_op (self, saving, op, after, error);
    }

  /* Raised: the first that leaves, with all that it holds. */
  g_autoptr (PtState) held = pt_state_copy (after);
  g_autoptr (GPtrArray) all = list_nth (after, 0);
  g_autoptr (PtVector) seen = pt_state_dup_seen (pt_record_get_state (saving->before));
  pt_vector_join (seen, op->seen);
  for (guint i = 0; i < all->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (all, i);
      pt_op_set (op, setting->name, setting->value);
    }
  pt_vector_free (op->seen);
  op->seen = g_steal_pointer (&seen);
  saving->raises = TRUE;
  pt_state_free (after);
  after = apply_op (saving, op);
  return file_op (self, saving, op, after, error) && raise_candidates (self, saving, held, error)
         && pt_store_raise_dependants (self, saving->id, error);
}

gboolean
pt_store_raise_row (PtStore *self, int64_t row, GError **error)
{
  const PtSaveReason reason = { .how = "raise" };
  g_autoptr (PtRecord) before = pt_store_load_row (self, row, error);

  if (before == NULL)
    return FALSE;
  g_autoptr (GPtrArray) set = pt_settings_new (); /* nothing new: it leaves as it stands */
  g_autoptr (PtVector) seen = pt_state_dup_seen (pt_record_get_state (before));
  PtSaving saving = {
    .row = row,
    .id = pt_record_get_id (before),
    .kind = pt_record_get_kind_id (before),
    .before = before,
    .set = set,
    .seen = seen,
    .reason = &reason,
  };
  return save (self, &saving, error);
}

gboolean
pt_store_save_again (PtStore *self, int64_t row, const PtOp *lost, GError **error)
{
  const PtSaveReason reason = { .how = "repair" };
  g_autoptr (PtRecord) before = pt_store_load_row (self, row, error);
  PtSaving saving = {
    .row = row, .set = lost->set, .seen = lost->seen, .reason = &reason, .queued = TRUE
  };

  if (before == NULL)
    return FALSE;
  saving.before = before;
  saving.id = pt_record_get_id (before);
  saving.kind = pt_record_get_kind_id (before);
  g_autoptr (PtOp) op = make_op (self, &saving, error);
  if (op == NULL || !next_dot (self, &saving, &op->dot, error))
    return FALSE;
  g_autoptr (PtState) after = apply_op (&saving, op);
  return file_op (self, &saving, op, after, error);
}

/* ── An edit ── */

static gboolean
check_setting (const PtRecordKind *kind, const PtSetting *setting, GError **error)
{
  if (setting->value->type == PT_VALUE_TEXT && strlen (setting->value->text) > PT_FIELD_MAX_BYTES)
    return refuse (error, _ ("This text is too long for one field (more than 256 KB). Divide it "
                             "over several notes, or attach it as a file."));
  return kind == NULL || pt_validate_register (kind, setting->name, setting->value, error);
}

static gboolean
check_edit (const PtEdit *edit, PtRecord *before, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (edit->kind);

  if (before == NULL && !edit->is_new)
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                   _ ("There is nothing with the number %s in this logbook."), edit->id);
      return FALSE;
    }
  if (before != NULL && strcmp (pt_record_get_kind_id (before), edit->kind) != 0)
    return refuse (error, _ ("This number is already that of something else."));
  for (guint i = 0; i < edit->set->len; i++)
    if (!check_setting (kind, g_ptr_array_index (edit->set, i), error))
      return FALSE;
  return TRUE;
}

/* The same link made again, or an import repeated: only what differs, and it is there again. */
static void
merge_into (const PtEdit *edit, PtRecord *before, GPtrArray *set, PtVector *seen)
{
  g_autoptr (PtVector) shown = pt_state_dup_seen (pt_record_get_state (before));

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      const PtValue *now = pt_state_shown (pt_record_get_state (before), setting->name);
      if (now == NULL || !pt_value_equal (now, setting->value))
        pt_settings_take (set, setting->name, pt_value_copy (setting->value));
    }
  if (pt_record_is_archived (before))
    pt_settings_take (set, "archived", pt_value_new_bool (false));
  pt_vector_join (seen, shown);
}

static void
copy_settings (const PtEdit *edit, GPtrArray *set)
{
  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (edit->set, i);
      pt_settings_take (set, setting->name, pt_value_copy (setting->value));
    }
  if (edit->is_new && set->len == 0) /* a save says something, or it is none */
    pt_settings_take (set, "archived", pt_value_new_bool (false));
}

gboolean
pt_store_apply_edit (PtStore *self, const PtEdit *edit, const PtSaveReason *reason, GError **error)
{
  g_autoptr (GError) problem = NULL;
  int64_t row = 0;
  g_autoptr (PtRecord) before = pt_store_find_record (self, edit->id, &row, &problem);
  g_autoptr (GPtrArray) set = pt_settings_new ();
  g_autoptr (PtVector) seen = pt_vector_copy (edit->seen);

  if (problem == NULL && before != NULL)
    pt_store_translate_seen (self, row, seen, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!check_edit (edit, before, error) || !pt_store_check_open (self, edit, reason, error)
      || !pt_store_check_erased (self, edit, before, error))
    return FALSE;
  if (before != NULL && edit->is_new)
    merge_into (edit, before, set, seen);
  else
    copy_settings (edit, set);
  if (set->len == 0)
    return TRUE;
  /* An import tells of the past: today's surroundings are not those of its notes. */
  if (strcmp (reason->how, "save") == 0
      && !pt_stamp_surroundings (self, edit->kind, before, set, error))
    return FALSE;
  PtSaving saving = {
    .row = row,
    .id = edit->id,
    .kind = edit->kind,
    .before = before,
    .set = set,
    .seen = seen,
    .reason = reason,
  };
  if (!save (self, &saving, error))
    return FALSE;
  if (strcmp (reason->how, "save") == 0 && !edit->asks_names)
    pt_named_note (self, edit);
  return TRUE;
}
