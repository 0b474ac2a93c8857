/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for, sending and fetching attachments' bytes: only files that an attachment of the logbook
 * names are taken and given, so that knowing a hash opens nothing. Chunks are appended to a part;
 * when it is complete its hash is checked, it gets its name, and the attachments that name it get a
 * new number. A small picture (`?rendition=thumb`) goes by the hash of the file that it shows: it is
 * as private as that one, and is erased with it. */
#include "pt-hub-files.h"

#include "pt-wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What is asked about one file. */
typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  PtHubRequest *request;
  PtHash hash;
  gboolean thumb;
  char *path; /* whole, or the small picture; there or not */
  gboolean is_here;
} Ask;

static void
ask_clear (Ask *self)
{
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

/* Bytes that a restore did not bring are not here, whatever the journal says. */
static PtHubResponse *
look_up (Ask *self)
{
  const char *logbook = self->request->logbook;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gboolean stored;

  if (!self->journal->ops->list_file_records (self->journal, logbook, &self->hash, &records, &error)
      || !self->journal->ops->is_file_stored (self->journal, logbook, &self->hash, &stored, &error))
    return pt_problem_trouble (error);
  if (records->len == 0)
    return pt_problem (PT_PROBLEM_NO_SUCH_FILE);
  self->path = pt_hub_files_path (self->hub, logbook, self->request->sha256,
                                  self->thumb ? PT_HUB_FILE_THUMB : "");
  self->is_here = (stored || self->thumb) && pt_hub_files_size (self->path) >= 0;
  return NULL;
}

/* NULL = the file is named here. */
static PtHubResponse *
ask_init (Ask *self, PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *rendition = pt_hub_request_query (request, "rendition");

  *self = (Ask){ .hub = hub, .journal = journal, .request = request, .thumb = rendition != NULL };
  if (!pt_hash_parse (request->sha256, &self->hash)
      || (self->thumb && strcmp (rendition, PT_WIRE_THUMB) != 0))
    return pt_problem (PT_PROBLEM_NO_SUCH_FILE);
  return look_up (self);
}

/* Says what else is new, so that text goes before the next chunk. */
static PtHubResponse *
add_newest (Ask *self, PtHubResponse *response)
{
  g_autoptr (PtHead) head = NULL;

  if (self->journal->ops->get_head (self->journal, self->request->logbook, &head, NULL)
      && head != NULL)
    response->newest = head->seq;
  return response;
}

static PtHubResponse *
say_offset (Ask *self, int64_t offset)
{
  PtHubResponse *response = pt_hub_response_new_json (
      200, g_strdup_printf ("{\"offset\":%" G_GINT64_FORMAT "}", offset));

  response->offset = offset;
  return add_newest (self, response);
}

static int64_t
size_of_part (Ask *self)
{
  g_autofree char *part = pt_hub_files_path (self->hub, self->request->logbook,
                                             self->request->sha256, PT_HUB_FILE_PART);

  return MAX (0, pt_hub_files_size (part));
}

PtHubResponse *
pt_handle_file_head (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Ask) ask = { 0 };
  PtHubResponse *refusal = ask_init (&ask, hub, journal, request);

  if (refusal != NULL)
    return refusal;
  if (ask.is_here)
    return say_offset (&ask, pt_hub_files_size (ask.path));
  return say_offset (&ask, ask.thumb ? 0 : size_of_part (&ask));
}

/* ── Giving ── */

/* One range of RFC 9110 §14.1.2; anything else is answered with the whole. */
static gboolean
parse_range (const char *text, int64_t size, int64_t *from, int64_t *to)
{
  g_auto (GStrv) ends = NULL;
  gint64 first, last = size - 1;

  if (text == NULL || !g_str_has_prefix (text, "bytes=") || strchr (text, ',') != NULL)
    return FALSE;
  ends = g_strsplit (text + strlen ("bytes="), "-", 2);
  if (g_strv_length (ends) != 2
      || !g_ascii_string_to_signed (ends[0], 10, 0, G_MAXINT64, &first, NULL)
      || (ends[1][0] != '\0'
          && !g_ascii_string_to_signed (ends[1], 10, first, G_MAXINT64, &last, NULL)))
    return FALSE;
  *from = first;
  *to = MIN (last, size - 1) + 1;
  return TRUE;
}

