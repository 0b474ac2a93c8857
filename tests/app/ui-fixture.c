/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole app in the test's own process; see the header. */
#include "ui-fixture.h"

#include "log-fixture.h"
#include "pt-catalog.h"
#include "pt-folder.h"
#include "pt-founding.h"
#include "pt-reminding.h"

#define SETTLE_MS 400
#define START 1770000000000000 /* 2026-02-02, microseconds UTC */

void
ui_init (int *argc, char ***argv)
{
  pt_application_set_up_uninstalled ();
  g_test_init (argc, argv, NULL);
  log_forgive_measuring ();
  pt_catalog_init ();
}

static void
forget_recent (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");
  g_settings_reset (settings, "recent-logbooks");
}

/* One for the whole process, as in earnest: an application that was started shuts down in its own
 * run, which a test does not use. */
static PtApplication *
get_application (void)
{
  static PtApplication *application = NULL;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = pt_application_new ();
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }
  return application;
}

void
ui_start (Ui *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (self->dir == NULL)
    self->dir = g_dir_make_tmp ("proeftuin-ui-XXXXXX", &error);
  g_assert_no_error (error);
  forget_recent ();
  self->application = get_application ();
  g_application_activate (G_APPLICATION (self->application));
  self->window = PT_WINDOW (
      gtk_application_get_active_window (GTK_APPLICATION (self->application)));
}

/* Of each test its own, whoever ran before it: the state folder outlives a test, and a logbook that is
 * born with the life of an earlier one is rightly taken for that one, put back. */
static guint
get_seed (void)
{
  return g_str_hash (g_test_get_path ());
}

/* Nobody listens to notifications here, which are told after twenty seconds. */
static void
switch_off_reminders (PtStore *store)
{
  for (guint i = 0; i < PT_N_REMINDERS; i++)
    {
      g_autofree char *setting = pt_reminding_dup_setting (i);
      g_assert_true (pt_store_set_setting (store, setting, "off", NULL));
    }
}

static void
create_logbook (Ui *self, UiFiller fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtWorld) world = pt_world_new_seeded (get_seed (), START);
  g_autoptr (PtEdit) logbook = pt_edit_new (world, "logbook", NULL);

  self->dir = g_dir_make_tmp ("proeftuin-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->folder = g_build_filename (self->dir, "Buurtlab.proeftuin", NULL);
  pt_edit_set_text (logbook, "name", "Buurtlab");
  g_autoptr (PtStore) store = pt_store_create (self->folder, world, logbook, "An", &error);
  g_assert_no_error (error);
  switch_off_reminders (store);
  if (fill)
    fill (store);
}

void
ui_start_with_logbook (Ui *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UiFiller fill = (UiFiller)data;

  create_logbook (self, fill);
  ui_start (self, NULL);
  pt_window_open_folder (self->window, self->folder, &error);
  g_assert_no_error (error);
  ui_settle ();
}

void
ui_stop (Ui *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  gtk_window_close (GTK_WINDOW (self->window));
  ui_settle ();
  g_assert_null (self->window);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (self->application)));
  pt_folder_delete (self->dir, &error);
  g_assert_no_error (error);
  g_clear_pointer (&self->dir, g_free);
  g_clear_pointer (&self->folder, g_free);
}

GtkWidget *
ui_get (Ui *self, GType type, const char *text)
{
  GtkWidget *found = lab_find (GTK_WIDGET (self->window), type, text);
  g_assert_nonnull (found);
  return found;
}

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (g_str_equal (lab_words (widget), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

gboolean
ui_shows (Ui *self, const char *text)
{
  return shows (GTK_WIDGET (self->window), text);
}

typedef struct
{
  Ui *ui;
  const char *text;
} Wanted;

static gboolean
is_shown (gpointer data)
{
  const Wanted *wanted = data;
  return ui_shows (wanted->ui, wanted->text);
}

void
ui_wait_shows (Ui *self, const char *text)
{
  Wanted wanted = { self, text };
  lab_wait (is_shown, &wanted);
}

void
ui_act (Ui *self, GType from, const char *action, GVariant *target)
{
  g_assert_true (gtk_widget_activate_action_variant (ui_get (self, from, NULL), action, target));
}

/* The list of shortcuts hangs over the window too, but is not always shown. */
static GtkWidget *
find_over (Ui *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      if (gtk_window_get_transient_for (window) == GTK_WINDOW (self->window)
          && gtk_widget_get_visible (GTK_WIDGET (window)))
        return GTK_WIDGET (window);
    }
  return NULL;
}

static gboolean
has_dialog (gpointer self)
{
  return find_over (self) != NULL;
}

GtkWidget *
ui_find_dialog (Ui *self)
{
  lab_wait (has_dialog, self);
  return find_over (self);
}

PtWorkspace *
ui_workspace (Ui *self)
{
  return PT_WORKSPACE (ui_get (self, PT_TYPE_WORKSPACE, NULL));
}

PtStore *
ui_store (Ui *self)
{
  return pt_logbook_get_reader (pt_window_get_logbook (self->window));
}

void
ui_settle (void)
{
  lab_rest (SETTLE_MS);
}

char *
ui_save_fields (PtStore *store, const char *kind, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), kind, NULL);
  const char *field;
  va_list fields;

  va_start (fields, kind);
  while ((field = va_arg (fields, const char *)) != NULL)
    pt_edit_set_text (edit, field, va_arg (fields, const char *));
  va_end (fields);
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
  return g_strdup (pt_record_get_id (record));
}

char *
ui_save (PtStore *store, const char *kind, const char *field, const char *text)
{
  return ui_save_fields (store, kind, field, text, NULL);
}

int64_t
ui_count (Ui *self, const char *kind)
{
  const PtQuery query = { .kind = kind };
  return pt_store_count (ui_store (self), &query, NULL);
}
