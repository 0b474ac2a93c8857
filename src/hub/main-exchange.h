/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `exchange`: files from laptops without a connection, and what is said about them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @place: a file, or a folder with any number of them. FALSE when one of them could not be answered:
 * the others were. */
gboolean pt_main_exchange (const char *dir, const char *place, GError **error);

G_END_DECLS
