/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the inbox section: Enter takes, Delete throws away, and each can be done with a button. */
#pragma once

#include "pt-calendar.h"
#include "pt-inbox.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer floating): an empty list. @name: translated, for assistive technology. */
GtkWidget *pt_inbox_rows_new (const char *name);
void pt_inbox_rows_clear (GtkWidget *list);
/* The place of the row that has the focus; less than 0 = none has. */
int pt_inbox_rows_get_focus (GtkWidget *list);
/* Puts the focus back on @place, or on the last row before it; less than 0 does nothing. */
void pt_inbox_rows_set_focus (GtkWidget *list, int place);
/* Puts the focus on what comes after @place and is not used; FALSE = there is no such row. */
gboolean pt_inbox_rows_focus_next (GtkWidget *list, int place);
/* @used: it stands in the note that is being written. */
void pt_inbox_rows_add (GtkWidget *list, const PtInboxItem *item, gboolean used);
void pt_inbox_rows_add_appointment (GtkWidget *list, const PtAppointment *appointment);

/* @take, @throw_away: called with @object and a GFile, while @object lives. */
void pt_inbox_rows_watch (GtkWidget *list, GCallback take, GCallback throw_away, gpointer object);
/* @take: called with @object, the words of a note and its moment. */
void pt_inbox_rows_watch_appointments (GtkWidget *list, GCallback take, gpointer object);

G_END_DECLS
