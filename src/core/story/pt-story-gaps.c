/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap check, a table of finders. Each looks at the records of the period that are shared with the
 * team: what is private is nobody's gap. */
#include "pt-story-gaps.h"

#include "pt-story-passage.h"
#include "pt-story-teller.h"

#include "pt-catalog.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer sentences are shown from their beginning. */
#define SHOWN_CHARACTERS 90

typedef struct
{
  PtDataset *data;
  PtGate *gate;
  PtNarrativeOptions options; /* settled */
  const PtEdition *edition;
  const char *const *waiting;
  GPtrArray *gaps;
} Search;

static const struct
{
  const char *id, *label;
} types[] = {
  [PT_GAP_UNSEARCHED] = { "unsearched", N_ ("Real names not looked for") },
  [PT_GAP_CONFLICT] = { "conflict", N_ ("Two versions") },
  [PT_GAP_REQUIRED] = { "required", N_ ("Not filled in") },
  [PT_GAP_RESULT] = { "result", N_ ("Experiments without a result") },
  [PT_GAP_DECISION] = { "decision", N_ ("Experiments without a decision") },
  [PT_GAP_CONTRIBUTION] = { "contribution", N_ ("Effects without your part in them") },
  [PT_GAP_NEGATIVE] = { "negative", N_ ("Nothing unwanted?") },
  [PT_GAP_MONTH] = { "month", N_ ("Months without notes") },
  [PT_GAP_UNDECIDED] = { "undecided", N_ ("Notes not yet decided on") },
  [PT_GAP_QUOTE] = { "quote", N_ ("Quotes without consent") },
  [PT_GAP_PHOTO] = { "photo", N_ ("Pictures without consent") },
  [PT_GAP_ALT] = { "alt", N_ ("Pictures without a description") },
  [PT_GAP_WAITING] = { "waiting", N_ ("Not yet shared with your team") },
  [PT_GAP_PASSAGE] = { "passage", N_ ("Rewritten, and changed since") },
  [PT_GAP_NAME] = { "name", N_ ("Names to tick") },
  [PT_GAP_SENTENCE] = { "sentence", N_ ("Long sentences") },
  [PT_GAP_PAGES] = { "pages", N_ ("Too many pages") },
};

const char *
pt_gap_id (PtGapType type)
{
  return types[type].id;
}

const char *
pt_gap_label (PtGapType type)
{
  return _ (types[type].label);
}

void
pt_gap_free (PtGap *self)
{
  g_free (self->what);
  g_free (self->record);
  g_free (self);
}

/* Takes @what. */
static void
add (Search *self, PtGapType type, const char *record, char *what)
{
  PtGap *gap = g_new0 (PtGap, 1);

  gap->type = type;
  gap->what = what;
  gap->record = g_strdup (record);
  g_ptr_array_add (self->gaps, gap);
}

/* @format: translated, with one %s for what the record is called. */
static void
add_titled (Search *self, PtGapType type, PtRecord *record, const char *format)
{
  g_autofree char *title = pt_dataset_dup_title (self->data, record);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  add (self, type, pt_record_get_id (record), g_strjoinv (title, parts));
}

static bool
is_empty (const PtRecord *record, const char *field)
{
  const char *text = pt_record_get_text (record, field);

  return text == NULL || *text == '\0';
}

