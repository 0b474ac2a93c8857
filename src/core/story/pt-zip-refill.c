/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By APPNOTE.TXT 6.3: §4.3.16 the end of the directory, §4.3.12 its entries, §4.3.7 the headers that
 * they point to. The file comes from another program: no number in it is believed. Pandoc 2.17 needs
 * a second for a few large photos; it gets small ones instead, and what it packed is copied as it is. */
#include "pt-zip-refill.h"

#include "pt-markdown.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define END_SIZE 22
#define END_COUNT_HERE 8
#define END_COUNT 10
#define END_DIRECTORY_SIZE 12
#define END_OFFSET 16
#define ENTRY_SIZE 46
#define ENTRY_FLAGS 8
#define ENTRY_METHOD 10
#define ENTRY_TIME 12
#define ENTRY_CRC 16
#define ENTRY_PACKED 20
#define ENTRY_UNPACKED 24
#define ENTRY_NAME_LENGTH 28
#define ENTRY_EXTRA_LENGTH 30
#define ENTRY_COMMENT_LENGTH 32
#define ENTRY_OFFSET 42
#define HEADER_SIZE 30
#define HEADER_NAME_LENGTH 26
#define HEADER_EXTRA_LENGTH 28
/* What header and entry say alike: from the version needed to the size. */
#define HEADER_COMMON 4
#define ENTRY_COMMON 6
#define COMMON_SIZE 22
/* The sizes stand behind the bytes; here they stand before them. */
#define FLAG_SIZES_BEHIND 0x08
#define METHOD_STORED 0
#define METHOD_DEFLATED 8
/* A text that another program packed may be as long, in bytes. */
#define MAX_TEXT (256u * 1024 * 1024)
/* §4.4.3: of what can unpack deflated members, 2.0. */
#define VERSION 20
/* Deflate without a head, as a zip has it. */
#define RAW_WINDOW (-15)

/* Midnight; then the first of January of the year 0, which is 1980. */
static const guint8 stamp[] = { 0, 0, 0x21, 0 };

/* ── Stand-ins ── */

/* ITU T.81: the start, a JFIF head (T.871 §10.1), a comment with the number, a frame without a scan. */
PtStandIn *
pt_stand_in_new (GBytes *jpeg, int width, int height, guint number)
{
  const guint8 bytes[] = {
    0xff,
    0xd8, /* start */
    0xff,
    0xe0,
    0,
    16,
    'J',
    'F',
    'I',
    'F',
    0,
    1,
    1,
    1,
    0,
    72,
    0,
    72,
    0,
    0, /* 72 dots an inch */
    0xff,
    0xfe,
    0,
    6,
    (guint8)(number >> 24),
    (guint8)(number >> 16),
    (guint8)(number >> 8),
    (guint8)number, /* comment */
    0xff,
    0xc0,
    0,
    17,
    8,
    (guint8)(height >> 8),
    (guint8)height,
    (guint8)(width >> 8),
    (guint8)width,
    3,
    1,
    0x22,
    0,
    2,
    0x11,
    1,
    3,
    0x11,
    1, /* frame */
    0xff,
    0xd9, /* end */
  };
  PtStandIn *self = g_new0 (PtStandIn, 1);

  self->stand_in = g_bytes_new (bytes, sizeof bytes);
  self->real = g_bytes_ref (jpeg);
  return self;
}

void
pt_stand_in_free (PtStandIn *self)
{
  g_bytes_unref (self->stand_in);
  g_bytes_unref (self->real);
  g_free (self);
}

static guint32
crc_of (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return (guint32)crc32_z (0, data, size);
}

/* ── Reading ── */

static guint32
read_16 (const guint8 *p)
{
  return p[0] | (guint32)p[1] << 8;
}

static guint32
read_32 (const guint8 *p)
{
  return read_16 (p) | read_16 (p + 2) << 16;
}

static void
put_16 (guint8 *p, guint32 value)
{
  p[0] = (guint8)value;
  p[1] = (guint8)(value >> 8);
}

static void
put_32 (guint8 *p, guint32 value)
{
  put_16 (p, value);
  put_16 (p + 2, value >> 16);
}

