/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos, drawings and the logo as pandoc has them. */
#include "pt-pandoc-writer.h"

#include "pt-photo.h"
#include "pt-zip-refill.h"

#include <string.h>

/* Centimetres: the column of our templates, and the height of a photo and of a drawing: below a chapter's
 * heading and above its caption. */
#define COLUMN 16.0
#define DRAWING_HEIGHT 18.5
#define PHOTO_HEIGHT 11.0
#define BADGE_HEIGHT 2.2
#define LOGO_HEIGHT 1.7
/* Of an e-reader of six inches. */
#define SCREEN_WIDTH 9.0
#define SCREEN_HEIGHT 11.0
#define UNIT_MOST 0.03 /* of a drawing */

/* A picture that becomes a file beside the text; never under the name that it had. */
typedef struct
{
  char *path;
  double width; /* centimetres */
} Image;

static void
take_file (PtPandocWriter *self, const char *path, GBytes *bytes)
{
  PtStoryFile *file = g_new0 (PtStoryFile, 1);

  file->path = g_strdup (path);
  file->bytes = bytes;
  g_ptr_array_add (self->goods->files, file);
}

/* Small ones are not blown up to the column: their words would be larger than the text. */
static double
drawing_width (PtPicture *picture)
{
  const double width = pt_picture_get_width (picture);
  const double column = MIN (COLUMN, width * UNIT_MOST);

  return MIN (column, DRAWING_HEIGHT * width / pt_picture_get_height (picture));
}

static Image
add_drawing (PtPandocWriter *self, PtPicture *picture)
{
  const Image image = { g_strdup_printf ("picture-%02u.svg", ++self->images),
                        drawing_width (picture) };
  char *svg = pt_picture_to_svg (picture, true, NULL);

  take_file (self, image.path, g_bytes_new_take (svg, strlen (svg)));
  return image;
}

static Image
add_jpeg (PtPandocWriter *self, PtPhoto *photo, double most)
{
  const Image image = { g_strdup_printf ("picture-%02u.jpg", ++self->images),
                        MIN (COLUMN, most * photo->width / photo->height) };
  PtStandIn *stand_in = pt_stand_in_new (photo->jpeg, photo->width, photo->height, self->images);

  take_file (self, image.path, g_bytes_ref (stand_in->stand_in));
  g_ptr_array_add (self->goods->stand_ins, stand_in);
  return image;
}

static Image
add_photo (PtPandocWriter *self, const PtBlock *block)
{
  g_autoptr (PtPhoto)
      photo = block->image != NULL ? pt_photo_new (block->image, PT_PHOTO_PRINT_PIXELS) : NULL;

  return photo != NULL
             ? add_jpeg (self, photo, block->style == PT_STYLE_COVER ? BADGE_HEIGHT : PHOTO_HEIGHT)
             : (Image){ NULL, COLUMN };
}

static void
put_image (PtPandocWriter *self, const Image *image, const char *alt)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *width = g_strconcat (
      g_ascii_formatd (number, sizeof number, "%.2f", image->width), "cm", NULL);

  pt_pandoc_open (self, "Para");
  pt_pandoc_open (self, "Image");
  pt_pandoc_put_attributes (self, NULL, NULL, "width", width);
  pt_pandoc_put (self, ",[");
  if (*alt != '\0')
    pt_pandoc_put_words (self, alt);
  pt_pandoc_put (self, "],[");
  pt_pandoc_put_string (self, image->path);
  pt_pandoc_put (self, ",\"\"]]}]}");
  g_ptr_array_add (self->goods->pictures, g_strdup (image->path));
  g_ptr_array_add (self->goods->pictures, g_strdup (alt));
}

/* How large it can be on the screen of an e-reader, which shows no more of it than fits. */
static double
scale_on_screen (PtPicture *picture)
{
  return MIN (SCREEN_WIDTH / pt_picture_get_width (picture),
              SCREEN_HEIGHT / pt_picture_get_height (picture));
}

/* An e-reader is hardly wider than a telephone, but one does not scroll it. */
static PtPicture *
choose_drawing (PtPandocWriter *self, const PtBlock *block)
{
  const bool narrow = self->kind->small && block->narrow != NULL
                      && scale_on_screen (block->narrow) > scale_on_screen (block->picture);

  return narrow ? block->narrow : block->picture;
}

/* A photo that cannot be read says in words what it showed. */
static void
put_picture (PtPandocWriter *self, const PtBlock *block, const char *alt)
{
  const Image image = block->picture != NULL ? add_drawing (self, choose_drawing (self, block))
                                             : add_photo (self, block);

  if (image.path != NULL)
    put_image (self, &image, alt);
  else
    {
      g_autoptr (GPtrArray) words = pt_inlines_new (alt);

      pt_pandoc_put_para (self, words);
    }
  g_free (image.path);
}

void
pt_pandoc_put_figure (PtPandocWriter *self, const PtBlock *block)
{
  const char *alt = block->alt != NULL ? block->alt : "";
  g_autofree char *caption = pt_inlines_dup_text (block->inlines);

  pt_pandoc_open_div (self, block->id, "Figure");
  if (block->picture != NULL && self->kind->bitmaps)
    pt_pandoc_put_drawing (self, block->picture, drawing_width (block->picture), alt);
  else
    put_picture (self, block, alt);
  pt_pandoc_put (self, "]]}");
  if (*caption != '\0')
    pt_pandoc_put_styled (self, NULL, "Image Caption", block->inlines);
  if (block->twin != NULL)
    pt_pandoc_put_table (self, block->twin);
}

/* The logo of the house, which pandoc's title stands above. */
void
pt_pandoc_put_logo (PtPandocWriter *self, const char *words)
{
  const PtHouse *house = pt_document_get_house (self->document);

  if (house == NULL || house->logo == NULL)
    return;
  const Image image = add_jpeg (self, house->logo, LOGO_HEIGHT);

  pt_pandoc_open_div (self, NULL, "Cover");
  put_image (self, &image, words);
  pt_pandoc_put (self, "]]}");
  g_free (image.path);
}