static PtHubResponse *
refuse_range (int64_t size)
{
  PtHubResponse *refusal = pt_problem (PT_PROBLEM_RANGE);

  refusal->total = size;
  return refusal;
}

PtHubResponse *
pt_handle_file_get (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (Ask) ask = { 0 };
  PtHubResponse *response = ask_init (&ask, hub, journal, request);
  int64_t size, from, to;

  if (response != NULL)
    return response;
  if (!ask.is_here)
    return pt_problem (PT_PROBLEM_NO_SUCH_FILE);
  size = pt_hub_files_size (ask.path);
  if (!parse_range (request->range, size, &from, &to))
    return add_newest (&ask, pt_hub_response_new_file (g_steal_pointer (&ask.path)));
  if (from >= size)
    return refuse_range (size);
  response = pt_hub_response_new_file (g_steal_pointer (&ask.path));
  response->status = 206;
  response->from = from;
  response->to = to;
  response->total = size;
  return add_newest (&ask, response);
}

/* ── Taking ── */

static gboolean
renumber (PtJournal *journal, const char *logbook, PtHead *head, const char *id, guint flag,
          GError **error)
{
  g_autoptr (PtHubRecord) record = NULL;

  if (!journal->ops->get_record (journal, logbook, id, &record, error))
    return FALSE;
  if (record == NULL || (record->stored & flag) != 0)
    return TRUE;
  pt_head_advance (head, id);
  record->seq = head->seq;
  record->stored |= flag;
  return journal->ops->add_link (journal, logbook, head->seq, &head->chain, error)
         && journal->ops->set_record (journal, logbook, record, error);
}

/* Laptops hear of it as of any change. */
static gboolean
set_stored (Ask *self, int64_t size, GError **error)
{
  PtJournal *journal = self->journal;
  const char *logbook = self->request->logbook;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->list_file_records (journal, logbook, &self->hash, &records, error))
    return FALSE;
  if (records->len == 0)
    return TRUE;
  if ((!self->thumb
       && !journal->ops->set_file_stored (journal, logbook, &self->hash, size,
                                          self->hub->world->now (self->hub->world), error))
      || !journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!renumber (journal, logbook, head, g_ptr_array_index (records, i),
                   self->thumb ? PT_STORED_THUMB : PT_STORED_FILE, error))
      return FALSE;
  return journal->ops->set_head (journal, logbook, head, error);
}

static gboolean
publish (Ask *self, int64_t size, GError **error)
{
  if (!self->journal->ops->begin (self->journal, self->request->logbook, error))
    return FALSE;
  if (!set_stored (self, size, error))
    {
      self->journal->ops->rollback (self->journal);
      return FALSE;
    }
  if (!self->journal->ops->commit (self->journal, error))
    return FALSE;
  if (self->hub->news != NULL)
    self->hub->news (self->request->logbook, self->hub->news_data);
  return TRUE;
}

static PtHubResponse *
fail (const GError *error)
{
  return pt_hub_files_is_full (error) ? pt_problem (PT_PROBLEM_FULL) : pt_problem_trouble (error);
}

static PtHubResponse *
complete (Ask *self, int fd, int64_t size)
{
  const char *logbook = self->request->logbook;
  const char *sha256 = self->request->sha256;
  g_autoptr (GError) error = NULL;
  gboolean same;

  if (!pt_hub_files_check (fd, sha256, &same, &error))
    return pt_problem_trouble (error);
  if (!same)
    return ftruncate (fd, 0) == 0 ? pt_problem (PT_PROBLEM_WRONG_HASH)
                                  : pt_problem (PT_PROBLEM_HUB_TROUBLE);
  if (!pt_hub_files_settle (self->hub, logbook, sha256, &error) || !publish (self, size, &error))
    return fail (error);
  return say_offset (self, size);
}

