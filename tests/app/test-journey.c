/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map of the journey: what stands on it, how the keys go over it, its table and its days. */
#include "ui-fixture.h"

#include "pt-journey-page.h"
#include "pt-journey.h"
#include "pt-picture-view.h"

#include <string.h>

#define MANY 10000

static void
add (PtStore *store, const char *kind, const char *title, const char *date, const char *field,
     const char *value)
{
  const PtRecordKind *found = pt_record_kind_find (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), kind, NULL);

  pt_edit_set_text (edit, found->title_field, title);
  pt_edit_set_text (edit, found->date_field, date);
  if (g_strcmp0 (field, "turning_point") == 0)
    pt_edit_set_bool (edit, field, TRUE);
  else if (field != NULL)
    pt_edit_set_text (edit, field, value);
  g_autoptr (PtRecord) record = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
}

static void
fill (PtStore *store)
{
  add (store, "entry", "Eerste koffie", "2025-01-10", "valence", "high_point");
  add (store, "entry", "Niemand kwam", "2025-03-01", "valence", "low_point");
  add (store, "entry", "Zo kan het", "2025-06-01T14:00", "turning_point", NULL);
  add (store, "entry", "Gewone dag", "2025-09-01", NULL, NULL);
  add (store, "experiment", "Koffiekar", "2025-02-01", "status", "running");
}

static gboolean
is_drawn (gpointer view)
{
  return pt_picture_view_get_picture (view) != NULL;
}

static PtPictureView *
open_map (Ui *ui)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("journey"));
  PtPictureView *view = PT_PICTURE_VIEW (ui_get (ui, PT_TYPE_PICTURE_VIEW, NULL));
  lab_wait (is_drawn, view);
  ui_settle ();
  gtk_widget_grab_focus (GTK_WIDGET (view));
  return view;
}

static gboolean
has_text (PtPicture *picture, const char *text)
{
  for (guint i = 0; i < pt_picture_length (picture); i++)
    if (g_strcmp0 (pt_picture_nth (picture, i)->text, text) == 0)
      return TRUE;
  return FALSE;
}

static char *
dup_title (Ui *ui, const char *id)
{
  g_autoptr (PtRecord) record = pt_store_get_record (ui_store (ui), id, NULL);
  return pt_record_dup_title (record);
}

static void
test_shows_all (Ui *ui, gconstpointer data)
{
  PtPicture *picture = pt_picture_view_get_picture (open_map (ui));

  g_assert_true (has_text (picture, "Eerste koffie"));
  g_assert_true (has_text (picture, "Niemand kwam"));
  g_assert_true (has_text (picture, "Zo kan het"));
  g_assert_true (has_text (picture, "Koffiekar"));
  g_assert_nonnull (strstr (pt_picture_get_description (picture), "1 × high point"));
}

static void
test_keys (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_map (ui);

  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  g_autofree char *first = dup_title (ui, pt_picture_view_get_record (view));
  g_assert_cmpstr (first, ==, "Eerste koffie");
  lab_press (GTK_WIDGET (view), GDK_KEY_Right, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_Left, 0);
  lab_press (GTK_WIDGET (view), GDK_KEY_Return, 0);
  ui_settle ();

  g_autofree char *opened = dup_title (ui, pt_workspace_get_record (ui_workspace (ui)));
  g_assert_cmpstr (opened, ==, "Eerste koffie");
}

/* From years to days; the keys go on where the window ends. */
static void
test_zoom (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_map (ui);
  GtkWidget *page = ui_get (ui, PT_TYPE_JOURNEY_PAGE, NULL);

  for (guint i = 0; i < 2; i++)
    g_assert_true (gtk_widget_activate_action (page, "journey.zoom-in", NULL));
  lab_wait (is_drawn, view);
  g_assert_false (has_text (pt_picture_view_get_picture (view), "Eerste koffie"));
  for (guint i = 0; i < 20; i++)
    lab_press (GTK_WIDGET (view), GDK_KEY_Left, 0);
  ui_settle ();
  g_autofree char *first = dup_title (ui, pt_picture_view_get_record (view));
  g_assert_cmpstr (first, ==, "Eerste koffie");
  g_assert_true (gtk_widget_activate_action (page, "journey.fit", NULL));
  lab_wait (is_drawn, view);

  g_assert_true (has_text (pt_picture_view_get_picture (view), "Gewone dag"));
}

