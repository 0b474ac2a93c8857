/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: a record reads as its table says: fallbacks where nothing is set, the strictest value for
 * gates, sets folded, conflicts only where people see a difference, and always a name and a date. */
#include "model-fixture.h"

static void
assert_taken (char *got, const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
assert_keys (const PtRecord *record, const char *field, const char *expected)
{
  g_auto (GStrv) keys = pt_record_dup_keys (record, field);
  assert_taken (g_strjoinv (" ", keys), expected);
}

static void
assert_conflicts (const PtRecord *record, const char *expected)
{
  g_auto (GStrv) fields = pt_record_dup_conflicts (record);
  assert_taken (g_strjoinv (" ", fields), expected);
}

static void
test_fallbacks (void)
{
  g_autoptr (PtRecord) entry = fixture_record ("entry", "x", "body=tekst", NULL);
  g_autoptr (PtRecord)
      experiment = fixture_record ("experiment", "y", "status=running", "status=!", NULL);

  g_assert_cmpstr (pt_record_get_text (entry, "kind"), ==, "note");
  g_assert_cmpstr (pt_record_get_text (entry, "story_use"), ==, "undecided");
  g_assert_cmpstr (pt_record_get_text (entry, "sharing"), ==, "core");
  g_assert_null (pt_record_get_text (entry, "valence"));
  g_assert_null (pt_record_get_text (entry, "occurred_on")); /* written when made, not read */
  g_assert_null (pt_record_get_value (entry, "kind"));
  g_assert_false (pt_record_get_bool (entry, "turning_point"));
  g_assert_nonnull (pt_record_get_text (experiment, "status"));
}

static const struct
{
  const char *name, *first, *second, *third;
  bool is_protected;
} protections[] = {
  { "citizen", "helix=citizens", NULL, NULL, true },
  { "person-citizen", "helix=citizens", "kind=person", NULL, true },
  { "group-of-citizens", "helix=citizens", "kind=group", NULL, false },
  { "official", "helix=government", "kind=person", NULL, false },
  { "nobody-knows", "name=x", NULL, NULL, false },
  { "citizen-who-said-no", "helix=citizens", "protected=nee", NULL, false },
  { "organisation-that-said-yes", "kind=organisation", "protected=ja", NULL, true },
  { "two-minds", "helix=government", "protected=nee", "2:protected=ja", true },
};

static void
test_protected (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (protections); i++)
    {
      g_autoptr (PtRecord)
          record = fixture_record ("stakeholder", protections[i].name, protections[i].first,
                                   protections[i].second, protections[i].third, NULL);
      const char *expected = protections[i].is_protected ? "true" : "false";
      if (g_strcmp0 (pt_record_get_strictest (record, "protected"), expected) != 0)
        g_test_fail_printf ("%s", protections[i].name);
    }
}

static void
test_retain_until (void)
{
  g_autoptr (PtRecord) started = fixture_record ("logbook", "a", "start_on=2020-02-29", NULL);
  g_autoptr (PtRecord)
      ended = fixture_record ("logbook", "b", "start_on=2020-02-29", "end_on=2024-12-31", NULL);
  g_autoptr (PtRecord)
      said = fixture_record ("logbook", "c", "start_on=2020-02-29", "retain_until=2040-01-01",
                             "2:retain_until=2030-01-01", NULL);
  g_autoptr (PtRecord) bare = fixture_record ("logbook", "d", "name=x", NULL);

  g_assert_cmpstr (pt_record_get_text (started, "retain_until"), ==, "2025-02-28");
  g_assert_cmpstr (pt_record_get_text (ended, "retain_until"), ==, "2029-12-31");
  g_assert_cmpstr (pt_record_get_text (said, "retain_until"), ==, "2040-01-01");
  g_assert_cmpstr (pt_record_get_strictest (said, "retain_until"), ==, "2030-01-01");
  g_assert_null (pt_record_get_strictest (bare, "retain_until"));
}

static void
test_name_policy (void)
{
  g_autoptr (PtRecord) open = fixture_record ("narrative", "a", "audience=public", NULL);
  g_autoptr (PtRecord) inside = fixture_record ("narrative", "b", "audience=internal", NULL);
  g_autoptr (PtRecord)
      chosen = fixture_record ("narrative", "c", "audience=public", "name_policy=pseudonyms", NULL);

  g_assert_cmpstr (pt_record_get_text (open, "name_policy"), ==, "roles");
  g_assert_cmpstr (pt_record_get_text (inside, "name_policy"), ==, "pseudonyms");
  g_assert_cmpstr (pt_record_get_text (chosen, "name_policy"), ==, "pseudonyms");
}

