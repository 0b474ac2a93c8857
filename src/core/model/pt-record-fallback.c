/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an unset field counts as: the fixed and conditional fallbacks of the tables, and the one
 * field that is made from the record's number. */
#include "pt-record-private.h"

#include "pt-mention.h"
#include "pt-time.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NAME 64

/* One term of a condition: `field=key`, or `field`, which must be set. */
static bool
holds (const PtRecord *self, const char *term, size_t length)
{
  char name[MAX_NAME];
  const char *equals = memchr (term, '=', length);
  size_t name_length = equals == NULL ? length : (size_t)(equals - term);

  g_assert (name_length < MAX_NAME);
  memcpy (name, term, name_length);
  name[name_length] = '\0';

  const char *value = pt_record_get_text (self, name);
  if (equals == NULL || value == NULL)
    return value != NULL;
  size_t key_length = length - name_length - 1;
  return strlen (value) == key_length && memcmp (value, equals + 1, key_length) == 0;
}

static bool
all_hold (const PtRecord *self, const char *condition)
{
  while (*condition != '\0')
    {
      size_t length = strcspn (condition, ",");
      if (!holds (self, condition, length))
        return false;
      condition += length + (condition[length] == ',');
    }
  return true;
}

/* `end_on+5y`: that date so many years later. Kept for ever, as the text of a table is; there are
 * no more such dates than days. */
static const char *
later_date (const PtRecord *self, const char *formula)
{
  const char *plus = strchr (formula, '+');
  g_autofree char *name = g_strndup (formula, (gsize)(plus - formula));
  const char *date = pt_record_get_text (self, name);

  if (date == NULL || !pt_date_is_valid (date))
    return NULL;
  g_autofree char *later = pt_date_add_years (date, atoi (plus + 1));
  return g_intern_string (later);
}

static bool
is_written_when_made (const char *fallback)
{
  return strcmp (fallback, "today") == 0 || strcmp (fallback, "now") == 0;
}

const char *
pt_record_get_fallback (const PtRecord *self, const PtField *field)
{
  for (const PtFallback *f = field->fallbacks; f != NULL && f->condition != NULL; f++)
    if (all_hold (self, f->condition))
      return strchr (f->value, '+') != NULL ? later_date (self, f->value) : f->value;
  if (field->fallback == NULL || is_written_when_made (field->fallback))
    return NULL;
  return field->fallback;
}

const char *
pt_record_compute (const PtRecord *self, const PtField *field)
{
  if (pt_record_get_no (self) <= 0)
    return NULL;
  g_autofree char *letter = pt_letter_from_no (pt_record_get_no (self));
  return g_intern_string (letter);
}
