/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The app as a person meets it: first run, writing, finding, undoing. */
#include "ui-fixture.h"

#include "pt-capture.h"
#include "pt-comment-composer.h"
#include "pt-dialogs.h"
#include "pt-list-page.h"
#include "pt-note-card.h"
#include "pt-recent.h"
#include "pt-search-page.h"
#include "pt-sync-note.h"
#include "pt-today.h"
#include "pt-views-button.h"
#include "pt-welcome.h"

#include <string.h>

static gboolean
has_logbook (gpointer window)
{
  return pt_window_get_logbook (window) != NULL;
}

static void
test_first_run_start (Ui *ui, gconstpointer data)
{
  g_assert_true (ui_shows (ui, "Welcome to Proeftuin"));
  ui_act (ui, PT_TYPE_WELCOME, "welcome.start", NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Name")), "Tuin / Noord");
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Started on")),
                         "12 March 2026");

  ui_act (ui, PT_TYPE_WELCOME, "welcome.found", NULL);
  lab_wait (has_logbook, ui->window);

  g_autofree char *name = pt_store_dup_logbook_name (ui_store (ui));
  g_autoptr (PtRecord)
      record = pt_store_get_record (ui_store (ui), pt_store_get_logbook_id (ui_store (ui)), NULL);
  g_autofree char *base = g_path_get_basename (pt_window_get_folder (ui->window));
  g_assert_cmpstr (name, ==, "Tuin / Noord");
  g_assert_cmpstr (base, ==, "Tuin - Noord.proeftuin");
  g_assert_cmpstr (pt_record_get_text (record, "start_on"), ==, "2026-03-12");
  g_assert_cmpstr (pt_workspace_get_place (ui_workspace (ui)), ==, "today");
}

static void
test_first_run_incomplete (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WELCOME, "welcome.start", NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Name")), "Tuin");
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Started on")), "long ago");

  gtk_widget_activate_action (ui_get (ui, PT_TYPE_WELCOME, NULL), "welcome.found", NULL);
  ui_settle ();

  g_assert_null (pt_window_get_logbook (ui->window));
}

