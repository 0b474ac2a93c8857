/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code (ISO/IEC 18004) as a picture in a page: black on white in light and dark. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): SVG; NULL for a text that is too long for one. */
char *pt_web_page_qr_to_svg (const char *text, const char *title);

G_END_DECLS
