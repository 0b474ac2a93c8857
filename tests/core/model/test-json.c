/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: whatever bytes come in, the door to JSON either gives the tree that RFC 8259 means or one
 * clear error, in bounded time and space. */
#include "pt-json.h"

#include <string.h>

#define LIMIT (1024 * 1024)
#define MANY 1000000

static const struct
{
  const char *json, *canonical;
} good_cases[] = {
  { "null", "null" },
  { " true ", "true" },
  { "\t[ ]\n", "[]" },
  { "{ }", "{}" },
  { "[[],{},[{}]]", "[[],{},[{}]]" },
  { "{\"b\":1,\"a\":[1,2,{\"z\":null,\"y\":false}]}",
    "{\"a\":[1,2,{\"y\":false,\"z\":null}],\"b\":1}" },
  { "-0", "0" },
  { "-12", "-12" },
  { "9223372036854775807", "9223372036854775807" },
  { "-9223372036854775808", "-9223372036854775808" },
  { "0.1", "0.1" },
  { "1.0", "1.0" },
  { "1E2", "100.0" },
  { "1e-7", "1e-07" },
  { "-2.5e+3", "-2500.0" },
  { "0.30000000000000004", "0.30000000000000004" },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\u0008\\u000c\\n\\u000d\\u0009\"" },
  { "\"\\u00e9\\u20AC\"", "\"é€\"" },
  { "\"\\ud83d\\ude00\"", "\"😀\"" },
  { "\"naïef\"", "\"naïef\"" },
  { "{\"\\u0061\":1,\"A\":2}", "{\"A\":2,\"a\":1}" },
};

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode)
      node = pt_json_parse (good_cases[i].json, strlen (good_cases[i].json), LIMIT, &error);

  g_assert_no_error (error);
  g_autofree char *text = pt_json_print (node);
  g_assert_cmpstr (text, ==, good_cases[i].canonical);
}

#define BYTES(text) text, sizeof text - 1

static const struct
{
  const char *name, *json;
  size_t size;
  PtJsonError error;
} bad_cases[] = {
  { "empty", BYTES (""), PT_JSON_ERROR_SYNTAX },
  { "space", BYTES ("  "), PT_JSON_ERROR_SYNTAX },
  { "word", BYTES ("nul"), PT_JSON_ERROR_SYNTAX },
  { "html", BYTES ("<html></html>"), PT_JSON_ERROR_SYNTAX },
  { "comment", BYTES ("/* x */ 1"), PT_JSON_ERROR_SYNTAX },
  { "single-quotes", BYTES ("{'a':1}"), PT_JSON_ERROR_SYNTAX },
  { "trailing-garbage", BYTES ("{} x"), PT_JSON_ERROR_SYNTAX },
  { "two-values", BYTES ("1 2"), PT_JSON_ERROR_SYNTAX },
  { "trailing-comma", BYTES ("[1,]"), PT_JSON_ERROR_SYNTAX },
  { "trailing-member-comma", BYTES ("{\"a\":1,}"), PT_JSON_ERROR_SYNTAX },
  { "missing-comma", BYTES ("[1 2]"), PT_JSON_ERROR_SYNTAX },
  { "leading-comma", BYTES ("[,1]"), PT_JSON_ERROR_SYNTAX },
  { "missing-value", BYTES ("{\"a\":}"), PT_JSON_ERROR_SYNTAX },
  { "missing-colon", BYTES ("{\"a\" 1}"), PT_JSON_ERROR_SYNTAX },
  { "missing-name", BYTES ("{:1}"), PT_JSON_ERROR_SYNTAX },
  { "number-name", BYTES ("{1:1}"), PT_JSON_ERROR_SYNTAX },
  { "unclosed-array", BYTES ("[1"), PT_JSON_ERROR_SYNTAX },
  { "unclosed-object", BYTES ("{\"a\":1"), PT_JSON_ERROR_SYNTAX },
  { "crossed", BYTES ("[{]}"), PT_JSON_ERROR_SYNTAX },
  { "stray-bracket", BYTES ("]"), PT_JSON_ERROR_SYNTAX },
  { "unclosed-text", BYTES ("\"abc"), PT_JSON_ERROR_SYNTAX },
  { "control-character", BYTES ("\"a\nb\""), PT_JSON_ERROR_SYNTAX },
  { "unknown-escape", BYTES ("\"\\x41\""), PT_JSON_ERROR_SYNTAX },
  { "cut-escape", BYTES ("\"\\u00"), PT_JSON_ERROR_SYNTAX },
  { "bad-hex", BYTES ("\"\\u00g0\""), PT_JSON_ERROR_SYNTAX },
  { "lone-high", BYTES ("\"\\ud83d\""), PT_JSON_ERROR_UTF8 },
  { "lone-high-then-letter", BYTES ("\"\\ud83dabcdef\""), PT_JSON_ERROR_UTF8 },
  { "two-highs", BYTES ("\"\\ud83d\\ud83d\""), PT_JSON_ERROR_UTF8 },
  { "lone-low", BYTES ("\"\\ude00\""), PT_JSON_ERROR_UTF8 },
  { "escaped-nul", BYTES ("\"a\\u0000b\""), PT_JSON_ERROR_UTF8 },
  { "raw-nul", BYTES ("\"a\0b\""), PT_JSON_ERROR_UTF8 },
  { "latin-1", BYTES ("\"na\xefve\""), PT_JSON_ERROR_UTF8 },
  { "overlong", BYTES ("\"\xc0\xaf\""), PT_JSON_ERROR_UTF8 },
  { "raw-surrogate", BYTES ("\"\xed\xa0\x80\""), PT_JSON_ERROR_UTF8 },
  { "cut-utf8", BYTES ("\"\xe2\x82"), PT_JSON_ERROR_UTF8 },
  { "byte-order-mark", BYTES ("\xef\xbb\xbf{}"), PT_JSON_ERROR_SYNTAX },
  { "duplicate", BYTES ("{\"a\":1,\"a\":1}"), PT_JSON_ERROR_DUPLICATE_KEY },
  { "duplicate-escaped", BYTES ("{\"a\":1,\"\\u0061\":2}"), PT_JSON_ERROR_DUPLICATE_KEY },
  { "duplicate-deep", BYTES ("[{\"x\":{\"a\":1,\"b\":{},\"a\":[]}}]"),
    PT_JSON_ERROR_DUPLICATE_KEY },
  { "infinite", BYTES ("1e999"), PT_JSON_ERROR_SYNTAX },
  { "minus-infinite", BYTES ("[-1e999]"), PT_JSON_ERROR_SYNTAX },
  { "nan", BYTES ("NaN"), PT_JSON_ERROR_SYNTAX },
  { "too-large-integer", BYTES ("9223372036854775808"), PT_JSON_ERROR_SYNTAX },
  { "leading-zero", BYTES ("012"), PT_JSON_ERROR_SYNTAX },
  { "plus", BYTES ("+1"), PT_JSON_ERROR_SYNTAX },
  { "bare-minus", BYTES ("-"), PT_JSON_ERROR_SYNTAX },
  { "bare-dot", BYTES (".5"), PT_JSON_ERROR_SYNTAX },
  { "dot-without-digits", BYTES ("1."), PT_JSON_ERROR_SYNTAX },
  { "exponent-without-digits", BYTES ("1e"), PT_JSON_ERROR_SYNTAX },
  { "hexadecimal", BYTES ("0x10"), PT_JSON_ERROR_SYNTAX },
};

