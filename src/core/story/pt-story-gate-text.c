/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words pass: quotes are looked for in every text, and the words of a quote that may not be
 * printed are looked for in every other text. A text loses the pieces that may not be printed. */
#include "pt-markdown.h"
#include "pt-story-consent.h"
#include "pt-story-gate-private.h"
#include "pt-story-markdown.h"

#include <string.h>

static bool
is_true (const PtRecord *record, const char *field)
{
  return g_strcmp0 (pt_record_get_strictest (record, field), "true") == 0;
}

/* Quoting somebody by name is still quoting: either use will do unless quoting was withdrawn. */
static bool
may_be_quoted (PtGate *self, const char *person, const char *item)
{
  PtRecord *record = pt_dataset_get (self->data, person);
  const char *reach = self->audience->reach;

  if (record != NULL && g_strcmp0 (pt_record_get_text (record, "kind"), "organisation") == 0
      && !pt_names_is_person (record))
    return true;
  if (record != NULL && g_strcmp0 (pt_record_get_text (record, "kind"), "persona") == 0)
    return false;
  if (pt_consent_is_withdrawn (self->data, person, "anonymous_quote", item))
    return false;
  return pt_consent_covers (self->data, person, "anonymous_quote", reach, item, self->today)
         || pt_consent_covers (self->data, person, "named", reach, item, self->today);
}

static bool
all_may_be_quoted (PtGate *self, GPtrArray *people, const char *item)
{
  for (guint i = 0; i < people->len; i++)
    if (!may_be_quoted (self, people->pdata[i], item))
      return false;
  return true;
}

static void
add_linked_people (PtGate *self, PtRecord *record, const char *link_kind, GPtrArray *into)
{
  g_autoptr (GPtrArray)
      linked = pt_gate_linked (self->data, pt_record_get_id (record), link_kind, "stakeholder");

  for (guint i = 0; i < linked->len; i++)
    g_ptr_array_add (into, g_strdup (pt_record_get_id (linked->pdata[i])));
}

/* A group that is only mentioned says nothing; people who are mentioned may have said it. */
static GPtrArray *
people_in (PtGate *self, const char *text)
{
  GPtrArray *people = pt_names_find (self->names, text);

  for (guint i = people->len; i > 0; i--)
    {
      PtRecord *record = pt_dataset_get (self->data, people->pdata[i - 1]);

      if (record != NULL && !pt_names_is_person (record))
        g_ptr_array_remove_index (people, i - 1);
    }
  return people;
}

/* Whose words may stand in @text of @record: its speaker, who it mentions, and for a comment on
 * whose behalf it was made. */
static GPtrArray *
voices_in (PtGate *self, PtRecord *record, const char *text)
{
  GPtrArray *people = people_in (self, text);

  if (record == NULL)
    return people;
  add_linked_people (self, record, "speaker", people);
  if (strcmp (pt_record_get_kind_id (record), "comment") == 0
      && pt_record_get_text (record, "on_behalf_of") != NULL)
    g_ptr_array_add (people, g_strdup (pt_record_get_text (record, "on_behalf_of")));
  return people;
}

static bool
is_quote (const PtRecord *entry)
{
  return strcmp (pt_record_get_kind_id (entry), "entry") == 0
         && g_strcmp0 (pt_record_get_text (entry, "kind"), "quote") == 0;
}

/* Words whose speaker nobody knows have nobody's consent. */
static bool
quote_is_covered (PtGate *self, PtRecord *entry)
{
  const char *body = pt_record_get_text (entry, "body");
  g_autoptr (GPtrArray) people = voices_in (self, entry, body != NULL ? body : "");

  if (people->len == 0)
    return !self->audience->outside;
  return all_may_be_quoted (self, people, pt_record_get_id (entry));
}

static void
bar_passages (PtGate *self, PtRecord *record, const char *text)
{
  g_autoptr (GPtrArray) passages = pt_quote_find (text);
  g_autoptr (GPtrArray) people = voices_in (self, record, text);

  if (all_may_be_quoted (self, people, pt_record_get_id (record)))
    return;
  for (guint i = 0; i < passages->len; i++)
    pt_quote_set_add (self->barred, passages->pdata[i]);
}

static void
bar_entry (PtGate *self, PtRecord *entry)
{
  const char *texts[] = { pt_record_get_text (entry, "body"),
                          pt_record_get_text (entry, "story_text"),
                          pt_record_get_text (entry, "title") };
  bool whole = is_quote (entry) && !quote_is_covered (self, entry);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && whole)
      pt_quote_set_add (self->barred, texts[i]);
    else if (texts[i] != NULL)
      bar_passages (self, entry, texts[i]);
}

/* The words were erased; who copied them before knew nothing of it. */
static void
bar_traces (PtGate *self, PtRecord *act)
{
  const char *person = pt_record_get_text (act, "stakeholder");
  const char *traces = pt_record_get_text (act, "traces");

  if (person != NULL && traces != NULL
      && pt_consent_is_withdrawn (self->data, person, "anonymous_quote", NULL))
    pt_quote_set_add_traces (self->barred, traces);
}

void
pt_gate_bar_quotes (PtGate *self)
{
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    if (strcmp (pt_record_get_kind_id (all->pdata[i]), "entry") == 0)
      bar_entry (self, all->pdata[i]);
    else if (strcmp (pt_record_get_kind_id (all->pdata[i]), "consent") == 0)
      bar_traces (self, all->pdata[i]);
}

