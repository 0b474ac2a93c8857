/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate. Sharing, story use, protection and consent are read strictest; quotes are looked for in
 * every text, and the words of a quote that may not be printed are looked for in every other text. */
#include "pt-story-gate.h"

#include "pt-markdown.h"
#include "pt-story-consent.h"
#include "pt-story-markdown.h"
#include "pt-story-quote.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PtGate
{
  PtDataset *data;
  const PtAudience *audience;
  PtNames *names; /* borrowed */
  char *from_on, *to_on, *today;
  PtQuoteSet *barred;
  GHashTable *omitted[PT_OMIT_LAST]; /* ids of what was left out, each counted once */
};

static const char *const omission_labels[] = {
  [PT_OMIT_NOT_CHOSEN] = NC_ ("story", "Notes that were not chosen for the story"),
  [PT_OMIT_SENSITIVE] = NC_ ("story", "Sensitive notes"),
  [PT_OMIT_QUOTE] = NC_ ("story", "Quoted words without consent for this use"),
  [PT_OMIT_WITHDRAWN] = NC_ ("story", "Passages about people who withdrew their consent"),
  [PT_OMIT_PHOTO] = NC_ ("story", "Pictures not checked, or without consent"),
  [PT_OMIT_NO_ALT] = NC_ ("story", "Pictures without a description"),
  [PT_OMIT_UNDISCUSSED] = NC_ ("story", "Learning moments not yet discussed"),
};

/* What an outside reader sees of records with a status. */
typedef struct
{
  const char *kind;
  const char *statuses[8];
} Admission;

static const Admission outside[] = {
  { "learning", { "discussed", "established", "applied" } },
  { "outcome", { "observed", "substantiated", "confirmed", "did_not_occur", "faded" } },
};

static bool
is_true (const PtRecord *record, const char *field)
{
  return g_strcmp0 (pt_record_get_strictest (record, field), "true") == 0;
}

static void
count (PtGate *self, PtOmission reason, const char *what)
{
  g_hash_table_add (self->omitted[reason], g_strdup (what));
}

guint
pt_gate_omitted (PtGate *self, PtOmission reason)
{
  return g_hash_table_size (self->omitted[reason]);
}

guint
pt_gate_omitted_in_all (PtGate *self)
{
  guint n = 0;

  for (guint i = 0; i < PT_OMIT_LAST; i++)
    n += pt_gate_omitted (self, i);
  return n;
}

const char *
pt_omission_label (PtOmission reason)
{
  return omission_labels[reason];
}

PtDataset *
pt_gate_get_data (PtGate *self)
{
  return self->data;
}

const PtAudience *
pt_gate_get_audience (PtGate *self)
{
  return self->audience;
}

PtNames *
pt_gate_get_names (PtGate *self)
{
  return self->names;
}

static int
compare_by_id (gconstpointer a, gconstpointer b)
{
  return strcmp (pt_record_get_id (*(PtRecord **)a), pt_record_get_id (*(PtRecord **)b));
}

static void
add_end (PtDataset *data, const PtRecord *link, const char *end, const char *kind, GPtrArray *into)
{
  const char *id = pt_record_get_text (link, end);
  PtRecord *other = id != NULL ? pt_dataset_get (data, id) : NULL;

  if (other != NULL && strcmp (pt_record_get_kind_id (other), kind) == 0
      && !g_ptr_array_find (into, other, NULL))
    g_ptr_array_add (into, other);
}

GPtrArray *
pt_gate_linked (PtDataset *data, const char *id, const char *link_kind, const char *kind)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) from = pt_dataset_links_from (data, id, link_kind);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (data, id, link_kind);

  for (guint i = 0; i < from->len; i++)
    add_end (data, from->pdata[i], "to", kind, found);
  for (guint i = 0; i < to->len; i++)
    add_end (data, to->pdata[i], "from", kind, found);
  g_ptr_array_sort (found, compare_by_id);
  return found;
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

static void
bar_quotes (PtGate *self)
{
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    if (strcmp (pt_record_get_kind_id (all->pdata[i]), "entry") == 0)
      bar_entry (self, all->pdata[i]);
}