/* Where a hint stands now; NULL = there is none. */
static GtkWidget *
find_hint (GtkWidget *in)
{
  if (GTK_IS_POPOVER (in) && gtk_widget_has_css_class (in, "pt-coach"))
    return in;
  for (GtkWidget *child = gtk_widget_get_first_child (in); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_hint (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
found_logbook (Ui *ui, const char *name)
{
  ui_act (ui, PT_TYPE_WELCOME, "welcome.start", NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Name")), name);
  ui_act (ui, PT_TYPE_WELCOME, "welcome.found", NULL);
  lab_wait (has_logbook, ui->window);
  ui_settle ();
}

static gboolean
writes_under_a_hint (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && gtk_widget_get_ancestor (focus, PT_TYPE_CAPTURE) != NULL
         && find_hint (window) != NULL;
}

/* They leave the focus where somebody writes, go on with Escape, and are not there the next time. */
static void
test_first_run_hints (Ui *ui, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");
  const guint wanted = 3;
  guint seen = 0;

  g_settings_reset (settings, "first-steps");
  g_settings_reset (settings, "recent-logbooks");
  found_logbook (ui, "Tuin");
  lab_wait (writes_under_a_hint, ui->window);
  while (seen <= wanted && find_hint (GTK_WIDGET (ui->window)) != NULL)
    {
      seen++;
      g_assert_true (lab_press (GTK_WIDGET (ui->window), GDK_KEY_Escape, 0));
      ui_settle ();
    }
  g_assert_cmpuint (seen, ==, wanted);
  g_assert_false (lab_press (GTK_WIDGET (ui->window), GDK_KEY_Escape, 0));

  pt_window_close_logbook (ui->window);
  g_settings_reset (settings, "recent-logbooks");
  found_logbook (ui, "Keuken");
  g_assert_null (find_hint (GTK_WIDGET (ui->window)));
}

/* A window that is closed meanwhile takes its hint along. */
static void
test_first_run_hint_closed (Ui *ui, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");

  g_settings_reset (settings, "first-steps");
  g_settings_reset (settings, "recent-logbooks");
  found_logbook (ui, "Tuin");
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      lab_press (GTK_WIDGET (ui->window), GDK_KEY_Escape, 0);
      ui_settle ();
    }

  g_assert_nonnull (find_hint (GTK_WIDGET (ui->window)));
}

static void
test_first_run_bad_invite (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WELCOME, "welcome.join", NULL);
  ui_settle ();
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Link")), "hello");
  gtk_editable_set_text (GTK_EDITABLE (ui_get (ui, ADW_TYPE_ENTRY_ROW, "Code")), "12345678");

  ui_act (ui, PT_TYPE_WELCOME, "welcome.found", NULL);
  ui_settle ();
  ui_settle ();

  g_assert_null (pt_window_get_logbook (ui->window));
  g_assert_true (ui_shows (ui, "Join With an Invite"));
}

static gboolean
has_five_experiments (gpointer ui)
{
  return pt_window_get_logbook (((Ui *)ui)->window) && ui_count (ui, "experiment") >= 5;
}

static void
test_first_run_example (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WELCOME, "welcome.example", NULL);
  lab_wait (has_five_experiments, ui);
  g_autofree char *folder = g_strdup (pt_window_get_folder (ui->window));
  ui_settle ();

  g_assert_true (ui_shows (ui, "This is the example logbook."));
  g_assert_null (pt_window_get_syncer (ui->window));

  ui_act (ui, PT_TYPE_WORKSPACE, "win.remove-example", NULL);
  g_assert_null (pt_window_get_logbook (ui->window));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static gboolean
has_note (gpointer ui)
{
  return pt_today_get_n_notes (PT_TODAY (ui_get (ui, PT_TYPE_TODAY, NULL))) == 1;
}

static gboolean
has_no_note (gpointer ui)
{
  return pt_today_get_n_notes (PT_TODAY (ui_get (ui, PT_TYPE_TODAY, NULL))) == 0;
}

static void
write_note (Ui *ui, const char *text)
{
  GtkWidget *capture = ui_get (ui, PT_TYPE_CAPTURE, NULL);
  lab_type (lab_find (capture, GTK_TYPE_TEXT_VIEW, NULL), text);
}

static void
test_capture (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.new-note", NULL);
  write_note (ui, "Koffie aan de keukentafel");
  ui_act (ui, PT_TYPE_CAPTURE, "capture.kind", g_variant_new_string ("quote"));

  ui_act (ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  lab_wait (has_note, ui);

  GtkWidget *card = ui_get (ui, PT_TYPE_NOTE_CARD, NULL);
  const char *id = pt_note_card_get_id (PT_NOTE_CARD (card));
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), id, NULL);
  g_autofree char *rest = lab_read (
      lab_find (ui_get (ui, PT_TYPE_CAPTURE, NULL), GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_true (ui_shows (ui, "Koffie aan de keukentafel"));
  g_assert_cmpstr (pt_record_get_text (record, "body"), ==, "Koffie aan de keukentafel");
  g_assert_cmpstr (pt_record_get_text (record, "kind"), ==, "quote");
  g_assert_cmpstr (rest, ==, "");
}

static void
test_capture_undo_by_toast (Ui *ui, gconstpointer data)
{
  write_note (ui, "Vergissing");
  ui_act (ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  lab_wait (has_note, ui);

  GtkWidget *undo = ui_get (ui, GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (undo, "clicked");
  lab_wait (has_no_note, ui);

  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
}

static void
test_undo_by_key (Ui *ui, gconstpointer data)
{
  write_note (ui, "Vergissing");
  ui_act (ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  lab_wait (has_note, ui);

  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  lab_wait (has_no_note, ui);
  ui_settle ();

  g_assert_true (ui_shows (ui, "Undone: “Vergissing”"));
}

static gboolean
has_attachment (gpointer ui)
{
  return ui_count (ui, "attachment") == 1;
}

static gboolean
has_picture (gpointer ui)
{
  return lab_find (ui_get (ui, PT_TYPE_CAPTURE, NULL), GTK_TYPE_PICTURE, NULL) != NULL;
}

static void
test_capture_picture (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "koffie.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 30);
  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));

  pt_capture_add_file (PT_CAPTURE (ui_get (ui, PT_TYPE_CAPTURE, NULL)), file);
  lab_wait (has_picture, ui);
  write_note (ui, "Met foto");
  ui_act (ui, PT_TYPE_CAPTURE, "capture.save", NULL);
  lab_wait (has_note, ui);

  lab_wait (has_attachment, ui);
  g_assert_false (has_picture (ui));
  g_assert_nonnull (lab_find (ui_get (ui, PT_TYPE_NOTE_CARD, NULL), GTK_TYPE_PICTURE, NULL));
}

static gboolean
can_import (gpointer dialog)
{
  return lab_find (dialog, ADW_TYPE_COMBO_ROW, NULL) != NULL
         && gtk_widget_get_mapped (lab_find (dialog, ADW_TYPE_COMBO_ROW, NULL));
}

static gboolean
has_two_entries (gpointer ui)
{
  return ui_count (ui, "entry") == 2;
}

static gboolean
has_no_entries (gpointer ui)
{
  return ui_count (ui, "entry") == 0;
}

static void
test_import_and_undo (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "lijst.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_assert_true (
      g_file_set_contents (path, "body;occurred_on\nKoffie;12-3-2026\nThee;13-3-2026\n", -1, NULL));

  pt_import_dialog_show (ui->window, file);
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (can_import, dialog);
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  lab_wait (has_two_entries, ui);
  ui_settle ();

  g_signal_emit_by_name (ui_get (ui, GTK_TYPE_BUTTON, "Undo"), "clicked");
  lab_wait (has_no_entries, ui);
}

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The papers beside the story: shown on pages, kept as files. */
static void
test_documents (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "wie-ziet-wat.pdf", NULL);
  g_autofree char *pdf = NULL;

  ui_act (ui, PT_TYPE_WORKSPACE, "win.documents", g_variant_new_string ("who-sees-what"));
  ui_settle ();
  GtkWidget *dialog = ui_find_dialog (ui);
  pt_document_window_write (dialog, path);
  lab_wait (is_written, path);
  ui_settle ();

  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_true (ui_shows (ui, "The document is ready"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* What was open is open again, and what cannot be opened is said and changes nothing. */
static void
test_remembers (Ui *ui, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");
  g_autofree char *last = pt_recent_dup_last (settings);
  g_assert_cmpstr (last, ==, ui->folder);

  pt_window_open_or_tell (ui->window, ui->dir);
  ui_settle ();

  g_autofree char *still = pt_recent_dup_last (settings);
  GtkWidget *dialog = ui_find_dialog (ui);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  g_assert_cmpstr (pt_window_get_folder (ui->window), ==, ui->folder);
  g_assert_cmpstr (still, ==, ui->folder);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A stick that was pulled out: the logbook stays on the list, and somebody may take it off. */
static void
test_missing (Ui *ui, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("nl.proeftuin.Proeftuin");
  g_autofree char *gone = g_build_filename (ui->dir, "Weg.proeftuin", NULL);
  pt_recent_add (settings, gone);
  g_autofree char *missing = pt_recent_dup_missing (settings);
  g_assert_cmpstr (missing, ==, gone);

  pt_window_open_or_tell (ui->window, gone);
  ui_settle ();
  GtkWidget *dialog = ui_find_dialog (ui);
  const char *why = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog));
  g_assert_nonnull (strstr (why, gone));
  g_assert_nonnull (strstr (why, "is not there now"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "forget");
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_settle ();

  g_autofree char *last = pt_recent_dup_last (settings);
  g_assert_cmpstr (last, ==, ui->folder);
  g_assert_cmpstr (pt_window_get_folder (ui->window), ==, ui->folder);
}

static gboolean
has_draft (gpointer ui)
{
  g_autofree char *draft = pt_store_dup_setting (ui_store (ui), "draft");
  return draft && strstr (draft, "Half af") != NULL;
}

/* The app is killed: what a second window finds is what was written to disk by itself. */
static void
test_draft_survives (Ui *ui, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  write_note (ui, "Half af");
  lab_wait (has_draft, ui);

  PtLogbook *second = pt_logbook_open (ui->folder, pt_world_system (), &error);
  g_assert_no_error (error);
  GtkWidget *capture = g_object_ref_sink (pt_capture_new (second));
  g_autofree char *text = lab_read (lab_find (capture, GTK_TYPE_TEXT_VIEW, NULL));

  g_assert_cmpstr (text, ==, "Half af");
  g_object_unref (capture);
  ui_settle ();
  g_assert_finalize_object (second);
}

static void
fill_learnings (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *a = ui_save (store, "learning", "headline", "Koffie werkt");
  g_autofree char *b = ui_save (store, "learning", "headline", "Een folder werkt niet");
  g_autofree char *c = ui_save (store, "learning", "headline", "Vraag het de buurvrouw");
  g_autoptr (PtRecord) record = pt_store_get_record (store, a, NULL);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  pt_edit_set_text (edit, "status", "for_review");
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
  pt_store_set_archived (store, c, TRUE, &error);
  g_assert_no_error (error);
}

static guint
count_rows (Ui *ui)
{
  return pt_list_page_get_n_rows (PT_LIST_PAGE (ui_get (ui, PT_TYPE_LIST_PAGE, NULL)));
}

static gboolean
has_one_row (gpointer ui)
{
  return count_rows (ui) == 1;
}

static gboolean
has_two_rows (gpointer ui)
{
  return count_rows (ui) == 2;
}

static void
test_list (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "learning");
  lab_wait (has_two_rows, ui);
  ui_settle ();
  g_assert_true (ui_shows (ui, "Koffie werkt"));
  g_assert_false (ui_shows (ui, "Vraag het de buurvrouw"));

  ui_act (ui, PT_TYPE_LIST_PAGE, "list.filter", g_variant_new_string ("for_review"));
  lab_wait (has_one_row, ui);
  ui_act (ui, PT_TYPE_LIST_PAGE, "list.filter", g_variant_new_string (""));
  lab_wait (has_two_rows, ui);
  ui_act (ui, PT_TYPE_LIST_PAGE, "list.archived", NULL);
  lab_wait (has_one_row, ui);
  ui_settle ();

  g_autofree char *saved = pt_store_dup_setting (ui_store (ui), "list-learning");
  g_assert_true (ui_shows (ui, "Vraag het de buurvrouw"));
  g_assert_cmpstr (saved, ==, "usual;;archived");
}

static char *
dup_saved_views (Ui *ui)
{
  pt_logbook_flush (pt_window_get_logbook (ui->window));
  return pt_store_dup_setting (ui_store (ui), "list-views-learning");
}

static void
give_name (Ui *ui, const char *name)
{
  GtkWidget *dialog = ui_find_dialog (ui);

  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, GTK_TYPE_ENTRY, NULL)), name);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "save");
  gtk_window_destroy (GTK_WINDOW (dialog)); /* a button would close it, a response does not */
  ui_settle ();
}

