/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-consent-load.h"

#include "pt-consent-words.h"

#define RECORDS_MAX 200 /* that name one */
#define PAGE_ROWS 64    /* the most that pt_store_load_rows() takes */

static gboolean
add_record (PtStore *store, PtDataset *around, const char *id, GError **error)
{
  g_autoptr (PtRecord) record = NULL;

  if (pt_dataset_get (around, id) != NULL)
    return TRUE;
  record = pt_store_get_record (store, id, error);
  if (record != NULL)
    pt_dataset_add (around, record);
  return record != NULL;
}

static gboolean
add_rows (PtStore *store, PtDataset *around, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const PtRow *row = g_ptr_array_index (rows, i);
      if (row != NULL && !add_record (store, around, row->id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pt_consent_load_naming (PtStore *store, PtDataset *around, const char *kind, const char *field,
                        const char *id, GError **error)
{
  const PtFilter filter = { field, id };
  const PtQuery query = { .kind = kind, .filters = &filter, .n_filters = 1, .limit = RECORDS_MAX };
  g_autoptr (GArray) found = pt_store_query (store, &query, error);

  for (guint at = 0; found != NULL && at < found->len; at += PAGE_ROWS)
    {
      g_autoptr (GPtrArray) rows = pt_store_load_rows (store, &g_array_index (found, int64_t, at),
                                                       MIN (PAGE_ROWS, found->len - at), error);
      if (rows == NULL || !add_rows (store, around, rows, error))
        return FALSE;
    }
  return found != NULL;
}

gboolean
pt_consent_load (PtStore *store, PtDataset *around, PtRecord *record, GError **error)
{
  g_autoptr (GPtrArray) people = pt_consent_people (around, record);

  for (guint i = 0; i < people->len; i++)
    if (!pt_consent_load_naming (store, around, "consent", "stakeholder", people->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
pt_consent_load_shown (PtStore *store, PtDataset *around, PtRecord *attachment, GError **error)
{
  g_autoptr (GPtrArray) links = NULL;

  if (!pt_consent_load_naming (store, around, "link", "from", pt_record_get_id (attachment), error))
    return FALSE;
  links = pt_dataset_links_from (around, pt_record_get_id (attachment), "depicts");
  for (guint i = 0; i < links->len; i++)
    {
      const char *person = pt_record_get_text (links->pdata[i], "to");
      if (pt_store_has_record (store, person) && !add_record (store, around, person, error))
        return FALSE;
    }
  return pt_consent_load (store, around, attachment, error);
}
