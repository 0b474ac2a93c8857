/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Only Some of It", in a dialog that takes away: switched off all of it goes, switched on what is
 * ticked. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_SOME_ROW (pt_some_row_get_type ())
G_DECLARE_FINAL_TYPE (PtSomeRow, pt_some_row, PT, SOME_ROW, AdwExpanderRow)

/* Signals:
 *   changed: it was switched, or something was ticked or not
 */

GtkWidget *pt_some_row_new (const char *subtitle);
/* @set: what @key is one of, so that one row can offer two kinds of things. */
void pt_some_row_add (PtSomeRow *self, const char *set, const char *key, const char *title,
                      const char *subtitle);
gboolean pt_some_row_is_on (PtSomeRow *self);
/* (transfer full) (nullable): the ticked keys of @set; %NULL where there are none. */
char **pt_some_row_dup_ticked (PtSomeRow *self, const char *set);

G_END_DECLS
