/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How pages are made: blocks become boxes (pt-pages-text.c, -table.c, -figure.c, -blocks.c), boxes
 * are shared out over pages (pt-pages-break.c), pages are drawn (pt-pages-draw.c). Inside
 * core/story only. All measures are points. */
#pragma once

#include "pt-pages.h"
#include "pt-photo.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* The tag of what only decorates: rules, heads, page numbers. */
#define PT_TAG_NONE G_MAXUINT

/* A node of the structure that screen readers walk; the first is the document. */
typedef struct
{
  const char *type; /* standard structure type of ISO 32000-1 §14.8.4 */
  guint parent;
  char *alt;         /* or NULL */
  char *actual;      /* the words where some of them are drawn as pictures; or NULL */
  char *lang;        /* or NULL */
  const char *scope; /* of a TH: "Column" or "Row"; or NULL */
} PtTag;

typedef enum
{
  PT_PIECE_LINE,
  PT_PIECE_FILL,
  PT_PIECE_PICTURE,
  PT_PIECE_PHOTO,
  PT_PIECE_NUMBER, /* of the page where an anchor stands, set to the right */
} PtPieceType;

/* Something that is drawn: a line of text from its baseline, the others from their upper left. */
typedef struct
{
  PtPieceType type;
  guint tag;
  double x, y, width, height;
  guint32 colour;        /* 0xrrggbb */
  PangoLayout *layout;   /* line, number */
  PangoLayoutLine *line; /* of that layout */
  PtPicture *picture;
  PtPhoto *photo;
  char *anchor; /* number */
} PtPiece;

typedef struct
{
  double x, y, width, height;
  char *href;
  guint tag;
} PtPageLink;

/* What cannot be broken: a line, a row, a figure with its caption. */
typedef struct _PtBox PtBox;
struct _PtBox
{
  double before; /* room above it, not at the top of a page */
  double height;
  double need;   /* a heading: what must be left on the page for it and what follows */
  bool keep;     /* on the page of the next one */
  bool heading;  /* a line of one */
  bool new_page; /* begins one */
  bool floats;   /* may stand at the top of the next page while the text goes on */
  bool lies;     /* on a page of its own that is wider than high */
  double
      half; /* in two columns with its neighbours: how far the second is from the first; else 0 */
  GPtrArray *pieces;
  GArray *links;    /* PtPageLink; or NULL */
  GPtrArray *notes; /* char *: ids of footnotes that are referred to; or NULL */
  PtBox *head;      /* borrowed: the head of the table that this row is of; or NULL */
  char *anchor;     /* id of the block that begins here; or NULL */
  char *title;      /* of the heading that it is; or NULL */
  int level;
};

typedef struct
{
  const char *family;
  double size;
  double leading; /* from baseline to baseline, of size */
  bool bold, italic;
  guint32 colour;
  double before, after; /* of the size of the body */
  bool keep;
  guint32 bar; /* colour of a rule at its side; 0 = none */
} PtTextStyle;

typedef enum
{
  PT_TEXT_BODY,
  PT_TEXT_TITLE,
  PT_TEXT_SUBTITLE,
  PT_TEXT_COVER,
  PT_TEXT_DATELINE,
  PT_TEXT_LEAD,
  PT_TEXT_OPENING,
  PT_TEXT_QUESTION,
  PT_TEXT_SIGNPOST,
  PT_TEXT_SMALL,
  PT_TEXT_CODE,
  PT_TEXT_QUOTE,
  PT_TEXT_SPEAKER,
  PT_TEXT_CHAPTER,
  PT_TEXT_SECTION,
  PT_TEXT_SUBSECTION,
  PT_TEXT_CAPTION,
  PT_TEXT_CELL,
  PT_TEXT_CELL_HEAD,
  PT_TEXT_NOTE,
  PT_TEXT_SOURCE,
  PT_TEXT_FURNITURE, /* heads and numbers of pages */
  PT_TEXT_CONTENTS,
  PT_TEXT_LAST,
} PtTextRole;

/* The measures of a look. */
typedef struct
{
  double width, height;     /* of the paper */
  double left, right;       /* margins of the column */
  double top, bottom;       /* margins of the text */
  double edge;              /* the least margin, for what is wider than the column */
  double body;              /* size of the text */
  double photo_height;      /* at most */
  guint32 accent;           /* of links, and of what a house puts its colour on */
  const PtTextStyle *texts; /* by PtTextRole */
} PtPageSheet;

/* @form: for a document that is written on. */
const PtPageSheet *pt_page_sheet_get (PtLook look, bool form);

/* A sheet in the look of a house. */
typedef struct
{
  PtPageSheet sheet;
  PtTextStyle texts[PT_TEXT_LAST];
} PtHouseSheet;

/* (transfer full): @sheet with the fonts and the colour of @house. */
PtHouseSheet *pt_house_sheet_new (const PtPageSheet *sheet, const PtHouse *house);
void pt_house_sheet_free (PtHouseSheet *self);

/* A piece on a page. */
typedef struct
{
  const PtPiece *piece;
  double x, y;   /* of its box */
  bool repeated; /* the head of a table on its later pages: not to be read again */
} PtPlaced;

