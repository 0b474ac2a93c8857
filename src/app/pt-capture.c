/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing box: text and chips. Everything in it is a PtDraft; saving makes one batch of it, so
 * that note, people and pictures arrive together or not at all. */
#include "pt-capture-private.h"

#include "pt-form-wrap.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define KEEP_DELAY_MS 2000

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtCapture, pt_capture, GTK_TYPE_BOX)

static char *
dup_body (PtCapture *self)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_kind (PtCapture *self)
{
  g_autoptr (GVariant)
      state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "kind");
  const char *key = g_variant_get_string (state, NULL);
  return *key ? g_strdup (key) : NULL;
}

/* Everything in the box as it stands. */
static PtDraft *
make_draft (PtCapture *self)
{
  PtDraft *draft = pt_draft_new ();
  g_auto (GStrv) experiment = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->experiment));
  draft->body = dup_body (self);
  draft->kind = dup_kind (self);
  draft->moment = g_strdup (pt_when_button_get_moment (PT_WHEN_BUTTON (self->when)));
  g_strfreev (draft->people);
  draft->people = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->people));
  draft->experiment = g_strdup (experiment[0]);
  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (draft->files, pt_draft_copy_file (g_ptr_array_index (self->files, i)));
  return draft;
}

static gpointer
keep_draft_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_store_set_setting (store, PT_DRAFT_SETTING, data, error));
}

static void
draft_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  if (!pt_logbook_run_finish (PT_LOGBOOK (source), result, &error) && error)
    g_warning ("The note that is being written could not be kept: %s", error->message);
}

void
pt_capture_keep_draft (PtCapture *self)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  if (self->keep_source == 0)
    return;
  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_autoptr (PtDraft) draft = make_draft (self);
  char *saved = pt_draft_is_empty (draft) ? NULL : pt_draft_save (draft);
  pt_logbook_run_async (self->logbook, keep_draft_job, saved, g_free, NULL, NULL, draft_kept_cb,
                        NULL);
}

static gboolean
keep_cb (gpointer user_data)
{
  pt_capture_keep_draft (user_data);
  return G_SOURCE_REMOVE;
}

void
pt_capture_changed (PtCapture *self)
{
  g_autofree char *body = dup_body (self);
  g_autofree char *stripped = g_strstrip (g_strdup (body));
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), *body == '\0');
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save")),
      *stripped || self->files->len > 0);
  if (!self->restoring && self->keep_source == 0)
    self->keep_source = g_timeout_add (KEEP_DELAY_MS, keep_cb, self);
}

static void
show_kind (PtCapture *self)
{
  g_autofree char *kind = dup_kind (self);
  const PtVocabulary *kinds = pt_vocabulary_get ("entry.kind");
  const char *label = pt_term_label (kinds, kind ? kind : "note");
  g_autofree char *spoken = g_strdup_printf (_ ("Kind: %s"), label);
  gtk_menu_button_set_label (self->kind_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kind_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* Shows @draft as if it had just been typed; it is not kept again for that. */
static void
show_draft (PtCapture *self, const PtDraft *draft)
{
  const char *experiment[] = { draft->experiment, NULL };
  self->restoring = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body), draft->body ? draft->body : "",
                            -1);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "kind",
                                      g_variant_new_string (draft->kind ? draft->kind : ""));
  pt_when_button_set_moment (PT_WHEN_BUTTON (self->when), draft->moment);
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->people), (const char *const *)draft->people);
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->experiment), experiment);
  pt_capture_files_show (self, draft->files);
  pt_capture_changed (self);
  self->restoring = FALSE;
}

static void
restore_draft (PtCapture *self)
{
  g_autofree char *saved = pt_store_dup_setting (pt_logbook_get_reader (self->logbook),
                                                 PT_DRAFT_SETTING);
  g_autoptr (PtDraft) draft = pt_draft_load (saved);
  show_draft (self, draft);
}

typedef struct
{
  PtBatch *batch;
  char *id;
  char *group;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  pt_batch_free (job->batch);
  g_free (job->id);
  g_free (job->group);
  g_free (job);
}

/* Gives the group, by which the note can be undone. */
static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  SaveJob *job = data;
  char *group = NULL;
  if (!pt_store_save_batch (store, job->batch, &group, error))
    return NULL;
  if (!pt_store_set_setting (store, PT_DRAFT_SETTING, NULL, error))
    {
      g_free (group);
      return NULL;
    }
  return group;
}

typedef struct
{
  PtCapture *capture;
  char *id;
  PtDraft *draft; /* to come back with when it could not be saved */
} Saving;

static void
saving_free (Saving *saving)
{
  g_free (saving->id);
  pt_draft_free (saving->draft);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Saving) saving = user_data;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtCapture *self = saving->capture;
  if (group == NULL)
    {
      show_draft (self, saving->draft);
      pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  pt_window_toast (GTK_WIDGET (self), _ ("Note saved"), _ ("Undo"), "win.undo-group",
                   g_variant_new_string (group));
  g_signal_emit (self, signals[SAVED], 0, saving->id);
}

