/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records by id, by kind, and by what they refer to. The indexes are made at the first question;
 * from then on nothing changes until somebody adds a record. */
#include "pt-dataset.h"

#include <string.h>

/* A passage hangs on a narrative, a comment on an attachment on an entry; nothing hangs deeper. */
#define MAX_OWNERS 8

typedef struct
{
  const char *field; /* of the table: lives for ever */
  PtRecord *record;  /* borrowed from the dataset */
} Reference;

typedef struct
{
  PtRecord *record;
  char *key; /* date or title, for the natural order */
} Ordered;

struct _PtDataset
{
  gatomicrefcount refs;
  GHashTable *by_id; /* id → PtRecord */
  GMutex lock;       /* of what follows */
  bool indexed;
  GPtrArray *all;         /* PtRecord, borrowed */
  GHashTable *by_kind;    /* kind id → GPtrArray of PtRecord */
  GHashTable *references; /* id → GArray of Reference, in natural order of the referring records */
  GPtrArray *nothing;
};

PtDataset *
pt_dataset_new (void)
{
  PtDataset *self = g_new0 (PtDataset, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify)pt_record_unref);
  self->nothing = g_ptr_array_new ();
  return self;
}

PtDataset *
pt_dataset_ref (PtDataset *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
clear_indexes (PtDataset *self)
{
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->by_kind, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);
  self->indexed = false;
}

void
pt_dataset_unref (PtDataset *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  clear_indexes (self);
  g_ptr_array_unref (self->nothing);
  g_hash_table_unref (self->by_id);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
pt_dataset_add (PtDataset *self, PtRecord *record)
{
  clear_indexes (self);
  g_hash_table_replace (self->by_id, (char *)pt_record_get_id (record), pt_record_ref (record));
}

guint
pt_dataset_size (PtDataset *self)
{
  return g_hash_table_size (self->by_id);
}

PtRecord *
pt_dataset_get (PtDataset *self, const char *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

static guint
kind_rank (const PtRecordKind *kind)
{
  guint i = 0;

  while (i < pt_n_record_kinds && pt_record_kinds[i] != kind)
    i++;
  return i;
}

/* Dates order by their text. Titles order by their letters without case, the same in every locale,
 * so that two laptops list alike. What has neither is ordered by id, which is by making. */
static char *
natural_key (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind != NULL && kind->date_field != NULL)
    {
      const char *moment = pt_record_get_text (record, kind->date_field);
      return moment != NULL ? g_strdup (moment) : pt_record_dup_date (record);
    }
  if (kind != NULL && kind->flags & PT_RECORD_AUXILIARY)
    return g_strdup ("");
  g_autofree char *title = pt_record_dup_title (record);
  return g_utf8_casefold (title, -1);
}

static int
compare_ordered (gconstpointer a, gconstpointer b)
{
  const Ordered *first = a, *second = b;
  const PtRecordKind *kind = pt_record_get_kind (first->record);
  guint rank = kind_rank (kind), other_rank = kind_rank (pt_record_get_kind (second->record));

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  int order = kind != NULL ? 0
                           : strcmp (pt_record_get_kind_id (first->record),
                                     pt_record_get_kind_id (second->record));
  if (order == 0)
    order = strcmp (first->key, second->key) * (kind != NULL && kind->newest_first ? -1 : 1);
  return order != 0 ? order
                    : strcmp (pt_record_get_id (first->record), pt_record_get_id (second->record));
}

static void
clear_ordered (gpointer data)
{
  g_free (((Ordered *)data)->key);
}

static void
sort_all (PtDataset *self)
{
  g_autoptr (GArray)
      ordered = g_array_sized_new (FALSE, FALSE, sizeof (Ordered), g_hash_table_size (self->by_id));
  GHashTableIter iter;
  gpointer record;

  g_array_set_clear_func (ordered, clear_ordered);
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      Ordered entry = { record, natural_key (record) };
      g_array_append_val (ordered, entry);
    }
  g_array_sort (ordered, compare_ordered);
  self->all = g_ptr_array_sized_new (ordered->len);
  for (guint i = 0; i < ordered->len; i++)
    g_ptr_array_add (self->all, g_array_index (ordered, Ordered, i).record);
}

static void
group_by_kind (PtDataset *self)
{
  self->by_kind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < self->all->len; i++)
    {
      PtRecord *record = self->all->pdata[i];
      const char *kind = pt_record_get_kind_id (record);
      GPtrArray *group = g_hash_table_lookup (self->by_kind, kind);
      if (group == NULL)
        g_hash_table_insert (self->by_kind, g_strdup (kind), group = g_ptr_array_new ());
      if (!pt_record_is_archived (record))
        g_ptr_array_add (group, record);
    }
}

static void
add_reference (PtDataset *self, const char *id, const char *field, PtRecord *record)
{
  GArray *list = g_hash_table_lookup (self->references, id);
  Reference reference = { field, record };

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (Reference));
      g_hash_table_insert (self->references, g_strdup (id), list);
    }
  g_array_append_val (list, reference);
}

