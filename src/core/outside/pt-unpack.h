/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip archive, read by a large library: this is what the reader does, confined, and nobody else. Those
 * who have an archive ask pt-unpacked.h. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes what is in @zip to the file @out, as PtUnpackedHead says, as far as it can be read; FALSE when
 * it cannot be written. */
gboolean pt_unpack (GBytes *zip, const char *out, guint max_entries, gint64 max_bytes);

G_END_DECLS
