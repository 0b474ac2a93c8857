/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-review-page.h. The agenda is made once, so that nothing moves under the hands of the table;
 * the records on it are read again whenever something changes. */
#include "pt-review-page.h"

#include "pt-choice-button.h"
#include "pt-detail-errand.h"
#include "pt-form-wrap.h"
#include "pt-gather.h"
#include "pt-review-item.h"
#include "pt-review-load.h"
#include "pt-review-voice.h"
#include "pt-status-move.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RELOAD_DELAY_MS 120
#define WIDE 720 /* pixels from which sources and boxes stand beside each other */
#define OTHER_VOICE '+'

struct _PtReviewPage
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  PtReviewData *data;  /* the agenda as it was made, the records as they are now; NULL = not yet */
  GHashTable *results; /* id → PtReviewResult, of what was on the table */
  GPtrArray *order;    /* PtReviewResult, borrowed, as they came */
  guint at;
  gboolean begun;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  guint reload_source;
  guint width_source;

  AdwWindowTitle *title;
  GtkStack *stack;
  AdwBin *people_bin;
  GtkListBox *agenda;
  GtkScrolledWindow *scroller;
  AdwBin *item_bin;
  AdwBin *statuses_bin;
  AdwBin *voices_bin;
  GtkLabel *progress;
  GtkEntry *sheet;
  GtkLabel *handled;
  GtkTextView *decided;
  GtkWidget *people;
  GtkWidget *item;
  GtkWidget *statuses;
  GtkWidget *voices;
};

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtReviewPage, pt_review_page, GTK_TYPE_BOX)

static void
set_enabled (PtReviewPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static const PtReviewItem *
get_item (PtReviewPage *self)
{
  return self->begun && self->at < self->data->items->len ? self->data->items->pdata[self->at]
                                                          : NULL;
}

/* The record as it stands now. */
static PtRecord *
get_record (PtReviewPage *self, const PtReviewItem *item)
{
  PtRecord *now = pt_dataset_get (self->data->data, pt_record_get_id (item->record));

  return now != NULL ? now : item->record;
}

/* ── What was on the table ── */

static PtReviewResult *
note_handled (PtReviewPage *self, PtRecord *record)
{
  PtReviewResult *result = g_hash_table_lookup (self->results, pt_record_get_id (record));

  if (result != NULL)
    return result;
  result = pt_review_result_new (record);
  g_hash_table_insert (self->results, (char *)pt_record_get_id (result->record), result);
  g_ptr_array_add (self->order, result);
  return result;
}

static void
note_statuses (PtReviewPage *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);

  for (guint i = 0; i < self->order->len; i++)
    {
      PtReviewResult *result = self->order->pdata[i];
      g_autoptr (PtRecord)
          now = pt_store_get_record (reader, pt_record_get_id (result->record), NULL);
      const PtRecordKind *kind = pt_record_get_kind (result->record);
      if (now == NULL || kind->status_field == NULL)
        continue;
      const char *status = pt_record_get_text (now, kind->status_field);
      g_clear_pointer (&result->status, g_free);
      if (g_strcmp0 (status, pt_record_get_text (result->record, kind->status_field)) != 0)
        result->status = g_strdup (status);
    }
}

/* ── Statuses ── */

static void
show_statuses (PtReviewPage *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtVocabulary *statuses = kind->status_field != NULL
                                     ? pt_record_kind_field (kind, kind->status_field)->vocabulary
                                     : NULL;

  pt_form_wrap_box_clear (self->statuses);
  for (guint i = 0; statuses != NULL && i < statuses->n_terms; i++)
    {
      const char *key = statuses->terms[i].key;
      /* Translators: the key to press, and the status that it gives. */
      g_autofree char *label = g_strdup_printf (C_ ("review", "%u  %s"), i + 1,
                                                pt_term_label (statuses, key));
      GtkWidget *chip = gtk_toggle_button_new_with_label (label);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip),
                                    g_strcmp0 (pt_record_get_text (record, kind->status_field), key)
                                        == 0);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (chip), "s", key);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (chip), "review.status");
      gtk_widget_add_css_class (chip, "pt-chip");
      gtk_box_append (GTK_BOX (self->statuses), chip);
    }
}

static void
status_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  const PtReviewItem *item = get_item (self);

  if (item == NULL)
    return;
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  pt_status_move (GTK_WIDGET (self), self->logbook, pt_record_get_id (item->record),
                  g_variant_get_string (parameter, NULL));
}

