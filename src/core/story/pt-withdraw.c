/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for a person in every text: by the links that say who spoke and who is in a picture, by runs
 * of the same words, by mentions and by the real name where somebody typed it. */
#include "pt-withdraw.h"

#include "pt-mention.h"
#include "pt-story-consent.h"
#include "pt-story-quote.h"
#include "pt-story-words.h"
#include "pt-time.h"
#include "pt-vocabularies.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_PART_MIN 3 /* letters: shorter parts are particles */

struct _PtWithdrawFinder
{
  PtDataset *data;
  PtWithdrawal about;
  char *person;
  char **uses;
  char **items;
  PtQuoteSet *words; /* what they said */
  GRegex *name;      /* their real name and its parts; NULL = not known here */
  GPtrArray *places;
  GHashTable *seen; /* "record field" → PtWithdrawPlace, borrowed */
  gboolean sorted;
};

void
pt_withdraw_place_free (PtWithdrawPlace *self)
{
  g_free (self->record);
  g_free (self->field);
  g_free (self->anew);
  g_free (self);
}

const char *
pt_withdraw_kind_label (PtWithdrawKind kind)
{
  static const char *const labels[PT_N_WITHDRAW] = {
    [PT_WITHDRAW_WORDS] = NC_ ("withdrawal", "What they said"),
    [PT_WITHDRAW_COPY] = NC_ ("withdrawal", "Their words in another text"),
    [PT_WITHDRAW_MENTION] = NC_ ("withdrawal", "They are named in a text"),
    [PT_WITHDRAW_PAST] = NC_ ("withdrawal", "In an earlier version of a text"),
    [PT_WITHDRAW_FILE] = NC_ ("withdrawal", "A photo or recording of them"),
    [PT_WITHDRAW_PERSON] = NC_ ("withdrawal", "What is written about them"),
    [PT_WITHDRAW_RELEASE] = NC_ ("withdrawal", "A story that was given out"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "withdrawal", labels[kind]);
}

/* ── What is taken back ── */

static gboolean
takes_back (PtWithdrawFinder *self, const char *use)
{
  return self->uses == NULL || g_strv_contains ((const char *const *)self->uses, use);
}

static gboolean
takes_words (PtWithdrawFinder *self)
{
  return takes_back (self, "anonymous_quote") || takes_back (self, "retell");
}

static gboolean
is_everything (PtWithdrawFinder *self)
{
  return self->uses == NULL && self->items == NULL;
}

static gboolean
is_among_items (PtWithdrawFinder *self, const char *id)
{
  return self->items == NULL || g_strv_contains ((const char *const *)self->items, id);
}

/* ── Places ── */

static PtWithdrawPlace *
add_place (PtWithdrawFinder *self, PtWithdrawKind kind, const char *record, const char *field,
           gboolean erases)
{
  char *key = g_strconcat (record, " ", field != NULL ? field : "", NULL);
  PtWithdrawPlace *place = g_hash_table_lookup (self->seen, key);

  if (place != NULL)
    {
      g_free (key);
      return place;
    }
  place = g_new0 (PtWithdrawPlace, 1);
  place->kind = kind;
  place->record = g_strdup (record);
  place->field = g_strdup (field);
  place->erases = erases;
  g_ptr_array_add (self->places, place);
  g_hash_table_insert (self->seen, key, place);
  return place;
}

static gboolean
has_field (const PtRecord *record, const char *field)
{
  return pt_state_n_versions (pt_record_get_state (record), field) > 0;
}

static void
add_words (PtWithdrawFinder *self, PtRecord *record, const char *field)
{
  const PtState *state = pt_record_get_state (record);

  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    {
      const PtValue *value = pt_state_nth_version (state, field, i)->value;

      if (value->type == PT_VALUE_TEXT)
        pt_quote_set_add (self->words, value->text);
    }
  if (has_field (record, field))
    add_place (self, PT_WITHDRAW_WORDS, pt_record_get_id (record), field, TRUE);
}

static void
find_own_words (PtWithdrawFinder *self)
{
  static const char *const fields[] = { "body", "story_text", "title" };
  g_autoptr (GPtrArray) links = pt_dataset_links_to (self->data, self->person, "speaker");

  for (guint i = 0; i < links->len; i++)
    {
      const char *id = pt_record_get_text (links->pdata[i], "from");
      PtRecord *record = id != NULL ? pt_dataset_get (self->data, id) : NULL;

      for (guint k = 0; record != NULL && is_among_items (self, id) && k < G_N_ELEMENTS (fields);
           k++)
        add_words (self, record, fields[k]);
    }
}

/* What somebody said on their behalf, on the review for example. */
static void
find_views (PtWithdrawFinder *self)
{
  g_autoptr (GPtrArray)
      comments = pt_dataset_children (self->data, "comment", "on_behalf_of", self->person);

  for (guint i = 0; i < comments->len; i++)
    if (is_among_items (self, pt_record_get_id (comments->pdata[i])))
      add_words (self, comments->pdata[i], "body");
}

static gboolean
is_wanted_file (PtWithdrawFinder *self, const PtRecord *file)
{
  const char *type = pt_record_get_text (file, "type");
  const gboolean sounds = g_strcmp0 (type, "audio") == 0 || g_strcmp0 (type, "video") == 0;

  return is_among_items (self, pt_record_get_id (file))
         && ((takes_back (self, "photo") && g_strcmp0 (type, "audio") != 0)
             || (takes_back (self, "voice") && sounds));
}

static void
find_files (PtWithdrawFinder *self)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_to (self->data, self->person, "depicts");

  for (guint i = 0; i < links->len; i++)
    {
      const char *id = pt_record_get_text (links->pdata[i], "from");
      PtRecord *file = id != NULL ? pt_dataset_get (self->data, id) : NULL;

      if (file != NULL && g_str_equal (pt_record_get_kind_id (file), "attachment")
          && is_wanted_file (self, file))
        add_place (self, PT_WITHDRAW_FILE, id, NULL, TRUE);
    }
}

