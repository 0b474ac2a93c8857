/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-level-change.h. */
#include "pt-level-change.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DATE_LENGTH 10

static const char *
date_of (const PtRecord *row, const char *field)
{
  const char *date = pt_record_get_text (row, field);

  return date != NULL && pt_moment_is_valid (date) ? date : NULL;
}

static bool
is_open (const PtRecord *row, const char *day)
{
  const char *to = date_of (row, "to_on");

  return !pt_record_is_archived (row) && (to == NULL || strncmp (to, day, DATE_LENGTH) > 0);
}

/* Youngest first; those without a day last. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const PtRecord *one = *(PtRecord *const *)a;
  const PtRecord *other = *(PtRecord *const *)b;
  const int order = g_strcmp0 (date_of (other, "from_on"), date_of (one, "from_on"));

  return order != 0 ? order : strcmp (pt_record_get_id (other), pt_record_get_id (one));
}

GPtrArray *
pt_level_open_rows (PtDataset *data, const char *stakeholder, const char *day)
{
  GPtrArray *rows = pt_dataset_children (data, "involvement", "stakeholder", stakeholder);

  for (guint i = rows->len; i > 0; i--)
    if (!is_open (rows->pdata[i - 1], day))
      g_ptr_array_remove_index (rows, i - 1);
  g_ptr_array_sort (rows, compare);
  return rows;
}

static bool
began_before (const PtRecord *row, const char *day)
{
  const char *from = date_of (row, "from_on");

  return from == NULL || strncmp (from, day, DATE_LENGTH) < 0;
}

/* What goes on as it was. */
static void
copy_fields (PtEdit *edit, PtRecord *row)
{
  static const char *const fields[] = { "experiment", "role", "level_wished", "sharing" };

  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      const PtValue *value = pt_record_get_value (row, fields[i]);

      if (value != NULL)
        pt_edit_set (edit, fields[i], value);
    }
}

PtBatch *
pt_level_change (PtWorld *world, PtRecord *row, const char *stakeholder, const char *level,
                 const char *day)
{
  PtBatch *batch = pt_batch_new (_ ("Level changed"));
  const bool closes = row != NULL && began_before (row, day);
  PtEdit *opened = row != NULL && !closes ? pt_edit_new_for (row)
                                          : pt_edit_new (world, "involvement", NULL);

  batch->how = "save";
  if (closes)
    {
      PtEdit *closed = pt_edit_new_for (row);

      pt_edit_set_text (closed, "to_on", day);
      g_ptr_array_add (batch->edits, closed);
    }
  if (closes || row == NULL)
    {
      copy_fields (opened, row);
      pt_edit_set_text (opened, "stakeholder", stakeholder);
      pt_edit_set_text (opened, "from_on", day);
    }
  pt_edit_set_text (opened, "level", level);
  g_ptr_array_add (batch->edits, opened);
  return batch;
}
