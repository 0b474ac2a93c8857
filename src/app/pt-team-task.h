/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that asks the team server, from a window: on a thread of its own with its own connection
 * to the logbook, so that no save waits for the network. */
#pragma once

#include "pt-store.h"

G_BEGIN_DECLS

/* Runs on the thread; anything but %NULL is success. */
typedef gpointer (*PtTeamJob) (PtStore *store, gpointer data, GError **error);

/**
 * pt_team_task:
 * @source: an object that lives until @callback; gets the result
 * @folder: the logbook's folder
 * @data: given to @job, freed with @free_data
 * @free_result: frees what @job gave when nobody takes it
 */
void pt_team_task (GObject *source, const char *folder, PtTeamJob job, gpointer data,
                   GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) (nullable): what the job gave; NULL with @error, whose message is a sentence. */
gpointer pt_team_task_finish (GAsyncResult *result, GError **error);

G_END_DECLS
