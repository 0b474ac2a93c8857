/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See test-home.h. */
#include "test-home.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static char *home;

static void
point (const char *variable, const char *name)
{
  g_autofree char *folder = g_build_filename (home, name, NULL);

  g_mkdir (folder, 0700);
  g_setenv (variable, folder, TRUE);
}

void
test_home_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  home = g_dir_make_tmp ("proeftuin-test-XXXXXX", &error);
  if (home == NULL)
    g_error ("%s", error->message);
  point ("HOME", "home");
  point ("XDG_DATA_HOME", "data");
  point ("XDG_STATE_HOME", "state");
  point ("XDG_CONFIG_HOME", "config");
  point ("XDG_CACHE_HOME", "cache");
  point ("XDG_RUNTIME_DIR", "runtime");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_test_init (argc, argv, NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        remove_tree (child);
    }
  g_rmdir (path);
}

void
test_home_clean (void)
{
  remove_tree (g_get_user_data_dir ());
  g_mkdir (g_get_user_data_dir (), 0700);
}

int
test_home_end (int status)
{
  remove_tree (home);
  g_clear_pointer (&home, g_free);
  return status;
}

int
test_home_run (void)
{
  return test_home_end (g_test_run ());
}
