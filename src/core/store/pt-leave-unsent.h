/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody who leaves a team had changed in shared records and nobody else ever got. The records
 * go; these words stay, as private notes. Only for pt-store-leave.c, in its transaction. */
#pragma once

#include "pt-store-private.h"

G_BEGIN_DECLS

/**
 * pt_leave_list_unsent:
 *
 * With temp.gone as the rows that go. Says nothing of those records but what was never sent.
 *
 * Returns: (transfer full) (element-type PtEdit): new notes, to be saved when those rows are gone
 */
GPtrArray *pt_leave_list_unsent (PtStore *store, GError **error);

G_END_DECLS
