/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUIDs: made from time and randomness (version 7) or from a hash (version 8), RFC 9562. */
#include "pt-id.h"

#include <sodium.h>
#include <stdarg.h>
#include <string.h>

static const char HEX[] = "0123456789abcdef";

static bool
is_hyphen_place (int i)
{
  return i == 8 || i == 13 || i == 18 || i == 23;
}

static int
hex_digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
pt_uuid_parse (const char *text, PtUuid *out)
{
  PtUuid uuid;
  int n = 0;

  if (text == NULL)
    return false;
  for (int i = 0; i < PT_ID_LENGTH;)
    {
      if (is_hyphen_place (i))
        {
          if (text[i++] != '-')
            return false;
          continue;
        }
      int high = hex_digit (text[i]);
      int low = high < 0 ? -1 : hex_digit (text[i + 1]);
      if (low < 0)
        return false;
      uuid.bytes[n++] = (uint8_t)(high << 4 | low);
      i += 2;
    }
  if (text[PT_ID_LENGTH] != '\0')
    return false;
  *out = uuid;
  return true;
}

void
pt_uuid_format (const PtUuid *uuid, char out[PT_ID_LENGTH + 1])
{
  int n = 0;

  for (int i = 0; i < PT_ID_LENGTH;)
    {
      if (is_hyphen_place (i))
        {
          out[i++] = '-';
          continue;
        }
      out[i++] = HEX[uuid->bytes[n] >> 4];
      out[i++] = HEX[uuid->bytes[n++] & 15];
    }
  out[PT_ID_LENGTH] = '\0';
}

int
pt_uuid_compare (const PtUuid *a, const PtUuid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

static void
set_version (PtUuid *uuid, int version)
{
  uuid->bytes[6] = (uint8_t)(version << 4 | (uuid->bytes[6] & 0x0f));
  uuid->bytes[8] = (uint8_t)(0x80 | (uuid->bytes[8] & 0x3f));
}

void
pt_uuid_new (PtWorld *world, PtUuid *out)
{
  uint64_t ms = (uint64_t)(world->now (world) / 1000);

  for (int i = 0; i < 6; i++)
    out->bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
  world->fill (world, out->bytes + 6, 10);
  set_version (out, 7);
}

static char *
format_new (const PtUuid *uuid)
{
  char text[PT_ID_LENGTH + 1];

  pt_uuid_format (uuid, text);
  return g_strndup (text, PT_ID_LENGTH);
}

char *
pt_id_new (PtWorld *world)
{
  PtUuid uuid;

  pt_uuid_new (world, &uuid);
  return format_new (&uuid);
}

char *
pt_id_derive (const char *first, ...)
{
  crypto_hash_sha256_state hash;
  uint8_t digest[crypto_hash_sha256_BYTES];
  PtUuid uuid;
  va_list rest;

  crypto_hash_sha256_init (&hash);
  va_start (rest, first);
  for (const char *part = first; part != NULL; part = va_arg (rest, const char *))
    {
      if (part != first)
        crypto_hash_sha256_update (&hash, (const uint8_t *)"", 1);
      crypto_hash_sha256_update (&hash, (const uint8_t *)part, strlen (part));
    }
  va_end (rest);
  crypto_hash_sha256_final (&hash, digest);

  memcpy (uuid.bytes, digest, sizeof uuid.bytes);
  set_version (&uuid, 8);
  return format_new (&uuid);
}

char *
pt_id_for_link (const char *kind, const char *from, const char *to)
{
  return pt_id_derive ("link", kind, from, to, NULL);
}

bool
pt_id_is_valid (const char *text)
{
  PtUuid uuid;
  return pt_uuid_parse (text, &uuid);
}
