/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another program, run where it can do no harm: what it reads came from people. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *const *argv; /* the first: a path */
  /* Its own: it runs there, and may write and read there and nowhere else but read what the system
   * consists of. */
  const char *folder;
  const char *const *environ; /* all that it gets; or NULL for nothing */
  guint64 memory;             /* bytes of address space */
  guint seconds;              /* of processor time; by the clock twice as long */
} PtConfined;

/**
 * pt_confined_run:
 * @cancellable: (nullable): kills it and what it started
 *
 * Blocks; call on a worker. It has no network: neither a place in one, where the kernel lets us
 * make it a namespace of its own, nor the system calls for one. Where the kernel knows neither, it
 * is not run. Where it has no Landlock (before Linux 5.13) its files are not fenced in.
 *
 * Returns: FALSE with what it said last, %G_IO_ERROR_TIMED_OUT, or %G_IO_ERROR_CANCELLED
 */
gboolean pt_confined_run (const PtConfined *self, GCancellable *cancellable, GError **error);

G_END_DECLS
