/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-files.h. */
#include "sim-files.h"

#include "sim-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#define MEMORY "/dev/shm"

static char *root;

static void
remove_root (void)
{
  sim_files_remove (root);
  g_clear_pointer (&root, g_free);
}

void
sim_files_init (void)
{
  const char *place = g_access (MEMORY, W_OK | X_OK) == 0 ? MEMORY : g_get_tmp_dir ();
  g_autofree char *state = NULL;

  /* Laptops and programs take turns in one thread: there is nothing to lock, and nobody counts. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  root = g_build_filename (place, "proeftuin-sim-XXXXXX", NULL);
  if (g_mkdtemp (root) == NULL)
    g_error ("no folder can be made in %s", place);
  atexit (remove_root);
  sim_disk_init ();
  state = g_build_filename (root, "state", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", root, TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
}

char *
sim_files_make_base (void)
{
  static guint n;

  return g_strdup_printf ("%s/run-%u", root, n++);
}

static void
remove_child (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    sim_files_remove (path);
  else
    g_unlink (path);
}

void
sim_files_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_child (child);
    }
  g_remove (path);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;
  int fd;

  if (!g_file_get_contents (from, &bytes, &size, NULL))
    g_error ("%s cannot be read", from);
  fd = open (to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0 || write (fd, bytes, size) != (ssize_t)size)
    g_error ("%s cannot be written", to);
  close (fd);
}

void
sim_files_copy (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_mkdir_with_parents (to, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        sim_files_copy (source, target);
      else
        copy_file (source, target);
    }
}

void
sim_files_each (const char *path, SimFileFunc each, gpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        sim_files_each (child, each, data);
      else if (g_file_get_contents (child, &bytes, &size, NULL))
        each (child, bytes, size, data);
    }
}
