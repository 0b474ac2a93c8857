/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking things up in the tables of kinds, fields and vocabularies. */
#include "pt-schema.h"

#include <string.h>

const PtRecordKind *
pt_record_kind_find (const char *id)
{
  for (guint i = 0; i < pt_n_record_kinds; i++)
    if (g_strcmp0 (pt_record_kinds[i]->id, id) == 0)
      return pt_record_kinds[i];
  return NULL;
}

static const PtField *
find_field (const PtField *fields, guint n, const char *id)
{
  /* Most ask by the name that stands in the table itself. */
  for (guint i = 0; i < n; i++)
    if (fields[i].id == id)
      return &fields[i];
  for (guint i = 0; i < n; i++)
    if (fields[i].id[0] == id[0] && strcmp (fields[i].id, id) == 0)
      return &fields[i];
  return NULL;
}

const PtField *
pt_record_kind_field (const PtRecordKind *kind, const char *id)
{
  const PtField *own;

  if (kind == NULL || id == NULL)
    return NULL;
  own = find_field (kind->fields, kind->n_fields, id);
  return own != NULL ? own : find_field (pt_common_fields, pt_n_common_fields, id);
}

const PtField *
pt_record_kind_nth_field (const PtRecordKind *kind, guint i)
{
  if (i < kind->n_fields)
    return &kind->fields[i];

  i -= kind->n_fields;
  for (guint j = 0; j < pt_n_common_fields; j++)
    {
      const PtField *field = &pt_common_fields[j];
      if (find_field (kind->fields, kind->n_fields, field->id) == NULL && i-- == 0)
        return field;
    }
  return NULL;
}

bool
pt_field_is_set (const PtField *field)
{
  return field->kind == PT_KIND_KEYS || field->kind == PT_KIND_TAGS || field->kind == PT_KIND_REFS;
}

int
pt_vocabulary_index (const PtVocabulary *vocabulary, const char *key)
{
  for (guint i = 0; i < vocabulary->n_terms; i++)
    if (g_strcmp0 (vocabulary->terms[i].key, key) == 0)
      return (int)i;
  return -1;
}

const PtTerm *
pt_vocabulary_find (const PtVocabulary *vocabulary, const char *key)
{
  int i = pt_vocabulary_index (vocabulary, key);
  return i < 0 ? NULL : &vocabulary->terms[i];
}

const PtVocabulary *
pt_vocabulary_get (const char *id)
{
  for (guint i = 0; i < pt_n_vocabularies; i++)
    if (strcmp (pt_vocabularies[i]->id, id) == 0)
      return pt_vocabularies[i];
  return NULL;
}
