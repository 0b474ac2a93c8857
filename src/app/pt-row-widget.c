/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list row for every kind of record. GTK 4.8 gives list rows no name of their own, so the
 * factory puts the row's words on the list item that holds it. */
#include "pt-row-widget.h"

#include "pt-row-text.h"
#include "pt-show-names.h"

#include <glib/gi18n-lib.h>

struct _PtRowWidget
{
  GtkBox parent_instance;

  GtkImage *kind_icon;
  GtkLabel *title;
  GtkLabel *meta;
  GtkLabel *snippet;
  GtkBox *states;
};

G_DEFINE_FINAL_TYPE (PtRowWidget, pt_row_widget, GTK_TYPE_BOX)

static void
pt_row_widget_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_ROW_WIDGET);
  G_OBJECT_CLASS (pt_row_widget_parent_class)->dispose (object);
}

static void
pt_row_widget_class_init (PtRowWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_row_widget_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-row-widget.ui");
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, title);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, meta);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, snippet);
  gtk_widget_class_bind_template_child (widget_class, PtRowWidget, states);
  gtk_widget_class_set_css_name (widget_class, "ptrow");
}

static void
pt_row_widget_init (PtRowWidget *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_states (PtRowWidget *self, const PtRow *row, gboolean shared)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->states))))
    gtk_box_remove (self->states, child);
  for (guint i = 0; i < pt_n_row_states; i++)
    if (pt_row_state_shows (&pt_row_states[i], row, shared))
      {
        GtkWidget *icon = gtk_image_new_from_icon_name (pt_row_states[i].icon);
        gtk_widget_set_tooltip_text (icon, _ (pt_row_states[i].label));
        gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        _ (pt_row_states[i].label), -1);
        gtk_box_append (self->states, icon);
      }
  gtk_widget_set_visible (GTK_WIDGET (self->states),
                          gtk_widget_get_first_child (GTK_WIDGET (self->states)) != NULL);
}

/**
 * pt_row_widget_new:
 * @mixed: whether rows of several kinds stand together
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
pt_row_widget_new (gboolean mixed)
{
  PtRowWidget *self = g_object_new (PT_TYPE_ROW_WIDGET, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_icon), mixed);
  return GTK_WIDGET (self);
}

static char *
dup_title (const PtRow *row)
{
  return g_str_equal (row->kind, "stakeholder") ? pt_show_names_dup (NULL, row->id, row->title)
                                                : g_strdup (row->title);
}

/**
 * pt_row_widget_set_row:
 * @self: a row
 * @row: (nullable): what to show; %NULL when the record is gone meanwhile
 * @parts: PtRowParts: what the dim line shows
 * @shared: whether the logbook has a team server
 */
void
pt_row_widget_set_row (PtRowWidget *self, const PtRow *row, guint parts, gboolean shared)
{
  g_return_if_fail (PT_IS_ROW_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  if (row == NULL)
    return;
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  g_autofree char *meta = pt_row_text_meta (row, parts);
  gtk_image_set_from_icon_name (self->kind_icon, kind ? kind->icon : "text-x-generic-symbolic");
  g_autofree char *title = dup_title (row);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->meta, meta);
  gtk_widget_set_visible (GTK_WIDGET (self->meta), *meta != '\0');
  show_states (self, row, shared);
}

static char *
mark_words (const char *snippet)
{
  g_autofree char *line = g_strdelimit (g_strdup (snippet), "\n", ' ');
  g_autofree char *escaped = g_markup_escape_text (line, -1);
  g_autoptr (GString) markup = g_string_new (escaped);
  g_string_replace (markup, "\u2068", "<b>", 0);
  g_string_replace (markup, "\u2069", "</b>", 0);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

void
pt_row_widget_set_snippet (PtRowWidget *self, const char *snippet)
{
  g_return_if_fail (PT_IS_ROW_WIDGET (self));
  g_autofree char *markup = snippet ? mark_words (snippet) : NULL;
  gtk_label_set_markup (self->snippet, markup ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), markup != NULL);
}

