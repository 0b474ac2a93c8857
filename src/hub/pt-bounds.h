/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much one record may hold, so that every laptop and the hub can read it, whatever is said of it. */
#pragma once

#include "pt-state.h"

G_BEGIN_DECLS

/* What makes a record that is too large no larger is always allowed: so people can choose. */
gboolean pt_bounds_allow (const PtState *state, const PtState *after);
/* Whether @op may be applied to @state. */
gboolean pt_bounds_allow_op (const PtState *state, const PtOp *op);

G_END_DECLS
