/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds on every page of the app, whatever it shows: at 360 pixels and with strings that are 40 %
 * longer nothing is cut off or sticks out, the window fits a small laptop, and what can be used has a
 * name, does something, and is reached by keyboard. */
#include "walk-fixture.h"

#include <string.h>

#define NARROW 360
#define HEIGHT 640
#define TALLEST 600 /* pixels: a laptop of 768 with bars above and around */
#define LONGER 40   /* per cent */

static guint n_faults;

/* All faults of a page are told, not only its first. */
static void G_GNUC_PRINTF (3, 4)
    fault (GtkWidget *widget, const char *page, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;
  const char *text = lab_words (widget);

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s: %s %s “%.60s”: %s", page, G_OBJECT_TYPE_NAME (widget),
                  gtk_widget_get_name (widget), text, what);
  n_faults++;
}

static void
for_all (GtkWidget *widget, GtkWidget *window, const char *page,
         void (*check) (GtkWidget *widget, GtkWidget *window, const char *page))
{
  if (!gtk_widget_get_mapped (widget))
    return;
  check (widget, window, page);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_all (child, window, page, check);
}

/* ── Nothing is cut off ── */

/* Whether what is beyond the edge can be brought in sight. */
static gboolean
can_scroll (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL
         || gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT) != NULL;
}

static void
check_inside (GtkWidget *widget, GtkWidget *window, const char *page)
{
  GtkWidget *content = gtk_widget_get_first_child (window); /* without the window's own shadow */
  const float width = (float)gtk_widget_get_width (content);
  graphene_rect_t box;

  if (widget == window || can_scroll (widget) || !gtk_widget_compute_bounds (widget, content, &box))
    return;
  if (box.size.width > 0 && (box.origin.x < -1 || box.origin.x + box.size.width > width + 1))
    fault (widget, page, "from %.0f to %.0f of %.0f", box.origin.x, box.origin.x + box.size.width,
           width);
}

/* A label that may be shortened with an ellipsis, or broken over lines, is not cut off. */
static void
check_label (GtkWidget *widget, GtkWidget *window, const char *page)
{
  /* With padding and margins, as it is measured. */
  const int width = gtk_widget_get_allocated_width (widget) + gtk_widget_get_margin_start (widget)
                    + gtk_widget_get_margin_end (widget);
  const int height = gtk_widget_get_allocated_height (widget) + gtk_widget_get_margin_top (widget)
                     + gtk_widget_get_margin_bottom (widget);
  int least;

  if (!GTK_IS_LABEL (widget) || *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    return;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (width < least)
    fault (widget, page, "%d wide, needs %d", width, least);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  if (height < least)
    fault (widget, page, "%d high, needs %d", height, least);
}

static void
check_fits (GtkWidget *window, const char *page)
{
  GtkWidget *content = gtk_widget_get_first_child (window);
  int width, height;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, NARROW, &height, NULL, NULL, NULL);
  if (width > NARROW)
    fault (content, page, "asks for %d pixels across", width);
  if (height > TALLEST)
    fault (content, page, "asks for %d pixels from top to bottom", height);
}

static void
visit_fits (Ui *ui, GtkWidget *window, const char *name, gpointer data)
{
  check_fits (window, name);
  for_all (window, window, name, check_inside);
  for_all (window, window, name, check_label);
}

/* ── Longer words ── */

static const char *const accents[][2] = {
  { "a", "á" }, { "e", "ë" }, { "i", "î" }, { "o", "ö" }, { "u", "ű" },
  { "A", "Å" }, { "E", "É" }, { "I", "Ï" }, { "O", "Ø" }, { "U", "Û" },
};

/* (transfer full): @text with accents, and with a word behind it as long as makes it 40 % longer. */
static char *
lengthen (const char *text)
{
  g_autoptr (GString) longer = g_string_new (text);
  const glong more = (g_utf8_strlen (text, -1) * LONGER + 99) / 100;

  for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
    g_string_replace (longer, accents[i][0], accents[i][1], 0);
  g_string_append_c (longer, ' ');
  for (glong i = 1; i < more; i++)
    g_string_append_c (longer, i % 12 == 11 ? ' ' : 'x');
  return g_string_free (g_steal_pointer (&longer), FALSE);
}

