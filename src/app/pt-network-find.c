/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-network-find.h. */
#include "pt-network-find.h"

#include "pt-look.h"
#include "pt-network-shelf.h"
#include "pt-similar.h"
#include "pt-sync-network.h"

#define MOST_ALIKE 3 /* of one challenge */

static void
alike_free (gpointer data)
{
  PtNetworkAlike *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->similar);
  g_free (self);
}

void
pt_network_finding_free (PtNetworkFinding *self)
{
  g_clear_pointer (&self->alike, g_ptr_array_unref);
  g_clear_pointer (&self->borrowed, g_hash_table_unref);
  g_clear_pointer (&self->network, pt_network_unref);
  g_free (self);
}

static gboolean
add_alike (PtNetworkFinding *self, const char *logbook, PtRecord *challenge, GError **error)
{
  g_autoptr (GPtrArray)
      similar = pt_similar_find (self->network, challenge, logbook, MOST_ALIKE, error);
  PtNetworkAlike *alike;

  if (similar == NULL || similar->len == 0)
    return similar != NULL;
  alike = g_new0 (PtNetworkAlike, 1);
  alike->title = pt_record_dup_title (challenge);
  alike->similar = g_steal_pointer (&similar);
  g_ptr_array_add (self->alike, alike);
  return TRUE;
}

static gboolean
add_all (PtNetworkFinding *self, PtStore *store, PtDataset *data, GError **error)
{
  GPtrArray *challenges = pt_dataset_list (data, "challenge");

  self->n_challenges = challenges->len;
  for (guint i = 0; i < challenges->len; i++)
    if (!add_alike (self, pt_store_get_logbook_id (store), challenges->pdata[i], error))
      return FALSE;
  return TRUE;
}

gpointer
pt_network_find_job (PtStore *store, gpointer none, GCancellable *cancellable, GError **error)
{
  static const char *const needs[] = { "challenge", "learning", "attachment", NULL };
  g_autoptr (PtDataset) data = pt_look_read (store, needs, error);
  g_autoptr (PtNetworkFinding) self = NULL;

  if (data == NULL)
    return NULL;
  self = g_new0 (PtNetworkFinding, 1);
  self->network = pt_network_shelf_load (store, &self->asked_at);
  if (self->network == NULL)
    self->network = pt_network_new ();
  self->alike = g_ptr_array_new_with_free_func (alike_free);
  self->borrowed = pt_network_list_borrowed (data);
  return add_all (self, store, data, error) ? g_steal_pointer (&self) : NULL;
}

gpointer
pt_network_ask_job (PtStore *store, gpointer none, GError **error)
{
  g_autoptr (PtNetwork) network = pt_sync_network (store, NULL, error);

  return network != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}
