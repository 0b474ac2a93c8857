/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a note wherever one is: the small window and Today hold one draft, pasted lines become
 * notes of their own, real names are asked about before anything is saved. */
#include "ui-fixture.h"

#include "pt-capture.h"
#include "pt-inbox.h"
#include "pt-listen.h"
#include "pt-name-notice.h"
#include "pt-quick-note.h"
#include "pt-spell-text.h"

#include <string.h>

static GtkWidget *
find_quick_note (Ui *ui)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (ui->application)); at;
       at = at->next)
    if (PT_IS_QUICK_NOTE (at->data))
      return at->data;
  return NULL;
}

static GtkWidget *
find_body (GtkWidget *root)
{
  return lab_find (lab_find (root, PT_TYPE_CAPTURE, NULL), GTK_TYPE_TEXT_VIEW, NULL);
}

static void
act (GtkWidget *root, const char *action)
{
  GtkWidget *capture = lab_find (root, PT_TYPE_CAPTURE, NULL);
  g_assert_true (gtk_widget_activate_action (capture, action, NULL));
}

static void
open_quick_note (Ui *ui)
{
  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "new-entry", NULL);
}

static gboolean
has_one_entry (gpointer ui)
{
  return ui_count (ui, "entry") == 1;
}

static gboolean
has_nine_entries (gpointer ui)
{
  return ui_count (ui, "entry") == 9;
}

static gboolean
has_no_entry (gpointer ui)
{
  return ui_count (ui, "entry") == 0;
}

static gboolean
is_closed (gpointer ui)
{
  return find_quick_note (ui) == NULL;
}

static void
test_quick_saves (Ui *ui, gconstpointer data)
{
  open_quick_note (ui);
  ui_settle ();
  lab_type (find_body (find_quick_note (ui)), "Even tussendoor");

  act (find_quick_note (ui), "capture.save");
  lab_wait (is_closed, ui);
  lab_wait (has_one_entry, ui);
  ui_settle ();

  g_autofree char *today = lab_read (find_body (GTK_WIDGET (ui->window)));
  g_assert_cmpstr (today, ==, "");
  g_assert_true (ui_shows (ui, "Even tussendoor"));
  g_assert_true (ui_shows (ui, "Note saved"));
}

/* What stands in one box stands in the other, whichever was written in. */
static void
test_quick_shares_the_draft (Ui *ui, gconstpointer data)
{
  lab_type (find_body (GTK_WIDGET (ui->window)), "Half af");
  open_quick_note (ui);
  g_autofree char *first = lab_read (find_body (find_quick_note (ui)));
  g_assert_cmpstr (first, ==, "Half af");

  lab_type (find_body (find_quick_note (ui)), "Bijna af");
  gtk_widget_activate_action (find_quick_note (ui), "window.close", NULL);
  lab_wait (is_closed, ui);

  g_autofree char *today = lab_read (find_body (GTK_WIDGET (ui->window)));
  g_autofree char *kept = pt_store_dup_setting (ui_store (ui), "draft");
  g_assert_cmpstr (today, ==, "Bijna af");
  g_assert_nonnull (strstr (kept, "Bijna af"));
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
}

static void
test_quick_only_once (Ui *ui, gconstpointer data)
{
  open_quick_note (ui);
  open_quick_note (ui);

  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (ui->application))),
                    ==, 2);
  gtk_window_close (GTK_WINDOW (find_quick_note (ui)));
}

/* ── Pasted lists ── */

static const char nine_lines[] =
    "- koffie werkt\n- folder niet\n* te laat\n\n• buurvrouw\n1. deur\n"
    "2) sleutel\nlicht\n\n\nlift\nrolstoel\n";

static gboolean
has_text (gpointer ui)
{
  g_autofree char *text = lab_read (find_body (GTK_WIDGET (((Ui *)ui)->window)));
  return *text != '\0';
}

static void
paste (Ui *ui, const char *text)
{
  GtkWidget *body = find_body (GTK_WIDGET (ui->window));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (body), text);
  gtk_widget_activate_action (body, "clipboard.paste", NULL);
  lab_wait (has_text, ui);
  ui_settle ();
}

static void
press (Ui *ui, const char *label)
{
  g_signal_emit_by_name (ui_get (ui, GTK_TYPE_BUTTON, label), "clicked");
}

static void
test_list_separate (Ui *ui, gconstpointer data)
{
  paste (ui, nine_lines);
  g_assert_true (ui_shows (ui, "You pasted 9 lines. Each line on its own?"));

  press (ui, "_Save 9 Notes");
  lab_wait (has_nine_entries, ui);
  ui_settle ();
  g_assert_true (ui_shows (ui, "9 notes saved"));
  g_assert_true (ui_shows (ui, "buurvrouw"));

  press (ui, "Undo");
  lab_wait (has_no_entry, ui);
}