/* Saved under a name, left, chosen again, renamed, deleted, and brought back from the toast. */
static void
test_saved_view (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "learning");
  lab_wait (has_two_rows, ui);
  ui_act (ui, PT_TYPE_LIST_PAGE, "list.filter", g_variant_new_string ("for_review"));
  ui_act (ui, PT_TYPE_LIST_PAGE, "list.status", NULL);
  ui_act (ui, PT_TYPE_LIST_PAGE, "views.save", NULL);
  give_name (ui, "Voor de bespreking");
  g_autofree char *made = dup_saved_views (ui);
  g_assert_cmpstr (made, ==, "usual;for_review;;status\tVoor de bespreking\n");
  g_assert_true (ui_shows (ui, "Voor de bespreking"));

  ui_act (ui, PT_TYPE_LIST_PAGE, "list.filter", g_variant_new_string (""));
  lab_wait (has_two_rows, ui);
  g_assert_false (ui_shows (ui, "Voor de bespreking"));
  ui_act (ui, PT_TYPE_LIST_PAGE, "views.choose", g_variant_new_string ("Voor de bespreking"));
  lab_wait (has_one_row, ui);

  ui_act (ui, PT_TYPE_LIST_PAGE, "views.rename", g_variant_new_string ("Voor de bespreking"));
  give_name (ui, "Morgen");
  ui_act (ui, PT_TYPE_LIST_PAGE, "views.delete", g_variant_new_string ("Morgen"));
  ui_settle ();
  g_autofree char *gone = dup_saved_views (ui);
  g_assert_cmpstr (gone, ==, NULL);
  gtk_widget_activate (ui_get (ui, GTK_TYPE_BUTTON, "Undo"));
  ui_settle ();
  g_autofree char *back = dup_saved_views (ui);
  g_assert_cmpstr (back, ==, "usual;for_review;;status\tMorgen\n");
}

