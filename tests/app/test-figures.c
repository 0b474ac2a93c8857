/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places as pictures: who is in them, what keys and tables do, and what can be written down in them. */
#include "ui-fixture.h"

#include "pt-chart-card.h"
#include "pt-figure-page.h"
#include "pt-figure-view.h"
#include "pt-level-dialog.h"
#include "pt-theory-page.h"

static void
save (PtStore *store, const char *kind, const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), kind, NULL);

  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_assert_true (pt_edit_set_from_text (edit, pairs[i], pairs[i + 1], "2026-03-12", &error));
  g_assert_no_error (error);
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
add_person (PtStore *store, const char *name, const char *helix, const char *level)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ui_save (store, "stakeholder", "name", name);
  g_autoptr (PtRecord) record = pt_store_get_record (store, id, &error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtRecord) saved = NULL;

  pt_edit_set_text (edit, "helix", helix);
  saved = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
  const char *const pairs[] = { "stakeholder", id, "level", level, "from_on", "2026-01-10", NULL };
  save (store, "involvement", pairs);
}

static void
fill (PtStore *store)
{
  static const char *const names[] = { "Anneke", "Bram", "Chris", "Dunya", "Emre" };
  const char *const hall[] = { "statement", "Bewoners komen vaker",
                               "horizon",   "direct",
                               "indicator", "bezoekers",
                               "status",    "observed",
                               NULL };
  const char *const help[] = { "statement", "Buren helpen elkaar", "horizon", "long", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_person (store, names[i], i < 3 ? "citizens" : "government", i < 2 ? "consult" : "inform");
  save (store, "outcome", hall);
  save (store, "outcome", help);
}

/* ── Reaching things ── */

static gboolean
is_drawn (gpointer view)
{
  return pt_picture_view_get_picture (view) != NULL;
}

static PtPictureView *
open_view (Ui *ui, const char *place, const char *view, GType page)
{
  PtPictureView *picture;

  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string (place));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string (view));
  picture = PT_PICTURE_VIEW (lab_find (ui_get (ui, page, NULL), PT_TYPE_PICTURE_VIEW, NULL));
  lab_wait (is_drawn, picture);
  ui_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (picture));
  return picture;
}

static char *
dup_title (Ui *ui, const char *id)
{
  g_autoptr (PtRecord) record = id != NULL ? pt_store_get_record (ui_store (ui), id, NULL) : NULL;

  return record != NULL ? pt_record_dup_title (record) : NULL;
}

typedef struct
{
  Ui *ui;
  const char *kind;
  int64_t n;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *count = data;

  return ui_count (count->ui, count->kind) == count->n;
}

static void
wait_for_count (Ui *ui, const char *kind, int64_t n)
{
  Count count = { ui, kind, n };

  lab_wait (has_count, &count);
}

/* ── People ── */

static void
test_rings (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_view (ui, "stakeholder", "rings", PT_TYPE_FIGURE_PAGE);
  PtPicture *picture = pt_picture_view_get_picture (view);

  g_test_summary ("Who is there, who is not, and how the keys open somebody");
  g_assert_nonnull (strstr (pt_picture_get_description (picture), "Citizens 3"));
  g_assert_nonnull (strstr (pt_picture_get_description (picture), "Civil society nobody yet"));
  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  g_autofree char *at = dup_title (ui, pt_picture_view_get_record (view));
  g_assert_nonnull (at);
  lab_press (GTK_WIDGET (view), GDK_KEY_Return, 0);
  ui_settle ();

  g_autofree char *opened = dup_title (ui, pt_workspace_get_record (ui_workspace (ui)));
  g_assert_cmpstr (opened, ==, at);
}

static void
test_table (Ui *ui, gconstpointer data)
{
  GtkWidget *page;

  g_test_summary ("A button shows the same as a table");
  open_view (ui, "stakeholder", "rings", PT_TYPE_FIGURE_PAGE);
  page = ui_get (ui, PT_TYPE_FIGURE_PAGE, NULL);
  pt_figure_view_set_table (PT_FIGURE_VIEW (lab_find (page, PT_TYPE_FIGURE_VIEW, NULL)), TRUE);
  ui_settle ();

  g_assert_true (ui_shows (ui, "Anneke"));
  g_assert_true (ui_shows (ui, "Kind of party"));
}

static void
test_views (Ui *ui, gconstpointer data)
{
  static const char *const views[] = { "rings", "ladder", "staircase" };

  g_test_summary ("From one picture to the next on one page");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("stakeholder"));
      ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string (views[i]));
      ui_settle ();
    }

  g_assert_true (ui_shows (ui, "Nobody has moved on the ladder yet."));
}

