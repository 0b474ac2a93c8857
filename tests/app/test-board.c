/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of learning moments: what stands where, how cards move by keys, button and drop, what stands
 * in the way, and how a move is taken back. */
#include "ui-fixture.h"

#include "pt-board-column.h"
#include "pt-board-page.h"

#define NARROW 400

static const char *const headlines[] = { "Koffie werkt", "Vooraf bellen", "Brief is te lang" };

static void
add_learning (PtStore *store, const char *headline, const char *status)
{
  g_autofree char *id = ui_save_fields (store, "learning", "headline", headline, "what",
                                        "Er kwamen er twaalf.", "status", status, NULL);
}

static void
object (PtStore *store, const char *target)
{
  g_autofree char *id = ui_save_fields (store, "comment", "target", target, "kind", "objection",
                                        "voice", "huisarts", "body", "Dat zagen wij niet zo.",
                                        NULL);
}

static void
fill (PtStore *store)
{
  add_learning (store, headlines[0], "draft");
  add_learning (store, headlines[1], "discussed");
  g_autofree char *objected = ui_save (store, "learning", "headline", headlines[2]);
  object (store, objected);
}

/* ── Reading the board ── */

static PtBoardCard *
find_card (Ui *ui, const char *headline)
{
  GtkWidget *page = ui_get (ui, PT_TYPE_BOARD_PAGE, NULL);
  GtkWidget *label = lab_find (page, GTK_TYPE_LABEL, headline);

  g_assert_nonnull (label);
  return PT_BOARD_CARD (gtk_widget_get_ancestor (label, PT_TYPE_BOARD_CARD));
}

static gboolean
is_read (gpointer ui)
{
  return lab_find (GTK_WIDGET (((Ui *)ui)->window), PT_TYPE_BOARD_CARD, NULL) != NULL;
}

static GtkWidget *
open_board (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("learning"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("board"));
  lab_wait (is_read, ui);
  return ui_get (ui, PT_TYPE_BOARD_PAGE, NULL);
}

static const char *
status_on_board (Ui *ui, const char *headline)
{
  PtBoardCard *card = find_card (ui, headline);
  GtkWidget *column = gtk_widget_get_ancestor (GTK_WIDGET (card), PT_TYPE_BOARD_COLUMN);

  return pt_board_column_get_status (PT_BOARD_COLUMN (column));
}

typedef struct
{
  Ui *ui;
  const char *headline, *status;
} Wanted;

static gboolean
is_there (gpointer data)
{
  const Wanted *wanted = data;
  return g_str_equal (status_on_board (wanted->ui, wanted->headline), wanted->status);
}

static void
wait_for (Ui *ui, const char *headline, const char *status)
{
  Wanted wanted = { ui, headline, status };
  lab_wait (is_there, &wanted);
}

static char *
dup_status (Ui *ui, const char *headline)
{
  const char *id = pt_board_card_get_id (find_card (ui, headline));
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), id, NULL);

  return g_strdup (pt_record_get_text (record, "status"));
}

static void
focus (Ui *ui, const char *headline)
{
  gtk_widget_grab_focus (GTK_WIDGET (find_card (ui, headline)));
}

static PtBoardCard *
get_focused (Ui *ui)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (ui->window));
  return widget != NULL && PT_IS_BOARD_CARD (widget) ? PT_BOARD_CARD (widget) : NULL;
}

/* ── Cases ── */

static void
test_columns (Ui *ui, gconstpointer data)
{
  open_board (ui);

  g_assert_cmpstr (status_on_board (ui, headlines[0]), ==, "draft");
  g_assert_cmpstr (status_on_board (ui, headlines[1]), ==, "discussed");
  g_assert_true (ui_shows (ui, "Draft 2"));
  g_assert_true (ui_shows (ui, "Discussed 1"));
  g_assert_true (ui_shows (ui, "There is an objection that nobody has resolved yet."));
}

static void
test_number_moves (Ui *ui, gconstpointer data)
{
  GtkWidget *board = open_board (ui);

  focus (ui, headlines[0]);
  g_assert_true (lab_press (board, GDK_KEY_2, 0));
  ui_wait_shows (ui, "Now: For review");
  wait_for (ui, headlines[0], "for_review");

  g_autofree char *status = dup_status (ui, headlines[0]);
  g_assert_cmpstr (status, ==, "for_review");
  g_assert_true (get_focused (ui) == find_card (ui, headlines[0]));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  wait_for (ui, headlines[0], "draft");
}

static void
test_alt_arrows_move (Ui *ui, gconstpointer data)
{
  GtkWidget *board = open_board (ui);

  focus (ui, headlines[1]);
  lab_press (board, GDK_KEY_Right, GDK_ALT_MASK);
  wait_for (ui, headlines[1], "established");
  /* Back has the same key: a card that has the focus takes it first. */
  ui_act (ui, PT_TYPE_WORKSPACE, "win.back", NULL);

  wait_for (ui, headlines[1], "discussed");
}

static void
test_arrows_go (Ui *ui, gconstpointer data)
{
  GtkWidget *board = open_board (ui);

  focus (ui, headlines[0]);
  lab_press (board, GDK_KEY_Right, 0);
  g_assert_true (get_focused (ui) == find_card (ui, headlines[1]));
  lab_press (board, GDK_KEY_Right, 0);
  g_assert_true (get_focused (ui) == find_card (ui, headlines[1]));
  lab_press (board, GDK_KEY_Left, 0);

  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (get_focused (ui))), ==, 0);
}

