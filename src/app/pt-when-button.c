/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip for a moment. What people type is read by core/model (pt_moment_parse); a text
 * that is no moment is marked and never silently replaced. */
#include "pt-when-button.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

/* What the chip asks for. */
typedef struct
{
  const char *nothing; /* NC_("moment"): while nothing is chosen */
  const char *spoken;  /* N_(): with a placeholder for it */
  const char *day;     /* N_(): the day that is one key away */
  int days;            /* from today to it */
  const char *example; /* N_() */
  char *(*parse) (const char *text, const char *today);
} Question;

static const Question happened = {
  NC_ ("moment", "Now"),         N_ ("When: %s"), N_ ("Yesterday"), -1,
  N_ ("For example: Tue 14:05"), pt_moment_parse,
};

static const Question due = {
  NC_ ("moment", "No day"),      N_ ("Due: %s"),        N_ ("Tomorrow"), 1,
  N_ ("For example: Fri 14:05"), pt_moment_parse_ahead,
};

struct _PtWhenButton
{
  AdwBin parent_instance;

  PtWorld *world;
  const Question *question;
  char *moment;
  gboolean showing;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkButton *nothing;
  GtkButton *day;
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
  const char *nothing = g_dpgettext2 (GETTEXT_PACKAGE, "moment", self->question->nothing);
  g_autofree char *words = self->moment ? pt_date_format (self->moment, pt_catalog_current ())
                                        : NULL;
  g_autoptr (GString) spoken = g_string_new (_ (self->question->spoken));
  g_string_replace (spoken, "%s", words ? words : nothing, 1);
  gtk_label_set_text (self->label, words ? words : nothing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken->str);
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
on_nothing (PtWhenButton *self)
{
  choose (self, NULL);
}

static void
on_day (PtWhenButton *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *day = pt_date_from_days (pt_date_to_days (today) + self->question->days);
  choose (self, day);
}

static void
on_entry_activate (PtWhenButton *self)
{
  g_autofree char *today = pt_world_today (self->world);
  g_autofree char *moment = self->question->parse (
      gtk_editable_get_text (GTK_EDITABLE (self->entry)), today);
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
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, nothing);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, day);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, entry);
  gtk_widget_class_bind_template_child (widget_class, PtWhenButton, calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
}

static void
pt_when_button_init (PtWhenButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make (PtWorld *world, const Question *question)
{
  PtWhenButton *self = g_object_new (PT_TYPE_WHEN_BUTTON, NULL);
  self->world = world;
  self->question = question;
  gtk_button_set_label (self->nothing, g_dpgettext2 (GETTEXT_PACKAGE, "moment", question->nothing));
  gtk_button_set_label (self->day, _ (question->day));
  gtk_entry_set_placeholder_text (self->entry, _ (question->example));
  show_moment (self);
  return GTK_WIDGET (self);
}

GtkWidget *
pt_when_button_new (PtWorld *world)
{
  return make (world, &happened);
}

GtkWidget *
pt_when_button_new_due (PtWorld *world)
{
  return make (world, &due);
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
 * @moment: (nullable): a valid moment; %NULL = nothing in particular
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