/* (transfer container): of the period, oldest first. */
static GPtrArray *
list (Search *self, const char *kind)
{
  GPtrArray *all = pt_dataset_list (self->data, kind);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (pt_gate_is_open (self->gate, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  g_ptr_array_sort (found, pt_gate_compare_moments);
  return found;
}

/* (nullable): what to open for what is about the whole. */
static const char *
get_whole (Search *self)
{
  PtRecord *logbook = pt_dataset_logbook (self->data);

  return self->options.narrative != NULL ? self->options.narrative
         : logbook != NULL               ? pt_record_get_id (logbook)
                                         : NULL;
}

static void
find_unsearched (Search *self)
{
  if (self->options.unsearched != NULL && get_whole (self) != NULL)
    add (self, PT_GAP_UNSEARCHED, get_whole (self), g_strdup (self->options.unsearched));
}

static void
find_conflicts (Search *self)
{
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    {
      g_auto (GStrv) fields = pt_record_dup_conflicts (all->pdata[i]);

      if (fields[0] != NULL && !pt_record_is_archived (all->pdata[i]))
        add_titled (self, PT_GAP_CONFLICT, all->pdata[i],
                    /* Translators: what something is called. */
                    _ ("Choose between two versions of “%s”."));
    }
}

static void
find_required_in (Search *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if ((field->flags & PT_FIELD_REQUIRED) != 0
        && pt_value_is_empty (pt_record_get_value (record, field->id)))
      {
        g_autofree char *name = pt_record_dup_name (record);
        g_autofree char *title = name != NULL ? pt_dataset_dup_title (self->data, record)
                                              : g_strdup (pt_record_kind_label (kind));

        add (
            self, PT_GAP_REQUIRED, pt_record_get_id (record),
            /* Translators: the name of a field; what something is called. */
            g_strdup_printf (_ ("“%s” is not filled in for “%s”."), pt_field_label (field), title));
      }
}

static void
find_required (Search *self)
{
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    if (pt_gate_is_open (self->gate, all->pdata[i]))
      find_required_in (self, all->pdata[i]);
}

static void
find_experiments (Search *self)
{
  g_autoptr (GPtrArray) experiments = list (self, "experiment");

  for (guint i = 0; i < experiments->len; i++)
    {
      PtRecord *one = experiments->pdata[i];

      if (!pt_is (one, "status", "completed") && !pt_is (one, "status", "stopped"))
        continue;
      if (is_empty (one, "result"))
        add_titled (self, PT_GAP_RESULT, one, _ ("“%s” has ended and has no result."));
      if (is_empty (one, "decision") && pt_is (one, "status", "completed"))
        add_titled (self, PT_GAP_DECISION, one, _ ("“%s” has ended. What was decided?"));
      else if (is_empty (one, "decision_why") && is_empty (one, "status_why"))
        add_titled (self, PT_GAP_DECISION, one, _ ("“%s”: why was it decided so?"));
    }
}

static void
find_effects (Search *self)
{
  static const char *const seen[] = { "observed", "substantiated", "confirmed", NULL };
  g_autoptr (GPtrArray) outcomes = list (self, "outcome");
  PtRecord *logbook = pt_dataset_logbook (self->data);
  bool negative = false;

  for (guint i = 0; i < outcomes->len; i++)
    {
      PtRecord *one = outcomes->pdata[i];
      const char *status = pt_record_get_text (one, "status");

      negative = negative || pt_is (one, "direction", "negative")
                 || pt_is (one, "direction", "mixed");
      if (status != NULL && g_strv_contains (seen, status) && is_empty (one, "contribution"))
        add_titled (self, PT_GAP_CONTRIBUTION, one, _ ("“%s”: what did you do for it?"));
    }
  if (!negative && outcomes->len > 0 && logbook != NULL)
    add (self, PT_GAP_NEGATIVE, pt_record_get_id (logbook),
         g_strdup (_ ("There is no unwanted effect at all. Is that so?")));
}

/* (transfer full): the first day of the month after @date. */
static char *
next_month (const char *date)
{
  g_autofree char *first = g_strdup_printf ("%.7s-01", date);
  g_autofree char *later = pt_date_from_days (pt_date_to_days (first) + 31);

  return g_strdup_printf ("%.7s-01", later);
}

/* (transfer full) (nullable): the month behind the last that is looked at, which is over. */
static char *
end_of_months (Search *self, const char *last)
{
  g_autofree char *end = self->options.to_on != NULL ? next_month (self->options.to_on) : NULL;

  if (end == NULL)
    return g_strdup (last);
  return g_strdup (strncmp (end, self->options.today, 7) < 0 ? end : self->options.today);
}

/* The months from that of @from up to that of @to; @record is where to look. */
static void
add_months (Search *self, const char *record, const char *from, const char *to)
{
  g_autofree char *month = g_strdup_printf ("%.7s-01", from);

  while (record != NULL && strncmp (month, to, 7) < 0)
    {
      g_autofree char *name = pt_month_format (month, pt_catalog_current ());
      char *next = next_month (month);

      add (self, PT_GAP_MONTH, record,
           /* Translators: a month and a year. */
           g_strdup_printf (_ ("There are no notes of %s."), name));
      g_free (month);
      month = next;
    }
}

/* From the beginning of the period, or the first note, to its end: each leads to the note before it. */
static void
find_months (Search *self)
{
  g_autoptr (GPtrArray) notes = list (self, "entry");
  g_autofree char *from = g_strdup (self->options.from_on);
  g_autofree char *end = NULL;
  const char *record = notes->len > 0 ? pt_record_get_id (notes->pdata[0]) : get_whole (self);

  for (guint i = 0; i < notes->len; i++)
    {
      g_autofree char *date = pt_record_dup_date (notes->pdata[i]);

      if (from != NULL)
        add_months (self, record, from, date);
      g_free (from);
      from = next_month (date);
      record = pt_record_get_id (notes->pdata[i]);
    }
  end = from != NULL ? end_of_months (self, from) : NULL;
  if (end != NULL)
    add_months (self, record, from, end);
}

static void
find_undecided (Search *self)
{
  g_autoptr (GPtrArray) notes = list (self, "entry");

  for (guint i = 0; i < notes->len; i++)
    {
      const char *use = pt_record_get_strictest (notes->pdata[i], "story_use");

      if (g_strcmp0 (use, "yes") != 0 && g_strcmp0 (use, "no") != 0)
        add_titled (self, PT_GAP_UNDECIDED, notes->pdata[i], _ ("May “%s” be told?"));
    }
}

/* What the gate holds back of notes that are meant to be told. */
static void
find_quotes (Search *self)
{
  g_autoptr (GPtrArray) notes = pt_gate_list (self->gate, "entry");

  for (guint i = 0; i < notes->len; i++)
    {
      const guint before = pt_gate_omitted (self->gate, PT_OMIT_QUOTE);
      g_autofree char *text = pt_gate_entry_text (self->gate, notes->pdata[i]);

      if (pt_gate_omitted (self->gate, PT_OMIT_QUOTE) > before)
        add_titled (self, PT_GAP_QUOTE, notes->pdata[i],
                    _ ("Somebody’s words in “%s”: there is no consent for these readers."));
    }
}

static bool
is_picture (const PtRecord *attachment)
{
  const char *mime = pt_record_get_text (attachment, "mime");

  return mime != NULL ? g_str_has_prefix (mime, "image/") : pt_is (attachment, "type", "photo");
}

static void
find_photos_of (Search *self, PtRecord *note)
{
  g_autoptr (GPtrArray)
      pictures = pt_dataset_children (self->data, "attachment", "owner", pt_record_get_id (note));

  for (guint i = 0; i < pictures->len; i++)
    {
      PtRecord *picture = pictures->pdata[i];
      const guint before = pt_gate_omitted (self->gate, PT_OMIT_PHOTO);

      if (!is_picture (picture))
        continue;
      pt_gate_photo (self->gate, picture);
      if (pt_gate_omitted (self->gate, PT_OMIT_PHOTO) > before)
        add_titled (self, PT_GAP_PHOTO, picture, _ ("“%s”: who is in it, and did they agree?"));
      if (is_empty (picture, "alt_text"))
        add_titled (self, PT_GAP_ALT, picture,
                    _ ("“%s”: what does somebody who cannot see it need to know?"));
    }
}

static void
find_photos (Search *self)
{
  g_autoptr (GPtrArray) notes = pt_gate_list (self->gate, "entry");

  for (guint i = 0; i < notes->len; i++)
    find_photos_of (self, notes->pdata[i]);
}

static void
find_waiting (Search *self)
{
  for (guint i = 0; self->waiting != NULL && self->waiting[i] != NULL; i++)
    {
      PtRecord *record = pt_dataset_get (self->data, self->waiting[i]);

      if (record != NULL)
        add_titled (self, PT_GAP_WAITING, record, _ ("“%s” is only on this laptop so far."));
    }
}

static void
find_passages (Search *self)
{
  g_autoptr (GPtrArray) passages = NULL;

  if (self->options.narrative == NULL)
    return;
  passages = pt_dataset_children (self->data, "passage", "narrative", self->options.narrative);
  for (guint i = 0; i < passages->len; i++)
    if (pt_passage_is_stale (self->data, passages->pdata[i]))
      {
        g_autofree char *title = pt_title_from_text (
            pt_record_get_text (passages->pdata[i], "text"));

        add (self, PT_GAP_PASSAGE, pt_record_get_id (passages->pdata[i]),
             /* Translators: how a passage begins. */
             g_strdup_printf (_ ("“%s”: what it was made from has changed."),
                              title != NULL ? title : ""));
      }
}

static void
find_names (Search *self)
{
  for (guint i = 0; self->edition != NULL && i < self->edition->names->len; i++)
    {
      const PtNameUse *use = self->edition->names->pdata[i];

      if (!use->ticked)
        add (self, PT_GAP_NAME, use->stakeholder,
             /* Translators: the name of a person or organisation. */
             g_strdup_printf (_ ("“%s” appears by this name."), use->name));
    }
}

/* (transfer full): its beginning. */
static char *
shorten (const char *sentence)
{
  const char *end;

  if (g_utf8_strlen (sentence, -1) <= SHOWN_CHARACTERS)
    return g_strdup (sentence);
  end = g_utf8_offset_to_pointer (sentence, SHOWN_CHARACTERS);
  return g_strdup_printf ("%.*s…", (int)(end - sentence), sentence);
}

static void
find_sentences (Search *self)
{
  PtRecord *logbook = pt_dataset_logbook (self->data);

  for (guint i = 0; self->edition != NULL && i < self->edition->long_sentences->len; i++)
    {
      const PtLongSentence *one = self->edition->long_sentences->pdata[i];
      g_autofree char *shown = shorten (one->sentence);
      const char *record = one->record != NULL ? one->record
                           : logbook != NULL   ? pt_record_get_id (logbook)
                                               : "";

      add (self, PT_GAP_SENTENCE, record,
           g_strdup_printf (ngettext ("%u word: %s", "%u words: %s", one->words), one->words,
                            shown));
    }
}

static void
find_pages (Search *self)
{
  const PtEdition *edition = self->edition;
  const char *record = get_whole (self);

  if (edition == NULL || record == NULL || edition->budget == 0
      || edition->pages <= edition->budget)
    return;
  add (self, PT_GAP_PAGES, record,
       g_strdup_printf (ngettext ("It takes %u page; leave a section out to have fewer.",
                                  "It takes %u pages; leave a section out to have fewer.",
                                  edition->pages),
                        edition->pages));
}

static void (*const finders[]) (Search *) = {
  find_unsearched, find_conflicts, find_required,  find_experiments, find_effects,
  find_months,     find_undecided, find_quotes,    find_photos,      find_waiting,
  find_passages,   find_names,     find_sentences, find_pages,
};

static int
compare_types (gconstpointer a, gconstpointer b, gpointer order)
{
  const PtGap *one = *(PtGap **)a;
  const PtGap *other = *(PtGap **)b;
  const int found = GPOINTER_TO_INT (g_hash_table_lookup (order, one))
                    - GPOINTER_TO_INT (g_hash_table_lookup (order, other));

  return one->type != other->type ? (int)one->type - (int)other->type : found;
}

static void
sort_by_type (GPtrArray *gaps)
{
  g_autoptr (GHashTable) order = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < gaps->len; i++)
    g_hash_table_insert (order, gaps->pdata[i], GINT_TO_POINTER (i));
  g_ptr_array_sort_with_data (gaps, compare_types, order);
}

GPtrArray *
pt_gaps_find (PtDataset *data, const PtNarrativeOptions *options, const PtEdition *edition,
              const char *const *waiting, GError **error)
{
  Search self = { .data = data, .edition = edition, .waiting = waiting };
  g_autoptr (PtNames) names = NULL;
  g_autoptr (PtGate) gate = NULL;
  const PtAudience *audience;

  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->today != NULL, NULL);
  if (!pt_narrative_settle (data, options, &self.options, error))
    return NULL;
  audience = pt_audience_find (self.options.audience);
  names = pt_names_new (data, audience, self.options.name_policy, self.options.lang,
                        self.options.today, NULL, NULL);
  gate = pt_gate_new (data, audience, names, self.options.from_on, self.options.to_on,
                      self.options.today);
  self.gate = gate;
  self.gaps = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_gap_free);
  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    finders[i](&self);
  sort_by_type (self.gaps);
  return self.gaps;
}
