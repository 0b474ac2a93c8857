/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real name in whatever is saved is noticed, and one key puts the pseudonym in its place: also where a
 * box has no question of its own. */
#include "ui-fixture.h"

#include "pt-agenda-page.h"
#include "pt-dialogs.h"
#include "pt-name-notice.h"
#include "pt-review-page.h"
#include "pt-review-voice.h"
#include "pt-validate.h"

#include <string.h>

static const char *const asked = "Hoe bereiken we wie niet komt?";

static void
fill (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *person = ui_save (store, "stakeholder", "name", "Bewoner 3");
  g_autofree char *question = ui_save (store, "question", "text", asked);
  g_autofree char *learning = ui_save_fields (store, "learning", "headline", "Bellen helpt", "what",
                                              "Er kwamen er twaalf.", "status", "for_review", NULL);

  pt_store_set_identity (store, person, "Fatima el Amrani", NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_asked (gpointer data)
{
  Ui *ui = data;
  GtkWidget *notice = lab_find (GTK_WIDGET (ui->window), PT_TYPE_NAME_NOTICE, NULL);

  return notice != NULL && gtk_widget_get_mapped (notice);
}

typedef struct
{
  Ui *ui;
  const char *record;
  const char *field;
  const char *text;
} Expected;

static gboolean
says (gpointer data)
{
  const Expected *expected = data;
  g_autoptr (PtRecord)
      record = pt_store_get_record (ui_store (expected->ui), expected->record, NULL);
  const char *text = record != NULL ? pt_record_get_text (record, expected->field) : NULL;

  return text != NULL && strstr (text, expected->text) != NULL && strstr (text, "Fatima") == NULL;
}

/* One key answers it, and then nothing is asked any more. */
static void
replace_by_key (Ui *ui, const char *record, const char *field, const char *text)
{
  Expected expected = { ui, record, field, text };

  lab_wait (is_asked, ui);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.replace-name", NULL));
  lab_wait (says, &expected);
  ui_settle ();
  g_assert_false (is_asked (ui));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (ui->window), "replace-name"));
}

static char *
find_id (Ui *ui, const char *kind)
{
  const PtQuery query = { .kind = kind };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (ui_store (ui), &g_array_index (rows, int64_t, 0), 1, NULL);

  return g_strdup (((PtRow *)loaded->pdata[0])->id);
}

static gboolean
has_comment (gpointer ui)
{
  return ui_count (ui, "comment") == 1;
}

static gboolean
is_read (gpointer data)
{
  Ui *ui = data;
  GtkWidget *page = lab_find (GTK_WIDGET (ui->window), PT_TYPE_AGENDA_PAGE, NULL);

  return page != NULL && lab_find (page, GTK_TYPE_LABEL, asked) != NULL;
}

static void
test_answer (Ui *ui, gconstpointer data)
{
  g_autofree char *question = find_id (ui, "question");

  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("question"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("agenda"));
  lab_wait (is_read, ui);
  gtk_widget_activate_action (ui_get (ui, PT_TYPE_AGENDA_PAGE, NULL), "agenda.answer", "s",
                              question);
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), "Vraag het Fatima.");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "do");

  replace_by_key (ui, question, "answer", "[@Bewoner 3](pt:");
}

static GtkWidget *
begin_review (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.review", NULL);
  ui_wait_shows (ui, "Learning moments for review");
  GtkWidget *page = ui_get (ui, PT_TYPE_REVIEW_PAGE, NULL);
  gtk_widget_activate_action (page, "review.begin", NULL);
  ui_wait_shows (ui, "Bellen helpt");
  return page;
}

/* What somebody says at the table. */
static void
test_said (Ui *ui, gconstpointer data)
{
  GtkWidget *page = begin_review (ui);
  GtkWidget *voice = lab_find (page, PT_TYPE_REVIEW_VOICE, NULL);

  g_signal_emit_by_name (voice, "said", "other_view", "Fatima ziet dat anders.", "Huisarts");
  lab_wait (has_comment, ui);
  g_autofree char *comment = find_id (ui, "comment");

  replace_by_key (ui, comment, "body", "[@Bewoner 3](pt:");
}

