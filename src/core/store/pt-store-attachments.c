/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the logbook: attachments/SHA256 and thumbnails/SHA256.png. A file is on disk before a
 * record names it; the same bytes are kept once. The name that everybody sees is made up here,
 * because people put names of people into names of files. */
#include "pt-store-private.h"

#include "pt-durable.h"
#include "pt-intake.h"
#include "pt-rendition.h"
#include "pt-time.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXTENSION_MAX 10

struct _PtStoredFile
{
  PtIntake *intake;
};

void
pt_stored_file_free (PtStoredFile *self)
{
  if (self == NULL)
    return;
  pt_intake_free (self->intake);
  g_free (self);
}

/* ── Bytes ── */

gboolean
pt_store_fail_file (const char *path, int number, GError **error)
{
  if (number == ENOSPC || number == EDQUOT)
    g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_FULL,
                         _ ("The disk is full. What was saved before is kept. Make room and try "
                            "again."));
  else
    g_set_error (error, PT_STORE_ERROR,
                 number == EACCES || number == EROFS ? PT_STORE_ERROR_READ_ONLY
                                                     : PT_STORE_ERROR_FAILED,
                 /* Translators: %1$s is a file, %2$s the system's explanation. */
                 _ ("%1$s cannot be written: %2$s."), path, g_strerror (number));
  return FALSE;
}

gboolean
pt_store_write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (fd < 0)
    return pt_store_fail_file (path, errno, error);
  gboolean ok = pt_durable_write (fd, data, size) == 0 && fsync (fd) == 0;
  int saved = errno;
  close (fd);
  if (ok && g_rename (temporary, path) == 0 && pt_durable_sync_name (path) == 0)
    return TRUE;
  saved = ok ? errno : saved;
  g_unlink (temporary);
  return pt_store_fail_file (path, saved, error);
}

gboolean
pt_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

char *
pt_store_attachment_path (PtStore *self, const char *sha256)
{
  /* A hash that came over the wire may be anything, also a path. */
  return g_build_filename (self->folder, "attachments", pt_is_sha256 (sha256) ? sha256 : "no-hash",
                           NULL);
}

static char *
make_thumbnail_path (PtStore *self, const char *sha256)
{
  g_autofree char *name = g_strconcat (sha256, ".png", NULL);

  return g_build_filename (self->folder, "thumbnails", name, NULL);
}

char *
pt_store_thumbnail_path (PtStore *self, const char *sha256)
{
  g_autofree char *path = make_thumbnail_path (self, pt_is_sha256 (sha256) ? sha256 : "no-hash");

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* Folders of a logbook that came by another way than create may lack them. */
static void
make_folders (PtStore *self)
{
  g_autofree char *attachments = g_build_filename (self->folder, "attachments", NULL);
  g_autofree char *thumbnails = g_build_filename (self->folder, "thumbnails", NULL);

  pt_durable_make_folder (attachments);
  pt_durable_make_folder (thumbnails);
}

static gboolean
keep_bytes (PtStore *self, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);
  struct stat info;

  make_folders (self);
  if (stat (path, &info) == 0 && (gsize)info.st_size == g_bytes_get_size (bytes))
    return TRUE;
  return pt_store_write_file (path, bytes, error);
}

static gboolean
keep_thumbnail (PtStore *self, const PtIntake *intake, GError **error)
{
  g_autofree char *path = make_thumbnail_path (self, intake->sha256);

  if (intake->print != NULL)
    pt_rendition_keep (self->folder, intake->sha256, intake->print);
  if (intake->thumbnail == NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return pt_store_write_file (path, intake->thumbnail, error);
}

PtStoredFile *
pt_store_take_file (PtStore *self, const PtBatchFile *file, PtAttachFlags flags, GError **error)
{
  PtIntakeFlags how = flags & PT_ATTACH_KEEP_METADATA ? PT_INTAKE_KEEP_METADATA : PT_INTAKE_DEFAULT;
  g_autoptr (PtStoredFile) stored = g_new0 (PtStoredFile, 1);

  if (self->mode != PT_STORE_READ_WRITE)
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_READ_ONLY,
                           _ ("This logbook was opened for reading only."));
      return NULL;
    }
  stored->intake = pt_intake_new (file->bytes, file->filename, how, error);
  if (stored->intake == NULL
      || !keep_bytes (self, stored->intake->sha256, stored->intake->bytes, error)
      || !keep_thumbnail (self, stored->intake, error))
    return NULL;
  return g_steal_pointer (&stored);
}

void
pt_store_make_thumbnail (PtStore *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtIntake) intake = pt_intake_new (bytes, NULL, PT_INTAKE_KEEP_METADATA, &error);

  if (intake == NULL || !keep_thumbnail (self, intake, &error))
    g_debug ("No thumbnail: %s", error->message);
}

/* ── The record ── */

