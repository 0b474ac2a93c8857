/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request reaches the hub: libcurl in earnest, something else in tests and the simulator. */
#pragma once

#include "pt-sync-error.h"

G_BEGIN_DECLS

typedef struct
{
  const char *method;
  const char *path;         /* with query, from the hub's root */
  GBytes *body;             /* or NULL */
  GBytes *packed;           /* what pt_transport_pack() made of it; NULL = not made yet */
  const char *content_type; /* NULL = application/json */
  const char *token;        /* or NULL */
  size_t max_response;      /* bytes after inflating; 0 = PT_WIRE_MAX_ANSWER */
  int64_t from, to;         /* only these bytes of a file, @to exclusive; @to 0 = all */
  GByteArray *broken;       /* gets what came of these bytes when the connection broke; or NULL */
} PtRequest;

typedef struct
{
  guint status;
  char *content_type;
  char *hub_id;    /* header Proeftuin-Hub */
  int retry_after; /* seconds; 0 = not said */
  int64_t offset;  /* header Upload-Offset: bytes of a file that the hub has; -1 = not said */
  int64_t total;   /* of Content-Range: bytes of the whole file; -1 = not said */
  int64_t newest;  /* header Proeftuin-Newest: the logbook's last change; -1 = not said */
  GBytes *body;    /* never NULL */
} PtResponse;

PtResponse *pt_response_new (guint status, const char *content_type, const char *hub_id);
void pt_response_free (PtResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtResponse, pt_response_free)

/* Whether it has a hub's content type and header, whatever its status. */
gboolean pt_response_is_from_hub (const PtResponse *self);

#define PT_TYPE_TRANSPORT (pt_transport_get_type ())
G_DECLARE_INTERFACE (PtTransport, pt_transport, PT, TRANSPORT, GObject)
struct _PtTransportInterface
{
  GTypeInterface parent;
  PtResponse *(*send) (PtTransport *self, const PtRequest *request, GCancellable *cancellable,
                       GError **error);
  /* Optional, together: without them send does it all at the start. */
  void (*start) (PtTransport *self, const PtRequest *request);
  PtResponse *(*finish) (PtTransport *self, GCancellable *cancellable, GError **error);
  GBytes *(*pack) (PtTransport *self, GBytes *body); /* optional */
};

/**
 * pt_transport_send:
 * @self: a transport
 * @request: what to send; borrowed
 *
 * Blocking; one thread at a time. Any HTTP status is an answer, but only from a hub: a reply
 * without the hub's content type and header is %PT_SYNC_ERROR_CAPTIVE, whatever its status.
 *
 * Returns: (transfer full) (nullable): the hub's answer
 */
PtResponse *pt_transport_send (PtTransport *self, const PtRequest *request,
                               GCancellable *cancellable, GError **error);

/**
 * pt_transport_start:
 * @request: what to send; borrowed during the call
 *
 * Begins what pt_transport_send() does, so that the caller can work while the hub does. One request at
 * a time; each start is followed by a pt_transport_finish().
 */
void pt_transport_start (PtTransport *self, const PtRequest *request, GCancellable *cancellable);
PtResponse *pt_transport_finish (PtTransport *self, GCancellable *cancellable, GError **error);

/**
 * pt_transport_pack:
 * @body: JSON that is going to be sent
 *
 * Makes what of it goes over the line, while the hub still works on something else.
 *
 * Returns: (transfer full) (nullable): for PtRequest.packed; NULL where it goes as it is
 */
GBytes *pt_transport_pack (PtTransport *self, GBytes *body);

/* One persistent connection. @pin NULL = system CAs. Blocking; one thread at a time. */
PtTransport *pt_curl_transport_new (const char *url, const char *pin);

G_END_DECLS
