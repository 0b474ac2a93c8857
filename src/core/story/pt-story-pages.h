/* SPDX-License-Identifier: GPL-3.0-or-later */
/* About how many A4 pages a document will be, without laying it out. A writer that makes real pages
 * counts them itself (PtNarrativeOptions.count_pages). */
#pragma once

#include "pt-document.h"

G_BEGIN_DECLS

guint pt_pages_estimate (PtDocument *document);

G_END_DECLS
