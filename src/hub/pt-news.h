/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other hub processes on the same PostgreSQL commit, told to whoever waits here, and the other
 * way round. News is a hint: who hears of it looks for itself, and who misses it (a process killed
 * between commit and telling) still looks when its time is up. */
#pragma once

#include "pt-world.h"

G_BEGIN_DECLS

typedef struct _PtNews PtNews;

/* @logbook has something new; NULL = any may have. On a thread of the news. */
typedef void (*PtNewsHeard) (const char *logbook, gpointer data);

/* (transfer full): listens from now on, through every loss of the connection. */
PtNews *pt_news_start (const char *url, PtWorld *world, PtNewsHeard heard, gpointer data);
void pt_news_stop (PtNews *self);
/* Does not wait; news of one logbook that comes faster than it is sent is sent once. */
void pt_news_tell (PtNews *self, const char *logbook);

G_END_DECLS
