/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several programs with one logbook: the app, a sync that watches, the terminal. */
#include "fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SAVES 40

static pid_t
fork_writer (Fixture *f, int number)
{
  pid_t child = fork ();

  if (child != 0)
    return child;
  g_autoptr (PtWorld)
      world = pt_world_new_seeded (5000 + (uint64_t)number, 1768471200LL * PT_USEC_PER_SECOND);
  g_autoptr (GError) error = NULL;
  PtStore *store = pt_store_open (f->path, PT_STORE_READ_WRITE, world, &error);
  for (int i = 0; store != NULL && i < SAVES; i++)
    {
      g_autoptr (PtEdit) edit = pt_edit_new (world, "question", NULL);
      pt_edit_set_text (edit, "text", "Hoe?");
      g_autoptr (PtRecord) saved = pt_store_save (store, edit, &error);
      if (saved == NULL)
        {
          g_printerr ("# %s\n", error->message);
          _exit (1);
        }
    }
  pt_store_close (store);
  _exit (store != NULL ? 0 : 1);
}

static void
wait_for (pid_t child)
{
  int status = 0;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_writers_take_turns (Fixture *f, gconstpointer data)
{
  pid_t one = fork_writer (f, 1), two = fork_writer (f, 2);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < SAVES; i++)
    {
      g_autofree char *id = fixture_add_record (f->store, "question", "text", "Waarom?", NULL);
    }
  wait_for (one);
  wait_for (two);

  /* No dot twice, no letter twice, one life, nothing lost. */
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM question"), ==, 3 * SAVES);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(DISTINCT no) FROM question"), ==,
                   3 * SAVES);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM incarnation"), ==, 1);
  g_assert_cmpint (fixture_sql (f->store, "SELECT counter FROM incarnation"), ==, 3 * SAVES + 1);
  g_autoptr (PtVerifyReport) report = pt_store_verify (f->store, FALSE, &error);
  g_assert_cmpint (report->problems->len, ==, 0);
  fixture_reopen (f);
  g_autofree char *id = fixture_add_record (f->store, "question", "text", "Daarna?", NULL);
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM incarnation"), ==, 1);
}

static void
test_readers_notice (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtStore) reader = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, &error);
  int64_t before = pt_store_data_version (reader);

  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Nieuw", NULL);

  g_autofree char *title = fixture_get (reader, id, "title");
  g_assert_cmpint (pt_store_data_version (reader), !=, before);
  g_assert_cmpstr (title, ==, "Nieuw");
}

/* Killed at any moment: what was acknowledged is there, and the file is sound. */
static void
test_killed_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      pid_t child = fork_writer (f, 10 + i);
      g_usleep ((gulong)(3000 + 7000 * i));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
      g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Daarna", NULL);
    }
  int64_t n = fixture_sql (f->store, "SELECT count(*) FROM question");
  g_assert_cmpint (fixture_sql (f->store, "SELECT count(*) FROM op"), ==, n + 5 + 1);
  g_autoptr (PtVerifyReport) report = pt_store_verify (f->store, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->problems->len, ==, 0);
}

static void
test_busy_names_the_program (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fixture_add_record (f->store, "entry", "title", "Nieuw", NULL);
  g_autoptr (GError) error = NULL;
  int ready[2], done[2];
  char byte;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (done), ==, 0);
  pid_t child = fork ();
  if (child == 0)
    {
      g_autoptr (PtStore) store = pt_store_open (f->path, PT_STORE_READ_ONLY, f->world, NULL);
      gboolean ok = write (ready[1], "r", 1) == 1 && read (done[0], &byte, 1) == 1;
      _exit (store != NULL && ok ? 0 : 1);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_null (pt_store_verify (f->store, TRUE, &error));
  g_assert_cmpint (write (done[1], "d", 1), ==, 1);
  wait_for (child);

  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "test-store-proc")); /* as the kernel cuts names */
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  fixture_add ("/store/processes/writers", test_writers_take_turns);
  fixture_add ("/store/processes/readers", test_readers_notice);
  fixture_add ("/store/processes/killed", test_killed_writer);
  fixture_add ("/store/processes/busy", test_busy_names_the_program);
  return g_test_run ();
}
