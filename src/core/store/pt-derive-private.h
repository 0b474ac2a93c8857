/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by pt-derive.c, pt-derive-search.c and pt-neighbours.c. Not for others. */
#pragma once

#include "pt-derive.h"

G_BEGIN_DECLS

/* What a kind's table says, made ready for thousands of records. */
typedef struct
{
  const PtRecordKind *kind;
  GPtrArray *fields; /* PtField, own and common */
  char *insert_sql;  /* for a new row */
  char *replace_sql; /* for one that was there */
  gboolean is_searched;
} PtKindPlan;

/* The words of one record, to be written. */
typedef struct
{
  int64_t row;
  gboolean is_new;
  char *title; /* NULL = it is not to be found any more */
  char *body;
} PtSearchText;

struct _PtDerive
{
  PtDb *db;
  const char *schema;
  GHashTable *plans;    /* kind → PtKindPlan */
  GHashTable *touched;  /* ids of records whose list rows count or name others */
  GArray *texts;        /* PtSearchText */
  char *listing_sql[2]; /* replacing, new */
  char *pending_sql, *refresh_sql;
  char *search_find_sql, *search_drop_sql, *search_put_sql;
  char *search_merge_sql; /* NULL = the words of that schema are in no index */
  gsize indexed;          /* bytes of words that this commit changes */
  int64_t unmerged;       /* pages of the index that are due, too few yet */
};

const PtKindPlan *pt_derive_plan (PtDerive *self, const PtRecord *record); /* NULL = unknown kind */

/* ── pt-derive-search.c ── */
/* Notes the words by which @record is found. FTS5 brings all it holds in memory to disk at every
 * savepoint, and the tables in between make one each: so the words wait for the flush. */
void pt_derive_note_search (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
                            gboolean is_new);
gboolean pt_derive_flush_search (PtDerive *self, GError **error);
/* Once a commit, at its end: its share of keeping the index together. */
gboolean pt_derive_merge_search (PtDerive *self, GError **error);
void pt_search_text_clear (gpointer text);

/* ── pt-neighbours.c ── */
/* What the list row of a record counts and names of others: SQL with ?1 = its id. */
char *pt_neighbours_columns_sql (const char *schema);
/* Notes whose rows change because of @record: call before its own row is written. */
gboolean pt_neighbours_note (PtDerive *self, int64_t row, const PtRecord *record, gboolean is_new,
                             GError **error);
/* Whoever names @record in its list row, when its title has changed. */
gboolean pt_neighbours_note_title (PtDerive *self, int64_t row, const PtRecord *record,
                                   const char *title, GError **error);
gboolean pt_neighbours_flush (PtDerive *self, GError **error);

G_END_DECLS
