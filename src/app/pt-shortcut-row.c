/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-shortcut-row.h"

struct _PtShortcutRow
{
  AdwActionRow parent_instance;

  GtkShortcutLabel *label;
};

enum
{
  KEYS = 1,
  OF_ACTION,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PtShortcutRow, pt_shortcut_row, ADW_TYPE_ACTION_ROW)

static void
show_keys (PtShortcutRow *self, const char *keys)
{
  gtk_shortcut_label_set_accelerator (self->label, keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  keys, -1);
}

static void
show_keys_of (PtShortcutRow *self, const char *action)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (
      GTK_APPLICATION (g_application_get_default ()), action);
  g_autofree char *keys = g_strjoinv (" ", accels);

  show_keys (self, keys);
}

static void
pt_shortcut_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == KEYS)
    show_keys (PT_SHORTCUT_ROW (object), g_value_get_string (value));
  else
    show_keys_of (PT_SHORTCUT_ROW (object), g_value_get_string (value));
}

static void
pt_shortcut_row_class_init (PtShortcutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = pt_shortcut_row_set_property;
  properties[KEYS] = g_param_spec_string ("keys", NULL, NULL, NULL,
                                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[OF_ACTION] = g_param_spec_string ("of-action", NULL, NULL, NULL,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pt_shortcut_row_init (PtShortcutRow *self)
{
  self->label = GTK_SHORTCUT_LABEL (gtk_shortcut_label_new (""));
  gtk_widget_set_valign (GTK_WIDGET (self->label), GTK_ALIGN_CENTER);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->label));
}
