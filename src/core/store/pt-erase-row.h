/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an order to erase does to the rows and files of one record on this laptop. Only for
 * pt-store-erasure.c, in its transaction. */
#pragma once

#include "pt-store-private.h"

G_BEGIN_DECLS

typedef struct
{
  PtStore *store;
  GPtrArray *changed; /* (nullable): ids */
  GPtrArray *lost;    /* (nullable): sentences */
  GHashTable *files;  /* sha256 that may have lost their last name */
  GArray *gaps; /* PtDot: the first number of each life that was given and is not sent any more */
  gboolean touched; /* anything was taken out */
  gboolean unknown; /* an order speaks of a file, and its record is not here */
} PtErasing;

void pt_erasing_init (PtErasing *self, PtStore *store, GPtrArray *changed, GPtrArray *lost);
void pt_erasing_clear (PtErasing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtErasing, pt_erasing_clear)

/* The record of @order and, with a whole one, what hangs on it. @also_private: not only what leaves
 * this laptop. */
gboolean pt_erasing_carry_out (PtErasing *self, const PtErasure *order, gboolean also_private,
                               GError **error);
/* One record with all of it, of which @order speaks. */
gboolean pt_erasing_row (PtErasing *self, const PtErasure *order, int64_t row, GError **error);
/* The record stays, but for the own saves that would hang it on @owner: the hub will not take them. */
gboolean pt_erasing_drop_saves (PtErasing *self, const PtErasure *order, int64_t row,
                                const char *owner, GError **error);
/* What the hub said of it; NULL in @out when it never saw it. (transfer full) */
gboolean pt_erasing_load_state (PtErasing *self, int64_t row, PtState **out, GError **error);

/* Last: the index without the words, and the bytes that no attachment names any more. */
gboolean pt_erasing_finish (PtErasing *self, GError **error);
/* The bytes and all that was made of them. */
gboolean pt_erasing_remove_file (PtStore *store, const char *sha256, GError **error);
/* Remembers when there are any (pt-erase-strays.c). */
gboolean pt_erasing_note_strays (PtStore *store, GError **error);

G_END_DECLS
