/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See script-transport.h. */
#include "script-transport.h"

#include "pt-wire.h"

struct _ScriptTransport
{
  GObject parent;
  Script script;
  gpointer data;
};

static PtResponse *
script_transport_send (PtTransport *transport, const PtRequest *request, GCancellable *cancellable,
                       GError **error)
{
  ScriptTransport *self = SCRIPT_TRANSPORT (transport);

  return self->script (request, self->data, error);
}

static void
iface_init (PtTransportInterface *iface)
{
  iface->send = script_transport_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptTransport, script_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PT_TYPE_TRANSPORT, iface_init))

static void
script_transport_class_init (ScriptTransportClass *klass)
{
}

static void
script_transport_init (ScriptTransport *self)
{
}

PtTransport *
script_transport_new (Script script, gpointer data)
{
  ScriptTransport *self = g_object_new (SCRIPT_TYPE_TRANSPORT, NULL);

  self->script = script;
  self->data = data;
  return PT_TRANSPORT (self);
}

PtResponse *
script_json (guint status, const char *json)
{
  PtResponse *response = pt_response_new (
      status, status < 300 ? PT_WIRE_TYPE : PT_WIRE_TYPE_PROBLEM, SCRIPT_HUB);

  g_bytes_unref (response->body);
  response->body = g_bytes_new (json, strlen (json));
  return response;
}

PtResponse *
script_problem (guint status, const char *code)
{
  g_autofree char *json = g_strdup_printf ("{\"code\":\"%s\",\"status\":%u}", code, status);

  return script_json (status, json);
}
