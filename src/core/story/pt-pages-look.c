/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The looks: a quiet book page, and the same in large print. Sizes are points; the column holds some
 * 70 letters, the number that reads best. Charis is drawn after Charter, the first choice of the
 * web page; what is not installed falls back to the next name. */
#include "pt-pages-private.h"

#define MM (72 / 25.4)
#define SERIF "Charis SIL, Charter, Noto Serif, DejaVu Serif, serif"
#define SANS "Cantarell, Noto Sans, DejaVu Sans, sans"

#define INK 0x22272e
#define MUTED 0x5a6370
#define ACCENT 0x3b4a8f
#define HIGH 0x1f7a5c

/* Family, size, leading, bold, italic, colour, room before and after, keep, bar. */
static const PtTextStyle book[PT_TEXT_LAST] = {
  [PT_TEXT_BODY] = { SERIF, 10.5, 1.42, false, false, INK, 0, 0.55, false, 0 },
  [PT_TEXT_TITLE] = { SERIF, 27, 1.15, true, false, INK, 0, 0.9, true, 0 },
  [PT_TEXT_SUBTITLE] = { SANS, 10, 1.45, false, false, MUTED, 0, 0.35, false, 0 },
  [PT_TEXT_COVER] = { SANS, 9.5, 1.45, false, false, MUTED, 0, 0.6, false, 0 },
  [PT_TEXT_DATELINE] = { SANS, 8.5, 1.4, false, false, MUTED, 1.3, 0.15, true, 0 },
  [PT_TEXT_LEAD] = { SERIF, 10.5, 1.42, false, true, MUTED, 0, 0.3, true, 0 },
  [PT_TEXT_OPENING] = { SERIF, 13, 1.45, false, false, INK, 0.2, 0.7, false, 0 },
  [PT_TEXT_QUESTION] = { SERIF, 11.5, 1.4, true, false, INK, 1, 0.7, true, ACCENT },
  [PT_TEXT_SIGNPOST] = { SERIF, 11.5, 1.4, true, false, INK, 1, 0.7, true, HIGH },
  [PT_TEXT_SMALL] = { SERIF, 9, 1.4, false, false, MUTED, 0, 0.5, false, 0 },
  [PT_TEXT_CODE] = { SANS, 30, 1.15, true, false, INK, 0, 0.2, true, 0 },
  [PT_TEXT_QUOTE] = { SERIF, 11.5, 1.42, false, true, INK, 0, 0.4, false, 0 },
  [PT_TEXT_SPEAKER] = { SANS, 8.5, 1.4, false, false, MUTED, 0, 1.1, false, 0 },
  [PT_TEXT_CHAPTER] = { SERIF, 19, 1.2, true, false, INK, 2.9, 1, true, 0 },
  [PT_TEXT_SECTION] = { SERIF, 13.5, 1.25, true, false, INK, 2.2, 0.5, true, 0 },
  [PT_TEXT_SUBSECTION] = { SERIF, 11, 1.3, true, false, INK, 1.5, 0.35, true, 0 },
  [PT_TEXT_CAPTION] = { SANS, 8.5, 1.4, false, false, MUTED, 0, 1.2, false, 0 },
  [PT_TEXT_CELL] = { SANS, 8.5, 1.35, false, false, INK, 0, 0, false, 0 },
  [PT_TEXT_CELL_HEAD] = { SANS, 8.5, 1.35, true, false, MUTED, 0, 0, true, 0 },
  [PT_TEXT_NOTE] = { SERIF, 8.5, 1.35, false, false, MUTED, 0, 0.1, false, 0 },
  [PT_TEXT_SOURCE] = { SERIF, 8, 1.38, false, false, MUTED, 0, 0.2, false, 0 },
  [PT_TEXT_FURNITURE] = { SANS, 8, 1.3, false, false, MUTED, 0, 0, false, 0 },
  [PT_TEXT_CONTENTS] = { SANS, 9.5, 1.4, false, false, INK, 0, 0.35, false, 0 },
};

