/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-disk.h. */
#include "sim-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "simulated"
#define SECTOR 512u /* what a disk writes whole */

/* A write that no sync has followed. */
typedef struct
{
  char *path;
  gint64 offset;
  gint64 old_size;
  GBytes *old; /* what stood there */
  GBytes *new; /* NULL = cut off at @offset */
} Unsynced;

typedef struct
{
  sqlite3_file base;
  const char *path; /* SQLite keeps it; NULL = a temporary file */
  sqlite3_file *real;
} File;

static sqlite3_vfs *real_vfs;
static struct
{
  char *folder;
  SimDiskFault fault;
  guint after;
  gboolean failed;
  GPtrArray *unsynced; /* in the order written */
  GHashTable *sizes;   /* of other files, path → bytes that are synced */
} disk;

static void
unsynced_free (gpointer data)
{
  Unsynced *self = data;

  g_free (self->path);
  g_bytes_unref (self->old);
  g_clear_pointer (&self->new, g_bytes_unref);
  g_free (self);
}

/* ── What goes wrong ── */

static gboolean
is_below (const char *path)
{
  return disk.folder != NULL && path != NULL && g_str_has_prefix (path, disk.folder)
         && path[strlen (disk.folder)] == '/';
}

static gboolean
is_dead_at (const char *path)
{
  return disk.fault == SIM_DISK_DIES && disk.failed && is_below (path);
}

/* Counts one write or sync; whether it fails. */
static gboolean
fails_now (const char *path)
{
  if (disk.fault == SIM_DISK_SOUND || !is_below (path))
    return FALSE;
  if (!disk.failed && disk.after-- == 0)
    disk.failed = TRUE;
  return disk.failed;
}

static int
failure (int when_dead)
{
  return disk.fault == SIM_DISK_FULL ? SQLITE_FULL : when_dead;
}

/* ── What is not on the disk yet ── */

static GBytes *
read_old (File *file, gint64 offset, gint64 size)
{
  char *bytes = g_malloc0 ((gsize)size);

  if (size > 0)
    file->real->pMethods->xRead (file->real, bytes, (int)size, offset);
  return g_bytes_new_take (bytes, (gsize)size);
}

/* To the end of the file when @new is NULL. */
static void
remember (File *file, gint64 offset, const void *new, int size)
{
  sqlite3_int64 old_size = 0;
  Unsynced *one;

  if (disk.fault != SIM_DISK_DIES || !is_below (file->path))
    return;
  one = g_new0 (Unsynced, 1);
  one->path = g_strdup (file->path);
  one->offset = offset;
  file->real->pMethods->xFileSize (file->real, &old_size);
  one->old_size = old_size;
  one->old = read_old (file, offset,
                       new != NULL ? CLAMP (one->old_size - offset, 0, size)
                                   : MAX (one->old_size - offset, 0));
  one->new = new != NULL ? g_bytes_new (new, (gsize)size) : NULL;
  g_ptr_array_add (disk.unsynced, one);
}

static void
forget (const char *path)
{
  for (guint i = disk.unsynced->len; i-- > 0;)
    if (path != NULL
        && strcmp (((Unsynced *)g_ptr_array_index (disk.unsynced, i))->path, path) == 0)
      g_ptr_array_remove_index (disk.unsynced, i);
}

static void
write_at (const char *path, GBytes *bytes, gsize size, gint64 offset)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    return; /* deleted since */
  if (pwrite (fd, g_bytes_get_data (bytes, NULL), size, offset) != (ssize_t)size)
    g_error ("%s cannot be written", path);
  close (fd);
}

static void
cut_at (const char *path, gint64 size)
{
  if (access (path, F_OK) == 0 && truncate (path, size) != 0)
    g_error ("%s cannot be cut", path);
}

static void
take_back (const Unsynced *one)
{
  cut_at (one->path, one->old_size);
  write_at (one->path, one->old, g_bytes_get_size (one->old), one->offset);
}

static void
write_some (const Unsynced *one, SimDraw *draw)
{
  gsize size = one->new != NULL ? g_bytes_get_size (one->new) : 0;
  gsize torn;

  if (sim_draw_chance (draw, 40))
    return;
  torn = SECTOR * sim_draw_below (draw, 9);
  if (one->new == NULL)
    cut_at (one->path, one->offset);
  else if (sim_draw_chance (draw, 20))
    write_at (one->path, one->new, MIN (size, torn), one->offset);
  else
    write_at (one->path, one->new, size, one->offset);
}

/* The system may have written any of it before the power went, in any order; a program that is
 * killed loses nothing of it. */
static void
lose_some (SimDraw *draw)
{
  if (sim_draw_chance (draw, 30))
    return;
  for (guint i = disk.unsynced->len; i-- > 0;)
    take_back (g_ptr_array_index (disk.unsynced, i));
  for (guint i = 0; i < disk.unsynced->len; i++)
    write_some (g_ptr_array_index (disk.unsynced, i), draw);
}

void
sim_disk_break (const char *folder, SimDiskFault fault, guint after)
{
  g_assert (disk.folder == NULL);
  disk.folder = g_strdup (folder);
  disk.fault = fault;
  disk.after = after;
  disk.failed = FALSE;
}

gboolean
sim_disk_has_failed (const char *folder)
{
  return disk.failed && (folder == NULL || g_strcmp0 (disk.folder, folder) == 0);
}

gboolean
sim_disk_is_dead (const char *folder)
{
  return disk.fault == SIM_DISK_DIES && sim_disk_has_failed (folder);
}

gboolean
sim_disk_may_die (const char *folder)
{
  return disk.fault == SIM_DISK_DIES && g_strcmp0 (disk.folder, folder) == 0;
}

