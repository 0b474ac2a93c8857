/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-hub-unpack.h. A backup may come from anywhere: names that a hub does not have, links, and
 * bytes that are not what their name says are refused. */
#include "pt-hub-unpack.h"

#include "pt-durable.h"
#include "pt-hub-files.h"
#include "pt-hub-folder.h"
#include "pt-json.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FILES "files"
#define BLOCK_BYTES (64 * 1024)
#define MANIFEST_BYTES (64 * 1024)
#define MAX_FILE_BYTES ((int64_t)1 << 40) /* a database has no other bound */

typedef struct
{
  const char *file, *stage;
  PtBackupProgress progress;
  gpointer data;
  PtBackupReport *report;
  struct archive *tar;
  guint n_entries;
} Unpack;

static void
unpack_clear (Unpack *self)
{
  if (self->tar != NULL)
    archive_read_free (self->tar);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Unpack, unpack_clear)

gboolean
pt_hub_unpack_refuse (GError **error)
{
  return pt_hub_folder_refuse (
      error, _ ("The backup is damaged: a part of it is not what it was. Nothing was "
                "restored. Try an older backup."));
}

/* files/LOGBOOK/SHA256 or its small picture. */
static gboolean
is_attached (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", 4);
  PtHash hash;

  if (g_strv_length (parts) != 3 || strcmp (parts[0], FILES) != 0 || !pt_id_is_valid (parts[1]))
    return FALSE;
  if (g_str_has_suffix (parts[2], PT_HUB_FILE_THUMB))
    parts[2][strlen (parts[2]) - strlen (PT_HUB_FILE_THUMB)] = '\0';
  return pt_hash_parse (parts[2], &hash);
}

static gboolean
is_known (const char *name)
{
  static const char *const singles[] = { PT_BACKUP_MANIFEST, PT_HUB_JOURNAL,  PT_HUB_KEY,
                                         PT_HUB_CERTIFICATE, PT_HUB_SETTINGS, NULL };

  return name != NULL && (g_strv_contains (singles, name) || is_attached (name));
}

static gboolean
unpack_data (Unpack *self, int fd, const char *path, GChecksum *sum, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  la_ssize_t n;

  while ((n = archive_read_data (self->tar, block, BLOCK_BYTES)) > 0)
    {
      g_checksum_update (sum, (const guchar *)block, n);
      if (pt_durable_write (fd, block, (gsize)n) != 0)
        return pt_hub_folder_fail_write (path, errno, error);
    }
  return n == 0 ? fsync (fd) == 0 || pt_hub_folder_fail_write (path, errno, error)
                : pt_hub_unpack_refuse (error);
}

/* An attachment's file is called as its bytes are. */
static gboolean
check_sum (const char *name, GChecksum *sum, GError **error)
{
  const char *base = strrchr (name, '/');

  return base == NULL || g_str_has_suffix (base, PT_HUB_FILE_THUMB)
         || strcmp (base + 1, g_checksum_get_string (sum)) == 0 || pt_hub_unpack_refuse (error);
}

static gboolean
unpack_entry (Unpack *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->stage, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean unpacked;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return pt_hub_folder_fail_write (folder, errno, error);
  fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST ? pt_hub_unpack_refuse (error)
                           : pt_hub_folder_fail_write (path, errno, error);
  unpacked = unpack_data (self, fd, path, sum, error) && check_sum (name, sum, error);
  close (fd);
  return unpacked;
}

static gboolean
unpack_next (Unpack *self, gboolean *more, GError **error)
{
  struct archive_entry *entry;
  int rc = archive_read_next_header (self->tar, &entry);
  const char *name;

  *more = rc == ARCHIVE_OK;
  if (rc == ARCHIVE_EOF)
    return TRUE;
  if (rc != ARCHIVE_OK)
    return self->n_entries == 0
               ? pt_hub_folder_refuse (error, _ ("This file is no backup of a hub."))
               : pt_hub_unpack_refuse (error);
  name = archive_entry_pathname (entry);
  if (self->n_entries++ == 0 && g_strcmp0 (name, PT_BACKUP_MANIFEST) != 0)
    return pt_hub_folder_refuse (error, _ ("This file is no backup of a hub."));
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_size (entry) > MAX_FILE_BYTES
      || !is_known (name))
    return pt_hub_unpack_refuse (error);
  self->report->n_files += g_str_has_prefix (name, FILES "/")
                           && !g_str_has_suffix (name, PT_HUB_FILE_THUMB);
  if (self->progress != NULL)
    self->progress (PT_BACKUP_STEP_FILES, self->n_entries, 0, self->data);
  return unpack_entry (self, name, error);
}

static gboolean
unpack (Unpack *self, GError **error)
{
  gboolean more = TRUE;

  self->tar = archive_read_new ();
  archive_read_support_format_tar (self->tar);
  if (archive_read_open_filename (self->tar, self->file, BLOCK_BYTES) != ARCHIVE_OK)
    {
      if (g_access (self->file, R_OK) == 0)
        return pt_hub_folder_refuse (error, _ ("This file is no backup of a hub."));
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   _ ("“%1$s” cannot be read: %2$s."), self->file, g_strerror (errno));
      return FALSE;
    }
  while (more)
    if (!unpack_next (self, &more, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_manifest (Unpack *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->stage, PT_BACKUP_MANIFEST, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  node = pt_json_parse (text, size, MANIFEST_BYTES, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return pt_hub_folder_refuse (error, _ ("This file is no backup of a hub."));
  object = json_node_get_object (node);
  if (strcmp (pt_json_text_or (object, "format", ""), PT_BACKUP_FORMAT) != 0)
    return pt_hub_folder_refuse (error, _ ("This file is no backup of a hub."));
  if (pt_json_int_or (object, "version", 0) > PT_BACKUP_VERSION)
    return pt_hub_folder_refuse (
        error, _ ("This backup was made by a newer version of Proeftuin. Install that "
                  "version first."));
  self->report->name = g_strdup (pt_json_text_or (object, "name", ""));
  self->report->at = pt_json_int_or (object, "at", 0);
  g_unlink (path);
  return TRUE;
}

static gboolean
check_database (Unpack *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->stage, PT_HUB_JOURNAL, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || pt_hub_unpack_refuse (error);
}

gboolean
pt_hub_unpack (const char *file, const char *stage, PtBackupProgress progress, gpointer data,
               PtBackupReport *report, GError **error)
{
  g_auto (Unpack)
      self = { .file = file, .stage = stage, .progress = progress, .data = data, .report = report };

  return unpack (&self, error) && read_manifest (&self, error) && check_database (&self, error);
}
