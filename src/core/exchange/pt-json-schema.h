/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON file described for other programs. */
#pragma once

#include "pt-schema.h"

G_BEGIN_DECLS

/* (transfer full): a JSON Schema (draft 2020-12) of what pt_export_json() writes, on one line. */
char *pt_json_schema (void);

G_END_DECLS