static void
add_references (PtDataset *self, PtRecord *record, const PtField *field)
{
  if (field->kind == PT_KIND_REF)
    {
      const char *id = pt_record_get_text (record, field->id);
      if (id != NULL)
        add_reference (self, id, field->id, record);
    }
  else if (field->kind == PT_KIND_REFS)
    {
      g_auto (GStrv) ids = pt_record_dup_keys (record, field->id);
      for (guint i = 0; ids[i] != NULL; i++)
        add_reference (self, ids[i], field->id, record);
    }
}

static void
index_references (PtDataset *self)
{
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < self->all->len; i++)
    {
      PtRecord *record = self->all->pdata[i];
      const PtRecordKind *kind = pt_record_get_kind (record);
      const PtField *field;
      if (kind == NULL || pt_record_is_archived (record))
        continue;
      for (guint j = 0; (field = pt_record_kind_nth_field (kind, j)) != NULL; j++)
        add_references (self, record, field);
    }
}

static void
ensure_indexes (PtDataset *self)
{
  g_mutex_lock (&self->lock);
  if (!self->indexed)
    {
      sort_all (self);
      group_by_kind (self);
      index_references (self);
      self->indexed = true;
    }
  g_mutex_unlock (&self->lock);
}

GPtrArray *
pt_dataset_list (PtDataset *self, const char *kind)
{
  ensure_indexes (self);
  GPtrArray *list = g_hash_table_lookup (self->by_kind, kind);
  return list != NULL ? list : self->nothing;
}

GPtrArray *
pt_dataset_list_all (PtDataset *self)
{
  ensure_indexes (self);
  return self->all;
}

GPtrArray *
pt_dataset_children (PtDataset *self, const char *kind, const char *field, const char *id)
{
  GPtrArray *children = g_ptr_array_new ();

  ensure_indexes (self);
  GArray *references = g_hash_table_lookup (self->references, id);
  for (guint i = 0; references != NULL && i < references->len; i++)
    {
      const Reference *reference = &g_array_index (references, Reference, i);
      if (strcmp (reference->field, field) == 0
          && strcmp (pt_record_get_kind_id (reference->record), kind) == 0)
        g_ptr_array_add (children, reference->record);
    }
  return children;
}

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const PtRecord *first = *(PtRecord *const *)a, *second = *(PtRecord *const *)b;
  int order = g_strcmp0 (pt_record_get_text (first, "kind"), pt_record_get_text (second, "kind"));
  return order != 0 ? order : strcmp (pt_record_get_id (first), pt_record_get_id (second));
}

static GPtrArray *
find_links (PtDataset *self, const char *end, const char *id, const char *link_kind)
{
  GPtrArray *links = pt_dataset_children (self, "link", end, id);

  for (guint i = links->len; link_kind != NULL && i > 0; i--)
    if (g_strcmp0 (pt_record_get_text (links->pdata[i - 1], "kind"), link_kind) != 0)
      g_ptr_array_remove_index (links, i - 1);
  g_ptr_array_sort (links, compare_links);
  return links;
}

GPtrArray *
pt_dataset_links_from (PtDataset *self, const char *id, const char *link_kind)
{
  return find_links (self, "from", id, link_kind);
}

GPtrArray *
pt_dataset_links_to (PtDataset *self, const char *id, const char *link_kind)
{
  return find_links (self, "to", id, link_kind);
}

PtRecord *
pt_dataset_logbook (PtDataset *self)
{
  GPtrArray *logbooks = pt_dataset_list (self, "logbook");
  return logbooks->len == 0 ? NULL : logbooks->pdata[0];
}

static PtSharing bounded_sharing (PtDataset *self, const PtRecord *record, int depth);

/* What is not here may be private on somebody else's laptop: nobody beyond the core team sees
 * what hangs on it. */
static PtSharing
sharing_of_owner (PtDataset *self, const PtRecord *record, const char *field, int depth)
{
  const char *id = pt_record_get_text (record, field);
  const PtRecord *owner = pt_dataset_get (self, id);

  if (id == NULL)
    return PT_SHARING_PUBLIC;
  return owner == NULL || depth == 0 ? PT_SHARING_CORE : bounded_sharing (self, owner, depth - 1);
}

static PtSharing
bounded_sharing (PtDataset *self, const PtRecord *record, int depth)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  PtSharing sharing = pt_record_get_sharing (record);

  if (kind != NULL && kind->owner_field != NULL)
    sharing = MIN (sharing, sharing_of_owner (self, record, kind->owner_field, depth));
  if (strcmp (pt_record_get_kind_id (record), "link") == 0)
    {
      sharing = MIN (sharing, sharing_of_owner (self, record, "from", depth));
      sharing = MIN (sharing, sharing_of_owner (self, record, "to", depth));
    }
  return sharing;
}

PtSharing
pt_dataset_sharing (PtDataset *self, PtRecord *record)
{
  return bounded_sharing (self, record, MAX_OWNERS);
}

char *
pt_dataset_dup_title (PtDataset *self, const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *owner = kind != NULL && kind->owner_field != NULL
                          ? pt_record_get_text (record, kind->owner_field)
                          : NULL;

  return pt_record_dup_title_of (record, pt_dataset_get (self, owner), true);
}
