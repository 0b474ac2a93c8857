/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file of questions to a file of answers. All of the questions are proved before the first is
 * asked, and the answers take their place at the very end: whatever ends this before leaves the file as
 * it was, and asking again does no harm. */
#include "pt-carrier-private.h"

#include "pt-json.h"
#include "pt-parcel-answers.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILES ((int64_t)16 * 1000 * 1000 * 1000) /* bytes of files in one answer */
#define MAX_PLAIN (16 * 1024 * 1024)                 /* bytes of a file that is given as a whole */

void
pt_carrier_report_clear (PtCarrierReport *self)
{
  g_clear_pointer (&self->device, g_free);
}

static void
carrier_clear (PtCarrier *self)
{
  g_clear_pointer (&self->writer, pt_parcel_writer_free);
  g_clear_pointer (&self->parcel, pt_parcel_close);
  g_clear_pointer (&self->given, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtCarrier, carrier_clear)

/* ── Asking ── */

static void
read_query (PtHubRequest *request, const char *query)
{
  g_autoptr (GHashTable) pairs = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  GHashTableIter iter;
  gpointer name, value;

  if (pairs == NULL)
    return;
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (request->query, g_strdup (name), g_strdup (value));
}

static PtHubResponse *
ask_route (PtCarrier *self, const PtRoute *route, PtHubRequest *request)
{
  g_autoptr (PtHubResponse) response = pt_route_ask (route, self->hub, self->journal, request);

  if (!response->hold)
    return g_steal_pointer (&response);
  request->woken = TRUE; /* nobody waits here */
  return pt_route_ask (route, self->hub, self->journal, request);
}

static PtHubResponse *
ask_or_refuse (PtCarrier *self, const PtCarrierAsk *ask)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  const char *query = strchr (ask->path, '?');
  g_autofree char *path = g_strndup (ask->path, strcspn (ask->path, "?"));
  PtHubResponse *refusal = NULL;
  const PtRoute *route = pt_route_find (ask->method, path, request, &refusal);

  if (route == NULL)
    return refusal;
  refusal = pt_access_check_hash (self->hub, self->journal, route, &self->token, request);
  if (refusal != NULL)
    return refusal;
  request->body = ask->body != NULL ? g_bytes_ref (ask->body) : g_bytes_new (NULL, 0);
  if (g_bytes_get_size (request->body) > route->max_body)
    return pt_problem (PT_PROBLEM_TOO_LARGE);
  request->range = g_strdup (ask->range);
  if (query != NULL)
    read_query (request, query + 1);
  return ask_route (self, route, request);
}

PtHubResponse *
pt_carrier_ask (PtCarrier *self, const PtCarrierAsk *ask, GError **error)
{
  g_autoptr (PtHubResponse) response = ask_or_refuse (self, ask);

  if (response->status != pt_problem_status (PT_PROBLEM_HUB_TROUBLE))
    return g_steal_pointer (&response);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       _ ("The hub has trouble of its own. The file is as it was; try again."));
  return NULL;
}

/* ── Answering ── */

/* (transfer full): what would be sent. */
static GBytes *
read_body (const PtHubResponse *response, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) whole = NULL;
  gsize from = (gsize)response->from, to;

  if (response->file == NULL)
    return response->body != NULL ? g_bytes_ref (response->body) : g_bytes_new (NULL, 0);
  file = g_mapped_file_new (response->file, FALSE, error);
  if (file == NULL)
    return NULL;
  whole = g_mapped_file_get_bytes (file);
  to = MIN (response->to > 0 ? (gsize)response->to : MAX_PLAIN, g_bytes_get_size (whole));
  return g_bytes_new_from_bytes (whole, MIN (from, to), to - MIN (from, to));
}

static void
set_known (JsonObject *head, const char *name, int64_t number, int64_t unknown)
{
  if (number != unknown)
    json_object_set_int_member (head, name, number);
}

