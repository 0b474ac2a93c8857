/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading for the page; see the header. Neighbours that the store does not count as such, like the
 * notes of an experiment, are added here from the one table of lists. */
#include "pt-detail-load.h"

#include "pt-consent-load.h"
#include "pt-consent-words.h"
#include "pt-form.h"

const PtChildList pt_child_lists[] = {
  { "outcome", "measurement", "outcome", TRUE, TRUE },
  { "experiment", "involvement", "experiment", TRUE, TRUE },
  { "stakeholder", "involvement", "stakeholder", TRUE, TRUE },
  { "stakeholder", "consent", "stakeholder", TRUE, TRUE },
  { "narrative", "passage", "narrative", FALSE, FALSE },
  { "narrative", "release", "narrative", FALSE, FALSE },
  { "challenge", "experiment", "challenge", FALSE, TRUE },
  { "challenge", "question", "challenge", FALSE, TRUE },
  { "question", "question", "parent", FALSE, FALSE },
  { "experiment", "entry", "experiment", FALSE, TRUE },
  { "experiment", "resource", "experiment", FALSE, TRUE },
};

const guint pt_n_child_lists = G_N_ELEMENTS (pt_child_lists);

void
pt_detail_data_free (PtDetailData *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  g_clear_pointer (&self->joined, g_ptr_array_unref);
  g_free (self->real_name);
  g_free (self->contact);
  g_free (self);
}

gboolean
pt_child_list_applies (const PtChildList *list, const PtRecordKind *kind)
{
  return kind != NULL && strcmp (list->owner, kind->id) == 0;
}

GPtrArray *
pt_child_list_records (const PtChildList *list, PtDataset *around, const char *id)
{
  GPtrArray *records = pt_dataset_children (around, list->kind, list->field, id);

  for (guint i = records->len; i > 0; i--)
    if (pt_record_is_archived (g_ptr_array_index (records, i - 1)))
      g_ptr_array_remove_index (records, i - 1);
  return records;
}

/* ── Neighbours ── */

/* Its actions have a section of their own. */
static gboolean
add_lists (PtStore *store, PtDetailData *data, GError **error)
{
  const char *id = pt_record_get_id (data->record);

  if (!pt_consent_load_naming (store, data->around, "action", "about", id, error))
    return FALSE;
  for (guint i = 0; i < pt_n_child_lists; i++)
    if (pt_child_list_applies (&pt_child_lists[i], pt_record_get_kind (data->record))
        && !pt_consent_load_naming (store, data->around, pt_child_lists[i].kind,
                                    pt_child_lists[i].field, id, error))
      return FALSE;
  return TRUE;
}

/* ── Form, identity, files ── */

static void
read_flags (PtStore *store, PtDetailData *data, const char *kind)
{
  const char *id = pt_store_get_logbook_id (store);
  g_autoptr (PtRecord) logbook = id != NULL ? pt_store_get_record (store, id, NULL) : NULL;
  g_autofree char *setting = pt_form_dup_more_setting (kind);
  g_autofree char *more = pt_store_dup_setting (store, setting);

  if (logbook != NULL && pt_record_get_bool (logbook, "research_fields"))
    data->form_flags |= PT_FORM_RESEARCH;
  if (g_strcmp0 (more, "1") == 0)
    data->form_flags |= PT_FORM_MORE;
}

static gboolean
read_identity (PtStore *store, PtDetailData *data, GError **error)
{
  if (strcmp (pt_record_get_kind_id (data->record), "stakeholder") != 0)
    return TRUE;
  return pt_store_get_identity (store, pt_record_get_id (data->record), &data->real_name,
                                &data->contact, error);
}

/* ── The same, made twice ── */

static gboolean
read_suggestions (PtStore *store, PtDetailData *data, GError **error)
{
  const char *id = pt_record_get_id (data->record);
  g_autoptr (GPtrArray) all = pt_store_suggest_twins (store, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PtTwins *twins = all->pdata[i];
      if (strcmp (twins->kept, id) == 0 || strcmp (twins->other, id) == 0)
        g_ptr_array_add (data->twins, g_steal_pointer (&all->pdata[i]));
    }
  return all != NULL;
}

/* Suggestions are sought again each time: a name typed on another page may make or end one. */
static gboolean
read_twins (PtStore *store, PtDetailData *data, GError **error)
{
  data->twins = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_twins_free);
  if (strcmp (pt_record_get_kind_id (data->record), "stakeholder") != 0
      || pt_record_is_archived (data->record))
    {
      data->joined = g_ptr_array_new ();
      return TRUE;
    }
  data->joined = pt_store_list_joined (store, pt_record_get_id (data->record), error);
  return data->joined != NULL && read_suggestions (store, data, error);
}

static void
file_free (PtDetailFile *self)
{
  g_free (self->thumbnail);
  g_free (self->consent);
  g_free (self);
}

static gboolean
note_file (PtStore *store, PtDetailData *data, PtRecord *attachment, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  const char *sha256 = pt_record_get_text (attachment, "sha256");
  PtDetailFile *file;

  if (sha256 == NULL)
    return TRUE;
  if (!pt_consent_load_shown (store, data->around, attachment, error))
    return FALSE;
  file = g_new0 (PtDetailFile, 1);
  file->place = pt_store_get_file_place (store, attachment);
  file->thumbnail = pt_store_thumbnail_path (store, sha256);
  file->consent = pt_consent_line_dup (data->around, attachment, today);
  g_hash_table_insert (data->files, g_strdup (pt_record_get_id (attachment)), file);
  return TRUE;
}

static gboolean
note_files (PtStore *store, PtDetailData *data, GError **error)
{
  g_autoptr (GPtrArray) attachments = pt_dataset_children (data->around, "attachment", "owner",
                                                           pt_record_get_id (data->record));

  for (guint i = 0; i < attachments->len; i++)
    if (!note_file (store, data, g_ptr_array_index (attachments, i), error))
      return FALSE;
  return strcmp (pt_record_get_kind_id (data->record), "attachment") != 0
         || note_file (store, data, data->record, error);
}

static void
note_safe (PtStore *store, PtDetailData *data, const char *id)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);

  data->shared = hub != NULL;
  data->safe = pt_store_get_safe (store, pt_store_find_row (store, id));
}

gpointer
pt_detail_load_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtDetailData) data = g_new0 (PtDetailData, 1);

  data->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)file_free);
  data->around = pt_store_load_around (store, id, error);
  if (data->around == NULL)
    return NULL;
  data->record = pt_record_ref (pt_dataset_get (data->around, id));
  if (!add_lists (store, data, error) || !pt_consent_load (store, data->around, data->record, error)
      || !read_identity (store, data, error) || !read_twins (store, data, error)
      || !note_files (store, data, error))
    return NULL;
  read_flags (store, data, pt_record_get_kind_id (data->record));
  note_safe (store, data, id);
  return g_steal_pointer (&data);
}

gpointer
pt_detail_load_flags_job (PtStore *store, gpointer kind, GCancellable *cancellable, GError **error)
{
  PtDetailData *data = g_new0 (PtDetailData, 1);

  read_flags (store, data, kind);
  return data;
}
