/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: the tables are whole and consistent, every field of every kind survives JSON, and every kind,
 * field, key and hint has a Dutch word. */
#include "model-fixture.h"

#include "pt-catalog.h"
#include "pt-json.h"
#include "pt-validate.h"

#include <string.h>

typedef void (*FieldCheck) (const PtRecordKind *kind, const PtField *field);

static void
for_each_field (FieldCheck check)
{
  const PtField *field;

  for (guint i = 0; i < pt_n_record_kinds; i++)
    for (guint j = 0; (field = pt_record_kind_nth_field (pt_record_kinds[i], j)) != NULL; j++)
      check (pt_record_kinds[i], field);
}

static void
test_kinds (void)
{
  static const char *const expected[] = {
    "logbook",     "entry",   "learning", "question",    "challenge",  "experiment", "stakeholder",
    "involvement", "consent", "outcome",  "measurement", "mechanism",  "resource",   "action",
    "narrative",   "passage", "release",  "link",        "attachment", "comment",
  };

  g_assert_cmpuint (pt_n_record_kinds, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (pt_record_kinds[i]->id, ==, expected[i]);
      g_assert_true (pt_record_kind_find (expected[i]) == pt_record_kinds[i]);
    }
  g_assert_null (pt_record_kind_find ("member"));
  g_assert_null (pt_record_kind_find (NULL));
}

static void
test_named_fields_exist (void)
{
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];
      const char *const names[] = { kind->title_field, kind->date_field, kind->status_field,
                                    kind->owner_field };
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        g_assert_true (names[j] == NULL || pt_record_kind_field (kind, names[j]) != NULL);
      g_assert_nonnull (kind->title_field);
    }
}

static bool
is_word (const char *text)
{
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0' && text[0] != '\0';
}

static bool
is_kind_list (const char *target)
{
  g_auto (GStrv) kinds = g_strsplit (target, "|", -1);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (pt_record_kind_find (kinds[i]) == NULL)
      return false;
  return true;
}

static bool
is_well_shaped (const PtRecordKind *kind, const PtField *field)
{
  bool needs_keys = field->kind == PT_KIND_ENUM || field->kind == PT_KIND_KEYS;
  bool may_have_target = field->kind == PT_KIND_REF || field->kind == PT_KIND_REFS;

  if (!is_word (field->id) || pt_record_kind_field (kind, field->id) != field)
    return false;
  if ((field->vocabulary != NULL) != needs_keys)
    return false;
  if (field->target != NULL && !(may_have_target && is_kind_list (field->target)))
    return false;
  if (needs_keys && field->fallback != NULL
      && pt_vocabulary_find (field->vocabulary, field->fallback) == NULL)
    return false;
  if (field->flags & PT_FIELD_MEMBER && field->kind != PT_KIND_REF)
    return false;
  return field->since >= 1 && field->since <= PT_SCHEMA_VERSION;
}

static void
check_shape (const PtRecordKind *kind, const PtField *field)
{
  if (!is_well_shaped (kind, field))
    g_test_fail_printf ("%s.%s contradicts itself", kind->id, field->id);
}

static void
test_fields (void)
{
  for_each_field (check_shape);
}

static void
test_ids_unique (void)
{
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
      const PtField *field;
      for (guint j = 0; (field = pt_record_kind_nth_field (pt_record_kinds[i], j)) != NULL; j++)
        g_assert_true (g_hash_table_add (ids, (gpointer)field->id));
      g_assert_true (g_hash_table_contains (ids, "sharing"));
      g_assert_true (g_hash_table_contains (ids, "archived"));
    }
}

