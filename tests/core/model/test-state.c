/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: the cases of sync.md §5 come out right, a state and an op survive the wire, and a hostile
 * state or op is refused whole. */
#include "pt-state.h"

#include "pt-json.h"

#include <string.h>

#define RECORD "0192f0c1-2b3c-7d4e-8f50-617283940a1b"

static PtUuid
incarnation_of (char device)
{
  PtUuid uuid = { { 0 } };
  uuid.bytes[15] = (uint8_t)device;
  return uuid;
}

/* "A2" is the second save of device A. */
static PtDot
dot_of (const char *text)
{
  return (PtDot){ incarnation_of (text[0]), g_ascii_strtoll (text + 1, NULL, 10) };
}

/* @seen: "A1 B2". @set: "title=x body=y"; "!" is null, "+" is true, "-" is false. */
static PtOp *
make_op (const char *dot_text, const char *seen, const char *set)
{
  g_auto (GStrv) dots = g_strsplit (seen, " ", -1), settings = g_strsplit (set, " ", -1);
  PtDot dot = dot_of (dot_text);
  PtOp *op = pt_op_new (RECORD, &dot, RECORD, "entry");

  op->at = 1000 + dot.counter;
  op->schema = 1;
  op->member = g_strdup_printf ("member-%c", dot_text[0]);
  op->device = g_strdup_printf ("device-%c", dot_text[0]);
  for (guint i = 0; dots[i] != NULL; i++)
    {
      PtDot one = *dots[i] == '\0' ? dot : dot_of (dots[i]);
      if (*dots[i] != '\0')
        pt_vector_add (op->seen, &one);
    }
  for (guint i = 0; settings[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);
      g_autoptr (PtValue) value = strcmp (pair[1], "!") == 0   ? pt_value_new_null ()
                                  : strcmp (pair[1], "+") == 0 ? pt_value_new_bool (true)
                                  : strcmp (pair[1], "-") == 0 ? pt_value_new_bool (false)
                                                               : pt_value_new_text (pair[1]);
      pt_op_set (op, pair[0], value);
    }
  return op;
}

static void
print_value (GString *out, const PtValue *value)
{
  if (value->type == PT_VALUE_TEXT)
    g_string_append (out, value->text);
  else
    g_string_append (out, value->type == PT_VALUE_NULL ? "!" : value->b ? "+" : "-");
}

/* "body=y title=x|z": all versions, the shown one first. */
static char *
print_state (const PtState *state)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pt_state_n_registers (state); i++)
    {
      const char *name = pt_state_nth_register (state, i);
      g_string_append_printf (out, "%s%s=", i == 0 ? "" : " ", name);
      for (guint j = 0; j < pt_state_n_versions (state, name); j++)
        {
          if (j > 0)
            g_string_append_c (out, '|');
          print_value (out, pt_state_nth_version (state, name, j)->value);
        }
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *dot, *seen, *set;
  const char *verdict;
} Step;

