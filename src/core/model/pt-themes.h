/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of themes: they come with the data file, not from the message catalogues. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer none) (nullable): the label of theme @key in @lang, `nl` or `en`. */
const char *pt_themes_label (const char *key, const char *lang);

G_END_DECLS
