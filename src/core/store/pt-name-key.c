/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the key of the names is: among the secrets of this user, or in the logbook, sealed with what
 * a passphrase makes. Without it the names stay sealed and people are called by their pseudonyms. */
#include "pt-name-key.h"

#include "pt-secret.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static const PtSecretKind name_key_kind = {
  .schema = "nl.proeftuin.Names",
  .attribute = "key",
  .folder = "keys",
  .label = N_ ("Proeftuin: key of the real names"),
};

/* ── Keys that this program knows ── */

static GMutex mutex;
static GHashTable *known; /* id → PtSealKey */

static gboolean
recall (const char *id, PtSealKey *out)
{
  const PtSealKey *key;

  g_mutex_lock (&mutex);
  key = known != NULL ? g_hash_table_lookup (known, id) : NULL;
  if (key != NULL && out != NULL)
    *out = *key;
  g_mutex_unlock (&mutex);
  return key != NULL;
}

static void
key_free (gpointer data)
{
  pt_seal_key_clear (data);
  g_free (data);
}

static void
remember (const char *id, const PtSealKey *key)
{
  g_mutex_lock (&mutex);
  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  g_hash_table_replace (known, g_strdup (id), g_memdup2 (key, sizeof *key));
  g_mutex_unlock (&mutex);
}

static void
forget (const char *id)
{
  g_mutex_lock (&mutex);
  if (known != NULL)
    g_hash_table_remove (known, id);
  g_mutex_unlock (&mutex);
}

/* ── Its row ── */

typedef struct
{
  char *id;
  GBytes *wrapped; /* NULL = a secret of the user */
  PtSealCost cost;
} Row;

static void
row_clear (Row *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->wrapped, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static GBytes *
read_blob (PtStmt *stmt, int column)
{
  sqlite3_stmt *handle = pt_stmt_handle (stmt);

  return pt_stmt_is_null (stmt, column)
             ? NULL
             : g_bytes_new (sqlite3_column_blob (handle, column),
                            (gsize)sqlite3_column_bytes (handle, column));
}

/* FALSE when there is none. */
static gboolean
read_row (PtStore *self, Row *out)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, "SELECT id, wrapped, salt, ops, memory FROM name_key", NULL);
  g_autoptr (GBytes) salt = NULL;

  if (stmt == NULL || pt_stmt_step (stmt, NULL) != SQLITE_ROW)
    return FALSE;
  out->id = pt_stmt_dup_text (stmt, 0);
  out->wrapped = read_blob (stmt, 1);
  salt = read_blob (stmt, 2);
  out->cost.ops = pt_stmt_int (stmt, 3);
  out->cost.memory = pt_stmt_int (stmt, 4);
  if (salt != NULL && g_bytes_get_size (salt) == sizeof out->cost.salt)
    memcpy (out->cost.salt, g_bytes_get_data (salt, NULL), sizeof out->cost.salt);
  return TRUE;
}

static gboolean
write_row (PtStore *self, const char *id, GBytes *wrapped, const PtSealCost *cost, GError **error)
{
  g_autoptr (GBytes) salt = NULL;

  if (wrapped == NULL)
    return pt_db_run (self->db, error,
                      "INSERT OR REPLACE INTO name_key (only_row, id) VALUES (1, ?)", "t", id);
  salt = g_bytes_new (cost->salt, sizeof cost->salt);
  return pt_db_run (self->db, error,
                    "INSERT OR REPLACE INTO name_key (only_row, id, wrapped, salt, ops, memory)"
                    " VALUES (1, ?, ?, ?, ?, ?)",
                    "tBBii", id, wrapped, salt, cost->ops, cost->memory);
}

char *
pt_name_key_dup_id (PtStore *self)
{
  return pt_db_dup_text (self->db, NULL, "SELECT id FROM name_key", "");
}

/* ── Finding ── */

/* A keyring that is closed now is not asked again for every name. */
static gboolean
ask_secrets (PtStore *self, const char *id, PtSealKey *out)
{
  g_autoptr (PtSecretText) text = self->names_away ? NULL : pt_secret_load (&name_key_kind, id);
  g_auto (PtSealKey) key = { { 0 } };

  self->names_away = !pt_seal_key_parse (text, &key);
  if (self->names_away)
    return FALSE;
  remember (id, &key);
  if (out != NULL)
    *out = key;
  return TRUE;
}

PtNamesState
pt_name_key_find (PtStore *self, PtSealKey *out)
{
  g_auto (Row) row = { NULL };

  if (!read_row (self, &row))
    return PT_NAMES_NONE;
  if (recall (row.id, out))
    return PT_NAMES_OPEN;
  if (row.wrapped != NULL)
    return PT_NAMES_LOCKED;
  return ask_secrets (self, row.id, out) ? PT_NAMES_OPEN : PT_NAMES_AWAY;
}

static char *
dup_sentence (PtNamesState state)
{
  switch (state)
    {
    case PT_NAMES_NONE:
    case PT_NAMES_OPEN:
      return NULL;
    case PT_NAMES_LOCKED:
      return g_strdup (_ ("The real names are locked, and everybody is called by their pseudonym: "
                          "give the passphrase to see them."));
    case PT_NAMES_AWAY:
      return g_strdup (_ ("The real names cannot be read here, and everybody is called by their "
                          "pseudonym: log in to your desktop so that its keyring is open, or take "
                          "in the key file."));
    }
  g_return_val_if_reached (NULL);
}