/* ── Voices ── */

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
  const PtReviewItem *item = get_item (self);
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
  count_view (note_handled (self, item->record), kind);
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

static void
make_voices (PtReviewPage *self)
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

static void
show_voices (PtReviewPage *self, PtRecord *record)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->voices); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      PtReviewVoice *voice = PT_REVIEW_VOICE (child);
      pt_review_voice_set_said (
          voice, find_said (self, pt_record_get_id (record), pt_review_voice_get_person (voice)));
    }
}

static gboolean
open_voice (PtReviewPage *self, char key)
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

static void
voice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  if (get_item (self) != NULL)
    open_voice (self, g_variant_get_string (parameter, NULL)[0]);
}

/* ── The stages ── */

static void
show_item (PtReviewPage *self)
{
  const PtReviewItem *item = get_item (self);
  const guint n = self->data->items->len;
  /* Translators: how far the review is, e.g. “3 of 7”. */
  g_autofree char *progress = g_strdup_printf (_ ("%u of %u"), self->at + 1, n);

  if (item == NULL)
    return;
  PtRecord *record = get_record (self, item);
  note_handled (self, item->record);
  pt_review_item_view_show (PT_REVIEW_ITEM_VIEW (self->item), item, self->data->data);
  show_statuses (self, record);
  show_voices (self, record);
  gtk_label_set_text (self->progress, progress);
  adw_window_title_set_subtitle (self->title, progress);
  set_enabled (self, "previous", self->at > 0);
}

static void
show_stage (PtReviewPage *self, const char *stage)
{
  const gboolean item = g_str_equal (stage, "item");

  gtk_stack_set_visible_child_name (self->stack, stage);
  set_enabled (self, "begin", g_str_equal (stage, "agenda"));
  set_enabled (self, "next", item);
  set_enabled (self, "previous", item && self->at > 0);
  set_enabled (self, "finish", item);
  set_enabled (self, "write", g_str_equal (stage, "note"));
  if (!item)
    adw_window_title_set_subtitle (self->title, "");
}

static void
go_to (PtReviewPage *self, guint at)
{
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  self->at = at;
  show_stage (self, "item");
  show_item (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

static void
show_note (PtReviewPage *self)
{
  const guint n = self->order->len;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u thing was on the table.", "%u things were on the table.", n), n);

  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
  gtk_label_set_text (self->handled, text);
  show_stage (self, "note");
  gtk_widget_grab_focus (GTK_WIDGET (self->decided));
}

static void
begin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  self->begun = TRUE;
  make_voices (self);
  if (self->data->items->len > 0)
    go_to (self, 0);
  else
    show_note (self);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  if (self->at + 1 < self->data->items->len)
    go_to (self, self->at + 1);
  else
    show_note (self);
}

static void
previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  go_to (self, self->at - 1);
}

static void
finish_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_note (user_data);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;

  pt_review_page_flush (self);
  g_signal_emit (self, signals[LEFT], 0, "");
}

/* ── The note ── */

typedef struct
{
  PtBatch *batch;
  char *id;
} NoteJob;

static void
note_job_free (NoteJob *job)
{
  pt_batch_free (job->batch);
  g_free (job->id);
  g_free (job);
}

static gpointer
note_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const NoteJob *job = data;
  g_autofree char *group = NULL;

  return pt_store_save_batch (store, job->batch, &group, error)
             ? g_strdup_printf ("%s %s", job->id, group)
             : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (written == NULL)
    {
      pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  g_auto (GStrv) parts = g_strsplit (written, " ", 2);
  pt_window_toast (GTK_WIDGET (self), _ ("The review is in the logbook"), _ ("Undo"),
                   "win.undo-group", g_variant_new_string (parts[1]));
  g_signal_emit (self, signals[LEFT], 0, parts[0]);
}

static void
write_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  g_autofree char *today = pt_world_today (world);
  g_auto (GStrv) people = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->people));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->decided);
  GtkTextIter start, end;
  NoteJob *job = g_new0 (NoteJob, 1);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_autofree char *decided = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  note_statuses (self);
  set_enabled (self, "write", FALSE);
  job->batch = pt_review_note_new (world, today, people, self->order, g_strstrip (decided),
                                   &job->id);
  pt_logbook_run_async (self->logbook, note_job, job, (GDestroyNotify)note_job_free, g_free,
                        self->cancellable, written_cb, self);
}

