/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A logbook's folder: making, opening and closing it, its transactions, and making what is
 * derived anew. What is known about it is in pt-store-about.c. */
#include "pt-name-row.h"

#include "pt-durable.h"
#include "pt-store-resources.h"
#include "pt-tables.h"

#include <glib/gi18n-lib.h>

#define REBUILD_STRIDE 4000

void
pt_store_register_resource (void)
{
  static gsize done;

  /* The linker drops the constructor of a resource in a static library. */
  if (g_once_init_enter (&done))
    {
      g_resources_register (pt_store_get_resource ());
      g_once_init_leave (&done, 1);
    }
}

char *
pt_store_db_path (const char *folder)
{
  return g_build_filename (folder, "logbook.db", NULL);
}

/* ── Opening ── */

static gboolean
rebuild_derived (PtStore *self, GError **error)
{
  if (!pt_lock_upgrade (self->lock, error))
    return FALSE;
  gboolean ok = pt_store_begin (self, error);
  if (ok && !pt_tables_are_current (self->db)) /* unless another process did it meanwhile */
    ok = pt_store_derive_all (self, error);
  ok = pt_store_end (self, ok, error);
  pt_lock_downgrade (self->lock);
  return ok;
}

static gboolean
open_for_writing (PtStore *self, GError **error)
{
  self->derive = pt_derive_new (self->db, "main");
  return pt_tables_are_current (self->db) || rebuild_derived (self, error);
}

static gboolean
open_for_reading (PtStore *self, GError **error)
{
  if (pt_tables_are_current (self->db))
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY,
                       _ ("This logbook was last used by another version of Proeftuin and must be "
                          "opened once in a place where it may be written."));
  return FALSE;
}

/* Ids as SQL sees them: text of 36 signs → 16 bytes. */
static void
uuid_function (sqlite3_context *context, int n, sqlite3_value **values)
{
  PtUuid uuid;
  const char *text = (const char *)sqlite3_value_text (values[0]);

  if (text != NULL && pt_uuid_parse (text, &uuid))
    sqlite3_result_blob (context, uuid.bytes, sizeof uuid.bytes, SQLITE_TRANSIENT);
  else
    sqlite3_result_null (context);
}

/* Titles sort as people expect in their language; only queries use this, never an index. */
static int
text_collation (gpointer data, int size_a, const void *a, int size_b, const void *b)
{
  g_autofree char *one = g_strndup (a, (gsize)size_a);
  g_autofree char *other = g_strndup (b, (gsize)size_b);

  return g_utf8_collate (one, other);
}

/* The natural order is the same in every language, so that two laptops list alike. */
static int
title_collation (gpointer data, int size_a, const void *a, int size_b, const void *b)
{
  g_autofree char *one = g_utf8_casefold (a, size_a);
  g_autofree char *other = g_utf8_casefold (b, size_b);

  return strcmp (one, other);
}

static void
add_functions (sqlite3 *handle)
{
  sqlite3_create_function (handle, "pt_uuid", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                           uuid_function, NULL, NULL);
  sqlite3_create_collation (handle, "pt_text", SQLITE_UTF8, NULL, text_collation);
  sqlite3_create_collation (handle, "pt_title", SQLITE_UTF8, NULL, title_collation);
}

static PtStore *
open_database (const char *folder, PtStoreMode mode, PtDbFlags flags, PtWorld *world,
               GError **error)
{
  g_autofree char *path = pt_store_db_path (folder);
  g_autoptr (PtStore) self = g_new0 (PtStore, 1);

  pt_store_register_resource ();
  self->folder = g_strdup (folder);
  self->mode = mode;
  self->world = world;
  self->lock = pt_lock_new (folder, error);
  if (self->lock == NULL)
    return NULL;
  gboolean migrates = mode == PT_STORE_READ_WRITE && !(flags & PT_DB_CREATE)
                      && pt_db_peek_version (path) < pt_db_latest_version (PT_STORE_MIGRATIONS);
  if (migrates && !pt_lock_upgrade (self->lock, error))
    return NULL;
  self->db = pt_db_open (path, flags, PT_LOGBOOK_APPLICATION_ID, PT_STORE_MIGRATIONS, error);
  if (migrates)
    pt_lock_downgrade (self->lock);
  if (self->db == NULL)
    return NULL;
  add_functions (pt_db_handle (self->db));
  self->life = pt_incarnation_new (self->db, path, self->world);
  if (mode == PT_STORE_READ_WRITE ? open_for_writing (self, error) : open_for_reading (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

PtStore *
pt_store_open (const char *folder, PtStoreMode mode, PtWorld *world, GError **error)
{
  g_return_val_if_fail (folder != NULL && world != NULL, NULL);

  g_autofree char *path = pt_store_db_path (folder);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                   _ ("There is no logbook in the folder %s."), folder);
      return NULL;
    }
  if (pt_store_is_half_made (folder))
    {
      g_set_error (
          error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_A_LOGBOOK,
          /* Translators: %s is a folder */
          _ ("Making the logbook in the folder %s was interrupted, and nothing was saved in "
             "it yet. Make it once more, in the same folder."),
          folder);
      return NULL;
    }
  PtStore *self = open_database (folder, mode, mode == PT_STORE_READ_ONLY ? PT_DB_READ_ONLY : 0,
                                 world, error);
  if (self != NULL && mode == PT_STORE_READ_WRITE)
    pt_name_row_seal_plain (self);
  return self;
}

void
pt_store_close (PtStore *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->derive, pt_derive_free);
  g_clear_pointer (&self->life, pt_incarnation_free);
  g_clear_pointer (&self->db, pt_db_close);
  g_clear_pointer (&self->lock, pt_lock_free);
  g_clear_pointer (&self->unasked, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self);
}

