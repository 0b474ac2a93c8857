/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole app in Dutch at 360 pixels: nothing sticks out, nothing is left in English, and every
 * button that is only a picture has a name. */
#include "ui-fixture.h"

#include "pt-catalog.h"
#include "pt-closing-dialog.h"
#include "pt-dialogs.h"
#include "pt-place.h"
#include "pt-withdraw-dialog.h"

#include <string.h>

#define NARROW 360

static void
fill (PtStore *store)
{
  static const char *const longest =
      "Arbeidsongeschiktheidsverzekeringsmaatschappijen en wijkgezondheidscentrumcoördinatoren";
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtPlace *place = i < pt_n_places ? &pt_places[i] : &pt_more_places[i - pt_n_places];
      const PtRecordKind *kind = pt_place_get_kind (place);
      if (kind == NULL)
        continue;
      const PtField *title = pt_record_kind_field (kind, kind->title_field);
      gboolean text = title->kind == PT_KIND_TEXT || title->kind == PT_KIND_LONG;
      g_autofree char *id = ui_save (store, kind->id, text ? title->id : "status_why", longest);
    }
}

/* ── What is asked of every page ── */

static void
check_text (const char *text, const char *where)
{
  const char *dutch = pt_catalog_text ("nl", NULL, text);
  if (dutch != text && strcmp (dutch, text) != 0)
    g_error ("%s: “%s” is shown in English, not as “%s”", where, text, dutch);
}

static gboolean
is_icon_only (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;
  return GTK_IS_MENU_BUTTON (widget)
         && gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)) != NULL;
}

/* Inside of GTK's own composed widgets we name the whole and not the parts. */
static gboolean
is_ours (GtkWidget *widget)
{
  static const char *const composed[] = {
    "GtkCalendar", "GtkSpinButton", "AdwSplitButton", "GtkMenuButton", "GtkWindowControls",
    "AdwComboRow", "AdwEntryRow",   "GtkDropDown",    "GtkSearchBar",  "AdwPasswordEntryRow"
  };
  for (GtkWidget *at = gtk_widget_get_parent (widget); at; at = gtk_widget_get_parent (at))
    for (guint i = 0; i < G_N_ELEMENTS (composed); i++)
      if (g_str_equal (G_OBJECT_TYPE_NAME (at), composed[i]))
        return FALSE;
  return TRUE;
}

static void
check_widget (GtkWidget *widget, const char *where)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  check_text (lab_words (widget), where);
  if (gtk_widget_get_tooltip_text (widget))
    check_text (gtk_widget_get_tooltip_text (widget), where);
  if (is_icon_only (widget) && is_ours (widget)
      && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("%s: a button has no name: %s %s", where, G_OBJECT_TYPE_NAME (widget),
             gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    check_widget (child, where);
}

/* Names the widget that asks for the width, for whoever has to mend it. */
static void
tell_widest (GtkWidget *widget, int depth)
{
  int width;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  if (width <= NARROW - 60 || !gtk_widget_get_visible (widget))
    return;
  g_test_message ("%*s%s %s: %d", depth, "", G_OBJECT_TYPE_NAME (widget),
                  gtk_widget_get_name (widget), width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    tell_widest (child, depth + 1);
}

/* The window's own shadow is not counted: it is outside of the screen's 360 pixels. */
static void
check_window (GtkWidget *window, const char *where)
{
  int width;
  gtk_widget_measure (gtk_widget_get_first_child (window), GTK_ORIENTATION_HORIZONTAL, -1, &width,
                      NULL, NULL, NULL);
  if (width > NARROW)
    tell_widest (window, 0);
  g_test_message ("%s asks for %d pixels", where, width);
  g_assert_cmpint (width, <=, NARROW);
  check_widget (window, where);
}

static gboolean
is_folded (gpointer workspace)
{
  return adw_leaflet_get_folded (ADW_LEAFLET (lab_find (workspace, ADW_TYPE_LEAFLET, NULL)));
}

static void
make_narrow (Ui *ui)
{
  gtk_window_set_default_size (GTK_WINDOW (ui->window), NARROW, 720);
  lab_wait (is_folded, ui_workspace (ui));
}

static void
test_welcome (Ui *ui, gconstpointer data)
{
  static const char *const pages[] = { "welcome.start", "welcome.back", "welcome.join" };
  gtk_window_set_default_size (GTK_WINDOW (ui->window), NARROW, 720);
  ui_settle ();
  check_window (GTK_WIDGET (ui->window), "welcome");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (lab_find (GTK_WIDGET (ui->window), GTK_TYPE_STACK, NULL),
                                  pages[i], NULL);
      gtk_widget_activate_action (lab_find (GTK_WIDGET (ui->window), GTK_TYPE_LIST_BOX, NULL),
                                  pages[i], NULL);
      ui_settle ();
      check_window (GTK_WIDGET (ui->window), pages[i]);
    }
}

/* The one that can be seen: what stands over the page is read in full. */
static void
check_title (GtkWidget *widget, const char *place)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title")
      && gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL)
    {
      GtkLabel *title = GTK_LABEL (widget);

      if (pango_layout_is_ellipsized (gtk_label_get_layout (title)))
        g_error ("“%s” is cut over %s", gtk_label_get_text (title), place);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_title (child, place);
}

static void
test_places (Ui *ui, gconstpointer data)
{
  make_narrow (ui);
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtPlace *place = i < pt_n_places ? &pt_places[i] : &pt_more_places[i - pt_n_places];
      pt_workspace_go (ui_workspace (ui), place->id);
      ui_settle ();
      check_window (GTK_WIDGET (ui->window), place->id);
      check_title (GTK_WIDGET (ui->window), place->id);
    }
}

