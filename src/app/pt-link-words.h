/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a link reads from either end: "Answers" on the learning moment is "Answered by" on the
 * question. The one table of phrases and of what comes before what. No widgets. */
#pragma once

#include "pt-dataset.h"

G_BEGIN_DECLS

/* On which side of a record's chain the other end stands. */
typedef enum
{
  PT_LINK_BEFORE, /* it comes from there */
  PT_LINK_AFTER,  /* it led there */
  PT_LINK_BESIDE, /* people, likeness */
} PtLinkSide;

typedef struct
{
  const char *kind;    /* key of link.kind */
  const char *out;     /* NC_("link", …): read on the record that the link starts from */
  const char *in;      /* read on the record that it points to */
  PtLinkSide out_side; /* where the other end stands, seen from the start */
  const char *target;  /* kinds that the link points to; NULL = any */
} PtLinkWords;

extern const PtLinkWords pt_link_words[];
extern const guint pt_n_link_words;

const PtLinkWords *pt_link_words_find (const char *kind); /* NULL = of a newer version */
/* Translated: as read on the record at the start (@out) or at the end. */
const char *pt_link_words_phrase (const PtLinkWords *self, gboolean out);
PtLinkSide pt_link_words_side (const PtLinkWords *self, gboolean out);

/* One link as seen from one of its ends. */
typedef struct
{
  PtRecord *link;
  const char *other;        /* id of the other end; borrowed from @link */
  const PtLinkWords *words; /* NULL = unknown kind */
  gboolean out;
} PtLinkView;

/**
 * pt_link_views:
 *
 * A note is always the source, whichever way the link was drawn: importers and people draw it both
 * ways, and it can mean only one thing.
 *
 * Returns: (transfer full): GArray of PtLinkView of @id that are not archived, in the order of the
 *   table, outgoing first; valid as long as @around
 */
GArray *pt_link_views (PtDataset *around, const char *id);

G_END_DECLS
