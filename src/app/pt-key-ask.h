/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialog that asks for a passphrase: one that opens something, or a new one, typed twice. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (*PtKeyAsked) (const char *passphrase, gpointer object);

/**
 * pt_key_ask:
 * @from: where it is asked
 * @heading: what is about to happen, in header capitals
 * @body: one or two sentences
 * @accept: the button
 * @is_new: twice, and long enough
 * @asked: with what was typed; not when it is cancelled
 * @object: given to @asked; alive until then
 */
void pt_key_ask (GtkWidget *from, const char *heading, const char *body, const char *accept,
                 gboolean is_new, PtKeyAsked asked, GObject *object);

G_END_DECLS
