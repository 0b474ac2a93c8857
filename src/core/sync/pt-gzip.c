/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gzip through zlib, streaming on the way in: what is inflated is counted while it comes. */
#include "pt-gzip.h"

#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* the largest window, with gzip's header (zlib.h, deflateInit2) */
/* A batch shrinks to 0.25 and a page to 0.18; 6 would make that 0.22 and 0.15 in three times the time
 * (PT_BENCH_GZIP=1, tests/README.md). */
#define LEVEL 1
#define STEP_BYTES (16 * 1024)

struct _PtGunzip
{
  z_stream stream;
  gboolean done;
};

GBytes *
pt_gzip_deflate (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *out = NULL;
  z_stream stream = { 0 };
  gboolean smaller;

  if (size < 2 || size > G_MAXUINT32
      || deflateInit2 (&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  out = g_malloc (size);
  stream.next_in = (Bytef *)data;
  stream.avail_in = (uInt)size;
  stream.next_out = out;
  stream.avail_out = (uInt)size - 1;
  smaller = deflate (&stream, Z_FINISH) == Z_STREAM_END;
  deflateEnd (&stream);
  return smaller ? g_bytes_new_take (g_steal_pointer (&out), stream.total_out) : NULL;
}

PtGunzip *
pt_gunzip_new (void)
{
  g_autoptr (PtGunzip) self = g_new0 (PtGunzip, 1);

  if (inflateInit2 (&self->stream, GZIP_WINDOW) != Z_OK)
    g_error ("zlib cannot be initialised");
  return g_steal_pointer (&self);
}

void
pt_gunzip_free (PtGunzip *self)
{
  if (self == NULL)
    return;
  inflateEnd (&self->stream);
  g_free (self);
}

PtGunzipResult
pt_gunzip_feed (PtGunzip *self, const void *data, size_t size, GByteArray *out, size_t max)
{
  guint8 step[STEP_BYTES];

  self->stream.next_in = (Bytef *)data;
  self->stream.avail_in = (uInt)size;
  while (!self->done)
    {
      size_t made;
      int rc;

      self->stream.next_out = step;
      self->stream.avail_out = sizeof step;
      rc = inflate (&self->stream, Z_NO_FLUSH);
      made = sizeof step - self->stream.avail_out;
      if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return PT_GUNZIP_BROKEN;
      if (made > max - out->len)
        return PT_GUNZIP_TOO_LARGE;
      g_byte_array_append (out, step, (guint)made);
      self->done = rc == Z_STREAM_END;
      if (made < sizeof step && self->stream.avail_in == 0)
        break;
      if (rc == Z_BUF_ERROR)
        break;
    }
  return self->done && self->stream.avail_in > 0 ? PT_GUNZIP_BROKEN : PT_GUNZIP_OK;
}

gboolean
pt_gunzip_is_done (PtGunzip *self)
{
  return self->done;
}
