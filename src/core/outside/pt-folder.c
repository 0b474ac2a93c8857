/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deletes from the leaves to the root. */
#include "pt-folder.h"

/* As far as it can, also past what is in the way; the first failure is told. */
static gboolean
delete_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  gboolean done = TRUE, read = TRUE;
  GFile *child = NULL;

  while (children != NULL && read)
    {
      read = g_file_enumerator_iterate (children, NULL, &child, NULL, done ? error : NULL);
      if (read && child == NULL)
        break;
      done = read && delete_tree (child, done ? error : NULL) && done;
    }
  return g_file_delete (file, NULL, done ? error : NULL) && done;
}

gboolean
pt_folder_delete (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return delete_tree (file, error);
}
