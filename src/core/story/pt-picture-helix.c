/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rings (how much say, most in the middle) and sectors (kinds of party) with numbered dots. The names
 * stand in the table beside it: rings full of names cannot be read, and a number is legible in black
 * and white. A kind of party from which nobody comes has its place all the same. */
#include "pt-pictures.h"

#include "pt-company.h"
#include "pt-picture-parts.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define INNER_SHARE 0.135 /* of the outer radius: the middle, where nobody stands */
#define OUTER 296.0
#define PAGE 800.0       /* room for a number in each dot */
#define LABEL_ROOM 104.0 /* beside the rings */
#define ABOVE 16.0
#define BELOW 56.0
#define BRIEF 600.0 /* narrower ones have letters and numbers, and a legend */
#define BRIEF_ROOM 26.0
#define DOT 9.5
#define DOT_WITH_NUMBER 7.0
#define DOT_LEAST 1.6
#define DOT_PITCH 2.3 /* radii from one dot to the next */
/* Open at the top, where the names of the rings stand; radians. */
#define WEDGE 1.0
/* Room that every kind of party has beside its members; in members. */
#define ROOM 1.6

typedef struct
{
  double cx, cy, inner, outer;
  bool brief;
  guint n_levels;
  double dot; /* radius of everybody's: the largest with which all have room */
} Rings;

typedef struct
{
  guint first, n; /* of the travellers */
  int group;
  double from, to; /* radians, clockwise from the top */
} Sector;

static double
x_at (const Rings *rings, double angle, double radius)
{
  return rings->cx + radius * sin (angle);
}

static double
y_at (const Rings *rings, double angle, double radius)
{
  return rings->cy - radius * cos (angle);
}

/* A sector is as wide as its members need, and an empty one as its name does. */
static double
weight (const Sector *sector, guint all)
{
  return sector->n + MAX (ROOM, all * 0.04);
}

static GArray *
find_sectors (const PtCompany *company)
{
  GArray *sectors = g_array_new (FALSE, TRUE, sizeof (Sector));
  double all = 0;
  double at = WEDGE / 2;
  guint first = 0;

  for (int group = 0; group < (int)company->n_groups; group++)
    {
      Sector sector = { first, pt_company_count (company, group, -2), group, 0, 0 };

      if (!pt_company_has_place (company, group))
        continue;
      first += sector.n;
      all += weight (&sector, company->travellers->len);
      g_array_append_val (sectors, sector);
    }
  for (guint i = 0; i < sectors->len; i++)
    {
      Sector *sector = &g_array_index (sectors, Sector, i);

      sector->from = at;
      at += (2 * G_PI - WEDGE) * weight (sector, company->travellers->len) / all;
      sector->to = at;
    }
  return sectors;
}

static Rings
measure (double width, guint n_levels)
{
  const bool brief = width < BRIEF;
  const double outer = MIN (OUTER, width / 2 - (brief ? BRIEF_ROOM : LABEL_ROOM));

  return (Rings){
    width / 2, outer + (brief ? BRIEF_ROOM : ABOVE), outer * INNER_SHARE, outer, brief, n_levels,
    DOT
  };
}

static double
ring_width (const Rings *rings)
{
  return (rings->outer - rings->inner) / (rings->n_levels + 1);
}

/* The middle of the ring of @level; the outermost is for "not yet said". */
static double
radius_of (const Rings *rings, int level)
{
  return rings->outer - (level + 1.5) * ring_width (rings);
}

static void
draw_ring_name (PtPicture *picture, const Rings *rings, int level, const char *name)
{
  g_autofree char *number = level < 0 ? g_strdup ("?") : g_strdup_printf ("%d", level + 1);

  pt_picture_text (picture, rings->cx, rings->cy - radius_of (rings, level) + 4, PT_ANCHOR_MIDDLE,
                   rings->brief ? 10 : 11.5, PT_INK_MUTED, rings->brief ? number : name);
}

