/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The helix rings: who travels along, by kind of party (sectors) and say (rings, most in the
 * middle). */
#pragma once

#include "pt-picture.h"

G_BEGIN_DECLS

typedef struct
{
  int group; /* index into the kinds of party */
  int level; /* index into the ladder, -1 = not yet said: drawn hollow, outside the rings */
  int began; /* the level at first, likewise; a trail leads from there */
  char *name;
  char *record;
} PtTraveller;

void pt_traveller_clear (gpointer traveller);
/* By kind of party, then most say first, then name. */
int pt_traveller_compare (gconstpointer a, gconstpointer b);

/* @travellers: sorted; the number in a dot is the place in this array, from 1. */
PtPicture *pt_picture_helix (GArray *travellers, const char *const *groups,
                             const char *const *levels, const char *lang);

G_END_DECLS
