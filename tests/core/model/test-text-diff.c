/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts compared by words, and joined: the cases by name, and random texts against what a merge
 * promises. */
#include "pt-text-diff.h"

#include <locale.h>
#include <string.h>

typedef struct
{
  const char *name, *base, *one, *other, *merged; /* merged NULL = no clean text */
} MergeCase;

static const MergeCase merge_cases[] = {
  { "nothing", "", "", "", "" },
  { "unchanged", "de kat zit", "de kat zit", "de kat zit", "de kat zit" },
  { "one-changes", "de kat zit", "de rode kat zit", "de kat zit", "de rode kat zit" },
  { "other-changes", "de kat zit", "de kat zit", "de kat zit stil", "de kat zit stil" },
  { "both-apart", "Anna kwam. We spraken lang. Daarna thee.",
    "Anna kwam laat. We spraken lang. Daarna thee.",
    "Anna kwam. We spraken lang. Daarna koffie en thee.",
    "Anna kwam laat. We spraken lang. Daarna koffie en thee." },
  { "both-the-same", "de kat zit", "de hond zit", "de hond zit", "de hond zit" },
  { "same-word", "de kat zit", "de hond zit", "de vis zit", NULL },
  { "neighbours", "een twee drie vier", "een TWEE drie vier", "een twee DRIE vier", NULL },
  { "a-word-between", "een twee drie vier", "EEN twee drie vier", "een twee DRIE vier",
    "EEN twee DRIE vier" },
  { "both-add-at-the-end", "de kat zit", "de kat zit daar", "de kat zit hier", NULL },
  { "both-write-from-nothing", "", "mijn tekst", "jouw tekst", NULL },
  { "removed-and-changed", "een twee drie", "een drie", "een 2 drie", NULL },
  { "removed-and-far", "een twee drie vier vijf", "een drie vier vijf", "een twee drie vier 5",
    "een drie vier 5" },
  { "paragraphs", "Eerst.\n\nMidden.\n\nLaatst.", "Nieuw eerst.\n\nMidden.\n\nLaatst.",
    "Eerst.\n\nMidden.\n\nLaatst en slot.", "Nieuw eerst.\n\nMidden.\n\nLaatst en slot." },
  { "beyond-ascii", "café à 3 €", "café à 4 €", "Het café à 3 €", "Het café à 4 €" },
  { "everything-gone", "een twee drie", "", "een twee drie", "" },
};

static void
test_merge (gconstpointer data)
{
  const MergeCase *c = data;

  g_autofree char *merged = pt_text_merge (c->base, c->one, c->other);
  g_autofree char *turned = pt_text_merge (c->base, c->other, c->one);

  g_assert_cmpstr (merged, ==, c->merged);
  g_assert_cmpstr (turned, ==, c->merged);
}

static char *
random_text (GRand *rand, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%c", i > 0 ? " " : "", 'a' + g_rand_int_range (rand, 0, 6));
  return g_string_free (text, FALSE);
}

/* What a partner promises: the same word, in rising order; and no fewer partners than a plain
 * table of longest common subsequences finds. */
static guint
count_common (GArray *a, GArray *b)
{
  g_autofree guint *table = g_new0 (guint, (a->len + 1) * (b->len + 1));
  guint width = b->len + 1;

  for (guint i = a->len; i-- > 0;)
    for (guint j = b->len; j-- > 0;)
      {
        const PtWord *x = &g_array_index (a, PtWord, i), *y = &g_array_index (b, PtWord, j);
        gboolean same = x->length == y->length && memcmp (x->start, y->start, x->length) == 0;
        table[i * width + j] = same ? table[(i + 1) * width + j + 1] + 1
                                    : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);
      }
  return table[0];
}

static void
test_match_random (void)
{
  guint seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *text_a = random_text (rand, g_rand_int_range (rand, 0, 14));
      g_autofree char *text_b = random_text (rand, g_rand_int_range (rand, 0, 14));
      g_autoptr (GArray) a = pt_text_split (text_a);
      g_autoptr (GArray) b = pt_text_split (text_b);
      g_autofree guint *match = pt_text_match (a, b);
      guint n = 0, next = 0;

      for (guint i = 0; i < a->len; i++)
        if (match[i] != PT_WORD_ALONE)
          {
            const PtWord *x = &g_array_index (a, PtWord, i);
            const PtWord *y = &g_array_index (b, PtWord, match[i]);

            g_assert_cmpuint (match[i], >=, next);
            g_assert_cmpmem (x->start, x->length, y->start, y->length);
            next = match[i] + 1;
            n++;
          }
      g_assert_cmpuint (n, ==, count_common (a, b));
    }
}

/* Whatever the texts: against an untouched side a merge is the other side. */
static void
test_merge_random (void)
{
  guint seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 2000; round++)
    {
      g_autofree char *base = random_text (rand, g_rand_int_range (rand, 0, 20));
      g_autofree char *one = random_text (rand, g_rand_int_range (rand, 0, 20));
      g_autofree char *other = random_text (rand, g_rand_int_range (rand, 0, 20));
      g_autofree char *alone = pt_text_merge (base, one, base);
      g_autofree char *same = pt_text_merge (base, one, one);
      g_autofree char *merged = pt_text_merge (base, one, other);
      g_autofree char *turned = pt_text_merge (base, other, one);

      g_assert_cmpstr (alone, ==, one);
      g_assert_cmpstr (same, ==, one);
      g_assert_cmpstr (merged, ==, turned);
    }
}

static void
test_match_too_different (void)
{
  g_autoptr (GString) x = g_string_new ("begin");
  g_autoptr (GString) y = g_string_new ("begin");

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (x, " x%u", i);
      g_string_append_printf (y, " y%u", i);
    }
  g_string_append (x, " einde");
  g_string_append (y, " einde");
  g_autoptr (GArray) a = pt_text_split (x->str);
  g_autoptr (GArray) b = pt_text_split (y->str);
  g_autofree guint *match = pt_text_match (a, b);

  g_assert_cmpuint (match[0], ==, 0);
  g_assert_cmpuint (match[a->len - 1], ==, b->len - 1);
  g_assert_cmpuint (match[a->len / 2 - 1], ==, PT_WORD_ALONE);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (merge_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/text-diff/merge/", merge_cases[i].name, NULL);
      g_test_add_data_func (path, &merge_cases[i], test_merge);
    }
  g_test_add_func ("/text-diff/match/random", test_match_random);
  g_test_add_func ("/text-diff/match/too-different", test_match_too_different);
  g_test_add_func ("/text-diff/merge/random", test_merge_random);
  return g_test_run ();
}
