/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the ledger: "token" {logbook, device, given, at} and {logbook, device, used, at}, with the hashes that the
 * database has. Those of one laptop follow each other in time, whatever the clock says, so that a replay
 * knows which of them the database has seen. */
#include "pt-renewal.h"

#include "pt-audit.h"
#include "pt-id.h"
#include "pt-json.h"
#include "pt-roles.h"

#include <string.h>

#define DAY_US ((int64_t)24 * 3600 * PT_USEC_PER_SECOND)

gboolean
pt_renewal_is_due (const PtHub *hub, const PtCaller *caller)
{
  const int64_t age = hub->world->now (hub->world) - caller->token_at;

  if (!caller->active || !pt_role_is_core (caller->role))
    return FALSE;
  return caller->renew || (hub->token_days > 0 && age > hub->token_days * DAY_US);
}

static gboolean
note (PtHub *hub, const PtCaller *caller, const char *what, const PtHash *token, int64_t at,
      GError **error)
{
  JsonObject *line = json_object_new ();
  g_autofree char *hash = pt_hash_format (token);

  json_object_set_string_member (line, "logbook", caller->logbook);
  json_object_set_string_member (line, "device", caller->device);
  json_object_set_string_member (line, what, hash);
  json_object_set_int_member (line, "at", at);
  return pt_ledger_append (hub, PT_LEDGER_TOKEN, line, error);
}

static int64_t
next_moment (const PtHub *hub, const PtCaller *caller)
{
  return MAX (hub->world->now (hub->world), caller->token_at + 1);
}

/* ── Giving ── */

static gboolean
give (PtHub *hub, PtJournal *journal, const PtCaller *caller, const char *token, GError **error)
{
  PtHash hash;

  pt_token_hash (token, &hash);
  return journal->ops->set_next_token (journal, caller->device, &hash, error)
         && pt_audit_add (hub, journal, caller, caller->logbook, "renew_token", caller->device,
                          error)
         && note (hub, caller, "given", &hash, next_moment (hub, caller), error);
}

PtHubResponse *
pt_handle_token (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autofree char *token = pt_token_new (hub->world);
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (!journal->ops->begin (journal, request->caller->logbook, &error))
    return pt_problem_trouble (error);
  if (!give (hub, journal, request->caller, token, &error))
    {
      journal->ops->rollback (journal);
      return pt_problem_trouble (error);
    }
  if (!journal->ops->commit (journal, &error))
    return pt_problem_trouble (error);
  answer = json_object_new ();
  json_object_set_string_member (answer, "token", token);
  return pt_hub_response_new_object (200, answer);
}

/* ── Using ── */

static gboolean
use (PtHub *hub, PtJournal *journal, const PtCaller *caller, const PtHash *token, int64_t at,
     GError **error)
{
  return journal->ops->use_token (journal, caller->device, token, at, error)
         && pt_audit_add (hub, journal, caller, caller->logbook, "use_token", caller->device, error)
         && note (hub, caller, "used", token, at, error);
}

void
pt_renewal_use (PtHub *hub, PtJournal *journal, PtCaller *caller, const PtHash *token)
{
  const int64_t at = next_moment (hub, caller);
  g_autoptr (GError) error = NULL;

  if (journal->ops->begin (journal, caller->logbook, &error))
    {
      if (!use (hub, journal, caller, token, at, &error))
        journal->ops->rollback (journal);
      else if (journal->ops->commit (journal, &error))
        {
          caller->token_at = at;
          caller->renew = FALSE;
        }
    }
  if (error != NULL)
    g_warning ("the new token of a laptop is not noted as used: %s", error->message);
}

/* ── Asking for it ── */

static gboolean
ask_one (PtHub *hub, PtJournal *journal, const char *logbook, const PtHubDevice *device,
         GError **error)
{
  return journal->ops->ask_renewal (journal, device->id, error)
         && pt_audit_add (hub, journal, NULL, logbook, "ask_renewal", device->id, error);
}

static gboolean
ask_all (PtHub *hub, PtJournal *journal, const char *logbook, const char *wanted, guint *n,
         GError **error)
{
  g_autoptr (GPtrArray) devices = NULL;

  if (!journal->ops->list_devices (journal, logbook, NULL, &devices, error))
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    {
      const PtHubDevice *device = g_ptr_array_index (devices, i);

      if (device->revoked_at > 0 || (wanted != NULL && strcmp (wanted, device->id) != 0))
        continue;
      if (!ask_one (hub, journal, logbook, device, error))
        return FALSE;
      (*n)++;
    }
  return TRUE;
}

static gboolean
ask_logbook (PtHub *hub, PtJournal *journal, const char *logbook, const char *device, guint *n,
             GError **error)
{
  if (!journal->ops->begin (journal, logbook, error))
    return FALSE;
  if (ask_all (hub, journal, logbook, device, n, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

gboolean
pt_renewal_ask (PtHub *hub, PtJournal *journal, const char *logbook, const char *device, guint *n,
                GError **error)
{
  g_autoptr (GPtrArray) logbooks = NULL;

  *n = 0;
  if (!journal->ops->list_logbooks (journal, &logbooks, error))
    return FALSE;
  for (guint i = 0; i < logbooks->len; i++)
    if ((logbook == NULL || strcmp (logbook, g_ptr_array_index (logbooks, i)) == 0)
        && !ask_logbook (hub, journal, g_ptr_array_index (logbooks, i), device, n, error))
      return FALSE;
  return TRUE;
}

/* ── Replay ── */

/* The laptop as the database has it, found by the token that it has there. */
static gboolean
find_device (PtJournal *journal, const char *logbook, const char *id, PtCaller **out,
             GError **error)
{
  gboolean found;
  PtHash token;

  return journal->ops->find_token (journal, logbook, id, &token, &found, error)
         && (!found || journal->ops->find_caller (journal, &token, out, error));
}

gboolean
pt_renewal_apply (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error)
{
  const char *logbook = pt_json_text_or (line, "logbook", "");
  const char *id = pt_json_text_or (line, "device", "");
  const char *given = pt_json_text_or (line, "given", NULL);
  const char *used = pt_json_text_or (line, "used", NULL);
  const int64_t at = pt_json_int_or (line, "at", 0);
  g_autoptr (PtCaller) device = NULL;
  PtHash token;

  if (!pt_id_is_valid (logbook) || !pt_id_is_valid (id)
      || !pt_hash_parse (used != NULL ? used : given, &token))
    return TRUE;
  if (!find_device (journal, logbook, id, &device, error))
    return FALSE;
  if (device == NULL || at <= device->token_at)
    return TRUE;
  return used != NULL ? journal->ops->use_token (journal, id, &token, at, error)
                      : journal->ops->set_next_token (journal, id, &token, error);
}
