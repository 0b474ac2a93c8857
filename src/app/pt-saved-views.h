/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to look at one list that somebody gave a name. Kept as one setting of the logbook on this
 * laptop, a line each: the view, a tab, the name. Pure. */
#pragma once

#include "pt-schema.h"

G_BEGIN_DECLS

#define PT_SAVED_VIEW_NAME_MAX 40 /* characters */

typedef struct
{
  char *name;
  char *view; /* what pt_list_view_save() gave */
} PtSavedView;

/* (transfer full) (element-type PtSavedView): in the order of their names; @text (nullable) is what
 * pt_saved_views_print() gave. */
GPtrArray *pt_saved_views_parse (const char *text);
char *
pt_saved_views_print (GPtrArray *views); /* (transfer full) (nullable): NULL = there is none */
char *pt_saved_views_setting (const PtRecordKind *kind); /* name of the setting; (transfer full) */

/* (transfer full) (nullable): what somebody typed, fit for a name; NULL = nothing is left of it. */
char *pt_saved_view_dup_name (const char *typed);

/* (nullable): by its name, or by how it looks; NULL = none. */
const PtSavedView *pt_saved_views_find (GPtrArray *views, const char *name);
const PtSavedView *pt_saved_views_find_view (GPtrArray *views, const char *view);
/* In the place of one with the same name. */
void pt_saved_views_put (GPtrArray *views, const char *name, const char *view);
void pt_saved_views_remove (GPtrArray *views, const char *name);

G_END_DECLS
