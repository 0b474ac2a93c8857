/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of a life-cycle with their guards: a guard that warns is a sentence under the step, one that
 * blocks makes the step insensitive and says why. */
#include "pt-detail-status.h"

#include <glib/gi18n-lib.h>

#include "pt-form-focus.h"
#include "pt-life.h"

#define SENTENCE_WIDTH_CHARS 34

struct _PtDetailStatus
{
  AdwBin parent_instance;

  PtRecord *record;
  PtDataset *around;
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
status_field (PtDetailStatus *self)
{
  const PtRecordKind *kind = self->record != NULL ? pt_record_get_kind (self->record) : NULL;

  if (kind == NULL || kind->status_field == NULL)
    return NULL;
  return pt_record_kind_field (kind, kind->status_field);
}

static void
step_clicked_cb (GtkButton *button, PtDetailStatus *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (button), "status"),
                 g_object_get_data (G_OBJECT (button), "missing"));
}

static GtkWidget *
make_sentence (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), SENTENCE_WIDTH_CHARS);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
describe_step (GtkWidget *button, const char *label, GPtrArray *missing)
{
  g_autoptr (GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    {
      const PtMissing *what = g_ptr_array_index (missing, i);
      g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "", what->sentence);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentences->str, -1);
}

static void
fill_step (GtkWidget *button, GtkWidget *column, GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    {
      const PtMissing *what = g_ptr_array_index (missing, i);
      gtk_box_append (GTK_BOX (column), make_sentence (what->sentence));
      if (what->blocks)
        gtk_widget_set_sensitive (button, FALSE);
      if (what->field != NULL && g_object_get_data (G_OBJECT (button), "missing") == NULL)
        g_object_set_data_full (G_OBJECT (button), "missing", g_strdup (what->field), g_free);
    }
}

static GtkWidget *
make_step (PtDetailStatus *self, const char *status)
{
  const char *text = pt_term_label (status_field (self)->vocabulary, status);
  g_autoptr (GPtrArray) missing = pt_life_missing (self->around, self->record, status);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (column), label);
  gtk_button_set_child (GTK_BUTTON (button), column);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pt-step");
  g_object_set_data_full (G_OBJECT (button), "status", g_strdup (status), g_free);
  fill_step (button, column, missing);
  describe_step (button, text, missing);
  g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked_cb), self, 0);
  return button;
}

static void
fill_steps (PtDetailStatus *self)
{
  g_autoptr (GPtrArray) next = pt_life_next (self->record);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  for (guint i = 0; i < next->len; i++)
    gtk_box_append (GTK_BOX (self->steps), make_step (self, g_ptr_array_index (next, i)));
  gtk_widget_set_sensitive (self->button, next->len > 0);
}

void
pt_detail_status_show (PtDetailStatus *self, PtRecord *record, PtDataset *around)
{
  const PtField *field;

  g_return_if_fail (PT_IS_DETAIL_STATUS (self));

  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  self->record = pt_record_ref (record);
  self->around = around != NULL ? pt_dataset_ref (around) : pt_dataset_new ();
  field = status_field (self);
  gtk_widget_set_visible (GTK_WIDGET (self), field != NULL);
  if (field == NULL)
    return;
  const char *status = pt_record_get_text (record, field->id);
  const char *text = status != NULL ? pt_term_label (field->vocabulary, status)
                                    : C_ ("choice", "Not said");
  /* Translators: the name of the status button for screen readers, e.g. "Status: Draft" */
  g_autofree char *spoken = g_strdup_printf (_ ("Status: %s"), text);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  fill_steps (self);
}

static void
pt_detail_status_finalize (GObject *object)
{
  PtDetailStatus *self = PT_DETAIL_STATUS (object);

  g_clear_pointer (&self->record, pt_record_unref);
  g_clear_pointer (&self->around, pt_dataset_unref);
  G_OBJECT_CLASS (pt_detail_status_parent_class)->finalize (object);
}

static void
pt_detail_status_class_init (PtDetailStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_detail_status_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pt_detail_status_init (PtDetailStatus *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->button = gtk_menu_button_new ();
  self->steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
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
