/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libarchive, in the reader. What really comes out is counted, since a header can lie about it; nothing
 * is judged here but how much. */
#include "pt-unpack.h"

#include "pt-unpacked.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define CHUNK_BYTES (64 * 1024)

typedef struct archive Reader;

static void
reader_free (Reader *reader)
{
  archive_read_free (reader);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

typedef struct
{
  FILE *out;
  gint64 left; /* bytes that may still come out */
} Unpack;

static gboolean
put (Unpack *self, gconstpointer data, gsize size)
{
  return size == 0 || fwrite (data, size, 1, self->out) == 1;
}

static PtUnpackedType
type_of (struct archive_entry *entry)
{
  const mode_t type = archive_entry_filetype (entry);

  if (archive_entry_is_encrypted (entry))
    return PT_UNPACKED_SECRET;
  if (archive_entry_hardlink (entry) != NULL || archive_entry_symlink (entry) != NULL
      || (type != AE_IFREG && type != AE_IFDIR && type != 0))
    return PT_UNPACKED_LINK;
  return type == AE_IFDIR ? PT_UNPACKED_FOLDER : PT_UNPACKED_FILE;
}

/* The bytes of the file that @reader stands on. */
static gboolean
put_bytes (Unpack *self, Reader *reader, PtUnpackedHead *head)
{
  static guint8 chunk[CHUNK_BYTES];
  la_ssize_t got;

  while ((got = archive_read_data (reader, chunk, sizeof chunk)) > 0)
    {
      if (got > self->left)
        {
          head->type = PT_UNPACKED_MUCH;
          return TRUE;
        }
      if (!put (self, chunk, (gsize)got))
        return FALSE;
      self->left -= got;
      head->bytes += got;
    }
  if (got < 0)
    head->type = PT_UNPACKED_BROKEN;
  return TRUE;
}

/* The head is written when all is known that it says. */
static gboolean
put_entry (Unpack *self, Reader *reader, struct archive_entry *entry, PtUnpackedHead *head)
{
  const long at = ftell (self->out);
  const char *utf8 = archive_entry_pathname_utf8 (entry);
  const char *path = utf8 != NULL ? utf8 : archive_entry_pathname (entry);

  head->type = type_of (entry);
  head->path_bytes = path != NULL ? (guint32)strlen (path) : 0;
  head->said = archive_entry_size_is_set (entry) ? MAX (0, archive_entry_size (entry)) : 0;
  head->bytes = 0;
  return put (self, head, sizeof *head) && put (self, path, head->path_bytes)
         && (head->type != PT_UNPACKED_FILE || put_bytes (self, reader, head))
         && fseek (self->out, at, SEEK_SET) == 0 && put (self, head, sizeof *head)
         && fseek (self->out, 0, SEEK_END) == 0;
}

static gboolean
put_all (Unpack *self, Reader *reader, guint max_entries)
{
  static const PtUnpackedHead cut = { .type = PT_UNPACKED_CUT };
  PtUnpackedHead head = { 0 };
  struct archive_entry *entry;
  int rc = ARCHIVE_OK;

  for (guint n = 0; n < max_entries && head.type != PT_UNPACKED_MUCH; n++)
    {
      rc = archive_read_next_header (reader, &entry);
      if (rc == ARCHIVE_EOF)
        return TRUE;
      if (rc < ARCHIVE_WARN)
        return put (self, &cut, sizeof cut);
      if (!put_entry (self, reader, entry, &head))
        return FALSE;
    }
  return TRUE;
}

gboolean
pt_unpack (GBytes *zip, const char *out, guint max_entries, gint64 max_bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (zip, &size);
  g_autoptr (Reader) reader = archive_read_new ();
  Unpack self = { fopen (out, "wbe"), max_bytes };
  gboolean done = self.out != NULL;

  setlocale (LC_CTYPE, "C.UTF-8"); /* that is what names are taken for */
  archive_read_support_format_zip (reader);
  if (!done)
    return FALSE;
  if (archive_read_open_memory (reader, data, size) == ARCHIVE_OK)
    done = put_all (&self, reader, max_entries);
  else
    done = put (&self, &(PtUnpackedHead){ .type = PT_UNPACKED_CUT }, sizeof (PtUnpackedHead));
  return fclose (self.out) == 0 && done;
}
