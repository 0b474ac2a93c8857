/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One unbroken life of a database file, and the counter of its saves (sync.md §2). A witness in the
 * state folder notices that the file was copied, moved or put back, so that no dot is ever used
 * twice. */
#pragma once

#include "pt-db.h"
#include "pt-vector.h"

G_BEGIN_DECLS

typedef struct _PtIncarnation PtIncarnation;

/* Why a life began, as in the table; the first has no reason. */
#define PT_LIFE_MOVED                                                                              \
  "moved" /* the witness knows another file: a copied folder, a backup put back */
#define PT_LIFE_OLDER "older"     /* somebody knows later saves of this life than the file does */
#define PT_LIFE_UNKNOWN "unknown" /* there is no witness */
#define PT_LIFE_TAKEN "taken"     /* another database uses its numbers: a cloned disk */
#define PT_LIFE_CLOSED "closed"   /* the hub closed the old one because of a clone elsewhere */
#define PT_LIFE_EPOCH                                                                              \
  "epoch" /* the hub was put back and may have forgotten what has its numbers, or one is not sent */

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
/* Inside a transaction: the next save is the first of a new life. A copy asks the hub for a device of
 * its own then. */
gboolean pt_incarnation_renew (PtIncarnation *self, const char *why, GError **error);
/* Inside a transaction: begins a new life now, instead of at the next save, when the witness does not
 * vouch for this file or the hub knows a later save (@known; nullable) of its life. */
gboolean pt_incarnation_check (PtIncarnation *self, const PtDot *known, GError **error);
/* Without writing: whether @known is a later save of the newest life than the file has. */
gboolean pt_incarnation_is_behind (PtIncarnation *self, const PtDot *known);
/* Without writing: why a new life is due; NULL = none is. Static. */
const char *pt_incarnation_peek_doubt (PtIncarnation *self);
/* After the commit: tells the witness. After a rollback: forgets. */
void pt_incarnation_committed (PtIncarnation *self);
void pt_incarnation_rolled_back (PtIncarnation *self);

G_END_DECLS