/* A copy of exactly that size, so that a sanitizer notices a byte too far. */
static void
assert_refused (const char *json, size_t size, size_t limit, PtJsonError code)
{
  g_autofree char *copy = g_memdup2 (json, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_json_parse (copy, size, limit, &error));
  g_assert_error (error, PT_JSON_ERROR, (int)code);
}

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  assert_refused (bad_cases[i].json, bad_cases[i].size, LIMIT, bad_cases[i].error);
}

/* Every beginning of a good text is a bad one. */
static void
test_truncated (void)
{
  static const char json[] =
      "{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00é\"],\"b\":{\"c\":null,\"d\":true}}";

  for (size_t size = 0; size < sizeof json - 1; size++)
    {
      g_autofree char *copy = g_memdup2 (json, size);
      g_autoptr (GError) error = NULL;
      g_assert_null (pt_json_parse (copy, size, LIMIT, &error));
      g_assert_nonnull (error);
    }
}

static void
test_depth (void)
{
  for (guint depth = 1; depth <= PT_JSON_MAX_DEPTH + 1; depth++)
    {
      g_autofree char *json = g_strnfill (2 * depth, '[');
      memset (json + depth, ']', depth);
      g_autoptr (JsonNode) node = pt_json_parse (json, 2 * depth, LIMIT, NULL);
      g_assert_true ((node != NULL) == (depth <= PT_JSON_MAX_DEPTH));
    }
}

static void
test_million_brackets (void)
{
  g_autofree char *arrays = g_strnfill (MANY, '[');
  GString *objects = g_string_new (NULL);

  for (int i = 0; i < MANY; i++)
    g_string_append (objects, "{\"\":");

  assert_refused (arrays, MANY, 10 * MANY, PT_JSON_ERROR_TOO_DEEP);
  assert_refused (objects->str, objects->len, 10 * MANY, PT_JSON_ERROR_TOO_DEEP);
  g_string_free (objects, TRUE);
}