static void
draw_rings (PtPicture *picture, const Rings *rings, const PtCompany *company)
{
  for (guint i = 0; i <= rings->n_levels; i++)
    {
      PtMark *ring = pt_picture_circle (picture, rings->cx, rings->cy,
                                        rings->outer - i * ring_width (rings),
                                        i == 0       ? PT_INK_PAPER
                                        : i % 2 == 1 ? PT_INK_BAND
                                                     : PT_INK_BAND_ALT,
                                        PT_INK_LINE);

      ring->width = 0.8;
      ring->dashed = i == 0;
    }
  pt_picture_circle (picture, rings->cx, rings->cy, rings->inner, PT_INK_PAPER, PT_INK_LINE)
      ->width = 0.8;
  draw_ring_name (picture, rings, -1, pt_words (company->lang, NC_ ("story", "not yet said")));
  for (guint i = 0; i < rings->n_levels; i++)
    draw_ring_name (picture, rings, (int)i, company->levels[i]);
}

static void
draw_border (PtPicture *picture, const Rings *rings, double angle)
{
  pt_picture_line (picture, x_at (rings, angle, rings->inner), y_at (rings, angle, rings->inner),
                   x_at (rings, angle, rings->outer), y_at (rings, angle, rings->outer),
                   PT_INK_LINE, 0.8);
}

/* (transfer full): how many, or that nobody is there. */
static char *
say_count (const PtCompany *company, const Sector *sector)
{
  if (sector->n == 0)
    return g_strdup (pt_words (company->lang, NC_ ("story", "nobody yet")));
  return g_strdup_printf ("%u", sector->n);
}

static void
draw_letter (PtPicture *picture, const Rings *rings, const Sector *sector)
{
  const double angle = (sector->from + sector->to) / 2;
  const char letter[] = { (char)('A' + sector->group), '\0' };

  pt_picture_text (picture, x_at (rings, angle, rings->outer + 13),
                   y_at (rings, angle, rings->outer + 13) + 4.5, PT_ANCHOR_MIDDLE, 13,
                   sector->n > 0 ? PT_INK_TEXT : PT_INK_MUTED, letter)
      ->bold = true;
}

static void
draw_group (PtPicture *picture, const Rings *rings, const PtCompany *company, const Sector *sector)
{
  double angle = (sector->from + sector->to) / 2;
  double x = x_at (rings, angle, rings->outer + 14);
  double y = y_at (rings, angle, rings->outer + 14);
  double width = pt_picture_get_width (picture);
  PtAnchor anchor = sin (angle) > 0.25    ? PT_ANCHOR_START
                    : sin (angle) < -0.25 ? PT_ANCHOR_END
                                          : PT_ANCHOR_MIDDLE;
  double room = anchor == PT_ANCHOR_START ? width - x : anchor == PT_ANCHOR_END ? x : width;
  PtInk ink = sector->n > 0 ? PT_INK_TEXT : PT_INK_MUTED;
  g_autofree char *count = say_count (company, sector);
  g_auto (GStrv) lines = pt_text_wrap (company->groups[sector->group], 14, room - 4, 2);
  double down = cos (angle) < -0.6 ? 10 : 0;

  for (guint i = 0; lines[i] != NULL; i++, down += 17)
    pt_picture_text (picture, x, y + down, anchor, 14, ink, lines[i])->bold = true;
  pt_picture_text (picture, x, y + down - 1, anchor, 12, PT_INK_MUTED, count);
}

static void
draw_dot (PtPicture *picture, const Rings *rings, double x, double y, guint number,
          const PtTraveller *who)
{
  const double size = rings->dot;
  g_autofree char *text = g_strdup_printf ("%u", number);
  bool said = who->level >= 0;
  PtMark *dot = pt_picture_circle (picture, x, y, size, said ? PT_INK_TURN : PT_INK_PAPER,
                                   said ? PT_INK_PAPER : PT_INK_TURN);

  dot->width = MIN (1.2, size / 4);
  dot->record = g_strdup (who->record);
  if (size >= DOT_WITH_NUMBER)
    pt_picture_text (picture, x, y + size * 0.4, PT_ANCHOR_MIDDLE, size * 1.15,
                     said ? PT_INK_PAPER : PT_INK_TURN, text);
}

/* Where somebody came from: a small open dot, and a line to the place now. */
static void
draw_trail (PtPicture *picture, const Rings *rings, double angle, const PtTraveller *who)
{
  double from = radius_of (rings, who->began);
  double to = radius_of (rings, who->level);

  if (who->began < 0 || who->began == who->level || who->level < 0)
    return;
  pt_picture_line (picture, x_at (rings, angle, from), y_at (rings, angle, from),
                   x_at (rings, angle, to), y_at (rings, angle, to), PT_INK_MUTED, 1.1);
  pt_picture_circle (picture, x_at (rings, angle, from), y_at (rings, angle, from), 3, PT_INK_PAPER,
                     PT_INK_MUTED);
}

