/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-lens.h. */
#include "pt-lens.h"

#include "pt-time.h"

#include <string.h>

#define DATE_LENGTH 10

static GPtrArray *
list_all (const PtLens *self, const char *kind)
{
  const PtRecordKind *known = pt_record_kind_find (kind);
  GPtrArray *all = pt_dataset_list (self->data, kind);
  GPtrArray *list = g_ptr_array_sized_new (all->len);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (list, all->pdata[i]);
  if (known != NULL && known->date_field != NULL)
    g_ptr_array_sort (list, pt_gate_compare_moments);
  return list;
}

GPtrArray *
pt_lens_list (const PtLens *self, const char *kind)
{
  return self->gate != NULL ? pt_gate_list (self->gate, kind) : list_all (self, kind);
}

GPtrArray *
pt_lens_children (const PtLens *self, const char *kind, const char *field, const char *id)
{
  GPtrArray *all = pt_dataset_children (self->data, kind, field, id);

  for (guint i = all->len; i > 0; i--)
    if (self->gate != NULL ? !pt_gate_admits (self->gate, all->pdata[i - 1])
                           : pt_record_is_archived (all->pdata[i - 1]))
      g_ptr_array_remove_index (all, i - 1);
  g_ptr_array_sort (all, pt_gate_compare_moments);
  return all;
}

char *
pt_lens_line (const PtLens *self, PtRecord *record, const char *field)
{
  const char *text = pt_record_get_text (record, field);

  if (self->gate != NULL)
    return pt_gate_line (self->gate, record, field);
  if (text == NULL)
    return NULL;
  g_autofree char *called = pt_mention_render (text, pt_mention_name_from_dataset, self->data);
  return pt_title_from_text (called);
}

char *
pt_lens_call (const PtLens *self, const char *stakeholder)
{
  PtRecord *record = pt_dataset_get (self->data, stakeholder);

  if (self->gate != NULL)
    return pt_names_label (pt_gate_get_names (self->gate), stakeholder);
  return record != NULL ? pt_record_dup_title (record) : g_strdup ("");
}

static const PtVocabulary *
vocabulary_of (const char *kind, const char *field)
{
  const PtRecordKind *record_kind = pt_record_kind_find (kind);
  const PtField *known = record_kind != NULL ? pt_record_kind_field (record_kind, field) : NULL;

  return known != NULL ? known->vocabulary : NULL;
}

const char *
pt_lens_term (const PtLens *self, const char *kind, const char *field, const char *key)
{
  const PtVocabulary *vocabulary = vocabulary_of (kind, field);

  if (key == NULL || vocabulary == NULL)
    return "";
  return pt_term_label_in (vocabulary, key, self->lang);
}

char **
pt_lens_terms (const PtLens *self, const PtVocabulary *vocabulary)
{
  char **labels = g_new0 (char *, vocabulary->n_terms + 1);

  for (guint i = 0; i < vocabulary->n_terms; i++)
    labels[i] = g_strdup (pt_term_label_in (vocabulary, vocabulary->terms[i].key, self->lang));
  return labels;
}

int
pt_lens_index (const PtRecord *record, const char *field)
{
  const PtVocabulary *vocabulary = vocabulary_of (pt_record_get_kind_id (record), field);
  const char *key = pt_record_get_text (record, field);

  return key != NULL && vocabulary != NULL ? pt_vocabulary_index (vocabulary, key) : -1;
}

const char *
pt_lens_date (const PtRecord *record, const char *field)
{
  const char *date = pt_record_get_text (record, field);

  return date != NULL && pt_moment_is_valid (date) ? date : NULL;
}

void
pt_lens_period (const PtLens *self, GPtrArray *dates, char **from, char **to)
{
  const char *first = self->from_on;
  const char *last = self->to_on;

  for (guint i = 0; i < dates->len; i++)
    {
      const char *date = dates->pdata[i];

      if (date != NULL && self->from_on == NULL && (first == NULL || strcmp (date, first) < 0))
        first = date;
      if (date != NULL && self->to_on == NULL && (last == NULL || strcmp (date, last) > 0))
        last = date;
    }
  *from = g_strndup (first != NULL ? first : self->today, DATE_LENGTH);
  *to = g_strndup (last != NULL ? last : self->today, DATE_LENGTH);
}
