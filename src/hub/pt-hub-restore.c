/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restoring a backup. All of it is unpacked and checked beside the hub, brought to its new epochs
 * there, and then put in place with renames; a restore that is broken off before leaves the hub as it
 * was, and one that is broken off during the renames is said by the next start and done again. */
#include "pt-hub-backup.h"

#include "journal-sqlite-copy.h"
#include "pt-durable.h"
#include "pt-epoch.h"
#include "pt-folder.h"
#include "pt-hub-files.h"
#include "pt-hub-migrate.h"
#include "pt-hub-unpack.h"
#include "pt-ledger.h"
#include "pt-witness.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define STAGE "restore.tmp"
#define THERE "there.db" /* in the stage: what is asked of a PostgreSQL that is replaced */
#define FILES "files"

typedef struct
{
  const char *dir, *file;
  PtWorld *world;
  PtBackupProgress progress;
  gpointer data;
  PtBackupReport *report;
  char *stage;    /* in @dir */
  char *database; /* the PostgreSQL that gets it; NULL = a file in @dir */
  char *id;       /* of the hub in the backup */
  int lock;
} Restore;

static void
restore_clear (Restore *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->stage);
  g_free (self->database);
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restore, restore_clear)

/* ── The database, before it is in place ── */

/* Bytes that came after the backup may still be in the folder. */
static gboolean
has_bytes (Restore *self, const char *logbook, const char *sha256)
{
  g_autofree char *staged = g_build_filename (self->stage, FILES, logbook, sha256, NULL);
  g_autofree char *there = g_build_filename (self->dir, FILES, logbook, sha256, NULL);

  return g_file_test (staged, G_FILE_TEST_IS_REGULAR)
         || g_file_test (there, G_FILE_TEST_IS_REGULAR);
}