static void
test_details (Ui *ui, gconstpointer data)
{
  make_narrow (ui);
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtPlace *place = i < pt_n_places ? &pt_places[i] : &pt_more_places[i - pt_n_places];
      const PtQuery query = { .kind = place->id };
      if (pt_place_get_kind (place) == NULL)
        continue;
      g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
      g_autoptr (GPtrArray)
          loaded = pt_store_load_rows (ui_store (ui), &g_array_index (rows, int64_t, 0), 1, NULL);
      const PtRow *row = g_ptr_array_index (loaded, 0);
      pt_workspace_open_record (ui_workspace (ui), row->id);
      ui_settle ();
      check_window (GTK_WIDGET (ui->window), place->id);
    }
}

static void
test_search (Ui *ui, gconstpointer data)
{
  make_narrow (ui);
  pt_workspace_start_search (ui_workspace (ui), "");
  ui_settle ();
  check_window (GTK_WIDGET (ui->window), "search");
  pt_workspace_start_search (ui_workspace (ui), "arbeids");
  ui_settle ();
  check_window (GTK_WIDGET (ui->window), "search results");
}

static void
show_import (PtWindow *window)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bestand.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, "body;datum\nKoffie;12-3-2026\n", -1, NULL));
  pt_import_dialog_show (window, file);
}

static void
show_conflicts (PtWindow *window)
{
  pt_conflict_dialog_show (window, NULL);
}

static void
show_narrative (PtWindow *window)
{
  pt_narrative_window_show (window, NULL);
}

static const struct
{
  const char *name;
  void (*show) (PtWindow *window);
} dialogs[] = {
  { "conflict", show_conflicts },  { "sharing", pt_sharing_dialog_show },
  { "narrative", show_narrative }, { "preferences", pt_preferences_show },
  { "import", show_import },
};

static void
test_dialogs (Ui *ui, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      dialogs[i].show (ui->window);
      ui_settle ();
      GtkWidget *dialog = ui_find_dialog (ui);
      gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW, 600);
      ui_settle ();
      check_window (dialog, dialogs[i].name);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

/* Both buttons of a decision leave its title less than one line. */
static void
test_decision (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog;

  pt_closing_dialog_show (ui->window);
  dialog = ui_find_dialog (ui);
  gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW, 600);
  ui_settle ();
  check_window (dialog, "closing");
  check_title (dialog, "closing");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
says_where (gpointer dialog)
{
  return lab_find (dialog, GTK_TYPE_LABEL, "Notitie · Titel") != NULL;
}

/* Where somebody is named was said in English. */
static void
test_withdraw (Ui *ui, gconstpointer data)
{
  const PtQuery query = { .kind = "stakeholder" };
  g_autoptr (GArray) rows = pt_store_query (ui_store (ui), &query, NULL);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (ui_store (ui), &g_array_index (rows, int64_t, 0), 1, NULL);
  GtkWidget *dialog;

  pt_withdraw_dialog_show (GTK_WIDGET (ui->window), pt_window_get_logbook (ui->window),
                           ((PtRow *)loaded->pdata[0])->id);
  dialog = ui_find_dialog (ui);
  gtk_window_set_default_size (GTK_WINDOW (dialog), NARROW, 600);
  lab_wait (says_where, dialog);
  check_window (dialog, "withdraw");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* @shadow is part of a window's size and not of what we draw. */
static void
set_width (Ui *ui, int width, int shadow)
{
  gtk_window_set_default_size (GTK_WINDOW (ui->window), width + shadow, 700);
  ui_settle ();
}

static int
get_width (Ui *ui)
{
  return gtk_widget_get_width (gtk_widget_get_first_child (GTK_WIDGET (ui->window)));
}

/* With a list and a page beside it: three panes at 800 px, one below. */
static void
test_folds (Ui *ui, gconstpointer data)
{
  pt_workspace_go (ui_workspace (ui), "entry");
  set_width (ui, 1000, 0);
  int shadow = 1000 - get_width (ui);

  set_width (ui, 800, shadow);
  g_assert_cmpint (get_width (ui), ==, 800);
  g_assert_false (is_folded (ui_workspace (ui)));

  set_width (ui, 799, shadow);
  g_assert_cmpint (get_width (ui), ==, 799);
  g_assert_true (is_folded (ui_workspace (ui)));
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "nl", TRUE);
  ui_init (&argc, &argv);
  g_test_add ("/narrow/welcome", Ui, NULL, ui_start, test_welcome, ui_stop);
  g_test_add ("/narrow/places", Ui, fill, ui_start_with_logbook, test_places, ui_stop);
  g_test_add ("/narrow/empty-places", Ui, NULL, ui_start_with_logbook, test_places, ui_stop);
  g_test_add ("/narrow/details", Ui, fill, ui_start_with_logbook, test_details, ui_stop);
  g_test_add ("/narrow/search", Ui, fill, ui_start_with_logbook, test_search, ui_stop);
  g_test_add ("/narrow/dialogs", Ui, NULL, ui_start_with_logbook, test_dialogs, ui_stop);
  g_test_add ("/narrow/decision", Ui, NULL, ui_start_with_logbook, test_decision, ui_stop);
  g_test_add ("/narrow/withdraw", Ui, fill, ui_start_with_logbook, test_withdraw, ui_stop);
  g_test_add ("/narrow/folds-under-800", Ui, fill, ui_start_with_logbook, test_folds, ui_stop);
  return g_test_run ();
}
