/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether real names show beside the names of the logbook: only when somebody asks, for a quarter of an
 * hour, and never while others may be looking on: in a review, a preview, or with a second screen. */
#pragma once

#include "pt-logbook.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define PT_SHOW_NAMES_MINUTES 15

#define PT_TYPE_SHOW_NAMES (pt_show_names_get_type ())
G_DECLARE_FINAL_TYPE (PtShowNames, pt_show_names, PT, SHOW_NAMES, GObject)

/* One for the process, main thread. Signal changed (): names show, or no longer. */
PtShowNames *pt_show_names_get (void);

/* NULL = they show now; else the sentence why they do not, translated. */
const char *pt_show_names_start (PtShowNames *self, PtLogbook *logbook, GdkDisplay *display);
/* Which screens there are, instead of those of the display, which %NULL brings back; for tests. */
void pt_show_names_set_monitors (PtShowNames *self, GListModel *monitors);
void pt_show_names_stop (PtShowNames *self);

/* While covered, names do not show, and cannot be asked for. Each cover is taken off once. */
void pt_show_names_cover (PtShowNames *self);
void pt_show_names_uncover (PtShowNames *self);

/* Any thread. */
gboolean pt_show_names_is_on (void);

/**
 * pt_show_names_dup:
 * @store: (nullable): a connection of this thread; %NULL = on the main thread, that of the logbook
 *   whose names were asked for
 * @id: a stakeholder
 * @title: what the logbook calls them
 *
 * Returns: (transfer full): "Resident 3 (Fatima)" while names show and there is one; else @title
 */
char *pt_show_names_dup (PtStore *store, const char *id, const char *title);

G_END_DECLS