/* Somebody in @people took everything back. */
static bool
somebody_withdrew (PtGate *self, GPtrArray *people, const char *item)
{
  for (guint i = 0; i < people->len; i++)
    if (pt_consent_is_withdrawn (self->data, people->pdata[i], NULL, item))
      return true;
  return false;
}

/* Whether one piece of a text may be printed. @voices: of the whole text. */
static bool
passes (PtGate *self, const char *piece, GPtrArray *voices, const char *item, PtOmission *why)
{
  g_autoptr (GPtrArray) people = people_in (self, piece);

  *why = PT_OMIT_WITHDRAWN;
  if (somebody_withdrew (self, people, item))
    return false;
  *why = PT_OMIT_QUOTE;
  if (pt_quote_set_meets (self->barred, piece))
    return false;
  return !pt_quote_has (piece) || all_may_be_quoted (self, voices, item);
}

static char *
filter (PtGate *self, PtRecord *record, const char *text)
{
  const char *id = record != NULL ? pt_record_get_id (record) : NULL;
  g_autoptr (GPtrArray) pieces = pt_quote_chunks (text);
  g_autoptr (GPtrArray) voices = voices_in (self, record, text);
  g_autoptr (GString) kept = g_string_new (NULL);
  PtOmission why;

  for (guint i = 0; i < pieces->len; i++)
    if (passes (self, pieces->pdata[i], voices, id, &why))
      g_string_append (kept, pieces->pdata[i]);
    else
      pt_gate_count (self, why, id != NULL ? id : pieces->pdata[i]);
  g_strstrip (kept->str);
  if (*kept->str == '\0')
    return NULL;
  return pt_names_render (self->names, kept->str);
}

/* A line that people typed is no Markdown: its marks are theirs. */
static bool
is_plain (PtRecord *record, const char *field)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *known = kind != NULL ? pt_record_kind_field (kind, field) : NULL;

  return known != NULL && known->kind != PT_KIND_LONG;
}

/* Of a sensitive note nothing is printed but how we tell it. */
static bool
is_raw (const PtRecord *record, const char *field)
{
  return strcmp (pt_record_get_kind_id (record), "entry") == 0 && is_true (record, "sensitive")
         && (strcmp (field, "title") == 0 || strcmp (field, "body") == 0);
}

char *
pt_gate_text (PtGate *self, PtRecord *record, const char *field)
{
  const char *text = pt_record_get_text (record, field);
  g_autofree char *kept = NULL;

  if (text == NULL || *text == '\0' || is_raw (record, field))
    return NULL;
  if (is_quote (record) && !pt_gate_quote (self, record))
    return NULL;
  kept = filter (self, record, text);
  if (kept != NULL && is_plain (record, field))
    return pt_markdown_escape (kept);
  return g_steal_pointer (&kept);
}

char *
pt_gate_line (PtGate *self, PtRecord *record, const char *field)
{
  g_autofree char *text = pt_gate_text (self, record, field);

  return text != NULL ? pt_markdown_flatten (text) : NULL;
}

/* Telling on what somebody told asks for less than quoting, and no less than nothing. */
static bool
may_be_retold (PtGate *self, const char *person, const char *item)
{
  return may_be_quoted (self, person, item)
         || pt_consent_covers (self->data, person, "retell", self->audience->reach, item,
                               self->today);
}

/* Somebody's story is theirs: not after a withdrawal, and to outside readers not unasked. */
static bool
is_free_to_tell (PtGate *self, PtRecord *entry)
{
  const char *id = pt_record_get_id (entry);
  g_autoptr (GPtrArray) speakers = g_ptr_array_new_with_free_func (g_free);

  add_linked_people (self, entry, "speaker", speakers);
  if (somebody_withdrew (self, speakers, id))
    {
      pt_gate_count (self, PT_OMIT_WITHDRAWN, id);
      return false;
    }
  for (guint i = 0; self->audience->outside && i < speakers->len; i++)
    if (!may_be_retold (self, speakers->pdata[i], id))
      {
        pt_gate_count (self, PT_OMIT_QUOTE, id);
        return false;
      }
  return true;
}

char *
pt_gate_entry_text (PtGate *self, PtRecord *entry)
{
  const char *told = pt_record_get_text (entry, "story_text");
  bool has_told = told != NULL && *told != '\0';

  if (!has_told && is_true (entry, "sensitive"))
    {
      pt_gate_count (self, PT_OMIT_SENSITIVE, pt_record_get_id (entry));
      return NULL;
    }
  if (!is_free_to_tell (self, entry))
    return NULL;
  return pt_gate_text (self, entry, has_told ? "story_text" : "body");
}

char *
pt_gate_own_text (PtGate *self, const char *text)
{
  return filter (self, NULL, text);
}

bool
pt_gate_quote (PtGate *self, PtRecord *entry)
{
  bool covered = quote_is_covered (self, entry);

  if (!covered)
    pt_gate_count (self, PT_OMIT_QUOTE, pt_record_get_id (entry));
  return covered;
}

bool
pt_gate_view (PtGate *self, PtRecord *comment)
{
  const char *person = pt_record_get_text (comment, "on_behalf_of");
  bool covered = may_be_quoted (self, person, pt_record_get_id (comment));

  if (!covered)
    pt_gate_count (self, PT_OMIT_QUOTE, pt_record_get_id (comment));
  return covered;
}
