/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a backup. The database is copied first: what it names is in the folder before it is named,
 * so that the files that are read afterwards are never too few. */
#include "pt-hub-backup.h"

#include "journal-sqlite-copy.h"
#include "pt-durable.h"
#include "pt-hub-files.h"
#include "pt-hub-migrate.h"
#include "pt-json.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES (64 * 1024)

/* What stands beside the database and the files; the settings may be missing. */
static const char *const singles[] = { PT_HUB_KEY, PT_HUB_CERTIFICATE, PT_HUB_SETTINGS };

typedef struct
{
  PtHub *hub;
  const char *file;
  PtBackupProgress progress;
  gpointer data;
  PtBackupReport *report;
  char *temporary, *copy; /* of the tar and of the database, beside @file */
  struct archive *tar;
  int fd;
  PtJournal *journal; /* of the copy */
  GPtrArray *logbooks;
} Backup;

static void
backup_clear (Backup *self)
{
  if (self->tar != NULL)
    archive_write_free (self->tar);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->journal, pt_journal_free);
  g_clear_pointer (&self->logbooks, g_ptr_array_unref);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->copy != NULL)
    g_unlink (self->copy);
  g_free (self->temporary);
  g_free (self->copy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

void
pt_backup_report_clear (PtBackupReport *self)
{
  g_clear_pointer (&self->name, g_free);
}

static gboolean
fail_tar (Backup *self, GError **error)
{
  const char *why = archive_error_string (self->tar);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (archive_errno (self->tar)),
               _ ("“%1$s” cannot be written: %2$s."), self->file, why != NULL ? why : "?");
  return FALSE;
}

/* ── Entries ── */

static gboolean
add_entry (Backup *self, const char *name, int64_t size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int rc;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, (time_t)(self->report->at / PT_USEC_PER_SECOND), 0);
  rc = archive_write_header (self->tar, entry);
  archive_entry_free (entry);
  return rc == ARCHIVE_OK || fail_tar (self, error);
}

static gboolean
add_bytes (Backup *self, const void *data, size_t size, GError **error)
{
  return archive_write_data (self->tar, data, size) == (la_ssize_t)size || fail_tar (self, error);
}

static gboolean
copy_bytes (Backup *self, int fd, int64_t size, const char *path, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);

  while (size > 0)
    {
      ssize_t n = read (fd, block, (size_t)MIN (size, BLOCK_BYTES));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%1$s” cannot be read: %2$s."),
                       path, n < 0 ? g_strerror (errno) : _ ("it is cut off"));
          return FALSE;
        }
      if (!add_bytes (self, block, (size_t)n, error))
        return FALSE;
      size -= n;
    }
  return TRUE;
}

/* FALSE without error: the file is not there. */
static gboolean
add_file (Backup *self, const char *name, const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  gboolean added;

  if (fd < 0 && errno == ENOENT)
    return FALSE;
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   /* Translators: %1$s is a file, %2$s the system's explanation. */
                   _ ("“%1$s” cannot be read: %2$s."), path, g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  added = add_entry (self, name, info.st_size, error)
          && copy_bytes (self, fd, info.st_size, path, error);
  close (fd);
  return added;
}

static gboolean
add_manifest (Backup *self, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "format", PT_BACKUP_FORMAT);
  json_object_set_int_member (object, "version", PT_BACKUP_VERSION);
  json_object_set_string_member (object, "hub", self->hub->id);
  json_object_set_string_member (object, "name", self->hub->name);
  json_object_set_int_member (object, "at", self->report->at);
  json_node_take_object (node, object);
  text = pt_json_print_ordered (node);
  return add_entry (self, PT_BACKUP_MANIFEST, (int64_t)strlen (text), error)
         && add_bytes (self, text, strlen (text), error);
}

