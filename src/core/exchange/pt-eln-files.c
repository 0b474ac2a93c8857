/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of an .eln archive: which note each belongs to, and whether its bytes are those that
 * the archive says. Also the entry point, since the archive is opened here. */
#include "pt-eln-import.h"

#include "pt-import-limits.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREVIEW "ro-crate-preview"

typedef struct
{
  PtElnHome *home;
  JsonObject *file; /* or NULL */
} Wanted;

static PtBatchFile *
new_file (const char *id, const char *owner, const char *name, GBytes *bytes)
{
  PtBatchFile *file = g_new0 (PtBatchFile, 1);
  file->id = g_strdup (id);
  file->owner = g_strdup (owner);
  file->filename = g_path_get_basename (name);
  file->bytes = g_bytes_ref (bytes);
  return file;
}

void
pt_eln_add_file (PtElnImport *self, PtElnHome *home, const char *name, JsonObject *file,
                 GBytes *bytes)
{
  g_autofree char *id = pt_id_derive ("eln-file", home->entry, name, NULL);
  g_autofree char *called = file != NULL ? pt_eln_text (self->eln, file, "name") : NULL;
  PtBatchFile *made = new_file (id, home->entry, called != NULL ? called : name, bytes);
  made->caption = file != NULL ? pt_eln_text (self->eln, file, "description") : NULL;
  pt_import_plan_take_file (self->plan, self->import, made);
}

static bool
is_remote (const char *id)
{
  return g_ascii_strncasecmp (id, "http://", 7) == 0
         || g_ascii_strncasecmp (id, "https://", 8) == 0;
}

/* A file on the web is not fetched; its address is kept. */
static void
add_web_page (PtElnImport *self, PtElnHome *home, JsonObject *file)
{
  const char *url = pt_eln_id (file);
  g_autofree char *id = pt_id_derive ("eln-file", home->entry, url, NULL);
  g_autofree char *name = pt_eln_name (self->eln, file);
  PtEdit *edit = pt_import_edit (self->import, "attachment", id);
  pt_import_fill_text (edit, "owner", home->entry);
  pt_import_fill_text (edit, "type", "web_page");
  pt_import_fill_text (edit, "url", url);
  pt_import_fill_text (edit, "caption", name);
  pt_import_plan_take (self->plan, edit);
}

char *
pt_eln_find_file (PtElnImport *self, const char *id)
{
  g_autofree char *decoded = g_uri_unescape_string (id, NULL);
  const char *const forms[] = { id, decoded };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *name = forms[i] != NULL ? pt_archive_normalise (forms[i]) : NULL;
      if (name == NULL || name[0] == '\0')
        continue;
      g_autofree char *inside = g_strconcat (self->folder, name, NULL);
      if (pt_archive_has (self->archive, inside))
        return g_steal_pointer (&inside);
      if (pt_archive_has (self->archive, name))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static void
want (PtElnImport *self, const char *name, PtElnHome *home, JsonObject *file)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  GPtrArray *list = g_hash_table_lookup (self->wanted, name);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->wanted, g_strdup (name), list);
    }
  wanted->home = home;
  wanted->file = file;
  g_ptr_array_add (list, wanted);
}

static void
want_part (PtElnImport *self, PtElnHome *home, JsonObject *file)
{
  g_autofree char *name = pt_eln_find_file (self, pt_eln_id (file));
  if (name != NULL)
    want (self, name, home, file);
  else if (is_remote (pt_eln_id (file)))
    add_web_page (self, home, file);
  else
    {
      g_autofree char *called = pt_eln_name (self->eln, file);
      pt_import_plan_problem (self->plan, 0, NULL, TRUE,
                              _ ("The file “%s” of “%s” is not in the archive."), called,
                              home->title);
    }
}

/* The files of a dataset, and of the folders in it that are no records of their own. */
static void
want_parts (PtElnImport *self, PtElnHome *home)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GQueue queue = G_QUEUE_INIT;
  g_queue_push_tail (&queue, home->dataset);
  while (!g_queue_is_empty (&queue))
    {
      JsonObject *dataset = g_queue_pop_head (&queue);
      g_autoptr (GPtrArray) parts = pt_eln_list (self->eln, dataset, "hasPart");
      for (guint i = 0; i < parts->len; i++)
        {
          JsonObject *part = g_ptr_array_index (parts, i);
          if (!g_hash_table_add (seen, part) || g_hash_table_contains (self->homes, part))
            continue;
          if (pt_eln_is (part, "Dataset"))
            g_queue_push_tail (&queue, part);
          else
            want_part (self, home, part);
        }
    }
}

