/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures: a drawing or a photo with its caption as one box. A drawing whose words would be too
 * small in the column takes the margins, then a page that lies. */
#include "pt-pages-private.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>

/* Words of a drawing that are smaller cannot be read, in points. */
#define LEAST_TEXT 5.8
#define MAX_SCALE 1.0
/* Room between figure and caption, and around both; of the size of the body. */
#define CAPTION_GAP 0.55
#define AROUND 1.1
/* Points: of a logo at most. */
#define LOGO_WIDTH 150.0
#define LOGO_HEIGHT 48.0
/* Of the size of the body: between it and the title. */
#define LOGO_BELOW 2.4

static double
scale_to (PtPicture *picture, double width, double height)
{
  return MIN (MAX_SCALE, MIN (width / pt_picture_get_width (picture),
                              height / pt_picture_get_height (picture)));
}

/* Of the headings that @block stands right below: they go where it goes. */
static double
headings_above (const PtGalley *self)
{
  double height = 0;

  for (guint i = self->boxes->len; i > 0 && ((PtBox *)self->boxes->pdata[i - 1])->heading; i--)
    height += ((PtBox *)self->boxes->pdata[i - 1])->height;
  return height > 0 ? height + AROUND * self->pages->sheet->body : 0;
}

static void
lay_headings (PtGalley *self)
{
  for (guint i = self->boxes->len; i > 0 && ((PtBox *)self->boxes->pdata[i - 1])->heading; i--)
    ((PtBox *)self->boxes->pdata[i - 1])->lies = true;
}

/* The caption below a figure that is @height high, in its box. */
static void
add_caption (PtGalley *self, const PtBlock *block, PtBox *box, double x, double width, guint parent)
{
  const double gap = CAPTION_GAP * self->pages->sheet->body;
  const PtTextStyle *style = &self->pages->sheet->texts[PT_TEXT_CAPTION];
  g_autofree char *words = pt_inlines_dup_text (block->inlines);
  g_autoptr (PtText) text = NULL;
  double y = box->height + gap;
  guint tag;

  if (*words == '\0')
    return;
  text = pt_text_new (self->pages, PT_TEXT_CAPTION, block->inlines, width);
  tag = pt_pages_tag (self->pages, parent, "Caption");
  for (int i = 0; i < pango_layout_get_line_count (text->layout); i++)
    {
      pt_text_put (text, self->pages, PT_TEXT_CAPTION, i, box, x, y, tag);
      y += style->size * style->leading;
    }
  box->height = y;
}

/* What the caption of @block needs below its figure. */
static double
caption_height (PtGalley *self, const PtBlock *block, double width)
{
  g_autofree char *words = pt_inlines_dup_text (block->inlines);
  g_autoptr (PtText) text = NULL;

  if (*words == '\0')
    return 0;
  text = pt_text_new (self->pages, PT_TEXT_CAPTION, block->inlines, width);
  return pt_text_height (text, self->pages, PT_TEXT_CAPTION)
         + CAPTION_GAP * self->pages->sheet->body;
}

static guint
figure_tag (PtGalley *self, const PtBlock *block, guint parent)
{
  const guint tag = pt_pages_tag (self->pages, parent, "Figure");

  pt_pages_get_tag (self->pages, tag)->alt = g_strdup (block->alt != NULL ? block->alt : "");
  return tag;
}

/* The scale at which the smallest words of a drawing can still be read. */
static double
least_scale (PtPicture *picture)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < pt_picture_length (picture); i++)
    {
      const PtMark *mark = pt_picture_nth (picture, i);

      if (mark->type == PT_MARK_TEXT && mark->size > 0)
        least = MIN (least, mark->size);
    }
  return least < G_MAXDOUBLE ? MIN (MAX_SCALE, LEAST_TEXT / least) : 0;
}

/* Where a drawing stands, and how big. */
typedef struct
{
  double x, width, scale;
  bool lies;
} Stand;

static Stand
find_stand (PtGalley *self, const PtBlock *block)
{
  const PtPageSheet *sheet = self->pages->sheet;
  const double above = headings_above (self);
  const double high = sheet->height - sheet->top - sheet->bottom - above;
  const double least = least_scale (block->picture);
  const double caption = caption_height (self, block, self->width);
  const double wide = sheet->width - 2 * sheet->edge;
  const double column = scale_to (block->picture, self->width, high - caption);
  const double margins = scale_to (block->picture, wide, high - caption);
  const double lying = scale_to (block->picture, sheet->height - 2 * sheet->edge,
                                 sheet->width - 2 * sheet->edge - caption - above);

  if (column >= least)
    return (Stand){ self->x, self->width, column, false };
  if (margins >= least || margins >= lying)
    return (Stand){ sheet->edge, wide, margins, false };
  return (Stand){ sheet->edge, sheet->height - 2 * sheet->edge, lying, true };
}

