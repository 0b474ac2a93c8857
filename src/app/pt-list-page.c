/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of one kind of record. How it is looked at is a PtListView; the rows come from
 * PtRowList, page by page. Nothing is edited here. */
#include "pt-list-page.h"

#include "pt-form-focus.h"
#include "pt-list-view.h"
#include "pt-row-list.h"
#include "pt-row-widget.h"
#include "pt-views-button.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _PtListPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtRowList *rows;
  GtkSingleSelection *selection;
  const PtPlace *place;
  PtListView *view;
  GtkListItemFactory *factory;
  GtkWidget *views;
  GSimpleActionGroup *actions;
  gboolean folded;
  gboolean selecting; /* by the program: not a person's choice */
  gboolean focus_wanted;
  gboolean bare; /* there is nothing yet, whatever is chosen */

  GtkBox *bar;
  GtkScrolledWindow *chips_scroller;
  GtkBox *chips;
  GtkMenuButton *sort_button;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkButton *empty_button;
};

enum
{
  OPEN_RECORD,
  LISTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtListPage, pt_list_page, GTK_TYPE_BOX)

static void
run_query (PtListPage *self)
{
  PtQuery query;
  PtFilter filter;
  pt_list_view_fill_query (self->view, &query, &filter);
  pt_row_list_set_query (self->rows, &query);
}

static gboolean
is_narrowed (PtListPage *self)
{
  return self->view->filter != NULL || self->view->archived;
}

static gpointer
save_view_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;
  return GINT_TO_POINTER (pt_store_set_setting (store, pair[0], pair[1], error));
}

/* How a list is looked at is a convenience: when it cannot be kept, the usual view comes back. */
static void
save_view (PtListPage *self)
{
  char **pair = g_new0 (char *, 3);
  pair[0] = pt_list_view_setting (self->view->kind);
  pair[1] = pt_list_view_save (self->view);
  pt_logbook_run_async (self->logbook, save_view_job, pair, (GDestroyNotify)g_strfreev, NULL, NULL,
                        NULL, NULL);
}

static void
show_view (PtListPage *self)
{
  g_autofree char *view = pt_list_view_save (self->view);
  pt_views_button_show (PT_VIEWS_BUTTON (self->views), self->view->kind, view);
  pt_row_widget_factory_set_parts (self->factory, self->view->parts);
}

static void
change_view (PtListPage *self)
{
  save_view (self);
  show_view (self);
  run_query (self);
}

static void
show_empty (PtListPage *self)
{
  gboolean narrowed = is_narrowed (self);
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (self->place));
  adw_status_page_set_title (self->empty,
                             narrowed ? _ ("Nothing Here") : _ (self->place->empty_title));
  adw_status_page_set_description (self->empty, narrowed ? _ ("Nothing fits this choice.")
                                                         : _ (self->place->empty_text));
  gtk_button_set_label (self->empty_button,
                        narrowed ? _ ("Show All") : pt_place_get_new_label (self->place));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->empty_button), "s",
                                    narrowed ? "" : self->view->kind->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button),
                                  narrowed ? "list.filter" : "win.new");
}

/* Where there is nothing to choose from, chips and order would only be in the way. */
static void
show_page (PtListPage *self, const char *name)
{
  self->bare = g_str_equal (name, "empty") && !is_narrowed (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), !self->bare);
  gtk_stack_set_visible_child_name (self->stack, name);
  g_signal_emit (self, signals[LISTED], 0);
}

static void
show_rows (PtListPage *self)
{
  show_page (self, "list");
  if (self->focus_wanted && !pt_row_list_get_loading (self->rows))
    self->focus_wanted = !gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
update_stack (PtListPage *self)
{
  if (self->view == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    show_rows (self);
  else if (!pt_row_list_get_loading (self->rows))
    {
      show_empty (self);
      show_page (self, "empty");
    }
  else if (!self->bare) /* else it teaches until there is something */
    show_page (self, "loading");
}

static void
open_selected (PtListPage *self)
{
  PtRowItem *item = gtk_single_selection_get_selected_item (self->selection);
  const PtRow *row = item ? pt_row_item_get_row (item) : NULL;
  if (row)
    g_signal_emit (self, signals[OPEN_RECORD], 0, row->id);
}

static void
selected_cb (PtListPage *self)
{
  GtkWidget *row = pt_form_focus_within (GTK_WIDGET (self->list));

  if (self->folded || self->selecting)
    return;
  open_selected (self);
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
on_activate (PtListPage *self, guint position, GtkListView *list)
{
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  open_selected (self);
}

static void
filter_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtListPage *self = user_data;
  const char *key = g_variant_get_string (value, NULL);
  g_simple_action_set_state (action, value);
  g_free (self->view->filter);
  self->view->filter = *key ? g_strdup (key) : NULL;
  if (*key == '\0' && self->view->archived)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "archived",
                                        g_variant_new_boolean (FALSE));
  change_view (self);
}

static void
archived_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtListPage *self = user_data;
  g_simple_action_set_state (action, value);
  self->view->archived = g_variant_get_boolean (value);
  change_view (self);
}

