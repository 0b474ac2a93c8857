/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of an import: what readers put into it, and how it is told to a person. */
#include "pt-import-limits.h"
#include "pt-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_CHARACTERS 60

static void
column_free (gpointer data)
{
  PtImportColumn *self = data;
  g_free (self->name);
  g_free (self->field);
  g_free (self->example);
  g_free (self);
}

static void
word_free (gpointer data)
{
  PtImportWord *self = data;
  g_free (self->field);
  g_free (self->word);
  g_free (self->key);
  g_free (self);
}

static void
problem_free (gpointer data)
{
  PtImportProblem *self = data;
  g_free (self->column);
  g_free (self->sentence);
  g_free (self);
}

PtImportPlan *
pt_import_plan_new (const char *format, const char *label)
{
  PtImportPlan *self = g_new0 (PtImportPlan, 1);
  self->format = format;
  self->batch = pt_batch_new (label);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->words = g_ptr_array_new_with_free_func (word_free);
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

void
pt_import_plan_free (PtImportPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->batch, pt_batch_free);
  g_clear_pointer (&self->logbook, pt_edit_free);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* The first thousand are told one by one; all are counted. */
void
pt_import_plan_problem (PtImportPlan *self, int line, const char *column, gboolean refused,
                        const char *format, ...)
{
  self->n_refused += refused ? 1 : 0;
  if (self->problems->len >= PT_IMPORT_MAX_PROBLEMS)
    return;

  PtImportProblem *problem = g_new0 (PtImportProblem, 1);
  va_list args;
  va_start (args, format);
  problem->sentence = g_strdup_vprintf (format, args);
  va_end (args);
  problem->line = line;
  problem->column = g_strdup (column);
  problem->refused = refused;
  g_ptr_array_add (self->problems, problem);
}

const char *
pt_import_logbook_id (const PtImport *self)
{
  PtRecord *logbook = pt_dataset_logbook (self->existing);
  return logbook != NULL ? pt_record_get_id (logbook) : "";
}

PtEdit *
pt_import_edit_again (PtRecord *base)
{
  PtEdit *edit = pt_edit_new_for (base);
  if (pt_record_is_archived (base))
    pt_edit_set_bool (edit, "archived", false);
  return edit;
}

PtEdit *
pt_import_edit (const PtImport *self, const char *kind, const char *id)
{
  PtRecord *base = pt_dataset_get (self->existing, id);
  if (base != NULL && g_str_equal (pt_record_get_kind_id (base), kind))
    return pt_import_edit_again (base);

  PtEdit *edit = pt_edit_new (self->options->world, kind, id);
  g_ptr_array_set_size (edit->set, 0);
  return edit;
}

/* What the record has under a register's name; NULL = nothing. */
static const PtValue *
value_here (const PtEdit *edit, const char *name)
{
  if (edit->base == NULL)
    return NULL;
  const PtValue *value = pt_state_shown (pt_record_get_state (edit->base), name);
  return value == NULL || value->type == PT_VALUE_NULL ? NULL : value;
}

gboolean
pt_import_fill (PtEdit *edit, const char *field, const PtValue *value)
{
  const PtValue *here = value_here (edit, field);
  if (here == NULL)
    pt_edit_set_register (edit, field, value);
  return here == NULL || pt_value_equal (here, value);
}

gboolean
pt_import_fill_text (PtEdit *edit, const char *field, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return TRUE;
  g_autoptr (PtValue) value = pt_value_new_text (text);
  return pt_import_fill (edit, field, value);
}

static bool
is_beside (const char *kind)
{
  static const char *const BESIDE[] = { "link", "comment", "attachment", NULL };
  return g_strv_contains (BESIDE, kind);
}

void
pt_import_plan_take (PtImportPlan *self, PtEdit *edit)
{
  bool same = !edit->is_new && pt_edit_is_empty (edit);
  if (!is_beside (edit->kind))
    {
      guint *count = same ? &self->n_same : edit->is_new ? &self->n_made : &self->n_changed;
      (*count)++;
    }
  if (same)
    pt_edit_free (edit);
  else
    g_ptr_array_add (self->batch->edits, edit);
}

void
pt_import_plan_take_file (PtImportPlan *self, const PtImport *import, PtBatchFile *file)
{
  PtRecord *here = pt_dataset_get (import->existing, file->id);
  if (here == NULL)
    {
      g_ptr_array_add (self->batch->files, file);
      return;
    }
  pt_import_plan_take (self, pt_import_edit_again (here));
  pt_batch_file_free (file);
}

/* "12 notes" for each kind, in the order of the tables. */
static void
describe_made (PtImportPlan *self, GPtrArray *into)
{
  for (guint k = 0; k < pt_n_record_kinds; k++)
    {
      const PtRecordKind *kind = pt_record_kinds[k];
      guint n = 0;
      for (guint i = 0; i < self->batch->edits->len; i++)
        {
          const PtEdit *edit = g_ptr_array_index (self->batch->edits, i);
          n += edit->is_new && g_str_equal (edit->kind, kind->id) ? 1 : 0;
        }
      if (g_str_equal (kind->id, "attachment"))
        n += self->batch->files->len;
      if (n > 0)
        /* Translators: what an import makes; the first is a number, the second e.g. "Notes" */
        g_ptr_array_add (into, g_strdup_printf (C_ ("import", "New: %u × %s"), n,
                                                n == 1 ? pt_record_kind_label (kind)
                                                       : pt_record_kind_label_plural (kind)));
    }
}

static void
describe_counts (PtImportPlan *self, GPtrArray *into)
{
  if (self->n_changed > 0)
    g_ptr_array_add (
        into, g_strdup_printf (ngettext ("%u item that is here gets more.",
                                         "%u items that are here get more.", self->n_changed),
                               self->n_changed));
  if (self->n_same > 0)
    g_ptr_array_add (into, g_strdup_printf (ngettext ("%u item is here already.",
                                                      "%u items are here already.", self->n_same),
                                            self->n_same));
  if (self->n_refused > 0)
    g_ptr_array_add (into, g_strdup_printf (ngettext ("%u could not be taken.",
                                                      "%u could not be taken.", self->n_refused),
                                            self->n_refused));
}

static const char *
field_label (PtImportPlan *self, const char *id)
{
  const PtRecordKind *kind = self->kind != NULL ? pt_record_kind_find (self->kind) : NULL;
  const PtField *field = kind != NULL ? pt_record_kind_field (kind, id) : NULL;
  return field != NULL ? pt_field_label (field) : id;
}

/* Forms of other programs have the whole question for a name. */
static char *
shorten (const char *name)
{
  if (g_utf8_strlen (name, -1) <= NAME_CHARACTERS)
    return g_strdup (name);
  g_autofree char *start = g_utf8_substring (name, 0, NAME_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static char *
describe_column (PtImportPlan *self, const PtImportColumn *column)
{
  g_autofree char *name = shorten (column->name);

  if (column->field != NULL)
    /* Translators: a column's name in a file, a field's label */
    return g_strdup_printf (_ ("Column “%s” becomes “%s”."), name,
                            field_label (self, column->field));
  return g_strdup_printf (ngettext ("Column “%s” is not taken over (%u row has something there).",
                                    "Column “%s” is not taken over (%u rows have something there).",
                                    column->n_filled),
                          name, column->n_filled);
}

static char *
describe_problem (const PtImportProblem *problem)
{
  if (problem->line == 0)
    return g_strdup (problem->sentence);
  if (problem->column == NULL)
    /* Translators: a line's number in a file, and what is wrong there */
    return g_strdup_printf (_ ("Line %d: %s"), problem->line, problem->sentence);
  /* Translators: a line's number in a file, a column's name, and what is wrong there */
  return g_strdup_printf (_ ("Line %d, column “%s”: %s"), problem->line, problem->column,
                          problem->sentence);
}

static GPtrArray *
describe (PtImportPlan *self, gboolean with_columns)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  describe_made (self, sentences);
  describe_counts (self, sentences);
  for (guint i = 0; with_columns && i < self->columns->len; i++)
    g_ptr_array_add (sentences, describe_column (self, g_ptr_array_index (self->columns, i)));
  for (guint i = 0; i < self->problems->len; i++)
    g_ptr_array_add (sentences, describe_problem (g_ptr_array_index (self->problems, i)));
  if (sentences->len == 0)
    g_ptr_array_add (sentences, g_strdup (_ ("There is nothing in this file.")));
  return sentences;
}

GPtrArray *
pt_import_plan_describe (PtImportPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return describe (self, TRUE);
}

GPtrArray *
pt_import_plan_describe_result (PtImportPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return describe (self, FALSE);
}
