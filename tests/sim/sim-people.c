/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-people.h. */
#include "sim-people.h"

#include "pt-json.h"

#include <string.h>

static GBytes *
print_bytes (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text = pt_json_print_ordered (node);

  return g_bytes_new_take (text, strlen (text));
}

/* (transfer full) (nullable): the answer; takes @body. NULL = the hub would not, or its disk could
 * not. */
static JsonNode *
ask (SimRun *run, const char *method, const char *what, JsonObject *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/logbooks/%s/%s", run->hub->logbook, what);
  g_autoptr (JsonObject) owned = body;
  g_autoptr (GBytes) bytes = body != NULL ? print_bytes (body) : NULL;
  g_autoptr (PtHubResponse) response = sim_hub_answer (run->hub, method, path, run->token, bytes);
  gsize size;
  const char *data = response->body != NULL ? g_bytes_get_data (response->body, &size) : NULL;

  if (response->status != 200)
    sim_run_fail (run, "hub: the coordinator cannot %s %s: %u %s", method, what, response->status,
                  data != NULL ? data : "");
  return response->status == 200 ? pt_json_parse (data, size, size, NULL) : NULL;
}

/* ── Members ── */

static const char *
member_of (SimRun *run, SimDevice *device)
{
  PtStore *store = sim_device_open (run, device, 0);
  g_autoptr (PtHubLink) link = store != NULL ? pt_store_get_hub (store) : NULL;

  return link != NULL ? pt_store_get_member (store) : NULL;
}

static void
change (SimRun *run, const char *member, const char *role, gboolean active)
{
  JsonObject *body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (body, "member", member);
  if (role != NULL)
    json_object_set_string_member (body, "role", role);
  else
    json_object_set_boolean_member (body, "active", active);
  answer = ask (run, "POST", "members", body);
  sim_trace ("    %s: %s", member, role != NULL ? role : active ? "back" : "away");
}

static gboolean
is_founder (SimRun *run, const char *member)
{
  return g_strcmp0 (member, run->founder) == 0;
}

void
sim_people_change_role (SimRun *run, SimDevice *device, SimDraw *draw)
{
  static const char *const roles[] = { "coordinator", "member", "monitor" };
  const char *member = member_of (run, device);

  if (member != NULL && !is_founder (run, member))
    change (run, member, roles[sim_draw_below (draw, G_N_ELEMENTS (roles))], TRUE);
}

void
sim_people_send_away (SimRun *run, SimDevice *device)
{
  const char *member = member_of (run, device);

  if (member == NULL || is_founder (run, member))
    return;
  change (run, member, NULL, FALSE);
  g_hash_table_add (run->away, g_strdup (member));
}

void
sim_people_bring_back (SimRun *run, SimDevice *device)
{
  const char *member = member_of (run, device);

  if (member == NULL || !g_hash_table_remove (run->away, member))
    return;
  change (run, member, NULL, TRUE);
}

static gboolean
shares_home (SimRun *run, SimDevice *device)
{
  for (guint i = 0; i < run->devices->len; i++)
    {
      const SimDevice *other = g_ptr_array_index (run->devices, i);

      if (other != device && strcmp (other->home, device->home) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Who leaves throws the token away, and with it that of a copy in the same home. When its owner is
 * brought back before that copy has heard of it, or when the folder is put back to before it left, it
 * needs an invite of its own, and says so. */
static gboolean
is_without_token (SimRun *run, SimDevice *device)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (sim_device_open (run, device, 0));
  g_autofree char *token = g_build_filename (device->home, "tokens", link->device, NULL);

  return (device->has_left || shares_home (run, device))
         && !g_file_test (token, G_FILE_TEST_EXISTS);
}

gboolean
sim_people_is_away (SimRun *run, SimDevice *device)
{
  const char *member = member_of (run, device);

  return member == NULL || g_hash_table_contains (run->away, member)
         || is_without_token (run, device);
}

void
sim_people_check (SimRun *run)
{
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  if (!run->hub->journal->ops->list_members (run->hub->journal, run->hub->logbook, &members,
                                             &error))
    g_error ("the hub cannot be read: %s", error->message);
  for (guint i = 0; i < members->len; i++)
    {
      const PtMember *member = g_ptr_array_index (members, i);

      if (member->active == g_hash_table_contains (run->away, member->id))
        sim_run_fail (run, "hub: member %s is %s", member->id,
                      member->active ? "there again" : "away");
    }
}

/* ── Decisions ── */

static JsonArray *
draw_decisions (JsonArray *held, SimDraw *draw)
{
  JsonArray *decisions = json_array_new ();

  for (guint i = 0; i < json_array_get_length (held); i++)
    {
      JsonObject *one = json_object_new ();
      const char *op = json_object_get_string_member (json_array_get_object_element (held, i),
                                                      "op");
      const char *decision = sim_draw_chance (draw, 60) ? "accept" : "decline";

      sim_trace ("    %s %s", decision, op);
      json_object_set_string_member (one, "op", op);
      json_object_set_boolean_member (one, decision, TRUE);
      json_array_add_object_element (decisions, one);
    }
  return decisions;
}

gboolean
sim_people_decide (SimRun *run, SimDraw *draw)
{
  g_autoptr (JsonNode) list = ask (run, "GET", "quarantine", NULL);
  JsonObject *body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  JsonArray *held = list != NULL
                        ? json_object_get_array_member (json_node_get_object (list), "held")
                        : NULL;

  if (held == NULL || json_array_get_length (held) == 0)
    {
      json_object_unref (body);
      return FALSE;
    }
  json_object_set_array_member (body, "decisions", draw_decisions (held, draw));
  answer = ask (run, "POST", "quarantine", body);
  sim_hub_note_taken (run->hub);
  return answer != NULL;
}