static void
test_list_opens_record (Ui *ui, gconstpointer data)
{
  GtkWidget *list;
  pt_workspace_go (ui_workspace (ui), "learning");
  lab_wait (has_two_rows, ui);
  list = lab_find (ui_get (ui, PT_TYPE_LIST_PAGE, NULL), GTK_TYPE_LIST_VIEW, NULL);

  g_signal_emit_by_name (list, "activate", 0);

  g_assert_nonnull (pt_workspace_get_record (ui_workspace (ui)));
  pt_workspace_close_detail (ui_workspace (ui));
  g_assert_null (pt_workspace_get_record (ui_workspace (ui)));
}

static gboolean
is_commenting (gpointer ui)
{
  GtkWidget *composer = ui_get (ui, PT_TYPE_COMMENT_COMPOSER, NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((Ui *)ui)->window));

  return composer != NULL && focus != NULL && gtk_widget_is_ancestor (focus, composer);
}

/* What the menu of a page has, by a key. */
static void
test_page_by_key (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "learning");
  lab_wait (has_two_rows, ui);
  g_signal_emit_by_name (lab_find (ui_get (ui, PT_TYPE_LIST_PAGE, NULL), GTK_TYPE_LIST_VIEW, NULL),
                         "activate", 0);
  ui_settle ();

  ui_act (ui, PT_TYPE_WORKSPACE, "win.page", g_variant_new_string ("comment"));
  lab_wait (is_commenting, ui);

  ui_act (ui, PT_TYPE_WORKSPACE, "win.page", g_variant_new_string ("archive"));
  ui_wait_shows (ui, "Put in the archive");
  lab_wait (has_one_row, ui);
}

