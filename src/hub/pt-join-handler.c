/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/join: an invite and its code against a device of one's own. */
#include "pt-audit.h"
#include "pt-epoch.h"
#include "pt-id.h"
#include "pt-json.h"
#include "pt-registration.h"
#include "pt-revocation.h"
#include "pt-roles.h"

#include <string.h>

#define MAX_NAME_BYTES 800

typedef struct
{
  const char *invite, *code;      /* asked */
  const char *logbook, *member;   /* what the folder holds; NULL = nothing yet */
  const char *name, *device_name; /* or NULL */
  gboolean again;                 /* it comes from another hub, with what others made */
} Application;

static gboolean
is_name (const char *text)
{
  return text == NULL || (text[0] != '\0' && strlen (text) <= MAX_NAME_BYTES);
}

static gboolean
is_id_or_null (const char *text)
{
  return text == NULL || pt_id_is_valid (text);
}

static PtHubResponse *
read_application (JsonNode *node, Application *out)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !pt_json_get_text (object, "invite", &out->invite, NULL)
      || !pt_json_get_text (object, "code", &out->code, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "invite and code are asked");
  out->logbook = pt_json_text_or (object, "logbook", NULL);
  out->member = pt_json_text_or (object, "member", NULL);
  out->name = pt_json_text_or (object, "name", NULL);
  out->device_name = pt_json_text_or (object, "device_name", NULL);
  out->again = pt_json_bool_or (object, "again", false);
  if (!pt_id_is_valid (out->invite) || !is_id_or_null (out->logbook) || !is_id_or_null (out->member)
      || !is_name (out->name) || !is_name (out->device_name))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an id or a name is not one");
  return NULL;
}

/* What stands in the way although the code is right. */
static gboolean
find_obstacle (PtJournal *journal, const PtInvitation *invite, const Application *application,
               PtHubResponse **refusal, GError **error)
{
  g_autoptr (PtHead) head = NULL;

  *refusal = NULL;
  if (!pt_role_is_core (invite->role))
    {
      *refusal = pt_problem (PT_PROBLEM_NO_DEVICE);
      return TRUE;
    }
  if (invite->logbook != NULL)
    {
      if (application->logbook != NULL && strcmp (application->logbook, invite->logbook) != 0)
        *refusal = pt_problem (PT_PROBLEM_OTHER_LOGBOOK);
      return TRUE;
    }
  if (application->logbook == NULL)
    {
      *refusal = pt_problem (PT_PROBLEM_NEEDS_LOGBOOK);
      return TRUE;
    }
  if (!journal->ops->get_head (journal, application->logbook, &head, error))
    return FALSE;
  if (head != NULL)
    *refusal = pt_problem (PT_PROBLEM_LOGBOOK_EXISTS);
  return TRUE;
}

/* Who it is: the founder keeps the id that the laptop gave, and so does somebody whom another hub
 * knew and this one does not; who shows a token of this logbook stays who they were, anybody else is
 * new. */
static gboolean
choose_member (PtHub *hub, PtJournal *journal, const PtInvitation *invite,
               const Application *application, const PtCaller *proof, char **out, GError **error)
{
  g_autoptr (PtMember) known = NULL;

  if (proof != NULL && g_strcmp0 (proof->logbook, invite->logbook) == 0)
    *out = g_strdup (proof->member);
  else if (invite->member != NULL)
    *out = g_strdup (invite->member);
  else if (application->member == NULL)
    *out = pt_id_new (hub->world);
  else if (invite->logbook == NULL)
    *out = g_strdup (application->member);
  else if (pt_revocation_find_member (journal, invite->logbook, application->member, &known, error))
    *out = known == NULL ? g_strdup (application->member) : pt_id_new (hub->world);
  else
    return FALSE;
  return TRUE;
}

/* Somebody who was here before, and perhaps had left. */
static gboolean
is_return (const PtCaller *caller, const PtCaller *proof)
{
  return proof != NULL && strcmp (proof->logbook, caller->logbook) == 0
         && strcmp (proof->member, caller->member) == 0;
}