gboolean
pt_carrier_write (PtCarrier *self, const PtCarrierAsk *ask, const PtHubResponse *response,
                  const char *op, GError **error)
{
  g_autoptr (GBytes) body = read_body (response, error);
  JsonObject *head;

  if (body == NULL)
    return FALSE;
  head = json_object_new ();
  json_object_set_string_member (head, "method", ask->method);
  json_object_set_string_member (head, "path", ask->path);
  json_object_set_int_member (head, "status", response->status);
  json_object_set_string_member (head, "type", response->type);
  if (op != NULL)
    json_object_set_string_member (head, "op", op);
  set_known (head, "from", response->from, 0);
  set_known (head, "offset", response->offset, -1);
  set_known (head, "total", response->total, -1);
  set_known (head, "retry_after", response->retry_after, 0);
  return pt_parcel_writer_add (self->writer, head, body, error);
}

static gboolean
answer (PtCarrier *self, const PtCarrierAsk *ask, GError **error)
{
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, ask, error);

  return response != NULL && pt_carrier_write (self, ask, response, NULL, error);
}

/* (transfer full) (nullable): what @bytes say, when they are an object. */
static JsonNode *
parse (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, PT_WIRE_MAX_ANSWER, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* ── Saves: one that cannot be read does not hold up the others of its batch ── */

static gboolean
is_refusal_of_content (const PtHubResponse *response)
{
  return response->status == 400 || response->status == 413 || response->status == 422;
}

static GBytes *
write_some (JsonObject *body, JsonArray *ops, guint from, guint to)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *some = json_array_new ();
  char *text;

  for (guint i = from; i < to; i++)
    json_array_add_element (some, json_node_copy (json_array_get_element (ops, i)));
  json_object_set_array_member (object, "ops", some);
  if (pt_json_bool_or (body, "repair", false))
    json_object_set_boolean_member (object, "repair", TRUE);
  json_node_take_object (node, object);
  text = pt_json_print_ordered (node);
  return g_bytes_new_take (text, strlen (text));
}

static const char *
op_id (JsonArray *ops, guint i)
{
  JsonNode *node = json_array_get_element (ops, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? pt_json_text_or (json_node_get_object (node), "op", NULL)
                                       : NULL;
}

static gboolean push_some (PtCarrier *self, const char *path, JsonObject *body, JsonArray *ops,
                           guint from, guint to, GError **error);

static gboolean
settle_push (PtCarrier *self, const PtCarrierAsk *ask, const PtHubResponse *response,
             JsonObject *body, JsonArray *ops, guint from, guint to, GError **error)
{
  const guint middle = from + (to - from) / 2;

  if (!is_refusal_of_content (response) || to - from < 2)
    return pt_carrier_write (self, ask, response, to - from == 1 ? op_id (ops, from) : NULL, error);
  return push_some (self, ask->path, body, ops, from, middle, error)
         && push_some (self, ask->path, body, ops, middle, to, error);
}

static gboolean
push_some (PtCarrier *self, const char *path, JsonObject *body, JsonArray *ops, guint from,
           guint to, GError **error)
{
  g_autoptr (GBytes) some = write_some (body, ops, from, to);
  const PtCarrierAsk ask = { .method = "POST", .path = path, .body = some };
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, &ask, error);

  return response != NULL && settle_push (self, &ask, response, body, ops, from, to, error);
}

static gboolean
push (PtCarrier *self, const PtCarrierAsk *ask, GError **error)
{
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, ask, error);
  g_autoptr (JsonNode) body = ask->body != NULL ? parse (ask->body) : NULL;
  JsonArray *ops;

  if (response == NULL)
    return FALSE;
  if (body == NULL || !pt_json_get_array (json_node_get_object (body), "ops", &ops, NULL))
    return pt_carrier_write (self, ask, response, NULL, error);
  self->report->n_changes += json_array_get_length (ops);
  return settle_push (self, ask, response, json_node_get_object (body), ops, 0,
                      json_array_get_length (ops), error);
}

/* ── A copy ── */

