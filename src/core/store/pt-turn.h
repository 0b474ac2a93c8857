/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who writes first in this process: what a person does, before page after page of a hub. SQLite has no
 * queue: who asks again at once gets the database again, and who sleeps on it waits for all of the pages. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Somebody waits for a write, until pt_turn_end(). Any thread. */
void pt_turn_begin (void);
void pt_turn_end (void);
gboolean pt_turn_is_wanted (void);

/* Waits until nobody does, at most half a second: what comes from others is to arrive as well. Call with no
 * transaction open. */
void pt_turn_let_others (void);

G_END_DECLS
