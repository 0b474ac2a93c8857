/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds, fields and keys are called: in the language of the process through gettext, or in a
 * language of the caller's choice from the bundled catalogues. */
#include "pt-schema.h"

#include "pt-catalog.h"
#include "pt-themes.h"
#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>

const char *
pt_record_kind_label (const PtRecordKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->label);
}

const char *
pt_record_kind_label_plural (const PtRecordKind *kind)
{
  return g_dgettext (GETTEXT_PACKAGE, kind->label_plural);
}

const char *
pt_field_label (const PtField *field)
{
  return g_dgettext (GETTEXT_PACKAGE, field->label);
}

const char *
pt_term_label (const PtVocabulary *vocabulary, const char *key)
{
  const PtTerm *term = pt_vocabulary_find (vocabulary, key);

  if (term == NULL)
    return key == NULL ? "" : key;
  if (vocabulary == &pt_vocabulary_themes)
    return pt_themes_label (key, pt_catalog_current ());
  return g_dpgettext2 (GETTEXT_PACKAGE, vocabulary->id, term->label);
}

const char *
pt_term_label_in (const PtVocabulary *vocabulary, const char *key, const char *lang)
{
  const PtTerm *term = pt_vocabulary_find (vocabulary, key);

  if (term == NULL)
    return key == NULL ? "" : key;
  if (vocabulary == &pt_vocabulary_themes)
    return pt_themes_label (key, lang);
  return pt_catalog_text (lang, vocabulary->id, term->label);
}

const char *
pt_field_label_in (const PtField *field, const char *lang)
{
  return pt_catalog_text (lang, NULL, field->label);
}

const char *
pt_record_kind_label_in (const PtRecordKind *kind, gboolean plural, const char *lang)
{
  return pt_catalog_text (lang, NULL, plural ? kind->label_plural : kind->label);
}
