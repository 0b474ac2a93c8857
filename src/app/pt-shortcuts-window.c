/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-shortcuts-window.h"

#include "pt-shortcut-row.h"

struct _PtShortcutsWindow
{
  AdwPreferencesWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (PtShortcutsWindow, pt_shortcuts_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
pt_shortcuts_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_SHORTCUTS_WINDOW);
  G_OBJECT_CLASS (pt_shortcuts_window_parent_class)->dispose (object);
}

static void
pt_shortcuts_window_class_init (PtShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_shortcuts_window_dispose;
  g_type_ensure (PT_TYPE_SHORTCUT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/proeftuin/Proeftuin/app/pt-shortcuts-window.ui");
}

static void
pt_shortcuts_window_init (PtShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  gtk_window_present (
      GTK_WINDOW (g_object_new (PT_TYPE_SHORTCUTS_WINDOW, "transient-for", window, NULL)));
}

void
pt_shortcuts_offer (GtkApplicationWindow *window)
{
  const GActionEntry entry = { "show-help-overlay", show_cb };

  g_action_map_add_action_entries (G_ACTION_MAP (window), &entry, 1, window);
}
