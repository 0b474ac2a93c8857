/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hub that is a file: the errand asks as it asks over the network, and gets what the hub wrote. What
 * happened here meanwhile is met by looking answers up by op, by place in the feed and by number of
 * order, never by their place in the file. */
#include "pt-parcel-answers.h"

#include "pt-erasure.h"
#include "pt-json.h"
#include "pt-tree.h"
#include "pt-wire.h"

#include <string.h>

struct _PtParcelTransport
{
  GObject parent;
  PtParcelAnswers *answers;
  int64_t horizon; /* orders above it came later than what was given so far */
};

#define PT_TYPE_PARCEL_TRANSPORT (pt_parcel_transport_get_type ())
G_DECLARE_FINAL_TYPE (PtParcelTransport, pt_parcel_transport, PT, PARCEL_TRANSPORT, GObject)

static void pt_parcel_transport_iface_init (PtTransportInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (PtParcelTransport, pt_parcel_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PT_TYPE_TRANSPORT,
                                                      pt_parcel_transport_iface_init))

static PtResponse *
respond (PtParcelTransport *self, guint status, const char *type, GBytes *body)
{
  PtResponse *response = pt_response_new (status, type, self->answers->hub_id);

  g_bytes_unref (response->body);
  response->body = body;
  return response;
}

/* Takes @text. */
static PtResponse *
respond_json (PtParcelTransport *self, char *text)
{
  return respond (self, 200, PT_WIRE_TYPE, g_bytes_new_take (text, strlen (text)));
}

static PtResponse *
respond_no_file (PtParcelTransport *self)
{
  static const char problem[] = "{\"code\":\"no_such_file\"}";

  return respond (self, 404, PT_WIRE_TYPE_PROBLEM, g_bytes_new_static (problem, strlen (problem)));
}

static PtResponse *
fail_next (GError **error)
{
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NEXT_FILE));
  return NULL;
}

/* @frame: + 1; 0 = it is not in the file. */
static PtResponse *
give (PtParcelTransport *self, guint frame, GError **error)
{
  return frame > 0 ? pt_parcel_answers_get (self->answers, frame - 1, error) : fail_next (error);
}

static PtResponse *
give_last (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autofree char *place = pt_parcel_place (request->path);
  g_autofree char *key = g_strconcat (request->method, " ", place, NULL);

  return give (self, GPOINTER_TO_UINT (g_hash_table_lookup (self->answers->last, key)), error);
}

/* ── Saves ── */

typedef struct
{
  PtParcelAnswers *answers;
  GString *results;
  GPtrArray *forked; /* ops among them */
  guint n, refused;  /* of frame + 1 */
} Batch;

static void
add_result (Batch *self, const char *op)
{
  const char *result = g_hash_table_lookup (self->answers->results, op);
  gpointer refused = g_hash_table_lookup (self->answers->refused, op);

  if (refused != NULL)
    self->refused = GPOINTER_TO_UINT (refused);
  if (result != NULL)
    g_string_append_printf (self->results, "%s%s", self->results->len > 0 ? "," : "", result);
  if (g_hash_table_contains (self->answers->forked, op))
    g_ptr_array_add (self->forked, g_strdup (op));
}

/* It was about the numbers that they were sent with; with other ones they wait for the next file. */
static void
forget_forked (const Batch *self)
{
  for (guint i = 0; i < self->forked->len; i++)
    {
      g_hash_table_remove (self->answers->results, g_ptr_array_index (self->forked, i));
      g_hash_table_remove (self->answers->forked, g_ptr_array_index (self->forked, i));
    }
}

static bool
add_op (PtNode node, guint index, gpointer data, GError **error)
{
  const char *op;

  if (pt_node_is (node, PT_NODE_OBJECT) && pt_node_get_text (node, "op", &op, NULL))
    add_result (data, op);
  return true;
}

static bool
add_asked (PtNode node, guint index, gpointer data, GError **error)
{
  if (pt_node_is (node, PT_NODE_TEXT))
    add_result (data, pt_node_text (node));
  return true;
}

/* One that the hub could not read refuses its batch, as it does over the network: then the errand
 * looks for it. */