/* The box is empty and ready at once; the words come back if the disk refuses them. */
static void
save_note (PtCapture *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  g_autoptr (PtDraft) empty = pt_draft_new ();
  Saving *saving = g_new0 (Saving, 1);
  SaveJob *job = g_new0 (SaveJob, 1);

  saving->capture = self;
  saving->draft = make_draft (self);
  job->batch = pt_draft_make_batch (saving->draft, pt_store_get_world (reader), &job->id);
  saving->id = g_strdup (job->id);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  show_draft (self, empty);
  pt_logbook_run_async (self->logbook, save_job, job, (GDestroyNotify)save_job_free, g_free,
                        self->cancellable, saved_cb, saving);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  save_note (user_data);
}

static void
file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pt_capture_choose_file (user_data);
}

static void
kind_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PtCapture *self = user_data;
  g_simple_action_set_state (action, value);
  show_kind (self);
  pt_capture_changed (self);
}

static const GActionEntry capture_actions[] = {
  { "save", save_cb },
  { "file", file_cb },
  { "kind", NULL, "s", "''", kind_changed_cb },
};

static void
on_paste (PtCapture *self, GtkTextView *body)
{
  if (pt_capture_paste_picture (self))
    g_signal_stop_emission_by_name (body, "paste-clipboard");
}

static GtkWidget *
make_kind_button (PtCapture *self)
{
  const PtVocabulary *kinds = pt_vocabulary_get ("entry.kind");
  g_autoptr (GMenu) menu = g_menu_new ();
  for (guint i = 0; i < kinds->n_terms; i++)
    {
      const char *key = kinds->terms[i].key;
      g_autoptr (GMenuItem) item = g_menu_item_new (pt_term_label (kinds, key), NULL);
      g_menu_item_set_action_and_target (item, "capture.kind", "s", key);
      g_menu_append_item (menu, item);
    }
  self->kind_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_menu_model (self->kind_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (self->kind_button, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->kind_button), "pt-chip-button");
  return GTK_WIDGET (self->kind_button);
}

static GtkWidget *
make_file_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("camera-photo-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "capture.file");
  gtk_widget_set_tooltip_text (button, _ ("Add a Photo or File"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a Photo or File"), -1);
  gtk_widget_add_css_class (button, "pt-chip-button");
  return button;
}

static void
add_chips (PtCapture *self)
{
  PtWorld *world = pt_store_get_world (pt_logbook_get_reader (self->logbook));
  GtkWidget *box = pt_form_wrap_box_new (6);
  self->when = pt_when_button_new (world);
  self->people = pt_choice_button_new (self->logbook, "stakeholder", _ ("People"),
                                       "system-users-symbolic", TRUE);
  self->experiment = pt_choice_button_new (self->logbook, "experiment", _ ("Experiment"),
                                           "pt-experiment-symbolic", FALSE);
  GtkWidget *chips[] = { make_kind_button (self), self->when, self->people, self->experiment,
                         make_file_button () };
  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    gtk_widget_set_parent (chips[i], box);
  adw_bin_set_child (self->chips_bin, box);
  g_signal_connect_object (self->when, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->experiment, "changed", G_CALLBACK (pt_capture_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
pt_capture_dispose (GObject *object)
{
  PtCapture *self = PT_CAPTURE (object);

  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_CAPTURE);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_capture_parent_class)->dispose (object);
}

static void
pt_capture_class_init (PtCaptureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_capture_dispose;
  signals[SAVED] = g_signal_new ("saved", PT_TYPE_CAPTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-capture.ui");
  gtk_widget_class_bind_template_child (widget_class, PtCapture, body);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, pictures);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, chips_bin);
  gtk_widget_class_bind_template_child (widget_class, PtCapture, save);
  gtk_widget_class_bind_template_callback (widget_class, on_paste);
}

/* Before the text sees the key: it would take Ctrl+Enter for a new line. */
static void
add_save_key (PtCapture *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (
      gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
      gtk_named_action_new ("capture.save"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
pt_capture_init (PtCapture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_save_key (self);
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_batch_file_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), capture_actions,
                                   G_N_ELEMENTS (capture_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "capture", G_ACTION_GROUP (self->actions));
}

/**
 * pt_capture_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the writing box, with what was being written when the app ended
 */
GtkWidget *
pt_capture_new (PtLogbook *logbook)
{
  PtCapture *self = g_object_new (PT_TYPE_CAPTURE, NULL);
  self->logbook = g_object_ref (logbook);
  add_chips (self);
  pt_capture_files_init (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->body), "changed",
                           G_CALLBACK (pt_capture_changed), self, G_CONNECT_SWAPPED);
  restore_draft (self);
  show_kind (self);
  return GTK_WIDGET (self);
}

void
pt_capture_focus (PtCapture *self)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->body));
}
