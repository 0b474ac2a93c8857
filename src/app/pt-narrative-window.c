/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a narrative is made: choices, text, pages. It composes again a moment after
 * something changed, and notes each export as a release. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-file-dialog.h"
#include "pt-key-unlock.h"
#include "pt-narrative-choices.h"
#include "pt-narrative-pages.h"
#include "pt-narrative-text.h"
#include "pt-story-audience.h"
#include "pt-story-passage.h"
#include "pt-story.h"
#include "pt-window-private.h"
#include "pt-workspace.h"
#include "pt-undo.h"

#include <glib/gi18n-lib.h>

enum
{
  PROGRESS_MS = 100,
  THOUSANDTHS = 1000,
};

#define PT_TYPE_NARRATIVE_WINDOW (pt_narrative_window_get_type ())
G_DECLARE_FINAL_TYPE (PtNarrativeWindow, pt_narrative_window, PT, NARRATIVE_WINDOW, AdwWindow)

struct _PtNarrativeWindow
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  char *narrative;
  PtReader *reader;      /* composes */
  PtNarrativeLook *look; /* NULL = not composed yet */
  GSimpleActionGroup *actions;
  GCancellable *writing; /* NULL = nothing is being written */
  char *path;            /* of what is written, or was last */
  int written;           /* atomic: thousandths */
  guint progress_source;

  AdwBin *choices_bin;
  AdwBin *text_bin;
  AdwBin *key_bin;
  AdwBin *pages_bin;
  AdwViewStack *stack;
  AdwToastOverlay *toasts;
  GtkWidget *writing_box; /* while something is being written */
  GtkProgressBar *progress;
  GtkWidget *choices;
  GtkWidget *text;
  GtkWidget *pages;
};

G_DEFINE_FINAL_TYPE (PtNarrativeWindow, pt_narrative_window, ADW_TYPE_WINDOW)

static void
tell (PtNarrativeWindow *self, const char *sentence)
{
  pt_window_toast (GTK_WIDGET (self->toasts), sentence, NULL, NULL, NULL);
}

/* Nothing is given away before it is composed, or twice at once. */
static void
enable (PtNarrativeWindow *self)
{
  const struct
  {
    const char *action;
    gboolean enabled;
  } states[] = {
    { "export", self->look != NULL && self->writing == NULL },
    { "print", self->look != NULL },
    { "next", self->look != NULL },
    { "stop", self->writing != NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                     G_ACTION_MAP (self->actions), states[i].action)),
                                 states[i].enabled);
}

/* ── Composing ── */

static gpointer
freeze (gpointer window)
{
  return g_strdup (PT_NARRATIVE_WINDOW (window)->narrative);
}

static void
take (gpointer window, gpointer result)
{
  PtNarrativeWindow *self = window;
  g_autoptr (PtNarrativeLook) before = self->look;

  self->look = result;
  enable (self);
  pt_narrative_choices_show (PT_NARRATIVE_CHOICES (self->choices), self->look);
  pt_narrative_text_show (PT_NARRATIVE_TEXT (self->text), self->look);
  pt_narrative_pages_show (PT_NARRATIVE_PAGES (self->pages), self->look->pages);
}

static void
fail (gpointer window, const GError *error)
{
  tell (window, error->message);
}

static const PtReading reading = { .job = pt_narrative_look_job,
                                   .freeze = freeze,
                                   .free_frozen = g_free,
                                   .free_result = (GDestroyNotify)pt_narrative_look_free,
                                   .take = take,
                                   .fail = fail };

/* ── Saving ── */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtNarrativeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);

  if (record == NULL && self->actions != NULL)
    tell (self, error->message);
}

static void
passage_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtNarrativeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_logbook_save_finish (PT_LOGBOOK (source), result, &error);
  AdwToast *toast;

  if (self->actions == NULL)
    return;
  if (record == NULL)
    {
      tell (self, error->message);
      return;
    }
  toast = adw_toast_new (_ ("The passage is saved"));
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "narrative.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Takes @edit. */
static void
save_passage (PtNarrativeWindow *self, PtEdit *edit)
{
  pt_logbook_save_async (self->logbook, edit, NULL, passage_saved_cb, g_object_ref (self));
}

/* Takes @edit. */
static void
save (PtNarrativeWindow *self, PtEdit *edit)
{
  pt_logbook_save_async (self->logbook, edit, NULL, saved_cb, g_object_ref (self));
}

static void
open_record (PtNarrativeWindow *self, const char *id)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  pt_workspace_open_record (PT_WINDOW (window)->workspace, id);
  gtk_window_present (window);
}

/* ── Writing ── */

