/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: a dataset lists in the natural order of each kind, the same everywhere, finds what belongs
 * together, and never shows what hangs on something stricter. */
#include "model-fixture.h"

static void
add (PtDataset *dataset, const char *kind, const char *name, const char *first, const char *second,
     const char *third)
{
  g_autoptr (PtRecord) record = fixture_record (kind, name, first, second, third, NULL);
  pt_dataset_add (dataset, record);
}

/* "field=ID of name" */
static char *
ref (const char *field, const char *name)
{
  g_autofree char *id = fixture_id (name);
  return g_strconcat (field, "=", id, NULL);
}

static void
add_ref (PtDataset *dataset, const char *kind, const char *name, const char *field,
         const char *target, const char *more)
{
  g_autofree char *text = ref (field, target);
  add (dataset, kind, name, text, more, NULL);
}

static void
add_link (PtDataset *dataset, const char *name, const char *from, const char *kind, const char *to)
{
  g_autofree char *from_text = ref ("from", from), *to_text = ref ("to", to);
  g_autofree char *kind_text = g_strconcat ("kind=", kind, NULL);
  add (dataset, "link", name, from_text, kind_text, to_text);
}

static void
assert_titles (GPtrArray *records, const char *expected)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *title = pt_record_dup_title (records->pdata[i]);
      g_string_append_printf (out, "%s%s", i == 0 ? "" : ", ", title);
    }
  g_assert_cmpstr (out->str, ==, expected);
  g_string_free (out, TRUE);
}

static void
test_order (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  add (dataset, "entry", "a", "title=oud", "occurred_on=2025-01-01", NULL);
  add (dataset, "entry", "b", "title=nieuw", "occurred_on=2026-01-01 09:00", NULL);
  add (dataset, "entry", "c", "title=later die dag", "occurred_on=2026-01-01 10:00", NULL);
  add (dataset, "entry", "d", "title=weg", "occurred_on=2027-01-01", "archived=ja");
  add (dataset, "stakeholder", "e", "name=Zoë", NULL, NULL);
  add (dataset, "stakeholder", "f", "name=anna", NULL, NULL);
  add (dataset, "stakeholder", "g", "name=Bert", NULL, NULL);
  add (dataset, "action", "h", "text=laat", "due_on=2026-09-01", NULL);
  add (dataset, "action", "i", "text=vroeg", "due_on=2026-02-01", NULL);
  add (dataset, "logbook", "j", "name=Lab", NULL, NULL);
  add (dataset, "of_tomorrow", "k", "name=Onbekend", NULL, NULL);

  assert_titles (pt_dataset_list (dataset, "entry"), "later die dag, nieuw, oud");
  assert_titles (pt_dataset_list (dataset, "stakeholder"), "anna, Bert, Zoë");
  assert_titles (pt_dataset_list (dataset, "action"), "vroeg, laat");
  assert_titles (pt_dataset_list (dataset, "outcome"), "");
  assert_titles (pt_dataset_list (dataset, "of_tomorrow"), "Onbekend");
  assert_titles (pt_dataset_list_all (dataset),
                 "Lab, weg, later die dag, nieuw, oud, anna, Bert, Zoë, vroeg, laat, Onbekend");
  g_autofree char *id = fixture_id ("j");
  g_assert_cmpstr (pt_record_get_id (pt_dataset_logbook (dataset)), ==, id);
  g_assert_cmpuint (pt_dataset_size (dataset), ==, 11);
}

static void
test_replaced (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  add (dataset, "entry", "a", "title=oud", NULL, NULL);
  assert_titles (pt_dataset_list (dataset, "entry"), "oud");
  add (dataset, "entry", "a", "title=nieuw", NULL, NULL);

  assert_titles (pt_dataset_list (dataset, "entry"), "nieuw");
  g_assert_null (pt_dataset_logbook (dataset));
  g_assert_null (pt_dataset_get (dataset, NULL));
}