void
sim_disk_mend (SimDraw *draw)
{
  if (disk.fault == SIM_DISK_DIES && disk.failed)
    lose_some (draw);
  g_ptr_array_set_size (disk.unsynced, 0);
  g_clear_pointer (&disk.folder, g_free);
  disk.fault = SIM_DISK_SOUND;
  disk.failed = FALSE;
}

/* ── A file ── */

static int
file_close (sqlite3_file *base)
{
  File *self = (File *)base;

  return self->real->pMethods->xClose (self->real);
}

static int
file_read (sqlite3_file *base, void *out, int size, sqlite3_int64 offset)
{
  File *self = (File *)base;

  return is_dead_at (self->path) ? SQLITE_IOERR_READ
                                 : self->real->pMethods->xRead (self->real, out, size, offset);
}

static int
file_write (sqlite3_file *base, const void *bytes, int size, sqlite3_int64 offset)
{
  File *self = (File *)base;

  if (fails_now (self->path))
    return failure (SQLITE_IOERR_WRITE);
  remember (self, offset, bytes, size);
  return self->real->pMethods->xWrite (self->real, bytes, size, offset);
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  File *self = (File *)base;

  if (disk.fault == SIM_DISK_DIES && fails_now (self->path))
    return SQLITE_IOERR_TRUNCATE;
  remember (self, size, NULL, 0);
  return self->real->pMethods->xTruncate (self->real, size);
}

static int
file_sync (sqlite3_file *base, int flags)
{
  File *self = (File *)base;

  if (disk.fault == SIM_DISK_DIES && fails_now (self->path))
    return SQLITE_IOERR_FSYNC;
  forget (self->path);
  return self->real->pMethods->xSync (self->real, flags);
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *out)
{
  File *self = (File *)base;

  return self->real->pMethods->xFileSize (self->real, out);
}

static int
file_lock (sqlite3_file *base, int level)
{
  File *self = (File *)base;

  return self->real->pMethods->xLock (self->real, level);
}

static int
file_unlock (sqlite3_file *base, int level)
{
  File *self = (File *)base;

  return self->real->pMethods->xUnlock (self->real, level);
}

static int
file_check_lock (sqlite3_file *base, int *out)
{
  File *self = (File *)base;

  return self->real->pMethods->xCheckReservedLock (self->real, out);
}

static int
file_control (sqlite3_file *base, int op, void *data)
{
  File *self = (File *)base;

  return self->real->pMethods->xFileControl (self->real, op, data);
}

static int
file_sector_size (sqlite3_file *base)
{
  File *self = (File *)base;

  return self->real->pMethods->xSectorSize (self->real);
}

static int
file_characteristics (sqlite3_file *base)
{
  File *self = (File *)base;

  return self->real->pMethods->xDeviceCharacteristics (self->real);
}

static int
file_shm_map (sqlite3_file *base, int page, int size, int extend, void volatile **out)
{
  File *self = (File *)base;

  return self->real->pMethods->xShmMap (self->real, page, size, extend, out);
}

static int
file_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  File *self = (File *)base;

  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  File *self = (File *)base;

  self->real->pMethods->xShmBarrier (self->real);
}

static int
file_shm_unmap (sqlite3_file *base, int remove)
{
  File *self = (File *)base;

  return self->real->pMethods->xShmUnmap (self->real, remove);
}

static const sqlite3_io_methods file_methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* ── Other files ── */

/* Every fsync() of our own code comes here (-Wl,--wrap=fsync). */
int __real_fsync (int fd);
int __wrap_fsync (int fd);

static gint64
get_size (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) ? info.st_size : 0;
}

/* Half of what was appended since the last sync is lost. */
static int
die_at_sync (int fd, const char *path)
{
  gint64 size = get_size (fd);
  gint64 synced = GPOINTER_TO_INT (g_hash_table_lookup (disk.sizes, path));

  if (disk.fault == SIM_DISK_DIES && size > synced
      && truncate (path, synced + (size - synced) / 2) != 0)
    g_error ("%s cannot be cut", path);
  errno = disk.fault == SIM_DISK_FULL ? ENOSPC : EIO;
  return -1;
}

int
__wrap_fsync (int fd)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);

  if (path == NULL)
    return __real_fsync (fd);
  if (fails_now (path))
    return die_at_sync (fd, path);
  g_hash_table_insert (disk.sizes, g_strdup (path), GINT_TO_POINTER ((int)get_size (fd)));
  return __real_fsync (fd);
}

/* ── The VFS ── */

static int
disk_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  File *self = (File *)base;
  int rc;

  self->path = path;
  self->real = (sqlite3_file *)(self + 1);
  self->base.pMethods = NULL;
  if (is_dead_at (path))
    return SQLITE_CANTOPEN;
  rc = real_vfs->xOpen (real_vfs, path, self->real, flags, out_flags);
  if (self->real->pMethods != NULL)
    self->base.pMethods = &file_methods;
  return rc;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  if (disk.fault == SIM_DISK_DIES && fails_now (path))
    return SQLITE_IOERR_DELETE;
  forget (path);
  return real_vfs->xDelete (real_vfs, path, sync);
}

void
sim_disk_init (void)
{
  static sqlite3_vfs vfs;

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.szOsFile = (int)sizeof (File) + real_vfs->szOsFile;
  vfs.zName = NAME;
  vfs.xOpen = disk_open;
  vfs.xDelete = disk_delete;
  disk.unsynced = g_ptr_array_new_with_free_func (unsynced_free);
  disk.sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (sqlite3_vfs_register (&vfs, 1) != SQLITE_OK)
    g_error ("the simulated disk cannot be put in");
}
