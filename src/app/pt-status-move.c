/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-status-move.h. The record is read where it is written, so that what somebody else changed a
 * moment ago counts. */
#include "pt-status-move.h"

#include "pt-life.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  char *status;
} Job;

static void
job_free (Job *job)
{
  g_free (job->id);
  g_free (job->status);
  g_free (job);
}

typedef struct
{
  char *group; /* by which it is undone; NULL = it stood there already */
  char *text;  /* what to say */
} Moved;

static void
moved_free (Moved *moved)
{
  g_free (moved->group);
  g_free (moved->text);
  g_free (moved);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Moved, moved_free)

static const char *
label_of (PtRecord *record, const char *status)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  return pt_term_label (pt_record_kind_field (kind, kind->status_field)->vocabulary, status);
}

/* ── May it? ── */

static gboolean
refuse (PtRecord *record, const char *status, GError **error)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *from = pt_record_get_text (record, kind->status_field);

  /* Translators: two statuses, e.g. “Withdrawn” and “Draft”. */
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
               _ ("There is no way from “%s” to “%s”. A step just taken goes back with Ctrl+Z."),
               label_of (record, from), label_of (record, status));
  return FALSE;
}

static gboolean
may_go (PtRecord *record, const char *status, GPtrArray *missing, GError **error)
{
  g_autoptr (GPtrArray) way = pt_life_way (record, status);
  const PtMissing *block = pt_missing_find_block (missing);

  if (way == NULL)
    return refuse (record, status, error);
  if (block == NULL)
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID, block->sentence);
  return FALSE;
}

/* ── The move ── */

static char *
make_text (PtRecord *record, const char *status, GPtrArray *missing)
{
  g_autofree char *sentences = pt_missing_join (missing);
  const char *label = label_of (record, status);

  /* Translators: a status and what it still asks for, e.g. “For review. Still missing: Write the headline.” */
  return missing->len > 0 ? g_strdup_printf (_ ("%s. Still missing: %s"), label, sentences)
                          /* Translators: the status that something has now. */
                          : g_strdup_printf (_ ("Now: %s"), label);
}

static gboolean
save (PtStore *store, PtRecord *record, const char *status, char **group, GError **error)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autoptr (PtBatch) batch = pt_batch_new (title);
  PtEdit *edit = pt_edit_new_for (record);

  pt_edit_set_text (edit, pt_record_get_kind (record)->status_field, status);
  g_ptr_array_add (batch->edits, edit);
  batch->how = "save";
  return pt_store_save_batch (store, batch, group, error);
}

static gpointer
move_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (Moved) moved = g_new0 (Moved, 1);
  g_autoptr (PtDataset) around = pt_store_load_around (store, job->id, error);
  PtRecord *record = around != NULL ? pt_dataset_get (around, job->id) : NULL;

  if (record == NULL)
    return NULL;
  const char *field = pt_record_get_kind (record)->status_field;
  if (g_strcmp0 (pt_record_get_text (record, field), job->status) == 0)
    return g_steal_pointer (&moved);
  g_autoptr (GPtrArray) missing = pt_life_missing (around, record, job->status);
  if (!may_go (record, job->status, missing, error)
      || !save (store, record, job->status, &moved->group, error))
    return NULL;
  moved->text = make_text (record, job->status, missing);
  return g_steal_pointer (&moved);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (Moved) moved = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (moved == NULL)
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  else if (moved->group != NULL)
    pt_window_toast (from, moved->text, _ ("Undo"), "win.undo-group",
                     g_variant_new_string (moved->group));
}

void
pt_status_move (GtkWidget *from, PtLogbook *logbook, const char *id, const char *status)
{
  Job *job = g_new0 (Job, 1);

  job->id = g_strdup (id);
  job->status = g_strdup (status);
  pt_logbook_run_async (logbook, move_job, job, (GDestroyNotify)job_free,
                        (GDestroyNotify)moved_free, NULL, moved_cb, g_object_ref (from));
}