/* What a page says is in labels, whichever property it came from. */
static void
lengthen_label (GtkWidget *widget, GtkWidget *window, const char *page)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
  char *longer;

  /* What stays from page to page is lengthened once. */
  if (*text == '\0' || g_strcmp0 (g_object_get_data (G_OBJECT (widget), "longer"), text) == 0)
    return;
  longer = lengthen (text);
  gtk_label_set_text (GTK_LABEL (widget), longer);
  g_object_set_data_full (G_OBJECT (widget), "longer", longer, g_free);
}

static void
visit_longer (Ui *ui, GtkWidget *window, const char *name, gpointer data)
{
  for_all (window, window, name, lengthen_label);
  walk_settle ();
  visit_fits (ui, window, name, data);
}

/* ── What can be used ── */

/* Inside of what is composed by GTK and libadwaita, the whole has the name. */
static gboolean
is_inside_composed (GtkWidget *widget)
{
  static const char *const composed[] = {
    "GtkCalendar", "GtkSpinButton",   "AdwSplitButton", "GtkMenuButton",       "GtkWindowControls",
    "AdwComboRow", "AdwEntryRow",     "GtkDropDown",    "AdwPasswordEntryRow", "GtkSearchEntry",
    "GtkEntry",    "AdwViewSwitcher", "AdwAboutWindow", "GtkShortcutsWindow",  "GtkSearchBar",
  };

  for (GtkWidget *at = gtk_widget_get_parent (widget); at != NULL; at = gtk_widget_get_parent (at))
    for (guint i = 0; i < G_N_ELEMENTS (composed); i++)
      if (g_str_equal (G_OBJECT_TYPE_NAME (at), composed[i]))
        return TRUE;
  return FALSE;
}

static gboolean
says_something (GtkWidget *widget)
{
  if (*lab_words (widget) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_something (child))
      return TRUE;
  return FALSE;
}

/* Lists and scrollers take the focus only to hand it on. */
static gboolean
is_usable (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && gtk_widget_get_sensitive (widget)
         && !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_LIST_BOX (widget)
         && !GTK_IS_LIST_BASE (widget) && !GTK_IS_FLOW_BOX (widget) && !GTK_IS_NOTEBOOK (widget)
         && !GTK_IS_LABEL (widget) && !is_inside_composed (widget);
}

static void
check_name (GtkWidget *widget, GtkWidget *window, const char *page)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!is_usable (widget)
      || gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return;
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget)
       || GTK_IS_CHECK_BUTTON (widget))
      && says_something (widget))
    return;
  fault (widget, page, "has no name");
}

static gboolean
has_handler (GtkWidget *widget, const char *signal)
{
  guint id;
  GQuark detail;

  return g_signal_parse_name (signal, G_OBJECT_TYPE (widget), &id, &detail, FALSE)
         && g_signal_has_handler_pending (widget, id, detail, TRUE);
}

static void
check_acts (GtkWidget *widget, GtkWidget *window, const char *page)
{
  if (!is_usable (widget))
    return;
  if (GTK_IS_MENU_BUTTON (widget))
    {
      if (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) == NULL
          && gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget)) == NULL)
        fault (widget, page, "opens nothing");
    }
  else if (GTK_IS_BUTTON (widget)
           && gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) == NULL
           && !has_handler (widget, "clicked") && !has_handler (widget, "toggled")
           && !has_handler (widget, "notify::active"))
    fault (widget, page, "does nothing");
}

/* Something for the pointer alone: it is clicked, and neither it nor what is around or in it takes
 * the focus. */
