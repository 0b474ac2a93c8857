/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for the coordinator, and the decisions. One decision is about all that one laptop saved
 * on one record since the first op that had to wait: nobody else has seen any of it (sync.md §3). */
#include "pt-audit.h"
#include "pt-push.h"

#include "pt-json.h"
#include "pt-wire.h"

#include <string.h>

#define PAGE_OPS 200
#define MAX_DECISIONS 200

static void
append_held (GString *out, const PtHeld *held)
{
  g_string_append_printf (out,
                          "%s{\"op\":\"%s\",\"rec\":\"%s\",\"member\":\"%s\",\"device\":\"%s\","
                          "\"reason\":\"%s\",\"held_at\":%" G_GINT64_FORMAT ",\"body\":%s}",
                          out->str[out->len - 1] != '[' ? "," : "", held->op, held->record,
                          held->member, held->device, held->reason, held->held_at, held->body);
}

/* A page ends where it is large enough, but has one op. */
PtHubResponse *
pt_handle_quarantine (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GString) out = g_string_new ("{\"held\":[");
  int64_t after = pt_hub_request_query_int (request, "after", 0);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  guint i = 0;

  if (!journal->ops->list_held (journal, request->logbook, after, PAGE_OPS, &list, &error))
    return pt_problem_trouble (error);
  for (; i < list->len && out->len < PT_WIRE_PAGE_BYTES; i++)
    {
      const PtHeld *held = g_ptr_array_index (list, i);

      append_held (out, held);
      after = held->row;
    }
  g_string_append_printf (out, "],\"next\":%" G_GINT64_FORMAT ",\"more\":%s}", after,
                          i < list->len || list->len == PAGE_OPS ? "true" : "false");
  return pt_hub_response_new_json (200, g_string_free (g_steal_pointer (&out), FALSE));
}

/* ── Decisions ── */

static gboolean
decline (PtJournal *journal, const char *logbook, GPtrArray *held, GError **error)
{
  static const PtOutcome declined = { .verdict = PT_VERDICT_QUARANTINED,
                                      .reason = (char *)PT_WIRE_DECLINED };

  for (guint i = 0; i < held->len; i++)
    if (!journal->ops->settle_held (journal, logbook, ((PtHeld *)g_ptr_array_index (held, i))->op,
                                    &declined, error))
      return FALSE;
  return TRUE;
}

static gboolean
decide (PtHub *hub, PtJournal *journal, const char *logbook, const char *op, gboolean accept,
        JsonArray *results, GError **error)
{
  g_autoptr (GPtrArray) held = NULL;
  JsonObject *result;

  if (!journal->ops->list_held_with (journal, logbook, op, &held, error))
    return FALSE;
  result = json_object_new ();
  json_object_set_string_member (result, "op", op);
  json_object_set_int_member (result, "ops", held->len); /* 0 = it does not wait (any more) */
  json_array_add_object_element (results, result);
  return held->len == 0
         || ((accept ? pt_push_accept (hub, journal, logbook, held, error)
                     : decline (journal, logbook, held, error))
             && journal->ops->count_decision (journal, logbook, error));
}

typedef struct
{
  const char *op;
  gboolean accept;
} Decision;

static PtHubResponse *
read_decision (JsonNode *node, Decision *out)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gboolean accept = object != NULL && pt_json_bool_or (object, "accept", false);
  gboolean decline = object != NULL && pt_json_bool_or (object, "decline", false);

  if (accept == decline || !pt_id_is_valid (pt_json_text_or (object, "op", "")))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "op and either accept or decline are asked");
  out->op = pt_json_text_or (object, "op", "");
  out->accept = accept;
  return NULL;
}

static PtHubResponse *
read_decisions (JsonNode *node, GArray *out)
{
  JsonArray *array;
  PtHubResponse *refusal = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node)
      || !pt_json_get_array (json_node_get_object (node), "decisions", &array, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "an object with decisions is asked");
  if (json_array_get_length (array) > MAX_DECISIONS)
    return pt_problem_detail (PT_PROBLEM_TOO_LARGE, "too many decisions");
  for (guint i = 0; refusal == NULL && i < json_array_get_length (array); i++)
    {
      Decision one = { 0 };

      refusal = read_decision (json_array_get_element (array, i), &one);
      g_array_append_val (out, one);
    }
  return refusal;
}

static gboolean
decide_all (PtHub *hub, PtJournal *journal, const PtHubRequest *request, GArray *decisions,
            JsonArray *results, GError **error)
{
  const char *logbook = request->logbook;

  for (guint i = 0; i < decisions->len; i++)
    {
      const Decision *one = &g_array_index (decisions, Decision, i);

      if (!decide (hub, journal, logbook, one->op, one->accept, results, error)
          || !pt_audit_add (hub, journal, request->caller, logbook,
                            one->accept ? "accept" : "decline", one->op, error))
        return FALSE;
    }
  return TRUE;
}

static PtHubResponse *
carry_out (PtHub *hub, PtJournal *journal, const PtHubRequest *request, GArray *decisions)
{
  g_autoptr (JsonArray) results = json_array_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (!journal->ops->begin (journal, request->logbook, &error))
    return pt_problem_trouble (error);
  if (!decide_all (hub, journal, request, decisions, results, &error))
    {
      journal->ops->rollback (journal);
      return error != NULL ? pt_problem_trouble (error) : pt_problem (PT_PROBLEM_CHOOSE_FIRST);
    }
  if (!journal->ops->commit (journal, &error))
    return pt_problem_trouble (error);
  answer = json_object_new ();
  json_object_set_array_member (answer, "results", g_steal_pointer (&results));
  return pt_hub_response_new_object (200, answer);
}

PtHubResponse *
pt_handle_decide (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GArray) decisions = g_array_new (FALSE, FALSE, sizeof (Decision));
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, &error);
  PtHubResponse *response;

  if (node == NULL)
    return pt_problem_from_json (error);
  response = read_decisions (node, decisions);
  if (response != NULL)
    return response;
  response = carry_out (hub, journal, request, decisions);
  /* Also after a "no": its author waits for an answer. */
  if (hub->news != NULL && response->status == 200)
    hub->news (request->logbook, hub->news_data);
  return response;
}
