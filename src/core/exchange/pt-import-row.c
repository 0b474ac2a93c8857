/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row's identity and its values. The same row gives the same id, so a table that is imported
 * twice is there once; a row whose id is a record's own id changes that record. */
#include "pt-import-row.h"

#include "pt-import-mapping.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
pt_import_rows_init (PtImportRows *self, const PtImport *import, PtImportPlan *plan,
                     const PtRecordKind *kind, const char *table)
{
  memset (self, 0, sizeof *self);
  self->import = import;
  self->plan = plan;
  self->kind = kind;
  self->table = table;
  self->refs = pt_import_refs_new (import->existing);
  self->words = pt_import_words_new (import, plan, kind);
  self->ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
pt_import_rows_clear (PtImportRows *self)
{
  g_clear_pointer (&self->refs, pt_import_refs_free);
  g_clear_pointer (&self->words, pt_import_words_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}

/* (transfer full) (nullable): what a cell holds, without the apostrophe by which our own CSV keeps
 * a spreadsheet from taking it for a formula; NULL when empty. */
static char *
cell_text (const char *const *cells, guint n, guint i)
{
  const char *cell = i < n ? cells[i] : "";
  if (cell[0] == '\'' && cell[1] != '\0' && strchr ("=+-@\t\r", cell[1]) != NULL)
    cell++;
  char *text = g_strstrip (g_strdup (cell));
  if (text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* (transfer full) (nullable): the first cell that goes to @field. */
static char *
find_cell (PtImportRows *self, const char *field, const char *const *cells, guint n)
{
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (self->plan->columns, i);
      g_autofree char *text = g_strcmp0 (column->field, field) == 0 ? cell_text (cells, n, i)
                                                                    : NULL;
      if (text != NULL)
        return g_steal_pointer (&text);
    }
  return NULL;
}

/* (transfer full): rows without an id are known by what they say, and by the how-manieth they are
 * of those that say the same. */
static char *
derive_id (PtImportRows *self, const char *own, const char *const *cells, guint n)
{
  g_autoptr (GString) whole = g_string_new (own);
  for (guint i = 0; own == NULL && i < n; i++)
    g_string_append_printf (whole, "%s\x1f", cells[i]);
  guint nth = 0;
  if (own == NULL)
    {
      nth = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, whole->str)) + 1;
      g_hash_table_insert (self->seen, g_strdup (whole->str), GUINT_TO_POINTER (nth));
    }
  g_autofree char *place = g_strdup_printf ("%u", nth);
  return pt_id_derive ("table", pt_import_logbook_id (self->import), self->kind->id, self->table,
                       whole->str, place, NULL);
}

void
pt_import_rows_identify (PtImportRows *self, guint row, const char *const *cells, guint n)
{
  g_autofree char *own = find_cell (self, PT_IMPORT_ID, cells, n);
  char *id = own != NULL && pt_id_is_valid (own) ? g_strdup (own) : derive_id (self, own, cells, n);
  g_hash_table_insert (self->ids, GUINT_TO_POINTER (row), id);

  g_autofree char *title = self->kind->title_field != NULL
                               ? find_cell (self, self->kind->title_field, cells, n)
                               : NULL;
  if (title != NULL)
    pt_import_refs_add (self->refs, self->kind->id, title, id);
}

/* A reference cell holds one title, or several between semicolons or commas. */
static gboolean
set_refs (PtImportRows *self, PtEdit *edit, const PtField *field, const char *text, GError **error)
{
  if (field->kind == PT_KIND_REF || strpbrk (text, ";,") == NULL)
    {
      const char *id = pt_import_refs_find (self->refs, field, text, error);
      if (id != NULL && field->kind == PT_KIND_REF)
        pt_edit_set_text (edit, field->id, id);
      else if (id != NULL)
        pt_edit_set_key (edit, field->id, id, true);
      return id != NULL;
    }

  g_auto (GStrv) parts = g_strsplit (text, strchr (text, ';') != NULL ? ";" : ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      const char *id = part[0] != '\0' ? pt_import_refs_find (self->refs, field, part, error) : "";
      if (id == NULL)
        return FALSE;
      if (id[0] != '\0')
        pt_edit_set_key (edit, field->id, id, true);
    }
  return TRUE;
}

/* (transfer full): all columns that go to one long field: the first as it is, the others as
 * paragraphs under their names. */
static char *
join_columns (PtImportRows *self, const char *field, const char *const *cells, guint n)
{
  GString *joined = g_string_new (NULL);
  gboolean first = TRUE;
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const PtImportColumn *column = g_ptr_array_index (self->plan->columns, i);
      if (g_strcmp0 (column->field, field) != 0)
        continue;
      g_autofree char *text = cell_text (cells, n, i);
      if (text != NULL)
        {
          g_string_append (joined, joined->len > 0 ? "\n\n" : "");
          if (!first)
            g_string_append_printf (joined, strchr (text, '\n') != NULL ? "**%s**\n\n" : "**%s** ",
                                    column->name);
          g_string_append (joined, text);
        }
      first = FALSE;
    }
  return g_string_free (joined, FALSE);
}

