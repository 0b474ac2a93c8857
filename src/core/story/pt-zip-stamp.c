/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By APPNOTE.TXT 6.3: §4.3.16 the end of the directory, §4.3.12 its entries, §4.3.7 the headers that
 * they point to. The file comes from another program: no number in it is believed. */
#include "pt-zip-stamp.h"

#include <string.h>

#define END_SIZE 22
#define END_COUNT 10
#define END_OFFSET 16
#define ENTRY_SIZE 46
#define ENTRY_TIME 12
#define ENTRY_NAME_LENGTH 28
#define ENTRY_EXTRA_LENGTH 30
#define ENTRY_COMMENT_LENGTH 32
#define ENTRY_OFFSET 42
#define HEADER_SIZE 30
#define HEADER_TIME 10
/* Midnight; then the first of January of the year 0, which is 1980. */
static const guint8 stamp[] = { 0, 0, 0x21, 0 };

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

/* NULL where @size bytes with that signature are not there. */
static guint8 *
find (GByteArray *bytes, gsize at, gsize size, const char *signature)
{
  if (at > bytes->len || bytes->len - at < size || memcmp (bytes->data + at, signature, 4) != 0)
    return NULL;
  return bytes->data + at;
}

static guint8 *
find_end (GByteArray *bytes)
{
  for (gsize at = bytes->len >= END_SIZE ? bytes->len - END_SIZE + 1 : 0; at > 0; at--)
    {
      guint8 *end = find (bytes, at - 1, END_SIZE, "PK\5\6");

      if (end != NULL)
        return end;
    }
  return NULL;
}

void
pt_zip_stamp (GByteArray *bytes)
{
  const guint8 *end = find_end (bytes);
  const guint32 n = end != NULL ? read_16 (end + END_COUNT) : 0;
  gsize at = end != NULL ? read_32 (end + END_OFFSET) : 0;

  for (guint32 i = 0; i < n; i++)
    {
      guint8 *entry = find (bytes, at, ENTRY_SIZE, "PK\1\2");
      guint8 *header = entry != NULL
                           ? find (bytes, read_32 (entry + ENTRY_OFFSET), HEADER_SIZE, "PK\3\4")
                           : NULL;

      if (header == NULL)
        return;
      memcpy (entry + ENTRY_TIME, stamp, sizeof stamp);
      memcpy (header + HEADER_TIME, stamp, sizeof stamp);
      at += ENTRY_SIZE + read_16 (entry + ENTRY_NAME_LENGTH) + read_16 (entry + ENTRY_EXTRA_LENGTH)
            + read_16 (entry + ENTRY_COMMENT_LENGTH);
    }
}
