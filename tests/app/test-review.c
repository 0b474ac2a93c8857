/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review at a table: from the agenda over what is on the table to the note. */
#include "ui-fixture.h"

#include "pt-field-row.h"
#include "pt-choice-button.h"
#include "pt-review-page.h"
#include "pt-review-voice.h"
#include "pt-sheet-code.h"

#include <string.h>

#define MANY_PEOPLE 8

static const char *const first = "Vooraf bellen helpt";
static const char *const second = "Brief is te lang";
static const char *const draft = "Koffie werkt";

static void
add_learning (PtStore *store, const char *headline, const char *status)
{
  const char *learned_on = headline == first ? "2026-02-01" : "2026-01-01";
  g_autofree char *id = ui_save_fields (store, "learning", "headline", headline, "what",
                                        "Er kwamen er twaalf.", "status", status, "learned_on",
                                        learned_on, NULL);
}

static void
fill (PtStore *store)
{
  add_learning (store, first, "for_review");
  add_learning (store, second, "for_review");
  add_learning (store, draft, "draft");
  g_autofree char *person = ui_save (store, "stakeholder", "name", "Bewoner 3");
}

static char *
find_id (Ui *ui, const char *kind, const char *title)
{
  const PtQuery query = { .kind = kind };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray) loaded = pt_store_load_rows (
      ui_store (ui), &g_array_index (rows, int64_t, 0), rows->len, NULL);

  for (guint i = 0; i < loaded->len; i++)
    if (g_str_equal (((PtRow *)loaded->pdata[i])->title, title))
      return g_strdup (((PtRow *)loaded->pdata[i])->id);
  return NULL;
}

static GtkWidget *
open_review (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.review", NULL);
  ui_wait_shows (ui, "Learning moments for review");
  return ui_get (ui, PT_TYPE_REVIEW_PAGE, NULL);
}

static GtkWidget *
begin (Ui *ui)
{
  GtkWidget *page = open_review (ui);
  g_autofree char *person = find_id (ui, "stakeholder", "Bewoner 3");
  GtkWidget *people = lab_find (page, PT_TYPE_CHOICE_BUTTON, NULL);

  pt_choice_button_toggle (PT_CHOICE_BUTTON (people), person, "Bewoner 3");
  gtk_widget_activate_action (page, "review.begin", NULL);
  ui_wait_shows (ui, "1 of 2");
  return page;
}

static void
test_agenda (Ui *ui, gconstpointer data)
{
  open_review (ui);

  g_assert_true (ui_shows (ui, first));
  g_assert_true (ui_shows (ui, second));
  g_assert_false (ui_shows (ui, draft));
}

/* One key for who speaks, Enter to agree; the guard of the next step is content then. */
static void
test_voice_and_status (Ui *ui, gconstpointer data)
{
  GtkWidget *page = begin (ui);
  g_autofree char *learning = find_id (ui, "learning", first);

  g_assert_true (lab_press (page, GDK_KEY_b, 0));
  GtkWidget *voice = lab_find (page, PT_TYPE_REVIEW_VOICE, NULL);
  GtkWidget *agree = lab_find (voice, GTK_TYPE_BUTTON, "_Agree");
  g_assert_nonnull (agree);
  g_signal_emit_by_name (agree, "clicked");
  ui_wait_shows (ui, "B  Bewoner 3: Agree");
  g_assert_true (lab_press (page, GDK_KEY_3, 0));
  ui_wait_shows (ui, "Now: Discussed");

  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), learning, NULL);
  g_assert_cmpstr (pt_record_get_text (record, "status"), ==, "discussed");
  g_assert_cmpint (ui_count (ui, "comment"), ==, 1);
}

static gboolean
is_decision_kept (gpointer ui)
{
  g_autofree char *words = pt_store_dup_setting (ui_store (ui), "writing/review");

  return words != NULL;
}

static gboolean
is_nothing_kept (gpointer ui)
{
  return !is_decision_kept (ui);
}

