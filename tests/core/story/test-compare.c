/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: two field labs are put side by side by numbers with which nobody can be found: one below five
 * changes nothing that leaves, and how the two differ in size, period and density stands first. */
#include "fixture.h"

#include "pt-compare.h"
#include "pt-json.h"
#include "pt-network-count.h"
#include "pt-network-gather.h"

#include <string.h>

#define TODAY "2017-05-20"

static Fixture *
new_lab (const char *start_on, const char *end_on)
{
  Fixture *self = fixture_new ();

  fixture_add (self, "logbook", "lab", "name", "Buurtkeuken", "start_on", start_on,
               end_on != NULL ? "end_on" : NULL, end_on, NULL);
  fixture_add (self, "challenge", "alone", "title", "Alleen", "sharing", "public",
               "themes/loneliness", "yes", "themes/housing", "yes", NULL);
  fixture_add (self, "challenge", "debt", "title", "Schulden", "themes/debt", "yes", NULL);
  return self;
}

static void
add_many (Fixture *self, const char *kind, guint n, const char *field, const char *text)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u-%u", kind, self->records->len, i);

      fixture_add (self, kind, id, field, text, NULL);
    }
}

/* (transfer full): all that leaves of the lab itself. */
static char *
print_facts (Fixture *self, const char *audience)
{
  g_autoptr (PtDataset) data = fixture_dataset (self, false);
  g_autoptr (PtNetwork) network = pt_network_gather (data, data, audience, TODAY);
  const PtNetworkLab *lab = pt_network_get_lab (network, "lab");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_assert_nonnull (lab);
  if (lab->facts == NULL)
    return NULL;
  json_node_take_object (node, pt_lab_facts_to_json (lab->facts));
  return pt_json_print (node);
}

/* ── What is counted ── */

static void
test_counts (void)
{
  g_autoptr (Fixture) self = new_lab ("2015-11-03", "2017-03-31");
  g_autofree char *text = NULL;

  add_many (self, "entry", 23, "occurred_on", "2016-01-12T14:00");
  add_many (self, "learning", 7, "challenge", "alone");
  add_many (self, "experiment", 4, "challenge", "alone");
  add_many (self, "question", 5, "challenge", "debt");
  add_many (self, "stakeholder", 4, "kind", "person");
  add_many (self, "stakeholder", 6, "kind", "persona");
  text = print_facts (self, "learning_network");

  g_test_summary ("By kind and by theme, in fives; who was made up takes no part");
  g_assert_cmpstr (text, ==,
                   "{\"from\":\"2015-11\","
                   "\"kinds\":{\"entry\":20,\"learning\":5,\"question\":5},"
                   "\"themes\":{\"debt\":5,\"housing\":5,\"loneliness\":5},"
                   "\"to\":\"2017-03\"}");
}

static void
test_only_network (void)
{
  g_autoptr (Fixture) self = new_lab ("2015-11-03", NULL);
  g_autofree char *text = NULL;

  add_many (self, "entry", 23, "occurred_on", "2016-01-12T14:00");
  text = print_facts (self, "public");

  g_test_summary ("Nothing is counted for everybody");
  g_assert_null (text);
}