static const struct
{
  const char *kind, *field, *first, *second, *strictest;
} strictest_cases[] = {
  { "entry", "sharing", "sharing=public", "2:sharing=network", "network" },
  { "entry", "sharing", "sharing=public", "2:sharing=!", "core" },
  { "entry", "sharing", "sharing=public", NULL, "public" },
  { "entry", "story_use", "story_use=yes", "2:story_use=no", "no" },
  { "entry", "story_use", "story_use=yes", "2:story_use=!", "undecided" },
  { "entry", "sensitive", "sensitive=ja", "2:sensitive=nee", "true" },
  { "entry", "sensitive", "sensitive=nee", "2:sensitive=ja", "true" },
  { "entry", "sensitive", "body=x", NULL, "false" },
};

static void
test_strictest (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strictest_cases); i++)
    {
      g_autoptr (PtRecord) record = fixture_record (
          strictest_cases[i].kind, "x", strictest_cases[i].first, strictest_cases[i].second, NULL);
      g_assert_cmpstr (pt_record_get_strictest (record, strictest_cases[i].field), ==,
                       strictest_cases[i].strictest);
    }
}

static PtRecord *
record_with (const char *kind, const char *field, const char *text)
{
  g_autofree char *id = fixture_id ("x");
  g_autoptr (PtState) state = pt_state_new ();
  g_autoptr (PtValue) value = pt_value_new_text (text);
  PtEdit edit = { id, (char *)kind, true, pt_vector_new (), pt_settings_new (), NULL, 0 };

  pt_edit_set_register (&edit, field, value);
  fixture_apply (state, &edit, 1, 1);
  pt_vector_free (edit.seen);
  g_ptr_array_unref (edit.set);
  return pt_record_new (id, kind, g_steal_pointer (&state));
}

/* A newer version's level is no permission. */
static void
test_unknown_key_is_strict (void)
{
  g_autoptr (PtRecord) shared = record_with ("entry", "sharing", "galaxy");
  g_autoptr (PtRecord) told = record_with ("entry", "story_use", "perhaps");

  g_assert_cmpint (pt_record_get_sharing (shared), ==, PT_SHARING_CORE);
  g_assert_cmpstr (pt_record_get_strictest (told, "story_use"), ==, "undecided");
  g_assert_cmpstr (pt_record_get_text (shared, "sharing"), ==, "galaxy");
}

static void
test_unknown_kind (void)
{
  g_autoptr (PtRecord)
      record = record_with ("of_tomorrow", "headline", "Een **mooie** dag\nmet meer");

  g_assert_null (pt_record_get_kind (record));
  g_assert_cmpstr (pt_record_get_kind_id (record), ==, "of_tomorrow");
  g_assert_cmpint (pt_record_get_sharing (record), ==, PT_SHARING_CORE);
  g_assert_cmpstr (pt_record_get_text (record, "headline"), ==, "Een **mooie** dag\nmet meer");
  g_assert_null (pt_record_get_text (record, "nothing"));
  assert_taken (pt_record_dup_title (record), "Een mooie dag");
}

static void
test_sets (void)
{
  g_autoptr (PtRecord) record = fixture_record ("attachment", "x", "tags=tuin, keuken",
                                                "2:tags/keuken=no", "tags/zolder=no", NULL);
  g_autoptr (PtRecord) checked = fixture_record ("attachment", "y", "shows/nobody=yes",
                                                 "2:shows/children=yes", NULL);

  assert_keys (record, "tags", "keuken tuin");
  g_assert_true (pt_record_has_key (record, "tags", "keuken"));
  g_assert_false (pt_record_has_key (record, "tags", "zolder"));
  assert_keys (record, "shows", "not_checked");
  assert_keys (checked, "shows", "children nobody");
  assert_conflicts (record, "");
}

static void
test_archived (void)
{
  g_autoptr (PtRecord) plain = fixture_record ("entry", "a", "body=x", NULL);
  g_autoptr (PtRecord) archived = fixture_record ("entry", "b", "body=x", "archived=ja", NULL);
  g_autoptr (PtRecord)
      doubtful = fixture_record ("entry", "c", "archived=ja", "2:archived=nee", NULL);
  g_autoptr (PtRecord) changed = fixture_record ("entry", "d", "archived=ja", "2:body=y", NULL);

  g_assert_false (pt_record_is_archived (plain));
  g_assert_true (pt_record_is_archived (archived));
  g_assert_false (pt_record_is_archived (doubtful));
  g_assert_false (pt_record_is_archived (changed));
  g_assert_true (pt_record_is_changed_after_archiving (changed));
  g_assert_false (pt_record_is_changed_after_archiving (archived));
  g_assert_false (pt_record_is_changed_after_archiving (doubtful));
  assert_conflicts (doubtful, "");
}

