/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Words are compared without case, accents and punctuation, as columns are. */
#include "pt-import-words.h"

#include "pt-text-encoding.h"

#include <stdio.h>
#include <string.h>

#define WORDS_MAX 200 /* that somebody is asked about: what has more is no vocabulary */

struct _PtImportWords
{
  const PtImport *import;
  PtImportPlan *plan;
  const PtRecordKind *kind;
  GHashTable *known; /* "field\x1fword" → PtImportWord of the plan, or NULL = it means something */
};

PtImportWords *
pt_import_words_new (const PtImport *import, PtImportPlan *plan, const PtRecordKind *kind)
{
  PtImportWords *self = g_new0 (PtImportWords, 1);

  self->import = import;
  self->plan = plan;
  self->kind = kind;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
pt_import_words_free (PtImportWords *self)
{
  g_hash_table_unref (self->known);
  g_free (self);
}

/* ── Single words ── */

/* (transfer none) (nullable): what somebody said that @word means; "" = nothing. */
static const char *
find_said (PtImportWords *self, const PtField *field, const char *word)
{
  const char *const *values = self->import->options->values;
  g_autofree char *wanted = pt_text_fold (word);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      const char *colon = strchr (values[i], ':');
      const char *equals = strrchr (values[i], '=');
      if (colon == NULL || equals == NULL || equals < colon
          || strlen (field->id) != (gsize)(colon - values[i])
          || strncmp (field->id, values[i], colon - values[i]) != 0)
        continue;
      g_autofree char *name = g_strndup (colon + 1, equals - colon - 1);
      g_autofree char *folded = pt_text_fold (name);
      if (g_str_equal (folded, wanted))
        return equals + 1;
    }
  return NULL;
}

static gboolean
means_something (PtImportWords *self, const PtField *field, const char *word)
{
  g_autoptr (PtEdit) scratch = pt_edit_new (self->import->options->world, self->kind->id, NULL);

  return pt_edit_set_from_text (scratch, field->id, word, self->import->today, NULL);
}

static PtImportWord *
add_word (PtImportWords *self, const PtField *field, const char *word, const char *said)
{
  PtImportWord *added;

  if (self->plan->words->len >= WORDS_MAX)
    return NULL;
  added = g_new0 (PtImportWord, 1);
  added->field = g_strdup (field->id);
  added->word = g_strdup (word);
  added->key = g_strdup (said);
  g_ptr_array_add (self->plan->words, added);
  return added;
}

/* (nullable): the word in the plan; NULL = it is understood by itself. */
static PtImportWord *
look_up (PtImportWords *self, const PtField *field, const char *word)
{
  g_autofree char *folded = pt_text_fold (word);
  g_autofree char *name = g_strconcat (field->id, "\x1f", folded, NULL);
  gpointer found = NULL;

  if (!g_hash_table_lookup_extended (self->known, name, NULL, &found))
    {
      const char *said = find_said (self, field, word);
      if (said != NULL || !means_something (self, field, word))
        found = add_word (self, field, word, said);
      g_hash_table_insert (self->known, g_steal_pointer (&name), found);
    }
  if (found != NULL)
    ((PtImportWord *)found)->n_rows++;
  return found;
}

/* ── Cells ── */

static char *
translate_words (PtImportWords *self, const PtField *field, const char *text)
{
  const char *separator = field->kind != PT_KIND_KEYS  ? NULL
                          : strchr (text, ';') != NULL ? ";"
                                                       : ",";
  g_auto (GStrv) parts = separator != NULL ? g_strsplit (text, separator, -1)
                                           : g_strsplit (text, "\x1f", 1);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      const PtImportWord *word = *part != '\0' ? look_up (self, field, part) : NULL;
      const char *meant = word != NULL && word->key != NULL ? word->key : part;
      if (*meant != '\0')
        g_string_append_printf (said, "%s%s", said->len > 0 ? ";" : "", meant);
    }
  return said->len > 0 ? g_string_free (g_steal_pointer (&said), FALSE) : NULL;
}

/* 3/12/2026 as 12/3/2026; what is no such date stays. */
static char *
put_day_first (const char *text)
{
  int month, day, year, used = 0;
  char between[2];

  if (sscanf (text, "%2d%1[-/.]%2d%*1[-/.]%4d%n", &month, between, &day, &year, &used) != 4
      || used == 0)
    return g_strdup (text);
  return g_strdup_printf ("%d%s%d%s%d%s", day, between, month, between, year, text + used);
}

char *
pt_import_words_translate (PtImportWords *self, const PtField *field, const char *text)
{
  if (field->kind == PT_KIND_ENUM || field->kind == PT_KIND_KEYS)
    return translate_words (self, field, text);
  if (self->import->options->month_first
      && (field->kind == PT_KIND_DATE || field->kind == PT_KIND_MOMENT))
    return put_day_first (text);
  return g_strdup (text);
}
