/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding, rendering and writing references in texts. */
#include "pt-mention.h"

#include "pt-vocabularies.h"

#include <string.h>

#define THEME_PREFIX "theme-"

#define MENTION_SCHEME "](pt:"

/* Bytes of a label: what a title may take, and a bound on how far back anybody looks for its start. */
#define MAX_LABEL 1024

/* Longer than any UUID; symbolic ids of an example file fit too. */
#define MAX_MENTION_ID 64

void
pt_mention_free (PtMention *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

/* The opening bracket that belongs to the closing one at @close, on the same line; or NULL. */
static const char *
find_opening (const char *text, const char *close)
{
  const char *first = close - text > MAX_LABEL ? close - MAX_LABEL : text;
  int depth = 0;

  for (const char *at = close - 1; at >= first && *at != '\n'; at--)
    {
      if (*at == ']')
        depth++;
      else if (*at == '[' && depth-- == 0)
        return at;
    }
  return NULL;
}

static bool
is_id (const char *id, size_t length)
{
  if (length == 0 || length > MAX_MENTION_ID)
    return false;
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && id[i] != '-' && id[i] != '_')
      return false;
  return true;
}

/* The mention whose label ends at @close, not before @from; NULL if it is not one. */
static PtMention *
read_mention (const char *text, const char *from, const char *close)
{
  const char *open = find_opening (from, close);
  const char *id = close + strlen (MENTION_SCHEME);
  size_t length = strcspn (id, ")\n");

  if (open == NULL || id[length] != ')' || !is_id (id, length))
    return NULL;

  PtMention *self = g_new0 (PtMention, 1);
  const char *label = open + 1;
  if (*label == '@' || *label == '#')
    self->sigil = *label++;
  self->label = g_strndup (label, (gsize)(close - label));
  self->id = g_strndup (id, length);
  self->start = (size_t)(open - text);
  self->end = (size_t)(id + length + 1 - text);
  return self;
}

GPtrArray *
pt_mention_find (const char *text)
{
  GPtrArray *mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_mention_free);
  const char *from = text;

  for (const char *close = strstr (text, MENTION_SCHEME); close != NULL;
       close = strstr (close + 1, MENTION_SCHEME))
    {
      PtMention *mention = read_mention (text, from, close);
      if (mention == NULL)
        continue;
      from = text + mention->end;
      g_ptr_array_add (mentions, mention);
    }
  return mentions;
}

char *
pt_mention_render (const char *text, PtMentionNamer namer, gpointer data)
{
  g_autoptr (GPtrArray) mentions = pt_mention_find (text);
  GString *out = g_string_new (NULL);
  size_t done = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const PtMention *mention = mentions->pdata[i];
      g_autofree char *name = namer == NULL ? NULL : namer (mention->id, mention->label, data);
      g_string_append_len (out, text + done, (gssize)(mention->start - done));
      g_string_append (out, name != NULL ? name : mention->label);
      done = mention->end;
    }
  g_string_append (out, text + done);
  return g_string_free (out, FALSE);
}

static bool
is_question (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "question") == 0;
}

static char *
name_record (const PtRecord *record)
{
  return is_question (record) ? pt_letter_from_no (pt_record_get_no (record))
                              : pt_record_dup_title (record);
}

char *
pt_mention_name_from_dataset (const char *id, const char *label, gpointer data)
{
  const char *theme = pt_mention_theme_key (id);
  const PtRecord *record = theme == NULL ? pt_dataset_get (data, id) : NULL;
  if (theme != NULL)
    return g_strdup (pt_term_label (&pt_vocabulary_themes, theme));
  return record == NULL ? NULL : name_record (record);
}

const char *
pt_mention_theme_key (const char *id)
{
  const char *key = g_str_has_prefix (id, THEME_PREFIX) ? id + strlen (THEME_PREFIX) : NULL;
  return key != NULL && pt_vocabulary_index (&pt_vocabulary_themes, key) >= 0 ? key : NULL;
}

char *
pt_mention_write_theme (const char *id)
{
  const char *key = pt_mention_theme_key (id);
  if (key == NULL)
    return NULL;
  return g_strdup_printf ("[#%s](pt:%s)", pt_term_label (&pt_vocabulary_themes, key), id);
}

char *
pt_mention_write (PtRecord *record)
{
  g_autofree char *name = name_record (record);

  /* Brackets would end the label; the label is only what shows while the record is not there. */
  g_strdelimit (name, "[", '(');
  g_strdelimit (name, "]", ')');
  return g_strdup_printf ("[%c%s](pt:%s)", is_question (record) ? '#' : '@', name,
                          pt_record_get_id (record));
}

char *
pt_letter_from_no (int64_t no)
{
  char letters[16];
  size_t at = sizeof letters - 1;

  if (no <= 0)
    return g_strdup ("?");
  letters[at] = '\0';
  for (; no > 0; no = (no - 1) / 26)
    letters[--at] = (char)('A' + (no - 1) % 26);
  return g_strdup (letters + at);
}
