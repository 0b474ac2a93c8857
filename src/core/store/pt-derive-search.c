/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which a record is found: its title and its searched fields. Mentions count as the
 * label that was written, not as an identifier. */
#include "pt-derive-private.h"

#include "pt-mention.h"

#include <string.h>

static char *
keep_label (const char *id, const char *label, gpointer data)
{
  return NULL;
}

static void
append_text (GString *body, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_autofree char *plain = strstr (text, "(pt:") != NULL
                               ? pt_mention_render (text, keep_label, NULL)
                               : NULL;
  g_string_append (body, plain != NULL ? plain : text);
  g_string_append_c (body, '\n');
}

static void
append_keys (GString *body, const PtRecord *record, const PtField *field)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    append_text (body, keys[i]);
}

static GString *
make_body (const PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  GString *body = g_string_new (NULL);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      if (!(field->flags & PT_FIELD_SEARCHED) || g_strcmp0 (field->id, kind->title_field) == 0)
        continue;
      if (pt_field_is_set (field))
        append_keys (body, record, field);
      else
        append_text (body, pt_record_get_text (record, field->id));
    }
  return body;
}

/* 1 = the same words are there, 0 = others or none, -1 = failure. */
static int
has_words (PtDerive *self, int64_t row, const char *title, const char *body, gboolean *found,
           GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, self->search_find_sql, error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row))
    return -1;
  int rc = pt_stmt_step (stmt, error);
  *found = rc == SQLITE_ROW;
  if (rc != SQLITE_ROW)
    return rc < 0 ? -1 : 0;
  return strcmp (pt_stmt_text (stmt, 0), title) == 0 && strcmp (pt_stmt_text (stmt, 1), body) == 0;
}

static gboolean
has_searched_field (const PtRecordKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & PT_FIELD_SEARCHED)
      return TRUE;
  return FALSE;
}

gboolean
pt_derive_search (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
                  GError **error)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  gboolean found = FALSE;

  if (kind == NULL || !has_searched_field (kind))
    return TRUE;
  g_autoptr (GString) body = make_body (record);
  int same = has_words (self, row, title, body->str, &found, error);
  if (same != 0)
    return same > 0;
  if (found && !pt_db_run (self->db, error, self->search_drop_sql, "i", row))
    return FALSE;
  return pt_db_run (self->db, error, self->search_put_sql, "itt", row, title, body->str);
}
