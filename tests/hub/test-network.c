/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: of a logbook other field labs see what is shared with the network and came through the gates,
 * visitors what is public, and neither a byte more: in pages, over the wire, or on their laptops. */
#include "page-fixture.h"

#include "pt-sync-network.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOBODY "01890000-0000-7000-8000-00000000aaaa"
#define PLANT "ZQPLANT" /* begins every secret */

typedef struct
{
  PageFixture page;
  Laptop *bo; /* of another field lab */
  char *quoted, *withdrawn, *party;
  char *challenge, *learning, *experiment;
} Fixture;

/* ── What An's field lab writes ── */

static void
link_up (Laptop *laptop, const char *from, const char *kind, const char *to)
{
  g_autoptr (PtEdit) edit = pt_edit_new_link (from, kind, to);
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  pt_edit_set_text (edit, "sharing", "public");
  record = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
}

static void
set_key (Laptop *laptop, const char *id, const char *field, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtRecord) record = pt_store_get_record (laptop->store, id, &error);
  g_autoptr (PtEdit) edit = pt_edit_new_for (record);
  g_autoptr (PtRecord) saved = NULL;

  pt_edit_set_key (edit, field, key, true);
  saved = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
}

static void
agree (Laptop *an, const char *person, const char *act, const char *use)
{
  g_autofree char *id = ADD_RECORD (an, "consent", "stakeholder", person, "act", act, "given_on",
                                    "2026-01-05", "how", PLANT "-consent");

  if (use == NULL)
    return; /* everything */
  set_key (an, id, "uses", use);
  set_key (an, id, "reach", "network");
  set_key (an, id, "reach", "public");
}

static void
plant_people (Fixture *self)
{
  Laptop *an = self->page.an;
  g_autofree char *entry = NULL;

  self->quoted = ADD_RECORD (an, "stakeholder", "name", PLANT "-Fatima", "kind", "person", "helix",
                             "citizens", "protected", "TRUE", "sharing", "public", "contact",
                             PLANT "-06-1234");
  self->withdrawn = ADD_RECORD (an, "stakeholder", "name", PLANT "-Joop", "kind", "person", "helix",
                                "citizens", "protected", "TRUE", "sharing", "public");
  self->party = ADD_RECORD (an, "stakeholder", "name", "Buurthuis De Klok", "kind", "organisation",
                            "sharing", "public", "contact", "klok@example.org");
  agree (an, self->withdrawn, "given", "anonymous_quote");
  agree (an, self->withdrawn, "withdrawn", NULL);
  entry = ADD_RECORD (an, "entry", "body", PLANT "-lift gaat nooit verder dan de derde verdieping",
                      "kind", "quote", "sharing", "public", "story_use", "yes");
  link_up (an, entry, "speaker", self->quoted);
}

static void
plant_challenges (Fixture *self)
{
  Laptop *an = self->page.an;
  g_autofree char *description = g_strdup_printf (
      "Op de galerij kent [@" PLANT "-Fatima](pt:%s) niemand.", self->quoted);
  g_autofree char *facts = g_strdup_printf ("Een op de drie is alleen.\n\n[@" PLANT
                                            "-Joop](pt:%s) zei dat " PLANT "-schulden meespelen.",
                                            self->withdrawn);
  g_autofree char *through = NULL;
  g_autofree char *team = ADD_RECORD (an, "challenge", "title", PLANT "-team", "sharing", "team");
  g_autofree char *core = ADD_RECORD (an, "challenge", "title", PLANT "-core");
  g_autofree char *own = ADD_RECORD (an, "challenge", "title", PLANT "-own", "sharing", "private");

  self->challenge = ADD_RECORD (an, "challenge", "title", "Eenzaam op de galerij", "card",
                                "Buren die elkaar niet kennen", "description", description, "facts",
                                facts, "phase", "co_creation", "sharing", "public", "contact_route",
                                self->party);
  set_key (an, self->challenge, "themes", "loneliness");
  through = ADD_RECORD (an, "challenge", "title", "Stil portiek", "sharing", "network",
                        "contact_route", self->quoted);
  set_key (an, through, "themes", "housing");
}

