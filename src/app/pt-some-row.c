/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row with its ticks; see the header. */
#include "pt-some-row.h"

#include <glib/gi18n-lib.h>

struct _PtSomeRow
{
  AdwExpanderRow parent_instance;

  GPtrArray *checks; /* GtkCheckButton, borrowed from the rows */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtSomeRow, pt_some_row, ADW_TYPE_EXPANDER_ROW)

static void
changed_cb (PtSomeRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_check (PtSomeRow *self, const char *set, const char *key, const char *title)
{
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "set", g_strdup (set), g_free);
  g_object_set_data_full (G_OBJECT (check), "key", g_strdup (key), g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return check;
}

void
pt_some_row_add (PtSomeRow *self, const char *set, const char *key, const char *title,
                 const char *subtitle)
{
  GtkWidget *row, *check;

  g_return_if_fail (PT_IS_SOME_ROW (self));

  row = adw_action_row_new ();
  check = make_check (self, set, key, title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->checks, check);
}

gboolean
pt_some_row_is_on (PtSomeRow *self)
{
  g_return_val_if_fail (PT_IS_SOME_ROW (self), FALSE);

  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self));
}

char **
pt_some_row_dup_ticked (PtSomeRow *self, const char *set)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_return_val_if_fail (PT_IS_SOME_ROW (self), NULL);

  keys = g_ptr_array_new ();
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i])
        && strcmp (g_object_get_data (self->checks->pdata[i], "set"), set) == 0)
      g_ptr_array_add (keys, g_object_get_data (self->checks->pdata[i], "key"));
  g_ptr_array_add (keys, NULL);
  return keys->pdata[0] != NULL ? g_strdupv ((char **)keys->pdata) : NULL;
}

/* libadwaita leaves the switch of such a row without a name. */
static void
name_switch (GtkWidget *at, const char *name)
{
  if (GTK_IS_SWITCH (at))
    gtk_accessible_update_property (GTK_ACCESSIBLE (at), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (at); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_switch (child, name);
}

static void
pt_some_row_finalize (GObject *object)
{
  g_ptr_array_unref (PT_SOME_ROW (object)->checks);
  G_OBJECT_CLASS (pt_some_row_parent_class)->finalize (object);
}

static void
pt_some_row_class_init (PtSomeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_some_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
pt_some_row_init (PtSomeRow *self)
{
  self->checks = g_ptr_array_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Only Some of It"));
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (self), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), FALSE);
  name_switch (GTK_WIDGET (self), _ ("Only Some of It"));
  g_signal_connect (self, "notify::enable-expansion", G_CALLBACK (changed_cb), NULL);
}

GtkWidget *
pt_some_row_new (const char *subtitle)
{
  return g_object_new (PT_TYPE_SOME_ROW, "subtitle", subtitle, NULL);
}
