/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other field labs, from what is kept on this laptop: challenges like ours with the reason, what is
 * asked and offered, learning moments to borrow, and by theme what works. The team server is asked
 * only when somebody wants to. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_NETWORK_PAGE (pt_network_page_get_type ())
G_DECLARE_FINAL_TYPE (PtNetworkPage, pt_network_page, PT, NETWORK_PAGE, AdwBin)

/* Signal open-record (const char *id): what was borrowed. */
GtkWidget *pt_network_page_new (PtLogbook *logbook);

G_END_DECLS
