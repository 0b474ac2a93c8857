/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every text has that can be longer than a line, wherever it is written: @ offers people and # questions
 * and themes, lists go on with Enter, and words that no dictionary knows are underlined. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands there is read and written with pt-mention-text.h; another language is said with pt-spell-text.h. */
void pt_body_text_watch (GtkTextView *view, PtLogbook *logbook);

G_END_DECLS