gboolean
pt_name_key_fail (PtNamesState state, GError **error)
{
  g_autofree char *sentence = dup_sentence (state);

  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED, sentence);
  return FALSE;
}

gboolean
pt_name_key_adopt (PtStore *self, const char *id, const PtSealKey *key, GError **error)
{
  g_autoptr (PtSecretText) text = pt_seal_key_print (key);
  gboolean ok = pt_secret_save (&name_key_kind, id, text, error)
                && write_row (self, id, NULL, NULL, error);

  if (ok)
    remember (id, key);
  self->names_away = FALSE;
  return ok;
}

gboolean
pt_name_key_need (PtStore *self, PtSealKey *out, GError **error)
{
  const PtNamesState state = pt_name_key_find (self, out);
  g_autofree char *id = NULL;

  if (state == PT_NAMES_OPEN)
    return TRUE;
  if (state != PT_NAMES_NONE)
    return pt_name_key_fail (state, error);
  id = pt_id_new (self->world);
  pt_seal_key_new (out);
  return pt_name_key_adopt (self, id, out, error);
}

/* ── What people do with it ── */

PtNamesState
pt_store_get_names_state (PtStore *self)
{
  return pt_name_key_find (self, NULL);
}

char *
pt_store_dup_names_sentence (PtStore *self)
{
  return dup_sentence (pt_name_key_find (self, NULL));
}

const char *
pt_store_get_name_key_place (PtStore *self)
{
  g_auto (Row) row = { NULL };

  if (!read_row (self, &row))
    return NULL;
  return row.wrapped != NULL ? "passphrase" : pt_secret_place (&name_key_kind, row.id);
}

static gboolean
open_wrapped (const Row *row, const char *passphrase, GError **error)
{
  g_auto (PtSealKey) from_words = { { 0 } };
  g_auto (PtSealKey) key = { { 0 } };
  g_autoptr (GBytes) clear = NULL;

  if (!pt_seal_derive (passphrase, &row->cost, &from_words, error))
    return FALSE;
  clear = pt_unseal (&from_words, row->id, row->wrapped);
  if (clear == NULL || g_bytes_get_size (clear) != sizeof key.bytes)
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_LOCKED,
                           _ ("That is not the passphrase of these names. Nothing was changed."));
      return FALSE;
    }
  memcpy (key.bytes, g_bytes_get_data (clear, NULL), sizeof key.bytes);
  remember (row->id, &key);
  return TRUE;
}

gboolean
pt_store_unlock_names (PtStore *self, const char *passphrase, GError **error)
{
  g_auto (Row) row = { NULL };
  PtNamesState state;

  self->names_away = FALSE;
  state = pt_name_key_find (self, NULL);
  if (state == PT_NAMES_NONE || state == PT_NAMES_OPEN)
    return TRUE;
  if (state == PT_NAMES_AWAY || passphrase == NULL)
    return pt_name_key_fail (state, error);
  return read_row (self, &row) && open_wrapped (&row, passphrase, error);
}

void
pt_store_lock_names (PtStore *self)
{
  g_autofree char *id = pt_name_key_dup_id (self);

  if (id != NULL)
    forget (id);
}

static gboolean
wrap (PtStore *self, const char *id, const PtSealKey *key, const char *passphrase, GError **error)
{
  g_auto (PtSealKey) from_words = { { 0 } };
  g_autoptr (GBytes) wrapped = NULL;
  PtSealCost cost;

  pt_seal_cost_new (&cost);
  if (!pt_seal_derive (passphrase, &cost, &from_words, error))
    return FALSE;
  wrapped = pt_seal (&from_words, id, key->bytes, sizeof key->bytes);
  return write_row (self, id, wrapped, &cost, error);
}

gboolean
pt_store_protect_names (PtStore *self, const char *passphrase, GError **error)
{
  g_auto (PtSealKey) key = { { 0 } };
  g_autofree char *id = NULL;
  gboolean ok;

  if ((passphrase != NULL && !pt_seal_check_passphrase (passphrase, error))
      || !pt_store_begin (self, error))
    return FALSE;
  ok = pt_name_key_need (self, &key, error);
  id = ok ? pt_name_key_dup_id (self) : NULL;
  ok = ok
       && (passphrase != NULL ? wrap (self, id, &key, passphrase, error)
                              : pt_name_key_adopt (self, id, &key, error));
  if (!pt_store_end (self, ok, error))
    return FALSE;
  if (passphrase != NULL) /* not before the other way to it is on disk */
    pt_secret_remove (&name_key_kind, id);
  return TRUE;
}

gboolean
pt_store_destroy_names (PtStore *self, GError **error)
{
  g_autofree char *id = pt_name_key_dup_id (self);
  g_autofree char *today = pt_world_today (self->world);

  if (!pt_store_begin (self, error))
    return FALSE;
  if (!pt_store_end (self,
                     pt_db_exec (self->db,
                                 "DELETE FROM sealed_name; DELETE FROM identity;"
                                 " DELETE FROM name_key",
                                 error)
                         && pt_store_set_meta (self, PT_META_UNERASED, "1", error)
                         && pt_db_run (self->db, error,
                                       "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
                                       "tt", PT_SETTING_NAMES_DESTROYED, today),
                     error))
    return FALSE;
  if (id != NULL)
    {
      forget (id);
      pt_secret_remove (&name_key_kind, id);
    }
  return pt_store_finish_erasing (self, error);
}