typedef struct
{
  const guint8 *data;
  gsize size;
  GPtrArray *stand_ins;
  const PtZipSwap *swaps; /* or NULL */
  GPtrArray *additions;   /* PtStoryFile; or NULL */
  GHashTable *by_crc;     /* crc → its PtStandIn */
  GByteArray *out;
  GByteArray *directory;
} Refill;

/* (nullable): %NULL where @size bytes are not there. */
static const guint8 *
find (const Refill *self, gsize at, gsize size)
{
  return at <= self->size && self->size - at >= size ? self->data + at : NULL;
}

static const guint8 *
find_marked (const Refill *self, gsize at, gsize size, const char *signature)
{
  const guint8 *found = find (self, at, size);

  return found != NULL && memcmp (found, signature, 4) == 0 ? found : NULL;
}

static const guint8 *
find_end (const Refill *self)
{
  for (gsize at = self->size >= END_SIZE ? self->size - END_SIZE + 1 : 0; at > 0; at--)
    {
      const guint8 *end = find_marked (self, at - 1, END_SIZE, "PK\5\6");

      if (end != NULL)
        return end;
    }
  return NULL;
}

/* (nullable): the packed bytes of a member. */
static const guint8 *
find_bytes (const Refill *self, const guint8 *entry)
{
  const gsize at = read_32 (entry + ENTRY_OFFSET);
  const guint8 *header = find_marked (self, at, HEADER_SIZE, "PK\3\4");

  if (header == NULL)
    return NULL;
  return find (self,
               at + HEADER_SIZE + read_16 (header + HEADER_NAME_LENGTH)
                   + read_16 (header + HEADER_EXTRA_LENGTH),
               read_32 (entry + ENTRY_PACKED));
}

/* ── Copying ── */

/* (nullable) */
static const PtStandIn *
stand_in_of (const Refill *self, const guint8 *entry)
{
  const PtStandIn *found = g_hash_table_lookup (self->by_crc,
                                                GUINT_TO_POINTER (read_32 (entry + ENTRY_CRC)));

  return found != NULL && g_bytes_get_size (found->stand_in) == read_32 (entry + ENTRY_UNPACKED)
             ? found
             : NULL;
}

/* An entry as it will be: no extra fields, no comment, sizes before the bytes. */
static void
begin_entry (const Refill *self, const guint8 *entry, guint8 *made)
{
  memcpy (made, entry, ENTRY_SIZE);
  put_16 (made + ENTRY_FLAGS, read_16 (entry + ENTRY_FLAGS) & ~(guint32)FLAG_SIZES_BEHIND);
  memcpy (made + ENTRY_TIME, stamp, sizeof stamp);
  put_16 (made + ENTRY_EXTRA_LENGTH, 0);
  put_16 (made + ENTRY_COMMENT_LENGTH, 0);
  put_32 (made + ENTRY_OFFSET, self->out->len);
}

static void
append_member (Refill *self, const guint8 *made, const guint8 *name, const guint8 *bytes)
{
  const guint32 length = read_16 (made + ENTRY_NAME_LENGTH);
  guint8 header[HEADER_SIZE] = { 'P', 'K', 3, 4 };

  memcpy (header + HEADER_COMMON, made + ENTRY_COMMON, COMMON_SIZE);
  put_16 (header + HEADER_NAME_LENGTH, length);
  g_byte_array_append (self->out, header, sizeof header);
  g_byte_array_append (self->out, name, length);
  g_byte_array_append (self->out, bytes, read_32 (made + ENTRY_PACKED));
  g_byte_array_append (self->directory, made, ENTRY_SIZE);
  g_byte_array_append (self->directory, name, length);
}

static gboolean
is_swapped (const Refill *self, const guint8 *entry, const guint8 *name)
{
  const gsize length = read_16 (entry + ENTRY_NAME_LENGTH);
  gboolean found = FALSE;

  for (guint i = 0; self->swaps != NULL && self->swaps[i].member != NULL && !found; i++)
    found = strlen (self->swaps[i].member) == length
            && memcmp (self->swaps[i].member, name, length) == 0;
  return found && read_16 (entry + ENTRY_METHOD) == METHOD_DEFLATED
         && read_32 (entry + ENTRY_UNPACKED) <= MAX_TEXT;
}

