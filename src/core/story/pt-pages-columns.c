/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two columns: a run of narrow boxes is parted where its halves are about as high, the first one before
 * the second. Where they come to stand on a page is pt-pages-break.c's. */
#include "pt-pages-private.h"

static const PtBox *
nth (GPtrArray *boxes, guint i)
{
  return boxes->pdata[i];
}

guint
pt_columns_end (GPtrArray *boxes, guint from)
{
  while (from < boxes->len && nth (boxes, from)->half > 0)
    from++;
  return from;
}

/* Of a column; the first of it needs no room above. */
static double
column_height (GPtrArray *boxes, guint from, guint to)
{
  double height = 0;

  for (guint i = from; i < to; i++)
    height += nth (boxes, i)->height + (i > from ? nth (boxes, i)->before : 0);
  return height;
}

/* Behind the text that begins at @at: its lines stay together. */
static guint
end_of_text (GPtrArray *boxes, guint at, guint to)
{
  while (at < to && nth (boxes, at)->keep)
    at++;
  return MIN (at + 1, to);
}

double
pt_columns_split (GPtrArray *boxes, guint from, guint to, guint *middle)
{
  guint at = from;

  while (at < to && column_height (boxes, from, at) < column_height (boxes, at, to))
    at = end_of_text (boxes, at, to);
  if (middle != NULL)
    *middle = at;
  return MAX (column_height (boxes, from, at), column_height (boxes, at, to));
}

guint
pt_columns_fit (GPtrArray *boxes, guint from, guint to, double high)
{
  guint fits = from;

  while (fits < to)
    {
      const guint tried = fits + (to - fits + 1) / 2;

      if (pt_columns_split (boxes, from, tried, NULL) <= high)
        fits = tried;
      else
        to = tried - 1;
    }
  return fits;
}