static void
sort_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtListPage *self = user_data;
  g_simple_action_set_state (action, value);
  self->view->sort = pt_sort_find (g_variant_get_string (value, NULL));
  change_view (self);
}

/* The rows stay as they are; only what they show changes. */
static void
part_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtListPage *self = user_data;
  g_simple_action_set_state (action, value);
  for (guint i = 0; i < pt_n_list_parts; i++)
    if (g_str_equal (pt_list_parts[i].id, g_action_get_name (G_ACTION (action))))
      self->view->parts ^= pt_list_parts[i].part;
  save_view (self);
  show_view (self);
}

static const GActionEntry list_actions[] = {
  { "filter", NULL, "s", "''", filter_changed_cb },
  { "sort", NULL, "s", "'usual'", sort_changed_cb },
  { "archived", NULL, NULL, "false", archived_changed_cb },
  { "date", NULL, NULL, "true", part_changed_cb },
  { "people", NULL, NULL, "true", part_changed_cb },
  { "status", NULL, NULL, "true", part_changed_cb },
};

/* The wheel moves the chips sideways: they have nowhere else to go. */
static gboolean
chips_scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, PtListPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->chips_scroller);
  double step = gtk_adjustment_get_step_increment (adjustment);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (dx + dy) * step);
  return TRUE;
}

static void
add_chip (PtListPage *self, const char *label, const char *action, const char *target)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);
  gtk_widget_add_css_class (chip, "pt-chip");
  if (target)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), action);
  gtk_box_append (self->chips, chip);
}

static void
fill_chips (PtListPage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))))
    gtk_box_remove (self->chips, child);
  const PtField *field = pt_list_view_filter_field (self->view->kind);
  add_chip (self, C_ ("filter", "All"), "list.filter", "");
  for (guint i = 0; field && i < field->vocabulary->n_terms; i++)
    {
      const char *key = field->vocabulary->terms[i].key;
      add_chip (self, pt_term_label (field->vocabulary, key), "list.filter", key);
    }
  add_chip (self, C_ ("filter", "Archived"), "list.archived", NULL);
}

static void
fill_sort_menu (PtListPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  for (guint i = 0; i < pt_n_sorts; i++)
    if (pt_sort_fits (&pt_sorts[i], self->view->kind))
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (_ (pt_sorts[i].label), NULL);
        g_menu_item_set_action_and_target (item, "list.sort", "s", pt_sorts[i].id);
        g_menu_append_item (menu, item);
      }
  g_autoptr (GMenu) parts = g_menu_new ();
  for (guint i = 0; i < pt_n_list_parts; i++)
    if (pt_list_part_fits (&pt_list_parts[i], self->view->kind))
      {
        g_autofree char *action = g_strconcat ("list.", pt_list_parts[i].id, NULL);
        g_menu_append (parts, _ (pt_list_parts[i].label), action);
      }
  g_autoptr (GMenu) archived = g_menu_new ();
  g_autoptr (GMenu) sections = g_menu_new ();
  g_menu_append (archived, _ ("Show Archived"), "list.archived");
  g_menu_append_section (sections, NULL, G_MENU_MODEL (menu));
  g_menu_append_section (sections, NULL, G_MENU_MODEL (parts));
  g_menu_append_section (sections, NULL, G_MENU_MODEL (archived));
  gtk_menu_button_set_menu_model (self->sort_button, G_MENU_MODEL (sections));
}

