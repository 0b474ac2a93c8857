/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stick between one laptop and the hub: an exchange file is written, taken to the hub, and brought back,
 * whatever happens to either of them meanwhile. */
#pragma once

#include "sim-device.h"

G_BEGIN_DECLS

/* The next part of the journey of the laptop's stick, or several at once. */
void sim_stick_travel (SimRun *run, SimDevice *device, guint which, SimDraw *draw);

G_END_DECLS
