/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a set of records as data: our own JSON file and an .eln archive, which can be read back
 * whole, CSV and a workbook for spreadsheets, and a calendar of actions. Never sees the store: the caller gives the records
 * and a way to the files. */
#pragma once

#include "pt-dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_EXPORT_ERROR_KIND,   /* no such kind of record */
  PT_EXPORT_ERROR_FORMAT, /* no such format */
  PT_EXPORT_ERROR_FILE,
} PtExportError;

#define PT_EXPORT_ERROR (pt_export_error_quark ())
GQuark pt_export_error_quark (void);

/* The bytes of attachments in one file; what comes after is left out with a sentence. */
#define PT_EXPORT_MAX_FILE_BYTES (256 * 1024 * 1024)

/* (transfer full) (nullable): the bytes of an attachment as the logbook keeps them; NULL = they are not on
 * this device. Pictures leave without hidden data. */
typedef GBytes *(*PtFileReader) (const char *sha256, gpointer data);

/* (transfer full) (nullable): @text without the real names in it; NULL = it cannot be told. */
typedef char *(*PtTextCleaner) (const char *text, gpointer data);

typedef struct
{
  PtSharing
      least; /* records that are shared less are left out, and always the proof of a consent */
  const char *from_on; /* civil dates; of kinds that have a date; NULL = open */
  const char *to_on;

  /* JSON, ELN */
  PtFileReader reader; /* NULL = without the files */
  gpointer reader_data;

  /* CSV */
  const char *kind; /* of the records */
  char delimiter;   /* ',' or ';'; 0 = ',' */
  gboolean bom;     /* starts with U+FEFF, which spreadsheets take for "this is UTF-8" */
  gboolean decimal_comma;

  /* CSV, XLSX, ELN */
  const char *lang; /* NULL = field ids, keys and record ids; "nl", "en" = labels and titles */

  /* ICS */
  PtTextCleaner clean; /* NULL = texts as they stand */
  gpointer clean_data;
} PtExportOptions;

/* What became of it: for the person who asked. */
typedef struct
{
  guint n_records;
  guint n_files;
  guint n_left_out; /* records that are shared less than was asked, and their links */
  GPtrArray *notes; /* translated sentences */
} PtExportReport;

void pt_export_report_free (PtExportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtExportReport, pt_export_report_free)

/**
 * pt_export_json:
 * @out: where to write; not closed
 *
 * `{"format":"proeftuin","version":1,"logbook":ID,"records":[…],"files":[…]}` with a record and a
 * file a line, archived ones and those of unknown kinds included. The same records give the same
 * bytes.
 *
 * Returns: (transfer full) (nullable): %NULL with @error when writing failed
 */
PtExportReport *pt_export_json (PtDataset *dataset, const PtExportOptions *options,
                                GOutputStream *out, GCancellable *cancellable, GError **error);

/**
 * pt_export_csv:
 *
 * RFC 4180 with CRLF; the columns are `id` and the fields of the kind, then what newer versions
 * have set. Texts that a spreadsheet would take for a formula get an apostrophe in front. Without
 * archived records.
 */
PtExportReport *pt_export_csv (PtDataset *dataset, const PtExportOptions *options,
                               GOutputStream *out, GCancellable *cancellable, GError **error);

/* One file a kind that has records, `KIND.csv`, in @folder, which is made. */
PtExportReport *pt_export_csv_folder (PtDataset *dataset, const PtExportOptions *options,
                                      const char *folder, GCancellable *cancellable,
                                      GError **error);

/**
 * pt_export_xlsx:
 *
 * A workbook (ECMA-376) with a sheet for each kind that has records: numbers, days and yes or no as
 * such, texts never as formulas, a filter on each column and the headings in sight. What is longer than
 * a cell or a sheet can hold is cut, and said in the report. The same records give the same bytes.
 */
PtExportReport *pt_export_xlsx (PtDataset *dataset, const PtExportOptions *options,
                                GOutputStream *out, GCancellable *cancellable, GError **error);

/**
 * pt_export_eln:
 *
 * An .eln archive: a zip with one folder, in it an RO-Crate 1.1 (w3id.org/ro/crate/1.1) with a data set
 * for each record that people look at, its text as HTML, its other fields as PropertyValues, comments,
 * links and files; and `proeftuin.json`, from which pt_import_read() reads everything back.
 */
PtExportReport *pt_export_eln (PtDataset *dataset, const PtExportOptions *options,
                               GOutputStream *out, GCancellable *cancellable, GError **error);

/**
 * pt_export_ics:
 *
 * The actions as a calendar (RFC 5545): appointments with a day are events, all else is to do. The ids
 * are those of the records, so that a newer file replaces what an older one said. Without archived
 * ones, without members, and with people as the logbook calls them. The same records give the same
 * bytes.
 */
PtExportReport *pt_export_ics (PtDataset *dataset, const PtExportOptions *options,
                               GOutputStream *out, GCancellable *cancellable, GError **error);

/**
 * pt_export_to_path:
 * @format: "json", "csv" (of options->kind), "xlsx", "eln" or "ics"
 *
 * The same to a file, which is replaced only when all is written.
 */
PtExportReport *pt_export_to_path (PtDataset *dataset, const char *format,
                                   const PtExportOptions *options, const char *path,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS
