/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that has the changes of all versions, where that can be had: what two people started from
 * is looked for in the history of this laptop. Only an offer; saving it is a person's choice. */
#include "pt-store-private.h"

#include "pt-text-diff.h"

/* As far back as a common beginning is looked for. */
#define MAX_LINES 64

static gboolean
is_version (const PtState *state, const char *field, const PtValue *value)
{
  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    if (pt_value_equal (pt_state_nth_version (state, field, i)->value, value))
      return TRUE;
  return FALSE;
}

/* Lines, newest first, that lead from one version to another are passed; the first that leads to a
 * version from something else says what that was. NULL: there is no such line, or the versions were
 * written from nothing. */
static PtValue *
find_base (PtStmt *stmt, const PtState *state, const char *field)
{
  while (pt_stmt_step (stmt, NULL) == SQLITE_ROW)
    {
      g_autoptr (PtValue) before = pt_store_parse_value (pt_stmt_text (stmt, 0));
      g_autoptr (PtValue) after = pt_store_parse_value (pt_stmt_text (stmt, 1));

      if (before == NULL || after == NULL || !is_version (state, field, after))
        return NULL;
      if (!is_version (state, field, before))
        return g_steal_pointer (&before);
    }
  return NULL;
}

static PtValue *
load_base (PtStore *self, const PtRecord *record, const char *field)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT before, after FROM change WHERE record = (SELECT row FROM record WHERE id = ?)"
      " AND field = ? ORDER BY ordinal DESC LIMIT ?",
      NULL);

  if (stmt == NULL
      || !pt_stmt_bind (stmt, NULL, "bti", pt_record_get_id (record), field, (int64_t)MAX_LINES))
    return NULL;
  return find_base (stmt, pt_record_get_state (record), field);
}

static gboolean
are_texts (const PtState *state, const char *field)
{
  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    if (pt_state_nth_version (state, field, i)->value->type != PT_VALUE_TEXT)
      return FALSE;
  return pt_state_n_versions (state, field) > 1;
}

char *
pt_store_dup_merged (PtStore *self, const PtRecord *record, const char *field)
{
  const PtState *state = pt_record_get_state (record);
  g_autoptr (PtValue) base = are_texts (state, field) ? load_base (self, record, field) : NULL;
  g_autofree char *merged = NULL;

  if (base == NULL || base->type != PT_VALUE_TEXT)
    return NULL;
  merged = g_strdup (pt_state_nth_version (state, field, 0)->value->text);
  for (guint i = 1; merged != NULL && i < pt_state_n_versions (state, field); i++)
    {
      const char *other = pt_state_nth_version (state, field, i)->value->text;
      char *joined = pt_text_merge (base->text, merged, other);

      g_free (merged);
      merged = joined;
    }
  return g_steal_pointer (&merged);
}
