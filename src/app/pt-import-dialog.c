/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing: the file is read into a plan on a worker, the plan is shown in sentences, and only then
 * written, as one group that one undo takes back. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-import-columns.h"
#include "pt-import.h"
#include "pt-named.h"
#include "pt-place.h"
#include "pt-undo.h"

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
  gboolean saving;
  gboolean stopped; /* while saving: what arrives is to go again */
  char *kind_id;    /* that it is read for; NULL = as the file says */
  gboolean anew;    /* somebody chose the kind */
  GSimpleActionGroup *actions;
  GCancellable *cancellable;

  AdwWindowTitle *header;
  GtkProgressBar *progress;
  GtkStack *stack;
  AdwBin *columns_bin;
  GtkWidget *columns;
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
  char *kind; /* NULL = as the file says */
  GStrv maps;
  GStrv values;
  gboolean month_first;
  gboolean anew;   /* what was said of such a table before does not count */
  GWeakRef dialog; /* to be told how far it is */
} ReadJob;

static void
read_job_free (ReadJob *job)
{
  g_free (job->path);
  g_free (job->kind);
  g_strfreev (job->maps);
  g_strfreev (job->values);
  g_weak_ref_clear (&job->dialog);
  g_free (job);
}

/* ── How far it is, told by the worker ── */

typedef struct
{
  PtImportDialog *dialog;
  double fraction;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;
  g_object_unref (told->dialog);
  g_free (told);
}

static gboolean
told_cb (gpointer data)
{
  const Told *told = data;
  if (told->dialog->progress)
    gtk_progress_bar_set_fraction (told->dialog->progress, told->fraction);
  return G_SOURCE_REMOVE;
}

static void
progress_cb (double fraction, gpointer data)
{
  ReadJob *job = data;
  Told *told = g_new0 (Told, 1);
  told->dialog = g_weak_ref_get (&job->dialog);
  told->fraction = fraction;
  if (told->dialog)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, told_cb, told, told_free);
  else
    g_free (told);
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

static PtImportPlan *
read_plan (PtStore *store, ReadJob *job, PtDataset *existing, const char *saved,
           GCancellable *cancellable, GError **error)
{
  const PtImportOptions options = {
    .world = pt_store_get_world (store),
    .as_kind = job->kind,
    .maps = (const char *const *)job->maps,
    .values = (const char *const *)job->values,
    .month_first = job->month_first,
    .saved = saved,
    .lang = pt_catalog_current (),
  };
  return pt_import_read (job->path, &options, existing, cancellable, progress_cb, job, error);
}

/* A table that was imported before is understood as somebody said then. */
static PtImportPlan *
read_plan_with_memory (PtStore *store, ReadJob *job, PtDataset *existing, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (PtImportPlan) plan = read_plan (store, job, existing, NULL, cancellable, error);
  if (plan == NULL || plan->columns->len == 0 || job->anew)
    return g_steal_pointer (&plan);
  g_autofree char *name = pt_import_plan_dup_setting (plan, NULL);
  g_autofree char *saved = pt_store_dup_setting (store, name);
  if (saved == NULL)
    return g_steal_pointer (&plan);
  return read_plan (store, job, existing, saved, cancellable, error);
}

static gpointer
read_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ReadAnswer) answer = g_new0 (ReadAnswer, 1);
  g_autoptr (PtDataset) existing = pt_store_load_all (store, error);
  if (existing == NULL)
    return NULL;
  answer->plan = read_plan_with_memory (store, data, existing, cancellable, error);
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

