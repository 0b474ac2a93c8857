/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table, for the font that was asked about last: the titles of all lists have the same. */
#include "pt-letter-widths.h"

#include <pango/pangocairo.h>

#define LETTERS 0x250 /* Latin, with all its accents */
#define UNKNOWN -1

static struct
{
  PangoFontDescription *font;
  double resolution;
  int usual;           /* in Pango's units, as all of it */
  int widths[LETTERS]; /* UNKNOWN until it is met */
} table;

static void
use_font (PangoContext *context)
{
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const double resolution = pango_cairo_context_get_resolution (context);
  PangoFontMetrics *metrics;

  if (table.font != NULL && pango_font_description_equal (table.font, font)
      && table.resolution == resolution)
    return;
  g_clear_pointer (&table.font, pango_font_description_free);
  table.font = pango_font_description_copy (font);
  table.resolution = resolution;
  metrics = pango_context_get_metrics (context, font, NULL);
  table.usual = pango_font_metrics_get_approximate_char_width (metrics);
  pango_font_metrics_unref (metrics);
  for (guint i = 0; i < LETTERS; i++)
    table.widths[i] = UNKNOWN;
}

static int
measure (GtkWidget *widget, gunichar letter)
{
  char text[6];
  const int length = g_unichar_to_utf8 (letter, text);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  int width;

  pango_layout_set_text (layout, text, length);
  pango_layout_get_size (layout, &width, NULL);
  return width;
}

static int
width_of (GtkWidget *widget, gunichar letter)
{
  if (letter >= LETTERS)
    return g_unichar_iszerowidth (letter) ? 0
           : g_unichar_iswide (letter)    ? 2 * table.usual
                                          : table.usual;
  if (table.widths[letter] == UNKNOWN)
    table.widths[letter] = measure (widget, letter);
  return table.widths[letter];
}

int
pt_letter_widths_add (GtkWidget *widget, const char *text)
{
  int sum = 0;

  use_font (gtk_widget_get_pango_context (widget));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    sum += width_of (widget, g_utf8_get_char (at));
  return PANGO_PIXELS_CEIL (sum);
}
