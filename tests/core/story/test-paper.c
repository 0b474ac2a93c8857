/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers beside the story: what stands in each, and whose name does not. */
#include "fixture.h"

#include "pt-paper.h"

#include "pt-sheet-code.h"

#include <string.h>

#define TODAY "2017-06-30"

static Fixture *
new_lab (void)
{
  Fixture *f = fixture_new ();

  fixture_add (f, "logbook", "lab", "name", "Proeftuin Noord", "privacy_contact", "Koen, 024 1234",
               "retain_until", "2022-11-02", NULL);
  fixture_add (f, "stakeholder", "rosa", "name", "Bewoner 3", "kind", "person", "helix", "citizens",
               "protected", "yes!", "description", "Woont alleen.", NULL);
  fixture_add (f, "stakeholder", "peter", "name", "Bewoner 4", "kind", "person", "helix",
               "citizens", "protected", "yes!", NULL);
  fixture_add (f, "entry", "visit", "title", "Op bezoek", "body",
               "[@Bewoner 3](pt:rosa) schonk koffie in voor Willem Jansen.", "occurred_on",
               "2017-03-12", NULL);
  fixture_add (f, "entry", "apart", "title", "Zonder haar", "body", "De zaal bleef leeg.",
               "occurred_on", "2017-03-13", NULL);
  fixture_add (f, "question", "open", "text", "Wie komt er nog?", "status", "open", NULL);
  fixture_add (f, "question", "done", "text", "Wie zet koffie?", "status", "answered", "answer",
               "Wie er het eerst is.", NULL);
  fixture_consent (f, "yes", "rosa", "given", "retell", "public", NULL);
  g_hash_table_insert (f->names, g_strdup ("rosa"), g_strdup ("Rosa de Wit"));
  g_hash_table_insert (f->names, g_strdup ("peter"), g_strdup ("Willem Jansen"));
  return f;
}

/* (transfer full): the words of a paper. */
static char *
words_of (Fixture *f, const char *paper, PtPaperOptions options)
{
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  g_autoptr (GError) error = NULL;

  options.today = TODAY;
  options.real_name = fixture_real_name;
  options.real_name_data = f;
  g_autoptr (PtDocument) document = pt_paper_compose (data, paper, &options, &error);
  g_assert_no_error (error);
  return pt_document_dup_text (document);
}

#define assert_says(text, words) g_assert_nonnull (strstr ((text), (words)))
#define assert_never_says(text, words) g_assert_null (strstr ((text), (words)))

/* Rosa takes all that she agreed to back. */
static void
withdraw (Fixture *f)
{
  fixture_add (f, "consent", "back", "stakeholder", "rosa", "act", "withdrawn", "given_on",
               "2017-05-01", NULL);
}

static void
test_all_languages (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const PtPaper *paper;

  withdraw (f);
  for (guint i = 0; (paper = pt_paper_nth (i)) != NULL; i++)
    for (guint l = 0; paper->langs[l] != NULL; l++)
      {
        g_autofree char *text = words_of (
            f, paper->id,
            (PtPaperOptions){ .lang = paper->langs[l],
                              .person = paper->needs_person ? "rosa" : NULL });

        assert_says (text, "Proeftuin Noord");
      }
}

static void
test_consent_form (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *dutch = words_of (f, "consent-form", (PtPaperOptions){ .lang = "nl" });
  g_autofree char *french = words_of (f, "consent-form", (PtPaperOptions){ .lang = "fr" });

  assert_says (dutch, "Bel of mail Koen, 024 1234.");
  assert_says (dutch, "Wij bewaren dit tot 2 november 2022. Verantwoordelijk is ________________.");
  assert_says (french, "jusqu’au 2 novembre 2022");
  assert_never_says (dutch, "{");
}

/* What a lab wrote in one language says nothing to who reads another: ours stands in for it. */
static void
test_consent_form_privacy (void)
{
  static const struct
  {
    const char *lang, *field, *own, *ours;
  } texts[] = {
    { "nl", "privacy_text", "Je naam staat nergens.", "onder een andere naam" },
    { "en", "privacy_text_en", "Your name is nowhere.", "under another name" },
    { "fr", "privacy_text_fr", "Ton nom ne figure nulle part.", "sous un autre nom" },
  };

  for (guint own = 0; own < G_N_ELEMENTS (texts); own++)
    {
      g_autoptr (Fixture) f = fixture_new ();

      fixture_add (f, "logbook", "lab", "name", "Proeftuin Noord", "privacy_contact",
                   "Koen, 024 1234", texts[own].field, texts[own].own, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autofree char *form = words_of (f, "consent-form",
                                            (PtPaperOptions){ .lang = texts[i].lang });

          g_assert_true ((strstr (form, texts[own].own) != NULL) == (i == own));
          g_assert_true ((strstr (form, texts[i].ours) != NULL) == (i != own));
          assert_says (form, "Koen, 024 1234");
        }
    }
}

