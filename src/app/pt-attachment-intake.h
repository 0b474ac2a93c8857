/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way into the logbook: chosen in a dialog, dropped on the page, pasted. What they
 * become is decided by the store, which also takes place and camera data out of photos. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @from: any widget of the page; @owner: the record that gets them. */
void pt_attachment_intake_file (GtkWidget *from, PtLogbook *logbook, const char *owner,
                                GFile *file);
void pt_attachment_intake_texture (GtkWidget *from, PtLogbook *logbook, const char *owner,
                                   GdkTexture *texture);
void pt_attachment_intake_value (GtkWidget *from, PtLogbook *logbook, const char *owner,
                                 const GValue *value);
void pt_attachment_intake_ask (GtkWidget *from, PtLogbook *logbook, const char *owner);
/* FALSE when there is no picture and no file on the clipboard: the paste is for somebody else. */
gboolean pt_attachment_intake_paste (GtkWidget *from, PtLogbook *logbook, const char *owner);

G_END_DECLS
