/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read records share; nobody else. */
#pragma once

#include "pt-record.h"

G_BEGIN_DECLS

/* Borrowed for ever: what @field counts as while nobody set it; NULL = unset. */
const char *pt_record_get_fallback (const PtRecord *self, const PtField *field);
/* Borrowed for ever: a PT_FIELD_COMPUTED field. */
const char *pt_record_compute (const PtRecord *self, const PtField *field);
/* Minutes east of UTC where the record was made. */
int pt_record_get_created_offset (const PtRecord *self);
/* (transfer full): as much of @text as a row shows. */
char *pt_title_shorten (const char *text);

G_END_DECLS
