/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-picture-dates.h. */
#include "pt-picture-dates.h"

#include "pt-time.h"

#include <math.h>
#include <string.h>

#define DAYS_WITH_NUMBERS 62

double
pt_date_axis_x (const PtDateAxis *self, const char *date)
{
  int first = pt_date_to_days (self->from);
  int last = MAX (pt_date_to_days (self->to), first + 1);
  double part = (double)(CLAMP (pt_date_to_days (date), first, last) - first) / (last - first);

  return self->left + part * (self->right - self->left);
}

static char *
first_of_next_month (const char *date)
{
  g_autofree char *first = g_strdup_printf ("%.7s-01", date);
  g_autofree char *later_on = pt_date_from_days (pt_date_to_days (first) + 31);

  return g_strdup_printf ("%.7s-01", later_on);
}

/* "maart" is "mrt" in Dutch. */
char *
pt_month_brief (int month, const char *lang)
{
  const char *name = pt_month_name (month, lang);

  return g_str_equal (name, "maart") ? g_strdup ("mrt") : g_utf8_substring (name, 0, 3);
}

static void
draw_tick (PtPicture *picture, const PtDateAxis *self, const char *date, double y)
{
  double x = pt_date_axis_x (self, date);
  g_autofree char *year = g_strndup (date, 4);
  bool january = strncmp (date + 5, "01", 2) == 0;
  g_autofree char *brief = pt_month_brief ((date[5] - '0') * 10 + date[6] - '0', self->lang);

  pt_picture_line (picture, x, y, x, y + (january ? 9 : 5), PT_INK_MUTED, 1);
  if (january)
    pt_picture_text (picture, x, y + 22, PT_ANCHOR_MIDDLE, 13, PT_INK_TEXT, year)->bold = true;
  else
    pt_picture_text (picture, x, y + 19, PT_ANCHOR_MIDDLE, 11, PT_INK_MUTED, brief);
}

/* Weeks, or days where there is room; the first of a month by its name. */
static void
draw_days (PtPicture *picture, const PtDateAxis *self, double y)
{
  int first = pt_date_to_days (self->from);
  int last = pt_date_to_days (self->to);
  double each = (self->right - self->left) / MAX (1, last - first);
  int every = each >= 26 ? 1 : 7;

  pt_picture_line (picture, self->left, y, self->right, y, PT_INK_MUTED, 1);
  for (int day = first; day <= last; day++)
    {
      g_autofree char *date = pt_date_from_days (day);
      int number = (date[8] - '0') * 10 + date[9] - '0';
      g_autofree char *text = g_strdup_printf ("%d", number);

      if (number == 1)
        draw_tick (picture, self, date, y);
      else if ((number - 1) % every == 0 && number + every / 2 <= 31)
        {
          pt_picture_line (picture, pt_date_axis_x (self, date), y, pt_date_axis_x (self, date),
                           y + 5, PT_INK_MUTED, 1);
          pt_picture_text (picture, pt_date_axis_x (self, date), y + 19, PT_ANCHOR_MIDDLE, 11,
                           PT_INK_MUTED, text);
        }
    }
}

/* Months that would be too close together leave out some of their names. */
static void
draw_ticks (PtPicture *picture, const PtDateAxis *self, double y)
{
  int days = pt_date_to_days (self->to) - pt_date_to_days (self->from);
  int every = MAX (1, (int)ceil (days / 30.4 * 30 / (self->right - self->left)));
  g_autofree char *date = first_of_next_month (self->from);

  every = every > 6 ? 12 : every > 3 ? 6 : every > 1 ? 3 : 1;
  pt_picture_line (picture, self->left, y, self->right, y, PT_INK_MUTED, 1);
  while (strcmp (date, self->to) <= 0)
    {
      char *next = first_of_next_month (date);
      int month = (date[5] - '0') * 10 + date[6] - '0';

      if ((month - 1) % every == 0)
        draw_tick (picture, self, date, y);
      g_free (date);
      date = next;
    }
}

void
pt_date_axis_draw (const PtDateAxis *self, PtPicture *picture, double y)
{
  if (pt_date_to_days (self->to) - pt_date_to_days (self->from) <= DAYS_WITH_NUMBERS)
    draw_days (picture, self, y);
  else
    draw_ticks (picture, self, y);
}
