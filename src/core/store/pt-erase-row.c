/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-erase-row.h. Everything that can hold a value of a record is gone through here: its state, own
 * saves and the labels of their batches, history, derived rows, the name that a file had, the name
 * behind a pseudonym, settings about the record, bytes and everything that was made from them. */
#include "pt-erase-row.h"

#include "pt-json.h"
#include "pt-name-row.h"
#include "pt-opened.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define SHA256_LENGTH 64

void
pt_erasing_init (PtErasing *self, PtStore *store, GPtrArray *changed, GPtrArray *lost)
{
  *self = (PtErasing){ .store = store, .changed = changed, .lost = lost };
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (PtDot));
}

void
pt_erasing_clear (PtErasing *self)
{
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->gaps, g_array_unref);
}

/* ── Own saves ── */

typedef struct
{
  int64_t ordinal;
  char *body;
  char *member;
  char *batch;
  gboolean unsent; /* nobody else has it */
  gboolean waits;  /* the hub was not heard about it */
} OwnSave;

static void
own_save_free (gpointer data)
{
  OwnSave *self = data;

  g_free (self->body);
  g_free (self->member);
  g_free (self->batch);
  g_free (self);
}

static GPtrArray *
list_saves (PtErasing *self, int64_t row, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (own_save_free);
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->store->db,
                            "SELECT ordinal, body, member, batch, queued = 1 AND (verdict IS NULL"
                            " OR verdict IN ('quarantined', 'erased')), queued = 1 AND verdict IS "
                            "NULL FROM op WHERE record = ? ORDER BY ordinal",
                            error);
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      OwnSave *save = g_new0 (OwnSave, 1);

      save->ordinal = pt_stmt_int (stmt, 0);
      save->body = pt_stmt_dup_text (stmt, 1);
      save->member = pt_stmt_dup_text (stmt, 2);
      save->batch = pt_stmt_is_null (stmt, 3) ? NULL : pt_stmt_dup_id (stmt, 3);
      save->unsent = pt_stmt_int (stmt, 4) != 0;
      save->waits = pt_stmt_int (stmt, 5) != 0;
      g_ptr_array_add (list, save);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* A batch of one note is called by its words. */