static void
test_list_together (Ui *ui, gconstpointer data)
{
  paste (ui, nine_lines);

  press (ui, "_Keep Together");
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (has_one_entry, ui);
}

static void
test_list_no_question (Ui *ui, gconstpointer data)
{
  paste (ui, "twee\nregels");

  g_assert_null (lab_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "_Keep Together"));
}

/* ── Names ── */

static void
fill_fatima (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ui_save (store, "stakeholder", "name", "Bewoner 3");
  pt_store_set_identity (store, id, "Fatima el Amrani", NULL, &error);
  g_assert_no_error (error);
}

static gboolean
asks (gpointer ui)
{
  return lab_find (GTK_WIDGET (((Ui *)ui)->window), PT_TYPE_NAME_NOTICE, NULL) != NULL;
}

static char *
dup_only_body (Ui *ui)
{
  const PtQuery query = { .kind = "entry" };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (ui_store (ui), (const int64_t *)rows->data, rows->len, NULL);
  const PtRow *row = g_ptr_array_index (loaded, 0);
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), row->id, NULL);
  return g_strdup (pt_record_get_text (record, "body"));
}

static void
write_about_fatima (Ui *ui)
{
  lab_type (find_body (GTK_WIDGET (ui->window)), "Thee met Fatima gedronken");
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (asks, ui);
}

static void
test_name_replaced (Ui *ui, gconstpointer data)
{
  write_about_fatima (ui);
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);

  press (ui, "_Replace");
  lab_wait (has_one_entry, ui);

  g_autofree char *body = dup_only_body (ui);
  g_assert_true (g_str_has_prefix (body, "Thee met [@Bewoner 3](pt:"));
  g_assert_null (strstr (body, "Fatima"));
}

static void
test_name_kept (Ui *ui, gconstpointer data)
{
  write_about_fatima (ui);

  act (GTK_WIDGET (ui->window), "capture.save"); /* Ctrl+Enter once more */
  lab_wait (has_one_entry, ui);

  g_autofree char *body = dup_only_body (ui);
  g_assert_cmpstr (body, ==, "Thee met Fatima gedronken");
}

/* Whoever writes on is asked anew. */
static void
test_name_asked_again (Ui *ui, gconstpointer data)
{
  write_about_fatima (ui);

  lab_type (find_body (GTK_WIDGET (ui->window)), "En de man van Fatima");
  g_assert_false (asks (ui));
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (asks, ui);

  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
  press (ui, "_Replace");
  lab_wait (has_one_entry, ui);
}

/* A dictionary is not on every computer; where there is one, only the word it does not know is marked. */
static gboolean
is_misspelled (Ui *ui, int offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (find_body (GTK_WIDGET (ui->window))));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer),
                                               "pt-misspelled");
  GtkTextIter at;
  gtk_text_buffer_get_iter_at_offset (buffer, &at, offset);
  return gtk_text_iter_has_tag (&at, tag);
}

static void
test_spelling (Ui *ui, gconstpointer data)
{
  lab_type (find_body (GTK_WIDGET (ui->window)), "water watttter water.");
  ui_settle ();
  ui_settle ();

  g_assert_false (is_misspelled (ui, 0));
  g_assert_false (is_misspelled (ui, 15));
  if (!is_misspelled (ui, 6))
    g_test_skip ("no dictionary for this language");

  /* A text in another language is not held against the logbook's dictionary. */
  pt_spell_text_set_lang (GTK_TEXT_VIEW (find_body (GTK_WIDGET (ui->window))), "xx");
  lab_type (find_body (GTK_WIDGET (ui->window)), "watttter");
  ui_settle ();
  ui_settle ();
  g_assert_false (is_misspelled (ui, 0));
}

/* ── The inbox folder ── */

static char *
dup_inbox_path (Ui *ui, const char *name)
{
  return g_build_filename (ui->dir, "telefoon", name, NULL);
}

