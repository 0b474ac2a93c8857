/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list model of the app: the query's row numbers in order, and rows read a page at a time when
 * somebody looks. A new answer to the query is compared with the old one, so that the view hears
 * only of the part between the first and the last difference. */
#include "pt-row-list.h"

#include <string.h>

#define PAGE_ROWS 64
#define PAGES_KEPT 24
/* Where a screenful is there already, the rest of a search is for when nobody types any more. */
#define REST_DELAY_MS 150

struct _PtRowItem
{
  GObject parent_instance;

  PtRowList *list; /* not a reference; NULL when the list has forgotten it, or is gone */
  int64_t row;
  guint position; /* where it last stood */
  PtRow *data;
};

struct _PtRowList
{
  GObject parent_instance;

  PtLogbook *logbook;
  PtQuery *query;
  GArray *rows;      /* int64_t */
  GHashTable *items; /* row → PtRowItem, not references */
  GHashTable *pages; /* page number → GPtrArray of PtRow */
  GQueue pages_used; /* page numbers, the latest first */
  GCancellable *cancellable;
  guint rest_source;
  gboolean loading;
  gboolean waiting;
};

enum
{
  PROP_LOADING = 1,
  PROP_WAITING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (PtRowItem, pt_row_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (PtRowList, pt_row_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ── Queries as values ── */

static PtFilter *
copy_filters (const PtFilter *filters, guint n)
{
  PtFilter *copy = g_new0 (PtFilter, n + 1);

  for (guint i = 0; i < n; i++)
    {
      copy[i].field = g_strdup (filters[i].field);
      copy[i].value = g_strdup (filters[i].value);
    }
  return copy;
}

static PtQuery *
query_copy (const PtQuery *query)
{
  PtQuery *copy = g_memdup2 (query, sizeof *query);

  copy->kind = g_strdup (query->kind);
  copy->search = g_strdup (query->search);
  copy->from_on = g_strdup (query->from_on);
  copy->to_on = g_strdup (query->to_on);
  copy->sort = g_strdup (query->sort);
  copy->filters = copy_filters (query->filters, query->n_filters);
  return copy;
}

static void
query_free (PtQuery *query)
{
  for (guint i = 0; i < query->n_filters; i++)
    {
      g_free ((char *)query->filters[i].field);
      g_free ((char *)query->filters[i].value);
    }
  g_free ((PtFilter *)query->filters);
  g_free ((char *)query->kind);
  g_free ((char *)query->search);
  g_free ((char *)query->from_on);
  g_free ((char *)query->to_on);
  g_free ((char *)query->sort);
  g_free (query);
}

/* ── Pages ── */

static GPtrArray *
load_page (PtRowList *self, guint page)
{
  const guint first = page * PAGE_ROWS;
  const guint n = MIN (PAGE_ROWS, self->rows->len - first);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = pt_store_load_rows (pt_logbook_get_reader (self->logbook),
                                        &g_array_index (self->rows, int64_t, first), n, &error);

  if (rows == NULL)
    {
      g_warning ("Reading list rows: %s", error->message);
      rows = g_ptr_array_new ();
      g_ptr_array_set_size (rows, n);
    }
  return rows;
}

static void
drop_pages (PtRowList *self)
{
  g_hash_table_remove_all (self->pages);
  g_queue_clear (&self->pages_used);
}

static GPtrArray *
get_page (PtRowList *self, guint page)
{
  GPtrArray *rows = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));

  if (rows != NULL)
    return rows;
  rows = load_page (self, page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), rows);
  g_queue_push_head (&self->pages_used, GUINT_TO_POINTER (page));
  if (self->pages_used.length > PAGES_KEPT)
    g_hash_table_remove (self->pages, g_queue_pop_tail (&self->pages_used));
  return rows;
}

static PtRow *
dup_row_at (PtRowList *self, guint position)
{
  GPtrArray *page = get_page (self, position / PAGE_ROWS);
  PtRow *row = g_ptr_array_index (page, position % PAGE_ROWS);

  return row != NULL ? pt_row_ref (row) : NULL;
}

/* ── Items ── */

const PtRow *
pt_row_item_get_row (PtRowItem *self)
{
  g_return_val_if_fail (PT_IS_ROW_ITEM (self), NULL);
  return self->data;
}