static PtResponse *
give_results (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autoptr (GString) results = g_string_new (NULL);
  g_autoptr (GPtrArray) forked = g_ptr_array_new_with_free_func (g_free);
  Batch batch = { .answers = self->answers, .results = results, .forked = forked };
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (PtTree) ops = pt_tree_parse_each (data, size, size, "ops", add_op, &batch, error);
  g_autoptr (PtTree)
      asked = ops != NULL ? pt_tree_parse_each (data, size, size, "ask", add_asked, &batch, error)
                          : NULL;

  if (asked == NULL)
    return NULL;
  if (batch.refused > 0)
    return give (self, batch.refused, error);
  forget_forked (&batch);
  return respond_json (self, g_strdup_printf ("{\"results\":[%s]}", results->str));
}

/* Told once; further pieces of the offer have said nothing more. */
static PtResponse *
give_offer (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  PtParcelAnswers *answers = self->answers;
  const int64_t changed = answers->offers_changed;

  if (answers->n_offers == 0 || answers->offer_failed > 0)
    return give (self, answers->offer_failed, error);
  answers->offers_changed = 0;
  return respond_json (self, g_strdup_printf ("{\"changed\":%" G_GINT64_FORMAT "}", changed));
}

/* ── Orders to erase ── */

static PtResponse *
give_orders (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  const int64_t from = pt_parcel_query_int (request->path, "from", 0);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  json_node_take_object (node, object);
  json_object_set_array_member (object, "orders", array);
  json_object_set_int_member (object, "newest", self->horizon);
  for (guint i = 0; i < self->answers->orders->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (self->answers->orders, i);

      if (order->number > from && order->number <= self->horizon)
        json_array_add_object_element (array, pt_erasure_to_json (order));
    }
  return respond_json (self, pt_json_print_ordered (node));
}

/* What was ordered by then is in the answers, and no page before it has words of it. */
static PtResponse *
give_ordered (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autoptr (JsonNode) answer = pt_parcel_answers_get_object (self->answers, "POST erasures");

  if (answer != NULL)
    self->horizon = MAX (self->horizon,
                         pt_json_int_or (json_node_get_object (answer), "newest", 0));
  return give_last (self, request, error);
}

/* ── The feed ── */

static PtResponse *
give_end (PtParcelTransport *self, const char *path, int64_t cursor, GError **error)
{
  g_autofree char *epoch = pt_parcel_query (path, "epoch");
  g_autofree char *chain = pt_parcel_query (path, "chain");

  if (epoch == NULL || chain == NULL)
    return fail_next (error);
  return respond_json (
      self, g_strdup_printf ("{\"epoch\":\"%s\",\"records\":[],\"next\":{\"seq\":%" G_GINT64_FORMAT
                             ",\"chain\":\"%s\"},\"erasure\":%" G_GINT64_FORMAT ",\"more\":false}",
                             epoch, cursor, chain, self->horizon));
}

/* The file goes on from another feed than this laptop has read: the hub was put back since. */
static PtResponse *
respond_broken (PtParcelTransport *self)
{
  static const char problem[] = "{\"code\":\"chain_broken\"}";

  return respond (self, 409, PT_WIRE_TYPE_PROBLEM, g_bytes_new_static (problem, strlen (problem)));
}

static gboolean
is_of_another_feed (const PtParcelPage *page, int64_t cursor, const char *chain)
{
  return cursor > 0
         && ((page->after == cursor && g_strcmp0 (page->after_chain, chain) != 0)
             || (page->seq == cursor && g_strcmp0 (page->chain, chain) != 0));
}

/* The page that begins at the cursor. What this laptop has read by another way it need not be given again;
 * but that the rest follows on it, and not on what a hub had there that was put back meanwhile, can only
 * be told where a page ends, by the token. */
static PtResponse *
give_page (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  const int64_t cursor = pt_parcel_query_int (request->path, "after", 0);
  g_autofree char *chain = pt_parcel_query (request->path, "chain");
  GArray *pages = self->answers->pages;

  if (pages->len == 0)
    return give_last (self, request, error);
  for (guint i = 0; i < pages->len; i++)
    {
      const PtParcelPage *page = &g_array_index (pages, PtParcelPage, i);

      if (page->seq < cursor)
        continue;
      if (is_of_another_feed (page, cursor, chain))
        return respond_broken (self);
      if (page->after != cursor && page->seq > cursor)
        return fail_next (error);
      self->horizon = MAX (self->horizon, page->erasure);
      if (page->after == cursor)
        return pt_parcel_answers_get (self->answers, page->frame, error);
    }
  return give_end (self, request->path, cursor, error);
}

