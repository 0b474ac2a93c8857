/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a file before the logbook keeps it: its kind is read from its bytes, a photo
 * loses its hidden data (EXIF, GPS, XMP, maker notes, second pictures), what documents and lists show of it is made. Pure:
 * bytes in, bytes out; nothing is stored here. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PT_INTAKE_MAX_BYTES (256 * 1024 * 1024)
#define PT_THUMBNAIL_PIXELS 256

typedef enum
{
  PT_INTAKE_DEFAULT = 0,
  PT_INTAKE_KEEP_METADATA = 1 << 0,
} PtIntakeFlags;

typedef struct
{
  GBytes *bytes; /* what is to be kept */
  char *sha256;  /* of those, lower-case hexadecimal */
  char *mime;
  const char *type;  /* a key of attachment.type */
  char *taken_on;    /* civil date that the camera wrote; or NULL */
  GBytes *print;     /* JPEG in the size for documents; or NULL where there is no picture */
  GBytes *thumbnail; /* PNG; likewise */
  gboolean cleaned;  /* hidden data was there and is gone */
} PtIntake;

/**
 * pt_intake_new:
 * @bytes: a file as it came
 * @filename: (nullable): its name, which decides only where the bytes are ambiguous (an office file is a zip)
 *
 * Any thread. Returns: (transfer full) (nullable): %NULL with %PT_STORE_ERROR_INVALID for a file
 *   that is too large, or a photo whose hidden data cannot be removed; %G_IO_ERROR_CANCELLED through
 *   the thread's current cancellable (pt-reader-job.h)
 */
PtIntake *pt_intake_new (GBytes *bytes, const char *filename, PtIntakeFlags flags, GError **error);
void pt_intake_free (PtIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtIntake, pt_intake_free)

/* (transfer full): a thumbnail as it travels: JPEG where that is smaller, else the PNG itself. */
GBytes *pt_thumbnail_pack (GBytes *png);

/* (transfer full): lower-case hexadecimal SHA-256. */
char *pt_sha256_hex (GBytes *bytes);

G_END_DECLS
