/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders to erase over the wire: giving one, reading them (which says how far a device has come),
 * and offering those that a restored hub has forgotten. */
#include "pt-epoch.h"
#include "pt-erase.h"
#include "pt-json.h"
#include "pt-roles.h"
#include "pt-wire.h"

static JsonNode *
read_body (PtHubRequest *request, PtHubResponse **refusal)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  *refusal = node == NULL ? pt_problem_from_json (error)
                          : pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object is asked");
  return NULL;
}

static PtHubResponse *
carry_out (PtHub *hub, PtJournal *journal, PtHubRequest *request, GPtrArray *orders)
{
  g_autoptr (GError) error = NULL;
  int64_t newest;

  if (!pt_erase_order (hub, journal, request->logbook, orders, &newest, &error))
    return pt_problem_trouble (error);
  return pt_hub_response_new_json (200,
                                   g_strdup_printf ("{\"newest\":%" G_GINT64_FORMAT "}", newest));
}

/* What is offered was ordered once, also by a version that did so. */
static PtHubResponse *
check_kind (PtJournal *journal, PtHubRequest *request, const PtErasure *order)
{
  g_autoptr (PtHubRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (!journal->ops->get_record (journal, request->logbook, order->record, &record, &error))
    return pt_problem_trouble (error);
  return record == NULL || pt_erasure_takes_kind (record->kind)
             ? NULL
             : pt_problem (PT_PROBLEM_LINK_STAYS);
}

PtHubResponse *
pt_handle_erase (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal = NULL;
  g_autoptr (JsonNode) node = read_body (request, &refusal);
  PtErasure *order;

  if (node == NULL)
    return refusal;
  order = pt_erasure_from_json (json_node_get_object (node), &error);
  if (order == NULL)
    return pt_problem_from_json (error);
  g_ptr_array_add (orders, order);
  g_free (order->member);
  order->member = g_strdup (request->caller->member);
  order->at = hub->world->now (hub->world);
  refusal = check_kind (journal, request, order);
  if (refusal != NULL)
    return refusal;
  return carry_out (hub, journal, request, orders);
}

/* ── Offering ── */

static PtHubResponse *
read_orders (JsonObject *body, GPtrArray *orders)
{
  g_autoptr (GError) error = NULL;
  JsonArray *array;

  if (!pt_json_get_array (body, "orders", &array, &error))
    return pt_problem_from_json (error);
  if (json_array_get_length (array) > PT_WIRE_PAGE_ERASURES)
    return pt_problem_detail (PT_PROBLEM_TOO_LARGE, "too many orders");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PtErasure *order = JSON_NODE_HOLDS_OBJECT (node)
                             ? pt_erasure_from_json (json_node_get_object (node), &error)
                             : NULL;

      if (order == NULL)
        return error != NULL ? pt_problem_from_json (error)
                             : pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an order is no object");
      if (order->member == NULL || !pt_id_is_valid (order->member))
        {
          pt_erasure_free (order);
          return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an order is of nobody");
        }
      g_ptr_array_add (orders, order);
    }
  return NULL;
}

/* Only who may order may also offer, but for a hub that was put back: it believes everybody of the
 * core team, as with everything else that it forgot. */
static PtHubResponse *
check_offer (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->get_head (journal, request->logbook, &head, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  return pt_role_is_coordinator (request->caller->role) || pt_epoch_is_repaired (hub, head)
             ? NULL
             : pt_problem (PT_PROBLEM_ROLE);
}

PtHubResponse *
pt_handle_erasures_offer (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_free);
  PtHubResponse *refusal = check_offer (hub, journal, request);
  g_autoptr (JsonNode) node = refusal == NULL ? read_body (request, &refusal) : NULL;

  if (node == NULL)
    return refusal;
  refusal = read_orders (json_node_get_object (node), orders);
  if (refusal != NULL)
    return refusal;
  g_message ("erasures offered device=%s count=%u", request->caller->device, orders->len);
  return carry_out (hub, journal, request, orders);
}

/* ── Reading: `after` is how far the device has come, `from` only where the page begins ── */

static gboolean
takes_part (const GPtrArray *members, const char *id)
{
  for (guint i = 0; i < members->len; i++)
    if (g_strcmp0 (((const PtMember *)g_ptr_array_index (members, i))->id, id) == 0)
      return ((const PtMember *)g_ptr_array_index (members, i))->active;
  return FALSE;
}

static JsonObject *
describe_device (const PtHubDevice *device, const GPtrArray *members)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "device", device->id);
  json_object_set_string_member (object, "name", device->name);
  json_object_set_string_member (object, "member", device->member);
  json_object_set_int_member (object, "coverage", device->coverage);
  json_object_set_int_member (object, "contact_at", device->contact_at);
  json_object_set_boolean_member (object, "revoked",
                                  device->revoked_at > 0 || !takes_part (members, device->member));
  return object;
}

static gboolean
add_devices (PtJournal *journal, PtHubRequest *request, JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GPtrArray) members = NULL;
  JsonArray *array;

  if (pt_hub_request_query (request, "devices") == NULL)
    return TRUE;
  if (!journal->ops->list_devices (journal, request->logbook, NULL, &devices, error)
      || !journal->ops->list_members (journal, request->logbook, &members, error))
    return FALSE;
  array = json_array_new ();
  for (guint i = 0; i < devices->len; i++)
    json_array_add_object_element (array,
                                   describe_device (g_ptr_array_index (devices, i), members));
  json_object_set_array_member (answer, "devices", array);
  json_object_set_boolean_member (answer, "keeps_log", journal->ops->keeps_log);
  return TRUE;
}

static void
add_orders (JsonObject *answer, const GPtrArray *orders)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < orders->len; i++)
    json_array_add_object_element (array, pt_erasure_to_json (g_ptr_array_index (orders, i)));
  json_object_set_array_member (answer, "orders", array);
}

/* One consistent view. */
static JsonObject *
describe (PtJournal *journal, PtHubRequest *request, int64_t after, GError **error)
{
  g_autoptr (JsonObject) answer = json_object_new ();
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->get_head (journal, request->logbook, &head, error)
      || !journal->ops->list_erasures (journal, request->logbook, after, PT_WIRE_PAGE_ERASURES,
                                       &orders, error)
      || !add_devices (journal, request, answer, error))
    return NULL;
  add_orders (answer, orders);
  json_object_set_int_member (answer, "newest", head != NULL ? head->erasure : 0);
  return g_steal_pointer (&answer);
}

static gboolean
note_coverage (PtJournal *journal, PtHubRequest *request, int64_t after, GError **error)
{
  if (!journal->ops->begin (journal, request->logbook, error))
    return FALSE;
  if (journal->ops->set_coverage (journal, request->caller->device, after, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

PtHubResponse *
pt_handle_erasures (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  int64_t after = pt_hub_request_query_int (request, "after", -1);
  int64_t from;
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (after >= 0 && !note_coverage (journal, request, after, &error))
    return pt_problem_trouble (error);
  if (g_atomic_int_get (&hub->unpurged))
    pt_erase_purge (hub, journal);
  if (!journal->ops->begin_read (journal, &error))
    return pt_problem_trouble (error);
  from = pt_hub_request_query_int (request, "from", MAX (0, after));
  answer = describe (journal, request, from, &error);
  journal->ops->rollback (journal);
  return answer != NULL ? pt_hub_response_new_object (200, answer) : pt_problem_trouble (error);
}
