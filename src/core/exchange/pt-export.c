/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all exports share: which records go along, the report, and writing a file that replaces
 * the old one only when it is whole. The formats are in files of their own. */
#include "pt-export-private.h"
#include "pt-sheet.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (pt - export - error - quark, pt_export_error)

PtExportReport *
pt_export_report_new (void)
{
  PtExportReport *self = g_new0 (PtExportReport, 1);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
pt_export_report_free (PtExportReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static bool
is_in_period (PtRecord *record, const PtExportOptions *options)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  if ((options->from_on == NULL && options->to_on == NULL) || kind == NULL
      || kind->date_field == NULL)
    return true;

  g_autofree char *date = pt_record_dup_date (record);
  int day = pt_date_to_days (date);
  return (options->from_on == NULL || day >= pt_date_to_days (options->from_on))
         && (options->to_on == NULL || day <= pt_date_to_days (options->to_on));
}

/* The proof of a consent stays on the laptop by construction, whatever its sharing says. */
static bool
is_proof (const PtRecord *record)
{
  return g_str_equal (pt_record_get_kind_id (record), "attachment")
         && g_strcmp0 (pt_record_get_text (record, "type"), "consent_proof") == 0;
}

bool
pt_export_includes (PtDataset *dataset, PtRecord *record, const PtExportOptions *options,
                    PtExportReport *report)
{
  if (is_proof (record) || pt_dataset_sharing (dataset, record) < options->least)
    {
      report->n_left_out++;
      return false;
    }
  return is_in_period (record, options);
}

char *
pt_export_dup_title (PtDataset *dataset, const char *id, const PtExportOptions *options)
{
  PtRecord *record = pt_dataset_get (dataset, id);

  if (record == NULL || pt_dataset_sharing (dataset, record) < options->least)
    return g_strdup (id);
  return pt_dataset_dup_title (dataset, record);
}

void
pt_export_report_close (PtExportReport *report)
{
  if (report->n_left_out > 0)
    g_ptr_array_add (
        report->notes,
        g_strdup_printf (ngettext ("%u item was left out: it is shared less widely than "
                                   "this file.",
                                   "%u items were left out: they are shared less widely than "
                                   "this file.",
                                   report->n_left_out),
                         report->n_left_out));
}

gboolean
pt_export_write (GOutputStream *out, const char *text, gssize length, GCancellable *cancellable,
                 GError **error)
{
  return g_output_stream_write_all (out, text, length < 0 ? strlen (text) : (gsize)length, NULL,
                                    cancellable, error);
}

typedef PtExportReport *(*Writer) (PtDataset *dataset, const PtExportOptions *options,
                                   GOutputStream *out, GCancellable *cancellable, GError **error);

static const struct
{
  const char *format;
  Writer write;
} writers[] = {
  { "json", pt_export_json }, { "csv", pt_export_csv }, { "xlsx", pt_export_xlsx },
  { "eln", pt_export_eln },   { "ics", pt_export_ics },
};

static Writer
find_writer (const char *format, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (g_str_equal (writers[i].format, format))
      return writers[i].write;
  g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_FORMAT,
               _ ("There is no format “%s” for data."), format);
  return NULL;
}

/* Closing a replacing stream with a cancelled cancellable throws the new file away; one that was
 * not there before was written in its place. */
static void
abandon (GFileOutputStream *file, GFile *target, gboolean was_there)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (file), cancelled, NULL);
  if (!was_there)
    g_file_delete (target, NULL, NULL);
}

PtExportReport *
pt_export_to_path (PtDataset *dataset, const char *format, const PtExportOptions *options,
                   const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && path != NULL, NULL);

  Writer write = find_writer (format, error);
  if (write == NULL)
    return NULL;
  g_autoptr (GFile) target = g_file_new_for_path (path);
  gboolean was_there = g_file_query_exists (target, NULL);
  g_autoptr (GFileOutputStream)
      file = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (file == NULL)
    return NULL;

  g_autoptr (GOutputStream) out = g_buffered_output_stream_new (G_OUTPUT_STREAM (file));
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (out), FALSE);
  g_autoptr (PtExportReport) report = write (dataset, options, out, cancellable, error);
  if (report == NULL || !g_output_stream_flush (out, cancellable, error))
    {
      abandon (file, target, was_there);
      return NULL;
    }
  if (!g_output_stream_close (G_OUTPUT_STREAM (file), cancellable, error))
    {
      abandon (file, target, was_there);
      return NULL;
    }
  return g_steal_pointer (&report);
}

/* A kind of a newer version could hold anything: only a plain word becomes a file's name. */
static char *
file_name_for (const char *kind)
{
  g_autofree char *safe = g_strcanon (g_strdup (kind), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-",
                                      '_');
  return g_strconcat (safe, ".csv", NULL);
}

static void
add_report (PtExportReport *into, const PtExportReport *from)
{
  into->n_records += from->n_records;
  into->n_left_out += from->n_left_out;
}

PtExportReport *
pt_export_csv_folder (PtDataset *dataset, const PtExportOptions *options, const char *folder,
                      GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && folder != NULL, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_FILE,
                   _ ("The folder “%s” could not be made: %s"), folder, g_strerror (errno));
      return NULL;
    }

  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GPtrArray) kinds = pt_sheet_kinds (dataset);
  for (guint i = 0; i < kinds->len; i++)
    {
      const char *kind = g_ptr_array_index (kinds, i);
      g_autofree char *name = file_name_for (kind);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      PtExportOptions of_kind = *options;
      of_kind.kind = kind;
      g_autoptr (PtExportReport)
          one = pt_export_to_path (dataset, "csv", &of_kind, path, cancellable, error);
      if (one == NULL)
        return NULL;
      add_report (report, one);
    }
  pt_export_report_close (report);
  return g_steal_pointer (&report);
}