static void
test_level (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_view (ui, "stakeholder", "ladder", PT_TYPE_FIGURE_PAGE);
  GtkWidget *dialog, *row;

  g_test_summary ("Level changed: a row is closed and one opened");
  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_Return, 0);
  ui_settle ();
  ui_act (ui, PT_TYPE_DETAIL, "detail.level", NULL);
  dialog = ui_find_dialog (ui);
  row = lab_find (dialog, ADW_TYPE_ACTION_ROW, "Co-decide");
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), TRUE);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "change");

  wait_for_count (ui, "involvement", 6);
}

/* ── Effects ── */

static void
test_measure (Ui *ui, gconstpointer data)
{
  GtkWidget *card, *value;

  g_test_summary ("A measurement is written down where the line is");
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("outcome"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("charts"));
  ui_settle ();
  card = ui_get (ui, PT_TYPE_CHART_CARD, NULL);
  value = gtk_widget_get_ancestor (lab_find (card, GTK_TYPE_LABEL, "Value"), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (value), "12,5");
  g_signal_emit_by_name (value, "activate");
  wait_for_count (ui, "measurement", 1);
  ui_settle ();

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (value)), ==, "");
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  wait_for_count (ui, "measurement", 0);
}

static void
test_arrow (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_view (ui, "outcome", "theory", PT_TYPE_THEORY_PAGE);

  g_test_summary ("An arrow by keyboard, drawn once, and taken back");
  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_a, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_Return, 0);
  wait_for_count (ui, "mechanism", 1);
  ui_settle ();
  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);

  wait_for_count (ui, "mechanism", 0);
}

static GtkGesture *
find_drag (GtkWidget *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  GtkGesture *drag = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_DRAG (controller))
        drag = GTK_GESTURE (controller);
    }
  g_assert_nonnull (drag);
  return drag;
}

/* The middle of what the keys go to next. */
static void
go_on (PtPictureView *view, double *x, double *y)
{
  PtPicture *picture = pt_picture_view_get_picture (view);
  double width, height;

  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);
      if (g_strcmp0 (mark->record, pt_picture_view_get_record (view)) != 0)
        continue;
      pt_mark_bounds (mark, x, y, &width, &height);
      *x += width / 2;
      *y += height / 2;
      return;
    }
  g_assert_not_reached ();
}

/* From one effect to the next with the pointer; a line that ends nowhere is none. */
static void
test_drag (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_view (ui, "outcome", "theory", PT_TYPE_THEORY_PAGE);
  GtkGesture *drag = find_drag (GTK_WIDGET (view));
  double x1, y1, x2, y2;

  go_on (view, &x1, &y1);
  go_on (view, &x2, &y2);
  g_signal_emit_by_name (drag, "drag-begin", x1, y1);
  g_signal_emit_by_name (drag, "drag-update", (x2 - x1) / 2, (y2 - y1) / 2);
  g_signal_emit_by_name (drag, "drag-end", -x1, -y1);
  ui_settle ();
  g_assert_cmpint (ui_count (ui, "mechanism"), ==, 0);

  g_signal_emit_by_name (drag, "drag-begin", x1, y1);
  g_signal_emit_by_name (drag, "drag-update", x2 - x1, y2 - y1);
  g_signal_emit_by_name (drag, "drag-end", x2 - x1, y2 - y1);
  wait_for_count (ui, "mechanism", 1);
}

/* That no experiment found a place yet is another thing than that there are none. */
static void
fill_experiment (PtStore *store)
{
  g_autofree char *id = ui_save (store, "experiment", "title", "Moestuin");
}

static void
test_nothing_settled (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("experiment"));
  ui_act (ui, PT_TYPE_WORKSPACE, "win.view", g_variant_new_string ("embedding"));

  /* @data is what the logbook was filled with. */
  ui_wait_shows (ui, data != NULL ? "Nothing Is Settled Yet" : "No Experiments Yet");
}

static void
add (const char *path, void (*test) (Ui *ui, gconstpointer data))
{
  g_test_add (path, Ui, fill, ui_start_with_logbook, test, ui_stop);
}

int
main (int argc, char **argv)
{
  ui_init (&argc, &argv);
  add ("/figures/people/rings", test_rings);
  add ("/figures/people/table", test_table);
  add ("/figures/people/views", test_views);
  add ("/figures/people/level-changed", test_level);
  g_test_add ("/figures/experiments/none", Ui, NULL, ui_start_with_logbook, test_nothing_settled,
              ui_stop);
  g_test_add ("/figures/experiments/nothing-settled", Ui, fill_experiment, ui_start_with_logbook,
              test_nothing_settled, ui_stop);
  add ("/figures/effects/measurement", test_measure);
  add ("/figures/effects/arrow", test_arrow);
  add ("/figures/effects/arrow-by-drag", test_drag);
  return g_test_run ();
}
