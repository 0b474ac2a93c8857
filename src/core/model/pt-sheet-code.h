/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code on a table sheet: what was written on paper finds its learning moment again. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

#define PT_SHEET_CODE_LENGTH 5

/**
 * pt_sheet_code:
 * @id: of a record
 *
 * The same on every laptop: 25 bits of the hash of @id in Crockford's base 32, which has no letters
 * that look like digits.
 *
 * Returns: (transfer full): the code, e.g. `7K3QD`
 */
char *pt_sheet_code (const char *id);

/**
 * pt_sheet_code_matches:
 * @typed: what a person read from the sheet: small letters, spaces, O for 0, I and L for 1
 */
bool pt_sheet_code_matches (const char *typed, const char *id);

G_END_DECLS
