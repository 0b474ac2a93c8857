/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes zip archives with libarchive. */
#include "exchange-zip.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#define MAX_ARCHIVE_BYTES (64 * 1024 * 1024)

struct _Zip
{
  struct archive *archive;
  char *buffer;
  size_t used;
};

Zip *
zip_new (void)
{
  Zip *self = g_new0 (Zip, 1);
  self->archive = archive_write_new ();
  self->buffer = g_malloc (MAX_ARCHIVE_BYTES);
  archive_write_set_format_zip (self->archive);
  archive_write_set_options (self->archive, "hdrcharset=UTF-8");
  archive_write_open_memory (self->archive, self->buffer, MAX_ARCHIVE_BYTES, &self->used);
  return self;
}

static struct archive_entry *
new_entry (const char *path, mode_t type)
{
  struct archive_entry *entry = archive_entry_new ();
  archive_entry_set_pathname (entry, path);
  archive_entry_set_filetype (entry, type);
  archive_entry_set_perm (entry, 0644);
  return entry;
}

void
zip_add (Zip *self, const char *path, const char *data, gssize length)
{
  gsize size = length < 0 ? strlen (data) : (gsize)length;
  struct archive_entry *entry = new_entry (path, AE_IFREG);
  archive_entry_set_size (entry, size);
  archive_write_header (self->archive, entry);
  archive_write_data (self->archive, data, size);
  archive_entry_free (entry);
}

void
zip_add_symlink (Zip *self, const char *path, const char *target)
{
  struct archive_entry *entry = new_entry (path, AE_IFLNK);
  archive_entry_set_symlink (entry, target);
  archive_write_header (self->archive, entry);
  archive_entry_free (entry);
}

GBytes *
zip_close (Zip *self)
{
  archive_write_close (self->archive);
  archive_write_free (self->archive);
  GBytes *bytes = g_bytes_new (self->buffer, self->used);
  g_free (self->buffer);
  g_free (self);
  return bytes;
}

GBytes *
zip_crate (const char *metadata)
{
  Zip *zip = zip_new ();
  zip_add (zip, "crate/ro-crate-metadata.json", metadata, -1);
  return zip_close (zip);
}