static gboolean
become_device (PtCarrier *self, const PtCarrierAsk *ask, GError **error)
{
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, ask, error);
  g_autoptr (JsonNode) node = NULL;
  const char *token;

  if (response == NULL || !pt_carrier_write (self, ask, response, NULL, error))
    return FALSE;
  node = response->status < 300 ? parse (response->body) : NULL;
  if (node != NULL && pt_json_get_text (json_node_get_object (node), "token", &token, NULL))
    pt_token_hash (token, &self->token);
  return TRUE;
}

/* ── Orders to erase, page by page ── */

static gboolean
give_orders (PtCarrier *self, const char *path, GError **error)
{
  g_autofree char *next = g_strdup (path);
  g_autofree char *base = g_strndup (path, strcspn (path, "?"));

  for (;;)
    {
      const PtCarrierAsk ask = { .method = "GET", .path = next };
      g_autoptr (PtHubResponse) response = pt_carrier_ask (self, &ask, error);
      g_autoptr (JsonNode)
          node = response != NULL && response->status == 200 ? parse (response->body) : NULL;
      JsonArray *orders;
      JsonObject *last;

      if (response == NULL || !pt_carrier_write (self, &ask, response, NULL, error))
        return FALSE;
      if (node == NULL || !pt_json_get_array (json_node_get_object (node), "orders", &orders, NULL)
          || json_array_get_length (orders) < PT_WIRE_PAGE_ERASURES)
        return TRUE;
      last = json_array_get_object_element (orders, json_array_get_length (orders) - 1);
      g_free (next);
      next = g_strdup_printf ("%s?from=%" G_GINT64_FORMAT, base,
                              pt_json_int_or (last, "number", G_MAXINT64));
    }
}

/* ── One frame after the other ── */

typedef gboolean (*Way) (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error);

static gboolean
push_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return push (self, ask, error);
}

static gboolean
device_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return become_device (self, ask, error);
}

static gboolean
piece_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return pt_carrier_take_piece (self, ask, error);
}

static gboolean
file_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return pt_carrier_give_file (self, ask->path, error);
}

static gboolean
feed_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return all ? pt_carrier_give_feed (self, ask->path, error) : answer (self, ask, error);
}

static gboolean
orders_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  return all ? give_orders (self, ask->path, error) : answer (self, ask, error);
}

/* What takes more than one question and one answer. */
static const struct
{
  const char *method, *place; /* one that ends with a slash: whatever is behind it */
  Way way;
} ways[] = {
  { "POST", "push", push_way },     { "POST", "devices", device_way },
  { "PATCH", "blobs/", piece_way }, { "GET", "blobs/", file_way },
  { "GET", "pull", feed_way },      { "GET", "erasures", orders_way },
};

static gboolean
ask_any_way (PtCarrier *self, const PtCarrierAsk *ask, gboolean all, GError **error)
{
  g_autofree char *place = pt_parcel_place (ask->path);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (strcmp (ask->method, ways[i].method) == 0
        && (g_str_has_suffix (ways[i].place, "/") ? g_str_has_prefix (place, ways[i].place)
                                                  : strcmp (place, ways[i].place) == 0))
      return ways[i].way (self, ask, all, error);
  return answer (self, ask, error);
}

static gboolean
read_start (PtCarrier *self, JsonObject *head, GError **error)
{
  if (pt_json_int_or (head, "protocol", PT_WIRE_PROTOCOL) != PT_WIRE_PROTOCOL)
    {
      g_set_error_literal (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_FOREIGN,
                           _ ("This file was written by another version of the program."));
      return FALSE;
    }
  self->files_left = CLAMP (pt_json_int_or (head, "files", 0), 0, MAX_FILES);
  return TRUE;
}

static gboolean
do_frame (PtCarrier *self, guint i, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;
  PtCarrierAsk ask = { 0 };
  JsonObject *head;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !pt_parcel_read (self->parcel, i, &node, &body, error))
    return FALSE;
  head = json_node_get_object (node);
  ask.method = pt_json_text_or (head, "method", NULL);
  ask.path = pt_json_text_or (head, "path", NULL);
  ask.body = body;
  if (ask.method == NULL || ask.path == NULL)
    return read_start (self, head, error);
  return ask_any_way (self, &ask, pt_json_bool_or (head, "all", false), error);
}

