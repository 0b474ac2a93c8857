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
  self->offset = -1;
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

static gboolean
is_from_hub (const PtResponse *response)
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

PtResponse *
pt_transport_send (PtTransport *self, const PtRequest *request, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (PtResponse) response = NULL;

  g_return_val_if_fail (PT_IS_TRANSPORT (self), NULL);

  response = PT_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, error);
  if (response == NULL)
    return NULL;
  if (!is_from_hub (response) && is_trouble_before_hub (response))
    {
      g_propagate_error (error,
                         pt_sync_error_new_problem (response->status, NULL, response->retry_after));
      return NULL;
    }
  if (!is_from_hub (response))
    {
      g_debug ("status %u with content type %s is not a hub's", response->status,
               response->content_type != NULL ? response->content_type : "(none)");
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_CAPTIVE));
      return NULL;
    }
  return g_steal_pointer (&response);
}
