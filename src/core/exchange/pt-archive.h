/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip archive from somebody else: names that stay inside, sizes that stay bounded, nothing
 * written anywhere. Knows nothing of what is in it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PtArchive PtArchive;

/**
 * pt_archive_open:
 *
 * Has another program unpack it, which is confined (pt-unpacked.h), and checks the list whole: no path
 * that leaves the archive, no links, no name twice, no password, no more and no larger than
 * pt-import-limits.h says. The current cancellable of the thread ends it.
 *
 * Returns: (transfer full) (nullable): %NULL with a %PT_IMPORT_ERROR, or %G_IO_ERROR_CANCELLED
 */
PtArchive *pt_archive_open (GBytes *bytes, GError **error);
void pt_archive_free (PtArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtArchive, pt_archive_free)

/* Borrowed names of the files, in the archive's order: parts joined by one `/`, without `.`. */
GPtrArray *pt_archive_names (PtArchive *self);
gboolean pt_archive_has (PtArchive *self, const char *name);

/* (transfer full) (nullable): one file of at most @max bytes. */
GBytes *pt_archive_read (PtArchive *self, const char *name, gint64 max, GError **error);

/* FALSE stops, with @error set. */
typedef gboolean (*PtArchiveFunc) (const char *name, GBytes *bytes, gpointer data, GError **error);
/* Calls @func for each file whose name is a key of @wanted, in the archive's order. */
gboolean pt_archive_read_each (PtArchive *self, GHashTable *wanted, PtArchiveFunc func,
                               gpointer data, GError **error);

/* (transfer full) (nullable): @path as the names are written; NULL when it leaves the archive. */
char *pt_archive_normalise (const char *path);

G_END_DECLS
