/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As FTS5 does it (SQLite documentation, "FTS5 Full-text Query Syntax"): what a person separates by a space is
 * a phrase, of which the last word may go on; all phrases have to be there, each within one column. */
#include "pt-search-words.h"

#include "pt-db-private.h"

#include <string.h>

#define SNIPPET_WORDS 16
#define WORDS_BEFORE 4 /* the first found one of a snippet */
#define PHRASE_WORDS_MAX 63
#define FOUND_BEFORE "\u2068"
#define FOUND_AFTER "\u2069"

typedef struct
{
  GPtrArray *words; /* char * */
  guint64 begun;    /* bit n: the first n words were the last n of the text so far */
  gboolean found;
} Phrase;

struct _PtSearchWords
{
  fts5_tokenizer splitter;
  Fts5Tokenizer *state;
  GArray *phrases; /* Phrase */
  guint n_found;   /* phrases */
  GArray *places;  /* Place: the words of the text that is read; NULL = nobody asks */
};

/* A word in a text, in bytes; which phrase it belongs to, from 1, or 0. */
typedef struct
{
  int start, end;
  guint phrase;
} Place;

/* ── What was typed ── */

static gboolean
has_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* (transfer full): what stands between spaces and has a word in it. */
static GStrv
split_search (const char *search)
{
  g_autofree char *valid = g_utf8_make_valid (search, -1);
  g_auto (GStrv) parts = g_strsplit_set (valid, " \t\n\r", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (has_word (parts[i]))
      g_strv_builder_add (words, parts[i]);
  return g_strv_builder_end (words);
}

/* Each in quotes, so that nothing in it is a command to FTS5. */
char *
pt_search_words_make_match (const char *search)
{
  g_auto (GStrv) words = split_search (search);
  GString *match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "\"", -1);
      g_autofree char *escaped = g_strjoinv ("\"\"", parts);
      g_string_append_printf (match, "%s\"%s\" *", i > 0 ? " " : "", escaped);
    }
  return g_string_free (match, match->len == 0);
}

/* ── Phrases ── */

static void
clear_phrase (gpointer phrase)
{
  g_ptr_array_unref (((Phrase *)phrase)->words);
}

static int
take_word_cb (void *data, int flags, const char *word, int length, int start, int end)
{
  GPtrArray *words = data;

  g_ptr_array_add (words, g_strndup (word, length));
  return words->len < PHRASE_WORDS_MAX ? SQLITE_OK : SQLITE_DONE;
}

/* What has letters for us and none for the splitter is no phrase, as in the index. */
static void
add_phrase (PtSearchWords *self, const char *text)
{
  Phrase phrase = { .words = g_ptr_array_new_with_free_func (g_free) };

  self->splitter.xTokenize (self->state, phrase.words, FTS5_TOKENIZE_QUERY | FTS5_TOKENIZE_PREFIX,
                            text, (int)strlen (text), take_word_cb);
  if (phrase.words->len > 0)
    g_array_append_val (self->phrases, phrase);
  else
    clear_phrase (&phrase);
}

static gboolean
find_splitter (PtSearchWords *self, PtDb *db, GError **error)
{
  const char *args[] = { "remove_diacritics", PT_SEARCH_DIACRITICS };
  g_autoptr (PtStmt) stmt = pt_db_prepare (db, "SELECT fts5 (?)", error);
  fts5_api *api = NULL;
  void *data = NULL;
  int rc = SQLITE_ERROR;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_pointer (pt_stmt_handle (stmt), 1, &api, "fts5_api_ptr", NULL);
  if (pt_stmt_step (stmt, error) < 0)
    return FALSE;
  if (api != NULL)
    rc = api->xFindTokenizer (api, PT_SEARCH_TOKENIZER, &data, &self->splitter);
  if (rc == SQLITE_OK)
    rc = self->splitter.xCreate (data, args, G_N_ELEMENTS (args), &self->state);
  if (rc != SQLITE_OK)
    pt_db_set_error (pt_db_handle (db), rc, error);
  return rc == SQLITE_OK;
}

