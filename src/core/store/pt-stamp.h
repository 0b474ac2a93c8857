/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a note remembers of its surroundings at the moment of saving: the stage of its experiment and
 * the phase of its challenge. Nobody picks a phase per note (domain.md §1, decision 5). */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* Adds to @set (PtSetting) what is to be remembered with a save of @kind that sets the fields in
 * @set; @before is the record until now, or NULL. */
gboolean pt_stamp_surroundings (PtStore *store, const char *kind, PtRecord *before, GPtrArray *set,
                                GError **error);

G_END_DECLS
