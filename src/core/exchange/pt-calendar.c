/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads line by line and keeps one event at a time: a calendar of years is as light as one of today. */
#include "pt-calendar.h"

#include "pt-calendar-rule.h"
#include "pt-import-limits.h"
#include "pt-import.h"
#include "pt-text-encoding.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *date;
  GTimeZone *zone;
  GPtrArray *found;
  guint n_events;

  gboolean inside; /* an event, and nothing within it */
  guint depth;     /* of what is within it: alarms */
  char *summary, *place, *start, *end, *rule;
  GHashTable *except; /* dates */
  gboolean cancelled;
} Reading;

void
pt_appointment_free (PtAppointment *self)
{
  if (self == NULL)
    return;
  g_free (self->summary);
  g_free (self->place);
  g_free (self->moment);
  g_free (self);
}

static void
forget_event (Reading *self)
{
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->start, g_free);
  g_clear_pointer (&self->end, g_free);
  g_clear_pointer (&self->rule, g_free);
  g_hash_table_remove_all (self->except);
  self->cancelled = FALSE;
}

/* ── Values ── */

/* RFC 5545 §3.3.11. */
static char *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);
  for (const char *at = text; *at; at++)
    {
      if (*at == '\\' && at[1])
        at++;
      else
        {
          g_string_append_c (out, *at);
          continue;
        }
      g_string_append_c (out, *at == 'n' || *at == 'N' ? ' ' : *at);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

static char *
convert_zone (const char *moment, GTimeZone *from, GTimeZone *to)
{
  g_autofree char *full = g_strconcat (moment, ":00", NULL);
  g_autoptr (GDateTime) there = g_date_time_new_from_iso8601 (full, from);
  g_autoptr (GDateTime) here = there ? g_date_time_to_timezone (there, to) : NULL;
  return here ? g_date_time_format (here, "%Y-%m-%dT%H:%M") : g_strdup (moment);
}

/* 20260312 or 20260312T140500Z; @zone (nullable) is the one that the line names. */
static char *
dup_moment (Reading *self, const char *value, const char *named)
{
  g_autofree char *moment = NULL;
  const gsize digits = strspn (value, "0123456789");
  if (digits != 8)
    return NULL;
  g_autofree char *date = g_strdup_printf ("%.4s-%.2s-%.2s", value, value + 4, value + 6);
  if (value[8] != 'T')
    return pt_date_is_valid (date) ? g_steal_pointer (&date) : NULL;
  if (strspn (value + 9, "0123456789") < 4)
    return NULL;
  moment = g_strdup_printf ("%sT%.2s:%.2s", date, value + 9, value + 11);
  if (!pt_moment_is_valid (moment))
    return NULL;
  g_autoptr (GTimeZone) from = g_str_has_suffix (value, "Z") ? g_time_zone_new_utc ()
                               : named                       ? g_time_zone_new_identifier (named)
                                                             : NULL;
  return from ? convert_zone (moment, from, self->zone) : g_steal_pointer (&moment);
}

/* ── Events ── */

static void
add_if_today (Reading *self)
{
  if (!self->inside || self->cancelled || self->start == NULL || self->summary == NULL
      || *self->summary == '\0' || g_hash_table_contains (self->except, self->date)
      || !pt_calendar_rule_matches (self->rule, self->start, self->end, self->date))
    return;
  PtAppointment *appointment = g_new0 (PtAppointment, 1);
  const char *time = strchr (self->start, 'T');
  appointment->summary = g_steal_pointer (&self->summary);
  appointment->place = self->place ? g_steal_pointer (&self->place) : g_strdup ("");
  appointment->moment = g_strconcat (self->date, time, NULL);
  g_ptr_array_add (self->found, appointment);
}

static void
add_exceptions (Reading *self, const char *value, const char *zone)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", 500);
  for (guint i = 0; parts[i]; i++)
    {
      g_autofree char *moment = dup_moment (self, parts[i], zone);
      if (moment)
        g_hash_table_add (self->except, g_strndup (moment, strlen ("YYYY-MM-DD")));
    }
}

