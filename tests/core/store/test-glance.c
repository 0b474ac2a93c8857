/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first results of a search, and where its words are in a text: found without the full-text index,
 * so they have to be what the index would find. */
#include "fixture.h"

#include <string.h>

#define ROUNDS 400

static char *
query_as_text (GArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (rows, int64_t, i));
  return g_string_free (text, FALSE);
}

static void
assert_as_index (PtStore *store, const PtQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = pt_store_query (store, query, &error);
  g_assert_no_error (error);
  g_autoptr (GArray) first = pt_store_glance (store, query, &error);
  g_assert_no_error (error);
  g_array_set_size (all, MIN (all->len, PT_GLANCE_MAX));
  g_autofree char *expected = query_as_text (all);
  g_autofree char *found = query_as_text (first);

  if (strcmp (found, expected) != 0)
    g_test_message ("words: %s", query->search);
  g_assert_cmpstr (found, ==, expected);
}

/* Some of what people type and write: accents, signs within words, other scripts, quotes. */
static const char *const words[] = {
  "Café",    "cafe",  "e-health", "health", "he",   "k",         "koffie", "koffiekopje",
  "\"AND\"", "NEAR(", "ИГРА",     "игра",   "字",   "a-b-c",     "a-b",    "b",
  "3.5",     "3",     "o'clock",  "ß",      "ﬁets", "e\u0301te", "été",
};

static char *
pick_words (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static void
test_as_index (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *kind, *title, *body;
  } kinds[] = { { "entry", "title", "body" },
                { "challenge", "title", "description" },
                { "question", "text", "answer" },
                { "learning", "headline", "what" } };

  for (guint i = 0; i < 120; i++)
    {
      const guint k = i % G_N_ELEMENTS (kinds);
      g_autofree char *title = pick_words (1);
      g_autofree char *body = pick_words (3);
      g_autofree char *id = fixture_add_record (f->store, kinds[k].kind, kinds[k].title, title,
                                                kinds[k].body, body, NULL);
    }
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *typed = pick_words (1 + i % 3);
      const PtQuery query = { .search = typed };
      assert_as_index (f->store, &query);
    }
}

static void
test_letter_by_letter (Fixture *f, gconstpointer data)
{
  static const char typed[] = "Koffie in e-hea";
  g_autofree char *one = fixture_add_record (f->store, "entry", "title", "Koffie", "body",
                                             "in het e-healthcafé", NULL);
  g_autofree char *two = fixture_add_record (f->store, "question", "text", "Koffiepot in e health?",
                                             NULL);
  g_autofree char *three = fixture_add_record (f->store, "stakeholder", "name", "Koffie", NULL);

  for (size_t n = 1; n < sizeof typed; n++)
    {
      g_autofree char *part = g_strndup (typed, n);
      const PtQuery query = { .search = part };
      assert_as_index (f->store, &query);
    }
}

/* Only of what is looked at from the first to the last: anything else waits for the index. */
static void
test_says_nothing (Fixture *f, gconstpointer data)
{
  static const PtFilter filter = { "kind", "meeting" };
  const PtQuery queries[] = {
    { .search = NULL },
    { .search = "?!" },
    { .search = "koffie", .kind = "entry" },
    { .search = "koffie", .sort = "title" },
    { .search = "koffie", .from_on = "2016-01-01" },
    { .search = "koffie", .limit = 1 },
    { .search = "koffie", .filters = &filter, .n_filters = 1 },
  };
  g_autofree char *id = fixture_add_record (f->store, "entry", "body", "koffie", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = pt_store_glance (f->store, &queries[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 0);
    }
}

static void
test_archived (Fixture *f, gconstpointer data)
{
  const PtQuery usual = { .search = "koffie" }, archived = { .search = "koffie", .archived = TRUE };
  g_autofree char *one = fixture_add_record (f->store, "entry", "body", "koffie", NULL);
  g_autofree char *two = fixture_add_record (f->store, "entry", "body", "koffie", "archived",
                                             "true", NULL);

  assert_as_index (f->store, &usual);
  assert_as_index (f->store, &archived);
}

/* ── Snippets ── */

typedef struct
{
  const char *name;
  const char *body;
  const char *search;
  const char *snippet; /* with [ ] for the marks; NULL = not found */
} Case;

#define TEN "een twee drie vier vijf zes zeven acht negen tien"

static const Case cases[] = {
  { "whole", "We dronken koffie.", "koff", "We dronken [koffie]." },
  { "accents", "In het Café", "cafe", "In het [Café]" },
  { "missing", "We dronken koffie.", "thee", NULL },
  { "one-of-two", "We dronken koffie.", "koffie thee", NULL },
  { "in-the-title", "Niets daarvan.", "kop", "Niets daarvan." },
  { "each", "koffie of koffiekopje", "koffie", "[koffie] of [koffiekopje]" },
  { "phrase", "over e-health en health", "e-heal", "over [e-health] en health" },
  { "late", TEN " " TEN " koffie " TEN " " TEN, "koffie",
    "…zeven acht negen tien [koffie] een twee drie vier vijf zes zeven acht negen tien een…" },
  { "most-words", "koffie " TEN " " TEN " thee en koffie", "koffie thee",
    "…acht negen tien een twee drie vier vijf zes zeven acht negen tien [thee] en [koffie]" },
  { "no-words", "…", "kop", "…" },
};

static void
test_snippet (gconstpointer data)
{
  const Case *c = data;
  Fixture f;
  g_autofree char *id = NULL;
  g_autofree char *snippet = NULL;
  g_autoptr (GString) marked = NULL;

  fixture_set_up (&f, NULL);
  id = fixture_add_record (f.store, "entry", "title", "Kop", "body", c->body, NULL);
  snippet = pt_store_dup_snippet (f.store, pt_store_find_row (f.store, id), c->search);
  marked = g_string_new (snippet);
  g_string_replace (marked, "\u2068", "[", 0);
  g_string_replace (marked, "\u2069", "]", 0);

  g_assert_cmpstr (snippet != NULL ? marked->str : NULL, ==, c->snippet);
  fixture_tear_down (&f, NULL);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/snippet/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_snippet);
    }
  fixture_add ("/store/glance/as-the-index", test_as_index);
  fixture_add ("/store/glance/letter-by-letter", test_letter_by_letter);
  fixture_add ("/store/glance/says-nothing", test_says_nothing);
  fixture_add ("/store/glance/archived", test_archived);
  return g_test_run ();
}
