/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of one record, of any kind, made from the table of its kind: heading and texts for
 * reading, then rows in groups by tier. It saves what its rows commit; there is no Save button. */
#pragma once

#include "pt-field-row.h"
#include "pt-logbook.h"

G_BEGIN_DECLS

#define PT_TYPE_FORM (pt_form_get_type ())
G_DECLARE_FINAL_TYPE (PtForm, pt_form, PT, FORM, GtkBox)

typedef enum
{
  PT_FORM_RESEARCH = 1 << 0, /* the logbook shows research fields */
  PT_FORM_MORE = 1 << 1,     /* "More" was left open for this kind */
} PtFormFlags;

/* Signals:
 *   saved (gpointer PtRecord): the record as it stands after a save
 *   failed (const char *sentence)
 *   stays-shared (const char *sentence): it was wanted private, and its row shows again what it is
 */

GtkWidget *pt_form_new (PtLogbook *logbook);

/**
 * pt_form_show:
 * @around: (nullable): the record's neighbours
 *
 * Shows @record. The rows of another record are saved and go; those of the same record are told the
 * news, which they take when nobody is typing in them.
 */
void pt_form_show (PtForm *self, PtRecord *record, PtDataset *around, guint flags);
/* A record that is made by its first save. Takes @draft. */
void pt_form_show_draft (PtForm *self, PtEdit *draft, guint flags);
/* Whether the first save is still to come. */
gboolean pt_form_is_draft (PtForm *self);

/* Between the heading and the texts: a box for its owner to fill. Kept as long as the record. */
GtkWidget *pt_form_get_head (PtForm *self);
PtFieldRow *pt_form_get_row (PtForm *self, const char *field); /* NULL = not shown */
/* Unfolds "More" where needed, and puts the cursor in the field; FALSE = it is not shown. */
gboolean pt_form_open_field (PtForm *self, const char *field);
/* Hands everything typed to the writer, in order. */
void pt_form_flush (PtForm *self);
/* Whether the form of @kind has a row of its own for links of kind @link that start there. */
gboolean pt_form_shows_link (const char *kind, const char *link);
/* The name of the setting that remembers whether "More" is open. (transfer full) */
char *pt_form_dup_more_setting (const char *kind);

G_END_DECLS
