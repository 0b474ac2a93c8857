/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The box is not moved by hand: a save does it, through whoever lists the row. */
#include "pt-action-row.h"

#include "pt-action.h"
#include "pt-detail-errand.h"

#include <glib/gi18n-lib.h>

struct _PtActionRow
{
  AdwActionRow parent_instance;

  PtLogbook *logbook;
  PtRecord *action;
  char *open;
  GtkWidget *check;
};

G_DEFINE_FINAL_TYPE (PtActionRow, pt_action_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (PtActionRow *self)
{
  const gboolean done = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  g_autofree char *title = pt_record_dup_title (self->action);
  /* Translators: the placeholder is what was to be done. */
  g_autofree char *text = g_strdup_printf (_ ("Done: %s"), title);
  const PtErrandToast toast = { .text = text, .button = _ ("Undo"), .action = "win.undo" };

  if (done != pt_action_is_done (self->action))
    pt_detail_errand_save (GTK_WIDGET (self), self->logbook,
                           pt_action_make_done (self->action, done, today), done ? &toast : NULL);
}

static gboolean
tick_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (PT_ACTION_ROW (widget)->check);

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  return TRUE;
}

static void
activated_cb (PtActionRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), self->open, "s", pt_action_row_get_id (self));
}

static void
make_check (PtActionRow *self)
{
  /* Translators: what the box beside an action says to a screen reader. */
  const char *spoken = C_ ("action", "Done");

  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->check, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), pt_action_is_done (self->action));
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->check);
}

static void
fill (PtActionRow *self, const char *about)
{
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  g_autofree char *title = pt_record_dup_title (self->action);
  g_autofree char *who = pt_action_dup_who (pt_logbook_get_reader (self->logbook), self->action);
  g_autofree char *line = pt_action_dup_line (self->action, who, about, today);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), line);
  if (!pt_action_is_open (self->action))
    gtk_widget_add_css_class (GTK_WIDGET (self), "pt-settled");
}

static void
pt_action_row_finalize (GObject *object)
{
  PtActionRow *self = PT_ACTION_ROW (object);

  g_free (self->open);
  pt_record_unref (self->action);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_action_row_parent_class)->finalize (object);
}

static void
pt_action_row_class_init (PtActionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_action_row_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_space, 0, tick_cb, NULL);
}

static void
pt_action_row_init (PtActionRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  g_signal_connect (self, "activated", G_CALLBACK (activated_cb), NULL);
}

GtkWidget *
pt_action_row_new (PtLogbook *logbook, PtRecord *action, const char *about, const char *open)
{
  PtActionRow *self = g_object_new (PT_TYPE_ACTION_ROW, NULL);

  self->logbook = g_object_ref (logbook);
  self->action = pt_record_ref (action);
  self->open = g_strdup (open);
  make_check (self);
  fill (self, about);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return GTK_WIDGET (self);
}

const char *
pt_action_row_get_id (PtActionRow *self)
{
  g_return_val_if_fail (PT_IS_ACTION_ROW (self), NULL);
  return pt_record_get_id (self->action);
}

void
pt_action_row_focus (PtActionRow *self)
{
  g_return_if_fail (PT_IS_ACTION_ROW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}
