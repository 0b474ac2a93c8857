/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See load-logbook.h. One after the other, over the transport of laptops. */
#include "load-logbook.h"

#include "pt-call.h"
#include "pt-json.h"
#include "pt-wire.h"

#include <string.h>

static PtTransport *way; /* to the hub */
static guint16 port;

static char *
read_text (JsonNode *answer, const char *name)
{
  return g_strdup (pt_json_text_or (json_node_get_object (answer), name, NULL));
}

static JsonNode *
make_request (const char *first, ...)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *name = first; name != NULL; name = va_arg (rest, const char *))
    json_object_set_string_member (object, name, va_arg (rest, const char *));
  va_end (rest);
  json_node_take_object (node, object);
  return node;
}

static char *
ask_token (const PtCall *call, const char *path, JsonNode *taken)
{
  g_autoptr (JsonNode) request = taken;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = pt_call_json (call, "POST", path, request, NULL, &error);

  g_assert_no_error (error);
  return read_text (answer, "token");
}

Logbook *
logbook_found (const char *folder)
{
  Logbook *self = g_new0 (Logbook, 1);
  g_autofree char *code = NULL;
  g_autofree char *member = pt_id_new (pt_world_system ());
  g_autoptr (PtInvite) invite = hub_fixture_invite (folder, NULL, "coordinator", &code);
  PtCall call = { 0 };

  if (way == NULL)
    {
      port = (guint16)g_ascii_strtoull (strrchr (invite->hub_url, ':') + 1, NULL, 10);
      way = pt_curl_transport_new (invite->hub_url, invite->pin);
    }
  call.transport = way;
  self->id = pt_id_new (pt_world_system ());
  self->tokens = g_ptr_array_new_with_free_func (g_free);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (
      self->tokens,
      ask_token (&call, "/v1/join",
                 make_request ("invite", invite->invite, "code", code, "logbook", self->id,
                               "member", member, "name", "An", "device_name", "laptop", NULL)));
  return self;
}

const char *
logbook_add_device (Logbook *self)
{
  const PtCall call = { .transport = way, .token = g_ptr_array_index (self->tokens, 0) };

  g_ptr_array_add (self->tokens,
                   ask_token (&call, "/v1/devices", make_request ("name", "laptop", NULL)));
  return g_ptr_array_index (self->tokens, self->tokens->len - 1);
}

guint16
logbook_get_port (void)
{
  return port;
}

static void
look_for (Logbook *self, PtWirePage *page)
{
  for (guint i = 0; i < page->records->len; i++)
    {
      PtRecord *record = g_ptr_array_index (page->records, i);
      const char *said = g_hash_table_lookup (self->said, pt_record_get_id (record));

      if (said != NULL && g_strcmp0 (pt_record_get_text (record, "body"), said) == 0)
        g_hash_table_remove (self->said, pt_record_get_id (record));
    }
}

guint
logbook_count_lost (Logbook *self)
{
  const PtRequest start = { .method = "GET", .token = g_ptr_array_index (self->tokens, 0) };
  g_autoptr (PtWirePage) page = NULL;

  do
    {
      PtRequest request = start;
      PtCall call = { .transport = way };
      g_autoptr (GError) error = NULL;
      g_autofree char *path = page == NULL
                                  ? g_strdup_printf ("/v1/logbooks/%s/pull?after=0", self->id)
                                  : g_strdup_printf (
                                      "/v1/logbooks/%s/pull?epoch=%s&after=%" G_GINT64_FORMAT
                                      "&chain=%s",
                                      self->id, page->epoch, page->seq, page->chain);
      g_autoptr (PtResponse) response = NULL;
      gsize size;
      const char *data;

      request.path = path;
      response = pt_call_send (&call, &request, &error);
      g_assert_no_error (error);
      data = g_bytes_get_data (response->body, &size);
      g_clear_pointer (&page, pt_wire_page_free);
      page = pt_wire_page_parse (data, size, &error);
      g_assert_no_error (error);
      look_for (self, page);
    }
  while (page->more);
  return g_hash_table_size (self->said);
}
