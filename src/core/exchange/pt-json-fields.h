/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of one record of our own JSON. Private to pt-json-records.c. */
#pragma once

#include "pt-json-records.h"

G_BEGIN_DECLS

/* What is being read. */
typedef struct
{
  PtJsonRecords *self;
  const char *record; /* how it is called */
  PtEdit *edit;
  guint n_kept;
} PtJsonTarget;

/* Fills @target from @record; @without: fields that go elsewhere, or NULL. */
void pt_json_fill (PtJsonTarget *target, JsonObject *record, const char *const *without);

/* The UUID for what a file calls a record; NULL = there is no such record. */
const char *pt_json_find_id (PtJsonRecords *self, const char *word);
/* @record: how it is called. */
void pt_json_tell (PtJsonRecords *self, const char *record, gboolean refused, const char *sentence);
void pt_json_tell_dangling (PtJsonRecords *self, const char *record, const char *word,
                            gboolean refused);

G_END_DECLS
