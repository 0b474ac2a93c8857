/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a parcel, which may come from anybody. All of it is proved before any of it is given; where
 * each frame begins and how the stream stood there is remembered, so that large files are not. */
#include "pt-parcel-private.h"

#include "pt-json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_HEAD (64 * 1024)

typedef struct
{
  int64_t offset; /* of the sealed frame */
  size_t size;
  crypto_secretstream_xchacha20poly1305_state before;
} Frame;

struct _PtParcel
{
  char *path;
  int fd;
  int64_t size;
  PtParcelLabelBytes bytes;
  PtParcelLabel label;
  GArray *frames;
};

G_DEFINE_QUARK (pt - parcel - error - quark, pt_parcel_error)

void
pt_parcel_hash_token (const char *token, uint8_t out[PT_PARCEL_TOKEN_BYTES])
{
  crypto_hash_sha256 (out, (const uint8_t *)token, strlen (token));
}

static gboolean
fail (PtParcel *self, int failure, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("“%1$s” cannot be read: %2$s."), self->path, g_strerror (failure));
  return FALSE;
}

static gboolean
fail_damaged (PtParcel *self, GError **error)
{
  g_set_error (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_DAMAGED,
               /* Translators: a file */
               _ ("“%s” is damaged or cut off, or was made for somebody else. Nothing was taken "
                  "from it; make it again."),
               self->path);
  return FALSE;
}

static gboolean
fail_foreign (PtParcel *self, GError **error)
{
  g_set_error (error, PT_PARCEL_ERROR, PT_PARCEL_ERROR_FOREIGN,
               /* Translators: a file */
               _ ("“%s” is no exchange file, or one of a later version."), self->path);
  return FALSE;
}

gboolean
pt_parcel_label_read (const PtParcelLabelBytes *bytes, PtParcelLabel *out)
{
  PtUuid *const ids[] = { &out->exchange, &out->hub, &out->logbook, &out->device };
  const uint8_t *from = bytes->bytes;

  if (memcmp (from, PT_PARCEL_MAGIC, strlen (PT_PARCEL_MAGIC)) != 0)
    return FALSE;
  from += strlen (PT_PARCEL_MAGIC);
  if (*from != PT_PARCEL_REQUEST && *from != PT_PARCEL_ANSWER)
    return FALSE;
  out->kind = (PtParcelKind)*from++;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++, from += sizeof (PtUuid))
    memcpy (ids[i]->bytes, from, sizeof (PtUuid));
  return TRUE;
}

/* FALSE with errno; 0 = the file ended before. */
static gboolean
read_at (PtParcel *self, int64_t offset, void *out, size_t size)
{
  uint8_t *to = out;

  while (size > 0)
    {
      ssize_t n = pread (self->fd, to, size, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          errno = n < 0 ? errno : 0;
          return FALSE;
        }
      to += n;
      offset += n;
      size -= (size_t)n;
    }
  return TRUE;
}

static gboolean
fail_read (PtParcel *self, GError **error)
{
  return errno != 0 ? fail (self, errno, error) : fail_damaged (self, error);
}

PtParcel *
pt_parcel_open (const char *path, GError **error)
{
  g_autoptr (PtParcel) self = g_new0 (PtParcel, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      fail (self, errno, error);
      return NULL;
    }
  self->size = info.st_size;
  if (S_ISREG (info.st_mode) && read_at (self, 0, &self->bytes, sizeof self->bytes)
      && pt_parcel_label_read (&self->bytes, &self->label))
    return g_steal_pointer (&self);
  fail_foreign (self, error);
  return NULL;
}

void
pt_parcel_close (PtParcel *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->frames->len > 0)
    sodium_memzero (self->frames->data, self->frames->len * sizeof (Frame));
  g_array_unref (self->frames);
  g_free (self->path);
  g_free (self);
}

const PtParcelLabel *
pt_parcel_get_label (const PtParcel *self)
{
  return &self->label;
}

/* ── Opening frames ── */

/* (transfer full): what is in @frame, ended by one more byte; @stream goes on behind it. */
static uint8_t *
open_frame (PtParcel *self, const Frame *frame, crypto_secretstream_xchacha20poly1305_state *stream,
            uint8_t *tag, GError **error)
{
  g_autofree uint8_t *sealed = g_malloc (frame->size);
  g_autofree uint8_t *plain = g_malloc (frame->size - PT_PARCEL_SEAL_BYTES + 1);

  if (!read_at (self, frame->offset, sealed, frame->size))
    {
      fail_read (self, error);
      return NULL;
    }
  if (crypto_secretstream_xchacha20poly1305_pull (stream, plain, NULL, tag, sealed, frame->size,
                                                  self->bytes.bytes, sizeof self->bytes.bytes)
      != 0)
    {
      fail_damaged (self, error);
      return NULL;
    }
  return g_steal_pointer (&plain);
}

