/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days along a line: where a date stands, and the names of months, or numbers of days, under it. */
#pragma once

#include "pt-picture.h"

G_BEGIN_DECLS

typedef struct
{
  const char *from, *to; /* civil dates */
  const char *lang;
  double left, right; /* where they stand */
} PtDateAxis;

/* Room that the names under the line take. */
#define PT_DATE_AXIS_HEIGHT 32.0

/* Dates before and after the line stand at its ends. */
double pt_date_axis_x (const PtDateAxis *self, const char *date);
/* With its line at @y. */
void pt_date_axis_draw (const PtDateAxis *self, PtPicture *picture, double y);
/* (transfer full): the name of a month (1 = January) in three letters. */
char *pt_month_brief (int month, const char *lang);

G_END_DECLS
