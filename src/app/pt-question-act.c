/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-question-act.h. The guards warn: an answer without words is saved, and said to be missing. */
#include "pt-question-act.h"

#include "pt-agenda.h"
#include "pt-body-text.h"
#include "pt-field-row.h"
#include "pt-kept-text.h"
#include "pt-mention-text.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

const PtQuestionAct pt_question_acts[] = {
  { "answer", N_ ("Answer…"), N_ ("Answer the Question"), N_ ("_Answer"),
    N_ ("What is your answer, for now?"), "answer", "answered", GDK_KEY_a },
  { "reformulate", N_ ("Ask in Another Way…"), N_ ("Ask in Another Way"), N_ ("_Ask"),
    N_ ("The old version stays, under the new one."), "text", NULL, GDK_KEY_r },
  { "pass-on", N_ ("Pass On…"), N_ ("Pass the Question On"), N_ ("_Pass On"),
    N_ ("To whom do you pass it on?"), "passed_to", "passed_on", GDK_KEY_p },
  { "drop", N_ ("Drop…"), N_ ("Drop the Question"), N_ ("_Drop"),
    N_ ("Why do you not look for an answer any more?"), "status_why", "dropped", GDK_KEY_d },
};
const guint pt_n_question_acts = G_N_ELEMENTS (pt_question_acts);

const PtQuestionAct *
pt_question_act_find (const char *id)
{
  for (guint i = 0; i < pt_n_question_acts; i++)
    if (g_str_equal (pt_question_acts[i].id, id))
      return &pt_question_acts[i];
  return NULL;
}

gboolean
pt_question_act_fits (const PtQuestionAct *self, const PtRecord *question)
{
  return self->status == NULL || pt_question_is_open (question);
}

/* ── Saving ── */

typedef struct
{
  const PtQuestionAct *act;
  char *id;
  char *words;
} Job;

static void
job_free (Job *job)
{
  g_free (job->id);
  g_free (job->words);
  g_free (job);
}

static void
close_question (PtEdit *edit, const char *status, const char *today)
{
  pt_edit_set_text (edit, "status", status);
  pt_edit_set_text (edit, "closed_on", today);
}

/* The new version begins where the old one stands. */
static PtEdit *
make_version (PtWorld *world, PtRecord *old, const char *words, const char *today)
{
  static const char *const kept[] = { "kind",  "challenge", "ambition", "barrier",
                                      "order", "sharing",   "lang" };
  PtEdit *edit = pt_edit_new (world, "question", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (pt_record_get_value (old, kept[i]) != NULL)
      pt_edit_set (edit, kept[i], pt_record_get_value (old, kept[i]));
  pt_edit_set_text (edit, "text", words);
  pt_edit_set_text (edit, "opened_on", today);
  pt_edit_set_text (edit, "parent", pt_record_get_id (old));
  return edit;
}

static PtBatch *
make_batch (PtWorld *world, PtRecord *question, const Job *job)
{
  g_autofree char *today = pt_world_today (world);
  g_autofree char *title = pt_record_dup_title (question);
  PtBatch *batch = pt_batch_new (title);
  PtEdit *edit = pt_edit_new_for (question);

  batch->how = "save";
  if (job->act->status != NULL)
    {
      pt_edit_set_text (edit, job->act->field, job->words);
      close_question (edit, job->act->status, today);
    }
  else
    {
      g_autofree char *why = g_strdup_printf (_ ("Asked in another way: %s"), job->words);
      g_ptr_array_add (batch->edits, make_version (world, question, job->words, today));
      if (pt_question_is_open (question))
        {
          close_question (edit, "dropped", today);
          pt_edit_set_text (edit, "status_why", why);
        }
    }
  g_ptr_array_add (batch->edits, edit);
  return batch;
}

static gpointer
act_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (PtRecord) question = pt_store_get_record (store, job->id, error);
  char *group = NULL;

  if (question == NULL)
    return NULL;
  g_autoptr (PtBatch) batch = make_batch (pt_store_get_world (store), question, job);
  return pt_store_save_batch (store, batch, &group, error) ? group : NULL;
}