static void
set_text (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

static void
take_property (Reading *self, const char *name, const char *zone, const char *value)
{
  if (g_str_equal (name, "SUMMARY"))
    set_text (&self->summary, unescape (value));
  else if (g_str_equal (name, "LOCATION"))
    set_text (&self->place, unescape (value));
  else if (g_str_equal (name, "DTSTART"))
    set_text (&self->start, dup_moment (self, value, zone));
  else if (g_str_equal (name, "DTEND"))
    set_text (&self->end, dup_moment (self, value, zone));
  else if (g_str_equal (name, "RRULE"))
    set_text (&self->rule, g_strdup (value));
  else if (g_str_equal (name, "EXDATE"))
    add_exceptions (self, value, zone);
  else if (g_str_equal (name, "STATUS"))
    self->cancelled = g_ascii_strcasecmp (value, "CANCELLED") == 0;
}

static gboolean
take_frame (Reading *self, gboolean begins, const char *what, GError **error)
{
  const gboolean event = g_ascii_strcasecmp (what, "VEVENT") == 0;
  if (self->inside && !event)
    self->depth += begins ? 1 : self->depth > 0 ? -1 : 0;
  else if (event && begins)
    {
      forget_event (self);
      self->inside = TRUE;
      self->depth = 0;
      if (++self->n_events > PT_IMPORT_MAX_EVENTS)
        g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                             _ ("This calendar has more appointments than are read."));
    }
  else if (event)
    {
      add_if_today (self);
      self->inside = FALSE;
    }
  return self->n_events <= PT_IMPORT_MAX_EVENTS;
}

/* NAME;PARAM=…:value; a colon in a quoted parameter does not end it. */
static const char *
find_value (const char *line)
{
  gboolean quoted = FALSE;
  for (; *line; line++)
    if (*line == '"')
      quoted = !quoted;
    else if (*line == ':' && !quoted)
      return line;
  return NULL;
}

static char *
dup_zone (const char *head)
{
  g_auto (GStrv) parts = g_strsplit (head, ";", 20);
  for (guint i = 0; parts[0] && parts[i]; i++)
    if (g_ascii_strncasecmp (parts[i], "TZID=", 5) == 0)
      return g_strdup (g_strdelimit (parts[i] + 5, "\"", ' '));
  return NULL;
}

static gboolean
take_line (Reading *self, const char *line, GError **error)
{
  const char *colon = find_value (line);
  if (colon == NULL)
    return TRUE;
  g_autofree char *head = g_strndup (line, (gsize)(colon - line));
  g_autofree char *name = g_ascii_strup (head, (gssize)strcspn (head, ";"));
  if (g_str_equal (name, "BEGIN") || g_str_equal (name, "END"))
    return take_frame (self, *name == 'B', colon + 1, error);
  g_autofree char *zone = dup_zone (head);
  if (self->inside && self->depth == 0)
    take_property (self, name, zone ? g_strstrip (zone) : NULL, colon + 1);
  return TRUE;
}

/* A line that begins with a space goes on from the one before (RFC 5545 §3.1). */
static gboolean
read_lines (Reading *self, const char *text, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (const char *at = text; *at;)
    {
      gsize n = strcspn (at, "\r\n");
      if (*at == ' ' || *at == '\t')
        g_string_append_len (line, at + 1, n > 0 ? (gssize)n - 1 : 0);
      else
        {
          if (!take_line (self, line->str, error))
            return FALSE;
          g_string_truncate (line, 0);
          g_string_append_len (line, at, (gssize)n);
        }
      at += n;
      at += *at == '\r' ? 1 : 0;
      at += *at == '\n' ? 1 : 0;
    }
  return take_line (self, line->str, error);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const PtAppointment *const *first = a;
  const PtAppointment *const *second = b;
  return strcmp ((*first)->moment, (*second)->moment);
}

static PtDecoded *
decode (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) > PT_IMPORT_MAX_CALENDAR_BYTES)
    {
      g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT,
                           _ ("This calendar is too large: at most 16 MB is read."));
      return NULL;
    }
  g_autoptr (PtDecoded) decoded = pt_text_decode (bytes, error);
  if (decoded && strstr (decoded->text, "BEGIN:VCALENDAR") == NULL)
    {
      g_set_error_literal (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                           _ ("This is no calendar."));
      return NULL;
    }
  return g_steal_pointer (&decoded);
}

GPtrArray *
pt_calendar_read (GBytes *bytes, const char *date, GTimeZone *zone, GError **error)
{
  g_autoptr (PtDecoded) decoded = decode (bytes, error);
  Reading reading = { .date = date, .zone = zone };
  if (decoded == NULL)
    return NULL;
  g_autoptr (GHashTable) except = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray)
      found = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_appointment_free);
  reading.except = except;
  reading.found = found;
  gboolean ok = read_lines (&reading, decoded->text, error);
  forget_event (&reading);
  g_ptr_array_sort (found, compare);
  return ok ? g_steal_pointer (&found) : NULL;
}