static const struct
{
  const char *name;
  Step steps[6];
  const char *state;
} cases[] = {
  { "title-and-body-offline",
    { { "A1", "", "title=first body=text", "applied" },
      { "B1", "A1", "title=second", "applied" },
      { "A2", "A1", "body=longer", "applied" } },
    "body=longer title=second" },
  { "same-field",
    { { "A1", "", "title=first", "applied" },
      { "A2", "A1", "title=mine", "applied" },
      { "B1", "A1", "title=theirs", "conflict" } },
    "title=mine|theirs" },
  { "resolve",
    { { "A1", "", "title=mine", "applied" },
      { "B1", "", "title=theirs", "conflict" },
      { "C1", "A1 B1", "title=both", "applied" } },
    "title=both" },
  { "resolve-with-the-shown-one",
    { { "A1", "", "title=mine", "applied" },
      { "B1", "", "title=theirs", "conflict" },
      { "C1", "A1 B1", "title=mine", "applied" } },
    "title=mine" },
  { "late-loser-does-not-come-back",
    { { "A1", "", "title=mine", "applied" },
      { "B1", "", "title=theirs", "conflict" },
      { "C1", "A1 B1", "title=both", "applied" },
      { "B1", "", "title=theirs", "superseded" },
      { "C1", "A1 B1", "title=both", "duplicate" } },
    "title=both" },
  { "equal-value-twice",
    { { "A1", "", "title=same", "applied" }, { "B1", "", "title=same", "applied" } },
    "title=same" },
  { "equal-value-twice-then-one-seen",
    { { "A1", "", "title=same", "applied" },
      { "B1", "", "title=same", "applied" },
      { "A2", "A1", "title=other", "conflict" } },
    "title=same|other" },
  { "equal-value-twice-then-both-seen",
    { { "A1", "", "title=same", "applied" },
      { "B1", "", "title=same", "applied" },
      { "A2", "A1 B1", "title=other", "applied" } },
    "title=other" },
  { "causally-wrong-order",
    { { "C1", "A1 B1", "title=both", "applied" },
      { "B1", "", "title=theirs", "superseded" },
      { "B2", "B1", "title=later", "conflict" },
      { "A1", "", "title=mine", "superseded" } },
    "title=both|later" },
  { "causally-wrong-order-all-seen",
    { { "A3", "A1 A2", "title=third", "applied" },
      { "A1", "", "title=first", "superseded" },
      { "A2", "A1", "title=second", "superseded" } },
    "title=third" },
  { "duplicate",
    { { "A1", "", "title=x", "applied" }, { "A1", "", "title=x", "duplicate" } },
    "title=x" },
  { "cleared-against-changed",
    { { "A1", "", "title=x", "applied" },
      { "A2", "A1", "title=!", "applied" },
      { "B1", "A1", "title=y", "conflict" } },
    "title=!|y" },
  { "both-add-a-tag",
    { { "A1", "", "tags/kitchen=+", "applied" }, { "B1", "", "tags/garden=+", "applied" } },
    "tags/garden=+ tags/kitchen=+" },
  { "tag-removed-and-kept-is-no-conflict",
    { { "A1", "", "tags/kitchen=+", "applied" },
      { "A2", "A1", "tags/kitchen=-", "applied" },
      { "B1", "A1", "tags/kitchen=+", "applied" } },
    "tags/kitchen=-|+" },
  { "archived-against-edited",
    { { "A1", "", "title=x", "applied" },
      { "A2", "A1", "archived=+", "applied" },
      { "B1", "A1", "title=y", "applied" } },
    "archived=+ title=y" },
  { "archived-against-unarchived-is-no-conflict",
    { { "A1", "", "archived=+", "applied" }, { "B1", "", "archived=-", "applied" } },
    "archived=+|-" },
  { "highest-verdict-counts",
    { { "A1", "", "title=x body=x", "applied" },
      { "B1", "A1", "title=y", "applied" },
      { "C1", "A1", "title=z body=z", "conflict" } },
    "body=z title=y|z" },
};

static void
test_case (gconstpointer data)
{
  guint which = GPOINTER_TO_UINT (data);
  g_autoptr (PtState) state = pt_state_new ();

  for (const Step *step = cases[which].steps; step->dot != NULL; step++)
    {
      g_autoptr (PtOp) op = make_op (step->dot, step->seen, step->set);
      PtVerdict verdict = pt_state_apply (state, op);
      g_assert_cmpstr (pt_verdict_id (verdict), ==, step->verdict);
    }

  g_autofree char *text = print_state (state);
  g_assert_cmpstr (text, ==, cases[which].state);
}

static void
test_verdict_ids (void)
{
  PtVerdict back;

  for (int i = PT_VERDICT_DUPLICATE; i <= PT_VERDICT_FORKED; i++)
    {
      g_assert_true (pt_verdict_from_id (pt_verdict_id ((PtVerdict)i), &back));
      g_assert_cmpint (back, ==, i);
    }
  g_assert_false (pt_verdict_from_id ("lost", &back));
  g_assert_false (pt_verdict_from_id (NULL, &back));
}

static PtState *
make_state (void)
{
  PtState *state = pt_state_new ();
  static const Step steps[] = {
    { "A1", "", "title=first body=text tags/kitchen=+" },
    { "A2", "A1", "title=mine" },
    { "B1", "A1", "title=theirs body=text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (PtOp) op = make_op (steps[i].dot, steps[i].seen, steps[i].set);
      pt_state_apply (state, op);
    }
  return state;
}

static char *
state_to_text (const PtState *state)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  pt_state_write_json (state, object);
  json_node_take_object (node, object);
  return pt_json_print (node);
}

static PtState *
state_from_text (const char *text, GError **error)
{
  return pt_state_parse (text, strlen (text), 10000000, error);
}