/* With the pseudonym goes the real name, on every laptop that has it. */
static void
find_person (PtWithdrawFinder *self)
{
  static const char *const fields[] = { "name", "description", "contact" };
  PtRecord *person = pt_dataset_get (self->data, self->person);
  g_autoptr (GPtrArray)
      rows = pt_dataset_children (self->data, "involvement", "stakeholder", self->person);

  for (guint i = 0; person != NULL && i < G_N_ELEMENTS (fields); i++)
    if (has_field (person, fields[i]))
      {
        PtWithdrawPlace *place = add_place (self, PT_WITHDRAW_PERSON, self->person, fields[i],
                                            TRUE);

        if (g_str_equal (fields[i], "name"))
          place->anew = g_strdup (
              pt_words (self->about.lang, NC_ ("story", "Somebody who withdrew")));
      }
  for (guint i = 0; i < rows->len; i++)
    if (has_field (rows->pdata[i], "contribution"))
      add_place (self, PT_WITHDRAW_PERSON, pt_record_get_id (rows->pdata[i]), "contribution", TRUE);
}

static void
find_releases (PtWithdrawFinder *self)
{
  GPtrArray *releases = pt_dataset_list (self->data, "release");

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    if (pt_record_has_key (releases->pdata[i], "persons", self->person))
      add_place (self, PT_WITHDRAW_RELEASE, pt_record_get_id (releases->pdata[i]), NULL, FALSE);
}

/* ── Texts ── */

static char *
call_nobody (const char *id, const char *label, gpointer data)
{
  const PtWithdrawFinder *self = data;

  return g_strcmp0 (id, self->person) == 0
             ? g_strdup (pt_words (self->about.lang, NC_ ("story", "somebody")))
             : NULL;
}

/* Only the mentions of this person lose their reference. (transfer full) */
static char *
drop_mentions (PtWithdrawFinder *self, const char *text)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  GString *rest = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = mentions->pdata[i];
      g_autofree char *called = call_nobody (mention->id, mention->label, self);

      if (called == NULL)
        continue;
      g_string_append_len (rest, text + at, (gssize)(mention->start - at));
      g_string_append (rest, called);
      at = mention->end;
    }
  g_string_append (rest, text + at);
  return g_string_free (rest, FALSE);
}

static char *
drop_name (PtWithdrawFinder *self, const char *text)
{
  const char *somebody = pt_words (self->about.lang, NC_ ("story", "somebody"));
  char *rest = self->name != NULL
                   ? g_regex_replace_literal (self->name, text, -1, 0, somebody, 0, NULL)
                   : NULL;

  return rest != NULL ? rest : g_strdup (text);
}

