/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laptops of a team: whose they are, when the team server last heard of them, whether what was
 * erased is gone there too, and the way to shut one out. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_DEVICE_GROUP (pt_device_group_get_type ())
G_DECLARE_FINAL_TYPE (PtDeviceGroup, pt_device_group, PT, DEVICE_GROUP, AdwBin)

/* Asks the team server; shows itself when it has answered. */
void pt_device_group_load (PtDeviceGroup *self, const char *folder);

G_END_DECLS