/* Nothing is taken; attachments that came to name it since are told all the same. */
static PtHubResponse *
say_known (Ask *self)
{
  int64_t size = pt_hub_files_size (self->path);
  g_autoptr (GError) error = NULL;

  return publish (self, size, &error) ? say_offset (self, size) : fail (error);
}

static PtHubResponse *
refuse_offset (int64_t had)
{
  PtHubResponse *refusal = pt_problem (PT_PROBLEM_UNFINISHED);

  refusal->offset = had;
  return refusal;
}

/* A part that is longer than the file is none of this file. */
static PtHubResponse *
append (Ask *self, int fd, int64_t offset, int64_t size)
{
  int64_t length = (int64_t)g_bytes_get_size (self->request->body);
  int64_t had = size_of_part (self);
  g_autoptr (GError) error = NULL;

  if (had > size)
    had = 0;
  if (offset != had)
    return refuse_offset (had);
  if (length > size - offset)
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "more bytes than the size");
  if (!pt_hub_files_has_room (self->hub, self->request->logbook, offset == 0, size - offset))
    return pt_problem (PT_PROBLEM_FULL);
  if (!pt_hub_files_append (fd, offset, self->request->body, &error))
    return fail (error);
  return offset + length == size ? complete (self, fd, size) : say_offset (self, offset + length);
}

/* Somebody else may have completed the file while this one waited. */
static PtHubResponse *
take_chunk (Ask *self, int64_t size)
{
  int64_t offset = pt_hub_request_query_int (self->request, "offset", -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *part = NULL;
  PtHubResponse *response;
  int fd = pt_hub_files_open_part (self->hub, self->request->logbook, self->request->sha256,
                                   &error);

  if (fd < 0)
    return fail (error);
  g_clear_pointer (&self->path, g_free);
  response = look_up (self);
  if (response == NULL && self->is_here)
    {
      part = pt_hub_files_path (self->hub, self->request->logbook, self->request->sha256,
                                PT_HUB_FILE_PART);
      g_unlink (part);
      response = say_known (self);
    }
  else if (response == NULL)
    response = append (self, fd, offset, size);
  close (fd);
  return response;
}

static PtHubResponse *
take_thumb (Ask *self, int64_t size)
{
  g_autoptr (GError) error = NULL;

  if (size == 0 || size != (int64_t)g_bytes_get_size (self->request->body))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "a small picture comes as a whole");
  if (!pt_hub_files_has_room (self->hub, self->request->logbook, TRUE, size))
    return pt_problem (PT_PROBLEM_FULL);
  if (!pt_hub_files_set_thumb (self->hub, self->request->logbook, self->request->sha256,
                               self->request->body, &error)
      || !publish (self, size, &error))
    return fail (error);
  return say_offset (self, size);
}

/* The attachment may have been erased while its bytes came in: nothing of them may stay. An erasure
 * removes files after its commit too, so that one of the two sees what the other did. */
static PtHubResponse *
unless_erased (Ask *self, PtHubResponse *response)
{
  const char *logbook = self->request->logbook;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (self->journal->ops->list_file_records (self->journal, logbook, &self->hash, &records, &error)
      && records->len > 0)
    return response;
  pt_hub_response_free (response);
  if (error == NULL)
    pt_hub_files_remove (self->hub, logbook, self->request->sha256, &error);
  return error != NULL ? pt_problem_trouble (error) : pt_problem (PT_PROBLEM_NO_SUCH_FILE);
}

PtHubResponse *
pt_handle_file_patch (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  int64_t size = pt_hub_request_query_int (request, "size", -1);
  g_auto (Ask) ask = { 0 };
  PtHubResponse *response = ask_init (&ask, hub, journal, request);

  if (response != NULL)
    return response;
  if (size < 0)
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "offset and size are asked");
  if (size > (ask.thumb ? PT_WIRE_THUMB_BYTES : (int64_t)PT_WIRE_FILE_BYTES))
    return pt_problem (PT_PROBLEM_TOO_LARGE);
  if (ask.is_here)
    return say_known (&ask);
  return unless_erased (&ask, ask.thumb ? take_thumb (&ask, size) : take_chunk (&ask, size));
}
