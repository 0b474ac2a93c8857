/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes many questions: files in pieces, both ways, and the feed, page after page, with the files
 * of attachments that are new in it, so that a picture does not need a second journey. */
#include "pt-carrier-private.h"

#include "pt-parcel-answers.h"
#include "pt-wire.h"

#include <string.h>

/* ── From the laptop ── */

/* Who sent it has it. Counted with its last piece. */
static gboolean
settle_piece (PtCarrier *self, const PtCarrierAsk *ask, const PtHubResponse *response,
              GError **error)
{
  const int64_t size = pt_parcel_query_int (ask->path, "size", -2);
  const int64_t end = pt_parcel_query_int (ask->path, "offset", 0)
                      + (int64_t)g_bytes_get_size (ask->body);
  g_autofree char *key = pt_parcel_file_key (ask->path);

  if (response->status < 300 && response->offset == size && end == size
      && strchr (key, '/') == NULL)
    self->report->n_files_in++;
  if (response->status < 300)
    g_hash_table_add (self->given, g_steal_pointer (&key));
  return pt_carrier_write (self, ask, response, NULL, error);
}

/* Of @ask only what the hub has not: it may have come here by another way, or half. */
static gboolean
send_rest (PtCarrier *self, const PtCarrierAsk *ask, int64_t had, GError **error)
{
  const int64_t size = pt_parcel_query_int (ask->path, "size", 0);
  const gsize skip = (gsize)(had - pt_parcel_query_int (ask->path, "offset", 0));
  g_autoptr (GBytes)
      rest = g_bytes_new_from_bytes (ask->body, skip, g_bytes_get_size (ask->body) - skip);
  g_autofree char *base = g_strndup (ask->path, strcspn (ask->path, "?"));
  g_autofree char *path = g_strdup_printf ("%s?offset=%" G_GINT64_FORMAT "&size=%" G_GINT64_FORMAT,
                                           base, had, size);
  const PtCarrierAsk again = { .method = ask->method, .path = path, .body = rest };
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, &again, error);

  return response != NULL && settle_piece (self, &again, response, error);
}

static gboolean
is_inside (const PtCarrierAsk *ask, int64_t had)
{
  const int64_t offset = pt_parcel_query_int (ask->path, "offset", 0);

  return had > offset && had <= offset + (int64_t)g_bytes_get_size (ask->body);
}

gboolean
pt_carrier_take_piece (PtCarrier *self, const PtCarrierAsk *ask, GError **error)
{
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, ask, error);

  if (response == NULL)
    return FALSE;
  return response->status == 409 && is_inside (ask, response->offset)
             ? send_rest (self, ask, response->offset, error)
             : settle_piece (self, ask, response, error);
}

/* ── To the laptop ── */

static gboolean
give_pieces (PtCarrier *self, const char *path, PtHubResponse *first, GError **error)
{
  g_autoptr (PtHubResponse) response = first;
  const int64_t total = response->total;
  int64_t offset = 0;

  for (;;)
    {
      g_autofree char *range = NULL;
      const PtCarrierAsk ask = { .method = "GET", .path = path };

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !pt_carrier_write (self, &ask, response, NULL, error))
        return FALSE;
      offset = response->to;
      if (response->status != 206 || offset >= total)
        return TRUE;
      range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, offset,
                               offset + PT_WIRE_CHUNK_BYTES - 1);
      pt_hub_response_free (g_steal_pointer (&response));
      response = pt_carrier_ask (
          self, &(PtCarrierAsk){ .method = "GET", .path = path, .range = range }, error);
      if (response == NULL)
        return FALSE;
    }
}

