/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold when everybody has synced until nothing changes any more. */
#pragma once

#include "sim-device.h"

G_BEGIN_DECLS

/* Delivers what is under way and syncs everybody until nothing changes; fails the run when that
 * takes too long, then checks what must hold. */
void sim_check_settle (SimRun *run);
/* The last word on a run: also files, copies of old messages, and pages read again. */
void sim_check_end (SimRun *run);

G_END_DECLS
