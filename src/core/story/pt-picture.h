/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawing as a list of marks, made from data once and rendered many times: to SVG here, to a
 * widget or a page elsewhere. Colours are roles (inks), so that dark pages and printers choose. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  PT_INK_NONE,
  PT_INK_TEXT,
  PT_INK_MUTED,    /* secondary text, axes */
  PT_INK_LINE,     /* hairlines */
  PT_INK_PAPER,    /* the background */
  PT_INK_BAND,     /* a quiet area */
  PT_INK_BAND_ALT, /* its neighbour */
  PT_INK_HIGH,
  PT_INK_LOW,
  PT_INK_TURN,
  PT_INK_BAR,     /* something that lasted */
  PT_INK_BAR_END, /* something that was stopped */
  PT_INK_LAST,
} PtInk;

/* #rrggbb on white paper; "none" for PT_INK_NONE. */
const char *pt_ink_colour (PtInk ink);
const char *pt_ink_colour_dark (PtInk ink); /* likewise on a dark page */
const char *pt_ink_name (PtInk ink);

typedef enum
{
  PT_MARK_LINE,   /* x, y → x2, y2 */
  PT_MARK_RECT,   /* x, y, width x2, height y2, corner radius r */
  PT_MARK_CIRCLE, /* centre x, y, radius r */
  PT_MARK_PATH,   /* steps */
  PT_MARK_TEXT,   /* baseline at x, y */
} PtMarkType;

typedef enum
{
  PT_ANCHOR_START,
  PT_ANCHOR_MIDDLE,
  PT_ANCHOR_END,
} PtAnchor;

typedef enum
{
  PT_STEP_MOVE,  /* to x, y */
  PT_STEP_LINE,  /* to x, y */
  PT_STEP_ARC,   /* of a circle with radius r to x, y; large, sweep as in SVG */
  PT_STEP_CURVE, /* by the control points x1, y1 and x2, y2 to x, y */
  PT_STEP_CLOSE,
} PtStepType;

typedef struct
{
  PtStepType type;
  double x, y, r;
  bool large, sweep;
  double x1, y1, x2, y2;
} PtStep;

typedef struct
{
  PtMarkType type;
  double x, y, x2, y2, r;
  GArray *steps; /* PtStep; or NULL */
  PtInk fill, stroke;
  double width; /* of the stroke */
  bool dashed;
  char *text;
  double size; /* of the text */
  bool bold;
  PtAnchor anchor;
  char *record; /* what it stands for: hover and click-through; or NULL */
} PtMark;

typedef struct _PtPicture PtPicture;

PtPicture *pt_picture_new (const char *name, double width, double height);
PtPicture *pt_picture_ref (PtPicture *self);
void pt_picture_unref (PtPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtPicture, pt_picture_unref)

/* While building. The returned mark is owned by the picture; valid until the next one is added. */
PtMark *pt_picture_line (PtPicture *self, double x, double y, double x2, double y2, PtInk stroke,
                         double width);
PtMark *pt_picture_rect (PtPicture *self, double x, double y, double w, double h, double r,
                         PtInk fill);
PtMark *pt_picture_circle (PtPicture *self, double x, double y, double r, PtInk fill, PtInk stroke);
PtMark *pt_picture_path (PtPicture *self, PtInk fill, PtInk stroke);
PtMark *pt_picture_text (PtPicture *self, double x, double y, PtAnchor anchor, double size,
                         PtInk fill, const char *text);
void pt_mark_step (PtMark *self, PtStepType type, double x, double y);
void pt_mark_arc (PtMark *self, double r, bool large, bool sweep, double x, double y);
void pt_mark_curve (PtMark *self, double x1, double y1, double x2, double y2, double x, double y);
void pt_picture_set_height (PtPicture *self, double height);
/* Where it stands beside another drawing of the same. */
void pt_picture_rename (PtPicture *self, const char *name);
void pt_picture_describe (PtPicture *self, const char *title, const char *description);

const char *pt_picture_get_name (PtPicture *self); /* fit for a file name */
const char *pt_picture_get_title (PtPicture *self);
const char *pt_picture_get_description (PtPicture *self);
double pt_picture_get_width (PtPicture *self);
double pt_picture_get_height (PtPicture *self);
guint pt_picture_length (PtPicture *self);
const PtMark *pt_picture_nth (PtPicture *self, guint i);

/**
 * pt_picture_find:
 * @x: on the picture
 * @y: on the picture
 * @slack: how far from a mark still counts
 *
 * Returns: the place of the topmost mark there that stands for a record; %G_MAXUINT = none
 */
guint pt_picture_find (PtPicture *self, double x, double y, double slack);
/* How many words, lines and shapes have something in the box from @x, @y down; hairlines do not count. */
guint pt_picture_count_in (PtPicture *self, double x, double y, double width, double height);
/* The box around a mark. */
void pt_mark_bounds (const PtMark *self, double *x, double *y, double *width, double *height);

/**
 * pt_text_width:
 * @text: one line
 * @size: of the font
 *
 * The same everywhere, without asking a font: from the widths of a common sans serif, rounded up,
 * so that labels placed by it do not touch.
 */
double pt_text_width (const char *text, double size);
/* (transfer full): @text cut at a word with "…" where it is wider than @width. */
char *pt_text_fit (const char *text, double size, double width);
/* (transfer full): @text in at most @most lines, NULL-terminated; the last one is cut where needed. */
char **pt_text_wrap (const char *text, double size, double width, guint most);

/**
 * pt_picture_to_svg:
 * @standalone: with an XML declaration and the namespace, as a file; else to stand in HTML
 * @family: (nullable): of its words, as CSS lists them; %NULL = as on our web pages
 *
 * Returns: (transfer full): role img, title, description and the marks in order
 */
char *pt_picture_to_svg (PtPicture *self, bool standalone, const char *family);

G_END_DECLS
