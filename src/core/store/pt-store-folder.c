/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a logbook while it is made. A making is several steps, and the power may go between
 * any two of them; a mark that is there before the first and goes after the last says that what
 * lies in the folder is no logbook yet. */
#include "pt-store-private.h"

#include "pt-durable.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MARK "making"

/* There from the first file of a logbook until all of it is on disk. */
static char *
mark_path (const char *folder)
{
  return g_build_filename (folder, MARK, NULL);
}

/* The mark goes last: until then the folder is known to be nobody's work. */
void
pt_store_clear_folder (const char *folder)
{
  static const char *const subfolders[] = { "attachments", "thumbnails", "." };

  for (gsize i = 0; i < G_N_ELEMENTS (subfolders); i++)
    {
      g_autofree char *path = g_build_filename (folder, subfolders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);
          if (strcmp (name, MARK) != 0)
            g_remove (child);
        }
    }
  g_autofree char *mark = mark_path (folder);
  g_unlink (mark);
}

gboolean
pt_store_is_half_made (const char *folder)
{
  g_autofree char *mark = mark_path (folder);

  return g_file_test (mark, G_FILE_TEST_EXISTS);
}

static gboolean
is_empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static gboolean
fail_to_make (const char *folder, GError **error)
{
  int saved = errno;

  g_set_error (error, PT_STORE_ERROR,
               saved == ENOSPC || saved == EDQUOT  ? PT_STORE_ERROR_FULL
               : saved == EACCES || saved == EROFS ? PT_STORE_ERROR_READ_ONLY
                                                   : PT_STORE_ERROR_FAILED,
               /* Translators: %1$s is a folder, %2$s the system's explanation. */
               _ ("The folder %1$s cannot be made: %2$s."), folder, g_strerror (saved));
  return FALSE;
}

static gboolean
set_mark (const char *folder, GError **error)
{
  g_autofree char *mark = mark_path (folder);
  int fd = open (mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    return fail_to_make (folder, error);
  close (fd);
  return pt_durable_sync_name (mark) == 0 || fail_to_make (folder, error);
}

gboolean
pt_store_finish_folder (const char *folder, GError **error)
{
  g_autofree char *mark = mark_path (folder);

  return (g_unlink (mark) == 0 && pt_durable_sync_name (mark) == 0) || fail_to_make (folder, error);
}

/* Unless another program is making it at this moment. */
static gboolean
clear_half_made (const char *folder, GError **error)
{
  PtLock *lock = pt_lock_new (folder, error);
  gboolean ours = lock != NULL && pt_lock_upgrade (lock, error);

  if (ours)
    pt_store_clear_folder (folder);
  pt_lock_free (lock);
  return ours;
}

gboolean
pt_store_make_folder (const char *folder, GError **error)
{
  if (pt_durable_make_folder (folder) != 0)
    return fail_to_make (folder, error);
  if (pt_store_is_half_made (folder) && !clear_half_made (folder, error))
    return FALSE;
  if (!is_empty_folder (folder))
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS,
                   _ ("There is already something in the folder %s. Choose a new or empty one."),
                   folder);
      return FALSE;
    }
  g_chmod (folder, 0700); /* one that was there may be open to others */
  return set_mark (folder, error);
}
