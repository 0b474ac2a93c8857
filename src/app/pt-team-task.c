/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-team-task.h"

#include "pt-sync-error.h"

typedef struct
{
  char *folder;
  PtTeamJob job;
  gpointer data;
  GDestroyNotify free_data, free_result;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self->folder);
  g_free (self);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  g_autoptr (PtStore)
      store = pt_store_open (work->folder, PT_STORE_READ_WRITE, pt_world_system (), &error);
  gpointer result = store != NULL ? work->job (store, work->data, &error) : NULL;

  if (result != NULL)
    g_task_return_pointer (task, result, work->free_result);
  else
    g_task_return_error (task, error);
}

void
pt_team_task (GObject *source, const char *folder, PtTeamJob job, gpointer data,
              GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  *work = (Work){ .folder = g_strdup (folder),
                  .job = job,
                  .data = data,
                  .free_data = free_data,
                  .free_result = free_result };
  g_task_set_source_tag (task, pt_team_task);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
}

gpointer
pt_team_task_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  gpointer given = g_task_propagate_pointer (G_TASK (result), &local);

  if (local == NULL)
    return given;
  if (local->domain == PT_SYNC_ERROR)
    {
      g_autofree char *sentence = pt_sync_error_sentence (local);
      g_set_error_literal (error, local->domain, local->code, sentence);
    }
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
