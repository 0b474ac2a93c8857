/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists: filters, dates, sorting and full text become one SELECT of row numbers. Identifiers come from
 * the const tables, everything that a person typed is bound. */
#include "pt-store-private.h"

#include "pt-search-words.h"
#include "pt-tables.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtStore *store;
  const PtQuery *query;
  const PtRecordKind *kind; /* NULL = all but auxiliary ones */
  GString *joins;
  GString *where;
  GString *order;
  GPtrArray *texts; /* in order of binding */
} Select;

/* ── Conditions ── */

static void
bind_text (Select *self, const char *text)
{
  g_ptr_array_add (self->texts, g_strdup (text));
}

G_GNUC_PRINTF (2, 3)
static void
add_condition (Select *self, const char *format, ...)
{
  va_list args;

  g_string_append (self->where, self->where->len > 0 ? " AND " : " WHERE ");
  va_start (args, format);
  g_string_append_vprintf (self->where, format, args);
  va_end (args);
}

/* The condition for one field of table alias @alias, with one parameter. */
static char *
field_condition (const PtField *field, const char *alias)
{
  if (pt_field_is_set (field))
    return g_strdup_printf ("EXISTS (SELECT 1 FROM json_each (%s.\"%s\") WHERE value = ?)", alias,
                            field->id);
  if (field->kind == PT_KIND_BOOL)
    return g_strdup_printf ("%s.\"%s\" = (? IN ('true', '1', 'yes'))", alias, field->id);
  if (field->kind == PT_KIND_INT || field->kind == PT_KIND_REAL || field->kind == PT_KIND_INSTANT
      || field->kind == PT_KIND_QUANTITY)
    return g_strdup_printf ("CAST (%s.\"%s\" AS NUMERIC) = CAST (? AS NUMERIC)", alias, field->id);
  if (field->kind == PT_KIND_MOMENT) /* a day is also each moment of it */
    return g_strdup_printf ("%s.\"%s\" LIKE ? || '%%'", alias, field->id);
  return g_strdup_printf ("%s.\"%s\" = ?", alias, field->id);
}

static gboolean
unknown_field (const char *field, GError **error)
{
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
               /* Translators: %s is the internal name of a field. */
               _ ("This kind has no field “%s” to filter or sort by."), field);
  return FALSE;
}

/* Without a kind: the field in each of the kinds that have it. */
static gboolean
add_filter_everywhere (Select *self, const PtFilter *filter, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint k = 0; k < pt_n_record_kinds; k++)
    {
      const PtField *field = pt_record_kind_field (pt_record_kinds[k], filter->field);
      if (field == NULL || (pt_record_kinds[k]->flags & PT_RECORD_AUXILIARY))
        continue;
      g_autofree char *condition = field_condition (field, "k");
      g_string_append_printf (sql, "%sSELECT k.row FROM \"%s\" AS k WHERE %s",
                              sql->len > 0 ? " UNION ALL " : "", pt_record_kinds[k]->id, condition);
      bind_text (self, filter->value);
    }
  if (sql->len == 0)
    return unknown_field (filter->field, error);
  add_condition (self, "l.row IN (%s)", sql->str);
  return TRUE;
}

static gboolean
add_filter (Select *self, const PtFilter *filter, GError **error)
{
  const PtField *field = self->kind != NULL ? pt_record_kind_field (self->kind, filter->field)
                                            : NULL;

  if (self->kind == NULL)
    return add_filter_everywhere (self, filter, error);
  if (field == NULL)
    return unknown_field (filter->field, error);
  g_autofree char *condition = field_condition (field, "k");
  add_condition (self, "%s", condition);
  bind_text (self, filter->value);
  return TRUE;
}