/* (transfer full): @text without them; which of it was found. */
static char *
leave_out (PtWithdrawFinder *self, const char *text, PtWithdrawKind *kind)
{
  g_autofree char *unsaid = pt_quote_set_meets (self->words, text)
                                ? pt_quote_set_leave_out (self->words, text)
                                : g_strdup (text);
  g_autofree char *unmentioned = NULL;

  *kind = PT_WITHDRAW_COPY;
  if (self->items != NULL || (!takes_back (self, "retell") && !takes_back (self, "named")))
    return g_steal_pointer (&unsaid);
  if (g_str_equal (unsaid, text))
    *kind = PT_WITHDRAW_MENTION;
  if (!takes_back (self, "retell")) /* a mention is called as the record says, and that may stay */
    return drop_name (self, unsaid);
  unmentioned = drop_mentions (self, unsaid);
  return drop_name (self, unmentioned);
}

/* Their own page is looked at in find_person(). */
static gboolean
is_told_apart (PtWithdrawFinder *self, const PtRecord *record)
{
  static const char *const kinds[] = { "consent", "link", "release", "logbook", NULL };

  return g_strv_contains (kinds, pt_record_get_kind_id (record))
         || (!is_everything (self) && g_str_equal (pt_record_get_id (record), self->person));
}

/* All versions count, and what is shown is what takes their place. */
static void
look_at_field (PtWithdrawFinder *self, PtRecord *record, const char *field)
{
  const PtState *state = pt_record_get_state (record);

  for (guint i = 0; i < pt_state_n_versions (state, field); i++)
    {
      const PtValue *value = pt_state_nth_version (state, field, i)->value;
      PtWithdrawKind kind;
      g_autofree char *rest = value->type == PT_VALUE_TEXT ? leave_out (self, value->text, &kind)
                                                           : NULL;

      if (rest == NULL || g_str_equal (rest, value->text))
        continue;
      PtWithdrawPlace *place = add_place (self, kind, pt_record_get_id (record), field, TRUE);
      if (place->kind != PT_WITHDRAW_WORDS && place->kind != PT_WITHDRAW_PERSON
          && place->anew == NULL)
        place->anew = leave_out (self, pt_state_nth_version (state, field, 0)->value->text, &kind);
    }
}

static void
look_at_record (PtWithdrawFinder *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  if (kind == NULL || is_told_apart (self, record))
    return;
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (field->kind == PT_KIND_LONG || field->kind == PT_KIND_TEXT)
      look_at_field (self, record, field->id);
}

/* Quoted passages in what others wrote about nobody but this person: in doubt it is a quote of theirs. */
static void
note_passages (PtWithdrawFinder *self, const char *text)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  g_autoptr (GPtrArray) passages = NULL;
  guint n_own = 0, n_people = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = mentions->pdata[i];
      n_own += g_strcmp0 (mention->id, self->person) == 0;
      n_people += mention->sigil == '@';
    }
  if (n_own == 0 || n_people != n_own)
    return;
  passages = pt_quote_find (text);
  for (guint i = 0; i < passages->len; i++)
    pt_quote_set_add (self->words, passages->pdata[i]);
}

static void
find_passages (PtWithdrawFinder *self)
{
  GPtrArray *entries = pt_dataset_list (self->data, "entry");

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const char *body = pt_record_get_text (entries->pdata[i], "body");

      if (body != NULL && is_among_items (self, pt_record_get_id (entries->pdata[i])))
        note_passages (self, body);
    }
}

/* Words that an earlier withdrawal took back, and that turned up again. */
static void
recall_traces (PtWithdrawFinder *self)
{
  g_autoptr (GPtrArray)
      acts = pt_dataset_children (self->data, "consent", "stakeholder", self->person);

  for (guint i = 0; i < acts->len; i++)
    {
      const char *traces = pt_record_get_text (acts->pdata[i], "traces");

      if (traces != NULL)
        pt_quote_set_add_traces (self->words, traces);
    }
}

/* ── Finding ── */

/* The whole name, or a part of it that is a name by itself. (transfer full) (nullable) */
static GRegex *
make_name_pattern (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);
  g_autofree char *whole = g_regex_escape_string (name, -1);
  g_autoptr (GString) pattern = g_string_new (NULL);

  g_string_append_printf (pattern, "\\b(?:%s", whole);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_utf8_strlen (parts[i], -1) >= NAME_PART_MIN
        && g_unichar_isupper (g_utf8_get_char (parts[i])))
      {
        g_autofree char *part = g_regex_escape_string (parts[i], -1);
        g_string_append_printf (pattern, "|%s", part);
      }
  g_string_append (pattern, ")\\b");
  return g_regex_new (pattern->str, 0, 0, NULL);
}

