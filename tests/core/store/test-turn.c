/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People write before pages of a hub do. */
#include "pt-logbook.h"
#include "pt-turn.h"

#include "fixture.h"

#define LONG_ENOUGH_US 50000 /* for a thread that does not wait to be seen going on */

static gpointer
let_others_thread (gpointer done)
{
  pt_turn_let_others ();
  g_atomic_int_set ((gint *)done, 1);
  return NULL;
}

static void
test_waits (void)
{
  gint done = 0;
  GThread *thread;

  pt_turn_begin ();
  thread = g_thread_new ("page", let_others_thread, &done);
  g_usleep (LONG_ENOUGH_US);
  g_assert_cmpint (g_atomic_int_get (&done), ==, 0);
  pt_turn_end ();
  g_thread_join (thread);
  g_assert_cmpint (done, ==, 1);
}

/* A row of writes that never ends keeps nobody's work away. */
static void
test_not_for_ever (void)
{
  pt_turn_begin ();
  pt_turn_let_others ();
  g_assert_true (pt_turn_is_wanted ());
  pt_turn_end ();
  g_assert_false (pt_turn_is_wanted ());
}

static gpointer
is_wanted_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (pt_turn_is_wanted ());
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **out = data;

  *out = g_object_ref (result);
}

static void
test_logbook (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtLogbook) logbook = pt_logbook_open (f->path, f->world, &error);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_no_error (error);
  pt_logbook_run_async (logbook, is_wanted_job, NULL, NULL, NULL, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (GPOINTER_TO_INT (pt_logbook_run_finish (logbook, result, &error)));
  g_assert_no_error (error);
  pt_logbook_flush (logbook);
  g_assert_false (pt_turn_is_wanted ());
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/turn/waits", test_waits);
  g_test_add_func ("/turn/not-for-ever", test_not_for_ever);
  g_test_add ("/turn/logbook", Fixture, NULL, fixture_set_up, test_logbook, fixture_tear_down);
  return g_test_run ();
}