static void
test_conflicts (void)
{
  g_autoptr (PtRecord) record = fixture_record ("entry", "x", "title=mine", "body=same",
                                                "2:title=theirs", "2:body=same", NULL);

  assert_conflicts (record, "title");
  g_assert_true (pt_record_has_conflict (record, "title"));
  g_assert_cmpstr (pt_record_get_text (record, "title"), ==, "mine");
}

static const struct
{
  const char *kind, *first, *title;
} titles[] = {
  { "entry", "title=Titel", "Titel" },
  { "entry", "body=Eerste regel\ntweede", "Eerste regel" },
  { "entry", "body=\n\n## Kop met **vet** en `code`\n", "Kop met vet en code" },
  { "entry", "body=> - Een [link](https://example.org/a) hier", "Een link hier" },
  { "entry", "body=[@Bewoner 3](pt:0192f0c1-2b3c-7d4e-8f50-617283940a1b) belde",
    "Bewoner 3 belde" },
  { "entry", "body=- ", "-" },
  { "entry", "body=***", "Untitled" },
  { "entry", "place=hier", "Untitled" },
  { "entry", "body=[half](", "[half](" },
  { "stakeholder", "name=Bewoner 3", "Bewoner 3" },
  { "consent", "act=withdrawn", "Everything taken back" },
  { "consent", "act=given", "Agreed" },
  { "consent", "uses=photo, retell", "photo, retell in our own words" },
  { "involvement", "level=advise", "Takes part (Advise)" },
  { "measurement", "value=12,5", "12.5" },
  { "measurement", "value=de meeste", "de meeste" },
  { "link", "kind=leads_to", "Leads to" },
};

static void
test_titles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (PtRecord) record = fixture_record (titles[i].kind, "x", titles[i].first, NULL);
      assert_taken (pt_record_dup_title (record), titles[i].title);
    }
}

/* What nobody names: its title alone, and where its day stands beside it. */
static const struct
{
  const char *kind, *fields[3], *owner_kind, *owner_fields[2], *alone, *beside;
} unnamed[] = {
  { "consent",
    { "act=given", "uses=photo, anonymous_quote", "given_on=2026-05-12" },
    "stakeholder",
    { "name=Resident 3", "kind=person" },
    "Agreed: anonymous quote, photo – Resident 3, 12 May 2026",
    "Agreed: anonymous quote, photo – Resident 3" },
  { "consent",
    { "act=withdrawn", "uses=photo", "form=oral" },
    "stakeholder",
    { "name=Resident 3", "kind=person" },
    "Taken back: photo – Resident 3",
    "Taken back: photo – Resident 3" },
  { "involvement",
    { "role=co_designs", "level=advise", "from_on=2026-03-03" },
    "stakeholder",
    { "name=Resident 3", "kind=person" },
    "Co-designs (Advise) – Resident 3, 3 March 2026",
    "Co-designs (Advise) – Resident 3" },
  { "measurement",
    { "value=8", "n=12", "measured_on=2026-03-03" },
    "outcome",
    { "statement=Fewer people are lonely", "indicator=Loneliness score" },
    "Loneliness score: 8, 3 March 2026",
    "Loneliness score: 8" },
  { "measurement",
    { "value=8,5", "n=12", "method=count" },
    "outcome",
    { "statement=Fewer people are lonely", "unit=points" },
    "Fewer people are lonely: 8.5\u00a0points",
    "Fewer people are lonely: 8.5\u00a0points" },
  { "measurement",
    { "value=most of them", "n=12", "method=count" },
    "outcome",
    { "statement=Fewer people are lonely", "unit=points" },
    "Fewer people are lonely: most of them",
    "Fewer people are lonely: most of them" },
  { "measurement",
    { "value=8", "n=12", "method=count" },
    "stakeholder",
    { "name=Resident 3", "kind=person" },
    "Resident 3: 8",
    "Resident 3: 8" },
  { "passage",
    { "section=start", "place=x", "text=**How** it began.\n\nAt the table." },
    "narrative",
    { "title=Our year", "audience=funder" },
    "How it began. – Our year",
    "How it began. – Our year" },
  { "release",
    { "format=pdf", "audience=funder", "at=2026-03-03T10:00:00Z" },
    "narrative",
    { "title=Our year", "audience=funder" },
    "PDF (Funder) – Our year, 3 March 2026",
    "PDF (Funder) – Our year" },
};

static void
test_unnamed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unnamed); i++)
    {
      const char *const *f = unnamed[i].fields, *const *of = unnamed[i].owner_fields;
      g_autoptr (PtRecord) record = fixture_record (unnamed[i].kind, "x", f[0], f[1], f[2], NULL);
      g_autoptr (PtRecord) owner = fixture_record (unnamed[i].owner_kind, "y", of[0], of[1], NULL);

      assert_taken (pt_record_dup_title_of (record, owner, true), unnamed[i].alone);
      assert_taken (pt_record_dup_title_of (record, owner, false), unnamed[i].beside);
    }
}

