/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other field labs, as one person meets them: what is like ours and why, what is asked and offered, a
 * learning moment that is borrowed and given back, and what works as a document. */
#include "network-fixture.h"
#include "ui-fixture.h"

#include "pt-dialogs.h"
#include "pt-house-file.h"
#include "pt-network-page.h"
#include "pt-network-row.h"

#include <string.h>

#define MANY 23
#define BORROW "Take it over as a draft (B)"
#define OPEN "Borrowed before"

static void
fill (PtStore *store)
{
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), "challenge", NULL);
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (edit, "title", "Jong & alleen");
  pt_edit_set_text (edit, "description", "Buren kennen elkaar niet.");
  pt_edit_set_key (edit, "themes", NETWORK_THEME, true);
  g_autoptr (PtRecord) challenge = pt_store_save (store, edit, &error);
  g_assert_no_error (error);
  network_keep (store, NULL, NULL, 1);
}

static void
fill_many (PtStore *store)
{
  network_keep (store, NULL, NULL, MANY);
}

static GtkWidget *
open_network (Ui *ui, const char *awaited)
{
  ui_act (ui, PT_TYPE_WORKSPACE, "win.place", g_variant_new_string ("network"));
  ui_wait_shows (ui, awaited);
  return ui_get (ui, PT_TYPE_NETWORK_PAGE, NULL);
}

static GtkWidget *
find_row (GtkWidget *page, const char *title)
{
  GtkWidget *row = lab_find (page, ADW_TYPE_EXPANDER_ROW, title);

  g_assert_nonnull (row);
  return row;
}

static void
test_empty (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "Nothing From Other Field Labs Yet");
  GtkWidget *button = lab_find (page, GTK_TYPE_BUTTON, "Sharing and Devices");

  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.sharing");
}

static void
test_nobody_to_ask (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Works");

  gtk_widget_activate_action (page, "network.ask", NULL);
  ui_wait_shows (ui, "This logbook is not shared: it has no team server. Join one with an invite.");
  g_assert_true (gtk_widget_get_sensitive (lab_find (page, GTK_TYPE_BUTTON, "Ask Again")));
}

static void
test_shows (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "Like “Jong & alleen”");
  const char *subtitle = adw_expander_row_get_subtitle (
      ADW_EXPANDER_ROW (find_row (page, "Stil portiek")));

  g_assert_true (g_str_has_prefix (subtitle, "Buurtkeuken Noord, Gent\n"));
  g_assert_nonnull (strstr (subtitle, "Loneliness"));
  g_assert_true (ui_shows (ui, "Buurtkeuken Noord, Gent\nAsked"));
  g_assert_true (ui_shows (ui, "Buurtkeuken Noord, Gent\nOffered"));
  g_assert_true (ui_shows (ui, "What Others Learned"));
  g_assert_nonnull (lab_find (page, ADW_TYPE_ACTION_ROW, "Loneliness"));
  g_assert_nonnull (
      lab_find (find_row (page, NETWORK_LEARNING), ADW_TYPE_PREFERENCES_ROW, "Whom to ask"));
}

/* ── Borrowing ── */

typedef struct
{
  Ui *ui;
  const char *tooltip; /* of the button on the row of the learning moment */
} Offered;

static gboolean
is_offered (gpointer data)
{
  const Offered *offered = data;
  GtkWidget *page = ui_get (offered->ui, PT_TYPE_NETWORK_PAGE, NULL);
  GtkWidget *row = lab_find (page, ADW_TYPE_EXPANDER_ROW, NETWORK_LEARNING);

  return row != NULL && lab_find (row, GTK_TYPE_BUTTON, offered->tooltip) != NULL;
}

static void
wait_offered (Ui *ui, const char *tooltip)
{
  Offered offered = { ui, tooltip };

  lab_wait (is_offered, &offered);
}

static gboolean
is_open (gpointer ui)
{
  return pt_workspace_get_record (ui_workspace (ui)) != NULL;
}

static void
test_borrow (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Others Learned");

  g_test_summary ("B borrows what has the focus; it says where it is from, and can be undone");
  gtk_widget_grab_focus (lab_find (find_row (page, NETWORK_LEARNING), GTK_TYPE_BUTTON, BORROW));
  g_assert_true (lab_press (page, GDK_KEY_b, 0));
  lab_wait (is_open, ui);

  g_autofree char *id = g_strdup (pt_workspace_get_record (ui_workspace (ui)));
  g_autoptr (PtRecord) learning = pt_store_get_record (ui_store (ui), id, NULL);
  g_assert_cmpstr (pt_record_get_text (learning, "headline"), ==, NETWORK_LEARNING);
  g_assert_cmpstr (pt_record_get_text (learning, "status"), ==, "draft");
  ui_wait_shows (ui, "Buurtkeuken Noord: " NETWORK_LEARNING);
  wait_offered (ui, OPEN);
  g_assert_cmpint (ui_count (ui, "learning"), ==, 1);

  ui_act (ui, PT_TYPE_WORKSPACE, "win.undo", NULL);
  wait_offered (ui, BORROW);
}

