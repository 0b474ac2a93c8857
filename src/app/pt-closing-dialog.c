/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is read on a worker and again at each change; see the header. */
#include "pt-closing-dialog.h"

#include "pt-choice-header.h"
#include "pt-closing.h"
#include "pt-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 520
#define HEIGHT 640
#define MARK_MARGIN 5 /* pixels: under the boxes to tick */

#define PT_TYPE_CLOSING_DIALOG (pt_closing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtClosingDialog, pt_closing_dialog, PT, CLOSING_DIALOG, AdwWindow)

struct _PtClosingDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group; /* NULL until it is read */
  guint n_open;
};

G_DEFINE_FINAL_TYPE (PtClosingDialog, pt_closing_dialog, ADW_TYPE_WINDOW)

static PtWindow *
get_window (PtClosingDialog *self)
{
  return PT_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

/* ── What a person says ── */

typedef struct
{
  const char *setting; /* or NULL: the status of the lab */
  gboolean is_so;
} Saying;

static gpointer
say_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saying *saying = data;
  g_autofree char *today = pt_world_today (pt_store_get_world (store));

  if (saying->setting != NULL)
    return GINT_TO_POINTER (
        pt_store_set_setting (store, saying->setting, saying->is_so ? today : NULL, error));
  return GINT_TO_POINTER (
      pt_store_set_lab_status (store, saying->is_so ? "closing" : "running", NULL, error));
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;

  if (!pt_logbook_run_finish (PT_LOGBOOK (source), result, &error))
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
}

static void
say (PtClosingDialog *self, const char *setting, gboolean is_so)
{
  Saying *saying = g_new (Saying, 1);

  *saying = (Saying){ setting, is_so };
  pt_logbook_run_async (self->logbook, say_job, saying, g_free, NULL, NULL, said_cb,
                        g_object_ref (get_window (self)));
}

static void
deposited_cb (GtkCheckButton *check, PtClosingDialog *self)
{
  say (self, PT_SETTING_CLOSING_DEPOSIT, gtk_check_button_get_active (check));
}

static void
cards_cb (GtkCheckButton *check, PtClosingDialog *self)
{
  say (self, PT_SETTING_CLOSING_CARDS, gtk_check_button_get_active (check));
}

static gboolean
begun_cb (GtkSwitch *toggle, gboolean active, PtClosingDialog *self)
{
  say (self, NULL, active);
  return FALSE;
}

/* ── The list ── */

static void
open_cb (AdwActionRow *row, PtClosingDialog *self)
{
  PtWindow *window = get_window (self);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-record", "s",
                              g_object_get_data (G_OBJECT (row), "record"));
  gtk_window_close (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* (transfer full) (nullable): what is open, by its first. */
static char *
describe (PtClosingDialog *self, const PtClosingLine *line)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtRecord) first = line->records->len > 0
                                   ? pt_store_get_record (store, line->records->pdata[0], NULL)
                                   : NULL;
  g_autofree char *title = first != NULL ? pt_record_dup_title (first) : NULL;

  if (line->is_done || line->n == 0)
    return NULL;
  if (title == NULL)
    return g_strdup_printf (ngettext ("%d waits", "%d wait", (gulong)line->n), (int)line->n);
  if (line->n == 1)
    return g_steal_pointer (&title);
  /* Translators: the title of a question, for example, and how many others there are. */
  return g_strdup_printf (
      ngettext ("%1$s · and %2$d more", "%1$s · and %2$d more", (gulong)line->n - 1), title,
      (int)line->n - 1);
}

static void
add_check (PtClosingDialog *self, AdwActionRow *row, const PtClosingLine *line)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), line->is_done);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pt_closing_label (line->step), -1);
  g_signal_connect (
      check, "toggled",
      line->step == PT_CLOSING_CARDS ? G_CALLBACK (cards_cb) : G_CALLBACK (deposited_cb), self);
  adw_action_row_add_prefix (row, check);
  adw_action_row_set_activatable_widget (row, check);
}

static void
add_mark (AdwActionRow *row, const PtClosingLine *line)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (line->is_done ? "object-select-symbolic"
                                                                : "content-loading-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line->is_done ? C_ ("closing", "Settled") : _ ("Still open"), -1);
  gtk_widget_set_margin_start (mark, MARK_MARGIN);
  gtk_widget_set_margin_end (mark, MARK_MARGIN);
  adw_action_row_add_prefix (row, mark);
}

static void
add_line (PtClosingDialog *self, const PtClosingLine *line)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *subtitle = describe (self, line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pt_closing_label (line->step));
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
  if (pt_closing_is_by_hand (line->step))
    add_check (self, row, line);
  else
    add_mark (row, line);
  if (!line->is_done && line->records->len > 0 && !pt_closing_is_by_hand (line->step))
    {
      g_object_set_data_full (G_OBJECT (row), "record", g_strdup (line->records->pdata[0]), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect (row, "activated", G_CALLBACK (open_cb), self);
    }
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
}

