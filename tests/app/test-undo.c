/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo and redo in a window, also of what was done before it was opened. */
#include "ui-fixture.h"

#include "pt-undo.h"

static void
fill (PtStore *store)
{
  g_autofree char *id = ui_save (store, "entry", "title", "Koffie aan tafel");
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, &error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);

  pt_edit_set_text (edit, "place", "Keuken");
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
act (Ui *ui, const char *action, const char *toast)
{
  ui_act (ui, PT_TYPE_WORKSPACE, action, NULL);
  ui_wait_shows (ui, toast);
}

/* Closes the window and opens another one on the same logbook. */
static void
restart (Ui *ui)
{
  g_autoptr (GError) error = NULL;

  gtk_window_close (GTK_WINDOW (ui->window));
  ui_settle ();
  ui_start (ui, NULL);
  pt_window_open_folder (ui->window, ui->folder, &error);
  g_assert_no_error (error);
  ui_settle ();
}

/* What the fixture saved was saved by another program, before this window was there. */
static void
test_after_restart (Ui *ui, gconstpointer data)
{
  act (ui, "win.undo", "Undone: change of Place of “Koffie aan tafel”");
  act (ui, "win.undo", "Undone: “Koffie aan tafel” was added");
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
  act (ui, "win.undo", "There is nothing to undo");

  restart (ui);
  act (ui, "win.redo", "Added again: “Koffie aan tafel”");
  g_assert_cmpint (ui_count (ui, "entry"), ==, 1);
  act (ui, "win.redo", "Changed again: Place of “Koffie aan tafel”");
  act (ui, "win.redo", "There is nothing to do again");
  act (ui, "win.undo", "Undone: change of Place of “Koffie aan tafel”");
}

static const struct
{
  const char *name;
  PtUndone undone;
  const char *words;
  const char *again;
} words[] = {
  { "made",
    { PT_UNDONE_MADE, (char *)"100% x", (char *)"entry", NULL, 3 },
    "Undone: “100% x” was added",
    "Added again: “100% x”" },
  { "archived",
    { PT_UNDONE_ARCHIVED, (char *)"x", (char *)"entry", (char *)"archived", 1 },
    "Undone: “x” was put in the archive",
    "Put in the archive again: “x”" },
  { "unarchived",
    { PT_UNDONE_UNARCHIVED, (char *)"x", (char *)"entry", (char *)"archived", 1 },
    "Undone: “x” was taken out of the archive",
    "Taken out of the archive again: “x”" },
  { "group",
    { PT_UNDONE_GROUP, (char *)"lijst.csv", NULL, NULL, 0 },
    "Undone: “lijst.csv”",
    "Done again: “lijst.csv”" },
  { "fields",
    { PT_UNDONE_CHANGED, (char *)"x", (char *)"entry", (char *)"place", 2 },
    "Undone: changes to “x”",
    "Changed again: “x”" },
  { "unknown-field",
    { PT_UNDONE_CHANGED, (char *)"x", (char *)"entry", (char *)"scent", 1 },
    "Undone: changes to “x”",
    "Changed again: “x”" },
  { "link",
    { PT_UNDONE_MADE, (char *)"x", (char *)"link", NULL, 3 },
    "Undone: a link",
    "Done again: a link" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *undone = pt_undo_dup_words (&words[i].undone, FALSE);
      g_autofree char *again = pt_undo_dup_words (&words[i].undone, TRUE);
      g_assert_cmpstr (undone, ==, words[i].words);
      g_assert_cmpstr (again, ==, words[i].again);
    }
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  g_test_add ("/undo/after-restart", Ui, (gconstpointer)fill, ui_start_with_logbook,
              test_after_restart, ui_stop);
  g_test_add_func ("/undo/words", test_words);
  return g_test_run ();
}
