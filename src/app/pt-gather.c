/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-gather.h. */
#include "pt-gather.h"

#define PAGE 64 /* rows at a time: the most that pt_store_load_rows() takes */

static void
merge (PtDataset *into, PtDataset *from)
{
  GPtrArray *all = pt_dataset_list_all (from);

  for (guint i = 0; i < all->len; i++)
    if (pt_dataset_get (into, pt_record_get_id (all->pdata[i])) == NULL)
      pt_dataset_add (into, all->pdata[i]);
}

gboolean
pt_gather_one (PtStore *store, PtDataset *into, const char *id, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (PtDataset) around = pt_store_load_around (store, id, &problem);

  if (around != NULL)
    merge (into, around);
  else if (!g_error_matches (problem, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_page (PtStore *store, PtDataset *into, GPtrArray *page, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      PtRow *row = page->pdata[i];
      if (row == NULL)
        continue;
      if (!pt_gather_one (store, into, row->id, error))
        return FALSE;
      g_ptr_array_add (rows, pt_row_ref (row));
    }
  return TRUE;
}

GPtrArray *
pt_gather (PtStore *store, PtDataset *into, const PtQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_row_unref);
  g_autoptr (GArray) found = pt_store_query (store, query, error);

  for (guint at = 0; found != NULL && at < found->len; at += PAGE)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (store, &g_array_index (found, int64_t, at),
                                                       MIN (PAGE, found->len - at), error);
      if (page == NULL || !add_page (store, into, page, rows, error))
        return NULL;
    }
  return found != NULL ? g_steal_pointer (&rows) : NULL;
}
