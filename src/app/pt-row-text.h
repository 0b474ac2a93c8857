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

/* (transfer full): date · people · status in words, led by the kind where kinds are mixed. */
char *pt_row_text_meta (const PtRow *row, gboolean with_kind);
/* (transfer full): title, the dim line and the states as one sentence for assistive technology. */
char *pt_row_text_accessible (const PtRow *row, gboolean with_kind, gboolean shared);
/* Whether a state is to be shown: where nothing is shared, nothing waits for internet. */
gboolean pt_row_state_shows (const PtRowState *state, const PtRow *row, gboolean shared);
/* (transfer full) (nullable): the status in words. */
char *pt_row_text_status (const PtRow *row);

G_END_DECLS
