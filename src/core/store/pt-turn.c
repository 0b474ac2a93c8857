/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-turn.h"

#define PATIENCE_US (G_USEC_PER_SEC / 2)

static GMutex lock;
static GCond ended;
static guint n_waiting;

void
pt_turn_begin (void)
{
  g_mutex_lock (&lock);
  n_waiting++;
  g_mutex_unlock (&lock);
}

void
pt_turn_end (void)
{
  g_mutex_lock (&lock);
  g_assert (n_waiting > 0);
  if (--n_waiting == 0)
    g_cond_broadcast (&ended);
  g_mutex_unlock (&lock);
}

gboolean
pt_turn_is_wanted (void)
{
  gboolean wanted;

  g_mutex_lock (&lock);
  wanted = n_waiting > 0;
  g_mutex_unlock (&lock);
  return wanted;
}

void
pt_turn_let_others (void)
{
  const gint64 end = g_get_monotonic_time () + PATIENCE_US;

  g_mutex_lock (&lock);
  while (n_waiting > 0 && g_cond_wait_until (&ended, &lock, end))
    ;
  g_mutex_unlock (&lock);
}
