/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emptying a folder: a narrative that was written before, or what was made for another program. */
#include "pt-story-folder.h"

#include <glib/gstdio.h>

void
pt_story_folder_clear (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        pt_story_folder_clear (path);
      g_remove (path);
    }
}
