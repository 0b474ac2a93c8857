/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes of one day, ready to be shown: read on a worker thread, a plain value afterwards. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *time;       /* HH:MM; NULL = that day */
  char *kind;       /* translated */
  char *title;      /* NULL = the body says it all */
  char *body;       /* mentions as names */
  char *people;     /* names; NULL = nobody */
  char *consent;    /* of those people, in words; NULL = it is about nobody */
  char *experiment; /* title or NULL */
  char *valence;    /* key; NULL = not said */
  gboolean turning_point;
  GPtrArray *pictures; /* paths of thumbnails */
  guint n_files;       /* attachments, pictures included */
  gboolean open;       /* nothing was made of it, and nobody left it as it is */
} PtDayNote;

/* Setting: the day, then the ids of its notes that were left as they are. */
#define PT_DAY_LEFT_SETTING "day-left"

typedef struct
{
  char *date;       /* NULL = no notes at all */
  char *earlier;    /* the last day with notes before it, or NULL */
  char *later;      /* the first day with notes after it, or NULL */
  GPtrArray *notes; /* PtDayNote, in time order */
  GPtrArray *due; /* PtRecord: actions that wait today, whatever day it is; NULL = not asked for */
} PtDay;

void pt_day_free (PtDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDay, pt_day_free)

/**
 * pt_day_load:
 * @date: the day
 * @or_last: when nothing was noted then, take the last day with notes before it
 *
 * Returns: (transfer full) (nullable): the day; blocking, not for the main thread
 */
PtDay *pt_day_load (PtStore *store, const char *date, gboolean or_last, GError **error);

G_END_DECLS
