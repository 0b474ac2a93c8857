/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a list row. What a kind calls its status comes from the record model. */
#include "pt-row-text.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATE_LENGTH 10 /* of YYYY-MM-DD */
#define SEPARATOR " · "

static gboolean
is_pending (const PtRow *row)
{
  return row->pending;
}

static gboolean
has_conflict (const PtRow *row)
{
  return row->n_conflicts > 0;
}

static gboolean
has_attachment (const PtRow *row)
{
  return row->n_attachments > 0;
}

static gboolean
has_comment (const PtRow *row)
{
  return row->n_comments > 0;
}

static gboolean
is_private (const PtRow *row)
{
  return g_strcmp0 (row->sharing, "private") == 0;
}

const PtRowState pt_row_states[] = {
  { "dialog-warning-symbolic", N_ ("There are two versions"), has_conflict },
  { "pt-waiting-symbolic", N_ ("Waits for internet"), is_pending, TRUE },
  { "mail-attachment-symbolic", N_ ("Has attachments"), has_attachment },
  { "pt-comment-symbolic", N_ ("Has comments"), has_comment },
  { "pt-private-symbolic", N_ ("Only on this laptop"), is_private },
};
const guint pt_n_row_states = G_N_ELEMENTS (pt_row_states);

gboolean
pt_row_state_shows (const PtRowState *state, const PtRow *row, gboolean shared)
{
  return state->applies (row) && (shared || !state->of_sharing);
}

/**
 * pt_row_text_status:
 * @row: a list row
 *
 * Returns: (transfer full) (nullable): its status in words
 */
char *
pt_row_text_status (const PtRow *row)
{
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  if (kind == NULL || kind->status_field == NULL || row->status == NULL)
    return NULL;
  const PtField *field = pt_record_kind_field (kind, kind->status_field);
  return field->vocabulary ? g_strdup (pt_term_label (field->vocabulary, row->status)) : NULL;
}

static void
add_part (GString *line, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, SEPARATOR);
  g_string_append (line, part);
}

/* (transfer full) (nullable): its day in words, where the kind has one. */
static char *
dup_day (const PtRow *row, const PtRecordKind *kind)
{
  if (kind == NULL || kind->date_field == NULL || row->date == NULL
      || strlen (row->date) < DATE_LENGTH)
    return NULL;
  g_autofree char *day = g_strndup (row->date, DATE_LENGTH);
  return pt_date_format (day, pt_catalog_current ());
}

/**
 * pt_row_text_meta:
 * @row: a list row
 * @parts: PtRowParts
 *
 * Returns: (transfer full): the dim line
 */
char *
pt_row_text_meta (const PtRow *row, guint parts)
{
  GString *line = g_string_new (NULL);
  const PtRecordKind *kind = pt_record_kind_find (row->kind);
  if (parts & PT_ROW_KIND)
    add_part (line, kind ? pt_record_kind_label (kind) : row->kind);
  g_autofree char *day = parts & PT_ROW_DATE ? dup_day (row, kind) : NULL;
  g_autofree char *status = parts & PT_ROW_STATUS ? pt_row_text_status (row) : NULL;
  add_part (line, day);
  add_part (line, parts & PT_ROW_PEOPLE ? row->people : NULL);
  add_part (line, status);
  return g_string_free (line, FALSE);
}

/**
 * pt_row_text_accessible:
 * @row: a list row
 * @parts: PtRowParts
 * @shared: whether the logbook has a team server
 *
 * Returns: (transfer full): everything that the row shows, in words
 */
char *
pt_row_text_accessible (const PtRow *row, guint parts, gboolean shared)
{
  g_autofree char *meta = pt_row_text_meta (row, parts);
  GString *line = g_string_new (row->title);
  if (*meta)
    g_string_append_printf (line, ", %s", meta);
  for (guint i = 0; i < pt_n_row_states; i++)
    if (pt_row_state_shows (&pt_row_states[i], row, shared))
      g_string_append_printf (line, ", %s", _ (pt_row_states[i].label));
  return g_string_free (line, FALSE);
}
