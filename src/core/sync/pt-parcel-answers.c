/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going once through the frames of an answer. Bodies stay on the stick, but for what is looked up by
 * its parts. */
#include "pt-parcel-answers.h"

#include "pt-erasure.h"
#include "pt-json.h"
#include "pt-tree.h"
#include "pt-wire.h"

#include <string.h>

#define LOGBOOKS "/v1/logbooks/"
#define ROOT "/v1/"

typedef struct
{
  guint i;
  const char *method, *path;
  JsonObject *head;
  GBytes *body;
  guint status;
} Answer;

/* ── Addresses ── */

static const char *
skip_logbook (const char *path)
{
  const char *slash;

  if (!g_str_has_prefix (path, LOGBOOKS))
    return g_str_has_prefix (path, ROOT) ? path + strlen (ROOT) : path;
  slash = strchr (path + strlen (LOGBOOKS), '/');
  return slash != NULL ? slash + 1 : "";
}

char *
pt_parcel_place (const char *path)
{
  const char *place = skip_logbook (path);

  return g_strndup (place, strcspn (place, "?"));
}

char *
pt_parcel_query (const char *path, const char *name)
{
  const char *query = strchr (path, '?');
  g_autoptr (GHashTable)
      pairs = query != NULL ? g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL)
                            : NULL;

  return pairs != NULL ? g_strdup (g_hash_table_lookup (pairs, name)) : NULL;
}

int64_t
pt_parcel_query_int (const char *path, const char *name, int64_t fallback)
{
  g_autofree char *text = pt_parcel_query (path, name);
  gint64 number;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL)
             ? number
             : fallback;
}

char *
pt_parcel_file_key (const char *path)
{
  g_autofree char *place = pt_parcel_place (path);
  g_autofree char *rendition = pt_parcel_query (path, "rendition");
  const char *sha256 = place + strlen ("blobs/");

  return rendition != NULL ? g_strconcat (sha256, "/", rendition, NULL) : g_strdup (sha256);
}

/* ── What is remembered of each answer ── */

static gboolean
fail_shape (GError **error)
{
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "an answer has another shape");
  return FALSE;
}

static gboolean
is_good (const Answer *answer)
{
  return answer->status >= 200 && answer->status < 300;
}

static bool
note_result (PtNode node, guint index, gpointer data, GError **error)
{
  PtParcelAnswers *self = data;
  const char *op;
  const char *text;
  size_t size;

  if (!pt_node_is (node, PT_NODE_OBJECT) || !pt_node_get_text (node, "op", &op, NULL)
      || !pt_id_is_valid (op))
    return true;
  text = pt_node_source (node, &size);
  g_hash_table_insert (self->results, g_strdup (op), g_strndup (text, size));
  if (strcmp (pt_node_text_or (node, "outcome", ""), "forked") == 0)
    g_hash_table_add (self->forked, g_strdup (op));
  return true;
}

static gboolean
note_push (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  const char *op = pt_json_text_or (answer->head, "op", NULL);
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (PtTree) tree = NULL;

  if (!is_good (answer))
    {
      if (op != NULL)
        g_hash_table_insert (self->refused, g_strdup (op), GUINT_TO_POINTER (answer->i + 1));
      return TRUE;
    }
  tree = pt_tree_parse_each (data, size, PT_WIRE_MAX_ANSWER, "results", note_result, self, error);
  return tree != NULL;
}

static void
page_clear (gpointer data)
{
  PtParcelPage *self = data;

  g_free (self->after_chain);
  g_free (self->chain);
}

