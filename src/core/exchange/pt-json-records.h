/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of our own JSON, one by one, to edits. The imported file and the example logbook inside
 * the program are read by the same code; the example's ids are words. */
#pragma once

#include "pt-import-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): the file called @name; of the example only. */
typedef GBytes *(*PtJsonNamedFile) (const char *name, GError **error);

typedef struct
{
  const PtImport *import;
  PtImportPlan *plan;
  const char *logbook;   /* id of the logbook that the records go to; "" = none yet */
  GHashTable *words;     /* an id that is a word → its UUID */
  GHashTable *files;     /* sha256 → GBytes */
  PtJsonNamedFile named; /* NULL: a record may not name a file */
} PtJsonRecords;

void pt_json_records_init (PtJsonRecords *self, const PtImport *import, PtImportPlan *plan,
                           const char *logbook);
void pt_json_records_clear (PtJsonRecords *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtJsonRecords, pt_json_records_clear)

/* First for all records: an id that is a word gets its UUID, derived from the logbook's. */
void pt_json_records_learn (PtJsonRecords *self, JsonArray *records);
/* Then: what does not fit is a problem in the plan, at the record's place in the array. */
gboolean pt_json_records_read (PtJsonRecords *self, JsonArray *records, GError **error);

G_END_DECLS
