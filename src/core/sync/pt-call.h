/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One conversation with one hub: JSON in, JSON out, every refusal an error with a sentence, and the
 * certainty that it is still the same hub. */
#pragma once

#include "pt-transport.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  PtTransport *transport;
  const char *token;  /* NULL before joining */
  const char *hub_id; /* NULL = any hub (joining) */
  GCancellable *cancellable;
} PtCall;

/* Any reply of the right hub. */
PtResponse *pt_call_ask (const PtCall *self, const PtRequest *request, GError **error);
/* (transfer full): the error behind a reply with a status of 300 or more. */
GError *pt_call_error (const PtResponse *response);
/* A reply with a status below 300; everything else is an error. */
PtResponse *pt_call_send (const PtCall *self, const PtRequest *request, GError **error);
/* The same in two halves: each start is followed by a finish (pt_transport_start()). */
void pt_call_start (const PtCall *self, const PtRequest *request);
PtResponse *pt_call_finish (const PtCall *self, GError **error);

/* (transfer full): the root, always an object. @body may be NULL; @hub_id (nullable) gets a copy of
 * the id of the hub that answered. */
JsonNode *pt_call_bytes (const PtCall *self, const char *method, const char *path, GBytes *body,
                         char **hub_id, GError **error);
JsonNode *pt_call_json (const PtCall *self, const char *method, const char *path, JsonNode *body,
                        char **hub_id, GError **error);

G_END_DECLS
