/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of people: real names show only when asked for, consent is in sight and quickly
 * recorded, reminders name nobody, and the first sensitive note comes with a word of advice. */
#include "ui-fixture.h"

#include "pt-closing-dialog.h"
#include "pt-consent-section.h"
#include "pt-consent-words.h"
#include "pt-dialogs.h"
#include "pt-list-page.h"
#include "pt-notice.h"
#include "pt-reminding.h"
#include "pt-search-page.h"
#include "pt-sensitive-help.h"
#include "pt-show-names.h"

#include <string.h>

static char *person;

static void
fill_person (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_free (person);
  person = ui_save (store, "stakeholder", "name", "Bewoner 3");
  pt_store_set_identity (store, person, "Fatima el Amrani", NULL, &error);
  g_assert_no_error (error);
}

static void
fill_note (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  fill_person (store);
  g_autofree char *note = ui_save (store, "entry", "body", "Zij zei dat de koffie hielp.");
  g_autoptr (PtEdit) link = pt_edit_new_link (note, "speaker", person);
  g_autoptr (PtRecord) saved = pt_store_save (store, link, &error);
  g_assert_no_error (error);
  g_free (person);
  person = g_steal_pointer (&note);
}

static void
fill_agreed_note (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  fill_note (store);
  g_autoptr (PtDataset) around = pt_store_load_around (store, person, &error);
  g_autoptr (GPtrArray) people = pt_consent_people (around, pt_dataset_get (around, person));
  g_autoptr (PtEdit)
      edit = pt_consent_act_make ("quote", pt_store_get_world (store), people->pdata[0], NULL);
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
save_link (PtStore *store, const char *from, const char *kind, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) link = pt_edit_new_link (from, kind, to);
  g_autoptr (PtRecord) saved = pt_store_save (store, link, &error);
  g_assert_no_error (error);
}

/* Who speaks agreed; who is only in the photo was never asked. */
static void
fill_photo (PtStore *store)
{
  fill_agreed_note (store);
  g_autofree char *photo = ui_save_fields (store, "attachment", "owner", person, "filename",
                                           "tuin.jpg", NULL);
  g_autofree char *shown = ui_save_fields (store, "stakeholder", "name", "Bewoner 4", "kind",
                                           "person", NULL);
  save_link (store, photo, "depicts", shown);
}

/* ── Names ── */

static gboolean
shows_pseudonym (gpointer ui)
{
  return ui_shows (ui, "Bewoner 3");
}

static gboolean
shows_name (gpointer ui)
{
  return ui_shows (ui, "Bewoner 3 (Fatima el Amrani)");
}

static void
toggle_names (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.show-names", NULL);
}

static void
test_names_on_request (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "stakeholder");
  lab_wait (shows_pseudonym, ui);

  toggle_names (ui);
  lab_wait (shows_name, ui);
  ui_settle ();
  g_assert_true (ui_shows (ui, "Real names show for a quarter of an hour."));

  toggle_names (ui);
  lab_wait (shows_pseudonym, ui);
  g_assert_false (shows_name (ui));
  g_assert_false (pt_show_names_is_on ());
}

/* A review or a preview covers them, and nobody can uncover them meanwhile. */
static void
test_names_covered (Ui *ui, gconstpointer data)
{
  toggle_names (ui);
  g_assert_true (pt_show_names_is_on ());

  pt_show_names_cover (pt_show_names_get ());
  g_assert_false (pt_show_names_is_on ());
  toggle_names (ui);
  ui_settle ();
  g_assert_false (pt_show_names_is_on ());
  g_assert_true (ui_shows (ui, "Names do not show while others look on."));

  pt_show_names_uncover (pt_show_names_get ());
  toggle_names (ui);
  g_assert_true (pt_show_names_is_on ());
}

static void
plug_in (GListStore *screens)
{
  g_autoptr (GObject) screen = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_append (screens, screen);
}

