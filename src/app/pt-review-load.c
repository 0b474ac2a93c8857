/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-review-load.h. Only what may stand on the agenda is read, not the whole logbook. */
#include "pt-review-load.h"

#include "pt-gather.h"
#include "pt-sheet-code.h"

#include <glib/gi18n-lib.h>

#define PAGE 64 /* rows at a time: the most that pt_store_load_rows() takes */

void
pt_review_data_free (PtReviewData *self)
{
  g_clear_pointer (&self->data, pt_dataset_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_strfreev (self->last);
  g_free (self);
}

static const struct
{
  const char *kind, *field, *value;
  gboolean due; /* only what is dated today or earlier */
  guint limit;
} wanted[] = {
  { "learning", "status", "for_review", FALSE, 0 },
  { "comment", "kind", "objection", FALSE, 0 },
  { "question", NULL, NULL, FALSE, 0 },
  { "outcome", "status", "intended", FALSE, 0 },
  { "action", "status", "open", TRUE, 0 },
  { "entry", "kind", "review", FALSE, 1 },
  { "involvement", NULL, NULL, FALSE, 0 },
};

/* What somebody objects to is looked at with everything that is said about it. */
static gboolean
add_targets (PtStore *store, PtDataset *data, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      PtRecord *comment = pt_dataset_get (data, ((PtRow *)rows->pdata[i])->id);
      const char *target = comment != NULL ? pt_record_get_text (comment, "target") : NULL;
      if (target != NULL && !pt_gather_one (store, data, target, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
gather (PtStore *store, PtDataset *data, const char *today, guint i, GError **error)
{
  const PtFilter filter = { wanted[i].field, wanted[i].value };
  const PtQuery query = { .kind = wanted[i].kind,
                          .filters = &filter,
                          .n_filters = wanted[i].field != NULL,
                          .to_on = wanted[i].due ? today : NULL,
                          .limit = wanted[i].limit };
  g_autoptr (GPtrArray) rows = pt_gather (store, data, &query, error);

  if (rows == NULL)
    return FALSE;
  return !g_str_equal (wanted[i].kind, "comment") || add_targets (store, data, rows, error);
}

static GStrv
find_last (PtDataset *data)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  PtRecord *review = pt_review_find_last (data);
  g_autoptr (GPtrArray)
      links = review != NULL ? pt_dataset_links_from (data, pt_record_get_id (review), "present")
                             : NULL;

  for (guint i = 0; links != NULL && i < links->len; i++)
    g_strv_builder_add (builder, pt_record_get_text (links->pdata[i], "to"));
  return g_strv_builder_end (builder);
}

PtReviewData *
pt_review_load (PtStore *store, GError **error)
{
  g_autoptr (PtReviewData) self = g_new0 (PtReviewData, 1);
  g_autofree char *today = pt_world_today (pt_store_get_world (store));

  self->data = pt_dataset_new ();
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!gather (store, self->data, today, i, error))
      return NULL;
  self->items = pt_review_agenda (self->data, today);
  self->last = find_last (self->data);
  return g_steal_pointer (&self);
}

/* ── Sheets ── */

static char *
find_on_page (GPtrArray *page, const char *code)
{
  for (guint i = 0; i < page->len; i++)
    {
      const PtRow *row = page->pdata[i];
      if (row != NULL && pt_sheet_code_matches (code, row->id))
        return g_strdup (row->id);
    }
  return NULL;
}

static char *
find_in_kind (PtStore *store, const char *kind, const char *code, GError **error)
{
  const PtQuery query = { .kind = kind };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);
  char *found = NULL;

  for (guint at = 0; rows != NULL && found == NULL && at < rows->len; at += PAGE)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (store, &g_array_index (rows, int64_t, at),
                                                       MIN (PAGE, rows->len - at), error);
      if (page == NULL)
        return NULL;
      found = find_on_page (page, code);
    }
  return found;
}

char *
pt_review_find_sheet (PtStore *store, const char *code, GError **error)
{
  static const char *const kinds[] = { "learning", "question", "outcome" };
  g_autoptr (GError) problem = NULL;
  char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && found == NULL && problem == NULL; i++)
    found = find_in_kind (store, kinds[i], code, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (found == NULL)
    /* Translators: the placeholder is what somebody read from a sheet of paper. */
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                 _ ("No sheet has the code “%s”. Look at it again: five letters and digits."),
                 code);
  return found;
}
