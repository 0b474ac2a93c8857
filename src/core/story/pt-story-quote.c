/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quoted passages. In doubt it is a quote: leaving out a sentence too many is a pity, printing one
 * without consent is harm. */
#include "pt-story-quote.h"

#include <stdint.h>
#include <string.h>

#define MIN_RUN 4

typedef struct
{
  gunichar open;
  gunichar close[3]; /* any of these; 0 ends */
} Marks;

/* Dutch, English, French and straight marks. The single ones are also apostrophes; see opens(). */
static const Marks marks[] = {
  { 0x201e, { 0x201d, 0x201c, 0 } },                                    /* „ ” */
  { 0x201c, { 0x201d, 0, 0 } },                                         /* “ ” */
  { 0x201d, { 0x201d, 0, 0 } },                                         /* ” ” */
  { 0x00ab, { 0x00bb, 0, 0 } },                                         /* « » */
  { 0x00bb, { 0x00ab, 0x00bb, 0 } },                                    /* » « */
  { '"', { '"', 0x201d, 0 } },       { 0x201a, { 0x2018, 0x2019, 0 } }, /* ‚ ’ */
  { 0x2018, { 0x2019, '\'', 0 } },                                      /* ‘ ’ */
  { '\'', { '\'', 0x2019, 0 } },
};

static bool
is_word (gunichar c)
{
  return c != 0 && g_unichar_isalnum (c);
}

static gunichar
before (const char *text, const char *p)
{
  return p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
}

static const Marks *
opens (const char *text, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gunichar next = *p != '\0' ? g_utf8_get_char (g_utf8_next_char (p)) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].open == c && !is_word (before (text, p)) && next != 0 && !g_unichar_isspace (next))
      return &marks[i];
  return NULL;
}

static bool
is_single (const Marks *pair)
{
  return pair->open == '\'' || pair->open == 0x2018 || pair->open == 0x201a;
}

static bool
closes (const Marks *pair, const char *text, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gunichar next = g_utf8_get_char (g_utf8_next_char (p));

  for (guint i = 0; pair->close[i] != 0; i++)
    if (pair->close[i] == c)
      return !is_single (pair) || (!g_unichar_isspace (before (text, p)) && !is_word (next));
  return false;
}

/* The apostrophes of ’s avonds and ’t are no quotation marks: a single mark counts when it closes. */
static const char *
find_close (const Marks *pair, const char *text, const char *from)
{
  for (const char *p = from; *p != '\0'; p = g_utf8_next_char (p))
    if (closes (pair, text, p))
      return p;
  return is_single (pair) ? NULL : from + strlen (from);
}

static void
find_marked (const char *text, GPtrArray *into)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const Marks *pair = opens (text, p);
      const char *start = g_utf8_next_char (p);
      const char *end = pair != NULL ? find_close (pair, text, start) : NULL;

      if (end == NULL)
        continue;
      g_ptr_array_add (into, g_strndup (start, end - start));
      if (*end == '\0')
        return;
      p = end;
    }
}

static const char *
skip_blanks (const char *line)
{
  while (*line == ' ' || *line == '\t')
    line++;
  return line;
}

static void
find_blockquotes (const char *text, GPtrArray *into)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) quote = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = skip_blanks (lines[i]);

      if (*line == '>')
        g_string_append_printf (quote, "%s ", line + 1);
    }
  if (quote->len > 0)
    g_ptr_array_add (into, g_strdup (quote->str));
}

GPtrArray *
pt_quote_find (const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  find_blockquotes (text, found);
  find_marked (text, found);
  return found;
}

bool
pt_quote_has (const char *text)
{
  g_autoptr (GPtrArray) found = pt_quote_find (text);

  return found->len > 0;
}

static bool
starts_item (const char *line)
{
  const char *p = skip_blanks (line);

  if ((*p == '-' || *p == '*' || *p == '+') && (p[1] == ' ' || p[1] == '\t'))
    return true;
  if (!g_ascii_isdigit (*p))
    return false;
  while (g_ascii_isdigit (*p))
    p++;
  return (*p == '.' || *p == ')') && (p[1] == ' ' || p[1] == '\t');
}

static void
close_chunk (GPtrArray *chunks, GString *chunk)
{
  if (chunk->len > 0)
    g_ptr_array_add (chunks, g_strdup (chunk->str));
  g_string_truncate (chunk, 0);
}

GPtrArray *
pt_quote_chunks (const char *text)
{
  GPtrArray *chunks = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) chunk = g_string_new (NULL);
  bool blank = true;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      bool is_blank = *skip_blanks (g_strchomp (lines[i])) == '\0';

      if (!is_blank && (blank || starts_item (lines[i])))
        {
          close_chunk (chunks, chunk);
          if (blank && chunks->len > 0)
            g_string_append_c (chunk, '\n');
        }
      if (!is_blank)
        g_string_append_printf (chunk, "%s\n", lines[i]);
      blank = is_blank;
    }
  close_chunk (chunks, chunk);
  return chunks;
}

/* Runs as hashes of 64 bits: two different runs with one hash are not to be expected, and would only
 * leave out a sentence too many. */
struct _PtQuoteSet
{
  GHashTable *runs[PT_QUOTE_RUN + 1];   /* by their number of words; of int64_t */
  GHashTable *traces[PT_QUOTE_RUN + 1]; /* likewise; of the lower 32 bits */
};

PtQuoteSet *
pt_quote_set_new (void)
{
  PtQuoteSet *self = g_new0 (PtQuoteSet, 1);

  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    {
      self->runs[n] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      self->traces[n] = g_hash_table_new (NULL, NULL);
    }
  return self;
}

