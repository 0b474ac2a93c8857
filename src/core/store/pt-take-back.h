/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting the earlier values of one own save back, by a new save: what undo and redo share. Not for
 * callers of the store. */
#pragma once

#include "pt-store-private.h"

G_BEGIN_DECLS

/* One own save to be taken back. */
typedef struct
{
  int64_t ordinal;
  int64_t row;
  gboolean makes;
  int64_t first; /* of the same sitting (pt-sitting.h); 0 = it is by itself */
} PtOwnSave;

typedef enum
{
  PT_BACK_NOTHING, /* it is as if it was never made */
  PT_BACK_DONE,
  PT_BACK_CHANGED_SINCE, /* nothing of it stands any more as it was saved */
  PT_BACK_STAYS_SHARED,  /* it did no more than share something, which cannot be unsaid */
} PtBackOutcome;

/**
 * pt_take_back:
 * @how: "undo" or "redo": what history says of the new save
 * @by: (out): the ordinal of the new save; 0 = none was needed
 *
 * Inside the caller's transaction. What somebody changed since is left as it is.
 */
gboolean pt_take_back (PtStore *self, const PtOwnSave *own, const char *how, PtBackOutcome *outcome,
                       int64_t *by, GError **error);

/* (transfer full): what the save did, for the sentence about it. */
PtUndone *pt_take_back_describe (PtStore *self, const PtOwnSave *own, GError **error);
/* (transfer full): the same of saves that belong together. */
PtUndone *pt_undone_new_group (PtStore *self, const char *group, GError **error);

G_END_DECLS
