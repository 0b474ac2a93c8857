/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing who takes part: roles and going of members, devices of one's own and of others. Reading the
 * directory is pt-hello-handler.c's. */
#include "pt-audit.h"
#include "pt-registration.h"
#include "pt-revocation.h"
#include "pt-roles.h"

#include "pt-json.h"
#include "pt-wire.h"

#include <string.h>

#define MAX_NAME_BYTES 800

/* Runs @change in a transaction; it may answer with a refusal, which takes everything back. */
typedef gboolean (*Change) (PtHub *hub, PtJournal *journal, PtHubRequest *request, JsonObject *body,
                            PtHubResponse **response, GError **error);

static PtHubResponse *
run_change (PtHub *hub, PtJournal *journal, PtHubRequest *request, JsonObject *body, Change change)
{
  g_autoptr (GError) error = NULL;
  PtHubResponse *response = NULL;

  if (!journal->ops->begin (journal, request->caller->logbook, &error))
    return pt_problem_trouble (error);
  if (!change (hub, journal, request, body, &response, &error))
    {
      journal->ops->rollback (journal);
      return response != NULL ? response : pt_problem_trouble (error);
    }
  if (journal->ops->commit (journal, &error))
    return response != NULL ? response : pt_hub_response_new_json (200, g_strdup ("{}"));
  pt_hub_response_free (response);
  return pt_problem_trouble (error);
}

static PtHubResponse *
handle_change (PtHub *hub, PtJournal *journal, PtHubRequest *request, Change change)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, &error);

  if (node == NULL)
    return pt_problem_from_json (error);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object is asked");
  return run_change (hub, journal, request, json_node_get_object (node), change);
}

static gboolean
refuse (PtHubResponse **response, PtProblem problem)
{
  *response = pt_problem (problem);
  return FALSE;
}

/* ── Members ── */

static gboolean
has_other_coordinator (PtJournal *journal, const char *logbook, const char *id, gboolean *out,
                       GError **error)
{
  g_autoptr (GPtrArray) members = NULL;

  *out = FALSE;
  if (!journal->ops->list_members (journal, logbook, &members, error))
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const PtMember *one = g_ptr_array_index (members, i);

      *out |= one->active && pt_role_is_coordinator (one->role) && strcmp (one->id, id) != 0;
    }
  return TRUE;
}

static gboolean
change_member (PtHub *hub, PtJournal *journal, PtHubRequest *request, JsonObject *body,
               PtHubResponse **response, GError **error)
{
  g_autoptr (PtMember) member = NULL;
  const char *id = pt_json_text_or (body, "member", "");
  const char *role = pt_json_text_or (body, "role", NULL);
  gboolean safe;

  if (role != NULL && !pt_role_is_known (role))
    {
      *response = pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "the role is not one");
      return FALSE;
    }
  if (!pt_revocation_find_member (journal, request->logbook, id, &member, error)
      || !has_other_coordinator (journal, request->logbook, id, &safe, error))
    return FALSE;
  if (member == NULL)
    return refuse (response, PT_PROBLEM_NO_SUCH_MEMBER);
  member->active = pt_json_bool_or (body, "active", member->active);
  if (role != NULL)
    {
      g_free (member->role);
      member->role = g_strdup (role);
    }
  if (!safe && !(member->active && pt_role_is_coordinator (member->role)))
    return refuse (response, PT_PROBLEM_LAST_COORDINATOR);
  return pt_audit_add (hub, journal, request->caller, request->logbook, "change_member", id, error)
         && (member->active
             || journal->ops->end_sessions (journal, request->logbook, id, NULL, error))
         && pt_revocation_set_member (hub, journal, request->logbook, member, error);
}

PtHubResponse *
pt_handle_change_member (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *response = handle_change (hub, journal, request, change_member);

  if (hub->news != NULL && response->status == 200)
    hub->news (request->logbook, hub->news_data);
  return response;
}

/* ── Devices ── */

static gboolean
sees_all (const PtCaller *caller)
{
  return pt_role_is_coordinator (caller->role);
}

