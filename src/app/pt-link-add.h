/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that adds a link: first what it says, then to what. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_LINK_ADD (pt_link_add_get_type ())
G_DECLARE_FINAL_TYPE (PtLinkAdd, pt_link_add, PT, LINK_ADD, AdwBin)

GtkWidget *pt_link_add_new (PtLogbook *logbook);
void pt_link_add_set_record (PtLinkAdd *self, PtRecord *record);
void pt_link_add_popup (PtLinkAdd *self);

G_END_DECLS
