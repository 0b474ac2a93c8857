/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logbooks that many laptops share: brought to the hub by its own ways, and read again at the end. */
#pragma once

#include "hub-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  GPtrArray *tokens; /* of its devices */
  GHashTable *said;  /* record → the words that were acknowledged last */
} Logbook;

/* A new one at the hub in @folder, with one laptop. */
Logbook *logbook_found (const char *folder);
/* The token of a further laptop. */
const char *logbook_add_device (Logbook *self);
/* Where the hub of all of them listens; known when one was founded. */
guint16 logbook_get_port (void);
/* How many records have not the words that were acknowledged last. */
guint logbook_count_lost (Logbook *self);

G_END_DECLS
