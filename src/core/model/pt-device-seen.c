/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-device-seen.h. */
#include "pt-device-seen.h"

PtDeviceSeen *
pt_device_seen_new (const char *name, const char *last_on)
{
  PtDeviceSeen *self = g_new0 (PtDeviceSeen, 1);

  self->name = g_strdup (name);
  self->last_on = g_strdup (last_on);
  return self;
}

void
pt_device_seen_free (PtDeviceSeen *self)
{
  g_free (self->name);
  g_free (self->last_on);
  g_free (self);
}
