/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: which logbook is open, its life in this process, and toasts. What its actions do is
 * in pt-window-actions.c. */
#include "pt-window-private.h"

#include "pt-recent.h"
#include "pt-review-page.h"
#include "pt-show-names.h"
#include "pt-welcome.h"

#include <glib/gi18n-lib.h>

#define TOAST_SECONDS 6

G_DEFINE_FINAL_TYPE (PtWindow, pt_window, ADW_TYPE_APPLICATION_WINDOW)

/* Back to the panes; @note "" = none was written. */
static void
review_left_cb (PtWindow *self, const char *note)
{
  GtkWidget *review = g_steal_pointer (&self->review);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->workspace));
  gtk_stack_remove (self->stack, review);
  pt_show_names_uncover (pt_show_names_get ());
  if (*note != '\0')
    pt_workspace_open_record (self->workspace, note);
}

void
pt_window_start_review (PtWindow *self)
{
  g_return_if_fail (PT_IS_WINDOW (self));
  if (self->workspace == NULL || self->review != NULL)
    return;
  pt_workspace_flush (self->workspace);
  pt_show_names_cover (pt_show_names_get ());
  self->review = pt_review_page_new (self->logbook);
  g_signal_connect_object (self->review, "left", G_CALLBACK (review_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->review);
  gtk_stack_set_visible_child (self->stack, self->review);
}

static void
forget_logbook (PtWindow *self)
{
  if (self->workspace == NULL)
    return;
  if (self->review != NULL)
    {
      pt_review_page_flush (PT_REVIEW_PAGE (self->review));
      review_left_cb (self, "");
    }
  pt_workspace_flush (self->workspace);
  pt_show_names_stop (pt_show_names_get ());
  if (self->syncer)
    pt_syncer_stop (self->syncer);
  pt_logbook_flush (self->logbook);
  pt_window_names_forget (self);
  if (self->welcome
      != NULL) /* else a row of it that had the focus ends after its text, and GTK complains */
    gtk_stack_set_visible_child (self->stack, self->welcome);
  gtk_stack_remove (self->stack, GTK_WIDGET (self->workspace));
  self->workspace = NULL;
  g_clear_object (&self->reminding);
  g_clear_object (&self->syncer);
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->folder, g_free);
}

static gboolean
is_example (PtLogbook *logbook)
{
  g_autofree char *example = pt_store_dup_setting (pt_logbook_get_reader (logbook), "example");
  return example != NULL;
}

/* @logbook is taken. */
static void
show_logbook (PtWindow *self, PtLogbook *logbook, const char *folder)
{
  self->logbook = logbook;
  self->folder = g_strdup (folder);
  self->reminding = pt_reminding_new (
      G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), logbook);
  self->syncer = is_example (logbook) ? NULL : pt_syncer_new (logbook);
  self->workspace = PT_WORKSPACE (
      pt_workspace_new (logbook, self->syncer, G_MENU_MODEL (self->switcher)));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->workspace));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->workspace));
  if (self->syncer)
    pt_syncer_start (self->syncer);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (pt_window_update_actions), self,
                           G_CONNECT_SWAPPED);
  pt_window_names_watch (self);
  pt_window_update_actions (self);
}

gboolean
pt_window_open_folder (PtWindow *self, const char *folder, GError **error)
{
  g_return_val_if_fail (PT_IS_WINDOW (self), FALSE);
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  if (g_strcmp0 (self->folder, path) == 0)
    return TRUE;
  PtLogbook *logbook = pt_logbook_open (path, pt_world_system (), error);
  if (logbook == NULL)
    return FALSE;
  forget_logbook (self);
  pt_recent_add (self->settings, path);
  pt_recent_fill_menu (self->settings, self->switcher);
  show_logbook (self, logbook, path);
  return TRUE;
}

