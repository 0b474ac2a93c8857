/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what people type in Dutch or English becomes the value that they mean; what cannot be read
 * or has two meanings is refused with which field, what is wrong and what would be right. */
#include "model-fixture.h"

#include "pt-json.h"
#include "pt-validate.h"

#define ID "0192f0c1-2b3c-7d4e-8f50-617283940a1b"

static const struct
{
  const char *kind, *field, *text;
  const char *json;     /* the value, or NULL: refused */
  const char *sentence; /* part of the refusal */
} cases[] = {
  { "entry", "body", "  tekst  ", "\"tekst\"", NULL },
  { "entry", "body", "", "null", NULL },
  { "entry", "kind", "story", "\"story\"", NULL },
  { "entry", "kind", "Verhaal", "\"story\"", NULL },
  { "entry", "kind", "STORY", "\"story\"", NULL },
  { "entry", "kind", "novel", NULL, "Choose from: Event, Conversation" },
  { "experiment", "stage", "ideeen", "\"ideate\"", NULL },
  { "experiment", "stage", "Definiëren", "\"define\"", NULL },
  { "experiment", "stage", "definieren", "\"define\"", NULL },
  { "sharing-of", "sharing", "iedereen in dit logboek", "\"team\"", NULL },
  { "entry", "turning_point", "ja", "true", NULL },
  { "entry", "turning_point", "Nee", "false", NULL },
  { "entry", "turning_point", "yes", "true", NULL },
  { "entry", "turning_point", "no", "false", NULL },
  { "entry", "turning_point", "TRUE", "true", NULL },
  { "entry", "turning_point", "false", "false", NULL },
  { "entry", "turning_point", "1", "true", NULL },
  { "entry", "turning_point", "0", "false", NULL },
  { "entry", "turning_point", "misschien", NULL, "“Turning point” takes yes or no." },
  { "entry", "hours", "1,5", "1.5", NULL },
  { "entry", "hours", "1.5", "1.5", NULL },
  { "entry", "hours", "0.125", "0.125", NULL },
  { "entry", "hours", "1234", "1234.0", NULL },
  { "resource", "amount", "1.234,56", "1234.56", NULL },
  { "resource", "amount", "1,234.56", "1234.56", NULL },
  { "resource", "amount", "1.234.567", "1234567.0", NULL },
  { "resource", "amount", "€ 1.234,56", "1234.56", NULL },
  { "resource", "amount",
    "1\xc2\xa0"
    "234,5",
    "1234.5", NULL },
  { "resource", "amount", "-12,5", "-12.5", NULL },
  { "resource", "amount", "1,234", "1.234", NULL },
  { "resource", "amount", "1.234", NULL, "a thousand or a fraction" },
  { "resource", "amount", "12.34,56,7", NULL, "“Amount” takes a number" },
  { "resource", "amount", "1.23,4.5", NULL, "“Amount” takes a number" },
  { "resource", "amount", "1e5", NULL, "“Amount” takes a number" },
  { "resource", "amount", "veel", NULL, "“Amount” takes a number" },
  { "resource", "amount", "inf", NULL, "“Amount” takes a number" },
  { "entry", "headcount", "12", "12", NULL },
  { "entry", "headcount", "1.234", "1234", NULL },
  { "entry", "headcount", "12,0", "12", NULL },
  { "entry", "headcount", "12,5", NULL, "“Headcount” takes a number from 0" },
  { "entry", "headcount", "-1", NULL, "“Headcount” takes a number from 0" },
  { "entry", "headcount", "99999999999999999999", NULL, "“Headcount”" },
  { "stakeholder", "interest", "6", NULL, "“Interest” takes a number from 1 to 5." },
  { "stakeholder", "interest", "5", "5", NULL },
  { "entry", "occurred_on", "gisteren 14:05", "\"2026-03-11T14:05\"", NULL },
  { "entry", "occurred_on", "2026-02-30", NULL, "“When” takes a date" },
  { "learning", "learned_on", "12/3/2026 14:05", "\"2026-03-12\"", NULL },
  { "entry", "experiment", ID, "\"" ID "\"", NULL },
  { "entry", "experiment", "Keukentafel", NULL, "“Experiment” takes the id" },
  { "measurement", "value", "12,5", "12.5", NULL },
  { "measurement", "value", "de meeste", "\"de meeste\"", NULL },
  { "release", "at", "2026-03-12T14:05:06+01:00", "1773320706000000", NULL },
  { "question", "letter", "B", NULL, "“Letter”" },
};

static const PtField *
find_field (const char *kind, const char *field)
{
  const PtRecordKind *known = pt_record_kind_find (kind);
  return pt_record_kind_field (known != NULL ? known : pt_record_kind_find ("entry"), field);
}

static void
test_parse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtValue) value = pt_value_parse (find_field (cases[i].kind, cases[i].field),
                                              cases[i].text, FIXTURE_TODAY, &error);

  if (cases[i].json == NULL)
    {
      g_assert_null (value);
      g_assert_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, cases[i].sentence));
      return;
    }
  g_assert_no_error (error);
  g_autoptr (JsonNode) node = pt_value_to_json (value);
  g_autofree char *json = pt_json_print (node);
  g_assert_cmpstr (json, ==, cases[i].json);
}

