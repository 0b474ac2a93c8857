/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-erase-dialog.h"

#include "pt-erasure.h"
#include "pt-sync.h"
#include "pt-team-task.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *from;
  char *folder;
  char *record;
  GtkEditable *reason;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *self = data;

  g_object_unref (self->from);
  g_free (self->folder);
  g_free (self->record);
  g_free (self);
}

static gpointer
erase_job (PtStore *store, gpointer data, GError **error)
{
  const PtErasure *order = data;
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  gboolean local = hub == NULL || pt_store_is_private (store, order->record);

  return GINT_TO_POINTER (local ? pt_store_erase (store, order, error)
                                : pt_sync_erase (store, NULL, order, error));
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (pt_team_task_finish (result, &error) == NULL)
    pt_window_toast (GTK_WIDGET (source), error->message, NULL, NULL, NULL);
  else
    pt_window_toast (GTK_WIDGET (source), _ ("Erased. Laptops that are offline follow."), NULL,
                     NULL, NULL);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asking *self)
{
  PtErasure *order;

  gtk_window_set_focus (GTK_WINDOW (dialog), NULL); /* as in pt-key-ask.c */
  if (strcmp (response, "erase") != 0)
    return;
  order = pt_erasure_new (self->record, NULL, gtk_editable_get_text (self->reason));
  pt_team_task (G_OBJECT (self->from), self->folder, erase_job, order,
                (GDestroyNotify)pt_erasure_free, NULL, NULL, erased_cb, NULL);
}

static void
reason_cb (GtkEditable *reason, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (reason)));

  adw_message_dialog_set_response_enabled (dialog, "erase", *text != '\0');
}

static GtkWidget *
make_reason (AdwMessageDialog *dialog)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Why (your team can read it)"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_signal_connect_object (row, "changed", G_CALLBACK (reason_cb), dialog, 0);
  adw_message_dialog_set_extra_child (dialog, group);
  return row;
}

void
pt_erase_dialog_show (GtkWidget *from, const char *folder, const PtRecord *record)
{
  g_autofree char *title = pt_record_dup_title (record);
  /* Translators: the placeholder is the title of a note, for example. */
  g_autofree char *heading = g_strdup_printf (_ ("Erase “%s” for Good?"), title);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (from)), heading,
      _ ("Its text, history, comments and files go away on the team server and on every laptop of "
         "your team. Nobody can bring them back."));
  Asking *asking = g_new0 (Asking, 1);

  asking->from = g_object_ref (from);
  asking->folder = g_strdup (folder);
  asking->record = g_strdup (pt_record_get_id (record));
  asking->reason = GTK_EDITABLE (make_reason (ADW_MESSAGE_DIALOG (dialog)));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "erase",
                                    _ ("_Erase for Good"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase", FALSE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
