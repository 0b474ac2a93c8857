/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The places of a person: by the links that say who spoke and who is in a picture, their own page, and
 * the stories that were given out. */
#include "pt-withdraw-private.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

gboolean
pt_withdraw_takes_back (PtWithdrawFinder *self, const char *use)
{
  return self->uses == NULL || g_strv_contains ((const char *const *)self->uses, use);
}

static gboolean
takes_words (PtWithdrawFinder *self)
{
  return pt_withdraw_takes_back (self, "anonymous_quote")
         || pt_withdraw_takes_back (self, "retell");
}

gboolean
pt_withdraw_is_everything (PtWithdrawFinder *self)
{
  return self->uses == NULL && self->items == NULL;
}

gboolean
pt_withdraw_is_among_items (PtWithdrawFinder *self, const char *id)
{
  return self->items == NULL || g_strv_contains ((const char *const *)self->items, id);
}

/* ── Places ── */

PtWithdrawPlace *
pt_withdraw_add_place (PtWithdrawFinder *self, PtWithdrawKind kind, const char *record,
                       const char *field, gboolean erases)
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
    pt_withdraw_add_place (self, PT_WITHDRAW_WORDS, pt_record_get_id (record), field, TRUE);
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

      for (guint k = 0;
           record != NULL && pt_withdraw_is_among_items (self, id) && k < G_N_ELEMENTS (fields);
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
    if (pt_withdraw_is_among_items (self, pt_record_get_id (comments->pdata[i])))
      add_words (self, comments->pdata[i], "body");
}

static gboolean
is_wanted_file (PtWithdrawFinder *self, const PtRecord *file)
{
  const char *type = pt_record_get_text (file, "type");
  const gboolean sounds = g_strcmp0 (type, "audio") == 0 || g_strcmp0 (type, "video") == 0;

  return pt_withdraw_is_among_items (self, pt_record_get_id (file))
         && ((pt_withdraw_takes_back (self, "photo") && g_strcmp0 (type, "audio") != 0)
             || (pt_withdraw_takes_back (self, "voice") && sounds));
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
        pt_withdraw_add_place (self, PT_WITHDRAW_FILE, id, NULL, TRUE);
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
        PtWithdrawPlace *place = pt_withdraw_add_place (self, PT_WITHDRAW_PERSON, self->person,
                                                        fields[i], TRUE);

        if (g_str_equal (fields[i], "name"))
          place->anew = g_strdup (
              pt_words (self->about.lang, NC_ ("story", "Somebody who withdrew")));
      }
  for (guint i = 0; i < rows->len; i++)
    if (has_field (rows->pdata[i], "contribution"))
      pt_withdraw_add_place (self, PT_WITHDRAW_PERSON, pt_record_get_id (rows->pdata[i]),
                             "contribution", TRUE);
}

static void
find_releases (PtWithdrawFinder *self)
{
  GPtrArray *releases = pt_dataset_list (self->data, "release");

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    if (pt_record_has_key (releases->pdata[i], "persons", self->person))
      pt_withdraw_add_place (self, PT_WITHDRAW_RELEASE, pt_record_get_id (releases->pdata[i]), NULL,
                             FALSE);
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

PtWithdrawFinder *
pt_withdraw_finder_new (PtDataset *data, const PtWithdrawal *withdrawal)
{
  PtWithdrawFinder *self = g_new0 (PtWithdrawFinder, 1);

  self->data = pt_dataset_ref (data);
  self->about = *withdrawal;
  self->person = g_strdup (withdrawal->person);
  self->uses = g_strdupv ((char **)withdrawal->uses);
  self->items = g_strdupv ((char **)withdrawal->items);
  self->words = pt_quote_set_new ();
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_withdraw_place_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pt_withdraw_learn_name (self);
  if (takes_words (self))
    {
      find_own_words (self);
      find_views (self);
      pt_withdraw_find_passages (self);
      recall_traces (self);
    }
  find_files (self);
  if (pt_withdraw_is_everything (self))
    find_person (self);
  pt_withdraw_look_at_texts (self);
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
