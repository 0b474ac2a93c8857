/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is this laptop's copy what the hub has? 256 hashes say it in one request; where they differ, the
 * hashes of single records say which. Asked for, and now and then by itself: then what differs is read
 * again, and said. */
#include "pt-sync-private.h"

#include "pt-digest.h"

#include <glib/gi18n-lib.h>

#define SETTING "hub-compared-at" /* microseconds UTC, as text */
#define COMPARE_EVERY (7 * 24 * 60 * 60 * PT_USEC_PER_SECOND)
#define TRIES 3 /* others go on working while we look */

static JsonNode *
ask (PtErrand *self, const char *query, GError **error)
{
  g_autofree char *path = pt_errand_path (self, "digest%s", query);

  return pt_call_json (&self->call, "GET", path, NULL, NULL, error);
}

static gboolean
is_same_moment (PtErrand *self, JsonObject *answer)
{
  return g_strcmp0 (pt_json_text_or (answer, "epoch", NULL), self->link->epoch) == 0
         && pt_json_int_or (answer, "seq", -1) == self->link->seq;
}

/* Ids that only one side has, or both with another hash. */
static gboolean
compare_bucket (PtErrand *self, guint bucket, GPtrArray *differing, GError **error)
{
  g_autofree char *query = g_strdup_printf ("?bucket=%u", bucket);
  g_autoptr (JsonNode) answer = ask (self, query, error);
  g_autoptr (GHashTable) own = answer != NULL ? pt_store_digest_bucket (self->store, bucket, error)
                                              : NULL;
  JsonObject *records;
  JsonObjectIter iter;
  GHashTableIter left;
  const char *id;
  JsonNode *hash;
  gpointer key;

  if (own == NULL
      || !pt_json_get_object (json_node_get_object (answer), "records", &records, error))
    return FALSE;
  json_object_iter_init (&iter, records);
  while (json_object_iter_next (&iter, &id, &hash))
    {
      if (g_strcmp0 (g_hash_table_lookup (own, id), json_node_get_string (hash)) != 0)
        g_ptr_array_add (differing, g_strdup (id));
      g_hash_table_remove (own, id);
    }
  g_hash_table_iter_init (&left, own);
  while (g_hash_table_iter_next (&left, &key, NULL))
    g_ptr_array_add (differing, g_strdup (key));
  return TRUE;
}

static const char *
text_at (JsonArray *array, guint i)
{
  JsonNode *node = i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static gboolean
compare_buckets (PtErrand *self, JsonArray *buckets, GPtrArray *differing, GError **error)
{
  g_autoptr (PtDigest) own = pt_store_digest (self->store, error);

  if (own == NULL)
    return FALSE;
  for (guint i = 0; i < PT_DIGEST_BUCKETS; i++)
    if (strcmp (text_at (buckets, i), pt_digest_nth (own, i)) != 0
        && !compare_bucket (self, i, differing, error))
      return FALSE;
  return TRUE;
}

/* FALSE in @compared: the hub went on in the meantime. */
static gboolean
try_compare (PtErrand *self, gboolean *compared, GPtrArray *differing, GError **error)
{
  g_autoptr (JsonNode) answer = ask (self, "", error);
  JsonArray *buckets;

  *compared = FALSE;
  if (answer == NULL)
    return FALSE;
  if (!is_same_moment (self, json_node_get_object (answer)))
    return TRUE;
  if (!pt_json_get_array (json_node_get_object (answer), "buckets", &buckets, error))
    return FALSE;
  *compared = TRUE;
  return compare_buckets (self, buckets, differing, error);
}

gboolean
pt_errand_compare (PtErrand *self, gboolean *compared, GPtrArray *differing, GError **error)
{
  *compared = FALSE;
  for (guint i = 0; i < TRIES && !*compared; i++)
    if (!pt_errand_pull (self, error) || !try_compare (self, compared, differing, error))
      return FALSE;
  return TRUE;
}

/* ── By itself ── */

/* After the first fill there is nothing to compare yet. */
static gboolean
is_due (PtErrand *self)
{
  PtWorld *world = pt_store_get_world (self->store);
  g_autofree char *at = pt_store_dup_setting (self->store, SETTING);
  const int64_t since = at != NULL ? world->now (world) - g_ascii_strtoll (at, NULL, 10) : 0;

  return self->report->repaired > 0 || since > COMPARE_EVERY || since < -COMPARE_EVERY;
}

static gboolean
note_compared (PtErrand *self, GError **error)
{
  PtWorld *world = pt_store_get_world (self->store);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, world->now (world));

  return pt_store_set_setting (self->store, SETTING, at, error);
}

static gboolean
read_again (PtErrand *self, GError **error)
{
  if (!pt_store_read_again (self->store, error))
    return FALSE;
  self->link->seq = 0;
  g_clear_pointer (&self->link->chain, g_free);
  return pt_errand_pull (self, error);
}

static void
say (PtErrand *self, guint before, guint after)
{
  if (after > 0)
    g_ptr_array_add (
        self->report->notes,
        g_strdup_printf (ngettext ("%u thing is not the same here and on the team server. Ask "
                                   "whoever looks after the server.",
                                   "%u things are not the same here and on the team server. Ask "
                                   "whoever looks after the server.",
                                   after),
                         after));
  else
    g_ptr_array_add (
        self->report->notes,
        g_strdup_printf (ngettext ("%u thing was not the same here and on the team server, and was "
                                   "read again.",
                                   "%u things were not the same here and on the team server, and "
                                   "were read again.",
                                   before),
                         before));
}

static gboolean
mend (PtErrand *self, guint before, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  gboolean compared;

  if (!read_again (self, error) || !pt_errand_compare (self, &compared, left, error))
    return FALSE;
  say (self, before, left->len);
  return TRUE;
}

gboolean
pt_errand_compare_sometimes (PtErrand *self, GError **error)
{
  g_autoptr (GPtrArray) differing = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *known = pt_store_dup_setting (self->store, SETTING);
  gboolean compared;

  if (self->carried)
    return TRUE; /* the next time that there is a connection */
  if (known == NULL && self->report->repaired == 0)
    return note_compared (self, error);
  if (!is_due (self))
    return TRUE;
  if (!pt_errand_compare (self, &compared, differing, error)
      || (differing->len > 0 && !mend (self, differing->len, error)))
    return FALSE;
  return !compared || note_compared (self, error);
}

gboolean
pt_sync_compare (PtStore *store, PtTransport *transport, GPtrArray **differing, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  gboolean compared;

  if (!pt_errand_init (&errand, store, transport, NULL, error) || !pt_errand_greet (&errand, error)
      || !pt_errand_repair (&errand, error)
      || !pt_errand_compare (&errand, &compared, list, error)
      /* Who found a difference need not wait for a week: the next errand mends it. */
      || (list->len > 0 && !pt_store_set_setting (store, SETTING, "0", error)))
    return FALSE;
  *differing = compared ? g_steal_pointer (&list) : NULL;
  return TRUE;
}
