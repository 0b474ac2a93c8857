/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index of titles per kind. Two records with one title are told from each other by nobody, so
 * such a title finds nothing. */
#include "pt-import-refs.h"

#include "pt-text-encoding.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtImportRefs
{
  GHashTable *by_title; /* "kind\nfolded title" → id; "" = several */
  GHashTable *ids;      /* id → kind, of all */
};

static char *
key_for (const char *kind, const char *title)
{
  g_autofree char *folded = pt_text_fold (title);
  return g_strconcat (kind, "\n", folded, NULL);
}

void
pt_import_refs_add (PtImportRefs *self, const char *kind, const char *title, const char *id)
{
  g_autofree char *key = key_for (kind, title);
  const char *known = g_hash_table_lookup (self->by_title, key);
  g_hash_table_replace (self->ids, g_strdup (id), g_strdup (kind));
  if (known == NULL || !g_str_equal (known, id))
    g_hash_table_replace (self->by_title, g_steal_pointer (&key),
                          g_strdup (known == NULL ? id : ""));
}

PtImportRefs *
pt_import_refs_new (PtDataset *existing)
{
  PtImportRefs *self = g_new0 (PtImportRefs, 1);
  self->by_title = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *all = pt_dataset_list_all (existing);
  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = g_ptr_array_index (all, i);
      g_autofree char *title = pt_record_dup_title (record);
      if (!pt_record_is_archived (record))
        pt_import_refs_add (self, pt_record_get_kind_id (record), title, pt_record_get_id (record));
    }
  return self;
}

void
pt_import_refs_free (PtImportRefs *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_title);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static const char *
find_title (PtImportRefs *self, const char *target, const char *text)
{
  g_auto (GStrv) kinds = target != NULL ? g_strsplit (target, "|", -1) : NULL;
  const char *found = NULL;
  for (guint i = 0; i < (kinds != NULL ? g_strv_length (kinds) : pt_n_record_kinds); i++)
    {
      const char *kind = kinds != NULL ? kinds[i] : pt_record_kinds[i]->id;
      g_autofree char *key = key_for (kind, text);
      const char *id = g_hash_table_lookup (self->by_title, key);
      if (id != NULL)
        found = found == NULL ? id : "";
    }
  return found;
}

const char *
pt_import_refs_find (PtImportRefs *self, const PtField *field, const char *text, GError **error)
{
  gpointer id = NULL;
  if (g_hash_table_lookup_extended (self->ids, text, &id, NULL))
    return id;

  const char *found = find_title (self, field->target, text);
  if (found != NULL && found[0] != '\0')
    return found;
  if (found == NULL)
    g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
                 /* Translators: a field's label, and a title that a cell holds */
                 _ ("%s: there is no “%s” in the logbook. Make it first, or leave it out."),
                 pt_field_label (field), text);
  else
    g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
                 _ ("%s: there is more than one “%s” in the logbook."), pt_field_label (field),
                 text);
  return NULL;
}