/* (transfer full) (nullable) */
static GString *
unpack (const guint8 *entry, const guint8 *bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  z_stream stream = { .next_in = (guint8 *)bytes, .avail_in = read_32 (entry + ENTRY_PACKED) };
  int code;

  g_string_set_size (text, read_32 (entry + ENTRY_UNPACKED));
  stream.next_out = (guint8 *)text->str;
  stream.avail_out = (guint)text->len;
  if (inflateInit2 (&stream, RAW_WINDOW) != Z_OK)
    return NULL;
  code = inflate (&stream, Z_FINISH);
  inflateEnd (&stream);
  return code == Z_STREAM_END && stream.avail_out == 0 ? g_steal_pointer (&text) : NULL;
}

/* (transfer full) */
static GBytes *
pack (const void *data, gsize size)
{
  z_stream stream = { .next_in = (guint8 *)data, .avail_in = (guint)size };
  guint8 *packed;

  if (deflateInit2 (&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW_WINDOW, MAX_MEM_LEVEL,
                    Z_DEFAULT_STRATEGY)
      != Z_OK)
    g_error ("No memory to pack %" G_GSIZE_FORMAT " bytes", size);
  stream.avail_out = (guint)deflateBound (&stream, size);
  stream.next_out = packed = g_malloc (stream.avail_out);
  deflate (&stream, Z_FINISH);
  deflateEnd (&stream);
  return g_bytes_new_take (packed, stream.total_out);
}

static void
swap_in (GString *text, const PtZipSwap *swap)
{
  if (swap->edit != NULL)
    swap->edit (text);
  else
    g_string_replace (text, swap->from, swap->to, 0);
}

/* (transfer full) (nullable): the packed member with other words, which @made tells of. */
static GBytes *
swap_words (const Refill *self, const guint8 *entry, const guint8 *name, const guint8 *bytes,
            guint8 *made)
{
  g_autoptr (GString) text = unpack (entry, bytes);
  GBytes *packed;

  if (text == NULL)
    return NULL;
  for (guint i = 0; self->swaps[i].member != NULL; i++)
    if (strlen (self->swaps[i].member) == read_16 (entry + ENTRY_NAME_LENGTH)
        && memcmp (self->swaps[i].member, name, strlen (self->swaps[i].member)) == 0)
      swap_in (text, &self->swaps[i]);
  packed = pack (text->str, text->len);
  put_32 (made + ENTRY_CRC, (guint32)crc32_z (0, (const guint8 *)text->str, text->len));
  put_32 (made + ENTRY_PACKED, (guint32)g_bytes_get_size (packed));
  put_32 (made + ENTRY_UNPACKED, (guint32)text->len);
  return packed;
}

static gboolean
copy_member (Refill *self, const guint8 *entry, const guint8 *name)
{
  const PtStandIn *stand_in = stand_in_of (self, entry);
  const guint8 *bytes = find_bytes (self, entry);
  g_autoptr (GBytes) swapped = NULL;
  guint8 made[ENTRY_SIZE];
  gsize size;

  if (bytes == NULL)
    return FALSE;
  begin_entry (self, entry, made);
  if (stand_in != NULL)
    {
      bytes = g_bytes_get_data (stand_in->real, &size);
      put_16 (made + ENTRY_METHOD, METHOD_STORED);
      put_32 (made + ENTRY_CRC, crc_of (stand_in->real));
      put_32 (made + ENTRY_PACKED, (guint32)size);
      put_32 (made + ENTRY_UNPACKED, (guint32)size);
    }
  else if (is_swapped (self, entry, name))
    {
      swapped = swap_words (self, entry, name, bytes, made);
      if (swapped == NULL)
        return FALSE;
      bytes = g_bytes_get_data (swapped, &size);
    }
  append_member (self, made, name, bytes);
  return TRUE;
}

