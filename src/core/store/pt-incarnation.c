/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lives of a database file. The witness is a line `device inode counter` in
 * $XDG_STATE_HOME/proeftuin/incarnations/ID; several processes share it. A witness that is missing,
 * speaks of another file or knows a higher counter than the database means: this is a copy, or an
 * older state put back, and its next save begins a new life. */
#include "pt-incarnation.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_MAX_BYTES 128

struct _PtIncarnation
{
  PtDb *db;
  char *path; /* of the database */
  PtWorld *world;
  PtUuid id;         /* the life that was found good */
  gboolean is_good;  /* the witness vouched for it, or it was begun here */
  int64_t counter;   /* the last one taken */
  gboolean is_dirty; /* taken since the last commit */
  PtDot secret;      /* the last one of a save that stays here; counter 0 = none yet */
};

typedef struct
{
  unsigned long long device, inode;
  long long counter;
} Witness;

PtIncarnation *
pt_incarnation_new (PtDb *db, const char *path, PtWorld *world)
{
  PtIncarnation *self = g_new0 (PtIncarnation, 1);

  self->db = db;
  self->path = g_strdup (path);
  self->world = world;
  return self;
}

void
pt_incarnation_free (PtIncarnation *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

static char *
witness_path (const PtUuid *id)
{
  char text[PT_ID_LENGTH + 1];

  pt_uuid_format (id, text);
  return g_build_filename (g_get_user_state_dir (), "proeftuin", "incarnations", text, NULL);
}

static gboolean
look_at_file (PtIncarnation *self, Witness *out)
{
  struct stat info;

  if (stat (self->path, &info) != 0)
    return FALSE;
  out->device = info.st_dev;
  out->inode = info.st_ino;
  return TRUE;
}

static gboolean
read_witness (int fd, Witness *out)
{
  char line[LINE_MAX_BYTES + 1] = { 0 };

  return pread (fd, line, LINE_MAX_BYTES, 0) > 0
         && sscanf (line, "%llu %llu %lld", &out->device, &out->inode, &out->counter) == 3;
}

static const char *
compare (const Witness *witness, const Witness *file, int64_t counter)
{
  if (witness->device != file->device || witness->inode != file->inode)
    return PT_LIFE_MOVED;
  return witness->counter > counter ? PT_LIFE_OLDER : NULL;
}

/* Why this file may not go on with the life @id; NULL = it may. */
static const char *
find_doubt (PtIncarnation *self, const PtUuid *id, int64_t counter)
{
  g_autofree char *path = witness_path (id);
  Witness file = { 0 }, witness = { 0 };
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return PT_LIFE_UNKNOWN;
  gboolean ok = read_witness (fd, &witness) && look_at_file (self, &file);
  close (fd);
  return ok ? compare (&witness, &file, counter) : PT_LIFE_UNKNOWN;
}

static void
write_witness (int fd, const Witness *file, int64_t counter)
{
  Witness old = { 0 };
  char line[LINE_MAX_BYTES];

  if (read_witness (fd, &old) && old.device == file->device && old.inode == file->inode)
    counter = MAX (counter, old.counter); /* another process was quicker */
  int n = g_snprintf (line, sizeof line, "%llu %llu %020lld\n", file->device, file->inode,
                      (long long)counter);
  /* A witness that cannot be written costs a new life at the next opening, nothing else. */
  if (pwrite (fd, line, (size_t)n, 0) == n && ftruncate (fd, n) != 0)
    return;
}

static void
tell_witness (PtIncarnation *self)
{
  g_autofree char *path = witness_path (&self->id);
  g_autofree char *folder = g_path_get_dirname (path);
  Witness file = { 0 };

  if (!look_at_file (self, &file) || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX) == 0)
    write_witness (fd, &file, self->counter);
  close (fd);
}

/* The newest life in the database; FALSE in @found when it never saved. */
static gboolean
read_newest (PtIncarnation *self, PtUuid *id, int64_t *counter, gboolean *found, GError **error)
{
  g_autoptr (PtStmt) stmt = pt_db_prepare (
      self->db, "SELECT id, counter FROM incarnation ORDER BY ordinal DESC LIMIT 1", error);
  int rc = stmt != NULL ? pt_stmt_step (stmt, error) : -1;

  *found = rc == SQLITE_ROW;
  if (rc == SQLITE_ROW)
    {
      memcpy (id->bytes, sqlite3_column_blob (pt_stmt_handle (stmt), 0), sizeof id->bytes);
      *counter = pt_stmt_int (stmt, 1);
    }
  return rc >= 0;
}