static void
learn_name (PtWithdrawFinder *self)
{
  PtRecord *person = pt_dataset_get (self->data, self->person);
  g_autofree char *name = self->about.real_name != NULL
                              ? self->about.real_name (self->person, self->about.real_name_data)
                              : NULL;

  /* Who is not protected goes by their own name. */
  if (name == NULL && person != NULL && pt_names_is_person (person)
      && !pt_names_is_protected (person))
    name = g_strdup (pt_record_get_text (person, "name"));
  if (name != NULL && *name != '\0')
    self->name = make_name_pattern (name);
}

PtWithdrawFinder *
pt_withdraw_finder_new (PtDataset *data, const PtWithdrawal *withdrawal)
{
  PtWithdrawFinder *self = g_new0 (PtWithdrawFinder, 1);
  GPtrArray *all = pt_dataset_list_all (data);

  self->data = pt_dataset_ref (data);
  self->about = *withdrawal;
  self->person = g_strdup (withdrawal->person);
  self->uses = g_strdupv ((char **)withdrawal->uses);
  self->items = g_strdupv ((char **)withdrawal->items);
  self->words = pt_quote_set_new ();
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_withdraw_place_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  learn_name (self);
  if (takes_words (self))
    {
      find_own_words (self);
      find_views (self);
      find_passages (self);
      recall_traces (self);
    }
  find_files (self);
  if (is_everything (self))
    find_person (self);
  for (guint i = 0; i < all->len; i++)
    look_at_record (self, all->pdata[i]);
  find_releases (self);
  return self;
}

void
pt_withdraw_finder_free (PtWithdrawFinder *self)
{
  if (self == NULL)
    return;
  pt_dataset_unref (self->data);
  g_free (self->person);
  g_strfreev (self->uses);
  g_strfreev (self->items);
  pt_quote_set_free (self->words);
  g_clear_pointer (&self->name, g_regex_unref);
  g_ptr_array_unref (self->places);
  g_hash_table_unref (self->seen);
  g_free (self);
}

void
pt_withdraw_finder_see_past (const char *record, const char *field, const char *text,
                             gpointer finder)
{
  PtWithdrawFinder *self = finder;
  PtRecord *now = pt_dataset_get (self->data, record);
  const char *shown = now != NULL ? pt_record_get_text (now, field) : NULL;
  g_autofree char *rest = NULL;
  PtWithdrawKind kind;

  if (now == NULL || is_told_apart (self, now))
    return;
  rest = leave_out (self, text, &kind);
  if (g_str_equal (rest, text))
    return;
  PtWithdrawPlace *place = add_place (self, PT_WITHDRAW_PAST, record, field, TRUE);
  if (place->kind == PT_WITHDRAW_PAST && place->anew == NULL)
    place->anew = g_strdup (shown);
}

GPtrArray *
pt_withdraw_list_items (PtDataset *data, const char *person)
{
  static const char *const ties[] = { "speaker", "depicts" };
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (guint t = 0; t < G_N_ELEMENTS (ties); t++)
    {
      g_autoptr (GPtrArray) links = pt_dataset_links_to (data, person, ties[t]);

      for (guint i = 0; i < links->len; i++)
        {
          const char *id = pt_record_get_text (links->pdata[i], "from");

          if (id != NULL && pt_dataset_get (data, id) != NULL
              && !g_ptr_array_find_with_equal_func (items, id, g_str_equal, NULL))
            g_ptr_array_add (items, g_strdup (id));
        }
    }
  return items;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const PtWithdrawPlace *one = *(PtWithdrawPlace *const *)a, *other = *(PtWithdrawPlace *const *)b;
  const int order = (int)one->kind - (int)other->kind;

  return order != 0 ? order : strcmp (one->record, other->record);
}

GPtrArray *
pt_withdraw_finder_get_places (PtWithdrawFinder *self)
{
  if (!self->sorted)
    g_ptr_array_sort (self->places, compare_places);
  self->sorted = TRUE;
  return self->places;
}

/* ── Deciding ── */

