/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time words by distance, each with alternatives. When the page has them all there are none: a date
 * stands above each scene. */
#include "pt-story-pace.h"

#include "pt-story-words.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <stdbool.h>
#include <string.h>

#define MAX_VARIANTS 3

struct _PtPace
{
  char *lang;
  guint told;       /* words so far */
  GHashTable *used; /* text → told + 1 when it was used last */
};

typedef struct
{
  int up_to; /* days */
  const char *variants[MAX_VARIANTS];
} Distance;

static const Distance distances[] = {
  { 0, { NC_ ("story", "That same day"), NC_ ("story", "Still on that day"), NULL } },
  { 1, { NC_ ("story", "The day after"), NC_ ("story", "One day later"), NULL } },
  { 6, { NC_ ("story", "Some days later"), NC_ ("story", "A few days later"), NULL } },
  { 13, { NC_ ("story", "A week later"), NC_ ("story", "The week after"), NULL } },
  /* Translators: %s is a number in words, from two to six. */
  { 45, { NC_ ("story", "%s weeks later"), NC_ ("story", "%s weeks after that"), NULL } },
};

PtPace *
pt_pace_new (const char *lang)
{
  PtPace *self = g_new0 (PtPace, 1);

  self->lang = g_strdup (lang);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
pt_pace_free (PtPace *self)
{
  g_free (self->lang);
  g_hash_table_unref (self->used);
  g_free (self);
}

void
pt_pace_tell (PtPace *self, guint words)
{
  self->told += words;
}

static bool
is_fresh (PtPace *self, const char *text)
{
  guint last = GPOINTER_TO_UINT (g_hash_table_lookup (self->used, text));

  return last == 0 || self->told + 1 - last > PT_PACE_PAGE_WORDS;
}

static void
note_use (PtPace *self, const char *text)
{
  g_hash_table_insert (self->used, g_strdup (text), GUINT_TO_POINTER (self->told + 1));
}

/* Fills the one placeholder of a translated text, or copies a text without one. */
static char *
fill (const char *text, const char *word)
{
  const char *at = strstr (text, "%s");

  if (at == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, word, at + 2);
}

static char *
take_if_fresh (PtPace *self, char *text)
{
  if (is_fresh (self, text))
    {
      note_use (self, text);
      return text;
    }
  g_free (text);
  return NULL;
}

static char *
try_distance (PtPace *self, const Distance *distance, int days)
{
  g_autofree char *number = pt_words_number_first (self->lang, days / 7);

  for (guint i = 0; i < MAX_VARIANTS && distance->variants[i] != NULL; i++)
    {
      char *words = take_if_fresh (self,
                                   fill (pt_words (self->lang, distance->variants[i]), number));

      if (words != NULL)
        return words;
    }
  return NULL;
}

static char *
try_month (PtPace *self, const char *date)
{
  g_autofree char *month = pt_month_format (date, self->lang);

  /* Translators: %s is a month and a year. */
  return take_if_fresh (self, fill (pt_words (self->lang, NC_ ("story", "In %s")), month));
}

char *
pt_pace_time (PtPace *self, const char *before, const char *date)
{
  int days = before != NULL ? pt_date_to_days (date) - pt_date_to_days (before) : G_MAXINT;
  guint i = 0;

  while (i < G_N_ELEMENTS (distances) && days > distances[i].up_to)
    i++;
  return i < G_N_ELEMENTS (distances) ? try_distance (self, &distances[i], days)
                                      : try_month (self, date);
}

bool
pt_pace_has_fresh (PtPace *self, const char *const *variants, guint n)
{
  for (guint i = 0; i < n && variants[i] != NULL; i++)
    if (is_fresh (self, variants[i]))
      return true;
  return false;
}

const char *
pt_pace_pick (PtPace *self, const char *const *variants, guint n)
{
  const char *oldest = variants[0];
  guint oldest_use = G_MAXUINT;

  for (guint i = 0; i < n && variants[i] != NULL; i++)
    {
      guint use = GPOINTER_TO_UINT (g_hash_table_lookup (self->used, variants[i]));

      if (use < oldest_use)
        {
          oldest = variants[i];
          oldest_use = use;
        }
    }
  note_use (self, oldest);
  return oldest;
}