/* Where a frame lies at @offset: its length is believed only as far as there are bytes. */
static gboolean
find_frame (PtParcel *self, int64_t offset, Frame *out, GError **error)
{
  guint32 little;

  if (!read_at (self, offset, &little, sizeof little))
    return fail_read (self, error);
  out->offset = offset + PT_PARCEL_LENGTH_BYTES;
  out->size = GUINT32_FROM_LE (little);
  return (out->size >= PT_PARCEL_SEAL_BYTES
          && out->size <= PT_PARCEL_MAX_FRAME + PT_PARCEL_SEAL_BYTES
          && (int64_t)out->size <= self->size - out->offset
          && self->frames->len <= PT_PARCEL_MAX_FRAMES)
         || fail_damaged (self, error);
}

static gboolean
check_frames (PtParcel *self, crypto_secretstream_xchacha20poly1305_state *stream,
              GCancellable *cancellable, GError **error)
{
  int64_t offset = PT_PARCEL_START_BYTES;
  uint8_t tag = 0;

  for (;;)
    {
      Frame frame = { .before = *stream };
      g_autofree uint8_t *plain = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !find_frame (self, offset, &frame, error))
        return FALSE;
      plain = open_frame (self, &frame, stream, &tag, error);
      if (plain == NULL)
        return FALSE;
      offset = frame.offset + (int64_t)frame.size;
      if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        return (frame.size == PT_PARCEL_SEAL_BYTES && offset == self->size)
               || fail_damaged (self, error);
      g_array_append_val (self->frames, frame);
    }
}

gboolean
pt_parcel_unlock (PtParcel *self, const uint8_t *token, GCancellable *cancellable, GError **error)
{
  crypto_secretstream_xchacha20poly1305_state stream;
  uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  uint8_t key[PT_PARCEL_KEY_BYTES];
  gboolean whole;

  g_array_set_size (self->frames, 0);
  if (!read_at (self, sizeof self->bytes, header, sizeof header))
    return fail_read (self, error);
  pt_parcel_derive_key (&self->bytes, token, key);
  crypto_secretstream_xchacha20poly1305_init_pull (&stream, header, key);
  sodium_memzero (key, sizeof key);
  whole = check_frames (self, &stream, cancellable, error);
  sodium_memzero (&stream, sizeof stream);
  return whole;
}

guint
pt_parcel_get_length (const PtParcel *self)
{
  return self->frames->len;
}

static JsonNode *
read_head (const uint8_t *plain, size_t size, size_t *head_size)
{
  g_autoptr (JsonNode) node = NULL;
  guint32 little;

  if (size < sizeof little)
    return NULL;
  memcpy (&little, plain, sizeof little);
  *head_size = GUINT32_FROM_LE (little);
  if (*head_size > MAX_HEAD || *head_size > size - sizeof little)
    return NULL;
  node = pt_json_parse ((const char *)plain + sizeof little, *head_size, MAX_HEAD, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

gboolean
pt_parcel_read (PtParcel *self, guint i, JsonNode **head, GBytes **body, GError **error)
{
  const Frame *frame = &g_array_index (self->frames, Frame, i);
  crypto_secretstream_xchacha20poly1305_state stream = frame->before;
  const size_t size = frame->size - PT_PARCEL_SEAL_BYTES;
  size_t head_size = 0;
  uint8_t tag;
  uint8_t *plain = open_frame (self, frame, &stream, &tag, error);
  g_autoptr (GBytes) whole = plain != NULL ? g_bytes_new_take (plain, size) : NULL;
  g_autoptr (JsonNode) node = plain != NULL ? read_head (plain, size, &head_size) : NULL;

  if (plain == NULL)
    return FALSE;
  if (node == NULL)
    return fail_damaged (self, error);
  if (body != NULL)
    *body = g_bytes_new_from_bytes (whole, PT_PARCEL_LENGTH_BYTES + head_size,
                                    size - PT_PARCEL_LENGTH_BYTES - head_size);
  *head = g_steal_pointer (&node);
  return TRUE;
}