PtGate *
pt_gate_new (PtDataset *data, const PtAudience *audience, PtNames *names, const char *from_on,
             const char *to_on, const char *today)
{
  PtGate *self = g_new0 (PtGate, 1);

  self->data = pt_dataset_ref (data);
  self->audience = audience;
  self->names = names;
  self->from_on = g_strdup (from_on);
  self->to_on = g_strdup (to_on);
  self->today = g_strdup (today);
  self->barred = pt_quote_set_new ();
  for (guint i = 0; i < PT_OMIT_LAST; i++)
    self->omitted[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  bar_quotes (self);
  return self;
}

void
pt_gate_free (PtGate *self)
{
  pt_dataset_unref (self->data);
  g_free (self->from_on);
  g_free (self->to_on);
  g_free (self->today);
  pt_quote_set_free (self->barred);
  for (guint i = 0; i < PT_OMIT_LAST; i++)
    g_hash_table_unref (self->omitted[i]);
  g_free (self);
}

static bool
in_period (PtGate *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL || kind->date_field == NULL)
    return true;
  g_autofree char *date = pt_record_dup_date (record);

  return (self->from_on == NULL || strncmp (date, self->from_on, 10) >= 0)
         && (self->to_on == NULL || strncmp (date, self->to_on, 10) <= 0);
}

/* What began before the period may end in it. */
static bool
has_begun (PtGate *self, PtRecord *record)
{
  g_autofree char *date = pt_record_dup_date (record);

  return self->to_on == NULL || strncmp (date, self->to_on, 10) <= 0;
}

static bool
lasts (const PtRecord *record)
{
  static const char *const kinds[] = { "experiment", "question",    "challenge", "stakeholder",
                                       "logbook",    "involvement", "resource",  NULL };

  return g_strv_contains (kinds, pt_record_get_kind_id (record));
}

bool
pt_gate_is_open (PtGate *self, PtRecord *record)
{
  if (pt_record_is_archived (record)
      || pt_dataset_sharing (self->data, record) == PT_SHARING_PRIVATE)
    return false;
  return lasts (record) ? has_begun (self, record) : in_period (self, record);
}

static bool
admits_entry (PtGate *self, PtRecord *entry)
{
  const char *use = pt_record_get_strictest (entry, "story_use");
  bool chosen = self->audience->outside ? g_strcmp0 (use, "yes") == 0 : g_strcmp0 (use, "no") != 0;

  if (!chosen)
    count (self, PT_OMIT_NOT_CHOSEN, pt_record_get_id (entry));
  return chosen;
}

static bool
admits_status (PtGate *self, PtRecord *record)
{
  const char *kind = pt_record_get_kind_id (record);

  for (guint i = 0; self->audience->outside && i < G_N_ELEMENTS (outside); i++)
    if (strcmp (outside[i].kind, kind) == 0
        && !g_strv_contains (outside[i].statuses, pt_record_get_text (record, "status")))
      {
        if (strcmp (kind, "learning") == 0
            && g_strcmp0 (pt_record_get_text (record, "status"), "withdrawn") != 0)
          count (self, PT_OMIT_UNDISCUSSED, pt_record_get_id (record));
        return false;
      }
  return true;
}

bool
pt_gate_admits (PtGate *self, PtRecord *record)
{
  if (!pt_gate_is_open (self, record))
    return false;
  if (strcmp (pt_record_get_kind_id (record), "entry") == 0)
    return admits_entry (self, record);
  return admits_status (self, record);
}

static int
compare_by_date (gconstpointer a, gconstpointer b)
{
  g_autofree char *date_a = pt_record_dup_date (*(PtRecord **)a);
  g_autofree char *date_b = pt_record_dup_date (*(PtRecord **)b);
  int order = strcmp (date_a, date_b);

  return order != 0 ? order : compare_by_id (a, b);
}

