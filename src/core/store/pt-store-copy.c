/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private copy of what was shared: a sent record cannot become private again, its copy never was
 * anything else. All that is shown goes along, with links and files; comments and history belong to
 * the shared one. Erasing that is another act. */
#include "pt-name-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

/* ── What may be copied ── */

static gboolean
check_kind (const PtRecord *record, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (pt_record_get_kind_id (record));

  if (kind == NULL)
    return refuse (error, _ ("This was made with a later version of the program, and cannot be "
                             "copied here."));
  if (strcmp (kind->id, "logbook") == 0)
    return refuse (error, _ ("The logbook is what your team shares. It cannot be private."));
  if (kind->flags & PT_RECORD_AUXILIARY)
    return refuse (error, _ ("This goes with what it belongs to. Make a private copy of that "
                             "instead."));
  return TRUE;
}

static gboolean
check_sharing (PtStore *self, PtRecord *record, GError **error)
{
  if (pt_store_is_private (self, pt_record_get_id (record)))
    return refuse (error, _ ("This is private already."));
  if (!pt_store_stays_shared (self, record))
    return refuse (error, _ ("This was never shared with your team. Make it private itself."));
  return TRUE;
}

/* With the shared one its file may be erased at the team server, before it was ever here. */
static gboolean
check_file (PtStore *self, PtRecord *attachment, GError **error)
{
  if (pt_store_get_file_place (self, attachment) != PT_FILE_AT_HUB)
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
               /* Translators: %s is the name of a file. */
               _ ("The file %s was not fetched yet, and the copy would be without it. Share first, "
                  "then try again."),
               pt_record_get_text (attachment, "filename"));
  return FALSE;
}

/* ── Edits ── */

/* Sharing is what differs; a copy is not put away, and is nobody's twin. */
static gboolean
stays_behind (const char *name)
{
  static const char *const names[] = { "sharing", "archived", "same_as", NULL };

  return g_strv_contains (names, name);
}

static gboolean
says_something (const char *name, const PtValue *value)
{
  return !pt_value_is_empty (value)
         && (strchr (name, '/') == NULL || value->type != PT_VALUE_BOOL || value->b);
}

static void
copy_shown (const PtRecord *record, PtEdit *edit)
{
  const PtState *state = pt_record_get_state (record);

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      const PtValue *value = pt_state_shown (state, name);
      if (!stays_behind (name) && says_something (name, value))
        pt_edit_set_register (edit, name, value);
    }
}

/* Without what a new one is filled in with: an unknown day stays unknown. */
static PtEdit *
make_copy (PtStore *self, const PtRecord *record)
{
  PtEdit *edit = pt_edit_new (self->world, pt_record_get_kind_id (record), NULL);

  g_ptr_array_set_size (edit->set, 0);
  copy_shown (record, edit);
  return edit;
}

/* Its own sharing stays as it is: it is as private as its end, and goes along when that is raised. */
static void
add_link (PtBatch *batch, PtRecord *link, const char *id, const char *copy)
{
  const char *from = pt_record_get_text (link, "from"), *to = pt_record_get_text (link, "to"),
             *kind = pt_record_get_text (link, "kind");
  PtEdit *edit;

  if (from == NULL || to == NULL || kind == NULL || pt_record_is_archived (link))
    return;
  from = strcmp (from, id) == 0 ? copy : from;
  to = strcmp (to, id) == 0 ? copy : to;
  edit = pt_edit_new_link (from, kind, to);
  copy_shown (link, edit);
  pt_edit_set_text (edit, "from", from);
  pt_edit_set_text (edit, "to", to);
  g_ptr_array_add (batch->edits, edit);
}

static void
add_links (PtBatch *batch, PtDataset *around, const char *id, const char *copy)
{
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, id, NULL);

  for (guint i = 0; i < from->len; i++)
    add_link (batch, g_ptr_array_index (from, i), id, copy);
  for (guint i = 0; i < to->len; i++)
    if (g_strcmp0 (pt_record_get_text (g_ptr_array_index (to, i), "from"), id) != 0)
      add_link (batch, g_ptr_array_index (to, i), id, copy);
}

/* ── Names that never leave this laptop ── */

typedef struct
{
  char *from;
  char *to;
} Local;

static void
local_free (gpointer data)
{
  Local *self = data;

  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
note_local (GPtrArray *locals, const char *from, const char *to)
{
  Local *local = g_new0 (Local, 1);

  local->from = g_strdup (from);
  local->to = g_strdup (to);
  g_ptr_array_add (locals, local);
}

static gboolean
copy_local (PtStore *self, const Local *local, GError **error)
{
  return pt_db_run (self->db, error,
                    "INSERT INTO original_name (attachment, name)"
                    " SELECT pt_uuid(?), name FROM original_name WHERE attachment = pt_uuid(?)",
                    "tt", local->to, local->from)
         && pt_name_row_copy (self, local->from, local->to, error);
}

/* ── The act ── */

static gboolean
add_files (PtStore *self, PtBatch *batch, PtDataset *around, const char *id, const char *copy,
           GPtrArray *locals, GError **error)
{
  g_autoptr (GPtrArray) files = pt_dataset_children (around, "attachment", "owner", id);

  for (guint i = 0; i < files->len; i++)
    {
      PtRecord *file = g_ptr_array_index (files, i);
      PtEdit *edit;
      if (pt_record_is_archived (file))
        continue;
      if (!check_file (self, file, error))
        return FALSE;
      edit = make_copy (self, file);
      pt_edit_set_text (edit, "owner", copy);
      g_ptr_array_add (batch->edits, edit);
      note_local (locals, pt_record_get_id (file), edit->id);
    }
  return TRUE;
}

static gboolean
save_copy (PtStore *self, const PtBatch *batch, GPtrArray *locals, const char *group,
           GError **error)
{
  const PtSaveReason reason = { .how = "copy", .batch = group };

  if (!pt_store_apply_batch (self, batch, NULL, &reason, error))
    return FALSE;
  for (guint i = 0; i < locals->len; i++)
    if (!copy_local (self, g_ptr_array_index (locals, i), error))
      return FALSE;
  return TRUE;
}

gboolean
pt_store_copy_private (PtStore *self, const char *id, char **out_id, char **out_group,
                       GError **error)
{
  g_autoptr (PtRecord) record = pt_store_get_record (self, id, error);
  g_autoptr (PtDataset) around = NULL;
  g_autoptr (PtBatch) batch = pt_batch_new (_ ("Private copy"));
  g_autoptr (GPtrArray) locals = g_ptr_array_new_with_free_func (local_free);
  g_autofree char *group = pt_id_new (self->world);
  PtEdit *edit;

  if (record == NULL || !check_kind (record, error) || !check_sharing (self, record, error)
      || (around = pt_store_load_around (self, id, error)) == NULL)
    return FALSE;
  edit = make_copy (self, record);
  pt_edit_set_text (edit, "sharing", "private");
  g_ptr_array_add (batch->edits, edit);
  note_local (locals, id, edit->id);
  add_links (batch, around, id, edit->id);
  if (!add_files (self, batch, around, id, edit->id, locals, error) || !pt_store_begin (self, error)
      || !pt_store_end (self, save_copy (self, batch, locals, group, error), error))
    return FALSE;
  *out_id = g_strdup (edit->id);
  if (out_group != NULL)
    *out_group = g_steal_pointer (&group);
  return TRUE;
}
