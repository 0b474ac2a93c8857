/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library to be preloaded into a program under test. It counts the calls that reach the files of
 * one machine, and lets the k-th end in a loss of power or fail once. Nothing in the programs knows
 * of it. SQLite's shared memory (-shm) is no file that a disk keeps, so it is left alone.
 *
 *   PT_FAULTS_ROOT  the machine's files
 *   PT_FAULTS_DISK  where faults-disk.c keeps its notes; only for `power` and `beside`
 *   PT_FAULTS_MODE  count | power | eio | enospc | full: from the k-th on all that needs space fails |
 *                   beside: another program of the machine, whose power goes when that of `power` does
 *   PT_FAULTS_BESIDE  its process
 *   PT_FAULTS_AT    k, from 1; a program that ends before loses its power at the end
 *   PT_FAULTS_SEED  of the draws
 *   PT_FAULTS_LOG   a file that gets a line for each call counted
 *   PT_FAULTS_SYNCHRONOUS  what SQLite's `synchronous` becomes, whatever the program asks
 */
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define LOST_POWER 77 /* exit code */

typedef enum
{
  CALL_READS, /* can fail, but not for want of space */
  CALL_REMOVES,
  CALL_WRITES, /* needs space */
  CALL_ENDS,   /* of the program */
} Call;

typedef enum
{
  MODE_OFF,
  MODE_COUNT,
  MODE_POWER,
  MODE_EIO,
  MODE_ENOSPC,
  MODE_FULL,
  MODE_BESIDE,
} Mode;

_Thread_local int faults_inside;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static Mode mode;
static unsigned long at, count;
static int log_fd = -1;

static bool
keeps_notes (void)
{
  return mode == MODE_POWER || mode == MODE_BESIDE;
}

/* The function of this name that stands behind ours. */
#define REAL(name)                                                                                 \
  ({                                                                                               \
    static __typeof__ (&name) real;                                                                \
    if (real == NULL)                                                                              \
      real = (__typeof__ (&name))dlsym (RTLD_NEXT, #name);                                         \
    real;                                                                                          \
  })

/* Once more when a program that stood warm (../warm-shim.c) has got its environment. */
void __attribute__ ((constructor)) pt_warm_begin (void);

void
pt_warm_begin (void)
{
  static const char *const modes[] = { "", "count", "power", "eio", "enospc", "full", "beside" };
  const char *wanted = getenv ("PT_FAULTS_MODE");
  const char *log = getenv ("PT_FAULTS_LOG");

  root = getenv ("PT_FAULTS_ROOT");
  root_length = root != NULL ? strlen (root) : 0;
  at = strtoul (getenv ("PT_FAULTS_AT") != NULL ? getenv ("PT_FAULTS_AT") : "0", NULL, 10);
  faults_inside++;
  if (log != NULL)
    log_fd = open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  for (unsigned i = 0; wanted != NULL && root != NULL && i < sizeof modes / sizeof *modes; i++)
    if (strcmp (modes[i], wanted) == 0)
      mode = (Mode)i;
  if (keeps_notes ())
    faults_disk_open (root, getenv ("PT_FAULTS_DISK"));
  faults_inside--;
}

static bool
ends_with (const char *text, const char *end)
{
  size_t length = strlen (text), end_length = strlen (end);

  return length >= end_length && strcmp (text + length - end_length, end) == 0;
}

static bool
is_ours (const char *path)
{
  return mode != MODE_OFF && faults_inside == 0 && path != NULL
         && strncmp (path, root, root_length) == 0
         && (path[root_length] == '/' || path[root_length] == '\0') && !ends_with (path, "-shm")
         && !ends_with (path, " (deleted)");
}

static const char *
path_of (int fd, char out[PATH_BYTES])
{
  char link[64];
  ssize_t n;

  if (mode == MODE_OFF || faults_inside > 0)
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, out, PATH_BYTES - 1);
  out[n > 0 ? n : 0] = '\0';
  return out;
}

static bool
counts (Call call)
{
  switch (mode)
    {
    case MODE_EIO:
      return call != CALL_ENDS;
    case MODE_ENOSPC:
    case MODE_FULL:
      return call == CALL_WRITES;
    case MODE_COUNT:
      return true;
    case MODE_POWER:
      return call != CALL_READS;
    case MODE_OFF:
    case MODE_BESIDE:
      break;
    }
  return false;
}

