/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real names in a field: the text is kept as typed; one key puts the mention, or in a line of plain
 * text the pseudonym, in the place of the name. */
#include "pt-field-row-private.h"

#include "pt-mention-text.h"
#include "pt-name-notice.h"

static void
drop_notice (PtFieldRow *row)
{
  if (row->notice == NULL)
    return;
  gtk_box_remove (GTK_BOX (row->column), row->notice);
  row->notice = NULL;
}

static void
replace_cb (PtNameNotice *notice, PtFieldRow *row)
{
  const PtNamed *named = pt_name_notice_get_named (notice);
  const gboolean is_long = row->field->kind == PT_KIND_LONG;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (row->parts[PT_PART_VIEW]));
  g_autofree char *text = pt_mention_text_dup (buffer);
  g_autofree char *replaced = pt_named_replace (named, text,
                                                is_long ? named->reference : named->title);

  pt_mention_text_load (buffer, replaced);
  drop_notice (row);
  pt_field_row_acted (row);
}

static void
offer (PtFieldRow *row, PtNamed *named)
{
  drop_notice (row);
  row->notice = pt_name_notice_new (named, NULL);
  g_signal_connect_object (row->notice, "replace", G_CALLBACK (replace_cb), row, 0);
  gtk_box_append (GTK_BOX (row->column), row->notice);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PtFieldRow) row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (g_cancellable_is_cancelled (row->cancellable))
    return;
  if (found == NULL)
    pt_field_row_say (row, error->message, TRUE);
  else if (found->len == 0)
    drop_notice (row);
  else
    offer (row, g_steal_pointer (&g_ptr_array_index (found, 0)));
}

void
pt_field_row_names_check (PtFieldRow *row, const char *text)
{
  if (text[0] == '\0')
    drop_notice (row);
  else
    pt_logbook_run_async (row->logbook, pt_named_find_job, g_strdup (text), g_free,
                          (GDestroyNotify)g_ptr_array_unref, row->cancellable, found_cb,
                          g_object_ref (row));
}
