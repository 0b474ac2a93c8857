/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One logbook in a window. The panes know nothing of each other; this file lets a choice in one
 * arrive in the next, folded or not. */
#include "pt-workspace.h"

#include "pt-agenda-page.h"
#include "pt-attention-page.h"
#include "pt-board-page.h"
#include "pt-coach.h"
#include "pt-chart-page.h"
#include "pt-detail.h"
#include "pt-figure-page.h"
#include "pt-journey-page.h"
#include "pt-lazy-menu.h"
#include "pt-list-page.h"
#include "pt-network-page.h"
#include "pt-notices.h"
#include "pt-place.h"
#include "pt-search-page.h"
#include "pt-sidebar.h"
#include "pt-sync-words.h"
#include "pt-theory-page.h"
#include "pt-today.h"
#include "pt-view-bar.h"

#include <glib/gi18n-lib.h>

struct _PtWorkspace
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtSyncer *syncer; /* NULL = not shared */
  const PtPlace *place;
  char *record;     /* shown in the detail pane; NULL = none */
  GPtrArray *trail; /* ids from which links were followed */

  PtSidebar *sidebar;
  PtViewBar *views;
  PtAttentionList *attention;
  PtDetail *detail; /* NULL = nothing was opened yet */

  AdwLeaflet *leaflet;
  AdwBin *sidebar_bin;
  GtkWidget *list_pane;
  AdwHeaderBar *list_header;
  AdwHeaderBar *detail_header;
  AdwWindowTitle *list_title;
  AdwSplitButton *new_button;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  AdwBin *notices_bin;
  AdwBin *views_bin;
  GtkStack *pages;
  GtkWidget *detail_separator;
  GtkWidget *detail_pane;
  GtkWidget *close_button;
  AdwWindowTitle *detail_title;
  GtkStack *detail_stack;
  AdwStatusPage *nothing;
  AdwBin *detail_bin;
};

G_DEFINE_FINAL_TYPE (PtWorkspace, pt_workspace, ADW_TYPE_BIN)

/* What can stand in the middle, by its name there, which is also that of a place or of a view. */
static const struct
{
  const char *name;
  GtkWidget *(*make) (PtLogbook *logbook);
} page_makers[] = {
  { "today", pt_today_new },          { "journey", pt_journey_page_new },
  { "network", pt_network_page_new }, { "board", pt_board_page_new },
  { "agenda", pt_agenda_page_new },   { "figure", pt_figure_page_new },
  { "charts", pt_chart_page_new },    { "theory", pt_theory_page_new },
  { "list", pt_list_page_new },       { "search", pt_search_page_new },
};

static void
row_opened_cb (PtWorkspace *self, const char *id)
{
  g_ptr_array_set_size (self->trail, 0);
  pt_workspace_open_record (self, id);
}

static void
link_followed_cb (PtWorkspace *self, const char *id)
{
  if (self->record)
    g_ptr_array_add (self->trail, g_strdup (self->record));
  pt_workspace_open_record (self, id);
}

static void
field_opened_cb (PtWorkspace *self, const char *id, const char *field)
{
  g_ptr_array_set_size (self->trail, 0);
  pt_workspace_open_field (self, id, field);
}

/* ── What is seen ── */

/* (nullable): the page, if it was seen yet. */
static gpointer
find_page (PtWorkspace *self, const char *name)
{
  return gtk_stack_get_child_by_name (self->pages, name);
}

static gboolean
shows_list (PtWorkspace *self)
{
  return pt_place_get_kind (self->place) != NULL
         && g_str_equal (pt_view_bar_get_view (self->views), "list");
}

/* What found nothing says so itself. */
static gboolean
has_choice (PtWorkspace *self)
{
  PtListPage *list = find_page (self, "list");

  return list != NULL && shows_list (self) && !gtk_search_bar_get_search_mode (self->search_bar)
         && pt_list_page_get_n_rows (list) > 0;
}

static gboolean
is_bare (PtWorkspace *self)
{
  PtListPage *list = find_page (self, "list");

  return list != NULL && pt_list_page_is_bare (list);
}

