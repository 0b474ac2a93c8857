/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-chart-card.h. A measurement is a record of its own, saved by Enter or the button. */
#include "pt-chart-card.h"

#include "pt-catalog.h"
#include "pt-detail-errand.h"
#include "pt-figure-view.h"
#include "pt-validate.h"
#include "pt-when-button.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define DATE_LENGTH 10

struct _PtChartCard
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  char *outcome;
  GtkWidget *statement;
  GtkWidget *view;
  GtkWidget *when;
  GtkWidget *value;
  GtkWidget *group;
  GtkWidget *add;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtChartCard, pt_chart_card, GTK_TYPE_BOX)

/* ── The next measurement ── */

static const char *
get_text (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
fill (PtChartCard *self, PtEdit *edit, GError **error)
{
  g_autofree char *today = pt_world_today (pt_logbook_get_world (self->logbook));
  const char *moment = pt_when_button_get_moment (PT_WHEN_BUTTON (self->when));
  g_autofree char *day = g_strndup (moment != NULL ? moment : today, DATE_LENGTH);

  pt_edit_set_text (edit, "outcome", self->outcome);
  pt_edit_set_text (edit, "measured_on", day);
  return pt_edit_set_from_text (edit, "value", get_text (self->value), today, error)
         && (*get_text (self->group) == '\0'
             || pt_edit_set_from_text (edit, "n", get_text (self->group), today, error));
}

static void
clear (PtChartCard *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->value), "");
  gtk_editable_set_text (GTK_EDITABLE (self->group), "");
  pt_when_button_set_moment (PT_WHEN_BUTTON (self->when), NULL);
}

static void
add_cb (PtChartCard *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtBatch) batch = pt_batch_new (_ ("Measurement"));
  PtEdit *edit = pt_edit_new (pt_logbook_get_world (self->logbook), "measurement", NULL);

  g_ptr_array_add (batch->edits, edit);
  batch->how = "save";
  if (*get_text (self->value) == '\0')
    gtk_widget_grab_focus (self->value);
  else if (!fill (self, edit, &error))
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else
    {
      pt_detail_errand_batch (GTK_WIDGET (self), self->logbook, g_steal_pointer (&batch),
                              _ ("Measurement saved"));
      clear (self);
    }
}

static void
typed_cb (PtChartCard *self)
{
  gtk_widget_set_sensitive (self->add, *get_text (self->value) != '\0');
}

/* ── What it is made of ── */

static GtkWidget *
make_entry (PtChartCard *self, const char *label, int chars)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), chars);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_row (PtChartCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->when = pt_when_button_new (pt_logbook_get_world (self->logbook));
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  self->value = make_entry (self, _ ("Value"), 8);
  self->group = make_entry (self, _ ("Out of"), 9);
  gtk_widget_set_valign (self->when, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_widget_set_tooltip_text (self->add, _ ("Add Measurement"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add Measurement"), -1);
  gtk_widget_set_sensitive (self->add, FALSE);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), self->when);
  gtk_box_append (GTK_BOX (row), self->value);
  gtk_box_append (GTK_BOX (row), self->group);
  gtk_box_append (GTK_BOX (row), self->add);
  return row;
}

static void
statement_cb (PtChartCard *self)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, self->outcome);
}

static void
opened_cb (PtChartCard *self, const char *record)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, record);
}

static GtkWidget *
make_statement (PtChartCard *self)
{
  GtkWidget *button = gtk_button_new ();

  self->statement = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->statement), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->statement), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->statement), 0);
  gtk_button_set_child (GTK_BUTTON (button), self->statement);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pt-statement");
  gtk_widget_add_css_class (self->statement, "heading");
  g_signal_connect_object (button, "clicked", G_CALLBACK (statement_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
pt_chart_card_dispose (GObject *object)
{
  PtChartCard *self = PT_CHART_CARD (object);

  g_clear_pointer (&self->outcome, g_free);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_chart_card_parent_class)->dispose (object);
}

static void
pt_chart_card_class_init (PtChartCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_chart_card_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_chart_card_init (PtChartCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-chart");
}

GtkWidget *
pt_chart_card_new (PtLogbook *logbook, const char *outcome)
{
  PtChartCard *self = g_object_new (PT_TYPE_CHART_CARD, NULL);

  self->logbook = g_object_ref (logbook);
  self->outcome = g_strdup (outcome);
  self->view = pt_figure_view_new (FALSE);
  g_signal_connect_object (self->view, "open-record", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  pt_figure_view_set_title (PT_FIGURE_VIEW (self->view), NULL);
  pt_figure_view_add (PT_FIGURE_VIEW (self->view), make_statement (self));
  gtk_box_append (GTK_BOX (self), self->view);
  gtk_box_append (GTK_BOX (self), make_row (self));
  return GTK_WIDGET (self);
}

void
pt_chart_card_show (PtChartCard *self, const char *statement, PtFigure *figure)
{
  g_return_if_fail (PT_IS_CHART_CARD (self));

  gtk_label_set_text (GTK_LABEL (self->statement), statement);
  pt_figure_view_show (PT_FIGURE_VIEW (self->view), figure);
}