static void
test_own_consent_form (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *text = words_of (f, "consent-form",
                                    (PtPaperOptions){ .lang = "nl",
                                                      .text = "# Ons formulier\n\n[] Ja, {lab} mag "
                                                              "dit.\n____ Krabbel\n" });

  g_assert_cmpstr (text, ==, "Ons formulier\nJa, Proeftuin Noord mag dit.\nKrabbel\n");
}

static void
test_access (void)
{
  g_autoptr (Fixture) f = new_lab ();
  const PtPaperDevice devices[] = { { "Laptop van Koen", "2017-06-01" },
                                    { "Laptop van An", TODAY },
                                    { "Oude laptop", NULL } };
  g_autofree char *text = words_of (f, "access",
                                    (PtPaperOptions){ .lang = "en",
                                                      .person = "rosa",
                                                      .name = "Rosa de Wit",
                                                      .devices = devices,
                                                      .n_devices = G_N_ELEMENTS (devices) });

  assert_says (text, "Rosa de Wit");
  assert_says (text, "Woont alleen.");
  assert_says (text, "Op bezoek");
  assert_never_says (text, "Zonder haar");
  assert_never_says (text, "Willem");
  assert_never_says (text, "Jansen");
  assert_says (text, "“Laptop van Koen” last shared on 1 June 2017");
  assert_says (text, "“Oude laptop” never shared");
  assert_never_says (text, "Laptop van An");
}

static void
test_access_to_releases (void)
{
  g_autoptr (Fixture) f = new_lab ();

  g_test_summary (
      "What others were told about somebody: which story, for whom; twice written is told once");
  fixture_add (f, "narrative", "tale", "title", "Ons verhaal", "audience", "funder", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("release-%u", i);

      fixture_add (f, "release", id, "narrative", "tale", "audience", "funder", "format", "pdf",
                   "given_to", "De gemeente", "persons/rosa", "x", NULL);
    }
  g_autofree char *text = words_of (f, "access",
                                    (PtPaperOptions){ .lang = "en", .person = "rosa" });
  const char *row = strstr (text, "Ons verhaal\tFunder\tDe gemeente");

  g_assert_nonnull (row);
  g_assert_null (strstr (row + 1, "Ons verhaal"));
}

static void
test_receipt_without_erasure (void)
{
  g_autoptr (Fixture) f = new_lab ();
  withdraw (f);
  g_autofree char *text = words_of (f, "receipt",
                                    (PtPaperOptions){ .lang = "en", .person = "rosa" });

  g_test_summary ("A heading with nothing under it is not in the letter");
  assert_says (text, "Nothing of yours had to be erased");
  assert_says (text, "What we cannot call back");
  assert_never_says (text, "Where it was erased");
}

static void
test_receipt_of_all (void)
{
  g_autoptr (Fixture) f = new_lab ();

  fixture_add (f, "consent", "first", "stakeholder", "rosa", "act", "withdrawn", "uses/photo", "x",
               "given_on", "2017-01-24", NULL);
  fixture_add (f, "consent", "last", "stakeholder", "rosa", "act", "withdrawn", "given_on",
               "2017-05-02", NULL);
  g_autofree char *text = words_of (f, "receipt",
                                    (PtPaperOptions){ .lang = "en", .person = "rosa" });

  g_test_summary ("Who took a part back first and then all took all back, on the last day");
  assert_says (text, "On 2 May 2017 you told us");
  assert_says (text, "What you took back: everything.");
  assert_never_says (text, "photos and films");
}

