/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and parties that were made twice: found by their names, joined and parted by saves like any
 * other, so that they sync, stand in the history and can be undone. How twins are read is in
 * pt-twins.h. */
#include "pt-name-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define APART "twins-apart" /* a setting: "ID+ID ID+ID …" */

void
pt_twins_free (PtTwins *self)
{
  if (self == NULL)
    return;
  g_free (self->kept);
  g_free (self->other);
  g_free (self->kept_name);
  g_free (self->other_name);
  g_free (self);
}

/* ── Finding ── */

typedef struct
{
  char *id;
  char *name;
  char *real; /* folded real name; NULL = not known here */
} Person;

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->real);
  g_free (self);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* “Wilg, De” and “de wilg” have one key. */
static char *
make_key (const char *name)
{
  g_autofree char *folded = pt_store_fold_words (name);
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);

  qsort (words, g_strv_length (words), sizeof *words, compare_words);
  return g_strjoinv (" ", words);
}

static void
file_under (GHashTable *groups, const char *kind, char space, const char *key, Person *person)
{
  g_autofree char *full = g_strdup_printf ("%s%c%s", kind, space, key);
  GPtrArray *group;

  if (*key == '\0')
    return;
  group = g_hash_table_lookup (groups, full);
  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_hash_table_insert (groups, g_steal_pointer (&full), group);
    }
  g_ptr_array_add (group, person);
}

static void
add_person (PtStmt *stmt, const char *real, GPtrArray *people, GHashTable *groups)
{
  Person *person = g_new0 (Person, 1);
  const char *kind = pt_stmt_text (stmt, 2);
  g_autofree char *key = NULL;

  person->id = pt_stmt_dup_text (stmt, 0);
  person->name = pt_stmt_dup_text (stmt, 1);
  person->real = real != NULL ? make_key (real) : NULL;
  g_ptr_array_add (people, person);
  key = make_key (person->name != NULL ? person->name : "");
  file_under (groups, kind != NULL ? kind : "", 'n', key, person);
  if (person->real != NULL)
    file_under (groups, kind != NULL ? kind : "", 'r', person->real, person);
}

static gboolean
are_different (const Person *a, const Person *b)
{
  return a->real != NULL && b->real != NULL && strcmp (a->real, b->real) != 0;
}

static char *
make_pair (const char *a, const char *b)
{
  return strcmp (a, b) < 0 ? g_strconcat (a, "+", b, NULL) : g_strconcat (b, "+", a, NULL);
}

static PtTwins *
twins_new (const Person *a, const Person *b)
{
  PtTwins *twins = g_new0 (PtTwins, 1);
  gboolean in_order = strcmp (a->id, b->id) < 0;

  twins->kept = g_strdup (in_order ? a->id : b->id);
  twins->other = g_strdup (in_order ? b->id : a->id);
  twins->kept_name = g_strdup (in_order ? a->name : b->name);
  twins->other_name = g_strdup (in_order ? b->name : a->name);
  return twins;
}

/* Each of a group with the first of it: joining one by one joins them all. */
static void
add_pairs (GPtrArray *group, GHashTable *known, GPtrArray *list)
{
  for (guint i = 1; i < group->len; i++)
    {
      const Person *first = group->pdata[0], *other = group->pdata[i];
      g_autofree char *pair = make_pair (first->id, other->id);

      if (!are_different (first, other) && g_hash_table_add (known, g_steal_pointer (&pair)))
        g_ptr_array_add (list, twins_new (first, other));
    }
}

static GHashTable *
load_apart (PtStore *self)
{
  GHashTable *apart = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *setting = pt_store_dup_setting (self, APART);
  g_auto (GStrv) pairs = g_strsplit (setting != NULL ? setting : "", " ", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    g_hash_table_add (apart, g_strdup (pairs[i]));
  return apart;
}

static int
compare_twins (gconstpointer a, gconstpointer b)
{
  const PtTwins *one = *(PtTwins *const *)a, *other = *(PtTwins *const *)b;
  int order = g_strcmp0 (one->kept_name, other->kept_name);

  return order != 0 ? order : strcmp (one->other, other->other);
}

static gboolean
load_people (PtStore *self, GPtrArray *people, GHashTable *groups, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT id, name, kind FROM stakeholder AS s"
      " WHERE NOT coalesce (s.archived, 0) AND s.same_as IS NULL ORDER BY s.id",
      error);
  int rc = SQLITE_ROW;

  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      g_auto (PtNameRow) row = { { NULL } };
      if (!pt_name_row_read (self, pt_stmt_text (stmt, 0), &row, error))
        return FALSE;
      add_person (stmt, row.own.name, people, groups);
    }
  return stmt != NULL && rc == SQLITE_DONE;
}

