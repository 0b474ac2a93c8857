/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attachments of a record as thumbnails; a picture opens large, anything else opens its page. */
#pragma once

#include "pt-detail-load.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_ATTACHMENT_SECTION (pt_attachment_section_get_type ())
G_DECLARE_FINAL_TYPE (PtAttachmentSection, pt_attachment_section, PT, ATTACHMENT_SECTION, GtkBox)

GtkWidget *pt_attachment_section_new (PtLogbook *logbook);
void pt_attachment_section_show (PtAttachmentSection *self, const PtDetailData *data);
/* Asks for files. */
void pt_attachment_section_ask (PtAttachmentSection *self);

G_END_DECLS
