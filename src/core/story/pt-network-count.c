/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only kinds and themes of lists that everybody has are counted: a theme in somebody's own words could
 * say who they are. */
#include "pt-network-count.h"

#include "pt-network-gather.h"
#include "pt-themes.h"

#include <string.h>

#define MONTH 7 /* bytes of `YYYY-MM` */

static const struct
{
  const char *kind;
  bool by_theme;
} counted[] = {
  { "entry", false },     { "stakeholder", false }, { "challenge", false }, { "question", true },
  { "experiment", true }, { "learning", true },     { "outcome", true },    { "mechanism", false },
  { "action", false },    { "resource", false },
};

/* ── Period ── */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* (nullable): when there were notes enough to be told of. */
static const char *
find_first_band (PtDataset *all)
{
  GPtrArray *notes = pt_dataset_list (all, "entry");
  g_autoptr (GPtrArray) days = g_ptr_array_new ();

  for (guint i = 0; i < notes->len; i++)
    if (pt_record_get_text (notes->pdata[i], "occurred_on") != NULL)
      g_ptr_array_add (days, (gpointer)pt_record_get_text (notes->pdata[i], "occurred_on"));
  g_ptr_array_sort (days, compare_texts);
  return days->len >= PT_LAB_BAND ? days->pdata[PT_LAB_BAND - 1] : NULL;
}

static PtLabFacts *
begin (PtDataset *all, const char *today)
{
  PtRecord *logbook = pt_dataset_logbook (all);
  const char *from = logbook != NULL ? pt_record_get_text (logbook, "start_on") : NULL;
  const char *to = logbook != NULL ? pt_record_get_text (logbook, "end_on") : NULL;
  const char *notes = find_first_band (all);
  g_autofree char *first = NULL;
  g_autofree char *last = to != NULL && strcmp (to, today) <= 0 ? g_strndup (to, MONTH) : NULL;

  if (from == NULL || (notes != NULL && strcmp (notes, from) < 0))
    from = notes;
  first = from != NULL ? g_strndup (from, MONTH) : NULL;
  return pt_lab_facts_new (first, last);
}

/* ── Numbers ── */

/* Somebody who was made up takes no part. */
static bool
counts (PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "stakeholder") != 0
         || g_strcmp0 (pt_record_get_text (record, "kind"), "persona") != 0;
}

/* Whether there are enough of them to be told. */
static bool
count_kind (PtDataset *all, const char *kind, PtLabFacts *facts)
{
  GPtrArray *list = pt_dataset_list (all, kind);
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += counts (list->pdata[i]) ? 1 : 0;
  pt_lab_facts_add (facts, PT_LAB_KINDS, kind, n);
  return pt_lab_facts_get (facts, PT_LAB_KINDS, kind) > 0;
}

static void
count_themes (PtDataset *all, const char *kind, GHashTable *themes)
{
  GPtrArray *list = pt_dataset_list (all, kind);

  for (guint i = 0; i < list->len; i++)
    {
      PtRecord *challenge = pt_network_find_challenge (all, list->pdata[i]);
      g_auto (GStrv) keys = challenge != NULL ? pt_record_dup_keys (challenge, "themes") : NULL;

      for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
        if (pt_themes_label (keys[k], "en") != NULL)
          g_hash_table_insert (
              themes, g_strdup (keys[k]),
              GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (themes, keys[k])) + 1));
    }
}

PtLabFacts *
pt_network_count (PtDataset *all, const char *today)
{
  PtLabFacts *facts = begin (all, today);
  g_autoptr (GHashTable) themes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer theme, n;

  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      const bool told = count_kind (all, counted[i].kind, facts);

      /* A few of a kind must not lift a theme into its next band beside a kind that is told. */
      if (told && counted[i].by_theme)
        count_themes (all, counted[i].kind, themes);
    }
  g_hash_table_iter_init (&iter, themes);
  while (g_hash_table_iter_next (&iter, &theme, &n))
    pt_lab_facts_add (facts, PT_LAB_THEMES, theme, GPOINTER_TO_UINT (n));
  return facts;
}
