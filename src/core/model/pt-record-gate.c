/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What gates read: of all concurrent values the strictest, so that two offline laptops can never
 * make a "yes" win by accident (domain.md §1, decision 10). */
#include "pt-record-private.h"

#include <string.h>

/* A cleared value and a key of a newer version count as the fallback; without one as the strictest. */
static int
strictness (const PtRecord *self, const PtField *field, const PtValue *value)
{
  int index = value->type == PT_VALUE_TEXT ? pt_vocabulary_index (field->vocabulary, value->text)
                                           : -1;

  if (index < 0)
    index = pt_vocabulary_index (field->vocabulary, pt_record_get_fallback (self, field));
  return MAX (index, 0);
}

static const char *
strictest_key (const PtRecord *self, const PtField *field, guint n)
{
  int strictest = G_MAXINT;

  for (guint i = 0; i < n; i++)
    {
      const PtVersion *version = pt_state_nth_version (pt_record_get_state (self), field->id, i);
      strictest = MIN (strictest, strictness (self, field, version->value));
    }
  return field->vocabulary->terms[strictest].key;
}

static const char *
strictest_bool (const PtRecord *self, const PtField *field, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (pt_record_get_state (self), field->id, i)->value;
      bool yes = value->type == PT_VALUE_BOOL
                     ? value->b
                     : g_strcmp0 (pt_record_get_fallback (self, field), "true") == 0;
      if (yes)
        return "true";
    }
  return "false";
}

/* The earliest date: what must be gone by then is gone by then. */
static const char *
strictest_date (const PtRecord *self, const PtField *field, guint n)
{
  const char *earliest = NULL;

  for (guint i = 0; i < n; i++)
    {
      const PtValue *value = pt_state_nth_version (pt_record_get_state (self), field->id, i)->value;
      const char *date = value->type == PT_VALUE_TEXT && value->text[0] != '\0'
                             ? value->text
                             : pt_record_get_fallback (self, field);
      if (date != NULL && (earliest == NULL || strcmp (date, earliest) < 0))
        earliest = date;
    }
  return earliest;
}

const char *
pt_record_get_strictest (const PtRecord *self, const char *field_id)
{
  const PtField *field = pt_record_kind_field (pt_record_get_kind (self), field_id);
  guint n = pt_state_n_versions (pt_record_get_state (self), field_id);

  if (field == NULL)
    return NULL;
  if (n == 0)
    {
      const char *fallback = pt_record_get_fallback (self, field);
      return fallback == NULL && field->kind == PT_KIND_BOOL ? "false" : fallback;
    }
  if (field->kind == PT_KIND_ENUM)
    return strictest_key (self, field, n);
  return field->kind == PT_KIND_BOOL ? strictest_bool (self, field, n)
                                     : strictest_date (self, field, n);
}

/* A kind that this version does not know has the common fields all the same. */
static const PtField *
sharing_field (void)
{
  for (guint i = 0; i < pt_n_common_fields; i++)
    if (strcmp (pt_common_fields[i].id, "sharing") == 0)
      return &pt_common_fields[i];
  g_assert_not_reached ();
}

PtSharing
pt_record_get_sharing (const PtRecord *self)
{
  const PtField *field = sharing_field ();
  guint n = pt_state_n_versions (pt_record_get_state (self), field->id);
  const char *key = n == 0 ? field->fallback : strictest_key (self, field, n);

  return (PtSharing)pt_vocabulary_index (field->vocabulary, key);
}
