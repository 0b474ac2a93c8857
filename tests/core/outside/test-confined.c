/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A confined program: what it may not do, and how it ends. */
#include "pt-confined.h"

#include <glib/gstdio.h>
#include <string.h>

#define PLENTY (4ull * 1024 * 1024 * 1024)

typedef struct
{
  char *folder;
  char *secret; /* a file outside it */
} Place;

static Place
new_place (void)
{
  Place self = { g_dir_make_tmp ("proeftuin-confined-XXXXXX", NULL), NULL };
  int fd = g_file_open_tmp ("proeftuin-secret-XXXXXX", &self.secret, NULL);

  g_close (fd, NULL);
  return self;
}

static void
clear_place (Place *self)
{
  g_autofree char *made = g_build_filename (self->folder, "made", NULL);

  g_remove (made);
  g_remove (self->secret);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->secret);
}

static gboolean
run (const Place *place, const char *script, guint seconds, GCancellable *cancellable,
     GError **error)
{
  g_autofree char *secret = g_strconcat ("SECRET=", place->secret, NULL);
  const char *const argv[] = { "/usr/bin/python3", "-I", "-c", script, NULL };
  const char *const environ[] = { secret, NULL };
  const PtConfined confined = { argv, place->folder, environ, PLENTY, seconds };

  return pt_confined_run (&confined, cancellable, error);
}

static const struct
{
  const char *name, *script;
} forbidden[] = {
  { "network", "import socket; socket.socket(socket.AF_INET)" },
  { "local-socket", "import socket; socket.socket(socket.AF_UNIX)" },
  { "read-elsewhere", "import os; open(os.environ['SECRET']).read()" },
  { "write-elsewhere", "import os; open(os.environ['SECRET'], 'w')" },
  { "much-memory", "x = bytearray(8 << 30)" },
};

static void
test_forbidden (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  Place place = new_place ();
  g_autoptr (GError) error = NULL;

  g_assert_false (run (&place, forbidden[i].script, 20, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "python3"));
  clear_place (&place);
}

static void
test_own_folder (void)
{
  Place place = new_place ();
  g_autoptr (GError) error = NULL;

  run (&place, "import os; assert 'HOME' not in os.environ; open('made', 'w').write('x')", 20, NULL,
       &error);
  g_assert_no_error (error);
  clear_place (&place);
}

static void
test_too_long (void)
{
  Place place = new_place ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("One that sleeps is stopped by the clock");
  g_assert_false (run (&place, "import time; time.sleep(60)", 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  clear_place (&place);
}

static void
test_busy (void)
{
  Place place = new_place ();
  g_autoptr (GError) error = NULL;

  g_test_summary ("One that works without end is stopped by its processor time");
  g_assert_false (run (&place, "while True: pass", 1, NULL, &error));
  g_assert_nonnull (error);
  clear_place (&place);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (300 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  Place place = new_place ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (
      run (&place, "import os, time; os.fork(); time.sleep(60)", 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 50 * G_USEC_PER_SEC);
  g_thread_join (thread);
  clear_place (&place);
}

static void
tarry_cb (GCancellable *cancellable, gpointer data)
{
  g_usleep (300 * 1000);
}

static void
test_cancelled_slowly (void)
{
  Place place = new_place ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_test_summary (
      "What stops it is not left behind (for LeakSanitizer) when others hear of the cancel later");
  g_signal_connect_after (cancellable, "cancelled", G_CALLBACK (tarry_cb), NULL);
  g_assert_false (run (&place, "import time; time.sleep(60)", 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  clear_place (&place);
}

static void
test_cancelled_before (void)
{
  Place place = new_place ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (run (&place, "import time; time.sleep(60)", 20, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  clear_place (&place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    {
      g_autofree char *path = g_strconcat ("/confined/forbidden/", forbidden[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_forbidden);
    }
  g_test_add_func ("/confined/own-folder", test_own_folder);
  g_test_add_func ("/confined/too-long", test_too_long);
  g_test_add_func ("/confined/busy", test_busy);
  g_test_add_func ("/confined/cancelled", test_cancelled);
  g_test_add_func ("/confined/cancelled-slowly", test_cancelled_slowly);
  g_test_add_func ("/confined/cancelled-before", test_cancelled_before);
  return g_test_run ();
}
