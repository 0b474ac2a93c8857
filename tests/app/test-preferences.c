/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of the house in Preferences: what is chosen shows and is kept at once, ours is taken again, and
 * what cannot be kept to is said and changes nothing. What documents make of it is core/story/test-house.c. */
#include "ui-fixture.h"

#include "pt-dialogs.h"
#include "pt-house-file.h"
#include "pt-house-row.h"

typedef struct
{
  GtkWidget *row;
  const char *text;
} Shown;

static gboolean
row_shows (gpointer data)
{
  const Shown *shown = data;

  return g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (shown->row)), shown->text) == 0;
}

static void
wait_row (GtkWidget *row, const char *text)
{
  Shown shown = { row, text };

  lab_wait (row_shows, &shown);
}

static GtkWidget *
open_row (Ui *ui, const char *title)
{
  GtkWidget *row;

  pt_preferences_show (ui->window);
  row = lab_find (ui_find_dialog (ui), PT_TYPE_HOUSE_ROW, title);
  g_assert_nonnull (row);
  wait_row (row, "Ours");
  return row;
}

static void
leave (Ui *ui)
{
  gtk_window_destroy (GTK_WINDOW (ui_find_dialog (ui)));
}

static GtkWidget *
get_forget (GtkWidget *row)
{
  return lab_find (row, GTK_TYPE_BUTTON, "Take Ours Again");
}

/* Chosen is @text under @key, shown here and when Preferences are opened again; then ours. */
static void
check_kept (Ui *ui, GtkWidget *row, const char *key, const char *text)
{
  g_autofree char *title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  wait_row (row, text);
  g_autofree char *kept = pt_house_dup_setting (ui->folder, key);
  g_assert_cmpstr (kept, ==, text);
  leave (ui);
  pt_preferences_show (ui->window);
  row = lab_find (ui_find_dialog (ui), PT_TYPE_HOUSE_ROW, title);
  wait_row (row, text);
  g_assert_true (gtk_widget_get_visible (get_forget (row)));

  g_signal_emit_by_name (get_forget (row), "clicked");
  wait_row (row, "Ours");
  g_autofree char *after = pt_house_dup_setting (ui->folder, key);
  g_assert_null (after);
  g_assert_false (gtk_widget_get_visible (get_forget (row)));
  leave (ui);
}

static void
test_colour (Ui *ui, gconstpointer data)
{
  GtkWidget *row = open_row (ui, "Colour");
  GtkWidget *button = lab_find (row, GTK_TYPE_COLOR_BUTTON, NULL);
  GdkRGBA red;

  g_assert_true (gdk_rgba_parse (&red, "#c8102e"));
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (button), &red);
  g_signal_emit_by_name (button, "color-set");

  check_kept (ui, row, "accent", "#c8102e");
}

static void
test_font (Ui *ui, gconstpointer data)
{
  GtkWidget *row = open_row (ui, "Font of the text");
  GtkWidget *button = lab_find (row, GTK_TYPE_FONT_BUTTON, NULL);

  gtk_font_chooser_set_font (GTK_FONT_CHOOSER (button), "DejaVu Sans");
  g_signal_emit_by_name (button, "font-set");

  check_kept (ui, row, "text-font", "DejaVu Sans");
}

/* ── The logo: what the file dialog hands over ── */

static char *
write_logo (Ui *ui)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 64, 32);
  char *path = g_build_filename (ui->dir, "huis & tuin.png", NULL);

  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

static void
test_logo (Ui *ui, gconstpointer data)
{
  g_autofree char *path = write_logo (ui);
  GtkWidget *row = open_row (ui, "Logo");

  pt_own_row_set (PT_OWN_ROW (row), path);

  check_kept (ui, row, "logo", "logo.jpg");
}

static gboolean
says_no_picture (gpointer data)
{
  Shown *shown = data;
  g_autofree char *sentence = g_strdup_printf (
      "“%s” is no picture that can be a logo: choose a PNG, SVG or JPEG.", shown->text);

  return lab_find (shown->row, GTK_TYPE_LABEL, sentence) != NULL;
}

static void
test_bad_logo (Ui *ui, gconstpointer data)
{
  g_autofree char *path = g_build_filename (ui->dir, "brief.png", NULL);
  GtkWidget *row = open_row (ui, "Logo");
  Shown shown = { ui_find_dialog (ui), path };

  g_assert_true (g_file_set_contents (path, "Beste buren", -1, NULL));
  pt_own_row_set (PT_OWN_ROW (row), path);

  lab_wait (says_no_picture, &shown);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Ours");
  g_autofree char *kept = pt_house_dup_setting (ui->folder, "logo");
  g_assert_null (kept);
  leave (ui);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/preferences/house/" path, Ui, NULL, ui_start_with_logbook, test, ui_stop)

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  ADD ("colour", test_colour);
  ADD ("font", test_font);
  ADD ("logo", test_logo);
  ADD ("bad-logo", test_bad_logo);
  return g_test_run ();
}
