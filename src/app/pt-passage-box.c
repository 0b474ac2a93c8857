/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-passage-box.h"

#include "pt-body-text.h"
#include "pt-kept-text.h"
#include "pt-mention-text.h"
#include "pt-name-ask.h"
#include "pt-spell-text.h"

#include <glib/gi18n-lib.h>

enum
{
  TEXT_HEIGHT = 120,
  MARGIN = 9,
};

struct _PtPassageBox
{
  GtkBox parent_instance;

  GtkWidget *text;
  GtkWidget *ask; /* about real names */
};

enum
{
  SAVE,
  CANCEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtPassageBox, pt_passage_box, GTK_TYPE_BOX)

static GtkTextBuffer *
buffer_of (PtPassageBox *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
}

static char *
dup_words (PtPassageBox *self)
{
  return g_strstrip (pt_mention_text_dup (buffer_of (self)));
}

static void
go_on_cb (PtPassageBox *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  g_signal_emit (self, signals[SAVE], 0, words);
}

static void
save_cb (PtPassageBox *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_about (PT_NAME_ASK (self->ask), words);
}

static void
replace_cb (PtPassageBox *self, const PtNamed *named)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *replaced = pt_named_replace (named, words, named->reference);

  pt_mention_text_load (buffer_of (self), replaced);
  save_cb (self);
}

static void
cancel_cb (PtPassageBox *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtPassageBox *self)
{
  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  save_cb (self);
  return GDK_EVENT_STOP;
}

/* ── Type ── */

static void
pt_passage_box_class_init (PtPassageBoxClass *klass)
{
  signals[SAVE] = g_signal_new ("save", PT_TYPE_PASSAGE_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CANCEL] = g_signal_new ("cancel", PT_TYPE_PASSAGE_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_text (PtPassageBox *self)
{
  GtkWidget *text = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (text), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (text), MARGIN);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (text), MARGIN);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (text), MARGIN);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (text), MARGIN);
  gtk_widget_set_size_request (text, -1, TEXT_HEIGHT);
  gtk_widget_add_css_class (text, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your words"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (text, keys);
  return text;
}

static GtkWidget *
make_button (PtPassageBox *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
pt_passage_box_init (PtPassageBox *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = make_button (self, _ ("Save"), G_CALLBACK (save_cb));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->text = make_text (self);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), make_button (self, _ ("Cancel"), G_CALLBACK (cancel_cb)));
  gtk_box_append (GTK_BOX (buttons), save);
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), buttons);
}

GtkWidget *
pt_passage_box_new (PtLogbook *logbook, const char *place, const char *text, const char *lang)
{
  PtPassageBox *self = g_object_new (PT_TYPE_PASSAGE_BOX, NULL);
  GtkTextView *view = GTK_TEXT_VIEW (self->text);

  self->ask = pt_name_ask_new (logbook, _ ("_Save With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (go_on_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->ask);
  pt_kept_text_begin (view, logbook, place, text);
  pt_body_text_watch (view, logbook);
  pt_spell_text_set_lang (view, lang);
  g_signal_connect_object (buffer_of (self), "changed", G_CALLBACK (pt_name_ask_forget), self->ask,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
pt_passage_box_end (PtPassageBox *self)
{
  g_return_if_fail (PT_IS_PASSAGE_BOX (self));
  pt_kept_text_end (GTK_TEXT_VIEW (self->text));
}
