/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button says where the record stands; its steps are a PtStatusSteps. */
#include "pt-detail-status.h"

#include <glib/gi18n-lib.h>

#include "pt-form-focus.h"
#include "pt-spoken-name.h"
#include "pt-status-steps.h"

struct _PtDetailStatus
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *steps;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtDetailStatus, pt_detail_status, ADW_TYPE_BIN)

static const PtField *
status_field (PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL || kind->status_field == NULL)
    return NULL;
  return pt_record_kind_field (kind, kind->status_field);
}

static void
step_chosen_cb (PtStatusSteps *steps, const char *status, const char *missing, PtDetailStatus *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[CHOSEN], 0, status, missing);
}

void
pt_detail_status_show (PtDetailStatus *self, PtRecord *record, PtDataset *around)
{
  const PtField *field = status_field (record);

  g_return_if_fail (PT_IS_DETAIL_STATUS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), field != NULL);
  if (field == NULL)
    return;
  const char *status = pt_record_get_text (record, field->id);
  const char *text = status != NULL ? pt_term_label (field->vocabulary, status)
                                    : C_ ("choice", "Not said");
  /* Translators: the name of the status button for screen readers, e.g. "Status: Draft" */
  g_autofree char *spoken = g_strdup_printf (_ ("Status: %s"), text);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text);
  pt_spoken_name_set (self->button, spoken);
  pt_status_steps_show (PT_STATUS_STEPS (self->steps), record, around);
  gtk_widget_set_sensitive (self->button, gtk_widget_get_first_child (self->steps) != NULL);
}

static void
pt_detail_status_class_init (PtDetailStatusClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pt_detail_status_init (PtDetailStatus *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->button = gtk_menu_button_new ();
  self->steps = pt_status_steps_new ();
  g_signal_connect_object (self->steps, "chosen", G_CALLBACK (step_chosen_cb), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), self->steps);
  pt_form_focus_return (popover);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_add_css_class (self->button, "pt-status");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
pt_detail_status_new (void)
{
  return g_object_new (PT_TYPE_DETAIL_STATUS, NULL);
}
