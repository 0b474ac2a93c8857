/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree that every writer reads: what a document says, in which order, resting on which records.
 * It knows nothing about files or pages and is not changed once it is built. */
#pragma once

#include "pt-house.h"
#include "pt-picture.h"

#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  PT_INLINE_TEXT,
  PT_INLINE_STRONG,
  PT_INLINE_EMPHASIS,
  PT_INLINE_LINK,      /* target in href */
  PT_INLINE_NOTE,      /* the raised mark of the footnote whose id is in href, without # */
  PT_INLINE_REFERENCE, /* a raised mark that leads to href: an index of sources at the end */
  PT_INLINE_BREAK,
} PtInlineType;

typedef struct
{
  PtInlineType type;
  char *text;          /* PT_INLINE_TEXT and PT_INLINE_NOTE */
  char *href;          /* http, https, mailto, or # and the id of a block */
  char *lang;          /* where it is not that of what it stands in; or NULL */
  GPtrArray *children; /* PtInline; or NULL */
} PtInline;

PtInline *pt_inline_new (PtInlineType type, const char *text, const char *href);
void pt_inline_free (PtInline *self);
/* (transfer full): an array for PtInline; with @text (nullable) as its first. */
GPtrArray *pt_inlines_new (const char *text);
void pt_inlines_add (GPtrArray *inlines, PtInlineType type, const char *text);
/* The mark of the footnote with @id. */
void pt_inlines_add_note (GPtrArray *inlines, const char *mark, const char *id);
/* A mark that leads to @href: # and the id of a block. */
void pt_inlines_add_reference (GPtrArray *inlines, const char *mark, const char *href);
/* (transfer full): the words without their style. */
char *pt_inlines_dup_text (GPtrArray *inlines);

typedef enum
{
  PT_BLOCK_HEADING,
  PT_BLOCK_PARAGRAPH,
  PT_BLOCK_QUOTE,
  PT_BLOCK_LIST,
  PT_BLOCK_TABLE,
  PT_BLOCK_FIGURE,
  PT_BLOCK_NOTE, /* a footnote: stands anywhere behind what refers to it; has id, mark, inlines */
  PT_BLOCK_PAGE_BREAK,
  PT_BLOCK_BLANKS, /* room to write by hand: a label and level lines */
} PtBlockType;

/* What a block is for; writers give it a look. */
typedef enum
{
  PT_STYLE_PLAIN,
  PT_STYLE_TITLE, /* the document's own name */
  PT_STYLE_SUBTITLE,
  PT_STYLE_DATELINE, /* day and place above a scene */
  PT_STYLE_LEAD,     /* a made sentence that carries the reader on */
  PT_STYLE_OPENING,  /* the first scene */
  PT_STYLE_QUESTION, /* somebody's question, standing on its own */
  PT_STYLE_SIGNPOST, /* advice, standing on its own */
  PT_STYLE_SMALL,    /* colophon, accountability */
  PT_STYLE_SOURCE,   /* what a number in the text leads to: one line of many */
  PT_STYLE_CODE,     /* letters and digits to be read from afar */
  PT_STYLE_COVER,    /* with title and subtitle before everything else: a page of their own */
} PtStyle;

typedef struct _PtBlock PtBlock;
struct _PtBlock
{
  PtBlockType type;
  PtStyle style;
  int level;              /* heading: 1 to 6; blanks: lines, 0 = one box to tick */
  bool ordered;           /* list */
  int start;              /* ordered list: its first number */
  char *id;               /* unique in the document; or NULL */
  char *lang;             /* where it is not the document's; or NULL */
  char *mark;             /* note: as in the inlines that refer to it */
  GPtrArray *inlines;     /* heading, paragraph, note, blanks; caption of table and figure */
  GPtrArray *attribution; /* quote: who said it; or NULL */
  GPtrArray *children;    /* PtBlock: of a quote; the items of a list, each a PT_BLOCK_QUOTE-like
                           * container of type PT_BLOCK_PARAGRAPH without inlines */
  char **header;          /* table: the names of its columns; its pages repeat them */
  bool row_header;        /* table: the first cell of a row names it */
  GPtrArray *rows;        /* table: char ** as long as header */
  PtPicture *picture;     /* figure: drawn; or NULL */
  PtPicture *narrow;      /* figure: the same for the screen of a telephone; or NULL */
  GBytes *image;          /* figure: a file; or NULL */
  char *mime;             /* of image */
  char *alt;              /* figure: what it shows, in words */
  PtBlock *twin;          /* figure: the same as a table; or NULL */
  GPtrArray *sources;     /* char *: ids of the records it rests on, sorted */
  char *section;          /* where a passage may replace it; or NULL */
  char *place;
};

PtBlock *pt_block_new (PtBlockType type);
void pt_block_free (PtBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtBlock, pt_block_free)
PtBlock *pt_block_new_heading (int level, const char *id, const char *text);
PtBlock *pt_block_new_paragraph (PtStyle style, const char *text);
PtBlock *pt_block_new_table (const char *caption, const char *const *header);
PtBlock *pt_block_new_note (const char *id, const char *mark, const char *text);
PtBlock *pt_block_new_blanks (const char *label, int lines);
/* Copies as many cells as there are columns. */
void pt_block_add_row (PtBlock *table, const char *const *cells);
/* Whether a cell is a number, which stands to the right. */
bool pt_cell_is_number (const char *cell);
void pt_block_add_source (PtBlock *self, const char *id);
/* Takes @item: an array of PtBlock. */
void pt_block_add_item (PtBlock *list, GPtrArray *item);

typedef struct _PtDocument PtDocument;

PtDocument *pt_document_new (const char *title, const char *lang);
PtDocument *pt_document_ref (PtDocument *self);
void pt_document_unref (PtDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtDocument, pt_document_unref)

/* While building: takes @block. */
void pt_document_add (PtDocument *self, PtBlock *block);
/* While building: what to say about it where a format has room for that. */
void pt_document_set_about (PtDocument *self, const char *author, const char *description,
                            const char *date);
/* While building: a short title for the head of each page; without one it is the title. */
void pt_document_set_running (PtDocument *self, const char *running);
/* While building: how the house wants it to look; @house (nullable): ours. */
void pt_document_set_house (PtDocument *self, PtHouse *house);
/* While building: it is to be written on, and takes the width of the paper. */
void pt_document_set_form (PtDocument *self);

const char *pt_document_get_title (PtDocument *self);
const char *pt_document_get_lang (PtDocument *self);
const char *pt_document_get_author (PtDocument *self);      /* or NULL */
const char *pt_document_get_description (PtDocument *self); /* or NULL */
const char *pt_document_get_date (PtDocument *self);        /* civil date; or NULL */
const char *pt_document_get_running (PtDocument *self);
PtHouse *pt_document_get_house (PtDocument *self); /* or NULL */
bool pt_document_is_form (PtDocument *self);
guint pt_document_length (PtDocument *self);
const PtBlock *pt_document_nth (PtDocument *self, guint i);
/* How many blocks at the beginning are title, subtitle and cover. */
guint pt_document_masthead (PtDocument *self);
/* Whether it has a cover: something of PT_STYLE_COVER in its masthead. */
bool pt_document_has_cover (PtDocument *self);
/* (transfer full): sorted ids of every record that a block rests on, NULL-terminated. */
char **pt_document_dup_sources (PtDocument *self);
/* (transfer full): all words, blocks parted by newlines; for tests, counts and searches. */
char *pt_document_dup_text (PtDocument *self);

G_END_DECLS
