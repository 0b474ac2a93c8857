/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of attachments as they leave: pictures without hidden data, also where somebody asked the
 * logbook to keep it. Then the bytes are others, and so is the checksum that the file is known by. What cannot
 * go along is counted. */
#pragma once

#include "pt-export-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const PtExportOptions *options;
  GHashTable *changed; /* sha256 in the logbook → GBytes as they leave */
  GHashTable *names;   /* … → sha256 of those */
  GHashTable *clean;   /* sha256 of what leaves as it is */
  GHashTable *refused; /* sha256 of what cannot be cleaned */
  gsize total;         /* bytes that went along */
  guint n_absent, n_too_large, n_unclean;
} PtExportFiles;

void pt_export_files_init (PtExportFiles *self, const PtExportOptions *options);
void pt_export_files_clear (PtExportFiles *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtExportFiles, pt_export_files_clear)

/* (transfer full) (nullable): to be written now; %NULL when it cannot go along, which is counted. */
GBytes *pt_export_files_take (PtExportFiles *self, const char *sha256);
/* Makes @fields of an attachment say what of its file leaves: checksum and size. */
void pt_export_files_describe (PtExportFiles *self, JsonObject *fields);
/* Adds a sentence for each reason why something did not go along, and for what is not as it was. */
void pt_export_files_report (PtExportFiles *self, PtExportReport *report);

/* As pt_export_json() for one whose files lie beside it: without them, and without the sentences about
 * them. */
PtExportReport *pt_export_json_beside (PtDataset *dataset, PtExportFiles *files, GOutputStream *out,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