/* FALSE where something that the directory names is not there. */
static gboolean
copy_members (Refill *self, const guint8 *end)
{
  gsize at = read_32 (end + END_OFFSET);

  for (guint32 i = 0; i < read_16 (end + END_COUNT); i++)
    {
      const guint8 *entry = find_marked (self, at, ENTRY_SIZE, "PK\1\2");
      const guint32 length = entry != NULL ? read_16 (entry + ENTRY_NAME_LENGTH) : 0;
      const guint8 *name = entry != NULL ? find (self, at + ENTRY_SIZE, length) : NULL;

      if (name == NULL || !copy_member (self, entry, name))
        return FALSE;
      at += ENTRY_SIZE + length + read_16 (entry + ENTRY_EXTRA_LENGTH)
            + read_16 (entry + ENTRY_COMMENT_LENGTH);
    }
  return TRUE;
}

static guint
count_additions (const Refill *self)
{
  return self->additions != NULL ? self->additions->len : 0;
}

static void
add_member (Refill *self, const PtStoryFile *file)
{
  guint8 made[ENTRY_SIZE] = { 'P', 'K', 1, 2, VERSION, 0, VERSION, 0 };
  gsize size, packed_size;
  const void *data = g_bytes_get_data (file->bytes, &size);
  g_autoptr (GBytes) packed = pack (data, size);
  const guint8 *bytes = g_bytes_get_data (packed, &packed_size);

  put_16 (made + ENTRY_METHOD, METHOD_DEFLATED);
  memcpy (made + ENTRY_TIME, stamp, sizeof stamp);
  put_32 (made + ENTRY_CRC, crc_of (file->bytes));
  put_32 (made + ENTRY_PACKED, (guint32)packed_size);
  put_32 (made + ENTRY_UNPACKED, (guint32)size);
  put_16 (made + ENTRY_NAME_LENGTH, (guint32)strlen (file->path));
  put_32 (made + ENTRY_OFFSET, self->out->len);
  append_member (self, made, (const guint8 *)file->path, bytes);
}

static void
append_end (Refill *self, const guint8 *theirs)
{
  const guint32 n = read_16 (theirs + END_COUNT) + count_additions (self);
  guint8 end[END_SIZE] = { 'P', 'K', 5, 6 };

  put_16 (end + END_COUNT_HERE, n);
  put_16 (end + END_COUNT, n);
  put_32 (end + END_DIRECTORY_SIZE, self->directory->len);
  put_32 (end + END_OFFSET, self->out->len);
  g_byte_array_append (self->out, self->directory->data, self->directory->len);
  g_byte_array_append (self->out, end, sizeof end);
}

/* How long the copy becomes at most. */
static guint64
estimate (const Refill *self)
{
  guint64 size = self->size;

  for (guint i = 0; i < self->stand_ins->len; i++)
    size += g_bytes_get_size (((const PtStandIn *)self->stand_ins->pdata[i])->real);
  for (guint i = 0; i < count_additions (self); i++)
    size += g_bytes_get_size (((const PtStoryFile *)self->additions->pdata[i])->bytes);
  return size;
}

static gboolean
refill (Refill *self, GError **error)
{
  const guint8 *end = find_end (self);

  if (estimate (self) > G_MAXINT32)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _ ("The document becomes larger than 2 GB: choose fewer photos."));
      return FALSE;
    }
  self->out = g_byte_array_sized_new ((guint)estimate (self));
  if (end != NULL && copy_members (self, end))
    {
      for (guint i = 0; i < count_additions (self); i++)
        add_member (self, self->additions->pdata[i]);
      append_end (self, end);
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The document is not whole."));
  return FALSE;
}

GByteArray *
pt_zip_refill (GBytes *zip, GPtrArray *stand_ins, const PtZipSwap *swaps, GPtrArray *additions,
               GError **error)
{
  g_autoptr (GHashTable) by_crc = g_hash_table_new (NULL, NULL);
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  Refill self = { .stand_ins = stand_ins,
                  .swaps = swaps,
                  .additions = additions,
                  .by_crc = by_crc,
                  .directory = directory };
  gboolean done;

  g_return_val_if_fail (zip != NULL && stand_ins != NULL, NULL);
  self.data = g_bytes_get_data (zip, &self.size);
  for (guint i = 0; i < stand_ins->len; i++)
    {
      PtStandIn *one = stand_ins->pdata[i];

      g_hash_table_insert (by_crc, GUINT_TO_POINTER (crc_of (one->stand_in)), one);
    }
  done = refill (&self, error);
  if (!done)
    g_clear_pointer (&self.out, g_byte_array_unref);
  return self.out;
}