static void
pt_row_item_dispose (GObject *object)
{
  PtRowItem *self = PT_ROW_ITEM (object);

  if (self->list != NULL)
    g_hash_table_remove (self->list->items, &self->row);
  self->list = NULL;
  g_clear_pointer (&self->data, pt_row_unref);
  G_OBJECT_CLASS (pt_row_item_parent_class)->dispose (object);
}

static void
pt_row_item_class_init (PtRowItemClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pt_row_item_dispose;
}

static void
pt_row_item_init (PtRowItem *self)
{
}

static PtRowItem *
make_item (PtRowList *self, guint position)
{
  PtRowItem *item = g_object_new (PT_TYPE_ROW_ITEM, NULL);

  item->list = self;
  item->row = g_array_index (self->rows, int64_t, position);
  item->position = position;
  item->data = dup_row_at (self, position);
  g_hash_table_insert (self->items, &item->row, item);
  return item;
}

/* ── GListModel ── */

static GType
get_item_type (GListModel *model)
{
  return PT_TYPE_ROW_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PT_ROW_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PtRowList *self = PT_ROW_LIST (model);
  PtRowItem *item;

  if (position >= self->rows->len)
    return NULL;
  item = g_hash_table_lookup (self->items, &g_array_index (self->rows, int64_t, position));
  if (item == NULL)
    return make_item (self, position);
  item->position = position;
  return g_object_ref (item);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ── A new answer ── */

static gboolean
rows_look_equal (const PtRow *a, const PtRow *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->date, b->date) == 0
         && g_strcmp0 (a->status, b->status) == 0 && g_strcmp0 (a->sharing, b->sharing) == 0
         && g_strcmp0 (a->people, b->people) == 0 && a->n_attachments == b->n_attachments
         && a->n_comments == b->n_comments && a->n_conflicts == b->n_conflicts
         && a->pending == b->pending && a->archived == b->archived;
}

static guint
common_prefix (GArray *a, GArray *b)
{
  const guint n = MIN (a->len, b->len);
  guint i = 0;

  while (i < n && g_array_index (a, int64_t, i) == g_array_index (b, int64_t, i))
    i++;
  return i;
}

static guint
common_suffix (GArray *a, GArray *b, guint prefix)
{
  const guint n = MIN (a->len, b->len) - prefix;
  guint i = 0;

  while (i < n
         && g_array_index (a, int64_t, a->len - 1 - i)
                == g_array_index (b, int64_t, b->len - 1 - i))
    i++;
  return i;
}

/* Positions (as pointers) of living items outside the replaced part whose rows look different now;
 * those get no object of the old look any more. */
static GArray *
forget_changed_items (PtRowList *self, guint prefix, guint old_tail, int shift)
{
  GArray *changed = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  PtRowItem *item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&item))
    {
      const gboolean kept = item->position < prefix || item->position >= old_tail;
      if (kept && item->position >= prefix)
        item->position += shift;
      g_autoptr (PtRow)
          now = kept && item->position < self->rows->len ? dup_row_at (self, item->position) : NULL;
      if (kept && rows_look_equal (item->data, now))
        continue;
      if (kept)
        g_array_append_val (changed, item->position);
      item->list = NULL;
      g_hash_table_iter_remove (&iter);
    }
  return changed;
}

static void
take_rows (PtRowList *self, GArray *rows)
{
  g_autoptr (GArray) old = self->rows;
  const guint prefix = common_prefix (old, rows);
  const guint suffix = common_suffix (old, rows, prefix);
  g_autoptr (GArray) changed = NULL;

  self->rows = rows;
  drop_pages (self);
  changed = forget_changed_items (self, prefix, old->len - suffix, (int)rows->len - (int)old->len);
  if (old->len - prefix - suffix > 0 || rows->len - prefix - suffix > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), prefix, old->len - prefix - suffix,
                                rows->len - prefix - suffix);
  for (guint i = 0; i < changed->len; i++)
    g_list_model_items_changed (G_LIST_MODEL (self), g_array_index (changed, guint, i), 1, 1);
}

static void
set_flag (PtRowList *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Rows are there, all of them or the first. */
static void
set_answered (PtRowList *self, gboolean all)
{
  if (all)
    set_flag (self, &self->loading, FALSE, PROP_LOADING);
  set_flag (self, &self->waiting, FALSE, PROP_WAITING);
}

static gpointer
query_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_query (store, data, error);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autoptr (PtRowList) self = user_data;

  if (rows == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_warning ("Reading a list: %s", error->message);
    }
  else if (self->rows != NULL)
    take_rows (self, rows);
  set_answered (self, TRUE);
}

