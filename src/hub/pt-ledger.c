/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of the ledger: {"sum":"64 signs","kind":…}, where sum is the SHA-256 over the sum of the
 * line before and the rest of this one. What the lines mean is said by those who write them. */
#include "pt-ledger.h"

#include "pt-durable.h"
#include "pt-erase.h"
#include "pt-hub-folder.h"
#include "pt-json.h"
#include "pt-registration.h"
#include "pt-renewal.h"
#include "pt-revocation.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SUM_LENGTH (2 * PT_HASH_SIZE)
#define PREFIX "{\"sum\":\""
#define PREFIX_LENGTH (sizeof PREFIX - 1)
#define SUFFIX "\","
#define HEAD_LENGTH (PREFIX_LENGTH + SUM_LENGTH + sizeof SUFFIX - 1) /* until the rest */
#define MAX_LINE_BYTES (256 * 1024)

const PtLedgerKind pt_ledger_kinds[] = {
  { PT_LEDGER_DEVICE, pt_registration_apply_device },
  { PT_LEDGER_INVITE_SPENT, pt_registration_apply_invite },
  { PT_LEDGER_REVOCATION, pt_revocation_apply },
  { PT_LEDGER_TOKEN, pt_renewal_apply },
  { "erasure", pt_erase_replay },
  { NULL, NULL },
};

/* The file, locked until it is closed. */
typedef struct
{
  int fd;
  char *path;
  char *text;
  gsize length;             /* of text */
  gsize whole;              /* bytes of it that are whole lines */
  char sum[SUM_LENGTH + 1]; /* of the last whole line */
} Ledger;

static void
ledger_clear (Ledger *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

static gboolean
fail_with_errno (const Ledger *self, GError **error)
{
  int failure = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
               /* Translators: a file and the system's reason */
               _ ("The hub's ledger “%s” cannot be read or written: %s"), self->path,
               g_strerror (failure));
  return FALSE;
}

static gboolean
open_locked (Ledger *self, PtHub *hub, GError **error)
{
  self->path = pt_hub_folder_path (hub->folder, PT_LEDGER_FILE);
  self->fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  memset (self->sum, '0', SUM_LENGTH);
  if (self->fd < 0)
    return fail_with_errno (self, error);
  while (flock (self->fd, LOCK_EX) != 0)
    if (errno != EINTR)
      return fail_with_errno (self, error);
  return g_file_get_contents (self->path, &self->text, &self->length, error);
}

static void
sum_line (const char *before, const char *rest, gsize length, char out[SUM_LENGTH + 1])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *)before, SUM_LENGTH);
  g_checksum_update (sum, (const guchar *)rest, (gssize)length);
  g_strlcpy (out, g_checksum_get_string (sum), SUM_LENGTH + 1);
}

/* (transfer full): what the line says, when it follows the one before. */
static JsonNode *
parse_line (const Ledger *self, const char *line, gsize length, char sum[SUM_LENGTH + 1])
{
  JsonNode *node;

  if (length <= HEAD_LENGTH || !g_str_has_prefix (line, PREFIX))
    return NULL;
  sum_line (self->sum, line + HEAD_LENGTH, length - HEAD_LENGTH, sum);
  if (memcmp (line + PREFIX_LENGTH, sum, SUM_LENGTH) != 0)
    return NULL;
  node = pt_json_parse (line, length, MAX_LINE_BYTES, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  return NULL;
}

static gboolean
refuse_line (const Ledger *self, guint number, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: a line number and a file */
               _ ("Line %u of the hub's ledger “%s” does not follow the line before it. What was "
                  "erased and who was revoked is not certain any more; put back a copy of this "
                  "file."),
               number, self->path);
  return FALSE;
}

/* The end of the line that begins at @line: its newline, or the end of the text. */
static const char *
find_end (const Ledger *self, const char *line, gboolean *last)
{
  const char *text_end = self->text + self->length;
  const char *end = memchr (line, '\n', (gsize)(text_end - line));

  *last = end == NULL || end + 1 == text_end;
  return end != NULL ? end : text_end;
}

