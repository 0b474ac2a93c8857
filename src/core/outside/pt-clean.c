/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-clean.h. EXIF and its like are removed by another program (pt-photo.h); what a JPEG carries behind
 * its end (second pictures of phones, with a position of their own) is cut off here, because no metadata
 * library looks there. */
#include "pt-clean.h"

#include "pt-photo.h"

#include <string.h>

/* Kinds of picture whose hidden data can be removed. */
static const char *const cleanable[] = { "image/jpeg", "image/png", "image/webp", "image/tiff",
                                         NULL };
/* Kinds of picture that carry none, or none that says where or who. */
static const char *const harmless[] = {
  "image/gif", "image/bmp", "image/svg+xml", "image/x-icon", "image/vnd.microsoft.icon", NULL
};

#define MARKER_APP1 0xe1  /* EXIF, XMP */
#define MARKER_APP13 0xed /* IPTC */
#define MARKER_SCAN 0xda
#define MARKER_END 0xd9
#define MARKER_REMARK 0xfe

typedef struct
{
  gsize end;   /* behind the end of the first picture; all there is where it has none */
  bool whole;  /* it has one */
  bool hidden; /* segments that say more than the picture shows */
} Walk;

static bool
is_restart (guchar marker)
{
  return marker >= 0xd0 && marker <= 0xd7;
}

static bool
is_hidden (guchar marker)
{
  return marker == MARKER_APP1 || marker == MARKER_APP13 || marker == MARKER_REMARK;
}

/* ITU-T T.81 annex B: segments carry their length, scans end at a marker that is not RSTn. */
static Walk
walk_jpeg (const guchar *data, gsize size)
{
  Walk self = { size, false, false };
  gsize at = 2;
  bool in_scan = false;

  while (at + 1 < size)
    {
      const guchar marker = data[at + 1];
      if (data[at] != 0xff || (in_scan && (marker == 0x00 || is_restart (marker))))
        at++;
      else if (marker == 0xff)
        at++;
      else if (marker == MARKER_END)
        return (Walk){ at + 2, true, self.hidden };
      else if (marker == 0x01 || is_restart (marker) || marker == 0xd8)
        at += 2;
      else if (at + 3 < size)
        {
          in_scan = marker == MARKER_SCAN;
          self.hidden |= is_hidden (marker);
          at += 2 + (((gsize)data[at + 2] << 8) | data[at + 3]);
        }
      else
        break;
    }
  return self;
}

/* The chunks that make the picture; all others are text, time, EXIF or private (PNG 3rd ed. §11). */
static gboolean
is_png_picture_chunk (const guchar *type)
{
  static const char kept[] =
      "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT ";

  for (const char *k = kept; *k != '\0'; k += 5)
    if (memcmp (k, type, 4) == 0)
      return TRUE;
  return FALSE;
}

/* NULL for a file that breaks off or does not end with IEND. */
static GBytes *
clean_png (GBytes *bytes, gboolean *cleaned)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize at = 8;

  g_byte_array_append (out, data, MIN (size, at));
  while (at + 12 <= size)
    {
      const gsize chunk = 12
                          + (((gsize)data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8)
                             | data[at + 3]);
      if (chunk > size - at)
        return NULL;
      if (is_png_picture_chunk (data + at + 4))
        g_byte_array_append (out, data + at, chunk);
      at += chunk;
      if (memcmp (data + at - chunk + 4, "IEND", 4) == 0)
        {
          *cleaned = out->len < size;
          return g_byte_array_free_to_bytes (g_steal_pointer (&out));
        }
    }
  return NULL;
}

/* Most of ours have nothing to hide: then nobody else needs to look. */
static GBytes *
clean_jpeg (GBytes *bytes, char **taken_on, gboolean *cleaned, GError **error)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  const Walk before = walk_jpeg (data, size);
  g_autoptr (GBytes) stripped = before.hidden || !before.whole
                                    ? pt_photo_strip (bytes, taken_on, cleaned, error)
                                    : g_bytes_ref (bytes);
  gsize end;

  if (stripped == NULL)
    return NULL;
  data = g_bytes_get_data (stripped, &size);
  end = walk_jpeg (data, size).end;
  *cleaned |= end < size;
  return end < size ? g_bytes_new (data, end) : g_steal_pointer (&stripped);
}

bool
pt_clean_is_needed (const char *mime)
{
  return g_str_has_prefix (mime, "image/") && !g_strv_contains (harmless, mime);
}

GBytes *
pt_clean_picture (GBytes *bytes, const char *mime, char **taken_on, gboolean *cleaned)
{
  g_autoptr (GError) error = NULL;
  GBytes *out;

  *taken_on = NULL;
  *cleaned = FALSE;
  if (g_str_equal (mime, "image/png"))
    return clean_png (bytes, cleaned);
  if (!g_strv_contains (cleanable, mime))
    return NULL;
  out = g_str_equal (mime, "image/jpeg") ? clean_jpeg (bytes, taken_on, cleaned, &error)
                                         : pt_photo_strip (bytes, taken_on, cleaned, &error);
  if (out == NULL)
    g_debug ("Not cleaned: %s", error->message);
  return out;
}
