/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review at a table, over the whole window: the agenda and who is there, then one thing after the
 * other, and the note that is left of it. Works without a network, and shows no real names. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_REVIEW_PAGE (pt_review_page_get_type ())
G_DECLARE_FINAL_TYPE (PtReviewPage, pt_review_page, PT, REVIEW_PAGE, GtkBox)

/* Signal left (const char *note): it is over; @note is the id of the note, "" when none was written.
 * Its actions: review.begin, .next, .previous, .finish, .write, .leave, .status (s), .voice (s: a key),
 * .sheet (s: a code). */
GtkWidget *pt_review_page_new (PtLogbook *logbook);
/* Saves what is being typed. */
void pt_review_page_flush (PtReviewPage *self);

G_END_DECLS