#define A "00000000-0000-0000-0000-000000000041"
#define B "00000000-0000-0000-0000-000000000042"

static void
test_json (void)
{
  g_autoptr (PtState) state = make_state ();
  g_autofree char *text = state_to_text (state);

  g_assert_cmpstr (text, ==,
                   "{\"fields\":{\"body\":[[\"text\",0]],\"tags/"
                   "kitchen\":[[true,1]],\"title\":[[\"mine\",2],[\"theirs\",0]]},"
                   "\"stamps\":["
                   "{\"at\":1001,\"device\":\"device-B\",\"dots\":[\"" B
                   ":1\"],\"member\":\"member-B\",\"off\":0,\"seen\":{\"" A "\":1}},"
                   "{\"at\":1001,\"device\":\"device-A\",\"dots\":[\"" A
                   ":1\"],\"member\":\"member-A\",\"off\":0,\"seen\":{}},"
                   "{\"at\":1002,\"device\":\"device-A\",\"dots\":[\"" A
                   ":2\"],\"member\":\"member-A\",\"off\":0,\"seen\":{\"" A "\":1}}]}");
}

static void
test_json_round_trip (void)
{
  g_autoptr (PtState) state = make_state ();
  g_autofree char *text = state_to_text (state);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtState) back = state_from_text (text, &error);

  g_assert_no_error (error);
  g_autofree char *again = state_to_text (back);
  g_assert_cmpstr (text, ==, again);
  g_assert_true (pt_state_equivalent (state, back));
}

