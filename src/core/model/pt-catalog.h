/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Translations in a language of the caller's choice, from catalogues inside the program: a Dutch
 * report is Dutch also on an English laptop without a Dutch locale. Windows use gettext as usual. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * pt_catalog_text:
 * @lang: `nl` or `en`
 * @context: (nullable): message context
 * @msgid: the English text
 *
 * Returns: (transfer none): the translation, or @msgid
 */
const char *pt_catalog_text (const char *lang, const char *context, const char *msgid);
/* Whether the catalogue of @lang has it. */
bool pt_catalog_has (const char *lang, const char *context, const char *msgid);
const char *pt_catalog_plural (const char *lang, const char *singular, const char *plural,
                               unsigned long n);

/* The process's own language among those the catalogues have: `nl` or `en`. */
const char *pt_catalog_current (void);

/* Binds the gettext domain, also for a program that runs from its build folder. Call first in main. */
void pt_catalog_init (void);

G_END_DECLS