static gboolean
give_new (PtCarrier *self, const char *path, gboolean thumb, GError **error)
{
  g_autofree char *range = g_strdup_printf ("bytes=0-%d", PT_WIRE_CHUNK_BYTES - 1);
  const PtCarrierAsk ask = { .method = "GET", .path = path, .range = range };
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, &ask, error);

  if (response == NULL)
    return FALSE;
  if (response->status != 206)
    return pt_carrier_write (self, &ask, response, NULL, error);
  if (response->total > self->files_left)
    {
      self->report->n_left += !thumb;
      return TRUE;
    }
  self->files_left -= response->total;
  self->report->n_files_out += !thumb;
  return give_pieces (self, path, g_steal_pointer (&response), error);
}

gboolean
pt_carrier_give_file (PtCarrier *self, const char *path, GError **error)
{
  g_autofree char *key = pt_parcel_file_key (path);
  const gboolean thumb = strchr (key, '/') != NULL;

  return !g_hash_table_add (self->given, g_steal_pointer (&key))
         || give_new (self, path, thumb, error);
}

/* ── The feed ── */

/* Its own pictures it has. */
static void
note_attachment (PtRecord *record, GPtrArray *thumbs, GPtrArray *files)
{
  const char *sha256;

  if (strcmp (pt_record_get_kind_id (record), "attachment") != 0 || pt_record_is_archived (record))
    return;
  sha256 = pt_record_get_text (record, "sha256");
  if (sha256 == NULL || pt_record_get_stored (record) == 0)
    return;
  if (pt_record_get_stored (record) & PT_STORED_THUMB)
    g_ptr_array_add (thumbs, g_strconcat (sha256, "?rendition=" PT_WIRE_THUMB, NULL));
  if (pt_record_get_stored (record) & PT_STORED_FILE)
    g_ptr_array_add (files, g_strdup (sha256));
}

static gboolean
give_files (PtCarrier *self, const char *pull, const GPtrArray *names, GError **error)
{
  g_autofree char *base = g_strndup (pull, strcspn (pull, "?") - strlen ("pull"));

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (base, "blobs/", g_ptr_array_index (names, i), NULL);

      if (!pt_carrier_give_file (self, path, error))
        return FALSE;
    }
  return TRUE;
}

static PtWirePage *
read_page (const PtHubResponse *response)
{
  gsize size;
  const char *data = response->body != NULL ? g_bytes_get_data (response->body, &size) : NULL;

  return response->status == 200 ? pt_wire_page_parse (data, size, NULL) : NULL;
}

static char *
next_path (const char *path, const PtWirePage *page)
{
  g_autofree char *base = g_strndup (path, strcspn (path, "?"));

  return g_strdup_printf ("%s?epoch=%s&after=%" G_GINT64_FORMAT "&chain=%s&limit=%" G_GINT64_FORMAT,
                          base, page->epoch, page->seq, page->chain,
                          pt_parcel_query_int (path, "limit", PT_WIRE_PAGE_RECORDS));
}

/* Takes @next; it becomes the address of the next page, or NULL. */
static gboolean
give_page (PtCarrier *self, char **next, GPtrArray *thumbs, GPtrArray *files, GError **error)
{
  g_autofree char *path = g_steal_pointer (next);
  const PtCarrierAsk ask = { .method = "GET", .path = path };
  g_autoptr (PtHubResponse) response = pt_carrier_ask (self, &ask, error);
  g_autoptr (PtWirePage) page = NULL;

  if (response == NULL || !pt_carrier_write (self, &ask, response, NULL, error))
    return FALSE;
  page = read_page (response);
  if (page == NULL)
    return TRUE;
  self->report->n_records += page->records->len;
  for (guint i = 0; i < page->records->len; i++)
    note_attachment (g_ptr_array_index (page->records, i), thumbs, files);
  if (page->more && page->records->len > 0)
    *next = next_path (path, page);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

gboolean
pt_carrier_give_feed (PtCarrier *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) thumbs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *next = g_strdup (path);

  while (next != NULL)
    if (!give_page (self, &next, thumbs, files, error))
      return FALSE;
  return self->files_left == 0
         || (give_files (self, path, thumbs, error) && give_files (self, path, files, error));
}
