/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-review-voice.h. Enter agrees: that is what most people do. */
#include "pt-review-voice.h"

#include "pt-form-focus.h"
#include "pt-schema.h"

#include <glib/gi18n-lib.h>

#define ENTRY_CHARS 28

struct _PtReviewVoice
{
  AdwBin parent_instance;

  char *person; /* NULL = a role */
  char *name;
  char key;
  GtkWidget *button;
  GtkWidget *words;
  GtkWidget *voice;
};

enum
{
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtReviewVoice, pt_review_voice, ADW_TYPE_BIN)

static const struct
{
  const char *kind;  /* key of comment.kind */
  const char *label; /* N_(), with a mnemonic: words are being typed beside it */
} views[] = {
  { "agree", N_ ("_Agree") },
  { "other_view", N_ ("_Other View") },
  { "objection", N_ ("Ob_jection") },
};

static void
say (PtReviewVoice *self, const char *kind)
{
  g_autofree char *words = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words))));
  g_autofree char *voice = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->voice))));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
  g_signal_emit (self, signals[SAID], 0, kind, words, voice);
}

static void
view_cb (GtkButton *button, PtReviewVoice *self)
{
  say (self, g_object_get_data (G_OBJECT (button), "kind"));
}

static void
enter_cb (PtReviewVoice *self)
{
  say (self, "agree");
}

static GtkWidget *
make_entry (PtReviewVoice *self, const char *prompt)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), prompt);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt,
                                  -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_views (PtReviewVoice *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ (views[i].label));
      g_object_set_data (G_OBJECT (button), "kind", (gpointer)views[i].kind);
      g_signal_connect_object (button, "clicked", G_CALLBACK (view_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_popover (PtReviewVoice *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->voice = make_entry (self, _ ("Whose voice, e.g. GP"));
  self->words = make_entry (self, _ ("In a few words"));
  gtk_widget_set_visible (self->voice, self->person == NULL);
  gtk_box_append (GTK_BOX (box), self->voice);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), make_views (self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  pt_form_focus_return (popover);
  return popover;
}

static void
pt_review_voice_finalize (GObject *object)
{
  PtReviewVoice *self = PT_REVIEW_VOICE (object);

  g_free (self->person);
  g_free (self->name);
  G_OBJECT_CLASS (pt_review_voice_parent_class)->finalize (object);
}

static void
pt_review_voice_class_init (PtReviewVoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_review_voice_finalize;
  signals[SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
pt_review_voice_init (PtReviewVoice *self)
{
}

GtkWidget *
pt_review_voice_new (const char *person, const char *name, char key)
{
  PtReviewVoice *self = g_object_new (PT_TYPE_REVIEW_VOICE, NULL);

  self->person = g_strdup (person);
  self->name = g_strdup (name);
  self->key = key;
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->button), GTK_ARROW_UP);
  adw_bin_set_child (ADW_BIN (self), self->button);
  pt_review_voice_set_said (self, NULL);
  return GTK_WIDGET (self);
}

const char *
pt_review_voice_get_person (PtReviewVoice *self)
{
  g_return_val_if_fail (PT_IS_REVIEW_VOICE (self), NULL);
  return self->person;
}

char
pt_review_voice_get_key (PtReviewVoice *self)
{
  g_return_val_if_fail (PT_IS_REVIEW_VOICE (self), '\0');
  return self->key;
}

void
pt_review_voice_open (PtReviewVoice *self)
{
  g_return_if_fail (PT_IS_REVIEW_VOICE (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
  gtk_widget_grab_focus (self->person != NULL ? self->words : self->voice);
}

void
pt_review_voice_set_said (PtReviewVoice *self, const char *kind)
{
  g_return_if_fail (PT_IS_REVIEW_VOICE (self));
  const char *label = kind != NULL ? pt_term_label (pt_vocabulary_get ("comment.kind"), kind)
                                   : NULL;
  const char key[] = { g_ascii_toupper (self->key), '\0' };
  /* Translators: the key to press, and who it stands for. */
  g_autofree char *who = g_strdup_printf (C_ ("review", "%s  %s"), key, self->name);
  g_autofree char *text = label != NULL ? g_strdup_printf ("%s: %s", who, label)
                                        : g_steal_pointer (&who);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text);
}