static void
plant_lessons (Fixture *self)
{
  Laptop *an = self->page.an;
  const char *c = self->challenge;
  g_autofree char *draft = ADD_RECORD (an, "learning", "headline", PLANT "-draft", "sharing",
                                       "public");
  g_autofree char *team = ADD_RECORD (an, "learning", "headline", PLANT "-lesson", "sharing",
                                      "team", "status", "discussed");
  g_autofree char *mechanism = NULL;
  g_autofree char *hidden = NULL;

  self->learning = ADD_RECORD (
      an, "learning", "headline", "Koffie werkt beter dan brieven", "what",
      "Er kwamen er zeven.\n\nWant de " PLANT "-lift gaat nooit verder dan de derde verdieping.",
      "so_what", "Begin aan de deur.", "challenge", c, "sharing", "public", "status", "discussed");
  self->experiment = ADD_RECORD (an, "experiment", "title", "Koffie op de galerij", "challenge", c,
                                 "sharing", "public", "result", "Zeven nieuwe gezichten.");
  mechanism = ADD_RECORD (an, "mechanism", "statement", "Omdat het dichtbij is, komen mensen",
                          "from_experiment", self->experiment, "status", "some_evidence", "sharing",
                          "public");
  hidden = ADD_RECORD (an, "outcome", "statement", PLANT "-effect", "status", "observed");
  link_up (an, self->learning, "supports", mechanism);
  link_up (an, hidden, "contradicts", mechanism);
}