static void
note (const char *name, const char *path)
{
  char line[PATH_BYTES + 64];
  int n = snprintf (line, sizeof line, "%lu %s %s\n", count, name, path + root_length);

  if (log_fd >= 0 && write (log_fd, line, (size_t)n) != n)
    abort ();
}

static void
lose_power (void)
{
  const char *seed = getenv ("PT_FAULTS_SEED");
  const char *beside = getenv ("PT_FAULTS_BESIDE");

  faults_disk_lose (strtoul (seed != NULL ? seed : "0", NULL, 10),
                    beside != NULL ? atoi (beside) : 0);
  _exit (LOST_POWER);
}

/* With the lock held: FALSE and errno when this call is the one that fails. */
static bool
let_through (Call call, const char *name, const char *path)
{
  bool fails;

  if (!counts (call))
    return true;
  faults_inside++;
  count++;
  note (name, path);
  fails = count == at || (mode == MODE_FULL && count > at);
  if (mode == MODE_POWER && (fails || call == CALL_ENDS))
    lose_power ();
  faults_inside--;
  if (fails && mode != MODE_COUNT)
    errno = mode == MODE_EIO ? EIO : ENOSPC;
  return !fails || mode == MODE_COUNT;
}

static void __attribute__ ((destructor)) end (void)
{
  if (mode == MODE_OFF)
    return;
  pthread_mutex_lock (&lock);
  let_through (CALL_ENDS, "end", root);
  pthread_mutex_unlock (&lock);
}

/* Runs @call, an expression with the type of the function, when it may go through. */
#define GUARD(kind, name, path, call)                                                              \
  ({                                                                                               \
    const char *guarded = path;                                                                    \
    __typeof__ (call) result = (__typeof__ (call))-1;                                              \
    if (!is_ours (guarded))                                                                        \
      result = call;                                                                               \
    else                                                                                           \
      {                                                                                            \
        pthread_mutex_lock (&lock);                                                                \
        if (let_through (kind, name, guarded))                                                     \
          result = call;                                                                           \
        pthread_mutex_unlock (&lock);                                                              \
      }                                                                                            \
    result;                                                                                        \
  })

/* ── Opening ── */

static bool
is_there (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0;
}

/* Whether the open would make the file. */
static bool
is_birth (const char *path, int flags)
{
  return (flags & O_CREAT) != 0 && is_ours (path) && !is_there (path);
}

/* What it makes is told before another program of the machine can write it through: a file of which somebody is told
 * later that it is new would lose what it has on disk. */
static int
open_and_tell (int folder, const char *path, int flags, mode_t rights)
{
  bool birth;
  int fd;

  if (!keeps_notes () || !is_birth (path, flags))
    return REAL (openat) (folder, path, flags, rights);
  faults_inside++;
  faults_disk_lock ();
  birth = !is_there (path);
  fd = REAL (openat) (folder, path, flags, rights);
  if (birth && fd >= 0)
    faults_disk_born (path);
  faults_disk_unlock ();
  faults_inside--;
  return fd;
}

static int
open_guarded (int folder, const char *path, int flags, mode_t rights)
{
  bool writes = is_birth (path, flags) || (flags & O_TRUNC) != 0;

  return GUARD (writes ? CALL_WRITES : CALL_READS, "open", path,
                open_and_tell (folder, path, flags, rights));
}

static mode_t
take_rights (int flags, va_list args)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? (mode_t)va_arg (args, unsigned) : 0;
}

#define OPEN(name, folder, ...)                                                                    \
  int name (__VA_ARGS__, ...);                                                                     \
  int name (__VA_ARGS__, ...)                                                                      \
  {                                                                                                \
    va_list args;                                                                                  \
    va_start (args, flags);                                                                        \
    mode_t rights = take_rights (flags, args);                                                     \
    va_end (args);                                                                                 \
    return open_guarded (folder, path, flags, rights);                                             \
  }

OPEN (open, AT_FDCWD, const char *path, int flags)
OPEN (open64, AT_FDCWD, const char *path, int flags)
OPEN (openat, folder, int folder, const char *path, int flags)
OPEN (openat64, folder, int folder, const char *path, int flags)