/* Facts of domain.md §3 that a table could lose in silence. */
static const struct
{
  const char *kind, *field;
  PtKind value;
  PtTier tier;
  guint flags; /* at least these */
  const char *fallback;
} facts[] = {
  { "entry", "body", PT_KIND_LONG, PT_TIER_CORE, PT_FIELD_REQUIRED | PT_FIELD_SEARCHED, NULL },
  { "entry", "occurred_on", PT_KIND_MOMENT, PT_TIER_CORE, 0, "now" },
  { "entry", "kind", PT_KIND_ENUM, PT_TIER_CORE, 0, "note" },
  { "entry", "sensitive", PT_KIND_BOOL, PT_TIER_MORE, PT_FIELD_STRICTEST, NULL },
  { "entry", "story_use", PT_KIND_ENUM, PT_TIER_CORE, PT_FIELD_STRICTEST, "undecided" },
  { "logbook", "kind", PT_KIND_ENUM, PT_TIER_CORE, 0, "field_lab" },
  { "logbook", "start_on", PT_KIND_DATE, PT_TIER_CORE, 0, "today" },
  { "logbook", "retain_until", PT_KIND_DATE, PT_TIER_CORE, PT_FIELD_STRICTEST, NULL },
  { "logbook", "reporting_period", PT_KIND_ENUM, PT_TIER_MORE, 0, "half_year" },
  { "logbook", "research_fields", PT_KIND_BOOL, PT_TIER_CORE, 0, NULL },
  { "stakeholder", "protected", PT_KIND_BOOL, PT_TIER_CORE, PT_FIELD_STRICTEST, NULL },
  { "stakeholder", "interest", PT_KIND_INT, PT_TIER_RESEARCH, 0, NULL },
  { "challenge", "themes", PT_KIND_KEYS, PT_TIER_CORE, 0, NULL },
  { "challenge", "phase", PT_KIND_ENUM, PT_TIER_CORE, 0, "awareness" },
  { "experiment", "embedding_legal", PT_KIND_ENUM, PT_TIER_RESEARCH, 0, "unknown" },
  { "consent", "uses", PT_KIND_KEYS, PT_TIER_CORE, 0, NULL },
  { "consent", "items", PT_KIND_REFS, PT_TIER_CORE, 0, NULL },
  { "involvement", "role", PT_KIND_ENUM, PT_TIER_CORE, 0, "takes_part" },
  { "measurement", "value", PT_KIND_QUANTITY, PT_TIER_CORE, PT_FIELD_REQUIRED, NULL },
  { "mechanism", "statement", PT_KIND_TEXT, PT_TIER_RESEARCH, PT_FIELD_REQUIRED, NULL },
  { "attachment", "shows", PT_KIND_KEYS, PT_TIER_CORE, PT_FIELD_STRICTEST, "not_checked" },
  { "action", "who", PT_KIND_REF, PT_TIER_CORE, PT_FIELD_MEMBER, NULL },
  { "narrative", "lang", PT_KIND_ENUM, PT_TIER_CORE, 0, NULL },
  { "comment", "status_why", PT_KIND_LONG, PT_TIER_MORE, 0, NULL },
  { "link", "sharing", PT_KIND_ENUM, PT_TIER_MORE, PT_FIELD_STRICTEST, "core" },
  { "release", "tags", PT_KIND_TAGS, PT_TIER_MORE, PT_FIELD_SEARCHED, NULL },
};

static void
test_facts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const PtField *field = pt_record_kind_field (pt_record_kind_find (facts[i].kind),
                                                   facts[i].field);
      if (field == NULL || field->kind != facts[i].value || field->tier != facts[i].tier
          || (field->flags & facts[i].flags) != facts[i].flags
          || g_strcmp0 (field->fallback, facts[i].fallback) != 0)
        g_test_fail_printf ("%s.%s is not as described", facts[i].kind, facts[i].field);
    }
}

/* "status = first of its list": whoever is new starts there. */
static void
test_statuses_begin_at_the_first (void)
{
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];
      const PtField *field = pt_record_kind_field (kind, kind->status_field);
      if (field != NULL)
        g_assert_cmpstr (field->fallback, ==, field->vocabulary->terms[0].key);
    }
}