typedef struct
{
  double width, height;
  GArray *placed; /* PtPlaced */
  GArray *links;  /* PtPageLink, borrowing from boxes; on the page */
  const char *chapter;
  bool bare; /* a cover: no head, no number */
} PtPage;

typedef struct
{
  guint page;
  double y;
} PtAnchorPlace;

typedef struct
{
  const char *title;
  int level;
  guint page;
  double y;
} PtOutlineItem;

struct _PtPages
{
  gatomicrefcount refs;
  PtDocument *document;
  const PtPageSheet *sheet;
  double squeeze; /* the room between boxes, of what they ask for: 1 unless a page less is won */
  PtHouseSheet *own_sheet; /* what @sheet is, in a house; or NULL */
  const char *lang;
  PangoContext *context;
  GArray *tags;         /* PtTag */
  GPtrArray *cover;     /* PtBox: below the title; owned as all boxes */
  GPtrArray *masthead;  /* PtBox */
  GPtrArray *boxes;     /* PtBox: the text */
  GPtrArray *contents;  /* PtBox */
  GHashTable *notes;    /* id → GPtrArray of PtBox */
  GPtrArray *furniture; /* PtBox: heads and numbers */
  GPtrArray *heads;     /* PtBox: of tables */
  GPtrArray *pages;     /* PtPage */
  GHashTable *anchors;  /* id → PtAnchorPlace */
  GHashTable *photos;   /* GBytes → number, of those that were drawn into a PDF */
  GArray *outline;      /* PtOutlineItem */
};

/* Where boxes are being added. */
typedef struct
{
  PtPages *pages;
  GPtrArray *boxes; /* borrowed */
  double x, width;
  guint tag;     /* the parent of what comes */
  double before; /* room that the last one asked for */
  guint32 bar;   /* colour of a rule at the side; 0 = none */
  double bar_x;
} PtGalley;

/* Boxes in two columns (PtBox.half). End: behind the run that begins at @from. Split: where the second column
 * begins; gives the height of the higher one. Fit: behind the last box of @from … @to - 1 for which there
 * is room. */
guint pt_columns_end (GPtrArray *boxes, guint from);
double pt_columns_split (GPtrArray *boxes, guint from, guint to, guint *middle);
guint pt_columns_fit (GPtrArray *boxes, guint from, guint to, double high);

guint pt_pages_tag (PtPages *self, guint parent, const char *type);
PtTag *pt_pages_get_tag (PtPages *self, guint tag);

PtBox *pt_box_new (double height);
void pt_box_free (PtBox *self);
PtPiece *pt_box_add (PtBox *self, PtPieceType type, guint tag, double x, double y);
PtPiece *pt_box_fill (PtBox *self, double x, double y, double width, double height, guint32 colour);
/* Takes @box: with the room between it and what came before, and the rule at its side. */
void pt_galley_add (PtGalley *self, PtBox *box, double before, double after);

/* What a text leads to, by bytes of its layout. */
typedef struct
{
  guint from, to;
  char *href;
} PtTextSpan;

typedef struct
{
  PangoLayout *layout;
  GArray *spans;    /* PtTextSpan */
  GPtrArray *notes; /* PtTextSpan-like: ids with the byte they stand at */
  GArray *note_at;  /* guint: by the same index */
} PtText;

PtText *pt_text_new (PtPages *pages, PtTextRole role, GPtrArray *inlines, double width);
PtText *pt_text_new_plain (PtPages *pages, PtTextRole role, const char *text, double width);
void pt_text_free (PtText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtText, pt_text_free)
double pt_text_height (PtText *self, PtPages *pages, PtTextRole role);
/* Adds line @n of @self to @box with its upper edge at @y; its links and notes too. */
void pt_text_put (PtText *self, PtPages *pages, PtTextRole role, int line, PtBox *box, double x,
                  double y, guint tag);
/* One box for each line, so that at least two stay together on either side of a break. */
void pt_galley_text (PtGalley *self, PtTextRole role, PtText *text, guint tag);

void pt_galley_block (PtGalley *self, const PtBlock *block);
void pt_galley_blocks (PtGalley *self, GPtrArray *blocks, PtTextRole body);
void pt_galley_table (PtGalley *self, const PtBlock *table);
void pt_galley_figure (PtGalley *self, const PtBlock *figure);
/* Of the house, above the title. */
void pt_galley_logo (PtGalley *self, PtPhoto *logo);
/* The contents, from the headings of the document. */
void pt_pages_make_contents (PtPages *self);
guint pt_pages_count_chapters (PtPages *self);

/* Shares the boxes out, again if they were before. */
void pt_pages_break (PtPages *self, bool with_contents);
/* Heads and numbers, when all pages are there. */
void pt_pages_furnish (PtPages *self);
void pt_page_free (PtPage *self);
void pt_page_put (PtPage *self, const PtBox *box, double x, double y, bool repeated);

/* As pt_pages_draw(); each stretch with one tag is told to @begin and @end. */
typedef struct
{
  void (*begin) (guint tag, gpointer data);
  void (*end) (gpointer data);
  gpointer data;
} PtTagHooks;
void pt_pages_draw_tagged (PtPages *self, guint page, cairo_t *cr, const PtTagHooks *hooks);

G_END_DECLS