/* Today and a board stand alone until something is opened, and so does a list that has nothing yet;
 * other lists keep the pane beside them. */
static void
update_panes (PtWorkspace *self)
{
  gboolean beside = self->record != NULL || (shows_list (self) && !is_bare (self))
                    || gtk_search_bar_get_search_mode (self->search_bar);
  if (self->record == NULL)
    adw_window_title_set_title (self->detail_title, "");
  gtk_widget_set_visible (self->detail_pane, beside);
  gtk_widget_set_visible (self->detail_separator, beside);
  gtk_widget_set_hexpand (self->list_pane, !beside);
  adw_header_bar_set_show_end_title_buttons (self->list_header,
                                             !beside || adw_leaflet_get_folded (self->leaflet));
  adw_header_bar_set_show_start_title_buttons (self->list_header,
                                               adw_leaflet_get_folded (self->leaflet));
  gtk_widget_set_visible (self->close_button,
                          self->record != NULL && !adw_leaflet_get_folded (self->leaflet));
  gtk_stack_set_visible_child_name (self->detail_stack, self->record        ? "detail"
                                                        : has_choice (self) ? "nothing"
                                                                            : "blank");
}

/* A list became empty, or has something again. */
static void
listed_cb (PtWorkspace *self)
{
  if (self->place != NULL)
    update_panes (self);
}

/* ── Pages, made when they are first seen ── */

static GtkWidget *
make_page (PtWorkspace *self, const char *name)
{
  GtkWidget *page;

  for (guint i = 0; i < G_N_ELEMENTS (page_makers); i++)
    if (g_str_equal (page_makers[i].name, name))
      {
        page = page_makers[i].make (self->logbook);
        g_signal_connect_object (page, "open-record", G_CALLBACK (row_opened_cb), self,
                                 G_CONNECT_SWAPPED);
        if (PT_IS_LIST_PAGE (page))
          g_signal_connect_object (page, "listed", G_CALLBACK (listed_cb), self, G_CONNECT_SWAPPED);
        return page;
      }
  page = pt_attention_page_new (self->attention);
  g_signal_connect_object (page, "open-field", G_CALLBACK (field_opened_cb), self,
                           G_CONNECT_SWAPPED);
  return page;
}

/* Rows are opened by one click where they are all that is seen. */
static void
fold_pages (PtWorkspace *self)
{
  const gboolean folded = adw_leaflet_get_folded (self->leaflet);

  if (find_page (self, "list") != NULL)
    pt_list_page_set_folded (find_page (self, "list"), folded);
  if (find_page (self, "search") != NULL)
    pt_search_page_set_folded (find_page (self, "search"), folded);
}

static gpointer
get_page (PtWorkspace *self, const char *name)
{
  if (find_page (self, name) == NULL)
    {
      gtk_stack_add_named (self->pages, make_page (self, name), name);
      fold_pages (self);
    }
  return find_page (self, name);
}