/* (transfer full): GHashTable of folder in the archive → PtElnHome. */
static GHashTable *
index_folders (PtElnImport *self)
{
  GHashTable *folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->order->len; i++)
    {
      PtElnHome *home = g_ptr_array_index (self->order, i);
      g_autofree char *plain = pt_archive_normalise (pt_eln_id (home->dataset));
      if (plain != NULL && plain[0] != '\0')
        g_hash_table_insert (folders, g_strconcat (self->folder, plain, NULL), home);
    }
  return folders;
}

/* The record in whose folder @name lies, however deep; NULL = none. */
static PtElnHome *
find_owner (GHashTable *folders, const char *name)
{
  g_autofree char *folder = g_strdup (name);
  char *slash;
  while ((slash = strrchr (folder, '/')) != NULL)
    {
      *slash = '\0';
      PtElnHome *home = g_hash_table_lookup (folders, folder);
      if (home != NULL)
        return home;
    }
  return NULL;
}

/* Files that are in the archive, but that its description does not name. */
static void
want_strays (PtElnImport *self)
{
  GPtrArray *names = pt_archive_names (self->archive);
  g_autoptr (GHashTable) folders = index_folders (self);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      if (g_hash_table_contains (self->wanted, name) || g_str_has_suffix (name, PT_ELN_METADATA)
          || strstr (name, PREVIEW) != NULL)
        continue;
      PtElnHome *home = find_owner (folders, name);
      if (home != NULL)
        want (self, name, home, NULL);
      else
        pt_import_plan_problem (self->plan, 0, NULL, FALSE,
                                _ ("“%s” is in the archive, but belongs to nothing in it; it is "
                                   "not taken over."),
                                name);
    }
}

/* FALSE after telling. */
static gboolean
check_hash (PtElnImport *self, const Wanted *wanted, const char *name, GBytes *bytes)
{
  g_autofree char *said = wanted->file != NULL ? pt_eln_text (self->eln, wanted->file, "sha256")
                                               : NULL;
  if (said == NULL)
    return TRUE;
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  const char *hash = g_str_has_prefix (said, "sha256:") ? said + strlen ("sha256:") : said;
  if (g_ascii_strcasecmp (found, hash) == 0)
    return TRUE;
  pt_import_plan_problem (self->plan, 0, NULL, TRUE,
                          _ ("The file “%s” was altered or damaged since the archive was made; "
                             "it is not taken over."),
                          name);
  return FALSE;
}

static gboolean
file_cb (const char *name, GBytes *bytes, gpointer data, GError **error)
{
  PtElnImport *self = data;
  GPtrArray *list = g_hash_table_lookup (self->wanted, name);
  for (guint i = 0; i < list->len; i++)
    {
      const Wanted *wanted = g_ptr_array_index (list, i);
      if (check_hash (self, wanted, name, bytes))
        pt_eln_add_file (self, wanted->home, name, wanted->file, bytes);
    }
  return pt_import_step (self->import, 0.9, error);
}

gboolean
pt_eln_make_files (PtElnImport *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    want_parts (self, g_ptr_array_index (self->order, i));
  want_strays (self);
  return pt_archive_read_each (self->archive, self->wanted, file_cb, self, error);
}

