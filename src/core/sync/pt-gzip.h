/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gzip (RFC 1952) with a bound on what comes out, so that a small message cannot become a large
 * one unnoticed. Used by the transport and the hub. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): @bytes compressed; NULL when it would not become smaller. */
GBytes *pt_gzip_deflate (GBytes *bytes);

typedef struct _PtGunzip PtGunzip;

typedef enum
{
  PT_GUNZIP_OK,
  PT_GUNZIP_TOO_LARGE,
  PT_GUNZIP_BROKEN,
} PtGunzipResult;

PtGunzip *pt_gunzip_new (void);
void pt_gunzip_free (PtGunzip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtGunzip, pt_gunzip_free)

/* Appends what @data becomes to @out, which never grows beyond @max bytes. */
PtGunzipResult pt_gunzip_feed (PtGunzip *self, const void *data, size_t size, GByteArray *out,
                               size_t max);
/* Whether the stream was complete. */
gboolean pt_gunzip_is_done (PtGunzip *self);

G_END_DECLS