/* ── Sheets ── */

static int
find_place (PtReviewPage *self, const char *id)
{
  for (guint i = 0; i < self->data->items->len; i++)
    if (g_str_equal (pt_record_get_id (((PtReviewItem *)self->data->items->pdata[i])->record), id))
      return (int)i;
  return -1;
}

/* What was not on the agenda comes on the table now. */
static void
put_on_table (PtReviewPage *self, const char *id)
{
  g_autoptr (PtRecord)
      record = pt_store_get_record (pt_logbook_get_reader (self->logbook), id, NULL);
  int at = find_place (self, id);

  if (record == NULL)
    return;
  if (at < 0)
    {
      PtReviewItem *item = g_new (PtReviewItem, 1);
      *item = (PtReviewItem){ PT_REVIEW_LEARNING, pt_record_ref (record) };
      at = (int)MIN (self->at + 1, self->data->items->len);
      g_ptr_array_insert (self->data->items, at, item);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->sheet), "");
  if (!self->begun)
    make_voices (self);
  self->begun = TRUE;
  go_to (self, (guint)at);
}

static gpointer
sheet_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_review_find_sheet (store, data, error);
}

static void
sheet_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (id == NULL)
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else if (self->data != NULL)
    put_on_table (self, id);
}

static void
sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtReviewPage *self = user_data;
  const char *code = g_variant_get_string (parameter, NULL);

  if (*code != '\0')
    pt_logbook_read_async (self->logbook, sheet_job, g_strdup (code), g_free, g_free,
                           self->cancellable, sheet_found_cb, self);
}

static void
on_sheet (PtReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "review.sheet", "s",
                              gtk_editable_get_text (GTK_EDITABLE (self->sheet)));
}

static const GActionEntry review_actions[] = {
  { "begin", begin_cb },        { "next", next_cb },        { "previous", previous_cb },
  { "finish", finish_cb },      { "write", write_cb },      { "leave", leave_cb },
  { "status", status_cb, "s" }, { "voice", voice_cb, "s" }, { "sheet", sheet_cb, "s" },
};

/* ── Keys ── */

static gboolean
press_digit (PtReviewPage *self, guint i)
{
  PtRecord *record = get_record (self, get_item (self));
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtVocabulary *statuses = kind->status_field != NULL
                                     ? pt_record_kind_field (kind, kind->status_field)->vocabulary
                                     : NULL;

  if (statuses == NULL || i >= statuses->n_terms)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "review.status", "s", statuses->terms[i].key);
  return GDK_EVENT_STOP;
}

static gboolean
press (PtReviewPage *self, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                PtReviewPage *self)
{
  const guint32 letter = gdk_keyval_to_unicode (gdk_keyval_to_lower (key));

  if (key == GDK_KEY_Escape)
    return press (self, "review.leave");
  if (key == GDK_KEY_Page_Down)
    return press (self, "review.next");
  if (key == GDK_KEY_Page_Up)
    return press (self, "review.previous");
  if (get_item (self) == NULL
      || !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "item")
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (letter >= '1' && letter <= '9')
    return press_digit (self, letter - '1');
  return letter != 0 && letter < 128 ? open_voice (self, (char)letter) : GDK_EVENT_PROPAGATE;
}

/* ── The agenda ── */

static GtkWidget *
make_row (const PtReviewItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = pt_record_dup_title (item->record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), "part", GINT_TO_POINTER (item->part));
  return row;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gpointer part = g_object_get_data (G_OBJECT (row), "part");

  if (before != NULL && g_object_get_data (G_OBJECT (before), "part") == part)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  GtkWidget *label = gtk_label_new (pt_review_part_label (GPOINTER_TO_INT (part)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pt-rows-heading");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
make_nothing (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "pt-learning-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing Waits for a Review"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("Learning moments for review, old questions and actions that are due stand here. You can "
         "still write down what you decided together."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
show_agenda (PtReviewPage *self)
{
  for (guint i = 0; i < self->data->items->len; i++)
    gtk_list_box_append (self->agenda, make_row (self->data->items->pdata[i]));
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->people), (const char *const *)self->data->last);
  show_stage (self, "agenda");
}

/* ── Reading ── */

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_review_load (store, error);
}

static gpointer
again_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *ids = data;
  g_autoptr (PtDataset) fresh = pt_dataset_new ();

  for (guint i = 0; i < ids->len; i++)
    if (!pt_gather_one (store, fresh, ids->pdata[i], error))
      return NULL;
  return g_steal_pointer (&fresh);
}

