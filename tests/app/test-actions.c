/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions on a record's page and on Today: added in one line, ticked off, and undone. */
#include "ui-fixture.h"

#include "pt-action-add.h"
#include "pt-action-row.h"
#include "pt-action-section.h"
#include "pt-due-section.h"
#include "pt-name-notice.h"
#include "pt-time.h"
#include "pt-when-button.h"

#define TOMORROW 1

static char *
dup_day (int days)
{
  g_autofree char *today = pt_world_today (pt_world_system ());
  return pt_date_from_days (pt_date_to_days (today) + days);
}

/* ── On a page ── */

static gboolean
has_title (gpointer detail)
{
  return pt_detail_get_title (detail)[0] != '\0';
}

static GtkWidget *
show (Lab *lab, PtRecord *record)
{
  GtkWidget *detail = pt_detail_new (lab->logbook);

  lab_present (lab, detail);
  pt_detail_show (PT_DETAIL (detail), pt_record_get_id (record));
  lab_wait (has_title, detail);
  lab_settle (lab);
  return detail;
}

static GtkWidget *
line_of (GtkWidget *detail)
{
  GtkWidget *add = lab_find (detail, PT_TYPE_ACTION_ADD, NULL);
  return lab_find (add, GTK_TYPE_ENTRY, NULL);
}

static void
add (GtkWidget *detail, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (line_of (detail)), words);
  g_signal_emit_by_name (line_of (detail), "activate");
}

/* The only action of the logbook; NULL = there is none. */
static PtRecord *
get_action (PtStore *store)
{
  const PtQuery query = { .kind = "action" };
  g_autoptr (GArray) rows = pt_store_query (store, &query, NULL);
  g_autoptr (GPtrArray) loaded = NULL;

  if (rows->len != 1)
    return NULL;
  loaded = pt_store_load_rows (store, &g_array_index (rows, int64_t, 0), 1, NULL);
  return pt_store_get_record (store, ((PtRow *)loaded->pdata[0])->id, NULL);
}

static void
test_add (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) note = lab_make (lab, "entry", "body", "Koffie aan tafel");
  GtkWidget *detail = show (lab, note);
  GtkWidget *section = lab_find (detail, PT_TYPE_ACTION_SECTION, NULL);
  g_autofree char *tomorrow = dup_day (TOMORROW);

  gtk_editable_set_text (GTK_EDITABLE (line_of (detail)), "Bel de huisarts");
  pt_when_button_set_moment (PT_WHEN_BUTTON (lab_find (section, PT_TYPE_WHEN_BUTTON, NULL)),
                             tomorrow);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (lab_find (section, GTK_TYPE_DROP_DOWN, NULL)), 1);
  g_signal_emit_by_name (line_of (detail), "activate");
  lab_settle (lab);

  g_autoptr (PtRecord) action = get_action (lab->other);
  g_assert_nonnull (action);
  g_assert_cmpstr (pt_record_get_text (action, "text"), ==, "Bel de huisarts");
  g_assert_cmpstr (pt_record_get_text (action, "about"), ==, pt_record_get_id (note));
  g_assert_cmpstr (pt_record_get_text (action, "type"), ==, "promise");
  g_assert_cmpstr (pt_record_get_text (action, "due_on"), ==, tomorrow);
  g_assert_cmpstr (pt_record_get_text (action, "who"), ==, pt_store_get_member (lab->other));
  GtkWidget *row = lab_find (detail, PT_TYPE_ACTION_ROW, "Bel de huisarts");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Tomorrow · Promise · An");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (line_of (detail))), ==, "");
}

/* What is about a private note stays on this laptop with it. */
static void
test_add_to_private (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (lab->world, "entry", NULL);
  pt_edit_set_text (edit, "body", "Alleen voor mij");
  pt_edit_set_text (edit, "sharing", "private");
  g_autoptr (PtRecord) note = pt_store_save (lab->other, edit, &error);
  g_assert_no_error (error);

  add (show (lab, note), "Nog eens bellen");
  lab_settle (lab);

  g_autoptr (PtRecord) action = get_action (lab->other);
  g_assert_cmpstr (pt_record_get_text (action, "sharing"), ==, "private");
}