/* ── Reading and writing ── */

ssize_t
read (int fd, void *data, size_t size)
{
  char path[PATH_BYTES];

  return GUARD (CALL_READS, "read", path_of (fd, path), REAL (read) (fd, data, size));
}

ssize_t
pread64 (int fd, void *data, size_t size, off64_t offset)
{
  char path[PATH_BYTES];

  return GUARD (CALL_READS, "pread", path_of (fd, path), REAL (pread64) (fd, data, size, offset));
}

ssize_t
pread (int fd, void *data, size_t size, off_t offset)
{
  return pread64 (fd, data, size, offset);
}

ssize_t
write (int fd, const void *data, size_t size)
{
  char path[PATH_BYTES];

  return GUARD (CALL_WRITES, "write", path_of (fd, path), REAL (write) (fd, data, size));
}

ssize_t
writev (int fd, const struct iovec *parts, int n)
{
  char path[PATH_BYTES];

  return GUARD (CALL_WRITES, "writev", path_of (fd, path), REAL (writev) (fd, parts, n));
}

ssize_t
pwrite64 (int fd, const void *data, size_t size, off64_t offset)
{
  char path[PATH_BYTES];

  return GUARD (CALL_WRITES, "pwrite", path_of (fd, path),
                REAL (pwrite64) (fd, data, size, offset));
}

ssize_t
pwrite (int fd, const void *data, size_t size, off_t offset)
{
  return pwrite64 (fd, data, size, offset);
}

int
ftruncate64 (int fd, off64_t size)
{
  char path[PATH_BYTES];

  return GUARD (CALL_WRITES, "ftruncate", path_of (fd, path), REAL (ftruncate64) (fd, size));
}

int
ftruncate (int fd, off_t size)
{
  return ftruncate64 (fd, size);
}

int
fallocate64 (int fd, int how, off64_t offset, off64_t size)
{
  char path[PATH_BYTES];

  return GUARD (CALL_WRITES, "fallocate", path_of (fd, path),
                REAL (fallocate64) (fd, how, offset, size));
}

int
fallocate (int fd, int how, off_t offset, off_t size)
{
  return fallocate64 (fd, how, offset, size);
}

/* ── Writing through ── */

/* The real disk is not waited for: what counts is what faults-disk.c keeps. */
static int
write_through (int fd, const char *path)
{
  struct stat info;

  faults_inside++;
  if (keeps_notes () && fstat (fd, &info) == 0 && S_ISDIR (info.st_mode))
    faults_disk_sync_folder (path);
  else if (keeps_notes ())
    faults_disk_sync_file (fd);
  faults_inside--;
  return 0;
}

int
fsync (int fd)
{
  char path[PATH_BYTES];
  const char *name = path_of (fd, path);

  if (!is_ours (name))
    return REAL (fsync) (fd);
  return GUARD (CALL_WRITES, "fsync", name, write_through (fd, name));
}

int
fdatasync (int fd)
{
  return fsync (fd);
}

/* ── Names ── */

int
rename (const char *from, const char *to)
{
  return GUARD (CALL_WRITES, "rename", to, REAL (rename) (from, to));
}

int
unlink (const char *path)
{
  return GUARD (CALL_REMOVES, "unlink", path, REAL (unlink) (path));
}

int
rmdir (const char *path)
{
  return GUARD (CALL_REMOVES, "rmdir", path, REAL (rmdir) (path));
}

int
mkdir (const char *path, mode_t rights)
{
  return GUARD (CALL_WRITES, "mkdir", path, REAL (mkdir) (path, rights));
}

/* ── SQLite ── */

int
sqlite3_exec (sqlite3 *db, const char *sql, int (*row) (void *, int, char **, char **), void *data,
              char **error)
{
  const char *wanted = getenv ("PT_FAULTS_SYNCHRONOUS");
  int rc = REAL (sqlite3_exec) (db, sql, row, data, error);
  char pragma[64];

  if (wanted == NULL || rc != SQLITE_OK || strstr (sql, "synchronous") == NULL)
    return rc;
  snprintf (pragma, sizeof pragma, "PRAGMA synchronous = %s", wanted);
  return REAL (sqlite3_exec) (db, pragma, NULL, NULL, NULL);
}