static void
read_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) fresh = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (fresh == NULL)
    {
      pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  pt_dataset_unref (self->data->data);
  self->data->data = g_steal_pointer (&fresh);
  show_item (self);
}

static gboolean
again_cb (gpointer user_data)
{
  PtReviewPage *self = user_data;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  self->reload_source = 0;
  for (guint i = 0; i < self->data->items->len; i++)
    {
      const PtReviewItem *item = self->data->items->pdata[i];
      g_ptr_array_add (ids, g_strdup (pt_record_get_id (item->record)));
    }
  pt_logbook_read_async (self->logbook, again_job, ids, (GDestroyNotify)g_ptr_array_unref,
                         (GDestroyNotify)pt_dataset_unref, self->cancellable, read_again_cb, self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PtReviewPage *self)
{
  if (self->begun && self->reload_source == 0)
    self->reload_source = g_timeout_add (RELOAD_DELAY_MS, again_cb, self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtReviewData) data = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtReviewPage *self = user_data;
  if (data == NULL)
    {
      pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      g_signal_emit (self, signals[LEFT], 0, "");
      return;
    }
  self->data = g_steal_pointer (&data);
  show_agenda (self);
}

/* ── Type ── */

static gboolean
width_cb (gpointer user_data)
{
  PtReviewPage *self = user_data;
  const double width = gtk_adjustment_get_page_size (
      gtk_scrolled_window_get_hadjustment (self->scroller));

  self->width_source = 0;
  if (width > 0)
    pt_review_item_view_set_narrow (PT_REVIEW_ITEM_VIEW (self->item), width < WIDE);
  return G_SOURCE_REMOVE;
}

static void
page_size_cb (PtReviewPage *self)
{
  if (self->width_source == 0)
    self->width_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_cb, self, NULL);
}

static void
pt_review_page_dispose (GObject *object)
{
  PtReviewPage *self = PT_REVIEW_PAGE (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->width_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_hash_table_unref);
  g_clear_pointer (&self->data, pt_review_data_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_review_page_parent_class)->dispose (object);
}

static void
pt_review_page_class_init (PtReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_review_page_dispose;
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, people_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, item_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, statuses_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, voices_bin);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, progress);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, handled);
  gtk_widget_class_bind_template_child (widget_class, PtReviewPage, decided);
  gtk_widget_class_bind_template_callback (widget_class, on_sheet);
}

static void
pt_review_page_init (PtReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)pt_review_result_free);
  self->order = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), review_actions,
                                   G_N_ELEMENTS (review_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->statuses = pt_form_wrap_box_new (6);
  adw_bin_set_child (self->statuses_bin, self->statuses);
  self->voices = pt_form_wrap_box_new (6);
  adw_bin_set_child (self->voices_bin, self->voices);
  gtk_list_box_set_header_func (self->agenda, header_cb, NULL, NULL);
  gtk_list_box_set_placeholder (self->agenda, make_nothing ());
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (page_size_cb), self, G_CONNECT_SWAPPED);
  show_stage (self, "loading");
}

/**
 * pt_review_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page; it reads its agenda at once
 */
GtkWidget *
pt_review_page_new (PtLogbook *logbook)
{
  PtReviewPage *self = g_object_new (PT_TYPE_REVIEW_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->people = pt_choice_button_new (logbook, "stakeholder", _ ("Who Is at the Table?"),
                                       "system-users-symbolic", TRUE);
  self->item = pt_review_item_view_new (logbook);
  adw_bin_set_child (self->people_bin, self->people);
  adw_bin_set_child (self->item_bin, self->item);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  pt_logbook_read_async (logbook, load_job, NULL, NULL, (GDestroyNotify)pt_review_data_free,
                         self->cancellable, loaded_cb, self);
  return GTK_WIDGET (self);
}

void
pt_review_page_flush (PtReviewPage *self)
{
  g_return_if_fail (PT_IS_REVIEW_PAGE (self));
  pt_review_item_view_flush (PT_REVIEW_ITEM_VIEW (self->item));
}
