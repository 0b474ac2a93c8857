/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the real names of a logbook, and what stands in the way of giving something away while they are
 * not: then nobody can look whether a text names somebody. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for the passphrase, or looks once more whether the keyring is open; says how that went in a toast.
 * Listeners of @logbook hear that anything may have changed. */
void pt_key_unlock (GtkWidget *from, PtLogbook *logbook);

typedef void (*PtKeyGoOn) (GObject *object);

/**
 * pt_key_before_giving:
 * @from: a widget of the window
 * @go_on: gives away; at once when real names could be looked for
 * @object: (transfer none): of @go_on, which is not called when it is gone
 *
 * Where names are here and locked, a person says first that it may leave without having been looked
 * through, or unlocks them.
 */
void pt_key_before_giving (GtkWidget *from, PtLogbook *logbook, PtKeyGoOn go_on, GObject *object);

/* A line on top of a page with a button that unlocks; away while names are open. */
GtkWidget *pt_key_notice_new (PtLogbook *logbook);

G_END_DECLS