void
pt_quote_set_free (PtQuoteSet *self)
{
  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    {
      g_hash_table_unref (self->runs[n]);
      g_hash_table_unref (self->traces[n]);
    }
  g_free (self);
}

/* FNV-1a, 64 bits. */
static uint64_t
mix (uint64_t hash, uint64_t value)
{
  return (hash ^ value) * UINT64_C (1099511628211);
}

#define SEED UINT64_C (14695981039346656037)

typedef struct
{
  uint64_t hash;  /* in lower case and without marks */
  gsize from, to; /* bytes of the text */
} Word;

/* (transfer full): of Word. */
static GArray *
hash_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  Word word = { SEED, 0, 0 };

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_word (c) && word.hash == SEED)
        word.from = (gsize)(p - text);
      if (is_word (c))
        word.hash = mix (word.hash, g_unichar_tolower (c));
      else if (word.hash != SEED)
        {
          word.to = (gsize)(p - text);
          g_array_append_val (words, word);
          word.hash = SEED;
        }
      if (c == 0)
        return words;
    }
}

static gint64
hash_run (GArray *words, guint start, guint n)
{
  uint64_t hash = SEED;

  for (guint i = start; i < start + n; i++)
    hash = mix (hash, g_array_index (words, Word, i).hash);
  return (gint64)hash;
}

void
pt_quote_set_add (PtQuoteSet *self, const char *quote)
{
  g_autoptr (GArray) words = hash_words (quote);
  guint n = MIN (words->len, PT_QUOTE_RUN);

  if (n < MIN_RUN)
    return;
  for (guint i = 0; i + n <= words->len; i++)
    {
      gint64 run = hash_run (words, i, n);

      g_hash_table_add (self->runs[n], g_memdup2 (&run, sizeof run));
    }
}

static bool
is_barred (PtQuoteSet *self, GArray *words, guint at, guint n)
{
  gint64 run = hash_run (words, at, n);

  return g_hash_table_contains (self->runs[n], &run)
         || g_hash_table_contains (self->traces[n], GUINT_TO_POINTER ((guint32)run));
}

static bool
meets_run (PtQuoteSet *self, GArray *words, guint n)
{
  for (guint i = 0; i + n <= words->len; i++)
    if (is_barred (self, words, i, n))
      return true;
  return false;
}

static bool
has_runs (PtQuoteSet *self, guint n)
{
  return g_hash_table_size (self->runs[n]) + g_hash_table_size (self->traces[n]) > 0;
}

static bool
is_empty (PtQuoteSet *self)
{
  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    if (has_runs (self, n))
      return false;
  return true;
}

bool
pt_quote_set_meets (PtQuoteSet *self, const char *text)
{
  if (is_empty (self))
    return false;
  g_autoptr (GArray) words = hash_words (text);

  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    if (has_runs (self, n) && meets_run (self, words, n))
      return true;
  return false;
}

/* ── Leaving out ── */

static void
mark_runs (PtQuoteSet *self, GArray *words, guint n, bool *barred)
{
  for (guint i = 0; i + n <= words->len; i++)
    if (is_barred (self, words, i, n))
      for (guint k = i; k < i + n; k++)
        barred[k] = true;
}

char *
pt_quote_set_leave_out (PtQuoteSet *self, const char *text)
{
  g_autoptr (GArray) words = hash_words (text);
  g_autofree bool *barred = g_new0 (bool, words->len + 1);
  GString *rest = g_string_new (NULL);
  gsize at = 0;

  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    mark_runs (self, words, n, barred);
  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = &g_array_index (words, Word, i);

      if (!barred[i])
        continue;
      if (i == 0 || !barred[i - 1])
        {
          g_string_append_len (rest, text + at, (gssize)(word->from - at));
          g_string_append (rest, PT_QUOTE_GAP);
        }
      at = word->to;
    }
  g_string_append (rest, text + at);
  return g_string_free (rest, FALSE);
}

/* ── Traces ── */

static int
compare_traces (gconstpointer a, gconstpointer b)
{
  const guint32 one = *(const guint32 *)a, other = *(const guint32 *)b;

  return one < other ? -1 : one > other;
}

static void
print_traces (GHashTable *runs, guint n, GString *out)
{
  g_autoptr (GArray) traces = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer run;

  g_hash_table_iter_init (&iter, runs);
  while (g_hash_table_iter_next (&iter, &run, NULL))
    {
      guint32 trace = (guint32) * (gint64 *)run;
      g_array_append_val (traces, trace);
    }
  g_array_sort (traces, compare_traces);
  for (guint i = 0; i < traces->len; i++)
    g_string_append_printf (out, "%s%u%08x", out->len > 0 ? " " : "", n,
                            g_array_index (traces, guint32, i));
}

char *
pt_quote_set_dup_traces (PtQuoteSet *self)
{
  GString *out = g_string_new (NULL);

  for (guint n = MIN_RUN; n <= PT_QUOTE_RUN; n++)
    print_traces (self->runs[n], n, out);
  return g_string_free (out, FALSE);
}

void
pt_quote_set_add_traces (PtQuoteSet *self, const char *traces)
{
  g_auto (GStrv) words = g_strsplit (traces, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const guint n = (guint)(words[i][0] - '0');
      guint64 trace;

      if (n >= MIN_RUN && n <= PT_QUOTE_RUN
          && g_ascii_string_to_unsigned (words[i] + 1, 16, 0, G_MAXUINT32, &trace, NULL))
        g_hash_table_add (self->traces[n], GUINT_TO_POINTER ((guint32)trace));
    }
}
