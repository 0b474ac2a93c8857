/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words by which a record is found: its title and its searched fields. Mentions count as the
 * label that was written, not as an identifier. */
#include "pt-derive-private.h"

#include "pt-mention.h"

#include <string.h>

/* FTS5 makes a segment of each commit, and of four on a level one on the next. Left to itself it does so in
 * bouts of 64 pages a level, twenty milliseconds in which nobody else can save, at every tenth page of
 * a feed. So each commit merges for itself: as many pages as its words will cause on all levels that a
 * million notes have. What is not due is not done (https://sqlite.org/fts5.html#the_merge_command). */
#define PAGES_A_COMMIT 2
#define BYTES_A_PAGE 600
#define PAGES_AT_ONCE 16 /* a few cost nearly as much */

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

static char *
make_body (const PtKindPlan *plan, const PtRecord *record)
{
  GString *body = g_string_new (NULL);

  for (guint i = 0; i < plan->fields->len; i++)
    {
      const PtField *field = g_ptr_array_index (plan->fields, i);
      if (!(field->flags & PT_FIELD_SEARCHED)
          || g_strcmp0 (field->id, plan->kind->title_field) == 0)
        continue;
      if (pt_field_is_set (field))
        append_keys (body, record, field);
      else
        append_text (body, pt_record_get_text (record, field->id));
    }
  return g_string_free (body, FALSE);
}

void
pt_search_text_clear (gpointer text)
{
  g_free (((PtSearchText *)text)->title);
  g_free (((PtSearchText *)text)->body);
}

void
pt_derive_note_search (PtDerive *self, int64_t row, const PtRecord *record, const char *title,
                       gboolean is_new)
{
  const PtKindPlan *plan = pt_derive_plan (self, record);

  if (plan == NULL || !plan->is_searched)
    return;
  PtSearchText text = { row, is_new, g_strdup (title),
                        title != NULL ? make_body (plan, record) : NULL };
  g_array_append_val (self->texts, text);
}

/* Whether any words are there for the row, and whether they are the same ones. */
static gboolean
compare_words (PtDerive *self, const PtSearchText *text, gboolean *found, gboolean *same,
               GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, self->search_find_sql, error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", text->row))
    return FALSE;
  int rc = pt_stmt_step (stmt, error);
  *found = rc == SQLITE_ROW;
  *same = *found && text->title != NULL && strcmp (pt_stmt_text (stmt, 0), text->title) == 0
          && strcmp (pt_stmt_text (stmt, 1), text->body) == 0;
  return rc >= 0;
}

/* What goes is written as well: that it went. */
static gsize
count_bytes (const PtSearchText *text)
{
  return 1 + (text->title != NULL ? strlen (text->title) + strlen (text->body) : 0);
}

static gboolean
write_words (PtDerive *self, const PtSearchText *text, GError **error)
{
  gboolean found = FALSE, same = FALSE;

  if (!text->is_new && !compare_words (self, text, &found, &same, error))
    return FALSE;
  if (same)
    return TRUE;
  self->indexed += count_bytes (text);
  if (found && !pt_db_run (self->db, error, self->search_drop_sql, "i", text->row))
    return FALSE;
  return text->title == NULL
         || pt_db_run (self->db, error, self->search_put_sql, "itt", text->row, text->title,
                       text->body);
}

gboolean
pt_derive_flush_search (PtDerive *self, GError **error)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (!write_words (self, &g_array_index (self->texts, PtSearchText, i), error))
      return FALSE;
  g_array_set_size (self->texts, 0);
  return TRUE;
}

gboolean
pt_derive_merge_search (PtDerive *self, GError **error)
{
  int64_t pages;

  if (self->indexed > 0)
    self->unmerged += PAGES_A_COMMIT + (int64_t)(self->indexed / BYTES_A_PAGE);
  self->indexed = 0;
  if (self->unmerged < PAGES_AT_ONCE || self->search_merge_sql == NULL)
    return TRUE;
  pages = self->unmerged;
  self->unmerged = 0;
  return pt_db_run (self->db, error, self->search_merge_sql, "i", pages);
}