static void
test_open_again (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Others Learned");
  const char *own;

  gtk_widget_activate_action (page, "network.borrow", "s",
                              pt_network_row_get_item (find_row (page, NETWORK_LEARNING)));
  lab_wait (is_open, ui);
  g_autofree char *id = g_strdup (pt_workspace_get_record (ui_workspace (ui)));
  wait_offered (ui, OPEN);
  ui_act (ui, PT_TYPE_WORKSPACE, "win.close-detail", NULL);

  gtk_widget_grab_focus (lab_find (find_row (page, NETWORK_LEARNING), GTK_TYPE_BUTTON, OPEN));
  g_assert_true (lab_press (page, GDK_KEY_b, 0));
  own = pt_workspace_get_record (ui_workspace (ui));
  g_assert_cmpstr (own, ==, id);
  g_assert_cmpint (ui_count (ui, "learning"), ==, 1);
}

static void
test_many (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "Show 3 More");
  const guint before = lab_count (page, ADW_TYPE_EXPANDER_ROW);

  gtk_widget_activate_action (page, "network.more", "s", "What Others Learned");

  g_assert_cmpuint (lab_count (page, ADW_TYPE_EXPANDER_ROW), ==, before + MANY - 20);
  g_assert_true (ui_shows (ui,
                           "Write down the challenge of your field lab, and those that are like "
                           "it stand here, with the reason."));
}

#define LONG                                                                                                                       \
  "Arbeidsongeschiktheidsverzekeringsmaatschappijen en wijkgezondheidscentrumcoördinatoren: "                                     \
  "مرحبا بكم في الحي, שלום לכולם, 我们的邻居在厨房的桌子旁喝咖啡, en een slotzin van bijna " \
  "tweehonderd tekens."

static void
fill_long (PtStore *store)
{
  network_keep (store, LONG, LONG, 1);
}

/* (nullable): a label below @widget that goes on past the edge of its row. */
static GtkWidget *
find_outside (GtkWidget *widget, GtkWidget *row)
{
  GtkWidget *inside = ADW_IS_EXPANDER_ROW (widget) ? widget : row, *found = NULL;
  graphene_rect_t box;

  if (inside != NULL && GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && gtk_widget_compute_bounds (widget, inside, &box)
      && box.origin.x + box.size.width > (float)gtk_widget_get_width (inside))
    return widget;
  for (GtkWidget *at = gtk_widget_get_first_child (widget); at != NULL && found == NULL;
       at = gtk_widget_get_next_sibling (at))
    found = find_outside (at, inside);
  return found;
}

static void
test_long_in_wide_window (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Works");

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 1180, 760);
  ui_settle ();

  g_assert_cmpuint (lab_count (page, ADW_TYPE_EXPANDER_ROW), >, 0);
  g_assert_null (find_outside (page, NULL));
}

/* ── Two labs side by side ── */

static void
fill_two (PtStore *store)
{
  network_keep_two (store, NULL, NULL);
}

static void
fill_same (PtStore *store)
{
  network_keep_two (store, "Buurtkeuken", NULL);
}

static GtkWidget *
open_compare (Ui *ui)
{
  GtkWidget *page = open_network (ui, "What Works");
  GtkWidget *row = lab_find (page, ADW_TYPE_ACTION_ROW, "Compare Two Field Labs");

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_activate (row));
  return ui_find_dialog (ui);
}

/* The place among the rows of @dialog of what is said as @spoken; -1 = nowhere. */
static int
find_spoken (GtkWidget *widget, const char *spoken, int *at)
{
  int found = -1;

  if (ADW_IS_PREFERENCES_ROW (widget))
    {
      const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

      (*at)++;
      if (g_strcmp0 (title, spoken) == 0)
        return *at;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found < 0;
       child = gtk_widget_get_next_sibling (child))
    found = find_spoken (child, spoken, at);
  return found;
}

static int
where (GtkWidget *dialog, const char *spoken)
{
  int at = 0;

  return find_spoken (dialog, spoken, &at);
}

