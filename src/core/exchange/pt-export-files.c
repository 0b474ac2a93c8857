/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-export-files.h. Only what was changed is kept between two looks: that is little. */
#include "pt-export-files.h"

#include "pt-clean.h"

#include <glib/gi18n-lib.h>

void
pt_export_files_init (PtExportFiles *self, const PtExportOptions *options)
{
  *self = (PtExportFiles){
    .options = options,
    .changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)g_bytes_unref),
    .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .clean = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
}

void
pt_export_files_clear (PtExportFiles *self)
{
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->clean, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
}

/* (transfer full) (nullable) */
static GBytes *
clean (PtExportFiles *self, const char *sha256, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *type = g_content_type_guess (NULL, data, size, NULL);
  g_autofree char *mime = g_content_type_get_mime_type (type);
  g_autofree char *taken_on = NULL;
  gboolean cleaned;
  GBytes *out = mime != NULL && pt_clean_is_needed (mime)
                    ? pt_clean_picture (bytes, mime, &taken_on, &cleaned)
                    : g_bytes_ref (bytes);

  if (out == NULL)
    g_hash_table_add (self->refused, g_strdup (sha256));
  else if (g_bytes_equal (out, bytes))
    g_hash_table_add (self->clean, g_strdup (sha256));
  else
    {
      g_hash_table_insert (self->changed, g_strdup (sha256), g_bytes_ref (out));
      g_hash_table_insert (self->names, g_strdup (sha256),
                           g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, out));
    }
  return out;
}

/* (transfer full) (nullable) */
static GBytes *
look (PtExportFiles *self, const char *sha256)
{
  GBytes *known = g_hash_table_lookup (self->changed, sha256);
  g_autoptr (GBytes) bytes = NULL;

  if (known != NULL)
    return g_bytes_ref (known);
  if (g_hash_table_contains (self->refused, sha256))
    return NULL;
  bytes = self->options->reader (sha256, self->options->reader_data);
  if (bytes == NULL || g_hash_table_contains (self->clean, sha256))
    return g_steal_pointer (&bytes);
  return clean (self, sha256, bytes);
}

GBytes *
pt_export_files_take (PtExportFiles *self, const char *sha256)
{
  g_autoptr (GBytes) bytes = NULL;

  if (self->options->reader == NULL || sha256 == NULL)
    return NULL;
  bytes = look (self, sha256);
  if (bytes != NULL && g_bytes_get_size (bytes) <= PT_EXPORT_MAX_FILE_BYTES - self->total)
    {
      self->total += g_bytes_get_size (bytes);
      return g_steal_pointer (&bytes);
    }
  if (bytes != NULL)
    self->n_too_large++;
  else if (g_hash_table_contains (self->refused, sha256))
    self->n_unclean++;
  else
    self->n_absent++;
  return NULL;
}

void
pt_export_files_describe (PtExportFiles *self, JsonObject *fields)
{
  const char *sha256 = json_object_get_string_member_with_default (fields, "sha256", NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (self->options->reader == NULL || sha256 == NULL)
    return;
  bytes = look (self, sha256);
  if (bytes == NULL || !g_hash_table_contains (self->names, sha256))
    return;
  json_object_set_int_member (fields, "size", (gint64)g_bytes_get_size (bytes));
  json_object_set_string_member (fields, "sha256", g_hash_table_lookup (self->names, sha256));
}

/* Takes @sentence, which is about @n of them. */
static void
note (PtExportReport *report, guint n, char *sentence)
{
  if (n > 0)
    g_ptr_array_add (report->notes, sentence);
  else
    g_free (sentence);
}

void
pt_export_files_report (PtExportFiles *self, PtExportReport *report)
{
  const guint n_changed = g_hash_table_size (self->changed);

  note (report, self->n_absent,
        g_strdup_printf (ngettext ("%u attachment is not on this device and is not in the file.",
                                   "%u attachments are not on this device and are not in the "
                                   "file.",
                                   self->n_absent),
                         self->n_absent));
  note (report, self->n_too_large,
        g_strdup_printf (ngettext ("%u attachment was left out: a file takes at most %d MB of "
                                   "attachments. Make a backup to keep all.",
                                   "%u attachments were left out: a file takes at most %d MB of "
                                   "attachments. Make a backup to keep all.",
                                   self->n_too_large),
                         self->n_too_large, PT_EXPORT_MAX_FILE_BYTES / 1024 / 1024));
  note (report, self->n_unclean,
        g_strdup_printf (ngettext ("%u picture was left out: what it says about place and device "
                                   "cannot be removed from it.",
                                   "%u pictures were left out: what they say about place and "
                                   "device cannot be removed from them.",
                                   self->n_unclean),
                         self->n_unclean));
  note (report, n_changed,
        g_strdup_printf (ngettext ("%u picture goes along without what it says about place and "
                                   "device. A backup keeps that.",
                                   "%u pictures go along without what they say about place and "
                                   "device. A backup keeps that.",
                                   n_changed),
                         n_changed));
}
