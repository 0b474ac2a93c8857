/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-break.h. */
#include "sim-break.h"

#include "pt-json.h"

#include <string.h>

static const char *const names[SIM_N_BREAKS] = {
  [SIM_BREAK_NONE] = "none",
  [SIM_BREAK_CANDIDATE_DROPPED] = "candidate-dropped",
  [SIM_BREAK_CLOCK_WINS] = "clock-wins",
  [SIM_BREAK_SEEN_IGNORED] = "seen-ignored",
  [SIM_BREAK_SEEN_EVERYTHING] = "seen-everything",
  [SIM_BREAK_CURSOR_FIRST] = "cursor-first",
  [SIM_BREAK_OVERLAY_AT_ANSWER] = "overlay-at-answer",
  [SIM_BREAK_ANSWER_WITHOUT_HUB] = "answer-without-hub",
  [SIM_BREAK_FORK_UNNOTICED] = "fork-unnoticed",
  [SIM_BREAK_INCARNATION_KEPT] = "incarnation-kept",
  [SIM_BREAK_SEEN_NOT_CAPPED] = "seen-not-capped",
  [SIM_BREAK_ERA_IGNORED] = "era-ignored",
  [SIM_BREAK_NOT_HELD_BACK] = "not-held-back",
  [SIM_BREAK_PRIVATE_SENT] = "private-sent",
  [SIM_BREAK_COUNTER_REUSED] = "counter-reused",
};

const char *
sim_break_name (SimBreak self)
{
  return names[self];
}

static JsonNode *
parse (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  JsonNode *node = pt_json_parse (data, size, size, NULL);

  if (node == NULL)
    g_error ("what goes over the wire is no JSON");
  return node;
}

static GBytes *
print (JsonNode *node)
{
  char *text = pt_json_print_ordered (node);

  return g_bytes_new_take (text, strlen (text));
}

static JsonArray *
members (JsonNode *node, const char *name)
{
  return json_object_get_array_member (json_node_get_object (node), name);
}

/* ── Pushes ── */

static void
see_everything (JsonObject *op)
{
  JsonObject *seen = json_object_get_object_member (op, "seen");
  g_autoptr (GList) lives = json_object_get_members (seen);

  for (GList *life = lives; life != NULL; life = life->next)
    json_object_set_int_member (seen, life->data, 1000000);
}

/* What an op had seen when it was sent first, under dots that are no longer its own. */
static void
uncap (JsonObject *op, GHashTable *first_sent)
{
  const char *id = json_object_get_string_member (op, "op");
  JsonObject *now = json_object_get_object_member (op, "seen");
  JsonObject *then = g_hash_table_lookup (first_sent, id);
  g_autoptr (GList) lives = then != NULL ? json_object_get_members (then) : NULL;

  if (then == NULL)
    {
      g_hash_table_insert (first_sent, g_strdup (id), json_object_ref (now));
      return;
    }
  for (GList *life = lives; life != NULL; life = life->next)
    json_object_set_int_member (
        now, life->data,
        MAX (pt_json_int_or (now, life->data, 0), json_object_get_int_member (then, life->data)));
}

static void
change_op (SimBreak self, JsonObject *op, GHashTable *first_sent)
{
  if (self == SIM_BREAK_SEEN_IGNORED)
    json_object_set_object_member (op, "seen", json_object_new ());
  else if (self == SIM_BREAK_SEEN_EVERYTHING)
    see_everything (op);
  else if (self == SIM_BREAK_ERA_IGNORED)
    json_object_set_int_member (op, "era", 1000000);
  else if (self == SIM_BREAK_SEEN_NOT_CAPPED)
    uncap (op, first_sent);
}

GBytes *
sim_break_push (SimBreak self, GBytes *body, GHashTable *first_sent)
{
  g_autoptr (JsonNode) node = parse (body);
  JsonArray *ops = members (node, "ops");

  for (guint i = 0; i < json_array_get_length (ops); i++)
    change_op (self, json_array_get_object_element (ops, i), first_sent);
  return print (node);
}