static gboolean
forget_missing (Restore *self, PtJournal *journal, const char *logbook, GError **error)
{
  g_autoptr (GPtrArray) hashes = NULL;

  if (!journal->ops->list_stored_files (journal, logbook, &hashes, error))
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *sha256 = g_ptr_array_index (hashes, i);
      PtHash hash;

      if (has_bytes (self, logbook, sha256) || !pt_hash_parse (sha256, &hash))
        continue;
      self->report->n_missing++;
      if (!journal->ops->forget_stored_file (journal, logbook, &hash, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin_epochs (Restore *self, PtJournal *journal, GError **error)
{
  g_autoptr (GPtrArray) logbooks = NULL;
  PtHub hub = { .world = self->world };

  if (!journal->ops->list_logbooks (journal, &logbooks, error))
    return FALSE;
  for (guint i = 0; i < logbooks->len; i++)
    {
      const char *logbook = g_ptr_array_index (logbooks, i);
      g_autoptr (PtHead) head = NULL;

      if (!journal->ops->get_head (journal, logbook, &head, error)
          || !pt_epoch_start (&hub, journal, logbook, error)
          || !journal->ops->set_backed_up (journal, logbook, head->seq, error)
          || !forget_missing (self, journal, logbook, error))
        return FALSE;
    }
  self->report->n_logbooks = logbooks->len;
  return TRUE;
}

static gboolean
begin_epochs_and_commit (Restore *self, PtJournal *journal, GError **error)
{
  if (!journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (begin_epochs (self, journal, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

/* What the hub that is replaced gave out is not given out again; a file that cannot be read is why
 * there is a restore. */
static void
keep_counters (PtJournal *journal, const char *old)
{
  g_autoptr (GError) error = NULL;

  if (g_file_test (old, G_FILE_TEST_EXISTS)
      && !pt_journal_sqlite_keep_counters (journal, old, &error))
    g_message ("restore: the counters of the hub that is replaced are not known: %s",
               error->message);
}

static gboolean
check_same_hub (Restore *self, const char *path, const char *place, GError **error)
{
  g_autoptr (PtJournal) journal = g_file_test (path, G_FILE_TEST_EXISTS)
                                      ? pt_journal_sqlite_open (path, FALSE, NULL)
                                      : NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (journal == NULL || !journal->ops->get_hub (journal, &id, &name, NULL) || id == NULL
      || strcmp (id, self->id) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               /* Translators: a folder or database, and the name of a hub */
               _ ("In “%1$s” is another hub, “%2$s”. Restore into an empty one."), place, name);
  return FALSE;
}

/* Who it is and what it gave out, as a file. */
static gboolean
fetch_there (Restore *self, const char *path, GError **error)
{
  static const char *const tables[] = { "hub", "logbook", "number", "incarnation", NULL };
  g_autoptr (GError) local = NULL;

  if (self->database == NULL
      || pt_journal_copy_from_postgres (self->database, path, tables, NULL, NULL, &local)
      || g_error_matches (local, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The hub that is replaced: in the folder, in PostgreSQL, or in both after it moved. */
static gboolean
compare_with_there (Restore *self, PtJournal *journal, GError **error)
{
  g_autofree char *file = pt_hub_folder_path (self->dir, PT_HUB_JOURNAL);
  g_autofree char *there = g_build_filename (self->stage, THERE, NULL);
  gboolean same;

  if (!check_same_hub (self, file, self->dir, error) || !fetch_there (self, there, error))
    return FALSE;
  same = check_same_hub (self, there, "PostgreSQL", error);
  if (same)
    {
      keep_counters (journal, file);
      keep_counters (journal, there);
    }
  g_unlink (there);
  return same;
}

static gboolean
prepare_database (Restore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->stage, PT_HUB_JOURNAL, NULL);
  g_autoptr (PtJournal) journal = NULL;
  g_autofree char *name = NULL;

  journal = pt_journal_sqlite_open (path, FALSE, error);
  if (journal == NULL || !pt_journal_sqlite_check (journal, error)
      || !journal->ops->get_hub (journal, &self->id, &name, error))
    return FALSE;
  if (self->id == NULL)
    return pt_hub_unpack_refuse (error);
  return compare_with_there (self, journal, error)
         && begin_epochs_and_commit (self, journal, error);
}

/* ── In place ── */

static gboolean
move_file (const char *from, const char *to, GError **error)
{
  return g_rename (from, to) == 0 || pt_hub_folder_fail_write (to, errno, error);
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  g_autofree char *child = g_build_filename (folder, PT_HUB_JOURNAL, NULL);

  return pt_durable_sync_name (child) == 0 || pt_hub_folder_fail_write (folder, errno, error);
}

static gboolean
move_folder (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  if (dir != NULL && pt_durable_make_folder (to) != 0)
    return pt_hub_folder_fail_write (to, errno, error);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      gboolean moved = g_file_test (source, G_FILE_TEST_IS_DIR)
                           ? move_folder (source, target, error)
                           : move_file (source, target, error);

      if (!moved)
        return FALSE;
    }
  return sync_folder (to, error);
}

/* The settings of this machine are newer than those in the backup; and where the database is, is said
 * by who restores. */
static gboolean
choose_settings (Restore *self, GError **error)
{
  g_autofree char *here = pt_hub_folder_path (self->dir, PT_HUB_SETTINGS);
  g_autofree char *staged = g_build_filename (self->stage, PT_HUB_SETTINGS, NULL);
  gboolean kept = g_file_test (here, G_FILE_TEST_EXISTS);

  if (kept)
    g_unlink (staged);
  return pt_hub_folder_set_database (kept ? self->dir : self->stage, self->database, error);
}

static void
drop_old_journal (Restore *self)
{
  static const char *const names[] = { PT_HUB_JOURNAL "-wal", PT_HUB_JOURNAL "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = pt_hub_folder_path (self->dir, names[i]);

      g_unlink (path);
    }
}

/* All of it or nothing; only when the server went away in the middle it is not known which. */
static gboolean
fill_postgres (Restore *self, const char *moving, GError **error)
{
  g_autofree char *path = g_build_filename (moving, PT_HUB_JOURNAL, NULL);
  g_autoptr (GError) local = NULL;

  if (pt_journal_copy_to_postgres (path, self->database, TRUE, NULL, NULL, &local))
    return g_unlink (path) == 0 || pt_hub_folder_fail_write (path, errno, error);
  if (!g_error_matches (local, PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_AWAY))
    pt_folder_delete (moving, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
put_in_place (Restore *self, GError **error)
{
  g_autofree char *moving = pt_hub_folder_path (self->dir, PT_HUB_RESTORING);

  if (!choose_settings (self, error) || !move_file (self->stage, moving, error)
      || !sync_folder (self->dir, error))
    return FALSE;
  if (self->database == NULL)
    drop_old_journal (self);
  else if (!fill_postgres (self, moving, error))
    return FALSE;
  if (!move_folder (moving, self->dir, error))
    return FALSE;
  pt_folder_delete (moving, NULL);
  return sync_folder (self->dir, error);
}

static gboolean
follow_ledger (Restore *self, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (self->dir, PT_LEDGER_FILE);
  g_autoptr (PtHub) hub = NULL;
  g_autoptr (PtJournal) journal = NULL;

  self->report->had_ledger = pt_hub_files_size (path) > 0;
  hub = pt_hub_open (self->dir, self->world, error);
  journal = hub != NULL ? pt_hub_folder_open_journal (self->dir, error) : NULL;
  return journal != NULL && pt_ledger_replay (hub, journal, error)
         && pt_witness_renew (hub, journal, error);
}

/* ── The whole ── */

/* A hub, what is left of one, or nothing. */
static gboolean
is_hub_or_empty (const char *dir)
{
  static const char *const marks[] = { PT_HUB_JOURNAL,  PT_HUB_LOCK,      PT_LEDGER_FILE,
                                       PT_HUB_SETTINGS, PT_HUB_RESTORING, STAGE };
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);

  if (listing == NULL || g_dir_read_name (listing) == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *path = pt_hub_folder_path (dir, marks[i]);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
prepare_folder (Restore *self, GError **error)
{
  g_autofree char *broken_off = pt_hub_folder_path (self->dir, PT_HUB_RESTORING);

  if (!is_hub_or_empty (self->dir))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   /* Translators: a folder */
                   _ ("“%s” is neither empty nor the folder of a hub."), self->dir);
      return FALSE;
    }
  if (g_mkdir_with_parents (self->dir, 0700) != 0)
    return pt_hub_folder_fail_write (self->dir, errno, error);
  self->database = pt_hub_folder_database (self->dir);
  self->lock = pt_hub_folder_lock (self->dir, FALSE);
  if (self->lock < 0)
    return pt_hub_folder_refuse (error,
                                 _ ("This hub is being served. Stop it first, then restore."));
  pt_folder_delete (self->stage, NULL);
  pt_folder_delete (broken_off, NULL);
  return g_mkdir (self->stage, 0700) == 0 || pt_hub_folder_fail_write (self->stage, errno, error);
}

gboolean
pt_hub_restore (const char *dir, const char *file, PtWorld *world, PtBackupProgress progress,
                gpointer data, PtBackupReport *out, GError **error)
{
  g_auto (Restore) self = { .dir = dir,
                            .file = file,
                            .world = world,
                            .progress = progress,
                            .data = data,
                            .report = out,
                            .lock = -1 };

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    {
      /* Translators: a file */
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("There is no file “%s”."), file);
      return FALSE;
    }
  self.stage = pt_hub_folder_path (dir, STAGE);
  if (!prepare_folder (&self, error))
    return FALSE;
  if (pt_hub_unpack (file, self.stage, progress, data, out, error)
      && prepare_database (&self, error))
    return put_in_place (&self, error) && follow_ledger (&self, error);
  pt_folder_delete (self.stage, NULL);
  return FALSE;
}

gboolean
pt_hub_restored (const char *dir, PtWorld *world, PtBackupReport *out, GError **error)
{
  g_auto (Restore) self = { .dir = dir, .world = world, .report = out, .lock = -1 };
  g_autoptr (PtHub) hub = pt_hub_open (dir, world, error);
  g_autoptr (PtJournal) journal = hub != NULL ? pt_hub_folder_open_journal (dir, error) : NULL;

  if (journal == NULL)
    return FALSE;
  self.lock = pt_hub_folder_lock (dir, FALSE);
  if (self.lock < 0)
    return pt_hub_folder_refuse (error, _ ("This hub is being served. Stop it first."));
  out->name = g_strdup (hub->name);
  self.stage = pt_hub_folder_path (dir, STAGE);
  return begin_epochs_and_commit (&self, journal, error) && follow_ledger (&self, error);
}
