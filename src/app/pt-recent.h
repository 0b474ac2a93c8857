/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which logbooks were open lately on this laptop, the last one first. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PT_RECENT_MAX 6

void pt_recent_add (GSettings *settings, const char *folder);
void pt_recent_remove (GSettings *settings, const char *folder);
/* (transfer full) (nullable): the logbook to begin with; NULL when there is none any more. */
char *pt_recent_dup_last (GSettings *settings);
/* (transfer full) (nullable): the logbook to begin with when its folder is gone. */
char *pt_recent_dup_missing (GSettings *settings);
/* Fills @menu with them and with how to get others. */
void pt_recent_fill_menu (GSettings *settings, GMenu *menu);

G_END_DECLS