/* The fast way says the same, to the byte. */
static void
test_print (void)
{
  g_autoptr (PtState) state = make_state (), empty = pt_state_new ();
  g_autoptr (PtOp) op = make_op ("C1", "", "quote\"d=! tags/é=- body=\"\\\t");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GError) error = NULL;

  pt_state_apply (state, op);
  g_autofree char *text = pt_state_print (state), *nothing = pt_state_print (empty);
  json_node_take_object (node, json_object_new ());
  pt_state_write_json (state, json_node_get_object (node));
  g_autofree char *tree = pt_json_print_ordered (node);
  g_autoptr (PtState) back = pt_state_parse (text, strlen (text), 100000, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, tree);
  g_assert_true (pt_state_equivalent (state, back));
  g_assert_cmpstr (nothing, ==, "{\"stamps\":[],\"fields\":{}}");
  g_assert_null (pt_state_parse ("[]", 2, 100, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
}

/* A copy lives on its own. */
static void
test_copy (void)
{
  g_autoptr (PtState) state = make_state ();
  g_autoptr (PtState) copy = pt_state_copy (state);
  g_autoptr (PtOp) op = make_op ("C1", "A2 B1", "title=both extra=x");

  pt_state_apply (copy, op);

  g_assert_false (pt_state_equivalent (state, copy));
  g_assert_cmpuint (pt_state_n_versions (state, "title"), ==, 2);
  g_assert_cmpuint (pt_state_n_versions (copy, "title"), ==, 1);
  g_assert_null (pt_state_shown (state, "extra"));
}

static void
test_dup_seen (void)
{
  g_autoptr (PtState) state = make_state ();
  g_autoptr (PtVector) seen = pt_state_dup_seen (state);
  PtUuid a = incarnation_of ('A'), b = incarnation_of ('B');

  g_assert_cmpint (pt_vector_get (seen, &a), ==, 2);
  g_assert_cmpint (pt_vector_get (seen, &b), ==, 1);
  g_assert_cmpuint (pt_vector_length (seen), ==, 2);
}

#define STAMP "{\"dots\":[\"" A ":1\"],\"seen\":{},\"at\":5}"
#define OTHER "{\"dots\":[\"" B ":1\"],\"seen\":{},\"at\":5}"
#define STATE(stamps, fields) "{\"stamps\":[" stamps "],\"fields\":" fields "}"

static const struct
{
  const char *name, *json;
} bad_states[] = {
  { "no-stamps", "{\"fields\":{}}" },
  { "no-fields", "{\"stamps\":[]}" },
  { "fields-array", STATE (STAMP, "[]") },
  { "stamp-text", STATE ("\"x\"", "{}") },
  { "stamp-without-dots", STATE ("{\"seen\":{},\"at\":5}", "{}") },
  { "stamp-no-dots", STATE ("{\"dots\":[],\"seen\":{},\"at\":5}", "{}") },
  { "stamp-bad-dot", STATE ("{\"dots\":[\"x:1\"],\"seen\":{},\"at\":5}", "{}") },
  { "stamp-dot-number", STATE ("{\"dots\":[1],\"seen\":{},\"at\":5}", "{}") },
  { "stamp-same-dot-twice",
    STATE ("{\"dots\":[\"" A ":1\",\"" A ":1\"],\"seen\":{},\"at\":5}", "{}") },
  { "stamp-without-seen", STATE ("{\"dots\":[\"" A ":1\"],\"at\":5}", "{}") },
  { "stamp-without-at", STATE ("{\"dots\":[\"" A ":1\"],\"seen\":{}}", "{}") },
  { "index-too-high", STATE (STAMP, "{\"a\":[[1,1]]}") },
  { "index-negative", STATE (STAMP, "{\"a\":[[1,-1]]}") },
  { "index-huge", STATE (STAMP, "{\"a\":[[1,4294967296]]}") },
  { "index-text", STATE (STAMP, "{\"a\":[[1,\"0\"]]}") },
  { "index-real", STATE (STAMP, "{\"a\":[[1,0.0]]}") },
  { "pair-short", STATE (STAMP, "{\"a\":[[1]]}") },
  { "pair-long", STATE (STAMP, "{\"a\":[[1,0,0]]}") },
  { "no-pair", STATE (STAMP, "{\"a\":[1]}") },
  { "no-versions", STATE (STAMP, "{\"a\":[]}") },
  { "versions-object", STATE (STAMP, "{\"a\":{}}") },
  { "empty-name", STATE (STAMP, "{\"\":[[1,0]]}") },
  { "name-without-field", STATE (STAMP, "{\"/x\":[[1,0]]}") },
  { "two-versions-one-dot", STATE (STAMP, "{\"a\":[[1,0],[2,0]]}") },
  { "two-versions-one-dot-in-two-stamps", STATE (STAMP "," STAMP, "{\"a\":[[1,0],[2,1]]}") },
};

static void
test_bad_state (gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (state_from_text (bad_states[GPOINTER_TO_UINT (data)].json, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
}

/* What a newer version put there comes back as it was. */
static void
test_unknown_survives (void)
{
  const char *json = STATE (
      STAMP "," OTHER,
      "{\"a_new_field\":[[{\"deep\":[1,{\"x\":null}],\"b\":2},0],[[true,\"y\"],1]],"
      "\"kind\":[[\"a_new_key\",0]],\"real\":[[1.0,0]]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (PtState) state = state_from_text (json, &error);

  g_assert_no_error (error);
  g_assert_cmpint (pt_state_shown (state, "a_new_field")->type, ==, PT_VALUE_JSON);
  g_autofree char *text = state_to_text (state);
  g_autoptr (PtState) back = state_from_text (text, &error);
  g_assert_true (pt_state_equivalent (state, back));
  g_assert_nonnull (strstr (text, "[[{\"b\":2,\"deep\":[1,{\"x\":null}]},0],[[true,\"y\"],1]]"));
  g_assert_nonnull (strstr (text, "[[\"a_new_key\",0]]"));
  g_assert_nonnull (strstr (text, "[[1.0,0]]"));
}

#define OP_HEAD                                                                                    \
  "\"at\":5,\"dot\":\"" A ":1\",\"era\":2,\"kind\":\"a_new_kind\",\"off\":60,\"op\":\"" RECORD     \
  "\",\"rec\":\"" RECORD "\",\"schema\":3,"

static void
test_op_round_trip (void)
{
  const char *json = "{" OP_HEAD "\"seen\":{\"" B
                     "\":4},\"set\":{\"a\":1,\"b\":{\"new\":[1]},\"c\":null,\"tags/"
                     "x\":true},\"tz\":\"Europe/Amsterdam\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), 10000, &error);
  g_autoptr (PtOp) op = pt_op_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpint (op->offset, ==, 60);
  g_assert_cmpint (pt_op_get (op, "c")->type, ==, PT_VALUE_NULL);
  g_assert_null (pt_op_get (op, "d"));
  g_autoptr (JsonNode) back = pt_op_to_json (op);
  g_autofree char *text = pt_json_print (back);
  g_assert_cmpstr (text, ==, json);

  /* The fast way says the same, to the byte. */
  g_autofree char *ordered = pt_json_print_ordered (back), *printed = pt_op_print (op);
  g_assert_cmpstr (printed, ==, ordered);
}

#define OP(head, tail) "{" head "\"seen\":{}," tail "}"
#define GOOD_HEAD                                                                                  \
  "\"at\":5,\"dot\":\"" A ":1\",\"kind\":\"entry\",\"op\":\"" RECORD "\",\"rec\":\"" RECORD "\","

static const struct
{
  const char *name, *json;
} bad_ops[] = {
  { "array", "[]" },
  { "empty", "{}" },
  { "no-set", OP (GOOD_HEAD, "\"x\":1") },
  { "empty-set", OP (GOOD_HEAD, "\"set\":{}") },
  { "set-array", OP (GOOD_HEAD, "\"set\":[]") },
  { "empty-name", OP (GOOD_HEAD, "\"set\":{\"\":1}") },
  { "no-seen", "{" GOOD_HEAD "\"set\":{\"a\":1}}" },
  { "bad-dot",
    OP ("\"at\":5,\"dot\":\"A:1\",\"kind\":\"entry\",\"op\":\"" RECORD "\",\"rec\":\"" RECORD "\",",
        "\"set\":{\"a\":1}") },
  { "bad-id",
    OP ("\"at\":5,\"dot\":\"" A ":1\",\"kind\":\"entry\",\"op\":\"x\",\"rec\":\"" RECORD "\",",
        "\"set\":{\"a\":1}") },
  { "bad-record", OP ("\"at\":5,\"dot\":\"" A ":1\",\"kind\":\"entry\",\"op\":\"" RECORD
                      "\",\"rec\":\"../../x\",",
                      "\"set\":{\"a\":1}") },
  { "bad-kind", OP ("\"at\":5,\"dot\":\"" A ":1\",\"kind\":\"entry; --\",\"op\":\"" RECORD
                    "\",\"rec\":\"" RECORD "\",",
                    "\"set\":{\"a\":1}") },
  { "bad-offset", OP (GOOD_HEAD "\"off\":1440,", "\"set\":{\"a\":1}") },
  { "at-text", OP ("\"at\":\"now\",\"dot\":\"" A ":1\",\"kind\":\"entry\",\"op\":\"" RECORD
                   "\",\"rec\":\"" RECORD "\",",
                   "\"set\":{\"a\":1}") },
};

static void
test_bad_op (gconstpointer data)
{
  const char *json = bad_ops[GPOINTER_TO_UINT (data)].json;
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), 10000, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  g_assert_null (pt_op_from_json (node, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
}

static void
test_op_too_long_field (void)
{
  g_autofree char *filler = g_strnfill (PT_FIELD_MAX_BYTES + 1, 'x');
  g_autofree char *json = g_strconcat ("{" GOOD_HEAD "\"seen\":{},\"set\":{\"a\":\"", filler,
                                       "\"}}", NULL);
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), PT_OP_MAX_BYTES, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_op_from_json (node, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE);
}

static void
add_cases (const char *prefix, const void *first, size_t size, guint n, GTestDataFunc test)
{
  for (guint i = 0; i < n; i++)
    {
      const char *name = *(const char *const *)((const char *)first + i * size);
      g_autofree char *path = g_strconcat (prefix, name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases ("/model/state/apply/", cases, sizeof cases[0], G_N_ELEMENTS (cases), test_case);
  add_cases ("/model/state/refused/", bad_states, sizeof bad_states[0], G_N_ELEMENTS (bad_states),
             test_bad_state);
  add_cases ("/model/op/refused/", bad_ops, sizeof bad_ops[0], G_N_ELEMENTS (bad_ops), test_bad_op);
  g_test_add_func ("/model/state/verdict-ids", test_verdict_ids);
  g_test_add_func ("/model/state/json", test_json);
  g_test_add_func ("/model/state/json/round-trip", test_json_round_trip);
  g_test_add_func ("/model/state/print", test_print);
  g_test_add_func ("/model/state/copy", test_copy);
  g_test_add_func ("/model/state/dup-seen", test_dup_seen);
  g_test_add_func ("/model/state/unknown-survives", test_unknown_survives);
  g_test_add_func ("/model/op/round-trip", test_op_round_trip);
  g_test_add_func ("/model/op/refused/too-long-field", test_op_too_long_field);
  return g_test_run ();
}