/* What is below five says nothing, not even by what stands beside it: none and four are the same bytes. */
static void
test_hidden (void)
{
  static const struct
  {
    const char *name, *kind, *field, *text;
  } cases[] = {
    { "a kind", "action", "title", "Iets" },
    { "people", "stakeholder", "kind", "person" },
    { "notes, with their days", "entry", "occurred_on", "2009-02-01" },
    { "a theme", "learning", "challenge", "debt" },
    { "the theme of many others", "learning", "challenge", "alone" },
    { "what is about nothing", "learning", "what", "Iets" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *none = NULL;

      for (guint n = 0; n <= PT_LAB_BAND; n++)
        {
          g_autoptr (Fixture) self = new_lab ("2015-11-03", NULL);
          g_autofree char *text = NULL;

          add_many (self, "experiment", 13, "challenge", "alone");
          add_many (self, cases[i].kind, n, cases[i].field, cases[i].text);
          text = print_facts (self, "learning_network");
          none = n == 0 ? g_strdup (text) : none;

          g_test_message ("%s: %u", cases[i].name, n);
          if (n < PT_LAB_BAND)
            g_assert_cmpstr (text, ==, none);
          else
            g_assert_cmpstr (text, !=, none);
        }
    }
}

/* Another theme of a challenge that has one moves no other number: nothing adds up to what is hidden. */
static void
test_no_total (void)
{
  for (guint n = 0; n < PT_LAB_BAND; n++)
    {
      g_autoptr (Fixture) self = new_lab ("2015-11-03", NULL);
      g_autofree char *text = NULL;

      add_many (self, "learning", 5, "challenge", "alone");
      fixture_add (self, "challenge", "both", "title", "Twee", "themes/loneliness", "yes",
                   n > 0 ? "themes/debt" : "themes/loneliness", "yes", NULL);
      add_many (self, "learning", n, "challenge", "both");
      text = print_facts (self, "learning_network");

      g_assert_cmpstr (text, ==,
                       "{\"from\":\"2015-11\",\"kinds\":{\"learning\":5},"
                       "\"themes\":{\"housing\":5,\"loneliness\":5}}");
    }
}

static void
test_own_theme (void)
{
  g_autoptr (Fixture) self = new_lab ("2015-11-03", NULL);
  g_autofree char *text = NULL;

  fixture_add (self, "challenge", "own", "title", "Eigen", "themes/mevrouw_jansen", "yes", NULL);
  add_many (self, "learning", 9, "challenge", "own");
  text = print_facts (self, "learning_network");

  g_test_summary ("A theme in a lab's own words does not leave");
  g_assert_null (strstr (text, "jansen"));
}

static void
test_period (void)
{
  static const struct
  {
    const char *start_on, *end_on;
    guint early; /* notes of 2009-02 */
    const char *from, *to;
  } cases[] = {
    { "2015-11-03", "2016-12-31", 0, "2015-11", "2016-12" },
    { "2015-11-03", "2018-12-31", 0, "2015-11", NULL }, /* what is planned runs */
    { "2015-11-03", NULL, 4, "2015-11", NULL },
    { "2015-11-03", NULL, 5, "2009-02", NULL },
    { NULL, NULL, 4, NULL, NULL },
    { NULL, NULL, 5, "2009-02", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) self = fixture_new ();
      g_autoptr (PtDataset) data = NULL;
      g_autoptr (PtLabFacts) facts = NULL;

      fixture_add (self, "logbook", "lab", "name", "Keuken",
                   cases[i].start_on != NULL ? "start_on" : NULL, cases[i].start_on,
                   cases[i].end_on != NULL ? "end_on" : NULL, cases[i].end_on, NULL);
      add_many (self, "entry", cases[i].early, "occurred_on", "2009-02-01T10:00");
      data = fixture_dataset (self, false);
      facts = pt_network_count (data, TODAY);

      g_assert_cmpstr (facts->from, ==, cases[i].from);
      g_assert_cmpstr (facts->to, ==, cases[i].to);
    }
}

/* ── JSON ── */

static PtNetwork *
read_network (const char *lab)
{
  g_autofree char *text = g_strdup_printf ("{\"labs\":[%s],\"items\":[]}", lab);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = pt_json_parse (text, strlen (text), 4096, &error);
  PtNetwork *network;

  g_assert_no_error (error);
  network = pt_network_from_json (node, &error);
  g_assert_no_error (error);
  return network;
}

/* (transfer full): the facts of the only lab, read and written again; NULL = not told. */
static char *
read_again (const char *facts)
{
  g_autofree char *lab = g_strdup_printf ("{\"id\":\"a\",\"name\":\"A\"%s%s}",
                                          *facts != '\0' ? ",\"facts\":" : "", facts);
  g_autoptr (PtNetwork) network = read_network (lab);
  g_autoptr (JsonNode) node = pt_network_to_json (network);
  JsonArray *labs = json_object_get_array_member (json_node_get_object (node), "labs");
  JsonObject *object = json_array_get_object_element (labs, 0);

  return json_object_has_member (object, "facts")
             ? pt_json_print (json_object_get_member (object, "facts"))
             : NULL;
}

static void
test_json (void)
{
  static const struct
  {
    const char *in, *out;
  } cases[] = {
    { "", NULL }, /* of an earlier version */
    { "7", NULL },
    { "{}", "{\"kinds\":{},\"themes\":{}}" },
    { "{\"from\":\"2015-11\",\"kinds\":{\"entry\":20},\"themes\":{\"debt\":5},\"to\":\"2016-02\"}",
      "{\"from\":\"2015-11\",\"kinds\":{\"entry\":20},\"themes\":{\"debt\":5},\"to\":\"2016-"
      "02\"}" },
    /* A hub that rounds nothing is rounded here. */
    { "{\"from\":\"2015-11-03\",\"kinds\":{\"entry\":23,\"action\":3,\"question\":-8,\"x\":\"9\"}}",
      "{\"kinds\":{\"entry\":20},\"themes\":{}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = read_again (cases[i].in);

      g_assert_cmpstr (out, ==, cases[i].out);
    }
}

static void
test_earlier_shelf (void)
{
  g_autoptr (PtNetwork) network = read_network ("{\"id\":\"a\",\"name\":\"A\",\"place\":\"Gent\"}");

  g_test_summary ("What was kept by an earlier version has the digest that it had then");
  g_assert_cmpstr (pt_network_get_digest (network), ==,
                   "5301bcc4819137f86ec6be39d897302e40a3d2196995f191c35cb1549d555150");
}

/* ── Side by side ── */

static PtNetworkLab *
make_lab (const char *name, const char *from, const char *to)
{
  PtNetworkLab *lab = pt_network_lab_new (name, name, NULL);

  lab->facts = pt_lab_facts_new (from, to);
  return lab;
}

/* (transfer full): a line for each title, row and note. */
static char *
print_compared (const PtNetworkLab *one, const PtNetworkLab *other, const char *lang)
{
  g_autoptr (GPtrArray) blocks = pt_compare_labs (one, other, lang, TODAY);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const PtCompareBlock *block = blocks->pdata[i];

      g_string_append_printf (text, "%s\n", block->title);
      for (guint k = 0; k < block->rows->len; k++)
        {
          const PtCompareRow *row = block->rows->pdata[k];

          g_string_append_printf (text, "%s | %s | %s\n", row->label, row->cells[0], row->cells[1]);
        }
      if (block->note != NULL)
        g_string_append_printf (text, "(%s)\n", block->note);
    }
  return g_string_free (text, FALSE);
}

static void
test_side_by_side (void)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  PtNetworkLab *one = make_lab ("Noord", "2015-11", "2017-03");
  PtNetworkLab *other = make_lab ("Zuid", "2017-04", NULL);
  g_autofree char *text = NULL;

  pt_network_add_lab (network, one);
  pt_network_add_lab (network, other);
  pt_lab_facts_add (one->facts, PT_LAB_KINDS, "entry", 1203);
  pt_lab_facts_add (one->facts, PT_LAB_KINDS, "learning", 12);
  pt_lab_facts_add (one->facts, PT_LAB_KINDS, "question", 4);
  pt_lab_facts_add (one->facts, PT_LAB_THEMES, "loneliness", 12);
  pt_lab_facts_add (other->facts, PT_LAB_KINDS, "entry", 7);
  pt_lab_facts_add (other->facts, PT_LAB_KINDS, "learning", 2);
  pt_lab_facts_add (other->facts, PT_LAB_KINDS, "action", 5);
  pt_lab_facts_add (other->facts, PT_LAB_THEMES, "debt", 6);
  text = print_compared (one, other, "en");

  g_assert_cmpstr (
      text, ==,
      "Size, period and density\n"
      "Period | November 2015 – March 2017 | since April 2017\n"
      "Months | 17 | 2\n"
      "People and Organisations | fewer than 5 | fewer than 5\n"
      "Notes | 1,200–1,204 | 5–9\n"
      "Notes per month | about 71 | about 3.5\n"
      "By kind\n"
      "Learning Moments | 10–14 | fewer than 5\n"
      "Actions | fewer than 5 | 5–9\n"
      "(Of what is not in this list both have fewer than 5.)\n"
      "By theme\n"
      "Debt | fewer than 5 | 5–9\n"
      "Loneliness | 10–14 | fewer than 5\n"
      "(Questions, experiments, learning moments and effects together, each kind from 5 on; one "
      "may be about several themes. Of other themes both have fewer than 5.)\n");
}

