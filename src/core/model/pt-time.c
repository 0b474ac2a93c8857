/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates and instants: checking, counting and writing them. What a person types is read in
 * pt-time-parse.c. */
#include "pt-time.h"

#include <stdio.h>
#include <string.h>

#define DATE_LENGTH 10   /* YYYY-MM-DD */
#define MOMENT_LENGTH 16 /* YYYY-MM-DDTHH:MM */
#define SECONDS_PER_DAY 86400

/* Years of four digits, as ISO 8601 writes them without agreement. */
#define MIN_YEAR 1
#define MAX_YEAR 9999

static const char *const month_names[2][12] = {
  { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
  { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december" },
};

/* The number of @n digits at @text, or -1. */
static int
read_digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

bool
pt_date_is_civil (int year, int month, int day)
{
  return year >= MIN_YEAR && year <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1
         && day <= days_in_month (year, month);
}

static bool
split_date (const char *text, int *year, int *month, int *day)
{
  if (text == NULL || strnlen (text, DATE_LENGTH) < DATE_LENGTH || text[4] != '-' || text[7] != '-')
    return false;
  *year = read_digits (text, 4);
  *month = read_digits (text + 5, 2);
  *day = read_digits (text + 8, 2);
  return pt_date_is_civil (*year, *month, *day);
}

bool
pt_date_is_valid (const char *text)
{
  int year, month, day;
  return split_date (text, &year, &month, &day) && text[DATE_LENGTH] == '\0';
}

/* Checks `THH:MM`. */
static bool
is_time (const char *text)
{
  if (text[0] != 'T' || strnlen (text, 7) != 6 || text[3] != ':')
    return false;

  int hour = read_digits (text + 1, 2), minute = read_digits (text + 4, 2);
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}

bool
pt_moment_is_valid (const char *text)
{
  int year, month, day;

  if (!split_date (text, &year, &month, &day))
    return false;
  return text[DATE_LENGTH] == '\0' || is_time (text + DATE_LENGTH);
}

/* Days from 1970-01-01; H. Hinnant, "chrono-compatible low-level date algorithms". */
static int
days_from_civil (int year, int month, int day)
{
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
civil_from_days (int days, int *year, int *month, int *day)
{
  days += 719468;
  int era = (days >= 0 ? days : days - 146096) / 146097;
  int of_era = days - era * 146097;
  int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * y + y / 4 - y / 100);
  int m = (5 * of_year + 2) / 153;

  *day = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = y + era * 400 + (*month <= 2);
}

int
pt_date_to_days (const char *date)
{
  int year, month, day;

  g_return_val_if_fail (split_date (date, &year, &month, &day), 0);
  return days_from_civil (year, month, day);
}

char *
pt_date_from_days (int days)
{
  int year, month, day;

  civil_from_days (days, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
pt_date_add_years (const char *date, int years)
{
  int year, month, day;

  g_return_val_if_fail (split_date (date, &year, &month, &day), NULL);
  year = CLAMP (year + years, MIN_YEAR, MAX_YEAR);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, MIN (day, days_in_month (year, month)));
}

static bool
is_dutch (const char *lang)
{
  return g_strcmp0 (lang, "nl") == 0;
}

const char *
pt_month_name (int month, const char *lang)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return month_names[is_dutch (lang)][month - 1];
}

char *
pt_date_format (const char *date, const char *lang)
{
  int year, month, day;

  g_return_val_if_fail (split_date (date, &year, &month, &day), NULL);
  const char *time = date[DATE_LENGTH] == 'T' ? date + DATE_LENGTH + 1 : NULL;
  return g_strdup_printf ("%d %s %d%s%s", day, pt_month_name (month, lang), year,
                          time == NULL ? "" : ", ", time == NULL ? "" : time);
}

char *
pt_month_format (const char *date, const char *lang)
{
  int year, month, day;

  g_return_val_if_fail (split_date (date, &year, &month, &day), NULL);
  return g_strdup_printf ("%s %d", pt_month_name (month, lang), year);
}

/* Floor division of microseconds into days and the rest of the day in seconds. */
static int
split_instant (int64_t usec, int *seconds)
{
  int64_t whole = usec / PT_USEC_PER_SECOND - (usec % PT_USEC_PER_SECOND < 0);
  int64_t days = whole / SECONDS_PER_DAY - (whole % SECONDS_PER_DAY < 0);

  *seconds = (int)(whole - days * SECONDS_PER_DAY);
  return (int)CLAMP (days, days_from_civil (MIN_YEAR, 1, 1), days_from_civil (MAX_YEAR, 12, 31));
}

char *
pt_date_of_instant (int64_t at, int offset)
{
  int seconds;
  return pt_date_from_days (split_instant (at + offset * 60 * PT_USEC_PER_SECOND, &seconds));
}

char *
pt_instant_format (int64_t at, int offset)
{
  int seconds;
  int days = split_instant (at + offset * 60 * PT_USEC_PER_SECOND, &seconds);
  int minutes = ABS (offset);
  g_autofree char *date = pt_date_from_days (days);

  return g_strdup_printf ("%sT%02d:%02d:%02d%c%02d:%02d", date, seconds / 3600, seconds / 60 % 60,
                          seconds % 60, offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* RFC 3339 §5.6: `Z` or `+HH:MM`. */
static bool
read_offset (const char *text, int *offset)
{
  if (strcmp (text, "Z") == 0)
    {
      *offset = 0;
      return true;
    }
  if ((text[0] != '+' && text[0] != '-') || strlen (text) != 6 || text[3] != ':')
    return false;

  int hours = read_digits (text + 1, 2), minutes = read_digits (text + 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return false;
  *offset = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

/* A fraction of a second, to the microsecond; what follows it. */
static const char *
read_fraction (const char *text, int64_t *usec)
{
  int64_t unit = PT_USEC_PER_SECOND / 10;

  *usec = 0;
  if (*text != '.')
    return text;
  for (text++; g_ascii_isdigit (*text); text++, unit /= 10)
    *usec += (*text - '0') * unit;
  return text;
}

bool
pt_instant_parse (const char *text, int64_t *at, int *offset)
{
  int year, month, day, east;
  int64_t usec;

  if (!split_date (text, &year, &month, &day) || strnlen (text, 19) < 19
      || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':'
      || text[16] != ':')
    return false;

  int hour = read_digits (text + 11, 2), minute = read_digits (text + 14, 2);
  int second = read_digits (text + 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60
      || !read_offset (read_fraction (text + 19, &usec), &east))
    return false;

  int64_t seconds = (int64_t)days_from_civil (year, month, day) * SECONDS_PER_DAY
                    + (hour * 60 + minute - east) * 60 + second;
  *at = seconds * PT_USEC_PER_SECOND + usec;
  *offset = east;
  return true;
}
