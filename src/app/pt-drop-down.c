/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-drop-down.h"

#include <glib/gi18n-lib.h>

#define KEY "pt-name"

static void
selected_cb (GtkDropDown *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self);
  const char *name = g_object_get_data (G_OBJECT (self), KEY);
  /* Translators: what is asked, and what is chosen: "Kind: Conversation" */
  g_autofree char *words = chosen != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), name,
                                                             gtk_string_object_get_string (chosen))
                                          : g_strdup (name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
pt_drop_down_set_name (GtkDropDown *self, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (self));

  g_object_set_data_full (G_OBJECT (self), KEY, g_strdup (name), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (self, "notify::selected-item", G_CALLBACK (selected_cb), NULL);
  selected_cb (self);
}
