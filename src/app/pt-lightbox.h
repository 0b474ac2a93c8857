/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures large, one after another: arrow keys walk, Esc closes. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_LIGHTBOX (pt_lightbox_get_type ())
G_DECLARE_FINAL_TYPE (PtLightbox, pt_lightbox, PT, LIGHTBOX, AdwWindow)

/**
 * pt_lightbox_present:
 * @from: a widget of the page; its action `detail.open` opens the page of a picture
 * @pictures: PtRecord of attachments
 * @at: which one first
 */
void pt_lightbox_present (GtkWidget *from, PtLogbook *logbook, GPtrArray *pictures, guint at);

G_END_DECLS