static void
test_children (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  g_autofree char *id = fixture_id ("effect"), *items = ref ("items", "effect");

  add (dataset, "outcome", "effect", "statement=x", NULL, NULL);
  add_ref (dataset, "measurement", "m1", "outcome", "effect", "value=1");
  add_ref (dataset, "measurement", "m2", "outcome", "elsewhere", "value=2");
  add_ref (dataset, "mechanism", "m3", "to_outcome", "effect", "statement=y");
  add (dataset, "consent", "c", items, "act=given", NULL);
  g_autoptr (GPtrArray) measurements = pt_dataset_children (dataset, "measurement", "outcome", id);
  g_autoptr (GPtrArray) mechanisms = pt_dataset_children (dataset, "mechanism", "to_outcome", id);
  g_autoptr (GPtrArray) others = pt_dataset_children (dataset, "mechanism", "from_outcome", id);
  g_autoptr (GPtrArray) consents = pt_dataset_children (dataset, "consent", "items", id);

  assert_titles (measurements, "1");
  assert_titles (mechanisms, "y");
  g_assert_cmpuint (others->len, ==, 0);
  g_assert_cmpuint (consents->len, ==, 1);
}

static void
test_links (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  g_autofree char *id = fixture_id ("n");

  add (dataset, "entry", "n", "body=x", NULL, NULL);
  add_link (dataset, "l1", "n", "supports", "a");
  add_link (dataset, "l2", "n", "leads_to", "b");
  add_link (dataset, "l3", "c", "supports", "n");
  g_autoptr (GPtrArray) from = pt_dataset_links_from (dataset, id, NULL);
  g_autoptr (GPtrArray) supports = pt_dataset_links_from (dataset, id, "supports");
  g_autoptr (GPtrArray) to = pt_dataset_links_to (dataset, id, NULL);

  assert_titles (from, "Leads to, Supports");
  assert_titles (supports, "Supports");
  g_assert_cmpuint (to->len, ==, 1);
}

static PtSharing
sharing_of (PtDataset *dataset, const char *name)
{
  g_autofree char *id = fixture_id (name);
  return pt_dataset_sharing (dataset, pt_dataset_get (dataset, id));
}

static void
test_sharing (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  add (dataset, "entry", "open", "sharing=public", NULL, NULL);
  add (dataset, "entry", "closed", "sharing=private", NULL, NULL);
  add_ref (dataset, "attachment", "photo", "owner", "open", "sharing=network");
  add_ref (dataset, "attachment", "secret", "owner", "closed", "sharing=public");
  add_ref (dataset, "comment", "remark", "target", "secret", "sharing=public");
  add_ref (dataset, "comment", "orphan", "target", "not-here", "sharing=public");
  add_link (dataset, "link", "open", "leads_to", "closed");

  g_assert_cmpint (sharing_of (dataset, "open"), ==, PT_SHARING_PUBLIC);
  g_assert_cmpint (sharing_of (dataset, "photo"), ==, PT_SHARING_NETWORK);
  g_assert_cmpint (sharing_of (dataset, "secret"), ==, PT_SHARING_PRIVATE);
  g_assert_cmpint (sharing_of (dataset, "remark"), ==, PT_SHARING_PRIVATE);
  g_assert_cmpint (sharing_of (dataset, "orphan"), ==, PT_SHARING_CORE);
  g_assert_cmpint (sharing_of (dataset, "link"), ==, PT_SHARING_PRIVATE);
}

/* Comments on each other in a ring end somewhere. */
static void
test_ring (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();

  add_ref (dataset, "comment", "a", "target", "b", "sharing=public");
  add_ref (dataset, "comment", "b", "target", "a", "sharing=public");

  g_assert_cmpint (sharing_of (dataset, "a"), ==, PT_SHARING_CORE);
}

static gpointer
list_often (gpointer data)
{
  for (int i = 0; i < 100; i++)
    g_assert_cmpuint (pt_dataset_list (data, "entry")->len, ==, 50);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  GThread *threads[4];

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);
      add (dataset, "entry", name, "body=x", NULL, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", list_often, dataset);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/dataset/order", test_order);
  g_test_add_func ("/model/dataset/replaced", test_replaced);
  g_test_add_func ("/model/dataset/children", test_children);
  g_test_add_func ("/model/dataset/links", test_links);
  g_test_add_func ("/model/dataset/sharing", test_sharing);
  g_test_add_func ("/model/dataset/ring", test_ring);
  g_test_add_func ("/model/dataset/threads", test_threads);
  return g_test_run ();
}
