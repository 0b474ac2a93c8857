/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-own-row.h. */
#include "pt-own-row.h"

#include "pt-file-dialog.h"

#include <glib/gi18n-lib.h>

#define TITLE_KEY "pt-title" /* on a button that asks for a file */

typedef struct
{
  PtLogbook *logbook;
  GtkWidget *button; /* chooses */
  GtkWidget *forget;
} PtOwnRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (PtOwnRow, pt_own_row, ADW_TYPE_ACTION_ROW)

static PtOwnRowPrivate *
private_of (PtOwnRow *self)
{
  return pt_own_row_get_instance_private (self);
}

PtLogbook *
pt_own_row_get_logbook (PtOwnRow *self)
{
  return private_of (self)->logbook;
}

void
pt_own_row_set_logbook (PtOwnRow *self, PtLogbook *logbook)
{
  g_set_object (&private_of (self)->logbook, logbook);
}

void
pt_own_row_show (PtOwnRow *self, const char *value)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), value ? value : _ ("Ours"));
  gtk_widget_set_visible (private_of (self)->forget, value != NULL);
}

gboolean
pt_own_row_shows_ours (PtOwnRow *self)
{
  return !gtk_widget_get_visible (private_of (self)->forget);
}

void
pt_own_row_put_button (PtOwnRow *self, GtkWidget *button)
{
  PtOwnRowPrivate *priv = private_of (self);

  if (priv->button != NULL)
    adw_action_row_remove (ADW_ACTION_ROW (self), priv->button);
  priv->button = button;
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

GtkWidget *
pt_own_row_get_button (PtOwnRow *self)
{
  return private_of (self)->button;
}

void
pt_own_row_set (PtOwnRow *self, const char *value)
{
  PT_OWN_ROW_GET_CLASS (self)->set (self, value);
}

static void
chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  pt_own_row_set (object, g_file_peek_path (file));
}

static void
choose_cb (GtkWidget *button, PtOwnRow *self)
{
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_OPEN,
                       g_object_get_data (G_OBJECT (button), TITLE_KEY), _ ("_Choose"), NULL,
                       chosen_cb, self);
}

GtkWidget *
pt_own_row_make_file_button (PtOwnRow *self, const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));

  g_object_set_data_full (G_OBJECT (button), TITLE_KEY, g_strdup (title), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (choose_cb), self);
  return button;
}

static void
forget_cb (PtOwnRow *self)
{
  pt_own_row_set (self, NULL);
}

static void
pt_own_row_dispose (GObject *object)
{
  g_clear_object (&private_of (PT_OWN_ROW (object))->logbook);
  G_OBJECT_CLASS (pt_own_row_parent_class)->dispose (object);
}

static void
pt_own_row_class_init (PtOwnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_own_row_dispose;
}

static void
pt_own_row_init (PtOwnRow *self)
{
  GtkWidget *forget = gtk_button_new_from_icon_name ("edit-clear-symbolic");

  gtk_widget_set_tooltip_text (forget, _ ("Take Ours Again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (forget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take Ours Again"), -1);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (forget, "clicked", G_CALLBACK (forget_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), forget);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE); /* names of files */
  private_of (self)->forget = forget;
}
