/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file, written whole. */
#include "pt-network-shelf.h"

#include "pt-json.h"

static char *
shelf_path (PtStore *store)
{
  return g_build_filename (pt_store_get_folder (store), PT_NETWORK_SHELF, NULL);
}

PtNetwork *
pt_network_shelf_load (PtStore *store, int64_t *asked_at)
{
  g_autofree char *path = shelf_path (store);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  PtNetwork *network;
  gsize size;

  *asked_at = 0;
  if (!g_file_get_contents (path, &text, &size, NULL))
    return NULL;
  node = pt_json_parse (text, size, PT_NETWORK_MAX_BYTES, &error);
  network = node != NULL ? pt_network_from_json (node, &error) : NULL;
  if (network != NULL)
    *asked_at = pt_json_int_or (json_node_get_object (node), "asked_at", 0);
  else
    g_debug ("%s: %s", path, error->message);
  return network;
}

gboolean
pt_network_shelf_keep (PtStore *store, PtNetwork *network, int64_t asked_at, GError **error)
{
  g_autofree char *path = shelf_path (store);
  g_autoptr (JsonNode) node = pt_network_to_json (network);
  g_autofree char *text = NULL;

  json_object_set_int_member (json_node_get_object (node), "asked_at", asked_at);
  text = pt_json_print_ordered (node);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