static void
test_too_little (void)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  PtNetworkLab *one = make_lab ("Noord", NULL, NULL);
  PtNetworkLab *other = pt_network_lab_new ("Zuid", "Zuid", NULL);
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  pt_network_add_lab (network, one);
  pt_network_add_lab (network, other);
  text = print_compared (one, other, "en");
  same = print_compared (one, one, "en");

  g_test_summary ("Not told is another thing than little");
  g_assert_cmpstr (text, ==,
                   "Size, period and density\n"
                   "Period | not said | not told\n"
                   "Months | not said | not told\n"
                   "People and Organisations | fewer than 5 | not told\n"
                   "Notes | fewer than 5 | not told\n"
                   "Notes per month | too little to say | not told\n"
                   "By kind\n"
                   "(The team server did not tell this of both.)\n"
                   "By theme\n"
                   "(The team server did not tell this of both.)\n");
  g_assert_nonnull (strstr (same, "By kind\n(Both have fewer than 5 of everything here.)\n"));
}

/* A month of one note in ten years, and a clock that stands before the beginning. */
static void
test_density (void)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  PtNetworkLab *one = make_lab ("Noord", "1997-01", NULL);
  PtNetworkLab *other = make_lab ("Zuid", "2099-01", NULL);
  g_autofree char *text = NULL;

  pt_network_add_lab (network, one);
  pt_network_add_lab (network, other);
  pt_lab_facts_add (one->facts, PT_LAB_KINDS, "entry", 5);
  pt_lab_facts_add (other->facts, PT_LAB_KINDS, "entry", 5);
  text = print_compared (one, other, "en");

  g_assert_nonnull (strstr (text, "Months | 245 | 1\n"));
  g_assert_nonnull (strstr (text, "Notes per month | about 0.1 | about 7\n"));
}

