/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning agenda: what stands on it, and what can be done with a question: look into it, answer,
 * ask in another way, pass on, drop. */
#include "ui-fixture.h"

#include "pt-agenda-page.h"
#include "pt-agenda-row.h"
#include "pt-figure-table.h"
#include "pt-figure-view.h"
#include "pt-picture-view.h"

static const char *const asked = "Hoe vinden we testgebruikers?";
static const char *const young = "Wie betaalt het?";

static void
add_question (PtStore *store, const char *text, const char *opened_on)
{
  g_autofree char *id = ui_save_fields (store, "question", "text", text, "opened_on", opened_on,
                                        NULL);
}

static void
fill (PtStore *store)
{
  g_autofree char *today = pt_world_today (pt_world_system ());

  add_question (store, asked, "2020-01-10");
  add_question (store, young, today);
}

typedef struct
{
  Ui *ui;
  const char *text;
} Wanted;

/* The list is under the agenda while one goes over into the other. */
static gboolean
is_on_agenda (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *page = ui_get (wanted->ui, PT_TYPE_AGENDA_PAGE, NULL);
  return lab_find (page, GTK_TYPE_LABEL, wanted->text) != NULL;
}

static void
wait_on_agenda (Ui *ui, const char *text)
{
  Wanted wanted = { ui, text };
  lab_wait (is_on_agenda, &wanted);
}

static gboolean
is_read (gpointer ui)
{
  return lab_find (GTK_WIDGET (((Ui *)ui)->window), PT_TYPE_AGENDA_ROW, NULL) != NULL;
}

static GtkWidget *
open_agenda (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("question"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("agenda"));
  lab_wait (is_read, ui);
  return ui_get (ui, PT_TYPE_AGENDA_PAGE, NULL);
}

static PtAgendaRow *
find_row (Ui *ui, const char *text)
{
  GtkWidget *label = lab_find (ui_get (ui, PT_TYPE_AGENDA_PAGE, NULL), GTK_TYPE_LABEL, text);

  g_assert_nonnull (label);
  return PT_AGENDA_ROW (gtk_widget_get_ancestor (label, PT_TYPE_AGENDA_ROW));
}

static PtRecord *
get_question (Ui *ui, const char *text)
{
  const char *id = pt_record_get_id (pt_agenda_row_get_question (find_row (ui, text)));

  return pt_store_get_record (ui_store (ui), id, NULL);
}

/* Writes @words in the dialog and says yes. */
static void
say (Ui *ui, const char *words)
{
  GtkWidget *dialog = ui_find_dialog (ui);

  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), words);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "do");
}

static gboolean
is_drawn (gpointer view)
{
  return pt_picture_view_get_picture (view) != NULL;
}

static void
test_shows (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);

  g_assert_true (ui_shows (ui, asked));
  g_assert_true (ui_shows (ui, "What we look for"));
  g_assert_true (ui_shows (ui, "Open · open for 0 days"));
  g_assert_true (ui_shows (ui, "Older than 90 days"));
  g_assert_nonnull (lab_find (GTK_WIDGET (find_row (ui, asked)), GTK_TYPE_LABEL, "A"));
  lab_wait (is_drawn, lab_find (page, PT_TYPE_PICTURE_VIEW, NULL));
}

static void
test_answer_by_key (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);

  gtk_widget_grab_focus (GTK_WIDGET (find_row (ui, asked)));
  g_assert_true (lab_press (page, GDK_KEY_a, 0));
  say (ui, "Ga staan waar al koffie is.");
  ui_wait_shows (ui, "Ga staan waar al koffie is.");

  g_autoptr (PtRecord) question = get_question (ui, asked);
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_assert_cmpstr (pt_record_get_text (question, "status"), ==, "answered");
  g_assert_cmpstr (pt_record_get_text (question, "closed_on"), ==, today);
  g_assert_true (ui_shows (ui, "What is closed"));
}

static gboolean
is_answer_kept (gpointer ui)
{
  g_autoptr (PtRecord) question = get_question (ui, asked);
  g_autofree char *setting = g_strconcat ("writing/answer/", pt_record_get_id (question), NULL);
  g_autofree char *words = pt_store_dup_setting (ui_store (ui), setting);

  return g_strcmp0 (words, "Ga staan waar") == 0;
}

/* Somebody who has to go away half way finds the words again. */
static void
test_answer_waits (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);

  gtk_widget_grab_focus (GTK_WIDGET (find_row (ui, asked)));
  lab_press (page, GDK_KEY_a, 0);
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), "Ga staan waar");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  lab_wait (is_answer_kept, ui);

  gtk_widget_grab_focus (GTK_WIDGET (find_row (ui, asked)));
  lab_press (page, GDK_KEY_a, 0);
  dialog = ui_find_dialog (ui);
  g_autofree char *words = lab_read (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpstr (words, ==, "Ga staan waar");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
}

static void
test_another_way (Ui *ui, gconstpointer data)
{
  static const char *const better = "Hoe sluiten we aan bij wat mensen al doen?";
  GtkWidget *page = open_agenda (ui);
  g_autoptr (PtRecord) old = get_question (ui, asked);

  gtk_widget_activate_action (page, "agenda.reformulate", "s", pt_record_get_id (old));
  say (ui, better);
  wait_on_agenda (ui, better);

  g_autoptr (PtRecord) question = get_question (ui, better);
  g_autoptr (PtRecord) closed = pt_store_get_record (ui_store (ui), pt_record_get_id (old), NULL);
  g_assert_cmpstr (pt_record_get_text (question, "parent"), ==, pt_record_get_id (old));
  g_assert_cmpstr (pt_record_get_text (question, "letter"), ==, "C");
  g_assert_cmpstr (pt_record_get_text (closed, "status"), ==, "dropped");
  g_assert_nonnull (
      lab_find (GTK_WIDGET (find_row (ui, better)), GTK_TYPE_EXPANDER, "1 earlier version"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  wait_on_agenda (ui, asked);
  g_assert_cmpint (ui_count (ui, "question"), ==, 2);
}

/* A version with the same words is none. */
static void
test_same_words (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);
  g_autoptr (PtRecord) old = get_question (ui, asked);

  gtk_widget_activate_action (page, "agenda.reformulate", "s", pt_record_get_id (old));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (ui_find_dialog (ui));

  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "do"));
  adw_message_dialog_response (dialog, "cancel");
}

