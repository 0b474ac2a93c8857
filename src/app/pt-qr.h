/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code, to be read by a phone from the screen. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): black on white with its quiet zone, whatever the theme; NULL when the
 * text is too long for a code. */
GdkTexture *pt_qr_new (const char *text);

G_END_DECLS
