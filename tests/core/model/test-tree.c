/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: the flat tree says of any text what json-glib's own parser says of it, gives the bytes that a
 * value came from, and tells the elements of a list one by one without keeping them. What it refuses
 * is in test-json.c: pt_json_parse() is a way to it. */
#include "pt-json.h"
#include "pt-op.h"
#include "pt-state.h"

#include <string.h>

#define LIMIT (1024 * 1024)
#define RANDOM_DOCUMENTS 1000
#define RANDOM_OPS 100

/* ── Random texts ── */

static void
append_random_text (GString *out)
{
  static const char *const parts[] = { "a",       "é",
                                       "\\u00e9", "\\ud83d\\ude00",
                                       "\\n",     "\\\"",
                                       "\\/",     " ",
                                       "/",       "long enough for two words",
                                       "\\\\",    "0" };
  int n = g_test_rand_int_range (0, 5);

  g_string_append_c (out, '"');
  for (int i = 0; i < n; i++)
    g_string_append (out, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  g_string_append_c (out, '"');
}

static void
append_space (GString *out)
{
  static const char *const spaces[] = { "", "", "", " ", "\n", "\t " };

  g_string_append (out, spaces[g_test_rand_int_range (0, G_N_ELEMENTS (spaces))]);
}

static void append_random (GString *out, guint depth);

static void
append_members (GString *out, guint depth, bool named)
{
  /* Now and then more than are compared one by one. */
  bool many = depth < 2 && g_test_rand_int_range (0, 8) == 0;
  int n = g_test_rand_int_range (0, many ? 60 : 4);

  for (int i = 0; i < n; i++)
    {
      append_space (out);
      if (named)
        g_string_append_printf (out, "\"%x%d\" :", g_test_rand_int_range (0, 16), i);
      append_random (out, depth + 1);
      append_space (out);
      if (i + 1 < n)
        g_string_append_c (out, ',');
    }
}

static void
append_random (GString *out, guint depth)
{
  static const char *const words[] = { "null",
                                       "true",
                                       "false",
                                       "0",
                                       "-1",
                                       "12.5",
                                       "1e3",
                                       "-0.25",
                                       "123456789012345678",
                                       "9223372036854775807" };
  int what = g_test_rand_int_range (0, depth < 4 ? 5 : 3);

  append_space (out);
  if (what == 0)
    g_string_append_printf (out, "%d", (int)g_test_rand_int ());
  else if (what == 1)
    g_string_append (out, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  else if (what == 2)
    append_random_text (out);
  else
    {
      g_string_append_c (out, what == 3 ? '[' : '{');
      append_members (out, depth, what != 3);
      append_space (out);
      g_string_append_c (out, what == 3 ? ']' : '}');
    }
}

static char *
reference (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return pt_json_print (json_parser_get_root (parser));
}

static void
test_random (void)
{
  for (guint i = 0; i < RANDOM_DOCUMENTS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_string_append_c (text, '[');
      append_random (text, 0);
      g_string_append_c (text, ']');
      g_autoptr (PtTree) tree = pt_tree_parse (text->str, text->len, LIMIT, &error);
      g_assert_no_error (error);

      g_autoptr (JsonNode) node = pt_node_to_json (pt_tree_root (tree));
      g_autofree char *printed = pt_json_print (node), *expected = reference (text->str);
      g_assert_cmpstr (printed, ==, expected);
    }
}

/* Bytes changed at random: refused with an error, or a text that says the same again. */
static void
test_spoiled (void)
{
  for (guint i = 0; i < RANDOM_DOCUMENTS; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      append_random (text, 0);
      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        text->str[g_test_rand_int_range (0, (int)text->len)] = (char)g_test_rand_int_range (0, 256);
      g_autofree char *copy = g_memdup2 (text->str, text->len);
      g_autoptr (PtTree) tree = pt_tree_parse (copy, text->len, LIMIT, &error);
      if (tree == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }
      g_autoptr (JsonNode) node = pt_node_to_json (pt_tree_root (tree));
      g_autofree char *printed = pt_json_print (node);
      g_autoptr (JsonNode) again = pt_json_parse (printed, strlen (printed), LIMIT, &error);
      g_assert_no_error (error);
      g_autofree char *reprinted = pt_json_print (again);
      g_assert_cmpstr (printed, ==, reprinted);
    }
}

/* ── Walking ── */

static void
test_source (void)
{
  const char *json = " {\"a\" : [1, {\"b\":\"\\u0041\"} ], \"c\":-2.50} ";
  g_autoptr (PtTree) tree = pt_tree_parse (json, strlen (json), LIMIT, NULL);
  PtNode root = pt_tree_root (tree), a = pt_node_member (root, "a"), object;
  size_t size;

  object = pt_node_next (pt_node_first (a), a);
  g_autofree char *whole = g_strndup (pt_node_source (root, &size), 0);
  g_assert_cmpuint (size, ==, strlen (json) - 2);
  const char *source = pt_node_source (object, &size);
  g_autofree char *text = g_strndup (source, size);
  g_assert_cmpstr (text, ==, "{\"b\":\"\\u0041\"}");
  g_assert_cmpstr (pt_node_text_or (object, "b", NULL), ==, "A");
  g_assert_cmpfloat (pt_node_real (pt_node_member (root, "c")), ==, -2.5);
  g_assert_null (pt_node_member (root, "d").tree);
  g_assert_null (pt_node_next (object, a).tree);
  g_assert_cmpuint (pt_node_length (a), ==, 2);
}

static bool
collect (PtNode element, guint index, gpointer data, GError **error)
{
  GString *out = data;
  size_t size;
  const char *source = pt_node_source (element, &size);

  g_string_append_printf (out, "%u=", index);
  g_string_append_len (out, source, (gssize)size);
  g_string_append_c (out, ';');
  if (!pt_node_is (element, PT_NODE_NULL))
    return true;
  g_set_error_literal (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE, "no nulls");
  return false;
}

static const struct
{
  const char *name, *json, *told;
  PtJsonError error;
} lists[] = {
  { "some", "{\"x\":[1],\"ops\":[1,{\"ops\":[7]},[[]],\"t\"],\"y\":2}",
    "0=1;1={\"ops\":[7]};2=[[]];3=\"t\";", 0 },
  { "none", "{\"ops\":[ ],\"y\":2}", "", 0 },
  { "not-there", "{\"y\":{\"ops\":[1]}}", "", 0 },
  { "no-array", "{\"ops\":{\"a\":1}}", "", 0 },
  { "no-object", "[[1]]", "", 0 },
  { "refused", "{\"ops\":[1,null,2]}", "0=1;1=null;", PT_JSON_ERROR_SHAPE },
  { "broken-after", "{\"ops\":[1,2],}", "0=1;1=2;", PT_JSON_ERROR_SYNTAX },
  { "twice", "{\"ops\":[1],\"ops\":[2]}", "0=1;", PT_JSON_ERROR_DUPLICATE_KEY },
};

static void
test_list (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtTree) tree = pt_tree_parse_each (lists[i].json, strlen (lists[i].json), LIMIT, "ops",
                                                collect, told, &error);

  g_assert_cmpstr (told->str, ==, lists[i].told);
  if (lists[i].error != 0)
    {
      g_assert_null (tree);
      g_assert_error (error, PT_JSON_ERROR, (int)lists[i].error);
      return;
    }
  g_assert_no_error (error);
  if (g_str_has_prefix (lists[i].name, "some") || g_str_equal (lists[i].name, "none"))
    {
      g_assert_cmpuint (pt_node_length (pt_node_member (pt_tree_root (tree), "ops")), ==, 0);
      g_assert_cmpint (pt_node_int_or (pt_tree_root (tree), "y", 0), ==, 2);
    }
}

/* ── Ops ── */

static PtOp *
make_random_op (void)
{
  PtOp *op;
  PtDot dot = { .counter = 1 + g_test_rand_int_range (0, G_MAXINT - 1) };
  int n = g_test_rand_int_range (1, 30);

  for (guint i = 0; i < sizeof dot.incarnation.bytes; i++)
    dot.incarnation.bytes[i] = (guint8)g_test_rand_int_range (0, 256);
  op = pt_op_new ("01890000-0000-7000-8000-000000000001", &dot,
                  "01890000-0000-7000-8000-000000000002", "entry");
  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("field\"%d/%d", i, g_test_rand_int_range (0, 9));
      g_autoptr (GString) json = g_string_new (NULL);
      append_random (json, 3);
      g_autoptr (PtTree) tree = pt_tree_parse (json->str, json->len, LIMIT, NULL);
      g_autoptr (PtValue) value = pt_value_from_node (pt_tree_root (tree));
      pt_op_set (op, name, value);
      pt_vector_add (op->seen, &dot);
      dot.incarnation.bytes[15]++;
    }
  op->at = (int64_t)g_test_rand_int () * 1000000;
  op->offset = g_test_rand_int_range (-1439, 1440);
  op->tz = g_test_rand_bit () ? g_strdup ("Europe/Brussels") : NULL;
  op->schema = g_test_rand_int_range (1, 9);
  op->era = g_test_rand_int_range (0, 9);
  op->no = g_test_rand_int_range (0, 3);
  return op;
}

