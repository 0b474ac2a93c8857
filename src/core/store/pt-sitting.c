/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which saves are one sitting; see the header. */
#include "pt-sitting.h"

#include <string.h>

/* Somebody who thinks for longer has begun anew. Between the first letters and the next save are no more
 * than the seconds that a save waits for a pause. */
#define PAUSE_MAX_US (5 * G_TIME_SPAN_MINUTE)
#define FIRST_LETTERS_MAX_US (10 * G_TIME_SPAN_SECOND)

static gboolean
is_near (int64_t before, int64_t after, int64_t most)
{
  return after >= before && after - before <= most;
}

static gboolean
is_typed (const char *kind_id, const char *field_id)
{
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, field_id) : NULL;

  return field != NULL && (field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG);
}

/* What was there first is another matter than a change of it, unless it is only longer now. */
static gboolean
begins (const PtChange *self, const PtChange *first)
{
  return first->before == NULL
         && !(is_near (first->at, self->at, FIRST_LETTERS_MAX_US)
              && first->after->type == PT_VALUE_TEXT && self->after != NULL
              && self->after->type == PT_VALUE_TEXT
              && g_str_has_prefix (self->after->text, first->after->text));
}

gboolean
pt_change_goes_on (const PtChange *self, const PtChange *earlier, const char *kind)
{
  g_return_val_if_fail (self != NULL && earlier != NULL, FALSE);

  return is_typed (kind, self->field) && strcmp (self->field, earlier->field) == 0
         && strcmp (self->how, "save") == 0 && strcmp (earlier->how, "save") == 0
         && g_strcmp0 (self->member, earlier->member) == 0
         && is_near (earlier->at, self->at, PAUSE_MAX_US) && self->before != NULL
         && earlier->after != NULL && pt_value_equal (self->before, earlier->after)
         && !begins (self, earlier);
}

/* ── Own saves ── */

/* The line of history of a save that changed one text. */
typedef struct
{
  int64_t ordinal;
  gboolean makes;
  int64_t at;
  char *before; /* JSON, as all of them; or NULL */
  char *after;
} Line;

static void
line_clear (Line *line)
{
  g_clear_pointer (&line->before, g_free);
  g_clear_pointer (&line->after, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static char *
dup_only_field (PtStore *self, int64_t ordinal, GError **error)
{
  return pt_db_dup_text (self->db, error,
                         "SELECT CASE WHEN count(*) = 1 AND max (how) = 'save' THEN max (field)"
                         " ELSE '' END FROM change WHERE op = ?",
                         "i", ordinal);
}

static gboolean
read_line (PtStore *self, int64_t ordinal, const char *field, Line *line, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT at, before, after FROM change WHERE op = ? AND field = ? AND how = 'save'",
      error);
  int rc = stmt != NULL && pt_stmt_bind (stmt, error, "it", ordinal, field)
               ? pt_stmt_step (stmt, error)
               : -1;

  if (rc != SQLITE_ROW)
    return rc >= 0;
  line->ordinal = ordinal;
  line->at = pt_stmt_int (stmt, 0);
  line->before = pt_stmt_dup_text (stmt, 1);
  line->after = pt_stmt_dup_text (stmt, 2);
  return TRUE;
}

/* The save before @ordinal on this laptop, when it is one by hand of the same field; 0 in @line = not. */
static gboolean
read_earlier (PtStore *self, const PtOwnSave *own, int64_t ordinal, const char *field, Line *line,
              GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db,
      "SELECT ordinal, makes, record = ?1 AND how = 'save' AND batch IS NULL AND undone = 0,"
      " (SELECT count(*) FROM change WHERE op = op.ordinal) FROM op"
      " WHERE ordinal < ?2 AND how NOT IN (" PT_STORE_HOW_UNASKED ") ORDER BY ordinal DESC LIMIT 1",
      error);
  int rc = stmt != NULL && pt_stmt_bind (stmt, error, "ii", own->row, ordinal)
               ? pt_stmt_step (stmt, error)
               : -1;

  if (rc != SQLITE_ROW || pt_stmt_int (stmt, 2) == 0)
    return rc >= 0;
  line->makes = pt_stmt_int (stmt, 1) != 0;
  return (!line->makes && pt_stmt_int (stmt, 3) != 1)
         || read_line (self, pt_stmt_int (stmt, 0), field, line, error);
}

/* Whether @later is @first typed on; both are JSON strings. */
static gboolean
is_longer (const char *later, const char *first)
{
  const size_t n = strlen (first);

  return n > 2 && strncmp (later, first, n - 1) == 0;
}

static gboolean
goes_on (const Line *line, const Line *earlier)
{
  if (earlier->ordinal == 0 || line->after == NULL || earlier->after == NULL
      || g_strcmp0 (line->before, earlier->after) != 0)
    return FALSE;
  return earlier->makes ? is_near (earlier->at, line->at, FIRST_LETTERS_MAX_US)
                              && is_longer (line->after, earlier->after)
                        : is_near (earlier->at, line->at, PAUSE_MAX_US);
}

static gboolean
walk (PtStore *self, PtOwnSave *own, const char *field, GError **error)
{
  g_auto (Line) line = { 0 };

  if (!read_line (self, own->ordinal, field, &line, error))
    return FALSE;
  while (line.ordinal > 0 && !own->makes)
    {
      g_auto (Line) earlier = { 0 };
      if (!read_earlier (self, own, line.ordinal, field, &earlier, error))
        return FALSE;
      if (!goes_on (&line, &earlier))
        return TRUE;
      own->first = earlier.ordinal;
      own->makes = earlier.makes;
      line_clear (&line);
      line = earlier;
      earlier = (Line){ 0 };
    }
  return TRUE;
}

gboolean
pt_sitting_widen (PtStore *self, PtOwnSave *own, GError **error)
{
  g_autofree char *field = NULL;
  g_autofree char *kind = NULL;

  own->first = own->ordinal;
  if (own->makes)
    return TRUE;
  field = dup_only_field (self, own->ordinal, error);
  kind = pt_db_dup_text (self->db, error, "SELECT kind FROM record WHERE row = ?", "i", own->row);
  if (field == NULL || kind == NULL)
    return FALSE;
  return !is_typed (kind, field) || walk (self, own, field, error);
}
