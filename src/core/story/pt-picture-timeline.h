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
  PT_MOMENT_NOTE, /* an ordinary one: a dot on the line */
} PtMomentType;
#define PT_MOMENT_LAST (PT_MOMENT_NOTE + 1)

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
  GArray *moments;              /* PtMoment, by date */
  GArray *bars;                 /* PtSpan, by date */
  GArray *bands;                /* PtSpan, by date; each lasts until the next */
  guint hidden[PT_MOMENT_LAST]; /* stand where another one of their kind does */
  double width, label;          /* of the picture, of a name at most */
} PtTimeline;

PtTimeline *pt_timeline_new (const char *from, const char *to, const char *lang);
void pt_timeline_free (PtTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTimeline, pt_timeline_free)

/**
 * pt_timeline_part:
 * @from: its first day
 * @to: its last day
 * @width: of the picture; narrow ones have shorter names
 *
 * Returns: (transfer full): what of @self is to be seen there; moments of one kind that would stand on
 *   each other are one
 */
PtTimeline *pt_timeline_part (const PtTimeline *self, const char *from, const char *to,
                              double width);

/* @labels: how many moments are named above, and how many below the line. */
PtPicture *pt_timeline_draw (const PtTimeline *self, guint labels);

G_END_DECLS
