/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line on top of a page that says what needs a person, with one button. AdwBanner is of a later
 * libadwaita; the move to it is this file. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_NOTICE (pt_notice_get_type ())
G_DECLARE_FINAL_TYPE (PtNotice, pt_notice, PT, NOTICE, AdwBin)

/* @button: translated; @action: of the window. */
GtkWidget *pt_notice_new (const char *button, const char *action);
/* NULL = nothing to say: the line goes away. */
void pt_notice_set_text (PtNotice *self, const char *text);
/* A second thing that may be done; then the buttons stand below the text. */
void pt_notice_add_button (PtNotice *self, const char *button, const char *action);
const char *pt_notice_get_text (PtNotice *self); /* NULL = away */

G_END_DECLS
