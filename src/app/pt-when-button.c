/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip for the moment of a note. What people type is read by core/model (pt_moment_parse); a text
 * that is no moment is marked and never silently replaced. */
#include "pt-when-button.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

struct _PtWhenButton
{
  AdwBin parent_instance;

  PtWorld *world;
  char *moment;
  gboolean showing;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkEntry *entry;
  GtkCalendar *calendar;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtWhenButton, pt_when_button, ADW_TYPE_BIN)

static void
show_moment (PtWhenButton *self)
{
  g_autofree char *words = self->moment ? pt_date_format (self->moment, pt_catalog_current ())
                                        : NULL;
  g_autofree char *spoken = g_strdup_printf (_ ("When: %s"), words ? words : C_ ("moment", "Now"));
  gtk_label_set_text (self->label, words ? words : C_ ("moment", "Now"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  if (self->moment)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "chosen");
}

static void
choose (PtWhenButton *self, const char *moment)
{
  pt_when_button_set_moment (self, moment);
  gtk_popover_popdown (self->popover);
}

static void
on_now (PtWhenButton *self)
{
  choose (self, NULL);
}

static void
on_yesterday (PtWhenButton *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *yesterday = pt_date_from_days (pt_date_to_days (today) - 1);
  choose (self, yesterday);
}

static void
on_entry_activate (PtWhenButton *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *moment = pt_moment_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                             today);
  if (moment)
    choose (self, moment);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
on_day_selected (PtWhenButton *self)
{
  if (self->showing)
    return;
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");
  choose (self, date);
}

static void
shown_cb (PtWhenButton *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_auto (GStrv) parts = g_strsplit (self->moment ? self->moment : today, "-", 3);
  g_autoptr (GDateTime)
      day = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 12, 0, 0);
  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->showing = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
pt_when_button_dispose (GObject *object)
{
  PtWhenButton *self = PT_WHEN_BUTTON (object);

  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_WHEN_BUTTON);
  g_clear_pointer (&self->moment, g_free);
  G_OBJECT_CLASS (pt_when_button_parent_class)->dispose (object);
}

static void
pt_when_button_class_init (PtWhenButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_when_button_dispose;
  signals[CHANGED] = g_signal_new ("changed", PT_TYPE_WHEN_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-when-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, button);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, label);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, popover);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, entry);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_now);
  gtk_widget_class_bind_template_callback (widget_class, on_yesterday);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
}

static void
pt_when_button_init (PtWhenButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  show_moment (self);
}

GtkWidget *
pt_when_button_new (PtWorld *world)
{
  PtWhenButton *self = g_object_new (PT_TYPE_WHEN_BUTTON, NULL);
  self->world = world;
  return GTK_WIDGET (self);
}

const char *
pt_when_button_get_moment (PtWhenButton *self)
{
  g_return_val_if_fail (PT_IS_WHEN_BUTTON (self), NULL);
  return self->moment;
}

/**
 * pt_when_button_set_moment:
 * @self: a chip
 * @moment: (nullable): a valid moment; %NULL = now
 */
void
pt_when_button_set_moment (PtWhenButton *self, const char *moment)
{
  g_return_if_fail (PT_IS_WHEN_BUTTON (self));
  if (g_strcmp0 (self->moment, moment) == 0)
    return;
  g_free (self->moment);
  self->moment = g_strdup (moment);
  show_moment (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
