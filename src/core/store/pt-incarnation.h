/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One unbroken life of a database file, and the counter of its saves (sync.md §2). A witness in the
 * state folder notices that the file was copied, moved or put back, so that no dot is ever used
 * twice. */
#pragma once

#include "pt-db.h"
#include "pt-vector.h"

G_BEGIN_DECLS

typedef struct _PtIncarnation PtIncarnation;

PtIncarnation *pt_incarnation_new (PtDb *db, const char *path, PtWorld *world);
void pt_incarnation_free (PtIncarnation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtIncarnation, pt_incarnation_free)

/* Inside a transaction: the next dot. Starts a new life when the witness does not vouch for this
 * file. */
gboolean pt_incarnation_next (PtIncarnation *self, PtDot *out, GError **error);
/* For a save that stays here. The numbers that the hub sees have no gaps then: of two databases that
 * live the same life, the second to send meets a number that is taken, at the first save that only
 * it has made. A life of its own per opening of the file, which no witness needs to vouch for. */
void pt_incarnation_next_private (PtIncarnation *self, PtDot *out);
/* Inside a transaction: the next save is the first of a new life. */
gboolean pt_incarnation_renew (PtIncarnation *self, GError **error);
/* After the commit: tells the witness. After a rollback: forgets. */
void pt_incarnation_committed (PtIncarnation *self);
void pt_incarnation_rolled_back (PtIncarnation *self);

G_END_DECLS
