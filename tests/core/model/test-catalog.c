/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: Dutch is inside the program and is found without any installed locale; what is not in the
 * catalogue stays English. */
#include "pt-catalog.h"
#include "pt-schema.h"

#include <glib/gi18n-lib.h>

static void
test_text (void)
{
  g_assert_cmpstr (pt_catalog_text ("nl", NULL, "Learning Moment"), ==, "Leermoment");
  g_assert_cmpstr (pt_catalog_text ("nl", "entry.kind", "Story"), ==, "Verhaal");
  g_assert_cmpstr (pt_catalog_text ("nl", "learning.valence", "Neutral"), ==, "Gewoon");
}

static void
test_english_stays (void)
{
  g_assert_cmpstr (pt_catalog_text ("en", NULL, "Learning Moment"), ==, "Learning Moment");
  g_assert_cmpstr (pt_catalog_text ("fr", NULL, "Learning Moment"), ==, "Learning Moment");
  g_assert_cmpstr (pt_catalog_text (NULL, NULL, "Learning Moment"), ==, "Learning Moment");
  g_assert_cmpstr (pt_catalog_text ("nl", NULL, "No such message"), ==, "No such message");
  g_assert_cmpstr (pt_catalog_text ("nl", "no.such.context", "Neutral"), ==, "Neutral");
  g_assert_cmpstr (pt_catalog_text ("nl", NULL, ""), ==, "");
}

static void
test_plural_without_entry (void)
{
  g_assert_cmpstr (pt_catalog_plural ("nl", "one no such thing", "no such things", 1), ==,
                   "one no such thing");
  g_assert_cmpstr (pt_catalog_plural ("nl", "one no such thing", "no such things", 0), ==,
                   "no such things");
  g_assert_cmpstr (pt_catalog_plural ("en", "one no such thing", "no such things", 2), ==,
                   "no such things");
}

/* The program's own language: here none but English is asked for. */
static void
test_current (void)
{
  g_assert_cmpstr (pt_catalog_current (), ==, "en");
}

/* A Dutch desktop without a Dutch locale still gets Dutch windows, also from the build folder. */
static void
test_dutch_without_locale (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("LC_ALL", "nl_NL.no-such-charset", TRUE);
      g_unsetenv ("LANGUAGE");
      g_setenv ("LANG", "nl_NL.no-such-charset", TRUE);
      pt_catalog_init ();
      g_assert_cmpstr (pt_catalog_current (), ==, "nl");
      g_assert_cmpstr (pt_record_kind_label (pt_record_kind_find ("learning")), ==, "Leermoment");
      g_assert_cmpstr (pt_term_label (pt_vocabulary_get ("entry.kind"), "story"), ==, "Verhaal");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/catalog/text", test_text);
  g_test_add_func ("/model/catalog/english-stays", test_english_stays);
  g_test_add_func ("/model/catalog/plural-without-entry", test_plural_without_entry);
  g_test_add_func ("/model/catalog/current", test_current);
  g_test_add_func ("/model/catalog/dutch-without-locale", test_dutch_without_locale);
  return g_test_run ();
}