static void
add_kinds (Select *self)
{
  g_autoptr (GString) auxiliary = g_string_new (NULL);

  if (self->query->kind != NULL)
    {
      add_condition (self, "l.kind = ?");
      bind_text (self, self->query->kind);
      return;
    }
  for (guint k = 0; k < pt_n_record_kinds; k++)
    if (pt_record_kinds[k]->flags & PT_RECORD_AUXILIARY)
      g_string_append_printf (auxiliary, "%s'%s'", auxiliary->len > 0 ? ", " : "",
                              pt_record_kinds[k]->id);
  add_condition (self, "l.kind NOT IN (%s)", auxiliary->str);
}

/* Of people that are one the list shows the one that stands for them; a search finds them all. */
static void
add_twins (Select *self)
{
  if (self->query->archived || g_strcmp0 (self->query->kind, "stakeholder") != 0
      || (self->query->search != NULL && *self->query->search != '\0'))
    return;
  add_condition (self, "NOT EXISTS (SELECT 1 FROM stakeholder AS t JOIN stakeholder AS o"
                       " ON o.id = t.same_as WHERE t.row = l.row AND o.id < t.id"
                       " AND NOT coalesce (o.archived, 0))");
}

static void
add_dates (Select *self)
{
  if (self->query->from_on != NULL)
    {
      add_condition (self, "l.date >= ?");
      bind_text (self, self->query->from_on);
    }
  if (self->query->to_on != NULL)
    {
      add_condition (self, "substr (l.date, 1, 10) <= substr (?, 1, 10)"); /* the whole last day */
      bind_text (self, self->query->to_on);
    }
}

static void
add_search (Select *self)
{
  g_autofree char *match = self->query->search != NULL
                               ? pt_search_words_make_match (self->query->search)
                               : NULL;

  if (match == NULL)
    return;
  g_string_append (self->joins, " JOIN search AS s ON s.rowid = l.row");
  add_condition (self, "s.search MATCH ?");
  bind_text (self, match);
}

static gboolean
add_filters (Select *self, GError **error)
{
  for (guint i = 0; i < self->query->n_filters; i++)
    if (!add_filter (self, &self->query->filters[i], error))
      return FALSE;
  return TRUE;
}

/* ── Order ── */

/* Keys sort as in their vocabulary, not by letter. */
static void
append_enum_order (GString *order, const PtField *field)
{
  g_string_append_printf (order, "CASE k.\"%s\"", field->id);
  for (guint i = 0; i < field->vocabulary->n_terms; i++)
    g_string_append_printf (order, " WHEN '%s' THEN %u", field->vocabulary->terms[i].key, i);
  g_string_append_printf (order, " ELSE %u END", field->vocabulary->n_terms);
}

