/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk past every page of the app: each place in each of its ways to look at it, a page of each kind
 * of record, the review, the windows and the dialogs. What is asked of them is the visitor's. */
#pragma once

#include "ui-fixture.h"

G_BEGIN_DECLS

/* @window: what is shown, the main window or one over it; @name: such as "learning-board". */
typedef void (*WalkVisit) (Ui *ui, GtkWidget *window, const char *name, gpointer data);

/* Past all pages that the logbook has something for. @width, @height: of the windows. */
void walk_all (Ui *ui, int width, int height, WalkVisit visit, gpointer data);
/* Past the first run, in a window without a logbook. */
void walk_welcome (Ui *ui, int width, int height, WalkVisit visit, gpointer data);

/* Runs the main loop until nothing has happened for a little while. */
void walk_settle (void);

/* Fillers for ui_start_with_logbook(): one of each kind; the example; and a logbook in which everything is too long: titles of
 * 200 characters, forty tags, Arabic, Hebrew, Chinese and words without a space. */
void walk_fill_short (PtStore *store);
void walk_fill_example (PtStore *store);
void walk_fill_overfull (PtStore *store);

G_END_DECLS
