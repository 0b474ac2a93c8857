/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a narrative is made: it is rewritten, written, or stopped half-way, and each line of what
 * is still missing opens what it is about. */
#include "ui-fixture.h"

#include "pt-dialogs.h"
#include "pt-erasure.h"
#include "pt-narrative-text.h"
#include "pt-passage-box.h"
#include "pt-story.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* What stands in for pandoc says where it runs, starts a program of its own, and takes as long as it takes. */
#define SLOW_PANDOC                                                                                \
  "#!/bin/sh\n"                                                                                    \
  "sleep 600 &\n"                                                                                  \
  "echo $$ $! > slow.new\n"                                                                        \
  "mv slow.new slow\n"                                                                             \
  "wait\n"

static char *path_before; /* PATH, without what stands in for pandoc */

static void
fill (PtStore *store)
{
  g_autofree char *id = ui_save (store, "learning", "headline", "Koffie werkt");
}

static void
fill_told (PtStore *store)
{
  g_autofree char *id = ui_save_fields (store, "learning", "headline", "Koffie werkt", "what",
                                        "Na een kopje thee kwamen ze terug.", NULL);
}

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The row that says how many pages it takes, in whatever window it is; NULL = not there yet. */
static GtkWidget *
find_pages (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = lab_find (window, ADW_TYPE_ACTION_ROW, "Pages");
    }
  return found;
}

static gboolean
is_composed (gpointer data)
{
  GtkWidget *pages = find_pages ();
  const char *count = pages != NULL ? adw_action_row_get_subtitle (ADW_ACTION_ROW (pages)) : NULL;

  return count != NULL && *count != '\0';
}

static gboolean
is_internal (gpointer data)
{
  g_autoptr (PtDataset) all = pt_store_load_all (ui_store (data), NULL);
  GPtrArray *narratives = pt_dataset_list (all, "narrative");

  return g_strcmp0 (pt_record_get_text (narratives->pdata[0], "audience"), "internal") == 0;
}

static gboolean
is_released (gpointer data)
{
  return ui_count (data, "release") == 1;
}

static void
choose_form (GtkWidget *dialog, const char *format)
{
  GtkWidget *form = lab_find (dialog, ADW_TYPE_COMBO_ROW, "Form");
  guint i = 0;

  while (!g_str_equal (pt_story_format_nth (i)->id, format))
    i++;
  adw_combo_row_set_selected (ADW_COMBO_ROW (form), i);
}

/* The window with the pages that it composed. */
static GtkWidget *
open_narrative (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.export-narrative", NULL);
  lab_wait (is_composed, NULL);
  return GTK_WIDGET (gtk_widget_get_root (find_pages ()));
}

static void
choose_internal (Ui *ui, GtkWidget *dialog)
{
  GtkWidget *audience = lab_find (dialog, ADW_TYPE_COMBO_ROW, "For whom");
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");

  adw_combo_row_set_selected (ADW_COMBO_ROW (audience),
                              (guint)pt_vocabulary_index (audiences, "internal"));
  lab_wait (is_internal, ui);
}

static void
test_export (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "verhaal.html", NULL);
  g_autofree char *html = NULL;
  GtkWidget *dialog = open_narrative (ui);

  choose_internal (ui, dialog);
  choose_form (dialog, "html");
  pt_narrative_window_write (dialog, path);
  lab_wait (is_written, path);
  ui_wait_shows (ui, "The narrative is ready");

  g_assert_true (g_file_get_contents (path, &html, NULL, NULL));
  g_assert_nonnull (strstr (html, "Koffie werkt"));
  lab_wait (is_released, ui);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── Rewriting ── */

/* What somebody is writing in the narrative, in whatever window it is; NULL = there is none. */
static GtkWidget *
find_passage (void)
{
  GtkWidget *pages = find_pages ();
  GtkWidget *window = pages != NULL ? GTK_WIDGET (gtk_widget_get_root (pages)) : NULL;
  GtkWidget *box = window != NULL ? lab_find (window, PT_TYPE_PASSAGE_BOX, NULL) : NULL;

  return box != NULL ? lab_find (box, GTK_TYPE_TEXT_VIEW, NULL) : NULL;
}

static gboolean
is_passage_there (gpointer data)
{
  return find_passage () != NULL;
}

