/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often somebody may ask: a bucket of tokens per name (a device, a session, an address) that fills
 * up again with time. In memory only: a hub that starts anew begins with full buckets; tries of an
 * invite's code are counted on disk (pt-invites.c). */
#pragma once

#include "pt-world.h"

G_BEGIN_DECLS

typedef struct _PtLimits PtLimits;

PtLimits *pt_limits_new (PtWorld *world);
void pt_limits_free (PtLimits *self);

/**
 * pt_limits_take:
 * @name: whose bucket; any thread
 * @burst: tokens that a full bucket has
 * @per_minute: tokens that come back
 *
 * Returns: whether there was one
 */
gboolean pt_limits_take (PtLimits *self, const char *name, double burst, double per_minute);
/* What was taken turned out not to count. */
void pt_limits_give_back (PtLimits *self, const char *name);

G_END_DECLS