#define LONG_DAY 40

static void
fill_long_day (PtStore *store)
{
  for (guint i = 0; i < LONG_DAY; i++)
    {
      g_autofree char *body = g_strdup_printf ("Note %u", i);
      g_autofree char *id = ui_save_fields (store, "entry", "body", body, "occurred_on",
                                            "2016-03-01", NULL);
    }
}

static guint
count_cards (Ui *ui)
{
  return lab_count (ui_get (ui, PT_TYPE_TODAY, NULL), PT_TYPE_NOTE_CARD);
}

static gboolean
has_long_day (gpointer ui)
{
  return count_cards (ui) == LONG_DAY;
}

/* More than is made at once; but with another note all are there again in the same moment, so that who reads the end
 * of the day stays there. */
static void
test_long_day (Ui *ui, gconstpointer data)
{
  PtLogbook *logbook = pt_window_get_logbook (ui->window);
  PtEdit *edit = pt_edit_new (pt_logbook_get_world (logbook), "entry", NULL);
  guint fewest = LONG_DAY;

  lab_wait (has_long_day, ui);
  pt_edit_set_text (edit, "body", "One more");
  pt_edit_set_text (edit, "occurred_on", "2016-03-01");
  pt_logbook_save_async (logbook, edit, NULL, NULL, NULL);
  while (count_cards (ui) <= LONG_DAY)
    {
      g_main_context_iteration (NULL, TRUE);
      fewest = MIN (fewest, count_cards (ui));
    }

  g_assert_cmpuint (count_cards (ui), ==, LONG_DAY + 1);
  g_assert_cmpuint (fewest, ==, LONG_DAY);
}

static void
test_list_empty_teaches (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "question");
  ui_settle ();

  g_assert_true (ui_shows (ui, "No Questions Yet"));
  g_assert_true (ui_shows (ui, "New Question"));
  g_assert_false (ui_shows (ui, "Nothing Chosen"));
  g_assert_false (ui_shows (ui, "Archived")); /* the chips */
}

/* What a choice hides is one chip away, so that the chips stay; and only one pane says that nothing is there. */
static void
test_list_narrowed (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "learning");
  ui_settle ();
  g_assert_true (ui_shows (ui, "Nothing Chosen"));

  ui_act (ui, PT_TYPE_VIEWS_BUTTON, "list.filter", g_variant_new_string ("applied"));
  ui_wait_shows (ui, "Nothing fits this choice.");

  g_assert_true (ui_shows (ui, "Archived"));
  g_assert_false (ui_shows (ui, "Nothing Chosen"));
}

