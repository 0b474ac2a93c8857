/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "You name Fatima here. Replace it by “Resident 3”?": a question under a text, with one key. */
#pragma once

#include "pt-named.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_NAME_NOTICE (pt_name_notice_get_type ())
G_DECLARE_FINAL_TYPE (PtNameNotice, pt_name_notice, PT, NAME_NOTICE, GtkBox)

/* Signals:
 *   replace ()
 *   keep (): only with a button for it
 */

/* @named is taken. @keep (nullable): what a second button says, which leaves the name. */
GtkWidget *pt_name_notice_new (PtNamed *named, const char *keep);
/* The same away from the text, which is in the record called @where. */
GtkWidget *pt_name_notice_new_in (PtNamed *named, const char *where, const char *keep);
const PtNamed *pt_name_notice_get_named (PtNameNotice *self);
/* The cursor on the button that replaces. */
void pt_name_notice_focus (PtNameNotice *self);

G_END_DECLS
