/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views of a place that are pictures: which records they are made from, and by what. A new one is a
 * line here and one in pt-place. */
#pragma once

#include "pt-pictures.h"
#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind; /* whose place has it */
  const char *view; /* id of a PtPlaceView */
  PtFigure *(*make) (const PtLens *lens);
  const char *needs[6]; /* kinds that are read, ended by NULL */
} PtLook;

const PtLook *pt_look_find (const char *kind, const char *view); /* NULL = it is no picture */

/* (transfer full) (nullable): what is seen of @needs by the team itself. On a worker thread. */
PtDataset *pt_look_read (PtStore *store, const char *const *needs, GError **error);
/* A lens on it; borrows @data and @today. */
PtLens pt_look_lens (PtDataset *data, const char *today);

G_END_DECLS
