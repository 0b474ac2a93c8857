/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing: the file is read into a plan on a worker, the plan is shown in sentences, and only then
 * written, as one group that one undo takes back. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-import.h"
#include "pt-named.h"
#include "pt-place.h"

#include <glib/gi18n-lib.h>

#define SENTENCES_MAX 200

#define PT_TYPE_IMPORT_DIALOG (pt_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtImportDialog, pt_import_dialog, PT, IMPORT_DIALOG, AdwWindow)

struct _PtImportDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  char *path;
  PtImportPlan *plan;
  guint n_named; /* texts in it that name somebody */
  guint generation;
  gboolean filling;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;

  AdwWindowTitle *header;
  GtkStack *stack;
  GtkWidget *kind_group;
  AdwComboRow *kind;
  GtkListBox *sentences;
  GtkWidget *names_group;
  AdwActionRow *names_row;
  GtkSwitch *names;
  AdwStatusPage *refused;
};

G_DEFINE_FINAL_TYPE (PtImportDialog, pt_import_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  char *path;
  const char *kind; /* NULL = as the file says */
} ReadJob;

static void
read_job_free (ReadJob *job)
{
  g_free (job->path);
  g_free (job);
}

/* What was read, and how many of its texts name somebody. */
typedef struct
{
  PtImportPlan *plan;
  guint n_named;
} ReadAnswer;

static void
read_answer_free (ReadAnswer *answer)
{
  g_clear_pointer (&answer->plan, pt_import_plan_free);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReadAnswer, read_answer_free)

static gpointer
read_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ReadAnswer) answer = g_new0 (ReadAnswer, 1);
  const ReadJob *job = data;
  const PtImportOptions options = {
    .world = pt_store_get_world (store),
    .as_kind = job->kind,
    .lang = pt_catalog_current (),
  };
  g_autoptr (PtDataset) existing = pt_store_load_all (store, error);
  if (existing == NULL)
    return NULL;
  answer->plan = pt_import_read (job->path, &options, existing, cancellable, NULL, NULL, error);
  if (answer->plan == NULL
      || !pt_named_look_through (store, answer->plan->batch, FALSE, &answer->n_named, error))
    return NULL;
  return g_steal_pointer (&answer);
}

typedef struct
{
  PtImportPlan *plan;
  gboolean replace; /* real names */
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  pt_import_plan_free (job->plan);
  g_free (job);
}

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  SaveJob *job = data;
  PtImportPlan *plan = job->plan;
  char *group = NULL;
  guint n;
  if (job->replace && !pt_named_look_through (store, plan->batch, TRUE, &n, error))
    return NULL;
  return pt_store_save_batch (store, plan->batch, &group, error) ? group : NULL;
}

static gboolean
has_something (const PtImportPlan *plan)
{
  return plan->batch->edits->len > 0 || plan->batch->files->len > 0;
}

static void
set_run_enabled (PtImportDialog *self, gboolean enabled)
{
  GAction *run = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "run");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (run), enabled);
}

static void
show_sentences (PtImportDialog *self)
{
  g_autoptr (GPtrArray) sentences = pt_import_plan_describe (self->plan);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sentences))))
    gtk_list_box_remove (self->sentences, child);
  for (guint i = 0; i < MIN (sentences->len, SENTENCES_MAX); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_ptr_array_index (sentences, i));
      gtk_list_box_append (self->sentences, row);
    }
}

