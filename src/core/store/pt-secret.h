/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a program keeps a secret of its user's: the desktop's keyring, else a file of mode 0600 in the
 * state folder. Never the logbook's folder, which people copy and mail. What the secret is for is the
 * caller's business: a device's token, the key of the real names. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that are overwritten before their memory goes back. */
typedef char PtSecretText;
void pt_secret_text_free (PtSecretText *self); /* (nullable) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSecretText, pt_secret_text_free)

typedef struct
{
  const char *schema;    /* of the keyring: "nl.proeftuin.Device" */
  const char *attribute; /* by which it is found there: "device" */
  const char *folder;    /* in the state folder, for the files */
  const char *label;     /* N_(): what the keyring calls it */
} PtSecretKind;

/* All of them block, but never wait for a person or an absent service. */
gboolean pt_secret_save (const PtSecretKind *kind, const char *name, const char *secret,
                         GError **error);
/* Wherever it is kept; one that is not there is no failure. */
void pt_secret_remove (const PtSecretKind *kind, const char *name);
/* Where it is: "keyring", "file", or NULL where there is none. */
const char *pt_secret_place (const PtSecretKind *kind, const char *name);
/* (transfer full) (nullable): NULL when there is none. */
char *pt_secret_load (const PtSecretKind *kind, const char *name);

G_END_DECLS