static PtBox *
new_drawing (PtGalley *self, const PtBlock *block, guint parent)
{
  const Stand stand = find_stand (self, block);
  const double width = stand.scale * pt_picture_get_width (block->picture);
  PtBox *box = pt_box_new (stand.scale * pt_picture_get_height (block->picture));
  PtPiece *piece = pt_box_add (box, PT_PIECE_PICTURE, figure_tag (self, block, parent),
                               stand.x + (stand.width - width) / 2, 0);

  piece->width = width;
  piece->height = box->height;
  piece->picture = pt_picture_ref (block->picture);
  box->lies = stand.lies;
  if (stand.lies)
    lay_headings (self);
  add_caption (self, block, box, stand.lies ? stand.x : self->x,
               stand.lies ? stand.width : self->width, parent);
  return box;
}

static PtBox *
new_photo (PtGalley *self, const PtBlock *block, PtPhoto *photo, guint parent)
{
  const PtPageSheet *sheet = self->pages->sheet;
  const bool badge = block->style == PT_STYLE_COVER;
  const double most = badge ? sheet->photo_height / 4 : sheet->photo_height;
  const double scale = MIN (self->width / photo->width, most / photo->height);
  PtBox *box = pt_box_new (scale * photo->height);
  PtPiece *piece = pt_box_add (box, PT_PIECE_PHOTO, figure_tag (self, block, parent), self->x, 0);

  piece->width = scale * photo->width;
  piece->height = box->height;
  piece->photo = pt_photo_ref (photo);
  box->floats = !badge;
  add_caption (self, block, box, self->x, self->width, parent);
  return box;
}

/* What was a picture once and cannot be read says in words what it showed. */
static PtBox *
new_broken (PtGalley *self, const PtBlock *block, guint parent)
{
  const double body = self->pages->sheet->body;
  const char *words = block->alt != NULL && *block->alt != '\0'
                          ? block->alt
                          : pt_words (self->pages->lang,
                                      NC_ ("story", "A picture that cannot be shown"));
  g_autoptr (PtText)
      text = pt_text_new_plain (self->pages, PT_TEXT_CAPTION, words, self->width - 2 * body);
  const double height = pt_text_height (text, self->pages, PT_TEXT_CAPTION);
  PtBox *box = pt_box_new (height + 2 * body);
  const guint tag = pt_pages_tag (self->pages, parent, "P");

  pt_box_fill (box, self->x, 0, self->width, box->height, 0xf3f1ea);
  for (int i = 0; i < pango_layout_get_line_count (text->layout); i++)
    pt_text_put (text, self->pages, PT_TEXT_CAPTION, i, box, self->x + body,
                 body + i * height / pango_layout_get_line_count (text->layout), tag);
  add_caption (self, block, box, self->x, self->width, parent);
  return box;
}

static PtBox *
new_figure (PtGalley *self, const PtBlock *block, guint parent)
{
  g_autoptr (PtPhoto) photo = NULL;

  if (block->picture != NULL)
    return new_drawing (self, block, parent);
  if (block->image != NULL)
    photo = pt_photo_new (block->image, PT_PHOTO_PRINT_PIXELS);
  return photo != NULL ? new_photo (self, block, photo, parent) : new_broken (self, block, parent);
}

void
pt_galley_figure (PtGalley *self, const PtBlock *block)
{
  const double around = AROUND * self->pages->sheet->body;
  const guint parent = pt_pages_tag (self->pages, self->tag, "Div");
  PtBox *box = new_figure (self, block, parent);

  if (block->twin != NULL)
    box->floats = false;
  pt_galley_add (self, box, around, around);
  if (block->twin != NULL)
    pt_galley_table (self, block->twin);
}

void
pt_galley_logo (PtGalley *self, PtPhoto *logo)
{
  const PtPageSheet *sheet = self->pages->sheet;
  const double scale = MIN (LOGO_WIDTH / logo->width, LOGO_HEIGHT / logo->height);
  const guint tag = pt_pages_tag (self->pages, self->tag, "Figure");
  PtBox *box = pt_box_new (scale * logo->height);
  PtPiece *piece = pt_box_add (box, PT_PIECE_PHOTO, tag, self->x, 0);

  pt_pages_get_tag (self->pages, tag)->alt = g_strdup (
      pt_words (self->pages->lang, NC_ ("story", "Logo")));
  piece->width = scale * logo->width;
  piece->height = box->height;
  piece->photo = pt_photo_ref (logo);
  box->keep = true;
  pt_galley_add (self, box, 0, LOGO_BELOW * sheet->body);
}