/* Set-valued fields gather over columns; pt_edit_set_from_text() would replace. */
static gboolean
add_keys (PtImportRows *self, PtEdit *edit, const PtField *field, const char *text, GError **error)
{
  g_autoptr (PtEdit) scratch = pt_edit_new (self->import->options->world, edit->kind, edit->id);
  g_ptr_array_set_size (scratch->set, 0);
  if (!pt_edit_set_from_text (scratch, field->id, text, self->import->today, error))
    return FALSE;
  for (guint i = 0; i < scratch->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (scratch->set, i);
      pt_edit_set_register (edit, setting->name, setting->value);
    }
  return TRUE;
}

static gboolean
set_cell (PtImportRows *self, PtEdit *edit, const PtField *field, const char *text,
          const char *const *cells, guint n, GError **error)
{
  if (field->kind == PT_KIND_REF || field->kind == PT_KIND_REFS)
    return set_refs (self, edit, field, text, error);
  if (pt_field_is_set (field) && edit->is_new)
    return add_keys (self, edit, field, text, error);
  if (field->kind == PT_KIND_TEXT)
    {
      g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
      return pt_edit_set_from_text (edit, field->id, line, self->import->today, error);
    }
  if (field->kind != PT_KIND_LONG)
    return pt_edit_set_from_text (edit, field->id, text, self->import->today, error);

  g_autofree char *joined = join_columns (self, field->id, cells, n);
  return pt_edit_set_from_text (edit, field->id, joined, self->import->today, error);
}

/* FALSE after telling which cell does not fit. */
static gboolean
set_cells (PtImportRows *self, PtEdit *edit, int line, const char *const *cells, guint n)
{
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      g_autoptr (GError) error = NULL;
      const PtImportColumn *column = g_ptr_array_index (self->plan->columns, i);
      const PtField *field = column->field != NULL
                                 ? pt_record_kind_field (self->kind, column->field)
                                 : NULL;
      g_autofree char *written = field != NULL ? cell_text (cells, n, i) : NULL;
      g_autofree char *text = written != NULL
                                  ? pt_import_words_translate (self->words, field, written)
                                  : NULL;
      if (text != NULL && !set_cell (self, edit, field, text, cells, n, &error))
        {
          pt_import_plan_problem (self->plan, line, column->name, TRUE, "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

/* A record that is here gets what it has not; what people wrote since stays. */
static PtEdit *
fill_from (PtImportRows *self, PtEdit *scratch, int line)
{
  PtEdit *edit = pt_import_edit (self->import, scratch->kind, scratch->id);
  guint n_kept = 0;
  for (guint i = 0; i < scratch->set->len; i++)
    {
      const PtSetting *setting = g_ptr_array_index (scratch->set, i);
      n_kept += pt_import_fill (edit, setting->name, setting->value) ? 0 : 1;
    }
  if (n_kept > 0)
    pt_import_plan_problem (self->plan, line, NULL, FALSE,
                            ngettext ("%u field has another value here and is left as it is.",
                                      "%u fields have another value here and are left as they "
                                      "are.",
                                      n_kept),
                            n_kept);
  return edit;
}

/* FALSE after telling. */
static gboolean
check_identity (PtImportRows *self, const char *id, int line)
{
  PtRecord *here = pt_dataset_get (self->import->existing, id);
  if (here != NULL && !g_str_equal (pt_record_get_kind_id (here), self->kind->id))
    pt_import_plan_problem (self->plan, line, NULL, TRUE,
                            _ ("its id belongs to something else here."));
  else if (!g_hash_table_add (self->seen, g_strdup (id)))
    pt_import_plan_problem (self->plan, line, NULL, TRUE, _ ("an earlier row has the same id."));
  else
    return TRUE;
  return FALSE;
}

void
pt_import_rows_read (PtImportRows *self, guint row, int line, const char *const *cells, guint n)
{
  const char *id = g_hash_table_lookup (self->ids, GUINT_TO_POINTER (row));
  if (!check_identity (self, id, line))
    return;

  g_autofree char *own = find_cell (self, PT_IMPORT_ID, cells, n);
  gboolean here = pt_dataset_get (self->import->existing, id) != NULL;
  gboolean overwrite = here && own != NULL && g_str_equal (own, id);
  g_autoptr (PtEdit) edit = NULL;
  if (overwrite)
    edit = pt_import_edit (self->import, self->kind->id, id);
  else
    {
      edit = pt_edit_new (self->import->options->world, self->kind->id, id);
      g_ptr_array_set_size (edit->set, 0);
    }
  if (!set_cells (self, edit, line, cells, n))
    return;
  if (edit->is_new && pt_edit_is_empty (edit))
    {
      pt_import_plan_problem (self->plan, line, NULL, TRUE,
                              _ ("there is nothing in the columns that are taken over."));
      return;
    }
  PtEdit *taken = here && !overwrite ? fill_from (self, edit, line) : g_steal_pointer (&edit);
  taken->line = line;
  pt_import_plan_take (self->plan, taken);
}
