/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread of its own hears the signals. */
#include "pt-interrupt.h"

#include <glib-unix.h>

struct _PtInterrupt
{
  GCancellable *cancellable;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

static gboolean
signal_cb (gpointer data)
{
  PtInterrupt *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static gpointer
listen_thread (gpointer data)
{
  PtInterrupt *self = data;

  g_main_loop_run (self->loop);
  return NULL;
}

static void
add_signal (PtInterrupt *self, int number)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (number);

  g_source_set_callback (source, signal_cb, self, NULL);
  g_source_attach (source, self->context);
}

PtInterrupt *
pt_interrupt_new (void)
{
  PtInterrupt *self = g_new0 (PtInterrupt, 1);

  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  add_signal (self, SIGINT);
  add_signal (self, SIGTERM);
  self->thread = g_thread_new ("pt-interrupt", listen_thread, self);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* By way of the loop: one that has not begun to run yet cannot be told to end. */
void
pt_interrupt_free (PtInterrupt *self)
{
  if (self == NULL)
    return;
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
pt_interrupt_get_cancellable (PtInterrupt *self)
{
  return self->cancellable;
}
