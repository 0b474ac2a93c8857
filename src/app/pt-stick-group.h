/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sharing where no connection is: a file for the team server, to be carried there on a USB stick, and
 * its answers. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_STICK_GROUP (pt_stick_group_get_type ())
G_DECLARE_FINAL_TYPE (PtStickGroup, pt_stick_group, PT, STICK_GROUP, AdwBin)

/* Shows itself for a logbook that has a team server. */
void pt_stick_group_load (PtStickGroup *self, PtLogbook *logbook);
/* What its rows do with the file that somebody chose; says under them how it went. */
void pt_stick_group_write (PtStickGroup *self, const char *path);
void pt_stick_group_read (PtStickGroup *self, const char *path);

G_END_DECLS
