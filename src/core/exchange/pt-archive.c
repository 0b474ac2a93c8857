/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libarchive behind a fence. The list is read and judged before any content; while unpacking, the
 * bytes that really come out are counted, since a header can lie about them. */
#include "pt-archive.h"

#include "pt-import-limits.h"
#include "pt-import.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#define CHUNK_BYTES (64 * 1024)

typedef struct archive Reader;

static void
reader_free (Reader *reader)
{
  archive_read_free (reader);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

struct _PtArchive
{
  GBytes *bytes;
  GPtrArray *names;
  GHashTable *set;
  gint64 unpacked; /* bytes that have come out so far */
};

locale_t
pt_archive_enter_utf8 (void)
{
  static locale_t utf8 = (locale_t)0;
  if (g_once_init_enter (&utf8))
    g_once_init_leave (&utf8, newlocale (LC_CTYPE_MASK, "C.UTF-8", (locale_t)0));
  return uselocale (utf8);
}

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, PtImportError code, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (PT_IMPORT_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
refuse_damaged (GError **error)
{
  return refuse (error, PT_IMPORT_ERROR_BROKEN,
                 _ ("This archive is damaged or cut off. Nothing is imported."));
}

static gboolean
refuse_bomb (GError **error)
{
  return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                 _ ("This archive unpacks to far more than an archive of this size should. "
                    "Nothing is imported."));
}

static Reader *
reader_new (GBytes *bytes, GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autoptr (Reader) reader = archive_read_new ();
  archive_read_support_format_zip (reader);
  if (archive_read_open_memory (reader, data, size) == ARCHIVE_OK)
    return g_steal_pointer (&reader);
  refuse_damaged (error);
  return NULL;
}

static bool
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)*p < 0x20 || *p == 0x7F)
      return true;
  return false;
}

char *
pt_archive_normalise (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (strlen (path) > PT_IMPORT_MAX_PATH_BYTES || !g_utf8_validate (path, -1, NULL)
      || has_control_characters (path))
    return NULL;
  g_autofree char *slashed = g_strdelimit (g_strdup (path), "\\", '/');
  if (slashed[0] == '/' || (g_ascii_isalpha (slashed[0]) && slashed[1] == ':'))
    return NULL;

  g_auto (GStrv) parts = g_strsplit (slashed, "/", -1);
  GString *name = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (g_str_equal (parts[i], ".."))
        return g_string_free (name, TRUE);
      if (parts[i][0] != '\0' && !g_str_equal (parts[i], "."))
        g_string_append_printf (name, "%s%s", name->len > 0 ? "/" : "", parts[i]);
    }
  return g_string_free (name, FALSE);
}

static const char *
path_of (struct archive_entry *entry)
{
  const char *path = archive_entry_pathname_utf8 (entry);
  return path != NULL ? path : archive_entry_pathname (entry);
}

static gboolean
check_type (struct archive_entry *entry, const char *path, GError **error)
{
  mode_t type = archive_entry_filetype (entry);
  if (archive_entry_is_encrypted (entry))
    return refuse (error, PT_IMPORT_ERROR_FORMAT,
                   _ ("This archive has a password. Unpack it and pack it again without one."));
  if (archive_entry_hardlink (entry) != NULL || archive_entry_symlink (entry) != NULL
      || (type != AE_IFREG && type != AE_IFDIR && type != 0))
    return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” in this archive is a link, not a file. Nothing is imported."), path);
  return TRUE;
}

/* Puts a file into the list; a folder needs no more than a safe name. */
static gboolean
list_entry (PtArchive *self, struct archive_entry *entry, GError **error)
{
  const char *path = path_of (entry);
  g_autofree char *name = path != NULL ? pt_archive_normalise (path) : NULL;
  if (name == NULL)
    {
      g_autofree char *shown = path != NULL ? g_utf8_make_valid (path, -1) : g_strdup ("?");
      return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                     _ ("“%s” in this archive would leave its folder. Nothing is imported."),
                     shown);
    }
  if (!check_type (entry, name, error))
    return FALSE;
  if (archive_entry_filetype (entry) == AE_IFDIR || name[0] == '\0')
    return TRUE;
  if (g_hash_table_contains (self->set, name))
    return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” is in this archive twice. Nothing is imported."), name);
  char *kept = g_steal_pointer (&name);
  g_hash_table_add (self->set, kept);
  g_ptr_array_add (self->names, kept);
  return TRUE;
}

/* @unpacked bytes, said or real, out of the whole archive. */
static gboolean
check_total (PtArchive *self, gint64 unpacked, GError **error)
{
  if (unpacked > PT_IMPORT_MAX_UNPACKED_BYTES)
    return refuse (error, PT_IMPORT_ERROR_LIMIT,
                   _ ("This archive unpacks to more than %d MB, which is the most that can be "
                      "imported."),
                   (int)(PT_IMPORT_MAX_UNPACKED_BYTES / 1024 / 1024));
  if (unpacked > PT_IMPORT_RATIO_FROM_BYTES
      && unpacked / PT_IMPORT_MAX_RATIO > (gint64)g_bytes_get_size (self->bytes))
    return refuse_bomb (error);
  return TRUE;
}

