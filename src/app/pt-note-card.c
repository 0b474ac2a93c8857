/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One note on the page of a day. What lifted or weighed is a word with a sign, never only a
 * colour. */
#include "pt-note-card.h"

#include <glib/gi18n-lib.h>

#define PICTURES_MAX 4
#define PICTURE_PIXELS 96

struct _PtNoteCard
{
  GtkListBoxRow parent_instance;

  char *id;
  GtkLabel *meta;
  GtkLabel *mark;
  GtkLabel *title;
  GtkLabel *body;
  GtkBox *pictures;
  GtkLabel *people;
  GtkWidget *consent_row;
  GtkLabel *consent;
};

G_DEFINE_FINAL_TYPE (PtNoteCard, pt_note_card, GTK_TYPE_LIST_BOX_ROW)

typedef struct
{
  const char *valence;
  const char *label; /* N_() */
} Mark;

static const Mark marks[] = {
  { "high_point", N_ ("▲ High point") },
  { "low_point", N_ ("▼ Low point") },
};

static void
pt_note_card_dispose (GObject *object)
{
  PtNoteCard *self = PT_NOTE_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_NOTE_CARD);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (pt_note_card_parent_class)->dispose (object);
}

static void
pt_note_card_class_init (PtNoteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_note_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-note-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, meta);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, mark);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, title);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, body);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, pictures);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, people);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, consent);
  gtk_widget_class_bind_template_child (widget_class, PtNoteCard, consent_row);
}

static void
pt_note_card_init (PtNoteCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
make_meta (const PtDayNote *note)
{
  const char *parts[] = { note->time, note->kind, note->experiment };
  GString *meta = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i])
      g_string_append_printf (meta, "%s%s", meta->len > 0 ? " · " : "", parts[i]);
  return g_string_free (meta, FALSE);
}

static const char *
find_mark (const PtDayNote *note)
{
  if (note->turning_point)
    return _ ("★ Turning point");
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_strcmp0 (marks[i].valence, note->valence) == 0)
      return _ (marks[i].label);
  return NULL;
}

static void
show_or_hide (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  gtk_label_set_text (label, text ? text : "");
}

static void
show_pictures (PtNoteCard *self, const PtDayNote *note)
{
  for (guint i = 0; i < MIN (note->pictures->len, PICTURES_MAX); i++)
    {
      GtkWidget *picture = gtk_picture_new_for_filename (g_ptr_array_index (note->pictures, i));
      gtk_widget_set_size_request (picture, -1, PICTURE_PIXELS);
      gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
      gtk_widget_set_halign (picture, GTK_ALIGN_START);
      gtk_widget_add_css_class (picture, "pt-thumbnail");
      gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
      gtk_box_append (self->pictures, picture);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), note->pictures->len > 0);
}

static void
set_spoken (PtNoteCard *self, const PtDayNote *note, const char *meta, const char *mark)
{
  g_autofree char *spoken = g_strdup_printf (
      "%s%s%s, %s%s%s", meta, mark ? ", " : "", mark ? mark : "",
      note->title ? note->title : note->body, note->consent ? ", " : "",
      note->consent ? note->consent : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * pt_note_card_new:
 * @note: what to show; not kept
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *
pt_note_card_new (const PtDayNote *note)
{
  PtNoteCard *self = g_object_new (PT_TYPE_NOTE_CARD, NULL);
  g_autofree char *meta = make_meta (note);
  const char *mark = find_mark (note);

  self->id = g_strdup (note->id);
  show_or_hide (self->meta, meta);
  show_or_hide (self->mark, mark);
  show_or_hide (self->title, note->title);
  show_or_hide (self->body, note->body);
  show_or_hide (self->people, note->people);
  gtk_label_set_text (self->consent, note->consent ? note->consent : "");
  gtk_widget_set_visible (self->consent_row, note->consent != NULL);
  show_pictures (self, note);
  set_spoken (self, note, meta, mark);
  return GTK_WIDGET (self);
}

const char *
pt_note_card_get_id (PtNoteCard *self)
{
  g_return_val_if_fail (PT_IS_NOTE_CARD (self), NULL);
  return self->id;
}