/* Printing by way of a tree and without one say the same, and reading gives it back. */
static void
test_random_ops (void)
{
  for (guint i = 0; i < RANDOM_OPS; i++)
    {
      g_autoptr (PtOp) op = make_random_op ();
      g_autoptr (JsonNode) node = pt_op_to_json (op);
      g_autofree char *slow = pt_json_print_ordered (node), *fast = pt_op_print (op);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (fast, ==, slow);
      g_autoptr (PtOp) back = pt_op_parse (fast, strlen (fast), LIMIT, &error);
      g_assert_no_error (error);
      g_autofree char *again = pt_op_print (back);
      g_assert_cmpstr (again, ==, fast);

      g_autoptr (PtState) state = pt_state_new ();
      g_autoptr (JsonNode) tree = json_node_new (JSON_NODE_OBJECT);
      pt_state_apply (state, op);
      json_node_take_object (tree, json_object_new ());
      pt_state_write_json (state, json_node_get_object (tree));
      g_autofree char *slow_state = pt_json_print_ordered (tree);
      g_autofree char *fast_state = pt_state_print (state);
      g_assert_cmpstr (fast_state, ==, slow_state);
      g_autoptr (PtState)
          state_back = pt_state_parse (fast_state, strlen (fast_state), LIMIT, &error);
      g_assert_no_error (error);
      g_assert_true (pt_state_equivalent (state, state_back));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_summary ("The flat tree says what the text says, and keeps only what is asked.");
  g_test_add_func ("/tree/random", test_random);
  g_test_add_func ("/tree/spoiled", test_spoiled);
  g_test_add_func ("/tree/source", test_source);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tree/list/%s", lists[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_list);
    }
  g_test_add_func ("/tree/ops", test_random_ops);
  return g_test_run ();
}
