/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange files (pt-parcel.h): what a laptop without a connection asks is asked of the routes of the
 * hub, with their rights and limits, and the answers are written in the place of the questions. Also
 * while the hub is served. */
#pragma once

#include "pt-hub-folder.h"

G_BEGIN_DECLS

typedef struct
{
  char *device;       /* what the laptop calls itself */
  guint n_changes;    /* saves that were handed in */
  guint n_records;    /* records in the answer */
  guint n_files_in;   /* files that came whole */
  guint n_files_out;  /* files in the answer */
  guint n_left;       /* files that wait for the next one */
  gboolean was_there; /* the file has its answers already; nothing was done */
} PtCarrierReport;
void pt_carrier_report_clear (PtCarrierReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtCarrierReport, pt_carrier_report_clear)

/* Requests done of all. */
typedef void (*PtCarrierProgress) (guint done, guint total, gpointer data);

/**
 * pt_carrier_exchange:
 * @path: a file that a laptop wrote; it becomes the answer, or stays as it is
 *
 * Done twice with a copy it is as if it was done once: the hub knows what it has.
 */
gboolean pt_carrier_exchange (PtHub *hub, PtJournal *journal, const char *path,
                              PtCarrierProgress progress, gpointer data, GCancellable *cancellable,
                              PtCarrierReport *out, GError **error);

G_END_DECLS