/* A convenience: when it cannot be kept, the columns are asked about again. */
static void
remember_mapping (PtStore *store, PtImportPlan *plan)
{
  if (plan->columns->len == 0)
    return;
  g_autofree char *name = pt_import_plan_dup_setting (plan, NULL);
  g_autofree char *mapping = pt_import_plan_save_mapping (plan);
  pt_store_set_setting (store, name, mapping, NULL);
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
  if (!pt_store_save_batch (store, plan->batch, &group, error))
    return NULL;
  remember_mapping (store, plan);
  return group;
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
  g_autoptr (GPtrArray) sentences = pt_import_plan_describe_result (self->plan);
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
  pt_import_columns_show (PT_IMPORT_COLUMNS (self->columns), self->plan);
  set_run_enabled (self, has_something (self->plan));
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

static void
show_refusal (PtImportDialog *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  adw_status_page_set_description (self->refused, escaped);
  gtk_stack_set_visible_child_name (self->stack, "refused");
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
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  g_clear_pointer (&self->plan, pt_import_plan_free);
  if (answer)
    {
      self->plan = g_steal_pointer (&answer->plan);
      self->n_named = answer->n_named;
      show_plan (self);
      return;
    }
  show_refusal (self, error->message);
}

/* What is shown stays while the file is read again, so that whoever chooses keeps their place. */
static void
read_file (PtImportDialog *self)
{
  ReadJob *job = g_new0 (ReadJob, 1);
  Reading *reading = g_new0 (Reading, 1);
  PtImportColumns *columns = PT_IMPORT_COLUMNS (self->columns);
  job->path = g_strdup (self->path);
  job->kind = g_strdup (self->kind_id);
  job->maps = pt_import_columns_dup_maps (columns);
  job->values = pt_import_columns_dup_values (columns);
  job->month_first = pt_import_columns_is_month_first (columns);
  job->anew = self->anew;
  g_weak_ref_init (&job->dialog, self);
  reading->dialog = self;
  reading->generation = ++self->generation;
  set_run_enabled (self, FALSE);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  pt_logbook_read_async (self->logbook, read_job, job, (GDestroyNotify)read_job_free,
                         (GDestroyNotify)read_answer_free, self->cancellable, read_cb, reading);
}

static void
on_kind (PtImportDialog *self)
{
  if (self->filling || self->path == NULL)
    return;
  g_free (self->kind_id);
  self->kind_id = g_strdup (pt_place_nth_list (adw_combo_row_get_selected (self->kind))->id);
  self->anew = TRUE;
  pt_import_columns_forget (PT_IMPORT_COLUMNS (self->columns));
  read_file (self);
}

/* The kind stays as it is: choices about columns are choices for it. */
static void
columns_changed_cb (PtImportDialog *self)
{
  if (self->kind_id == NULL && self->plan)
    self->kind_id = g_strdup (self->plan->kind);
  read_file (self);
}

/* ── Saving ── */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtImportDialog) self = user_data;
  g_autofree char *group = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  self->saving = FALSE;
  if (group == NULL)
    {
      show_refusal (self, error->message);
      return;
    }
  if (window && self->stopped)
    pt_undo_group (GTK_WIDGET (window), self->logbook, group);
  else if (window)
    pt_window_toast (GTK_WIDGET (window), _ ("Imported"), _ ("Undo"), "win.undo-group",
                     g_variant_new_string (group));
  gtk_window_close (GTK_WINDOW (self));
}

static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtImportDialog *self = user_data;
  SaveJob *job = g_new0 (SaveJob, 1);
  job->plan = g_steal_pointer (&self->plan);
  job->replace = self->n_named > 0 && gtk_switch_get_active (self->names);
  self->saving = TRUE;
  set_run_enabled (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "saving");
  pt_logbook_run_async (self->logbook, save_job, job, (GDestroyNotify)save_job_free, g_free, NULL,
                        saved_cb, g_object_ref (self));
}

/* While it is saved, closing means that nothing shall come of it. */
static gboolean
pt_import_dialog_close_request (GtkWindow *window)
{
  PtImportDialog *self = PT_IMPORT_DIALOG (window);
  if (self->saving)
    {
      self->stopped = TRUE;
      return TRUE;
    }
  return GTK_WINDOW_CLASS (pt_import_dialog_parent_class)->close_request (window);
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
  g_clear_pointer (&self->kind_id, g_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_import_dialog_parent_class)->dispose (object);
}

static void
pt_import_dialog_class_init (PtImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pt_import_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, header);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PtImportDialog, columns_bin);
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
  self->columns = pt_import_columns_new ();
  adw_bin_set_child (self->columns_bin, self->columns);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pt_import_dialog_show (PtWindow *window, GFile *file)
{
  PtImportDialog *self = g_object_new (PT_TYPE_IMPORT_DIALOG, "transient-for", window, NULL);
  g_autofree char *name = g_file_get_basename (file);
  self->logbook = g_object_ref (pt_window_get_logbook (window));
  self->path = g_file_get_path (file);
  adw_window_title_set_subtitle (self->header, name);
  read_file (self);
  gtk_window_present (GTK_WINDOW (self));
}
