/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journey of four years and 10,000 notes, for those who measure what it costs to look at. */
#pragma once

#include "pt-picture-timeline.h"

G_BEGIN_DECLS

#define LONG_JOURNEY_DAYS 1461

PtTimeline *long_journey_new (void); /* the same each time */

G_END_DECLS
