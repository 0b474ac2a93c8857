/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a place shows while nothing is there: its icon, one sentence that teaches, and the way to make the
 * first. */
#pragma once

#include "pt-place.h"

#include <adwaita.h>

G_BEGIN_DECLS

AdwStatusPage *pt_empty_page_new (void); /* (transfer floating): of no place yet */
void pt_empty_page_teach (AdwStatusPage *self, const PtPlace *place);
/* Things are there, but none that is seen here: other words, and nothing to make. */
void pt_empty_page_say (AdwStatusPage *self, const PtPlace *place, const char *title,
                        const char *text);

G_END_DECLS
