/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: full text, filters, dates, order; and that what a person types is never SQL. */
#include "fixture.h"

#include <string.h>

static void
add_notes (PtStore *store)
{
  g_autofree char *experiment = fixture_add_record (store, "experiment", "title", "Proef", NULL);
  g_autofree char *one = fixture_add_record (
      store, "entry", "title", "Café", "body",
      "Gesprek met [@Bewoner 3](pt:0190d0c0-0000-7000-8000-000000000001)", "kind", "conversation",
      "occurred_on", "2026-01-03T14:00", "tags", "keuken, buurt", "experiment", experiment, NULL);
  g_autofree char *two = fixture_add_record (
      store, "entry", "title", "Markt", "body", "Overleg over schuldhulpverlening", "kind",
      "meeting", "occurred_on", "2026-01-05", "tags", "buurt", "headcount", "12", NULL);
  g_autofree char *three = fixture_add_record (store, "entry", "title", "Zaal", "body", "Niets",
                                               "kind", "observation", "occurred_on", "2025-12-24",
                                               "turning_point", "ja", NULL);
}

typedef struct
{
  const char *name;
  PtQuery query;
  const char *titles;
} Case;

static const PtFilter by_kind[] = { { "kind", "meeting" } };
static const PtFilter by_tag[] = { { "tags", "buurt" } };
static const PtFilter by_two[] = { { "tags", "buurt" }, { "kind", "conversation" } };
static const PtFilter by_bool[] = { { "turning_point", "true" } };
static const PtFilter by_not_bool[] = { { "turning_point", "false" } };
static const PtFilter by_number[] = { { "headcount", "12" } };
static const PtFilter by_fallback[] = { { "sharing", "core" } };
static const PtFilter by_status[] = { { "status", "idea" } };
static const PtFilter by_day[] = { { "occurred_on", "2026-01-03" } };
static const PtFilter by_moment[] = { { "occurred_on", "2026-01-03T14:00" } };
static const PtFilter by_injection[] = { { "kind", "x' OR '1'='1" } };

static const Case cases[] = {
  { "natural", { .kind = "entry" }, "Markt|Café|Zaal" },
  { "accents", { .kind = "entry", .search = "cafe" }, "Café" },
  { "beginning", { .kind = "entry", .search = "schuldh" }, "Markt" },
  { "two-words", { .kind = "entry", .search = "overleg schuld" }, "Markt" },
  { "no-words", { .kind = "entry", .search = "zebra" }, "" },
  { "mention-label", { .kind = "entry", .search = "bewoner" }, "Café" },
  { "mention-id", { .kind = "entry", .search = "0190d0c0" }, "" },
  { "tag-words", { .kind = "entry", .search = "keuken" }, "Café" },
  { "all-kinds", { .search = "proef" }, "Proef" },
  { "syntax", { .kind = "entry", .search = "\"AND ( NEAR * -caf:" }, "" },
  { "syntax-word", { .kind = "entry", .search = "caf* OR" }, "" },
  { "quote", { .kind = "entry", .search = "ca\"fe" }, "" },
  { "only-signs", { .kind = "entry", .search = "?!*" }, "Markt|Café|Zaal" },
  { "bad-utf8", { .kind = "entry", .search = "\xff\xfe" }, "Markt|Café|Zaal" },
  { "kind", { .kind = "entry", .filters = by_kind, .n_filters = 1 }, "Markt" },
  { "tag", { .kind = "entry", .filters = by_tag, .n_filters = 1 }, "Markt|Café" },
  { "both", { .kind = "entry", .filters = by_two, .n_filters = 2 }, "Café" },
  { "bool", { .kind = "entry", .filters = by_bool, .n_filters = 1 }, "Zaal" },
  { "not-bool", { .kind = "entry", .filters = by_not_bool, .n_filters = 1 }, "Markt|Café" },
  { "number", { .kind = "entry", .filters = by_number, .n_filters = 1 }, "Markt" },
  { "day", { .kind = "entry", .filters = by_day, .n_filters = 1 }, "Café" },
  { "moment", { .kind = "entry", .filters = by_moment, .n_filters = 1 }, "Café" },
  { "fallback", { .kind = "entry", .filters = by_fallback, .n_filters = 1 }, "Markt|Café|Zaal" },
  { "virtual-status", { .kind = "experiment", .filters = by_status, .n_filters = 1 }, "Proef" },
  { "every-kind", { .filters = by_tag, .n_filters = 1 }, "Markt|Café" },
  { "injection", { .kind = "entry", .filters = by_injection, .n_filters = 1 }, "" },
  { "from", { .kind = "entry", .from_on = "2026-01-01" }, "Markt|Café" },
  { "to", { .kind = "entry", .to_on = "2026-01-03" }, "Café|Zaal" },
  { "sort-title", { .kind = "entry", .sort = "title" }, "Café|Markt|Zaal" },
  { "sort-down", { .kind = "entry", .sort = "title", .descending = TRUE }, "Zaal|Markt|Café" },
  { "sort-date", { .kind = "entry", .sort = "date" }, "Zaal|Café|Markt" },
  { "sort-moment", { .kind = "entry", .sort = "occurred_on" }, "Zaal|Café|Markt" },
  { "sort-enum", { .kind = "entry", .sort = "kind" }, "Café|Markt|Zaal" },
  { "sort-updated",
    { .kind = "entry", .sort = "updated_at", .descending = TRUE },
    "Zaal|Markt|Café" },
  { "limit", { .kind = "entry", .limit = 2 }, "Markt|Café" },
  { "search-and-filter",
    { .kind = "entry", .search = "gesprek", .filters = by_tag, .n_filters = 1 },
    "Café" },
};

