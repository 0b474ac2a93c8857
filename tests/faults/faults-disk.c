/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk whose power can go. For every file there is a copy of what the last fsync wrote, and for
 * every folder the names that its last fsync wrote; they outlive the process, as a disk does. At a
 * loss each 512-byte sector that differs from the copy is old or new, each size lies between the
 * two, and names that no fsync of their folder wrote are there or not: everything that POSIX
 * allows, also what common file systems would not do. Files are mended in place, because an inode
 * stays what it was when the power comes back.
 *
 *   kept/INODE        what is on disk of a file's bytes; missing = nothing
 *   live/INODE        a second name, so that a file whose removal is lost can come back
 *   names/INODE/NAME  what is on disk of a folder: a link to INODE
 */
#include "faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SECTOR_BYTES 512
#define PATH_BYTES 4096

static char root[PATH_BYTES], disk[PATH_BYTES];
static int root_fd = -1;
static uint64_t state; /* of the draws */

typedef struct
{
  char *data;
  size_t size;
} Bytes;

typedef enum
{
  DRAW_OLD,  /* nothing that was not written through */
  DRAW_NEW,  /* everything */
  DRAW_TORN, /* some of it */
  N_DRAWS,
} Draw;

static void
fail (const char *what, const char *path)
{
  fprintf (stderr, "faults: %s %s: %s\n", what, path, strerror (errno));
  abort ();
}

/* splitmix64 */
static uint64_t
draw (uint64_t below)
{
  uint64_t z = (state += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (z ^ (z >> 31)) % below;
}

static void __attribute__ ((format (printf, 2, 3)))
make_path (char out[PATH_BYTES], const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vsnprintf (out, PATH_BYTES, format, args);
  va_end (args);
}

static ino_t
inode_of (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 ? info.st_ino : 0;
}

static bool
is_folder (const char *path)
{
  struct stat info;

  return lstat (path, &info) == 0 && S_ISDIR (info.st_mode);
}

/* ── Bytes ── */

static Bytes
read_open_file (int fd, const char *path)
{
  Bytes bytes = { 0 };
  struct stat info;

  if (fstat (fd, &info) != 0)
    fail ("looking at", path);
  bytes.size = (size_t)info.st_size;
  bytes.data = malloc (bytes.size + 1);
  if (bytes.data == NULL || pread (fd, bytes.data, bytes.size, 0) != info.st_size)
    fail ("reading", path);
  return bytes;
}

static Bytes
read_bytes (const char *path)
{
  Bytes bytes = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return bytes;
  bytes = read_open_file (fd, path);
  close (fd);
  return bytes;
}

static void
write_bytes (const char *path, Bytes bytes)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 || pwrite (fd, bytes.data, bytes.size, 0) != (ssize_t)bytes.size
      || ftruncate (fd, (off_t)bytes.size) != 0)
    fail ("writing", path);
  close (fd);
}

static void
keep (Bytes bytes, ino_t inode)
{
  char kept[PATH_BYTES];

  make_path (kept, "%s/kept/%lu", disk, (unsigned long)inode);
  write_bytes (kept, bytes);
  free (bytes.data);
}

static void
hold (const char *path, ino_t inode)
{
  char live[PATH_BYTES];

  make_path (live, "%s/live/%lu", disk, (unsigned long)inode);
  if (link (path, live) != 0 && errno != EEXIST)
    fail ("holding", path);
}

/* ── Folders ── */

typedef void (*Visit) (const char *folder, const char *name, void *data);

static void
visit_names (const char *folder, Visit visit, void *data)
{
  struct dirent **names;
  int n = scandir (folder, &names, NULL, alphasort);

  for (int i = 0; i < n; i++)
    {
      if (strcmp (names[i]->d_name, ".") != 0 && strcmp (names[i]->d_name, "..") != 0)
        visit (folder, names[i]->d_name, data);
      free (names[i]);
    }
  if (n >= 0)
    free (names);
}

static void
remove_tree_cb (const char *folder, const char *name, void *data)
{
  char path[PATH_BYTES];

  make_path (path, "%s/%s", folder, name);
  if (is_folder (path))
    visit_names (path, remove_tree_cb, NULL);
  if (remove (path) != 0)
    fail ("removing", path);
}