static gboolean
read_lines (Ledger *self, PtLedgerVisitor visitor, gpointer data, GError **error)
{
  const char *text_end = self->text + self->length;
  guint number = 0;

  for (const char *line = self->text, *end; line < text_end; line = end + 1)
    {
      g_autoptr (JsonNode) node = NULL;
      char sum[SUM_LENGTH + 1];
      gboolean last;

      number++;
      end = find_end (self, line, &last);
      if (end < text_end)
        node = parse_line (self, line, (gsize)(end - line), sum);
      if (node == NULL && !last)
        return refuse_line (self, number, error);
      if (node == NULL)
        {
          g_warning ("ledger line=%u: written half and left out", number);
          return TRUE;
        }
      if (visitor != NULL && !visitor (json_node_get_object (node), data, error))
        return FALSE;
      memcpy (self->sum, sum, sizeof sum);
      self->whole = (gsize)(end + 1 - self->text);
    }
  return TRUE;
}

gboolean
pt_ledger_read (PtHub *hub, PtLedgerVisitor visitor, gpointer data, GError **error)
{
  g_auto (Ledger) ledger = { .fd = -1 };

  return open_locked (&ledger, hub, error) && read_lines (&ledger, visitor, data, error);
}

static gboolean
write_line (Ledger *self, const char *line, GError **error)
{
  if (ftruncate (self->fd, (off_t)self->whole) == 0
      && lseek (self->fd, (off_t)self->whole, SEEK_SET) == (off_t)self->whole
      && pt_durable_write (self->fd, line, strlen (line)) == 0 && fsync (self->fd) == 0
      && (self->whole > 0 || pt_durable_sync_name (self->path) == 0))
    return TRUE;
  fail_with_errno (self, error);
  /* Nothing of it may stay: the caller rolls back. */
  if (ftruncate (self->fd, (off_t)self->whole) != 0)
    g_warning ("ledger: a line that was refused stays");
  return FALSE;
}

/* (transfer full): the members of @line with `kind` first, and without the opening brace. */
static char *
print_rest (const char *kind, JsonObject *line)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *whole = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  g_autofree char *text = NULL;

  json_object_set_string_member (whole, "kind", kind);
  json_object_iter_init_ordered (&iter, line);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (whole, name, json_node_copy (value));
  json_node_take_object (node, whole);
  json_object_unref (line);
  text = pt_json_print_ordered (node);
  return g_strdup (text + 1);
}

gboolean
pt_ledger_append (PtHub *hub, const char *kind, JsonObject *line, GError **error)
{
  g_auto (Ledger) ledger = { .fd = -1 };
  g_autofree char *rest = print_rest (kind, line);
  g_autofree char *text = NULL;
  char sum[SUM_LENGTH + 1];

  if (!open_locked (&ledger, hub, error) || !read_lines (&ledger, NULL, NULL, error))
    return FALSE;
  sum_line (ledger.sum, rest, strlen (rest), sum);
  text = g_strconcat (PREFIX, sum, SUFFIX, rest, "\n", NULL);
  return write_line (&ledger, text, error);
}

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
} Replay;

static gboolean
apply_line (JsonObject *line, gpointer data, GError **error)
{
  const Replay *replay = data;
  const char *kind = pt_json_text_or (line, "kind", "");

  for (guint i = 0; pt_ledger_kinds[i].kind != NULL; i++)
    if (strcmp (pt_ledger_kinds[i].kind, kind) == 0)
      return pt_ledger_kinds[i].apply (replay->hub, replay->journal, line, error);
  g_warning ("ledger: a line of the unknown kind “%s” is passed over", kind);
  return TRUE;
}

gboolean
pt_ledger_replay (PtHub *hub, PtJournal *journal, GError **error)
{
  Replay replay = { hub, journal };

  if (!journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (pt_ledger_read (hub, apply_line, &replay, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}