/* What they decided. */
static void
test_decided (Ui *ui, gconstpointer data)
{
  GtkWidget *page = begin_review (ui);

  gtk_widget_activate_action (page, "review.finish", NULL);
  lab_type (lab_find (gtk_widget_get_ancestor (ui_get (ui, GTK_TYPE_LABEL, "What did you decide?"),
                                               GTK_TYPE_BOX),
                      GTK_TYPE_TEXT_VIEW, NULL),
            "Fatima belt voortaan.");
  gtk_widget_activate_action (page, "review.write", NULL);
  ui_wait_shows (ui, "The review is in the logbook");
  g_autofree char *note = find_id (ui, "entry");

  replace_by_key (ui, note, "body", "[@Bewoner 3](pt:");
}

static gboolean
has_notice (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "_Replace") != NULL;
}

static gboolean
has_no_notice (gpointer dialog)
{
  return !has_notice (dialog);
}

/* The text of a form, which is no record. */
static void
test_form_text (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.documents", g_variant_new_string ("consent-form"));
  GtkWidget *dialog = ui_find_dialog (ui);
  GtkWidget *text = lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL);

  lab_type (text, "Vragen? Bel Fatima el Amrani.");
  lab_wait (has_notice, dialog);
  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "_Replace"), "clicked");
  lab_wait (has_no_notice, dialog);

  g_autofree char *words = lab_read (text);
  g_assert_cmpstr (words, ==, "Vragen? Bel Bewoner 3.");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── Every text field there is ── */

static void
named_cb (PtLogbook *logbook, const PtNamedText *text, GHashTable *heard)
{
  g_hash_table_add (heard, g_strdup (text->field));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer n_left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);

  g_assert_no_error (error);
  --*(int *)n_left;
}

static gboolean
is_zero (gpointer n)
{
  return *(int *)n == 0;
}

static PtEdit *
make_with_name (Ui *ui, const PtRecordKind *kind, GHashTable *expected)
{
  PtEdit *edit = pt_edit_new (pt_store_get_world (ui_store (ui)), kind->id, NULL);

  g_autoptr (PtValue) name = pt_value_new_text ("Bel Fatima");
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      if ((field->kind != PT_KIND_TEXT && field->kind != PT_KIND_LONG)
          || !pt_validate_register (kind, field->id, name, NULL))
        continue;
      pt_edit_set (edit, field->id, name);
      g_hash_table_add (expected, g_strdup (field->id));
    }
  return edit;
}

/* However it was written: no box can forget it, and no new field. */
static void
test_every_field (Ui *ui, gconstpointer data)
{
  PtLogbook *logbook = pt_window_get_logbook (ui->window);
  g_autoptr (GHashTable) heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const gulong handler = g_signal_connect (logbook, "named", G_CALLBACK (named_cb), heard);

  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      g_autoptr (GHashTable)
          expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      int n_left = 1;
      g_hash_table_remove_all (heard);
      pt_logbook_save_async (logbook, make_with_name (ui, pt_record_kinds[i], expected), NULL,
                             saved_cb, &n_left);
      lab_wait (is_zero, &n_left);
      pt_logbook_flush (logbook);
      ui_settle ();
      GHashTableIter iter;
      gpointer field;
      g_hash_table_iter_init (&iter, expected);
      while (g_hash_table_iter_next (&iter, &field, NULL))
        if (!g_hash_table_contains (heard, field))
          g_error ("nobody noticed a name in %s of %s", (char *)field, pt_record_kinds[i]->id);
    }
  g_signal_handler_disconnect (logbook, handler);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add ("/named/answer", Ui, fill, ui_start_with_logbook, test_answer, ui_stop);
  g_test_add ("/named/said", Ui, fill, ui_start_with_logbook, test_said, ui_stop);
  g_test_add ("/named/decided", Ui, fill, ui_start_with_logbook, test_decided, ui_stop);
  g_test_add ("/named/form-text", Ui, fill, ui_start_with_logbook, test_form_text, ui_stop);
  g_test_add ("/named/every-field", Ui, fill, ui_start_with_logbook, test_every_field, ui_stop);
  return g_test_run ();
}