static gboolean
add_singles (Backup *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    {
      g_autofree char *path = pt_hub_folder_path (self->hub->folder, singles[i]);
      g_autoptr (GError) local = NULL;

      if (!add_file (self, singles[i], path, &local) && local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* @required: counted when it is missing. */
static gboolean
add_attached (Backup *self, const char *logbook, const char *sha256, const char *suffix,
              gboolean required, GError **error)
{
  g_autofree char *path = pt_hub_files_path (self->hub, logbook, sha256, suffix);
  g_autofree char *name = g_strconcat ("files/", logbook, "/", sha256, suffix, NULL);
  g_autoptr (GError) local = NULL;
  gboolean added = add_file (self, name, path, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->report->n_files += added && required;
  self->report->n_missing += !added && required;
  return TRUE;
}

static gboolean
add_files_of (Backup *self, const char *logbook, GError **error)
{
  g_autoptr (GPtrArray) hashes = NULL;

  if (!self->journal->ops->list_stored_files (self->journal, logbook, &hashes, error))
    return FALSE;
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *sha256 = g_ptr_array_index (hashes, i);

      if (self->progress != NULL)
        self->progress (PT_BACKUP_STEP_FILES, i + 1, hashes->len, self->data);
      if (!add_attached (self, logbook, sha256, "", TRUE, error)
          || !add_attached (self, logbook, sha256, PT_HUB_FILE_THUMB, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* ── The whole ── */

static void
database_cb (int64_t done, int64_t total, gpointer data)
{
  Backup *self = data;

  if (self->progress != NULL)
    self->progress (PT_BACKUP_STEP_DATABASE, done, total, self->data);
}

static gboolean
copy_database (Backup *self, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (self->hub->folder, PT_HUB_JOURNAL);
  g_autofree char *url = pt_hub_folder_database (self->hub->folder);
  gboolean copied = url != NULL
                        ? pt_journal_copy_from_postgres (url, self->copy, NULL, database_cb, self,
                                                         error)
                        : pt_journal_sqlite_copy (path, self->copy, database_cb, self, error);

  if (copied)
    self->journal = pt_journal_sqlite_open (self->copy, FALSE, error);
  return self->journal != NULL
         && self->journal->ops->list_logbooks (self->journal, &self->logbooks, error);
}

static gboolean
open_tar (Backup *self, GError **error)
{
  self->fd = open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return pt_hub_folder_fail_write (self->file, errno, error);
  self->tar = archive_write_new ();
  if (archive_write_set_format_pax_restricted (self->tar) == ARCHIVE_OK
      && archive_write_open_fd (self->tar, self->fd) == ARCHIVE_OK)
    return TRUE;
  return fail_tar (self, error);
}

static gboolean
write_entries (Backup *self, GError **error)
{
  if (!add_manifest (self, error) || !add_file (self, PT_HUB_JOURNAL, self->copy, error)
      || !add_singles (self, error))
    return FALSE;
  for (guint i = 0; i < self->logbooks->len; i++)
    if (!add_files_of (self, g_ptr_array_index (self->logbooks, i), error))
      return FALSE;
  return archive_write_close (self->tar) == ARCHIVE_OK || fail_tar (self, error);
}

/* On disk before it has its name, and the name on disk before anybody is told. */
static gboolean
put_in_place (Backup *self, GError **error)
{
  return (fsync (self->fd) == 0 && g_rename (self->temporary, self->file) == 0
          && pt_durable_sync_name (self->file) == 0)
         || pt_hub_folder_fail_write (self->file, errno, error);
}

static gboolean
write_notes (Backup *self, PtJournal *journal, GError **error)
{
  for (guint i = 0; i < self->logbooks->len; i++)
    {
      const char *logbook = g_ptr_array_index (self->logbooks, i);
      g_autoptr (PtHead) head = NULL;

      if (!self->journal->ops->get_head (self->journal, logbook, &head, error)
          || !journal->ops->set_backed_up (journal, logbook, head->seq, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_backed_up (Backup *self, GError **error)
{
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (self->hub->folder, error);

  if (journal == NULL || !journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (write_notes (self, journal, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

/* A newer backup may replace an older one, but never a folder, a device or a pipe. */
static gboolean
check_place (const char *file, GError **error)
{
  if (!g_file_test (file, G_FILE_TEST_EXISTS) || g_file_test (file, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is no file. Say how the backup's file is to be called."), file);
  return FALSE;
}

gboolean
pt_hub_backup (PtHub *hub, const char *file, PtBackupProgress progress, gpointer data,
               PtBackupReport *out, GError **error)
{
  g_auto (Backup) self = {
    .hub = hub, .file = file, .progress = progress, .data = data, .report = out, .fd = -1
  };
  g_autofree char *id = pt_id_new (hub->world);
  const char *mark = id + PT_ID_LENGTH - 8;

  if (!check_place (file, error))
    return FALSE;
  out->at = hub->world->now (hub->world);
  out->name = g_strdup (hub->name);
  self.temporary = g_strdup_printf ("%s.%s.tmp", file, mark);
  self.copy = g_strdup_printf ("%s.%s.db.tmp", file, mark);
  if (!open_tar (&self, error) || !copy_database (&self, error) || !write_entries (&self, error)
      || !put_in_place (&self, error))
    return FALSE;
  out->n_logbooks = self.logbooks->len;
  return note_backed_up (&self, error);
}
