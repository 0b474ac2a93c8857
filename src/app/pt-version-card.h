/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the versions of a text: who wrote it, when, the words that the other has not marked, and a
 * button that keeps it. */
#pragma once

#include "pt-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_VERSION_CARD (pt_version_card_get_type ())
G_DECLARE_FINAL_TYPE (PtVersionCard, pt_version_card, PT, VERSION_CARD, GtkBox)

/**
 * pt_version_card_new:
 * @store: knows names and titles; only primary keys are read
 * @field: whose versions they are
 * @versions: of one register
 * @n: how many
 * @index: which one; given to the action `conflict.keep`
 */
GtkWidget *pt_version_card_new (PtStore *store, const PtField *field,
                                const PtVersion *const *versions, guint n, guint index);

/* (transfer full): a version in words: labels of keys, titles of records. */
char *pt_version_dup_words (PtStore *store, const PtField *field, const PtVersion *version);

G_END_DECLS
