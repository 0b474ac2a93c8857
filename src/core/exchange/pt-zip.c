/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libarchive over a GOutputStream. An error of the stream is kept, since libarchive would only say
 * that writing failed. */
#include "pt-zip.h"

#include "pt-export.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct archive_entry Entry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, archive_entry_free)

struct _PtZip
{
  struct archive *archive;
  GOutputStream *out;
  gint64 stamp;
  GCancellable *cancellable;
  GError *error; /* of the stream */
};

/* libarchive takes names for what the thread's locale says; they are UTF-8. Gives the locale to go back
 * to. */
static locale_t
enter_utf8 (void)
{
  static locale_t utf8 = (locale_t)0;

  if (g_once_init_enter (&utf8))
    g_once_init_leave (&utf8, newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t)0));
  return uselocale (utf8);
}

static la_ssize_t
write_cb (struct archive *archive, void *data, const void *buffer, size_t length)
{
  PtZip *self = data;
  gsize written = 0;

  if (self->error == NULL
      && g_output_stream_write_all (self->out, buffer, length, &written, self->cancellable,
                                    &self->error))
    return (la_ssize_t)written;
  archive_set_error (archive, EIO, "write");
  return ARCHIVE_FATAL;
}

PtZip *
pt_zip_new (GOutputStream *out, gint64 stamp, GCancellable *cancellable)
{
  PtZip *self = g_new0 (PtZip, 1);

  self->out = out;
  self->stamp = stamp;
  self->cancellable = cancellable;
  self->archive = archive_write_new ();
  archive_write_set_format_zip (self->archive);
  archive_write_set_options (self->archive, "zip:hdrcharset=UTF-8");
  archive_write_set_bytes_per_block (self->archive, 0);
  archive_write_open (self->archive, self, NULL, write_cb, NULL);
  return self;
}

void
pt_zip_free (PtZip *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    {
      archive_write_fail (self->archive);
      archive_write_free (self->archive);
    }
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
fail (PtZip *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, PT_EXPORT_ERROR, PT_EXPORT_ERROR_FILE,
                 /* Translators: %s is the explanation of a library, in English */
                 _ ("The archive could not be written: %s"), archive_error_string (self->archive));
  return FALSE;
}

static Entry *
entry_new (PtZip *self, const char *name, gsize size)
{
  Entry *entry = archive_entry_new ();

  archive_entry_set_pathname_utf8 (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t)size);
  archive_entry_set_mtime (entry, self->stamp, 0);
  return entry;
}

gboolean
pt_zip_add (PtZip *self, const char *name, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autoptr (Entry) entry = entry_new (self, name, size);
  locale_t before = enter_utf8 ();
  gboolean added = archive_write_header (self->archive, entry) == ARCHIVE_OK
                   && archive_write_data (self->archive, data, size) == (la_ssize_t)size
                   && archive_write_finish_entry (self->archive) == ARCHIVE_OK;

  uselocale (before);
  return added || fail (self, error);
}

gboolean
pt_zip_close (PtZip *self, GError **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail (self, error);
  archive_write_free (g_steal_pointer (&self->archive));
  return TRUE;
}