static void
test_table (Ui *ui, gconstpointer data)
{
  open_map (ui);
  GtkWidget *page = ui_get (ui, PT_TYPE_JOURNEY_PAGE, NULL);

  gtk_widget_activate_action (page, "journey.table", NULL);
  ui_settle ();

  g_assert_true (ui_shows (ui, "Niemand kwam"));
  g_assert_true (ui_shows (ui, "Low point"));
  g_assert_true (ui_shows (ui, "1 June 2025"));
  g_signal_emit_by_name (ui_get (ui, GTK_TYPE_COLUMN_VIEW, NULL), "activate", 0);
  ui_settle ();
  g_autofree char *opened = dup_title (ui, pt_workspace_get_record (ui_workspace (ui)));
  g_assert_cmpstr (opened, ==, "Eerste koffie");
}

static void
test_empty (Ui *ui, gconstpointer data)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("journey"));
  ui_settle ();

  g_assert_true (ui_shows (ui, "The Journey Begins Here"));
}

/* What came by a pull, or from the capture box, is there without being asked for. */
static void
test_news (Ui *ui, gconstpointer data)
{
  PtPictureView *view = open_map (ui);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore)
      other = pt_store_open (ui->folder, PT_STORE_READ_WRITE, pt_world_system (), &error);

  g_assert_no_error (error);
  add (other, "entry", "Nieuws", "2025-12-01", "valence", "high_point");
  pt_logbook_notify_changed (pt_window_get_logbook (ui->window), NULL);
  ui_settle ();
  ui_settle ();

  lab_wait (is_drawn, view);
  g_assert_true (has_text (pt_picture_view_get_picture (view), "Nieuws"));
}

/* ── Ten thousand ── */

static PtTimeline *
make_many (void)
{
  PtTimeline *line = pt_timeline_new ("2010-01-01", "2037-05-18", "en");

  for (int i = 0; i < MANY; i++)
    {
      PtMoment moment = { .type = i % 5 == 0   ? PT_MOMENT_HIGH
                                  : i % 7 == 0 ? PT_MOMENT_LOW
                                               : PT_MOMENT_NOTE,
                          .date = g_strdup_printf ("%d-%02d-%02d", 2010 + i / 366, 1 + i % 366 / 31,
                                                   1 + i % 28),
                          .label = g_strdup_printf ("Een dag met een naam, nummer %d", i),
                          .record = g_strdup_printf ("%d", i) };
      g_array_append_val (line->moments, moment);
    }
  return line;
}

static void
test_many (void)
{
  g_autoptr (PtTimeline) line = make_many ();
  const int64_t start = g_get_monotonic_time ();

  g_autoptr (PtTimeline) part = pt_timeline_part (line, line->from, line->to, 1000);
  g_autoptr (PtPicture) picture = pt_timeline_draw (part, 14);

  g_test_message ("%u marks in %d µs", pt_picture_length (picture),
                  (int)(g_get_monotonic_time () - start));
  g_assert_cmpuint (pt_picture_length (picture), <, 2000);
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
  add_test ("/journey/shows-all", fill, test_shows_all);
  add_test ("/journey/keys", fill, test_keys);
  add_test ("/journey/zoom", fill, test_zoom);
  add_test ("/journey/table", fill, test_table);
  add_test ("/journey/empty", NULL, test_empty);
  add_test ("/journey/news", fill, test_news);
  g_test_add_func ("/journey/ten-thousand", test_many);
  return g_test_run ();
}
