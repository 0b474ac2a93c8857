/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long to leave a hub alone that could not be reached. Pure: what is drawn is told. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/**
 * pt_backoff_us:
 * @failures: how many errands failed before this one, without a good one in between
 * @asked: seconds that the hub asked to wait at least (Retry-After); 0 = it did not
 * @draw: any byte
 *
 * Twice as long each time, with a quarter of jitter, so that a hub that comes back is not stormed by
 * everybody at once; never less than it asked for (RFC 9110 §10.2.3).
 *
 * Returns: microseconds
 */
int64_t pt_backoff_us (guint failures, int asked, guint8 draw);

G_END_DECLS
