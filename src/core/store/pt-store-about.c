/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few things about a logbook that are no records: where it is, what it is called, settings on this
 * laptop, members and who works here. */
#include "pt-id.h"
#include "pt-store-private.h"

#include <string.h>

const char *
pt_store_get_folder (PtStore *self)
{
  return self->folder;
}

PtDb *
pt_store_get_db (PtStore *self)
{
  return self->db;
}

PtWorld *
pt_store_get_world (PtStore *self)
{
  return self->world;
}

gboolean
pt_store_has_hub (PtStore *self)
{
  int64_t n = 0;

  return pt_db_get_int (self->db, NULL, 0, &n, "SELECT EXISTS (SELECT 1 FROM hub)", "") && n != 0;
}

char *
pt_store_dup_meta (PtStore *self, const char *name)
{
  return pt_db_dup_text (self->db, NULL, "SELECT value FROM meta WHERE name = ?", "t", name);
}

gboolean
pt_store_set_meta (PtStore *self, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return pt_db_run (self->db, error, "DELETE FROM meta WHERE name = ?", "t", name);
  return pt_db_run (self->db, error, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)",
                    "tt", name, value);
}

/* Another process may have joined a hub meanwhile; there are few different values, so that a
 * borrowed one may live for ever. */
static const char *
intern_meta (PtStore *self, const char *name)
{
  g_autofree char *value = pt_store_dup_meta (self, name);

  return g_intern_string (value);
}

const char *
pt_store_get_logbook_id (PtStore *self)
{
  self->logbook = intern_meta (self, "logbook");
  return self->logbook;
}

char *
pt_store_dup_logbook_name (PtStore *self)
{
  const char *id = pt_store_get_logbook_id (self);
  g_autoptr (PtRecord) record = id != NULL ? pt_store_find_record (self, id, NULL, NULL) : NULL;
  const char *name = record != NULL ? pt_record_get_text (record, "name") : NULL;
  char *folder_name = name == NULL ? g_path_get_basename (self->folder) : NULL;

  if (folder_name != NULL && g_str_has_suffix (folder_name, ".proeftuin"))
    folder_name[strlen (folder_name) - strlen (".proeftuin")] = '\0';
  return name != NULL ? g_strdup (name) : folder_name;
}

int64_t
pt_store_data_version (PtStore *self)
{
  int64_t version = 0;

  return pt_db_get_int (self->db, NULL, 0, &version, "PRAGMA data_version", "") ? version : 0;
}

char *
pt_store_dup_setting (PtStore *self, const char *name)
{
  return pt_db_dup_text (self->db, NULL, "SELECT value FROM setting WHERE name = ?", "t", name);
}

gboolean
pt_store_set_setting (PtStore *self, const char *name, const char *value, GError **error)
{
  if (!pt_store_begin (self, error))
    return FALSE;
  gboolean ok = value == NULL
                    ? pt_db_run (self->db, error, "DELETE FROM setting WHERE name = ?", "t", name)
                    : pt_db_run (self->db, error,
                                 "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", "tt",
                                 name, value);
  return pt_store_end (self, ok, error);
}

/* ── What is being written ── */

/* Whether no record that @place names is missing. */
static gboolean
is_about_what_is_here (PtStore *self, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (pt_id_is_valid (parts[i]) && !pt_store_has_record (self, parts[i]))
      return FALSE;
  return TRUE;
}

int64_t
pt_store_count_erased (PtStore *self, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "/", -1);
  int64_t sum = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int64_t n = 0;
      if (pt_id_is_valid (parts[i])
          && pt_db_get_int (self->db, NULL, 0, &n, "SELECT count(*) FROM erasure WHERE record = ?",
                            "b", parts[i]))
        sum += n;
    }
  return sum;
}

gboolean
pt_store_keep_writing (PtStore *self, const char *place, const char *words, int64_t n_erased,
                       GError **error)
{
  g_autofree char *name = g_strconcat (PT_STORE_WRITING, place, NULL);
  const gboolean is_kept = is_about_what_is_here (self, place)
                           && pt_store_count_erased (self, place) == n_erased;

  return pt_store_set_setting (self, name, is_kept ? words : NULL, error);
}

char *
pt_store_dup_writing (PtStore *self, const char *place)
{
  g_autofree char *name = g_strconcat (PT_STORE_WRITING, place, NULL);

  return pt_store_dup_setting (self, name);
}

/* ── Members ── */

void
pt_member_free (PtMember *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->role);
  g_free (self->stakeholder);
  g_free (self);
}

const char *
pt_store_get_member (PtStore *self)
{
  self->member = intern_meta (self, "member");
  return self->member;
}

char *
pt_store_dup_role (PtStore *self)
{
  return pt_store_dup_meta (self, "role");
}

GPtrArray *
pt_store_list_members (PtStore *self, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT id, name, role, active, stakeholder FROM member ORDER BY name, id", error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_member_free);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtMember *member = g_new0 (PtMember, 1);
      member->id = pt_stmt_dup_text (stmt, 0);
      member->name = pt_stmt_dup_text (stmt, 1);
      member->role = pt_stmt_dup_text (stmt, 2);
      member->active = pt_stmt_int (stmt, 3) != 0;
      member->stakeholder = pt_stmt_dup_text (stmt, 4);
      g_ptr_array_add (list, member);
    }
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

char *
pt_store_dup_member_name (PtStore *self, const char *member)
{
  char *name = member != NULL ? pt_db_dup_text (self->db, NULL,
                                                "SELECT name FROM member WHERE id = ?", "t", member)
                              : NULL;

  return name != NULL ? name : g_strdup ("");
}
