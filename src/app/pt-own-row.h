/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of Preferences that shows what stands in for something of ours: a template, a logo, a font. What
 * it is and where it is kept, each kind of row says; this one shows it, and lets it go again. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_OWN_ROW (pt_own_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (PtOwnRow, pt_own_row, PT, OWN_ROW, AdwActionRow)

struct _PtOwnRowClass
{
  AdwActionRowClass parent_class;

  /* Keeps @value, a path when a file was chosen; %NULL = ours again. */
  void (*set) (PtOwnRow *self, const char *value);
};

/* (transfer none): %NULL once the row is gone. */
PtLogbook *pt_own_row_get_logbook (PtOwnRow *self);
void pt_own_row_set_logbook (PtOwnRow *self, PtLogbook *logbook);

/* @value: (nullable): as a person reads it; %NULL = ours. */
void pt_own_row_show (PtOwnRow *self, const char *value);
gboolean pt_own_row_shows_ours (PtOwnRow *self);

/* @button: (transfer floating): chooses; it takes the place of the one before. */
void pt_own_row_put_button (PtOwnRow *self, GtkWidget *button);
/* (transfer none): %NULL before the first. */
GtkWidget *pt_own_row_get_button (PtOwnRow *self);
/* (transfer floating): a button that asks for a file under @title. */
GtkWidget *pt_own_row_make_file_button (PtOwnRow *self, const char *title);

/* Calls the kind of row. */
void pt_own_row_set (PtOwnRow *self, const char *value);

G_END_DECLS
