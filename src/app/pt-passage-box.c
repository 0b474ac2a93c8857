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

  PtLogbook *logbook;
  char *place;
  GtkWidget *text;
  GtkWidget *ask;   /* about real names */
  char *otherwise;  /* what stands there without it */
  gboolean entered; /* somebody has been in it since it was shown */
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
done (PtPassageBox *self)
{
  g_autofree char *words = dup_words (self);

  if (*words == '\0' || g_strcmp0 (words, self->otherwise) == 0)
    g_signal_emit (self, signals[CANCEL], 0);
  else
    pt_name_ask_about (PT_NAME_ASK (self->ask), words);
}

static void
replace_cb (PtPassageBox *self, const PtNamed *named)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *replaced = pt_named_replace (named, words, named->reference);

  pt_mention_text_load (buffer_of (self), replaced);
  done (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtPassageBox *self)
{
  const gboolean enters = (state & GDK_CONTROL_MASK) != 0
                          && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter);

  if (!enters && key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  done (self);
  return GDK_EVENT_STOP;
}

/* Another window or a row that is made again takes no focus to another place: the words are written on. */
static void
focus_moved_cb (PtPassageBox *self, GParamSpec *pspec, GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);
  const gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  if (inside)
    self->entered = TRUE;
  else if (focus != NULL && self->entered)
    {
      self->entered = FALSE;
      done (self);
    }
}

static void
pt_passage_box_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pt_passage_box_parent_class)->map (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (focus_moved_cb), widget, G_CONNECT_SWAPPED);
}

static void
pt_passage_box_unmap (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_moved_cb, widget);
  PT_PASSAGE_BOX (widget)->entered = FALSE;
  GTK_WIDGET_CLASS (pt_passage_box_parent_class)->unmap (widget);
}

/* ── Type ── */

static void
pt_passage_box_finalize (GObject *object)
{
  PtPassageBox *self = PT_PASSAGE_BOX (object);

  g_clear_object (&self->logbook);
  g_free (self->place);
  g_free (self->otherwise);
  G_OBJECT_CLASS (pt_passage_box_parent_class)->finalize (object);
}

static void
pt_passage_box_class_init (PtPassageBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_passage_box_finalize;
  GTK_WIDGET_CLASS (klass)->map = pt_passage_box_map;
  GTK_WIDGET_CLASS (klass)->unmap = pt_passage_box_unmap;
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

static void
pt_passage_box_init (PtPassageBox *self)
{
  GtkWidget *hint = gtk_label_new (_ ("Saved when you go on elsewhere, or press Escape."));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->text = make_text (self);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (self), self->text);
  gtk_box_append (GTK_BOX (self), hint);
}

static void
show (PtPassageBox *self, const char *text)
{
  g_free (self->otherwise);
  self->otherwise = g_strstrip (g_strdup (text));
  pt_kept_text_begin (GTK_TEXT_VIEW (self->text), self->logbook, self->place, text);
}

GtkWidget *
pt_passage_box_new (PtLogbook *logbook, const char *place, const char *text, const char *lang)
{
  PtPassageBox *self = g_object_new (PT_TYPE_PASSAGE_BOX, NULL);
  GtkTextView *view = GTK_TEXT_VIEW (self->text);

  self->logbook = g_object_ref (logbook);
  self->place = g_strdup (place);
  self->ask = pt_name_ask_new (logbook, _ ("_Save With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (go_on_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->ask);
  show (self, text);
  pt_body_text_watch (view, logbook);
  pt_spell_text_set_lang (view, lang);
  g_signal_connect_object (buffer_of (self), "changed", G_CALLBACK (pt_name_ask_forget), self->ask,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

gboolean
pt_passage_box_is_touched (PtPassageBox *self)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (PT_IS_PASSAGE_BOX (self), FALSE);

  words = dup_words (self);
  return g_strcmp0 (words, self->otherwise) != 0;
}

void
pt_passage_box_follow (PtPassageBox *self, const char *text)
{
  g_return_if_fail (PT_IS_PASSAGE_BOX (self));

  if (!pt_passage_box_is_touched (self) && g_strcmp0 (text, self->otherwise) != 0)
    show (self, text);
}

void
pt_passage_box_end (PtPassageBox *self)
{
  g_return_if_fail (PT_IS_PASSAGE_BOX (self));
  pt_kept_text_end (GTK_TEXT_VIEW (self->text));
}
