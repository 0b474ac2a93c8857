/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-sync-listener.h. The hub ends a wait after 25 to 30 s; then the next one begins, behind the
 * newest number that was heard, so that own pushes are heard once and no more. */
#include "pt-sync-listener.h"

#include "pt-json.h"
#include "pt-token.h"

struct _PtSyncListener
{
  GThread *thread;
  GCancellable *cancellable;
  PtHubLink *link;
  char *logbook, *token;
  int64_t decisions; /* that this laptop knows of at the start */
  PtTransport *transport;
  PtSyncHeard heard;
  gpointer data;
};

static gboolean
wait_once (PtSyncListener *self, int64_t *newest, int64_t *decisions, GError **error)
{
  const PtCall call = { .transport = self->transport,
                        .token = self->token,
                        .hub_id = self->link->hub_id,
                        .cancellable = self->cancellable };
  g_autofree char *path = g_strdup_printf ("/v1/logbooks/%s/wait?after=%" G_GINT64_FORMAT,
                                           self->logbook, *newest);
  g_autoptr (JsonNode) answer = pt_call_json (&call, "GET", path, NULL, NULL, error);

  if (answer == NULL)
    return FALSE;
  *decisions = pt_json_int_or (json_node_get_object (answer), "decisions", *decisions);
  if (pt_json_get_int (json_node_get_object (answer), "newest", newest, NULL))
    return TRUE;
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return FALSE;
}

static gpointer
run (gpointer data)
{
  PtSyncListener *self = data;
  g_autoptr (GError) error = NULL;
  int64_t newest = self->link->seq;
  int64_t decisions = self->decisions;

  while (TRUE)
    {
      int64_t known = newest, decided = decisions;

      if (!wait_once (self, &newest, &decisions, &error))
        break;
      if (newest != known || decisions > decided)
        self->heard (newest, newest < known || decisions > decided, NULL, self->data);
    }
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->heard (0, FALSE, error, self->data);
  return NULL;
}

static void
listener_free (PtSyncListener *self)
{
  g_clear_object (&self->transport);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->link, pt_hub_link_free);
  g_free (self->logbook);
  g_free (self->token);
  g_free (self);
}

PtSyncListener *
pt_sync_listener_start (PtStore *store, PtSyncHeard heard, gpointer data, GError **error)
{
  PtSyncListener *self = g_new0 (PtSyncListener, 1);

  self->link = pt_store_get_hub (store);
  if (self->link == NULL)
    g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
  else
    self->token = pt_token_load (self->link->device, error);
  if (self->token == NULL)
    {
      listener_free (self);
      return NULL;
    }
  self->decisions = pt_store_get_decisions (store);
  self->logbook = g_strdup (pt_store_get_logbook_id (store));
  self->transport = pt_curl_transport_new (self->link->url, self->link->pin);
  self->cancellable = g_cancellable_new ();
  self->heard = heard;
  self->data = data;
  self->thread = g_thread_new ("listen", run, self);
  return self;
}

gboolean
pt_sync_listener_is_at (PtSyncListener *self, const PtHubLink *link)
{
  return g_strcmp0 (self->link->url, link->url) == 0 && g_strcmp0 (self->link->pin, link->pin) == 0
         && g_strcmp0 (self->link->device, link->device) == 0
         && g_strcmp0 (self->link->epoch, link->epoch) == 0;
}

void
pt_sync_listener_stop (PtSyncListener *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  listener_free (self);
}
