/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What works: all that field labs share about one theme, as a document that grows with them. What it
 * is about, facts, policy, what labs think works and what speaks for and against it, what was tried
 * and learned, what is still talked about, literature. Nothing in it was not shared as it stands. */
#pragma once

#include "pt-document.h"
#include "pt-network.h"

G_BEGIN_DECLS

/**
 * pt_dossier_compose:
 * @network: all that is shared
 * @theme: a key of the themes
 * @lang: "nl" or "en"
 * @today: civil date
 *
 * Returns: (transfer full) (nullable): %NULL when nobody shares anything about it
 */
PtDocument *pt_dossier_compose (PtNetwork *network, const char *theme, const char *lang,
                                const char *today);
/* (transfer full): the label of a theme, or what its key says. */
char *pt_dossier_dup_theme (const char *theme, const char *lang);

G_END_DECLS