typedef struct
{
  Ui *ui;
  const char *id, *status;
} Closing;

static gboolean
is_closed (gpointer data)
{
  const Closing *closing = data;
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (closing->ui), closing->id, NULL);
  return g_strcmp0 (pt_record_get_text (record, "status"), closing->status) == 0;
}

static void
test_pass_on (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);
  g_autoptr (PtRecord) before = get_question (ui, asked);
  Closing closing = { ui, pt_record_get_id (before), "passed_on" };

  gtk_widget_activate_action (page, "agenda.pass-on", "s", closing.id);
  say (ui, "De gemeente");
  lab_wait (is_closed, &closing);

  g_autoptr (PtRecord) after = pt_store_get_record (ui_store (ui), closing.id, NULL);
  g_assert_cmpstr (pt_record_get_text (after, "passed_to"), ==, "De gemeente");
}

static void
test_drop (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);
  g_autoptr (PtRecord) before = get_question (ui, asked);
  Closing closing = { ui, pt_record_get_id (before), "dropped" };

  gtk_widget_grab_focus (GTK_WIDGET (find_row (ui, asked)));
  g_assert_true (lab_press (page, GDK_KEY_d, 0));
  say (ui, "Er zijn er genoeg.");
  lab_wait (is_closed, &closing);

  g_autoptr (PtRecord) after = pt_store_get_record (ui_store (ui), closing.id, NULL);
  g_assert_cmpstr (pt_record_get_text (after, "status_why"), ==, "Er zijn er genoeg.");
  g_assert_nonnull (pt_record_get_text (after, "closed_on"));
}

/* The same in words, and a row goes to its question. */
static void
test_table (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);
  GtkWidget *view = lab_find (page, PT_TYPE_FIGURE_VIEW, NULL);

  pt_figure_view_set_table (PT_FIGURE_VIEW (view), TRUE);
  ui_settle ();
  GtkWidget *table = lab_find (view, PT_TYPE_FIGURE_TABLE, NULL);
  g_assert_true (gtk_widget_get_mapped (table));
  g_assert_nonnull (lab_find (table, GTK_TYPE_LABEL, asked));
}

static void
test_look_into (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_agenda (ui);

  gtk_widget_grab_focus (GTK_WIDGET (find_row (ui, young)));
  lab_press (page, GDK_KEY_l, 0);
  ui_wait_shows (ui, "Under exploration · open for 0 days");

  g_autoptr (PtRecord) question = get_question (ui, young);
  g_assert_cmpstr (pt_record_get_text (question, "status"), ==, "exploring");
}

static void
test_opens (Ui *ui, gconstpointer data)
{
  open_agenda (ui);
  g_autoptr (PtRecord) question = get_question (ui, young);

  gtk_widget_activate (GTK_WIDGET (find_row (ui, young)));
  ui_settle ();

  g_assert_cmpstr (pt_workspace_get_record (ui_workspace (ui)), ==, pt_record_get_id (question));
}

/* Days at first, then months, and years where months would be a sum. */
static void
test_ages (Ui *ui, gconstpointer data)
{
  static const struct
  {
    int days;
    bool is_open;
    const char *words;
  } cases[] = {
    { 1, true, "Open · open for 1 day" },          { 59, true, "Open · open for 59 days" },
    { 60, true, "Open · open for 2 months" },      { 729, false, "Open · was open for 24 months" },
    { 730, true, "Open · open for 2 years" },      { 3790, true, "Open · open for 10 years" },
    { 800, false, "Open · was open for 2 years" },
  };
  g_autoptr (PtRecord) question = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (PtDataset) lab = pt_store_load_all (ui_store (ui), NULL);

  open_agenda (ui);
  question = get_question (ui, young);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PtAgendaItem item = { question, none, none, cases[i].days, cases[i].is_open, false };
      g_autoptr (GtkWidget) row = g_object_ref_sink (pt_agenda_row_new (&item, lab));

      g_assert_nonnull (lab_find (row, GTK_TYPE_LABEL, cases[i].words));
    }
}

static void
test_empty (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("question"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("agenda"));

  ui_wait_shows (ui, "No Questions Yet");
}

static void
add_test (const char *path, UiFiller filler, void (*test) (Ui *, gconstpointer))
{
  g_test_add (path, Ui, filler, ui_start_with_logbook, test, ui_stop);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  add_test ("/agenda/shows", fill, test_shows);
  add_test ("/agenda/answer-by-key", fill, test_answer_by_key);
  add_test ("/agenda/answer-waits", fill, test_answer_waits);
  add_test ("/agenda/another-way", fill, test_another_way);
  add_test ("/agenda/same-words", fill, test_same_words);
  add_test ("/agenda/pass-on", fill, test_pass_on);
  add_test ("/agenda/drop", fill, test_drop);
  add_test ("/agenda/table", fill, test_table);
  add_test ("/agenda/look-into", fill, test_look_into);
  add_test ("/agenda/opens", fill, test_opens);
  add_test ("/agenda/ages", fill, test_ages);
  add_test ("/agenda/empty", NULL, test_empty);
  return g_test_run ();
}