static void
put_into_inbox (Ui *ui, const char *name, const char *content)
{
  g_autofree char *path = dup_inbox_path (ui, name);
  g_autofree char *folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static gboolean
is_in_inbox (Ui *ui, const char *name)
{
  g_autofree char *path = dup_inbox_path (ui, name);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static const char mail[] = "From: a@example.org\nSubject: Sleutel\n"
                           "Date: Thu, 12 Mar 2026 14:05:33 +0100\n\nDe sleutel ligt klaar.\n";

static void
choose_inbox (Ui *ui)
{
  g_autofree char *folder = dup_inbox_path (ui, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore)
      store = pt_store_open (ui->folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  g_assert_no_error (error);
  g_assert_true (pt_store_set_setting (store, PT_INBOX_SETTING, folder, &error));
  pt_window_refresh_inbox (ui->window);
}

static gboolean
shows_one (gpointer ui)
{
  return ui_shows (ui, "From your phone (1)");
}

static gboolean
shows_none (gpointer ui)
{
  return !ui_shows (ui, "From your phone (1)");
}

/* The file goes when the note is saved, and not before. */
static void
test_inbox_mail (Ui *ui, gconstpointer data)
{
  put_into_inbox (ui, "sleutel.eml", mail);
  put_into_inbox (ui, "programma.exe", "x");
  choose_inbox (ui);
  lab_wait (shows_one, ui);

  press (ui, "Put It in the Note (Enter)");
  lab_wait (has_text, ui);
  g_assert_true (is_in_inbox (ui, "sleutel.eml"));
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (has_one_entry, ui);
  lab_wait (shows_none, ui);

  g_autofree char *body = dup_only_body (ui);
  g_assert_cmpstr (body, ==, "Sleutel\n\nDe sleutel ligt klaar.");
  g_assert_false (is_in_inbox (ui, "sleutel.eml"));
  g_assert_true (is_in_inbox (ui, "programma.exe"));
}

/* Who takes the words out again keeps the file. */
static void
test_inbox_changed_mind (Ui *ui, gconstpointer data)
{
  put_into_inbox (ui, "sleutel.eml", mail);
  choose_inbox (ui);
  lab_wait (shows_one, ui);
  press (ui, "Put It in the Note (Enter)");
  lab_wait (has_text, ui);

  lab_type (find_body (GTK_WIDGET (ui->window)), "Toch iets anders");
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (has_one_entry, ui);
  ui_settle ();

  g_assert_true (is_in_inbox (ui, "sleutel.eml"));
  g_assert_true (shows_one (ui));
}

static void
test_inbox_throw_away (Ui *ui, gconstpointer data)
{
  put_into_inbox (ui, "wazig.txt", "x");
  choose_inbox (ui);
  lab_wait (shows_one, ui);

  press (ui, "Throw Away (Delete)");
  lab_wait (shows_none, ui);
  ui_settle ();

  g_assert_true (ui_shows (ui, "Put into the wastebasket"));
  g_assert_false (is_in_inbox (ui, "wazig.txt"));
}

/* A recording stands beside the text, and goes when its words are saved. */
static void
test_inbox_recording (Ui *ui, gconstpointer data)
{
  put_into_inbox (ui, "stem.m4a", "x");
  choose_inbox (ui);
  lab_wait (shows_one, ui);

  press (ui, "Listen and Type It Out (Enter)");
  ui_settle ();
  g_assert_nonnull (ui_get (ui, PT_TYPE_LISTEN, NULL));
  g_assert_true (ui_shows (ui, "Type above what you hear in stem.m4a."));
  lab_type (find_body (GTK_WIDGET (ui->window)), "Ze zei dat het goed ging");
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (has_one_entry, ui);
  lab_wait (shows_none, ui);

  g_assert_false (is_in_inbox (ui, "stem.m4a"));
}

static gboolean
shows_appointment (gpointer ui)
{
  return ui_shows (ui, "Koffie met de buurt");
}

static void
test_inbox_appointment (Ui *ui, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y%m%d");
  g_autofree char *calendar = g_strdup_printf (
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Koffie met de buurt\nLOCATION:Buurthuis\n"
      "DTSTART:%sT140000\nEND:VEVENT\nEND:VCALENDAR\n",
      today);
  put_into_inbox (ui, "agenda.ics", calendar);
  choose_inbox (ui);
  lab_wait (shows_appointment, ui);
  g_assert_true (ui_shows (ui, "14:00 · Buurthuis"));

  press (ui, "Write About It (Enter)");
  act (GTK_WIDGET (ui->window), "capture.save");
  lab_wait (has_one_entry, ui);

  g_autofree char *body = dup_only_body (ui);
  g_assert_cmpstr (body, ==, "Koffie met de buurt");
  g_assert_true (is_in_inbox (ui, "agenda.ics"));
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
    { "/capture/quick/saves", NULL, test_quick_saves },
    { "/capture/quick/shares-the-draft", NULL, test_quick_shares_the_draft },
    { "/capture/quick/only-once", NULL, test_quick_only_once },
    { "/capture/list/separate", NULL, test_list_separate },
    { "/capture/list/together", NULL, test_list_together },
    { "/capture/list/no-question", NULL, test_list_no_question },
    { "/capture/name/replaced", fill_fatima, test_name_replaced },
    { "/capture/name/kept", fill_fatima, test_name_kept },
    { "/capture/name/asked-again", fill_fatima, test_name_asked_again },
    { "/capture/spelling", NULL, test_spelling },
    { "/capture/inbox/mail", NULL, test_inbox_mail },
    { "/capture/inbox/changed-mind", NULL, test_inbox_changed_mind },
    { "/capture/inbox/throw-away", NULL, test_inbox_throw_away },
    { "/capture/inbox/recording", NULL, test_inbox_recording },
    { "/capture/inbox/appointment", NULL, test_inbox_appointment },
  };

  ui_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Ui, cases[i].fill, ui_start_with_logbook, cases[i].test, ui_stop);
  return g_test_run ();
}
