/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to erase, between hello and push: fetched and carried out before anything is sent or read, said
 * to the hub when no file of this laptop holds the words any more, and offered to a hub that has
 * forgotten them. */
#include "pt-sync-private.h"

#include <glib/gi18n-lib.h>

#define UNTOLD                                                                                     \
  "coverage-untold" /* a setting: carried out, or nearly so, and the hub has not heard of it */

static PtErasure *
read_order (JsonNode *node, GError **error)
{
  PtErasure *order = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    order = pt_erasure_from_json (json_node_get_object (node), error);
  if (order != NULL && order->number > 0)
    return order;
  g_clear_pointer (&order, pt_erasure_free);
  g_clear_error (error);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
  return NULL;
}

/* Appends a page to @orders, each number above the one before. */
static gboolean
read_orders (JsonObject *answer, GPtrArray *orders, GError **error)
{
  JsonArray *array;

  if (!pt_json_get_array (answer, "orders", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      PtErasure *order = read_order (json_array_get_element (array, i), error);

      if (order == NULL)
        return FALSE;
      g_ptr_array_add (orders, order);
      if (orders->len > 1
          && ((PtErasure *)g_ptr_array_index (orders, orders->len - 2))->number >= order->number)
        {
          g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_PROTOCOL));
          return FALSE;
        }
    }
  return TRUE;
}

static int64_t
last_number (const GPtrArray *orders, int64_t fallback)
{
  return orders->len > 0 ? ((PtErasure *)g_ptr_array_index (orders, orders->len - 1))->number
                         : fallback;
}

/* (transfer full): all orders above @from. */
static GPtrArray *
fetch (PtErrand *self, int64_t from, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  int64_t newest = 0;

  do
    {
      const guint before = orders->len;
      g_autofree char *path = pt_errand_path (self, "erasures?from=%" G_GINT64_FORMAT,
                                              last_number (orders, from));
      g_autoptr (JsonNode) answer = pt_call_json (&self->call, "GET", path, NULL, NULL, error);

      if (answer == NULL || !read_orders (json_node_get_object (answer), orders, error))
        return NULL;
      newest = pt_json_int_or (json_node_get_object (answer), "newest", 0);
      if (orders->len == before)
        break;
    }
  while (last_number (orders, from) < newest);
  return g_steal_pointer (&orders);
}

static gboolean
is_untold (PtStore *store)
{
  g_autofree char *untold = pt_store_dup_setting (store, UNTOLD);

  return untold != NULL;
}

/* That no file here holds the words any more; while somebody reads the database, another time, and of files
 * that may be erased ones when it is known whose they are. */
static gboolean
report_coverage (PtErrand *self, GError **error)
{
  g_autoptr (GError) busy = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *path = NULL;

  if (!pt_store_finish_erasing (self->store, &busy))
    {
      g_info ("erased words are still in the database's files: %s", busy->message);
      return TRUE;
    }
  if (self->carried || pt_store_has_strays (self->store))
    return pt_store_set_setting (self->store, UNTOLD, "1", error);
  path = pt_errand_path (self, "erasures?after=%" G_GINT64_FORMAT, pt_store_get_era (self->store));
  answer = pt_call_json (&self->call, "GET", path, NULL, NULL, error);
  return answer != NULL
         && (!is_untold (self->store) || pt_store_set_setting (self->store, UNTOLD, NULL, error));
}

/* Pages of an earlier life of the hub are not taken any more, when another program met the next one. */
static gboolean
has_read_on (PtErrand *self)
{
  g_autoptr (PtHubLink) now = pt_store_get_hub (self->store);

  return now != NULL && g_strcmp0 (now->epoch, self->link->epoch) == 0
         && now->seq >= self->link->seq;
}

gboolean
pt_errand_drop_strays (PtErrand *self, GError **error)
{
  return !pt_store_has_strays (self->store) || !has_read_on (self)
         || (pt_store_drop_strays (self->store, error) && report_coverage (self, error));
}

/* ── A hub that numbers otherwise ── */

static const PtErasure *
find_same (const GPtrArray *orders, const PtErasure *order)
{
  for (guint i = 0; i < orders->len; i++)
    if (pt_erasure_same (g_ptr_array_index (orders, i), order))
      return g_ptr_array_index (orders, i);
  return NULL;
}

