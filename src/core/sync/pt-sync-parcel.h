/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errand without a network: a laptop packs what it would ask and send into a file, somebody takes
 * that to the hub on a stick (proeftuin-hub exchange), and the laptop unpacks the answers. The hub's
 * routes and the errand here are the same as over the network. Blocking, on the thread of the store. */
#pragma once

#include "pt-sync.h"

G_BEGIN_DECLS

#define PT_SYNC_PARCEL_FILES ((int64_t)1000 * 1000 * 1000) /* bytes of files in one, each way */

typedef struct
{
  char *path;
  guint n_changes;    /* saves that are in it */
  guint n_files;      /* files that are in it */
  guint n_left;       /* files that wait for the next one */
  int64_t size;       /* bytes */
  GPtrArray *refused; /* sentences about what could not go into it */
} PtSyncPacked;
void pt_sync_packed_clear (PtSyncPacked *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtSyncPacked, pt_sync_packed_clear)

/**
 * pt_sync_pack:
 * @place: a file; or a folder, in which the file is called after who works here
 * @max_files: bytes of files that may be in it, and in its answer; 0 = none
 * @options: (nullable): its progress is told
 *
 * Writes the file, or replaces the one that this laptop wrote there before. What is in it still
 * waits until an answer was unpacked. %PT_PARCEL_ERROR_ELSEWHERE when something else is there, also an
 * answer that was not unpacked.
 */
gboolean pt_sync_pack (PtStore *store, const char *place, int64_t max_files,
                       const PtSyncOptions *options, PtSyncPacked *out, GCancellable *cancellable,
                       GError **error);

/**
 * pt_sync_unpack:
 * @place: likewise
 *
 * Takes over the hub's answers, as pt_sync_run_with() does. A file that was unpacked before, or is
 * older than what this laptop knows from elsewhere, changes nothing and says so in the report's notes.
 *
 * Returns: (transfer full) (nullable): NULL with a %PT_PARCEL_ERROR when it is not the answer to a file
 *   of this laptop, as the hub wrote it
 */
PtSyncReport *pt_sync_unpack (PtStore *store, const char *place, const PtSyncOptions *options,
                              GCancellable *cancellable, GError **error);

/* (transfer full): the name of such a file in a folder: who works here, and which laptop. */
char *pt_sync_parcel_name (PtStore *store);
/* (transfer full): what @place stands for. */
char *pt_sync_parcel_path (PtStore *store, const char *place);

G_END_DECLS
