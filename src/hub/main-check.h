/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command check of proeftuin-hub: what is wrong with a hub, in sentences. Also while it is served;
 * nothing is changed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints what is wrong on standard error, and on standard output that nothing is. Whether it is sound. */
gboolean pt_main_check (const char *dir);

G_END_DECLS
