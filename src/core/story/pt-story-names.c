/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names. Three policies: pseudonyms (the name on the record), roles ("a resident", then "the same
 * resident"), names with consent. Organisations keep their name. Where a person may not be named,
 * a role in words takes the name's place. */
#include "pt-story-names.h"

#include "pt-story-consent.h"
#include "pt-story-roles.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whose name is looked for in texts: one way to write it. */
typedef struct
{
  char *name;
  size_t length;
  PtRecord *record;
} Person;

/* Shorter pieces of a name are also something else. */
#define SHORTEST_PART 3

struct _PtNames
{
  PtDataset *data;
  const PtAudience *audience;
  char *policy;
  char *lang;
  char *today;
  GHashTable *seen;   /* id → role, since pt_names_begin() */
  GHashTable *called; /* id → name */
  GArray *people;     /* Person, longest form first */
};

static bool
text_is (const PtRecord *record, const char *field, const char *key)
{
  return g_strcmp0 (pt_record_get_text (record, field), key) == 0;
}

bool
pt_names_is_person (const PtRecord *stakeholder)
{
  return text_is (stakeholder, "kind", "person") || text_is (stakeholder, "kind", "persona")
         || pt_names_is_protected (stakeholder);
}

bool
pt_names_is_protected (const PtRecord *stakeholder)
{
  return g_strcmp0 (pt_record_get_strictest (stakeholder, "protected"), "true") == 0;
}

static int
compare_name_length (gconstpointer a, gconstpointer b)
{
  const Person *one = a;
  const Person *other = b;

  if (one->length != other->length)
    return one->length > other->length ? -1 : 1;
  if (strcmp (one->name, other->name) != 0)
    return strcmp (one->name, other->name);
  return strcmp (pt_record_get_id (one->record), pt_record_get_id (other->record));
}

static bool
has_own_name (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "stakeholder") == 0 && pt_names_is_person (record)
         && pt_record_get_text (record, "name") != NULL && !text_is (record, "kind", "persona");
}

static bool
may_be_named (PtNames *self, const PtRecord *person)
{
  const char *id = pt_record_get_id (person);
  bool named = pt_consent_covers (self->data, id, "named", self->audience->reach, NULL,
                                  self->today);

  if (!pt_names_is_person (person))
    return true;
  if (pt_consent_is_withdrawn (self->data, id, NULL, NULL))
    return false;
  if (strcmp (self->policy, "roles") == 0)
    return false;
  if (strcmp (self->policy, "names_with_consent") == 0)
    return named;
  return pt_names_is_protected (person) || text_is (person, "kind", "persona")
         || !self->audience->outside || named;
}

static void
clear_person (gpointer data)
{
  g_free (((Person *)data)->name);
}

/* As it is, and in capitals. */
static void
add_form (PtNames *self, PtRecord *record, const char *name, glong shortest)
{
  g_autofree char *capitals = g_utf8_strup (name, -1);
  const char *forms[] = { name, capitals };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      Person person = { g_strdup (forms[i]), strlen (forms[i]), record };

      if (g_utf8_strlen (name, -1) >= shortest && (i == 0 || strcmp (name, capitals) != 0))
        g_array_append_val (self->people, person);
      else
        g_free (person.name);
    }
}

/* First name and surname each; "van" and "de" are nobody's. */
static void
add_parts (PtNames *self, PtRecord *record, const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, " \t-", -1);

  for (guint i = 0; parts[i] != NULL && parts[1] != NULL; i++)
    if (g_unichar_isupper (g_utf8_get_char (parts[i])))
      add_form (self, record, parts[i], SHORTEST_PART);
}

static void
add_real_name (PtNames *self, PtRecord *record, const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);

  add_form (self, record, name, SHORTEST_PART);
  if (strchr (name, ' ') != NULL)
    add_form (self, record, small, SHORTEST_PART);
  add_parts (self, record, name);
}

/* Archived persons too: their names are no less theirs. "An" is an English word. */
static void
list_people (PtNames *self, PtNameSource real_name, gpointer data)
{
  const glong shortest = strcmp (self->lang, "nl") == 0 ? 2 : 3;
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *record = all->pdata[i];
      g_autofree char *real = NULL;

      if (strcmp (pt_record_get_kind_id (record), "stakeholder") != 0)
        continue;
      if (has_own_name (record))
        add_form (self, record, pt_record_get_text (record, "name"), shortest);
      if (has_own_name (record) && !pt_names_is_protected (record) && !may_be_named (self, record))
        add_parts (self, record, pt_record_get_text (record, "name"));
      real = real_name != NULL ? real_name (pt_record_get_id (record), data) : NULL;
      if (real != NULL && *real != '\0')
        add_real_name (self, record, real);
    }
  g_array_sort (self->people, compare_name_length);
}

