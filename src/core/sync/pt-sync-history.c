/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the hub knows of one record's past: every save that it took, also from before this laptop came
 * and from laptops that are gone. The laptop's own history has what it saw itself. */
#include "pt-sync-private.h"

static PtChange *
change_new (PtStore *store, const PtOp *op, const PtSetting *setting, const char *member)
{
  PtChange *change = g_new0 (PtChange, 1);

  change->record = g_strdup (op->record);
  change->field = g_strdup (setting->name);
  change->at = op->at;
  change->offset = op->offset;
  change->member = g_strdup (member);
  change->member_name = pt_store_dup_member_name (store, member);
  change->after = pt_value_copy (setting->value);
  change->how = g_strdup ("hub");
  return change;
}

/* What the save before it gave the field; the hub lists them in the order in which they came. */
static void
set_before (PtChange *change, GHashTable *last)
{
  const PtChange *before = g_hash_table_lookup (last, change->field);

  change->before = before != NULL ? pt_value_copy (before->after) : NULL;
  g_hash_table_insert (last, change->field, change);
}

static gboolean
read_save (PtErrand *self, JsonNode *node, GHashTable *last, GPtrArray *changes, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (PtOp) op = NULL;
  const char *member;

  if (object == NULL || !json_object_has_member (object, "op")
      || !pt_json_get_text (object, "member", &member, error))
    return FALSE;
  op = pt_op_from_json (json_object_get_member (object, "op"), error);
  if (op == NULL)
    return FALSE;
  for (guint i = 0; i < op->set->len; i++)
    {
      PtChange *change = change_new (self->store, op, g_ptr_array_index (op->set, i), member);

      set_before (change, last);
      g_ptr_array_add (changes, change);
    }
  return TRUE;
}

static GPtrArray *
read_answer (PtErrand *self, JsonNode *answer, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_change_free);
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;

  if (!pt_json_get_array (json_node_get_object (answer), "changes", &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GError) local = NULL;

      /* A save of a shape that this version does not know is left out, not everything. */
      if (!read_save (self, json_array_get_element (array, i), last, changes, &local)
          && local != NULL)
        g_debug ("history: %s", local->message);
    }
  return g_steal_pointer (&changes);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const PtChange *one = *(PtChange *const *)a, *other = *(PtChange *const *)b;

  return one->at != other->at ? (one->at > other->at ? -1 : 1) : strcmp (one->field, other->field);
}

static gboolean
is_same (const PtChange *a, const PtChange *b)
{
  return a->at == b->at && strcmp (a->field, b->field) == 0 && g_strcmp0 (a->member, b->member) == 0
         && a->after != NULL && b->after != NULL && pt_value_equal (a->after, b->after);
}

static gboolean
is_known (GPtrArray *known, const PtChange *change)
{
  for (guint i = 0; i < known->len; i++)
    if (is_same (g_ptr_array_index (known, i), change))
      return TRUE;
  return FALSE;
}

/* Moves what is not in @own yet from @rest into it. */
static void
join_lists (GPtrArray *own, GPtrArray *rest)
{
  g_autoptr (GPtrArray) known = g_ptr_array_copy (own, NULL, NULL);

  g_ptr_array_set_free_func (known, NULL);
  for (guint i = rest->len; i > 0; i--)
    if (!is_known (known, g_ptr_array_index (rest, i - 1)))
      g_ptr_array_add (own, g_ptr_array_steal_index (rest, i - 1));
  g_ptr_array_sort (own, compare_newest_first);
}

GPtrArray *
pt_sync_history (PtStore *store, PtTransport *transport, const char *record, GError **error)
{
  g_auto (PtErrand) errand = { 0 };
  g_autoptr (GPtrArray) own = pt_store_history (store, record, error);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autofree char *path = NULL;

  if (own == NULL || !pt_errand_init (&errand, store, transport, NULL, error))
    return NULL;
  path = pt_errand_path (&errand, "history?record=%s", record);
  answer = pt_call_json (&errand.call, "GET", path, NULL, NULL, error);
  rest = answer != NULL ? read_answer (&errand, answer, error) : NULL;
  if (rest == NULL)
    return NULL;
  join_lists (own, rest);
  return g_steal_pointer (&own);
}