/* Whoever has a copy beside them needs a place of their own at the hub. A lost witness is no copy, and
 * the life that the hub only closed was here first. */
static gboolean
needs_device (const char *why)
{
  static const char *const copies[] = { PT_LIFE_MOVED, PT_LIFE_OLDER, PT_LIFE_TAKEN, NULL };

  return why != NULL && g_strv_contains (copies, why);
}

gboolean
pt_incarnation_renew (PtIncarnation *self, const char *why, GError **error)
{
  char text[PT_ID_LENGTH + 1];

  pt_uuid_new (self->world, &self->id);
  pt_uuid_format (&self->id, text);
  self->counter = 0;
  self->is_good = TRUE;
  self->is_dirty = TRUE;
  return pt_db_run (self->db, error,
                    "INSERT INTO incarnation (id, counter, started_at, why) VALUES (?, 0, ?, ?)",
                    "bit", text, self->world->now (self->world), why)
         && (!needs_device (why)
             || pt_db_run (self->db, error, "UPDATE hub SET device_due = 1", ""));
}

const char *
pt_incarnation_peek_doubt (PtIncarnation *self)
{
  const char *why = NULL;
  int64_t counter = 0;
  gboolean found;
  PtUuid newest;

  /* Another process may save between the two readings: then the second look agrees. */
  for (int i = 0; i < 2; i++)
    {
      if (!read_newest (self, &newest, &counter, &found, NULL) || !found)
        return NULL;
      why = find_doubt (self, &newest, counter);
      if (why == NULL)
        return NULL;
    }
  return why;
}

gboolean
pt_incarnation_is_behind (PtIncarnation *self, const PtDot *known)
{
  int64_t counter = 0;
  gboolean found;
  PtUuid newest;

  return read_newest (self, &newest, &counter, &found, NULL) && found
         && pt_uuid_compare (&known->incarnation, &newest) == 0 && known->counter > counter;
}

/* Makes the newest life of the file the one in use, or begins one. */
static gboolean
settle (PtIncarnation *self, GError **error)
{
  PtUuid newest;
  int64_t counter = 0;
  gboolean found;

  if (!read_newest (self, &newest, &counter, &found, error))
    return FALSE;
  if (!found)
    return pt_incarnation_renew (self, NULL, error);
  if (!self->is_good || pt_uuid_compare (&newest, &self->id) != 0)
    {
      const char *why = find_doubt (self, &newest, counter);
      if (why != NULL)
        return pt_incarnation_renew (self, why, error);
      self->id = newest;
      self->is_good = TRUE;
    }
  self->counter = counter;
  return TRUE;
}

gboolean
pt_incarnation_check (PtIncarnation *self, const PtDot *known, GError **error)
{
  if (!settle (self, error))
    return FALSE;
  if (known == NULL || pt_uuid_compare (&known->incarnation, &self->id) != 0
      || known->counter <= self->counter)
    return TRUE;
  return pt_incarnation_renew (self, PT_LIFE_OLDER, error);
}

gboolean
pt_incarnation_next (PtIncarnation *self, PtDot *out, GError **error)
{
  if (!settle (self, error))
    return FALSE;
  self->counter++;
  self->is_dirty = TRUE;
  out->incarnation = self->id;
  out->counter = self->counter;
  return pt_db_run (self->db, error,
                    "UPDATE incarnation SET counter = ? WHERE ordinal = (SELECT max(ordinal) FROM"
                    " incarnation)",
                    "i", self->counter);
}

void
pt_incarnation_next_private (PtIncarnation *self, PtDot *out)
{
  if (self->secret.counter == 0)
    pt_uuid_new (self->world, &self->secret.incarnation);
  self->secret.counter++;
  *out = self->secret;
}

void
pt_incarnation_committed (PtIncarnation *self)
{
  if (self->is_dirty)
    tell_witness (self);
  self->is_dirty = FALSE;
}

void
pt_incarnation_rolled_back (PtIncarnation *self)
{
  self->is_dirty = FALSE;
  self->is_good = FALSE;
}
