/* SPDX-License-Identifier: GPL-3.0-or-later */
/* write and fsync, whole. */
#include "pt-durable.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

int
pt_durable_sync_name (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return -1;
  int rc = fsync (fd);
  int failure = errno;
  close (fd);
  errno = failure;
  /* Some file systems have nothing to do here and say so with EINVAL. */
  return rc == 0 || failure == EINVAL ? 0 : -1;
}

int
pt_durable_sync_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return -1;
  int rc = fsync (fd);
  int failure = errno;
  close (fd);
  errno = failure;
  return rc;
}

int
pt_durable_write (int fd, gconstpointer data, gsize size)
{
  const guint8 *rest = data;

  while (size > 0)
    {
      ssize_t n = write (fd, rest, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      rest += n;
      size -= (gsize)n;
    }
  return 0;
}

int
pt_durable_write_at (int fd, gint64 offset, GBytes *bytes)
{
  gsize size;
  const guint8 *rest = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      ssize_t n = pwrite (fd, rest, size, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      rest += n;
      offset += n;
      size -= (gsize)n;
    }
  return 0;
}

int
pt_durable_make_folder (const char *path)
{
  g_autofree char *above = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return 0;
  if (strcmp (above, path) != 0 && pt_durable_make_folder (above) != 0)
    return -1;
  if (g_mkdir (path, 0700) != 0 && errno != EEXIST)
    return -1;
  return pt_durable_sync_name (path);
}