static void
names_path (char out[PATH_BYTES], const char *folder)
{
  make_path (out, "%s/names/%lu", disk, (unsigned long)inode_of (folder));
}

static void
note_name_cb (const char *folder, const char *name, void *data)
{
  char path[PATH_BYTES], names[PATH_BYTES], note[PATH_BYTES], inode[32];

  make_path (path, "%s/%s", folder, name);
  names_path (names, folder);
  make_path (note, "%s/%s", names, name);
  snprintf (inode, sizeof inode, "%lu", (unsigned long)inode_of (path));
  if (symlink (inode, note) != 0)
    fail ("noting", note);
}

static void
note_names (const char *folder)
{
  char names[PATH_BYTES];

  names_path (names, folder);
  visit_names (names, remove_tree_cb, NULL);
  if (mkdir (names, 0700) != 0 && errno != EEXIST)
    fail ("making", names);
  visit_names (folder, note_name_cb, NULL);
}

static void
adopt_cb (const char *folder, const char *name, void *data)
{
  char path[PATH_BYTES];

  make_path (path, "%s/%s", folder, name);
  if (is_folder (path))
    {
      note_names (path);
      visit_names (path, adopt_cb, NULL);
      return;
    }
  keep (read_bytes (path), inode_of (path));
  hold (path, inode_of (path));
}

static void
begin_notes (void)
{
  static const char *const parts[] = { "", "/kept", "/live", "/names" };
  char path[PATH_BYTES];

  if (inode_of (disk) != 0)
    return;
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
    {
      make_path (path, "%s%s", disk, parts[i]);
      if (mkdir (path, 0700) != 0)
        fail ("making", path);
    }
  note_names (root);
  visit_names (root, adopt_cb, NULL);
}

/* Who dies leaves it; nobody dies with it but of an error here. */
void
faults_disk_lock (void)
{
  while (flock (root_fd, LOCK_EX) != 0)
    if (errno != EINTR)
      fail ("locking", root);
}

void
faults_disk_unlock (void)
{
  flock (root_fd, LOCK_UN);
}

void
faults_disk_open (const char *root_path, const char *disk_path)
{
  make_path (root, "%s", root_path);
  make_path (disk, "%s", disk_path);
  root_fd = open (root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root_fd < 0)
    fail ("opening", root);
  faults_disk_lock ();
  begin_notes ();
  faults_disk_unlock ();
}

void
faults_disk_born (const char *path)
{
  char kept[PATH_BYTES];

  make_path (kept, "%s/kept/%lu", disk, (unsigned long)inode_of (path));
  unlink (kept);
  hold (path, inode_of (path));
}

/* Through @fd where that can be: to close another one would take away the locks that the program has on the file, and
 * the next program would remove the log that this one still writes in. */
void
faults_disk_sync_file (int fd)
{
  const bool reads = (fcntl (fd, F_GETFL) & O_ACCMODE) != O_WRONLY;
  char path[64];
  struct stat info;

  snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  faults_disk_lock ();
  if (fstat (fd, &info) == 0)
    keep (reads ? read_open_file (fd, path) : read_bytes (path), info.st_ino);
  faults_disk_unlock ();
}

void
faults_disk_sync_folder (const char *path)
{
  faults_disk_lock ();
  note_names (path);
  faults_disk_unlock ();
}

/* ── Losing ── */

static Draw
draw_fate (Draw overall)
{
  return overall == DRAW_TORN ? (Draw)draw (N_DRAWS) : overall;
}

static size_t
draw_size (size_t before, size_t now)
{
  size_t sectors = now > before ? (now - before) / SECTOR_BYTES : 0;

  switch (draw (3))
    {
    case 0:
      return before;
    case 1:
      return now;
    default:
      return before + (size_t)draw (sectors + 1) * SECTOR_BYTES;
    }
}

static void
copy_sector (char *to, size_t size, Bytes from, size_t at)
{
  size_t end = at + SECTOR_BYTES < size ? at + SECTOR_BYTES : size;

  end = end < from.size ? end : from.size;
  if (at < end)
    memcpy (to + at, from.data + at, end - at);
}

