/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the carrier share: pt-carrier.c asks, pt-carrier-files.c knows what is asked
 * in pieces or comes along by itself. */
#pragma once

#include "pt-carrier.h"
#include "pt-parcel.h"

G_BEGIN_DECLS

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  PtParcel *parcel;
  PtParcelWriter *writer;
  PtHash token; /* of who asks; a copy asks as itself from where it became a device */
  GCancellable *cancellable;
  PtCarrierReport *report;
  int64_t files_left; /* bytes of files that the answer may still get */
  GHashTable *given;  /* files and small pictures in the answer: sha256, sha256/thumb */
} PtCarrier;

/* One question. @path with query; @body NULL = none, or @range of a file. */
typedef struct
{
  const char *method;
  const char *path;
  GBytes *body;
  const char *range;
} PtCarrierAsk;

/* (transfer full) (nullable): what the hub's route says; NULL with error when the hub itself has
 * trouble: then nothing is answered at all. */
PtHubResponse *pt_carrier_ask (PtCarrier *self, const PtCarrierAsk *ask, GError **error);
/* @op: (nullable): the one that the answer is about. */
gboolean pt_carrier_write (PtCarrier *self, const PtCarrierAsk *ask, const PtHubResponse *response,
                           const char *op, GError **error);

/* A file that the laptop sends, a piece of it; one that the hub has more of is sent from there on. */
gboolean pt_carrier_take_piece (PtCarrier *self, const PtCarrierAsk *ask, GError **error);
/* A file, in pieces; one that is too large for what is left is counted only. */
gboolean pt_carrier_give_file (PtCarrier *self, const char *path, GError **error);
/* The feed from @path on, and the files of what is new in it. */
gboolean pt_carrier_give_feed (PtCarrier *self, const char *path, GError **error);

G_END_DECLS
