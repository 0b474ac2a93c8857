/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those at the table say of what is on it: one key for who speaks, and their words are a comment on
 * their behalf. */
#include "pt-review-private.h"

#include "pt-choice-button.h"
#include "pt-detail-errand.h"
#include "pt-form-wrap.h"
#include "pt-review-voice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OTHER_VOICE '+'

static void
count_view (PtReviewResult *result, const char *kind)
{
  if (g_str_equal (kind, "agree"))
    result->n_agree++;
  else if (g_str_equal (kind, "other_view"))
    result->n_other_view++;
  else
    result->n_objection++;
}

static void
said_cb (PtReviewVoice *voice, const char *kind, const char *words, const char *role,
         PtReviewPage *self)
{
  const PtReviewItem *item = pt_review_table_get_item (self);
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  const PtErrandToast toast = { .text = _ ("Written down on their behalf"),
                                .button = _ ("Undo"),
                                .action = "win.undo" };

  if (item == NULL)
    return;
  PtEdit *edit = pt_edit_new (world, "comment", NULL);
  pt_edit_set_text (edit, "target", pt_record_get_id (item->record));
  pt_edit_set_text (edit, "kind", kind);
  pt_edit_set_text (edit, "body",
                    *words != '\0' ? words
                                   : pt_term_label (pt_vocabulary_get ("comment.kind"), kind));
  pt_edit_set_text (edit, "on_behalf_of", pt_review_voice_get_person (voice));
  pt_edit_set_text (edit, "voice", role);
  count_view (pt_review_table_note_handled (self, item->record), kind);
  pt_detail_errand_save (GTK_WIDGET (self), self->logbook, edit, &toast);
}

/* The first letter of a name that nobody has yet, else the first of the alphabet. */
static char
choose_key (const char *name, const char *taken)
{
  g_autofree char *plain = g_str_to_ascii (name, NULL);

  for (const char *c = plain; *c != '\0'; c++)
    if (g_ascii_isalpha (*c) && strchr (taken, g_ascii_tolower (*c)) == NULL)
      return g_ascii_tolower (*c);
  for (char c = 'a'; c <= 'z'; c++)
    if (strchr (taken, c) == NULL)
      return c;
  return OTHER_VOICE;
}

static void
add_voice (PtReviewPage *self, const char *person, const char *name, char key)
{
  GtkWidget *voice = pt_review_voice_new (person, name, key);

  g_signal_connect_object (voice, "said", G_CALLBACK (said_cb), self, 0);
  gtk_box_append (GTK_BOX (self->voices), voice);
}

void
pt_review_said_begin (PtReviewPage *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  g_auto (GStrv) people = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->people));
  g_autoptr (GString) taken = g_string_new (NULL);

  pt_form_wrap_box_clear (self->voices);
  for (guint i = 0; people[i] != NULL; i++)
    {
      g_autoptr (PtRecord) person = pt_store_get_record (reader, people[i], NULL);
      g_autofree char *name = person != NULL ? pt_record_dup_title (person) : NULL;
      if (name == NULL)
        continue;
      const char key = choose_key (name, taken->str);
      g_string_append_c (taken, key);
      add_voice (self, people[i], name, key);
    }
  add_voice (self, NULL, _ ("Another Voice…"), OTHER_VOICE);
}

/* What the person said last about what is on the table. */
static const char *
find_said (PtReviewPage *self, const char *target, const char *person)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data->data, "comment", "target", target);
  PtRecord *last = NULL;

  for (guint i = 0; person != NULL && i < comments->len; i++)
    if (!pt_record_is_archived (comments->pdata[i])
        && g_strcmp0 (pt_record_get_text (comments->pdata[i], "on_behalf_of"), person) == 0
        && (last == NULL
            || pt_record_get_created_at (comments->pdata[i]) >= pt_record_get_created_at (last)))
      last = comments->pdata[i];
  return last != NULL ? pt_record_get_text (last, "kind") : NULL;
}

void
pt_review_said_show (PtReviewPage *self, PtRecord *record)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->voices); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      PtReviewVoice *voice = PT_REVIEW_VOICE (child);
      pt_review_voice_set_said (
          voice, find_said (self, pt_record_get_id (record), pt_review_voice_get_person (voice)));
    }
}

gboolean
pt_review_said_press (PtReviewPage *self, char key)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->voices); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (pt_review_voice_get_key (PT_REVIEW_VOICE (child)) == key)
      {
        pt_review_voice_open (PT_REVIEW_VOICE (child));
        return TRUE;
      }
  return FALSE;
}

void
pt_review_said_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  if (pt_review_table_get_item (self) != NULL)
    pt_review_said_press (self, g_variant_get_string (parameter, NULL)[0]);
}
