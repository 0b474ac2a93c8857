/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-contrast.h. */
#include "pt-contrast.h"

#include <math.h>

#define STEPS 100

/* WCAG 2.1, definition of relative luminance. */
static double
linear (guint32 byte)
{
  const double share = byte / 255.0;

  return share <= 0.03928 ? share / 12.92 : pow ((share + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 rgb)
{
  return 0.2126 * linear (rgb >> 16 & 255) + 0.7152 * linear (rgb >> 8 & 255)
         + 0.0722 * linear (rgb & 255);
}

double
pt_contrast (guint32 one, guint32 other)
{
  const double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* @rgb on its way to @target: 0 = none of it, STEPS = there. */
static guint32
mix (guint32 rgb, guint32 target, guint step)
{
  guint32 out = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      const guint32 from = rgb >> shift & 255, to = target & 255;

      out = out << 8 | (from * (STEPS - step) + to * step) / STEPS;
    }
  return out;
}

guint32
pt_contrast_fit (guint32 colour, guint32 paper)
{
  const guint32 target = pt_contrast (paper, 0) > pt_contrast (paper, 0xffffff) ? 0 : 0xffffff;
  guint32 fit = colour;

  for (guint step = 1; step <= STEPS && pt_contrast (fit, paper) < PT_CONTRAST_ENOUGH; step++)
    fit = mix (colour, target, step);
  return fit;
}
