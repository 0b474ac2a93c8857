/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining: one request that turns an invite and a code into a place at the hub. It founds the
 * folder's logbook there, enrols a folder that has one already, or makes a folder for the next sync
 * to fill. Whatever fails, a logbook that was there stays as it was. */
#include "pt-sync.h"

#include "pt-call.h"
#include "pt-folder.h"
#include "pt-json.h"
#include "pt-token.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *invite, *code, *name, *device_name;
} Application;

static gboolean
is_absent_or_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  if (dir == NULL)
    return !g_file_test (folder, G_FILE_TEST_EXISTS);
  return g_dir_read_name (dir) == NULL;
}

/* Takes back a folder that this join made; one that the caller had made stays, empty. */
static void
remove_made (const char *folder, gboolean was_there)
{
  pt_folder_delete (folder, NULL);
  if (was_there)
    g_mkdir (folder, 0700);
}

static void
add_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_string_member (object, name, value);
}

/* Then it holds what others made, also where the new hub has nothing. */
static gboolean
has_hub (PtStore *store)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);

  return link != NULL;
}

/* A filled folder says which logbook it holds and who works in it. */
static JsonNode *
write_request (PtStore *store, const Application *application)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  add_text (object, "invite", application->invite);
  add_text (object, "code", application->code);
  add_text (object, "device_name",
            application->device_name != NULL ? application->device_name : g_get_host_name ());
  if (pt_store_get_logbook_id (store) != NULL)
    {
      add_text (object, "logbook", pt_store_get_logbook_id (store));
      add_text (object, "member", pt_store_get_member (store));
      if (has_hub (store))
        json_object_set_boolean_member (object, "again", TRUE);
    }
  add_text (object, "name", application->name);
  return node;
}

typedef struct
{
  const char *logbook, *member, *name, *role, *device, *token;
} Place;

static gboolean
read_place (JsonNode *node, Place *place, GError **error)
{
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GError) local = NULL;

  if (pt_json_get_text (object, "logbook", &place->logbook, &local)
      && pt_json_get_text (object, "member", &place->member, &local)
      && pt_json_get_text (object, "name", &place->name, &local)
      && pt_json_get_text (object, "role", &place->role, &local)
      && pt_json_get_text (object, "device", &place->device, &local)
      && pt_json_get_text (object, "token", &place->token, &local)
      && pt_id_is_valid (place->logbook) && pt_id_is_valid (place->member)
      && pt_id_is_valid (place->device))
    return TRUE;
  g_debug ("join: %s", local != NULL ? local->message : "not ids");
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return FALSE;
}

static gboolean
settle (PtStore *store, const PtInvite *invite, char *hub_id, JsonNode *answer, GError **error)
{
  Place place;
  PtHubLink link = { .url = invite->hub_url, .hub_id = hub_id, .pin = invite->pin };
  const char *logbook = pt_store_get_logbook_id (store);
  g_autoptr (PtHubLink) before = pt_store_get_hub (store);

  if (!read_place (answer, &place, error))
    return FALSE;
  if (logbook != NULL && g_strcmp0 (logbook, place.logbook) != 0)
    {
      g_propagate_error (error, pt_sync_error_new_problem (409, "other_logbook", 0));
      return FALSE;
    }
  link.device = (char *)place.device;
  if (!pt_token_save (place.device, place.token, error)
      || !pt_store_set_hub (store, &link, place.logbook, place.member, place.name, place.role,
                            error))
    return FALSE;
  /* Nobody here is that device any more; a copy of the folder that has not found out yet that it is
   * one asks for an invite of its own. */
  if (before != NULL && before->device != NULL && strcmp (before->device, place.device) != 0)
    pt_token_remove (before->device);
  return TRUE;
}

/* The token of an earlier enrolment at the same hub proves that it is the same person. */
static char *
find_old_token (PtStore *store, const PtInvite *invite)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);

  if (link == NULL || link->device == NULL || g_strcmp0 (link->url, invite->hub_url) != 0)
    return NULL;
  return pt_token_load (link->device, NULL);
}

static gboolean
join_store (PtStore *store, const PtInvite *invite, const Application *application,
            PtTransport *transport, GError **error)
{
  g_autoptr (JsonNode) request = write_request (store, application);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *old_token = find_old_token (store, invite);
  g_autofree char *hub_id = NULL;
  PtCall call = { .transport = transport, .token = old_token };

  answer = pt_call_json (&call, "POST", "/v1/join", request, &hub_id, error);
  return answer != NULL && settle (store, invite, hub_id, answer, error);
}

gboolean
pt_sync_join (const char *folder, PtWorld *world, const PtInvite *invite, const char *code,
              const char *name, const char *device_name, PtTransport *transport, GError **error)
{
  gboolean was_there = g_file_test (folder, G_FILE_TEST_EXISTS);
  gboolean make = is_absent_or_empty (folder);
  g_autoptr (PtTransport) way = transport != NULL
                                    ? g_object_ref (transport)
                                    : pt_curl_transport_new (invite->hub_url, invite->pin);
  Application application = {
    .invite = invite->invite, .code = code, .name = name, .device_name = device_name
  };
  g_autoptr (PtStore) store = NULL;
  gboolean joined;

  store = make ? pt_store_create (folder, world, NULL, NULL, error)
               : pt_store_open (folder, PT_STORE_READ_WRITE, world, error);
  if (store == NULL)
    return FALSE;
  joined = join_store (store, invite, &application, way, error);
  if (!joined && make)
    {
      g_clear_pointer (&store, pt_store_close);
      remove_made (folder, was_there);
    }
  return joined;
}
