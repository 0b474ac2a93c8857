/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop of the team, by when it was last heard of: what it has that nobody else has is not known. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *last_on; /* civil date of its last contact; NULL = never */
} PtDeviceSeen;

PtDeviceSeen *pt_device_seen_new (const char *name, const char *last_on);
void pt_device_seen_free (PtDeviceSeen *self);

G_END_DECLS
