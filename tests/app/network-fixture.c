/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See network-fixture.h. */
#include "network-fixture.h"

#include "pt-network-shelf.h"

#define LAB "Gent" /* its place, and here its id */

static const struct
{
  const char *kind, *called, *title, *direction;
  const char *fields[4];
} items[] = {
  { "challenge", "title", "Stil portiek", NULL, { "card", "description" } },
  { "resource", "title", "Zaal gezocht", "need", { "note" } },
  { "resource", "title", "Bakfiets te leen", "offer", { "note" } },
  { "learning", "headline", NETWORK_LEARNING, NULL, { "what", "so_what", "now_what" } },
};

static PtNetworkItem *
make_item (guint i, guint number, const char *title, const char *text)
{
  g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-%06u%06u", i, number);
  PtNetworkItem *item = pt_network_item_new (id, items[i].kind, LAB,
                                             title != NULL ? title : items[i].title);

  pt_network_item_set (item, items[i].called, item->title);
  g_strfreev (item->themes);
  item->themes = g_strdupv ((char *[]){ (char *)NETWORK_THEME, NULL });
  item->contact = g_strdup ("Buurtkeuken Noord, keuken@example.org");
  if (items[i].direction != NULL)
    pt_network_item_set (item, "direction", items[i].direction);
  for (guint k = 0; items[i].fields[k] != NULL; k++)
    pt_network_item_set (item, items[i].fields[k],
                         text != NULL ? text : "Buren kennen elkaar niet en drinken geen koffie.");
  return item;
}

void
network_keep (PtStore *store, const char *title, const char *text, guint n)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  g_autoptr (GError) error = NULL;
  PtWorld *world = pt_store_get_world (store);

  pt_network_add_lab (network,
                      pt_network_lab_new (LAB, title != NULL ? title : "Buurtkeuken Noord", LAB));
  for (guint i = 0; i < n * G_N_ELEMENTS (items); i++)
    pt_network_add (network, make_item (i % G_N_ELEMENTS (items), i, title, text));
  pt_network_close (network);
  pt_network_shelf_keep (store, network, world->now (world), &error);
  g_assert_no_error (error);
}

static PtNetworkLab *
make_lab (const char *name, const char *place, const char *from, gint64 notes, gint64 learnings)
{
  PtNetworkLab *lab = pt_network_lab_new (place, name, place);

  lab->facts = pt_lab_facts_new (from, NULL);
  pt_lab_facts_add (lab->facts, PT_LAB_KINDS, "entry", notes);
  pt_lab_facts_add (lab->facts, PT_LAB_KINDS, "learning", learnings);
  pt_lab_facts_add (lab->facts, PT_LAB_THEMES, NETWORK_THEME, learnings);
  return lab;
}

void
network_keep_two (PtStore *store, const char *title, const char *text)
{
  g_autoptr (PtNetwork) network = pt_network_new ();
  g_autoptr (GError) error = NULL;
  PtWorld *world = pt_store_get_world (store);

  pt_network_add_lab (
      network, make_lab (title != NULL ? title : "Buurtkeuken Noord", LAB, "2015-11", 142, 23));
  pt_network_add_lab (
      network, make_lab (title != NULL ? title : "Wijkwerkplaats Zuid", "Brugge", "2016-02", 7, 3));
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    pt_network_add (network, make_item (i, i, title, text));
  pt_network_shelf_keep (store, network, world->now (world), &error);
  g_assert_no_error (error);
}
