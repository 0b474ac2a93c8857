/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: an edit holds what its author changed and nothing else, and knows what its author had seen. */
#include "model-fixture.h"

/* "body=x tags/a=+": what is set, by name. */
static char *
print_set (const PtEdit *edit)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < edit->set->len; i++)
    {
      const PtSetting *setting = edit->set->pdata[i];
      const PtValue *value = setting->value;
      g_string_append_printf (out, "%s%s=%s", i == 0 ? "" : " ", setting->name,
                              value->type == PT_VALUE_TEXT   ? value->text
                              : value->type == PT_VALUE_BOOL ? (value->b ? "+" : "-")
                                                             : "!");
    }
  return g_string_free (out, FALSE);
}

static void
assert_set (const PtEdit *edit, const char *expected)
{
  g_autofree char *text = print_set (edit);
  g_assert_cmpstr (text, ==, expected);
}

static PtEdit *
make_new (const char *kind)
{
  g_autoptr (PtWorld) world = pt_world_new_seeded (1, 1773324306 * PT_USEC_PER_SECOND);
  return pt_edit_new (world, kind, NULL);
}

static PtEdit *
make_for (const char *first, const char *second)
{
  g_autoptr (PtRecord) base = fixture_record ("entry", "x", first, second, NULL);
  return pt_edit_new_for (base);
}

static void
test_new (void)
{
  g_autoptr (PtEdit) entry = make_new ("entry"), logbook = make_new ("logbook"),
                     other = make_new ("of_tomorrow");

  g_assert_true (entry->is_new && pt_id_is_valid (entry->id));
  assert_set (entry, "occurred_on=2026-03-12T15:05");
  assert_set (logbook, "start_on=2026-03-12");
  g_assert_true (pt_edit_is_empty (other));
}

static void
test_untouched_is_not_set (void)
{
  g_autoptr (PtEdit) edit = make_for ("body=tekst", "turning_point=ja");

  pt_edit_set_text (edit, "body", "tekst");
  pt_edit_set_bool (edit, "turning_point", true);
  pt_edit_set_text (edit, "title", "");
  pt_edit_set_text (edit, "kind", "note");
  pt_edit_set_bool (edit, "minor", false);

  g_assert_true (pt_edit_is_empty (edit));
}

static void
test_taken_back (void)
{
  g_autoptr (PtEdit) edit = make_for ("body=tekst", NULL);

  pt_edit_set_text (edit, "body", "anders");
  pt_edit_set_text (edit, "kind", "story");
  pt_edit_set_key (edit, "tags", "keuken", true);
  assert_set (edit, "body=anders kind=story tags/keuken=+");
  pt_edit_set_text (edit, "body", "tekst");
  pt_edit_set_text (edit, "kind", "note");
  pt_edit_set_key (edit, "tags", "keuken", false);
  g_assert_true (pt_edit_is_empty (edit));
}

static void
test_cleared (void)
{
  g_autoptr (PtEdit) edit = make_for ("body=tekst", "kind=story");

  pt_edit_set_text (edit, "body", NULL);
  pt_edit_set_text (edit, "kind", "note");

  assert_set (edit, "body=! kind=note");
}

/* What depends on other fields may change with them: a no is a no. */
static void
test_no_against_a_fallback (void)
{
  g_autoptr (PtEdit) edit = make_new ("stakeholder");

  pt_edit_set_bool (edit, "protected", false);

  assert_set (edit, "protected=-");
}

static void
test_keys (void)
{
  g_autoptr (PtEdit) edit = make_for ("tags=a, b", NULL);
  const char *const keys[] = { "b", "c", NULL }, *const same[] = { "b", "a", NULL };

  pt_edit_set_key (edit, "tags", "z", true);
  pt_edit_set_keys (edit, "tags", keys);
  assert_set (edit, "tags/a=- tags/c=+");
  pt_edit_set_keys (edit, "tags", same);
  g_assert_true (pt_edit_is_empty (edit));
}

