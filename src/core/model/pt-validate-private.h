/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What checking and parsing share; nobody else. */
#pragma once

#include "pt-validate.h"

G_BEGIN_DECLS

/* Sets the sentence that says what @field takes. */
void pt_validate_refuse (const PtField *field, GError **error);

G_END_DECLS
