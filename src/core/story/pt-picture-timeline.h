/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline: high points above the line, difficult moments below it, turning points on it,
 * phases behind it, experiments under it. */
#pragma once

#include "pt-picture.h"

G_BEGIN_DECLS

typedef enum
{
  PT_MOMENT_HIGH,
  PT_MOMENT_LOW,
  PT_MOMENT_TURN,
} PtMomentType;

typedef struct
{
  PtMomentType type;
  char *date;
  char *label;
  char *record;
  int weight; /* heavier ones are named first */
} PtMoment;

typedef struct
{
  char *from;
  char *to; /* NULL = goes on */
  char *label;
  char *note; /* how it stands, in words; or NULL */
  bool ended; /* was stopped */
  char *record;
} PtSpan;

typedef struct
{
  char *from, *to, *lang;
  GArray *moments; /* PtMoment, by date */
  GArray *bars;    /* PtSpan, by date */
  GArray *bands;   /* PtSpan, by date; each lasts until the next */
} PtTimeline;

PtTimeline *pt_timeline_new (const char *from, const char *to, const char *lang);
void pt_timeline_free (PtTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTimeline, pt_timeline_free)

/* @labels: how many moments are named above, and how many below the line. */
PtPicture *pt_timeline_draw (const PtTimeline *self, guint labels);

G_END_DECLS
