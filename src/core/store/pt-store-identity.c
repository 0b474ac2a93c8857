/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real names behind pseudonyms. They are in one table that is in no save, no history, no index,
 * no backup and on no wire. */
#include "pt-store-private.h"

#include <string.h>

#define NAME_PART_MIN 3 /* letters: shorter parts are particles */

gboolean
pt_store_set_identity (PtStore *self, const char *stakeholder, const char *name,
                       const char *contact, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, stakeholder, error);
  gboolean nothing = (name == NULL || *name == '\0') && (contact == NULL || *contact == '\0');

  if (record == NULL || !pt_store_begin (self, error))
    return FALSE;
  gboolean ok = nothing ? pt_db_run (self->db, error, "DELETE FROM identity WHERE stakeholder = ?",
                                     "b", stakeholder)
                        : pt_db_run (self->db, error,
                                     "INSERT OR REPLACE INTO identity (stakeholder, name, contact)"
                                     " VALUES (?, ?, ?)",
                                     "btt", stakeholder, name, contact);
  return pt_store_end (self, ok, error);
}

gboolean
pt_store_get_identity (PtStore *self, const char *stakeholder, char **name, char **contact,
                       GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT name, contact FROM identity WHERE stakeholder = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "b", stakeholder))
    return FALSE;
  int rc = pt_stmt_step (stmt, error);
  if (rc < 0)
    return FALSE;
  *name = rc == SQLITE_ROW ? pt_stmt_dup_text (stmt, 0) : NULL;
  *contact = rc == SQLITE_ROW ? pt_stmt_dup_text (stmt, 1) : NULL;
  return TRUE;
}

/* ── Names in texts ── */

char *
pt_store_fold_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *out = g_string_new (" ");

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, g_unichar_tolower (c));
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

static gboolean
has_words (const char *folded_text, const char *words)
{
  g_autofree char *folded = pt_store_fold_words (words);

  return strlen (folded) > 1 && strstr (folded_text, folded) != NULL;
}

/* The whole name, or a part of it that is a name by itself: “Fatima” of “Fatima el Amrani”. */
static gboolean
occurs (const char *folded_text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);

  if (has_words (folded_text, name))
    return TRUE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_utf8_strlen (parts[i], -1) >= NAME_PART_MIN
        && g_unichar_isupper (g_utf8_get_char (parts[i])) && has_words (folded_text, parts[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
pt_store_find_names (PtStore *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = pt_store_fold_words (text);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT stakeholder, name FROM identity WHERE name IS NOT NULL", error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (occurs (folded, pt_stmt_text (stmt, 1)))
      g_ptr_array_add (found, pt_stmt_dup_id (stmt, 0));
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}
