/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errands of the page; see the header. */
#include "pt-detail-errand.h"

#include <glib/gi18n-lib.h>

#include "pt-window.h"

typedef struct
{
  GtkWidget *from;
  char *text, *button, *action, *target;
} Telling;

static Telling *
telling_new (GtkWidget *from, const PtErrandToast *toast)
{
  Telling *self = g_new0 (Telling, 1);

  self->from = g_object_ref (from);
  if (toast == NULL)
    return self;
  self->text = g_strdup (toast->text);
  self->button = g_strdup (toast->button);
  self->action = g_strdup (toast->action);
  self->target = g_strdup (toast->target);
  return self;
}

static void
telling_free (Telling *self)
{
  g_object_unref (self->from);
  g_free (self->text);
  g_free (self->button);
  g_free (self->action);
  g_free (self->target);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Telling, telling_free)

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Telling) telling = data;
  g_autoptr (GError) error = NULL;
  GVariant *target = NULL;

  if (pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) == NULL)
    {
      pt_window_toast (telling->from, error->message, NULL, NULL, NULL);
      return;
    }
  if (telling->target != NULL)
    target = g_variant_new_string (telling->target);
  if (telling->text != NULL)
    pt_window_toast (telling->from, telling->text, telling->button, telling->action, target);
}

void
pt_detail_errand (GtkWidget *from, PtLogbook *logbook, PtStoreJob job, gpointer data,
                  GDestroyNotify free_data, const PtErrandToast *toast)
{
  pt_logbook_run_async (logbook, job, data, free_data, NULL, NULL, done_cb,
                        telling_new (from, toast));
}

/* ── Saving ── */

static gpointer
save_job (PtStore *store, gpointer edit, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtRecord) record = pt_store_save (store, edit, error);

  return record != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}

void
pt_detail_errand_save (GtkWidget *from, PtLogbook *logbook, PtEdit *edit,
                       const PtErrandToast *toast)
{
  pt_detail_errand (from, logbook, save_job, edit, (GDestroyNotify)pt_edit_free, toast);
}

/* ── Several things at once ── */

/* Gives the group, by which it can be undone. */
static gpointer
batch_job (PtStore *store, gpointer batch, GCancellable *cancellable, GError **error)
{
  char *group = NULL;

  return pt_store_save_batch (store, batch, &group, error) ? group : NULL;
}

static void
batch_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Telling) telling = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (group == NULL)
    pt_window_toast (telling->from, error->message, NULL, NULL, NULL);
  else
    pt_window_toast (telling->from, telling->text, _ ("Undo"), "win.undo-group",
                     g_variant_new_string (group));
}

void
pt_detail_errand_batch (GtkWidget *from, PtLogbook *logbook, PtBatch *batch, const char *text)
{
  const PtErrandToast toast = { .text = text };

  pt_logbook_run_async (logbook, batch_job, batch, (GDestroyNotify)pt_batch_free, g_free, NULL,
                        batch_done_cb, telling_new (from, &toast));
}

/* ── Archiving ── */

static gpointer
archive_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return pt_store_set_archived (store, id, TRUE, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
unarchive_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  return pt_store_set_archived (store, id, FALSE, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

void
pt_detail_errand_archive (GtkWidget *from, PtLogbook *logbook, const char *id, gboolean archived,
                          const PtErrandToast *toast)
{
  pt_detail_errand (from, logbook, archived ? archive_job : unarchive_job, g_strdup (id), g_free,
                    toast);
}

/* ── Links ── */

static gpointer
link_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  PtEdit *edit = data;
  g_autoptr (PtRecord) there = NULL;

  if (!pt_store_has_record (store, edit->id))
    return save_job (store, edit, cancellable, error);
  there = pt_store_get_record (store, edit->id, error);
  if (there == NULL)
    return NULL;
  if (pt_record_is_archived (there))
    return unarchive_job (store, edit->id, cancellable, error);
  return GINT_TO_POINTER (TRUE);
}

void
pt_detail_errand_link (GtkWidget *from_widget, PtLogbook *logbook, const char *from,
                       const char *kind, const char *to)
{
  pt_detail_errand (from_widget, logbook, link_job, pt_edit_new_link (from, kind, to),
                    (GDestroyNotify)pt_edit_free, NULL);
}

void
pt_detail_errand_unlink (GtkWidget *from_widget, PtLogbook *logbook, const char *link)
{
  const PtErrandToast toast = { .text = _ ("Link taken away"),
                                .button = _ ("Undo"),
                                .action = "record.unarchive",
                                .target = link };

  pt_detail_errand_archive (from_widget, logbook, link, TRUE, &toast);
}
