/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person looks at one list. Saved as `sort;filter;archived`, and `;` with the parts that are left
 * out where there are any, all of them keys without a semicolon; what a newer version wrote and this
 * one does not know counts as the usual view. */
#include "pt-list-view.h"

#include "pt-row-text.h"

#include <glib/gi18n-lib.h>

const PtSort pt_sorts[] = {
  { "usual", N_ ("Usual Order"), PT_SORT_NATURAL, FALSE },
  { "newest", N_ ("Newest First"), PT_SORT_DATE, TRUE },
  { "oldest", N_ ("Oldest First"), PT_SORT_DATE, FALSE },
  { "title", N_ ("By Title"), PT_SORT_TITLE, FALSE },
  { "changed", N_ ("Last Changed First"), PT_SORT_CHANGED, TRUE },
};
const guint pt_n_sorts = G_N_ELEMENTS (pt_sorts);

const PtListPart pt_list_parts[] = {
  { "date", N_ ("Show the Day"), PT_ROW_DATE },
  { "people", N_ ("Show People"), PT_ROW_PEOPLE },
  { "status", N_ ("Show the Status"), PT_ROW_STATUS },
};
const guint pt_n_list_parts = G_N_ELEMENTS (pt_list_parts);

gboolean
pt_list_part_fits (const PtListPart *part, const PtRecordKind *kind)
{
  return (part->part != PT_ROW_DATE || kind->date_field != NULL)
         && (part->part != PT_ROW_STATUS || kind->status_field != NULL);
}

const PtSort *
pt_sort_find (const char *id)
{
  for (guint i = 0; i < pt_n_sorts; i++)
    if (g_strcmp0 (pt_sorts[i].id, id) == 0)
      return &pt_sorts[i];
  return &pt_sorts[0];
}

/* The field to sort by; NULL = the kind has none, or its natural order is meant. */
static const char *
sort_field (const PtSort *sort, const PtRecordKind *kind)
{
  switch (sort->by)
    {
    case PT_SORT_NATURAL:
      return NULL;
    case PT_SORT_TITLE:
      return kind->title_field;
    case PT_SORT_DATE:
      return kind->date_field;
    case PT_SORT_CHANGED:
      return "updated_at";
    }
  g_return_val_if_reached (NULL);
}

gboolean
pt_sort_fits (const PtSort *sort, const PtRecordKind *kind)
{
  return sort->by == PT_SORT_NATURAL || sort_field (sort, kind) != NULL;
}

/**
 * pt_list_view_filter_field:
 * @kind: a kind of record
 *
 * Returns: (nullable): its status, else its first field that may be filtered by and has a
 *   vocabulary
 */
const PtField *
pt_list_view_filter_field (const PtRecordKind *kind)
{
  if (kind->status_field)
    return pt_record_kind_field (kind, kind->status_field);
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & PT_FIELD_FILTER) && kind->fields[i].kind == PT_KIND_ENUM)
      return &kind->fields[i];
  return NULL;
}

char *
pt_list_view_setting (const PtRecordKind *kind)
{
  return g_strconcat ("list-", kind->id, NULL);
}

/* @hidden: (nullable): ids of parts, separated by commas. */
static guint
read_parts (const char *hidden)
{
  g_auto (GStrv) ids = g_strsplit (hidden ? hidden : "", ",", -1);
  guint parts = PT_ROW_ALONE;

  for (guint i = 0; i < pt_n_list_parts; i++)
    if (g_strv_contains ((const char *const *)ids, pt_list_parts[i].id))
      parts &= ~pt_list_parts[i].part;
  return parts;
}

/**
 * pt_list_view_new:
 * @kind: a kind of record
 * @saved: (nullable): what pt_list_view_save() gave
 *
 * Returns: (transfer full): the view
 */
PtListView *
pt_list_view_new (const PtRecordKind *kind, const char *saved)
{
  PtListView *self = g_new0 (PtListView, 1);
  const PtField *field = pt_list_view_filter_field (kind);
  g_auto (GStrv) parts = g_strsplit (saved ? saved : "", ";", -1);

  self->kind = kind;
  self->sort = pt_sort_find (NULL);
  self->parts = PT_ROW_ALONE;
  if (g_strv_length (parts) != 3 && g_strv_length (parts) != 4)
    return self;
  if (pt_sort_fits (pt_sort_find (parts[0]), kind))
    self->sort = pt_sort_find (parts[0]);
  if (field && pt_vocabulary_find (field->vocabulary, parts[1]))
    self->filter = g_strdup (parts[1]);
  self->archived = g_str_equal (parts[2], "archived");
  self->parts = read_parts (parts[3]);
  return self;
}

void
pt_list_view_free (PtListView *self)
{
  g_free (self->filter);
  g_free (self);
}

char *
pt_list_view_save (const PtListView *self)
{
  GString *saved = g_string_new (NULL);
  char before = ';';

  g_string_append_printf (saved, "%s;%s;%s", self->sort->id, self->filter ? self->filter : "",
                          self->archived ? "archived" : "");
  for (guint i = 0; i < pt_n_list_parts; i++)
    if (!(self->parts & pt_list_parts[i].part))
      {
        g_string_append_printf (saved, "%c%s", before, pt_list_parts[i].id);
        before = ',';
      }
  return g_string_free (saved, FALSE);
}

/**
 * pt_list_view_fill_query:
 * @self: a view
 * @query: (out caller-allocates): the query
 * @filter: (out caller-allocates): kept alive by the caller as long as @query
 */
void
pt_list_view_fill_query (const PtListView *self, PtQuery *query, PtFilter *filter)
{
  const PtField *field = pt_list_view_filter_field (self->kind);
  *filter = (PtFilter){ field ? field->id : NULL, self->filter };
  *query = (PtQuery){
    .kind = self->kind->id,
    .filters = filter,
    .n_filters = field && self->filter ? 1 : 0,
    .sort = sort_field (self->sort, self->kind),
    .descending = self->sort->descending,
    .archived = self->archived,
  };
}