static gboolean
is_called_after (const char *label, const PtErasure *order, const PtOp *op)
{
  for (guint i = 0; i < op->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (op->set, i);

      if (pt_erasure_covers (order, setting->name) && setting->value->type == PT_VALUE_TEXT
          && *setting->value->text != '\0'
          && (strstr (label, setting->value->text) != NULL
              || strstr (setting->value->text, label) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
clear_label (PtErasing *self, const OwnSave *save, const PtErasure *order, const PtOp *op,
             GError **error)
{
  g_autofree char *label = NULL;

  if (save->batch == NULL)
    return TRUE;
  label = pt_db_dup_text (self->store->db, error, "SELECT label FROM batch WHERE id = ?", "b",
                          save->batch);
  return label == NULL || *label == '\0' || !is_called_after (label, order, op)
         || pt_db_run (self->store->db, error, "UPDATE batch SET label = '' WHERE id = ?", "b",
                       save->batch);
}

static void
note_file (PtErasing *self, const PtValue *value)
{
  if (value != NULL && value->type == PT_VALUE_TEXT && strlen (value->text) == SHA256_LENGTH
      && strspn (value->text, "0123456789abcdef") == SHA256_LENGTH)
    g_hash_table_add (self->files, g_strdup (value->text));
}

static void
note_gap (PtErasing *self, const PtDot *gone)
{
  for (guint i = 0; i < self->gaps->len; i++)
    {
      PtDot *gap = &g_array_index (self->gaps, PtDot, i);

      if (pt_uuid_compare (&gap->incarnation, &gone->incarnation) == 0)
        {
          gap->counter = MIN (gap->counter, gone->counter);
          return;
        }
    }
  g_array_append_val (self->gaps, *gone);
}

static gboolean
write_rest (PtErasing *self, const OwnSave *save, const PtOp *rest, GError **error)
{
  g_autoptr (JsonNode) node = rest != NULL ? pt_op_to_json (rest) : NULL;
  g_autofree char *body = node != NULL ? pt_json_print_ordered (node) : NULL;

  if (body == NULL)
    return pt_db_run (self->store->db, error, "DELETE FROM op WHERE ordinal = ?", "i",
                      save->ordinal);
  return pt_db_run (self->store->db, error, "UPDATE op SET body = ? WHERE ordinal = ?", "ti", body,
                    save->ordinal);
}

static gboolean
erase_save (PtErasing *self, const PtErasure *order, const OwnSave *save, gboolean *unsent,
            GError **error)
{
  g_autoptr (PtOp) op = pt_store_parse_op (save->body, save->member, NULL, error);
  g_autoptr (PtOp) rest = NULL;
  bool lost;

  if (op == NULL)
    return FALSE;
  rest = pt_erasure_strip_one (order, op, &lost);
  if (!lost)
    return TRUE;
  *unsent |= save->unsent;
  if (pt_erasure_covers (order, "sha256"))
    note_file (self, pt_op_get (op, "sha256"));
  if (rest == NULL && save->waits)
    note_gap (self, &op->dot);
  return clear_label (self, save, order, op, error) && write_rest (self, save, rest, error);
}

static gboolean
erase_saves (PtErasing *self, const PtErasure *order, int64_t row, gboolean *unsent, GError **error)
{
  g_autoptr (GPtrArray) saves = list_saves (self, row, error);

  for (guint i = 0; saves != NULL && i < saves->len; i++)
    if (!erase_save (self, order, g_ptr_array_index (saves, i), unsent, error))
      return FALSE;
  return saves != NULL;
}

/* ── What the hub said, and history ── */

gboolean
pt_erasing_load_state (PtErasing *self, int64_t row, PtState **out, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = pt_db_dup_text (self->store->db, &problem,
                                          "SELECT state FROM record WHERE row = ?", "i", row);

  *out = text != NULL ? pt_store_parse_state (text, &problem) : NULL;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* ── What is being written elsewhere, and repeats it ── */

/* As domain.md counts a quotation: six words on end; of less, all of them. */
#define QUOTED_WORDS 6
#define QUOTED_WORDS_MIN 3

/* Both are folded. */
static gboolean
repeats (const char *words, const char *erased)
{
  g_autofree char *plain = g_strstrip (g_strdup (erased));
  g_auto (GStrv) parts = g_strsplit (plain, " ", -1);
  const guint n = g_strv_length (parts);
  const guint run = MIN (n, QUOTED_WORDS);

  for (guint i = 0; run >= QUOTED_WORDS_MIN && i + run <= n; i++)
    {
      g_autoptr (GString) quoted = g_string_new (" ");
      for (guint k = i; k < i + run; k++)
        g_string_append_printf (quoted, "%s ", parts[k]);
      if (strstr (words, quoted->str) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
drop_repeating (PtErasing *self, const char *erased, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = pt_store_fold_words (erased);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->store->db, "SELECT name, value FROM setting WHERE instr (name, ?) = 1", error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", PT_STORE_WRITING))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_autofree char *words = pt_store_fold_words (pt_stmt_text (stmt, 1));
      if (repeats (words, folded))
        g_ptr_array_add (names, pt_stmt_dup_text (stmt, 0));
    }
  for (guint i = 0; rc == SQLITE_DONE && i < names->len; i++)
    if (!pt_db_run (self->store->db, error, "DELETE FROM setting WHERE name = ?", "t",
                    names->pdata[i]))
      return FALSE;
  return rc == SQLITE_DONE;
}

/* A passage of a story, for one, that began with a quotation. */
static gboolean
erase_repeated (PtErasing *self, const PtErasure *order, int64_t row, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_load_row (self->store, row, error);
  const PtState *state = record != NULL ? pt_record_get_state (record) : NULL;

  if (state == NULL)
    return FALSE;
  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      for (guint v = 0; pt_erasure_covers (order, name) && v < pt_state_n_versions (state, name);
           v++)
        {
          const PtValue *value = pt_state_nth_version (state, name, v)->value;
          if (value->type == PT_VALUE_TEXT && !drop_repeating (self, value->text, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
erase_state (PtErasing *self, const PtErasure *order, int64_t row, GError **error)
{
  g_autoptr (PtState) state = NULL;
  g_autofree char *rest = NULL;

  if (!pt_erasing_load_state (self, row, &state, error))
    return FALSE;
  if (state == NULL)
    return TRUE;
  for (guint i = 0; i < pt_state_n_versions (state, "sha256"); i++)
    if (pt_erasure_covers (order, "sha256"))
      note_file (self, pt_state_nth_version (state, "sha256", i)->value);
  pt_erasure_apply (order, state, NULL);
  rest = pt_state_print (state);
  return pt_db_run (self->store->db, error, "UPDATE record SET state = ? WHERE row = ?", "ti", rest,
                    row);
}

static gboolean
erase_changes (PtErasing *self, const PtErasure *order, int64_t row, GError **error)
{
  PtDb *db = self->store->db;

  if (order->fields == NULL)
    return pt_db_run (db, error, "DELETE FROM change WHERE record = ?", "i", row);
  for (guint i = 0; order->fields[i] != NULL; i++)
    if (!pt_db_run (db, error,
                    "DELETE FROM change WHERE record = ?1 AND (field = ?2"
                    " OR substr (field, 1, length (?2) + 1) = ?2 || '/')",
                    "it", row, order->fields[i]))
      return FALSE;
  return TRUE;
}

/* What stands about a record outside its own rows. */
static gboolean
erase_notes (PtErasing *self, const PtErasure *order, GError **error)
{
  PtDb *db = self->store->db;

  if (pt_erasure_covers (order, "filename")
      && !pt_db_run (db, error, "DELETE FROM original_name WHERE attachment = ?", "b",
                     order->record))
    return FALSE;
  /* Who has no pseudonym any more has no real name either. */
  if (pt_erasure_covers (order, "name") && !pt_name_row_remove (self->store, order->record, error))
    return FALSE;
  /* What somebody makes of two versions of a field repeats both. */
  return pt_db_run (db, error,
                    "DELETE FROM setting WHERE instr (name, ?) > 0 AND (? OR instr (name, ?) = 1)",
                    "tit", order->record, (int64_t)(order->fields == NULL), PT_STORE_WRITING);
}

/* The sum of what is left; without a line of history, which would say what was there. */
static gboolean
show_rest (PtErasing *self, int64_t row, GError **error)
{
  PtStore *store = self->store;
  PtState *hub = NULL;
  g_autoptr (PtState) shown = NULL;
  g_autoptr (PtRecord) after = NULL;
  gboolean there;
  guint n = 0;

  if (!pt_erasing_load_state (self, row, &hub, error))
    return FALSE;
  there = hub != NULL;
  shown = pt_store_overlay (store, row, hub, &n, error);
  if (shown == NULL || !pt_store_set_local (store, row, n > 0 || !there ? shown : NULL, error))
    return FALSE;
  after = pt_store_load_row (store, row, error);
  return after != NULL
         && pt_derive_record (store->derive, row, after, pt_store_derive_flags (store, row), error);
}

/* ── One record ── */

static void
tell_lost (PtErasing *self, const PtErasure *order, int64_t row)
{
  g_autoptr (PtRecord) rest = NULL;
  g_autofree char *title = NULL;

  if (self->lost == NULL)
    return;
  rest = pt_store_load_row (self->store, row, NULL);
  if (rest == NULL || pt_state_n_registers (pt_record_get_state (rest)) == 0)
    {
      g_ptr_array_add (self->lost,
                       /* Translators: %s is the reason, in somebody's words */
                       g_strdup_printf (_ ("Something was erased for everybody, also what you had "
                                           "written in it here. The reason: %s"),
                                        order->reason));
      return;
    }
  title = pt_record_dup_title (rest);
  g_ptr_array_add (
      self->lost,
      /* Translators: the title of a note or other record, and the reason in somebody's words */
      g_strdup_printf (_ ("Part of “%s” was erased for everybody, also what you had "
                          "written there. The reason: %s"),
                       title, order->reason));
}

static gboolean
finish_row (PtErasing *self, const PtErasure *order, int64_t row, gboolean unsent, GError **error)
{
  if (!show_rest (self, row, error))
    return FALSE;
  self->touched = TRUE;
  if (unsent)
    tell_lost (self, order, row);
  if (self->changed != NULL)
    g_ptr_array_add (self->changed, g_strdup (order->record));
  return TRUE;
}

gboolean
pt_erasing_row (PtErasing *self, const PtErasure *order, int64_t row, GError **error)
{
  gboolean unsent = FALSE;

  return erase_repeated (self, order, row, error) && erase_state (self, order, row, error)
         && erase_saves (self, order, row, &unsent, error)
         && erase_changes (self, order, row, error) && erase_notes (self, order, error)
         && finish_row (self, order, row, unsent, error);
}

static gboolean
drop_save (PtErasing *self, const PtErasure *order, const OwnSave *save, const char *owner,
           gboolean *dropped, GError **error)
{
  g_autoptr (PtOp) op = save->unsent ? pt_store_parse_op (save->body, save->member, NULL, error)
                                     : NULL;

  if (op == NULL)
    return !save->unsent;
  return !pt_value_is_text (pt_op_get (op, pt_erasure_owner (op->kind)), owner)
         || erase_save (self, order, save, dropped, error);
}

gboolean
pt_erasing_drop_saves (PtErasing *self, const PtErasure *order, int64_t row, const char *owner,
                       GError **error)
{
  g_autoptr (GPtrArray) saves = list_saves (self, row, error);
  gboolean dropped = FALSE;

  for (guint i = 0; saves != NULL && i < saves->len; i++)
    if (!drop_save (self, order, g_ptr_array_index (saves, i), owner, &dropped, error))
      return FALSE;
  return saves != NULL && (!dropped || finish_row (self, order, row, TRUE, error));
}

/* ── Bytes ── */

static gboolean
is_named (PtErasing *self, const char *sha256, gboolean *out, GError **error)
{
  int64_t n = 0;

  /* Also by a candidate. */
  if (!pt_db_get_int (self->store->db, error, 0, &n,
                      "SELECT EXISTS (SELECT 1 FROM record AS r LEFT JOIN local AS l"
                      " ON l.row = r.row WHERE r.kind = 'attachment'"
                      " AND instr (coalesce (l.state, r.state), ?) > 0)",
                      "t", sha256))
    return FALSE;
  *out = n != 0;
  return TRUE;
}

gboolean
pt_store_fail_removal (const char *path, int number, GError **error)
{
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_FAILED,
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("%1$s cannot be removed: %2$s."), path, g_strerror (number));
  return FALSE;
}

/* Everything in a folder of the logbook that is called after the hash: the bytes, a part of them, a
 * small picture, another size. */
static gboolean
remove_from (const char *folder, const char *sha256, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, sha256) && g_unlink (path) != 0 && errno != ENOENT)
        return pt_store_fail_removal (path, errno, error);
    }
  return TRUE;
}

gboolean
pt_erasing_remove_file (PtStore *store, const char *sha256, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (store->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (store->folder, name, NULL);

      if (g_file_test (folder, G_FILE_TEST_IS_DIR) && !remove_from (folder, sha256, error))
        return FALSE;
    }
  return pt_opened_remove (sha256, error);
}

gboolean
pt_erasing_finish (PtErasing *self, GError **error)
{
  GHashTableIter iter;
  gpointer sha256;

  if (!self->touched)
    return TRUE;
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    {
      gboolean named;

      if (!is_named (self, sha256, &named, error)
          || (!named && !pt_erasing_remove_file (self->store, sha256, error)))
        return FALSE;
    }
  /* Deleted words stay in segments of the index until they are merged. */
  return pt_derive_flush (self->store->derive, error)
         && pt_db_run (self->store->db, error, "INSERT INTO search (search) VALUES ('optimize')",
                       "");
}
