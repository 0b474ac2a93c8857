/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exporting a narrative. Composing and writing happen on a worker that reads the logbook; the
 * window outlives the dialog and tells how it went. */
#include "pt-dialogs.h"

#include "pt-catalog.h"
#include "pt-file-dialog.h"
#include "pt-story.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PT_TYPE_EXPORT_DIALOG (pt_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtExportDialog, pt_export_dialog, PT, EXPORT_DIALOG, AdwWindow)

struct _PtExportDialog
{
  AdwWindow parent_instance;

  PtLogbook *logbook;
  GSimpleActionGroup *actions;

  AdwComboRow *audience;
  AdwComboRow *language;
  AdwComboRow *format;
  GtkEditable *from_on;
  GtkEditable *to_on;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (PtExportDialog, pt_export_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *lang;
  const char *label; /* in its own language, never translated */
} languages[] = {
  { "nl", "Nederlands" },
  { "en", "English" },
};

typedef struct
{
  const char *audience;
  const char *lang;
  const char *format;
  char *from_on;
  char *to_on;
  char *path;
} Export;

static void
export_free (Export *self)
{
  g_free (self->from_on);
  g_free (self->to_on);
  g_free (self->path);
  g_free (self);
}

typedef struct
{
  PtStore *store;
  PtDataset *data;
  GError *error; /* of real_name() */
} Source;

/* The bytes of an attachment record; what is not on this laptop is left out of the story. */
static GBytes *
load_picture (const char *attachment, gpointer data)
{
  const Source *source = data;
  PtRecord *record = pt_dataset_get (source->data, attachment);
  const char *sha256 = record ? pt_record_get_text (record, "sha256") : NULL;
  g_autofree char *path = sha256 ? pt_store_attachment_path (source->store, sha256) : NULL;
  char *contents = NULL;
  size_t size = 0;
  return path && g_file_get_contents (path, &contents, &size, NULL)
             ? g_bytes_new_take (contents, size)
             : NULL;
}

/* For the name check: a real name that was typed somewhere is taken out. */
static char *
real_name (const char *stakeholder, gpointer data)
{
  Source *source = data;
  g_autofree char *contact = NULL;
  char *name = NULL;
  if (!source->error)
    pt_store_get_identity (source->store, stakeholder, &name, &contact, &source->error);
  return name;
}

/* Gives the path that was written. */
static gpointer
export_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Export *export = data;
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (PtDataset) dataset = pt_store_load_all (store, error);
  if (dataset == NULL)
    return NULL;
  Source source = { .store = store, .data = dataset };
  const PtNarrativeOptions options = {
    .audience = export->audience,
    .from_on = export->from_on,
    .to_on = export->to_on,
    .lang = export->lang,
    .today = today,
    .load = load_picture,
    .real_name = real_name,
    .load_data = &source,
  };
  g_autoptr (PtDocument) document = pt_narrative_compose (dataset, &options, error);
  gboolean written = document && !source.error
                     && pt_story_write (document, export->format, export->path, dataset, &options,
                                        NULL, error);
  if (source.error)
    {
      g_clear_error (error);
      g_propagate_error (error, source.error);
      return NULL;
    }
  return written ? g_strdup (export->path) : NULL;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autoptr (GtkWidget) window = user_data;
  g_autofree char *uri = path ? g_filename_to_uri (path, NULL, NULL) : NULL;
  if (uri)
    pt_window_toast (window, _ ("The narrative is ready"), C_ ("button", "Open"), "win.open-file",
                     g_variant_new_string (uri));
  else
    pt_window_toast (window, error->message, NULL, NULL, NULL);
}

/* (transfer full) (nullable): the civil date in a row; @valid is FALSE for words that are none. */
static char *
dup_date (GtkEditable *row, gboolean *valid)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));
  g_autofree char *today = pt_world_today (pt_world_system ());
  g_autofree char *moment = *text ? pt_moment_parse (text, today) : NULL;
  *valid = *text == '\0' || moment != NULL;
  if (*valid)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return moment ? g_strndup (moment, strlen ("YYYY-MM-DD")) : NULL;
}

