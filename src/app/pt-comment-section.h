/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say about a record, each in their own voice, and a place to say something. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_COMMENT_SECTION (pt_comment_section_get_type ())
G_DECLARE_FINAL_TYPE (PtCommentSection, pt_comment_section, PT, COMMENT_SECTION, GtkBox)

GtkWidget *pt_comment_section_new (PtLogbook *logbook);
void pt_comment_section_show (PtCommentSection *self, PtRecord *record, PtDataset *around);
/* Puts the cursor where a comment is written. */
void pt_comment_section_start (PtCommentSection *self);

G_END_DECLS
