/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record, and what hangs on it, as one JSON object: what `show --json` and `list --json` print.
 * For reading by people and scripts; the file that can be read back is pt-json-export.h. */
#pragma once

#include "pt-dataset.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): the name to show for a member; NULL = its id is shown. */
typedef char *(*PtMemberNamer) (const char *member, gpointer data);

/**
 * pt_record_to_json:
 * @around: the record's neighbours: links, attachments, comments
 * @record: a record, not necessarily of @around
 * @namer: (nullable): says how members are called
 *
 * Returns: (transfer full): `{"id","kind","archived","sharing","fields","links","attachments",
 *   "comments","conflicts"}`. ``fields` holds what is set and the fallbacks of enums and dates, set-valued
 *   fields as sorted lists, and what a newer version set, under its own name.
 */
JsonNode *pt_record_to_json (PtDataset *around, PtRecord *record, PtMemberNamer namer,
                             gpointer data);

/* (transfer full): the same on one line, members in that order, without a line end. */
char *pt_record_to_line (PtDataset *around, PtRecord *record, PtMemberNamer namer, gpointer data);

/**
 * pt_record_conflict_to_json:
 * @field: a register with more than one version
 *
 * Returns: (transfer full): `{"id","kind","field","versions":[{"value","member","device","at"},…]}`,
 *   the shown one first
 */
JsonNode *pt_record_conflict_to_json (PtRecord *record, const char *field, PtMemberNamer namer,
                                      gpointer data);

/* (transfer full): the "fields" member alone: @fallbacks also adds what unset enums and dates count as;
 * @strictest gives of fields that gates read the strictest of their concurrent values. */
JsonObject *pt_record_fields_to_json (PtRecord *record, bool fallbacks, bool strictest);

/* What to write for how widely it is shared: a key of the vocabulary, or of a newer version's.
 * Borrowed from the record. */
const char *pt_record_sharing_key (PtRecord *record);

G_END_DECLS
