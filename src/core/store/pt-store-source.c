/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-store-source.h. What is not here is left out of a document; what cannot be read at all is an
 * error, because a name that is not known cannot be taken out. */
#include "pt-store-source.h"

#include "pt-intake.h"
#include "pt-rendition.h"

gboolean
pt_store_source_check (PtStoreSource *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

GBytes *
pt_store_source_bytes (const char *sha256, gpointer store)
{
  g_autofree char *path = pt_store_attachment_path (store, sha256);
  g_autofree char *found = NULL;
  char *contents = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &contents, &size, NULL))
    return NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (contents, size);
  found = pt_sha256_hex (bytes);
  return g_str_equal (found, sha256) ? g_steal_pointer (&bytes) : NULL;
}

GBytes *
pt_store_source_picture (const char *attachment, gpointer source)
{
  const PtStoreSource *self = source;
  PtRecord *record = pt_dataset_get (self->data, attachment);
  const char *sha256 = record != NULL ? pt_record_get_text (record, "sha256") : NULL;
  g_autofree char *path = sha256 != NULL ? pt_store_attachment_path (self->store, sha256) : NULL;

  return path != NULL ? pt_rendition_load (pt_store_get_folder (self->store), path, sha256) : NULL;
}

char *
pt_store_source_name (const char *stakeholder, gpointer source)
{
  PtStoreSource *self = source;
  g_autofree char *contact = NULL;
  char *name = NULL;

  if (self->error == NULL)
    pt_store_get_identity (self->store, stakeholder, &name, &contact, &self->error);
  return name;
}
