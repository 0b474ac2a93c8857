/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Each copy has a folder called after its hash. */
#include "pt-opened.h"

#include "pt-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#define FOLDER_MODE 0700

static char *
dup_root (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "proeftuin-opened", NULL);
}

char *
pt_opened_make_folder (const char *sha256, GError **error)
{
  g_autofree char *root = dup_root ();
  g_autofree char *folder = g_strdup_printf ("%s/%s-XXXXXX", root, sha256);

  g_mkdir_with_parents (root, FOLDER_MODE);
  if (g_mkdtemp_full (folder, FOLDER_MODE) != NULL)
    return g_steal_pointer (&folder);
  pt_store_fail_file (root, errno, error);
  return NULL;
}

/* A folder that another program made beside the copy is its own, and no reason not to erase. */
static gboolean
remove_folder (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0 && errno != ENOENT && errno != EISDIR)
        return pt_store_fail_removal (path, errno, error);
    }
  return g_rmdir (folder) == 0 || errno == ENOENT || errno == ENOTEMPTY
         || pt_store_fail_removal (folder, errno, error);
}

gboolean
pt_opened_remove (const char *sha256, GError **error)
{
  g_autofree char *root = dup_root ();
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);

      if (g_str_has_prefix (name, sha256) && !remove_folder (folder, error))
        return FALSE;
    }
  return TRUE;
}