static void
test_hundred_megabytes (void)
{
  const size_t size = 100 * 1024 * 1024;
  g_autofree char *body = g_malloc (size);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time (), written, refused;

  memset (body, ' ', size);
  written = g_get_monotonic_time ();
  g_assert_null (pt_json_parse (body, size, LIMIT, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE);
  refused = g_get_monotonic_time ();

  /* It is not even looked at. */
  g_assert_cmpint (refused - written, <, written - start);
}

/* Names with the same hash would make a table of json-glib quadratic. */
static void
test_many_members (void)
{
  GString *json = g_string_new ("{");

  for (int i = 0; i < 20000; i++)
    {
      g_string_append (json, i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 15; bit++)
        g_string_append (json, i >> bit & 1 ? "Ez" : "FY");
      g_string_append (json, "\":0");
    }
  g_string_append (json, "}");

  assert_refused (json->str, json->len, LIMIT, PT_JSON_ERROR_TOO_LARGE);
  g_string_free (json, TRUE);
}

static void
test_long_number (void)
{
  g_autofree char *digits = g_strnfill (LIMIT, '1');
  assert_refused (digits, LIMIT, LIMIT, PT_JSON_ERROR_TOO_LARGE);
}

static void
test_every_byte (void)
{
  for (int byte = 0; byte < 256; byte++)
    {
      char json[] = { '[', '"', (char)byte, '"', ']' };
      g_autoptr (JsonNode) node = pt_json_parse (json, sizeof json, LIMIT, NULL);
      bool good = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
      g_assert_true ((node != NULL) == good);
    }
}

/* Bytes flipped at random never crash, and what is accepted reads back as itself. */
static void
test_flipped (void)
{
  static const char json[] =
      "{\"a\":[1,-2.5e3,\"x\\u00e9é\"],\"b\":{\"c\":null,\"d\":true},\"e\":\"\\ud83d\\ude00\"}";
  guint32 seed = (guint32)g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 50000; round++)
    {
      char copy[sizeof json];
      memcpy (copy, json, sizeof json);
      for (int flips = g_rand_int_range (random, 1, 4); flips > 0; flips--)
        copy[g_rand_int_range (random, 0, sizeof json - 1)] = (char)g_rand_int_range (random, 0,
                                                                                      256);
      g_autoptr (JsonNode) node = pt_json_parse (copy, sizeof json - 1, LIMIT, NULL);
      if (node == NULL)
        continue;
      g_autofree char *text = pt_json_print (node);
      g_autoptr (JsonNode) again = pt_json_parse (text, strlen (text), LIMIT, NULL);
      g_assert_nonnull (again);
      g_autofree char *same = pt_json_print (again);
      g_assert_cmpstr (text, ==, same);
    }
}

static void
test_ordered (void)
{
  const char *json = "{\"b\":1,\"a\":{\"d\":2,\"c\":3}}";
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), LIMIT, NULL);
  g_autofree char *text = pt_json_print_ordered (node);

  g_assert_cmpstr (text, ==, json);
}

static void
test_members (void)
{
  const char *json = "{\"text\":\"x\",\"int\":3,\"real\":3.0,\"bool\":true,\"null\":null,"
                     "\"object\":{},\"array\":[]}";
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), LIMIT, NULL);
  JsonObject *object = json_node_get_object (node), *child;
  g_autoptr (GError) error = NULL;
  const char *text;
  int64_t number;
  JsonArray *array;

  g_assert_true (pt_json_get_text (object, "text", &text, NULL));
  g_assert_cmpstr (text, ==, "x");
  g_assert_true (pt_json_get_int (object, "int", &number, NULL));
  g_assert_cmpint (number, ==, 3);
  g_assert_true (pt_json_get_object (object, "object", &child, NULL));
  g_assert_true (pt_json_get_array (object, "array", &array, NULL));
  g_assert_false (pt_json_get_int (object, "real", &number, NULL));
  g_assert_false (pt_json_get_text (object, "null", &text, NULL));
  g_assert_false (pt_json_get_object (object, "array", &child, NULL));
  g_assert_false (pt_json_get_array (object, "absent", &array, &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
  g_assert_nonnull (strstr (error->message, "\"absent\""));
  g_assert_cmpstr (pt_json_text_or (object, "int", "other"), ==, "other");
  g_assert_cmpint (pt_json_int_or (object, "text", 7), ==, 7);
  g_assert_true (pt_json_bool_or (object, "bool", false));
  g_assert_false (pt_json_bool_or (object, "int", false));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (good_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/json/good/%u", i);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/json/refused/", bad_cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/model/json/refused/truncated", test_truncated);
  g_test_add_func ("/model/json/refused/depth", test_depth);
  g_test_add_func ("/model/json/refused/million-brackets", test_million_brackets);
  g_test_add_func ("/model/json/refused/hundred-megabytes", test_hundred_megabytes);
  g_test_add_func ("/model/json/refused/many-members", test_many_members);
  g_test_add_func ("/model/json/refused/long-number", test_long_number);
  g_test_add_func ("/model/json/every-byte", test_every_byte);
  g_test_add_func ("/model/json/flipped", test_flipped);
  g_test_add_func ("/model/json/ordered", test_ordered);
  g_test_add_func ("/model/json/members", test_members);
  return g_test_run ();
}