static void
add_begun (PtClosingDialog *self)
{
  PtStore *store = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtRecord) logbook = pt_store_get_record (store, pt_store_get_logbook_id (store), NULL);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("The lab is closing"));
  adw_action_row_set_subtitle (row, _ ("Your whole team reads that on the page of the logbook."));
  gtk_switch_set_active (GTK_SWITCH (toggle),
                         logbook != NULL
                             && g_strcmp0 (pt_record_get_text (logbook, "status"), "closing") == 0);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_signal_connect (toggle, "state-set", G_CALLBACK (begun_cb), self);
  adw_action_row_add_suffix (row, toggle);
  adw_action_row_set_activatable_widget (row, toggle);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
}

static void
take (gpointer dialog, gpointer result)
{
  PtClosingDialog *self = dialog;
  g_autoptr (GPtrArray) lines = result;

  if (self->group != NULL)
    adw_preferences_page_remove (self->page, self->group);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_description (
      self->group,
      _ ("A closed logbook can be read, and not changed. What people withdraw is still "
         "carried out."));
  add_begun (self);
  for (guint i = 0; i < lines->len; i++)
    if (((PtClosingLine *)lines->pdata[i])->step != PT_CLOSING_NAMES)
      add_line (self, lines->pdata[i]);
  adw_preferences_page_add (self->page, self->group);
  self->n_open = pt_closing_count_open (lines);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "closing.close", TRUE);
}

static void
fail (gpointer dialog, const GError *error)
{
  pt_window_toast (GTK_WIDGET (get_window (dialog)), error->message, NULL, NULL, NULL);
}

static gpointer
list_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_list_closing (store, error);
}

static const PtReading reading = {
  .job = list_job, .free_result = (GDestroyNotify)g_ptr_array_unref, .take = take, .fail = fail
};

/* ── Closing ── */

static gpointer
close_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      pt_store_set_lab_status (store, "closed", NULL, error)
      && (pt_store_count_names (store) == 0 || pt_store_destroy_names (store, error)));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = GPOINTER_TO_INT (
      pt_logbook_run_finish (PT_LOGBOOK (source), result, &error));

  pt_logbook_notify_changed (PT_LOGBOOK (source), NULL);
  if (!done)
    pt_window_toast (window, error->message, NULL, NULL, NULL);
  else
    gtk_widget_activate_action (window, "win.documents", "s", "closing");
}

void
pt_closing_dialog_close (PtWindow *window)
{
  pt_logbook_run_async (pt_window_get_logbook (window), close_job, NULL, NULL, NULL, NULL,
                        closed_cb, g_object_ref (window));
}

static void
response_cb (PtClosingDialog *self, const char *response)
{
  if (strcmp (response, "close") != 0)
    return;
  pt_closing_dialog_close (get_window (self));
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtClosingDialog *self = PT_CLOSING_DIALOG (widget);
  g_autofree char *open = g_strdup_printf (
      ngettext ("%u step is still open. ", "%u steps are still open. ", self->n_open),
      self->n_open);
  g_autofree char *body = g_strconcat (self->n_open > 0 ? open : "",
                                       _ ("The real names on this laptop are destroyed for good, "
                                          "with their key. Key files and sealed "
                                          "backups still hold them: destroy those too."),
                                       NULL);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Close This Logbook?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "close",
                                    _ ("_Close and Destroy the Names"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── Opening again ── */

static gpointer
reopen_job (PtStore *store, gpointer why, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_store_set_lab_status (store, "running", why, error));
}

static void
reopen_cb (AdwMessageDialog *dialog, const char *response, GtkEditable *why)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (why)));

  if (strcmp (response, "reopen") == 0 && *words != '\0')
    pt_logbook_run_async (pt_window_get_logbook (PT_WINDOW (window)), reopen_job,
                          g_steal_pointer (&words), g_free, NULL, NULL, said_cb,
                          g_object_ref (window));
}

static void
why_cb (GtkEditable *why, AdwMessageDialog *dialog)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (why)));

  adw_message_dialog_set_response_enabled (dialog, "reopen", *words != '\0');
}

void
pt_closing_dialog_reopen (PtWindow *window)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (window), _ ("Go On with This Logbook?"),
      _ ("It can be changed again. Real names that were destroyed do not come back."));
  GtkWidget *why = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (why), _ ("Why?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (why), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why?"),
                                  -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), why);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "reopen",
                                    _ ("_Open Again"), NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "reopen", FALSE);
  g_signal_connect (why, "changed", G_CALLBACK (why_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (reopen_cb), why);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ── What it is made of ── */

static void
pt_closing_dialog_dispose (GObject *object)
{
  PtClosingDialog *self = PT_CLOSING_DIALOG (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_closing_dialog_parent_class)->dispose (object);
}

static void
pt_closing_dialog_class_init (PtClosingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_closing_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "closing.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_closing_dialog_init (PtClosingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_box_append (GTK_BOX (box),
                  pt_choice_header_new (_ ("_Later"), _ ("_Close…"), "closing.close"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "closing.close", FALSE);
}

void
pt_closing_dialog_show (PtWindow *window)
{
  PtClosingDialog *self = g_object_new (PT_TYPE_CLOSING_DIALOG, "transient-for", window, "modal",
                                        TRUE, "default-width", WIDTH, "default-height", HEIGHT,
                                        "title", _ ("Closing the Lab"), NULL);

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->reader = pt_reader_new (self, self->logbook, &reading);
  gtk_window_present (GTK_WINDOW (self));
}
