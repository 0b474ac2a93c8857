/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other field labs share, for laptops that keep it for when there is no connection. Whole each
 * time it changed: what was taken back is simply not in it. */
#include "pt-hub.h"

#include "pt-network-pool.h"
#include "pt-json.h"
#include "pt-replicas.h"

static PtHubResponse *
say_same (const char *digest)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "digest", digest);
  return pt_hub_response_new_object (200, object);
}

PtHubResponse *
pt_handle_network (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *have = pt_hub_request_query (request, "have");
  g_autoptr (PtNetwork) network = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (hub->replicas == NULL)
    return pt_problem_away ();
  network = pt_network_pool_look (pt_replicas_get_pool (hub->replicas), journal, PT_REACH_NETWORK,
                                  &error);
  if (network == NULL)
    return pt_problem_trouble (error);
  if (g_strcmp0 (have, pt_network_get_digest (network)) == 0)
    return say_same (have);
  node = pt_network_to_json (network);
  return pt_hub_response_new_json (200, pt_json_print_ordered (node));
}
