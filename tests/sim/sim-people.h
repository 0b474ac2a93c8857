/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator does with people and with what was set aside: roles, going and coming back,
 * and yes or no. Everything goes through the hub's own routes, with the founder's token. */
#pragma once

#include "sim-device.h"

G_BEGIN_DECLS

/* Somebody else than the founder, so that there is always one who decides. */
void sim_people_change_role (SimRun *run, SimDevice *device, SimDraw *draw);
void sim_people_send_away (SimRun *run, SimDevice *device);
void sim_people_bring_back (SimRun *run, SimDevice *device);
/* Also who left with a copy of itself. */
gboolean sim_people_is_away (SimRun *run, SimDevice *device);

/* Decides everything that waits; FALSE when nothing did. */
gboolean sim_people_decide (SimRun *run, SimDraw *draw);

/* Whether the hub's directory says who is away, also after a restore. */
void sim_people_check (SimRun *run);

G_END_DECLS
