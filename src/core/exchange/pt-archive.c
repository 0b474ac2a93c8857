/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judges the list that another program made of the archive (pt-unpacked.h): nothing of it is given out
 * before all of it is found good. */
#include "pt-archive.h"

#include "pt-import-limits.h"
#include "pt-import.h"

#include "pt-unpacked.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtArchive
{
  gint64 size;       /* of the archive itself */
  GPtrArray *all;    /* PtUnpacked */
  GPtrArray *names;  /* of the files */
  GHashTable *files; /* name → PtUnpacked */
};

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

static gboolean
check_type (const PtUnpacked *entry, const char *name, GError **error)
{
  if (entry->type == PT_UNPACKED_SECRET)
    return refuse (error, PT_IMPORT_ERROR_FORMAT,
                   _ ("This archive has a password. Unpack it and pack it again without one."));
  if (entry->type == PT_UNPACKED_LINK)
    return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” in this archive is a link, not a file. Nothing is imported."), name);
  return TRUE;
}

/* Puts a file into the list; a folder needs no more than a safe name. */
static gboolean
list_entry (PtArchive *self, PtUnpacked *entry, GError **error)
{
  g_autofree char *name = pt_archive_normalise (entry->path);
  if (name == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (entry->path, -1);
      return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                     _ ("“%s” in this archive would leave its folder. Nothing is imported."),
                     shown);
    }
  if (!check_type (entry, name, error))
    return FALSE;
  if (entry->type == PT_UNPACKED_FOLDER || name[0] == '\0')
    return TRUE;
  if (g_hash_table_contains (self->files, name))
    return refuse (error, PT_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” is in this archive twice. Nothing is imported."), name);
  char *kept = g_steal_pointer (&name);
  g_hash_table_insert (self->files, kept, entry);
  g_ptr_array_add (self->names, kept);
  return TRUE;
}

/* Bytes that an archive of @size may unpack to before it is a bomb. */
static gint64
most_for (gint64 size)
{
  return CLAMP (size * PT_IMPORT_MAX_RATIO, PT_IMPORT_RATIO_FROM_BYTES,
                PT_IMPORT_MAX_UNPACKED_BYTES);
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
  return unpacked <= most_for (self->size) || refuse_bomb (error);
}

static gboolean
judge_entry (PtArchive *self, PtUnpacked *entry, gint64 *said, GError **error)
{
  if (entry->type == PT_UNPACKED_CUT)
    return refuse_damaged (error);
  if (entry->said > PT_IMPORT_MAX_UNPACKED_BYTES)
    return refuse_bomb (error);
  *said += entry->said;
  if (!check_total (self, *said, error))
    return FALSE;
  if (entry->type == PT_UNPACKED_MUCH)
    return check_total (self, most_for (self->size) + 1, error);
  return list_entry (self, entry, error);
}

static gboolean
judge (PtArchive *self, GError **error)
{
  gint64 said = 0;

  for (guint i = 0; i < self->all->len; i++)
    {
      if (i >= PT_IMPORT_MAX_ENTRIES)
        return refuse (error, PT_IMPORT_ERROR_LIMIT, _ ("This archive has more than %d files."),
                       PT_IMPORT_MAX_ENTRIES);
      if (!judge_entry (self, self->all->pdata[i], &said, error))
        return FALSE;
    }
  return TRUE;
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

/* Whatever goes wrong over there is the fault of the archive, unless somebody did not want it. */
static gboolean
unpack (PtArchive *self, GBytes *bytes, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->all = pt_unpacked_read (bytes, PT_IMPORT_MAX_ENTRIES + 1, most_for (self->size), &problem);
  if (self->all != NULL)
    return TRUE;
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    refuse (error, PT_IMPORT_ERROR_BROKEN,
            /* Translators: %s is a sentence about a program that was to unpack it */
            _ ("This archive cannot be unpacked: %s. Nothing is imported."), problem->message);
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
  self->size = (gint64)g_bytes_get_size (bytes);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->files = g_hash_table_new (g_str_hash, g_str_equal);
  return unpack (self, bytes, error) && judge (self, error) ? g_steal_pointer (&self) : NULL;
}

void
pt_archive_free (PtArchive *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->files);
  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->all, g_ptr_array_unref);
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
  return g_hash_table_contains (self->files, name);
}

GBytes *
pt_archive_read (PtArchive *self, const char *name, gint64 max, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  const PtUnpacked *file = g_hash_table_lookup (self->files, name);
  if (file == NULL || file->type == PT_UNPACKED_BROKEN)
    refuse_damaged (error);
  else if ((gint64)g_bytes_get_size (file->bytes) > max)
    refuse (error, PT_IMPORT_ERROR_LIMIT,
            _ ("“%s” is larger than %d MB, which is the most for one file."), name,
            (int)(max / 1024 / 1024));
  else
    return g_bytes_ref (file->bytes);
  return NULL;
}

gboolean
pt_archive_read_each (PtArchive *self, GHashTable *wanted, PtArchiveFunc func, gpointer data,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && wanted != NULL && func != NULL, FALSE);

  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = self->names->pdata[i];
      if (!g_hash_table_contains (wanted, name))
        continue;
      g_autoptr (GBytes) bytes = pt_archive_read (self, name, PT_IMPORT_MAX_ENTRY_BYTES, error);
      if (bytes == NULL || !func (name, bytes, data, error))
        return FALSE;
    }
  return TRUE;
}
