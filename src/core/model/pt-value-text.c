/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as people type and read them, in Dutch and English. Typing is forgiving where only one
 * meaning is possible, and refuses where there are two. */
#include "pt-validate-private.h"

#include "pt-catalog.h"
#include "pt-id.h"
#include "pt-number.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A free word becomes part of a register's name. */
#define MAX_WORD 100 /* bytes */

static const struct
{
  const char *word;
  bool yes;
} bool_words[] = {
  { "ja", true },     { "yes", true },     { "true", true }, { "waar", true }, { "1", true },
  { "j", true },      { "y", true },       { "x", true },    { "nee", false }, { "no", false },
  { "false", false }, { "onwaar", false }, { "0", false },   { "n", false },
};

/* Letters without case and accents: "ideeen" is "Ideeën". */
static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (bare, g_utf8_get_char (at));
  g_strstrip (bare->str);
  return g_utf8_casefold (bare->str, -1);
}

static bool
folds_to (const char *text, const char *folded)
{
  g_autofree char *other = fold (text);
  return strcmp (other, folded) == 0;
}

const char *
pt_vocabulary_match (const PtVocabulary *vocabulary, const char *text)
{
  g_autofree char *folded = fold (text);

  for (guint i = 0; i < vocabulary->n_terms; i++)
    if (folds_to (vocabulary->terms[i].key, folded))
      return vocabulary->terms[i].key;
  for (guint i = 0; i < vocabulary->n_terms; i++)
    {
      const char *key = vocabulary->terms[i].key;
      if (folds_to (pt_term_label_in (vocabulary, key, "nl"), folded)
          || folds_to (pt_term_label_in (vocabulary, key, "en"), folded))
        return key;
    }
  return NULL;
}

static PtValue *
refuse (const PtField *field, GError **error)
{
  pt_validate_refuse (field, error);
  return NULL;
}

static PtValue *
parse_text (const PtField *field, const char *text, const char *today, GError **error)
{
  return pt_value_new_text (text);
}

/* "a, b, c": what a person may choose from. */
static char *
list_labels (const PtVocabulary *vocabulary)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < vocabulary->n_terms; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ",
                            pt_term_label (vocabulary, vocabulary->terms[i].key));
  return g_string_free (list, FALSE);
}

static void
refuse_key (const PtField *field, const char *text, GError **error)
{
  g_autofree char *labels = list_labels (field->vocabulary);

  g_set_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
               /* Translators: the name of a field, what somebody typed, and a list of choices */
               _ ("“%s” does not know “%s”. Choose from: %s."), pt_field_label (field), text,
               labels);
}

static PtValue *
parse_enum (const PtField *field, const char *text, const char *today, GError **error)
{
  const char *key = pt_vocabulary_match (field->vocabulary, text);

  if (key != NULL)
    return pt_value_new_text (key);
  refuse_key (field, text, error);
  return NULL;
}

static PtValue *
parse_ref (const PtField *field, const char *text, const char *today, GError **error)
{
  return pt_id_is_valid (text) ? pt_value_new_text (text) : refuse (field, error);
}

static PtValue *
parse_bool (const PtField *field, const char *text, const char *today, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (bool_words); i++)
    if (g_ascii_strcasecmp (text, bool_words[i].word) == 0)
      return pt_value_new_bool (bool_words[i].yes);
  return refuse (field, error);
}

static PtValue *
check (const PtField *field, PtValue *value, GError **error)
{
  if (pt_validate_value (field, value, error))
    return value;
  pt_value_free (value);
  return NULL;
}

/* Above 2^53 a double cannot count. */
static PtValue *
parse_int (const PtField *field, const char *text, const char *today, GError **error)
{
  double number;

  if (!pt_number_parse (text, true, &number) || number != floor (number)
      || fabs (number) > 9007199254740992.0)
    return refuse (field, error);
  return check (field, pt_value_new_int ((int64_t)number), error);
}

static PtValue *
parse_real (const PtField *field, const char *text, const char *today, GError **error)
{
  double number;

  if (pt_number_parse (text, false, &number))
    return check (field, pt_value_new_real (number), error);
  if (!pt_number_is_ambiguous (text))
    return refuse (field, error);
  g_set_error (
      error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE,
      /* Translators: the name of a field, and a number like 1.234 that can be read in two ways */
      _ ("“%s”: %s can be a thousand or a fraction. Write 1234 or 1,234."), pt_field_label (field),
      text);
  return NULL;
}

static char *
read_moment (const PtField *field, const char *text, const char *today)
{
  return field->flags & PT_FIELD_AHEAD ? pt_moment_parse_ahead (text, today)
                                       : pt_moment_parse (text, today);
}

static PtValue *
parse_moment (const PtField *field, const char *text, const char *today, GError **error)
{
  g_autofree char *moment = read_moment (field, text, today);
  return moment == NULL ? refuse (field, error) : pt_value_new_text (moment);
}

static PtValue *
parse_date (const PtField *field, const char *text, const char *today, GError **error)
{
  g_autofree char *date = read_moment (field, text, today);

  if (date == NULL)
    return refuse (field, error);
  date[strlen ("YYYY-MM-DD")] = '\0';
  return pt_value_new_text (date);
}

