/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of one text, as they come from the hub: the line on top, the choice, what is kept. */
#include "ui-fixture.h"

#include "pt-attention-page.h"
#include "pt-field-row.h"
#include "pt-notice.h"
#include "pt-version-card.h"

#define MINE "Koffie werkt beter dan een folder."
#define SOFIES "Koffie werkt niet beter dan een folder."
#define RECORD "0190d0c0-0000-7000-8000-00000000c0de"

/* @seen: the one that its author had before them; 0 = nothing. */
static void
apply_to (PtState *state, int n, const char *member, const char *field, const char *what, int seen)
{
  g_autofree char *id = g_strdup_printf ("0190d0c0-0000-7000-8000-0000000000%02d", n);
  PtDot dot = { .counter = 1 };
  dot.incarnation.bytes[0] = (uint8_t)n;
  g_autoptr (PtOp) op = pt_op_new (id, &dot, RECORD, "learning");
  g_autoptr (PtValue) text = pt_value_new_text (what);
  PtDot before = { .counter = 1 };
  before.incarnation.bytes[0] = (uint8_t)seen;
  if (seen > 0)
    pt_vector_add (op->seen, &before);
  pt_op_set (op, field, text);
  op->at = 1770000000000000;
  op->member = g_strdup (member);
  op->device = g_strdup_printf ("device-%d", n);
  pt_state_apply (state, op);
}

static void
apply (PtState *state, int n, const char *member, const char *what, int seen)
{
  apply_to (state, n, member, "what", what, seen);
}

static void
add_sofie (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = pt_store_list_members (store, &error);
  g_assert_no_error (error);
  PtMember *sofie = g_new0 (PtMember, 1);
  sofie->id = g_strdup ("sofie");
  sofie->name = g_strdup ("Sofie");
  sofie->role = g_strdup ("member");
  sofie->active = TRUE;
  g_ptr_array_add (members, sofie);
  pt_store_set_members (store, members, 2, &error);
  g_assert_no_error (error);
}

static void
join_hub (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  PtHubLink hub = { .url = "https://localhost:1", .hub_id = "hub", .device = "device-1" };

  pt_store_set_hub (store, &hub, pt_store_get_logbook_id (store), pt_store_get_member (store), "An",
                    "coordinator", &error);
  g_assert_no_error (error);
  add_sofie (store);
}

static void
pull (PtStore *store, PtState *state, int64_t seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  PtRecord *record = pt_record_new (RECORD, "learning", state);

  pt_record_set_hub (record, seq, 0, FALSE);
  g_ptr_array_add (page, record);
  pt_store_apply_page (store, page, "epoch", 0, seq, "chain", NULL, &error);
  g_assert_no_error (error);
}

static void
fill_conflict (PtStore *store)
{
  PtState *state = pt_state_new ();

  join_hub (store);
  apply (state, 1, pt_store_get_member (store), MINE, 0);
  apply (state, 2, "sofie", SOFIES, 0);
  pull (store, state, 1);
}

/* Two changes of one text that do not touch. */
static void
fill_mergeable (PtStore *store)
{
  PtState *state = pt_state_new ();

  join_hub (store);
  apply (state, 1, "sofie", "Koffie werkt beter. Altijd en overal.", 0);
  pull (store, pt_state_copy (state), 1);
  apply (state, 2, pt_store_get_member (store), "Hete koffie werkt beter. Altijd en overal.", 1);
  apply (state, 3, "sofie", "Koffie werkt beter. Altijd en bijna overal.", 1);
  pull (store, state, 2);
}

static gboolean
has_cards (gpointer dialog)
{
  return lab_count (dialog, PT_TYPE_VERSION_CARD) == 2;
}

/* Opens the choice from the line on top. */
static GtkWidget *
open_dialog (Ui *ui)
{
  ui_act (ui, PT_TYPE_NOTICE, "win.conflicts", NULL);
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (has_cards, dialog);
  return dialog;
}

static gboolean
has_no_conflict (gpointer ui)
{
  return pt_store_count_conflicts (ui_store (ui)) == 0;
}

static char *
dup_what (Ui *ui)
{
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), RECORD, NULL);
  return g_strdup (pt_record_get_text (record, "what"));
}

