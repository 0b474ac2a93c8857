/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-help-window.h. */
#include "pt-help-window.h"

#include "pt-catalog.h"
#include "pt-help.h"
#include "pt-markdown-view.h"

#include <glib/gi18n-lib.h>

struct _PtHelpWindow
{
  AdwWindow parent_instance;

  GtkWindowGroup *group; /* its own, see below */
  GPtrArray *pages;      /* PtHelpPage */
  GPtrArray *trail;      /* const PtHelpPage: where one came from */
  const PtHelpPage *page;

  AdwLeaflet *leaflet;
  GtkSearchEntry *search;
  GtkStack *found;
  GtkListBox *topics;
  AdwWindowTitle *title;
  GtkScrolledWindow *scroller;
  GtkLabel *heading;
  AdwBin *text_bin;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (PtHelpWindow, pt_help_window, ADW_TYPE_WINDOW)

/* ── The page ── */

static const PtHelpPage *
find_page (PtHelpWindow *self, const char *id)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_strcmp0 (((PtHelpPage *)self->pages->pdata[i])->id, id) == 0)
      return self->pages->pdata[i];
  return NULL;
}

static void
update_actions (PtHelpWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back",
                                 self->trail->len > 0 || adw_leaflet_get_folded (self->leaflet));
}

static void
show_page (PtHelpWindow *self, const PtHelpPage *page)
{
  self->page = page;
  adw_window_title_set_title (self->title, page->title);
  gtk_label_set_text (self->heading, page->title);
  pt_markdown_view_set_text (PT_MARKDOWN_VIEW (self->text), page->text, NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  update_actions (self);
}

static void
go_to (PtHelpWindow *self, const PtHelpPage *page)
{
  if (page == NULL || page == self->page)
    return;
  if (self->page != NULL)
    g_ptr_array_add (self->trail, (gpointer)self->page);
  show_page (self, page);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *id)
{
  PtHelpWindow *self = PT_HELP_WINDOW (widget);

  go_to (self, find_page (self, g_variant_get_string (id, NULL)));
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

/* To the page before; from the first one, where the window is narrow, to the list. */
static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtHelpWindow *self = PT_HELP_WINDOW (widget);

  if (self->trail->len > 0)
    show_page (self, g_ptr_array_steal_index (self->trail, self->trail->len - 1));
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
on_folded (PtHelpWindow *self)
{
  update_actions (self);
}

/* ── The list ── */

static GtkWidget *
make_row (PtHelpPage *page)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (page->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data (G_OBJECT (row), "page", page);
  return row;
}

static void
on_search_changed (PtHelpWindow *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GPtrArray) found = pt_help_search (self->pages, words);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->topics, 0)) != NULL)
    gtk_list_box_remove (self->topics, GTK_WIDGET (row));
  for (guint i = 0; i < found->len; i++)
    gtk_list_box_append (self->topics, make_row (found->pdata[i]));
  gtk_stack_set_visible_child_name (self->found, found->len > 0 ? "topics" : "nothing");
}

static void
on_row_activated (PtHelpWindow *self, GtkListBoxRow *row, GtkListBox *box)
{
  go_to (self, g_object_get_data (G_OBJECT (row), "page"));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* Enter in the search opens the first that was found. */
static void
on_search_activate (PtHelpWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->topics, 0);

  if (row != NULL)
    on_row_activated (self, row, self->topics);
}

/* Escape: first the words go, then the window. */
static void
on_search_stop (PtHelpWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PtHelpWindow *self = PT_HELP_WINDOW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ── Type ── */

static void
pt_help_window_dispose (GObject *object)
{
  PtHelpWindow *self = PT_HELP_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_HELP_WINDOW);
  g_clear_pointer (&self->trail, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  if (self->group != NULL)
    gtk_window_group_remove_window (self->group, GTK_WINDOW (self));
  g_clear_object (&self->group);
  G_OBJECT_CLASS (pt_help_window_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "help.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search",
                                       NULL);
}

static void
pt_help_window_class_init (PtHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_help_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, search);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, found);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, topics);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, PtHelpWindow, text_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  bind_keys (widget_class);
}

static void
pt_help_window_init (PtHelpWindow *self)
{
  self->group = gtk_window_group_new ();
  self->pages = pt_help_list (pt_catalog_current ());
  self->trail = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = pt_markdown_view_new ();
  pt_markdown_view_set_editable (PT_MARKDOWN_VIEW (self->text), FALSE);
  adw_bin_set_child (self->text_bin, self->text);
  /* A dialog that is open keeps keys and clicks from its own group alone. */
  gtk_window_group_add_window (self->group, GTK_WINDOW (self));
  on_search_changed (self);
}

static PtHelpWindow *
find_window (GtkApplication *application)
{
  for (GList *at = gtk_application_get_windows (application); at != NULL; at = at->next)
    if (PT_IS_HELP_WINDOW (at->data))
      return at->data;
  return g_object_new (PT_TYPE_HELP_WINDOW, "application", application, NULL);
}

void
pt_help_window_show (GtkApplication *application, const char *topic)
{
  PtHelpWindow *self = find_window (application);

  go_to (self, find_page (self, topic));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

const char *
pt_help_window_get_topic (PtHelpWindow *self)
{
  g_return_val_if_fail (PT_IS_HELP_WINDOW (self), NULL);
  return self->page != NULL ? self->page->id : NULL;
}
