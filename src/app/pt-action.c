/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "pt-action.h"

#include "pt-catalog.h"
#include "pt-show-names.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DUE_MAX 64 /* the most that pt_store_load_rows() takes */
#define DATE_LENGTH 10

static gboolean
has_status (PtRecord *action, const char *status)
{
  return g_strcmp0 (pt_record_get_text (action, "status"), status) == 0;
}

gboolean
pt_action_is_open (PtRecord *action)
{
  return has_status (action, "open");
}

gboolean
pt_action_is_done (PtRecord *action)
{
  return has_status (action, "done");
}

/* ── Order ── */

/* A day before no day; times of one day in their order. */
static int
compare_due (PtRecord *a, PtRecord *b)
{
  const char *due_a = pt_record_get_text (a, "due_on");
  const char *due_b = pt_record_get_text (b, "due_on");

  if (due_a == NULL || due_b == NULL)
    return (due_a == NULL) - (due_b == NULL);
  return strcmp (due_a, due_b);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  PtRecord *one = *(PtRecord *const *)a;
  PtRecord *other = *(PtRecord *const *)b;
  int order = pt_action_is_open (other) - pt_action_is_open (one);

  if (order == 0)
    order = compare_due (one, other);
  return order != 0 ? order : strcmp (pt_record_get_id (one), pt_record_get_id (other));
}

void
pt_action_sort (GPtrArray *actions)
{
  g_ptr_array_sort (actions, compare);
}

/* ── Words ── */

static void
add_part (GString *line, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

/* (transfer full): the near days in words, with the time where there is one. */
static char *
dup_day (const char *moment, const char *today)
{
  const int days = pt_date_to_days (moment) - pt_date_to_days (today);
  const char *time = strlen (moment) > DATE_LENGTH ? moment + DATE_LENGTH + 1 : NULL;
  g_autofree char *date = pt_date_format (moment, pt_catalog_current ());

  if (days < 0)
    /* Translators: the placeholder is the day on which an action was to be done. */
    return g_strdup_printf (_ ("Was due on %s"), date);
  if (days > 1)
    return g_steal_pointer (&date);
  return g_strjoin (time != NULL ? " " : "", days == 0 ? _ ("Today") : _ ("Tomorrow"),
                    time != NULL ? time : "", NULL);
}

static char *
dup_when (PtRecord *action, const char *today)
{
  const char *due_on = pt_record_get_text (action, "due_on");
  const char *done_on = pt_record_get_text (action, "done_on");

  if (pt_action_is_open (action))
    return due_on != NULL ? dup_day (due_on, today) : NULL;
  if (!pt_action_is_done (action) || done_on == NULL)
    return g_strdup (
        pt_term_label (pt_vocabulary_get ("action.status"), pt_record_get_text (action, "status")));
  g_autofree char *date = pt_date_format (done_on, pt_catalog_current ());
  /* Translators: the placeholder is a day. */
  return g_strdup_printf (_ ("Done on %s"), date);
}

char *
pt_action_dup_line (PtRecord *action, const char *who, const char *about, const char *today)
{
  g_autofree char *when = dup_when (action, today);
  const char *type = pt_record_get_text (action, "type");
  GString *line = g_string_new (NULL);

  add_part (line, when);
  if (g_strcmp0 (type, "todo") != 0)
    add_part (line, pt_term_label (pt_vocabulary_get ("action.type"), type));
  add_part (line, who);
  add_part (line, about);
  return g_string_free (line, FALSE);
}

char *
pt_action_dup_who (PtStore *store, PtRecord *action)
{
  const char *id = pt_record_get_text (action, "who");
  g_autofree char *member = id != NULL ? pt_store_dup_member_name (store, id) : NULL;
  g_autoptr (PtRecord) person = NULL;
  g_autofree char *title = NULL;

  if (id == NULL || *member != '\0')
    return g_steal_pointer (&member);
  person = pt_store_get_record (store, id, NULL);
  if (person == NULL)
    return NULL;
  title = pt_record_dup_title (person);
  return pt_show_names_dup (store, id, title);
}

/* ── Doing ── */

PtEdit *
pt_action_make_done (PtRecord *action, gboolean done, const char *today)
{
  PtEdit *edit = pt_edit_new_for (action);

  pt_edit_set_text (edit, "status", done ? "done" : "open");
  pt_edit_set_text (edit, "done_on", done ? today : NULL);
  return edit;
}

GPtrArray *
pt_action_list_due (PtStore *store, const char *today, GError **error)
{
  const PtFilter open = { "status", "open" };
  const PtQuery query = { .kind = "action",
                          .filters = &open,
                          .n_filters = 1,
                          .to_on = today,
                          .sort = "due_on",
                          .limit = DUE_MAX };
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_record_unref);
  g_autoptr (GArray) found = pt_store_query (store, &query, error);
  g_autoptr (GPtrArray) rows = found != NULL ? pt_store_load_rows (
                                   store, (const int64_t *)(void *)found->data, found->len, error)
                                             : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const PtRow *row = g_ptr_array_index (rows, i);
      g_autoptr (PtRecord) record = row != NULL ? pt_store_get_record (store, row->id, error)
                                                : NULL;
      if (row != NULL && record == NULL)
        return NULL;
      /* Without a day it is listed by when it was made, and is not due. */
      if (record != NULL && pt_record_get_text (record, "due_on") != NULL)
        g_ptr_array_add (actions, g_steal_pointer (&record));
    }
  if (rows == NULL)
    return NULL;
  pt_action_sort (actions);
  return g_steal_pointer (&actions);
}
