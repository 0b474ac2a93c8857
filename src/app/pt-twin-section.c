/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-twin-section.h"

#include <glib/gi18n-lib.h>

#include "pt-detail-errand.h"

struct _PtTwinSection
{
  GtkBox parent_instance;

  PtLogbook *logbook;
};

G_DEFINE_FINAL_TYPE (PtTwinSection, pt_twin_section, GTK_TYPE_BOX)

/* ── Answers ── */

typedef struct
{
  char *one, *other;
} Pair;

static Pair *
pair_new (const char *one, const char *other)
{
  Pair *self = g_new0 (Pair, 1);

  self->one = g_strdup (one);
  self->other = g_strdup (other);
  return self;
}

static void
pair_free (gpointer data)
{
  Pair *self = data;

  g_free (self->one);
  g_free (self->other);
  g_free (self);
}

static gpointer
join_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  return GINT_TO_POINTER (pt_store_join_twins (store, pair->one, pair->other, error));
}

static gpointer
apart_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  return GINT_TO_POINTER (pt_store_keep_apart (store, pair->one, pair->other, error));
}

static gpointer
part_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  return GINT_TO_POINTER (pt_store_part_twins (store, pair->other, error));
}

typedef struct
{
  PtStoreJob job;
  const char *button; /* N_ () */
  const char *told;   /* N_ (): the toast */
} Answer;

static const Answer is_same = { join_job, N_ ("They Are the Same"),
                                N_ ("Shown as one from now on") };
static const Answer is_other = { apart_job, N_ ("They Are Two"), N_ ("Not asked again") };
static const Answer is_two_again = { part_job, N_ ("They Are Two"), N_ ("Shown as two again") };

static void
answer_cb (GtkButton *button, PtTwinSection *self)
{
  const Answer *answer = g_object_get_data (G_OBJECT (button), "answer");
  const Pair *pair = g_object_get_data (G_OBJECT (button), "pair");
  const PtErrandToast toast = { .text = _ (answer->told) };

  pt_detail_errand (GTK_WIDGET (self), self->logbook, answer->job,
                    pair_new (pair->one, pair->other), pair_free, &toast);
}

static GtkWidget *
make_button (PtTwinSection *self, const Answer *answer, const char *one, const char *other)
{
  GtkWidget *label = gtk_label_new (_ (answer->button));
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  g_object_set_data (G_OBJECT (button), "answer", (gpointer)answer);
  g_object_set_data_full (G_OBJECT (button), "pair", pair_new (one, other), pair_free);
  g_signal_connect (button, "clicked", G_CALLBACK (answer_cb), self);
  return button;
}

/* ── Questions ── */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* A link to the other one; its name is the way in. */
static GtkWidget *
make_name (const char *name, const char *id)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), make_label (name, "heading"));
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

static GtkWidget *
make_card (const char *name, const char *id, const char *sentence, GtkWidget *buttons)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pt-version");
  gtk_box_append (GTK_BOX (card), make_name (name, id));
  gtk_box_append (GTK_BOX (card), make_label (sentence, "dim-label"));
  gtk_box_append (GTK_BOX (card), buttons);
  return card;
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  return box;
}

static void
add_suggestion (PtTwinSection *self, const char *id, const PtTwins *twins)
{
  gboolean is_kept = strcmp (twins->kept, id) == 0;
  const char *other = is_kept ? twins->other : twins->kept;
  const char *name = is_kept ? twins->other_name : twins->kept_name;
  GtkWidget *buttons = make_buttons ();

  gtk_box_append (GTK_BOX (buttons), make_button (self, &is_same, id, other));
  gtk_box_append (GTK_BOX (buttons), make_button (self, &is_other, id, other));
  gtk_box_append (GTK_BOX (self), make_card (name != NULL ? name : "", other,
                                             _ ("May be the same, made twice."), buttons));
}

static void
add_joined (PtTwinSection *self, const char *id, const PtRecord *other)
{
  g_autofree char *name = pt_record_dup_title (other);
  GtkWidget *buttons = make_buttons ();

  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, &is_two_again, id, pt_record_get_id (other)));
  gtk_box_append (GTK_BOX (self), make_card (name, pt_record_get_id (other),
                                             _ ("Somebody said that this is the same."), buttons));
}

void
pt_twin_section_show (PtTwinSection *self, const PtDetailData *data)
{
  const char *id = pt_record_get_id (data->record);
  GtkWidget *child;

  g_return_if_fail (PT_IS_TWIN_SECTION (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < data->joined->len; i++)
    add_joined (self, id, data->joined->pdata[i]);
  for (guint i = 0; i < data->twins->len; i++)
    add_suggestion (self, id, data->twins->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), data->joined->len + data->twins->len > 0);
}

static void
pt_twin_section_dispose (GObject *object)
{
  g_clear_object (&PT_TWIN_SECTION (object)->logbook);
  G_OBJECT_CLASS (pt_twin_section_parent_class)->dispose (object);
}

static void
pt_twin_section_class_init (PtTwinSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_twin_section_dispose;
}

static void
pt_twin_section_init (PtTwinSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

GtkWidget *
pt_twin_section_new (PtLogbook *logbook)
{
  PtTwinSection *self = g_object_new (PT_TYPE_TWIN_SECTION, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}
