/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests of the coordinator, and their answers as plain structs. */
#include "pt-sync-admin.h"

#include "pt-sync-note.h"
#include "pt-sync-private.h"
#include "pt-time.h"

void
pt_held_save_free (PtHeldSave *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->op, pt_op_unref);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

void
pt_team_device_free (PtTeamDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->member);
  g_free (self->parent);
  g_free (self);
}

/* ── One request ── */

/* Takes @body; NULL = a GET. */
static JsonNode *
ask (PtStore *store, PtTransport *transport, const char *rest, JsonObject *body, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (JsonNode) request = body != NULL ? json_node_new (JSON_NODE_OBJECT) : NULL;
  g_autofree char *path = NULL;

  if (body != NULL)
    json_node_take_object (request, body);
  if (!pt_errand_init (&errand, store, transport, NULL, error))
    return NULL;
  path = pt_errand_path (&errand, "%s", rest);
  return pt_call_json (&errand.call, body != NULL ? "POST" : "GET", path, request, NULL, error);
}

static gboolean
tell (PtStore *store, PtTransport *transport, const char *rest, JsonObject *body, GError **error)
{
  g_autoptr (JsonNode) answer = ask (store, transport, rest, body, error);

  return answer != NULL;
}

/* ── Quarantine ── */

static char *
make_title (PtStore *store, const PtOp *op, gboolean *made)
{
  g_autoptr (PtRecord) here = pt_store_get_record (store, op->record, NULL);
  g_autoptr (PtRecord) alone = NULL;
  PtState *state;

  *made = here != NULL;
  if (here != NULL)
    return pt_record_dup_title (here);
  state = pt_state_new ();
  pt_state_apply (state, op);
  alone = pt_record_new (op->record, op->kind, state);
  return pt_record_dup_title (alone);
}

static PtHeldSave *
read_held (PtStore *store, JsonObject *object, GError **error)
{
  g_autoptr (PtHeldSave) held = g_new0 (PtHeldSave, 1);

  if (!json_object_has_member (object, "body"))
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
      return NULL;
    }
  held->op = pt_op_from_json (json_object_get_member (object, "body"), error);
  if (held->op == NULL)
    return NULL;
  held->op->member = g_strdup (pt_json_text_or (object, "member", NULL));
  held->op->device = g_strdup (pt_json_text_or (object, "device", NULL));
  held->reason = g_strdup (pt_json_text_or (object, "reason", ""));
  held->held_at = pt_json_int_or (object, "held_at", 0);
  held->title = make_title (store, held->op, &held->made);
  return g_steal_pointer (&held);
}

static gboolean
read_page (PtStore *store, JsonObject *page, GPtrArray *list, GError **error)
{
  JsonArray *array;

  if (!pt_json_get_array (page, "held", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PtHeldSave *held = JSON_NODE_HOLDS_OBJECT (node)
                             ? read_held (store, json_node_get_object (node), error)
                             : NULL;

      if (held == NULL)
        return FALSE;
      g_ptr_array_add (list, held);
    }
  return TRUE;
}

GPtrArray *
pt_sync_list_quarantine (PtStore *store, PtTransport *transport, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_held_save_free);
  int64_t after = 0;
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *rest = g_strdup_printf ("quarantine?after=%" G_GINT64_FORMAT, after);
      g_autoptr (JsonNode) answer = ask (store, transport, rest, NULL, error);
      const int64_t before = after;

      if (answer == NULL || !read_page (store, json_node_get_object (answer), list, error))
        {
          pt_errand_soften (error);
          return NULL;
        }
      after = pt_json_int_or (json_node_get_object (answer), "next", 0);
      more = pt_json_bool_or (json_node_get_object (answer), "more", false) && after > before;
    }
  return g_steal_pointer (&list);
}

static JsonObject *
write_decisions (const char *const *ops, gboolean accept)
{
  JsonObject *body = json_object_new ();
  JsonArray *decisions = json_array_new ();

  for (guint i = 0; ops[i] != NULL; i++)
    {
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "op", ops[i]);
      json_object_set_boolean_member (one, accept ? "accept" : "decline", TRUE);
      json_array_add_object_element (decisions, one);
    }
  json_object_set_array_member (body, "decisions", decisions);
  return body;
}