/* Read only, by all cases. */
static Fixture shared;

static void
test_query (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *titles = fixture_titles (shared.store, &c->query);
  g_autoptr (GError) error = NULL;
  int64_t n = pt_store_count (shared.store, &c->query, &error);

  g_assert_cmpstr (titles, ==, c->titles);
  g_assert_no_error (error);
  g_auto (GStrv) parts = g_strsplit (c->titles, "|", -1);
  if (c->query.limit == 0)
    g_assert_cmpint (n, ==, g_strv_length (parts));
}

static void
test_unknown_field (Fixture *f, gconstpointer data)
{
  static const PtFilter filter = { "x\" OR 1=1 --", "y" };
  const PtQuery queries[] = {
    { .kind = "entry", .filters = &filter, .n_filters = 1 },
    { .filters = &filter, .n_filters = 1 },
    { .kind = "entry", .sort = "x; DROP TABLE op" },
    { .kind = "no-such-kind", .filters = &filter, .n_filters = 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) rows = pt_store_query (f->store, &queries[i], &error);
      g_assert_null (rows);
      g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID);
    }
}

static void
test_snippet (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Kop", "body",
                                            "We dronken koffie in de keuken.", NULL);
  int64_t row = pt_store_find_row (f->store, id);

  g_autofree char *found = pt_store_dup_snippet (f->store, row, "koff");
  g_autofree char *missing = pt_store_dup_snippet (f->store, row, "thee");

  g_assert_nonnull (strstr (found, "\u2068koffie\u2069"));
  g_assert_null (missing);
}

static void
test_search_follows_edits (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Appel", NULL);
  const PtQuery old = { .kind = "entry", .search = "appel" };
  const PtQuery new = { .kind = "entry", .search = "peer" };

  fixture_set (f->store, id, "title", "Peer");

  g_autofree char *gone = fixture_titles (f->store, &old);
  g_autofree char *found = fixture_titles (f->store, &new);
  g_assert_cmpstr (gone, ==, "");
  g_assert_cmpstr (found, ==, "Peer");
}

/* The list and the dataset agree on what "natural" is. */
static void
test_natural_order_as_dataset (Fixture *f, gconstpointer data)
{
  static const char *const kinds[] = { "entry", "stakeholder", "question", "comment",
                                       "experiment" };
  static const char *const texts[] = { "title", "name", "text", "body", "title" };

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *text = g_strdup_printf ("%c woord %d", "aBéÉbzA"[(i * 5) % 7], i % 4);
      g_autofree char *valid = g_utf8_make_valid (text, -1);
      g_autofree char *id = fixture_add_record (f->store, kinds[i % 5], texts[i % 5], valid, NULL);
    }
  g_autoptr (PtDataset) dataset = pt_store_load_all (f->store, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      const PtQuery query = { .kind = kinds[k] };
      g_autoptr (GArray) rows = pt_store_query (f->store, &query, NULL);
      g_autoptr (GPtrArray)
          loaded = pt_store_load_rows (f->store, (const int64_t *)rows->data, rows->len, NULL);
      GPtrArray *list = pt_dataset_list (dataset, kinds[k]);
      g_assert_cmpint (list->len, ==, rows->len);
      for (guint i = 0; i < list->len; i++)
        g_assert_cmpstr (((PtRow *)g_ptr_array_index (loaded, i))->id, ==,
                         pt_record_get_id (g_ptr_array_index (list, i)));
    }
}

/* A row of a list knows whose it is, also after that was called otherwise; its day stands beside it. */
static void
test_unnamed_rows (Fixture *f, gconstpointer data)
{
  const PtQuery query = { .kind = "consent" };
  g_autofree char *who = fixture_add_record (f->store, "stakeholder", "name", "Bewoner 3", NULL);
  g_autofree char *id = fixture_add_record (f->store, "consent", "stakeholder", who, "act", "given",
                                            "given_on", "2026-05-12", NULL);

  fixture_set (f->store, who, "name", "Bewoner 4");

  g_autoptr (GArray) rows = pt_store_query (f->store, &query, NULL);
  g_autoptr (GPtrArray)
      loaded = pt_store_load_rows (f->store, (const int64_t *)rows->data, rows->len, NULL);
  g_autoptr (PtRecord) record = pt_store_get_record (f->store, id, NULL);
  g_autofree char *alone = pt_store_dup_title (f->store, record);
  g_assert_cmpstr (((PtRow *)loaded->pdata[0])->title, ==, "Agreed – Bewoner 4");
  g_assert_cmpstr (alone, ==, "Agreed – Bewoner 4, 12 May 2026");
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_set_up (&shared, NULL);
  add_notes (shared.store);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/query/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_query);
    }
  fixture_add ("/store/query/unknown-field", test_unknown_field);
  fixture_add ("/store/search/snippet", test_snippet);
  fixture_add ("/store/search/follows-edits", test_search_follows_edits);
  fixture_add ("/store/query/unnamed-rows", test_unnamed_rows);
  fixture_add ("/store/query/natural-order", test_natural_order_as_dataset);

  int status = g_test_run ();
  fixture_tear_down (&shared, NULL);
  return status;
}
