/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: ids have the shape of RFC 9562, derived ones are the same everywhere, and a version vector
 * answers for every dot whether somebody has seen it. */
#include "pt-vector.h"

#include "pt-json.h"

#include <string.h>

/* 2026-03-12T14:05:06Z */
#define START (1773324306 * PT_USEC_PER_SECOND)

static void
test_new (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (7, START);
  g_autofree char *id = pt_id_new (world);
  g_autofree char *later = pt_id_new (world);

  g_assert_true (pt_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
  g_assert_cmpstr (id, <, later);
}

static void
test_new_says_when (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (7, START);
  PtUuid uuid;
  uint64_t ms = 0;

  pt_uuid_new (world, &uuid);

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | uuid.bytes[i];
  g_assert_cmpuint (ms, ==, START / 1000);
}

static void
test_seeded_world_repeats (void)
{
  g_autoptr (PtWorld) one = pt_world_new_seeded (7, START);
  g_autoptr (PtWorld) two = pt_world_new_seeded (7, START);
  g_autoptr (PtWorld) other = pt_world_new_seeded (8, START);
  g_autofree char *a = pt_id_new (one), *b = pt_id_new (two), *c = pt_id_new (other);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
test_world_dates (void)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (7, START + 9 * 3600 * PT_USEC_PER_SECOND);
  g_autofree char *today = pt_world_today (world);
  g_autofree char *moment = pt_world_moment (world);

  g_assert_cmpstr (today, ==, "2026-03-13");
  g_assert_cmpstr (moment, ==, "2026-03-13T00:05");
}

static void
test_system_world (void)
{
  PtWorld *world = pt_world_system ();
  uint8_t a[32] = { 0 }, b[32] = { 0 };

  world->fill (world, a, sizeof a);
  world->fill (world, b, sizeof b);

  g_assert_true (memcmp (a, b, sizeof a) != 0);
  /* Winter and summer in Amsterdam. */
  g_assert_cmpint (world->offset (world, 1768478400 * PT_USEC_PER_SECOND), ==, 60);
  g_assert_cmpint (world->offset (world, 1784116800 * PT_USEC_PER_SECOND), ==, 120);
}

/* sha256sum of "link\0supports\0a\0b" begins with these bytes but for version and variant. */
static void
test_derive (void)
{
  g_autofree char *link = pt_id_for_link ("supports", "a", "b");
  g_autofree char *same = pt_id_derive ("link", "supports", "a", "b", NULL);
  g_autofree char *other = pt_id_derive ("link", "supports", "ab", "", NULL);

  g_assert_cmpstr (link, ==, same);
  g_assert_cmpstr (link, !=, other);
  g_assert_true (pt_id_is_valid (link));
  g_assert_cmpint (link[14], ==, '8');
  g_assert_cmpstr (link, ==, "0e204fde-05c8-85cf-909d-017a8140041c");
}

static const struct
{
  const char *name, *text;
  bool valid;
} id_cases[] = {
  { "good", "0192f0c1-2b3c-7d4e-8f50-617283940a1b", true },
  { "upper-case", "0192F0C1-2b3c-7d4e-8f50-617283940a1b", false },
  { "short", "0192f0c1-2b3c-7d4e-8f50-617283940a1", false },
  { "long", "0192f0c1-2b3c-7d4e-8f50-617283940a1b0", false },
  { "hyphens", "0192f0c12b3c-7d4e-8f50-617283940a1bab", false },
  { "not-hex", "0192f0c1-2b3c-7d4e-8f50-617283940a1g", false },
  { "empty", "", false },
  { "null", NULL, false },
};

static void
test_is_valid (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_true (pt_id_is_valid (id_cases[i].text) == id_cases[i].valid);
}

static PtDot
make_dot (int incarnation, int64_t counter)
{
  PtDot dot = { .counter = counter };

  dot.incarnation.bytes[15] = (uint8_t)incarnation;
  return dot;
}

static void
test_vector (void)
{
  g_autoptr (PtVector) vector = pt_vector_new ();
  PtDot dots[] = { make_dot (3, 2), make_dot (1, 5), make_dot (2, 9), make_dot (1, 4) };
  PtDot nth;

  for (guint i = 0; i < G_N_ELEMENTS (dots); i++)
    pt_vector_add (vector, &dots[i]);

  g_assert_cmpuint (pt_vector_length (vector), ==, 3);
  pt_vector_nth (vector, 0, &nth);
  g_assert_true (pt_dot_equal (&nth, &dots[1]));
  g_assert_true (pt_vector_has (vector, &dots[3]));
  g_assert_cmpint (pt_vector_get (vector, &dots[0].incarnation), ==, 2);
  PtDot unseen[] = { make_dot (1, 6), make_dot (4, 1) };
  g_assert_false (pt_vector_has (vector, &unseen[0]));
  g_assert_false (pt_vector_has (vector, &unseen[1]));
}

static void
test_vector_cap (void)
{
  g_autoptr (PtVector) vector = pt_vector_new ();
  PtDot first = make_dot (1, 5), second = make_dot (2, 5);

  pt_vector_add (vector, &first);
  pt_vector_add (vector, &second);
  pt_vector_cap (vector, &first.incarnation, 3);
  pt_vector_cap (vector, &second.incarnation, 7);
  g_assert_cmpint (pt_vector_get (vector, &first.incarnation), ==, 3);
  g_assert_cmpint (pt_vector_get (vector, &second.incarnation), ==, 5);
  pt_vector_cap (vector, &first.incarnation, 0);
  g_assert_cmpuint (pt_vector_length (vector), ==, 1);
}

static void
test_vector_json (void)
{
  g_autoptr (PtVector) vector = pt_vector_new ();
  PtDot dots[] = { make_dot (1, 5), make_dot (2, G_MAXINT64) };

  for (guint i = 0; i < G_N_ELEMENTS (dots); i++)
    pt_vector_add (vector, &dots[i]);
  g_autoptr (JsonNode) node = pt_vector_to_json (vector);
  g_autofree char *text = pt_json_print (node);
  g_autoptr (PtTree) tree = pt_tree_parse (text, strlen (text), 1000, NULL);
  g_autoptr (PtVector) back = pt_vector_from_node (pt_tree_root (tree), NULL);
  g_autoptr (GString) printed = g_string_new (NULL);

  pt_vector_append_json (vector, printed);
  g_assert_cmpstr (printed->str, ==, text);
  g_assert_cmpstr (text, ==,
                   "{\"00000000-0000-0000-0000-000000000001\":5,"
                   "\"00000000-0000-0000-0000-000000000002\":9223372036854775807}");
  g_assert_true (pt_vector_equal (vector, back));
}

static const struct
{
  const char *name, *json;
} bad_vectors[] = {
  { "array", "[]" },
  { "no-uuid", "{\"me\":1}" },
  { "zero", "{\"00000000-0000-0000-0000-000000000001\":0}" },
  { "negative", "{\"00000000-0000-0000-0000-000000000001\":-4}" },
  { "real", "{\"00000000-0000-0000-0000-000000000001\":1.5}" },
  { "text", "{\"00000000-0000-0000-0000-000000000001\":\"1\"}" },
};

static void
test_bad_vector (gconstpointer data)
{
  const char *json = bad_vectors[GPOINTER_TO_UINT (data)].json;
  g_autoptr (PtTree) tree = pt_tree_parse (json, strlen (json), 1000, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_vector_from_node (pt_tree_root (tree), &error));
  g_assert_error (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE);
}

static void
test_dot_text (void)
{
  PtDot dot = make_dot (1, 42), back;
  g_autofree char *text = pt_dot_format (&dot);

  g_assert_cmpstr (text, ==, "00000000-0000-0000-0000-000000000001:42");
  g_assert_true (pt_dot_parse (text, &back));
  g_assert_true (pt_dot_equal (&dot, &back));
  g_assert_false (pt_dot_parse ("00000000-0000-0000-0000-000000000001:0", &back));
  g_assert_false (pt_dot_parse ("00000000-0000-0000-0000-000000000001:", &back));
  g_assert_false (pt_dot_parse ("00000000-0000-0000-0000-000000000001:1x", &back));
  g_assert_false (pt_dot_parse ("1:1", &back));
  g_assert_false (pt_dot_parse (NULL, &back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/id/new", test_new);
  g_test_add_func ("/model/id/new/says-when", test_new_says_when);
  g_test_add_func ("/model/id/derive", test_derive);
  for (guint i = 0; i < G_N_ELEMENTS (id_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/id/is-valid/", id_cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_is_valid);
    }
  g_test_add_func ("/model/world/seeded-repeats", test_seeded_world_repeats);
  g_test_add_func ("/model/world/dates", test_world_dates);
  g_test_add_func ("/model/world/system", test_system_world);
  g_test_add_func ("/model/vector/add", test_vector);
  g_test_add_func ("/model/vector/cap", test_vector_cap);
  g_test_add_func ("/model/vector/json", test_vector_json);
  for (guint i = 0; i < G_N_ELEMENTS (bad_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/model/vector/refused/", bad_vectors[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad_vector);
    }
  g_test_add_func ("/model/dot/text", test_dot_text);
  return g_test_run ();
}
