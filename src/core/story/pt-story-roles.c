/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles: a table of nouns that occur in pseudonyms and descriptions, and for everybody else the
 * kind of party. */
#include "pt-story-roles.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How people with one role are told apart in running text. */
typedef struct
{
  const char *bare, *one, *same, *other;
} Role;

typedef struct
{
  const char *helix;
  Role role;
} HelixRole;

static const HelixRole helix_roles[] = {
  { "citizens",
    { NC_ ("story", "resident"), NC_ ("story", "a resident"), NC_ ("story", "the same resident"),
      NC_ ("story", "another resident") } },
  { "civil_society",
    { NC_ ("story", "social professional"), NC_ ("story", "a social professional"),
      NC_ ("story", "the same social professional"),
      NC_ ("story", "another social professional") } },
  { "government",
    { NC_ ("story", "public official"), NC_ ("story", "a public official"),
      NC_ ("story", "the same public official"), NC_ ("story", "another public official") } },
  { "knowledge_institution",
    { NC_ ("story", "researcher"), NC_ ("story", "a researcher"),
      NC_ ("story", "the same researcher"), NC_ ("story", "another researcher") } },
  { "business",
    { NC_ ("story", "entrepreneur"), NC_ ("story", "an entrepreneur"),
      NC_ ("story", "the same entrepreneur"), NC_ ("story", "another entrepreneur") } },
  { "funder",
    { NC_ ("story", "funder’s representative"), NC_ ("story", "a funder’s representative"),
      NC_ ("story", "the same funder’s representative"),
      NC_ ("story", "another funder’s representative") } },
};

static const Role anybody = { NC_ ("story", "participant"), NC_ ("story", "someone"),
                              NC_ ("story", "the same person"), NC_ ("story", "someone else") };
static const Role group = { NC_ ("story", "group"), NC_ ("story", "a group"),
                            NC_ ("story", "the same group"), NC_ ("story", "another group") };
static const Role residents = { NC_ ("story", "residents’ group"),
                                NC_ ("story", "a residents’ group"),
                                NC_ ("story", "the same residents’ group"),
                                NC_ ("story", "another residents’ group") };
static const Role organisation = { NC_ ("story", "organisation"), NC_ ("story", "an organisation"),
                                   NC_ ("story", "the same organisation"),
                                   NC_ ("story", "another organisation") };

/* Nouns that a pseudonym ("Bewoonster 3") or the first words of a description ("Wijkverpleegkundige.
 * Kent iedereen.") may say a role with. Only these words are ever printed. */
typedef struct
{
  const char *nl, *en;
  bool neuter; /* het */
} Noun;

static const Noun nouns[] = {
  { "actieonderzoeker", "action researcher", false },
  { "apotheker", "pharmacist", false },
  { "apothekersassistente", "pharmacy assistant", false },
  { "ambtenaar", "civil servant", false },
  { "beleidsadviseur", "policy adviser", false },
  { "beleidsmedewerker", "policy officer", false },
  { "bestuurder", "board member", false },
  { "bewoner", "resident", false },
  { "bewoonster", "resident", false },
  { "buurman", "neighbour", false },
  { "buurtbewoner", "resident", false },
  { "buurvrouw", "neighbour", false },
  { "coördinator", "coordinator", false },
  { "deelnemer", "participant", false },
  { "deelneemster", "participant", false },
  { "directeur", "director", false },
  { "docent", "lecturer", false },
  { "dochter", "daughter", false },
  { "doktersassistent", "medical receptionist", false },
  { "doktersassistente", "medical receptionist", false },
  { "ergotherapeut", "occupational therapist", false },
  { "ervaringsdeskundige", "expert by experience", false },
  { "fysiotherapeut", "physiotherapist", false },
  { "gezin", "family", true },
  { "huisarts", "GP", false },
  { "huismeester", "caretaker", false },
  { "inwoner", "resident", false },
  { "inwoonster", "resident", false },
  { "jongere", "young person", false },
  { "leerkracht", "teacher", false },
  { "lector", "professor", false },
  { "maatschappelijk werker", "social worker", false },
  { "mantelzorger", "carer", false },
  { "medewerker", "employee", false },
  { "medeonderzoeker", "co-researcher", false },
  { "moeder", "mother", false },
  { "ondernemer", "entrepreneur", false },
  { "onderzoeker", "researcher", false },
  { "onderzoekster", "researcher", false },
  { "opbouwwerker", "community worker", false },
  { "oudere", "older resident", false },
  { "oprichter", "founder", false },
  { "patiënt", "patient", false },
  { "praktijkmanager", "practice manager", false },
  { "praktijkondersteuner", "practice nurse", false },
  { "programmamedewerker", "programme officer", false },
  { "projectleider", "project leader", false },
  { "raadslid", "councillor", true },
  { "sociaal werker", "social worker", false },
  { "student", "student", false },
  { "studente", "student", false },
  { "vader", "father", false },
  { "verpleegkundige", "nurse", false },
  { "verzorgende", "care assistant", false },
  { "vrijwilliger", "volunteer", false },
  { "vrijwilligster", "volunteer", false },
  { "wethouder", "alderman", false },
  { "wijkbewoner", "resident", false },
  { "wijkmanager", "neighbourhood manager", false },
  { "wijkverpleegkundige", "district nurse", false },
  { "zoon", "son", false },
  { "zorgverlener", "care worker", false },
};

