/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+C as a GCancellable, for programs that work without a main loop: what was begun is put away
 * instead of left half. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PtInterrupt PtInterrupt;

/* (transfer full): SIGINT and SIGTERM cancel from now on, until it is freed. */
PtInterrupt *pt_interrupt_new (void);
void pt_interrupt_free (PtInterrupt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtInterrupt, pt_interrupt_free)
GCancellable *pt_interrupt_get_cancellable (PtInterrupt *self);

G_END_DECLS
