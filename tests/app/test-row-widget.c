/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row knows how high it is without setting its text: from the widths of letters, which have to be about those of
 * the text itself. */
#include "detail-fixture.h"

#include "pt-letter-widths.h"
#include "pt-row-text.h"
#include "pt-row-widget.h"

#define ROW_WIDTH 320
#define WIDE 4000
#define LONG                                                                                       \
  "Mevrouw De Wit legt een kussen op de medicijndispenser, en de apotheker belt haar daarover op"

/* Pixels that letters beside each other may differ from each by itself. */
static int
tolerance (int width)
{
  return 3 + width / 25;
}

static void
test_widths (void)
{
  static const char *const texts[] = {
    "",
    "i",
    "MMMM",
    "Koffie werkt",
    "Één crème brûlée à 3,50 – “zo duur?”",
    LONG,
    "Tante Ávila vóór Wytze",
    "1234567890 %&/()=",
  };
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, texts[i]);
      const int added = pt_letter_widths_add (label, texts[i]);
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      if (ABS (added - width) > tolerance (width))
        g_test_message ("“%s”: %d, and not %d", texts[i], added, width);
      g_assert_cmpint (ABS (added - width), <=, tolerance (width));
    }
  g_object_unref (label);
}

/* Another font is measured anew. */
static void
test_font (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  PangoFontDescription *large_font = pango_font_description_from_string ("Sans 30");
  const int usual = pt_letter_widths_add (label, LONG);

  pango_context_set_font_description (gtk_widget_get_pango_context (label), large_font);
  const int large = pt_letter_widths_add (label, LONG);

  g_assert_cmpint (large, >, usual * 3 / 2);
  pango_font_description_free (large_font);
  g_object_unref (label);
}

static int
height_of (GtkWidget *widget, const char *title, int width)
{
  const PtRow row = { .kind = (char *)"entry",
                      .title = (char *)title,
                      .date = (char *)"2026-03-12",
                      .sharing = (char *)"core" };
  int least, natural;

  pt_row_widget_set_row (PT_ROW_WIDGET (widget), &row, PT_ROW_ALONE, FALSE);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, ==, natural);
  return natural;
}

/* The longer title needs a line more where it does not fit, and never a third. */
static void
test_lines (void)
{
  GtkWidget *row = g_object_ref_sink (pt_row_widget_new (FALSE));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (row, "Koffie");
  const int one = height_of (row, "Koffie", ROW_WIDTH);
  const int two = height_of (row, LONG, ROW_WIDTH);
  int line;

  pango_layout_get_pixel_size (layout, NULL, &line);
  g_assert_cmpint (ABS (two - one - line), <=, 2);
  g_assert_cmpint (height_of (row, LONG, WIDE), ==, one);
  g_assert_cmpint (height_of (row, LONG " " LONG " " LONG, ROW_WIDTH), ==, two);
  g_assert_cmpint (height_of (row, "Koffie", ROW_WIDTH), ==, one);
  g_object_unref (row);
}

/* What was found stands below, and makes place again. */
static void
test_snippet (void)
{
  GtkWidget *row = g_object_ref_sink (pt_row_widget_new (FALSE));
  const int without = height_of (row, "Koffie", ROW_WIDTH);
  int with, after;

  pt_row_widget_set_snippet (PT_ROW_WIDGET (row), "We dronken \u2068koffie\u2069.");
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, ROW_WIDTH, &with, NULL, NULL, NULL);
  pt_row_widget_set_snippet (PT_ROW_WIDGET (row), NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, ROW_WIDTH, &after, NULL, NULL, NULL);

  g_assert_cmpint (with, >, without);
  g_assert_cmpint (after, ==, without);
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  lab_init (&argc, &argv);
  g_test_add_func ("/row-widget/widths", test_widths);
  g_test_add_func ("/row-widget/font", test_font);
  g_test_add_func ("/row-widget/lines", test_lines);
  g_test_add_func ("/row-widget/snippet", test_snippet);
  return g_test_run ();
}