static gboolean
note_page (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  PtParcelPage page = { .frame = answer->i,
                        .after = pt_parcel_query_int (answer->path, "after", 0) };
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (PtTree) tree = NULL;
  const char *chain;
  PtNode next;

  if (!is_good (answer))
    return TRUE;
  tree = pt_tree_parse (data, size, PT_WIRE_MAX_ANSWER, error);
  if (tree == NULL)
    return FALSE;
  if (!pt_node_is (pt_tree_root (tree), PT_NODE_OBJECT)
      || !pt_node_get_object (pt_tree_root (tree), "next", &next, NULL)
      || !pt_node_get_int (next, "seq", &page.seq, NULL)
      || !pt_node_get_text (next, "chain", &chain, NULL))
    return fail_shape (error);
  page.after_chain = pt_parcel_query (answer->path, "chain");
  page.chain = g_strdup (chain);
  page.erasure = pt_node_int_or (pt_tree_root (tree), "erasure", 0);
  g_array_append_val (self->pages, page);
  return TRUE;
}

static gboolean
note_orders (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonNode)
      node = is_good (answer) ? pt_json_parse (data, size, PT_WIRE_MAX_ANSWER, NULL) : NULL;
  JsonArray *array;

  if (!is_good (answer) || pt_parcel_query_int (answer->path, "from", -1) < 0)
    return TRUE;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || !pt_json_get_array (json_node_get_object (node), "orders", &array, NULL))
    return fail_shape (error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      PtErasure *order = JSON_NODE_HOLDS_OBJECT (element)
                             ? pt_erasure_from_json (json_node_get_object (element), NULL)
                             : NULL;

      if (order == NULL)
        return fail_shape (error);
      g_ptr_array_add (self->orders, order);
    }
  return TRUE;
}

static gboolean
note_offer (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, PT_WIRE_MAX_ANSWER, NULL);

  self->n_offers++;
  if (!is_good (answer))
    self->offer_failed = answer->i + 1;
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    self->offers_changed += pt_json_int_or (json_node_get_object (node), "changed", 0);
  return TRUE;
}

/* A file that came in pieces was taken when one of them says so; that is remembered. */
static gboolean
note_sent (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (answer->path);
  const gboolean taken = is_good (answer)
                         && pt_json_int_or (answer->head, "offset", -1)
                                == pt_parcel_query_int (answer->path, "size", -2);

  if (g_hash_table_contains (self->sent, key) && !taken)
    return TRUE;
  self->n_files_taken += taken && strchr (key, '/') == NULL;
  g_hash_table_insert (self->sent, g_steal_pointer (&key), GUINT_TO_POINTER (answer->i + 1));
  return TRUE;
}

static gboolean
note_piece (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (answer->path);
  const int64_t from = pt_json_int_or (answer->head, "from", 0);
  const PtParcelPiece piece = { .frame = answer->i,
                                .from = from,
                                .to = from + (int64_t)g_bytes_get_size (answer->body) };
  GArray *pieces = g_hash_table_lookup (self->pieces, key);

  if (!is_good (answer))
    return TRUE;
  if (pieces == NULL)
    {
      pieces = g_array_new (FALSE, FALSE, sizeof (PtParcelPiece));
      g_hash_table_insert (self->pieces, g_steal_pointer (&key), pieces);
    }
  g_array_append_val (pieces, piece);
  return TRUE;
}

static const struct
{
  const char *method, *place;
  gboolean (*note) (PtParcelAnswers *self, const Answer *answer, GError **error);
} notes[] = {
  { "POST", "push", note_push },    { "GET", "pull", note_page },
  { "POST", "offer", note_offer },  { "GET", "erasures", note_orders },
  { "PATCH", "blobs/", note_sent }, { "GET", "blobs/", note_piece },
};

static gboolean
is_place (const char *place, const char *wanted)
{
  return g_str_has_suffix (wanted, "/") ? g_str_has_prefix (place, wanted)
                                        : strcmp (place, wanted) == 0;
}

static gboolean
note_answer (PtParcelAnswers *self, const Answer *answer, GError **error)
{
  g_autofree char *place = pt_parcel_place (answer->path);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if (strcmp (answer->method, notes[i].method) == 0 && is_place (place, notes[i].place)
        && !notes[i].note (self, answer, error))
      return FALSE;
  g_hash_table_insert (self->last, g_strconcat (answer->method, " ", place, NULL),
                       GUINT_TO_POINTER (answer->i + 1));
  return TRUE;
}

