/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that the page does to the logbook: done on the writer, then told in a toast, with a way
 * back where there is one. A failure is told in the sentence of its error. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What to say when it is done. */
typedef struct
{
  const char *text;   /* translated; NULL = nothing, the page shows it */
  const char *button; /* translated; NULL = none */
  const char *action; /* of the button */
  const char *target; /* its text parameter */
} PtErrandToast;

/**
 * pt_detail_errand:
 * @from: any widget of the page; kept until the errand is done
 * @job: runs on the writer; anything but %NULL is success and is not freed
 * @data: given to @job, freed with @free_data
 * @toast: (nullable): copied
 */
void pt_detail_errand (GtkWidget *from, PtLogbook *logbook, PtStoreJob job, gpointer data,
                       GDestroyNotify free_data, const PtErrandToast *toast);

/**
 * pt_detail_errand_batch:
 * @batch: taken; saved as one, and undone as one by the toast's button
 * @text: of the toast; translated
 */
void pt_detail_errand_batch (GtkWidget *from, PtLogbook *logbook, PtBatch *batch, const char *text);

/* Ready errands. */
void pt_detail_errand_save (GtkWidget *from, PtLogbook *logbook, PtEdit *edit,
                            const PtErrandToast *toast); /* takes @edit */
void pt_detail_errand_archive (GtkWidget *from, PtLogbook *logbook, const char *id,
                               gboolean archived, const PtErrandToast *toast);
/* A link; one that was taken away comes back. */
void pt_detail_errand_link (GtkWidget *from_widget, PtLogbook *logbook, const char *from,
                            const char *kind, const char *to);
void pt_detail_errand_unlink (GtkWidget *from_widget, PtLogbook *logbook, const char *link);

G_END_DECLS