static void
test_to_the_note (Ui *ui, gconstpointer data)
{
  GtkWidget *page = begin (ui);

  g_assert_true (lab_press (page, GDK_KEY_Page_Down, 0));
  ui_wait_shows (ui, "2 of 2");
  lab_press (page, GDK_KEY_Page_Up, 0);
  ui_wait_shows (ui, "1 of 2");
  lab_press (page, GDK_KEY_4, 0);
  ui_wait_shows (ui,
                 "Established. Still missing: Ask somebody else how they see it and note it as a "
                 "comment. Write what it means and what you do with it.");
  ui_settle ();
  gtk_widget_activate_action (page, "review.finish", NULL);
  ui_wait_shows (ui, "2 things were on the table.");
  lab_type (lab_find (gtk_widget_get_ancestor (ui_get (ui, GTK_TYPE_LABEL, "What did you decide?"),
                                               GTK_TYPE_BOX),
                      GTK_TYPE_TEXT_VIEW, NULL),
            "Voortaan bellen we eerst.");
  lab_wait (is_decision_kept, ui);
  gtk_widget_activate_action (page, "review.write", NULL);
  ui_wait_shows (ui, "The review is in the logbook");
  lab_wait (is_nothing_kept, ui);

  g_autoptr (PtRecord)
      note = pt_store_get_record (ui_store (ui), pt_workspace_get_record (ui_workspace (ui)), NULL);
  const char *body = pt_record_get_text (note, "body");
  g_assert_cmpstr (pt_record_get_text (note, "kind"), ==, "review");
  g_assert_nonnull (strstr (body, "[@Vooraf bellen helpt]"));
  g_assert_nonnull (strstr (body, "→ Established"));
  g_assert_nonnull (strstr (body, "Voortaan bellen we eerst."));
  g_assert_cmpint (ui_count (ui, "link"), ==, 1);
}

/* At a small screen, what is on the table keeps most of it, and each voice is a scroll or a key away. */
static void
fill_many_people (PtStore *store)
{
  fill (store);
  for (guint i = 0; i < MANY_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bewoner van verderop %u", i);
      g_autofree char *id = ui_save (store, "stakeholder", "name", name);
    }
}

static gboolean
has_table (gpointer page)
{
  return lab_count (page, PT_TYPE_REVIEW_VOICE) > MANY_PEOPLE;
}

static int
height_of_voices (GtkWidget *page)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (lab_find (page, PT_TYPE_REVIEW_VOICE, NULL),
                                                 GTK_TYPE_SCROLLED_WINDOW);

  return scroller != NULL ? gtk_widget_get_height (scroller) : gtk_widget_get_height (page);
}

static void
test_voices_narrow (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_review (ui);
  GtkWidget *people = lab_find (page, PT_TYPE_CHOICE_BUTTON, NULL);

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 360, 640);
  for (guint i = 0; i < MANY_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bewoner van verderop %u", i);
      g_autofree char *id = find_id (ui, "stakeholder", name);
      pt_choice_button_toggle (PT_CHOICE_BUTTON (people), id, name);
    }
  gtk_widget_activate_action (page, "review.begin", NULL);
  ui_wait_shows (ui, "1 of 2");
  lab_wait (has_table, page);
  ui_settle ();

  g_assert_cmpint (height_of_voices (page), >=, 2 * 34);
  g_assert_cmpint (height_of_voices (page), <=, 110);
}

/* What was on a sheet of paper need not be on the agenda. */
static void
test_sheet (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_review (ui);
  g_autofree char *id = find_id (ui, "learning", draft);
  g_autofree char *code = pt_sheet_code (id);

  gtk_widget_activate_action (page, "review.sheet", "s", "!!!!!");
  ui_wait_shows (ui, "No sheet has the code “!!!!!”. Look at it again: five letters and digits.");
  gtk_widget_activate_action (page, "review.sheet", "s", code);
  ui_wait_shows (ui, draft);
  ui_wait_shows (ui, "2 of 3");
}

static void
test_leave (Ui *ui, gconstpointer data)
{
  GtkWidget *page = begin (ui);

  g_assert_true (lab_press (page, GDK_KEY_Escape, 0));
  ui_settle ();

  g_assert_null (lab_find (GTK_WIDGET (ui->window), PT_TYPE_REVIEW_PAGE, NULL));
  g_assert_cmpint (ui_count (ui, "entry"), ==, 0);
}

static void
test_nothing (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.review", NULL);

  ui_wait_shows (ui, "Nothing Waits for a Review");
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
  add_test ("/review/agenda", fill, test_agenda);
  add_test ("/review/voice-and-status", fill, test_voice_and_status);
  add_test ("/review/to-the-note", fill, test_to_the_note);
  add_test ("/review/sheet", fill, test_sheet);
  add_test ("/review/voices-narrow", fill_many_people, test_voices_narrow);
  add_test ("/review/leave", fill, test_leave);
  add_test ("/review/nothing", NULL, test_nothing);
  return g_test_run ();
}
