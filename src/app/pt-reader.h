/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what a page shows as it is in the logbook: read on a worker while the page is seen, read again
 * a little after something changed, and not at all while nobody looks. Late answers are dropped. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _PtReader PtReader;

/* What was read, which @take takes; on the main thread, while @page lives. */
typedef void (*PtReaderTake) (GtkWidget *page, gpointer result);

/**
 * pt_reader_new:
 * @page: is told; owns the reader and frees it in dispose
 * @job: runs on a worker with @page's reading connection; its data is what @freeze gave
 * @freeze: (nullable): what @job needs to know of the page, (transfer full), freed with @free_frozen
 * @free_result: of what nobody took
 */
PtReader *pt_reader_new (GtkWidget *page, PtLogbook *logbook, PtStoreJob job,
                         gpointer (*freeze) (GtkWidget *page), GDestroyNotify free_frozen,
                         GDestroyNotify free_result, PtReaderTake take);
void pt_reader_free (PtReader *self);
/* What was read does not hold any more: now, if the page is seen. */
void pt_reader_again (PtReader *self);

G_END_DECLS
