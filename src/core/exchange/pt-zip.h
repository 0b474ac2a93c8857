/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a zip archive to a stream, a whole file at a time. Reading is pt-archive.h. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PtZip PtZip;

/**
 * pt_zip_new:
 * @out: where to write; not closed, and outlives the archive
 * @stamp: seconds since 1970 at which every file was made: the same files give the same bytes
 *
 * Returns: (transfer full)
 */
PtZip *pt_zip_new (GOutputStream *out, gint64 stamp, GCancellable *cancellable);
/* Without the end of the archive when pt_zip_close() was not called. */
void pt_zip_free (PtZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtZip, pt_zip_free)

/* @name: UTF-8, parts joined by `/`. */
gboolean pt_zip_add (PtZip *self, const char *name, GBytes *bytes, GError **error);
gboolean pt_zip_close (PtZip *self, GError **error);

G_END_DECLS
