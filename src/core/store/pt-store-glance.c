/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first results of a search while somebody types. One letter is in nearly all notes: the index then takes
 * a tenth of a second to gather and order them, and a look at the latest ones a hundredth of that. The
 * fewer notes a word is in, the sooner the index is ready. */
#include "pt-store-private.h"

#include "pt-search-words.h"

#include <string.h>

#define LOOKED_AT "500" /* records */

/* The index of the list has an order for each kind; without a kind SQLite would sort all of them. */
static char *
make_latest_sql (void)
{
  GString *sql = g_string_new ("SELECT row FROM (");

  for (guint k = 0, n = 0; k < pt_n_record_kinds; k++)
    if (!(pt_record_kinds[k]->flags & PT_RECORD_AUXILIARY))
      g_string_append_printf (sql,
                              "%sSELECT * FROM (SELECT row, date, id FROM listing WHERE kind = '%s'"
                              " AND archived = ?1 ORDER BY date DESC, id LIMIT " LOOKED_AT ")",
                              n++ > 0 ? " UNION ALL " : "", pt_record_kinds[k]->id);
  g_string_append (sql, ") ORDER BY date DESC, id LIMIT " LOOKED_AT);
  return g_string_free (sql, FALSE);
}

/* (nullable): title and body of @row; NULL without @error when nothing in it is searched. */
static PtStmt *
read_texts (PtStore *self, int64_t row, GError **error)
{
  g_autoptr (PtStmt)
      stmt = pt_db_prepare (self->db, "SELECT title, body FROM search WHERE rowid = ?", error);

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", row)
      || pt_stmt_step (stmt, error) != SQLITE_ROW)
    return NULL;
  return g_steal_pointer (&stmt);
}

static gboolean
fits (PtStore *self, PtSearchWords *words, int64_t row, GError **error)
{
  g_autoptr (PtStmt) texts = read_texts (self, row, error);

  return texts != NULL
         && pt_search_words_fit (words, pt_stmt_text (texts, 0), pt_stmt_text (texts, 1));
}

static gboolean
read_latest (PtStore *self, gboolean archived, PtSearchWords *words, GArray *rows, GError **error)
{
  g_autofree char *sql = make_latest_sql ();
  g_autoptr (PtStmt) stmt = pt_db_prepare (self->db, sql, error);
  g_autoptr (GError) local = NULL;

  if (stmt == NULL || !pt_stmt_bind (stmt, error, "i", (int64_t)archived))
    return FALSE;
  while (local == NULL && rows->len < PT_GLANCE_MAX && pt_stmt_step (stmt, &local) == SQLITE_ROW)
    {
      const int64_t row = pt_stmt_int (stmt, 0);
      if (fits (self, words, row, &local))
        g_array_append_val (rows, row);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GArray *
pt_store_glance (PtStore *self, const PtQuery *query, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (PtSearchWords) words = NULL;
  g_autoptr (GError) local = NULL;

  if (query->search == NULL || query->kind != NULL || query->sort != NULL || query->n_filters > 0
      || query->from_on != NULL || query->to_on != NULL || query->limit > 0)
    return g_steal_pointer (&rows);
  words = pt_search_words_new (self->db, query->search, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (words != NULL && !read_latest (self, query->archived != FALSE, words, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/* ── Where the words are ── */

char *
pt_store_dup_snippet (PtStore *self, int64_t row, const char *search)
{
  g_autoptr (PtSearchWords) words = search != NULL ? pt_search_words_new (self->db, search, NULL)
                                                   : NULL;
  g_autoptr (PtStmt) texts = words != NULL ? read_texts (self, row, NULL) : NULL;

  if (texts == NULL
      || !pt_search_words_fit (words, pt_stmt_text (texts, 0), pt_stmt_text (texts, 1)))
    return NULL;
  return pt_search_words_dup_snippet (words, pt_stmt_text (texts, 1));
}
