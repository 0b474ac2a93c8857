/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hub answered in a parcel, found again by what was asked: one op, one file, one page. For who
 * unpacks it, and for addresses in parcels the hub too. */
#pragma once

#include "pt-parcel.h"
#include "pt-transport.h"

G_BEGIN_DECLS

/* A page of the feed. */
typedef struct
{
  guint frame;
  int64_t after, seq; /* from here to here */
  char *after_chain,
      *chain;      /* the tokens of these; the first is NULL at the beginning of the feed */
  int64_t erasure; /* the newest order that its records know of */
} PtParcelPage;

/* Bytes of one file. */
typedef struct
{
  guint frame;
  int64_t from, to; /* @to exclusive */
} PtParcelPiece;

typedef struct
{
  PtParcel *parcel; /* borrowed */
  char *hub_id;
  GHashTable *last;             /* place → frame + 1, of whatever is asked once */
  GHashTable *results;          /* op → what the hub said of it, JSON text */
  GHashTable *forked;           /* ops among them that need other numbers */
  GHashTable *refused;          /* op → frame + 1: the hub could not read it */
  GHashTable *pieces;           /* sha256, or sha256/thumb → GArray of PtParcelPiece, in order */
  GHashTable *sent;             /* likewise → frame + 1: what the hub said when it was sent */
  GArray *pages;                /* PtParcelPage, in order */
  GPtrArray *orders;            /* PtErasure, by number */
  guint n_offers, offer_failed; /* frame + 1; 0 = none */
  int64_t offers_changed;
  guint n_files_taken;
} PtParcelAnswers;

/* (transfer full): where in a logbook's addresses @path leads, without query: "push", "blobs/…"; for
 * others "hello", "devices". */
char *pt_parcel_place (const char *path);
/* (transfer full) (nullable): a value of the query. */
char *pt_parcel_query (const char *path, const char *name);
int64_t pt_parcel_query_int (const char *path, const char *name, int64_t fallback);
/* (transfer full): which file a path below "blobs/" is about: sha256, or sha256/thumb. */
char *pt_parcel_file_key (const char *path);

/* Reads all frames once. @parcel is unlocked, and outlives it. */
PtParcelAnswers *pt_parcel_answers_new (PtParcel *parcel, GError **error);
void pt_parcel_answers_free (PtParcelAnswers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtParcelAnswers, pt_parcel_answers_free)

/* (transfer full): frame @i as the hub's answer. */
PtResponse *pt_parcel_answers_get (PtParcelAnswers *self, guint i, GError **error);
/* (transfer full) (nullable): the object in the last answer at @place, when it was no refusal. */
JsonNode *pt_parcel_answers_get_object (PtParcelAnswers *self, const char *place);

/* ── As a hub ── */

/* (transfer full): takes @answers. The order of questions is the errand's; what is not in the file is
 * %PT_SYNC_ERROR_NEXT_FILE, and of a batch only that is answered which is. */
PtTransport *pt_parcel_transport_new (PtParcelAnswers *answers);

G_END_DECLS
