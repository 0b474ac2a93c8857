/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A logbook as the app holds it: one thread owns the writing connection, the main thread has a
 * read-only one for bounded reads, and everybody hears what changed. No GTK. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

#define PT_TYPE_LOGBOOK (pt_logbook_get_type ())
G_DECLARE_FINAL_TYPE (PtLogbook, pt_logbook, PT, LOGBOOK, GObject)

/* Signals, on the main context of the thread that opened it:
 *   changed (GStrv ids): these records' shown values changed, here or by a pull; NULL = anything may have
 *   state-changed (): pending count, conflicts, hub contact
 *   named (const PtNamedText *): a text was saved here that names somebody, and whoever wrote it has not
 *     been asked about it (pt-named.h)
 */

/**
 * pt_logbook_open:
 * @folder: an existing logbook
 *
 * Blocks for the opening (milliseconds; longer when derived tables are made anew).
 *
 * Returns: (transfer full) (nullable): %NULL with a %PT_STORE_ERROR
 */
PtLogbook *pt_logbook_open (const char *folder, PtWorld *world, GError **error);
const char *pt_logbook_get_folder (PtLogbook *self);
PtWorld *pt_logbook_get_world (PtLogbook *self);
PtStore *pt_logbook_get_reader (PtLogbook *self); /* main thread; primary-key reads only */

/* Runs @job on the writer thread and answers on the caller's main context. @job returns what
 * pt_logbook_run_finish() gives (freed with @free_result when nobody takes it), or NULL with error. */
typedef gpointer (*PtStoreJob) (PtStore *store, gpointer data, GCancellable *cancellable,
                                GError **error);
void pt_logbook_run_async (PtLogbook *self, PtStoreJob job, gpointer data, GDestroyNotify free_data,
                           GDestroyNotify free_result, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gpointer pt_logbook_run_finish (PtLogbook *self, GAsyncResult *result, GError **error);

/* Runs @job on a worker thread with a read-only connection of its own: searches, exports. */
void pt_logbook_read_async (PtLogbook *self, PtStoreJob job, gpointer data,
                            GDestroyNotify free_data, GDestroyNotify free_result,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);

/* Takes @edit. The result is (transfer full) PtRecord. */
void pt_logbook_save_async (PtLogbook *self, PtEdit *edit, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
PtRecord *pt_logbook_save_finish (PtLogbook *self, GAsyncResult *result, GError **error);

/* Tells the listeners that records changed on another connection of this process, e.g. by a pull;
 * %NULL = anything may have. Any thread. */
void pt_logbook_notify_changed (PtLogbook *self, const char *const *ids);

/* Waits until all queued writes are on disk and all reads answered; for closing and tests. */
void pt_logbook_flush (PtLogbook *self);

G_END_DECLS