/* ── The whole file ── */

static gboolean
fail (PtParcelError code, const char *sentence, GError **error)
{
  g_set_error_literal (error, PT_PARCEL_ERROR, (int)code, sentence);
  return FALSE;
}

/* Whose it is, as the journal knows it. */
static gboolean
find_device (PtCarrier *self, const PtParcelLabel *label, GError **error)
{
  char hub[PT_ID_LENGTH + 1], logbook[PT_ID_LENGTH + 1], device[PT_ID_LENGTH + 1];
  gboolean found;

  pt_uuid_format (&label->hub, hub);
  pt_uuid_format (&label->logbook, logbook);
  pt_uuid_format (&label->device, device);
  if (strcmp (hub, self->hub->id) != 0)
    return fail (PT_PARCEL_ERROR_ELSEWHERE, _ ("This exchange file is for another hub."), error);
  if (!self->journal->ops->find_token (self->journal, logbook, device, &self->token, &found, error))
    return FALSE;
  return found
         || fail (
             PT_PARCEL_ERROR_ELSEWHERE,
             _ ("This hub does not know the laptop that wrote the file. It needs a new invite, "
                "and a connection to take it."),
             error);
}

static gboolean
name_device (PtCarrier *self, const PtParcelLabel *label, GError **error)
{
  char logbook[PT_ID_LENGTH + 1], device[PT_ID_LENGTH + 1];
  g_autoptr (GPtrArray) devices = NULL;

  pt_uuid_format (&label->logbook, logbook);
  pt_uuid_format (&label->device, device);
  if (!self->journal->ops->list_devices (self->journal, logbook, NULL, &devices, error))
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    {
      const PtHubDevice *one = g_ptr_array_index (devices, i);

      if (strcmp (one->id, device) == 0)
        self->report->device = g_strdup (one->name);
    }
  return TRUE;
}

static gboolean
start_answer (PtCarrier *self, const char *path, GError **error)
{
  PtParcelLabel label = *pt_parcel_get_label (self->parcel);
  JsonObject *head;

  label.kind = PT_PARCEL_ANSWER;
  self->writer = pt_parcel_writer_new (path, &label, self->token.bytes, error);
  if (self->writer == NULL)
    return FALSE;
  head = json_object_new ();
  json_object_set_int_member (head, "protocol", PT_WIRE_PROTOCOL);
  json_object_set_string_member (head, "version", PT_VERSION);
  return pt_parcel_writer_add (self->writer, head, NULL, error);
}

static gboolean
do_frames (PtCarrier *self, PtCarrierProgress progress, gpointer data, GError **error)
{
  const guint n = pt_parcel_get_length (self->parcel);

  for (guint i = 0; i < n; i++)
    {
      if (progress != NULL)
        progress (i, n, data);
      if (!do_frame (self, i, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pt_carrier_exchange (PtHub *hub, PtJournal *journal, const char *path, PtCarrierProgress progress,
                     gpointer data, GCancellable *cancellable, PtCarrierReport *out, GError **error)
{
  g_auto (PtCarrier)
      self = { .hub = hub, .journal = journal, .cancellable = cancellable, .report = out };
  const PtParcelLabel *label;

  self.given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.parcel = pt_parcel_open (path, error);
  if (self.parcel == NULL)
    return FALSE;
  label = pt_parcel_get_label (self.parcel);
  if (!find_device (&self, label, error) || !name_device (&self, label, error))
    return FALSE;
  out->was_there = label->kind == PT_PARCEL_ANSWER;
  if (out->was_there)
    return TRUE;
  return pt_parcel_unlock (self.parcel, self.token.bytes, cancellable, error)
         && start_answer (&self, path, error) && do_frames (&self, progress, data, error)
         && pt_parcel_writer_finish (self.writer, error);
}