GBytes *
sim_break_push_reply (GBytes *body)
{
  g_autoptr (JsonNode) node = parse (body);
  JsonArray *results = members (node, "results");

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);

      if (strcmp (pt_json_text_or (result, "outcome", ""), "forked") == 0)
        json_object_set_string_member (result, "outcome", "duplicate");
    }
  return print (node);
}

GBytes *
sim_break_hello (GBytes *body)
{
  g_autoptr (JsonNode) node = parse (body);

  json_object_remove_member (json_node_get_object (node), "last");
  return print (node);
}

GBytes *
sim_break_invent_reply (GBytes *push)
{
  g_autoptr (JsonNode) node = parse (push);
  JsonArray *ops = members (node, "ops");
  g_autoptr (GString) reply = g_string_new ("{\"results\":[");

  for (guint i = 0; i < json_array_get_length (ops); i++)
    g_string_append_printf (
        reply, "%s{\"op\":\"%s\",\"outcome\":\"applied\",\"seq\":1}", i > 0 ? "," : "",
        json_object_get_string_member (json_array_get_object_element (ops, i), "op"));
  g_string_append (reply, "],\"newest\":1}");
  return g_string_free_to_bytes (g_steal_pointer (&reply));
}

/* ── Pages ── */

static int64_t
time_of (JsonArray *stamps, JsonArray *version)
{
  guint stamp = (guint)json_array_get_int_element (version, 1);

  return pt_json_int_or (json_array_get_object_element (stamps, stamp), "at", 0);
}

static guint
choose_version (SimBreak self, JsonArray *stamps, JsonArray *versions)
{
  guint best = 0;

  for (guint i = 1; self == SIM_BREAK_CLOCK_WINS && i < json_array_get_length (versions); i++)
    if (time_of (stamps, json_array_get_array_element (versions, i))
        > time_of (stamps, json_array_get_array_element (versions, best)))
      best = i;
  return best;
}

static void
keep_one (SimBreak self, JsonArray *stamps, JsonObject *fields, const char *name)
{
  JsonArray *versions = json_object_get_array_member (fields, name);
  JsonArray *kept = json_array_new ();
  guint best = choose_version (self, stamps, versions);

  json_array_add_array_element (kept,
                                json_array_ref (json_array_get_array_element (versions, best)));
  json_object_set_array_member (fields, name, kept);
}

GBytes *
sim_break_page (SimBreak self, GBytes *body)
{
  g_autoptr (JsonNode) node = parse (body);
  JsonArray *records = members (node, "records");

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);
      JsonArray *stamps = json_object_get_array_member (record, "stamps");
      JsonObject *fields = json_object_get_object_member (record, "fields");
      g_autoptr (GList) registers = json_object_get_members (fields);

      for (GList *one = registers; one != NULL; one = one->next)
        keep_one (self, stamps, fields, one->data);
    }
  return print (node);
}

/* ── Stores ── */

static void
run (PtStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!pt_db_exec (pt_store_get_db (store), sql, &error))
    g_error ("%s", error->message);
}

void
sim_break_settle_answered (PtStore *store)
{
  run (store, "DELETE FROM local WHERE row IN (SELECT record FROM op WHERE settled = 0"
              " AND verdict IS NOT NULL) AND row IN (SELECT row FROM record WHERE state IS NOT"
              " NULL); UPDATE op SET settled = 1 WHERE verdict IS NOT NULL");
}

void
sim_break_queue_private (PtStore *store)
{
  run (store, "UPDATE op SET queued = 1");
}

void
sim_break_move_cursor (PtStore *store, GBytes *page)
{
  g_autoptr (JsonNode) node = parse (page);
  JsonObject *root = json_node_get_object (node);
  JsonObject *next = json_object_get_object_member (root, "next");
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  pt_store_apply_page (store, nothing, json_object_get_string_member (root, "epoch"), 0,
                       json_object_get_int_member (next, "seq"),
                       json_object_get_string_member (next, "chain"), NULL, NULL);
}