static PtDetail *
get_detail (PtWorkspace *self)
{
  if (self->detail != NULL)
    return self->detail;
  self->detail = PT_DETAIL (pt_detail_new (self->logbook));
  g_signal_connect_object (self->detail, "open-record", G_CALLBACK (link_followed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->detail_bin, GTK_WIDGET (self->detail));
  return self->detail;
}

static void
flush_detail (PtWorkspace *self)
{
  if (self->detail != NULL)
    pt_detail_flush (self->detail);
}

static void
select_in_list (PtWorkspace *self, const char *id)
{
  if (find_page (self, "list") != NULL)
    pt_list_page_select (find_page (self, "list"), id);
}

/* The page of the stack for the view that is chosen; one page shows all pictures. */
static const char *
choose_page (PtWorkspace *self)
{
  const char *view = pt_view_bar_get_view (self->views);
  const PtLook *look = pt_look_find (self->place->id, view);

  if (look == NULL)
    return view;
  pt_figure_page_set_look (get_page (self, "figure"), self->place, look);
  return "figure";
}

static void
show_title (PtWorkspace *self)
{
  const gboolean searching = gtk_search_bar_get_search_mode (self->search_bar);

  adw_window_title_set_title (
      self->list_title,
      searching ? _ ("Search")
                : pt_place_get_title (self->place, adw_leaflet_get_folded (self->leaflet)));
}

static void
show_place (PtWorkspace *self)
{
  gboolean searching = gtk_search_bar_get_search_mode (self->search_bar);
  const PtRecordKind *kind = pt_place_get_kind (self->place);
  pt_view_bar_set_place (self->views, self->place);
  gtk_widget_set_visible (GTK_WIDGET (self->views), !searching && self->place->views != NULL);
  if (shows_list (self))
    pt_list_page_set_place (get_page (self, "list"), self->place);
  gtk_stack_set_visible_child (self->pages, get_page (self, searching ? "search"
                                                            : kind    ? choose_page (self)
                                                                      : self->place->id));
  show_title (self);
  adw_status_page_set_icon_name (self->nothing, pt_place_get_icon (self->place));
  update_panes (self);
}

static void
on_folded (PtWorkspace *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  const char *buttons = folded ? ":close" : NULL; /* a title is read rather than three buttons */
  if (self->place == NULL)
    return;
  adw_header_bar_set_decoration_layout (self->list_header, buttons);
  adw_header_bar_set_decoration_layout (self->detail_header, buttons);
  show_title (self);
  fold_pages (self);
  update_panes (self);
}

/* Somebody swiped or went back: what is not in front any more is saved. */
static void
on_visible_child (PtWorkspace *self)
{
  if (adw_leaflet_get_visible_child (self->leaflet) != self->detail_pane)
    flush_detail (self);
}

static void
on_search_mode (PtWorkspace *self)
{
  if (self->place)
    show_place (self);
}

static void
on_search_changed (PtWorkspace *self)
{
  pt_search_page_set_words (get_page (self, "search"), gtk_editable_get_text (self->search_entry));
}

static void
on_search_activate (PtWorkspace *self)
{
  pt_search_page_open_first (get_page (self, "search"));
}

/* What was open beside the list would leave no room for a board. */
static void
view_changed_cb (PtWorkspace *self)
{
  if (!shows_list (self))
    pt_workspace_close_detail (self);
  show_place (self);
}

static void
place_cb (PtWorkspace *self, const char *place)
{
  pt_workspace_go (self, place);
}

static void
show_attention (PtWorkspace *self)
{
  pt_sidebar_set_attention (self->sidebar, pt_attention_list_count_choices (self->attention),
                            pt_attention_list_get (self->attention)->len > 0);
}

static void
show_state (PtWorkspace *self)
{
  PtSyncFacts facts;
  g_autofree char *problem = NULL;
  pt_sync_facts_read (self->logbook, self->syncer, &facts, &problem);
  pt_sidebar_set_sync (self->sidebar, &facts);
}

static GMenuModel *
make_new_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  for (guint i = 0; i < pt_n_places + pt_n_more_places; i++)
    {
      const PtPlace *place = i < pt_n_places ? &pt_places[i] : &pt_more_places[i - pt_n_places];
      if (pt_place_get_kind (place) == NULL)
        continue;
      g_autoptr (GMenuItem) item = g_menu_item_new (pt_place_get_new_label (place), NULL);
      g_menu_item_set_action_and_target (item, "win.new", "s", place->id);
      g_menu_append_item (i < pt_n_places ? first : more, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_submenu (menu, C_ ("sidebar", "More"), G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
pt_workspace_dispose (GObject *object)
{
  PtWorkspace *self = PT_WORKSPACE (object);

  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_WORKSPACE);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_clear_pointer (&self->record, g_free);
  g_clear_object (&self->attention);
  g_clear_object (&self->syncer);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_workspace_parent_class)->dispose (object);
}

static void
pt_workspace_class_init (PtWorkspaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_workspace_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, list_pane);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, list_header);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_header);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, list_title);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, new_button);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, notices_bin);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, views_bin);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, pages);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_separator);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_pane);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, close_button);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_title);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, nothing);
  gtk_widget_class_bind_template_child (widget_class, PtWorkspace, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_visible_child);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.close-detail", NULL);
}

