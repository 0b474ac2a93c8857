/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-key-errand.h"

PtKeyErrand *
pt_key_errand_new (const char *path, const char *passphrase)
{
  PtKeyErrand *self = g_new0 (PtKeyErrand, 1);

  self->path = g_strdup (path);
  self->passphrase = g_strdup (passphrase);
  return self;
}

void
pt_key_errand_free (gpointer data)
{
  PtKeyErrand *self = data;

  pt_secret_text_free (self->passphrase);
  g_free (self->path);
  g_free (self);
}
