/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of a life-cycle with their guards: a guard that warns is a sentence under the step, one that
 * blocks makes the step insensitive and says why. */
#include "pt-status-steps.h"

#include "pt-life.h"

#define SENTENCE_WIDTH_CHARS 34

struct _PtStatusSteps
{
  GtkBox parent_instance;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtStatusSteps, pt_status_steps, GTK_TYPE_BOX)

static void
step_clicked_cb (GtkButton *button, PtStatusSteps *self)
{
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
  g_autofree char *sentences = pt_missing_join (missing);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentences, -1);
}

static void
fill_step (GtkWidget *button, GtkWidget *column, GPtrArray *missing)
{
  for (guint i = 0; i < missing->len; i++)
    gtk_box_append (GTK_BOX (column),
                    make_sentence (((const PtMissing *)missing->pdata[i])->sentence));
  gtk_widget_set_sensitive (button, pt_missing_find_block (missing) == NULL);
  g_object_set_data_full (G_OBJECT (button), "missing", g_strdup (pt_missing_find_field (missing)),
                          g_free);
}

static GtkWidget *
make_step (PtStatusSteps *self, PtRecord *record, PtDataset *around, const char *status)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = pt_record_kind_field (kind, kind->status_field);
  const char *text = pt_term_label (field->vocabulary, status);
  g_autoptr (GPtrArray) missing = pt_life_missing (around, record, status);
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

void
pt_status_steps_show (PtStatusSteps *self, PtRecord *record, PtDataset *around)
{
  g_autoptr (GPtrArray) next = pt_life_next (record);
  GtkWidget *child;

  g_return_if_fail (PT_IS_STATUS_STEPS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < next->len; i++)
    gtk_box_append (GTK_BOX (self), make_step (self, record, around, next->pdata[i]));
}

static void
pt_status_steps_class_init (PtStatusStepsClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pt_status_steps_init (PtStatusSteps *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
pt_status_steps_new (void)
{
  return g_object_new (PT_TYPE_STATUS_STEPS, NULL);
}