/* Only what people wrote has an order by language; the order of days is in an index. */
static const char *
find_listing_column (const char *name)
{
  static const char *const columns[][2] = {
    { "updated_at", "l.updated_at" },
    { "created_at", "l.created_at" },
    { "title", "l.title COLLATE pt_text" },
    { "date", "l.date" },
    { "status", "l.status" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (strcmp (columns[i][0], name) == 0)
      return columns[i][1];
  return NULL;
}

static gboolean
is_plain (const PtField *field)
{
  return field->kind == PT_KIND_DATE || field->kind == PT_KIND_MOMENT
         || field->kind == PT_KIND_INSTANT;
}

static void
append_natural_order (Select *self)
{
  gboolean by_title = self->kind != NULL
                          ? self->kind->date_field == NULL && !self->kind->newest_first
                          : self->query->kind != NULL;

  if (by_title && self->kind != NULL && self->kind->flags & PT_RECORD_AUXILIARY)
    g_string_append (self->order, " ORDER BY l.id");
  else if (by_title)
    g_string_append (self->order, " ORDER BY l.title COLLATE pt_title, l.id");
  else if (self->kind != NULL && !self->kind->newest_first)
    g_string_append (self->order, " ORDER BY l.date, l.id");
  else
    g_string_append (self->order, " ORDER BY l.date DESC, l.id");
}

static gboolean
add_order (Select *self, GError **error)
{
  const char *sort = self->query->sort;
  const PtField *field = sort != NULL && self->kind != NULL
                             ? pt_record_kind_field (self->kind, sort)
                             : NULL;

  if (sort == NULL)
    {
      append_natural_order (self);
      return TRUE;
    }
  if (field == NULL && find_listing_column (sort) == NULL)
    return unknown_field (sort, error);
  g_string_append (self->order, " ORDER BY ");
  if (field == NULL)
    g_string_append (self->order, find_listing_column (sort));
  else if (field->kind == PT_KIND_ENUM)
    append_enum_order (self->order, field);
  else
    g_string_append_printf (self->order, "k.\"%s\"%s", field->id,
                            is_plain (field) ? "" : " COLLATE pt_text");
  g_string_append_printf (self->order, "%s, l.id", self->query->descending ? " DESC" : "");
  return TRUE;
}

/* ── Putting it together ── */

static void
select_clear (Select *self)
{
  g_string_free (self->joins, TRUE);
  g_string_free (self->where, TRUE);
  g_string_free (self->order, TRUE);
  g_ptr_array_unref (self->texts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Select, select_clear)

static void
select_init (Select *self, PtStore *store, const PtQuery *query)
{
  self->store = store;
  self->query = query;
  self->kind = query->kind != NULL ? pt_record_kind_find (query->kind) : NULL;
  self->joins = g_string_new (NULL);
  self->where = g_string_new (NULL);
  self->order = g_string_new (NULL);
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

/* What the list does not have stands in the table of the kind. */
static gboolean
needs_kind (const Select *self)
{
  return self->kind != NULL
         && (self->query->n_filters > 0
             || (self->query->sort != NULL
                 && pt_record_kind_field (self->kind, self->query->sort) != NULL));
}

static gboolean
select_build (Select *self, GError **error)
{
  if (needs_kind (self))
    g_string_append_printf (self->joins, " JOIN \"%s\" AS k ON k.row = l.row", self->kind->id);
  add_kinds (self);
  add_condition (self, "l.archived = %d", self->query->archived != FALSE);
  add_twins (self);
  add_dates (self);
  add_search (self);
  return add_filters (self, error) && add_order (self, error);
}

static PtStmt *
select_prepare (Select *self, const char *columns, const char *order, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "SELECT %s FROM listing AS l%s%s%s", columns, self->joins->str,
                   self->where->str, order);
  if (self->query->limit > 0 && *order != '\0')
    g_string_append_printf (sql, " LIMIT %u", self->query->limit);
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->store->db, sql->str, error);
  for (guint i = 0; stmt != NULL && i < self->texts->len; i++)
    sqlite3_bind_text (pt_stmt_handle (stmt), (int)i + 1, g_ptr_array_index (self->texts, i), -1,
                       SQLITE_TRANSIENT);
  return g_steal_pointer (&stmt);
}

GArray *
pt_store_query (PtStore *self, const PtQuery *query, GError **error)
{
  g_auto (Select) select = { 0 };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  int rc = SQLITE_ROW;

  select_init (&select, self, query);
  if (!select_build (&select, error))
    return NULL;
  g_autoptr (PtStmt) stmt = select_prepare (&select, "l.row", select.order->str, error);
  while (stmt != NULL && (rc = pt_stmt_step (stmt, error)) == SQLITE_ROW)
    {
      int64_t row = pt_stmt_int (stmt, 0);
      g_array_append_val (rows, row);
    }
  return stmt != NULL && rc == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

int64_t
pt_store_count (PtStore *self, const PtQuery *query, GError **error)
{
  g_auto (Select) select = { 0 };

  select_init (&select, self, query);
  if (!select_build (&select, error))
    return -1;
  g_autoptr (PtStmt) stmt = select_prepare (&select, "count(*)", "", error);
  if (stmt == NULL || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return -1;
  return pt_stmt_int (stmt, 0);
}
