/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing pandoc's JSON (text.pandoc.org, pandoc-types 1.22): what the files of our tree share. Inside
 * core/story only. */
#pragma once

#include "pt-pandoc-private.h"

G_BEGIN_DECLS

typedef struct
{
  GString *out;
  PtDocument *document;
  const PtPandocKind *kind;
  const PtPandocGoods *goods;
  GHashTable *notes; /* id → PtBlock */
  guint images;
} PtPandocWriter;

void pt_pandoc_put (PtPandocWriter *self, const char *json);
void pt_pandoc_put_string (PtPandocWriter *self, const char *text);
/* Between the members of an array. */
void pt_pandoc_part (PtPandocWriter *self);
/* Opens an element whose content is an array; close with "]}". */
void pt_pandoc_open (PtPandocWriter *self, const char *type);
/* ["id",["class"],[["key","value"]]]; all nullable */
void pt_pandoc_put_attributes (PtPandocWriter *self, const char *id, const char *class,
                               const char *key, const char *value);
/* Opens a Div with a style; close with "]]}". E-readers know it as a class. */
void pt_pandoc_open_div (PtPandocWriter *self, const char *id, const char *style);

void pt_pandoc_put_words (PtPandocWriter *self, const char *text);
void pt_pandoc_put_inlines (PtPandocWriter *self, GPtrArray *inlines);
void pt_pandoc_put_para (PtPandocWriter *self, GPtrArray *inlines);
void pt_pandoc_put_styled (PtPandocWriter *self, const char *id, const char *style,
                           GPtrArray *inlines);
void pt_pandoc_put_table (PtPandocWriter *self, const PtBlock *block);
void pt_pandoc_put_figure (PtPandocWriter *self, const PtBlock *block);
/* Above which pandoc's title stands; called @words. */
void pt_pandoc_put_logo (PtPandocWriter *self, const char *words);

/* Whether from block @at on there are only sources. */
bool pt_pandoc_begins_columns (PtDocument *document, guint at);
/* From here on in two columns; only in Word. */
void pt_pandoc_put_columns (PtPandocWriter *self);

/**
 * pt_pandoc_put_drawing:
 * @width: centimetres
 * @alt: what it shows, in words
 *
 * A drawing in Word: as SVG, and as a bitmap for programs that do not know that. Both go into @self->goods.
 */
void pt_pandoc_put_drawing (PtPandocWriter *self, PtPicture *picture, double width,
                            const char *alt);

G_END_DECLS
