/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rings and sectors with numbered dots. The names stand in the table beside it: rings full of names
 * cannot be read, and a number is legible in black and white. */
#include "pt-picture-helix.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define WIDTH 800.0
#define HEIGHT 700.0
#define CENTRE_X (WIDTH / 2)
#define CENTRE_Y (HEIGHT / 2)
#define INNER 40.0
#define OUTER 296.0
#define DOT 9.5
/* Open at the top, where the names of the rings stand; radians. */
#define WEDGE 1.0
/* Room that every kind of party has beside its members; in members. */
#define ROOM 1.6

void
pt_traveller_clear (gpointer data)
{
  PtTraveller *self = data;

  g_free (self->name);
  g_free (self->record);
}

int
pt_traveller_compare (gconstpointer a, gconstpointer b)
{
  const PtTraveller *one = a;
  const PtTraveller *other = b;
  int order = one->group - other->group;

  if (order == 0)
    order = other->level - one->level;
  if (order == 0)
    order = strcmp (one->name, other->name);
  return order != 0 ? order : strcmp (one->record, other->record);
}

typedef struct
{
  guint first, n; /* of the travellers */
  int group;
  double from, to; /* radians, clockwise from the top */
} Sector;

static double
x_at (double angle, double radius)
{
  return CENTRE_X + radius * sin (angle);
}

static double
y_at (double angle, double radius)
{
  return CENTRE_Y - radius * cos (angle);
}

static double
weight (const Sector *sector)
{
  return sector->n + ROOM;
}

static GArray *
find_sectors (GArray *travellers)
{
  GArray *sectors = g_array_new (FALSE, TRUE, sizeof (Sector));
  double all = 0;
  double at = WEDGE / 2;

  for (guint i = 0; i < travellers->len; i++)
    {
      int group = g_array_index (travellers, PtTraveller, i).group;

      if (i == 0 || g_array_index (sectors, Sector, sectors->len - 1).group != group)
        {
          Sector sector = { .first = i, .group = group };

          g_array_append_val (sectors, sector);
        }
      g_array_index (sectors, Sector, sectors->len - 1).n++;
    }
  for (guint i = 0; i < sectors->len; i++)
    all += weight (&g_array_index (sectors, Sector, i));
  for (guint i = 0; i < sectors->len; i++)
    {
      Sector *sector = &g_array_index (sectors, Sector, i);

      sector->from = at;
      at += (2 * G_PI - WEDGE) * weight (sector) / all;
      sector->to = at;
    }
  return sectors;
}

static double
ring_width (guint n_levels)
{
  return (OUTER - INNER) / (n_levels + 1);
}

/* The middle of the ring of @level; the outermost is for "not yet said". */
static double
radius_of (int level, guint n_levels)
{
  return OUTER - (level + 1.5) * ring_width (n_levels);
}

static void
draw_rings (PtPicture *picture, const char *const *levels, guint n_levels, const char *unsaid)
{
  double width = ring_width (n_levels);

  for (guint i = 0; i <= n_levels; i++)
    {
      PtMark *ring = pt_picture_circle (picture, CENTRE_X, CENTRE_Y, OUTER - i * width,
                                        i == 0       ? PT_INK_PAPER
                                        : i % 2 == 1 ? PT_INK_BAND
                                                     : PT_INK_BAND_ALT,
                                        PT_INK_LINE);

      ring->width = 0.8;
      ring->dashed = i == 0;
    }
  pt_picture_circle (picture, CENTRE_X, CENTRE_Y, INNER, PT_INK_PAPER, PT_INK_LINE)->width = 0.8;
  pt_picture_text (picture, CENTRE_X, CENTRE_Y - radius_of (-1, n_levels) + 4, PT_ANCHOR_MIDDLE,
                   11.5, PT_INK_MUTED, unsaid);
  for (guint i = 0; i < n_levels; i++)
    pt_picture_text (picture, CENTRE_X, CENTRE_Y - radius_of (i, n_levels) + 4, PT_ANCHOR_MIDDLE,
                     11.5, PT_INK_MUTED, levels[i]);
}

static void
draw_border (PtPicture *picture, double angle)
{
  pt_picture_line (picture, x_at (angle, INNER), y_at (angle, INNER), x_at (angle, OUTER),
                   y_at (angle, OUTER), PT_INK_LINE, 0.8);
}

static void
draw_group (PtPicture *picture, const Sector *sector, const char *label)
{
  double angle = (sector->from + sector->to) / 2;
  double x = x_at (angle, OUTER + 14);
  double y = y_at (angle, OUTER + 14);
  PtAnchor anchor = sin (angle) > 0.25    ? PT_ANCHOR_START
                    : sin (angle) < -0.25 ? PT_ANCHOR_END
                                          : PT_ANCHOR_MIDDLE;
  double room = anchor == PT_ANCHOR_START ? WIDTH - x : anchor == PT_ANCHOR_END ? x : WIDTH;
  g_autofree char *count = g_strdup_printf ("%u", sector->n);
  g_autofree char *fitted = pt_text_fit (label, 14, room - 4);
  double down = cos (angle) < -0.6 ? 10 : 0;

  pt_picture_text (picture, x, y + down, anchor, 14, PT_INK_TEXT, fitted)->bold = true;
  pt_picture_text (picture, x, y + down + 16, anchor, 12, PT_INK_MUTED, count);
}