static const PtTextStyle large[PT_TEXT_LAST] = {
  [PT_TEXT_BODY] = { SANS, 16, 1.45, false, false, 0, 0, 0.6, false, 0 },
  [PT_TEXT_TITLE] = { SANS, 32, 1.2, true, false, 0, 0, 0.9, true, 0 },
  [PT_TEXT_SUBTITLE] = { SANS, 16, 1.45, false, false, 0, 0, 0.4, false, 0 },
  [PT_TEXT_COVER] = { SANS, 16, 1.45, false, false, 0, 0, 0.6, false, 0 },
  [PT_TEXT_DATELINE] = { SANS, 16, 1.45, true, false, 0, 1.2, 0.2, true, 0 },
  [PT_TEXT_LEAD] = { SANS, 16, 1.45, false, false, 0, 0, 0.3, true, 0 },
  [PT_TEXT_OPENING] = { SANS, 18, 1.45, false, false, 0, 0.2, 0.7, false, 0 },
  [PT_TEXT_QUESTION] = { SANS, 17, 1.4, true, false, 0, 1, 0.7, true, ACCENT },
  [PT_TEXT_SIGNPOST] = { SANS, 17, 1.4, true, false, 0, 1, 0.7, true, HIGH },
  [PT_TEXT_SMALL] = { SANS, 16, 1.45, false, false, 0, 0, 0.5, false, 0 },
  [PT_TEXT_CODE] = { SANS, 36, 1.15, true, false, 0, 0, 0.2, true, 0 },
  [PT_TEXT_QUOTE] = { SANS, 17, 1.45, false, false, 0, 0, 0.4, false, 0 },
  [PT_TEXT_SPEAKER] = { SANS, 16, 1.4, false, false, 0, 0, 1.1, false, 0 },
  [PT_TEXT_CHAPTER] = { SANS, 25, 1.2, true, false, 0, 2.4, 1, true, 0 },
  [PT_TEXT_SECTION] = { SANS, 20, 1.25, true, false, 0, 1.8, 0.5, true, 0 },
  [PT_TEXT_SUBSECTION] = { SANS, 17, 1.3, true, false, 0, 1.4, 0.4, true, 0 },
  [PT_TEXT_CAPTION] = { SANS, 16, 1.4, false, false, 0, 0, 1.2, false, 0 },
  [PT_TEXT_CELL] = { SANS, 14, 1.35, false, false, 0, 0, 0, false, 0 },
  [PT_TEXT_CELL_HEAD] = { SANS, 14, 1.35, true, false, 0, 0, 0, true, 0 },
  [PT_TEXT_NOTE] = { SANS, 14, 1.4, false, false, 0, 0, 0.2, false, 0 },
  [PT_TEXT_SOURCE] = { SANS, 14, 1.4, false, false, 0, 0, 0.2, false, 0 },
  [PT_TEXT_FURNITURE] = { SANS, 14, 1.3, false, false, 0, 0, 0, false, 0 },
  [PT_TEXT_CONTENTS] = { SANS, 16, 1.4, false, false, 0, 0, 0.4, false, 0 },
};

static const PtPageSheet sheets[] = {
  [PT_LOOK_A4] = { .width = 210 * MM,
                   .height = 297 * MM,
                   .left = 40 * MM,
                   .right = 40 * MM,
                   .top = 31 * MM,
                   .bottom = 30 * MM,
                   .edge = 20 * MM,
                   .body = 10.5,
                   .photo_height = 78 * MM,
                   .accent = ACCENT,
                   .texts = book },
  [PT_LOOK_LARGE] = { .width = 210 * MM,
                      .height = 297 * MM,
                      .left = 22 * MM,
                      .right = 22 * MM,
                      .top = 28 * MM,
                      .bottom = 27 * MM,
                      .edge = 15 * MM,
                      .body = 16,
                      .photo_height = 120 * MM,
                      .accent = ACCENT,
                      .texts = large },
};

/* What is written on takes more of the paper. */
static const PtPageSheet form_sheet = {
  .width = 210 * MM,
  .height = 297 * MM,
  .left = 20 * MM,
  .right = 20 * MM,
  .top = 25 * MM,
  .bottom = 22 * MM,
  .edge = 20 * MM,
  .body = 10.5,
  .photo_height = 88 * MM,
  .accent = ACCENT,
  .texts = book,
};

const PtPageSheet *
pt_page_sheet_get (PtLook look, bool form)
{
  return form && look == PT_LOOK_A4 ? &form_sheet : &sheets[look];
}

/* ── The look of a house ── */

/* In which of its colours and fonts a house sets what. */
static const bool headings[PT_TEXT_LAST] = {
  [PT_TEXT_TITLE] = true,
  [PT_TEXT_CHAPTER] = true,
  [PT_TEXT_SECTION] = true,
  [PT_TEXT_SUBSECTION] = true,
};

/* (transfer full): @family first; where it lacks a letter, those that we would take. */
static char *
before (const char *family, const char *ours)
{
  return g_strdup_printf ("%s, %s", family, ours);
}

/* Large print keeps the letters that people with bad eyes read best; only its headings are the house's. */
static const char *
font_for (const PtHouse *house, PtTextRole role, const char *ours, bool large_print)
{
  if (headings[role])
    return house->heading_font;
  if (large_print)
    return NULL;
  return g_str_equal (ours, SERIF) ? house->text_font : house->heading_font;
}

static void
dress (PtTextStyle *text, const PtHouse *house, PtTextRole role, bool large_print)
{
  const char *font = font_for (house, role, text->family, large_print);

  text->family = font != NULL ? before (font, text->family) : g_strdup (text->family);
  if (house->has_accent && (role == PT_TEXT_TITLE || role == PT_TEXT_CHAPTER))
    text->colour = house->accent;
  if (house->has_accent && text->bar == ACCENT)
    text->bar = house->accent;
}

PtHouseSheet *
pt_house_sheet_new (const PtPageSheet *sheet, const PtHouse *house)
{
  PtHouseSheet *self = g_new0 (PtHouseSheet, 1);

  self->sheet = *sheet;
  self->sheet.texts = self->texts;
  if (house->has_accent)
    self->sheet.accent = house->accent;
  for (PtTextRole role = 0; role < PT_TEXT_LAST; role++)
    {
      self->texts[role] = sheet->texts[role];
      dress (&self->texts[role], house, role, sheet->texts == large);
    }
  return self;
}

void
pt_house_sheet_free (PtHouseSheet *self)
{
  for (PtTextRole role = 0; role < PT_TEXT_LAST; role++)
    g_free ((char *)self->texts[role].family);
  g_free (self);
}