static gboolean
is_passage_saved (gpointer ui)
{
  return ui_count (ui, "passage") == 1;
}

/* A paragraph that is being rewritten is there in the next window too. */
static void
test_passage_survives (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_narrative (ui);
  GtkWidget *text = lab_find (dialog, PT_TYPE_NARRATIVE_TEXT, NULL);

  g_signal_emit_by_name (lab_find (text, GTK_TYPE_BUTTON, "Rewrite"), "clicked");
  lab_wait (is_passage_there, NULL);
  lab_type (find_passage (), "Zo begon het");
  gtk_window_destroy (GTK_WINDOW (dialog));
  pt_logbook_flush (pt_window_get_logbook (ui->window));

  dialog = open_narrative (ui);
  lab_wait (is_passage_there, NULL);
  g_autofree char *words = lab_read (find_passage ());
  g_assert_cmpstr (words, ==, "Zo begon het");

  g_assert_true (lab_press (find_passage (), GDK_KEY_Return, GDK_CONTROL_MASK));
  lab_wait (is_passage_saved, ui);
  g_assert_null (find_passage ());
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_passage_gone (gpointer data)
{
  return find_passage () == NULL;
}

static gboolean
has_no_passage (gpointer ui)
{
  return ui_count (ui, "passage") == 0;
}

static gboolean
offers_undo (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "Undo") != NULL;
}

static gboolean
is_passage_shown (gpointer data)
{
  return is_passage_there (NULL) && gtk_widget_get_mapped (find_passage ());
}

/* The row of a paragraph. */
static GtkWidget *
find_row_saying (gpointer dialog)
{
  GtkWidget *text = lab_find (dialog, PT_TYPE_NARRATIVE_TEXT, NULL);
  GtkWidget *list = lab_find (text, GTK_TYPE_LIST_VIEW, NULL);
  const char *words = g_object_get_data (dialog, "words");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *label = lab_find (row, GTK_TYPE_LABEL, NULL);
      const char *said = label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : "";

      if (strstr (said, words) != NULL && lab_find (row, GTK_TYPE_BUTTON, "Rewrite") != NULL)
        return row;
    }
  return NULL;
}

static gboolean
has_row_saying (gpointer dialog)
{
  return find_row_saying (dialog) != NULL;
}

static void
rewrite_what_says (GtkWidget *dialog, const char *words)
{
  GtkWidget *stack = lab_find (dialog, ADW_TYPE_VIEW_STACK, NULL);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "text");
  g_object_set_data (G_OBJECT (dialog), "words", (char *)words);
  lab_wait (has_row_saying, dialog);
  g_signal_emit_by_name (lab_find (find_row_saying (dialog), GTK_TYPE_BUTTON, "Rewrite"),
                         "clicked");
  lab_wait (is_passage_shown, NULL);
}

static void
rewrite (GtkWidget *dialog)
{
  GtkWidget *text = lab_find (dialog, PT_TYPE_NARRATIVE_TEXT, NULL);
  GtkWidget *stack = lab_find (dialog, ADW_TYPE_VIEW_STACK, NULL);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "text");
  ui_settle ();
  g_signal_emit_by_name (lab_find (text, GTK_TYPE_BUTTON, "Rewrite"), "clicked");
  lab_wait (is_passage_shown, NULL);
  gtk_widget_grab_focus (find_passage ());
}

/* Without a button: going on elsewhere saves, and undo takes it back. */
static void
test_passage_in_place (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_narrative (ui);

  rewrite (dialog);
  g_assert_null (lab_find (dialog, GTK_TYPE_BUTTON, "Save"));
  lab_type (find_passage (), "Zo begon het");
  g_assert_true (gtk_widget_grab_focus (lab_find (dialog, GTK_TYPE_BUTTON, "Rewrite")));
  lab_wait (is_passage_saved, ui);
  lab_wait (is_passage_gone, NULL);
  lab_wait (offers_undo, dialog);

  gtk_widget_activate_action (lab_find (dialog, GTK_TYPE_BUTTON, "Undo"), "narrative.undo", NULL);
  lab_wait (has_no_passage, ui);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Who looked and wrote nothing made nothing. */
static void
test_passage_untouched (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_narrative (ui);

  rewrite (dialog);
  g_assert_true (lab_press (find_passage (), GDK_KEY_Escape, 0));
  lab_wait (is_passage_gone, NULL);
  ui_settle ();
  g_assert_true (has_no_passage (ui));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gpointer
erase_learning_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtDataset) all = pt_store_load_all (store, error);
  PtRecord *learning = pt_dataset_list (all, "learning")->pdata[0];
  const char *const fields[] = { "what", NULL };
  g_autoptr (PtErasure) order = pt_erasure_new (pt_record_get_id (learning), fields, "Gevraagd");

  g_assert_true (pt_store_erase (store, order, error));
  return NULL;
}

