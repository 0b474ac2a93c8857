/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, pictures and headings in parts of a page of A4 at ten points, so that the narratives of the
 * example logbook come out within a page of how a browser prints them. */
#include "pt-story-pages.h"

#include "pt-story-pace.h"
#include "pt-story-words.h"

/* Hundredths of a page. */
enum
{
  PAGE = 100,
  ROOM_DRAWING = 45,
  ROOM_PHOTO = 28,
  ROOM_CHAPTER = 7,
  ROOM_HEADING = 4,
  ROOM_PARAGRAPH = 1,
  ROOM_ROW = 2,
};

static guint
words_in (GPtrArray *inlines)
{
  g_autofree char *text = inlines != NULL ? pt_inlines_dup_text (inlines) : NULL;

  return text != NULL ? pt_words_count (text) * PAGE / PT_PACE_PAGE_WORDS : 0;
}

static guint
room_of (const PtBlock *block)
{
  guint room = words_in (block->inlines) + words_in (block->attribution);

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    room += room_of (block->children->pdata[i]);
  switch (block->type)
    {
    case PT_BLOCK_HEADING:
      return room + (block->level <= 2 ? ROOM_CHAPTER : ROOM_HEADING);
    case PT_BLOCK_FIGURE:
      return room + (block->picture != NULL ? ROOM_DRAWING : ROOM_PHOTO)
             + (block->twin != NULL ? room_of (block->twin) : 0);
    case PT_BLOCK_TABLE:
      return room + ROOM_HEADING + ROOM_ROW * block->rows->len;
    case PT_BLOCK_PAGE_BREAK:
      return PAGE / 2;
    case PT_BLOCK_PARAGRAPH:
    case PT_BLOCK_QUOTE:
    case PT_BLOCK_LIST:
    case PT_BLOCK_NOTE:
    case PT_BLOCK_BLANKS:
      return room + ROOM_PARAGRAPH;
    }
  g_assert_not_reached ();
}

guint
pt_pages_estimate (PtDocument *document)
{
  guint room = 0;

  for (guint i = 0; i < pt_document_length (document); i++)
    room += room_of (pt_document_nth (document, i));
  return (room + PAGE - 1) / PAGE;
}