PtNames *
pt_names_new (PtDataset *data, const PtAudience *audience, const char *policy, const char *lang,
              const char *today, PtNameSource real_name, gpointer data_of_source)
{
  PtNames *self = g_new0 (PtNames, 1);

  self->data = pt_dataset_ref (data);
  self->audience = audience;
  self->policy = g_strdup (policy != NULL ? policy : audience->policy);
  self->lang = g_strdup (lang);
  self->today = g_strdup (today);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->people = g_array_new (FALSE, FALSE, sizeof (Person));
  g_array_set_clear_func (self->people, clear_person);
  list_people (self, real_name, data_of_source);
  return self;
}

void
pt_names_free (PtNames *self)
{
  pt_dataset_unref (self->data);
  g_free (self->policy);
  g_free (self->lang);
  g_free (self->today);
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->called);
  g_array_unref (self->people);
  g_free (self);
}

GHashTable *
pt_names_get_called (PtNames *self)
{
  return self->called;
}

const char *
pt_names_get_policy (PtNames *self)
{
  return self->policy;
}

void
pt_names_begin (PtNames *self)
{
  g_hash_table_remove_all (self->seen);
}

/* Whether somebody else with the same role is already in this scene. */
static bool
role_is_taken (PtNames *self, const char *role)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (strcmp (value, role) == 0)
      return true;
  return false;
}

static PtRoleForm
choose_form (PtNames *self, const PtRecord *person)
{
  const char *id = pt_record_get_id (person);
  g_autofree char *role = pt_role_say (person, PT_ROLE_BARE, self->lang);
  PtRoleForm form = PT_ROLE_ONE;

  if (g_hash_table_contains (self->seen, id))
    return PT_ROLE_SAME;
  if (role_is_taken (self, role))
    form = PT_ROLE_OTHER;
  g_hash_table_insert (self->seen, g_strdup (id), g_steal_pointer (&role));
  return form;
}

static char *
call_question (PtNames *self, const PtRecord *question)
{
  g_autofree char *letter = pt_letter_from_no (pt_record_get_no (question));

  if (*letter == '?')
    return g_strdup (pt_words (self->lang, NC_ ("story", "a question")));
  return g_strdup_printf ("%s %s", pt_words (self->lang, NC_ ("story", "question")), letter);
}

/* A title may be said where it names a thing of the lab; what somebody wrote down may not be for
 * these readers. */
static char *
call_thing (PtNames *self, PtRecord *record)
{
  static const char *const named[] = { "logbook", "challenge", "experiment", NULL };
  const char *kind = pt_record_get_kind_id (record);
  g_autofree char *title = NULL;

  if (strcmp (kind, "question") == 0)
    return call_question (self, record);
  if (g_strv_contains (named, kind)
      && pt_dataset_sharing (self->data, record) != PT_SHARING_PRIVATE)
    title = pt_record_dup_title (record);
  if (title == NULL || strstr (title, "](") != NULL)
    return g_strdup (pt_words (self->lang, NC_ ("story", "another note")));
  return pt_names_render (self, title);
}

/* (transfer full): "De gemeente" is "de gemeente" within a sentence. */
static char *
name_within (const PtRecord *record)
{
  const char *name = pt_record_get_text (record, "name");

  if (g_str_has_prefix (name, "De ") || g_str_has_prefix (name, "Het ")
      || g_str_has_prefix (name, "The "))
    return g_strdup_printf ("%c%s", g_ascii_tolower (*name), name + 1);
  return g_strdup (name);
}

static void
note_call (PtNames *self, const PtRecord *record)
{
  const char *name = pt_record_get_text (record, "name");

  g_hash_table_replace (self->called, g_strdup (pt_record_get_id (record)), g_strdup (name));
}

char *
pt_names_call (PtNames *self, const char *id)
{
  PtRecord *record = pt_dataset_get (self->data, id);

  if (record == NULL)
    return g_strdup (pt_words (self->lang, NC_ ("story", "someone")));
  if (strcmp (pt_record_get_kind_id (record), "stakeholder") != 0)
    return call_thing (self, record);
  if (may_be_named (self, record) && pt_record_get_text (record, "name") != NULL)
    {
      note_call (self, record);
      return name_within (record);
    }
  return pt_role_say (record, choose_form (self, record), self->lang);
}

char *
pt_names_label (PtNames *self, const char *id)
{
  PtRecord *record = pt_dataset_get (self->data, id);

  if (record == NULL || strcmp (pt_record_get_kind_id (record), "stakeholder") != 0)
    return pt_names_call (self, id);
  if (may_be_named (self, record) && pt_record_get_text (record, "name") != NULL)
    {
      note_call (self, record);
      return g_strdup (pt_record_get_text (record, "name"));
    }
  g_autofree char *role = pt_role_say (record, PT_ROLE_BARE, self->lang);

  return pt_words_capital (role);
}

static bool
is_boundary (const char *text, const char *p)
{
  gunichar c = p < text ? 0 : g_utf8_get_char (p);

  return !g_unichar_isalnum (c);
}

