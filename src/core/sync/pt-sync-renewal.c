/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another token for this laptop, when the hub says that it is time. The new one is on disk, beside the
 * one in use, before it is used; it takes its place once the hub has taken it. So there is no moment at
 * which a laptop that is switched off has none that opens: the next errand tries both. */
#include "pt-sync-private.h"

#include "pt-token.h"

#include <string.h>

static void
adopt (PtErrand *self, char *token)
{
  g_free (self->token);
  self->token = token;
  self->call.token = self->token;
}

static gboolean
keep (PtErrand *self, GError **error)
{
  if (!pt_token_save (self->link->device, self->token, error))
    return FALSE;
  pt_token_remove_next (self->link->device);
  return TRUE;
}

/* Any request will do: the first one with it ends the one before. */
static gboolean
use (PtErrand *self, GError **error)
{
  g_autoptr (JsonNode) answer = pt_call_json (&self->call, "GET", "/v1/hello", NULL, NULL, error);

  return answer != NULL && keep (self, error);
}

static gboolean
renew (PtErrand *self, GError **error)
{
  g_autoptr (JsonNode) request = pt_errand_write_name ();
  g_autoptr (JsonNode)
      answer = pt_call_json (&self->call, "POST", "/v1/token", request, NULL, error);
  const char *token;

  if (answer == NULL || !pt_json_get_text (json_node_get_object (answer), "token", &token, error)
      || !pt_token_save_next (self->link->device, token, error))
    return FALSE;
  adopt (self, g_strdup (token));
  return use (self, error);
}

/* Everything else of the errand is done, and what this lacks is done by the next one. */
void
pt_errand_renew_token (PtErrand *self)
{
  g_autoptr (GError) error = NULL;

  if (self->renew && !self->carried && !renew (self, &error))
    g_info ("the token is not renewed yet: %s", error->message);
}

/* Kept by another program of this laptop, or by this one before it was switched off. */
static JsonNode *
ask_with (PtErrand *self, const char *token, const char *path)
{
  g_autoptr (GError) error = NULL;
  JsonNode *answer;

  adopt (self, g_strdup (token));
  answer = pt_call_json (&self->call, "GET", path, NULL, NULL, &error);
  if (answer == NULL || !keep (self, &error))
    g_info ("another token: %s", error->message); /* it stays where it was found */
  return answer;
}

JsonNode *
pt_errand_ask_with_others (PtErrand *self, const char *path)
{
  g_autofree char *first = g_strdup (self->token);
  g_autofree char *saved = pt_token_load (self->link->device, NULL);
  g_autofree char *next = pt_token_load_next (self->link->device);
  JsonNode *answer = NULL;

  if (g_strcmp0 (saved, first) != 0 && saved != NULL)
    answer = ask_with (self, saved, path);
  if (answer == NULL && next != NULL && strcmp (next, first) != 0)
    answer = ask_with (self, next, path);
  if (answer == NULL)
    adopt (self, g_steal_pointer (&first));
  return answer;
}

gboolean
pt_errand_is_replaced (PtErrand *self)
{
  g_autofree char *saved = pt_token_load (self->link->device, NULL);
  g_autofree char *next = pt_token_load_next (self->link->device);

  return !self->carried && (next != NULL || g_strcmp0 (saved, self->token) != 0);
}