JsonNode *
pt_errand_write_orders (const GPtrArray *orders, guint from, guint to)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = from; i < to; i++)
    json_array_add_object_element (array, pt_erasure_to_json (g_ptr_array_index (orders, i)));
  json_object_set_array_member (object, "orders", array);
  json_node_take_object (node, object);
  return node;
}

static gboolean
offer (PtErrand *self, const GPtrArray *orders, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "erasures");

  for (guint i = 0; i < orders->len; i += PT_WIRE_PAGE_ERASURES)
    {
      g_autoptr (JsonNode) request = pt_errand_write_orders (
          orders, i, MIN (orders->len, i + PT_WIRE_PAGE_ERASURES));
      g_autoptr (JsonNode) answer = pt_call_json (&self->call, "POST", path, request, NULL, error);

      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* (transfer container): what is kept here and not at the hub. */
static GPtrArray *
list_forgotten (const GPtrArray *own, const GPtrArray *theirs)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < own->len; i++)
    if (find_same (theirs, g_ptr_array_index (own, i)) == NULL)
      g_ptr_array_add (list, g_ptr_array_index (own, i));
  return list;
}

static gboolean
reconcile (PtErrand *self, GError **error)
{
  g_autoptr (GPtrArray) own = pt_store_list_erasures (self->store, error);
  g_autoptr (GPtrArray) theirs = own != NULL ? fetch (self, 0, error) : NULL;
  g_autoptr (GPtrArray) forgotten = theirs != NULL ? list_forgotten (own, theirs) : NULL;

  if (forgotten == NULL || !offer (self, forgotten, error))
    return FALSE;
  if (forgotten->len > 0)
    {
      g_clear_pointer (&theirs, g_ptr_array_unref);
      theirs = fetch (self, 0, error);
    }
  return theirs != NULL
         && pt_store_renumber_erasures (self->store, theirs, self->report->changed,
                                        self->report->refused, error);
}

/* ── The step ── */

/* The newest order here must be the same one there; it comes again to see that it is. */
static gboolean
follow (PtErrand *self, int64_t era, gboolean *known, GError **error)
{
  g_autoptr (GPtrArray) own = pt_store_list_erasures (self->store, error);
  g_autoptr (GPtrArray) orders = own != NULL ? fetch (self, MAX (0, era - 1), error) : NULL;

  if (orders == NULL)
    return FALSE;
  *known = era == 0
           || (orders->len > 0
               && pt_erasure_same (g_ptr_array_index (own, own->len - 1),
                                   g_ptr_array_index (orders, 0)));
  if (!*known)
    return TRUE;
  if (era > 0)
    g_ptr_array_remove_index (orders, 0);
  return orders->len == 0
         || pt_store_apply_erasures (self->store, orders, self->report->changed,
                                     self->report->refused, error);
}

/* Whether the orders here were compared with those of this life of the hub, up to the last one. */
static gboolean
is_compared (PtErrand *self, int64_t era)
{
  g_autoptr (PtHubLink) now = pt_store_get_hub (self->store);

  return now != NULL && now->era == era;
}

gboolean
pt_errand_erase (PtErrand *self, int64_t newest, GError **error)
{
  int64_t era = pt_store_get_era (self->store);
  gboolean known = newest >= era && is_compared (self, era);

  if (newest == era && known && !pt_store_is_erasing (self->store)
      && (self->carried || !is_untold (self->store)))
    return TRUE;
  if ((newest > 0 || era > 0) && known && !follow (self, era, &known, error))
    return FALSE;
  if (!known && !reconcile (self, error))
    return FALSE;
  self->link->era = pt_store_get_era (self->store);
  return report_coverage (self, error);
}

/* ── Ordering ── */

static gboolean
order_one (PtErrand *self, const PtErasure *order, GError **error)
{
  g_autoptr (JsonNode) request = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *path = pt_errand_path (self, "erase");
  int64_t newest;

  json_node_take_object (request, pt_erasure_to_json (order));
  answer = pt_call_json (&self->call, "POST", path, request, NULL, error);
  return answer != NULL && pt_json_get_int (json_node_get_object (answer), "newest", &newest, error)
         && pt_errand_erase (self, newest, error)
         && (order->fields != NULL || pt_store_archive_links (self->store, order->record, error));
}

