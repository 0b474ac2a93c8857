/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-spoken-name.h"

#include <glib/gi18n-lib.h>

#define KEY "pt-spoken-name"

static void
name_inside (GtkWidget *whole, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (whole)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_whole (GtkWidget *whole, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (whole), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pt_spoken_name_set (GtkWidget *button, const char *name)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  name_whole (button, name);
  name_inside (button, name);
}

static void
chosen_cb (GtkDropDown *choice)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (choice);
  const char *name = g_object_get_data (G_OBJECT (choice), KEY);
  /* Translators: what is asked, and what is chosen: "Kind: Conversation" */
  g_autofree char *words = chosen != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), name,
                                                             gtk_string_object_get_string (chosen))
                                          : g_strdup (name);

  name_inside (GTK_WIDGET (choice), words);
}

void
pt_spoken_name_set_choice (GtkDropDown *choice, const char *name)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (choice));
  g_object_set_data_full (G_OBJECT (choice), KEY, g_strdup (name), g_free);
  name_whole (GTK_WIDGET (choice), name);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (choice);
}
