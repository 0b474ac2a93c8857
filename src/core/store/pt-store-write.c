/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which people save: one edit, a batch, archiving. Each is one transaction. */
#include "pt-store-private.h"

PtRecord *
pt_store_save (PtStore *self, PtEdit *edit, GError **error)
{
  g_return_val_if_fail (edit != NULL, NULL);

  const PtSaveReason reason = { .how = "save" };
  if (edit->is_new || !pt_edit_is_empty (edit))
    {
      if (!pt_store_begin (self, error)
          || !pt_store_end (self, pt_store_apply_edit (self, edit, &reason, error), error))
        return NULL;
    }
  return pt_store_get_record (self, edit->id, error);
}

gboolean
pt_store_set_archived (PtStore *self, const char *id, gboolean archived, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, id, error);

  if (record == NULL)
    return FALSE;
  if (pt_record_is_archived (record) == archived && !pt_record_is_changed_after_archiving (record))
    return TRUE;
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtValue) value = pt_value_new_bool (archived);
  /* Also where a concurrent value is shown: this answers all of them. */
  pt_edit_set_register (edit, "archived", value);
  g_autoptr (PtRecord) saved = pt_store_save (self, edit, error);
  return saved != NULL;
}

/* ── Batches ── */

static GPtrArray *
take_files (PtStore *self, const PtBatch *batch, GError **error)
{
  g_autoptr (GPtrArray)
      stored = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_stored_file_free);

  for (guint i = 0; i < batch->files->len; i++)
    {
      PtStoredFile *file = pt_store_take_file (self, g_ptr_array_index (batch->files, i),
                                               PT_ATTACH_DEFAULT, error);
      if (file == NULL)
        return NULL;
      g_ptr_array_add (stored, file);
    }
  return g_steal_pointer (&stored);
}

static gboolean
insert_batch (PtStore *self, const char *id, const PtBatch *batch, GError **error)
{
  return pt_db_run (self->db, error, "INSERT INTO batch (id, label, made_at) VALUES (?, ?, ?)",
                    "bti", id, batch->label != NULL ? batch->label : "",
                    self->world->now (self->world));
}

gboolean
pt_store_apply_batch (PtStore *self, const PtBatch *batch, GPtrArray *stored,
                      const PtSaveReason *reason, GError **error)
{
  if (!insert_batch (self, reason->batch, batch, error))
    return FALSE;
  for (guint i = 0; i < batch->edits->len; i++)
    {
      const PtEdit *edit = g_ptr_array_index (batch->edits, i);
      if ((edit->is_new || !pt_edit_is_empty (edit))
          && !pt_store_apply_edit (self, edit, reason, error))
        return FALSE;
    }
  for (guint i = 0; i < batch->files->len; i++)
    if (!pt_store_save_file (self, g_ptr_array_index (batch->files, i),
                             g_ptr_array_index (stored, i), reason, NULL, error))
      return FALSE;
  return TRUE;
}

gboolean
pt_store_save_batch (PtStore *self, PtBatch *batch, char **out_group, GError **error)
{
  g_return_val_if_fail (batch != NULL, FALSE);

  g_autofree char *group = pt_id_new (self->world);
  const PtSaveReason reason = { .how = batch->how, .batch = group };
  g_autoptr (GPtrArray) stored = take_files (self, batch, error);
  if (stored == NULL || !pt_store_begin (self, error)
      || !pt_store_end (self, pt_store_apply_batch (self, batch, stored, &reason, error), error))
    return FALSE;
  if (out_group != NULL)
    *out_group = g_steal_pointer (&group);
  return TRUE;
}
