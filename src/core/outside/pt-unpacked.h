/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip archive as nothing but a list: what the program that reads archives hands over. However an archive
 * of a stranger misled it, this can only be names and bytes, to be judged by who asked. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PT_UNPACKED_FILE = 'F',
  PT_UNPACKED_FOLDER = 'D',
  PT_UNPACKED_LINK = 'L',   /* a symbolic or hard link, a device */
  PT_UNPACKED_SECRET = 'S', /* has a password */
  PT_UNPACKED_BROKEN = 'X', /* a file whose bytes are damaged */
  PT_UNPACKED_CUT = 'C',    /* the archive is damaged from here on */
  PT_UNPACKED_MUCH = 'M',   /* a file with which more comes out than was asked for */
} PtUnpackedType;

/* What stands before each path and its bytes in the file between the two programs, in the numbers of
 * this machine. */
typedef struct
{
  guint32 type;
  guint32 path_bytes;
  gint64 said;
  gint64 bytes;
} PtUnpackedHead;

typedef struct
{
  PtUnpackedType type;
  char *path;    /* as the archive says: neither checked nor always UTF-8 */
  gint64 said;   /* bytes that the archive says it is; 0 where it says nothing */
  GBytes *bytes; /* what came out; never NULL */
} PtUnpacked;

/**
 * pt_unpacked_read:
 * @zip: from outside
 * @max_entries: further ones are not looked at
 * @max_bytes: of all that comes out
 *
 * Read by another program, which is confined; as pt_reader_job_run().
 *
 * Returns: (transfer full) (element-type PtUnpacked) (nullable): in the archive's order; %NULL when the
 *   program could not be run, was stopped, or said what makes no sense
 */
GPtrArray *pt_unpacked_read (GBytes *zip, guint max_entries, gint64 max_bytes, GError **error);

/* The same list from the file that the program wrote, looked at as if it were hostile. */
GPtrArray *pt_unpacked_open (GBytes *list, GError **error);

G_END_DECLS
