/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the rows of a list, and keeps them true. GTK 4.8 gives list rows no name of their own, so the
 * row's words are put on the list item that holds it. */
#include "pt-row-widget.h"

#include "pt-row-text.h"
#include "pt-show-names.h"

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
