/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what was made twice is suggested by name and by real name, joined and parted by saves that
 * undo takes back, and the list shows one of the two. */
#include "fixture.h"

typedef struct
{
  const char *name, *one, *other;
  const char *kind_one, *kind_other;
  const char *real_one, *real_other;
  gboolean suggested;
} TwinCase;

static const TwinCase twin_cases[] = {
  { "same-name", "Buurthuis De Wilg", "Buurthuis De Wilg", "organisation", "organisation", NULL,
    NULL, TRUE },
  { "case-and-accents", "Café Zoë", "cafe zoe", "organisation", "organisation", NULL, NULL, TRUE },
  { "order", "De Wilg", "Wilg, de", "organisation", "organisation", NULL, NULL, TRUE },
  { "other-name", "De Wilg", "De Eik", "organisation", "organisation", NULL, NULL, FALSE },
  { "other-kind", "De Wilg", "De Wilg", "organisation", "group", NULL, NULL, FALSE },
  { "same-real-name", "Bewoner 3", "Bewoner 8", "person", "person", "Fatima A.", "fatima a", TRUE },
  { "other-real-name", "Bewoner 3", "Bewoner 3", "person", "person", "Fatima A.", "Joke B.",
    FALSE },
  { "one-real-name", "Bewoner 3", "Bewoner 3", "person", "person", "Fatima A.", NULL, TRUE },
};

static void
set_identity (PtStore *store, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (name != NULL)
    pt_store_set_identity (store, id, name, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_suggestions (PtStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pt_store_suggest_twins (store, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_suggest (Fixture *f, gconstpointer data)
{
  const TwinCase *c = data;
  g_autofree char *one = fixture_add_record (f->store, "stakeholder", "name", c->one, "kind",
                                             c->kind_one, NULL);
  g_autofree char *other = fixture_add_record (f->store, "stakeholder", "name", c->other, "kind",
                                               c->kind_other, NULL);

  set_identity (f->store, one, c->real_one);
  set_identity (f->store, other, c->real_other);

  g_assert_cmpuint (count_suggestions (f->store), ==, c->suggested ? 1 : 0);
}

/* Two that are called the same; @out gets the ids, the smaller first. */
static void
add_pair (PtStore *store, char *out[2])
{
  for (int i = 0; i < 2; i++)
    out[i] = fixture_add_record (store, "stakeholder", "name", "De Wilg", "kind", "organisation",
                                 NULL);
  if (strcmp (out[0], out[1]) > 0)
    {
      char *first = out[0];
      out[0] = out[1];
      out[1] = first;
    }
}

static int64_t
count_listed (PtStore *store)
{
  const PtQuery query = { .kind = "stakeholder" };

  return pt_store_count (store, &query, NULL);
}

static void
test_join_and_undo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *ids[2];

  add_pair (f->store, ids);
  pt_store_join_twins (f->store, ids[0], ids[1], &error);
  g_assert_no_error (error);
  g_autofree char *same = fixture_get (f->store, ids[1], "same_as");
  g_assert_cmpstr (same, ==, ids[0]);
  g_assert_cmpint (count_listed (f->store), ==, 1);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) joined = pt_store_list_joined (f->store, ids[i], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (joined->len, ==, 1);
      g_assert_cmpstr (pt_record_get_id (joined->pdata[0]), ==, ids[1 - i]);
    }
  g_assert_cmpuint (count_suggestions (f->store), ==, 0);

  pt_store_undo (f->store, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *after = fixture_get (f->store, ids[1], "same_as");
  g_assert_null (after);
  g_assert_cmpint (count_listed (f->store), ==, 2);
  g_free (ids[0]);
  g_free (ids[1]);
}

static void
test_search_finds_both (Fixture *f, gconstpointer data)
{
  const PtQuery query = { .kind = "stakeholder", .search = "wilg" };
  char *ids[2];

  add_pair (f->store, ids);
  pt_store_join_twins (f->store, ids[0], ids[1], NULL);

  g_assert_cmpint (pt_store_count (f->store, &query, NULL), ==, 2);
  g_free (ids[0]);
  g_free (ids[1]);
}

static void
test_part (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *ids[2];

  add_pair (f->store, ids);
  pt_store_join_twins (f->store, ids[0], ids[1], NULL);
  pt_store_part_twins (f->store, ids[0], &error);
  g_assert_no_error (error);

  g_assert_cmpint (count_listed (f->store), ==, 2);
  g_assert_false (pt_store_part_twins (f->store, ids[0], &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_free (ids[0]);
  g_free (ids[1]);
}

static void
test_keep_apart (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  char *ids[2];

  add_pair (f->store, ids);
  pt_store_keep_apart (f->store, ids[1], ids[0], &error);
  g_assert_no_error (error);

  g_assert_cmpuint (count_suggestions (f->store), ==, 0);
  g_assert_cmpint (count_listed (f->store), ==, 2);
  g_free (ids[0]);
  g_free (ids[1]);
}

static void
test_only_people (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = fixture_add_record (f->store, "entry", "body", "Thee", NULL);
  g_autofree char *party = fixture_add_record (f->store, "stakeholder", "name", "De Wilg", NULL);

  g_assert_false (pt_store_join_twins (f->store, entry, party, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (pt_store_join_twins (f->store, party, party, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (twin_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/twins/suggest/", twin_cases[i].name, NULL);
      g_test_add (path, Fixture, &twin_cases[i], fixture_set_up, test_suggest, fixture_tear_down);
    }
  fixture_add ("/store/twins/join-and-undo", test_join_and_undo);
  fixture_add ("/store/twins/search-finds-both", test_search_finds_both);
  fixture_add ("/store/twins/part", test_part);
  fixture_add ("/store/twins/keep-apart", test_keep_apart);
  fixture_add ("/store/twins/only-people", test_only_people);
  return g_test_run ();
}