static guint
count_level (const PtCompany *company, const Sector *sector, guint from)
{
  int level = pt_company_nth (company, from)->level;
  guint n = 0;

  while (from + n < sector->first + sector->n && pt_company_nth (company, from + n)->level == level)
    n++;
  return n;
}

/* The free place nearest to @wanted; one to the right goes before one to the left. */
static guint
take_place (bool *taken, guint n, guint wanted)
{
  for (guint off = 0; off < n; off++)
    {
      if (wanted + off < n && !taken[wanted + off])
        {
          taken[wanted + off] = true;
          return wanted + off;
        }
      if (wanted >= off && !taken[wanted - off])
        {
          taken[wanted - off] = true;
          return wanted - off;
        }
    }
  g_assert_not_reached ();
}

/* Everybody has an angle of their own, so that no trail runs through somebody else's dot; each ring
 * is spread over the whole sector. (transfer full) */
static double *
find_angles (const PtCompany *company, const Sector *sector)
{
  g_autofree bool *taken = g_new0 (bool, sector->n);
  double *angles = g_new (double, sector->n);
  double step = (sector->to - sector->from) / sector->n;
  guint at = 0;

  while (at < sector->n)
    {
      guint n = count_level (company, sector, sector->first + at);

      for (guint i = 0; i < n; i++)
        {
          guint wanted = (guint)((i + 0.5) * sector->n / n);

          angles[at + i] = sector->from + step * (take_place (taken, sector->n, wanted) + 0.5);
        }
      at += n;
    }
  return angles;
}

/* The largest dots with which @n stand beside each other in one ring of a sector. */
static double
size_in_one_row (const Rings *rings, const Sector *sector, int level, guint n)
{
  const double arc = (sector->to - sector->from) * radius_of (rings, level);

  return MIN (arc / n, ring_width (rings)) * 0.46;
}

static guint
rows_of (const Rings *rings, double size)
{
  return MAX (1, (guint)(ring_width (rings) / (size * DOT_PITCH)));
}

/* The largest with which they do in as many rows as the ring has room for. */
static double
size_in_rows (const Rings *rings, const Sector *sector, int level, guint n)
{
  const double arc = (sector->to - sector->from) * radius_of (rings, level) - 6;
  double size = DOT;

  while (size > DOT_LEAST && rows_of (rings, size) * floor (arc / (size * DOT_PITCH)) < n)
    size *= 0.94;
  return size;
}

static void
find_dot (Rings *rings, const PtCompany *company, GArray *sectors)
{
  for (guint s = 0; s < sectors->len; s++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, s);

      for (guint i = sector->first; i < sector->first + sector->n;)
        {
          const int level = pt_company_nth (company, i)->level;
          const guint n = count_level (company, sector, i);

          rings->dot = MIN (rings->dot, MAX (size_in_one_row (rings, sector, level, n),
                                             size_in_rows (rings, sector, level, n)));
          i += n;
        }
    }
}

/* A few in one ring of a sector: next to each other at their own angles. */
static void
draw_few (PtPicture *picture, const Rings *rings, const PtCompany *company, const Sector *sector,
          guint first, guint n, const double *angles)
{
  for (guint i = first; i < first + n; i++)
    {
      const PtTraveller *who = pt_company_nth (company, i);
      const double radius = radius_of (rings, who->level);
      const double angle = angles[i - sector->first];

      draw_dot (picture, rings, x_at (rings, angle, radius), y_at (rings, angle, radius), i + 1,
                who);
    }
}

/* Many: in rows. */
static void
draw_many (PtPicture *picture, const Rings *rings, const PtCompany *company, const Sector *sector,
           guint first, guint n)
{
  const double radius = radius_of (rings, pt_company_nth (company, first)->level);
  const guint rows = rows_of (rings, rings->dot);
  const guint columns = (n + rows - 1) / rows;

  for (guint i = 0; i < n; i++)
    {
      const double at = radius + (i % rows - (rows - 1) / 2.0) * rings->dot * DOT_PITCH;
      const double angle = sector->from + (sector->to - sector->from) * (i / rows + 0.5) / columns;

      draw_dot (picture, rings, x_at (rings, angle, at), y_at (rings, angle, at), first + i + 1,
                pt_company_nth (company, first + i));
    }
}

