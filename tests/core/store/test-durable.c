/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes are written whole, and what could not be written is said. */
#include "fixture.h"
#include "pt-durable.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static char *folder;

static void
test_write (void)
{
  g_autofree char *path = g_build_filename (folder, "whole", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GBytes) middle = g_bytes_new_static ("XY", 2);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (pt_durable_write (fd, "one ", 4), ==, 0);
  g_assert_cmpint (pt_durable_write (fd, "two", 3), ==, 0);
  g_assert_cmpint (pt_durable_write_at (fd, 2, middle), ==, 0);
  close (fd);
  g_assert_cmpint (pt_durable_sync_file (path), ==, 0);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, "onXYtwo");
}

static void
test_full (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("words", 5);
  int fd = open ("/dev/full", O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (pt_durable_write (fd, "words", 5), ==, -1);
  g_assert_cmpint (errno, ==, ENOSPC);
  g_assert_cmpint (pt_durable_write_at (fd, 3, bytes), ==, -1);
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
test_absent (void)
{
  g_autofree char *path = g_build_filename (folder, "no", "such", NULL);

  g_assert_cmpint (pt_durable_sync_file (path), ==, -1);
  g_assert_cmpint (errno, ==, ENOENT);
  g_assert_cmpint (pt_durable_sync_name (path), ==, -1);
  g_assert_cmpint (errno, ==, ENOENT);
}

static void
test_make_folder (void)
{
  g_autofree char *path = g_build_filename (folder, "a", "b", "c", NULL);
  g_autofree char *file = g_build_filename (folder, "whole", "below", NULL);
  GStatBuf info;

  g_assert_cmpint (pt_durable_make_folder (path), ==, 0);
  g_assert_cmpint (pt_durable_make_folder (path), ==, 0);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (pt_durable_make_folder (file), ==, -1);
  g_assert_cmpint (errno, ==, ENOTDIR);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  folder = g_dir_make_tmp ("proeftuin-durable-XXXXXX", NULL);
  g_test_add_func ("/durable/write", test_write);
  g_test_add_func ("/durable/full", test_full);
  g_test_add_func ("/durable/absent", test_absent);
  g_test_add_func ("/durable/make-folder", test_make_folder);
  int failed = g_test_run ();
  fixture_remove (folder);
  return failed;
}
