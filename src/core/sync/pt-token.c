/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device's token among the secrets of its user, and the one that is going to follow it. */
#include "pt-token.h"

#include "pt-secret.h"
#include "pt-sync-error.h"

#include <glib/gi18n-lib.h>

static const PtSecretKind token_kind = {
  .schema = "nl.proeftuin.Device",
  .attribute = "device",
  .folder = "tokens",
  .label = N_ ("Proeftuin team server"),
};

static const PtSecretKind next_kind = {
  .schema = "nl.proeftuin.NextToken",
  .attribute = "device",
  .folder = "next-tokens",
  .label = N_ ("Proeftuin team server"),
};

gboolean
pt_token_save (const char *device, const char *token, GError **error)
{
  return pt_secret_save (&token_kind, device, token, error);
}

void
pt_token_remove (const char *device)
{
  pt_secret_remove (&token_kind, device);
  pt_secret_remove (&next_kind, device);
}

const char *
pt_token_place (const char *device)
{
  return pt_secret_place (&token_kind, device);
}

char *
pt_token_load (const char *device, GError **error)
{
  char *token = pt_secret_load (&token_kind, device);

  if (token == NULL)
    g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_UNAUTHORIZED));
  return token;
}

gboolean
pt_token_save_next (const char *device, const char *token, GError **error)
{
  return pt_secret_save (&next_kind, device, token, error);
}

char *
pt_token_load_next (const char *device)
{
  return pt_secret_load (&next_kind, device);
}

void
pt_token_remove_next (const char *device)
{
  pt_secret_remove (&next_kind, device);
}
