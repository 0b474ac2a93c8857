/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of steps tells the checks of its guards; nobody else. */
#pragma once

#include "pt-life.h"

G_BEGIN_DECLS

guint pt_life_guards (PtRecord *record, const char *to);
guint pt_life_standing_guards (PtRecord *record);

G_END_DECLS
