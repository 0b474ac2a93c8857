/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change, to look at and to draw: an arrow from one effect to another is a working
 * mechanism, made by dragging, by two clicks or by keyboard. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_THEORY_PAGE (pt_theory_page_get_type ())
G_DECLARE_FINAL_TYPE (PtTheoryPage, pt_theory_page, PT, THEORY_PAGE, AdwBin)

/* Signal open-record (const char *id). Its action, also by the key A at an experiment or effect:
 *   theory.arrow   the next one that is chosen is where an arrow from here goes to */
GtkWidget *pt_theory_page_new (PtLogbook *logbook);

G_END_DECLS