static bool
text_is (const PtRecord *record, const char *field, const char *key)
{
  return g_strcmp0 (pt_record_get_text (record, field), key) == 0;
}

static bool
begins_with (const char *text, const char *word)
{
  size_t length = strlen (word);

  return strncmp (text, word, length) == 0 && !g_unichar_isalnum (g_utf8_get_char (text + length));
}

/* The longest noun that @text begins with, after an article. */
static const Noun *
noun_in (const char *text)
{
  const Noun *found = NULL;

  if (text == NULL)
    return NULL;
  g_autofree char *lower = g_utf8_strdown (text, -1);
  const char *from = lower;

  if (g_str_has_prefix (from, "de "))
    from += strlen ("de ");
  else if (g_str_has_prefix (from, "het "))
    from += strlen ("het ");
  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    if ((begins_with (from, nouns[i].nl) || begins_with (from, nouns[i].en))
        && (found == NULL || strlen (nouns[i].nl) > strlen (found->nl)))
      found = &nouns[i];
  return found;
}

/* The noun that @text is, and nothing besides. */
static const Noun *
noun_that_is (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    {
      g_autofree char *english = g_utf8_strdown (nouns[i].en, -1);

      if (strcmp (lower, nouns[i].nl) == 0 || strcmp (lower, english) == 0)
        return &nouns[i];
    }
  return NULL;
}

static const Noun *
noun_of (const PtRecord *person)
{
  const Noun *noun = noun_in (pt_record_get_text (person, "name"));

  if (noun != NULL || !text_is (person, "kind", "person"))
    return noun;
  return noun_in (pt_record_get_text (person, "description"));
}

static const Role *
role_of (const PtRecord *person)
{
  if (text_is (person, "kind", "organisation"))
    return &organisation;
  if (text_is (person, "kind", "group"))
    return text_is (person, "helix", "citizens") ? &residents : &group;
  for (guint i = 0; i < G_N_ELEMENTS (helix_roles); i++)
    if (text_is (person, "helix", helix_roles[i].helix))
      return &helix_roles[i].role;
  return &anybody;
}

static char *
inflect_dutch (const Noun *noun, PtRoleForm form)
{
  static const char *const common[] = { "", "een ", "dezelfde ", "een andere " };
  static const char *const neuter[] = { "", "een ", "hetzelfde ", "een ander " };

  return g_strconcat (noun->neuter ? neuter[form] : common[form], noun->nl, NULL);
}

static char *
inflect_english (const Noun *noun, PtRoleForm form)
{
  static const char *const forms[] = { "", "a ", "the same ", "another " };
  bool vowel = strchr ("aeio", noun->en[0]) != NULL;

  return g_strconcat (form == PT_ROLE_ONE && vowel ? "an " : forms[form], noun->en, NULL);
}

char *
pt_role_say (const PtRecord *person, PtRoleForm form, const char *lang)
{
  const Noun *noun = noun_of (person);
  const Role *role = role_of (person);
  const char *const said[] = { role->bare, role->one, role->same, role->other };

  if (noun != NULL)
    return strcmp (lang, "nl") == 0 ? inflect_dutch (noun, form) : inflect_english (noun, form);
  return g_strdup (pt_words (lang, said[form]));
}

char *
pt_role_of_word (const char *text, const char *lang)
{
  const Noun *noun = noun_that_is (text);

  if (noun == NULL)
    return NULL;
  return strcmp (lang, "nl") == 0 ? inflect_dutch (noun, PT_ROLE_ONE)
                                  : inflect_english (noun, PT_ROLE_ONE);
}
