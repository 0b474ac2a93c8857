/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a value fit its field? One check per kind of value; every refusal is a whole sentence. */
#include "pt-validate-private.h"

#include "pt-op.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (pt - validate - error - quark, pt_validate_error)

static bool
is_text (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_TEXT;
}

/* Also a key of a newer version, but not a sentence. */
static bool
is_key (const PtField *field, const PtValue *value)
{
  if (value->type != PT_VALUE_TEXT)
    return false;
  size_t length = strspn (value->text, "abcdefghijklmnopqrstuvwxyz0123456789_-.");
  return length > 0 && length <= 64 && value->text[length] == '\0';
}

static bool
is_ref (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_TEXT && pt_id_is_valid (value->text);
}

static bool
is_bool (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_BOOL;
}

static bool
is_in_bounds (const PtField *field, double number)
{
  return isfinite (number) && (field->max == 0 || (number >= field->min && number <= field->max));
}

static bool
is_int (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_INT && is_in_bounds (field, (double)value->i);
}

static bool
is_real (const PtField *field, const PtValue *value)
{
  if (value->type == PT_VALUE_INT)
    return is_in_bounds (field, (double)value->i);
  return value->type == PT_VALUE_REAL && is_in_bounds (field, value->r);
}

static bool
is_date (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_TEXT && pt_date_is_valid (value->text);
}

static bool
is_moment (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_TEXT && pt_moment_is_valid (value->text);
}

static bool
is_instant (const PtField *field, const PtValue *value)
{
  return value->type == PT_VALUE_INT;
}

static bool
is_quantity (const PtField *field, const PtValue *value)
{
  return is_text (field, value) || is_real (field, value);
}

/* Per kind of value: the check, and a sentence with the field's name for what fails it. */
static const struct
{
  bool (*fits) (const PtField *field, const PtValue *value);
  const char *sentence;
} checks[] = {
  /* Translators: %s is the name of a field, in all sentences of this list */
  [PT_KIND_TEXT] = { is_text, N_ ("“%s” takes text.") },
  [PT_KIND_LONG] = { is_text, N_ ("“%s” takes text.") },
  [PT_KIND_ENUM] = { is_key, N_ ("“%s” takes one of the choices in its list.") },
  [PT_KIND_REF] = { is_ref, N_ ("“%s” takes the id of another record.") },
  [PT_KIND_BOOL] = { is_bool, N_ ("“%s” takes yes or no.") },
  [PT_KIND_INT] = { is_int, N_ ("“%s” takes a whole number.") },
  [PT_KIND_REAL] = { is_real, N_ ("“%s” takes a number, for example 12,5.") },
  [PT_KIND_DATE] = { is_date, N_ ("“%s” takes a date, for example 2026-03-12.") },
  [PT_KIND_MOMENT] = { is_moment, N_ ("“%s” takes a date, with or without a time, for example "
                                      "2026-03-12 14:05.") },
  [PT_KIND_INSTANT] = { is_instant, N_ ("“%s” takes a moment in microseconds.") },
  [PT_KIND_QUANTITY] = { is_quantity, N_ ("“%s” takes a number or words.") },
  [PT_KIND_KEYS] = { is_bool, N_ ("“%s” takes a list of choices.") },
  [PT_KIND_TAGS] = { is_bool, N_ ("“%s” takes a list of words.") },
  [PT_KIND_REFS] = { is_bool, N_ ("“%s” takes a list of records.") },
};

static bool
has_bounds (const PtField *field)
{
  return field->max > 0 && (field->kind == PT_KIND_INT || field->kind == PT_KIND_REAL);
}

void
pt_validate_refuse (const PtField *field, GError **error)
{
  const char *label = pt_field_label (field);

  if (has_bounds (field))
    /* Translators: the name of a field, and the least and the greatest number that it takes */
    g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
                 _ ("“%s” takes a number from %.0f to %.0f."), label, field->min, field->max);
  else
    {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
                   _ (checks[field->kind].sentence), label);
#pragma GCC diagnostic pop
    }
}

static bool
refuse_length (const PtField *field, glong length, guint max, GError **error)
{
  g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_LIMIT,
               /* Translators: the name of a field, how long its text is, how long it may be */
               _ ("“%s” has %ld characters; there is room for %u."), pt_field_label (field), length,
               max);
  return false;
}

static bool
check_length (const PtField *field, const PtValue *value, GError **error)
{
  if (value->type != PT_VALUE_TEXT && value->type != PT_VALUE_JSON)
    return true;

  size_t bytes = strlen (value->text);
  if (bytes > PT_FIELD_MAX_BYTES)
    return refuse_length (field, g_utf8_strlen (value->text, -1), PT_FIELD_MAX_BYTES, error);
  if (field->max_length == 0 || bytes <= field->max_length)
    return true;
  glong length = g_utf8_strlen (value->text, -1);
  return length <= (glong)field->max_length
         || refuse_length (field, length, field->max_length, error);
}

bool
pt_validate_value (const PtField *field, const PtValue *value, GError **error)
{
  if (value->type == PT_VALUE_NULL)
    return true;
  if (value->type != PT_VALUE_JSON && !checks[field->kind].fits (field, value))
    {
      pt_validate_refuse (field, error);
      return false;
    }
  return check_length (field, value, error);
}

bool
pt_validate_register (const PtRecordKind *kind, const char *name, const PtValue *value,
                      GError **error)
{
  const char *slash = strchr (name, '/');
  g_autofree char *field_id = slash == NULL ? NULL : g_strndup (name, (gsize)(slash - name));
  const PtField *field = pt_record_kind_field (kind, slash == NULL ? name : field_id);

  if (field == NULL)
    return true;
  if (pt_field_is_set (field) != (slash != NULL) || field->flags & PT_FIELD_COMPUTED)
    {
      pt_validate_refuse (field, error);
      return false;
    }
  return pt_validate_value (field, value, error);
}

const PtField *
pt_validate_find_field (const char *kind_id, const char *field_id, GError **error)
{
  const PtRecordKind *kind = pt_record_kind_find (kind_id);
  const PtField *field = pt_record_kind_field (kind, field_id);

  if (kind == NULL)
    /* Translators: %s is what somebody typed for a kind of record */
    g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_FIELD,
                 _ ("There is no kind of record “%s”."), kind_id);
  else if (field == NULL)
    g_set_error (
        error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_FIELD,
        /* Translators: a kind of record ("Note"), and what somebody typed for a field of it */
        _ ("“%s” has no field “%s”."), pt_record_kind_label (kind), field_id);
  return field;
}

static bool
is_unset (const PtRecord *record, const PtField *field)
{
  if (!pt_field_is_set (field))
    return pt_record_get_value (record, field->id) == NULL;
  g_auto (GStrv) keys = pt_record_dup_keys (record, field->id);
  return keys[0] == NULL;
}

GPtrArray *
pt_record_missing (const PtRecord *record)
{
  GPtrArray *missing = g_ptr_array_new ();
  const PtRecordKind *kind = pt_record_get_kind (record);

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    if (kind->fields[i].flags & PT_FIELD_REQUIRED && is_unset (record, &kind->fields[i]))
      g_ptr_array_add (missing, (gpointer)&kind->fields[i]);
  return missing;
}