static gboolean
over_cb (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* News upon news, also while the one before is still coming or going. */
static void
test_toasts_upon_toasts (Ui *ui, gconstpointer data)
{
  static const guint pauses[] = { 0, 0, 5, 40, 0, 120, 200, 0, 260, 5, 5, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_autofree char *text = g_strdup_printf ("News %u", i);
      pt_window_toast (GTK_WIDGET (ui->window), text, i % 2 == 0 ? "Undo" : NULL,
                       i % 2 == 0 ? "win.undo" : NULL, NULL);
      if (pauses[i] > 0)
        run_for (pauses[i]);
    }

  ui_wait_shows (ui, "News 11");
}

/* The pane beside a list says the name of what is open there, and nothing when it was closed. */
static void
test_closed_has_no_title (Ui *ui, gconstpointer data)
{
  pt_workspace_new_record (ui_workspace (ui), "release");
  g_assert_nonnull (lab_find (GTK_WIDGET (ui->window), ADW_TYPE_WINDOW_TITLE, "Release"));
  pt_workspace_go (ui_workspace (ui), "learning");
  ui_settle ();

  g_assert_null (lab_find (GTK_WIDGET (ui->window), ADW_TYPE_WINDOW_TITLE, "Release"));
}

static gboolean
has_one_hit (gpointer ui)
{
  return pt_search_page_get_n_hits (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL))) == 1;
}

static void
test_search (Ui *ui, gconstpointer data)
{
  pt_workspace_start_search (ui_workspace (ui), "kof");
  lab_wait (has_one_hit, ui);
  ui_settle ();
  g_assert_true (ui_shows (ui, "Koffie werkt"));

  pt_search_page_open_first (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL)));

  g_autoptr (PtRecord) record = pt_store_get_record (
      ui_store (ui), pt_workspace_get_record (ui_workspace (ui)), NULL);
  g_assert_cmpstr (pt_record_get_text (record, "headline"), ==, "Koffie werkt");
}

static gboolean
has_two_hits (gpointer ui)
{
  return pt_search_page_get_n_hits (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL))) == 2;
}

static gboolean
has_record (gpointer ui)
{
  return pt_workspace_get_record (ui_workspace (ui)) != NULL;
}

/* Enter comes before the answer to the last letter: not what the letters before it found is opened. */
static void
test_search_enter_at_once (Ui *ui, gconstpointer data)
{
  pt_workspace_start_search (ui_workspace (ui), "werkt");
  lab_wait (has_two_hits, ui);
  ui_settle ();

  pt_search_page_set_words (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL)), "werkt fol");
  pt_search_page_open_first (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL)));
  lab_wait (has_record, ui);

  g_autoptr (PtRecord) record = pt_store_get_record (
      ui_store (ui), pt_workspace_get_record (ui_workspace (ui)), NULL);
  g_assert_cmpstr (pt_record_get_text (record, "headline"), ==, "Een folder werkt niet");
}

static void
test_waiting_count (Ui *ui, gconstpointer data)
{
  ui_settle ();

  g_assert_true (ui_shows (ui, "1"));
  g_assert_true (ui_shows (ui, "Saved on this laptop"));
}

static void
fill_wrong_clock (PtStore *store)
{
  pt_sync_note_clock (store, pt_store_get_world (store)->now (pt_store_get_world (store))
                                 - 3 * 24 * G_TIME_SPAN_HOUR);
}

static void
fill_held (PtStore *store)
{
  pt_sync_note_held (store, 3);
}

/* What the last errand found out is above the list, with a way to look at it. */
static void
test_notice_clock (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "The clock of this laptop is off by 3 days. Sharing goes well all the same, "
                     "but new notes get a wrong date: set the clock.");
}

