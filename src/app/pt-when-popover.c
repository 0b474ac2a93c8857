/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type is read by core/model (pt_moment_parse); a text that is no moment is marked and never
 * silently replaced. */
#include "pt-when-popover.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>

struct _PtWhenPopover
{
  GtkPopover parent_instance;

  PtWorld *world;
  const PtWhenQuestion *question;
  gboolean starting;

  GtkButton *nothing;
  GtkButton *day;
  GtkEntry *entry;
  GtkCalendar *calendar;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtWhenPopover, pt_when_popover, GTK_TYPE_POPOVER)

static void
choose (PtWhenPopover *self, const char *moment)
{
  g_signal_emit (self, signals[CHOSEN], 0, moment);
}

static void
on_nothing (PtWhenPopover *self)
{
  choose (self, NULL);
}

static void
on_day (PtWhenPopover *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *day = pt_date_from_days (pt_date_to_days (today) + self->question->days);

  choose (self, day);
}

static void
on_entry_activate (PtWhenPopover *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *moment = self->question->parse (
      gtk_editable_get_text (GTK_EDITABLE (self->entry)), today);

  if (moment != NULL)
    choose (self, moment);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
on_day_selected (PtWhenPopover *self)
{
  if (self->starting)
    return;
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  choose (self, date);
}

void
pt_when_popover_start (PtWhenPopover *self, const char *moment)
{
  g_autofree char *today = pt_world_today (self->world);
  g_auto (GStrv) parts = g_strsplit (moment != NULL ? moment : today, "-", 3);
  g_autoptr (GDateTime)
      day = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 12, 0, 0);

  self->starting = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->starting = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
pt_when_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PT_TYPE_WHEN_POPOVER);
  G_OBJECT_CLASS (pt_when_popover_parent_class)->dispose (object);
}

static void
pt_when_popover_class_init (PtWhenPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_when_popover_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", PT_TYPE_WHEN_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-when-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PtWhenPopover, nothing);
  gtk_widget_class_bind_template_child (widget_class, PtWhenPopover, day);
  gtk_widget_class_bind_template_child (widget_class, PtWhenPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, PtWhenPopover, calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
}

static void
pt_when_popover_init (PtWhenPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pt_when_popover_new (PtWorld *world, const PtWhenQuestion *question)
{
  PtWhenPopover *self = g_object_new (PT_TYPE_WHEN_POPOVER, NULL);

  self->world = world;
  self->question = question;
  gtk_button_set_label (self->nothing, g_dpgettext2 (GETTEXT_PACKAGE, "moment", question->nothing));
  gtk_button_set_label (self->day, _ (question->day));
  gtk_entry_set_placeholder_text (self->entry, _ (question->example));
  return GTK_WIDGET (self);
}
