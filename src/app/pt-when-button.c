/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chip for a moment. Its popover is made when somebody opens it: a calendar takes longer than the rest of the
 * window that it waits in. */
#include "pt-when-button.h"

#include "pt-catalog.h"
#include "pt-time.h"
#include "pt-when-popover.h"

#include <glib/gi18n-lib.h>

static const PtWhenQuestion happened = {
  NC_ ("moment", "Now"),         N_ ("When: %s"), N_ ("Yesterday"), -1,
  N_ ("For example: Tue 14:05"), pt_moment_parse,
};

static const PtWhenQuestion due = {
  NC_ ("moment", "No day"),      N_ ("Due: %s"),        N_ ("Tomorrow"), 1,
  N_ ("For example: Fri 14:05"), pt_moment_parse_ahead,
};

struct _PtWhenButton
{
  AdwBin parent_instance;

  PtWorld *world;
  const PtWhenQuestion *question;
  char *moment;

  GtkMenuButton *button;
  GtkLabel *label;
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
chosen_cb (PtWhenButton *self, const char *moment)
{
  pt_when_button_set_moment (self, moment);
  gtk_menu_button_popdown (self->button);
}

static void
shown_cb (PtWhenButton *self, GtkWidget *popover)
{
  pt_when_popover_start (PT_WHEN_POPOVER (popover), self->moment);
}

/* Asked at each opening. */
static void
make_popover_cb (GtkMenuButton *button, gpointer data)
{
  PtWhenButton *self = data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = pt_when_popover_new (self->world, self->question);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
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
}

static void
pt_when_button_init (PtWhenButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, make_popover_cb, self, NULL);
}

static GtkWidget *
make (PtWorld *world, const PtWhenQuestion *question)
{
  PtWhenButton *self = g_object_new (PT_TYPE_WHEN_BUTTON, NULL);
  self->world = world;
  self->question = question;
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