/* A beamer that is plugged in covers them at once, and nobody can uncover them while it is there. */
static void
test_second_screen (Ui *ui, gconstpointer data)
{
  g_autoptr (GListStore) screens = g_list_store_new (G_TYPE_OBJECT);

  plug_in (screens);
  pt_show_names_set_monitors (pt_show_names_get (), G_LIST_MODEL (screens));
  pt_workspace_go (ui_workspace (ui), "stakeholder");
  lab_wait (shows_pseudonym, ui);
  toggle_names (ui);
  lab_wait (shows_name, ui);

  plug_in (screens);
  g_assert_false (pt_show_names_is_on ());
  lab_wait (shows_pseudonym, ui);
  toggle_names (ui);
  ui_wait_shows (ui, "Names do not show while a second screen is connected.");
  g_assert_false (pt_show_names_is_on ());

  g_list_store_remove (screens, 1);
  toggle_names (ui);
  g_assert_true (pt_show_names_is_on ());
  pt_show_names_set_monitors (pt_show_names_get (), NULL);
}

static gboolean
offers_to_replace (gpointer dialog)
{
  GtkWidget *row = lab_find (dialog, ADW_TYPE_ACTION_ROW, "Replace real names");
  return row && gtk_widget_get_mapped (row);
}

static gboolean
has_entry (gpointer ui)
{
  return ui_count (ui, "entry") == 1;
}

/* A table from elsewhere names people as they are called. */
static void
test_names_imported (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "lijst.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_assert_true (
      g_file_set_contents (path, "body;occurred_on\nKoffie met Fatima;12-3-2026\n", -1, NULL));

  pt_import_dialog_show (ui->window, file);
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (offers_to_replace, dialog);
  g_assert_true (gtk_widget_activate_action (dialog, "import.run", NULL));
  lab_wait (has_entry, ui);
  ui_settle ();

  pt_workspace_start_search (ui_workspace (ui), "koff");
  ui_settle ();
  g_assert_true (ui_shows (ui, "Koffie met Bewoner 3"));
}

/* ── Locked names ── */

static void
fill_locked (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  fill_person (store);
  g_autofree char *story = ui_save_fields (store, "narrative", "title", "Het jaar", "audience",
                                           "public", NULL);

  pt_store_protect_names (store, "paard batterij nietje juist", &error);
  g_assert_no_error (error);
  pt_store_lock_names (store);
}

static GtkWidget *
find_window (const char *type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);
      if (g_str_equal (G_OBJECT_TYPE_NAME (window), type))
        return GTK_WIDGET (window);
    }
  return NULL;
}

static gboolean
asks_about_names (gpointer data)
{
  return find_window ("AdwMessageDialog") != NULL;
}

static gboolean
says_locked (gpointer window)
{
  GtkWidget *notice = lab_find (window, PT_TYPE_NOTICE, NULL);

  return notice != NULL && pt_notice_get_text (PT_NOTICE (notice)) != NULL
         && lab_find (window, GTK_TYPE_LABEL, "Real names not looked for") != NULL;
}

static gboolean
can_export (gpointer window)
{
  GtkWidget *button = lab_find (window, GTK_TYPE_BUTTON, "Export…");

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* Nobody looked, and that is said before the story leaves. */
static void
test_locked_names (Ui *ui, gconstpointer data)
{
  pt_narrative_window_show (ui->window, NULL);
  ui_settle ();
  GtkWidget *narrative = ui_find_dialog (ui);
  lab_wait (says_locked, narrative);
  lab_wait (can_export, narrative);

  gtk_widget_activate_action (narrative, "narrative.export", NULL);
  lab_wait (asks_about_names, NULL);

  gtk_window_destroy (GTK_WINDOW (find_window ("AdwMessageDialog")));
  gtk_window_destroy (GTK_WINDOW (narrative));
}

/* ── The end of a lab ── */

static gboolean
says_closed (gpointer ui)
{
  return ui_shows (ui, "This logbook is closed: it can be read, and not changed.");
}

static gboolean
says_open (gpointer ui)
{
  return !says_closed (ui);
}

static gboolean
shows_certificate (gpointer data)
{
  GtkWidget *window = find_window ("PtDocumentWindow");

  return window != NULL && lab_find (window, GTK_TYPE_LABEL, "Closing certificate") != NULL;
}

static gboolean
can (Ui *ui, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (ui->window), action);
}

static void
test_closed (Ui *ui, gconstpointer data)
{
  g_assert_true (can (ui, "new-note"));
  g_assert_false (can (ui, "reopen-lab"));

  pt_closing_dialog_close (ui->window);
  lab_wait (shows_certificate, NULL);
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (ui)));
  lab_wait (says_closed, ui);
  g_assert_false (can (ui, "new-note"));
  g_assert_false (can (ui, "close-lab"));
  g_assert_cmpint (pt_store_count_names (ui_store (ui)), ==, 0);

  pt_closing_dialog_reopen (ui->window);
  GtkWidget *dialog = ui_find_dialog (ui);
  gtk_editable_set_text (GTK_EDITABLE (lab_find (dialog, GTK_TYPE_ENTRY, NULL)), "Er is weer geld");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "reopen");
  lab_wait (says_open, ui);
  g_assert_true (can (ui, "new-note"));
}

