/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `proeftuin-hub serve`: until it is told to end, with the key of the moment. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @listen NULL = as in hub.conf. FALSE with a sentence when it cannot begin. */
gboolean pt_main_serve (const char *dir, const char *listen, gboolean behind_proxy, GError **error);

G_END_DECLS
