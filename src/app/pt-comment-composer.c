/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a comment; see the header. Ctrl+Enter sends it. */
#include "pt-comment-composer.h"

#include <glib/gi18n-lib.h>

#include "pt-body-text.h"
#include "pt-detail-errand.h"
#include "pt-field-row.h"
#include "pt-form-wrap.h"
#include "pt-kept-text.h"
#include "pt-mention-text.h"
#include "pt-name-ask.h"
#include "pt-picker.h"
#include "pt-spoken-name.h"

struct _PtCommentComposer
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  char *target;
  char *sent;   /* id of the comment that was sent and is not yet seen in the logbook */
  char *behalf; /* id of the stakeholder who speaks; NULL = the writer */
  GtkWidget *text;
  GtkWidget *placeholder;
  GtkWidget *choices;
  GtkWidget *kind;
  GtkWidget *who;
  GtkWidget *voice;
  GtkWidget *send;
  GtkWidget *ask;   /* about real names */
  gboolean showing; /* what is set is not chosen by a person */
};

G_DEFINE_FINAL_TYPE (PtCommentComposer, pt_comment_composer, GTK_TYPE_BOX)

static const PtVocabulary *
kinds (void)
{
  return pt_vocabulary_get ("comment.kind");
}

static char *
dup_words (PtCommentComposer *self)
{
  g_autofree char *text = pt_mention_text_dup (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));

  return g_strdup (g_strstrip (text));
}

/* Kept beside the words: of what kind it is, on whose behalf and in what voice, a line each. */
static void
keep_choices (PtCommentComposer *self)
{
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));
  const char *voice = gtk_editable_get_text (GTK_EDITABLE (self->voice));
  g_autofree char *lines = g_strjoin ("\n", kinds ()->terms[at].key,
                                      self->behalf != NULL ? self->behalf : "", voice, NULL);

  if (!self->showing)
    pt_kept_words_set (self->choices, at > 0 || self->behalf != NULL || *voice ? lines : NULL);
}

static void
set_behalf (PtCommentComposer *self, const char *id, const char *title)
{
  g_free (self->behalf);
  self->behalf = g_strdup (id);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->who),
                             title != NULL ? title : _ ("On Behalf of…"));
  keep_choices (self);
}

/* But for the words. */
static void
clear_choices (PtCommentComposer *self)
{
  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), 0);
  gtk_editable_set_text (GTK_EDITABLE (self->voice), "");
  g_clear_pointer (&self->sent, g_free);
  set_behalf (self, NULL, NULL);
}

static void
show_choices (PtCommentComposer *self, const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", 3);
  PtStore *reader = pt_logbook_get_reader (self->logbook);

  if (g_strv_length (parts) != 3)
    return;
  g_autoptr (PtRecord) behalf = *parts[1] ? pt_store_get_record (reader, parts[1], NULL) : NULL;
  g_autofree char *title = behalf != NULL ? pt_store_dup_title (reader, behalf) : NULL;
  const int at = pt_vocabulary_index (kinds (), parts[0]);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), (guint)MAX (at, 0));
  gtk_editable_set_text (GTK_EDITABLE (self->voice), parts[2]);
  set_behalf (self, behalf != NULL ? parts[1] : NULL, title);
}

static void
clear (PtCommentComposer *self)
{
  pt_kept_words_clear (self->choices);
  pt_mention_text_load (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "");
  clear_choices (self);
}

/* What was begun about another record waits there. */
static void
bring_back (PtCommentComposer *self)
{
  g_autofree char *place = g_strconcat ("comment/", self->target, NULL);
  g_autofree char *how = g_strconcat ("comment-how/", self->target, NULL);
  g_autofree char *lines = pt_kept_words_begin (self->choices, self->logbook, how);

  pt_kept_text_begin (GTK_TEXT_VIEW (self->text), self->logbook, place, "");
  self->showing = TRUE;
  clear_choices (self);
  if (lines != NULL)
    show_choices (self, lines);
  self->showing = FALSE;
}

/* Sent again after a failure, it is the same comment. */
static PtEdit *
make_edit (PtCommentComposer *self, const char *words)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  PtEdit *edit = pt_edit_new (world, "comment", self->sent);
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));

  edit->asks_names = true;
  pt_edit_set_text (edit, "target", self->target);
  pt_edit_set_text (edit, "body", words);
  pt_edit_set_text (edit, "kind", kinds ()->terms[at].key);
  pt_edit_set_text (edit, "on_behalf_of", self->behalf);
  pt_edit_set_text (edit, "voice", gtk_editable_get_text (GTK_EDITABLE (self->voice)));
  g_free (self->sent);
  self->sent = g_strdup (edit->id);
  return edit;
}

static void
send_words (PtCommentComposer *self)
{
  g_autofree char *words = dup_words (self);

  if (words[0] == '\0' || self->target == NULL)
    return;
  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  pt_detail_errand_save (GTK_WIDGET (self), self->logbook, make_edit (self, words), NULL);
  gtk_widget_grab_focus (self->text);
}