/* A picture that stands in the text as base64. */
static char *
take_inline_image (PtElnImport *self, PtElnHome *home, const char *src)
{
  const char *comma = strstr (src, ";base64,");
  const char *slash = strchr (src, '/');
  if (comma == NULL || slash == NULL || slash > comma)
    return NULL;
  gsize size = 0;
  guchar *data = g_base64_decode (comma + strlen (";base64,"), &size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autofree char *ending = g_strcanon (g_strndup (slash + 1, MIN (comma - slash - 1, 8)),
                                        G_CSET_a_2_z, '\0');
  g_autofree char *name = g_strdup_printf ("picture-%u.%s", ++home->n_pictures, ending);
  pt_eln_add_file (self, home, name, NULL, bytes);
  return g_strdup_printf ("*(%s)*", name);
}

/* (transfer full) (nullable): the attached file that @src points to, by its name or by that which
 * the program of origin had given it. */
static char *
find_attached (PtElnImport *self, PtElnHome *home, const char *src)
{
  g_autoptr (GPtrArray) parts = pt_eln_list (self->eln, home->dataset, "hasPart");
  for (guint i = 0; i < parts->len; i++)
    {
      JsonObject *part = g_ptr_array_index (parts, i);
      g_autofree char *name = pt_eln_text (self->eln, part, "name");
      g_autofree char *other = pt_eln_text (self->eln, part, "alternateName");
      if ((name != NULL && strstr (src, name) != NULL)
          || (other != NULL && strstr (src, other) != NULL))
        return g_strdup_printf ("*(%s)*", name != NULL ? name : other);
    }
  return NULL;
}

char *
pt_eln_take_image (PtElnImport *self, PtElnHome *home, const char *src)
{
  if (g_ascii_strncasecmp (src, "data:image/", 11) == 0)
    return take_inline_image (self, home, src);
  char *attached = find_attached (self, home, src);
  if (attached == NULL && is_remote (src) && strpbrk (src, " ()<>\n\t") == NULL)
    return g_strdup_printf ("<%s>", src);
  return attached;
}

/* The description that lies least deep; there is one crate in an archive. */
static const char *
find_metadata (PtArchive *archive)
{
  GPtrArray *names = pt_archive_names (archive);
  const char *best = NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *base = g_path_get_basename (name);
      if (g_str_equal (base, PT_ELN_METADATA) && (best == NULL || strlen (name) < strlen (best)))
        best = name;
    }
  return best;
}

static void
refuse_other_zip (PtArchive *archive, GError **error)
{
  if (pt_archive_has (archive, "[Content_Types].xml") || pt_archive_has (archive, "content.xml"))
    g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                 _ ("This is an Office file. Open it and save the table as CSV."));
  else
    g_set_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT,
                 _ ("This archive is no .eln: it has no %s."), PT_ELN_METADATA);
}

static void
import_clear (PtElnImport *self)
{
  g_clear_pointer (&self->plan, pt_import_plan_free);
  g_clear_pointer (&self->eln, pt_eln_free);
  g_clear_pointer (&self->archive, pt_archive_free);
  g_clear_pointer (&self->homes, g_hash_table_unref);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_free (self->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtElnImport, import_clear)

static gboolean
open_archive (PtElnImport *self, GBytes *bytes, GError **error)
{
  self->archive = pt_archive_open (bytes, error);
  const char *name = self->archive != NULL ? find_metadata (self->archive) : NULL;
  if (name == NULL)
    {
      if (self->archive != NULL)
        refuse_other_zip (self->archive, error);
      return FALSE;
    }
  self->folder = g_strndup (name, strlen (name) - strlen (PT_ELN_METADATA));
  return TRUE;
}

static gboolean
read_crate (PtElnImport *self, GError **error)
{
  g_autofree char *name = g_strconcat (self->folder, PT_ELN_METADATA, NULL);
  g_autoptr (GBytes)
      metadata = pt_archive_read (self->archive, name, PT_IMPORT_MAX_METADATA_BYTES, error);
  self->eln = metadata != NULL ? pt_eln_parse (metadata, error) : NULL;
  return self->eln != NULL;
}

PtImportPlan *
pt_import_eln (const PtImport *import, GBytes *bytes, GError **error)
{
  g_auto (PtElnImport) self = {
    .import = import,
    .plan = pt_import_plan_new ("eln", import->filename),
    .homes = g_hash_table_new (NULL, NULL),
    .order = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_eln_home_free),
    .linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify)g_ptr_array_unref),
  };
  if (!open_archive (&self, bytes, error))
    return NULL;
  if (pt_eln_has_own_file (&self))
    return pt_eln_read_own_file (&self, error);
  if (!read_crate (&self, error))
    return NULL;
  pt_eln_find_homes (&self);
  if (!pt_eln_make_records (&self, error) || !pt_eln_make_files (&self, error))
    return NULL;
  return g_steal_pointer (&self.plan);
}
