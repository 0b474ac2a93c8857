/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip archives made in memory, also such as nobody honest would make. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Zip Zip;

Zip *zip_new (void);
void zip_add (Zip *self, const char *path, const char *data, gssize length);
void zip_add_symlink (Zip *self, const char *path, const char *target);
/* Ends @self. */
GBytes *zip_close (Zip *self);

/* A crate of one file: its metadata. */
GBytes *zip_crate (const char *metadata);

G_END_DECLS