/* ── Consent ── */

static gboolean
shows_nothing_agreed (gpointer ui)
{
  return ui_shows (ui, "Nothing is agreed yet");
}

static gboolean
shows_agreed (gpointer ui)
{
  return ui_shows (ui, "Retell in our own words (Funder), Anonymous quote (Funder)");
}

static gboolean
shows_taken_back (gpointer ui)
{
  return ui_shows (ui, "Taken back: nothing may be used");
}

static gboolean
may_erase (gpointer dialog)
{
  GtkWidget *button = lab_find (dialog, GTK_TYPE_BUTTON, "_Take Back");

  return button && gtk_widget_is_sensitive (button);
}

static void
record (Ui *ui, const char *id, const char *act)
{
  ui_act (ui, PT_TYPE_CONSENT_SECTION, "consent.record", g_variant_new ("(ss)", id, act));
}

static void
test_consent_recorded (Ui *ui, gconstpointer data)
{
  pt_workspace_open_record (ui_workspace (ui), person);
  lab_wait (shows_nothing_agreed, ui);

  record (ui, person, "quote");
  lab_wait (shows_agreed, ui);
  g_assert_cmpint (ui_count (ui, "consent"), ==, 1);

  record (ui, person, "withdrawn");
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (may_erase, dialog);
  g_assert_true (gtk_widget_activate_action (dialog, "withdraw.erase", NULL));
  lab_wait (shows_taken_back, ui);
}

static gboolean
is_expander (gpointer dialog)
{
  return may_erase (dialog) && lab_find (dialog, GTK_TYPE_LABEL, "By name") != NULL;
}

static gboolean
is_waiting (gpointer dialog)
{
  return !may_erase (dialog);
}

static gboolean
has_act (gpointer ui)
{
  return ui_count (ui, "consent") == 1;
}

/* One use is taken back, and the others stand. */
static void
test_one_use (Ui *ui, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  pt_workspace_open_record (ui_workspace (ui), person);
  record (ui, person, "withdrawn");
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (is_expander, dialog);
  GtkWidget *some = lab_find (dialog, ADW_TYPE_EXPANDER_ROW, NULL);

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (some), TRUE);
  lab_wait (is_waiting, dialog);
  GtkWidget *named = gtk_widget_get_ancestor (lab_find (some, GTK_TYPE_LABEL, "By name"),
                                              ADW_TYPE_ACTION_ROW);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_find (named, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
  lab_wait (may_erase, dialog);
  gtk_widget_activate_action (dialog, "withdraw.erase", NULL);
  lab_wait (has_act, ui);

  g_autoptr (PtDataset) all = pt_store_load_all (ui_store (ui), &error);
  GPtrArray *acts = pt_dataset_list (all, "consent");
  g_assert_cmpuint (acts->len, ==, 1);
  g_auto (GStrv) uses = pt_record_dup_keys (acts->pdata[0], "uses");
  g_assert_cmpstr (uses[0], ==, "named");
  g_assert_null (uses[1]);
}

static void
test_consent_beside_a_note (Ui *ui, gconstpointer data)
{
  pt_workspace_open_record (ui_workspace (ui), person);

  lab_wait (shows_nothing_agreed, ui);
}

/* On the card of the day, without opening anything. */
static void
test_consent_missing_on_card (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "No consent yet");
}

static void
test_consent_on_card (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "Consent: Funder");
}

/* Nobody may be shown because somebody else agreed to be quoted. */
static void
test_consent_of_who_is_in_a_photo (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "No consent yet");
  g_assert_false (ui_shows (ui, "Consent: Funder"));
}

/* ── Advice, reminders, search ── */

static void
test_sensitive_once (Ui *ui, gconstpointer data)
{
  pt_sensitive_help_offer (GTK_WIDGET (ui_workspace (ui)), pt_window_get_logbook (ui->window));
  GtkWidget *dialog = ui_find_dialog (ui);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  pt_logbook_flush (pt_window_get_logbook (ui->window));

  g_autofree char *said = pt_store_dup_setting (ui_store (ui), "sensitive-help");
  g_assert_cmpstr (said, ==, "1");
}