static void
test_shows_both (Ui *ui, gconstpointer data)
{
  g_assert_true (ui_shows (ui, "There are two versions of 1 text. Both are kept."));
  g_assert_true (ui_shows (ui, "Something needs you: choose between two versions"));

  GtkWidget *dialog = open_dialog (ui);

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==,
                   "Two Versions of This Learning Moment");
  g_assert_nonnull (lab_find (dialog, GTK_TYPE_LABEL, "My Version"));
  g_assert_nonnull (lab_find (dialog, GTK_TYPE_LABEL, "Version by Sofie"));
  g_assert_nonnull (lab_find (dialog, GTK_TYPE_LABEL, MINE));
  g_assert_nonnull (lab_find (
      dialog, GTK_TYPE_LABEL,
      "Koffie werkt <span weight=\"bold\" underline=\"single\">niet</span> beter dan een folder."));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Closing decides nothing. */
static void
test_close_decides_nothing (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  gtk_window_close (GTK_WINDOW (dialog));
  ui_settle ();

  g_assert_cmpint (pt_store_count_conflicts (ui_store (ui)), ==, 1);
  g_assert_true (ui_shows (ui, "There are two versions of 1 text. Both are kept."));
}

static void
test_keep_sofies (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "Keep Version by Sofie"), "clicked");
  lab_wait (has_no_conflict, ui);
  ui_settle ();

  g_autofree char *what = dup_what (ui);
  g_assert_cmpstr (what, ==, SOFIES);
  g_assert_false (ui_shows (ui, "There are two versions of 1 text. Both are kept."));
  g_assert_nonnull (lab_find (dialog, ADW_TYPE_STATUS_PAGE, "Nothing to Choose"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_keep_both (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  gtk_widget_activate_action (dialog, "conflict.both", NULL);
  lab_wait (has_no_conflict, ui);

  g_autofree char *what = dup_what (ui);
  g_assert_cmpstr (what, ==, MINE "\n\n" SOFIES);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define MERGED "Hete koffie werkt beter. Altijd en bijna overal."

static void
test_keep_both_changes (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  g_assert_true (
      gtk_widget_get_mapped (lab_find (dialog, GTK_TYPE_LABEL, "Both Changes in One Text")));
  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "Keep Both Changes"), "clicked");
  lab_wait (has_no_conflict, ui);

  g_autofree char *what = dup_what (ui);
  g_assert_cmpstr (what, ==, MERGED);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_no_offer_that_guesses (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  g_assert_false (gtk_widget_get_mapped (lab_find (dialog, GTK_TYPE_BUTTON, "Keep Both Changes")));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_edit_together (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  gtk_widget_activate_action (dialog, "conflict.together", NULL);
  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), "Soms werkt koffie beter.");
  gtk_window_destroy (GTK_WINDOW (dialog));
  pt_logbook_flush (pt_window_get_logbook (ui->window));

  dialog = open_dialog (ui); /* what was made of both so far is there again */
  gtk_widget_activate_action (dialog, "conflict.together", NULL);
  gtk_widget_activate_action (dialog, "conflict.keep-text", NULL);
  lab_wait (has_no_conflict, ui);

  g_autofree char *what = dup_what (ui);
  g_assert_cmpstr (what, ==, "Soms werkt koffie beter.");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── A real name ── */

static void
fill_named (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *person = ui_save (store, "stakeholder", "name", "Bewoner 3");

  pt_store_set_identity (store, person, "Fatima el Amrani", NULL, &error);
  g_assert_no_error (error);
  fill_conflict (store);
}

static gboolean
asks_about_name (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_BUTTON, "_Replace") != NULL;
}

static void
test_name_together (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);

  gtk_widget_activate_action (dialog, "conflict.together", NULL);
  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), "Fatima zet koffie.");
  gtk_widget_activate_action (dialog, "conflict.keep-text", NULL);
  lab_wait (asks_about_name, dialog);
  g_assert_false (has_no_conflict (ui));
  g_signal_emit_by_name (lab_find (dialog, GTK_TYPE_BUTTON, "_Replace"), "clicked");
  lab_wait (has_no_conflict, ui);

  g_autofree char *what = dup_what (ui);
  g_assert_true (g_str_has_prefix (what, "[@Bewoner 3](pt:"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ── Erased meanwhile ── */

static gpointer
erase_what_job (PtStore *store, gpointer done, GCancellable *cancellable, GError **error)
{
  static const char *const fields[] = { "what", NULL };
  g_autoptr (PtErasure) order = pt_erasure_new (RECORD, fields, "Op verzoek");

  order->number = 1;
  g_assert_true (pt_store_erase (store, order, error));
  *(gboolean *)done = TRUE;
  return NULL;
}

static void
fill_headed (PtStore *store)
{
  PtState *state = pt_state_new ();

  join_hub (store);
  apply (state, 1, pt_store_get_member (store), MINE, 0);
  apply (state, 2, "sofie", SOFIES, 0);
  apply_to (state, 3, "sofie", "headline", "Koffie", 0);
  pull (store, state, 1);
}

/* A box that is open still neither keeps nor saves its words. */
static void
test_erased_meanwhile (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_dialog (ui);
  PtLogbook *logbook = pt_window_get_logbook (ui->window);
  gboolean done = FALSE;

  gtk_widget_activate_action (dialog, "conflict.together", NULL);
  pt_logbook_run_async (logbook, erase_what_job, &done, NULL, NULL, NULL, NULL, NULL);
  pt_logbook_flush (logbook);
  g_assert_true (done);
  lab_type (lab_find (dialog, GTK_TYPE_TEXT_VIEW, NULL), MINE);
  gtk_widget_activate_action (dialog, "conflict.keep-text", NULL);
  ui_settle ();
  gtk_window_destroy (GTK_WINDOW (dialog));
  pt_logbook_flush (logbook);
  ui_settle ();

  g_autofree char *what = dup_what (ui);
  g_autofree char *kept = pt_store_dup_setting (ui_store (ui), "writing/together/" RECORD "/what");
  g_assert_null (what);
  g_assert_null (kept);
}

/* ── Several: a list ── */

#define OTHER "0190d0c0-0000-7000-8000-00000000beef"

static void
pull_other (PtStore *store, PtState *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  PtRecord *record = pt_record_new (OTHER, "learning", state);

  pt_record_set_hub (record, 2, 0, FALSE);
  g_ptr_array_add (page, record);
  pt_store_apply_page (store, page, "epoch", 0, 2, "chain", NULL, &error);
  g_assert_no_error (error);
}

static void
fill_two (PtStore *store)
{
  PtState *state = pt_state_new ();

  fill_conflict (store);
  apply (state, 1, pt_store_get_member (store), "Thee", 0);
  apply (state, 2, "sofie", "Melk", 0);
  pull_other (store, state);
}

/* Sofie put away what An changed meanwhile. */
static void
fill_beside (PtStore *store)
{
  PtState *state = pt_state_new ();
  PtDot dot = { .counter = 1 };
  dot.incarnation.bytes[0] = 3;
  g_autoptr (PtOp) op = pt_op_new ("0190d0c0-0000-7000-8000-000000000003", &dot, OTHER, "learning");
  g_autoptr (PtValue) yes = pt_value_new_bool (true);

  join_hub (store);
  apply (state, 1, "sofie", "Thee", 0);
  PtDot before = { .counter = 1 };
  before.incarnation.bytes[0] = 1;
  pt_vector_add (op->seen, &before);
  pt_op_set (op, "archived", yes);
  op->member = g_strdup ("sofie");
  op->device = g_strdup ("device-3");
  pt_state_apply (state, op);
  apply (state, 4, pt_store_get_member (store), "Thee met melk", 1);
  pull_other (store, state);
}

static gboolean
lists_two (gpointer ui)
{
  GtkWidget *page = lab_find (GTK_WIDGET (((Ui *)ui)->window), PT_TYPE_ATTENTION_PAGE, NULL);
  return lab_count (page, ADW_TYPE_ACTION_ROW) == 2;
}

static gboolean
is_open_at_field (gpointer ui)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((Ui *)ui)->window));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, PT_TYPE_FIELD_ROW) : NULL;
  return row && g_str_equal (pt_field_row_get_field (PT_FIELD_ROW (row))->id, "what");
}

