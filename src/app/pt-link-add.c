/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover with a list of phrases, read from this record's side, and a picker for the other end. */
#include "pt-link-add.h"

#include <glib/gi18n-lib.h>

#include "pt-detail-errand.h"
#include "pt-form-focus.h"
#include "pt-link-words.h"
#include "pt-picker.h"
#include "pt-spoken-name.h"

/* One line of the list of phrases. */
typedef struct
{
  const PtLinkWords *words;
  gboolean out;
} Phrase;

struct _PtLinkAdd
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  char *id;
  char *kind;
  GArray *phrases;
  GtkWidget *button;
  GtkWidget *choice;
  GtkWidget *picker;
};

G_DEFINE_FINAL_TYPE (PtLinkAdd, pt_link_add, ADW_TYPE_BIN)

/* Phrases that make no sense are not offered: only a person was there, only a question is answered. */
static gboolean
fits (const PtLinkWords *words, gboolean out, const char *kind)
{
  if (strcmp (words->kind, "similar_to") == 0 && !out)
    return FALSE;
  return out || words->target == NULL || strcmp (words->target, kind) == 0;
}

static void
collect_phrases (PtLinkAdd *self)
{
  GtkStringList *texts = gtk_string_list_new (NULL);

  g_array_set_size (self->phrases, 0);
  for (guint i = 0; i < pt_n_link_words; i++)
    for (int out = 1; out >= 0; out--)
      {
        const Phrase phrase = { &pt_link_words[i], out };
        if (!fits (phrase.words, out, self->kind))
          continue;
        g_array_append_val (self->phrases, phrase);
        gtk_string_list_append (texts, pt_link_words_phrase (phrase.words, out));
      }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (texts));
  g_object_unref (texts);
}

static const Phrase *
chosen_phrase (PtLinkAdd *self)
{
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  return at < self->phrases->len ? &g_array_index (self->phrases, Phrase, at) : NULL;
}

static void
phrase_chosen_cb (PtLinkAdd *self)
{
  const Phrase *phrase = chosen_phrase (self);

  if (phrase != NULL)
    pt_picker_set_kinds (PT_PICKER (self->picker), phrase->out ? phrase->words->target : NULL);
}

static void
picked_cb (PtLinkAdd *self, const char *id, const char *title)
{
  const Phrase *phrase = chosen_phrase (self);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  if (phrase == NULL || self->id == NULL)
    return;
  pt_detail_errand_link (GTK_WIDGET (self), self->logbook, phrase->out ? self->id : id,
                         phrase->words->kind, phrase->out ? id : self->id);
}

static GtkWidget *
make_popover (PtLinkAdd *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *title = gtk_label_new (_ ("Add a Link"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  self->choice = gtk_drop_down_new (NULL, NULL);
  pt_spoken_name_set_choice (GTK_DROP_DOWN (self->choice), _ ("What the link says"));
  self->picker = pt_picker_new (self->logbook, NULL, FALSE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), self->choice);
  gtk_box_append (GTK_BOX (box), self->picker);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (phrase_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (pt_picker_start), self->picker,
                           G_CONNECT_SWAPPED);
  pt_form_focus_return (popover);
  return popover;
}

static void
pt_link_add_finalize (GObject *object)
{
  PtLinkAdd *self = PT_LINK_ADD (object);

  g_free (self->id);
  g_free (self->kind);
  g_array_unref (self->phrases);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_link_add_parent_class)->finalize (object);
}

static void
pt_link_add_class_init (PtLinkAddClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_link_add_finalize;
}

static void
pt_link_add_init (PtLinkAdd *self)
{
  self->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
pt_link_add_new (PtLogbook *logbook)
{
  PtLinkAdd *self = g_object_new (PT_TYPE_LINK_ADD, NULL);

  self->logbook = g_object_ref (logbook);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), _ ("Add Link…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "pt-link-add");
  adw_bin_set_child (ADW_BIN (self), self->button);
  return GTK_WIDGET (self);
}

void
pt_link_add_set_record (PtLinkAdd *self, PtRecord *record)
{
  g_return_if_fail (PT_IS_LINK_ADD (self));

  pt_picker_set_self (PT_PICKER (self->picker), pt_record_get_id (record));
  g_free (self->id);
  self->id = g_strdup (pt_record_get_id (record));
  if (g_strcmp0 (self->kind, pt_record_get_kind_id (record)) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (pt_record_get_kind_id (record));
  collect_phrases (self);
}

void
pt_link_add_popup (PtLinkAdd *self)
{
  g_return_if_fail (PT_IS_LINK_ADD (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->button));
}