static void
test_long_title (void)
{
  g_autofree char *filler = g_strnfill (10000, 'x');
  g_autofree char *body = g_strconcat ("body=é", filler, NULL);
  g_autoptr (PtRecord) record = fixture_record ("entry", "x", body, NULL);
  g_autofree char *title = pt_record_dup_title (record);

  g_assert_cmpint (g_utf8_strlen (title, -1), ==, 200);
  g_assert_true (g_str_has_suffix (title, "x…"));
}

/* A line of brackets is no link, and must not cost quadratic time in every list row. */
static void
test_crooked_title (void)
{
  g_autofree char *filler = g_strnfill (250000, '[');
  g_autofree char *body = g_strconcat ("body=", filler, NULL);
  g_autoptr (PtRecord) record = fixture_record ("entry", "x", body, NULL);
  g_autofree char *title = pt_record_dup_title (record);

  g_assert_cmpint (g_utf8_strlen (title, -1), ==, 200);
}

static void
test_dates (void)
{
  g_autoptr (PtRecord) dated = fixture_record ("entry", "a", "occurred_on=2025-12-31 23:30", NULL);
  g_autoptr (PtRecord) undated = fixture_record ("challenge", "b", "title=x", NULL);
  g_autoptr (PtRecord) released = fixture_record ("release", "c", "at=2020-05-05T10:00:00Z", NULL);

  assert_taken (pt_record_dup_date (dated), "2025-12-31");
  assert_taken (pt_record_dup_date (undated), "2026-03-12");
  assert_taken (pt_record_dup_date (released), "2020-05-05");
}

static void
test_stamps (void)
{
  g_autoptr (PtRecord) record = fixture_record ("entry", "x", "body=een", "2:title=twee", NULL);

  g_assert_cmpstr (pt_record_get_created_by (record), ==, "member-1");
  g_assert_cmpstr (pt_record_get_updated_by (record), ==, "member-2");
  g_assert_cmpint (pt_record_get_updated_at (record) - pt_record_get_created_at (record), ==,
                   PT_USEC_PER_SECOND);
  pt_record_set_created (record, "member-9", "device-9", 7);
  g_assert_cmpstr (pt_record_get_created_by (record), ==, "member-9");
  g_assert_cmpint (pt_record_get_created_at (record), ==, 7);
}

static void
test_letter (void)
{
  g_autoptr (PtRecord) record = fixture_record ("question", "x", "text=Hoe?", NULL);

  g_assert_null (pt_record_get_text (record, "letter"));
  pt_record_set_hub (record, 12, 28, true);
  g_assert_cmpstr (pt_record_get_text (record, "letter"), ==, "AB");
  g_assert_cmpint (pt_record_get_no (record), ==, 28);
  g_assert_cmpint (pt_record_get_seq (record), ==, 12);
  g_assert_cmpuint (pt_record_get_stored (record), ==, PT_STORED_FILE);
}

static void
test_numbers (void)
{
  g_autoptr (PtRecord) record = fixture_record ("entry", "x", "hours=2,5", "headcount=12", NULL);
  int64_t i;
  double r;

  g_assert_true (pt_record_get_real (record, "hours", &r));
  g_assert_cmpfloat (r, ==, 2.5);
  g_assert_true (pt_record_get_int (record, "headcount", &i));
  g_assert_cmpint (i, ==, 12);
  g_assert_true (pt_record_get_real (record, "headcount", &r));
  g_assert_false (pt_record_get_int (record, "headcount_new", &i));
  g_assert_false (pt_record_get_int (record, "hours", &i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/fallbacks", test_fallbacks);
  g_test_add_func ("/model/record/protected", test_protected);
  g_test_add_func ("/model/record/retain-until", test_retain_until);
  g_test_add_func ("/model/record/name-policy", test_name_policy);
  g_test_add_func ("/model/record/strictest", test_strictest);
  g_test_add_func ("/model/record/unknown-key-is-strict", test_unknown_key_is_strict);
  g_test_add_func ("/model/record/unknown-kind", test_unknown_kind);
  g_test_add_func ("/model/record/sets", test_sets);
  g_test_add_func ("/model/record/archived", test_archived);
  g_test_add_func ("/model/record/conflicts", test_conflicts);
  g_test_add_func ("/model/record/titles", test_titles);
  g_test_add_func ("/model/record/unnamed", test_unnamed);
  g_test_add_func ("/model/record/long-title", test_long_title);
  g_test_add_func ("/model/record/crooked-title", test_crooked_title);
  g_test_add_func ("/model/record/dates", test_dates);
  g_test_add_func ("/model/record/stamps", test_stamps);
  g_test_add_func ("/model/record/letter", test_letter);
  g_test_add_func ("/model/record/numbers", test_numbers);
  return g_test_run ();
}