/* What is missing is said, and stops nothing. */
static void
test_says_what_is_missing (Ui *ui, gconstpointer data)
{
  GtkWidget *board = open_board (ui);

  focus (ui, headlines[0]);
  lab_press (board, GDK_KEY_3, 0);

  ui_wait_shows (ui, "Discussed. Still missing: Ask somebody else how they see it and note it as a "
                     "comment.");
  wait_for (ui, headlines[0], "discussed");
  lab_press (board, GDK_KEY_1, 0);
  ui_wait_shows (ui,
                 "There is no way from “Discussed” to “Draft”. A step just taken goes back with "
                 "Ctrl+Z.");
}

/* A member's "established", as the team server answers it. */
static void
fill_set_aside (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  PtHubLink hub = { .url = "https://localhost:1", .hub_id = "hub", .device = "device-1" };
  g_autofree char *id = ui_save (store, "learning", "headline", headlines[0]);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_answer_free);
  PtAnswer *answer = g_new0 (PtAnswer, 1);

  pt_store_set_hub (store, &hub, pt_store_get_logbook_id (store), pt_store_get_member (store), "An",
                    "member", &error);
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, &error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  pt_edit_set_text (edit, "status", "established");
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);
  g_autoptr (GPtrArray) ops = pt_store_next_ops (store, 100, 1 << 20, &error);
  answer->op = g_strdup (((PtOp *)ops->pdata[ops->len - 1])->id);
  answer->verdict = PT_VERDICT_QUARANTINED;
  g_ptr_array_add (answers, answer);
  pt_store_answer_ops (store, answers, &error);
  g_assert_no_error (error);
}

static void
test_set_aside (Ui *ui, gconstpointer data)
{
  open_board (ui);
  g_assert_true (ui_shows (ui, "“Established” was set aside: your coordinator decides"));
}

static void
test_objection_blocks (Ui *ui, gconstpointer data)
{
  GtkWidget *board = open_board (ui);

  focus (ui, headlines[2]);
  lab_press (board, GDK_KEY_4, 0);
  ui_wait_shows (ui, "There is an objection that nobody has resolved yet.");

  g_autofree char *status = dup_status (ui, headlines[2]);
  g_assert_cmpstr (status, ==, "draft");
  g_assert_cmpstr (status_on_board (ui, headlines[2]), ==, "draft");
}

static void
test_drop (Ui *ui, gconstpointer data)
{
  open_board (ui);
  PtBoardCard *card = find_card (ui, headlines[0]);
  GtkWidget *column = gtk_widget_get_ancestor (GTK_WIDGET (find_card (ui, headlines[1])),
                                               PT_TYPE_BOARD_COLUMN);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (column);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, PT_TYPE_BOARD_CARD);
  g_value_set_object (&value, card);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }

  g_assert_true (taken);
  wait_for (ui, headlines[0], "discussed");
}

static void
test_button (Ui *ui, gconstpointer data)
{
  open_board (ui);
  GtkWidget *card = GTK_WIDGET (find_card (ui, headlines[0]));
  GtkWidget *button = lab_find (card, GTK_TYPE_MENU_BUTTON, NULL);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ui_settle ();
  GtkWidget *label = lab_find (button, GTK_TYPE_LABEL, "For review");
  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");

  wait_for (ui, headlines[0], "for_review");
}

static gboolean
is_open (gpointer ui)
{
  return pt_workspace_get_record (ui_workspace (ui)) != NULL;
}

static void
test_opens (Ui *ui, gconstpointer data)
{
  open_board (ui);
  PtBoardCard *card = find_card (ui, headlines[1]);
  g_autofree char *id = g_strdup (pt_board_card_get_id (card));

  gtk_widget_activate (GTK_WIDGET (card));

  lab_wait (is_open, ui);
  g_assert_cmpstr (pt_workspace_get_record (ui_workspace (ui)), ==, id);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static void
test_narrow (Ui *ui, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (ui->window), NARROW, 700);
  GtkWidget *board = open_board (ui);
  lab_wait (is_hidden, gtk_widget_get_ancestor (GTK_WIDGET (find_card (ui, headlines[1])),
                                                PT_TYPE_BOARD_COLUMN));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_card (ui, headlines[0]))));
  gtk_widget_activate_action (board, "board.column", "s", "discussed");
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_card (ui, headlines[1]))));
  focus (ui, headlines[1]);
  lab_press (board, GDK_KEY_Left, 0);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_card (ui, headlines[0]))));
}

/* How it was looked at last is how it comes back. */
static void
test_is_remembered (Ui *ui, gconstpointer data)
{
  open_board (ui);
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("question"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("learning"));
  g_assert_true (gtk_widget_get_mapped (ui_get (ui, PT_TYPE_BOARD_PAGE, NULL)));

  ui_act (ui, PT_TYPE_WORKSPACE, "win.next-view", NULL);

  lab_wait (is_hidden, ui_get (ui, PT_TYPE_BOARD_PAGE, NULL));
}

static void
test_empty (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("learning"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("board"));

  ui_wait_shows (ui, "No Learning Moments Yet");
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
  add_test ("/board/columns", fill, test_columns);
  add_test ("/board/number-moves-and-undo", fill, test_number_moves);
  add_test ("/board/alt-arrows-move", fill, test_alt_arrows_move);
  add_test ("/board/arrows-go", fill, test_arrows_go);
  add_test ("/board/says-what-is-missing", fill, test_says_what_is_missing);
  add_test ("/board/set-aside", fill_set_aside, test_set_aside);
  add_test ("/board/objection-blocks", fill, test_objection_blocks);
  add_test ("/board/drop", fill, test_drop);
  add_test ("/board/button", fill, test_button);
  add_test ("/board/opens", fill, test_opens);
  add_test ("/board/narrow", fill, test_narrow);
  add_test ("/board/is-remembered", fill, test_is_remembered);
  add_test ("/board/empty", NULL, test_empty);
  return g_test_run ();
}
