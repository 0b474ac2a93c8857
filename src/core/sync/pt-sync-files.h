/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trip with files: what its two halves share. Only for pt-sync-files.c (which, and when) and
 * pt-sync-chunks.c (how). */
#pragma once

#include "pt-pace.h"
#include "pt-sync-private.h"

G_BEGIN_DECLS

typedef struct
{
  PtErrand *errand;
  PtPace pace;
  PtSyncFiles files;
  GHashTable *tried; /* what went, waits or failed on this trip */
  gboolean metered, knows_meter;
  gboolean failed;   /* something is tried again the next time */
  gboolean full;     /* the hub has no room for more */
  guint done, total; /* files, without their small pictures */
  guint n_waiting;   /* files that may not go now */
  int64_t left;      /* bytes */
} PtFileTrip;

gboolean pt_trip_send (PtFileTrip *self, const PtFileWait *wait, GError **error);
gboolean pt_trip_fetch (PtFileTrip *self, const PtFileWait *wait, GError **error);
/* Sends and fetches records that came up meanwhile; @newest: of the hub, as its answer said. */
gboolean pt_trip_text_first (PtFileTrip *self, int64_t newest, GError **error);

G_END_DECLS