/* Gates read these lists from strict to free. */
static void
test_strict_first (void)
{
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("sharing"), "private"), ==,
                   PT_SHARING_PRIVATE);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("sharing"), "core"), ==,
                   PT_SHARING_CORE);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("sharing"), "team"), ==,
                   PT_SHARING_TEAM);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("sharing"), "network"), ==,
                   PT_SHARING_NETWORK);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("sharing"), "public"), ==,
                   PT_SHARING_PUBLIC);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("entry.story_use"), "no"), ==, 0);
  g_assert_cmpint (pt_vocabulary_index (pt_vocabulary_get ("entry.story_use"), "yes"), ==, 2);
}

static void
test_themes (void)
{
  const PtVocabulary *themes = pt_vocabulary_get ("themes");

  g_assert_cmpuint (themes->n_terms, ==, 25);
  g_assert_cmpstr (themes->terms[0].key, ==, "poverty");
  g_assert_cmpstr (pt_term_label_in (themes, "homelessness", "nl"), ==, "Dak- en thuisloosheid");
  g_assert_cmpstr (pt_term_label_in (themes, "homelessness", "en"), ==, "Homelessness");
  g_assert_cmpstr (pt_term_label_in (themes, "a_theme_of_others", "nl"), ==, "a_theme_of_others");
}

static void
assert_dutch (const char *context, const char *english)
{
  if (!pt_catalog_has ("nl", context, english))
    g_test_fail_printf ("No Dutch for “%s” (%s)", english,
                        context == NULL ? "no context" : context);
}

static void
check_dutch (const PtRecordKind *kind, const PtField *field)
{
  assert_dutch (NULL, field->label);
  if (field->hint != NULL)
    assert_dutch (NULL, field->hint);
}

static void
test_dutch (void)
{
  for_each_field (check_dutch);
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];
      assert_dutch (NULL, kind->label);
      assert_dutch (NULL, kind->label_plural);
    }
}

static void
test_dutch_terms (void)
{
  static const char *const sampled[][3] = {
    { "entry.valence", "neutral", "Neutraal" },
    { "learning.valence", "neutral", "Gewoon" },
    { "challenge.phase", "scaling", "Opschalen" },
    { "experiment.status", "paused", "Ligt stil" },
    { "logbook.kind", "field_lab", "Proeftuin" },
    { "sharing", "team", "Iedereen in dit logboek" },
    { "order", "second", "Doen we het goede?" },
    { "outcome.theme", "agency", "Handelingsperspectief" },
    { "link.kind", "speaker", "Gezegd door" },
    { "consent.uses", "named", "Met naam" },
    { "outcome.horizon", "direct", "Direct resultaat" },
    { "question.status", "exploring", "In onderzoek" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sampled); i++)
    g_assert_cmpstr (pt_term_label_in (pt_vocabulary_get (sampled[i][0]), sampled[i][1], "nl"), ==,
                     sampled[i][2]);
  for (guint i = 0; i < pt_n_vocabularies; i++)
    for (guint j = 0; j < pt_vocabularies[i]->n_terms; j++)
      if (strcmp (pt_vocabularies[i]->id, "themes") != 0)
        assert_dutch (pt_vocabularies[i]->id, pt_vocabularies[i]->terms[j].label);
}

static void
test_labels_unique (void)
{
  static const char *const langs[] = { "en", "nl" };

  for (guint i = 0; i < pt_n_vocabularies; i++)
    for (guint l = 0; l < G_N_ELEMENTS (langs); l++)
      {
        g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
        const PtVocabulary *vocabulary = pt_vocabularies[i];
        g_assert_true (pt_vocabulary_get (vocabulary->id) == vocabulary);
        for (guint j = 0; j < vocabulary->n_terms; j++)
          {
            g_assert_true (strcmp (vocabulary->id, "themes") == 0
                           || is_word (vocabulary->terms[j].key));
            g_assert_true (g_hash_table_add (
                labels,
                (gpointer)pt_term_label_in (vocabulary, vocabulary->terms[j].key, langs[l])));
          }
      }
}

