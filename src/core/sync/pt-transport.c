/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface through which requests reach the hub, with the one check that holds for every way:
 * is it a hub that answers? A hotel's login page never counts as success. */
#include "pt-transport.h"

#include "pt-wire.h"

#include <string.h>

G_DEFINE_INTERFACE (PtTransport, pt_transport, G_TYPE_OBJECT)

static void
pt_transport_default_init (PtTransportInterface *iface)
{
}

PtResponse *
pt_response_new (guint status, const char *content_type, const char *hub_id)
{
  PtResponse *self = g_new0 (PtResponse, 1);

  self->status = status;
  self->content_type = g_strdup (content_type);
  self->hub_id = g_strdup (hub_id);
  self->offset = self->total = self->newest = -1;
  self->body = g_bytes_new (NULL, 0);
  return self;
}

void
pt_response_free (PtResponse *self)
{
  if (self == NULL)
    return;
  g_free (self->content_type);
  g_free (self->hub_id);
  g_bytes_unref (self->body);
  g_free (self);
}

static gboolean
is_type (const char *content_type, const char *wanted)
{
  size_t length = strlen (wanted);

  return content_type != NULL && g_ascii_strncasecmp (content_type, wanted, length) == 0
         && (content_type[length] == '\0' || content_type[length] == ';'
             || content_type[length] == ' ');
}

gboolean
pt_response_is_from_hub (const PtResponse *response)
{
  static const char *const types[] = { PT_WIRE_TYPE, PT_WIRE_TYPE_PROBLEM, PT_WIRE_TYPE_FILE };

  if (response->hub_id == NULL || response->hub_id[0] == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (is_type (response->content_type, types[i]))
      return TRUE;
  return FALSE;
}

/* What stands in front of the hub says that it cannot reach it now. 511 is a network that wants a
 * log-in (RFC 6585 §6). */
static gboolean
is_trouble_before_hub (const PtResponse *response)
{
  return response->status == 429 || (response->status >= 500 && response->status <= 504);
}

/* (transfer full): takes @response, which may be NULL with @error set. */
static PtResponse *
check (PtResponse *response, GError **error)
{
  g_autoptr (PtResponse) checked = response;

  if (checked == NULL)
    return NULL;
  if (!pt_response_is_from_hub (checked) && is_trouble_before_hub (checked))
    {
      g_propagate_error (error,
                         pt_sync_error_new_problem (checked->status, NULL, checked->retry_after));
      return NULL;
    }
  if (!pt_response_is_from_hub (checked))
    {
      g_debug ("status %u with content type %s is not a hub's", checked->status,
               checked->content_type != NULL ? checked->content_type : "(none)");
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_CAPTIVE));
      return NULL;
    }
  return g_steal_pointer (&checked);
}

PtResponse *
pt_transport_send (PtTransport *self, const PtRequest *request, GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (PT_IS_TRANSPORT (self), NULL);

  return check (PT_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, error), error);
}

/* ── In two halves ── */

/* What a transport without halves of its own has got already. */
typedef struct
{
  PtResponse *response;
  GError *error;
} Early;

static void
early_free (gpointer data)
{
  Early *self = data;

  pt_response_free (self->response);
  g_clear_error (&self->error);
  g_free (self);
}

static GQuark
early_quark (void)
{
  return g_quark_from_static_string ("pt-transport-early");
}

void
pt_transport_start (PtTransport *self, const PtRequest *request, GCancellable *cancellable)
{
  PtTransportInterface *iface = PT_TRANSPORT_GET_IFACE (self);
  Early *early;

  g_return_if_fail (PT_IS_TRANSPORT (self));

  if (iface->start != NULL)
    {
      iface->start (self, request);
      return;
    }
  early = g_new0 (Early, 1);
  early->response = iface->send (self, request, cancellable, &early->error);
  g_object_set_qdata_full (G_OBJECT (self), early_quark (), early, early_free);
}

PtResponse *
pt_transport_finish (PtTransport *self, GCancellable *cancellable, GError **error)
{
  PtTransportInterface *iface = PT_TRANSPORT_GET_IFACE (self);
  PtResponse *response;
  Early *early;

  g_return_val_if_fail (PT_IS_TRANSPORT (self), NULL);

  if (iface->finish != NULL)
    return check (iface->finish (self, cancellable, error), error);
  early = g_object_steal_qdata (G_OBJECT (self), early_quark ());
  g_return_val_if_fail (early != NULL, NULL);
  response = g_steal_pointer (&early->response);
  if (response == NULL)
    g_propagate_error (error, g_steal_pointer (&early->error));
  early_free (early);
  return check (response, error);
}

GBytes *
pt_transport_pack (PtTransport *self, GBytes *body)
{
  PtTransportInterface *iface = PT_TRANSPORT_GET_IFACE (self);

  g_return_val_if_fail (PT_IS_TRANSPORT (self), NULL);

  return iface->pack != NULL ? iface->pack (self, body) : NULL;
}