static void
on_changed (PtExportDialog *self)
{
  gboolean from_valid;
  gboolean to_valid;
  g_autofree char *from = dup_date (self->from_on, &from_valid);
  g_autofree char *to = dup_date (self->to_on, &to_valid);
  gboolean ordered = from == NULL || to == NULL || strcmp (from, to) <= 0;
  GAction *run = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "run");
  const char *sentence = NULL;
  if (!from_valid || !to_valid)
    sentence = _ ("This is not a date. Write for example 12 March 2026.");
  else if (!ordered)
    sentence = _ ("The period ends before it begins.");
  gtk_label_set_text (self->problem, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (run), sentence == NULL);
}

static const PtStoryFormat *
get_format (PtExportDialog *self)
{
  return pt_story_format_nth (adw_combo_row_get_selected (self->format));
}

static Export *
make_export (PtExportDialog *self, const char *path)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  Export *export = g_new0 (Export, 1);
  gboolean valid;
  export->audience = audiences->terms[adw_combo_row_get_selected (self->audience)].key;
  export->lang = languages[adw_combo_row_get_selected (self->language)].lang;
  export->format = get_format (self)->id;
  export->from_on = dup_date (self->from_on, &valid);
  export->to_on = dup_date (self->to_on, &valid);
  export->path = g_strdup (path);
  return export;
}

void
pt_export_dialog_write (GtkWidget *dialog, const char *path)
{
  PtExportDialog *self = PT_EXPORT_DIALOG (dialog);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  pt_logbook_read_async (self->logbook, export_job, make_export (self, path),
                         (GDestroyNotify)export_free, g_free, NULL, exported_cb,
                         g_object_ref (window));
  gtk_window_close (GTK_WINDOW (self));
}

static void
path_chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  pt_export_dialog_write (object, g_file_peek_path (file));
}

static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtExportDialog *self = user_data;
  const char *extension = get_format (self)->extension;
  g_autofree char *title = pt_store_dup_logbook_name (pt_logbook_get_reader (self->logbook));
  g_autofree char *name = g_strdup_printf ("%s%s%s", title, extension ? "." : "",
                                           extension ? extension : "");
  pt_file_dialog_show (user_data, PT_FILE_DIALOG_SAVE, _ ("Export Narrative"), _ ("_Export"),
                       g_strdelimit (name, "/", '-'), path_chosen_cb, self);
}

static const GActionEntry export_actions[] = {
  { "run", run_cb },
};

static void
pt_export_dialog_dispose (GObject *object)
{
  PtExportDialog *self = PT_EXPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_export_dialog_parent_class)->dispose (object);
}

static void
pt_export_dialog_class_init (PtExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_export_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, audience);
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, language);
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, from_on);
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, to_on);
  gtk_widget_class_bind_template_child (widget_class, PtExportDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_audiences (PtExportDialog *self)
{
  const PtVocabulary *audiences = pt_vocabulary_get ("narrative.audience");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < audiences->n_terms; i++)
    gtk_string_list_append (labels, pt_term_label (audiences, audiences->terms[i].key));
  adw_combo_row_set_model (self->audience, G_LIST_MODEL (labels));
}

static void
fill_languages (PtExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (labels, languages[i].label);
  adw_combo_row_set_model (self->language, G_LIST_MODEL (labels));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].lang, pt_catalog_current ()))
      adw_combo_row_set_selected (self->language, i);
}

static void
fill_formats (PtExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  for (guint i = 0; pt_story_format_nth (i); i++)
    gtk_string_list_append (labels, _ (pt_story_format_nth (i)->label));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (labels));
}

static void
pt_export_dialog_init (PtExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), export_actions,
                                   G_N_ELEMENTS (export_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "export", G_ACTION_GROUP (self->actions));
  fill_audiences (self);
  fill_languages (self);
  fill_formats (self);
}

void
pt_export_dialog_show (PtWindow *window)
{
  PtExportDialog *self = g_object_new (PT_TYPE_EXPORT_DIALOG, "transient-for", window, NULL);
  self->logbook = g_object_ref (pt_window_get_logbook (window));
  gtk_window_present (GTK_WINDOW (self));
}