static void
show_writing (PtNarrativeWindow *self)
{
  enable (self);
  gtk_widget_set_visible (self->writing_box, self->writing != NULL);
  if (self->writing == NULL)
    g_clear_handle_id (&self->progress_source, g_source_remove);
}

static gboolean
progress_cb (gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  gtk_progress_bar_set_fraction (self->progress,
                                 (double)g_atomic_int_get (&self->written) / THOUSANDTHS);
  return G_SOURCE_CONTINUE;
}

/* On the thread that writes. */
static void
wrote_cb (double done, gpointer data)
{
  PtNarrativeWindow *self = data;

  g_atomic_int_set (&self->written, (int)(done * THOUSANDTHS));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtNarrativeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtNarrativeLook)
      look = pt_narrative_look_write_finish (PT_LOGBOOK (source), result, &error);

  g_clear_object (&self->writing);
  if (look != NULL)
    save (self, g_steal_pointer (&look->release));
  if (look != NULL)
    pt_window_toast_written (GTK_WIDGET (self), _ ("The narrative is ready"), self->path);
  if (self->actions == NULL)
    return;
  show_writing (self);
  if (look != NULL)
    tell (self, _ ("The narrative is ready"));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell (self, _ ("Stopped. Nothing was written."));
  else
    tell (self, error->message);
}

void
pt_narrative_window_write (GtkWidget *window, const char *path)
{
  PtNarrativeWindow *self = PT_NARRATIVE_WINDOW (window);
  PtStoryWatch watch = { .progress = wrote_cb, .data = self };

  g_free (self->path);
  self->path = g_strdup (path);
  self->writing = g_cancellable_new ();
  watch.cancellable = self->writing;
  g_atomic_int_set (&self->written, 0);
  show_writing (self);
  self->progress_source = g_timeout_add (PROGRESS_MS, progress_cb, self);
  pt_narrative_look_write_async (
      self->logbook, self->narrative,
      pt_narrative_choices_get_format (PT_NARRATIVE_CHOICES (self->choices)), path, &watch,
      self->writing, written_cb, g_object_ref (self));
}

static void
path_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  pt_narrative_window_write (object, g_file_peek_path (file));
}

/* What the team reads itself is not given away. */
static void
before_giving (PtNarrativeWindow *self, PtKeyGoOn go_on)
{
  const PtAudience *audience = pt_audience_find (self->look->audience);

  if (audience != NULL && audience->outside)
    pt_key_before_giving (GTK_WIDGET (self), self->logbook, go_on, G_OBJECT (self));
  else
    go_on (G_OBJECT (self));
}

static void
choose_place (GObject *object)
{
  PtNarrativeWindow *self = PT_NARRATIVE_WINDOW (object);
  const PtStoryFormat *format = pt_story_format_find (
      pt_narrative_choices_get_format (PT_NARRATIVE_CHOICES (self->choices)));
  g_autofree char *title = pt_record_dup_title (self->look->narrative);
  g_autofree char *name = g_strdup_printf ("%s%s%s", title, format->extension ? "." : "",
                                           format->extension ? format->extension : "");

  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_SAVE, _ ("Export Narrative"),
                       _ ("_Export"), g_strdelimit (name, "/", '-'), path_chosen_cb, object);
}

/* Names are looked at once before they leave the laptop. */
static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  if (!pt_edition_is_ticked (self->look->edition))
    {
      adw_view_stack_set_visible_child_name (self->stack, "choices");
      pt_narrative_choices_show_names (PT_NARRATIVE_CHOICES (self->choices));
      tell (self, _ ("First tick every name that appears"));
      return;
    }
  before_giving (self, choose_place);
}

static void
print (GObject *object)
{
  PtNarrativeWindow *self = PT_NARRATIVE_WINDOW (object);
  g_autofree char *title = pt_record_dup_title (self->look->narrative);

  pt_narrative_pages_print (PT_NARRATIVE_PAGES (self->pages), title);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  before_giving (self, print);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
}

/* ── The next period ── */

static gpointer
save_batch_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  PtBatch *batch = data;

  return pt_store_save_batch (store, batch, NULL, error)
             ? g_strdup (((PtEdit *)batch->edits->pdata[0])->id)
             : NULL;
}

static void
next_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtNarrativeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (self->actions == NULL)
    return;
  if (id == NULL)
    {
      tell (self, error->message);
      return;
    }
  g_free (self->narrative);
  self->narrative = g_steal_pointer (&id);
  pt_reader_again (self->reader);
  tell (self, _ ("This is the narrative of the next period"));
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  pt_logbook_run_async (self->logbook, save_batch_job,
                        pt_narrative_duplicate (pt_logbook_get_world (self->logbook),
                                                self->look->data, self->look->narrative, NULL),
                        (GDestroyNotify)pt_batch_free, g_free, NULL, next_saved_cb,
                        g_object_ref (self));
}