static gboolean
has_keys (const PtRecord *act, const char *field, char **keys)
{
  g_auto (GStrv) own = pt_record_dup_keys (act, field);
  const guint n = keys != NULL ? g_strv_length (keys) : 0;

  if (g_strv_length (own) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_strv_contains ((const char *const *)own, keys[i]))
      return FALSE;
  return TRUE;
}

/* The same withdrawal, which was begun before. */
static PtRecord *
find_act (PtWithdrawFinder *self)
{
  g_autoptr (GPtrArray)
      acts = pt_dataset_children (self->data, "consent", "stakeholder", self->person);

  for (guint i = 0; i < acts->len; i++)
    if (g_strcmp0 (pt_record_get_text (acts->pdata[i], "act"), "withdrawn") == 0
        && has_keys (acts->pdata[i], "uses", self->uses)
        && has_keys (acts->pdata[i], "items", self->items)
        && pt_consent_is_withdrawn (self->data, self->person,
                                    self->uses != NULL ? self->uses[0] : NULL,
                                    self->items != NULL ? self->items[0] : NULL))
      return acts->pdata[i];
  return NULL;
}

/* The traces of an act that stands grow with what was found since. */
static PtEdit *
continue_act (PtRecord *act, const char *traces)
{
  const char *before = pt_record_get_text (act, "traces");
  g_autofree char *all = before != NULL && *before != '\0' ? g_strjoin (" ", before, traces, NULL)
                                                           : g_strdup (traces);
  PtEdit *edit;

  if (*traces == '\0' || (before != NULL && strstr (before, traces) != NULL))
    return NULL;
  edit = pt_edit_new_for (act);
  pt_edit_set_text (edit, "traces", all);
  return edit;
}

PtEdit *
pt_withdraw_make_act (PtWithdrawFinder *self, PtWorld *world, const char *member, char **act_id)
{
  g_autofree char *traces = pt_quote_set_dup_traces (self->words);
  g_autofree char *today = pt_world_today (world);
  PtRecord *act = find_act (self);
  PtEdit *edit;

  if (act != NULL)
    {
      *act_id = g_strdup (pt_record_get_id (act));
      return continue_act (act, traces);
    }
  edit = pt_edit_new (world, "consent", NULL);
  *act_id = g_strdup (edit->id);
  pt_edit_set_text (edit, "stakeholder", self->person);
  pt_edit_set_text (edit, "act", "withdrawn");
  pt_edit_set_text (edit, "given_on", today);
  pt_edit_set_text (edit, "asked_by", member);
  pt_edit_set_text (edit, "traces", traces);
  if (self->uses != NULL)
    pt_edit_set_keys (edit, "uses", (const char *const *)self->uses);
  if (self->items != NULL)
    pt_edit_set_keys (edit, "items", (const char *const *)self->items);
  return edit;
}

static PtErasureDue *
find_due (GPtrArray *list, const char *record)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((PtErasureDue *)list->pdata[i])->order->record, record))
      return list->pdata[i];
  return NULL;
}

static void
add_order (GPtrArray *list, GPtrArray *places, const PtWithdrawPlace *first, const char *reason)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  PtErasureDue *due;

  for (guint i = 0; i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->field != NULL && g_str_equal (place->record, first->record))
        g_ptr_array_add (fields, place->field);
    }
  g_ptr_array_add (fields, NULL);
  due = pt_erasure_due_new (
      first->record, first->field != NULL ? (const char *const *)fields->pdata : NULL, reason);
  for (guint i = 0; first->field != NULL && i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->anew != NULL && g_str_equal (place->record, first->record))
        pt_erasure_due_add (due, place->field, place->anew);
    }
  g_ptr_array_add (list, due);
}

GPtrArray *
pt_withdraw_make_orders (PtWithdrawFinder *self, const char *act_id)
{
  GPtrArray *places = pt_withdraw_finder_get_places (self);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_erasure_due_free);
  /* Translators: why something was erased; the placeholder is the number of the act */
  g_autofree char *reason = g_strdup_printf (_ ("Consent was taken back (%s)"), act_id);

  for (guint i = 0; i < places->len; i++)
    {
      const PtWithdrawPlace *place = places->pdata[i];

      if (place->erases && place->kind != PT_WITHDRAW_RELEASE
          && find_due (list, place->record) == NULL)
        add_order (list, places, place, reason);
    }
  return list;
}

gboolean
pt_withdraw_is_order_of (const PtErasure *order, const char *act_id)
{
  return order->reason != NULL && strstr (order->reason, act_id) != NULL;
}