/* Frames without an address are between the programs; later versions may have more of them. */
static gboolean
note_frame (PtParcelAnswers *self, guint i, GError **error)
{
  g_autoptr (JsonNode) head = NULL;
  g_autoptr (GBytes) body = NULL;
  Answer answer = { .i = i };

  if (!pt_parcel_read (self->parcel, i, &head, &body, error))
    return FALSE;
  answer.head = json_node_get_object (head);
  answer.body = body;
  answer.method = pt_json_text_or (answer.head, "method", NULL);
  answer.path = pt_json_text_or (answer.head, "path", NULL);
  answer.status = (guint)CLAMP (pt_json_int_or (answer.head, "status", 0), 0, 999);
  return answer.method == NULL || answer.path == NULL || note_answer (self, &answer, error);
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const PtErasure *const *first = a, *const *second = b;

  return (*first)->number < (*second)->number ? -1 : (*first)->number > (*second)->number;
}

PtParcelAnswers *
pt_parcel_answers_new (PtParcel *parcel, GError **error)
{
  g_autoptr (PtParcelAnswers) self = g_new0 (PtParcelAnswers, 1);
  char hub_id[PT_ID_LENGTH + 1];

  pt_uuid_format (&pt_parcel_get_label (parcel)->hub, hub_id);
  self->parcel = parcel;
  self->hub_id = g_strdup (hub_id);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->forked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pieces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)g_array_unref);
  self->pages = g_array_new (FALSE, FALSE, sizeof (PtParcelPage));
  g_array_set_clear_func (self->pages, page_clear);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  for (guint i = 0; i < pt_parcel_get_length (parcel); i++)
    if (!note_frame (self, i, error))
      return NULL;
  g_ptr_array_sort (self->orders, compare_orders);
  return g_steal_pointer (&self);
}

void
pt_parcel_answers_free (PtParcelAnswers *self)
{
  if (self == NULL)
    return;
  g_free (self->hub_id);
  g_hash_table_unref (self->last);
  g_hash_table_unref (self->results);
  g_hash_table_unref (self->forked);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->sent);
  g_hash_table_unref (self->pieces);
  g_array_unref (self->pages);
  g_ptr_array_unref (self->orders);
  g_free (self);
}

PtResponse *
pt_parcel_answers_get (PtParcelAnswers *self, guint i, GError **error)
{
  g_autoptr (JsonNode) head = NULL;
  g_autoptr (GBytes) body = NULL;
  PtResponse *response;
  JsonObject *object;

  if (!pt_parcel_read (self->parcel, i, &head, &body, error))
    return NULL;
  object = json_node_get_object (head);
  response = pt_response_new ((guint)CLAMP (pt_json_int_or (object, "status", 0), 0, 999),
                              pt_json_text_or (object, "type", PT_WIRE_TYPE), self->hub_id);
  response->retry_after = (int)CLAMP (pt_json_int_or (object, "retry_after", 0), 0, G_MAXINT);
  response->offset = pt_json_int_or (object, "offset", -1);
  response->total = pt_json_int_or (object, "total", -1);
  g_bytes_unref (response->body);
  response->body = g_steal_pointer (&body);
  return response;
}

JsonNode *
pt_parcel_answers_get_object (PtParcelAnswers *self, const char *place)
{
  const guint frame = GPOINTER_TO_UINT (g_hash_table_lookup (self->last, place));
  g_autoptr (PtResponse) response = frame > 0 ? pt_parcel_answers_get (self, frame - 1, NULL)
                                              : NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *data;
  gsize size;

  if (response == NULL || response->status >= 300)
    return NULL;
  data = g_bytes_get_data (response->body, &size);
  node = pt_json_parse (data, size, PT_WIRE_MAX_ANSWER, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}
