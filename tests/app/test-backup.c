/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backing up and putting back, from the menu to the logbook that is open again: with the dialogs that people
 * answer, the one of GTK for files too. */
#include "ui-fixture.h"

#include "pt-backup-dialog.h"

#include <string.h>

#define PASSPHRASE "fiets lamp regen brood"
#define BODY "Koffie aan de lange tafel"

static void
fill (PtStore *store)
{
  g_autofree char *id = ui_save (store, "entry", "body", BODY);

  g_assert_nonnull (id);
}

/* ── What people answer ── */

static GtkFileChooser *
find_chooser (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_mapped (window))
        return GTK_FILE_CHOOSER (window);
    }
  return NULL;
}

static gboolean
has_chooser (gpointer data)
{
  return find_chooser () != NULL;
}

static gboolean
is_in_folder (gpointer folder)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (find_chooser ());

  return file != NULL && g_file_has_parent (file, folder);
}

static gboolean
has_file (gpointer wanted)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (find_chooser ());

  return file != NULL && g_file_equal (file, wanted);
}

/* @path may be there, or not yet where the dialog asks for a name. */
static void
choose_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  GtkFileChooser *chooser;

  lab_wait (has_chooser, NULL);
  ui_settle ();
  chooser = find_chooser ();
  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
      lab_wait (is_in_folder, folder);
      gtk_file_chooser_set_current_name (chooser, name);
    }
  else
    gtk_file_chooser_set_file (chooser, file, NULL);
  lab_wait (has_file, file);
  g_signal_emit_by_name (
      gtk_dialog_get_widget_for_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT), "clicked");
}

static void
answer (Ui *ui, const char *response)
{
  GtkWidget *dialog = ui_find_dialog (ui);

  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog)); /* as its buttons do */
  ui_settle ();
}

/* In each row of the question that is open. */
static void
fill_in (GtkWidget *widget, const char *words)
{
  if (ADW_IS_PASSWORD_ENTRY_ROW (widget))
    gtk_editable_set_text (GTK_EDITABLE (widget), words);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fill_in (child, words);
}

static gboolean
asks_passphrase (gpointer ui)
{
  GtkWidget *dialog = ui_find_dialog (ui);

  return lab_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL) != NULL;
}

static void
say_passphrase (Ui *ui, const char *words)
{
  GtkWidget *dialog;

  lab_wait (asks_passphrase, ui);
  dialog = ui_find_dialog (ui);
  fill_in (dialog, words);
  answer (ui, "accept");
}

/* ── What they are told ── */

typedef struct
{
  GtkWidget *window;
  const char *words;
} Told;

static gboolean
tells (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (tells (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
is_told (gpointer data)
{
  const Told *told = data;

  return tells (told->window, told->words);
}

static void
wait_told (Ui *ui, const char *words)
{
  Told told = { GTK_WIDGET (ui->window), words };

  lab_wait (is_told, &told);
}

/* ── Tests ── */

static char *
path_of (Ui *ui, const char *name)
{
  return g_build_filename (ui->dir, name, NULL);
}

static void
make_backup (Ui *ui, const char *kind, const char *path)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.backup", NULL);
  answer (ui, kind);
  choose_file (path);
  if (g_str_equal (kind, "sealed"))
    say_passphrase (ui, PASSPHRASE);
  wait_told (ui, "Safe in the backup");
}

static gboolean
is_elsewhere (gpointer data)
{
  Ui *ui = data;

  return pt_window_get_folder (ui->window) != NULL
         && !g_str_equal (pt_window_get_folder (ui->window), ui->folder);
}

static void
assert_is_back (Ui *ui, const char *folder)
{
  lab_wait (is_elsewhere, ui);
  g_assert_cmpstr (pt_window_get_folder (ui->window), ==, folder);
  g_assert_cmpint (ui_count (ui, "entry"), ==, 1);
  wait_told (ui, BODY);
}

static void
test_open (Ui *ui, gconstpointer data)
{
  g_autofree char *path = path_of (ui, "kopie.proeftuin-backup");
  g_autofree char *folder = path_of (ui, "Terug.proeftuin");

  make_backup (ui, "open", path);
  g_assert_false (pt_store_is_sealed_backup (path));
  g_autofree char *on = pt_store_dup_setting (ui_store (ui), PT_SETTING_BACKUP);
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_assert_cmpstr (on, ==, today);

  ui_act (ui, PT_TYPE_WORKSPACE, "win.restore-backup", NULL);
  choose_file (path);
  choose_file (folder);
  assert_is_back (ui, folder);
}

static void
test_sealed (Ui *ui, gconstpointer data)
{
  g_autofree char *path = path_of (ui, "kopie.proeftuin-safe");
  g_autofree char *folder = path_of (ui, "Terug.proeftuin");

  make_backup (ui, "sealed", path);
  g_assert_true (pt_store_is_sealed_backup (path));

  ui_act (ui, PT_TYPE_WORKSPACE, "win.restore-backup", NULL);
  choose_file (path);
  choose_file (folder);
  say_passphrase (ui, PASSPHRASE);
  assert_is_back (ui, folder);
}

static void
test_wrong_passphrase (Ui *ui, gconstpointer data)
{
  g_autofree char *path = path_of (ui, "kopie.proeftuin-safe");
  g_autofree char *folder = path_of (ui, "Terug.proeftuin");

  make_backup (ui, "sealed", path);
  ui_act (ui, PT_TYPE_WORKSPACE, "win.restore-backup", NULL);
  choose_file (path);
  choose_file (folder);
  say_passphrase (ui, "iets anders");

  wait_told (ui, "passphrase");
  g_assert_cmpstr (pt_window_get_folder (ui->window), ==, ui->folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_no_backup (Ui *ui, gconstpointer data)
{
  g_autofree char *path = path_of (ui, "vakantie.txt");
  g_autofree char *folder = path_of (ui, "Terug.proeftuin");

  g_assert_true (g_file_set_contents (path, "Geen reservekopie", -1, NULL));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.restore-backup", NULL);
  choose_file (path);
  choose_file (folder);

  wait_told (ui, "damaged or was not made by Proeftuin");
  g_assert_cmpstr (pt_window_get_folder (ui->window), ==, ui->folder);
}

static void
test_not_now (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.backup", NULL);
  answer (ui, "cancel");
  g_assert_null (find_chooser ());
  g_autofree char *on = pt_store_dup_setting (ui_store (ui), PT_SETTING_BACKUP);
  g_assert_null (on);
}

static void
add_test (const char *path, void (*test) (Ui *, gconstpointer))
{
  g_test_add (path, Ui, fill, ui_start_with_logbook, test, ui_stop);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  add_test ("/backup/open", test_open);
  add_test ("/backup/sealed", test_sealed);
  add_test ("/backup/wrong-passphrase", test_wrong_passphrase);
  add_test ("/backup/no-backup", test_no_backup);
  add_test ("/backup/not-now", test_not_now);
  return g_test_run ();
}
