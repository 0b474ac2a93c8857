/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a number as a person writes it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * pt_number_parse:
 * @text: `1234`, `1.234,56`, `1,234.56`, `1,5`, `1.5`, `€ 12`; spaces may group digits
 * @whole: only a whole number makes sense, so that `1.234` is a thousand
 *
 * Returns: FALSE if @text is no number, or could be two
 */
bool pt_number_parse (const char *text, bool whole, double *out);

/* Whether @text is like `1.234`: a thousand in Dutch, a little over one elsewhere. */
bool pt_number_is_ambiguous (const char *text);

G_END_DECLS
