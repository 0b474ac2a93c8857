/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain files and their locks. A part is locked while a chunk is appended; once complete it is
 * renamed under that lock, so whoever waited finds another file behind the name and looks again. */
#include "pt-hub-files.h"

#include "pt-durable.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define READ_BYTES (64 * 1024)

static char *
folder_of (PtHub *hub, const char *logbook)
{
  return g_build_filename (hub->folder, "files", logbook, NULL);
}

char *
pt_hub_files_path (PtHub *hub, const char *logbook, const char *sha256, const char *suffix)
{
  g_autofree char *folder = folder_of (hub, logbook);
  g_autofree char *name = g_strconcat (sha256, suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

int64_t
pt_hub_files_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : -1;
}

gboolean
pt_hub_files_has_thumb (PtHub *hub, const char *logbook, const char *sha256)
{
  g_autofree char *path = pt_hub_files_path (hub, logbook, sha256, PT_HUB_FILE_THUMB);

  return pt_hub_files_size (path) > 0;
}

static gboolean
fail_with_errno (GError **error, const char *what)
{
  int failure = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure), "%s: %s", what,
               g_strerror (failure));
  return FALSE;
}

gboolean
pt_hub_files_is_full (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

gboolean
pt_hub_files_remove (PtHub *hub, const char *logbook, const char *sha256, GError **error)
{
  static const char *const suffixes[] = { "", PT_HUB_FILE_PART, PT_HUB_FILE_THUMB };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = pt_hub_files_path (hub, logbook, sha256, suffixes[i]);

      if (g_unlink (path) == 0 ? pt_durable_sync_name (path) != 0 : errno != ENOENT)
        return fail_with_errno (error, "removing a file");
    }
  return TRUE;
}

/* ── Room ── */

static int64_t
sum_of_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int64_t sum = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      sum += MAX (0, pt_hub_files_size (path));
    }
  return sum;
}

static gboolean
leaves_disk_free (PtHub *hub, int64_t bytes)
{
  struct statvfs info;

  return statvfs (hub->folder, &info) != 0
         || (int64_t)info.f_bavail * (int64_t)info.f_frsize - bytes >= hub->files_min_free;
}

gboolean
pt_hub_files_has_room (PtHub *hub, const char *logbook, gboolean begins, int64_t bytes)
{
  g_autofree char *folder = NULL;

  if (!leaves_disk_free (hub, bytes))
    return FALSE;
  if (!begins || hub->files_max == 0)
    return TRUE;
  folder = folder_of (hub, logbook);
  return sum_of_files (folder) + bytes <= hub->files_max;
}

/* ── Growing ── */

static gboolean
is_same_file (int fd, const char *path)
{
  struct stat here, there;

  return fstat (fd, &here) == 0 && stat (path, &there) == 0 && here.st_dev == there.st_dev
         && here.st_ino == there.st_ino;
}

static int
open_locked (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        close (fd);
        return -1;
      }
  return fd;
}

int
pt_hub_files_open_part (PtHub *hub, const char *logbook, const char *sha256, GError **error)
{
  g_autofree char *path = pt_hub_files_path (hub, logbook, sha256, PT_HUB_FILE_PART);
  g_autofree char *folder = folder_of (hub, logbook);

  if (pt_durable_make_folder (folder) != 0)
    {
      fail_with_errno (error, "making a folder for files");
      return -1;
    }
  for (;;)
    {
      int fd = open_locked (path);

      if (fd < 0)
        fail_with_errno (error, "opening a part of a file");
      if (fd < 0 || is_same_file (fd, path))
        return fd;
      close (fd);
    }
}

gboolean
pt_hub_files_append (int fd, int64_t offset, GBytes *chunk, GError **error)
{
  return (ftruncate (fd, offset) == 0 && pt_durable_write_at (fd, offset, chunk) == 0
          && fsync (fd) == 0)
         || fail_with_errno (error, "writing a part of a file");
}

gboolean
pt_hub_files_check (int fd, const char *sha256, gboolean *same, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *step = g_malloc (READ_BYTES);
  int64_t offset = 0;
  ssize_t n;

  while ((n = pread (fd, step, READ_BYTES, offset)) != 0)
    {
      if (n < 0 && errno != EINTR)
        return fail_with_errno (error, "reading a file again");
      if (n < 0)
        continue;
      g_checksum_update (sum, step, n);
      offset += n;
    }
  *same = strcmp (g_checksum_get_string (sum), sha256) == 0;
  return TRUE;
}

gboolean
pt_hub_files_settle (PtHub *hub, const char *logbook, const char *sha256, GError **error)
{
  g_autofree char *part = pt_hub_files_path (hub, logbook, sha256, PT_HUB_FILE_PART);
  g_autofree char *path = pt_hub_files_path (hub, logbook, sha256, "");

  return (g_rename (part, path) == 0 && pt_durable_sync_name (path) == 0)
         || fail_with_errno (error, "naming a file");
}

gboolean
pt_hub_files_set_thumb (PtHub *hub, const char *logbook, const char *sha256, GBytes *picture,
                        GError **error)
{
  g_autofree char *path = pt_hub_files_path (hub, logbook, sha256, PT_HUB_FILE_THUMB);
  g_autofree char *folder = folder_of (hub, logbook);
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);

  if (pt_durable_make_folder (folder) != 0)
    return fail_with_errno (error, "making a folder for files");
  return g_file_set_contents_full (path, data, (gssize)size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
