/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests with JSON on both sides. Problems (RFC 9457) become errors here, so that the errand
 * itself only sees answers. */
#include "pt-call.h"

#include "pt-json.h"
#include "pt-wire.h"

static JsonNode *
parse_object (const PtResponse *response, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (response->body, &size);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = pt_json_parse (data, size, PT_WIRE_MAX_ANSWER, &local);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  g_debug ("answer: %s", local != NULL ? local->message : "not an object");
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return NULL;
}

GError *
pt_call_error (const PtResponse *response)
{
  g_autoptr (JsonNode) node = parse_object (response, NULL);
  const char *code = node != NULL ? pt_json_text_or (json_node_get_object (node), "code", NULL)
                                  : NULL;

  return pt_sync_error_new_problem (response->status, code, response->retry_after);
}

/* (transfer full): takes @response, which may be NULL with @error set. */
static PtResponse *
check_hub (const PtCall *self, PtResponse *taken, GError **error)
{
  g_autoptr (PtResponse) response = taken;

  if (response == NULL || self->hub_id == NULL || g_strcmp0 (self->hub_id, response->hub_id) == 0)
    return g_steal_pointer (&response);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_OTHER_HUB));
  return NULL;
}

/* (transfer full): likewise. */
static PtResponse *
check_status (PtResponse *taken, GError **error)
{
  g_autoptr (PtResponse) response = taken;

  if (response == NULL || response->status < 300)
    return g_steal_pointer (&response);
  g_propagate_error (error, pt_call_error (response));
  return NULL;
}

PtResponse *
pt_call_ask (const PtCall *self, const PtRequest *request, GError **error)
{
  return check_hub (self, pt_transport_send (self->transport, request, self->cancellable, error),
                    error);
}

PtResponse *
pt_call_send (const PtCall *self, const PtRequest *request, GError **error)
{
  return check_status (pt_call_ask (self, request, error), error);
}

void
pt_call_start (const PtCall *self, const PtRequest *request)
{
  pt_transport_start (self->transport, request, self->cancellable);
}

PtResponse *
pt_call_finish (const PtCall *self, GError **error)
{
  PtResponse *response = pt_transport_finish (self->transport, self->cancellable, error);

  return check_status (check_hub (self, response, error), error);
}

JsonNode *
pt_call_bytes (const PtCall *self, const char *method, const char *path, GBytes *body,
               char **hub_id, GError **error)
{
  g_autoptr (PtResponse) response = NULL;
  g_autoptr (JsonNode) answer = NULL;
  PtRequest request = { .method = method, .path = path, .token = self->token, .body = body };

  response = pt_call_send (self, &request, error);
  if (response == NULL)
    return NULL;
  answer = parse_object (response, error);
  if (answer != NULL && hub_id != NULL)
    *hub_id = g_strdup (response->hub_id);
  return g_steal_pointer (&answer);
}

JsonNode *
pt_call_json (const PtCall *self, const char *method, const char *path, JsonNode *body,
              char **hub_id, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (body != NULL)
    {
      char *text = pt_json_print_ordered (body);

      bytes = g_bytes_new_take (text, strlen (text));
    }
  return pt_call_bytes (self, method, path, bytes, hub_id, error);
}
