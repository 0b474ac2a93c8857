/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks on while a document is written: told how far it is, asked whether to go on. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GCancellable *cancellable; /* or NULL */
  /* On the thread that writes: from 0 to 1; or NULL. */
  void (*progress) (double done, gpointer data);
  gpointer data;
} PtStoryWatch;

G_END_DECLS
