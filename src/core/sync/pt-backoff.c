/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-backoff.h. */
#include "pt-backoff.h"

#define FIRST_RETRY_S 5
#define MAX_RETRY_S 300
#define MAX_DOUBLINGS 10

int64_t
pt_backoff_us (guint failures, int asked, guint8 draw)
{
  const int64_t own = MIN (FIRST_RETRY_S << MIN (failures, MAX_DOUBLINGS), MAX_RETRY_S);
  const int64_t jitter = draw * G_USEC_PER_SEC / 512; /* of a second: below a half */

  return MAX (own * (G_USEC_PER_SEC * 3 / 4 + jitter), asked * (G_USEC_PER_SEC + jitter / 2));
}
