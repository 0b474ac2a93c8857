/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-copy-dialog.h"

#include "pt-erase-dialog.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *from;
  PtLogbook *logbook;
  PtRecord *record;
  gboolean erases;
} Copying;

static Copying *
copying_new (GtkWidget *from, PtLogbook *logbook, PtRecord *record)
{
  Copying *self = g_new0 (Copying, 1);

  self->from = g_object_ref (from);
  self->logbook = g_object_ref (logbook);
  self->record = pt_record_ref (record);
  return self;
}

static void
copying_free (Copying *self)
{
  g_object_unref (self->from);
  g_object_unref (self->logbook);
  pt_record_unref (self->record);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

/* ── Making it ── */

typedef struct
{
  char *id;
  char *group; /* by which it can be undone */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *self = data;

  g_free (self->id);
  g_free (self->group);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static gpointer
copy_job (PtStore *store, gpointer id, GCancellable *cancellable, GError **error)
{
  g_autoptr (Copy) copy = g_new0 (Copy, 1);

  return pt_store_copy_private (store, id, &copy->id, &copy->group, error) ? g_steal_pointer (&copy)
                                                                           : NULL;
}

/* The question about erasing stays with the window: the page goes on to the copy. */
static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Copying) copying = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Copy) copy = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (copying->from));

  if (window == NULL)
    return;
  if (copy == NULL)
    {
      pt_window_toast (window, error->message, NULL, NULL, NULL);
      return;
    }
  gtk_widget_activate_action (copying->from, "detail.open", "s", copy->id);
  pt_window_toast (window, _ ("This is a private copy, on this laptop only"), _ ("Undo"),
                   "win.undo-group", g_variant_new_string (copy->group));
  if (copying->erases)
    pt_erase_dialog_show (window, copying->logbook, copying->record);
}

/* ── Asking ── */

static void
response_cb (AdwMessageDialog *dialog, const char *response, Copying *asked)
{
  Copying *copying;

  if (strcmp (response, "cancel") == 0)
    return;
  copying = copying_new (asked->from, asked->logbook, asked->record);
  copying->erases = strcmp (response, "erase") == 0;
  pt_logbook_run_async (asked->logbook, copy_job, g_strdup (pt_record_get_id (asked->record)),
                        g_free, copy_free, NULL, copied_cb, copying);
}

static void
asked_free (gpointer data, GClosure *closure)
{
  copying_free (data);
}

static void
add_responses (AdwMessageDialog *dialog, gboolean can_erase)
{
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "copy",
                                    _ ("Make a _Private Copy"), NULL);
  if (can_erase)
    {
      adw_message_dialog_add_response (dialog, "erase", _ ("…and _Erase the Shared One"));
      adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_set_default_response (dialog, "copy");
  adw_message_dialog_set_close_response (dialog, "cancel");
}

void
pt_copy_dialog_show (GtkWidget *from, PtLogbook *logbook, PtRecord *record, gboolean can_erase)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (from)), _ ("Already Shared With Your Team"),
      can_erase ? _ ("What your team has cannot become private again. You can go on in a private "
                     "copy, with its links and files but without comments and history, and erase "
                     "the shared one for everybody.")
                : _ ("What your team has cannot become private again. You can go on in a private "
                     "copy, with its links and files but without comments and history. Only your "
                     "coordinator can erase the shared one."));

  add_responses (ADW_MESSAGE_DIALOG (dialog), can_erase);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb),
                         copying_new (from, logbook, record), asked_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
