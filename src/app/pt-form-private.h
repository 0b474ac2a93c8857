/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a form: pt-form.c saves, pt-form-build.c lays out. */
#pragma once

#include "pt-form.h"

G_BEGIN_DECLS

struct _PtForm
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  const PtRecordKind *kind; /* NULL = a newer version's */
  PtRecord *record;
  PtDataset *around;
  PtEdit *draft;   /* until the first save is answered */
  PtRecord *blank; /* what the rows of a draft started from */
  gboolean creating;
  GQueue waiting; /* commits made while the first save was under way */

  GPtrArray *rows;  /* PtFieldRow, borrowed from their groups */
  GPtrArray *links; /* PtLinkRow, likewise */
  GtkWidget *head;
  GtkWidget *title; /* GtkLabel, where the title is no field of its own; or NULL */
  GtkWidget *more;  /* AdwExpanderRow or NULL */
};

/* Makes the widgets for self->kind; empties what was there. */
void pt_form_build (PtForm *self, guint flags);

G_END_DECLS