/* ── The dialog ── */

typedef struct
{
  GtkWidget *from;
  PtLogbook *logbook;
  const PtQuestionAct *act;
  PtRecord *question;
  GtkWidget *view;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_object_unref (asking->from);
  g_object_unref (asking->logbook);
  pt_record_unref (asking->question);
  g_free (asking);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) from = user_data;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (group == NULL)
    pt_window_toast (from, error->message, NULL, NULL, NULL);
  else
    pt_window_toast (from, _ ("Saved with the question"), _ ("Undo"), "win.undo-group",
                     g_variant_new_string (group));
}

static char *
dup_words (GtkWidget *view)
{
  return g_strstrip (pt_mention_text_dup (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;

  if (!g_str_equal (response, "do"))
    return;
  Job *job = g_new0 (Job, 1);
  job->act = asking->act;
  job->id = g_strdup (pt_record_get_id (asking->question));
  job->words = dup_words (asking->view);
  pt_kept_text_end (GTK_TEXT_VIEW (asking->view));
  pt_logbook_run_async (asking->logbook, act_job, job, (GDestroyNotify)job_free, g_free, NULL,
                        done_cb, g_object_ref (asking->from));
}

/* A version without words, or with those it has already, is no version. */
static void
changed_cb (GtkTextBuffer *buffer, AdwMessageDialog *dialog)
{
  Asking *asking = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autofree char *words = dup_words (asking->view);
  const char *old = pt_record_get_text (asking->question, "text");
  const gboolean version = asking->act->status == NULL;

  adw_message_dialog_set_response_enabled (
      dialog, "do", !version || (*words != '\0' && g_strcmp0 (words, old) != 0));
}

static GtkWidget *
make_text (PtLogbook *logbook, const PtQuestionAct *act, PtRecord *question)
{
  GtkWidget *view = gtk_text_view_new ();
  const PtField *field = pt_record_kind_field (pt_record_get_kind (question), act->field);
  const char *text = pt_record_get_text (question, act->field);
  g_autofree char *place = g_strjoin ("/", act->id, pt_record_get_id (question), NULL);

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  pt_kept_text_begin (GTK_TEXT_VIEW (view), logbook, place, text != NULL ? text : "");
  if (field->kind == PT_KIND_LONG)
    pt_body_text_watch (GTK_TEXT_VIEW (view), logbook);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (act->prompt), -1);
  return view;
}

static GtkWidget *
make_frame (GtkWidget *view)
{
  GtkWidget *frame = pt_field_row_frame_text (view);

  gtk_widget_add_css_class (frame, "card");
  gtk_widget_add_css_class (frame, "pt-composer");
  gtk_widget_set_size_request (frame, -1, 84);
  return frame;
}

void
pt_question_act_show (GtkWidget *from, PtLogbook *logbook, const PtQuestionAct *act,
                      PtRecord *question)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)),
                                              _ (act->heading), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  g_autofree char *title = pt_record_dup_title (question);
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking){ g_object_ref (from), g_object_ref (logbook), act, pt_record_ref (question),
                      make_text (logbook, act, question) };
  adw_message_dialog_format_body (message, "“%s”\n%s", title, _ (act->prompt));
  adw_message_dialog_set_extra_child (message, make_frame (asking->view));
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "do", _ (act->button), NULL);
  adw_message_dialog_set_response_appearance (message, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "do");
  adw_message_dialog_set_close_response (message, "cancel");
  g_object_set_data (G_OBJECT (dialog), "asking", asking);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asking, asking_free, 0);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (asking->view)), "changed",
                           G_CALLBACK (changed_cb), dialog, 0);
  changed_cb (NULL, message);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (asking->view);
}
