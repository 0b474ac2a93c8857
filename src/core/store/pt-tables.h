/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derived tables, made from the const tables of kinds and fields: a table per kind with real
 * columns, the list, the full-text index and the shown state of records with unsent saves. What
 * goes into them is pt-derive.c's matter. */
#pragma once

#include "pt-db.h"
#include "pt-schema.h"

G_BEGIN_DECLS

/* (transfer full): the CREATE TABLE of a kind in @schema ("main" or "temp"). */
char *pt_tables_kind_sql (const PtRecordKind *kind, const char *schema);
/* (transfer full): `"name"`; names come from the const tables only. */
char *pt_tables_quote (const char *name);
/* The column's type: an SQLite STRICT type. */
const char *pt_tables_column_type (PtKind kind);
/* Whether the column of @field has an index: it is filtered by, or leads to an owner. */
bool pt_tables_is_indexed (const PtRecordKind *kind, const PtField *field);
/* Columns before the fields in every table of a kind: row, id, no, created_at, created_by,
 * updated_at. */
#define PT_TABLES_N_FIXED 6

/* A hash of all definitions; another one means: rebuild. */
const char *pt_tables_hash (void);
/* Whether the derived tables in the file were made from these definitions. */
gboolean pt_tables_are_current (PtDb *db);
gboolean pt_tables_mark_current (PtDb *db, GError **error);

/* In "temp" there are no indexes, and the full-text index is a plain table: it is only compared. */
gboolean pt_tables_create (PtDb *db, const char *schema, GError **error);
/* Drops also tables of kinds that other versions had. */
gboolean pt_tables_drop (PtDb *db, const char *schema, GError **error);

G_END_DECLS
