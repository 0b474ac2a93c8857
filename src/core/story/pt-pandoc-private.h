/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the way to pandoc share. Inside core/story only. */
#pragma once

#include "pt-document.h"
#include "pt-house-face.h"
#include "pt-markdown.h"
#include "pt-zip-refill.h"

G_BEGIN_DECLS

typedef struct
{
  const char *format;     /* "docx", "odt", "epub" */
  const PtZipSwap *swaps; /* what it wants otherwise than pandoc writes it; or NULL */
  bool small;             /* is read on small screens */
  bool columns;           /* sources can stand in two columns */
  bool bitmaps;           /* some of its readers do not know SVG */
  bool contents;          /* has no list of chapters by itself */
  bool styled_cells;      /* takes styles for the words in cells */
  bool author;            /* says who wrote it without printing it twice */
  bool mute;              /* pandoc leaves out what a picture shows, in words */
} PtPandocKind;

/**
 * pt_pandoc_dress:
 * @name: of our template, or of our style sheet
 * @house: (nullable): ours as it is
 * @faces: (nullable) (element-type PtHouseFace): what an e-book has of the fonts of the house
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *pt_pandoc_dress (const PtPandocKind *kind, const char *name, const PtHouse *house,
                         GPtrArray *faces, GError **error);

/* (transfer full): of the file of @face, the @i-th of an e-book. */
char *pt_pandoc_name_face (const PtHouseFace *face, guint i);

/* What goes to pandoc beside the tree, and what is put in after it. */
typedef struct
{
  GPtrArray *files;     /* PtStoryFile: pictures; of photos only what stands in for them */
  GPtrArray *stand_ins; /* PtStandIn: the photos */
  GPtrArray *pictures;  /* char *: for each picture, in their order, its file and what it shows */
  GPtrArray
      *parts; /* PtStoryFile: what pandoc does not see; a drawing's bitmap and its SVG in turn */
} PtPandocGoods;

/* (transfer full): the document as pandoc's JSON, version 1.22; fills @goods. */
char *pt_pandoc_tree (PtDocument *document, const PtPandocKind *kind, const PtPandocGoods *goods);

/**
 * pt_pandoc_add_drawing_swaps:
 * @swaps: (element-type PtZipSwap): gets that @parts are there, in the words of Office Open XML
 * @parts: (element-type PtStoryFile): those of #PtPandocGoods
 */
void pt_pandoc_add_drawing_swaps (GArray *swaps, GPtrArray *parts);

/* Makes the columns of a Word document in @text, if it has a mark for them. */
void pt_pandoc_part_columns (GString *text);

G_END_DECLS
