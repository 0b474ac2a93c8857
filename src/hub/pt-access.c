/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asking, and may they? Decided from the token alone, before a body is read. */
#include "pt-hub.h"

#include "pt-id.h"
#include "pt-roles.h"

#include <string.h>

#define TOKEN_LENGTH 64 /* hexadecimal of 256 bits */

/* The most that a role may ask for. */
static PtRight
right_of (const PtCaller *caller)
{
  if (!caller->active || !pt_role_is_core (caller->role))
    return PT_RIGHT_DEVICE;
  return pt_role_is_coordinator (caller->role) ? PT_RIGHT_COORDINATOR : PT_RIGHT_CORE;
}

void
pt_token_hash (const char *token, PtHash *out)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = PT_HASH_SIZE;

  g_checksum_update (sum, (const guchar *)token, -1);
  g_checksum_get_digest (sum, out->bytes, &size);
}

char *
pt_token_new (PtWorld *world)
{
  PtHash bits;

  G_STATIC_ASSERT (2 * sizeof bits.bytes == TOKEN_LENGTH);
  world->fill (world, bits.bytes, sizeof bits.bytes);
  return pt_hash_format (&bits);
}

/* What is looked up is the SHA-256 of the token. How long that takes may tell how far the sum agrees
 * with one in the index, but nobody can make a token towards a sum; so it need not take the same time
 * for all, as comparing a token itself would have to. */
static gboolean
find_caller (PtJournal *journal, const char *authorization, PtHubRequest *request, GError **error)
{
  static const char scheme[] = "Bearer ";
  PtHash hash;

  if (authorization == NULL || g_ascii_strncasecmp (authorization, scheme, strlen (scheme)) != 0
      || strlen (authorization) != strlen (scheme) + TOKEN_LENGTH)
    return TRUE;
  pt_token_hash (authorization + strlen (scheme), &hash);
  return journal->ops->find_caller (journal, &hash, &request->caller, error);
}

static gboolean
is_elsewhere (const PtHubRequest *request)
{
  return request->logbook != NULL && strcmp (request->logbook, request->caller->logbook) != 0;
}

/* Who left may hand in what was not sent, for a while. */
static gboolean
is_over (const PtHub *hub, const PtCaller *caller)
{
  return caller->revoked_at > 0
         && hub->world->now (hub->world) - caller->revoked_at
                > PT_REVOKED_DAYS * 24 * 3600 * PT_USEC_PER_SECOND;
}

PtHubResponse *
pt_access_check (PtHub *hub, PtJournal *journal, const PtRoute *route, const char *authorization,
                 PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!find_caller (journal, authorization, request, &error))
    return pt_problem_trouble (error);
  if (route->right == PT_RIGHT_OPEN)
    return NULL;
  if (request->caller == NULL || is_elsewhere (request))
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  if (is_over (hub, request->caller))
    return pt_problem (PT_PROBLEM_REVOKED);
  return right_of (request->caller) < route->right ? pt_problem (PT_PROBLEM_ROLE) : NULL;
}