static void
test_notice_held (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "3 changes were set aside at the team server and wait for your decision.");
  g_assert_true (ui_shows (ui, "Look…"));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add ("/window/first-run/start", Ui, NULL, ui_start, test_first_run_start, ui_stop);
  g_test_add ("/window/first-run/incomplete", Ui, NULL, ui_start, test_first_run_incomplete,
              ui_stop);
  g_test_add ("/window/first-run/hints", Ui, NULL, ui_start, test_first_run_hints, ui_stop);
  g_test_add ("/window/first-run/first-hint-closed", Ui, GINT_TO_POINTER (0), ui_start,
              test_first_run_hint_closed, ui_stop);
  g_test_add ("/window/first-run/second-hint-closed", Ui, GINT_TO_POINTER (1), ui_start,
              test_first_run_hint_closed, ui_stop);
  g_test_add ("/window/first-run/third-hint-closed", Ui, GINT_TO_POINTER (2), ui_start,
              test_first_run_hint_closed, ui_stop);
  g_test_add ("/window/first-run/bad-invite", Ui, NULL, ui_start, test_first_run_bad_invite,
              ui_stop);
  g_test_add ("/window/first-run/example", Ui, NULL, ui_start, test_first_run_example, ui_stop);
  g_test_add ("/window/capture/save", Ui, NULL, ui_start_with_logbook, test_capture, ui_stop);
  g_test_add ("/window/capture/undo-by-toast", Ui, NULL, ui_start_with_logbook,
              test_capture_undo_by_toast, ui_stop);
  g_test_add ("/window/capture/draft-survives", Ui, NULL, ui_start_with_logbook,
              test_draft_survives, ui_stop);
  g_test_add ("/window/undo/by-key", Ui, NULL, ui_start_with_logbook, test_undo_by_key, ui_stop);
  g_test_add ("/window/capture/picture", Ui, NULL, ui_start_with_logbook, test_capture_picture,
              ui_stop);
  g_test_add ("/window/import/undo", Ui, NULL, ui_start_with_logbook, test_import_and_undo,
              ui_stop);
  g_test_add ("/window/documents", Ui, fill_learnings, ui_start_with_logbook, test_documents,
              ui_stop);
  g_test_add ("/window/notice/clock", Ui, fill_wrong_clock, ui_start_with_logbook,
              test_notice_clock, ui_stop);
  g_test_add ("/window/notice/held", Ui, fill_held, ui_start_with_logbook, test_notice_held,
              ui_stop);
  g_test_add ("/window/recent/remembers", Ui, NULL, ui_start_with_logbook, test_remembers, ui_stop);
  g_test_add ("/window/recent/missing", Ui, NULL, ui_start_with_logbook, test_missing, ui_stop);
  g_test_add ("/window/list/rows", Ui, fill_learnings, ui_start_with_logbook, test_list, ui_stop);
  g_test_add ("/window/list/saved-view", Ui, fill_learnings, ui_start_with_logbook, test_saved_view,
              ui_stop);
  g_test_add ("/window/list/opens-record", Ui, fill_learnings, ui_start_with_logbook,
              test_list_opens_record, ui_stop);
  g_test_add ("/window/page/by-key", Ui, fill_learnings, ui_start_with_logbook, test_page_by_key,
              ui_stop);
  g_test_add ("/window/list/empty-teaches", Ui, NULL, ui_start_with_logbook,
              test_list_empty_teaches, ui_stop);
  g_test_add ("/window/list/narrowed-to-nothing", Ui, fill_learnings, ui_start_with_logbook,
              test_list_narrowed, ui_stop);
  g_test_add ("/window/list/closed-has-no-title", Ui, fill_learnings, ui_start_with_logbook,
              test_closed_has_no_title, ui_stop);
  g_test_add ("/window/toasts/upon-toasts", Ui, NULL, ui_start_with_logbook,
              test_toasts_upon_toasts, ui_stop);
  g_test_add ("/window/today/long-day", Ui, fill_long_day, ui_start_with_logbook, test_long_day,
              ui_stop);
  g_test_add ("/window/search/by-beginning", Ui, fill_learnings, ui_start_with_logbook, test_search,
              ui_stop);
  g_test_add ("/window/search/enter-at-once", Ui, fill_learnings, ui_start_with_logbook,
              test_search_enter_at_once, ui_stop);
  g_test_add ("/window/sidebar/waiting", Ui, fill_learnings, ui_start_with_logbook,
              test_waiting_count, ui_stop);
  return g_test_run ();
}
