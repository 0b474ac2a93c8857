/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a list row, the same for every kind of record. Pure. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* What a row's small icons say, described once. */
typedef struct
{
  const char *icon;
  const char *label; /* N_(): for assistive technology and the tooltip */
  gboolean (*applies) (const PtRow *row);
  gboolean of_sharing; /* means something only in a logbook with a team server */
} PtRowState;

extern const PtRowState pt_row_states[];
extern const guint pt_n_row_states;

/* What the dim line shows. */
typedef enum
{
  PT_ROW_KIND = 1 << 0, /* where rows of several kinds stand together */
  PT_ROW_DATE = 1 << 1,
  PT_ROW_PEOPLE = 1 << 2,
  PT_ROW_STATUS = 1 << 3,
  PT_ROW_ALONE = PT_ROW_DATE | PT_ROW_PEOPLE | PT_ROW_STATUS,
  PT_ROW_MIXED = PT_ROW_KIND | PT_ROW_ALONE,
} PtRowParts;

/* (transfer full): kind · date · people · status in words, of @parts. */
char *pt_row_text_meta (const PtRow *row, guint parts);
/* (transfer full): title, the dim line and the states as one sentence for assistive technology. */
char *pt_row_text_accessible (const PtRow *row, guint parts, gboolean shared);
/* Whether a state is to be shown: where nothing is shared, nothing waits for internet. */
gboolean pt_row_state_shows (const PtRowState *state, const PtRow *row, gboolean shared);
/* (transfer full) (nullable): the status in words. */
char *pt_row_text_status (const PtRow *row);

G_END_DECLS
