/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the .eln writer: one record with its files (pt-eln-record.c) and the crate around them
 * (pt-eln-export.c). Private to them. */
#pragma once

#include "pt-export-files.h"
#include "pt-zip.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PT_ELN_FOLDER "proeftuin"   /* in the archive, with everything in it */
#define PT_ELN_PROGRAM "#proeftuin" /* who made what the graph tells of */

typedef struct
{
  PtDataset *dataset;
  const PtExportOptions *options;
  const char *lang;
  PtExportReport *report;
  PtZip *zip;
  gint64 newest; /* µs: when the newest record was made; the archive bears that date */
  JsonArray *graph;
  JsonArray *parts;  /* of the root */
  GHashTable *shown; /* ids of records that have a data set */
  PtExportFiles files;
} PtElnExport;

/* Not what was put away, nor what is shared too little. */
bool pt_eln_goes_along (PtElnExport *self, PtRecord *record);
/* Puts the record in the graph and its files in the archive. */
gboolean pt_eln_add_record (PtElnExport *self, PtRecord *record, GError **error);

G_END_DECLS
