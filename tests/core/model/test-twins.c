/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: records that somebody said are the same read as one, on every laptop the same one, and
 * folding makes nothing less strict. */
#include "model-fixture.h"

#include "pt-twins.h"

/* Names for people in these tests, in the order of their ids. */
static char *ids[4];

static void
add (PtDataset *data, PtRecord *record)
{
  pt_dataset_add (data, record);
  pt_record_unref (record);
}

/* A record whose id is the @n-th smallest. @same: the place of the other; -1 = none. */
static void
add_person (PtDataset *data, int n, int same, const char *more)
{
  const char *name = ids[n];
  g_autofree char *id = fixture_id (name);
  g_autofree char *other = same >= 0 ? fixture_id (ids[same]) : NULL;
  g_autofree char *ref = other != NULL ? g_strconcat ("same_as=", other, NULL) : NULL;

  add (data, fixture_record ("stakeholder", name, "name=Roza", more, ref, NULL));
}

static int
place_of (const char *id)
{
  for (int i = 0; id != NULL && i < 4; i++)
    {
      g_autofree char *own = fixture_id (ids[i]);
      if (strcmp (own, id) == 0)
        return i;
    }
  return -1;
}

typedef struct
{
  const char *name;
  int same[4];   /* per record whom it names; -1 = nobody */
  int stands[4]; /* who stands for it; -1 = itself */
} GroupCase;

static const GroupCase group_cases[] = {
  { "nobody", { -1, -1, -1, -1 }, { -1, -1, -1, -1 } },
  { "pair", { -1, 0, -1, -1 }, { -1, 0, -1, -1 } },
  { "wrong-way-round", { 1, -1, -1, -1 }, { -1, 0, -1, -1 } },
  { "circle", { 1, 0, -1, -1 }, { -1, 0, -1, -1 } },
  { "chain", { -1, 0, 1, 2 }, { -1, 0, 0, 0 } },
  { "star", { 3, 3, 3, -1 }, { -1, 0, 0, 0 } },
  { "two-pairs", { -1, 0, -1, 2 }, { -1, 0, -1, 2 } },
  { "itself", { 0, -1, -1, -1 }, { -1, -1, -1, -1 } },
};

static void
test_group (gconstpointer data)
{
  const GroupCase *c = data;
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  for (int i = 0; i < 4; i++)
    add_person (dataset, i, c->same[i], "kind=persona");
  g_autoptr (GHashTable) groups = pt_twins_find (dataset);

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *id = fixture_id (ids[i]);
      g_assert_cmpint (place_of (g_hash_table_lookup (groups, id)), ==, c->stands[i]);
    }
}

static void
add_link (PtDataset *data, const char *name, const char *entry, int person)
{
  g_autofree char *from_id = fixture_id (entry), *to_id = fixture_id (ids[person]);
  g_autofree char *from = g_strconcat ("from=", from_id, NULL);
  g_autofree char *to = g_strconcat ("to=", to_id, NULL);

  add (data, fixture_record ("link", name, "kind=present", from, to, NULL));
}

static void
test_fold_references (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();
  g_autofree char *kept = fixture_id (ids[0]), *twin = fixture_id (ids[1]);
  g_autofree char *body = g_strdup_printf ("body=Met [@Roza](pt:%s) gepraat", twin);
  g_autofree char *expected = g_strdup_printf ("Met [@Roza](pt:%s) gepraat", kept);
  g_autofree char *entry = fixture_id ("entry");

  add_person (data, 0, -1, "kind=person");
  add_person (data, 1, 0, "kind=person");
  add (data, fixture_record ("entry", "entry", body, NULL));
  add_link (data, "one", "entry", 0);
  add_link (data, "two", "entry", 1);
  g_autoptr (PtDataset) folded = pt_twins_fold (data);
  g_autoptr (GPtrArray) links = pt_dataset_links_from (folded, entry, "present");

  g_assert_null (pt_dataset_get (folded, twin));
  g_assert_cmpstr (pt_record_get_text (pt_dataset_get (folded, entry), "body"), ==, expected);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_cmpstr (pt_record_get_text (links->pdata[0], "to"), ==, kept);
}

static void
test_nothing_to_fold (void)
{
  g_autoptr (PtDataset) data = pt_dataset_new ();

  add_person (data, 0, -1, "kind=person");
  g_autoptr (PtDataset) folded = pt_twins_fold (data);

  g_assert_true (folded == data);
}

typedef struct
{
  const char *name, *kept, *twin, *protected;
} StrictCase;

/* A citizen is protected unless somebody says otherwise. */
static const StrictCase strict_cases[] = {
  { "both-open", "protected=no", "protected=no", "false" },
  { "kept-protected", "protected=yes", "protected=no", "true" },
  { "twin-protected", "protected=no", "protected=yes", "true" },
  { "twin-by-default", "protected=no", "helix=citizens", "true" },
  { "kept-by-default", "helix=citizens", "protected=no", "true" },
};

static void
test_strict (gconstpointer data)
{
  const StrictCase *c = data;
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  g_autofree char *kept = fixture_id (ids[0]), *twin = fixture_id (ids[1]);
  g_autofree char *same = g_strconcat ("same_as=", kept, NULL);

  add (dataset, fixture_record ("stakeholder", ids[0], "kind=person", c->kept, NULL));
  add (dataset, fixture_record ("stakeholder", ids[1], "kind=person", c->twin, same, NULL));
  g_autoptr (PtDataset) folded = pt_twins_fold (dataset);

  g_assert_cmpstr (pt_record_get_strictest (pt_dataset_get (folded, kept), "protected"), ==,
                   c->protected);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  g_autofree char *one = fixture_id (*(const char *const *)a);
  g_autofree char *other = fixture_id (*(const char *const *)b);

  return strcmp (one, other);
}

int
main (int argc, char **argv)
{
  static char *names[4] = { "an", "bea", "cees", "dirk" };

  g_test_init (&argc, &argv, NULL);
  memcpy (ids, names, sizeof ids);
  qsort (ids, 4, sizeof *ids, compare_ids);
  for (guint i = 0; i < G_N_ELEMENTS (group_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/twins/group/", group_cases[i].name, NULL);
      g_test_add_data_func (path, &group_cases[i], test_group);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strict_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/twins/strict/", strict_cases[i].name, NULL);
      g_test_add_data_func (path, &strict_cases[i], test_strict);
    }
  g_test_add_func ("/twins/fold/references", test_fold_references);
  g_test_add_func ("/twins/fold/nothing", test_nothing_to_fold);
  return g_test_run ();
}