/* Neither "nobody" nor taking it back may leave a photo as checked by accident. */
static void
test_keys_with_fallback (void)
{
  g_autoptr (PtEdit) edit = make_new ("attachment");
  const char *const keys[] = { "nobody", NULL };

  pt_edit_set_keys (edit, "shows", keys);

  assert_set (edit, "shows/nobody=+");
}

static void
test_resolve (void)
{
  g_autoptr (PtEdit) edit = make_for ("title=mine", "2:title=theirs");
  g_autoptr (PtValue) mine = pt_value_new_text ("mine");
  PtUuid second = { { 0 } };

  pt_edit_set (edit, "title", mine);
  g_assert_true (pt_edit_is_empty (edit));
  pt_edit_resolve (edit, "title", mine);

  assert_set (edit, "title=mine");
  second.bytes[15] = 2;
  g_assert_cmpint (pt_vector_get (edit->seen, &second), ==, 2);
}

static void
test_get (void)
{
  g_autoptr (PtEdit) edit = make_for ("body=tekst", NULL);

  g_assert_cmpstr (pt_edit_get (edit, "body")->text, ==, "tekst");
  pt_edit_set_text (edit, "body", "anders");
  g_assert_cmpstr (pt_edit_get (edit, "body")->text, ==, "anders");
  g_assert_null (pt_edit_get (edit, "title"));
}

static void
test_link (void)
{
  g_autoptr (PtEdit) edit = pt_edit_new_link ("a", "supports", "b");
  g_autoptr (PtEdit) same = pt_edit_new_link ("a", "supports", "b");

  g_assert_cmpstr (edit->id, ==, same->id);
  assert_set (edit, "from=a kind=supports to=b");
}

static void
test_from_text (void)
{
  g_autoptr (PtEdit) edit = make_for ("body=tekst", "tags=oud");
  g_autoptr (GError) error = NULL;

  g_assert_true (pt_edit_set_from_text (edit, "kind", "Verhaal", FIXTURE_TODAY, NULL));
  g_assert_true (pt_edit_set_from_text (edit, "tags", "nieuw; ander", FIXTURE_TODAY, NULL));
  g_assert_true (pt_edit_set_from_text (edit, "occurred_on", "gisteren", FIXTURE_TODAY, NULL));
  g_assert_false (pt_edit_set_from_text (edit, "colour", "red", FIXTURE_TODAY, &error));

  g_assert_error (error, PT_VALIDATE_ERROR, PT_VALIDATE_ERROR_FIELD);
  assert_set (edit, "kind=story occurred_on=2026-03-11 tags/ander=+ tags/nieuw=+ tags/oud=-");
}

static void
test_batch (void)
{
  g_autoptr (PtBatch) batch = pt_batch_new ("leden.csv");
  PtBatchFile *file = g_new0 (PtBatchFile, 1);

  file->filename = g_strdup ("foto.jpg");
  file->bytes = g_bytes_new_static ("x", 1);
  file->extra = make_new ("attachment");
  g_ptr_array_add (batch->files, file);
  g_ptr_array_add (batch->edits, make_new ("entry"));

  g_assert_cmpstr (batch->label, ==, "leden.csv");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/edit/new", test_new);
  g_test_add_func ("/model/edit/untouched-is-not-set", test_untouched_is_not_set);
  g_test_add_func ("/model/edit/taken-back", test_taken_back);
  g_test_add_func ("/model/edit/cleared", test_cleared);
  g_test_add_func ("/model/edit/no-against-a-fallback", test_no_against_a_fallback);
  g_test_add_func ("/model/edit/keys", test_keys);
  g_test_add_func ("/model/edit/keys-with-fallback", test_keys_with_fallback);
  g_test_add_func ("/model/edit/resolve", test_resolve);
  g_test_add_func ("/model/edit/get", test_get);
  g_test_add_func ("/model/edit/link", test_link);
  g_test_add_func ("/model/edit/from-text", test_from_text);
  g_test_add_func ("/model/edit/batch", test_batch);
  return g_test_run ();
}
