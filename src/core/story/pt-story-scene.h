/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which notes become scenes: rule 1 and 2, the score and the choice by it. */
#pragma once

#include "pt-story-gate.h"

G_BEGIN_DECLS

typedef struct
{
  PtRecord *entry;
  char *date;         /* civil date or moment */
  char *text;         /* Markdown that may be printed */
  char *speaker;      /* what the one who says it is called; or NULL */
  const char *place;  /* or NULL */
  GPtrArray *photos;  /* PtRecord: attachments that may be shown */
  GHashTable *echoes; /* PtScene that hold the same quoted words */
  int score;
  bool quote; /* the words of one person */
  bool high, low, turn;
  bool citizen; /* a citizen speaks */
  bool sensitive;
} PtScene;

/* (transfer full): GPtrArray of PtScene by date then id: every note that has something to print.
 * @used: ids of printed learning moments and effects. */
GPtrArray *pt_scenes_collect (PtGate *gate, GHashTable *used);
/* (transfer container): at most @n of @scenes, by score; at least one low point and one citizen's
 * voice where there is one; by date. */
GPtrArray *pt_scenes_choose (GPtrArray *scenes, guint n);
/* The scene that a story opens with; NULL = none. */
const PtScene *pt_scenes_opening (GPtrArray *scenes);

G_END_DECLS
