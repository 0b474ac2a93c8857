/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deletes from the leaves to the root. */
#include "pt-folder.h"

static gboolean
delete_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child = NULL;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, error)
         && child != NULL)
    if (!delete_tree (child, error))
      return FALSE;
  return g_file_delete (file, NULL, error);
}

gboolean
pt_folder_delete (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return delete_tree (file, error);
}