gboolean
pt_sync_decide (PtStore *store, PtTransport *transport, const char *const *ops, gboolean accept,
                guint *n_decided, GError **error)
{
  g_autoptr (JsonNode)
      answer = ask (store, transport, "quarantine", write_decisions (ops, accept), error);
  JsonArray *results;
  guint n = 0;

  if (answer == NULL
      || !pt_json_get_array (json_node_get_object (answer), "results", &results, error))
    {
      pt_errand_soften (error);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonNode *node = json_array_get_element (results, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        n += (guint)pt_json_int_or (json_node_get_object (node), "ops", 0);
    }
  if (n_decided != NULL)
    *n_decided += n;
  pt_sync_note_held (store, pt_sync_get_held (store) - n);
  return TRUE;
}

/* ── Members ── */

gboolean
pt_sync_set_role (PtStore *store, PtTransport *transport, const char *member, const char *role,
                  GError **error)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "member", member);
  json_object_set_string_member (body, "role", role);
  return tell (store, transport, "members", body, error);
}

gboolean
pt_sync_set_active (PtStore *store, PtTransport *transport, const char *member, gboolean active,
                    GError **error)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "member", member);
  json_object_set_boolean_member (body, "active", active);
  return tell (store, transport, "members", body, error);
}

/* ── Devices ── */

static PtTeamDevice *
read_device (JsonObject *object, const char *own)
{
  PtTeamDevice *self = g_new0 (PtTeamDevice, 1);

  self->id = g_strdup (pt_json_text_or (object, "id", ""));
  self->name = g_strdup (pt_json_text_or (object, "name", ""));
  self->member = g_strdup (pt_json_text_or (object, "member", ""));
  self->parent = g_strdup (pt_json_text_or (object, "parent", NULL));
  self->made_at = pt_json_int_or (object, "made_at", 0);
  self->contact_at = pt_json_int_or (object, "contact_at", 0);
  self->revoked_at = pt_json_int_or (object, "revoked_at", 0);
  self->coverage = pt_json_int_or (object, "coverage", 0);
  self->is_this = g_strcmp0 (self->id, own) == 0;
  return self;
}

GPtrArray *
pt_sync_list_devices (PtStore *store, PtTransport *transport, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_team_device_free);
  g_autoptr (JsonNode) answer = ask (store, transport, "devices", NULL, error);
  const char *own;
  JsonArray *array;

  if (answer == NULL
      || !pt_json_get_array (json_node_get_object (answer), "devices", &array, error))
    {
      pt_errand_soften (error);
      return NULL;
    }
  own = pt_json_text_or (json_node_get_object (answer), "device", "");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (list, read_device (json_node_get_object (node), own));
    }
  return g_steal_pointer (&list);
}

static void
add_seen (GPtrArray *seen, const PtTeamDevice *device)
{
  g_autofree char *day = device->contact_at != 0 ? pt_date_of_instant (device->contact_at, 0)
                                                 : NULL;

  if (!device->is_this && device->revoked_at == 0)
    g_ptr_array_add (seen, pt_device_seen_new (device->name, day));
}

GPtrArray *
pt_sync_list_seen (PtStore *store, PtTransport *transport, GError **error)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (store);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_device_seen_free);
  g_autoptr (GPtrArray) all = hub != NULL ? pt_sync_list_devices (store, transport, error) : NULL;

  if (hub != NULL && all == NULL)
    return NULL;
  for (guint i = 0; all != NULL && i < all->len; i++)
    add_seen (seen, all->pdata[i]);
  return g_steal_pointer (&seen);
}

gboolean
pt_sync_revoke_device (PtStore *store, PtTransport *transport, const char *device, GError **error)
{
  g_autofree char *rest = g_strdup_printf ("devices/%s", device);
  JsonObject *body = json_object_new ();

  json_object_set_boolean_member (body, "revoke", TRUE);
  return tell (store, transport, rest, body, error);
}

gboolean
pt_sync_name_device (PtStore *store, PtTransport *transport, const char *name, GError **error)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autofree char *rest = NULL;
  JsonObject *body;

  if (link == NULL)
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
      return FALSE;
    }
  rest = g_strdup_printf ("devices/%s", link->device);
  body = json_object_new ();
  json_object_set_string_member (body, "name", name);
  return tell (store, transport, rest, body, error) && pt_store_dismiss_notices (store, error);
}