static gboolean
holds_focusable (GtkWidget *widget)
{
  if (gtk_widget_get_focusable (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (holds_focusable (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_clicked (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_CLICK (controller))
        return TRUE;
    }
  return FALSE;
}

static void
check_pointer_only (GtkWidget *widget, GtkWidget *window, const char *page)
{
  if (!g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Pt") || !is_clicked (widget)
      || holds_focusable (widget))
    return;
  for (GtkWidget *at = gtk_widget_get_parent (widget); at != NULL; at = gtk_widget_get_parent (at))
    if (gtk_widget_get_focusable (at) && !GTK_IS_WINDOW (at) && !GTK_IS_SCROLLED_WINDOW (at))
      return;
  fault (widget, page, "is for the pointer alone");
}

/* ── By keyboard ── */

/* Tab goes from group to group, and arrows within one. */
static gboolean
is_in_group_of (GtkWidget *widget, GHashTable *reached)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      GHashTableIter iter;
      gpointer focus;

      if (!GTK_IS_LIST_BOX (at) && !GTK_IS_LIST_BASE (at) && !GTK_IS_FLOW_BOX (at)
          && !GTK_IS_NOTEBOOK (at))
        continue;
      g_hash_table_iter_init (&iter, reached);
      while (g_hash_table_iter_next (&iter, &focus, NULL))
        if (focus == at || gtk_widget_is_ancestor (focus, at))
          return TRUE;
    }
  return FALSE;
}

/* Tab until it has been everywhere. */
static GHashTable *
press_tab (GtkWidget *window)
{
  GHashTable *reached = g_hash_table_new (NULL, NULL);
  GtkWidget *focus;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (;;)
    {
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus == NULL || !g_hash_table_add (reached, focus))
        return reached;
    }
}

static GHashTable *reached;

static gboolean
holds_reached (GtkWidget *widget)
{
  GHashTableIter iter;
  gpointer focus;

  g_hash_table_iter_init (&iter, reached);
  while (g_hash_table_iter_next (&iter, &focus, NULL))
    if (focus == widget || gtk_widget_is_ancestor (focus, widget))
      return TRUE;
  return FALSE;
}

static void
check_reached (GtkWidget *widget, GtkWidget *window, const char *page)
{
  if (is_usable (widget) && !holds_reached (widget) && !is_in_group_of (widget, reached))
    fault (widget, page, "is not reached by Tab or arrows");
}

static void
visit_usable (Ui *ui, GtkWidget *window, const char *name, gpointer data)
{
  for_all (window, window, name, check_name);
  for_all (window, window, name, check_acts);
  for_all (window, window, name, check_pointer_only);
  reached = press_tab (window);
  for_all (window, window, name, check_reached);
  g_clear_pointer (&reached, g_hash_table_unref);
}

/* ── Cases ── */

static void
visit_all (Ui *ui, GtkWidget *window, const char *name, gpointer data)
{
  visit_fits (ui, window, name, data);
  visit_usable (ui, window, name, data);
}

static void
test_overfull (Ui *ui, gconstpointer data)
{
  g_test_summary ("with the longest texts, nothing is cut off and all of it can be used");
  n_faults = 0;
  walk_all (ui, NARROW, HEIGHT, visit_all, NULL);
  g_assert_cmpuint (n_faults, ==, 0);
}

static void
test_longer (Ui *ui, gconstpointer data)
{
  g_test_summary ("with strings that are 40 % longer, nothing is cut off");
  n_faults = 0;
  walk_all (ui, NARROW, HEIGHT, visit_longer, NULL);
  g_assert_cmpuint (n_faults, ==, 0);
}

static void
visit_welcome (Ui *ui, GtkWidget *window, const char *name, gpointer data)
{
  visit_all (ui, window, name, data);
  visit_longer (ui, window, name, data);
}

static void
test_welcome (Ui *ui, gconstpointer data)
{
  g_test_summary ("the same holds for the first run");
  n_faults = 0;
  walk_welcome (ui, NARROW, HEIGHT, visit_welcome, NULL);
  g_assert_cmpuint (n_faults, ==, 0);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  g_test_add ("/walk/welcome", Ui, NULL, ui_start, test_welcome, ui_stop);
  g_test_add ("/walk/overfull", Ui, walk_fill_overfull, ui_start_with_logbook, test_overfull,
              ui_stop);
  g_test_add ("/walk/longer", Ui, walk_fill_short, ui_start_with_logbook, test_longer, ui_stop);
  return g_test_run ();
}