/* How many bytes of @p are @person's name as a whole word, with its genitive; 0 = none. */
static size_t
name_length_at (const Person *person, const char *text, const char *p)
{
  const char *end = p + person->length;

  if (*p != *person->name || strncmp (p, person->name, person->length) != 0)
    return 0;
  if (is_boundary (text, end))
    return person->length;
  return *end == 's' && person->length >= SHORTEST_PART && is_boundary (text, end + 1)
             ? person->length + 1
             : 0;
}

/* Somebody's name at @p. */
static const Person *
person_at (PtNames *self, const char *text, const char *p, size_t *length)
{
  if (p > text && !is_boundary (text, g_utf8_prev_char (p)))
    return NULL;
  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *person = &g_array_index (self->people, Person, i);

      *length = name_length_at (person, text, p);
      if (*length > 0)
        return person;
    }
  return NULL;
}

/* One person or thing in a text: a reference, or a name that was typed. */
typedef struct
{
  char *id;
  size_t start, end;
} Place;

static void
find_typed (PtNames *self, const char *text, size_t from, size_t to, GArray *into)
{
  for (const char *p = text + from; p < text + to; p = g_utf8_next_char (p))
    {
      size_t length = 0;
      const Person *person = person_at (self, text, p, &length);

      if (person == NULL)
        continue;
      Place place = { .id = g_strdup (pt_record_get_id (person->record)), .start = p - text };

      place.end = place.start + length;
      if (place.end > to)
        {
          g_free (place.id);
          continue;
        }
      g_array_append_val (into, place);
      p = text + place.end - 1;
      while ((*p & 0xc0) == 0x80)
        p--;
    }
}

static void
clear_place (gpointer data)
{
  g_free (((Place *)data)->id);
}

static GArray *
find_places (PtNames *self, const char *text)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  size_t at = 0;

  g_array_set_clear_func (places, clear_place);
  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = mentions->pdata[i];
      Place place = { g_strdup (mention->id), mention->start, mention->end };

      find_typed (self, text, at, mention->start, places);
      g_array_append_val (places, place);
      at = mention->end;
    }
  find_typed (self, text, at, strlen (text), places);
  return places;
}

static bool
starts_sentence (const GString *out)
{
  gssize i = (gssize)out->len - 1;

  while (i >= 0 && strchr (" \t\n\"'>*-_", out->str[i]) != NULL)
    i--;
  return i < 0 || strchr (".!?", out->str[i]) != NULL
         || (out->len > 0 && out->str[out->len - 1] == '\n');
}

/* "onze @Huisarts 2" keeps its own article. */
static bool
follows_article (const GString *out)
{
  static const char *const articles[] = { "de ",   "het ", "een ",      "onze ", "ons ",
                                          "deze ", "die ", "dezelfde ", "the ",  "a ",
                                          "an ",   "our ", "this ",     "that ", NULL };
  const char *from = out->str + (out->len > 12 ? out->len - 12 : 0);

  while ((*from & 0xc0) == 0x80)
    from++;
  g_autofree char *tail = g_utf8_strdown (from, -1);

  for (guint i = 0; articles[i] != NULL; i++)
    {
      size_t length = strlen (articles[i]);
      size_t all = strlen (tail);

      if (all >= length && strcmp (tail + all - length, articles[i]) == 0
          && (all == length || !g_ascii_isalpha (tail[all - length - 1])))
        return true;
    }
  return false;
}

static void
append_call (PtNames *self, GString *out, const char *id)
{
  PtRecord *record = pt_dataset_get (self->data, id);
  bool is_role = record == NULL
                 || (strcmp (pt_record_get_kind_id (record), "stakeholder") == 0
                     && !may_be_named (self, record));
  g_autofree char *called = pt_names_call (self, id);

  if (is_role && record != NULL && follows_article (out))
    {
      g_autofree char *bare = pt_role_say (record, PT_ROLE_BARE, self->lang);

      g_string_append (out, bare);
    }
  else if (starts_sentence (out))
    {
      g_autofree char *capital = pt_words_capital (called);

      g_string_append (out, capital);
    }
  else
    g_string_append (out, called);
}

char *
pt_names_render (PtNames *self, const char *text)
{
  g_autoptr (GArray) places = find_places (self, text);
  GString *out = g_string_new (NULL);
  size_t at = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      g_string_append_len (out, text + at, place->start - at);
      append_call (self, out, place->id);
      at = place->end;
    }
  g_string_append (out, text + at);
  return g_string_free (out, FALSE);
}

GPtrArray *
pt_names_find (PtNames *self, const char *text)
{
  g_autoptr (GArray) places = find_places (self, text);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < places->len; i++)
    {
      const char *id = g_array_index (places, Place, i).id;
      PtRecord *record = pt_dataset_get (self->data, id);

      if (record == NULL || strcmp (pt_record_get_kind_id (record), "stakeholder") != 0)
        continue;
      if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
  return ids;
}