static void
test_list (Ui *ui, gconstpointer data)
{
  ui_wait_shows (ui, "Needs You");

  ui_act (ui, PT_TYPE_NOTICE, "win.conflicts", NULL);
  lab_wait (lists_two, ui);
  ui_settle ();
  g_assert_cmpstr (pt_workspace_get_place (ui_workspace (ui)), ==, "attention");
  g_assert_true (ui_shows (ui, "Two versions: choose one"));
  GtkWidget *row = lab_find (ui_get (ui, PT_TYPE_ATTENTION_PAGE, NULL), ADW_TYPE_ACTION_ROW, NULL);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  lab_wait (is_open_at_field, ui);

  g_assert_true (is_open_at_field (ui));
  g_assert_cmpint (pt_store_count_conflicts (ui_store (ui)), ==, 2);
}

/* From the page of the record itself, and then nothing is left in the list. */
static void
test_choose_on_page (Ui *ui, gconstpointer data)
{
  pt_workspace_open_record (ui_workspace (ui), OTHER);
  ui_settle ();

  ui_act (ui, PT_TYPE_DETAIL, "win.choose", g_variant_new_string (OTHER));
  GtkWidget *dialog = ui_find_dialog (ui);
  lab_wait (has_cards, dialog);
  g_assert_nonnull (lab_find (dialog, GTK_TYPE_BUTTON, "Keep My Version"));
  g_assert_true (gtk_widget_activate_action (dialog, "conflict.keep", "u", 1));
  ui_settle ();

  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), OTHER, NULL);
  g_assert_cmpstr (pt_record_get_text (record, "what"), ==, "Melk");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_put_away (gpointer ui)
{
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), OTHER, NULL);
  return pt_record_is_archived (record);
}