static gboolean
says_it_no_more (gpointer data)
{
  GtkWidget *passage = find_passage ();
  g_autofree char *words = passage != NULL ? lab_read (passage) : NULL;

  return words != NULL && strstr (words, "kopje thee") == NULL;
}

/* A box that was opened and not written in does not keep what is erased meanwhile. */
static void
test_passage_erased_meanwhile (Ui *ui, gconstpointer data)
{
  PtLogbook *logbook = pt_window_get_logbook (ui->window);
  GtkWidget *dialog = open_narrative (ui);

  choose_internal (ui, dialog);
  lab_wait (is_composed, NULL);
  rewrite_what_says (dialog, "kopje thee");
  g_assert_false (says_it_no_more (NULL));
  pt_logbook_run_async (logbook, erase_learning_job, NULL, NULL, NULL, NULL, NULL, NULL);
  pt_logbook_flush (logbook);
  pt_logbook_notify_changed (logbook, NULL);

  lab_wait (says_it_no_more, NULL);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── Stopping ── */

static void
fill_beside_slow_pandoc (PtStore *store)
{
  g_autofree char *folder = g_path_get_dirname (pt_store_get_folder (store));
  g_autofree char *pandoc = g_build_filename (folder, "pandoc", NULL);
  g_autofree char *path = g_strconcat (folder, ":", path_before, NULL);

  g_assert_true (
      g_file_set_contents_full (pandoc, SLOW_PANDOC, -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  g_setenv ("PATH", path, TRUE);
  fill (store);
}

static void
stop_beside_slow_pandoc (Ui *ui, gconstpointer data)
{
  g_setenv ("PATH", path_before, TRUE);
  ui_stop (ui, data);
}

typedef struct
{
  char *folder; /* the private one, in which it runs */
  int ids[2];   /* of the program and of what it started */
} Slow;

/* The private folders are in the folder for temporary files, which this test has for itself. */
static gboolean
is_running (gpointer data)
{
  Slow *slow = data;
  g_autoptr (GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (g_get_tmp_dir (), name, NULL);
      g_autofree char *path = g_build_filename (folder, "slow", NULL);
      g_autofree char *said = NULL;

      if (!g_str_has_prefix (name, "proeftuin-") || !g_file_get_contents (path, &said, NULL, NULL))
        continue;
      g_assert_cmpint (sscanf (said, "%d %d", &slow->ids[0], &slow->ids[1]), ==, 2);
      slow->folder = g_steal_pointer (&folder);
      return TRUE;
    }
  return FALSE;
}

/* Who was killed waits for init, which is not ours, to take note. */
static gboolean
is_gone (gpointer id)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", GPOINTER_TO_INT (id));
  g_autofree char *said = NULL;

  return (kill (GPOINTER_TO_INT (id), 0) != 0 && errno == ESRCH)
         || (g_file_get_contents (path, &said, NULL, NULL) && strstr (said, ") Z ") != NULL);
}

static gboolean
is_over (gpointer folder)
{
  return !g_file_test (folder, G_FILE_TEST_EXISTS);
}

static gboolean
says_stopped (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_LABEL, "Stopped. Nothing was written.") != NULL;
}

static void
test_stop (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "verhaal.docx", NULL);
  GtkWidget *dialog = open_narrative (ui);
  Slow slow = { 0 };

  g_test_summary (
      "A program that takes long is ended with all that it started, and leaves nothing");
  choose_form (dialog, "docx");
  pt_narrative_window_write (dialog, path);
  lab_wait (is_running, &slow);
  g_assert_false (is_gone (GINT_TO_POINTER (slow.ids[0])));

  gtk_widget_activate (lab_find (dialog, GTK_TYPE_BUTTON, "_Stop Writing"));
  lab_wait (is_over, slow.folder);
  lab_wait (is_gone, GINT_TO_POINTER (slow.ids[0]));
  lab_wait (is_gone, GINT_TO_POINTER (slow.ids[1]));
  lab_wait (says_stopped, dialog);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ui_count (ui, "release"), ==, 0);
  g_assert_false (gtk_widget_is_visible (
      gtk_widget_get_parent (lab_find (dialog, GTK_TYPE_BUTTON, "_Stop Writing"))));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_free (slow.folder);
}

