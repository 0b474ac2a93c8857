/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logbook.lock: everybody who has a logbook open holds it shared; what rebuilds or replaces the
 * file holds it alone. Not a lock on rows or saves: SQLite does that. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PtLock PtLock;

/**
 * pt_lock_new:
 * @folder: of the logbook
 *
 * Takes the lock shared. In a folder where nobody may write there is nothing to guard and the lock
 * is an empty one.
 *
 * Returns: (transfer full) (nullable): NULL with %PT_STORE_ERROR_BUSY, naming who holds it alone
 */
PtLock *pt_lock_new (const char *folder, GError **error);
/* Shared → alone; FALSE with %PT_STORE_ERROR_BUSY, naming who to close. Then it is still shared. */
gboolean pt_lock_upgrade (PtLock *self, GError **error);
void pt_lock_downgrade (PtLock *self);
void pt_lock_free (PtLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtLock, pt_lock_free)

G_END_DECLS
