/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover that closes by a choice takes the focus with it: the next key went to the search of the
 * window. The button that opened it is where somebody who uses the keyboard goes on. */
#include "pt-form-focus.h"

static gboolean
return_cb (gpointer popover)
{
  GtkWidget *button = gtk_widget_get_parent (popover);
  GtkRoot *root = button != NULL ? gtk_widget_get_root (button) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && !gtk_widget_get_visible (popover)
      && (focus == NULL || gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (button);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, return_cb, g_object_ref (popover), g_object_unref);
}

void
pt_form_focus_return (GtkWidget *popover)
{
  g_return_if_fail (GTK_IS_POPOVER (popover));
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
}

GtkWidget *
pt_form_focus_within (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget) ? focus : NULL;
}
