/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `renew`: asks laptops to get another key, also while the hub is served. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @logbook NULL = of every logbook, @device NULL = all of them; ids otherwise. FALSE too when there is no
 * such laptop. */
gboolean pt_main_renew (const char *dir, const char *logbook, const char *device, GError **error);

G_END_DECLS
