/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logbook.lock with flock(2), which belongs to the open file and not to the process: several
 * stores in one process count as several. /proc/locks tells whom to close. */
#include "pt-lock.h"

#include "pt-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A migration or rebuild by another program is seconds away from its end at most times. */
#define LOCK_TRIES 10
#define LOCK_PAUSE_US 20000

struct _PtLock
{
  int fd; /* -1 = a folder where nobody may write */
};

static char *
dup_process_name (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", pid);
  char *name = NULL;

  if (!g_file_get_contents (path, &name, NULL, NULL))
    return g_strdup_printf ("%d", pid);
  g_strchomp (name);
  return name;
}

/* One line of /proc/locks: `1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF` (proc(5)). */
static int
find_holder_in_line (const char *line, ino_t inode)
{
  unsigned long long found = 0;
  int pid = 0;

  if (sscanf (line, "%*d: FLOCK %*s %*s %d %*x:%*x:%llu", &pid, &found) == 2 && found == inode
      && pid != getpid ())
    return pid;
  return 0;
}

/* (transfer full): the name of another process that holds the file; NULL = it is one of our own. */
static char *
dup_holder (int fd)
{
  g_autofree char *text = NULL;
  struct stat info;

  if (fstat (fd, &info) != 0 || !g_file_get_contents ("/proc/locks", &text, NULL, NULL))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int pid = find_holder_in_line (lines[i], info.st_ino);
      if (pid > 0)
        return dup_process_name (pid);
    }
  return NULL;
}

static void
set_busy (int fd, GError **error)
{
  g_autofree char *holder = dup_holder (fd);

  if (holder != NULL)
    g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY,
                 /* Translators: %s is the name of a program. */
                 _ ("This logbook is open in another program: %s. Close it and try again."),
                 holder);
  else
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_BUSY,
                         _ ("This logbook is open in another window or program. Close it and try "
                            "again."));
}

static gboolean
lock_with_patience (int fd, int operation)
{
  for (int i = 0; i < LOCK_TRIES; i++)
    {
      if (flock (fd, operation | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK && errno != EINTR)
        return FALSE;
      g_usleep (LOCK_PAUSE_US);
    }
  return FALSE;
}

static int
open_lock (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "logbook.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  return fd >= 0 ? fd : open (path, O_RDONLY | O_CLOEXEC);
}

PtLock *
pt_lock_new (const char *folder, GError **error)
{
  g_autoptr (PtLock) self = g_new0 (PtLock, 1);

  self->fd = open_lock (folder);
  if (self->fd >= 0 && !lock_with_patience (self->fd, LOCK_SH))
    {
      set_busy (self->fd, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
pt_lock_upgrade (PtLock *self, GError **error)
{
  if (self->fd < 0 || lock_with_patience (self->fd, LOCK_EX))
    return TRUE;
  set_busy (self->fd, error);
  /* flock drops the old lock before it tries the new one. */
  lock_with_patience (self->fd, LOCK_SH);
  return FALSE;
}

void
pt_lock_downgrade (PtLock *self)
{
  if (self->fd >= 0)
    flock (self->fd, LOCK_SH);
}

void
pt_lock_free (PtLock *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}