/* Each sector old or new, one time mostly old, the other mostly new. */
static Bytes
tear (Bytes before, Bytes now)
{
  Bytes torn = { .size = draw_size (before.size, now.size) };
  uint64_t share = 1 + draw (7);

  torn.data = calloc (1, torn.size + 1);
  for (size_t at = 0; at < torn.size; at += SECTOR_BYTES)
    copy_sector (torn.data, torn.size, draw (8) < share ? now : before, at);
  return torn;
}

static void
lose_bytes (const char *path, Draw overall)
{
  char kept[PATH_BYTES];
  Draw fate = draw_fate (overall);
  Bytes before, now, after;

  make_path (kept, "%s/kept/%lu", disk, (unsigned long)inode_of (path));
  before = read_bytes (kept);
  now = read_bytes (path);
  after = fate == DRAW_TORN ? tear (before, now) : fate == DRAW_OLD ? before : now;
  write_bytes (path, after);
  if (fate == DRAW_TORN)
    free (after.data);
  free (before.data);
  free (now.data);
}

typedef struct
{
  Draw fate; /* of the folder */
  const char *folder, *names;
} Loss;

static void
remove_path (const char *folder, const char *name)
{
  char path[PATH_BYTES];

  make_path (path, "%s/%s", folder, name);
  if (inode_of (path) != 0)
    remove_tree_cb (folder, name, NULL);
}

/* A name that is there but was not written through. */
static void
lose_name_cb (const char *folder, const char *name, void *data)
{
  Loss *loss = data;
  char note[PATH_BYTES];

  make_path (note, "%s/%s", loss->names, name);
  if (inode_of (note) == 0 && (loss->fate == DRAW_OLD || draw (2) == 0))
    remove_path (folder, name);
}

/* A name as it was written through, over what stands there now. */
static void
find_name_cb (const char *names, const char *name, void *data)
{
  Loss *loss = data;
  char note[PATH_BYTES], inode[32] = { 0 }, path[PATH_BYTES], live[PATH_BYTES];

  make_path (note, "%s/%s", names, name);
  make_path (path, "%s/%s", loss->folder, name);
  if (readlink (note, inode, sizeof inode - 1) <= 0)
    fail ("reading", note);
  make_path (live, "%s/live/%s", disk, inode);
  if (inode_of (path) == strtoul (inode, NULL, 10) || inode_of (live) == 0)
    return;
  remove_path (loss->folder, name);
  if (link (live, path) != 0)
    fail ("bringing back", path);
}

static void lose_folder (const char *folder, Draw overall);

static void
lose_content_cb (const char *folder, const char *name, void *data)
{
  char path[PATH_BYTES];

  make_path (path, "%s/%s", folder, name);
  if (is_folder (path))
    lose_folder (path, *(Draw *)data);
  else
    lose_bytes (path, *(Draw *)data);
}

static void
lose_folder (const char *folder, Draw overall)
{
  char names[PATH_BYTES];
  Loss loss = { .fate = draw_fate (overall), .folder = folder, .names = names };

  names_path (names, folder);
  if (loss.fate != DRAW_NEW)
    {
      visit_names (names, find_name_cb, &loss);
      visit_names (folder, lose_name_cb, &loss);
    }
  visit_names (folder, lose_content_cb, &overall);
}

/* Until it is gone: what it does to files after that is nothing. */
static void
end_process (int pid)
{
  struct pollfd gone = { .fd = pid > 0 ? (int)syscall (SYS_pidfd_open, pid, 0) : -1,
                         .events = POLLIN };

  if (gone.fd < 0)
    return; /* it came to its end before */
  kill (pid, SIGKILL);
  while (poll (&gone, 1, -1) < 0 && errno == EINTR)
    ;
  close (gone.fd);
}

void
faults_disk_lose (uint64_t seed, int beside)
{
  faults_disk_lock (); /* it is not in the middle of a note then */
  end_process (beside);
  state = seed;
  lose_folder (root, draw (2) == 0 ? DRAW_OLD : DRAW_TORN);
  visit_names (disk, remove_tree_cb, NULL);
  rmdir (disk);
}
