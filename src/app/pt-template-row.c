/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-template-row.h. */
#include "pt-template-row.h"

#include "pt-file-dialog.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define SETTING "template-%s"

struct _PtTemplateRow
{
  AdwActionRow parent_instance;

  PtLogbook *logbook;
  const char *format;
  GtkWidget *forget;
};

G_DEFINE_FINAL_TYPE (PtTemplateRow, pt_template_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *format, *label;
} formats[] = {
  { "docx", N_ ("Template for Word documents") },
  { "odt", N_ ("Template for OpenDocument text") },
};

char *
pt_template_dup_path (PtStore *store, const char *format)
{
  g_autofree char *setting = g_strdup_printf (SETTING, format);

  return pt_store_dup_setting (store, setting);
}

static void
show (PtTemplateRow *self, const char *path)
{
  g_autofree char *name = path ? g_filename_display_basename (path) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), name ? name : _ ("Ours"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), path);
  gtk_widget_set_visible (self->forget, path != NULL);
}

static gpointer
set_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;

  return GINT_TO_POINTER (pt_store_set_setting (store, pair[0], pair[1], error));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtTemplateRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pt_logbook_run_finish (PT_LOGBOOK (source), result, &error))
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

static void
set (PtTemplateRow *self, const char *path)
{
  char **pair = g_new0 (char *, 3);

  pair[0] = g_strdup_printf (SETTING, self->format);
  pair[1] = g_strdup (path);
  show (self, path);
  pt_logbook_run_async (self->logbook, set_job, pair, (GDestroyNotify)g_strfreev, NULL, NULL,
                        set_cb, g_object_ref (self));
}

static void
chosen_cb (GListModel *files, gpointer object)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  set (object, g_file_peek_path (file));
}

static void
choose_cb (PtTemplateRow *self)
{
  pt_file_dialog_show (GTK_WIDGET (self), PT_FILE_DIALOG_OPEN, _ ("Choose a Template"),
                       _ ("_Choose"), NULL, chosen_cb, self);
}

static void
forget_cb (PtTemplateRow *self)
{
  set (self, NULL);
}

static void
pt_template_row_dispose (GObject *object)
{
  g_clear_object (&PT_TEMPLATE_ROW (object)->logbook);
  G_OBJECT_CLASS (pt_template_row_parent_class)->dispose (object);
}

static void
pt_template_row_class_init (PtTemplateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_template_row_dispose;
}

static void
pt_template_row_init (PtTemplateRow *self)
{
  GtkWidget *choose = gtk_button_new_with_label (_ ("Choose…"));

  self->forget = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->forget, _ ("Take Ours Again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->forget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take Ours Again"), -1);
  gtk_widget_add_css_class (self->forget, "flat");
  gtk_widget_set_valign (self->forget, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->forget, "clicked", G_CALLBACK (forget_cb), self);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->forget);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), choose);
}

void
pt_template_rows_add (AdwPreferencesGroup *group, PtLogbook *logbook)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      PtTemplateRow *row = g_object_new (PT_TYPE_TEMPLATE_ROW, "title", _ (formats[i].label), NULL);
      g_autofree char *path = pt_template_dup_path (pt_logbook_get_reader (logbook),
                                                    formats[i].format);

      row->logbook = g_object_ref (logbook);
      row->format = formats[i].format;
      show (row, path);
      adw_preferences_group_add (group, GTK_WIDGET (row));
    }
}