GPtrArray *
pt_store_suggest_twins (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_twins_free);
  g_autoptr (GHashTable) known = load_apart (self);
  GHashTableIter iter;
  gpointer group;

  if (!load_people (self, people, groups, error))
    return NULL;
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    add_pairs (group, known, list);
  g_ptr_array_sort (list, compare_twins);
  return g_steal_pointer (&list);
}

GPtrArray *
pt_store_list_joined (PtStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "WITH own (same_as) AS (SELECT same_as FROM stakeholder WHERE id = ?1)"
      " SELECT row FROM stakeholder WHERE NOT coalesce (archived, 0) AND id != ?1"
      " AND (same_as = ?1 OR id = (SELECT same_as FROM own)"
      "      OR same_as = (SELECT same_as FROM own)) ORDER BY id",
      error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", id))
    return NULL;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      PtRecord *record = pt_store_load_row (self, pt_stmt_int (stmt, 0), error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (list, record);
    }
  return rc == SQLITE_DONE ? g_steal_pointer (&list) : NULL;
}

/* ── Saying ── */

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

gboolean
pt_store_join_twins (PtStore *self, const char *a, const char *b, GError **error)
{
  gboolean in_order = strcmp (a, b) < 0;
  g_autoptr (PtRecord) kept = pt_store_get_record (self, in_order ? a : b, error);
  g_autoptr (PtRecord) other = kept != NULL ? pt_store_get_record (self, in_order ? b : a, error)
                                            : NULL;

  if (other == NULL)
    return FALSE;
  if (strcmp (a, b) == 0)
    return fail (error, _ ("That is one and the same already."));
  if (strcmp (pt_record_get_kind_id (kept), "stakeholder") != 0
      || strcmp (pt_record_get_kind_id (other), "stakeholder") != 0)
    return fail (error, _ ("Only people and organisations can be said to be the same."));
  g_autoptr (PtEdit) edit = pt_edit_new_for (other);
  g_autoptr (PtValue) ref = pt_value_new_text (pt_record_get_id (kept));
  pt_edit_resolve (edit, "same_as", ref);
  g_autoptr (PtRecord) saved = pt_store_save (self, edit, error);
  return saved != NULL;
}

static gboolean
add_parting (PtStore *self, PtBatch *batch, const char *id, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, id, error);
  g_autoptr (PtValue) nothing = pt_value_new_null ();
  PtEdit *edit;

  if (record == NULL)
    return FALSE;
  edit = pt_edit_new_for (record);
  pt_edit_resolve (edit, "same_as", nothing);
  g_ptr_array_add (batch->edits, edit);
  return TRUE;
}

gboolean
pt_store_part_twins (PtStore *self, const char *id, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT id FROM stakeholder WHERE same_as = ?1 OR (id = ?1 AND same_as IS NOT NULL)", error);
  g_autoptr (PtBatch) batch = pt_batch_new (_ ("Say that they are two"));
  int rc;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "t", id))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    if (!add_parting (self, batch, pt_stmt_text (stmt, 0), error))
      return FALSE;
  if (rc != SQLITE_DONE)
    return FALSE;
  if (batch->edits->len == 0)
    return fail (error, _ ("Nobody said that this is the same as somebody else."));
  return pt_store_save_batch (self, batch, NULL, error);
}

gboolean
pt_store_keep_apart (PtStore *self, const char *a, const char *b, GError **error)
{
  g_autofree char *setting = pt_store_dup_setting (self, APART);
  g_autofree char *pair = make_pair (a, b);
  g_autofree char *longer = setting != NULL ? g_strconcat (setting, " ", pair, NULL) : NULL;

  return pt_store_set_setting (self, APART, longer != NULL ? longer : pair, error);
}
