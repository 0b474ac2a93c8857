/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a job on the writer takes along to a key file: its path and its passphrase. */
#pragma once

#include "pt-secret.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* (nullable): the errand needs no file */
  PtSecretText *passphrase;
} PtKeyErrand;

PtKeyErrand *pt_key_errand_new (const char *path, const char *passphrase);
void pt_key_errand_free (gpointer self); /* a GDestroyNotify; the passphrase is overwritten */

G_END_DECLS