/* The actions' states follow the view without being a change by a person. */
static void
set_action_states (PtListPage *self)
{
  GActionMap *map = G_ACTION_MAP (self->actions);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "filter")),
                             g_variant_new_string (self->view->filter ? self->view->filter : ""));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "sort")),
                             g_variant_new_string (self->view->sort->id));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "archived")),
                             g_variant_new_boolean (self->view->archived));
  for (guint i = 0; i < pt_n_list_parts; i++)
    g_simple_action_set_state (
        G_SIMPLE_ACTION (g_action_map_lookup_action (map, pt_list_parts[i].id)),
        g_variant_new_boolean ((self->view->parts & pt_list_parts[i].part) != 0));
}

/* Somebody chose a saved view. */
static void
view_chosen_cb (PtListPage *self, const char *view)
{
  const PtRecordKind *kind = self->view->kind;
  pt_list_view_free (self->view);
  self->view = pt_list_view_new (kind, view);
  set_action_states (self);
  change_view (self);
}

static void
pt_list_page_dispose (GObject *object)
{
  PtListPage *self = PT_LIST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_LIST_PAGE);
  g_clear_pointer (&self->view, pt_list_view_free);
  g_clear_object (&self->factory);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_list_page_parent_class)->dispose (object);
}

static void
pt_list_page_class_init (PtListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_list_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LISTED] = g_signal_new ("listed", PT_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtListPage, bar);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, chips_scroller);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, chips);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, list);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PtListPage, empty_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
pt_list_page_init (PtListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), list_actions,
                                   G_N_ELEMENTS (list_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  GtkEventController *wheel = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (chips_scrolled_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->chips_scroller), wheel);
}

/**
 * pt_list_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): a page; give it a place before it is shown
 */
GtkWidget *
pt_list_page_new (PtLogbook *logbook)
{
  PtListPage *self = g_object_new (PT_TYPE_LIST_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->factory = pt_row_widget_factory_new (logbook, FALSE);
  self->views = pt_views_button_new (logbook);
  gtk_box_insert_child_after (self->bar, self->views, GTK_WIDGET (self->chips_scroller));
  g_signal_connect_object (self->views, "chosen", G_CALLBACK (view_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->rows = pt_row_list_new (logbook);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->list, self->factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "notify::loading", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (update_stack), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * pt_list_page_set_place:
 * @self: a page
 * @place: a place that lists a kind of record
 */
void
pt_list_page_set_place (PtListPage *self, const PtPlace *place)
{
  g_return_if_fail (PT_IS_LIST_PAGE (self));
  if (self->place == place)
    return;
  const PtRecordKind *kind = pt_place_get_kind (place);
  g_autofree char *name = pt_list_view_setting (kind);
  g_autofree char *saved = pt_store_dup_setting (pt_logbook_get_reader (self->logbook), name);

  self->place = place;
  self->focus_wanted = FALSE;
  self->bare = FALSE;
  g_clear_pointer (&self->view, pt_list_view_free);
  self->view = pt_list_view_new (kind, saved);
  set_action_states (self);
  fill_chips (self);
  fill_sort_menu (self);
  show_view (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pt_place_get_label (place), -1);
  run_query (self);
  update_stack (self);
}

void
pt_list_page_focus (PtListPage *self)
{
  g_return_if_fail (PT_IS_LIST_PAGE (self));
  self->focus_wanted = TRUE;
  update_stack (self);
}

void
pt_list_page_set_folded (PtListPage *self, gboolean folded)
{
  g_return_if_fail (PT_IS_LIST_PAGE (self));
  self->folded = folded;
  gtk_list_view_set_single_click_activate (self->list, folded);
}

/**
 * pt_list_page_select:
 * @self: a page
 * @id: (nullable): a record that is shown beside the list
 */
void
pt_list_page_select (PtListPage *self, const char *id)
{
  g_return_if_fail (PT_IS_LIST_PAGE (self));
  guint position = id ? pt_row_list_find (self->rows, id) : G_MAXUINT;
  self->focus_wanted = FALSE; /* what is opened has it by now */
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
}

guint
pt_list_page_get_n_rows (PtListPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/**
 * pt_list_page_is_bare:
 * @self: a page
 *
 * Returns: whether the logbook has nothing of this kind yet, so that the page teaches; signal `listed`
 *   says when that may have changed. A choice that nothing fits is another thing.
 */
gboolean
pt_list_page_is_bare (PtListPage *self)
{
  g_return_val_if_fail (PT_IS_LIST_PAGE (self), FALSE);
  return self->bare;
}