PtSearchWords *
pt_search_words_new (PtDb *db, const char *search, GError **error)
{
  g_auto (GStrv) words = split_search (search);
  g_autoptr (PtSearchWords) self = g_new0 (PtSearchWords, 1);

  self->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  g_array_set_clear_func (self->phrases, clear_phrase);
  if (words[0] == NULL || !find_splitter (self, db, error))
    return NULL;
  for (guint i = 0; words[i] != NULL; i++)
    add_phrase (self, words[i]);
  return self->phrases->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
pt_search_words_free (PtSearchWords *self)
{
  if (self->state != NULL)
    self->splitter.xDelete (self->state);
  g_array_unref (self->phrases);
  g_free (self);
}

/* ── Reading a text ── */

static gboolean
is_word (const Phrase *phrase, guint nth, const char *word, size_t length)
{
  const char *wanted = g_ptr_array_index (phrase->words, nth);
  const size_t n = strlen (wanted);

  return (nth + 1 == phrase->words->len ? n <= length : n == length)
         && memcmp (wanted, word, n) == 0;
}

/* Whether the phrase ends with this word. */
static gboolean
read_word (Phrase *phrase, const char *word, size_t length)
{
  guint64 next = 0;

  for (guint nth = 0; nth < phrase->words->len; nth++)
    if ((nth == 0 || (phrase->begun & (G_GUINT64_CONSTANT (1) << nth)) != 0)
        && is_word (phrase, nth, word, length))
      next |= G_GUINT64_CONSTANT (1) << (nth + 1);
  phrase->begun = next;
  return (next & (G_GUINT64_CONSTANT (1) << phrase->words->len)) != 0;
}

static void
note_place (PtSearchWords *self, guint phrase, guint n_words)
{
  for (guint i = self->places->len - n_words; i < self->places->len; i++)
    g_array_index (self->places, Place, i).phrase = phrase;
}

static int
word_cb (void *data, int flags, const char *word, int length, int start, int end)
{
  PtSearchWords *self = data;
  const Place place = { start, end, 0 };

  if (self->places != NULL)
    g_array_append_val (self->places, place);
  for (guint i = 0; i < self->phrases->len; i++)
    {
      Phrase *phrase = &g_array_index (self->phrases, Phrase, i);
      if (!read_word (phrase, word, (size_t)length))
        continue;
      self->n_found += !phrase->found;
      phrase->found = TRUE;
      if (self->places != NULL)
        note_place (self, i + 1, phrase->words->len);
    }
  return self->places == NULL && self->n_found == self->phrases->len ? SQLITE_DONE : SQLITE_OK;
}

static void
read_text (PtSearchWords *self, const char *text)
{
  for (guint i = 0; i < self->phrases->len; i++)
    g_array_index (self->phrases, Phrase, i).begun = 0;
  self->splitter.xTokenize (self->state, self, FTS5_TOKENIZE_DOCUMENT, text, (int)strlen (text),
                            word_cb);
}

gboolean
pt_search_words_fit (PtSearchWords *self, const char *title, const char *body)
{
  self->n_found = 0;
  for (guint i = 0; i < self->phrases->len; i++)
    g_array_index (self->phrases, Phrase, i).found = FALSE;
  read_text (self, title);
  if (self->n_found < self->phrases->len)
    read_text (self, body);
  return self->n_found == self->phrases->len;
}

/* ── Snippets ── */

/* How many different phrases are in the words from @first. */
static guint
count_phrases (GArray *places, guint first)
{
  guint64 seen = 0;
  guint n = 0;

  for (guint i = first; i < places->len && i < first + SNIPPET_WORDS; i++)
    {
      const guint phrase = g_array_index (places, Place, i).phrase;
      const guint64 bit = phrase > 0 ? G_GUINT64_CONSTANT (1) << (phrase % 64) : 0;
      n += bit != 0 && (seen & bit) == 0;
      seen |= bit;
    }
  return n;
}

/* The first words among which most of the phrases are. */
static guint
choose_first (GArray *places)
{
  const guint last = places->len > SNIPPET_WORDS ? places->len - SNIPPET_WORDS : 0;
  guint best = 0, most = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const guint first = MIN (i > WORDS_BEFORE ? i - WORDS_BEFORE : 0, last);
      const guint n = g_array_index (places, Place, i).phrase > 0 ? count_phrases (places, first)
                                                                  : 0;
      if (n <= most)
        continue;
      most = n;
      best = first;
    }
  return best;
}

/* The words of one phrase that follow each other are marked as one. */
static void
append_marked (GString *snippet, const char *text, GArray *places, guint first, guint end)
{
  int at = first > 0 ? g_array_index (places, Place, first).start : 0;

  for (guint i = first; i < end; i++)
    {
      const Place *begin = &g_array_index (places, Place, i);
      if (begin->phrase == 0)
        continue;
      while (i + 1 < end && g_array_index (places, Place, i + 1).phrase == begin->phrase)
        i++;
      const Place *last = &g_array_index (places, Place, i);
      g_string_append_len (snippet, text + at, begin->start - at);
      g_string_append (snippet, FOUND_BEFORE);
      g_string_append_len (snippet, text + begin->start, last->end - begin->start);
      g_string_append (snippet, FOUND_AFTER);
      at = last->end;
    }
  if (end < places->len)
    g_string_append_len (snippet, text + at, g_array_index (places, Place, end - 1).end - at);
  else
    g_string_append (snippet, text + at);
}

char *
pt_search_words_dup_snippet (PtSearchWords *self, const char *text)
{
  GString *snippet = g_string_new (NULL);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  self->places = places;
  read_text (self, text);
  self->places = NULL;
  const guint first = choose_first (places);
  const guint end = MIN (places->len, first + SNIPPET_WORDS);
  if (first > 0)
    g_string_append (snippet, "…");
  append_marked (snippet, text, places, first, end);
  if (end < places->len)
    g_string_append (snippet, "…");
  return g_strchomp (g_string_free (snippet, FALSE)); /* each text of the index is a line */
}
