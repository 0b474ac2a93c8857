/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asking, and may they? Decided from the token alone, before a body is read. */
#include "pt-hub.h"

#include "pt-id.h"

#include <string.h>

#define TOKEN_LENGTH 64 /* hexadecimal of 256 bits */

static const struct
{
  const char *role;
  PtRight right; /* the most it may */
} roles[] = {
  { "coordinator", PT_RIGHT_COORDINATOR },
  { "member", PT_RIGHT_CORE },
  { "monitor", PT_RIGHT_CORE },
  { "co_researcher", PT_RIGHT_DEVICE },
  { "reader", PT_RIGHT_DEVICE },
  { "advisor", PT_RIGHT_DEVICE },
  { "network_editor", PT_RIGHT_DEVICE },
};

static PtRight
right_of (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i].role, role) == 0)
      return roles[i].right;
  return PT_RIGHT_OPEN;
}

gboolean
pt_role_is_known (const char *role)
{
  return right_of (role) > PT_RIGHT_OPEN;
}

gboolean
pt_role_is_core (const char *role)
{
  return right_of (role) >= PT_RIGHT_CORE;
}

void
pt_token_hash (const char *token, PtHash *out)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = PT_HASH_SIZE;

  g_checksum_update (sum, (const guchar *)token, -1);
  g_checksum_get_digest (sum, out->bytes, &size);
}

/* Looking a hash up in an index tells nothing about tokens by its timing. */
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

PtHubResponse *
pt_access_check (PtJournal *journal, const PtRoute *route, const char *authorization,
                 PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  PtRight right;

  if (!find_caller (journal, authorization, request, &error))
    return pt_problem_trouble (error);
  if (route->right == PT_RIGHT_OPEN)
    return NULL;
  if (request->caller == NULL || is_elsewhere (request))
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  right = request->caller->active ? right_of (request->caller->role) : PT_RIGHT_DEVICE;
  return right < route->right ? pt_problem (PT_PROBLEM_ROLE) : NULL;
}
