/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-look.h. */
#include "pt-look.h"

#include "pt-catalog.h"

#define PAGE 64 /* rows at a time: the most that pt_store_load_rows() takes */

static PtFigure *
make_staircase (const PtLens *lens)
{
  return pt_figure_staircase (lens, NULL);
}

static const PtLook looks[] = {
  { "stakeholder", "rings", pt_figure_rings, { "stakeholder", "involvement", NULL } },
  { "stakeholder", "ladder", pt_figure_ladder, { "stakeholder", "involvement", NULL } },
  { "stakeholder", "staircase", make_staircase, { "stakeholder", "involvement", NULL } },
  { "outcome", "levels", pt_figure_effects, { "outcome", NULL } },
  { "resource", "totals", pt_figure_resources, { "resource", NULL } },
  { "experiment", "embedding", pt_figure_embedding, { "experiment", NULL } },
};

const PtLook *
pt_look_find (const char *kind, const char *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].kind, kind) && g_str_equal (looks[i].view, view))
      return &looks[i];
  return NULL;
}

static gboolean
add_rows (PtStore *store, GPtrArray *page, PtDataset *data, GError **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      const PtRow *row = page->pdata[i];
      g_autoptr (GError) problem = NULL;
      g_autoptr (PtRecord) record = row != NULL ? pt_store_get_record (store, row->id, &problem)
                                                : NULL;

      if (record != NULL)
        pt_dataset_add (data, record);
      else if (row != NULL && !g_error_matches (problem, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_need (PtStore *store, const char *need, PtDataset *data, GError **error)
{
  const PtQuery query = { .kind = need };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);

  for (guint at = 0; rows != NULL && at < rows->len; at += PAGE)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (store, &g_array_index (rows, int64_t, at),
                                                       MIN (PAGE, rows->len - at), error);
      if (page == NULL || !add_rows (store, page, data, error))
        return FALSE;
    }
  return rows != NULL;
}

PtDataset *
pt_look_read (PtStore *store, const char *const *needs, GError **error)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();

  for (guint i = 0; needs[i] != NULL; i++)
    if (!read_need (store, needs[i], data, error))
      return NULL;
  return g_steal_pointer (&data);
}

PtLens
pt_look_lens (PtDataset *data, const char *today)
{
  return (PtLens){ .data = data, .lang = pt_catalog_current (), .today = today };
}