static gboolean
enrol (PtHub *hub, PtJournal *journal, const PtInvitation *invite, const Application *application,
       const PtCaller *caller, const PtCaller *proof, const char *token, GError **error)
{
  int64_t now = hub->world->now (hub->world);
  PtMember member = {
    .id = caller->member, .name = caller->name, .role = caller->role, .active = TRUE
  };
  PtHash hash;

  pt_token_hash (token, &hash);
  if (invite->logbook == NULL)
    {
      g_autofree char *epoch = pt_id_new (hub->world);

      if (!journal->ops->add_logbook (journal, caller->logbook, epoch, now, error)
          || (application->again && !pt_epoch_start (hub, journal, caller->logbook, error)))
        return FALSE;
    }
  return journal->ops->set_member (journal, caller->logbook, &member, error)
         && pt_audit_add (hub, journal, caller, caller->logbook, "join", caller->device, error)
         && pt_registration_add_device (
             hub, journal, caller, &hash,
             application->device_name != NULL ? application->device_name : "", NULL, error)
         && pt_registration_spend_invite (hub, journal, invite->id, error)
         && (!is_return (caller, proof)
             || pt_revocation_note_return (hub, caller->logbook, &member, error));
}

static PtCaller *
caller_new (PtHub *hub, PtJournal *journal, const PtInvitation *invite,
            const Application *application, const PtCaller *proof, GError **error)
{
  g_autoptr (PtCaller) caller = g_new0 (PtCaller, 1);
  const char *logbook = invite->logbook != NULL ? invite->logbook : application->logbook;

  if (!choose_member (hub, journal, invite, application, proof, &caller->member, error))
    return NULL;
  caller->device = pt_id_new (hub->world);
  caller->logbook = g_strdup (logbook);
  caller->name = g_strdup (application->name != NULL ? application->name : invite->name);
  caller->role = g_strdup (invite->role);
  caller->active = TRUE;
  return g_steal_pointer (&caller);
}

static PtHubResponse *
welcome (const PtHub *hub, const PtCaller *caller, const char *token)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "hub", hub->id);
  json_object_set_string_member (answer, "logbook", caller->logbook);
  json_object_set_string_member (answer, "member", caller->member);
  json_object_set_string_member (answer, "name", caller->name);
  json_object_set_string_member (answer, "role", caller->role);
  json_object_set_string_member (answer, "device", caller->device);
  json_object_set_string_member (answer, "token", token);
  return pt_hub_response_new_object (200, answer);
}

/* In one transaction; the invite is read again, since somebody may have been quicker. */
static gboolean
let_in (PtHub *hub, PtJournal *journal, const Application *application, const PtCaller *proof,
        PtHubResponse **response, GError **error)
{
  g_autoptr (PtInvitation) invite = NULL;
  g_autoptr (PtCaller) caller = NULL;
  g_autofree char *token = pt_token_new (hub->world);

  if (!journal->ops->find_invite (journal, application->invite, &invite, error))
    return FALSE;
  if (invite->used)
    {
      *response = pt_problem (PT_PROBLEM_INVITE_SPENT);
      return TRUE;
    }
  if (!journal->ops->set_tries (journal, invite->id, MAX (invite->tries - 1, 0), error)
      || !find_obstacle (journal, invite, application, response, error))
    return FALSE;
  if (*response != NULL)
    return TRUE;
  caller = caller_new (hub, journal, invite, application, proof, error);
  if (caller == NULL || !enrol (hub, journal, invite, application, caller, proof, token, error))
    return FALSE;
  *response = welcome (hub, caller, token);
  return TRUE;
}

PtHubResponse *
pt_handle_join (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtInvitation) invite = NULL;
  g_autoptr (PtHubResponse) response = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, &error);
  Application application;

  if (node == NULL)
    return pt_problem_from_json (error);
  response = read_application (node, &application);
  if (response == NULL)
    response = pt_invite_try (hub, journal, request, application.invite, application.code, &invite);
  if (response != NULL)
    return g_steal_pointer (&response);
  if (!journal->ops->begin (journal, NULL, &error))
    return pt_problem_trouble (error);
  if (!let_in (hub, journal, &application, request->caller, &response, &error))
    {
      journal->ops->rollback (journal);
      return pt_problem_trouble (error);
    }
  if (!journal->ops->commit (journal, &error))
    return pt_problem_trouble (error);
  return g_steal_pointer (&response);
}
