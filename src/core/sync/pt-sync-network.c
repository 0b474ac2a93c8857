/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request. What is here already is said by its digest, so that the hub sends it once. */
#include "pt-sync-network.h"

#include "pt-sync-private.h"

#define PAUSE_S 3600

/* The hub's answer, or @here where it says that this is still all. */
static PtNetwork *
read_answer (JsonNode *answer, PtNetwork *here, GError **error)
{
  const char *digest = pt_json_text_or (json_node_get_object (answer), "digest", NULL);

  if (here != NULL && g_strcmp0 (digest, pt_network_get_digest (here)) == 0)
    return pt_network_ref (here);
  return pt_network_from_json (answer, error);
}

PtNetwork *
pt_sync_network (PtStore *store, PtTransport *transport, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (PtNetwork) network = NULL;
  g_autofree char *path = NULL;
  int64_t asked_at;
  g_autoptr (PtNetwork) here = pt_network_shelf_load (store, &asked_at);
  PtWorld *world = pt_store_get_world (store);

  if (!pt_errand_init (&errand, store, transport, NULL, error))
    return NULL;
  path = here != NULL ? g_strconcat ("/v1/network?have=", pt_network_get_digest (here), NULL)
                      : g_strdup ("/v1/network");
  answer = pt_call_json (&errand.call, "GET", path, NULL, NULL, error);
  network = answer != NULL ? read_answer (answer, here, error) : NULL;
  if (network == NULL)
    {
      pt_errand_soften (error);
      return NULL;
    }
  if (!pt_network_shelf_keep (store, network, world->now (world), error)
      || !pt_network_heed (store, network, error))
    return NULL;
  return g_steal_pointer (&network);
}

void
pt_sync_network_sometimes (PtStore *store, PtTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtNetwork) network = NULL;
  int64_t asked_at;
  g_autoptr (PtNetwork) here = pt_network_shelf_load (store, &asked_at);
  PtWorld *world = pt_store_get_world (store);

  if (here == NULL || world->now (world) - asked_at < PAUSE_S * (int64_t)G_USEC_PER_SEC)
    return;
  network = pt_sync_network (store, transport, &error);
  if (network == NULL)
    g_info ("network: %s", error->message);
}
