/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of one file, up or down, in chunks that go on where the other side stopped: what the hub
 * says to have, what came into the part here. A cut costs at most one chunk on the way up, and
 * nothing on the way down. */
#include "pt-sync-files.h"

#include "pt-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SLICE_US (G_USEC_PER_SEC / 4) /* a pause for the budget's sake lets text through so often */
#define MAX_CORRECTIONS 8             /* of the offset, by the hub, in one file */

/* ── Between chunks ── */

gboolean
pt_trip_text_first (PtFileTrip *self, int64_t newest, GError **error)
{
  PtErrand *errand = self->errand;
  gboolean sends = !errand->carried && pt_store_count_pending (errand->store) > 0;

  if (sends && !pt_errand_push (errand, error))
    return FALSE;
  return !(sends || newest > errand->link->seq) || pt_errand_pull (errand, error);
}

static void
sleep_for (PtFileTrip *self, int64_t us)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (self->errand->call.cancellable, &fd))
    {
      g_usleep ((gulong)us);
      return;
    }
  g_poll (&fd, 1, (int)(us / 1000));
  g_cancellable_release_fd (self->errand->call.cancellable);
}

static gboolean
rest (PtFileTrip *self, int64_t us, GError **error)
{
  for (; us > 0; us -= SLICE_US)
    {
      sleep_for (self, MIN (us, SLICE_US));
      if (g_cancellable_set_error_if_cancelled (self->errand->call.cancellable, error)
          || !pt_trip_text_first (self, 0, error))
        return FALSE;
    }
  return TRUE;
}

/* After a chunk of @bytes that began at @start. */
static gboolean
go_on (PtFileTrip *self, size_t bytes, gint64 start, int64_t newest, GError **error)
{
  int64_t pause = pt_pace_note (&self->pace, bytes, g_get_monotonic_time () - start);

  self->left = MAX (0, self->left - (int64_t)bytes);
  if (self->errand->options.estimate != NULL)
    self->errand->options.estimate (pt_pace_estimate (&self->pace, self->left),
                                    self->errand->options.data);
  return pt_trip_text_first (self, newest, error) && rest (self, pause, error);
}

/* ── Up ── */

/* Bytes of the file that the hub has already; -1 with error. */
static int64_t
ask_offset (PtFileTrip *self, const char *sha256, GError **error)
{
  PtErrand *errand = self->errand;
  g_autofree char *path = pt_errand_path (errand, "blobs/%s", sha256);
  PtRequest request = { .method = "HEAD", .path = path, .token = errand->token };
  g_autoptr (PtResponse) response = pt_call_ask (&errand->call, &request, error);

  if (response == NULL)
    return -1;
  if (response->status < 300 && response->offset >= 0)
    return response->offset;
  g_propagate_error (
      error, pt_sync_error_new_problem (response->status, "no_such_file", response->retry_after));
  return -1;
}

/* The hub says where it stands, also when that is another place than was thought. */
static gboolean
send_chunk (PtFileTrip *self, const char *sha256, GBytes *bytes, int64_t *offset,
            guint *corrections, GError **error)
{
  PtErrand *errand = self->errand;
  int64_t size = (int64_t)g_bytes_get_size (bytes);
  size_t length = (size_t)MIN ((int64_t)self->pace.chunk, size - *offset);
  g_autoptr (GBytes) chunk = g_bytes_new_from_bytes (bytes, (gsize)*offset, length);
  g_autofree char *path = pt_errand_path (
      errand, "blobs/%s?offset=%" G_GINT64_FORMAT "&size=%" G_GINT64_FORMAT, sha256, *offset, size);
  PtRequest request = { .method = "PATCH",
                        .path = path,
                        .token = errand->token,
                        .body = chunk,
                        .content_type = PT_WIRE_TYPE_FILE };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PtResponse) response = pt_call_ask (&errand->call, &request, error);

  if (response == NULL)
    return FALSE;
  if (response->status >= 300
      && !(response->status == 409 && response->offset >= 0 && ++*corrections <= MAX_CORRECTIONS))
    {
      g_propagate_error (error, pt_call_error (response));
      return FALSE;
    }
  *offset = response->offset >= 0 ? response->offset : *offset + (int64_t)length;
  return go_on (self, length, start, response->newest, error);
}

/* A file that was altered here would be sent in vain. */
GBytes *
pt_errand_open_file (PtErrand *self, const char *sha256, GError **error)
{
  g_autofree char *path = pt_store_attachment_path (self->store, sha256);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autofree char *found = bytes != NULL ? pt_sha256_hex (bytes) : NULL;

  if (found == NULL || strcmp (found, sha256) == 0)
    return g_steal_pointer (&bytes);
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("A file was altered on this laptop and is not sent. Attach it again."));
  return NULL;
}

static gboolean
send_file (PtFileTrip *self, const char *sha256, GError **error)
{
  g_autoptr (GBytes) bytes = pt_errand_open_file (self->errand, sha256, error);
  int64_t offset = bytes != NULL ? ask_offset (self, sha256, error) : -1;
  gboolean whole = bytes != NULL && offset == (int64_t)g_bytes_get_size (bytes);
  guint corrections = 0;

  if (offset < 0)
    return FALSE;
  /* An empty file takes one request too: something must tell the hub that it is complete. */
  do
    {
      offset = MIN (offset, (int64_t)g_bytes_get_size (bytes));
      if (!send_chunk (self, sha256, bytes, &offset, &corrections, error))
        return FALSE;
    }
  while (offset < (int64_t)g_bytes_get_size (bytes));
  self->errand->report->files_sent += !whole;
  return TRUE;
}

