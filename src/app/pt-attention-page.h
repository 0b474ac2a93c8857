/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of what needs a person: a row per record, from which one goes to the text that it is
 * about. Closing it decides nothing. */
#pragma once

#include "pt-attention-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_ATTENTION_PAGE (pt_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (PtAttentionPage, pt_attention_page, PT, ATTENTION_PAGE, AdwBin)

/* Signal open-field (const char *record, const char *field): @field "" = none in particular. */
GtkWidget *pt_attention_page_new (PtAttentionList *list);

G_END_DECLS