/* What was saved last, wherever: it is the same logbook. */
static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNarrativeWindow *self = user_data;

  pt_undo_last (GTK_WIDGET (self->toasts), self->logbook);
}

static const GActionEntry narrative_actions[] = {
  { "export", export_cb }, { "print", print_cb }, { "stop", stop_cb },
  { "next", next_cb },     { "undo", undo_cb },
};

/* ── Type ── */

static void
pt_narrative_window_dispose (GObject *object)
{
  PtNarrativeWindow *self = PT_NARRATIVE_WINDOW (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_NARRATIVE_WINDOW);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  g_clear_pointer (&self->look, pt_narrative_look_free);
  g_clear_pointer (&self->narrative, g_free);
  G_OBJECT_CLASS (pt_narrative_window_parent_class)->dispose (object);
}

static void
pt_narrative_window_finalize (GObject *object)
{
  g_free (PT_NARRATIVE_WINDOW (object)->path);
  G_OBJECT_CLASS (pt_narrative_window_parent_class)->finalize (object);
}

static void
pt_narrative_window_class_init (PtNarrativeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_narrative_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_narrative_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/proeftuin/Proeftuin/app/pt-narrative-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, choices_bin);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, text_bin);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, key_bin);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, pages_bin);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, writing_box);
  gtk_widget_class_bind_template_child (widget_class, PtNarrativeWindow, progress);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "narrative.undo",
                                       NULL);
}

static void
pt_narrative_window_init (PtNarrativeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), narrative_actions,
                                   G_N_ELEMENTS (narrative_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "narrative", G_ACTION_GROUP (self->actions));
  show_writing (self);
}

static void
compose_again (PtNarrativeWindow *self)
{
  pt_reader_again (self->reader);
}

static void
fill (PtNarrativeWindow *self)
{
  self->choices = pt_narrative_choices_new (self->logbook);
  self->text = pt_narrative_text_new (self->logbook);
  self->pages = pt_narrative_pages_new ();
  adw_bin_set_child (self->choices_bin, self->choices);
  adw_bin_set_child (self->text_bin, self->text);
  adw_bin_set_child (self->pages_bin, self->pages);
  adw_bin_set_child (self->key_bin, pt_key_notice_new (self->logbook));
  g_signal_connect_object (self->choices, "look-changed", G_CALLBACK (compose_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choices, "save", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "save", G_CALLBACK (save_passage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choices, "open-record", G_CALLBACK (open_record), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "open-record", G_CALLBACK (open_record), self,
                           G_CONNECT_SWAPPED);
  self->reader = pt_reader_new (self, self->logbook, &reading);
}

static void
show (PtWindow *window, const char *narrative)
{
  PtNarrativeWindow *self = g_object_new (PT_TYPE_NARRATIVE_WINDOW, "transient-for", window, NULL);

  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->narrative = g_strdup (narrative);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}

/* The newest that was not shared yet; where there is none, one is begun. */
static gpointer
find_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtDataset) dataset = pt_store_load_all (store, error);
  GPtrArray *all = dataset != NULL ? pt_dataset_list (dataset, "narrative") : NULL;
  g_autofree char *name = pt_store_dup_logbook_name (store);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (pt_record_get_text (all->pdata[i], "status"), "shared") != 0)
      return g_strdup (pt_record_get_id (all->pdata[i]));
  g_autoptr (PtEdit) edit = pt_edit_new (pt_store_get_world (store), "narrative", NULL);

  pt_edit_set_text (edit, "title", name);
  pt_edit_set_text (edit, "audience", "public");
  pt_edit_set_text (edit, "lang", pt_catalog_current ());
  g_autoptr (PtRecord) saved = pt_store_save (store, edit, error);

  return saved != NULL ? g_strdup (pt_record_get_id (saved)) : NULL;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (id == NULL)
    pt_window_toast (GTK_WIDGET (window), error->message, NULL, NULL, NULL);
  else if (pt_window_get_logbook (window) == PT_LOGBOOK (source))
    show (window, id);
}

void
pt_narrative_window_show (PtWindow *window, const char *narrative)
{
  if (narrative != NULL)
    show (window, narrative);
  else
    pt_logbook_run_async (pt_window_get_logbook (window), find_job, NULL, NULL, g_free, NULL,
                          found_cb, g_object_ref (window));
}
