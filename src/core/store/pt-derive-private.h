/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by pt-derive.c, pt-derive-search.c and pt-neighbours.c. Not for others. */
#pragma once

#include "pt-derive.h"

G_BEGIN_DECLS

struct _PtDerive
{
  PtDb *db;
  const char *schema;
  GHashTable *kind_sql; /* kind → its INSERT */
  GHashTable *touched;  /* ids of records whose list rows count or name others */
  char *listing_sql, *counts_sql, *pending_sql, *refresh_sql;
  char *search_find_sql, *search_drop_sql, *search_put_sql;
};

/* The words by which @record is found (pt-derive-search.c). */
gboolean pt_derive_search (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
                           GError **error);

/* ── pt-neighbours.c ── */
/* What the list row of a record counts and names of others: SQL with ?1 = its id. */
char *pt_neighbours_columns_sql (const char *schema);
/* Notes whose rows change because of @record: call before its own row is written, and after. */
gboolean pt_neighbours_note (PtDerive *self, int64_t row, const PtRecord *record, GError **error);
/* Whoever names @record in its list row, when its title has changed. */
gboolean pt_neighbours_note_title (PtDerive *self, int64_t row, const PtRecord *record,
                                   const char *title, GError **error);

G_END_DECLS
