/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data files inside the program that the model reads. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the file @name of data that belongs to the model, e.g. "nl.mo". Any thread. */
GBytes *pt_resources_load (const char *name, GError **error);

G_END_DECLS
