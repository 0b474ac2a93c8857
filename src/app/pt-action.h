/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed to do, as rows and buttons need it: in words, in order, and done. No widgets. */
#pragma once

#include "pt-dataset.h"
#include "pt-edit.h"
#include "pt-store.h"

G_BEGIN_DECLS

gboolean pt_action_is_open (PtRecord *action);
gboolean pt_action_is_done (PtRecord *action);

/* Open ones first, by the day that they are due and the others behind them; then what is done. */
void pt_action_sort (GPtrArray *actions);

/**
 * pt_action_dup_line:
 * @who: (nullable): who does it
 * @about: (nullable): the title of what it belongs to, where that is not on the same page
 * @today: a civil date
 *
 * Returns: (transfer full): "Tomorrow 14:05 · Promise · An"; may be empty
 */
char *pt_action_dup_line (PtRecord *action, const char *who, const char *about, const char *today);

/* (transfer full) (nullable): who does it, a member or somebody else; primary-key reads. */
char *pt_action_dup_who (PtStore *store, PtRecord *action);

/* (transfer full): ticks it off today, or opens it again. */
PtEdit *pt_action_make_done (PtRecord *action, gboolean done, const char *today);

/* (transfer full) (element-type PtRecord): open ones that are due by @today, in order; run it on a
 * worker. */
GPtrArray *pt_action_list_due (PtStore *store, const char *today, GError **error);

G_END_DECLS
