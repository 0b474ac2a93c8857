/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The box in which a comment is written: the words, what sort of comment it is, and whose voice. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_COMMENT_COMPOSER (pt_comment_composer_get_type ())
G_DECLARE_FINAL_TYPE (PtCommentComposer, pt_comment_composer, PT, COMMENT_COMPOSER, GtkBox)

GtkWidget *pt_comment_composer_new (PtLogbook *logbook);
/* About which record; words that were begun about it stand there again. */
void pt_comment_composer_set_target (PtCommentComposer *self, const char *id);
/* Drops the words when the comment made of them is among @around: not before it is kept. */
void pt_comment_composer_arrived (PtCommentComposer *self, PtDataset *around);
void pt_comment_composer_start (PtCommentComposer *self);

G_END_DECLS