static void
test_changed_after_archiving (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("attention"));
  ui_settle ();
  g_assert_true (ui_shows (ui, "Put away and changed"));

  pt_workspace_open_record (ui_workspace (ui), OTHER);
  ui_settle ();
  GtkWidget *button = lab_find (ui_get (ui, PT_TYPE_DETAIL, NULL), GTK_TYPE_BUTTON, "Put It Away");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  lab_wait (is_put_away, ui);
  ui_settle ();
  ui_settle ();

  g_assert_true (is_put_away (ui));
  g_assert_true (ui_shows (ui, "Nothing Needs You"));
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add ("/conflict/shows-both", Ui, fill_conflict, ui_start_with_logbook, test_shows_both,
              ui_stop);
  g_test_add ("/conflict/close-decides-nothing", Ui, fill_conflict, ui_start_with_logbook,
              test_close_decides_nothing, ui_stop);
  g_test_add ("/conflict/keep-sofies", Ui, fill_conflict, ui_start_with_logbook, test_keep_sofies,
              ui_stop);
  g_test_add ("/conflict/keep-both", Ui, fill_conflict, ui_start_with_logbook, test_keep_both,
              ui_stop);
  g_test_add ("/conflict/edit-together", Ui, fill_conflict, ui_start_with_logbook,
              test_edit_together, ui_stop);
  g_test_add ("/conflict/name-together", Ui, fill_named, ui_start_with_logbook, test_name_together,
              ui_stop);
  g_test_add ("/conflict/erased-meanwhile", Ui, fill_headed, ui_start_with_logbook,
              test_erased_meanwhile, ui_stop);
  g_test_add ("/conflict/keep-both-changes", Ui, fill_mergeable, ui_start_with_logbook,
              test_keep_both_changes, ui_stop);
  g_test_add ("/conflict/no-offer-that-guesses", Ui, fill_conflict, ui_start_with_logbook,
              test_no_offer_that_guesses, ui_stop);
  g_test_add ("/conflict/list", Ui, fill_two, ui_start_with_logbook, test_list, ui_stop);
  g_test_add ("/conflict/choose-on-page", Ui, fill_two, ui_start_with_logbook, test_choose_on_page,
              ui_stop);
  g_test_add ("/conflict/changed-after-archiving", Ui, fill_beside, ui_start_with_logbook,
              test_changed_after_archiving, ui_stop);
  return g_test_run ();
}
