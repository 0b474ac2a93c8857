/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work for proeftuin-reader: a private folder that holds what came from outside, the program, which is
 * confined to it, and what it left there. What that means is for those who asked. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The path of the folder. */
typedef char PtReaderJob;

/**
 * pt_reader_job_run:
 * @bytes: from outside
 * @task: what the program is to do with them
 * @argument: of the task
 *
 * Blocks; call on a worker. The current cancellable of the thread (g_cancellable_push_current())
 * kills the program: whoever can be cancelled pushes it once, far above.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of pt_confined_run()
 */
PtReaderJob *pt_reader_job_run (GBytes *bytes, const char *task, const char *argument,
                                GError **error);
/* Removes the folder; what was taken out stays. */
void pt_reader_job_free (PtReaderJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtReaderJob, pt_reader_job_free)

/* (transfer full) (nullable): a file that the program left, mapped; its content is as doubtful as what
 * it was made from. */
GBytes *pt_reader_job_take (PtReaderJob *self, const char *name);

G_END_DECLS