void
pt_store_adopt (PtStore *self)
{
  pt_db_adopt (self->db);
}

/* ── Making ── */

static gboolean
add_maker (PtStore *self, const char *name, GError **error)
{
  g_autofree char *id = pt_id_new (self->world);

  return pt_db_run (self->db, error,
                    "INSERT INTO member (id, name, role, active) VALUES (?, ?, 'coordinator', 1)",
                    "tt", id, name)
         && pt_store_set_meta (self, "member", id, error)
         && pt_store_set_meta (self, "role", "coordinator", error);
}

static gboolean
add_logbook (PtStore *self, PtEdit *logbook, GError **error)
{
  const PtSaveReason reason = { .how = "save" };

  if (pt_edit_get (logbook, "coordinator") == NULL)
    pt_edit_set_text (logbook, "coordinator", pt_store_get_member (self));
  return pt_store_set_meta (self, "logbook", logbook->id, error)
         && pt_store_apply_edit (self, logbook, &reason, error);
}

static gboolean
fill (PtStore *self, PtEdit *logbook, const char *member_name, GError **error)
{
  if (!pt_store_begin (self, error))
    return FALSE;
  gboolean ok = add_maker (self, member_name != NULL ? member_name : "", error)
                && (logbook == NULL || add_logbook (self, logbook, error));
  return pt_store_end (self, ok, error);
}

PtStore *
pt_store_create (const char *folder, PtWorld *world, PtEdit *logbook, const char *member_name,
                 GError **error)
{
  g_return_val_if_fail (folder != NULL && world != NULL, NULL);

  if (!pt_store_make_folder (folder, error))
    return NULL;
  g_autofree char *attachments = g_build_filename (folder, "attachments", NULL);
  g_autofree char *thumbnails = g_build_filename (folder, "thumbnails", NULL);
  PtStore *self = open_database (folder, PT_STORE_READ_WRITE, PT_DB_CREATE, world, error);
  if (self != NULL && fill (self, logbook, member_name, error)
      && pt_store_finish_folder (folder, error))
    {
      pt_durable_make_folder (attachments);
      pt_durable_make_folder (thumbnails);
      return self;
    }
  pt_store_close (self);
  pt_store_clear_folder (folder);
  return NULL;
}

/* ── Transactions ── */

/* In WAL mode a commit that was not synchronised is lost or kept as a whole, and the next one that is
 * takes it along (https://sqlite.org/pragma.html#pragma_synchronous). */
static gboolean
set_relaxed (PtStore *self, gboolean relaxed, GError **error)
{
  if (self->relaxed == relaxed)
    return TRUE;
  if (!pt_db_exec (self->db, relaxed ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL",
                   error))
    return FALSE;
  self->relaxed = relaxed;
  return TRUE;
}

static gboolean
begin (PtStore *self, gboolean relaxed, GError **error)
{
  g_assert (pt_db_is_owner (self->db));
  if (self->mode == PT_STORE_READ_WRITE)
    return set_relaxed (self, relaxed, error) && pt_db_begin (self->db, error);
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY,
                       _ ("This logbook was opened for reading only."));
  return FALSE;
}

gboolean
pt_store_begin (PtStore *self, GError **error)
{
  return begin (self, FALSE, error);
}

gboolean
pt_store_begin_repeatable (PtStore *self, GError **error)
{
  return begin (self, TRUE, error);
}

gboolean
pt_store_commit (PtStore *self, GError **error)
{
  if (!pt_derive_flush (self->derive, error) || !pt_db_commit (self->db, error))
    {
      pt_store_rollback (self);
      return FALSE;
    }
  pt_incarnation_committed (self->life);
  return TRUE;
}

void
pt_store_rollback (PtStore *self)
{
  if (self->mode != PT_STORE_READ_WRITE)
    return;
  pt_db_rollback (self->db);
  pt_derive_forget (self->derive);
  pt_incarnation_rolled_back (self->life);
}

gboolean
pt_store_end (PtStore *self, gboolean ok, GError **error)
{
  if (ok)
    return pt_store_commit (self, error);
  pt_store_rollback (self);
  return FALSE;
}

static gboolean
derive_one (int64_t row, PtRecord *record, gpointer data, GError **error)
{
  PtStore *self = data;

  /* Now and then, so that a large logbook fits into memory. */
  if (row % REBUILD_STRIDE == 0 && !pt_derive_flush (self->derive, error))
    return FALSE;
  return pt_derive_record (self->derive, row, record,
                           PT_DERIVE_NEW | pt_store_derive_flags (self, row), error);
}

/* The shown state of every record that has saves on top of the hub's state. */
static gboolean
derive_local (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT DISTINCT record FROM op WHERE settled = 0 ORDER BY record", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row = pt_stmt_int (stmt, 0);
      g_autofree char *text = pt_db_dup_text (self->db, NULL,
                                              "SELECT state FROM record WHERE row = ?", "i", row);
      g_autoptr (PtState) hub = text != NULL ? pt_store_parse_state (text, error) : NULL;
      guint n = 0;
      if (text != NULL && hub == NULL)
        return FALSE;
      g_autoptr (PtState) shown = pt_store_overlay (self, row, g_steal_pointer (&hub), &n, error);
      if (shown == NULL || !pt_store_set_local (self, row, shown, error))
        return FALSE;
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

gboolean
pt_store_derive_all (PtStore *self, GError **error)
{
  pt_derive_forget (self->derive);
  return pt_tables_drop (self->db, "main", error) && pt_tables_create (self->db, "main", error)
         && derive_local (self, error) && pt_store_each_record (self, derive_one, self, error)
         && pt_derive_flush (self->derive, error) && pt_tables_mark_current (self->db, error);
}
