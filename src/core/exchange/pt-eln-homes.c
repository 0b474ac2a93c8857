/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which datasets of a crate become records, and the ids of those: derived from what the program of
 * origin calls them, so that a second export of the same things finds them again. */
#include "pt-eln-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A dataset yet to be looked at. Not recursion: a crate can nest deeper than a stack. */
typedef struct
{
  JsonObject *dataset;
  PtElnHome *home; /* what it lies in, or NULL */
} Visit;

void
pt_eln_home_free (PtElnHome *self)
{
  g_free (self->title);
  g_free (self->experiment);
  g_free (self->entry);
  g_free (self);
}

/* A folder only holds files; a record has something to say. */
static bool
says_something (PtElnImport *self, JsonObject *dataset)
{
  static const char *const SAYING[] = { "text",    "description", "articleBody",
                                        "genre",   "author",      "creator",
                                        "comment", "keywords",    "variableMeasured",
                                        "step",    "mentions" };
  for (guint i = 0; i < G_N_ELEMENTS (SAYING); i++)
    {
      g_autoptr (GPtrArray) texts = pt_eln_texts (self->eln, dataset, SAYING[i], false);
      if (texts->len > 0)
        return true;
    }
  return false;
}

static char *
title_for (PtElnImport *self, JsonObject *dataset)
{
  g_autofree char *name = g_strstrip (pt_eln_name (self->eln, dataset));
  return name[0] != '\0' && !g_str_equal (name, ".") ? g_steal_pointer (&name)
                                                     : g_strdup (self->import->filename);
}

static PtElnHome *
add_home (PtElnImport *self, JsonObject *dataset, PtElnHome *parent)
{
  PtElnHome *home = g_new0 (PtElnHome, 1);
  home->dataset = dataset;
  home->parent = parent;
  home->title = title_for (self, dataset);
  g_ptr_array_add (self->order, home);
  g_hash_table_insert (self->homes, dataset, home);
  return home;
}

static void
push_parts (PtElnImport *self, GQueue *queue, JsonObject *dataset, PtElnHome *home)
{
  g_autoptr (GPtrArray) parts = pt_eln_list (self->eln, dataset, "hasPart");
  for (guint i = 0; i < parts->len; i++)
    if (pt_eln_is (g_ptr_array_index (parts, i), "Dataset"))
      {
        Visit *visit = g_new0 (Visit, 1);
        visit->dataset = g_ptr_array_index (parts, i);
        visit->home = home;
        g_queue_push_tail (queue, visit);
      }
}

/* All that hangs below @dataset. */
static void
walk (PtElnImport *self, GHashTable *seen, JsonObject *dataset, PtElnHome *home)
{
  GQueue queue = G_QUEUE_INIT;
  push_parts (self, &queue, dataset, home);
  while (!g_queue_is_empty (&queue))
    {
      g_autofree Visit *visit = g_queue_pop_head (&queue);
      if (!g_hash_table_add (seen, visit->dataset))
        continue;
      PtElnHome *here = visit->home;
      if (here == NULL || says_something (self, visit->dataset))
        here = add_home (self, visit->dataset, visit->home);
      push_parts (self, &queue, visit->dataset, here);
    }
}

/* Whether the crate itself has files; a part that is named and nowhere said is told. */
static bool
has_own_files (PtElnImport *self, JsonObject *root)
{
  g_autoptr (GPtrArray) parts = pt_eln_list (self->eln, root, "hasPart");
  bool found = false;
  for (guint i = 0; i < parts->len; i++)
    {
      JsonObject *part = g_ptr_array_index (parts, i);
      g_autofree char *file = pt_eln_find_file (self, pt_eln_id (part));
      if (pt_eln_is (part, "Dataset"))
        continue;
      if (file != NULL || json_object_get_size (part) > 1)
        found = true;
      else
        pt_import_plan_problem (self->plan, 0, NULL, TRUE,
                                _ ("“%s” is named in the archive, but is not in it."),
                                pt_eln_id (part));
    }
  return found;
}

/* What no hasPart leads to is taken too: exporters forget. */
static void
walk_strays (PtElnImport *self, GHashTable *seen)
{
  GPtrArray *entities = pt_eln_entities (self->eln);
  for (guint i = 0; i < entities->len; i++)
    {
      JsonObject *entity = g_ptr_array_index (entities, i);
      if (entity != pt_eln_root (self->eln) && pt_eln_is (entity, "Dataset")
          && says_something (self, entity) && g_hash_table_add (seen, entity))
        walk (self, seen, entity, add_home (self, entity, NULL));
    }
}

static bool
is_experiment (PtElnImport *self, PtElnHome *home, GHashTable *parents)
{
  const char *as_kind = self->import->options->as_kind;
  g_autofree char *genre = pt_eln_text (self->eln, home->dataset, "genre");
  g_autofree char *type = pt_eln_text (self->eln, home->dataset, "additionalType");
  g_autofree char *both = g_strdup_printf ("%s %s", genre != NULL ? genre : "",
                                           type != NULL ? type : "");
  g_autofree char *lower = g_utf8_strdown (both, -1);
  if (as_kind != NULL)
    return g_str_equal (as_kind, "experiment");
  return strstr (lower, "experiment") != NULL || g_hash_table_contains (parents, home);
}

/* (transfer full) */
static char *
derive (PtElnImport *self, const char *what, PtElnHome *home, bool by_place)
{
  const char *logbook = pt_import_logbook_id (self->import);
  g_autofree char *identifier = pt_eln_text (self->eln, home->dataset, "identifier");
  g_autofree char *crate = pt_eln_name (self->eln, pt_eln_root (self->eln));
  g_autofree char *made = pt_eln_text (self->eln, home->dataset, "dateCreated");
  if (identifier != NULL && !by_place)
    return pt_id_derive (what, logbook, identifier, NULL);
  return pt_id_derive (what, logbook, crate, pt_eln_id (home->dataset), home->title,
                       made != NULL ? made : "", NULL);
}

static void
give_ids (PtElnImport *self)
{
  g_autoptr (GHashTable) parents = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->order->len; i++)
    {
      PtElnHome *home = g_ptr_array_index (self->order, i);
      if (home->parent != NULL)
        g_hash_table_add (parents, home->parent);
    }
  for (guint i = 0; i < self->order->len; i++)
    {
      PtElnHome *home = g_ptr_array_index (self->order, i);
      home->entry = derive (self, "eln-entry", home, false);
      bool twice = g_hash_table_contains (seen, home->entry);
      if (twice)
        {
          g_free (home->entry);
          home->entry = derive (self, "eln-entry", home, true);
        }
      g_hash_table_add (seen, home->entry);
      if (is_experiment (self, home, parents))
        home->experiment = derive (self, "eln-experiment", home, twice);
    }
}

void
pt_eln_find_homes (PtElnImport *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  JsonObject *root = pt_eln_root (self->eln);
  g_hash_table_add (seen, root);
  walk (self, seen, root, NULL);
  walk_strays (self, seen);
  /* A crate that is one thing: its files, or its words, are all there is. */
  if (has_own_files (self, root) || self->order->len == 0)
    add_home (self, root, NULL);
  give_ids (self);
}