/* ── Names ── */

static void
test_names (void)
{
  static const struct
  {
    const char *id, *name, *place, *called;
  } labs[] = {
    { "5", "Buurtkeuken", "Gent", "Buurtkeuken, Gent (2)" },
    { "1", "Buurtkeuken", "Brugge", "Buurtkeuken, Brugge" },
    { "4", "Buurtkeuken", NULL, "Buurtkeuken (1)" },
    { "6", "Buurtkeuken", NULL, "Buurtkeuken (2)" },
    { "2", "Buurtkeuken", "Gent", "Buurtkeuken, Gent (1)" },
    { "3", "Wijkwerkplaats", "Gent", "Wijkwerkplaats" },
  };
  g_autoptr (PtNetwork) network = pt_network_new ();

  g_test_summary ("Two labs are never called the same, in whatever order they came");
  for (guint i = 0; i < G_N_ELEMENTS (labs); i++)
    pt_network_add_lab (network, pt_network_lab_new (labs[i].id, labs[i].name, labs[i].place));

  for (guint i = 0; i < G_N_ELEMENTS (labs); i++)
    {
      g_autofree char *name = pt_network_dup_name (network,
                                                   pt_network_get_lab (network, labs[i].id));

      g_assert_cmpstr (name, ==, labs[i].called);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compare/counts", test_counts);
  g_test_add_func ("/compare/only-network", test_only_network);
  g_test_add_func ("/compare/hidden", test_hidden);
  g_test_add_func ("/compare/no-total", test_no_total);
  g_test_add_func ("/compare/own-theme", test_own_theme);
  g_test_add_func ("/compare/period", test_period);
  g_test_add_func ("/compare/json", test_json);
  g_test_add_func ("/compare/earlier-shelf", test_earlier_shelf);
  g_test_add_func ("/compare/side-by-side", test_side_by_side);
  g_test_add_func ("/compare/too-little", test_too_little);
  g_test_add_func ("/compare/density", test_density);
  g_test_add_func ("/compare/names", test_names);
  return g_test_run ();
}
