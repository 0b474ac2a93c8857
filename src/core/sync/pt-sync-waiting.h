/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it stands between this laptop and its hub, for `status` and the app: files that wait and why,
 * and where the secret is kept. Nothing is decided by it. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_files;     /* that wait, either way */
  int64_t bytes;     /* of those */
  char *why;         /* what they wait for, a word: "metered", "full", "more"; NULL = nothing */
  char *files;       /* sentence about them; NULL = none wait */
  const char *token; /* "keyring" or "file"; NULL = there is none */
} PtSyncWaiting;

/* Fills @out; call on the thread that opened @store. Without a hub all is empty. */
gboolean pt_sync_waiting_read (PtStore *store, PtSyncWaiting *out, GError **error);
void pt_sync_waiting_clear (PtSyncWaiting *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtSyncWaiting, pt_sync_waiting_clear)

G_END_DECLS
