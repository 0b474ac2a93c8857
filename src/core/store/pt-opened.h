/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of attachments for other programs to open: what they change must not change the logbook. They are in
 * the runtime folder, which the system empties when somebody logs out, and go at once when the attachment is
 * erased or leaves. What another program keeps of them is out of reach. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): a new folder of one's own for a copy of the file with this hash. */
char *pt_opened_make_folder (const char *sha256, GError **error);
/* All copies of the file with this hash, with the files that other programs left beside them; none is success. */
gboolean pt_opened_remove (const char *sha256, GError **error);

G_END_DECLS