static void
plant_rest (Fixture *self)
{
  Laptop *an = self->page.an;
  g_autofree char *note = ADD_RECORD (an, "entry", "body", PLANT "-note", "sharing", "public",
                                      "story_use", "yes");
  g_autofree char *sensitive = ADD_RECORD (an, "entry", "body", PLANT "-sensitive", "sensitive",
                                           "TRUE", "sharing", "public", "story_use", "yes");
  g_autofree char *have = ADD_RECORD (an, "resource", "title", PLANT "-have", "direction", "have",
                                      "sharing", "public");
  g_autofree char *need = ADD_RECORD (an, "resource", "title", "Zaal gezocht", "direction", "need",
                                      "sharing", "network", "provider", self->quoted);
  g_autofree char *wish = ADD_RECORD (an, "resource", "title", PLANT "-wish", "direction", "need");
  g_autofree char *said = ADD_RECORD (an, "comment", "target", self->learning, "body",
                                      PLANT "-said", "sharing", "core");
  g_autofree char *behalf = ADD_RECORD (an, "comment", "target", self->learning, "body",
                                        PLANT "-behalf", "on_behalf_of", self->quoted, "sharing",
                                        "public");
  g_autofree char *photo = ADD_RECORD (an, "attachment", "owner", self->learning, "type", "photo",
                                       "caption", PLANT "-photo", "filename", PLANT "-IMG.jpg",
                                       "sharing", "public");
  g_autofree char *book = ADD_RECORD (an, "attachment", "owner", self->challenge, "type",
                                      "literature", "caption", "Wat werkt bij buren", "filename",
                                      PLANT "-scan.pdf", "sharing", "public");
  g_autofree char *away = ADD_RECORD (an, "experiment", "title", PLANT "-away", "sharing",
                                      "public");
  g_autoptr (GError) error = NULL;

  pt_store_set_archived (an->store, away, TRUE, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  page_fixture_set_up (&self->page, NULL);
  self->bo = laptop_found ("bo", self->page.hub.folder);
  plant_people (self);
  plant_challenges (self);
  plant_lessons (self);
  plant_rest (self);
  laptop_sync_all (self->page.an, self->bo, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  laptop_free (self->bo);
  g_free (self->quoted);
  g_free (self->withdrawn);
  g_free (self->party);
  g_free (self->challenge);
  g_free (self->learning);
  g_free (self->experiment);
  page_fixture_tear_down (&self->page, NULL);
}

/* ── Who looks ── */

/* All pages of the network that lead from one to the other, as one text. */
static char *
read_all (Fixture *self, const Browser *browser)
{
  static const char *const begins[] = { "/network", "/network/offers", "/network/what-works",
                                        "/network/compare" };
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) link = g_regex_new ("href=\"(/network[^\"]*)\"", 0, 0, NULL);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    g_ptr_array_add (addresses, g_strdup (begins[i]));
  for (guint i = 0; i < addresses->len; i++)
    {
      g_auto (Seen) seen = { 0 };
      g_autoptr (GMatchInfo) match = NULL;

      page_look (&self->page, browser, addresses->pdata[i], &seen);
      g_assert_cmpuint (seen.status, ==, 200);
      g_string_append (all, seen.body);
      for (g_regex_match (link, seen.body, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *address = g_match_info_fetch (match, 1);

          if (!g_ptr_array_find_with_equal_func (addresses, address, g_str_equal, NULL))
            g_ptr_array_add (addresses, g_steal_pointer (&address));
        }
    }
  g_assert_cmpuint (addresses->len, >, 6);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_has (const char *text, gboolean expected, ...)
{
  const char *part;
  va_list args;

  va_start (args, expected);
  while ((part = va_arg (args, const char *)) != NULL)
    {
      const char *at = strstr (text, part);

      if ((at != NULL) != expected)
        g_error ("%s is %s", part, expected ? "missing" : at);
    }
  va_end (args);
}

static char *
shelf_path (Laptop *laptop)
{
  return g_build_filename (laptop->folder, PT_NETWORK_SHELF, NULL);
}

static void
test_leaks (Fixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_autofree char *public = NULL;
  g_autofree char *network = NULL;
  g_autofree char *path = shelf_path (self->bo);
  g_autofree char *kept = NULL;
  g_autoptr (PtNetwork) fetched = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary (
      "Nothing that was planted is on a page of the network or on another lab's laptop, "
      "and what was meant for it is");
  page_sign_in (&self->page, "reader", &reader);
  fetched = pt_sync_network (self->bo->store, NULL, &error);
  g_assert_no_error (error);
  public = read_all (self, NULL);
  network = read_all (self, &reader);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  bytes = read_folder (self->bo->folder);

  assert_has (public, FALSE, PLANT, "Stil portiek", "Zaal gezocht", NULL);
  assert_has (public, TRUE, "Eenzaam op de galerij", "klok@example.org", "Een op de drie is alleen",
              "Wat werkt bij buren", NULL);
  assert_has (network, FALSE, PLANT, NULL);
  assert_has (network, TRUE, "Stil portiek", "Zaal gezocht", "Koffie werkt beter",
              "Er kwamen er zeven", "Omdat het dichtbij is", NULL);
  assert_has (kept, TRUE, "Stil portiek", "Er kwamen er zeven", "supports", NULL);
  g_assert_false (bytes_contain (bytes, PLANT));
}

static void
test_visitor (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("/network/r/%s", self->challenge);
  g_autofree char *learning = g_strdup_printf ("/network/r/%s", self->learning);
  g_autofree char *nothing = g_strdup ("/network/r/" NOBODY);
  g_auto (Seen) card = { 0 }, hidden = { 0 }, absent = { 0 };

  g_test_summary ("A public card is read without signing in, with whom to ask; what is for the "
                  "network alone is as absent as what never was");
  laptop_set (self->page.an, self->learning, "sharing", "network");
  laptop_sync_all (self->page.an, NULL);
  page_look (&self->page, NULL, address, &card);
  page_look (&self->page, NULL, learning, &hidden);
  page_look (&self->page, NULL, nothing, &absent);

  g_assert_cmpuint (card.status, ==, 200);
  assert_has (card.body, TRUE, "Eenzaam op de galerij", "Buurthuis De Klok", NULL);
  g_assert_cmpuint (hidden.status, ==, 404);
  g_assert_cmpuint (absent.status, ==, 404);
  {
    g_auto (GStrv) one = g_strsplit (hidden.body, self->learning, -1);
    g_autofree char *without = g_strjoinv ("", one);
    g_auto (GStrv) other = g_strsplit (absent.body, NOBODY, -1);
    g_autofree char *empty = g_strjoinv ("", other);

    g_assert_cmpuint (strlen (without), ==, strlen (empty));
  }
}

static void
test_dossier (Fixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_auto (Seen) page = { 0 }, pdf = { 0 }, visitor = { 0 };

  page_sign_in (&self->page, "reader", &reader);
  page_look (&self->page, &reader, "/network/what-works/loneliness", &page);
  page_look (&self->page, &reader, "/network/what-works/loneliness?format=pdf", &pdf);
  page_look (&self->page, NULL, "/network/what-works/loneliness?format=pdf", &visitor);

  g_assert_cmpuint (page.status, ==, 200);
  assert_has (page.body, TRUE, "What works: Loneliness", "Buren die elkaar niet kennen",
              "What speaks for it:", "Koffie werkt beter dan brieven", "Wat werkt bij buren", NULL);
  assert_has (page.body, FALSE, "What speaks against it:", NULL);
  g_assert_cmpuint (pdf.status, ==, 200);
  g_assert_true (g_str_has_prefix (pdf.body, "%PDF-"));
  g_assert_true (g_str_has_prefix (visitor.body, "<!DOCTYPE html>"));
}

/* ── Two labs side by side ── */

static void
add_many (Laptop *laptop, const char *kind, const char *field, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = ADD_RECORD (laptop, kind, field, PLANT "-counted");
    }
}

/* Bo's field lab shares a challenge; it has six actions, and three experiments. */
static void
share_second_lab (Fixture *self)
{
  g_autofree char *card = ADD_RECORD (self->bo, "challenge", "title", "Lege winkels", "sharing",
                                      "network");

  add_many (self->bo, "action", "title", 6);
  add_many (self->bo, "experiment", "title", 3);
  laptop_sync_all (self->bo, NULL);
}

static void
test_compare (Fixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_auto (Seen) alone = { 0 }, page = { 0 }, same = { 0 }, absent = { 0 }, visitor = { 0 };
  g_autofree char *twice = g_strdup_printf ("/network/compare?one=%s&other=%s",
                                            pt_store_get_logbook_id (self->bo->store),
                                            pt_store_get_logbook_id (self->bo->store));

  g_test_summary ("How two labs differ stands first, nothing below five is said, and only to who "
                  "is of a lab");
  page_sign_in (&self->page, "reader", &reader);
  page_look (&self->page, &reader, "/network/compare", &alone);
  share_second_lab (self);
  page_look (&self->page, &reader, "/network/compare", &page);
  page_look (&self->page, &reader, twice, &same);
  page_look (&self->page, &reader, "/network/compare?one=" NOBODY, &absent);
  page_look (&self->page, NULL, "/network/compare", &visitor);

  assert_has (alone.body, TRUE, "There are no two field labs here yet", NULL);
  g_assert_cmpuint (page.status, ==, 200);
  assert_has (page.body, TRUE,
              "Actions</th>\n<td role=\"cell\">fewer than 5</td>\n<td role=\"cell\">5–9</td>",
              "Notes</th>\n<td role=\"cell\">fewer than 5</td>", " selected>",
              "role=\"columnheader\">Proeftuin Noord (1)</th>",
              "role=\"columnheader\">Proeftuin Noord (2)</th>", ">Proeftuin Noord (2)</option>",
              NULL);
  assert_has (page.body, FALSE, PLANT, ">Experiments</th>", NULL);
  g_assert_true (strstr (page.body, "Size, period and density")
                 < strstr (page.body, "<h2>By kind</h2>"));
  assert_has (same.body, TRUE, "Choose two different field labs.", NULL);
  assert_has (same.body, FALSE, "<table", NULL);
  g_assert_cmpuint (absent.status, ==, 404);
  assert_has (visitor.body, TRUE, "This is for people of field labs.", NULL);
  assert_has (visitor.body, FALSE, "<table", "<option", "5–9", NULL);
}

/* ── Laptops ── */

static char *
borrow (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtNetwork) network = pt_sync_network (self->bo->store, NULL, &error);
  char *id;

  g_assert_no_error (error);
  id = pt_network_borrow (self->bo->store, network, self->learning, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_borrow (Fixture *self, gconstpointer data)
{
  g_autofree char *id = borrow (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) all = pt_store_load_all (self->bo->store, &error);
  g_autoptr (GPtrArray) origins = pt_dataset_children (all, "attachment", "owner", id);

  laptop_assert_text (self->bo, id, "headline", "Koffie werkt beter dan brieven");
  g_assert_cmpuint (origins->len, ==, 1);
  assert_has (pt_record_get_text (origins->pdata[0], "url"), TRUE, "/network/r/", self->learning,
              NULL);
}

static guint
count_actions (Laptop *laptop, const char *about)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtDataset) all = pt_store_load_all (laptop->store, &error);
  g_autoptr (GPtrArray) actions = pt_dataset_children (all, "action", "about", about);

  return actions->len;
}

static void
test_taken_back (Fixture *self, gconstpointer data)
{
  g_autofree char *id = borrow (self);
  g_autoptr (PtNetwork) after = NULL;
  g_autoptr (PtNetwork) again = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What is taken back is gone from laptops, and who borrowed it is asked once "
                  "whether it still holds");
  g_assert_cmpuint (count_actions (self->bo, id), ==, 0);
  laptop_set (self->page.an, self->learning, "sharing", "team");
  laptop_sync_all (self->page.an, NULL);
  after = pt_sync_network (self->bo->store, NULL, &error);
  g_assert_no_error (error);
  again = pt_sync_network (self->bo->store, NULL, &error);
  g_assert_no_error (error);

  g_assert_null (pt_network_get (after, self->learning));
  g_assert_cmpuint (count_actions (self->bo, id), ==, 1);
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtNetwork) fetched = pt_sync_network (self->bo->store, NULL, &error);
  g_autoptr (PtNetwork) kept = NULL;
  g_autoptr (PtNetwork) failed = NULL;
  int64_t asked_at;

  hub_fixture_stop (&self->page.hub);
  failed = pt_sync_network (self->bo->store, NULL, &error);
  kept = pt_network_shelf_load (self->bo->store, &asked_at);

  g_assert_null (failed);
  g_assert_cmpint (asked_at, >, 0);
  g_assert_cmpuint (pt_network_size (kept), ==, pt_network_size (fetched));
  g_assert_cmpstr (pt_network_get_digest (kept), ==, pt_network_get_digest (fetched));
  hub_fixture_serve (&self->page.hub);
}

static gboolean
measure_cb (const PtRequest *request, const PtResponse *response, gpointer data, GError **error)
{
  *(gsize *)data = g_bytes_get_size (response->body);
  return TRUE;
}

static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtNetwork) first = NULL;
  g_autoptr (PtNetwork) second = NULL;
  gsize n = 0;

  laptop_watch_wire (self->bo, measure_cb, &n);
  first = pt_sync_network (self->bo->store, self->bo->transport, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 1000);
  second = pt_sync_network (self->bo->store, self->bo->transport, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (n, <, 120);
  g_assert_cmpuint (pt_network_size (second), ==, pt_network_size (first));
}

#define TEST(name, function)                                                                       \
  g_test_add ("/hub/network/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  TEST ("leaks", test_leaks);
  TEST ("visitor", test_visitor);
  TEST ("dossier", test_dossier);
  TEST ("compare", test_compare);
  TEST ("borrow", test_borrow);
  TEST ("taken-back", test_taken_back);
  TEST ("offline", test_offline);
  TEST ("same", test_same);
  return test_home_run ();
}
