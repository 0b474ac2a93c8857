/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import dialog: what columns and words mean is chosen there, and nothing is lost on the way. */
#include "ui-fixture.h"

#include "pt-dialogs.h"
#include "pt-import-columns.h"

static void
nothing (PtStore *store)
{
}

/* Opens the dialog on a file with @text. */
static GtkWidget *
open_file (Ui *ui, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (ui->dir, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  pt_import_dialog_show (ui->window, file);
  return ui_find_dialog (ui);
}

static const char *
page_of (GtkWidget *dialog)
{
  GtkWidget *stack = lab_find (dialog, GTK_TYPE_STACK, NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static gboolean
is_read (gpointer dialog)
{
  return g_str_equal (page_of (dialog), "plan")
         && !gtk_widget_get_visible (lab_find (dialog, GTK_TYPE_PROGRESS_BAR, NULL));
}

static gboolean
is_refused (gpointer dialog)
{
  return g_str_equal (page_of (dialog), "refused");
}

/* Chooses what is called @label in the row called @title, and waits until the file is read again. */
static void
choose (GtkWidget *dialog, const char *title, const char *label)
{
  AdwComboRow *row = ADW_COMBO_ROW (lab_find (dialog, ADW_TYPE_COMBO_ROW, title));
  GListModel *model = adw_combo_row_get_model (row);
  guint at = 0;

  while (at < g_list_model_get_n_items (model)
         && !g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), at), label))
    at++;
  g_assert_cmpuint (at, <, g_list_model_get_n_items (model));
  adw_combo_row_set_selected (row, at);
  lab_wait (is_read, dialog);
}

static gboolean
has_two (gpointer ui)
{
  return ui_count (ui, "experiment") == 2;
}

static gboolean
has_none (gpointer ui)
{
  return ui_count (ui, "experiment") == 0;
}

static PtRecord *
get_second (Ui *ui)
{
  const PtFilter filter = { "title", "Koken" };
  const PtQuery query = { .kind = "experiment", .filters = &filter, .n_filters = 1 };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray) loaded = NULL;

  g_assert_cmpuint (rows->len, ==, 1);
  loaded = pt_store_load_rows (ui_store (ui), &g_array_index (rows, int64_t, 0), 1, NULL);
  return pt_store_get_record (ui_store (ui), ((PtRow *)loaded->pdata[0])->id, NULL);
}

/* Nothing fits by itself; somebody says where each column goes and what each word means. */
static void
test_choose (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_file (ui, "lijst.csv",
                                 "Wat;Stand;Begin\nTafel;Bezig;3/12/2026\nKoken;Bezig;3/13/2026\n");
  lab_wait (is_read, dialog);
  choose (dialog, "Each line becomes a", "Experiment");
  choose (dialog, "Wat", "Title");
  choose (dialog, "Stand", "Status");
  choose (dialog, "Begin", "Start");
  gtk_switch_set_active (GTK_SWITCH (lab_find (lab_find (dialog, PT_TYPE_IMPORT_COLUMNS, NULL),
                                               GTK_TYPE_SWITCH, NULL)),
                         TRUE);
  lab_wait (is_read, dialog);
  choose (dialog, "Bezig", "Running");
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  lab_wait (has_two, ui);
  ui_settle ();

  g_autoptr (PtRecord) record = get_second (ui);
  g_assert_cmpstr (pt_record_get_text (record, "status"), ==, "running");
  g_assert_cmpstr (pt_record_get_text (record, "start_on"), ==, "2026-03-13");
  g_signal_emit_by_name (ui_get (ui, GTK_TYPE_BUTTON, "Undo"), "clicked");
  lab_wait (has_none, ui);
}

/* The next file with these columns is understood as the first was. */
static void
test_remembered (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_file (ui, "een.csv", "Wat;Hoe\nTafel;x\n");
  lab_wait (is_read, dialog);
  choose (dialog, "Each line becomes a", "Experiment");
  choose (dialog, "Wat", "Title");
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  ui_settle ();

  dialog = open_file (ui, "twee.csv", "Wat;Hoe\nKoken;y\n");
  lab_wait (is_read, dialog);
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  lab_wait (has_two, ui);
  ui_settle ();
}

static const struct
{
  const char *name;
  const char *text;
} bad_files[] = {
  { "leeg.csv", "" },
  { "kop.csv", "Titel;Datum\n" },
  { "kapot.json", "{\"format\":\"proeftuin\",\"version\":1,\"records\":[" },
  { "geen.eln", "PK\003\004 maar verder niets" },
};

static void
test_bad_files (Ui *ui, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      GtkWidget *dialog = open_file (ui, bad_files[i].name, bad_files[i].text);
      lab_wait (is_refused, dialog);
      g_assert_cmpuint (lab_count (dialog, ADW_TYPE_STATUS_PAGE), >, 0);
      gtk_window_close (GTK_WINDOW (dialog));
      ui_settle ();
    }
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
}

/* Closed while it is saved: what arrived goes again. */
static void
test_stopped (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_file (ui, "lijst.csv", "body\nKoffie\nThee\n");
  lab_wait (is_read, dialog);
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  gtk_window_close (GTK_WINDOW (dialog));
  ui_settle ();

  pt_logbook_flush (pt_window_get_logbook (ui->window));
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
  g_assert_true (ui_shows (ui, "Undone"));
}

static void
add (const char *path, void (*test) (Ui *, gconstpointer))
{
  g_test_add (path, Ui, (gconstpointer)nothing, ui_start_with_logbook, test, ui_stop);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  add ("/import/choose", test_choose);
  add ("/import/remembered", test_remembered);
  add ("/import/bad-files", test_bad_files);
  add ("/import/stopped", test_stopped);
  return g_test_run ();
}
