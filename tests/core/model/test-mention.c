/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: mentions are found in any text, follow the record that they name, and whatever is not one
 * stays as it was typed. */
#include "model-fixture.h"

#include "pt-mention.h"

#define ID "0192f0c1-2b3c-7d4e-8f50-617283940a1b"

static const struct
{
  const char *name, *text, *rendered;
  guint found;
} cases[] = {
  { "none", "gewone tekst", "gewone tekst", 0 },
  { "person", "met [@Bewoner 3](pt:" ID ") erbij", "met Bewoner 3 erbij", 1 },
  { "question", "kwestie [#B](pt:" ID ")", "kwestie B", 1 },
  { "no-sigil", "zie [dit](pt:" ID ").", "zie dit.", 1 },
  { "two", "[@A](pt:" ID ")[@B](pt:" ID ")", "AB", 2 },
  { "symbolic", "[@An](pt:stakeholder-an_1)", "An", 1 },
  { "link", "[dit](https://example.org/pt:x)", "[dit](https://example.org/pt:x)", 0 },
  { "no-label", "](pt:" ID ")", "](pt:" ID ")", 0 },
  { "empty-label", "[](pt:" ID ")", "", 1 },
  { "no-id", "[x](pt:)", "[x](pt:)", 0 },
  { "bad-id", "[x](pt:../../etc)", "[x](pt:../../etc)", 0 },
  { "unclosed", "[x](pt:" ID, "[x](pt:" ID, 0 },
  { "two-lines", "[x\ny](pt:" ID ")", "[x\ny](pt:" ID ")", 0 },
  { "nested", "[[x]](pt:" ID ")", "[x]", 1 },
  { "bracket-before", "[los [@A](pt:" ID ")", "[los A", 1 },
  { "accents", "é [@Zoë](pt:" ID ") é", "é Zoë é", 1 },
  { "long-id", "[x](pt:0123456789012345678901234567890123456789012345678901234567890123456789)",
    "[x](pt:0123456789012345678901234567890123456789012345678901234567890123456789)", 0 },
};

static void
test_find (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) mentions = pt_mention_find (cases[i].text);
  g_autofree char *rendered = pt_mention_render (cases[i].text, NULL, NULL);

  g_assert_cmpuint (mentions->len, ==, cases[i].found);
  g_assert_cmpstr (rendered, ==, cases[i].rendered);
}

static void
test_parts (void)
{
  const char *text = "zie [#B](pt:" ID ").";
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  const PtMention *mention = mentions->pdata[0];

  g_assert_cmpstr (mention->id, ==, ID);
  g_assert_cmpstr (mention->label, ==, "B");
  g_assert_cmpint (mention->sigil, ==, '#');
  g_assert_cmpuint (mention->start, ==, 4);
  g_assert_cmpuint (mention->end, ==, strlen (text) - 1);
}

/* A renamed person is called by the new name in every old text. */
static void
test_follows_the_record (void)
{
  g_autoptr (PtDataset) dataset = pt_dataset_new ();
  g_autoptr (PtRecord) person = fixture_record ("stakeholder", "an", "name=Bewoner [7]", NULL);
  g_autoptr (PtRecord) question = fixture_record ("question", "q", "text=Hoe?", NULL);

  pt_record_set_hub (question, 1, 2, true);
  pt_dataset_add (dataset, person);
  pt_dataset_add (dataset, question);
  g_autofree char *reference = pt_mention_write (person), *letter = pt_mention_write (question);
  g_autofree char *text = g_strdup_printf ("%s en %s en [@Weg](pt:" ID ")", reference, letter);
  g_autofree char *rendered = pt_mention_render (text, pt_mention_name_from_dataset, dataset);

  g_assert_cmpstr (rendered, ==, "Bewoner [7] en B en Weg");
  g_assert_true (g_str_has_prefix (reference, "[@Bewoner (7)](pt:"));
  g_assert_true (g_str_has_prefix (letter, "[#B](pt:"));
}

static void
test_letters (void)
{
  static const struct
  {
    int64_t no;
    const char *letter;
  } letters[] = {
    { 0, "?" },   { -1, "?" },  { 1, "A" },    { 26, "Z" },    { 27, "AA" },
    { 52, "AZ" }, { 53, "BA" }, { 702, "ZZ" }, { 703, "AAA" }, { G_MAXINT64, "CRPXNLSKVLJFHG" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *letter = pt_letter_from_no (letters[i].no);
      g_assert_cmpstr (letter, ==, letters[i].letter);
    }
}

/* A theme has no record: its key stands in the text, its label is read in the reader's language. */
static void
test_theme (void)
{
  g_autofree char *reference = pt_mention_write_theme ("theme-loneliness");
  g_autofree char *none = pt_mention_write_theme ("theme-nonsense");
  g_autofree char *read = pt_mention_render ("over [#oud](pt:theme-loneliness)",
                                             pt_mention_name_from_dataset, NULL);

  g_assert_cmpstr (reference, ==, "[#Loneliness](pt:theme-loneliness)");
  g_assert_null (none);
  g_assert_cmpstr (read, ==, "over Loneliness");
}

/* A wall of brackets must not cost quadratic time. */
static void
test_many_brackets (void)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < 30000; i++)
    g_string_append (text, "](pt:");

  g_autofree char *rendered = pt_mention_render (text->str, NULL, NULL);
  g_assert_cmpstr (rendered, ==, text->str);
  g_string_free (text, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/mention/find/", cases[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_find);
    }
  g_test_add_func ("/model/mention/parts", test_parts);
  g_test_add_func ("/model/mention/follows-the-record", test_follows_the_record);
  g_test_add_func ("/model/mention/letters", test_letters);
  g_test_add_func ("/model/mention/theme", test_theme);
  g_test_add_func ("/model/mention/many-brackets", test_many_brackets);
  return g_test_run ();
}