GPtrArray *
pt_gate_list (PtGate *self, const char *kind)
{
  GPtrArray *admitted = g_ptr_array_new ();
  GPtrArray *all = pt_dataset_list (self->data, kind);
  const PtRecordKind *known = pt_record_kind_find (kind);

  for (guint i = 0; i < all->len; i++)
    if (pt_gate_admits (self, all->pdata[i]))
      g_ptr_array_add (admitted, all->pdata[i]);
  if (known != NULL && known->date_field != NULL)
    g_ptr_array_sort (admitted, compare_by_date);
  return admitted;
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
      count (self, why, id != NULL ? id : pieces->pdata[i]);
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

char *
pt_gate_text (PtGate *self, PtRecord *record, const char *field)
{
  const char *text = pt_record_get_text (record, field);
  g_autofree char *kept = NULL;

  if (text == NULL || *text == '\0')
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
      count (self, PT_OMIT_WITHDRAWN, id);
      return false;
    }
  for (guint i = 0; self->audience->outside && i < speakers->len; i++)
    if (!may_be_retold (self, speakers->pdata[i], id))
      {
        count (self, PT_OMIT_QUOTE, id);
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
      count (self, PT_OMIT_SENSITIVE, pt_record_get_id (entry));
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
    count (self, PT_OMIT_QUOTE, pt_record_get_id (entry));
  return covered;
}

bool
pt_gate_view (PtGate *self, PtRecord *comment)
{
  const char *person = pt_record_get_text (comment, "on_behalf_of");
  bool covered = may_be_quoted (self, person, pt_record_get_id (comment));

  if (!covered)
    count (self, PT_OMIT_QUOTE, pt_record_get_id (comment));
  return covered;
}

static bool
agrees_to_photo (PtGate *self, const char *person, const char *item, bool child)
{
  PtRecord *record = pt_dataset_get (self->data, person);
  bool minor = child || (record != NULL && pt_record_get_bool (record, "minor"));

  if (minor)
    return pt_consent_covers_by_parent (self->data, person, "photo", self->audience->reach, item,
                                        self->today);
  return pt_consent_covers (self->data, person, "photo", self->audience->reach, item, self->today);
}

static bool
all_agree_to_photo (PtGate *self, PtRecord *attachment, bool child)
{
  const char *id = pt_record_get_id (attachment);
  g_autoptr (GPtrArray) depicted = pt_gate_linked (self->data, id, "depicts", "stakeholder");

  for (guint i = 0; i < depicted->len; i++)
    if (pt_names_is_person (depicted->pdata[i])
        && !agrees_to_photo (self, pt_record_get_id (depicted->pdata[i]), id, child))
      return false;
  return depicted->len > 0;
}

/* Checked by a person and found to show nobody, or only people who agreed. */
static bool
shows_only_consent (PtGate *self, PtRecord *attachment)
{
  g_auto (GStrv) shows = pt_record_dup_keys (attachment, "shows");
  bool recognisable = false;
  bool child = false;

  if (shows[0] == NULL)
    return false;
  for (guint i = 0; shows[i] != NULL; i++)
    if (strcmp (shows[i], "children") == 0)
      child = true;
    else if (strcmp (shows[i], "recognisable") == 0)
      recognisable = true;
    else if (strcmp (shows[i], "nobody") != 0)
      return false;
  g_autoptr (GPtrArray) depicted = pt_gate_linked (self->data, pt_record_get_id (attachment),
                                                   "depicts", "stakeholder");

  if (!recognisable && !child && depicted->len == 0)
    return true;
  return all_agree_to_photo (self, attachment, child);
}

bool
pt_gate_photo (PtGate *self, PtRecord *attachment)
{
  const char *alt = pt_record_get_text (attachment, "alt_text");

  if (!pt_gate_is_open (self, attachment))
    return false;
  if (!shows_only_consent (self, attachment))
    {
      count (self, PT_OMIT_PHOTO, pt_record_get_id (attachment));
      return false;
    }
  if (self->audience->outside && (alt == NULL || *alt == '\0'))
    {
      count (self, PT_OMIT_NO_ALT, pt_record_get_id (attachment));
      return false;
    }
  return true;
}
