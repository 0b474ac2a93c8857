/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what a page shows as it is in the logbook: read on a worker while the page is seen, read again
 * a little after something changed, and not at all while nobody looks. Many changes at once, as from a
 * team server, lead to one reading; what was overtaken by a newer one is dropped. It decides when to
 * read, not what: that is in the table of each page. */
#pragma once

#include "pt-logbook.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How one page reads. Main thread, but for @job. */
typedef struct
{
  PtStoreJob job; /* on a worker, with its own reading connection */
  /* What @job needs to know of @owner; NULL = nothing is to be read now. No function = no need. */
  gpointer (*freeze) (gpointer owner);
  GDestroyNotify free_frozen;
  GDestroyNotify free_result;                     /* of what nobody took */
  void (*take) (gpointer owner, gpointer result); /* takes @result */
  /* (nullable): a toast says it then. */
  void (*fail) (gpointer owner, const GError *error);
  gboolean asked; /* read when it is asked to, not after every change */
} PtReading;

typedef struct _PtReader PtReader;

/**
 * pt_reader_new:
 * @owner: is told; owns the reader and frees it in dispose. A widget is seen while it is mapped; any
 *   other object is always seen, and read a little after this
 * @reading: lives as long as the reader
 *
 * Returns: (transfer full): reads as soon as @owner is seen
 */
PtReader *pt_reader_new (gpointer owner, PtLogbook *logbook, const PtReading *reading);
void pt_reader_free (PtReader *self);
/* Something changed: a little later, if the owner is seen; else when it is. */
void pt_reader_soon (PtReader *self);
/* What was read does not hold any more, nor what is being read: now, if the owner is seen. */
void pt_reader_again (PtReader *self);
/* What is being read is older than what is shown: it is not taken. */
void pt_reader_drop (PtReader *self);

G_END_DECLS