static const struct
{
  const char *kind, *field, *text, *keys; /* joined by space; NULL = refused */
} lists[] = {
  { "challenge", "themes", "Armoede, work; Dak- en thuisloosheid", "poverty work homelessness" },
  { "challenge", "themes", "armoede, poverty", "poverty" },
  { "challenge", "themes", "a_theme_of_others", "a_theme_of_others" },
  { "consent", "uses", "photo, Met naam", "photo named" },
  { "consent", "uses", "photo, everything", NULL },
  { "entry", "tags", "keuken, tuin,, keuken ;", "keuken tuin" },
  { "consent", "items", ID, ID },
  { "consent", "items", "the photo", NULL },
  { "entry", "tags", "", "" },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv)
          keys = pt_keys_parse (find_field (lists[i].kind, lists[i].field), lists[i].text, &error);
      g_autofree char *joined = keys == NULL ? NULL : g_strjoinv (" ", keys);
      g_assert_cmpstr (joined, ==, lists[i].keys);
      g_assert_true ((error == NULL) == (keys != NULL));
    }
}

static PtValue *
from_json (const char *json)
{
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), 10000, NULL);
  return pt_value_from_json (node);
}

static const struct
{
  const char *kind, *name, *json;
  bool good;
} registers[] = {
  { "entry", "body", "\"x\"", true },
  { "entry", "body", "null", true },
  { "entry", "body", "3", false },
  { "entry", "kind", "\"a_key_of_tomorrow\"", true },
  { "entry", "kind", "\"a whole sentence.\"", false },
  { "entry", "kind", "\"\"", false },
  { "entry", "kind", "true", false },
  { "entry", "hours", "3", true },
  { "entry", "hours", "\"3\"", false },
  { "entry", "headcount", "3.0", false },
  { "entry", "turning_point", "1", false },
  { "entry", "occurred_on", "\"12-3-2026\"", false },
  { "entry", "experiment", "\"x\"", false },
  { "entry", "tags/kitchen", "true", true },
  { "entry", "tags/kitchen", "\"yes\"", false },
  { "entry", "tags", "true", false },
  { "entry", "body/x", "true", false },
  { "entry", "a_field_of_tomorrow", "[1]", true },
  { "entry", "body", "{\"rich\":[]}", true },
  { "question", "letter", "\"B\"", false },
};

static void
test_registers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    {
      g_autoptr (PtValue) value = from_json (registers[i].json);
      g_autoptr (GError) error = NULL;
      bool good = pt_validate_register (pt_record_kind_find (registers[i].kind), registers[i].name,
                                        value, &error);
      if (good != registers[i].good)
        g_test_fail_printf ("%s %s", registers[i].name, registers[i].json);
      g_assert_true (good == (error == NULL));
    }
}

static void
test_unknown_kind_is_accepted (void)
{
  g_autoptr (PtValue) value = from_json ("[1]");
  g_assert_true (pt_validate_register (pt_record_kind_find ("of_tomorrow"), "x", value, NULL));
}

static void
test_length (void)
{
  const PtField *headline = find_field ("learning", "headline"),
                *body = find_field ("entry", "body");
  g_autofree char *fits = g_strnfill (140, 'x'), *long_text = g_strnfill (256 * 1024 + 1, 'x');
  g_autofree char *accents = g_strconcat ("é", fits + 1, NULL),
                  *too_long = g_strconcat (fits, "x", NULL);
  g_autoptr (PtValue) good = pt_value_new_text (accents), bad = pt_value_new_text (too_long);
  g_autoptr (PtValue) huge = pt_value_new_text (long_text);
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_true (pt_validate_value (headline, good, NULL));
  g_assert_false (pt_validate_value (headline, bad, &error));
  g_assert_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "“Headline” has 141 characters; there is room for 140.");
  g_assert_false (pt_validate_value (body, huge, &other));
  g_assert_error (other, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_LIMIT);
}

static void
test_find_field (void)
{
  g_autoptr (GError) no_kind = NULL, no_field = NULL;

  g_assert_nonnull (pt_validate_find_field ("entry", "body", NULL));
  g_assert_null (pt_validate_find_field ("diary", "body", &no_kind));
  g_assert_cmpstr (no_kind->message, ==, "There is no kind of record “diary”.");
  g_assert_null (pt_validate_find_field ("entry", "colour", &no_field));
  g_assert_error (no_field, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_FIELD);
  g_assert_cmpstr (no_field->message, ==, "“Note” has no field “colour”.");
}

static void
test_missing (void)
{
  g_autoptr (PtRecord) empty = fixture_record ("consent", "a", "how=x", NULL);
  g_autoptr (PtRecord)
      whole = fixture_record ("consent", "b", "stakeholder=" ID, "act=given", NULL);
  g_autoptr (GPtrArray) missing = pt_record_missing (empty), none = pt_record_missing (whole);

  g_assert_cmpuint (missing->len, ==, 2);
  g_assert_cmpstr (((const PtField *)missing->pdata[0])->id, ==, "stakeholder");
  g_assert_cmpstr (((const PtField *)missing->pdata[1])->id, ==, "act");
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/validate/parse/%u-%s", i, cases[i].field);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }
  g_test_add_func ("/model/validate/lists", test_lists);
  g_test_add_func ("/model/validate/registers", test_registers);
  g_test_add_func ("/model/validate/unknown-kind-is-accepted", test_unknown_kind_is_accepted);
  g_test_add_func ("/model/validate/length", test_length);
  g_test_add_func ("/model/validate/find-field", test_find_field);
  g_test_add_func ("/model/validate/missing", test_missing);
  return g_test_run ();
}
