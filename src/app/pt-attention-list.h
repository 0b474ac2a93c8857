/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for a person in this logbook, kept up to date for the sidebar and its page. It is read
 * again when something came from elsewhere or one of its records changed, not at every save. */
#pragma once

#include "pt-syncer.h"

G_BEGIN_DECLS

#define PT_TYPE_ATTENTION_LIST (pt_attention_list_get_type ())
G_DECLARE_FINAL_TYPE (PtAttentionList, pt_attention_list, PT, ATTENTION_LIST, GObject)

/* Signal changed (): the list is another one. @syncer (nullable). */
PtAttentionList *pt_attention_list_new (PtLogbook *logbook, PtSyncer *syncer);
/* Borrowed, of PtAttention; empty before it is read. */
GPtrArray *pt_attention_list_get (PtAttentionList *self);
guint pt_attention_list_count_choices (PtAttentionList *self);
/* Somebody is looking: every change counts. */
void pt_attention_list_set_watched (PtAttentionList *self, gboolean watched);

G_END_DECLS
