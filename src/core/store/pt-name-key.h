/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key that seals a logbook's real names. Once found or opened it is known to the whole program, so
 * that every connection reads names and nobody is asked twice. Not for others than core/store. */
#pragma once

#include "pt-seal.h"
#include "pt-store-private.h"

G_BEGIN_DECLS

/* @out (nullable): filled when the state is %PT_NAMES_OPEN. */
PtNamesState pt_name_key_find (PtStore *self, PtSealKey *out);
/* Inside a transaction: makes one when there is none. FALSE with a sentence when it cannot be had. */
gboolean pt_name_key_need (PtStore *self, PtSealKey *out, GError **error);
/* (transfer full) (nullable): what it is called. */
char *pt_name_key_dup_id (PtStore *self);
/* Inside a transaction: from now on @key seals the names, which it must fit. Kept among the secrets of
 * the user on this laptop. */
gboolean pt_name_key_adopt (PtStore *self, const char *id, const PtSealKey *key, GError **error);
/* Sets @error to the sentence of a state in which names cannot be read. Returns FALSE. */
gboolean pt_name_key_fail (PtNamesState state, GError **error);

G_END_DECLS