/* A value that fits, as a person would type it. */
static const char *
sample_text (const PtField *field)
{
  static const char *const samples[] = {
    [PT_KIND_TEXT] = "Tekst é",
    [PT_KIND_LONG] = "Een\ntwee",
    [PT_KIND_ENUM] = NULL,
    [PT_KIND_REF] = "0192f0c1-2b3c-7d4e-8f50-617283940a1b",
    [PT_KIND_BOOL] = "ja",
    [PT_KIND_INT] = "3",
    [PT_KIND_REAL] = "2,5",
    [PT_KIND_DATE] = "12 maart 2026",
    [PT_KIND_MOMENT] = "2026-03-12 14:05",
    [PT_KIND_INSTANT] = "2026-03-12T14:05:06+01:00",
    [PT_KIND_QUANTITY] = "enkele",
    [PT_KIND_KEYS] = NULL,
    [PT_KIND_TAGS] = "keuken; tuin",
    [PT_KIND_REFS] = "0192f0c1-2b3c-7d4e-8f50-617283940a1b",
  };
  const char *sample = samples[field->kind];
  return sample != NULL ? sample : field->vocabulary->terms[field->vocabulary->n_terms - 1].key;
}

static PtRecord *
reread (const PtRecord *record)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (GError) error = NULL;

  pt_state_write_json (pt_record_get_state (record), object);
  g_autofree char *text = pt_json_print (node);
  PtState *state = pt_state_parse (text, strlen (text), 1000000, &error);
  g_assert_no_error (error);
  return pt_record_new (pt_record_get_id (record), pt_record_get_kind_id (record), state);
}

static void
assert_same_field (const PtRecord *a, const PtRecord *b, const PtField *field)
{
  if (pt_field_is_set (field))
    {
      g_auto (GStrv) keys = pt_record_dup_keys (a, field->id),
                     other = pt_record_dup_keys (b, field->id);
      g_assert_nonnull (keys[0]);
      g_assert_true (g_strv_equal ((const char *const *)keys, (const char *const *)other));
      return;
    }
  const PtValue *value = pt_record_get_value (a, field->id),
                *again = pt_record_get_value (b, field->id);
  g_assert_true (value != NULL && again != NULL && pt_value_equal (value, again));
  g_assert_true (pt_validate_value (field, value, NULL));
}

/* Every field of every kind: typed, applied, written, read. */
static void
check_json (const PtRecordKind *kind, const PtField *field)
{
  if (field->flags & PT_FIELD_COMPUTED)
    return;
  g_autofree char *text = g_strconcat (field->id, "=", sample_text (field), NULL);
  g_autoptr (PtRecord) record = fixture_record (kind->id, "x", text, NULL);
  g_autoptr (PtRecord) again = reread (record);

  assert_same_field (record, again, field);
}

static void
test_json (void)
{
  for_each_field (check_json);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/schema/kinds", test_kinds);
  g_test_add_func ("/model/schema/named-fields-exist", test_named_fields_exist);
  g_test_add_func ("/model/schema/fields", test_fields);
  g_test_add_func ("/model/schema/ids-unique", test_ids_unique);
  g_test_add_func ("/model/schema/facts", test_facts);
  g_test_add_func ("/model/schema/statuses-begin-at-the-first", test_statuses_begin_at_the_first);
  g_test_add_func ("/model/schema/strict-first", test_strict_first);
  g_test_add_func ("/model/schema/themes", test_themes);
  g_test_add_func ("/model/schema/labels-unique", test_labels_unique);
  g_test_add_func ("/model/schema/dutch", test_dutch);
  g_test_add_func ("/model/schema/dutch-terms", test_dutch_terms);
  g_test_add_func ("/model/schema/json", test_json);
  return g_test_run ();
}