/* What the rows of one list have in common. */
typedef struct
{
  PtLogbook *logbook;
  char *words;      /* that were searched for; "" = none */
  GPtrArray *bound; /* GtkListItem that are shown */
  gboolean mixed;
  guint parts; /* PtRowParts */
  gboolean shared;
} Look;

static void
look_free (gpointer data, GClosure *closure)
{
  Look *look = data;
  g_signal_handlers_disconnect_by_data (look->logbook, look);
  g_signal_handlers_disconnect_by_data (pt_show_names_get (), look);
  g_object_unref (look->logbook);
  g_free (look->words);
  g_ptr_array_unref (look->bound);
  g_free (look);
}

static void
state_changed_cb (PtLogbook *logbook, Look *look)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (pt_logbook_get_reader (logbook));
  look->shared = hub != NULL;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, Look *look)
{
  gtk_list_item_set_child (item, pt_row_widget_new (look->mixed));
}

/* One row of the index, for as many rows as are seen. */
static void
show_snippet (GtkListItem *item, Look *look)
{
  const PtRow *row = pt_row_item_get_row (gtk_list_item_get_item (item));
  g_autofree char *snippet = row && *look->words ? pt_store_dup_snippet (
                                 pt_logbook_get_reader (look->logbook), row->row, look->words)
                                                 : NULL;
  pt_row_widget_set_snippet (PT_ROW_WIDGET (gtk_list_item_get_child (item)), snippet);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, Look *look)
{
  g_ptr_array_remove_fast (look->bound, item);
}

static void
show_item (GtkListItem *item, Look *look)
{
  GtkWidget *widget = gtk_list_item_get_child (item);
  const PtRow *row = pt_row_item_get_row (gtk_list_item_get_item (item));
  GtkWidget *holder = gtk_widget_get_parent (widget);

  pt_row_widget_set_row (PT_ROW_WIDGET (widget), row, look->parts, look->shared);
  show_snippet (item, look);
  if (row == NULL || holder == NULL)
    return;
  g_autofree char *words = pt_row_text_accessible (row, look->parts, look->shared);
  gtk_accessible_update_property (GTK_ACCESSIBLE (holder), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, Look *look)
{
  g_ptr_array_add (look->bound, item);
  show_item (item, look);
}

/* The rows are the same, but look otherwise. */
static void
show_again (Look *look)
{
  for (guint i = 0; i < look->bound->len; i++)
    show_item (g_ptr_array_index (look->bound, i), look);
}

static void
names_changed_cb (PtShowNames *names, Look *look)
{
  show_again (look);
}

/**
 * pt_row_widget_factory_new:
 * @logbook: whose rows they are
 * @mixed: whether rows of several kinds stand together
 *
 * Returns: (transfer full): a factory for lists of #PtRowItem
 */
GtkListItemFactory *
pt_row_widget_factory_new (PtLogbook *logbook, gboolean mixed)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Look *look = g_new0 (Look, 1);
  look->logbook = g_object_ref (logbook);
  look->mixed = mixed;
  look->parts = mixed ? PT_ROW_MIXED : PT_ROW_ALONE;
  look->words = g_strdup ("");
  look->bound = g_ptr_array_new ();
  state_changed_cb (logbook, look);
  g_signal_connect (logbook, "state-changed", G_CALLBACK (state_changed_cb), look);
  g_signal_connect (pt_show_names_get (), "changed", G_CALLBACK (names_changed_cb), look);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), look);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), look);
  g_object_set_data (G_OBJECT (factory), "look", look);
  g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), look, look_free, 0);
  return factory;
}

void
pt_row_widget_factory_set_words (GtkListItemFactory *factory, const char *words)
{
  Look *look = g_object_get_data (G_OBJECT (factory), "look");
  g_return_if_fail (look != NULL);
  g_free (look->words);
  look->words = g_strdup (words);
  for (guint i = 0; i < look->bound->len; i++)
    show_snippet (g_ptr_array_index (look->bound, i), look);
}

void
pt_row_widget_factory_set_parts (GtkListItemFactory *factory, guint parts)
{
  Look *look = g_object_get_data (G_OBJECT (factory), "look");
  g_return_if_fail (look != NULL);
  if (look->parts == parts)
    return;
  look->parts = parts;
  show_again (look);
}