static void
ask (PtRowList *self, PtStoreJob job, GAsyncReadyCallback callback)
{
  pt_logbook_read_async (self->logbook, job, query_copy (self->query), (GDestroyNotify)query_free,
                         (GDestroyNotify)g_array_unref, self->cancellable, callback,
                         g_object_ref (self));
}

/* ── The first of a search ── */

static gpointer
glance_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_glance (store, data, error);
}

static gboolean
rest_cb (gpointer data)
{
  PtRowList *self = data;

  self->rest_source = 0;
  ask (self, query_job, queried_cb);
  return G_SOURCE_REMOVE;
}

/* What went wrong will go wrong again with the whole query, which says so. */
static void
glanced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  g_autoptr (PtRowList) self = user_data;
  const guint n = rows != NULL ? rows->len : 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n > 0)
    {
      take_rows (self, g_steal_pointer (&rows));
      set_answered (self, FALSE);
    }
  if (n == PT_GLANCE_MAX)
    self->rest_source = g_timeout_add (REST_DELAY_MS, rest_cb, self);
  else
    ask (self, query_job, queried_cb);
}

static void
forget_answers (PtRowList *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
run (PtRowList *self, PtStoreJob job, GAsyncReadyCallback callback)
{
  forget_answers (self);
  self->cancellable = g_cancellable_new ();
  set_flag (self, &self->loading, TRUE, PROP_LOADING);
  ask (self, job, callback);
}

/* What is there is kept until all of the new answer is. */
void
pt_row_list_refresh (PtRowList *self)
{
  g_return_if_fail (PT_IS_ROW_LIST (self));

  if (self->query != NULL)
    run (self, query_job, queried_cb);
}

void
pt_row_list_set_query (PtRowList *self, const PtQuery *query)
{
  const gboolean searches = query->search != NULL && *query->search != '\0';

  g_return_if_fail (PT_IS_ROW_LIST (self));

  g_clear_pointer (&self->query, query_free);
  self->query = query_copy (query);
  set_flag (self, &self->waiting, TRUE, PROP_WAITING);
  run (self, searches ? glance_job : query_job, searches ? glanced_cb : queried_cb);
}

gboolean
pt_row_list_get_waiting (PtRowList *self)
{
  g_return_val_if_fail (PT_IS_ROW_LIST (self), FALSE);
  return self->waiting;
}

gboolean
pt_row_list_get_loading (PtRowList *self)
{
  g_return_val_if_fail (PT_IS_ROW_LIST (self), FALSE);
  return self->loading;
}

guint
pt_row_list_find (PtRowList *self, const char *id)
{
  const int64_t row = pt_store_find_row (pt_logbook_get_reader (self->logbook), id);

  for (guint i = 0; row != 0 && i < self->rows->len; i++)
    if (g_array_index (self->rows, int64_t, i) == row)
      return i;
  return G_MAXUINT;
}

/* ── The object ── */

PtRowList *
pt_row_list_new (PtLogbook *logbook)
{
  PtRowList *self = g_object_new (PT_TYPE_ROW_LIST, NULL);

  self->logbook = g_object_ref (logbook);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (pt_row_list_refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
orphan_items (PtRowList *self)
{
  GHashTableIter iter;
  PtRowItem *item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&item))
    item->list = NULL;
  g_hash_table_remove_all (self->items);
}

static void
pt_row_list_dispose (GObject *object)
{
  PtRowList *self = PT_ROW_LIST (object);

  forget_answers (self);
  g_clear_object (&self->logbook);
  orphan_items (self);
  G_OBJECT_CLASS (pt_row_list_parent_class)->dispose (object);
}

static void
pt_row_list_finalize (GObject *object)
{
  PtRowList *self = PT_ROW_LIST (object);

  drop_pages (self);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->items);
  g_array_unref (self->rows);
  g_clear_pointer (&self->query, query_free);
  G_OBJECT_CLASS (pt_row_list_parent_class)->finalize (object);
}

static void
pt_row_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, PT_ROW_LIST (object)->loading);
  else if (id == PROP_WAITING)
    g_value_set_boolean (value, PT_ROW_LIST (object)->waiting);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pt_row_list_class_init (PtRowListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pt_row_list_dispose;
  object_class->finalize = pt_row_list_finalize;
  object_class->get_property = pt_row_list_get_property;
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pt_row_list_init (PtRowList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  self->items = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
}