static void
switch_on (PtStore *store, PtReminderKind kind)
{
  g_autofree char *setting = pt_reminding_dup_setting (kind);

  g_assert_true (pt_store_set_setting (store, setting, NULL, NULL));
}

static void
test_reminders (Ui *ui, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtWorld) later = pt_world_new_seeded (8, 1775000000000000); /* two months later */
  g_autoptr (PtStore) store = pt_store_open (ui->folder, PT_STORE_READ_WRITE, later, &error);
  g_assert_no_error (error);

  switch_on (store, PT_REMINDER_REVIEW);
  switch_on (store, PT_REMINDER_BACKUP);
  g_autoptr (GPtrArray) due = pt_reminding_job (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) again = pt_reminding_job (store, NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (due->len, ==, 2);
  g_assert_cmpint (((PtReminder *)g_ptr_array_index (due, 0))->kind, ==, PT_REMINDER_REVIEW);
  g_assert_cmpint (((PtReminder *)g_ptr_array_index (due, 1))->kind, ==, PT_REMINDER_BACKUP);
  g_assert_cmpuint (again->len, ==, 0);
}

static gboolean
shows_snippet (gpointer ui)
{
  return ui_shows (ui, "Zij zei dat de koffie hielp.")
         && pt_search_page_get_n_hits (PT_SEARCH_PAGE (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL)))
                == 1;
}

/* That one word stands out among the others. */
static gboolean
marks (GtkWidget *line, const char *word)
{
  PangoAttrList *attributes = GTK_IS_INSCRIPTION (line)
                                  ? gtk_inscription_get_attributes (GTK_INSCRIPTION (line))
                                  : NULL;
  const char *at = strstr (lab_words (line), word);
  g_autoptr (PangoAttrIterator) runs = NULL;
  int start, end;

  if (attributes == NULL || at == NULL)
    return FALSE;
  runs = pango_attr_list_get_iterator (attributes);
  do
    {
      pango_attr_iterator_range (runs, &start, &end);
      if (pango_attr_iterator_get (runs, PANGO_ATTR_WEIGHT) != NULL
          && start == at - lab_words (line) && end - start == (int)strlen (word))
        return TRUE;
    }
  while (pango_attr_iterator_next (runs));
  return FALSE;
}

static gboolean
is_marked (GtkWidget *widget)
{
  if (marks (widget, "koffie"))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (is_marked (child))
      return TRUE;
  return FALSE;
}

static void
test_search_marks (Ui *ui, gconstpointer data)
{
  pt_workspace_start_search (ui_workspace (ui), "koff");
  lab_wait (shows_snippet, ui);
  ui_settle ();

  g_assert_true (is_marked (ui_get (ui, PT_TYPE_SEARCH_PAGE, NULL)));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    UiFiller fill;
    void (*test) (Ui *ui, gconstpointer data);
  } cases[] = {
    { "/privacy/names/on-request", fill_person, test_names_on_request },
    { "/privacy/names/covered", fill_person, test_names_covered },
    { "/privacy/names/second-screen", fill_person, test_second_screen },
    { "/privacy/names/imported", fill_person, test_names_imported },
    { "/privacy/names/locked", fill_locked, test_locked_names },
    { "/privacy/closing/closed", fill_person, test_closed },
    { "/privacy/consent/recorded", fill_person, test_consent_recorded },
    { "/privacy/consent/one-use", fill_person, test_one_use },
    { "/privacy/consent/beside-a-note", fill_note, test_consent_beside_a_note },
    { "/privacy/consent/missing-on-card", fill_note, test_consent_missing_on_card },
    { "/privacy/consent/on-card", fill_agreed_note, test_consent_on_card },
    { "/privacy/consent/of-who-is-in-a-photo", fill_photo, test_consent_of_who_is_in_a_photo },
    { "/privacy/sensitive/once", NULL, test_sensitive_once },
    { "/privacy/reminders/once", NULL, test_reminders },
    { "/privacy/search/marks", fill_note, test_search_marks },
  };
  int result;

  ui_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Ui, cases[i].fill, ui_start_with_logbook, cases[i].test, ui_stop);
  result = g_test_run ();
  g_free (person);
  return result;
}
