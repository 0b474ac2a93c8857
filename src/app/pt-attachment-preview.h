/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file itself, on the page of its attachment: a picture to look at, and a way to open it in the
 * program that is made for it. */
#pragma once

#include "pt-detail-load.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_ATTACHMENT_PREVIEW (pt_attachment_preview_get_type ())
G_DECLARE_FINAL_TYPE (PtAttachmentPreview, pt_attachment_preview, PT, ATTACHMENT_PREVIEW, GtkBox)

GtkWidget *pt_attachment_preview_new (PtLogbook *logbook);
/* Hides itself on the page of anything but an attachment. */
void pt_attachment_preview_show (PtAttachmentPreview *self, const PtDetailData *data);

/* Opens the file of @attachment in another program, under its own name, as a copy. */
void pt_attachment_open_file (GtkWidget *from, PtLogbook *logbook, PtRecord *attachment);

G_END_DECLS