/* What somebody does about a logbook that cannot be opened. */
static void
cannot_open_cb (PtWindow *self, const char *response, AdwMessageDialog *dialog)
{
  if (g_str_equal (response, "forget"))
    {
      pt_recent_remove (self->settings, g_object_get_data (G_OBJECT (dialog), "folder"));
      pt_recent_fill_menu (self->settings, self->switcher);
    }
  else if (g_str_equal (response, "open"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "open", NULL);
}

/* A dialog and no toast: it may be long, and is to be read before anything else. */
static void
tell_cannot_open (PtWindow *self, const char *folder, const char *why)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self),
                                              _ ("This Logbook Cannot Be Opened"), why);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_add_responses (message, "close", _ ("_Close"), "open", _ ("_Open Another…"),
                                    NULL);
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    adw_message_dialog_add_response (message, "forget", _ ("_Take Off the List"));
  adw_message_dialog_set_close_response (message, "close");
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (cannot_open_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The window is shown with what is in it, and not with the first run for a moment. */
void
pt_window_open_or_tell (PtWindow *self, const char *folder)
{
  g_return_if_fail (PT_IS_WINDOW (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  /* Translators: the placeholder is a folder. */
  g_autofree char *gone = g_strdup_printf (
      _ ("%s is not there now. If it is on a stick, put that in; if it was moved, open it where it "
         "is now."),
      path);
  const gboolean opened = pt_window_open_folder (self, path, &error);
  gtk_window_present (GTK_WINDOW (self));
  if (!opened)
    tell_cannot_open (self, path, g_file_test (path, G_FILE_TEST_EXISTS) ? error->message : gone);
}

/* Hints are for the first logbook that this laptop ever had; seen or not, they never come again. */
static void
founded_cb (PtWindow *self, const char *folder)
{
  g_auto (GStrv) known = g_settings_get_strv (self->settings, "recent-logbooks");
  pt_window_open_or_tell (self, folder);
  if (known[0] != NULL || self->workspace == NULL
      || !g_settings_get_boolean (self->settings, "first-steps"))
    return;
  g_settings_set_boolean (self->settings, "first-steps", FALSE);
  pt_workspace_show_first_steps (self->workspace);
}

/* Made for who needs it: most of the time a logbook is open from the beginning. */
static void
show_welcome (PtWindow *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = pt_welcome_new ();
      g_signal_connect_object (self->welcome, "founded", G_CALLBACK (founded_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_stack_add_child (self->stack, self->welcome);
    }
  pt_welcome_reset (PT_WELCOME (self->welcome));
  gtk_stack_set_visible_child (self->stack, self->welcome);
}

static void
pt_window_show (GtkWidget *widget)
{
  if (PT_WINDOW (widget)->workspace == NULL)
    show_welcome (PT_WINDOW (widget));
  GTK_WIDGET_CLASS (pt_window_parent_class)->show (widget);
}

void
pt_window_close_logbook (PtWindow *self)
{
  g_return_if_fail (PT_IS_WINDOW (self));
  forget_logbook (self);
  show_welcome (self);
  pt_recent_fill_menu (self->settings, self->switcher);
  pt_window_update_actions (self);
}

static gboolean
pt_window_close_request (GtkWindow *window)
{
  PtWindow *self = PT_WINDOW (window);
  int width;
  int height;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  forget_logbook (self);
  return GTK_WINDOW_CLASS (pt_window_parent_class)->close_request (window);
}

static void
pt_window_dispose (GObject *object)
{
  PtWindow *self = PT_WINDOW (object);

  gtk_window_set_focus (GTK_WINDOW (self),
                        NULL); /* as in pt-key-ask.c: the first run asks a name */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stack)
    forget_logbook (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_WINDOW);
  g_clear_object (&self->switcher);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (pt_window_parent_class)->dispose (object);
}

static void
pt_window_class_init (PtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pt_window_close_request;
  widget_class->show = pt_window_show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PtWindow, names);
  pt_window_bind_keys (widget_class);
}

static void
restore_size (PtWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
pt_window_init (PtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new ("nl.proeftuin.Proeftuin");
  self->switcher = g_menu_new ();
  self->cancellable = g_cancellable_new ();
  pt_recent_fill_menu (self->settings, self->switcher);
  pt_window_add_actions (self);
  pt_window_names_init (self);
  pt_window_update_actions (self);
  restore_size (self);
}

PtWindow *
pt_window_new (GtkApplication *application)
{
  return g_object_new (PT_TYPE_WINDOW, "application", application, NULL);
}

PtLogbook *
pt_window_get_logbook (PtWindow *self)
{
  g_return_val_if_fail (PT_IS_WINDOW (self), NULL);
  return self->logbook;
}

PtSyncer *
pt_window_get_syncer (PtWindow *self)
{
  g_return_val_if_fail (PT_IS_WINDOW (self), NULL);
  return self->syncer;
}

const char *
pt_window_get_folder (PtWindow *self)
{
  g_return_val_if_fail (PT_IS_WINDOW (self), NULL);
  return self->folder;
}

void
pt_window_refresh_inbox (PtWindow *self)
{
  g_return_if_fail (PT_IS_WINDOW (self));
  if (self->workspace)
    pt_workspace_refresh_inbox (self->workspace);
}

void
pt_window_start_note (PtWindow *self)
{
  g_return_if_fail (PT_IS_WINDOW (self));
  if (self->workspace)
    pt_workspace_start_note (self->workspace);
}

/* The window that @from stands in or over; else the nearest place for toasts around it. */
static AdwToastOverlay *
find_toasts (GtkWidget *from, gboolean near)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *around = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  if (near && around != NULL)
    return ADW_TOAST_OVERLAY (around);
  while (GTK_IS_WINDOW (root) && !PT_IS_WINDOW (root))
    root = (GtkRoot *)gtk_window_get_transient_for (GTK_WINDOW (root));
  if (root != NULL && PT_IS_WINDOW (root))
    return PT_WINDOW (root)->toasts;
  return around ? ADW_TOAST_OVERLAY (around) : NULL;
}

void
pt_window_toast (GtkWidget *from, const char *text, const char *button, const char *action,
                 GVariant *target)
{
  AdwToastOverlay *toasts = find_toasts (from, button == NULL);
  g_autoptr (GVariant) taken = target ? g_variant_ref_sink (target) : NULL;
  if (toasts == NULL)
    return;
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH); /* the latest news is shown at once */
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  if (button)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_target_value (toast, taken);
      adw_toast_set_action_name (toast, action);
    }
  adw_toast_overlay_add_toast (toasts, toast);
}

void
pt_window_toast_saved (GtkWidget *from, const char *group, guint n_notes)
{
  g_autofree char *text = n_notes == 1
                              ? g_strdup (_ ("Note saved"))
                              : g_strdup_printf (
                                  ngettext ("%u note saved", "%u notes saved", n_notes), n_notes);
  pt_window_toast (from, text, _ ("Undo"), "win.undo-group", g_variant_new_string (group));
}

void
pt_window_toast_written (GtkWidget *dialog, const char *text, const char *path)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (window != NULL)
    pt_window_toast (GTK_WIDGET (window), text, C_ ("button", "Open"), "win.open-file",
                     g_variant_new_string (uri));
}

const char *
pt_window_get_where (PtWindow *self)
{
  g_return_val_if_fail (PT_IS_WINDOW (self), NULL);
  if (self->workspace == NULL)
    return "welcome";
  return self->review != NULL ? "review" : pt_workspace_get_place (self->workspace);
}
