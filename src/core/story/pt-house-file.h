/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of the house that a logbook keeps on this laptop, beside its database: a folder as
 * pt_house_load() reads it. It is not shared: fonts are of a laptop, and a colleague who wants the same look
 * is given the folder. One logbook may be of another house than the next. */
#pragma once

#include "pt-house.h"

G_BEGIN_DECLS

/**
 * pt_house_find:
 * @logbook: the folder of a logbook
 * @house: (out) (nullable): %NULL where it has none: ours
 *
 * Returns: FALSE with a sentence when it has one that cannot be read
 */
gboolean pt_house_find (const char *logbook, PtHouse **house, GError **error);

/* (transfer full) (nullable): what its file says about @key. */
char *pt_house_dup_setting (const char *logbook, const char *key);

/**
 * pt_house_set:
 * @key: as in pt-house.h
 * @value: (nullable): %NULL = ours again; of `logo` the path of a picture, of which a copy is kept
 *
 * Blocks. Returns: FALSE with a sentence, and then nothing has changed
 */
gboolean pt_house_set (const char *logbook, const char *key, const char *value, GError **error);

G_END_DECLS
