/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people type them in Dutch and English. A date is cut into words and numbers; a small
 * table of shapes says which of them is day, month and year. */
#include "pt-time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PARTS 3
#define DAYS_PER_WEEK 7

/* Two-digit years: this century. A logbook has no dates of birth. */
#define CENTURY 2000

typedef struct
{
  int number; /* or -1 */
  int digits;
  int month; /* 1..12, or 0 */
} Part;

static const struct
{
  const char *word;
  int days; /* from today */
} relative_days[] = {
  { "vandaag", 0 },   { "today", 0 },      { "nu", 0 },           { "now", 0 },
  { "gisteren", -1 }, { "yesterday", -1 }, { "eergisteren", -2 }, { "morgen", 1 },
  { "tomorrow", 1 },  { "overmorgen", 2 },
};

/* Monday first, as ISO 8601 counts. */
static const char *const weekdays[DAYS_PER_WEEK][4] = {
  { "ma", "maandag", "mon", "monday" },     { "di", "dinsdag", "tue", "tuesday" },
  { "wo", "woensdag", "wed", "wednesday" }, { "do", "donderdag", "thu", "thursday" },
  { "vr", "vrijdag", "fri", "friday" },     { "za", "zaterdag", "sat", "saturday" },
  { "zo", "zondag", "sun", "sunday" },
};

static const char *const short_months[12][3] = {
  { "jan" }, { "feb", "febr" }, { "mrt", "mar" },  { "apr" },        { "mei", "may" }, { "jun" },
  { "jul" }, { "aug" },         { "sep", "sept" }, { "okt", "oct" }, { "nov" },        { "dec" },
};

static int
find_month (const char *word)
{
  for (int month = 1; month <= 12; month++)
    {
      if (g_ascii_strcasecmp (word, pt_month_name (month, "nl")) == 0
          || g_ascii_strcasecmp (word, pt_month_name (month, "en")) == 0)
        return month;
      for (int i = 0; i < 3 && short_months[month - 1][i] != NULL; i++)
        if (g_ascii_strcasecmp (word, short_months[month - 1][i]) == 0)
          return month;
    }
  return 0;
}

static int
find_weekday (const char *word)
{
  for (int day = 0; day < DAYS_PER_WEEK; day++)
    for (int i = 0; i < 4; i++)
      if (g_ascii_strcasecmp (word, weekdays[day][i]) == 0)
        return day;
  return -1;
}

/* Monday is 0; 1970-01-01 was a Thursday. */
static int
weekday_of (int days)
{
  return ((days + 3) % DAYS_PER_WEEK + DAYS_PER_WEEK) % DAYS_PER_WEEK;
}

static char *
find_relative (const char *word, const char *today, bool ahead)
{
  int now = pt_date_to_days (today);

  for (guint i = 0; i < G_N_ELEMENTS (relative_days); i++)
    if (g_ascii_strcasecmp (word, relative_days[i].word) == 0)
      return pt_date_from_days (now + relative_days[i].days);

  int weekday = find_weekday (word);
  if (weekday < 0)
    return NULL;
  int back = (weekday_of (now) - weekday + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  if (ahead)
    return pt_date_from_days (now + DAYS_PER_WEEK - back);
  return pt_date_from_days (now - (back == 0 ? DAYS_PER_WEEK : back));
}

/* Cuts `14:05`, `14.05 uur` or `14u05` from the end of @text; @minutes is -1 when there is none. */
static bool
cut_time (char *text, int *minutes)
{
  int hour, minute, used = 0;
  char *space;

  *minutes = -1;
  g_strstrip (text);
  if (g_str_has_suffix (text, " uur"))
    text[strlen (text) - 4] = '\0';
  space = strrchr (text, ' ');
  if (space == NULL)
    space = strpbrk (text, "Tt");
  if (space == NULL || !g_ascii_isdigit (space[1]))
    return true;
  if (sscanf (space + 1, "%2d%*1[:u.]%2d%n", &hour, &minute, &used) != 2)
    return true;
  if (strncmp (space + 1 + used, ":00", 3) == 0)
    used += 3;
  if (space[1 + used] != '\0')
    return true;
  if (hour > 23 || minute > 59 || hour < 0 || minute < 0)
    return false;
  *minutes = hour * 60 + minute;
  *space = '\0';
  return true;
}

static bool
read_part (const char *word, Part *out)
{
  size_t digits = strspn (word, "0123456789");

  *out = (Part){ -1, 0, 0 };
  if (digits > 0 && digits <= 4 && word[digits] == '\0')
    {
      out->number = atoi (word);
      out->digits = (int)digits;
      return true;
    }
  out->month = find_month (word);
  return out->month > 0;
}

/* Words and numbers of @text; a weekday in front ("di 12 maart") says nothing new. */
static int
split_parts (const char *text, Part parts[MAX_PARTS])
{
  g_auto (GStrv) words = g_strsplit_set (text, " -/.,", -1);
  int n = 0;

  for (int i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || (n == 0 && find_weekday (words[i]) >= 0))
        continue;
      if (n == MAX_PARTS || !read_part (words[i], &parts[n]))
        return -1;
      n++;
    }
  return n;
}