static void
test_real_name (Lab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) note = lab_make (lab, "entry", "body", "Koffie");
  pt_store_set_identity (lab->other, lab->person, "Fatima Yilmaz", NULL, &error);
  g_assert_no_error (error);
  GtkWidget *detail = show (lab, note);

  add (detail, "Bel Fatima");
  lab_settle (lab);
  g_assert_null (get_action (lab->other));
  GtkWidget *notice = lab_find (detail, PT_TYPE_NAME_NOTICE, NULL);
  g_assert_nonnull (notice);
  g_signal_emit_by_name (notice, "replace");
  lab_settle (lab);

  g_autoptr (PtRecord) action = get_action (lab->other);
  g_assert_cmpstr (pt_record_get_text (action, "text"), ==, "Bel Bewoner 3");
}

static void
test_done (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) note = lab_make (lab, "entry", "body", "Koffie");
  GtkWidget *detail = show (lab, note);
  g_autofree char *today = dup_day (0);
  add (detail, "Bellen");
  lab_settle (lab);

  GtkWidget *row = lab_find (detail, PT_TYPE_ACTION_ROW, "Bellen");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_find (row, GTK_TYPE_CHECK_BUTTON, "Done")),
                               TRUE);
  lab_settle (lab);

  g_autoptr (PtRecord) action = get_action (lab->other);
  g_assert_cmpstr (pt_record_get_text (action, "status"), ==, "done");
  g_assert_cmpstr (pt_record_get_text (action, "done_on"), ==, today);
  row = lab_find (detail, PT_TYPE_ACTION_ROW, "Bellen");
  g_assert_true (gtk_check_button_get_active (
      GTK_CHECK_BUTTON (lab_find (row, GTK_TYPE_CHECK_BUTTON, "Done"))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_find (row, GTK_TYPE_CHECK_BUTTON, "Done")),
                               FALSE);
  lab_settle (lab);
  g_autoptr (PtRecord) again = get_action (lab->other);
  g_assert_cmpstr (pt_record_get_text (again, "status"), ==, "open");
  g_assert_null (pt_record_get_text (again, "done_on"));
}

/* An action is not about another one. */
static void
test_not_on_actions (Lab *lab, gconstpointer data)
{
  g_autoptr (PtRecord) action = lab_make (lab, "action", "text", "Bellen");
  GtkWidget *detail = show (lab, action);

  g_assert_false (gtk_widget_get_visible (lab_find (detail, PT_TYPE_ACTION_SECTION, NULL)));
}

/* ── On Today ── */

static void
save_due (PtStore *store, const char *text, int days)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *day = dup_day (days);
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), "action", NULL);
  pt_edit_set_text (edit, "text", text);
  pt_edit_set_text (edit, "due_on", day);
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
fill (PtStore *store)
{
  g_autofree char *some_day = ui_save (store, "action", "text", "Ooit eens");

  save_due (store, "Vandaag bellen", 0);
  save_due (store, "Gisteren bellen", -1);
  save_due (store, "Morgen bellen", TOMORROW);
}

static guint
count_due (Ui *ui)
{
  return lab_count (ui_get (ui, PT_TYPE_DUE_SECTION, NULL), PT_TYPE_ACTION_ROW);
}

static gboolean
has_two (gpointer ui)
{
  return count_due (ui) == 2;
}

static gboolean
has_one (gpointer ui)
{
  return count_due (ui) == 1;
}

static void
test_due (Ui *ui, gconstpointer data)
{
  lab_wait (has_two, ui);
  GtkWidget *section = ui_get (ui, PT_TYPE_DUE_SECTION, NULL);
  GtkWidget *late = lab_find (section, PT_TYPE_ACTION_ROW, NULL); /* the oldest first */
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (late)), ==,
                   "Gisteren bellen");
  g_assert_true (
      g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (late)), "Was due on "));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (lab_find (late, GTK_TYPE_CHECK_BUTTON, "Done")),
                               TRUE);
  lab_wait (has_one, ui);
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  lab_wait (has_two, ui);
}

static void
add_lab (const char *path, void (*test) (Lab *, gconstpointer))
{
  g_test_add (path, Lab, NULL, lab_open, test, lab_close);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  lab_init_beside_ui ();
  add_lab ("/actions/add", test_add);
  add_lab ("/actions/add-to-private", test_add_to_private);
  add_lab ("/actions/real-name", test_real_name);
  add_lab ("/actions/done", test_done);
  add_lab ("/actions/not-on-actions", test_not_on_actions);
  g_test_add ("/actions/due", Ui, (gconstpointer)fill, ui_start_with_logbook, test_due, ui_stop);
  return g_test_run ();
}
