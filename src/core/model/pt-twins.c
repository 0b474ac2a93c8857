/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-twins.h"

#include <string.h>

/* ── Groups ── */

static const char *
stands_for (GHashTable *groups, const char *id)
{
  const char *next;

  while ((next = g_hash_table_lookup (groups, id)) != NULL)
    id = next;
  return id;
}

/* The smaller of two stands for both; @groups always points to something smaller, so it ends. */
static void
join (GHashTable *groups, const char *a, const char *b)
{
  const char *one = stands_for (groups, a), *other = stands_for (groups, b);
  int order = strcmp (one, other);

  if (order != 0)
    g_hash_table_insert (groups, (char *)(order < 0 ? other : one),
                         (char *)(order < 0 ? one : other));
}

static void
flatten (GHashTable *groups)
{
  GHashTableIter iter;
  gpointer id, next;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &id, &next))
    g_hash_table_iter_replace (&iter, (char *)stands_for (groups, next));
}

GHashTable *
pt_twins_find (PtDataset *data)
{
  GHashTable *groups = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = pt_dataset_list_all (data);

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = all->pdata[i];
      const PtRecordKind *kind = pt_record_get_kind (record);
      PtRecord *same = kind != NULL && !pt_record_is_archived (record)
                           ? pt_dataset_get (data, pt_record_get_text (record, "same_as"))
                           : NULL;

      if (same != NULL && pt_record_get_kind (same) == kind && !pt_record_is_archived (same))
        join (groups, pt_record_get_id (record), pt_record_get_id (same));
    }
  flatten (groups);
  return groups;
}

/* ── Folding ── */

typedef struct
{
  GHashTable *groups;
  PtDataset *folded;
  GHashTable *links; /* "kind from to" of those that are in */
} Fold;

/* An id is a word that nothing else is: in references, keys of sets and mentions alike. */
static char *
rename_all (const Fold *self, char *text, gboolean *renamed)
{
  GHashTableIter iter;
  gpointer id, stands;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &stands))
    if (strstr (text, id) != NULL)
      {
        g_auto (GStrv) parts = g_strsplit (text, id, -1);

        g_free (text);
        text = g_strjoinv (stands, parts);
        *renamed = TRUE;
      }
  return text;
}

static PtRecord *
copy_with_state (const PtRecord *record, PtState *state)
{
  PtRecord *copy = pt_record_new (pt_record_get_id (record), pt_record_get_kind_id (record), state);

  pt_record_set_hub (copy, pt_record_get_seq (record), pt_record_get_no (record),
                     pt_record_get_stored (record));
  pt_record_set_created (copy, pt_record_get_created_by (record), NULL,
                         pt_record_get_created_at (record));
  return copy;
}

/* (transfer full) */
static PtRecord *
point_elsewhere (const Fold *self, PtRecord *record)
{
  gboolean renamed = FALSE;
  g_autofree char *text = rename_all (self, pt_state_print (pt_record_get_state (record)),
                                      &renamed);
  PtState *state = renamed ? pt_state_parse (text, strlen (text), strlen (text), NULL) : NULL;

  return state != NULL ? copy_with_state (record, state) : pt_record_ref (record);
}

/* A link that says the same as one that is in already is left out. */
static gboolean
is_repeated (Fold *self, const PtRecord *record)
{
  g_autofree char *ends = NULL;

  if (strcmp (pt_record_get_kind_id (record), "link") != 0)
    return FALSE;
  ends = g_strjoin (" ", pt_record_get_text (record, "kind"), pt_record_get_text (record, "from"),
                    pt_record_get_text (record, "to"), NULL);
  return !g_hash_table_add (self->links, g_steal_pointer (&ends));
}

/* What a gate reads of @from becomes one of the values of @field in @state, that nobody has seen. */
static void
add_strictest (PtState *state, const PtRecord *from, const PtField *field)
{
  const char *key = pt_record_get_strictest (from, field->id);
  g_autofree char *id = pt_id_derive ("strictest", pt_record_get_id (from), field->id, NULL);
  PtDot dot = { .counter = 1 };

  if (key == NULL || !pt_uuid_parse (id, &dot.incarnation))
    return;
  g_autoptr (PtOp) op = pt_op_new (id, &dot, pt_record_get_id (from), pt_record_get_kind_id (from));
  g_autoptr (PtValue) value = field->kind == PT_KIND_BOOL
                                  ? pt_value_new_bool (strcmp (key, "true") == 0)
                                  : pt_value_new_text (key);
  pt_op_set (op, field->id, value);
  pt_state_apply (state, op);
}

/* Also what holds without having been said: a person among citizens is protected by default. */
static void
add_strict_fields (Fold *self, PtRecord *twin, const char *stands)
{
  PtRecord *record = pt_dataset_get (self->folded, stands);
  const PtField *field;

  if (record == NULL)
    return;
  PtState *state = pt_state_copy (pt_record_get_state (record));
  for (guint i = 0; (field = pt_record_kind_nth_field (pt_record_get_kind (record), i)) != NULL;
       i++)
    if (field->flags & PT_FIELD_STRICTEST && !pt_field_is_set (field))
      {
        add_strictest (state, record, field);
        add_strictest (state, twin, field);
      }
  g_autoptr (PtRecord) stricter = copy_with_state (record, state);
  pt_dataset_add (self->folded, stricter);
}

static void
fold_records (Fold *self, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const char *id = pt_record_get_id (all->pdata[i]);
      g_autoptr (PtRecord) record = NULL;

      if (g_hash_table_contains (self->groups, id))
        continue;
      record = point_elsewhere (self, all->pdata[i]);
      if (!is_repeated (self, record))
        pt_dataset_add (self->folded, record);
    }
}

PtDataset *
pt_twins_fold (PtDataset *data)
{
  g_autoptr (GHashTable) groups = pt_twins_find (data);
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id, stands;

  if (g_hash_table_size (groups) == 0)
    return pt_dataset_ref (data);
  Fold self = { .groups = groups, .folded = pt_dataset_new (), .links = links };
  fold_records (&self, pt_dataset_list_all (data));
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &id, &stands))
    add_strict_fields (&self, pt_dataset_get (data, id), stands);
  return self.folded;
}