static int
full_year (const Part *part)
{
  return part->digits == 2 ? CENTURY + part->number : part->number;
}

static char *
make_date (int year, int month, int day)
{
  return pt_date_is_civil (year, month, day) ? g_strdup_printf ("%04d-%02d-%02d", year, month, day)
                                             : NULL;
}

/* Without a year: the last one that is not after today, or the first one that is not before it.
 * 29 February may be eight years away. */
static char *
make_near_date (int month, int day, const char *today, bool ahead)
{
  int year = atoi (today);
  g_autofree char *date = make_date (year, month, day);

  if (date != NULL && (ahead ? strcmp (date, today) >= 0 : strcmp (date, today) <= 0))
    return g_steal_pointer (&date);
  for (int away = 1; away <= 8; away++)
    {
      char *other = make_date (ahead ? year + away : year - away, month, day);
      if (other != NULL)
        return other;
    }
  return NULL;
}

static char *
join_parts (const Part *p, int n, const char *today, bool ahead)
{
  if (n == 2 && p[0].number > 0 && p[1].month > 0)
    return make_near_date (p[1].month, p[0].number, today, ahead);
  if (n == 2 && p[0].month > 0 && p[1].number > 0 && p[1].digits <= 2)
    return make_near_date (p[0].month, p[1].number, today, ahead);
  if (n == 2 && p[0].number > 0 && p[1].number > 0 && p[0].digits <= 2 && p[1].digits <= 2)
    return make_near_date (p[1].number, p[0].number, today, ahead);
  if (n != 3 || p[2].digits == 3)
    return NULL;
  if (p[0].digits == 4 && p[1].number > 0 && p[2].number > 0)
    return make_date (p[0].number, p[1].number, p[2].number);
  if (p[0].number > 0 && p[1].month > 0 && p[2].digits >= 2)
    return make_date (full_year (&p[2]), p[1].month, p[0].number);
  if (p[0].month > 0 && p[1].number > 0 && p[2].digits >= 2)
    return make_date (full_year (&p[2]), p[0].month, p[1].number);
  if (p[0].number > 0 && p[1].number > 0 && p[2].digits >= 2)
    return make_date (full_year (&p[2]), p[1].number, p[0].number);
  return NULL;
}

static char *
parse_date (const char *text, const char *today, bool ahead)
{
  Part parts[MAX_PARTS];
  char *date = find_relative (text, today, ahead);

  if (date != NULL)
    return date;
  int n = split_parts (text, parts);
  return n < 0 ? NULL : join_parts (parts, n, today, ahead);
}

static char *
parse_moment (const char *text, const char *today, bool ahead)
{
  g_autofree char *rest = g_strdup (text);
  int minutes;

  if (!cut_time (rest, &minutes))
    return NULL;
  g_strstrip (rest);
  if (g_str_has_suffix (rest, ","))
    rest[strlen (rest) - 1] = '\0';

  g_autofree char *date = parse_date (rest, today, ahead);
  if (date == NULL || minutes < 0)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%sT%02d:%02d", date, minutes / 60, minutes % 60);
}

char *
pt_moment_parse (const char *text, const char *today)
{
  g_return_val_if_fail (text != NULL && pt_date_is_valid (today), NULL);
  return parse_moment (text, today, false);
}

char *
pt_moment_parse_ahead (const char *text, const char *today)
{
  g_return_val_if_fail (text != NULL && pt_date_is_valid (today), NULL);
  return parse_moment (text, today, true);
}