static guint
find_place (const char *kind)
{
  const PtPlace *place;

  for (guint i = 0; (place = pt_place_nth_list (i)) != NULL; i++)
    if (g_strcmp0 (place->id, kind) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
show_names (PtImportDialog *self)
{
  const guint n = self->n_named;
  g_autofree char *text = g_strdup_printf (
      ngettext ("In %u text somebody is called by their real name.",
                "In %u texts somebody is called by their real name.", n),
      n);
  adw_action_row_set_subtitle (self->names_row, text);
  gtk_widget_set_visible (self->names_group, n > 0);
}

static void
show_plan (PtImportDialog *self)
{
  show_names (self);
  self->filling = TRUE;
  gtk_widget_set_visible (self->kind_group, self->plan->kind != NULL);
  if (self->plan->kind && find_place (self->plan->kind) != GTK_INVALID_LIST_POSITION)
    adw_combo_row_set_selected (self->kind, find_place (self->plan->kind));
  self->filling = FALSE;
  show_sentences (self);
  set_run_enabled (self, has_something (self->plan));
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

typedef struct
{
  PtImportDialog *dialog;
  guint generation;
} Reading;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree Reading *reading = user_data;
  g_autoptr (ReadAnswer) answer = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtImportDialog *self = reading->dialog;
  if (reading->generation != self->generation)
    return;
  g_clear_pointer (&self->plan, pt_import_plan_free);
  if (answer)
    {
      self->plan = g_steal_pointer (&answer->plan);
      self->n_named = answer->n_named;
      show_plan (self);
      return;
    }
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->refused, escaped);
  gtk_stack_set_visible_child_name (self->stack, "refused");
}

static void
read_file (PtImportDialog *self, const char *kind)
{
  ReadJob *job = g_new0 (ReadJob, 1);
  Reading *reading = g_new0 (Reading, 1);
  job->path = g_strdup (self->path);
  job->kind = kind;
  reading->dialog = self;
  reading->generation = ++self->generation;
  set_run_enabled (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  pt_logbook_read_async (self->logbook, read_job, job, (GDestroyNotify)read_job_free,
                         (GDestroyNotify)read_answer_free, self->cancellable, read_cb, reading);
}

static void
on_kind (PtImportDialog *self)
{
  if (!self->filling && self->path)
    read_file (self, pt_place_nth_list (adw_combo_row_get_selected (self->kind))->id);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  GtkWidget *window = user_data;
  if (group)
    pt_window_toast (window, _ ("Imported"), _ ("Undo"), "win.undo-group",
                     g_variant_new_string (group));
  else
    pt_window_toast (window, error->message, NULL, NULL, NULL);
  g_object_unref (window);
}

/* The window outlives the dialog and tells how it went. */
static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtImportDialog *self = user_data;
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  SaveJob *job = g_new0 (SaveJob, 1);
  job->plan = g_steal_pointer (&self->plan);
  job->replace = self->n_named > 0 && gtk_switch_get_active (self->names);
  pt_logbook_run_async (self->logbook, save_job, job, (GDestroyNotify)save_job_free, g_free, NULL,
                        saved_cb, g_object_ref (window));
  gtk_window_close (GTK_WINDOW (self));
}

static const GActionEntry import_actions[] = {
  { "run", run_cb },
};

static void
pt_import_dialog_dispose (GObject *object)
{
  PtImportDialog *self = PT_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_IMPORT_DIALOG);
  g_clear_pointer (&self->plan, pt_import_plan_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_import_dialog_parent_class)->dispose (object);
}

static void
pt_import_dialog_class_init (PtImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_import_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, header);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, kind_group);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, sentences);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, names_group);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, names_row);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, names);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, refused);
  gtk_widget_class_bind_template_callback (widget_class, on_kind);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pt_import_dialog_init (PtImportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const PtPlace *place;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), import_actions,
                                   G_N_ELEMENTS (import_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "import", G_ACTION_GROUP (self->actions));
  for (guint i = 0; (place = pt_place_nth_list (i)) != NULL; i++)
    gtk_string_list_append (labels, pt_record_kind_label (pt_place_get_kind (place)));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (labels));
}

void
pt_import_dialog_show (PtWindow *window, GFile *file)
{
  PtImportDialog *self = g_object_new (PT_TYPE_IMPORT_DIALOG, "transient-for", window, NULL);
  g_autofree char *name = g_file_get_basename (file);
  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->path = g_file_get_path (file);
  adw_window_title_set_subtitle (self->header, name);
  read_file (self, NULL);
  gtk_window_present (GTK_WINDOW (self));
}