/* ── Files ── */

static const PtParcelPiece *
find_piece (const GArray *pieces, int64_t from)
{
  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    {
      const PtParcelPiece *piece = &g_array_index (pieces, PtParcelPiece, i);

      if (from >= piece->from && (from < piece->to || piece->to == piece->from))
        return piece;
    }
  return NULL;
}

/* From the byte that is asked to the end of the piece. */
static PtResponse *
give_file (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (request->path);
  const PtParcelPiece *piece = find_piece (g_hash_table_lookup (self->answers->pieces, key),
                                           request->from);
  PtResponse *response = piece != NULL ? pt_parcel_answers_get (self->answers, piece->frame, error)
                                       : respond_no_file (self);
  g_autoptr (GBytes) whole = NULL;
  gsize skip;

  if (response == NULL || piece == NULL || request->from == piece->from)
    return response;
  whole = response->body;
  skip = (gsize)(request->from - piece->from);
  response->body = g_bytes_new_from_bytes (whole, skip, g_bytes_get_size (whole) - skip);
  return response;
}

/* It was sent in the file already: what the hub made of it is the answer to whatever is sent now. */
static PtResponse *
give_sent (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (request->path);
  const guint frame = GPOINTER_TO_UINT (g_hash_table_lookup (self->answers->sent, key));

  return frame > 0 ? pt_parcel_answers_get (self->answers, frame - 1, error)
                   : respond_no_file (self);
}

static PtResponse *
give_offset (PtParcelTransport *self, const PtRequest *request, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (request->path);
  PtResponse *response;

  if (!g_hash_table_contains (self->answers->sent, key))
    return respond_no_file (self);
  response = respond_json (self, g_strdup ("{\"offset\":0}"));
  response->offset = 0;
  return response;
}

static const struct
{
  const char *method, *place; /* one that ends with a slash: whatever is behind it */
  PtResponse *(*give) (PtParcelTransport *self, const PtRequest *request, GError **error);
} places[] = {
  { "GET", "hello", give_last },      { "GET", "members", give_last },
  { "POST", "devices", give_last },   { "POST", "erasures", give_ordered },
  { "GET", "erasures", give_orders }, { "POST", "offer", give_offer },
  { "POST", "push", give_results },   { "GET", "pull", give_page },
  { "HEAD", "blobs/", give_offset },  { "PATCH", "blobs/", give_sent },
  { "GET", "blobs/", give_file },
};

static PtResponse *
send_request (PtTransport *transport, const PtRequest *request, GCancellable *cancellable,
              GError **error)
{
  PtParcelTransport *self = PT_PARCEL_TRANSPORT (transport);
  g_autofree char *place = pt_parcel_place (request->path);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (request->method, places[i].method) == 0
        && (g_str_has_suffix (places[i].place, "/") ? g_str_has_prefix (place, places[i].place)
                                                    : strcmp (place, places[i].place) == 0))
      return places[i].give (self, request, error);
  return fail_next (error);
}

static void
pt_parcel_transport_finalize (GObject *object)
{
  PtParcelTransport *self = PT_PARCEL_TRANSPORT (object);

  pt_parcel_answers_free (self->answers);
  G_OBJECT_CLASS (pt_parcel_transport_parent_class)->finalize (object);
}

static void
pt_parcel_transport_iface_init (PtTransportInterface *iface)
{
  iface->send = send_request;
}

static void
pt_parcel_transport_class_init (PtParcelTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pt_parcel_transport_finalize;
}

static void
pt_parcel_transport_init (PtParcelTransport *self)
{
}

PtTransport *
pt_parcel_transport_new (PtParcelAnswers *answers)
{
  PtParcelTransport *self = g_object_new (PT_TYPE_PARCEL_TRANSPORT, NULL);
  g_autoptr (JsonNode) hello = pt_parcel_answers_get_object (answers, "GET hello");

  self->answers = answers;
  if (hello != NULL)
    self->horizon = pt_json_int_or (json_node_get_object (hello), "erasure", 0);
  return PT_TRANSPORT (self);
}