/* `.jpg` of a name, in lower case; `` when it has none that is plain. */
static char *
dup_extension (const char *filename)
{
  const char *dot = filename != NULL ? strrchr (filename, '.') : NULL;

  if (dot == NULL || dot[1] == '\0' || strlen (dot + 1) > EXTENSION_MAX)
    return g_strdup ("");
  for (const char *p = dot + 1; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return g_strdup ("");
  return g_ascii_strdown (dot, -1);
}

/* `2026-03-12-photo-2.jpg`: the first number that is free on that day. */
static char *
make_filename (PtStore *self, const char *day, const char *type, const char *original,
               GError **error)
{
  g_autofree char *extension = dup_extension (original);
  g_autofree char *stem = g_strdup_printf ("%.10s-%s-", day, type);
  int64_t last = 0;

  if (!pt_db_get_int (self->db, error, 0, &last,
                      "SELECT max (CAST (substr (filename, length (?1) + 1) AS INTEGER))"
                      " FROM attachment WHERE substr (filename, 1, length (?1)) = ?1",
                      "t", stem))
    return NULL;
  return g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", stem, last + 1, extension);
}

/* The day that an importer says, that the camera wrote, or today. */
static const char *
find_day (const PtBatchFile *file, const PtIntake *intake, const char *today)
{
  const PtValue *said = file->extra != NULL ? pt_edit_get (file->extra, "taken_on") : NULL;

  if (said != NULL && said->type == PT_VALUE_TEXT && pt_date_is_valid (said->text))
    return said->text;
  return intake->taken_on != NULL ? intake->taken_on : today;
}

static PtEdit *
make_edit (PtStore *self, const PtBatchFile *file, const PtIntake *intake, GError **error)
{
  const char *type = file->type != NULL ? file->type : intake->type;
  g_autofree char *today = pt_world_today (self->world);
  const char *day = find_day (file, intake, today);
  g_autofree char *filename = make_filename (self, day, type, file->filename, error);

  if (filename == NULL)
    return NULL;
  PtEdit *edit = pt_edit_new (self->world, "attachment", file->id);
  pt_edit_set_text (edit, "owner", file->owner);
  pt_edit_set_text (edit, "filename", filename);
  pt_edit_set_text (edit, "type", type);
  pt_edit_set_text (edit, "mime", intake->mime);
  pt_edit_set_int (edit, "size", (int64_t)g_bytes_get_size (intake->bytes));
  pt_edit_set_text (edit, "sha256", intake->sha256);
  pt_edit_set_text (edit, "caption", file->caption);
  pt_edit_set_text (edit, "alt_text", file->alt_text);
  pt_edit_set_text (edit, "taken_on", intake->taken_on);
  for (guint i = 0; file->extra != NULL && i < file->extra->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (file->extra->set, i);
      pt_edit_set_register (edit, setting->name, setting->value);
    }
  return edit;
}

static gboolean
keep_original_name (PtStore *self, const char *id, const char *filename, GError **error)
{
  g_autofree char *name = filename != NULL ? g_path_get_basename (filename) : NULL;

  return name == NULL
         || pt_db_run (self->db, error,
                       "INSERT OR REPLACE INTO original_name (attachment, name) VALUES (?, ?)",
                       "bt", id, name);
}

gboolean
pt_store_save_file (PtStore *self, const PtBatchFile *file, const PtStoredFile *stored,
                    const PtSaveReason *reason, char **out_id, GError **error)
{
  g_autoptr (PtEdit) edit = make_edit (self, file, stored->intake, error);

  /* Another program may have erased the same file since: until now nothing of ours named it. */
  if (edit == NULL || !keep_bytes (self, stored->intake->sha256, stored->intake->bytes, error)
      || !keep_thumbnail (self, stored->intake, error)
      || !pt_store_apply_edit (self, edit, reason, error)
      || !keep_original_name (self, edit->id, file->filename, error))
    return FALSE;
  if (out_id != NULL)
    *out_id = g_strdup (edit->id);
  return TRUE;
}

static gboolean
check_owner (PtStore *self, const char *owner, GError **error)
{
  if (owner != NULL && pt_store_has_record (self, owner))
    return TRUE;
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
               _ ("There is nothing with the number %s in this logbook."),
               owner != NULL ? owner : "");
  return FALSE;
}

PtRecord *
pt_store_attach_bytes (PtStore *self, const PtBatchFile *file, PtAttachFlags flags, GError **error)
{
  g_return_val_if_fail (file != NULL && file->bytes != NULL, NULL);

  const PtSaveReason reason = { .how = "save" };
  g_autofree char *id = NULL;
  if (!check_owner (self, file->owner, error))
    return NULL;
  g_autoptr (PtStoredFile) stored = pt_store_take_file (self, file, flags, error);
  if (stored == NULL || !pt_store_begin (self, error)
      || !pt_store_end (self, pt_store_save_file (self, file, stored, &reason, &id, error), error))
    return NULL;
  return pt_store_get_record (self, id, error);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && !S_ISREG (info.st_mode))
    {
      g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                   _ ("“%s” is no file that can be attached."), path);
      return NULL;
    }
  if (g_stat (path, &info) == 0 && info.st_size > PT_INTAKE_MAX_BYTES)
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                           _ ("This file is too large to attach (more than 256 MB). Put it in a "
                              "shared folder and note where it is."));
      return NULL;
    }
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, &problem);
  if (mapped != NULL) /* a copy: the file may change while it is looked at */
    return g_bytes_new (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped));
  g_set_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("The file %1$s cannot be read: %2$s"), path, problem->message);
  return NULL;
}

PtRecord *
pt_store_attach (PtStore *self, const char *owner, const char *path, const char *caption,
                 const char *alt_text, PtAttachFlags flags, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *name = g_path_get_basename (path);
  return pt_store_attach_as (self, owner, path, name, caption, alt_text, flags, error);
}

PtRecord *
pt_store_attach_as (PtStore *self, const char *owner, const char *path, const char *name,
                    const char *caption, const char *alt_text, PtAttachFlags flags, GError **error)
{
  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  g_autoptr (GBytes) bytes = read_file (path, error);
  const PtBatchFile file = {
    .owner = (char *)owner,
    .filename = (char *)name,
    .caption = (char *)caption,
    .alt_text = (char *)alt_text,
    .bytes = bytes,
  };
  return bytes != NULL ? pt_store_attach_bytes (self, &file, flags, error) : NULL;
}
