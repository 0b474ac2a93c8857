/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words of one text are not in the other: marks for showing two versions beside each other.
 * Pure; no merge is made here. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_word_diff_markup:
 * @text: UTF-8
 * @other: UTF-8, what it is compared with
 *
 * Returns: (transfer full): @text as Pango markup, with the words that @other has not in the same
 *   order in bold and underlined
 */
char *pt_word_diff_markup (const char *text, const char *other);

G_END_DECLS
