/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people agreed to do, for the calendar of a phone or a mail program (RFC 5545). One direction
 * only: what is ticked off there is not read back. Members are never named, and people by the name
 * that the logbook has for them. */
#include "pt-export-private.h"

#include "pt-mention.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_MAX_BYTES 75 /* RFC 5545 §3.1, without the line break */

typedef struct
{
  PtDataset *dataset;
  const PtExportOptions *options;
  GString *out;
} Export;

/* ── Lines ── */

/* Bytes of @at that fit into @room without cutting a character. */
static gsize
fitting (const char *at, gsize room)
{
  const gsize length = strlen (at);
  gsize n = MIN (length, room);

  while (n > 0 && n < length && (at[n] & 0xC0) == 0x80)
    n--;
  return n;
}

/* RFC 5545 §3.1: what is longer goes on in the next line behind a space. */
static void
add_line (Export *self, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  const char *at = line;
  gsize room = LINE_MAX_BYTES;

  while (*at != '\0')
    {
      const gsize n = fitting (at, room);
      if (at != line)
        g_string_append_c (self->out, ' ');
      g_string_append_len (self->out, at, n);
      g_string_append (self->out, "\r\n");
      at += n;
      room = LINE_MAX_BYTES - 1;
    }
}

/* RFC 5545 §3.3.11. Other control characters are not allowed in a text. */
static void
add_text (Export *self, const char *name, const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (strchr ("\\;,", *at) != NULL)
        g_string_append_c (value, '\\');
      if (*at == '\n')
        g_string_append (value, "\\n");
      else if (!g_ascii_iscntrl (*at))
        g_string_append_c (value, *at);
    }
  add_line (self, name, value->str);
}

/* RFC 5545 §3.3.5, form 2. */
static void
add_instant (Export *self, const char *name, int64_t at)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (at / PT_USEC_PER_SECOND);
  g_autofree char *value = g_date_time_format (then, "%Y%m%dT%H%M%SZ");

  add_line (self, name, value);
}

/* A day, or a clock on the wall wherever it is read: what was agreed has no time zone (form 1). */
static void
add_moment (Export *self, const char *name, const char *moment)
{
  g_autofree char *digits = g_strdup (moment);
  g_autofree char *typed = g_strconcat (name, ";VALUE=DATE", NULL);
  char *to = digits;

  for (const char *at = moment; *at != '\0'; at++)
    if (*at != '-' && *at != ':')
      *to++ = *at;
  *to = '\0';
  if (strchr (digits, 'T') == NULL)
    add_line (self, typed, digits);
  else
    {
      g_autofree char *value = g_strconcat (digits, "00", NULL);
      add_line (self, name, value);
    }
}

/* ── Actions ── */

/* (transfer full): as the logbook calls people today; NULL when it cannot be said without a name. */
static char *
dup_clean (Export *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *text = kind != NULL ? pt_record_get_text (record, kind->title_field) : NULL;
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *named = text != NULL && *text != '\0' ? pt_mention_render (
                               text, pt_mention_name_from_dataset, self->dataset)
                                                         : g_strdup (title);

  return self->options->clean != NULL ? self->options->clean (named, self->options->clean_data)
                                      : g_steal_pointer (&named);
}

static gboolean
is_appointment (PtRecord *action)
{
  return g_strcmp0 (pt_record_get_text (action, "type"), "appointment") == 0
         && pt_record_get_text (action, "due_on") != NULL;
}

static const struct
{
  const char *key, *todo, *event;
} statuses[] = {
  { "open", "NEEDS-ACTION", "CONFIRMED" },
  { "done", "COMPLETED", "CONFIRMED" },
  { "dropped", "CANCELLED", "CANCELLED" },
};

static void
add_status (Export *self, PtRecord *action, gboolean event)
{
  const char *status = pt_record_get_text (action, "status");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].key, status) == 0)
      add_line (self, "STATUS", event ? statuses[i].event : statuses[i].todo);
}

/* COMPLETED is an instant and the day is all that is known: at noon it is that day in all of Europe. */
static void
add_completed (Export *self, PtRecord *action)
{
  const char *done_on = pt_record_get_text (action, "done_on");
  g_autofree char *noon = done_on != NULL ? g_strconcat (done_on, "T12:00:00Z", NULL) : NULL;
  int64_t at;
  int offset;

  if (noon != NULL && g_strcmp0 (pt_record_get_text (action, "status"), "done") == 0
      && pt_instant_parse (noon, &at, &offset))
    add_instant (self, "COMPLETED", at);
}

static void
add_about (Export *self, PtRecord *action)
{
  const char *id = pt_record_get_text (action, "about");
  PtRecord *about = id != NULL ? pt_dataset_get (self->dataset, id) : NULL;
  g_autofree char *title = NULL;

  if (about == NULL || pt_dataset_sharing (self->dataset, about) < self->options->least)
    return;
  title = dup_clean (self, about);
  if (title == NULL)
    return;
  /* Translators: in a calendar, under an action: the note, the question, … that it belongs to. */
  g_autofree char *text = g_strdup_printf (_ ("About: %s"), title);
  add_text (self, "DESCRIPTION", text);
}

static const char *
type_label (PtRecord *action)
{
  return pt_term_label (pt_vocabulary_get ("action.type"), pt_record_get_text (action, "type"));
}

static void
add_action (Export *self, PtRecord *action, const char *summary)
{
  const gboolean event = is_appointment (action);
  const char *due_on = pt_record_get_text (action, "due_on");

  add_line (self, "BEGIN", event ? "VEVENT" : "VTODO");
  add_line (self, "UID", pt_record_get_id (action));
  add_instant (self, "DTSTAMP", pt_record_get_updated_at (action));
  add_instant (self, "CREATED", pt_record_get_created_at (action));
  add_instant (self, "LAST-MODIFIED", pt_record_get_updated_at (action));
  if (due_on != NULL)
    add_moment (self, event ? "DTSTART" : "DUE", due_on);
  add_text (self, "SUMMARY", summary);
  add_about (self, action);
  add_text (self, "CATEGORIES", type_label (action));
  add_status (self, action, event);
  if (!event)
    add_completed (self, action);
  add_line (self, "END", event ? "VEVENT" : "VTODO");
}

static void
add_all (Export *self, PtExportReport *report)
{
  GPtrArray *actions = pt_dataset_list (self->dataset, "action");

  for (guint i = 0; i < actions->len; i++)
    {
      PtRecord *action = g_ptr_array_index (actions, i);
      g_autofree char *summary = NULL;
      if (!pt_export_includes (self->dataset, action, self->options, report))
        continue;
      summary = dup_clean (self, action);
      add_action (self, action, summary != NULL ? summary : type_label (action));
      report->n_records++;
    }
}

PtExportReport *
pt_export_ics (PtDataset *dataset, const PtExportOptions *options, GOutputStream *out,
               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (dataset != NULL && options != NULL && out != NULL, NULL);

  g_autoptr (PtExportReport) report = pt_export_report_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Export self = { dataset, options, text };

  add_line (&self, "BEGIN", "VCALENDAR");
  add_line (&self, "VERSION", "2.0");
  add_line (&self, "PRODID", "-//Proeftuin//Logbook//EN");
  add_line (&self, "CALSCALE", "GREGORIAN");
  add_all (&self, report);
  add_line (&self, "END", "VCALENDAR");
  pt_export_report_close (report);
  if (!pt_export_write (out, text->str, text->len, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}
