/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: challenges of others are found by what they share with ours, the most alike first, each with
 * its reason; what has no reason is not found. */
#include "pt-similar.h"

#include "fixture.h"
#include "pt-network-shelf.h"

#include <string.h>

typedef struct
{
  const char *title, *description, *theme, *phase, *logbook;
} Card;

static const Card cards[] = {
  { "Eenzaamheid op de galerij", "Oudere buren kennen elkaar niet en de lift is een drempel",
    "loneliness", "co_creation", "lab-2" },
  { "Buren achter de voordeur", "De galerij is leeg, niemand gebruikt de lift of het trapportaal",
    "housing", "awareness", "lab-3" },
  { "Samen eten tegen het alleen zijn", "Soep op woensdag", "loneliness", "scaling", "lab-4" },
  { "Schulden van jongeren", "Te late brieven en dure leningen", "debt", "co_creation", "lab-5" },
  { "Onze eigen kaart", "De galerij en de lift", "loneliness", "co_creation", "lab-1" },
};

static PtNetwork *
make_network (void)
{
  PtNetwork *network = pt_network_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *id = g_strdup_printf ("card-%u", i);
      PtNetworkItem *item = pt_network_item_new (id, "challenge", cards[i].logbook, cards[i].title);

      pt_network_item_set (item, "description", cards[i].description);
      pt_network_item_set (item, "phase", cards[i].phase);
      g_strfreev (item->themes);
      item->themes = g_strsplit (cards[i].theme, ",", -1);
      pt_network_add (network, item);
    }
  return network;
}

static PtRecord *
save_challenge (Fixture *self, const char *title, const char *description, const char *theme)
{
  g_autoptr (PtEdit) edit = pt_edit_new (self->world, "challenge", NULL);
  g_autoptr (GError) error = NULL;
  PtRecord *record;

  pt_edit_set_text (edit, "title", title);
  pt_edit_set_text (edit, "description", description);
  pt_edit_set_text (edit, "phase", "co_creation");
  if (theme != NULL)
    pt_edit_set_key (edit, "themes", theme, true);
  record = pt_store_save (self->store, edit, &error);
  g_assert_no_error (error);
  return record;
}

/* (transfer full): the titles of what is found, joined by "|". */
static char *
find_titles (Fixture *self, PtNetwork *network, const char *title, const char *description,
             const char *theme)
{
  g_autoptr (PtRecord) challenge = save_challenge (self, title, description, theme);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = pt_similar_find (network, challenge, "lab-1", 10, &error);
  g_autoptr (GString) titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "|" : "",
                            ((PtSimilar *)found->pdata[i])->item->title);
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
test_order (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *title, *description, *theme, *expected;
  } cases[] = {
    { "Alleen in de flat", "De galerij, de lift en de drempel", "loneliness",
      "Eenzaamheid op de galerij|Samen eten tegen het alleen zijn" },
    { "Flat", "De galerij, de lift, het trapportaal en de voordeur", NULL,
      "Buren achter de voordeur" },
    { "Brieven", "Kort", "debt", "Schulden van jongeren" },
    { "Iets anders", "Over bijenkasten en fietspaden", "climate", "" },
    { "", "", NULL, "" },
    { "\"'; DROP TABLE card; --", "OR AND NOT NEAR (a, b) * ^ {title}: galerij", NULL, "" },
  };
  g_autoptr (PtNetwork) network = make_network ();

  g_test_summary ("The most alike first, never our own, and nothing without a reason");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *titles = find_titles (self, network, cases[i].title, cases[i].description,
                                             cases[i].theme);

      g_assert_cmpstr (titles, ==, cases[i].expected);
    }
}

static void
test_reason (Fixture *self, gconstpointer data)
{
  g_autoptr (PtNetwork) network = make_network ();
  g_autoptr (PtRecord) challenge = save_challenge (
      self, "Alleen in de flat", "Wie niet naar buiten durft; de lift is een drempel, buren ook",
      "loneliness");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = pt_similar_find (network, challenge, "lab-1", 1, &error);
  g_autofree char *reason = pt_similar_dup_reason (found->pdata[0]);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (reason, ==,
                   "Both are about: Loneliness. Both write about: drempel, buren, lift. "
                   "Both are in the same phase.");
}

static void
test_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  g_autofree char *titles = find_titles (self, network, "Alleen", "Flat", "loneliness");

  g_assert_cmpstr (titles, ==, "");
}

static void
test_json (Fixture *self, gconstpointer data)
{
  g_autoptr (PtNetwork) network = make_network ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (PtNetwork) again = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("What is written and read is the same, but for links to what is not there");
  pt_network_item_link (pt_network_nth (network, 0), "supports", "card-1");
  pt_network_nth (network, 0)->contact = g_strdup ("De Klok");
  pt_network_add_lab (network, pt_network_lab_new ("lab-2", "Lab Twee", "Zwolle"));
  node = pt_network_to_json (network);
  again = pt_network_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pt_network_get_digest (again), ==, pt_network_get_digest (network));
  pt_network_item_link (pt_network_nth (network, 0), "supports", "nothing");
  pt_network_close (network);
  g_assert_cmpuint (pt_network_nth (network, 0)->links->len, ==, 1);
}

static void
test_shelf (Fixture *self, gconstpointer data)
{
  g_autoptr (PtNetwork) network = make_network ();
  g_autofree char *path = g_build_filename (pt_store_get_folder (self->store), PT_NETWORK_SHELF,
                                            NULL);
  g_autoptr (PtNetwork) kept = NULL;
  g_autoptr (GError) error = NULL;
  int64_t asked_at;

  g_assert_null (pt_network_shelf_load (self->store, &asked_at));
  g_assert_true (pt_network_shelf_keep (self->store, network, 42, &error));
  kept = pt_network_shelf_load (self->store, &asked_at);
  g_assert_cmpstr (pt_network_get_digest (kept), ==, pt_network_get_digest (network));
  g_assert_cmpint (asked_at, ==, 42);
  g_assert_true (g_file_set_contents (path, "{\"labs\":[],\"items\":[{}]}", -1, &error));
  g_assert_null (pt_network_shelf_load (self->store, &asked_at));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/similar/order", test_order);
  fixture_add ("/store/similar/reason", test_reason);
  fixture_add ("/store/similar/nothing", test_nothing);
  fixture_add ("/store/network/json", test_json);
  fixture_add ("/store/network/shelf", test_shelf);
  return g_test_run ();
}
