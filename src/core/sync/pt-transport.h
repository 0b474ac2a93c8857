/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request reaches the hub: libcurl in earnest, something else in tests and the simulator. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_SYNC_ERROR_OFFLINE,     /* no connection: work is safe */
  PT_SYNC_ERROR_HUB_SILENT,  /* connection refused, timeout */
  PT_SYNC_ERROR_CAPTIVE,     /* the answer is not a hub's: log in to this network first */
  PT_SYNC_ERROR_TLS,         /* certificate, pin, clock */
  PT_SYNC_ERROR_OTHER_HUB,   /* another hub answers at this address */
  PT_SYNC_ERROR_UNAUTHORIZED,
  PT_SYNC_ERROR_REFUSED,     /* a problem+json: the message is a sentence for people */
  PT_SYNC_ERROR_BUSY,        /* 429, 503: see retry_after */
  PT_SYNC_ERROR_PROTOCOL,    /* a hub's answer that makes no sense */
  PT_SYNC_ERROR_NO_HUB,      /* this logbook has none */
} PtSyncError;

#define PT_SYNC_ERROR (pt_sync_error_quark ())
GQuark pt_sync_error_quark (void);
/* TRUE for errors after which trying later is right: the CLI exits 3. */
gboolean pt_sync_error_is_unreachable (const GError *error);

typedef struct
{
  const char *method;
  const char *path;       /* with query, from the hub's root */
  GBytes *body;           /* or NULL */
  const char *content_type; /* NULL = application/json */
  const char *token;      /* or NULL */
} PtRequest;

typedef struct
{
  guint status;
  char *content_type;
  char *hub_id;           /* header Proeftuin-Hub */
  int retry_after;        /* seconds; 0 = not said */
  GBytes *body;
} PtResponse;
void pt_response_free (PtResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtResponse, pt_response_free)

#define PT_TYPE_TRANSPORT (pt_transport_get_type ())
G_DECLARE_INTERFACE (PtTransport, pt_transport, PT, TRANSPORT, GObject)
struct _PtTransportInterface
{
  GTypeInterface parent;
  PtResponse *(*send) (PtTransport *self, const PtRequest *request, GCancellable *cancellable, GError **error);
};
PtResponse *pt_transport_send (PtTransport *self, const PtRequest *request, GCancellable *cancellable, GError **error);

/* One persistent connection. @pin NULL = system CAs. Blocking; one thread at a time. */
PtTransport *pt_curl_transport_new (const char *url, const char *pin);

G_END_DECLS
