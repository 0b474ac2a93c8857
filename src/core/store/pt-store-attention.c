/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge left for people: texts with two versions, what one put away while another changed it,
 * and a status whose guard does not hold any more. Nothing is decided here. */
#include "pt-store-private.h"

#include "pt-life.h"

/* More would be no list to work through. */
#define MAX_RECORDS 500

void
pt_attention_free (PtAttention *self)
{
  if (self == NULL)
    return;
  g_free (self->record);
  g_free (self->kind);
  g_free (self->title);
  g_strfreev (self->fields);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

gboolean
pt_attention_is_choice (const PtAttention *self)
{
  return self->fields[0] != NULL || self->archived_beside;
}

/* ── Which records to look at ── */

/* @rows: set of row numbers, so that none is looked at twice. */
static gboolean
add_choices (PtStore *self, GHashTable *rows, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db,
                            "SELECT row FROM listing WHERE n_conflicts > 0"
                            " UNION SELECT row FROM listing WHERE archived_beside = 1 LIMIT ?",
                            error);
  int rc = SQLITE_ROW;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", (int64_t)MAX_RECORDS))
    return FALSE;
  while ((rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      const int64_t row = pt_stmt_int (stmt, 0);
      g_hash_table_add (rows, g_memdup2 (&row, sizeof row));
    }
  return rc == SQLITE_DONE;
}

static gboolean
add_status (PtStore *self, const PtTransition *step, GHashTable *rows, GError **error)
{
  const PtFilter filter = { pt_record_kind_find (step->kind)->status_field, step->to };
  const PtQuery query = {
    .kind = step->kind, .filters = &filter, .n_filters = 1, .limit = MAX_RECORDS
  };
  g_autoptr (GArray) found = pt_store_query (self, &query, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_hash_table_add (rows, g_memdup2 (&g_array_index (found, int64_t, i), sizeof (int64_t)));
  return found != NULL;
}

/* Of the logbook itself the neighbours are everything; its closing is looked at when it is closed. */
static gboolean
add_statuses (PtStore *self, GHashTable *rows, GError **error)
{
  for (guint i = 0; i < pt_n_transitions; i++)
    if (pt_transitions[i].guards != 0 && strcmp (pt_transitions[i].kind, "logbook") != 0
        && !add_status (self, &pt_transitions[i], rows, error))
      return FALSE;
  return TRUE;
}

/* ── Looking ── */

static gboolean
add_row (PtStore *self, int64_t row, GPtrArray *list, GError **error)
{
  g_autoptr (PtRecord) found = pt_store_load_row (self, row, error);
  g_autoptr (PtDataset)
      around = found != NULL ? pt_store_load_around (self, pt_record_get_id (found), error) : NULL;
  PtRecord *record = around != NULL ? pt_dataset_get (around, pt_record_get_id (found)) : NULL;
  g_autoptr (PtAttention) one = NULL;

  if (record == NULL)
    return FALSE;
  one = g_new0 (PtAttention, 1);
  one->record = g_strdup (pt_record_get_id (record));
  one->kind = g_strdup (pt_record_get_kind_id (record));
  one->title = pt_dataset_dup_title (around, record);
  one->fields = pt_record_dup_conflicts (record);
  one->archived_beside = pt_record_is_changed_after_archiving (record);
  one->missing = pt_life_attention (around, record);
  if (pt_attention_is_choice (one) || one->missing->len > 0)
    g_ptr_array_add (list, g_steal_pointer (&one));
  return TRUE;
}

static int
get_rank (const PtAttention *self)
{
  return self->fields[0] != NULL ? 0 : self->archived_beside ? 1 : 2;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtAttention *one = *(const PtAttention **)a;
  const PtAttention *other = *(const PtAttention **)b;
  int order = get_rank (one) - get_rank (other);

  if (order == 0)
    order = g_utf8_collate (one->title, other->title);
  return order != 0 ? order : strcmp (one->record, other->record);
}

GPtrArray *
pt_store_list_attention (PtStore *self, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_attention_free);
  GHashTableIter iter;
  gpointer row;

  if (!add_choices (self, rows, error) || !add_statuses (self, rows, error))
    return NULL;
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (!add_row (self, *(const int64_t *)row, list, error))
      return NULL;
  g_ptr_array_sort (list, compare);
  return g_steal_pointer (&list);
}