static void
draw_sector (PtPicture *picture, const Rings *rings, const PtCompany *company, const Sector *sector)
{
  g_autofree double *angles = find_angles (company, sector);
  const guint end = sector->first + sector->n;

  for (guint i = sector->first; i < end && rings->dot >= DOT_WITH_NUMBER; i++)
    draw_trail (picture, rings, angles[i - sector->first], pt_company_nth (company, i));
  for (guint i = sector->first; i < end;)
    {
      const guint n = count_level (company, sector, i);
      const int level = pt_company_nth (company, i)->level;

      if (size_in_one_row (rings, sector, level, n) >= rings->dot)
        draw_few (picture, rings, company, sector, i, n, angles);
      else
        draw_many (picture, rings, company, sector, i, n);
      i += n;
    }
}

/* What letters and numbers stand for. Returns: where it ends */
static double
draw_legend (PtPicture *picture, const PtCompany *company, GArray *sectors, double y)
{
  PtLegend legend = pt_legend_begin (6, pt_picture_get_width (picture) - 6, y);

  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);
      const char letter[] = { (char)('A' + sector->group), '\0' };
      g_autofree char *count = say_count (company, sector);
      g_autofree char *text = g_strdup_printf ("%s: %s", company->groups[sector->group], count);
      const double x = pt_legend_next (&legend, picture, text);

      pt_picture_text (picture, x, legend.y + 4.3, PT_ANCHOR_MIDDLE, 12, PT_INK_TEXT, letter)
          ->bold = true;
    }
  legend = pt_legend_begin (6, pt_picture_get_width (picture) - 6, legend.y + PT_LEGEND_LINE + 4);
  for (guint i = 0; i < company->n_levels; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      const double x = pt_legend_next (&legend, picture, company->levels[i]);

      pt_picture_text (picture, x, legend.y + 4.3, PT_ANCHOR_MIDDLE, 12, PT_INK_TEXT, number);
    }
  return pt_legend_end (&legend);
}

/* "Citizens 16; …", from the data. */
static void
describe (PtPicture *picture, const PtCompany *company, GArray *sectors)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);
      g_autofree char *count = say_count (company, sector);

      g_ptr_array_add (parts, g_strdup_printf ("%s %s", company->groups[sector->group], count));
    }
  g_autofree char *list = pt_words_list (company->lang, parts);
  g_autofree char *text = g_strdup_printf (
      "%s %s.",
      pt_words (company->lang,
                NC_ ("story", "Rings with the fellow travellers per kind of party:")),
      list);

  pt_picture_describe (
      picture, pt_words (company->lang, NC_ ("story", "The fellow travellers in rings")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  const PtCompany *company = data;
  Rings rings = measure (width, company->n_levels);
  PtPicture *picture = pt_picture_new ("fellow-travellers", width,
                                       rings.cy + rings.outer + (rings.brief ? BRIEF_ROOM : BELOW));
  g_autoptr (GArray) sectors = find_sectors (company);

  find_dot (&rings, company, sectors);
  draw_rings (picture, &rings, company);
  draw_border (picture, &rings, WEDGE / 2);
  for (guint i = 0; i < sectors->len; i++)
    draw_border (picture, &rings, g_array_index (sectors, Sector, i).to);
  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);

      if (rings.brief)
        draw_letter (picture, &rings, sector);
      else
        draw_group (picture, &rings, company, sector);
      if (sector->n > 0)
        draw_sector (picture, &rings, company, sector);
    }
  if (rings.brief)
    pt_picture_set_height (picture, draw_legend (picture, company, sectors, 2 * rings.cy + 8));
  describe (picture, company, sectors);
  return picture;
}

static PtBlock *
table (gconstpointer data)
{
  return pt_company_table (data);
}

static const PtFigureType rings_type = {
  .draw = draw,
  .table = table,
  .row = pt_company_row,
  .free = (GDestroyNotify)pt_company_free,
  .page = PAGE,
};

PtFigure *
pt_figure_rings (const PtLens *lens)
{
  return pt_company_figure (pt_company_new (lens), &rings_type);
}
