/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-unpacked.h. The bytes stay where the program wrote them: the file is mapped, not copied. */
#include "pt-unpacked.h"

#include "pt-reader-job.h"

#include <string.h>

static const char types[] = { PT_UNPACKED_FILE,   PT_UNPACKED_FOLDER, PT_UNPACKED_LINK,
                              PT_UNPACKED_SECRET, PT_UNPACKED_BROKEN, PT_UNPACKED_CUT,
                              PT_UNPACKED_MUCH };

static void
unpacked_free (gpointer data)
{
  PtUnpacked *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->path);
  g_free (self);
}

static gboolean
check_head (const PtUnpackedHead *head, gsize left)
{
  return head->type <= G_MAXUINT8 && memchr (types, (int)head->type, sizeof types) != NULL
         && head->said >= 0 && head->bytes >= 0 && head->path_bytes <= left
         && (guint64)head->bytes <= left - head->path_bytes;
}

/* (transfer full) (nullable): the one that begins at @at, which moves behind it. */
static PtUnpacked *
take_next (GBytes *list, gsize *at)
{
  gsize size;
  const char *data = g_bytes_get_data (list, &size);
  PtUnpackedHead head;
  PtUnpacked *one;

  if (size - *at < sizeof head)
    return NULL;
  memcpy (&head, data + *at, sizeof head);
  *at += sizeof head;
  if (!check_head (&head, size - *at))
    return NULL;
  one = g_new0 (PtUnpacked, 1);
  one->type = head.type;
  one->path = g_strndup (data + *at, head.path_bytes);
  one->said = head.said;
  one->bytes = g_bytes_new_from_bytes (list, *at + head.path_bytes, (gsize)head.bytes);
  *at += head.path_bytes + (gsize)head.bytes;
  return one;
}

GPtrArray *
pt_unpacked_open (GBytes *list, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (unpacked_free);
  gsize at = 0;

  while (at < g_bytes_get_size (list))
    {
      PtUnpacked *one = take_next (list, &at);

      if (one == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the reader made no sense");
          return NULL;
        }
      g_ptr_array_add (all, one);
    }
  return g_steal_pointer (&all);
}

GPtrArray *
pt_unpacked_read (GBytes *zip, guint max_entries, gint64 max_bytes, GError **error)
{
  g_autofree char *limits = g_strdup_printf ("%u,%" G_GINT64_FORMAT, max_entries, max_bytes);
  g_autoptr (PtReaderJob) job = pt_reader_job_run (zip, "unpack", limits, error);
  g_autoptr (GBytes) list = job != NULL ? pt_reader_job_take (job, "out") : NULL;

  if (job != NULL && list == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the reader gave nothing");
  return list != NULL ? pt_unpacked_open (list, error) : NULL;
}