static gboolean
list (PtArchive *self, GError **error)
{
  g_autoptr (Reader) reader = reader_new (self->bytes, error);
  struct archive_entry *entry = NULL;
  gint64 said = 0;
  int rc = ARCHIVE_OK;
  if (reader == NULL)
    return FALSE;
  for (guint n = 0;
       (rc = archive_read_next_header (reader, &entry)) >= ARCHIVE_WARN && rc != ARCHIVE_EOF; n++)
    {
      gint64 size = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : 0;
      if (n >= PT_IMPORT_MAX_ENTRIES)
        return refuse (error, PT_IMPORT_ERROR_LIMIT, _ ("This archive has more than %d files."),
                       PT_IMPORT_MAX_ENTRIES);
      if (size < 0 || size > PT_IMPORT_MAX_UNPACKED_BYTES)
        return refuse_bomb (error);
      said += size;
      if (!check_total (self, said, error) || !list_entry (self, entry, error))
        return FALSE;
    }
  return rc == ARCHIVE_EOF || refuse_damaged (error);
}

/* A zip ends with the end record of its directory and that with a comment of a said length (APPNOTE
 * 4.3.16). libarchive would read on without one, and call the half that is left the whole. */
static gboolean
has_end (GBytes *bytes)
{
  enum
  {
    RECORD = 22,
    MAX_COMMENT = 65535
  };
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  for (gsize comment = 0; comment <= MAX_COMMENT && comment + RECORD <= size; comment++)
    {
      const guint8 *record = data + size - comment - RECORD;
      if (memcmp (record, "PK\x05\x06", 4) == 0 && (gsize)(record[20] | record[21] << 8) == comment)
        return TRUE;
    }
  return FALSE;
}

PtArchive *
pt_archive_open (GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!has_end (bytes))
    {
      refuse_damaged (error);
      return NULL;
    }
  g_autoptr (PtArchive) self = g_new0 (PtArchive, 1);
  self->bytes = g_bytes_ref (bytes);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->set = g_hash_table_new (g_str_hash, g_str_equal);
  locale_t before = pt_archive_enter_utf8 ();
  gboolean ok = list (self, error);
  uselocale (before);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
pt_archive_free (PtArchive *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->set);
  g_ptr_array_unref (self->names);
  g_bytes_unref (self->bytes);
  g_free (self);
}

GPtrArray *
pt_archive_names (PtArchive *self)
{
  return self->names;
}

gboolean
pt_archive_has (PtArchive *self, const char *name)
{
  return g_hash_table_contains (self->set, name);
}

/* (transfer full) (nullable): what the reader stands on. */
static GBytes *
unpack (PtArchive *self, Reader *reader, const char *name, gint64 max, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  la_ssize_t got = 0;
  while ((got = archive_read_data (reader, chunk, CHUNK_BYTES)) > 0)
    {
      self->unpacked += got;
      if ((gint64)out->len + got > max)
        {
          refuse (error, PT_IMPORT_ERROR_LIMIT,
                  _ ("“%s” is larger than %d MB, which is the most for one file."), name,
                  (int)(max / 1024 / 1024));
          return NULL;
        }
      if (!check_total (self, self->unpacked, error))
        return NULL;
      g_byte_array_append (out, chunk, got);
    }
  if (got < 0)
    {
      refuse_damaged (error);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static gboolean
read_each (PtArchive *self, GHashTable *wanted, gint64 max, PtArchiveFunc func, gpointer data,
           GError **error)
{
  g_autoptr (Reader) reader = reader_new (self->bytes, error);
  struct archive_entry *entry = NULL;
  guint n_left = g_hash_table_size (wanted);
  int rc = ARCHIVE_OK;
  if (reader == NULL)
    return FALSE;
  while (n_left > 0 && (rc = archive_read_next_header (reader, &entry)) >= ARCHIVE_WARN
         && rc != ARCHIVE_EOF)
    {
      g_autofree char *name = pt_archive_normalise (path_of (entry));
      if (name == NULL || archive_entry_filetype (entry) == AE_IFDIR
          || !g_hash_table_contains (wanted, name))
        continue;
      g_autoptr (GBytes) bytes = unpack (self, reader, name, max, error);
      if (bytes == NULL || !func (name, bytes, data, error))
        return FALSE;
      n_left--;
    }
  return rc >= ARCHIVE_WARN || refuse_damaged (error);
}

gboolean
pt_archive_read_each (PtArchive *self, GHashTable *wanted, PtArchiveFunc func, gpointer data,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && wanted != NULL && func != NULL, FALSE);

  locale_t before = pt_archive_enter_utf8 ();
  gboolean ok = read_each (self, wanted, PT_IMPORT_MAX_ENTRY_BYTES, func, data, error);
  uselocale (before);
  return ok;
}

static gboolean
keep_cb (const char *name, GBytes *bytes, gpointer data, GError **error)
{
  GBytes **out = data;
  *out = g_bytes_ref (bytes);
  return TRUE;
}

GBytes *
pt_archive_read (PtArchive *self, const char *name, gint64 max, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_add (wanted, (gpointer)name);
  locale_t before = pt_archive_enter_utf8 ();
  gboolean ok = read_each (self, wanted, max, keep_cb, &bytes, error);
  uselocale (before);
  if (ok && bytes == NULL)
    refuse_damaged (error);
  return ok ? g_steal_pointer (&bytes) : NULL;
}
