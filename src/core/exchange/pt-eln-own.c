/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading back an archive that Proeftuin wrote: our own JSON file in it, and the attachments, which lie
 * beside it. The crate is for others: it is not even parsed. */
#include "pt-eln-import.h"

#include "pt-eln-file.h"
#include "pt-import-limits.h"

static char *
own_name (PtElnImport *self)
{
  return g_strconcat (self->folder, PT_ELN_OWN_FILE, NULL);
}

gboolean
pt_eln_has_own_file (PtElnImport *self)
{
  g_autofree char *name = own_name (self);

  return pt_archive_has (self->archive, name);
}

/* (transfer full): names in the archive of all but @own and the description of the crate. */
static GHashTable *
find_files (PtElnImport *self, const char *own)
{
  g_autofree char *metadata = g_strconcat (self->folder, PT_ELN_METADATA, NULL);
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = pt_archive_names (self->archive);

  for (guint i = 0; i < all->len; i++)
    if (!g_str_equal (all->pdata[i], own) && !g_str_equal (all->pdata[i], metadata))
      g_hash_table_add (names, all->pdata[i]);
  return names;
}

/* By what they hold, not by what they are called. */
static gboolean
file_cb (const char *name, GBytes *bytes, gpointer data, GError **error)
{
  GHashTable *files = data;

  g_hash_table_insert (files, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes),
                       g_bytes_ref (bytes));
  return TRUE;
}

PtImportPlan *
pt_eln_read_own_file (PtElnImport *self, GError **error)
{
  g_autofree char *own = own_name (self);
  g_autoptr (GHashTable) wanted = find_files (self, own);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)g_bytes_unref);
  g_autoptr (GBytes) bytes = pt_archive_read (self->archive, own, PT_IMPORT_MAX_JSON_BYTES, error);

  if (bytes == NULL || !pt_archive_read_each (self->archive, wanted, file_cb, files, error))
    return NULL;
  return pt_import_json_beside (self->import, bytes, files, error);
}
