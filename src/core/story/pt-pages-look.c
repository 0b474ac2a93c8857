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
  .texts = book,
};

const PtPageSheet *
pt_page_sheet_get (PtLook look, bool form)
{
  return form && look == PT_LOOK_A4 ? &form_sheet : &sheets[look];
}
