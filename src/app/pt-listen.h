/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording beside the text that is typed from it. Where this laptop cannot play sound in a window,
 * it says what is missing and offers another program. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PT_TYPE_LISTEN (pt_listen_get_type ())
G_DECLARE_FINAL_TYPE (PtListen, pt_listen, PT, LISTEN, GtkBox)

/* @name: translated or a file name. */
GtkWidget *pt_listen_new (GFile *file, const char *name);
/* Whether the recording is to go once its words are saved: yes, unless somebody says no. */
gboolean pt_listen_get_forget (PtListen *self);

G_END_DECLS
