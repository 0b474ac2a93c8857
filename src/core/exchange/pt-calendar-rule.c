/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule is asked about one day at a time; only COUNT has to count from the start, and is followed for
 * some years at most. */
#include "pt-calendar-rule.h"

#include "pt-time.h"

#include <stdlib.h>
#include <string.h>

#define COUNTED_DAYS_MAX 4000

typedef struct
{
  char frequency; /* D, W, M, Y; 0 = none that we follow */
  int interval;
  int count;      /* 0 = no end */
  int until;      /* days; G_MAXINT = no end */
  guint weekdays; /* bit 0 = Monday; 0 = as the start */
  int nth;        /* of the month: 2 = the second, -1 = the last; 0 = each */
} Rule;

static int
find_weekday (const char *name)
{
  static const char names[] = "MOTUWETHFRSASU";
  for (int i = 0; i < 7; i++)
    if (g_ascii_strncasecmp (name, names + 2 * i, 2) == 0)
      return i;
  return -1;
}

static void
read_weekdays (Rule *rule, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", 7);
  for (guint i = 0; parts[i]; i++)
    {
      char *name;
      gint64 nth = g_ascii_strtoll (parts[i], &name, 10);
      int weekday = find_weekday (name);
      if (weekday >= 0)
        rule->weekdays |= 1u << weekday;
      if (nth >= -5 && nth <= 5 && nth != 0)
        rule->nth = (int)nth;
    }
}

static int
read_until (const char *value)
{
  g_autofree char *date = g_strdup_printf ("%.4s-%.2s-%.2s", value,
                                           strlen (value) >= 6 ? value + 4 : "",
                                           strlen (value) >= 8 ? value + 6 : "");
  return pt_date_is_valid (date) ? pt_date_to_days (date) : G_MAXINT;
}

static Rule
read_rule (const char *text)
{
  Rule rule = { .interval = 1, .until = G_MAXINT };
  g_auto (GStrv) parts = g_strsplit (text, ";", 20);
  for (guint i = 0; parts[i]; i++)
    {
      const char *value = strchr (parts[i], '=');
      if (value == NULL)
        continue;
      value++;
      if (g_ascii_strncasecmp (parts[i], "FREQ=", 5) == 0)
        rule.frequency = strchr ("DWMY", g_ascii_toupper (*value)) ? g_ascii_toupper (*value) : 0;
      else if (g_ascii_strncasecmp (parts[i], "INTERVAL=", 9) == 0)
        rule.interval = (int)CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 1000);
      else if (g_ascii_strncasecmp (parts[i], "COUNT=", 6) == 0)
        rule.count = (int)CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 100000);
      else if (g_ascii_strncasecmp (parts[i], "UNTIL=", 6) == 0)
        rule.until = read_until (value);
      else if (g_ascii_strncasecmp (parts[i], "BYDAY=", 6) == 0)
        read_weekdays (&rule, value);
    }
  return rule;
}

/* ── One day ── */

/* 1970-01-01 was a Thursday; 0 = Monday. */
static int
weekday_of (int day)
{
  return ((day + 3) % 7 + 7) % 7;
}

static gboolean
is_nth (const Rule *rule, int day, int day_of_month)
{
  if (rule->nth > 0)
    return (day_of_month - 1) / 7 + 1 == rule->nth;
  g_autofree char *later = pt_date_from_days (day + 7);
  return rule->nth == 0 || atoi (later + 8) <= 7;
}

static gboolean
is_on (const Rule *rule, int start, int day)
{
  g_autofree char *first = pt_date_from_days (start);
  g_autofree char *now = pt_date_from_days (day);
  const int months = (atoi (now) - atoi (first)) * 12 + atoi (now + 5) - atoi (first + 5);
  const guint weekdays = rule->weekdays ? rule->weekdays : 1u << weekday_of (start);
  const gboolean this_weekday = (weekdays >> weekday_of (day)) & 1;

  if (rule->frequency == 'D')
    return (day - start) % rule->interval == 0 && (rule->weekdays == 0 || this_weekday);
  if (rule->frequency == 'W')
    return this_weekday
           && (day - weekday_of (day) - start + weekday_of (start)) / 7 % rule->interval == 0;
  if (rule->frequency == 'M' && months % rule->interval == 0)
    return rule->weekdays ? this_weekday && is_nth (rule, day, atoi (now + 8))
                          : g_str_equal (first + 8, now + 8);
  return rule->frequency == 'Y' && g_str_equal (first + 5, now + 5)
         && months / 12 % rule->interval == 0;
}

static gboolean
is_within_count (const Rule *rule, int start, int day)
{
  int n = 0;
  if (rule->count == 0)
    return TRUE;
  if (day - start > COUNTED_DAYS_MAX)
    return FALSE;
  for (int at = start; at < day; at++)
    n += is_on (rule, start, at) ? 1 : 0;
  return n < rule->count;
}

gboolean
pt_calendar_rule_matches (const char *text, const char *start, const char *end, const char *date)
{
  const int first = pt_date_to_days (start);
  const int day = pt_date_to_days (date);
  const gboolean whole_days = strchr (start, 'T') == NULL && end && strchr (end, 'T') == NULL;

  if (day < first)
    return FALSE;
  if (day == first || (whole_days && day < pt_date_to_days (end)))
    return TRUE;
  if (text == NULL)
    return FALSE;
  const Rule rule = read_rule (text);
  return day <= rule.until && is_on (&rule, first, day) && is_within_count (&rule, first, day);
}
