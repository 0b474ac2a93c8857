/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small words: numbers, periods, seasons, and time words by distance (rule 6). */
#include "pt-story-pace.h"
#include "pt-story-words.h"

#include <string.h>

static void
test_numbers (void)
{
  const struct
  {
    guint n;
    const char *nl, *en;
  } cases[] = {
    { 1, "één", "one" }, { 12, "twaalf", "twelve" }, { 20, "twintig", "twenty" }, { 21, "21", "21" }
  };

  g_test_summary ("Numbers to twenty are words");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *nl = pt_words_number ("nl", cases[i].n);
      g_autofree char *en = pt_words_number ("en", cases[i].n);

      g_assert_cmpstr (nl, ==, cases[i].nl);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
}

static void
test_periods (void)
{
  const struct
  {
    const char *from, *to, *period;
  } cases[] = { { "2017-05-17", "2017-05-17T10:10", "17 mei 2017" },
                { "2017-05-02", "2017-05-17", "mei 2017" },
                { "2017-03-02", "2017-05-17", "maart – mei 2017" },
                { "2015-11-02", "2017-05-17", "november 2015 – mei 2017" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *period = pt_words_period ("nl", cases[i].from, cases[i].to);

      g_assert_cmpstr (period, ==, cases[i].period);
    }
}

static void
test_seasons (void)
{
  g_autofree char *winter = pt_words_season ("nl", "2016-12-31");
  g_autofree char *same = pt_words_season ("nl", "2017-02-01");
  g_autofree char *spring = pt_words_season ("en", "2017-03-01");

  g_assert_cmpstr (winter, ==, "winter 2016–2017");
  g_assert_cmpstr (same, ==, winter);
  g_assert_cmpstr (spring, ==, "spring 2017");
}

static void
test_distances (void)
{
  const struct
  {
    const char *to, *words;
  } cases[] = { { "2017-05-01", "Diezelfde dag" },      { "2017-05-02", "De dag erna" },
                { "2017-05-03", "Enkele dagen later" }, { "2017-05-07", "Enkele dagen later" },
                { "2017-05-08", "Een week later" },     { "2017-05-14", "Een week later" },
                { "2017-05-15", "Twee weken later" },   { "2017-06-15", "Zes weken later" },
                { "2017-06-16", "In juni 2017" } };

  g_test_summary ("Time words follow from the distance in days");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtPace) pace = pt_pace_new ("nl");
      g_autofree char *words = pt_pace_time (pace, "2017-05-01", cases[i].to);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_never_twice (void)
{
  g_autoptr (PtPace) pace = pt_pace_new ("nl");
  g_autoptr (GHashTable) page = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *days[] = { "2017-05-01", "2017-05-04", "2017-05-07" };

  g_test_summary ("No time words stand twice on a page; after a page they may come back");
  for (guint i = 1; i < G_N_ELEMENTS (days); i++)
    {
      char *words = pt_pace_time (pace, days[i - 1], days[i]);

      g_assert_nonnull (words);
      g_assert_true (g_hash_table_add (page, words));
      pt_pace_tell (pace, 60);
    }
  g_assert_null (pt_pace_time (pace, "2017-05-07", "2017-05-10"));
  pt_pace_tell (pace, PT_PACE_PAGE_WORDS);

  g_autofree char *again = pt_pace_time (pace, "2017-06-01", "2017-06-04");

  g_assert_cmpstr (again, ==, "Enkele dagen later");
}

static void
test_capitals (void)
{
  static const char *const cases[][2] = { { "één", "Eén" },     { "ijsbaan", "IJsbaan" },
                                          { "école", "École" }, { "twee", "Twee" },
                                          { "", "" },           { "ß", "SS" } };

  g_test_summary ("A sentence begins as Dutch spells it");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *capital = pt_words_capital (cases[i][0]);

      g_assert_cmpstr (capital, ==, cases[i][1]);
    }
}

static void
test_varied (void)
{
  g_autoptr (PtPace) pace = pt_pace_new ("en");
  const char *const variants[] = { "a", "b", NULL };

  g_assert_cmpstr (pt_pace_pick (pace, variants, 3), ==, "a");
  g_assert_cmpstr (pt_pace_pick (pace, variants, 3), ==, "b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/periods", test_periods);
  g_test_add_func ("/words/seasons", test_seasons);
  g_test_add_func ("/words/capitals", test_capitals);
  g_test_add_func ("/pace/distances", test_distances);
  g_test_add_func ("/pace/never-twice-on-a-page", test_never_twice);
  g_test_add_func ("/pace/varied", test_varied);
  return g_test_run ();
}