static void
test_compare (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_compare (ui);
  const int notes = where (dialog, "Notes. Buurtkeuken Noord: 140–144. Wijkwerkplaats Zuid: 5–9.");
  const int learnings = where (dialog, "Learning Moments. Buurtkeuken Noord: 20–24. "
                                       "Wijkwerkplaats Zuid: fewer than 5.");

  g_test_summary ("Size, period and density stand above all else, and what is below five is not "
                  "said");
  g_assert_cmpint (notes, >, 0);
  g_assert_cmpint (learnings, >, notes);
  g_assert_cmpint (where (dialog, "Loneliness. Buurtkeuken Noord: 20–24. Wijkwerkplaats Zuid: "
                                  "fewer than 5."),
                   >, learnings);
  g_assert_cmpint (where (dialog, "Period. Buurtkeuken Noord: since November 2015. Wijkwerkplaats "
                                  "Zuid: since February 2016."),
                   <, notes);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_compare_others (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_compare (ui);
  GtkWidget *one = lab_find (dialog, ADW_TYPE_COMBO_ROW, "Field Lab");
  GtkWidget *other = lab_find (dialog, ADW_TYPE_COMBO_ROW, "Beside");

  adw_combo_row_set_selected (ADW_COMBO_ROW (one), 1);
  g_assert_cmpint (where (dialog, "Buurtkeuken Noord beside Wijkwerkplaats Zuid"), <, 0);
  g_assert_nonnull (lab_find (dialog, GTK_TYPE_LABEL, "Choose two different field labs."));

  adw_combo_row_set_selected (ADW_COMBO_ROW (other), 0);
  g_assert_cmpint (where (dialog, "Wijkwerkplaats Zuid beside Buurtkeuken Noord"), >, 0);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_compare_same (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog = open_compare (ui);

  g_test_summary ("Two that are called the same are told apart by their place");
  g_assert_cmpint (where (dialog, "Buurtkeuken, Brugge beside Buurtkeuken, Gent"), >, 0);
  g_assert_cmpint (where (dialog, "Notes. Buurtkeuken, Brugge: 5–9. Buurtkeuken, Gent: 140–144."),
                   >, 0);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* With one lab there is nothing to compare. */
static void
test_compare_one (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Works");

  g_assert_null (lab_find (page, ADW_TYPE_ACTION_ROW, "Compare Two Field Labs"));
}

/* ── What works ── */

static gboolean
is_written (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
can_save (gpointer dialog)
{
  return gtk_widget_get_sensitive (lab_find (dialog, GTK_TYPE_BUTTON, "Print…"));
}

static void
test_dossier (Ui *ui, gconstpointer data)
{
  GtkWidget *page = open_network (ui, "What Works");
  g_autofree char *path = g_build_filename (ui->dir, "dossier.html", NULL);
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  g_assert_true (pt_house_set (ui->folder, "accent", "#c8102e", NULL));
  gtk_widget_activate_action (page, "network.dossier", "s", NETWORK_THEME);
  dialog = ui_find_dialog (ui);
  lab_wait (can_save, dialog);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "What Works – Loneliness");
  pt_dossier_window_write (dialog, "html", path);
  lab_wait (is_written, path);
  ui_wait_shows (ui, "The document is ready");

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Buurtkeuken Noord"));
  g_assert_nonnull (strstr (text, NETWORK_LEARNING));
  g_assert_nonnull (strstr (text, "--accent: #c8102e"));
  gtk_window_close (GTK_WINDOW (dialog));
}

static gboolean
offers_larger (gpointer dialog)
{
  return gtk_widget_get_mapped (lab_find (dialog, GTK_TYPE_TOGGLE_BUTTON, "Larger Pages"));
}

static gboolean
has_large_page (gpointer dialog)
{
  return gtk_widget_get_width (lab_find (dialog, g_type_from_name ("PtPageView"), NULL)) >= 530;
}

/* On a small screen a whole page is too small to be read. */
static void
test_dossier_tiny (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog;

  pt_dossier_window_show (ui->window, NETWORK_THEME);
  dialog = ui_find_dialog (ui);
  lab_wait (can_save, dialog);
  g_assert_false (offers_larger (dialog));

  gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 640);
  lab_wait (offers_larger, dialog);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (lab_find (dialog, GTK_TYPE_TOGGLE_BUTTON, "Larger Pages")), TRUE);
  lab_wait (has_large_page, dialog);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_dossier_of_nothing (Ui *ui, gconstpointer data)
{
  GtkWidget *dialog;

  pt_dossier_window_show (ui->window, "debt");
  dialog = ui_find_dialog (ui);
  ui_settle ();
  g_assert_nonnull (lab_find (dialog, ADW_TYPE_STATUS_PAGE, "Nothing to Read"));
  gtk_window_close (GTK_WINDOW (dialog));
}

#define ADD(path, filler, test)                                                                    \
  g_test_add ("/network/" path, Ui, filler, ui_start_with_logbook, test, ui_stop)

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  ADD ("empty", NULL, test_empty);
  ADD ("shows", fill, test_shows);
  ADD ("nobody-to-ask", fill, test_nobody_to_ask);
  ADD ("borrow", fill, test_borrow);
  ADD ("open-again", fill, test_open_again);
  ADD ("many", fill_many, test_many);
  ADD ("long-in-wide-window", fill_long, test_long_in_wide_window);
  ADD ("compare", fill_two, test_compare);
  ADD ("compare-others", fill_two, test_compare_others);
  ADD ("compare-same", fill_same, test_compare_same);
  ADD ("compare-one", fill, test_compare_one);
  ADD ("dossier", fill, test_dossier);
  ADD ("dossier-tiny", fill, test_dossier_tiny);
  ADD ("dossier-of-nothing", fill, test_dossier_of_nothing);
  return g_test_run ();
}