/* An order reaches what the hub knows: one that was put back hears first what it has forgotten, files that
 * still lie in its folder among it. */
static gboolean
remind (PtErrand *self, GError **error)
{
  return pt_errand_greet (self, error) && pt_errand_become_device (self, error)
         && pt_errand_erase (self, self->erasure, error) && pt_errand_repair (self, error);
}

gboolean
pt_sync_erase (PtStore *store, PtTransport *transport, const PtErasure *order, GError **error)
{
  g_auto (PtErrand) errand = { 0 };

  if (!pt_store_check_erasable (store, order->record, error)
      || !pt_errand_init (&errand, store, transport, NULL, error))
    return FALSE;
  if (remind (&errand, error) && order_one (&errand, order, error))
    return TRUE;
  pt_errand_soften (error);
  return FALSE;
}

/* What the hub has never had of a withdrawal goes first, so that the order finds all of it there. */
static gboolean
give_orders (PtErrand *self, const GPtrArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      const PtErasureDue *due = g_ptr_array_index (list, i);

      if (!order_one (self, due->order, error)
          || !pt_store_settle_due_erasure (self->store, due, error))
        return FALSE;
    }
  return list->len == 0 || (pt_errand_push (self, error) && report_coverage (self, error));
}

/* Only a coordinator may: what others decided waits for one, and is said. */
gboolean
pt_errand_give_due (PtErrand *self, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *role = NULL;

  if (pt_store_count_due_erasures (self->store) == 0)
    return TRUE;
  if (!pt_store_carry_out_due (self->store, error))
    return FALSE;
  list = pt_store_list_due_erasures (self->store, error);
  role = pt_store_dup_role (self->store);
  if (list == NULL || self->carried || list->len == 0)
    return list != NULL;
  if (g_strcmp0 (role, "coordinator") == 0)
    return give_orders (self, list, error);
  g_ptr_array_add (self->report->notes,
                   g_strdup (_ ("Somebody took their consent back, and their words wait to be "
                                "erased. Ask your coordinator to carry out the withdrawal too: "
                                "only they can erase for everybody.")));
  return TRUE;
}

/* ── The receipt ── */

void
pt_sync_coverage_free (PtSyncCoverage *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->member);
  g_free (self);
}

static PtSyncCoverage *
read_coverage (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  PtSyncCoverage *coverage;

  if (object == NULL)
    return NULL;
  coverage = g_new0 (PtSyncCoverage, 1);
  coverage->name = g_strdup (pt_json_text_or (object, "name", ""));
  coverage->member = g_strdup (pt_json_text_or (object, "member", ""));
  coverage->number = pt_json_int_or (object, "coverage", 0);
  coverage->contact_at = pt_json_int_or (object, "contact_at", 0);
  coverage->revoked = pt_json_bool_or (object, "revoked", false);
  return coverage;
}

static gboolean
fetch_devices (PtErrand *self, PtSyncReceipt *receipt, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "erasures?from=%" G_GINT64_FORMAT "&devices=1",
                                          G_MAXINT64);
  g_autoptr (JsonNode) answer = pt_call_json (&self->call, "GET", path, NULL, NULL, error);
  JsonArray *array;

  if (answer == NULL
      || !pt_json_get_array (json_node_get_object (answer), "devices", &array, error))
    return FALSE;
  receipt->keeps_log = pt_json_bool_or (json_node_get_object (answer), "keeps_log", false);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      PtSyncCoverage *coverage = read_coverage (json_array_get_element (array, i));

      if (coverage != NULL)
        g_ptr_array_add (receipt->devices, coverage);
    }
  return TRUE;
}

void
pt_sync_receipt_free (PtSyncReceipt *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_free (self);
}

PtSyncReceipt *
pt_sync_get_receipt (PtStore *store, PtTransport *transport, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (PtSyncReceipt) receipt = g_new0 (PtSyncReceipt, 1);

  receipt->devices = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_sync_coverage_free);
  if (!pt_errand_init (&errand, store, transport, NULL, error))
    return NULL;
  receipt->orders = fetch (&errand, 0, error);
  if (receipt->orders != NULL && fetch_devices (&errand, receipt, error))
    return g_steal_pointer (&receipt);
  pt_errand_soften (error);
  return NULL;
}
