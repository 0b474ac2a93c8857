/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for a person in every text: by runs of the same words, by mentions, and by the real name where
 * somebody typed it. */
#include "pt-withdraw-private.h"

#include "pt-mention.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>

#define NAME_PART_MIN 3 /* letters: shorter parts are particles */

/* ── The name ── */

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

void
pt_withdraw_learn_name (PtWithdrawFinder *self)
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

/* ── What is left of a text ── */

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
  if (self->items != NULL
      || (!pt_withdraw_takes_back (self, "retell") && !pt_withdraw_takes_back (self, "named")))
    return g_steal_pointer (&unsaid);
  if (g_str_equal (unsaid, text))
    *kind = PT_WITHDRAW_MENTION;
  if (!pt_withdraw_takes_back (
          self, "retell")) /* a mention is called as the record says, and that may stay */
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
         || (!pt_withdraw_is_everything (self)
             && g_str_equal (pt_record_get_id (record), self->person));
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
      PtWithdrawPlace *place = pt_withdraw_add_place (self, kind, pt_record_get_id (record), field,
                                                      TRUE);
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

void
pt_withdraw_look_at_texts (PtWithdrawFinder *self)
{
  GPtrArray *all = pt_dataset_list_all (self->data);

  for (guint i = 0; i < all->len; i++)
    look_at_record (self, all->pdata[i]);
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

void
pt_withdraw_find_passages (PtWithdrawFinder *self)
{
  GPtrArray *entries = pt_dataset_list (self->data, "entry");

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const char *body = pt_record_get_text (entries->pdata[i], "body");

      if (body != NULL && pt_withdraw_is_among_items (self, pt_record_get_id (entries->pdata[i])))
        note_passages (self, body);
    }
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
  PtWithdrawPlace *place = pt_withdraw_add_place (self, PT_WITHDRAW_PAST, record, field, TRUE);
  if (place->kind == PT_WITHDRAW_PAST && place->anew == NULL)
    place->anew = g_strdup (shown);
}