/* libadwaita 1.2 keeps the name for the whole; what takes the focus is its halves. */
static void
name_halves (AdwSplitButton *button)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New Note"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (GTK_WIDGET (button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_split_button_get_dropdown_tooltip (button), -1);
}

static void
pt_workspace_init (PtWorkspace *self)
{
  g_autoptr (GMenuModel) menu = make_new_menu ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->trail = g_ptr_array_new_with_free_func (g_free);
  pt_lazy_menu_set (GTK_MENU_BUTTON (gtk_widget_get_last_child (GTK_WIDGET (self->new_button))),
                    menu);
  name_halves (self->new_button);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  adw_status_page_set_title (self->nothing, _ ("Nothing Chosen"));
  adw_status_page_set_description (self->nothing, _ ("Choose something in the list to read it."));
}

static void
add_bars (PtWorkspace *self, GMenuModel *switcher)
{
  self->sidebar = PT_SIDEBAR (pt_sidebar_new (self->logbook, switcher));
  self->views = PT_VIEW_BAR (pt_view_bar_new (self->logbook));
  self->attention = pt_attention_list_new (self->logbook, self->syncer);
  adw_bin_set_child (self->sidebar_bin, GTK_WIDGET (self->sidebar));
  adw_bin_set_child (self->views_bin, GTK_WIDGET (self->views));
  adw_bin_set_child (self->notices_bin, pt_notices_new (self->logbook, self->syncer));
}

static void
connect_bars (PtWorkspace *self)
{
  g_signal_connect_object (self->views, "changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->attention, "changed", G_CALLBACK (show_attention), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "place", G_CALLBACK (place_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->leaflet, "folded", self->sidebar, "folded", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->logbook, "state-changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  if (self->syncer)
    g_signal_connect_object (self->syncer, "state-changed", G_CALLBACK (show_state), self,
                             G_CONNECT_SWAPPED);
}

/**
 * pt_workspace_new:
 * @logbook: an open logbook
 * @syncer: (nullable): its errand to the hub; %NULL = it is not shared
 * @switcher: the logbooks that were open lately, and how to get others
 *
 * Returns: (transfer floating): the panes, on Today
 */
GtkWidget *
pt_workspace_new (PtLogbook *logbook, PtSyncer *syncer, GMenuModel *switcher)
{
  PtWorkspace *self = g_object_new (PT_TYPE_WORKSPACE, NULL);
  self->logbook = g_object_ref (logbook);
  self->syncer = syncer ? g_object_ref (syncer) : NULL;
  add_bars (self, switcher);
  connect_bars (self);
  show_state (self);
  pt_workspace_go (self, "today");
  on_folded (self);
  return GTK_WIDGET (self);
}

void
pt_workspace_go (PtWorkspace *self, const char *place)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  const PtPlace *found = pt_place_find (place);
  if (found == NULL)
    return;
  gboolean other = self->place != found;
  self->place = found;
  if (other)
    pt_workspace_close_detail (self);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  pt_sidebar_select (self->sidebar, place);
  show_place (self);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
}

void
pt_workspace_focus_place (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  if (shows_list (self))
    pt_list_page_focus (get_page (self, "list"));
}

const char *
pt_workspace_get_place (PtWorkspace *self)
{
  g_return_val_if_fail (PT_IS_WORKSPACE (self), NULL);
  return self->place->id;
}

static void
show_detail (PtWorkspace *self, const char *id, const PtRecordKind *kind)
{
  g_autofree char *old = self->record;
  self->record = g_strdup (id);
  adw_window_title_set_title (self->detail_title, kind ? pt_record_kind_label (kind) : "");
  update_panes (self);
  adw_leaflet_set_visible_child (self->leaflet, self->detail_pane);
}

void
pt_workspace_open_record (PtWorkspace *self, const char *id)
{
  pt_workspace_open_field (self, id, "");
}

void
pt_workspace_open_field (PtWorkspace *self, const char *id, const char *field)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  g_autoptr (PtRecord)
      record = pt_store_get_record (pt_logbook_get_reader (self->logbook), id, NULL);
  if (record == NULL)
    return;
  if (*field)
    pt_detail_show_field (get_detail (self), id, field);
  else
    pt_detail_show (get_detail (self), id);
  show_detail (self, id, pt_record_get_kind (record));
  select_in_list (self, id);
}

