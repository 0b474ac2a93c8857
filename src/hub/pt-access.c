/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asking, and may they? Decided from the token alone, before a body is read. */
#include "pt-hub.h"

#include "pt-id.h"
#include "pt-limits.h"
#include "pt-renewal.h"
#include "pt-roles.h"
#include "pt-session.h"

#include <string.h>

#define TOKEN_LENGTH 64 /* hexadecimal of 256 bits */
#define OFTEN_RETRY_S 10

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

/* FALSE: there is none, or it cannot be one. */
static gboolean
read_token (const char *authorization, PtHash *out)
{
  static const char scheme[] = "Bearer ";

  if (authorization == NULL || g_ascii_strncasecmp (authorization, scheme, strlen (scheme)) != 0
      || strlen (authorization) != strlen (scheme) + TOKEN_LENGTH)
    return FALSE;
  pt_token_hash (authorization + strlen (scheme), out);
  return TRUE;
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

/* A laptop may be in a hurry; nobody else has a reason to. */
static gboolean
may_ask_now (PtHub *hub, const PtHubRequest *request)
{
  g_autofree char *name = request->caller != NULL
                              ? g_strconcat ("device ", request->caller->device, NULL)
                              : g_strconcat ("address ",
                                             request->address != NULL ? request->address : "",
                                             NULL);

  if (request->caller == NULL && request->address == NULL)
    return TRUE;
  return pt_limits_take (hub->limits, name, hub->device_requests, hub->device_requests);
}

static PtHubResponse *
refuse_often (void)
{
  PtHubResponse *refusal = pt_problem (PT_PROBLEM_HUB_TROUBLE);

  refusal->status = 429;
  refusal->retry_after = OFTEN_RETRY_S;
  return refusal;
}

/* What is looked up is the SHA-256 of the token. How long that takes may tell how far the sum agrees
 * with one in the index, but nobody can make a token towards a sum; so it need not take the same time
 * for all, as comparing a token itself would have to. */
PtHubResponse *
pt_access_check_hash (PtHub *hub, PtJournal *journal, const PtRoute *route, const PtHash *token,
                      PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (token != NULL && !journal->ops->find_caller (journal, token, &request->caller, &error))
    return pt_problem_trouble (error);
  if (request->caller != NULL && request->caller->is_next)
    pt_renewal_use (hub, journal, request->caller, token);
  if (!may_ask_now (hub, request))
    return refuse_often ();
  if (route->right == PT_RIGHT_OPEN)
    return NULL;
  if (request->caller == NULL || is_elsewhere (request))
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  if (is_over (hub, request->caller))
    return pt_problem (PT_PROBLEM_REVOKED);
  return right_of (request->caller) < route->right ? pt_problem (PT_PROBLEM_ROLE) : NULL;
}

PtHubResponse *
pt_access_check (PtHub *hub, PtJournal *journal, const PtRoute *route, const char *authorization,
                 PtHubRequest *request)
{
  PtHash token;
  const gboolean has_token = read_token (authorization, &token);

  if (route->right >= PT_RIGHT_PAGE)
    return pt_session_check (hub, journal, route, request);
  return pt_access_check_hash (hub, journal, route, has_token ? &token : NULL, request);
}