static gboolean
send_picture (PtFileTrip *self, const char *sha256, GError **error)
{
  PtErrand *errand = self->errand;
  g_autoptr (GBytes) picture = pt_store_dup_small_picture (errand->store, sha256);
  g_autofree char *path = NULL;
  g_autoptr (PtResponse) response = NULL;
  PtRequest request = {
    .method = "PATCH", .token = errand->token, .body = picture, .content_type = PT_WIRE_TYPE_FILE
  };

  if (picture == NULL || g_bytes_get_size (picture) > PT_WIRE_THUMB_BYTES)
    return TRUE;
  request.path = path = pt_errand_path (errand, "blobs/%s?rendition=" PT_WIRE_THUMB "&size=%zu",
                                        sha256, g_bytes_get_size (picture));
  response = pt_call_send (&errand->call, &request, error);
  return response != NULL;
}

gboolean
pt_trip_send (PtFileTrip *self, const PtFileWait *wait, GError **error)
{
  return wait->thumb ? send_picture (self, wait->sha256, error)
                     : send_file (self, wait->sha256, error);
}

/* ── Down ── */

static gboolean
keep (PtFileTrip *self, const char *sha256, int64_t *offset, GBytes *bytes, GError **error)
{
  if (!pt_store_append_part (self->errand->store, sha256, *offset, bytes, error))
    return FALSE;
  *offset += (int64_t)g_bytes_get_size (bytes);
  return TRUE;
}

/* Bytes that came before the connection broke are kept; the failure stays. */
static void
keep_broken (PtFileTrip *self, const char *sha256, int64_t offset, GByteArray *broken)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_byte_array_ref (broken));
  g_autoptr (GError) error = NULL;

  if (g_bytes_get_size (bytes) > 0 && !keep (self, sha256, &offset, bytes, &error))
    g_debug ("the broken part is not kept: %s", error->message);
}

/* The whole, from somebody who does not know ranges; what came before counts no more. */
static gboolean
keep_whole (PtFileTrip *self, const char *sha256, int64_t *offset, GBytes *bytes, GError **error)
{
  pt_store_drop_part (self->errand->store, sha256);
  *offset = 0;
  return keep (self, sha256, offset, bytes, error);
}

static gboolean
take_chunk (PtFileTrip *self, const char *sha256, const PtResponse *response, int64_t *offset,
            int64_t *total, GError **error)
{
  *total = response->total;
  if (response->status == 206 && g_bytes_get_size (response->body) > 0 && response->total > 0)
    return keep (self, sha256, offset, response->body, error);
  if (response->status == 200)
    {
      *total = (int64_t)g_bytes_get_size (response->body);
      return keep_whole (self, sha256, offset, response->body, error);
    }
  if (response->status == 416 && response->total == *offset) /* all is here, or it is empty */
    {
      g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

      return keep (self, sha256, offset, nothing, error);
    }
  if (response->status == 416 || response->status < 300)
    pt_store_drop_part (self->errand->store, sha256); /* of something else: anew, the next time */
  g_propagate_error (error, response->status >= 300 ? pt_call_error (response)
                                                    : pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return FALSE;
}

static gboolean
fetch_chunk (PtFileTrip *self, const char *sha256, int64_t *offset, int64_t *total, GError **error)
{
  PtErrand *errand = self->errand;
  g_autofree char *path = pt_errand_path (errand, "blobs/%s", sha256);
  g_autoptr (GByteArray) broken = g_byte_array_new ();
  PtRequest request = { .method = "GET",
                        .path = path,
                        .token = errand->token,
                        .from = *offset,
                        .to = *offset + (int64_t)self->pace.chunk,
                        .broken = broken,
                        .max_response = PT_WIRE_FILE_BYTES };
  gint64 start = g_get_monotonic_time ();
  int64_t before = *offset;
  g_autoptr (PtResponse) response = pt_call_ask (&errand->call, &request, error);

  if (response == NULL)
    {
      keep_broken (self, sha256, *offset, broken);
      return FALSE;
    }
  return take_chunk (self, sha256, response, offset, total, error)
         && go_on (self, (size_t)MAX (0, *offset - before), start, response->newest, error);
}

static gboolean
fetch_file (PtFileTrip *self, const char *sha256, GError **error)
{
  int64_t offset = pt_store_part_size (self->errand->store, sha256);
  int64_t total = G_MAXINT64;

  while (offset < total)
    if (!fetch_chunk (self, sha256, &offset, &total, error))
      return FALSE;
  if (!pt_store_finish_part (self->errand->store, sha256, error))
    return FALSE;
  self->errand->report->files_received++;
  return TRUE;
}

static gboolean
fetch_picture (PtFileTrip *self, const char *sha256, GError **error)
{
  PtErrand *errand = self->errand;
  g_autofree char *path = pt_errand_path (errand, "blobs/%s?rendition=" PT_WIRE_THUMB, sha256);
  PtRequest request = {
    .method = "GET", .path = path, .token = errand->token, .max_response = PT_WIRE_THUMB_BYTES
  };
  g_autoptr (PtResponse) response = pt_call_send (&errand->call, &request, error);

  return response != NULL
         && pt_store_put_small_picture (errand->store, sha256, response->body, error);
}

gboolean
pt_trip_fetch (PtFileTrip *self, const PtFileWait *wait, GError **error)
{
  return wait->thumb ? fetch_picture (self, wait->sha256, error)
                     : fetch_file (self, wait->sha256, error);
}
