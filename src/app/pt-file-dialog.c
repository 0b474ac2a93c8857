/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for files. GtkFileChooserNative is what GTK 4.8 has; the move to GtkFileDialog is this
 * file. */
#include "pt-file-dialog.h"

typedef struct
{
  PtFilesChosen chosen;
  GWeakRef object;
} Request;

static const GtkFileChooserAction actions[] = {
  [PT_FILE_DIALOG_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
  [PT_FILE_DIALOG_OPEN_SEVERAL] = GTK_FILE_CHOOSER_ACTION_OPEN,
  [PT_FILE_DIALOG_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  [PT_FILE_DIALOG_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
};

static void
request_free (gpointer data, GClosure *closure)
{
  Request *request = data;
  g_weak_ref_clear (&request->object);
  g_free (request);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GObject) object = g_weak_ref_get (&request->object);
  g_autoptr (GListModel) files = NULL;
  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  if (object && files && g_list_model_get_n_items (files) > 0)
    request->chosen (files, object);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
pt_file_dialog_show (GtkWidget *from, PtFileDialogKind kind, const char *title, const char *accept,
                     const char *name, PtFilesChosen chosen, gpointer object)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (from));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, actions[kind], accept,
                                                              NULL);
  Request *request = g_new0 (Request, 1);

  request->chosen = chosen;
  g_weak_ref_init (&request->object, object);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog),
                                        kind == PT_FILE_DIALOG_OPEN_SEVERAL);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), request, request_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