static void
draw_dot (PtPicture *picture, double x, double y, guint number, const PtTraveller *who, double size)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  bool said = who->level >= 0;
  PtMark *dot = pt_picture_circle (picture, x, y, size, said ? PT_INK_TURN : PT_INK_PAPER,
                                   said ? PT_INK_PAPER : PT_INK_TURN);

  dot->width = 1.2;
  dot->record = g_strdup (who->record);
  pt_picture_text (picture, x, y + size * 0.4, PT_ANCHOR_MIDDLE, size * 1.15,
                   said ? PT_INK_PAPER : PT_INK_TURN, text);
}

/* Where somebody came from: a small open dot, and a line to the place now. */
static void
draw_trail (PtPicture *picture, double angle, const PtTraveller *who, guint n_levels)
{
  double from = radius_of (who->began, n_levels);
  double to = radius_of (who->level, n_levels);

  if (who->began < 0 || who->began == who->level || who->level < 0)
    return;
  pt_picture_line (picture, x_at (angle, from), y_at (angle, from), x_at (angle, to),
                   y_at (angle, to), PT_INK_MUTED, 1.1);
  pt_picture_circle (picture, x_at (angle, from), y_at (angle, from), 3, PT_INK_PAPER,
                     PT_INK_MUTED);
}

static guint
count_level (GArray *travellers, const Sector *sector, guint from)
{
  int level = g_array_index (travellers, PtTraveller, from).level;
  guint n = 0;

  while (from + n < sector->first + sector->n
         && g_array_index (travellers, PtTraveller, from + n).level == level)
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
find_angles (GArray *travellers, const Sector *sector)
{
  g_autofree bool *taken = g_new0 (bool, sector->n);
  double *angles = g_new (double, sector->n);
  double step = (sector->to - sector->from) / sector->n;
  guint at = 0;

  while (at < sector->n)
    {
      guint n = count_level (travellers, sector, sector->first + at);

      for (guint i = 0; i < n; i++)
        {
          guint wanted = (guint)((i + 0.5) * sector->n / n);

          angles[at + i] = sector->from + step * (take_place (taken, sector->n, wanted) + 0.5);
        }
      at += n;
    }
  return angles;
}

/* Smaller where a ring is full. */
static double
dot_size (GArray *travellers, const Sector *sector, guint i, guint n_levels)
{
  guint first = i;
  int level = g_array_index (travellers, PtTraveller, i).level;

  while (first > sector->first && g_array_index (travellers, PtTraveller, first - 1).level == level)
    first--;
  double arc = (sector->to - sector->from) * radius_of (level, n_levels);

  return CLAMP (arc / count_level (travellers, sector, first) * 0.46, 5, DOT);
}

static void
draw_sector (PtPicture *picture, GArray *travellers, const Sector *sector, guint n_levels)
{
  g_autofree double *angles = find_angles (travellers, sector);

  for (guint i = 0; i < sector->n; i++)
    draw_trail (picture, angles[i], &g_array_index (travellers, PtTraveller, sector->first + i),
                n_levels);
  for (guint i = 0; i < sector->n; i++)
    {
      const PtTraveller *who = &g_array_index (travellers, PtTraveller, sector->first + i);
      double radius = radius_of (who->level, n_levels);

      draw_dot (picture, x_at (angles[i], radius), y_at (angles[i], radius), sector->first + i + 1,
                who, dot_size (travellers, sector, sector->first + i, n_levels));
    }
}

/* "Citizens 16; …", from the data. */
static void
describe (PtPicture *picture, GArray *sectors, const char *const *groups, const char *lang)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);

      g_ptr_array_add (parts, g_strdup_printf ("%s %u", groups[sector->group], sector->n));
    }
  g_autofree char *list = pt_words_list (lang, parts);
  g_autofree char *text = g_strdup_printf (
      "%s %s.",
      pt_words (lang, NC_ ("story", "Rings with the fellow travellers per kind of party:")), list);

  pt_picture_describe (picture, pt_words (lang, NC_ ("story", "The fellow travellers in rings")),
                       text);
}

PtPicture *
pt_picture_helix (GArray *travellers, const char *const *groups, const char *const *levels,
                  const char *lang)
{
  PtPicture *picture = pt_picture_new ("fellow-travellers", WIDTH, HEIGHT);
  guint n_levels = g_strv_length ((char **)levels);
  g_autoptr (GArray) sectors = find_sectors (travellers);

  draw_rings (picture, levels, n_levels, pt_words (lang, NC_ ("story", "not yet said")));
  draw_border (picture, WEDGE / 2);
  for (guint i = 0; i < sectors->len; i++)
    draw_border (picture, g_array_index (sectors, Sector, i).to);
  for (guint i = 0; i < sectors->len; i++)
    {
      const Sector *sector = &g_array_index (sectors, Sector, i);

      draw_group (picture, sector, groups[sector->group]);
      draw_sector (picture, travellers, sector, n_levels);
    }
  describe (picture, sectors, groups, lang);
  return picture;
}
