/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-template-row.h. */
#include "pt-template-row.h"

#include "pt-window.h"

#include <glib/gi18n-lib.h>

#define SETTING "template-%s"

struct _PtTemplateRow
{
  PtOwnRow parent_instance;

  const char *format;
};

G_DEFINE_FINAL_TYPE (PtTemplateRow, pt_template_row, PT_TYPE_OWN_ROW)

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

  pt_own_row_show (PT_OWN_ROW (self), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), path);
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
pt_template_row_set (PtOwnRow *row, const char *path)
{
  PtTemplateRow *self = PT_TEMPLATE_ROW (row);
  char **pair = g_new0 (char *, 3);

  pair[0] = g_strdup_printf (SETTING, self->format);
  pair[1] = g_strdup (path);
  show (self, path);
  pt_logbook_run_async (pt_own_row_get_logbook (row), set_job, pair, (GDestroyNotify)g_strfreev,
                        NULL, NULL, set_cb, g_object_ref (self));
}

static void
pt_template_row_class_init (PtTemplateRowClass *klass)
{
  PT_OWN_ROW_CLASS (klass)->set = pt_template_row_set;
}

static void
pt_template_row_init (PtTemplateRow *self)
{
  pt_own_row_put_button (PT_OWN_ROW (self),
                         pt_own_row_make_file_button (PT_OWN_ROW (self), _ ("Choose a Template")));
}

void
pt_template_rows_add (AdwPreferencesGroup *group, PtLogbook *logbook)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      PtTemplateRow *row = g_object_new (PT_TYPE_TEMPLATE_ROW, "title", _ (formats[i].label), NULL);
      g_autofree char *path = pt_template_dup_path (pt_logbook_get_reader (logbook),
                                                    formats[i].format);

      pt_own_row_set_logbook (PT_OWN_ROW (row), logbook);
      row->format = formats[i].format;
      show (row, path);
      adw_preferences_group_add (group, GTK_WIDGET (row));
    }
}
