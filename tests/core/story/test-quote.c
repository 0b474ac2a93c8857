/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding quoted passages and the same words elsewhere. */
#include "pt-story-quote.h"

#include <string.h>

static const struct
{
  const char *name, *text, *quote; /* NULL = none */
} cases[] = {
  { "plain", "Zij wilde niet meer naar buiten.", NULL },
  { "straight", "Ze zei: \"Ik durf niet meer.\" En ging.", "Ik durf niet meer." },
  { "curly", "Ze zei: “Ik durf niet meer.” En ging.", "Ik durf niet meer." },
  { "dutch", "Ze zei: „Ik durf niet meer.” En ging.", "Ik durf niet meer." },
  { "single", "Ze zei: 'Ik durf niet meer.'", "Ik durf niet meer." },
  { "single-curly", "Ze zei: ‘Ik durf niet meer.’", "Ik durf niet meer." },
  { "guillemets", "Ze zei: «Ik durf niet meer.»", "Ik durf niet meer." },
  { "unclosed", "Ze zei: \"Ik durf niet meer", "Ik durf niet meer" },
  { "apostrophes", "'s Avonds gaan de foto's en auto's van 't plein.", NULL },
  { "genitive", "De ouders' wens was 's morgens duidelijk", NULL },
  { "blockquote", "Toen:\n\n> Ik durf niet meer.\n", " Ik durf niet meer. " },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = pt_quote_find (cases[i].text);

      g_test_message ("%s", cases[i].name);
      if (cases[i].quote == NULL)
        g_assert_cmpuint (found->len, ==, 0);
      else
        g_assert_cmpstr (found->pdata[0], ==, cases[i].quote);
    }
}

static void
test_chunks (void)
{
  g_autoptr (GPtrArray) chunks = pt_quote_chunks ("Een.\nNog een.\n\n- twee\n- drie\n\n1. vier\n");

  g_test_summary ("Paragraphs and list items can be left out alone");
  g_assert_cmpuint (chunks->len, ==, 4);
  g_assert_cmpstr (chunks->pdata[0], ==, "Een.\nNog een.\n");
  g_assert_cmpstr (chunks->pdata[2], ==, "- drie\n");
}

static void
test_same_words (void)
{
  g_autoptr (PtQuoteSet) set = pt_quote_set_new ();

  pt_quote_set_add (set, "Ik durf hier 's avonds echt niet meer over straat, hoor.");
  g_test_summary ("A run of six words is the same quote, whatever the marks and capitals");
  g_assert_true (pt_quote_set_meets (set, "Wat bleef: hier ’s avonds echt NIET meer over straat"));
  g_assert_false (
      pt_quote_set_meets (set, "Ik durf hier niet meer te komen, over straat of niet."));
}

static void
test_short_words (void)
{
  g_autoptr (PtQuoteSet) set = pt_quote_set_new ();

  pt_quote_set_add (set, "Nee, nooit, echt niet.");
  g_assert_true (pt_quote_set_meets (set, "en toen: nee nooit echt niet dus"));
  g_assert_false (pt_quote_set_meets (set, "nee nooit"));
}

/* ── Words that were taken back ── */

static void
test_leave_out (void)
{
  static const struct
  {
    const char *name, *text, *rest;
  } left_out[] = {
    { "whole", "Ik durfde niet naar binnen te gaan zonder mijn zus.", "[…]." },
    { "inside", "Zij zei: “ik durfde niet naar binnen te gaan!” En toen?",
      "Zij zei: “[…]!” En toen?" },
    { "twice", "niet naar binnen te gaan zonder; en durfde niet naar binnen te gaan",
      "[…]; en […]" },
    { "five words are nobody's", "niet naar binnen te gaan", "niet naar binnen te gaan" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      g_autoptr (PtQuoteSet) set = pt_quote_set_new ();
      g_autofree char *rest = NULL;

      g_test_message ("%s", left_out[i].name);
      pt_quote_set_add (set, "Ik durfde niet naar binnen te gaan zonder mijn zus");
      rest = pt_quote_set_leave_out (set, left_out[i].text);
      g_assert_cmpstr (rest, ==, left_out[i].rest);
    }
}

static void
test_traces (void)
{
  g_autoptr (PtQuoteSet) said = pt_quote_set_new ();
  g_autoptr (PtQuoteSet) later = pt_quote_set_new ();
  g_autofree char *traces = NULL;
  g_autofree char *rest = NULL;

  pt_quote_set_add (said, "Ik durfde niet naar binnen te gaan");
  traces = pt_quote_set_dup_traces (said);
  pt_quote_set_add_traces (later, traces);
  pt_quote_set_add_traces (later, "zzz 9 6");
  rest = pt_quote_set_leave_out (later, "Ze zei: ik durfde niet naar binnen te gaan.");

  g_assert_null (strstr (traces, "durfde"));
  g_assert_true (pt_quote_set_meets (later, "ik durfde niet naar binnen te gaan"));
  g_assert_false (pt_quote_set_meets (later, "ik durfde wel naar binnen te gaan"));
  g_assert_cmpstr (rest, ==, "Ze zei: […].");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quote/find", test_find);
  g_test_add_func ("/quote/chunks", test_chunks);
  g_test_add_func ("/quote/same-words", test_same_words);
  g_test_add_func ("/quote/short-words", test_short_words);
  g_test_add_func ("/quote/leave-out", test_leave_out);
  g_test_add_func ("/quote/traces", test_traces);
  return g_test_run ();
}
