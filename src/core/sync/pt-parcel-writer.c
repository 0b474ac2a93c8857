/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a parcel: into NAME.part beside it, which is synced and renamed at the end. What a power loss
 * leaves of a part is written over the next time. */
#include "pt-parcel-private.h"

#include "pt-durable.h"
#include "pt-json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PART ".part"
#define KEY_CONTEXT "nl.proeftuin.parcel 1"

struct _PtParcelWriter
{
  char *path, *part;
  int fd;
  PtParcelLabelBytes label;
  crypto_secretstream_xchacha20poly1305_state stream;
  int64_t size;
  guint n;
};

void
pt_parcel_label_write (const PtParcelLabel *self, PtParcelLabelBytes *out)
{
  const PtUuid *const ids[] = { &self->exchange, &self->hub, &self->logbook, &self->device };
  uint8_t *to = out->bytes;

  memcpy (to, PT_PARCEL_MAGIC, strlen (PT_PARCEL_MAGIC));
  to += strlen (PT_PARCEL_MAGIC);
  *to++ = (uint8_t)self->kind;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++, to += sizeof (PtUuid))
    memcpy (to, ids[i]->bytes, sizeof (PtUuid));
}

void
pt_parcel_derive_key (const PtParcelLabelBytes *label, const uint8_t *token, uint8_t *out)
{
  crypto_generichash_state state;

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  crypto_generichash_init (&state, token, PT_PARCEL_TOKEN_BYTES, PT_PARCEL_KEY_BYTES);
  crypto_generichash_update (&state, (const uint8_t *)KEY_CONTEXT, sizeof KEY_CONTEXT);
  crypto_generichash_update (&state, label->bytes, sizeof label->bytes);
  crypto_generichash_final (&state, out, PT_PARCEL_KEY_BYTES);
}

static gboolean
fail (PtParcelWriter *self, int failure, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("“%1$s” cannot be written: %2$s."), self->path, g_strerror (failure));
  return FALSE;
}

static gboolean
write_all (PtParcelWriter *self, const void *data, size_t size, GError **error)
{
  const uint8_t *from = data;

  while (size > 0)
    {
      ssize_t n = write (self->fd, from, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (self, n < 0 ? errno : EIO, error);
      from += n;
      size -= (size_t)n;
      self->size += n;
    }
  return TRUE;
}

/* Two programs on one stick do not write into each other's part. */
static gboolean
open_part (PtParcelWriter *self, GError **error)
{
  self->fd = open (self->part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    return fail (self, errno, error);
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    {
      g_close (self->fd, NULL);
      self->fd = -1;
      return fail (self, EBUSY, error);
    }
  return ftruncate (self->fd, 0) == 0 || fail (self, errno, error);
}

static gboolean
begin (PtParcelWriter *self, const uint8_t *token, GError **error)
{
  uint8_t key[PT_PARCEL_KEY_BYTES];
  uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  pt_parcel_derive_key (&self->label, token, key);
  crypto_secretstream_xchacha20poly1305_init_push (&self->stream, header, key);
  sodium_memzero (key, sizeof key);
  return open_part (self, error)
         && write_all (self, self->label.bytes, sizeof self->label.bytes, error)
         && write_all (self, header, sizeof header, error);
}

PtParcelWriter *
pt_parcel_writer_new (const char *path, const PtParcelLabel *label, const uint8_t *token,
                      GError **error)
{
  g_autoptr (PtParcelWriter) self = g_new0 (PtParcelWriter, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  self->part = g_strconcat (path, PART, NULL);
  pt_parcel_label_write (label, &self->label);
  return begin (self, token, error) ? g_steal_pointer (&self) : NULL;
}

void
pt_parcel_writer_free (PtParcelWriter *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    {
      g_unlink (self->part);
      close (self->fd);
    }
  sodium_memzero (&self->stream, sizeof self->stream);
  g_free (self->path);
  g_free (self->part);
  g_free (self);
}

/* ── Frames ── */

static void
write_length (uint8_t *to, size_t length)
{
  const guint32 little = GUINT32_TO_LE ((guint32)length);

  memcpy (to, &little, sizeof little);
}

static gboolean
seal (PtParcelWriter *self, const uint8_t *plain, size_t size, uint8_t tag, GError **error)
{
  const size_t sealed_size = size + PT_PARCEL_SEAL_BYTES;
  g_autofree uint8_t *sealed = g_malloc (PT_PARCEL_LENGTH_BYTES + sealed_size);

  write_length (sealed, sealed_size);
  crypto_secretstream_xchacha20poly1305_push (&self->stream, sealed + PT_PARCEL_LENGTH_BYTES, NULL,
                                              plain, size, self->label.bytes,
                                              sizeof self->label.bytes, tag);
  return write_all (self, sealed, PT_PARCEL_LENGTH_BYTES + sealed_size, error);
}

static char *
print_and_drop (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return pt_json_print_ordered (node);
}

gboolean
pt_parcel_writer_add (PtParcelWriter *self, JsonObject *head, GBytes *body, GError **error)
{
  g_autofree char *text = print_and_drop (head);
  const size_t head_size = strlen (text);
  gsize body_size = 0;
  const void *data = body != NULL ? g_bytes_get_data (body, &body_size) : NULL;
  const size_t size = PT_PARCEL_LENGTH_BYTES + head_size + body_size;
  g_autofree uint8_t *plain = NULL;

  if (size > PT_PARCEL_MAX_FRAME || self->n == PT_PARCEL_MAX_FRAMES)
    return fail (self, EFBIG, error);
  plain = g_malloc (size);
  write_length (plain, head_size);
  memcpy (plain + PT_PARCEL_LENGTH_BYTES, text, head_size);
  if (body_size > 0)
    memcpy (plain + PT_PARCEL_LENGTH_BYTES + head_size, data, body_size);
  self->n++;
  return seal (self, plain, size, 0, error);
}

gboolean
pt_parcel_writer_finish (PtParcelWriter *self, GError **error)
{
  if (!seal (self, NULL, 0, crypto_secretstream_xchacha20poly1305_TAG_FINAL, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->part, self->path) != 0)
    return fail (self, errno, error);
  close (self->fd);
  self->fd = -1;
  return pt_durable_sync_name (self->path) == 0 || fail (self, errno, error);
}

int64_t
pt_parcel_writer_get_size (const PtParcelWriter *self)
{
  return self->size;
}
