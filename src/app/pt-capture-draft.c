/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being written: kept on disk, brought back, and the same in every box of one logbook. So
 * the small window and Today never hold two drafts of which one would be lost. */
#include "pt-capture-private.h"

#include "pt-mention-text.h"

#define KEEP_DELAY_MS 1000

/* Every box of this process; there are two at most. */
static GPtrArray *boxes;

PtDraft *
pt_capture_make_draft (PtCapture *self)
{
  PtDraft *draft = pt_draft_new ();
  g_auto (GStrv) experiment = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->experiment));
  draft->body = pt_mention_text_dup (gtk_text_view_get_buffer (self->body));
  draft->kind = pt_capture_dup_kind (self);
  draft->moment = g_strdup (pt_when_button_get_moment (PT_WHEN_BUTTON (self->when)));
  g_strfreev (draft->people);
  draft->people = pt_choice_button_dup_ids (PT_CHOICE_BUTTON (self->people));
  draft->experiment = g_strdup (experiment[0]);
  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (draft->files, pt_draft_copy_file (g_ptr_array_index (self->files, i)));
  return draft;
}

/* ── On disk ── */

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
  g_autoptr (PtDraft) draft = pt_capture_make_draft (self);
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

/* ── On the screen ── */

static void
show_state (PtCapture *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  g_autofree char *body = pt_mention_text_dup (buffer);
  g_autofree char *stripped = g_strstrip (g_strdup (body));
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), *body == '\0');
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "save")),
      *stripped || self->files->len > 0);
}

void
pt_capture_draft_show (PtCapture *self, const PtDraft *draft)
{
  const char *experiment[] = { draft->experiment, NULL };
  self->restoring = TRUE;
  pt_mention_text_load (gtk_text_view_get_buffer (self->body), draft->body ? draft->body : "");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "kind",
                                      g_variant_new_string (draft->kind ? draft->kind : ""));
  pt_when_button_set_moment (PT_WHEN_BUTTON (self->when), draft->moment);
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->people), (const char *const *)draft->people);
  pt_choice_button_set_ids (PT_CHOICE_BUTTON (self->experiment), experiment);
  pt_capture_files_show (self, draft->files);
  show_state (self);
  self->restoring = FALSE;
}

static gboolean
is_same_logbook (PtCapture *self, PtCapture *other)
{
  return g_str_equal (pt_logbook_get_folder (self->logbook),
                      pt_logbook_get_folder (other->logbook));
}

static void
tell_others (PtCapture *self)
{
  g_autoptr (PtDraft) draft = NULL;
  for (guint i = 0; i < boxes->len; i++)
    {
      PtCapture *other = g_ptr_array_index (boxes, i);
      if (other == self || !is_same_logbook (self, other))
        continue;
      if (draft == NULL)
        draft = pt_capture_make_draft (self);
      pt_capture_drop_aside (other);
      pt_capture_draft_show (other, draft);
    }
}

void
pt_capture_changed (PtCapture *self)
{
  if (self->restoring)
    return;
  show_state (self);
  if (self->named)
    pt_capture_drop_aside (self);
  tell_others (self);
  if (self->keep_source == 0)
    self->keep_source = g_timeout_add (KEEP_DELAY_MS, keep_cb, self);
}

void
pt_capture_draft_clear (PtCapture *self)
{
  g_autoptr (PtDraft) empty = pt_draft_new ();
  for (guint i = 0; i < boxes->len; i++)
    if (is_same_logbook (self, g_ptr_array_index (boxes, i)))
      g_clear_handle_id (&((PtCapture *)g_ptr_array_index (boxes, i))->keep_source,
                         g_source_remove);
  pt_capture_draft_show (self, empty);
  tell_others (self);
}

/* What was typed meanwhile stands below it. */
void
pt_capture_draft_bring_back (PtCapture *self, PtDraft *draft)
{
  g_autoptr (PtDraft) meanwhile = pt_capture_make_draft (self);
  if (!pt_draft_is_empty (meanwhile))
    {
      char *body = g_strconcat (draft->body, "\n\n", meanwhile->body, NULL);
      g_free (draft->body);
      draft->body = body;
      g_ptr_array_extend_and_steal (draft->files, g_steal_pointer (&meanwhile->files));
      meanwhile->files = g_ptr_array_new ();
    }
  pt_capture_draft_show (self, draft);
  pt_capture_changed (self);
}

void
pt_capture_insert (PtCapture *self, const char *text, const char *moment)
{
  g_return_if_fail (PT_IS_CAPTURE (self));
  g_autoptr (PtDraft) draft = pt_capture_make_draft (self);
  const gboolean empty = pt_draft_is_empty (draft);
  char *body = *text && *draft->body ? g_strconcat (draft->body, "\n\n", text, NULL)
                                     : g_strconcat (draft->body, text, NULL);
  g_free (draft->body);
  draft->body = body;
  if (empty && moment && *moment)
    {
      g_free (draft->moment);
      draft->moment = g_strdup (moment);
    }
  pt_capture_draft_show (self, draft);
  pt_capture_changed (self);
}

static PtCapture *
find_other (PtCapture *self)
{
  for (guint i = 0; i < boxes->len; i++)
    if (is_same_logbook (self, g_ptr_array_index (boxes, i)))
      return g_ptr_array_index (boxes, i);
  return NULL;
}

/* From the other box when there is one: what is on disk may be a second old. */
void
pt_capture_draft_restore (PtCapture *self)
{
  if (boxes == NULL)
    boxes = g_ptr_array_new ();
  PtCapture *other = find_other (self);
  g_autofree char *saved = pt_store_dup_setting (pt_logbook_get_reader (self->logbook),
                                                 PT_DRAFT_SETTING);
  g_autoptr (PtDraft) draft = other ? pt_capture_make_draft (other) : pt_draft_load (saved);
  pt_capture_draft_show (self, draft);
  g_ptr_array_add (boxes, self);
}

void
pt_capture_draft_leave (PtCapture *self)
{
  g_clear_handle_id (&self->keep_source, g_source_remove);
  if (boxes)
    g_ptr_array_remove_fast (boxes, self);
}