/* ── What is still missing ── */

static void
fill_with_gaps (PtStore *store)
{
  g_autofree char *ended = ui_save_fields (store, "experiment", "title", "Soepdag", "status",
                                           "completed", NULL);
  g_autofree char *effect = ui_save_fields (store, "outcome", "statement", "Ze eten", "status",
                                            "observed", NULL);
  g_autofree char *before = ui_save_fields (store, "entry", "body", "De pan was klaar.",
                                            "occurred_on", "2025-10-01", "story_use", "yes", NULL);
  g_autofree char *open = ui_save_fields (store, "entry", "body", "Buiten regende het.",
                                          "occurred_on", "2025-12-01", NULL);
  g_autofree char *quote = ui_save_fields (store, "entry", "body", "Lekker!", "occurred_on",
                                           "2025-12-02", "kind", "quote", "story_use", "yes", NULL);
}

/* What a line says, and of which kind is what it opens and how that is called. */
static const struct
{
  const char *line, *kind, *title;
} gaps[] = {
  { "“Soepdag” has ended and has no result.", "experiment", "Soepdag" },
  { "“Soepdag” has ended. What was decided?", "experiment", "Soepdag" },
  { "“Ze eten”: what did you do for it?", "outcome", "Ze eten" },
  { "There is no unwanted effect at all. Is that so?", "logbook", "Buurtlab" },
  { "There are no notes of November 2025.", "entry", "De pan was klaar." },
  { "May “Buiten regende het.” be told?", "entry", "Buiten regende het." },
  { "Somebody’s words in “Lekker!”: there is no consent for these readers.", "entry", "Lekker!" },
};

static gboolean
shows_record (gpointer ui)
{
  return pt_workspace_get_record (ui_workspace (ui)) != NULL;
}

static void
test_gaps (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_narrative (ui);

  g_test_summary ("Each line of what is still missing opens what it is about");
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      GtkWidget *row = lab_find (dialog, ADW_TYPE_ACTION_ROW, gaps[i].line);

      g_test_message ("%s", gaps[i].line);
      g_assert_nonnull (row);
      g_signal_emit_by_name (row, "activated");
      lab_wait (shows_record, ui);

      const char *id = pt_workspace_get_record (ui_workspace (ui));
      g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), id, NULL);
      g_autofree char *title = pt_record_dup_title (record);

      g_assert_cmpstr (pt_record_get_kind_id (record), ==, gaps[i].kind);
      g_assert_cmpstr (title, ==, gaps[i].title);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  path_before = g_strdup (g_getenv ("PATH"));
  g_test_add ("/narrative/export", Ui, fill, ui_start_with_logbook, test_export, ui_stop);
  g_test_add ("/narrative/passage-survives", Ui, fill, ui_start_with_logbook, test_passage_survives,
              ui_stop);
  g_test_add ("/narrative/passage-in-place", Ui, fill, ui_start_with_logbook, test_passage_in_place,
              ui_stop);
  g_test_add ("/narrative/passage-erased-meanwhile", Ui, fill_told, ui_start_with_logbook,
              test_passage_erased_meanwhile, ui_stop);
  g_test_add ("/narrative/passage-untouched", Ui, fill, ui_start_with_logbook,
              test_passage_untouched, ui_stop);
  g_test_add ("/narrative/stop", Ui, fill_beside_slow_pandoc, ui_start_with_logbook, test_stop,
              stop_beside_slow_pandoc);
  g_test_add ("/narrative/gaps", Ui, fill_with_gaps, ui_start_with_logbook, test_gaps, ui_stop);
  return g_test_run ();
}
