/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of one record, edited in place: a caption, an editor that suits its kind of value, and
 * a line for what is wrong or missing. It makes the edit when its editor opens, so that what counts
 * as "seen" is what its author had in front of them; it never saves by itself, its form does. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_FIELD_ROW (pt_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PtFieldRow, pt_field_row, PT, FIELD_ROW, AdwPreferencesRow)

/* How the row presents itself; the editor is the same. */
typedef enum
{
  PT_FIELD_ROW_PLAIN,   /* a row of a boxed list */
  PT_FIELD_ROW_HEADING, /* the title of the page */
  PT_FIELD_ROW_PROSE,   /* text to be read, on the page itself */
  PT_FIELD_ROW_BODY,    /* the same, and the only one: it needs no caption */
} PtFieldRowLook;

/* Signals:
 *   commit (gpointer PtEdit): take and save this; answer with pt_field_row_saved()
 */

GtkWidget *pt_field_row_new (PtLogbook *logbook, const PtRecordKind *kind, const PtField *field,
                             PtFieldRowLook look);
const PtField *pt_field_row_get_field (PtFieldRow *self);

/**
 * pt_field_row_show:
 * @record: what stands in the logbook now
 * @around: (nullable): its neighbours, for the names of what it refers to
 *
 * Shows the record's value, unless somebody has typed in it: then what is typed stays, and the
 * news is shown when the editor closes.
 */
void pt_field_row_show (PtFieldRow *self, PtRecord *record, PtDataset *around);

/* The answer to a commit: the record as it stands now, or why not. */
void pt_field_row_saved (PtFieldRow *self, PtRecord *record, const GError *error);
/* The other answer: it can never be, and the record's value is shown again. */
void pt_field_row_take_back (PtFieldRow *self);

gboolean pt_field_row_is_editing (PtFieldRow *self);
gboolean pt_field_row_is_saving (PtFieldRow *self);
/* Commits what is typed now, without waiting for the pause. */
void pt_field_row_flush (PtFieldRow *self);
/* Opens the editor and puts the cursor in it. */
void pt_field_row_open (PtFieldRow *self);
/* The sentence under the row; NULL = nothing is wrong. For tests and assistive technology. */
const char *pt_field_row_get_sentence (PtFieldRow *self);

/* The widgets that a person (and a test) works with. */
GtkWidget *pt_field_row_get_editor (PtFieldRow *self);

/* (transfer floating): a text view that grows with its words and wraps at any width. */
GtkWidget *pt_field_row_frame_text (GtkWidget *view);

G_END_DECLS