/**
 * pt_workspace_new_record:
 * @self: the panes
 * @kind: id of a kind of record
 *
 * Opens an empty page of that kind beside its list; it is saved when something is written.
 */
void
pt_workspace_new_record (PtWorkspace *self, const char *kind)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  const PtRecordKind *found = pt_record_kind_find (kind);
  if (found == NULL)
    return;
  if (pt_place_find (kind) && pt_place_find (kind) != self->place)
    pt_workspace_go (self, kind);
  g_ptr_array_set_size (self->trail, 0);
  select_in_list (self, NULL);
  pt_detail_show_new (get_detail (self), kind);
  show_detail (self, "", found);
}

void
pt_workspace_act (PtWorkspace *self, const char *act)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  g_autofree char *action = g_strconcat ("detail.", act, NULL);

  if (self->record != NULL && self->detail != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->detail), action, NULL);
}

guint
pt_workspace_count_choices (PtWorkspace *self)
{
  g_return_val_if_fail (PT_IS_WORKSPACE (self), 0);
  return pt_attention_list_count_choices (self->attention);
}

const char *
pt_workspace_get_record (PtWorkspace *self)
{
  g_return_val_if_fail (PT_IS_WORKSPACE (self), NULL);
  return self->record;
}

void
pt_workspace_start_note (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  pt_workspace_go (self, "today");
  pt_today_start_note (get_page (self, "today"));
}

void
pt_workspace_close_day (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  pt_workspace_go (self, "today");
  pt_today_show_today (get_page (self, "today"));
  pt_today_close_day (get_page (self, "today"));
}

void
pt_workspace_start_search (PtWorkspace *self, const char *words)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  if (words)
    gtk_editable_set_text (self->search_entry, words);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
pt_workspace_set_view (PtWorkspace *self, const char *view)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  if (view != NULL)
    pt_view_bar_choose (self->views, view);
  else
    pt_view_bar_choose_next (self->views);
}

void
pt_workspace_back (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  if (find_page (self, "board") != NULL && pt_board_page_move_back (find_page (self, "board")))
    return;
  gboolean on_detail = adw_leaflet_get_visible_child (self->leaflet) == self->detail_pane;
  if (on_detail && self->trail->len > 0)
    {
      g_autofree char *id = g_ptr_array_steal_index (self->trail, self->trail->len - 1);
      pt_workspace_open_record (self, id);
    }
  else if (on_detail && self->record)
    pt_workspace_close_detail (self);
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

void
pt_workspace_close_detail (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  if (self->record == NULL)
    return;
  flush_detail (self);
  g_clear_pointer (&self->record, g_free);
  g_ptr_array_set_size (self->trail, 0);
  select_in_list (self, NULL);
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  update_panes (self);
}

void
pt_workspace_refresh_inbox (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  if (find_page (self, "today") != NULL)
    pt_today_refresh_inbox (find_page (self, "today"));
}

void
pt_workspace_flush (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  flush_detail (self);
  if (find_page (self, "today") != NULL)
    pt_today_keep_draft (find_page (self, "today"));
}

void
pt_workspace_show_first_steps (PtWorkspace *self)
{
  g_return_if_fail (PT_IS_WORKSPACE (self));
  const PtCoachMark marks[PT_COACH_MARKS_MOST] = {
    { pt_today_get_capture (get_page (self, "today")), GTK_POS_BOTTOM,
      _ ("Write what happened in one line, and keep it with Ctrl+Enter. Everything begins here.") },
    { pt_sidebar_get_places (self->sidebar), GTK_POS_RIGHT,
      _ ("Notes grow into learning moments, questions and effects. Each has its page here.") },
    { pt_sidebar_get_sync (self->sidebar), GTK_POS_TOP,
      _ ("All of it stays on this laptop until you choose to share it with your team.") },
  };

  pt_coach_begin (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), marks,
                  G_N_ELEMENTS (marks));
}