static PtValue *
parse_instant (const PtField *field, const char *text, const char *today, GError **error)
{
  int64_t at;
  int offset;
  gint64 number;

  if (pt_instant_parse (text, &at, &offset))
    return pt_value_new_int (at);
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL)
             ? pt_value_new_int (number)
             : refuse (field, error);
}

static PtValue *
parse_quantity (const PtField *field, const char *text, const char *today, GError **error)
{
  double number;
  return pt_number_parse (text, false, &number) ? pt_value_new_real (number)
                                                : pt_value_new_text (text);
}

static PtValue *(*const parsers[]) (const PtField *, const char *, const char *, GError **) = {
  [PT_KIND_TEXT] = parse_text,
  [PT_KIND_LONG] = parse_text,
  [PT_KIND_ENUM] = parse_enum,
  [PT_KIND_REF] = parse_ref,
  [PT_KIND_BOOL] = parse_bool,
  [PT_KIND_INT] = parse_int,
  [PT_KIND_REAL] = parse_real,
  [PT_KIND_DATE] = parse_date,
  [PT_KIND_MOMENT] = parse_moment,
  [PT_KIND_INSTANT] = parse_instant,
  [PT_KIND_QUANTITY] = parse_quantity,
  [PT_KIND_KEYS] = NULL,
  [PT_KIND_TAGS] = NULL,
  [PT_KIND_REFS] = NULL,
};

PtValue *
pt_value_parse (const PtField *field, const char *text, const char *today, GError **error)
{
  g_return_val_if_fail (!pt_field_is_set (field), NULL);

  if (!g_utf8_validate (text, -1, NULL) || field->flags & PT_FIELD_COMPUTED)
    return refuse (field, error);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return pt_value_new_null ();
  PtValue *value = parsers[field->kind](field, stripped, today, error);
  return value == NULL ? NULL : check (field, value, error);
}

/* The key that @word stands for, NULL where it is none. A theme of another lab is kept. */
static char *
read_key (const PtField *field, const char *word)
{
  if (field->kind == PT_KIND_TAGS)
    return strlen (word) <= MAX_WORD ? g_utf8_normalize (word, -1, G_NORMALIZE_DEFAULT_COMPOSE)
                                     : NULL;
  if (field->kind == PT_KIND_REFS)
    return pt_id_is_valid (word) ? g_strdup (word) : NULL;

  const char *key = pt_vocabulary_match (field->vocabulary, word);
  if (key == NULL && strcmp (field->vocabulary->id, "themes") == 0 && strlen (word) <= MAX_WORD)
    return g_strdup (word);
  return g_strdup (key);
}

char **
pt_keys_parse (const PtField *field, const char *text, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (pt_field_is_set (field), NULL);
  if (!g_utf8_validate (text, -1, NULL))
    {
      pt_validate_refuse (field, error);
      return NULL;
    }
  words = g_strsplit_set (text, ",;\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*g_strstrip (words[i]) == '\0')
        continue;
      g_autofree char *key = read_key (field, words[i]);
      if (key == NULL)
        {
          if (field->kind == PT_KIND_KEYS)
            refuse_key (field, words[i], error);
          else
            pt_validate_refuse (field, error);
          return NULL;
        }
      if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        g_ptr_array_add (keys, g_steal_pointer (&key));
    }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_set_free_func (keys, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

static char *
format_real (double r, bool dutch)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", r);
  return dutch ? g_strdelimit (g_strdup (text), ".", ',') : g_strdup (text);
}

static char *
format_text (const PtField *field, const char *text, const char *lang)
{
  if (field->kind == PT_KIND_ENUM)
    return g_strdup (pt_term_label_in (field->vocabulary, text, lang));
  if ((field->kind == PT_KIND_DATE || field->kind == PT_KIND_MOMENT) && pt_moment_is_valid (text))
    return pt_date_format (text, lang);
  return g_strdup (text);
}

static char *
format_int (const PtField *field, int64_t i, const char *lang)
{
  if (field->kind != PT_KIND_INSTANT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, i);
  g_autofree char *date = pt_date_of_instant (i, 0);
  return pt_date_format (date, lang);
}

char *
pt_value_format (const PtField *field, const PtValue *value, const char *lang)
{
  if (lang == NULL)
    lang = pt_catalog_current ();

  switch (value->type)
    {
    case PT_VALUE_NULL:
      return g_strdup ("");
    case PT_VALUE_BOOL:
      return g_strdup (value->b ? pt_catalog_text (lang, NULL, N_ ("Yes"))
                                : pt_catalog_text (lang, NULL, N_ ("No")));
    case PT_VALUE_INT:
      return format_int (field, value->i, lang);
    case PT_VALUE_REAL:
      return format_real (value->r, strcmp (lang, "nl") == 0);
    case PT_VALUE_TEXT:
      return format_text (field, value->text, lang);
    case PT_VALUE_JSON:
      return g_strdup (value->text);
    }
  g_assert_not_reached ();
}
