/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of one errand share; only for the files pt-sync*.c. */
#pragma once

#include "pt-call.h"
#include "pt-json.h"
#include "pt-sync.h"
#include "pt-wire.h"

G_BEGIN_DECLS

typedef struct
{
  PtStore *store;
  PtHubLink *link;
  char *token;
  PtTransport *transport;
  PtCall call;
  PtSyncProgress progress;
  gpointer progress_data;
  PtSyncReport *report;
  gboolean takes_repair; /* as the hub said in its hello */
  gboolean other_life;   /* its hello said so: it was put back */
  int64_t erasure;       /* the number of its newest order */
} PtErrand;

void pt_errand_tell (PtErrand *self, PtSyncStep step, guint done, guint total);
/* (transfer full): /v1/logbooks/ID/REST */
char *pt_errand_path (PtErrand *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Who we are at which hub. @transport NULL = libcurl. */
gboolean pt_errand_init (PtErrand *self, PtStore *store, PtTransport *transport,
                         GCancellable *cancellable, GError **error);
void pt_errand_clear (PtErrand *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtErrand, pt_errand_clear)
/* An answer that is well-formed JSON of the wrong shape is a hub that talks another language. */
void pt_errand_soften (GError **error);

/* @newest: the number of the hub's newest order; @other_life: it may have been put back. */
gboolean pt_errand_erase (PtErrand *self, int64_t newest, gboolean other_life, GError **error);
gboolean pt_errand_push (PtErrand *self, GError **error);
/* Own saves that an earlier life of the hub had taken; nobody's role is asked again. */
gboolean pt_errand_push_history (PtErrand *self, GError **error);
gboolean pt_errand_repair (PtErrand *self, GError **error);
gboolean pt_errand_pull (PtErrand *self, GError **error);
gboolean pt_errand_move_files (PtErrand *self, GError **error);

G_END_DECLS
