/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments' bytes, per logbook: only files that an attachment of the logbook names are taken and
 * given, so that knowing a hash opens nothing. Chunks are appended to a part; when it is complete its
 * hash is checked, it gets its name, and the attachments that name it get a new number. */
#include "pt-hub.h"

#include "pt-durable.h"
#include "pt-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static GMutex appending; /* chunks of one file in parallel would mix */

static char *
file_path (PtHub *hub, const PtHubRequest *request, const char *suffix)
{
  g_autofree char *name = g_strconcat (request->sha256, suffix, NULL);

  return g_build_filename (hub->folder, "files", request->logbook, name, NULL);
}

static int64_t
size_of (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

/* NULL = the file is named here; @stored says whether it is complete. */
static PtHubResponse *
check_file (PtJournal *journal, PtHubRequest *request, PtHash *hash, gboolean *stored)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (!pt_hash_parse (request->sha256, hash))
    return pt_problem (PT_PROBLEM_NO_SUCH_FILE);
  if (!journal->ops->list_file_records (journal, request->logbook, hash, &records, &error)
      || !journal->ops->is_file_stored (journal, request->logbook, hash, stored, &error))
    return pt_problem_trouble (error);
  return records->len == 0 ? pt_problem (PT_PROBLEM_NO_SUCH_FILE) : NULL;
}

static PtHubResponse *
say_offset (int64_t offset)
{
  PtHubResponse *response = pt_hub_response_new_json (
      200, g_strdup_printf ("{\"offset\":%" G_GINT64_FORMAT "}", offset));

  response->offset = offset;
  return response;
}

PtHubResponse *
pt_handle_file_head (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHash hash;
  gboolean stored;
  PtHubResponse *refusal = check_file (journal, request, &hash, &stored);
  g_autofree char *path = NULL;

  if (refusal != NULL)
    return refusal;
  path = file_path (hub, request, stored ? "" : ".part");
  return say_offset (size_of (path));
}

PtHubResponse *
pt_handle_file_get (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHash hash;
  gboolean stored;
  PtHubResponse *refusal = check_file (journal, request, &hash, &stored);

  if (refusal != NULL)
    return refusal;
  return stored ? pt_hub_response_new_file (file_path (hub, request, ""))
                : pt_problem (PT_PROBLEM_NO_SUCH_FILE);
}

static gboolean
fail_with_errno (GError **error, const char *what)
{
  int failure = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure), "%s: %s", what,
               g_strerror (failure));
  return FALSE;
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      size -= (gsize)n;
    }
  return TRUE;
}

/* On disk when it returns, so that an offset once said stays true. */
static gboolean
append_chunk (const char *path, int64_t offset, GBytes *chunk, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (chunk, &size);
  gboolean written;
  int fd;

  if (pt_durable_make_folder (folder) != 0)
    return fail_with_errno (error, "making a folder for files");
  fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_with_errno (error, "opening a part of a file");
  written = ftruncate (fd, offset) == 0 && lseek (fd, offset, SEEK_SET) == offset
            && write_all (fd, data, size) && fsync (fd) == 0;
  if (!written)
    fail_with_errno (error, "writing a part of a file");
  close (fd);
  return written;
}

static gboolean
has_hash (const char *path, const char *sha256, gboolean *same, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autofree char *sum = NULL;

  if (bytes == NULL)
    return FALSE;
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  *same = g_strcmp0 (sum, sha256) == 0;
  return TRUE;
}

static gboolean
settle_name (const char *part, const char *path, GError **error)
{
  return (g_rename (part, path) == 0 && pt_durable_sync_name (path) == 0)
         || fail_with_errno (error, "naming a file");
}

static gboolean
renumber (PtJournal *journal, const char *logbook, PtHead *head, const char *id, GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  if (!journal->ops->get_record (journal, logbook, id, &record, error))
    return FALSE;
  if (record == NULL || record->stored)
    return TRUE;
  pt_head_advance (head, id);
  record->seq = head->seq;
  record->stored = TRUE;
  return journal->ops->add_link (journal, logbook, head->seq, &head->chain, error)
         && journal->ops->set_record (journal, logbook, record, error);
}

static gboolean
set_stored (PtHub *hub, PtJournal *journal, const char *logbook, const PtHash *hash, int64_t size,
            GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->set_file_stored (journal, logbook, hash, size, hub->world->now (hub->world),
                                      error)
      || !journal->ops->list_file_records (journal, logbook, hash, &records, error)
      || !journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!renumber (journal, logbook, head, g_ptr_array_index (records, i), error))
      return FALSE;
  return journal->ops->set_head (journal, logbook, head, error);
}

static gboolean
publish (PtHub *hub, PtJournal *journal, PtHubRequest *request, const PtHash *hash, int64_t size,
         GError **error)
{
  if (!journal->ops->begin (journal, request->logbook, error))
    return FALSE;
  if (!set_stored (hub, journal, request->logbook, hash, size, error))
    {
      journal->ops->rollback (journal);
      return FALSE;
    }
  if (!journal->ops->commit (journal, error))
    return FALSE;
  if (hub->news != NULL)
    hub->news (request->logbook, hub->news_data);
  return TRUE;
}

static PtHubResponse *
complete (PtHub *hub, PtJournal *journal, PtHubRequest *request, const PtHash *hash,
          const char *part, int64_t size)
{
  g_autofree char *path = file_path (hub, request, "");
  g_autoptr (GError) error = NULL;
  gboolean same;

  if (!has_hash (part, request->sha256, &same, &error))
    return pt_problem_trouble (error);
  if (!same)
    {
      g_unlink (part);
      return pt_problem (PT_PROBLEM_WRONG_HASH);
    }
  if (!settle_name (part, path, &error) || !publish (hub, journal, request, hash, size, &error))
    return pt_problem_trouble (error);
  return say_offset (size);
}

static PtHubResponse *
take_chunk (PtHub *hub, PtJournal *journal, PtHubRequest *request, const PtHash *hash, int64_t size)
{
  int64_t offset = pt_hub_request_query_int (request, "offset", -1);
  int64_t length = (int64_t)g_bytes_get_size (request->body);
  g_autofree char *part = file_path (hub, request, ".part");
  g_autoptr (GError) error = NULL;

  if (offset != 0 && offset != size_of (part))
    {
      PtHubResponse *refusal = pt_problem (PT_PROBLEM_UNFINISHED);

      refusal->offset = size_of (part);
      return refusal;
    }
  if (offset + length > size)
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "more bytes than the size");
  if (!append_chunk (part, offset, request->body, &error))
    return pt_problem_trouble (error);
  return offset + length == size ? complete (hub, journal, request, hash, part, size)
                                 : say_offset (offset + length);
}

PtHubResponse *
pt_handle_file_patch (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  int64_t size = pt_hub_request_query_int (request, "size", -1);
  PtHash hash;
  gboolean stored;
  PtHubResponse *response = check_file (journal, request, &hash, &stored);

  if (response != NULL)
    return response;
  if (size < 0 || size > PT_WIRE_FILE_BYTES)
    return pt_problem_detail (size < 0 ? PT_PROBLEM_BAD_REQUEST : PT_PROBLEM_TOO_LARGE,
                              "offset and size are asked");
  if (stored)
    return say_offset (size);
  g_mutex_lock (&appending);
  response = take_chunk (hub, journal, request, &hash, size);
  g_mutex_unlock (&appending);
  return response;
}
