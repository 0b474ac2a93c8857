/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers: UUIDv7 for what people make, UUIDv8 for what can be derived (RFC 9562).
 * Outside of dots and SQL an id is its lower-case text of 36 characters. */
#pragma once

#include "pt-world.h"

#include <stdbool.h>

G_BEGIN_DECLS

#define PT_ID_LENGTH 36

typedef struct
{
  uint8_t bytes[16];
} PtUuid;

/**
 * pt_id_new:
 * @world: gives time and randomness
 *
 * Returns: (transfer full): a UUIDv7; its order in time is a convenience for indexes, nothing is
 *   decided by it
 */
char *pt_id_new (PtWorld *world);

/**
 * pt_id_derive:
 * @first: a part
 * @...: further parts, ended by %NULL
 *
 * Returns: (transfer full): the UUIDv8 made from SHA-256 of the parts joined by NUL bytes
 */
char *pt_id_derive (const char *first, ...) G_GNUC_NULL_TERMINATED;

/**
 * pt_id_for_link:
 *
 * Returns: (transfer full): the id that every device gives to this link, so that the same link
 *   made twice is one link
 */
char *pt_id_for_link (const char *kind, const char *from, const char *to);

/**
 * pt_id_is_valid:
 *
 * Returns: whether @text is a UUID in lower-case hexadecimal with hyphens
 */
bool pt_id_is_valid (const char *text);

bool pt_uuid_parse (const char *text, PtUuid *out);
void pt_uuid_format (const PtUuid *uuid, char out[PT_ID_LENGTH + 1]);
int pt_uuid_compare (const PtUuid *a, const PtUuid *b);
void pt_uuid_new (PtWorld *world, PtUuid *out);

G_END_DECLS
