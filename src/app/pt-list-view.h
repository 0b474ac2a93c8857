/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person looks at one list: order, filter, archived or not, and what each line shows; kept in the logbook's settings
 * on this laptop, and turned into a query. Pure. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *label; /* N_() */
  enum
  {
    PT_SORT_NATURAL,
    PT_SORT_TITLE,
    PT_SORT_DATE,
    PT_SORT_CHANGED
  } by;
  gboolean descending;
} PtSort;

extern const PtSort pt_sorts[];
extern const guint pt_n_sorts;

/* A part of a row's dim line that somebody may leave out. */
typedef struct
{
  const char *id;
  const char *label; /* N_() */
  guint part;        /* one of PtRowParts */
} PtListPart;

extern const PtListPart pt_list_parts[];
extern const guint pt_n_list_parts;

typedef struct
{
  const PtRecordKind *kind;
  const PtSort *sort;
  char *filter; /* key of the filter field; NULL = all */
  gboolean archived;
  guint parts; /* PtRowParts */
} PtListView;

/* @saved: what pt_list_view_save() gave; NULL or rubbish = the usual view. */
PtListView *pt_list_view_new (const PtRecordKind *kind, const char *saved);
void pt_list_view_free (PtListView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtListView, pt_list_view_free)
char *pt_list_view_save (const PtListView *self);
char *pt_list_view_setting (const PtRecordKind *kind); /* name of the setting; (transfer full) */

/* The field whose words are the chips of this kind; NULL = none. */
const PtField *pt_list_view_filter_field (const PtRecordKind *kind);
/* Whether rows of @kind have @part. */
gboolean pt_list_part_fits (const PtListPart *part, const PtRecordKind *kind);
/* Whether @sort means something for @kind. */
gboolean pt_sort_fits (const PtSort *sort, const PtRecordKind *kind);
const PtSort *pt_sort_find (const char *id); /* the usual order when unknown */

/* Fills @query and @filter, which must outlive it and point into @self. */
void pt_list_view_fill_query (const PtListView *self, PtQuery *query, PtFilter *filter);

G_END_DECLS
