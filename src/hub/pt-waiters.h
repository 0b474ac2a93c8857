/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections that wait for news of a logbook. They are suspended: no thread each, a few kilobytes
 * of memory. One thread looks after all their deadlines. */
#pragma once

#include <gio/gio.h>
#include <microhttpd.h>

G_BEGIN_DECLS

typedef struct _PtWaiters PtWaiters;

PtWaiters *pt_waiters_new (void);
/* Wakes everybody; call before the daemon stops, after it took its last request. */
void pt_waiters_stop (PtWaiters *self);
void pt_waiters_free (PtWaiters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWaiters, pt_waiters_free)

/**
 * pt_waiters_span:
 * @seconds: the shortest that a long poll takes without news
 * @draw: random
 *
 * A fifth of jitter, so that laptops which began together, as after a restart, do not come back together.
 *
 * Returns: microseconds, from @seconds to a fifth more
 */
gint64 pt_waiters_span (guint seconds, guint16 draw);

/**
 * pt_waiters_hold:
 * @span: microseconds, the longest it may take
 * @generation: what pt_waiters_generation() said before the logbook was looked at; when there was
 *   news since, it is woken at once
 *
 * Call on the connection's own thread, from the handler.
 */
void pt_waiters_hold (PtWaiters *self, struct MHD_Connection *connection, const char *logbook,
                      gint64 span, guint64 generation);
guint64 pt_waiters_generation (PtWaiters *self);
/* @logbook NULL = everybody. */
void pt_waiters_wake (PtWaiters *self, const char *logbook);
guint pt_waiters_count (PtWaiters *self);

G_END_DECLS