static void
test_receipt_of_nothing (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  const PtPaperOptions options = { .lang = "nl", .today = TODAY, .person = "rosa" };
  g_autoptr (GError) error = NULL;

  g_test_summary ("Somebody who took nothing back gets no receipt for it");
  g_assert_null (pt_paper_compose (data, "receipt", &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  assert_says (error->message, "took no consent back");
}

static void
test_access_to_nobody (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autoptr (PtDataset) data = fixture_dataset (f, false);
  const PtPaperOptions options = { .lang = "nl", .today = TODAY, .person = "niemand" };
  g_autoptr (GError) error = NULL;

  g_assert_null (pt_paper_compose (data, "access", &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_handover (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *text = words_of (f, "handover", (PtPaperOptions){ .lang = "en" });

  assert_says (text, "Wie komt er nog?");
  assert_never_says (text, "Wie zet koffie?");
  assert_says (text, "No experiment is under way.");
  assert_never_says (text, "Rosa de Wit");
}

static void
test_closing (void)
{
  g_autoptr (Fixture) f = new_lab ();
  fixture_add (f, "narrative", "tale", "title", "Ons verhaal", NULL);
  fixture_add (f, "release", "given", "narrative", "tale", "at", "#1493892000000000", "given_to",
               "De gemeente", "sha256", "0a1b", NULL);
  g_autofree char *text = words_of (f, "closing", (PtPaperOptions){ .lang = "en" });

  assert_says (text, "Questions that are neither answered, passed on nor dropped\t1");
  assert_says (text, "kept until 2 November 2022");
  assert_says (text, "4 May 2017\tOns verhaal\tDe gemeente\t0a1b");
}

/* What lies on a table is read by everybody who sits there. */
static void
test_table_sheets (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *code = pt_sheet_code ("waits");
  g_autofree char *text = NULL;

  fixture_add (f, "learning", "waits", "headline", "Koffie eerst", "status", "for_review", "what",
               "Bij [@Bewoner 3](pt:rosa) en Willem Jansen.", NULL);
  fixture_add (f, "learning", "settled", "headline", "Geen haast", "status", "established", NULL);
  fixture_add (f, "entry", "delicate", "body", "Zij huilde.", "occurred_on", "2017-03-14",
               "sensitive", "yes!", NULL);
  fixture_link (f, "waits", "source", "visit");
  fixture_link (f, "waits", "source", "delicate");
  text = words_of (f, "table-sheets", (PtPaperOptions){ .lang = "en" });

  assert_says (text, code);
  assert_says (text, "Koffie eerst");
  assert_says (text, "What happened?\nBij Bewoner 3 en Bewoner 4.");
  assert_says (text, "12 March 2017 — Bewoner 3 schonk koffie in voor Bewoner 4.");
  assert_never_says (text, "Geen haast");
  assert_never_says (text, "huilde");
}

/* It goes to a privacy officer: it counts people and names nobody. */
static void
test_who_sees_what (void)
{
  g_autoptr (Fixture) f = new_lab ();
  g_autofree char *text = words_of (f, "who-sees-what", (PtPaperOptions){ .lang = "en" });

  assert_says (text, "of whom protected, under a pseudonym\t2");
  assert_says (text, "Co-researcher\t–\treads and writes\treads\treads");
  assert_says (text, "in groups of five, so that nobody can be found in them");
  assert_never_says (text, "Bewoner");
}

/* Only what it can have: what was made after its last contact, or private, is not on it. */
static void
test_lost_laptop (void)
{
  const PtPaperDevice lost = { .name = "An’s laptop", .member = "An", .last_on = "2017-07-14" };
  const PtPaperDevice earlier = { .name = "An’s laptop", .last_on = "2017-07-13", .is_gone = true };
  g_autoptr (Fixture) f = new_lab ();
  fixture_add (f, "entry", "delicate", "title", "Een lang gesprek", "body", "Zij huilde.",
               "occurred_on", "2017-03-14", "sensitive", "yes!", NULL);
  fixture_add (f, "entry", "own", "title", "Voor mijzelf", "body", "Nog even niet.", "sharing",
               "private", NULL);

  g_autofree char *text = words_of (f, "lost-laptop",
                                    (PtPaperOptions){ .lang = "en", .lost = &lost });
  assert_says (text, "Used by\tAn");
  assert_says (text, "not taken away yet: do that first");
  assert_says (text, "Persons, by the names in the logbook\t2");
  assert_says (text, "Notes in the logbook\t3");
  assert_says (text, "of which sensitive\t1");
  assert_says (text, "Een lang gesprek — 14 March 2017");
  assert_says (text, "within 72 hours");
  assert_says (text, "Who can be asked about this: Koen, 024 1234");
  assert_never_says (text, "Rosa de Wit");
  assert_never_says (text, "huilde");

  g_autofree char *before = words_of (f, "lost-laptop",
                                      (PtPaperOptions){ .lang = "en", .lost = &earlier });
  assert_says (before, "Notes in the logbook\t0");
  assert_says (before, "its access to the team server was taken away");

  g_autofree char *only = words_of (f, "lost-laptop", (PtPaperOptions){ .lang = "en" });
  assert_says (only, "Notes in the logbook\t4");
  assert_says (only, "Put the last backup back on a new laptop.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/paper/all-languages", test_all_languages);
  g_test_add_func ("/story/paper/consent-form", test_consent_form);
  g_test_add_func ("/story/paper/consent-form-privacy", test_consent_form_privacy);
  g_test_add_func ("/story/paper/own-consent-form", test_own_consent_form);
  g_test_add_func ("/story/paper/access", test_access);
  g_test_add_func ("/story/paper/access-to-nobody", test_access_to_nobody);
  g_test_add_func ("/story/paper/access-to-releases", test_access_to_releases);
  g_test_add_func ("/story/paper/receipt-without-erasure", test_receipt_without_erasure);
  g_test_add_func ("/story/paper/handover", test_handover);
  g_test_add_func ("/story/paper/receipt-of-all", test_receipt_of_all);
  g_test_add_func ("/story/paper/receipt-of-nothing", test_receipt_of_nothing);
  g_test_add_func ("/story/paper/closing", test_closing);
  g_test_add_func ("/story/paper/table-sheets", test_table_sheets);
  g_test_add_func ("/story/paper/lost-laptop", test_lost_laptop);
  g_test_add_func ("/story/paper/who-sees-what", test_who_sees_what);
  return g_test_run ();
}
