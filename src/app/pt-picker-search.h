/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a picker offers: the search behind it, fit for a worker thread. No widgets. */
#pragma once

#include "pt-logbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;   /* NULL = not there yet: made from @words when it is picked */
  char *kind; /* of the record to make */
  char *words;
  char *title;
  char *detail; /* the kind and the date, for telling apart */
  const char *icon;
} PtPick;

void pt_pick_free (PtPick *self);
/* An offer to make a record of the one kind in @kinds; NULL where that is not possible. */
PtPick *pt_pick_new_for_words (const char *kinds, const char *words);
PtEdit *pt_pick_make_edit (const PtPick *self, PtWorld *world);

typedef struct _PtPickSearch PtPickSearch;
PtPickSearch *pt_pick_search_new (const char *kinds, const char *words, gboolean members);
void pt_pick_search_free (PtPickSearch *self);
/* A PtStoreJob over a PtPickSearch; gives a GPtrArray of PtPick. */
gpointer pt_pick_search_job (PtStore *store, gpointer search, GCancellable *cancellable,
                             GError **error);

G_END_DECLS