static void
add_instant (JsonObject *object, const char *name, int64_t at)
{
  if (at > 0)
    json_object_set_int_member (object, name, at);
}

static JsonObject *
describe_device (const PtHubDevice *device)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", device->id);
  json_object_set_string_member (object, "name", device->name);
  json_object_set_string_member (object, "member", device->member);
  json_object_set_int_member (object, "made_at", device->made_at);
  add_instant (object, "contact_at", device->contact_at);
  json_object_set_int_member (object, "coverage", device->coverage);
  add_instant (object, "revoked_at", device->revoked_at);
  if (device->parent != NULL)
    json_object_set_string_member (object, "parent", device->parent);
  return object;
}

PtHubResponse *
pt_handle_devices (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *member = sees_all (request->caller) ? NULL : request->caller->member;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  JsonObject *answer;
  JsonArray *array;

  if (!journal->ops->list_devices (journal, request->logbook, member, &devices, &error))
    return pt_problem_trouble (error);
  answer = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < devices->len; i++)
    json_array_add_object_element (array, describe_device (g_ptr_array_index (devices, i)));
  json_object_set_string_member (answer, "device", request->caller->device);
  json_object_set_array_member (answer, "devices", array);
  return pt_hub_response_new_object (200, answer);
}

static gboolean
is_name (const char *text)
{
  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_NAME_BYTES;
}

/* Whether the caller may do something about it: the owner and the coordinator. */
static gboolean
may_change (PtJournal *journal, PtHubRequest *request, gboolean *out, GError **error)
{
  const char *member = sees_all (request->caller) ? NULL : request->caller->member;
  g_autoptr (GPtrArray) devices = NULL;

  *out = FALSE;
  if (!journal->ops->list_devices (journal, request->logbook, member, &devices, error))
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    *out |= strcmp (((PtHubDevice *)g_ptr_array_index (devices, i))->id, request->device) == 0;
  return TRUE;
}

static gboolean
change_device (PtHub *hub, PtJournal *journal, PtHubRequest *request, JsonObject *body,
               PtHubResponse **response, GError **error)
{
  const char *name = pt_json_text_or (body, "name", NULL);
  gboolean there;

  if (name != NULL && !is_name (name))
    {
      *response = pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "the name is not one");
      return FALSE;
    }
  if (!may_change (journal, request, &there, error))
    return FALSE;
  if (!there)
    return refuse (response, PT_PROBLEM_NO_SUCH_DEVICE);
  if (name != NULL && !journal->ops->name_device (journal, request->device, name, error))
    return FALSE;
  return !pt_json_bool_or (body, "revoke", false)
         || (pt_audit_add (hub, journal, request->caller, request->logbook, "revoke_device",
                           request->device, error)
             && pt_revocation_revoke_device (hub, journal, request->logbook, request->device,
                                             error));
}

PtHubResponse *
pt_handle_change_device (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  if (!pt_id_is_valid (request->device))
    return pt_problem (PT_PROBLEM_NO_SUCH_DEVICE);
  return handle_change (hub, journal, request, change_device);
}

static PtHubResponse *
welcome (const char *device, const char *token)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "device", device);
  json_object_set_string_member (answer, "token", token);
  return pt_hub_response_new_object (200, answer);
}

/* A copy of a laptop gets a place of its own; the old one stays for the other copy. */
static gboolean
add_device (PtHub *hub, PtJournal *journal, PtHubRequest *request, JsonObject *body,
            PtHubResponse **response, GError **error)
{
  const char *name = pt_json_text_or (body, "name", NULL);
  g_autofree char *device = pt_id_new (hub->world);
  g_autofree char *token = pt_token_new (hub->world);
  PtCaller caller = *request->caller;
  PtHash hash;

  if (!is_name (name))
    {
      *response = pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "a name is asked");
      return FALSE;
    }
  caller.device = device;
  pt_token_hash (token, &hash);
  if (!pt_registration_add_device (hub, journal, &caller, &hash, name, request->caller->device,
                                   error))
    return FALSE;
  *response = welcome (device, token);
  return TRUE;
}

PtHubResponse *
pt_handle_new_device (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  return handle_change (hub, journal, request, add_device);
}
