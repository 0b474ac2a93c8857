/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments, after all text: up in chunks that go on where the hub stopped, down as a whole.
 * The hub takes and gives only files that an attachment of this logbook names. */
#include "pt-sync-private.h"

static gboolean
is_not_there (const GError *error)
{
  return pt_sync_error_get_status (error) == 404;
}

/* Bytes of the file that the hub has already; -1 with error. */
static int64_t
ask_offset (PtErrand *self, const char *sha256, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "blobs/%s", sha256);
  PtRequest request = { .method = "HEAD", .path = path, .token = self->token };
  g_autoptr (PtResponse)
      response = pt_transport_send (self->transport, &request, self->call.cancellable, error);

  if (response == NULL)
    return -1;
  if (response->status >= 300 || response->offset < 0)
    {
      g_propagate_error (error, pt_sync_error_new_problem (response->status, "no_such_file",
                                                           response->retry_after));
      return -1;
    }
  return response->offset;
}

static gboolean
send_chunk (PtErrand *self, const char *sha256, GBytes *bytes, int64_t *offset, GError **error)
{
  int64_t size = (int64_t)g_bytes_get_size (bytes);
  size_t length = (size_t)MIN (PT_WIRE_CHUNK_BYTES, size - *offset);
  g_autoptr (GBytes) chunk = g_bytes_new_from_bytes (bytes, (gsize)*offset, length);
  g_autofree char *path = pt_errand_path (
      self, "blobs/%s?offset=%" G_GINT64_FORMAT "&size=%" G_GINT64_FORMAT, sha256, *offset, size);
  PtRequest request = { .method = "PATCH",
                        .path = path,
                        .token = self->token,
                        .body = chunk,
                        .content_type = PT_WIRE_TYPE_FILE };
  g_autoptr (PtResponse) response = pt_call_send (&self->call, &request, error);

  if (response == NULL)
    return FALSE;
  *offset += (int64_t)length;
  return TRUE;
}

static gboolean
send_file (PtErrand *self, const char *sha256, GError **error)
{
  g_autofree char *path = pt_store_attachment_path (self->store, sha256);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  int64_t offset;

  if (bytes == NULL)
    return FALSE;
  offset = ask_offset (self, sha256, error);
  if (offset < 0)
    return FALSE;
  if (offset > (int64_t)g_bytes_get_size (bytes))
    offset = 0;
  do
    if (!send_chunk (self, sha256, bytes, &offset, error))
      return FALSE;
  while (offset < (int64_t)g_bytes_get_size (bytes));
  self->report->files_sent++;
  return TRUE;
}

static gboolean
fetch_file (PtErrand *self, const char *sha256, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "blobs/%s", sha256);
  PtRequest request = {
    .method = "GET", .path = path, .token = self->token, .max_response = PT_WIRE_FILE_BYTES
  };
  g_autoptr (PtResponse) response = pt_call_send (&self->call, &request, error);

  if (response == NULL)
    return FALSE;
  if (!pt_store_put_attachment (self->store, sha256, response->body, error))
    return FALSE;
  self->report->files_received++;
  return TRUE;
}

typedef gboolean (*MoveFile) (PtErrand *self, const char *sha256, GError **error);

/* A file that is not there, here or at the hub, waits for the next time, and so does one that came
 * damaged, which is said; the others go on. */
static gboolean
move_each (PtErrand *self, GPtrArray *hashes, MoveFile move, GError **error)
{
  for (guint i = 0; i < hashes->len; i++)
    {
      g_autoptr (GError) local = NULL;

      pt_errand_tell (self, PT_SYNC_STEP_ATTACHMENTS, i, hashes->len);
      if (move (self, g_ptr_array_index (hashes, i), &local))
        continue;
      if (g_error_matches (local, PT_STORE_ERROR, PT_STORE_ERROR_INVALID))
        g_ptr_array_add (self->report->refused, g_strdup (local->message));
      else if (!is_not_there (local) && local->domain != G_FILE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
pt_errand_move_files (PtErrand *self, GError **error)
{
  g_autoptr (GPtrArray) unsent = pt_store_unsent_attachments (self->store, error);
  g_autoptr (GPtrArray) missing = NULL;

  if (unsent == NULL || !move_each (self, unsent, send_file, error))
    return FALSE;
  if (self->report->files_sent > 0 && !pt_errand_pull (self, error))
    return FALSE;
  missing = pt_store_missing_attachments (self->store, error);
  return missing != NULL && move_each (self, missing, fetch_file, error);
}
