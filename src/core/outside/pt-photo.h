/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo as it goes to print: a JPEG of at most so many pixels, with its measures. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The longer side: 300 dots an inch over a column of 135 mm. */
#define PT_PHOTO_PRINT_PIXELS 1600

typedef struct
{
  gatomicrefcount refs;
  GBytes *jpeg;
  int width, height;
} PtPhoto;

/**
 * pt_photo_new:
 * @bytes: a picture in any format that gdk-pixbuf knows
 * @pixels: its longer side at most
 *
 * A JPEG that is small enough is taken as it is, when its parts are whole; all others are decoded,
 * made smaller and written again. The same bytes give the same photo.
 *
 * Returns: (transfer full) (nullable): %NULL when it is broken or no picture
 */
PtPhoto *pt_photo_new (GBytes *bytes, int pixels);
/**
 * pt_photo_read:
 *
 * As pt_photo_new(), for bytes that came from outside: nothing of them is in the photo. Decoding can be
 * cancelled as pt_reader_job_run(): then, too, it is %NULL.
 */
PtPhoto *pt_photo_read (GBytes *bytes, int pixels);
/**
 * pt_photo_strip:
 * @bytes: a JPEG, WebP or TIFF from outside
 * @taken_on: (out) (transfer full) (nullable): the civil date that the camera wrote
 * @cleaned: (out): whether there was hidden data
 *
 * Read by another program, which is confined; as pt_reader_job_run(), also in how it is cancelled.
 *
 * Returns: (transfer full) (nullable): the same picture without hidden data (EXIF, GPS, XMP, maker
 *   notes), which still says how it is to be turned; @bytes when there was none
 */
GBytes *pt_photo_strip (GBytes *bytes, char **taken_on, gboolean *cleaned, GError **error);
PtPhoto *pt_photo_ref (PtPhoto *self);
void pt_photo_unref (PtPhoto *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtPhoto, pt_photo_unref)
/* Whether @bytes begin as one. */
bool pt_photo_is_jpeg (GBytes *bytes);

G_END_DECLS
