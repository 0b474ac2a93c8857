/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places that the sidebar leads to, described once: label, icon, which kind of record is listed
 * there, and what its empty page teaches. What waits for a person there is counted by pt-waiting. */
#pragma once

#include "pt-schema.h"

G_BEGIN_DECLS

/* A way to look at a place. */
typedef struct
{
  const char *id;    /* "list", or the name of a page of its own */
  const char *label; /* N_() */
  /* N_(): while the place has things, of which none is seen this way; NULL = all are. */
  const char *none_title;
  const char *none_text;
} PtPlaceView;

typedef struct
{
  const char *id;    /* "today", "attention", "journey", or the id of a kind of record */
  const char *label; /* N_(); NULL = the kind's plural */
  const char *title; /* NC_("narrow title"): one word for a narrow header; NULL = the label fits */
  const char *icon;  /* NULL = the kind's */
  const char *accel; /* NULL = none */
  gboolean at_need;  /* in the sidebar only while something is there */
  const char *new_label;    /* N_(); NULL where nothing is made */
  const char *versions;     /* N_(): the title of a choice between two; NULL for Today */
  const char *empty_title;  /* N_(): what is missing here; NULL = made from the kind */
  const char *empty_text;   /* N_(): one sentence that teaches */
  gboolean reviewed;        /* what is here is talked over at the table */
  const PtPlaceView *views; /* the list first, ended by {NULL}; NULL = only the one */
} PtPlace;

/* The pages of the first row, in the sidebar's order; the others are under "More". */
extern const PtPlace pt_places[];
extern const guint pt_n_places;
/* The kinds under "More", in the sidebar's order. */
extern const PtPlace pt_more_places[];
extern const guint pt_n_more_places;

const PtPlace *pt_place_find (const char *id); /* NULL = no such page */
/* NULL = it has no such way to be looked at. */
const PtPlaceView *pt_place_find_view (const PtPlace *place, const char *view);
/* The places of the first row that list a kind, from 0; NULL = there are no more. */
const PtPlace *pt_place_nth_list (guint n);
const PtRecordKind *pt_place_get_kind (const PtPlace *place); /* NULL for Today */
const char *pt_place_get_label (const PtPlace *place);        /* translated */
/* Translated; @narrow: in a header beside four buttons, on 360 pixels. */
const char *pt_place_get_title (const PtPlace *place, gboolean narrow);
const char *pt_place_get_new_label (const PtPlace *place);
const char *pt_place_get_versions (const char *kind); /* translated; of any kind of record */
const char *pt_place_get_icon (const PtPlace *place);

G_END_DECLS
