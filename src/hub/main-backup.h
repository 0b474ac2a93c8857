/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands backup, restore and restored of proeftuin-hub. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Say on standard output how far they are, and afterwards what was done and what comes next. */
gboolean pt_main_backup (const char *dir, const char *file, GError **error);
gboolean pt_main_restore (const char *dir, const char *file, GError **error);
gboolean pt_main_restored (const char *dir, GError **error);

G_END_DECLS
