/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: a value is equal to what it reads back as, and what people see of it follows the language. */
#include "pt-validate.h"

#include "pt-json.h"

#include <string.h>

static PtValue *
from_json (const char *json)
{
  g_autoptr (JsonNode) node = pt_json_parse (json, strlen (json), 10000, NULL);
  return pt_value_from_json (node);
}

static const struct
{
  const char *json;
  PtValueType type;
} round_trips[] = {
  { "null", PT_VALUE_NULL },
  { "true", PT_VALUE_BOOL },
  { "-3", PT_VALUE_INT },
  { "2.0", PT_VALUE_REAL },
  { "\"\"", PT_VALUE_TEXT },
  { "\"na\xc3\xafve\"", PT_VALUE_TEXT },
  { "[1,{\"a\":null}]", PT_VALUE_JSON },
  { "{\"a\":1,\"b\":[]}", PT_VALUE_JSON },
};

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (round_trips); i++)
    {
      g_autoptr (PtValue) value = from_json (round_trips[i].json);
      g_autoptr (PtValue) copy = pt_value_copy (value);
      g_autoptr (JsonNode) node = pt_value_to_json (copy);
      g_autofree char *text = pt_json_print (node);
      g_assert_cmpint (value->type, ==, round_trips[i].type);
      g_assert_cmpstr (text, ==, round_trips[i].json);
      g_assert_true (pt_value_equal (value, copy));
    }
}

static const struct
{
  const char *a, *b;
  bool equal;
} equalities[] = {
  { "1", "1.0", true },
  { "1", "1.5", false },
  { "1", "true", false },
  { "\"1\"", "1", false },
  { "null", "\"\"", false },
  { "false", "null", false },
  { "\"e\\u0301\"", "\"\xc3\xa9\"", true }, /* composed and decomposed é */
  { "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true },
  { "[1,2]", "[2,1]", false },
  { "9007199254740993", "9007199254740992", false },
};

static void
test_equal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (equalities); i++)
    {
      g_autoptr (PtValue) a = from_json (equalities[i].a);
      g_autoptr (PtValue) b = from_json (equalities[i].b);
      g_assert_true (pt_value_equal (a, b) == equalities[i].equal);
      g_assert_true (pt_value_equal (b, a) == equalities[i].equal);
    }
}

static const struct
{
  const char *kind, *field, *json, *nl, *en;
} formats[] = {
  { "entry", "occurred_on", "\"2026-03-12T14:05\"", "12 maart 2026, 14:05",
    "12 March 2026, 14:05" },
  { "entry", "kind", "\"story\"", "Verhaal", "Story" },
  { "entry", "kind", "\"of_a_newer_version\"", "of_a_newer_version", "of_a_newer_version" },
  { "entry", "turning_point", "true", "Ja", "Yes" },
  { "entry", "turning_point", "false", "Nee", "No" },
  { "entry", "hours", "2.5", "2,5", "2.5" },
  { "entry", "hours", "2.0", "2", "2" },
  { "entry", "headcount", "12", "12", "12" },
  { "entry", "body", "\"tekst\"", "tekst", "tekst" },
  { "entry", "body", "null", "", "" },
  { "release", "at", "1773320706000000", "12 maart 2026", "12 March 2026" },
  { "measurement", "value", "\"enkele\"", "enkele", "enkele" },
  { "measurement", "value", "0.5", "0,5", "0.5" },
  { "entry", "body", "[1]", "[1]", "[1]" },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const PtField *field = pt_record_kind_field (pt_record_kind_find (formats[i].kind),
                                                   formats[i].field);
      g_autoptr (PtValue) value = from_json (formats[i].json);
      g_autofree char *nl = pt_value_format (field, value, "nl");
      g_autofree char *en = pt_value_format (field, value, "en");
      g_assert_cmpstr (nl, ==, formats[i].nl);
      g_assert_cmpstr (en, ==, formats[i].en);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/value/round-trip", test_round_trip);
  g_test_add_func ("/model/value/equal", test_equal);
  g_test_add_func ("/model/value/format", test_format);
  return g_test_run ();
}