/* ── Real names, asked about before the comment is there for good ── */

static void
send_cb (PtCommentComposer *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_about (PT_NAME_ASK (self->ask), words);
}

static void
replace_cb (PtCommentComposer *self, const PtNamed *named)
{
  g_autofree char *words = dup_words (self);
  g_autofree char *replaced = pt_named_replace (named, words, named->reference);

  pt_mention_text_load (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), replaced);
  send_cb (self);
}

static void
changed_cb (PtCommentComposer *self)
{
  g_autofree char *words = dup_words (self);

  pt_name_ask_forget (PT_NAME_ASK (self->ask));
  gtk_widget_set_visible (
      self->placeholder,
      gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text))) == 0);
  gtk_widget_set_visible (self->choices, words[0] != '\0');
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtCommentComposer *self)
{
  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter))
    return GDK_EVENT_PROPAGATE;
  send_cb (self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_text (PtCommentComposer *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Write a comment"), -1);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->text, keys);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                            G_CALLBACK (changed_cb), self);
  pt_body_text_watch (GTK_TEXT_VIEW (self->text), self->logbook);
  self->placeholder = gtk_label_new (_ ("Write a comment"));
  gtk_label_set_xalign (GTK_LABEL (self->placeholder), 0);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_widget_add_css_class (self->placeholder, "pt-placeholder");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), pt_field_row_frame_text (self->text));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);
  gtk_widget_add_css_class (overlay, "pt-area");
  return overlay;
}

static GtkWidget *
make_kind (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < kinds ()->n_terms; i++)
    gtk_string_list_append (labels, pt_term_label (kinds (), kinds ()->terms[i].key));
  choice = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  pt_spoken_name_set_choice (GTK_DROP_DOWN (choice), _ ("Kind of comment"));
  return choice;
}

static GtkWidget *
make_who (PtCommentComposer *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = pt_picker_new (self->logbook, "stakeholder", FALSE);

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button),
                               pt_picker_popover_new (PT_PICKER (picker)));
  g_signal_connect_object (picker, "picked", G_CALLBACK (set_behalf), self, G_CONNECT_SWAPPED);
  return button;
}

static void
fill (PtCommentComposer *self)
{
  self->ask = pt_name_ask_new (self->logbook, _ ("_Send With the Name"));
  g_signal_connect_object (self->ask, "replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ask, "go-on", G_CALLBACK (send_words), self, G_CONNECT_SWAPPED);
  self->choices = pt_form_wrap_box_new (6);
  self->kind = make_kind ();
  self->who = make_who (self);
  self->voice = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->voice), _ ("In the voice of, e.g. GP"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->voice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("In the voice of"), -1);
  self->send = gtk_button_new_with_label (_ ("Add Comment"));
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (keep_choices), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->voice, "changed", G_CALLBACK (keep_choices), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (self->send, "suggested-action");
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  gtk_box_append (GTK_BOX (self->choices), self->kind);
  gtk_box_append (GTK_BOX (self->choices), self->who);
  gtk_box_append (GTK_BOX (self->choices), self->voice);
  gtk_box_append (GTK_BOX (self->choices), self->send);
  gtk_box_append (GTK_BOX (self), make_text (self));
  gtk_box_append (GTK_BOX (self), self->choices);
  gtk_box_append (GTK_BOX (self), self->ask);
  set_behalf (self, NULL, NULL);
  changed_cb (self);
}

static void
pt_comment_composer_finalize (GObject *object)
{
  PtCommentComposer *self = PT_COMMENT_COMPOSER (object);

  g_free (self->target);
  g_free (self->sent);
  g_free (self->behalf);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_comment_composer_parent_class)->finalize (object);
}

static void
pt_comment_composer_class_init (PtCommentComposerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_comment_composer_finalize;
}

static void
pt_comment_composer_init (PtCommentComposer *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pt-composer");
}

GtkWidget *
pt_comment_composer_new (PtLogbook *logbook)
{
  PtCommentComposer *self = g_object_new (PT_TYPE_COMMENT_COMPOSER, NULL);

  self->logbook = g_object_ref (logbook);
  fill (self);
  return GTK_WIDGET (self);
}

void
pt_comment_composer_set_target (PtCommentComposer *self, const char *id)
{
  g_return_if_fail (PT_IS_COMMENT_COMPOSER (self));

  if (g_strcmp0 (self->target, id) == 0)
    return;
  g_free (self->target);
  self->target = g_strdup (id);
  bring_back (self);
}

void
pt_comment_composer_start (PtCommentComposer *self)
{
  g_return_if_fail (PT_IS_COMMENT_COMPOSER (self));
  gtk_widget_grab_focus (self->text);
}

void
pt_comment_composer_arrived (PtCommentComposer *self, PtDataset *around)
{
  g_return_if_fail (PT_IS_COMMENT_COMPOSER (self));

  if (self->sent != NULL && pt_dataset_get (around, self->sent) != NULL)
    clear (self);
}
