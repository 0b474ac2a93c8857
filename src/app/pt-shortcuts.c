/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-shortcuts.h"

#define RESOURCE "/nl/proeftuin/Proeftuin/app/help-overlay.ui"

static GtkShortcutsWindow *
get_overlay (GtkApplicationWindow *window)
{
  GtkShortcutsWindow *overlay = gtk_application_window_get_help_overlay (window);
  g_autoptr (GtkBuilder) builder = NULL;

  if (overlay != NULL)
    return overlay;
  builder = gtk_builder_new_from_resource (RESOURCE);
  overlay = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay"));
  gtk_application_window_set_help_overlay (window, overlay);
  return overlay;
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_present (GTK_WINDOW (get_overlay (window)));
}

void
pt_shortcuts_offer (GtkApplicationWindow *window)
{
  const GActionEntry entry = { "show-help-overlay", show_cb };

  g_action_map_add_action_entries (G_ACTION_MAP (window), &entry, 1, window);
}
