/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the feed on its way to a laptop, over the wire or on a stick: the saves behind it count as
 * known there as soon as the cursor has passed it. */
#pragma once

#include "sim-hub.h"

G_BEGIN_DECLS

typedef struct
{
  char *epoch, *chain;
  int64_t seq; /* where the cursor stands then */
  SimSet *known;
  GPtrArray *records; /* their ids */
  gboolean is_known;  /* the cursor has passed it */
} SimArrival;

/* (transfer full) (nullable): NULL when @page, an answer that @hub gave just now, is none. */
SimArrival *sim_arrival_new (SimHub *hub, GBytes *page);
void sim_arrival_free (SimArrival *self);

G_END_DECLS
