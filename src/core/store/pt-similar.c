/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A full-text index in memory over the cards, made anew for each question: there are hundreds, not
 * millions. Words are ranked by bm25 (Robertson and Zaragoza 2009, as in SQLite's FTS5), which asks how
 * rare they are; a word that most cards have is no reason. */
#include "pt-similar.h"

#include "pt-db-private.h"
#include "pt-mention.h"
#include "pt-themes.h"
#include "pt-catalog.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_WORDS 80  /* of ours that are looked for */
#define MIN_LETTERS 4 /* of a word that says something */
#define MAX_REASONS 5 /* words that are named */
#define WORDS_ALONE 3 /* without a common theme it takes so many */
#define THEME_WEIGHT 3.0
#define TEXT_WEIGHT 4.0
#define TEXT_HALF 4.0 /* a bm25 that counts half */
#define PHASE_WEIGHT 1.0

static const char *const fields[] = {
  "title", "card", "description", "facts", "causes", "ambition"
};

/* Words of this length that stand in every text. */
static const char *const common[] = {
  "about",  "alle",   "alleen",  "also",   "andere", "been",    "bijna", "daar",   "daarom",
  "deze",   "door",   "doen",    "dingen", "from",   "geen",    "gaan",  "haar",   "have",
  "hebben", "hier",   "hoeveel", "into",   "kunnen", "maar",    "make",  "maken",  "meer",
  "meest",  "mensen", "moet",    "moeten", "more",   "most",    "naar",  "niet",   "omdat",
  "onder",  "only",   "onze",    "ook",    "over",   "people",  "soms",  "steeds", "such",
  "than",   "that",   "their",   "them",   "then",   "there",   "these", "they",   "this",
  "toch",   "tussen", "veel",    "very",   "vaak",   "voor",    "waar",  "waarom", "wanneer",
  "want",   "waren",  "were",    "weinig", "welke",  "what",    "when",  "where",  "which",
  "wordt",  "worden", "will",    "willen", "with",   "without", "would", "zelf",   "zijn",
  "zoals",  "zonder", "zouden",  "zullen"
};

void
pt_similar_free (PtSimilar *self)
{
  g_strfreev (self->themes);
  g_strfreev (self->words);
  g_free (self);
}

/* ── Words of ours ── */

static gboolean
says_something (const char *word)
{
  if (g_utf8_strlen (word, -1) < MIN_LETTERS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (strcmp (common[i], word) == 0)
      return FALSE;
  return TRUE;
}

static char *
keep_label (const char *id, const char *label, gpointer data)
{
  return NULL;
}

static void
add_words (GPtrArray *words, const char *text)
{
  g_autofree char *plain = pt_mention_render (text, keep_label, NULL);
  g_autofree char *small = g_utf8_strdown (plain, -1);
  const char *start = NULL;

  for (const char *c = small;; c = g_utf8_next_char (c))
    {
      const gboolean inside = *c != '\0' && g_unichar_isalpha (g_utf8_get_char (c));

      if (inside && start == NULL)
        start = c;
      if (!inside && start != NULL)
        {
          g_autofree char *word = g_strndup (start, (gsize)(c - start));

          start = NULL;
          if (words->len < MAX_WORDS && says_something (word)
              && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
            g_ptr_array_add (words, g_steal_pointer (&word));
        }
      if (*c == '\0')
        return;
    }
}

static GPtrArray *
list_words (PtRecord *challenge)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (pt_record_get_text (challenge, fields[i]) != NULL)
      add_words (words, pt_record_get_text (challenge, fields[i]));
  return words;
}

/* ── The index ── */

typedef struct
{
  sqlite3 *db;
  GPtrArray *cards;  /* PtNetworkItem; row = index + 1 */
  GPtrArray *words;  /* of ours */
  double *ranks;     /* per card: -bm25 of all words */
  GPtrArray **share; /* per card: borrowed words of ours that it has */
} Index;

static void
index_clear (Index *self)
{
  for (guint i = 0; self->share != NULL && i < self->cards->len; i++)
    g_ptr_array_unref (self->share[i]);
  g_free (self->share);
  g_free (self->ranks);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  sqlite3_close (self->db);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Index, index_clear)

typedef void (*RowFunc) (Index *self, guint card, double rank, const char *word);

/* Calls @each for the cards that @match finds. */
static gboolean
each_match (Index *self, const char *match, const char *word, RowFunc each, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (
      self->db, "SELECT rowid, bm25(card, 3.0, 1.0) FROM card WHERE card MATCH ?", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, match, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      each (self, (guint)sqlite3_column_int (stmt, 0) - 1, -sqlite3_column_double (stmt, 1), word);
  sqlite3_finalize (stmt);
  if (rc != SQLITE_DONE)
    pt_db_set_error (self->db, rc, error);
  return rc == SQLITE_DONE;
}

static int
add_card (sqlite3_stmt *stmt, const PtNetworkItem *card)
{
  g_autoptr (GString) body = g_string_new (NULL);
  int rc;

  for (guint i = 1; i < G_N_ELEMENTS (fields); i++)
    if (pt_network_item_get (card, fields[i]) != NULL)
      g_string_append_printf (body, "%s\n", pt_network_item_get (card, fields[i]));
  sqlite3_bind_text (stmt, 1, card->title, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 2, body->str, (int)body->len, SQLITE_STATIC);
  rc = sqlite3_step (stmt);
  sqlite3_reset (stmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static gboolean
fill (Index *self, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_open (":memory:", &self->db);

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (self->db,
                       "CREATE VIRTUAL TABLE card USING fts5 (title, body,"
                       " tokenize = \"unicode61 remove_diacritics 2\")",
                       NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (self->db, "INSERT INTO card (title, body) VALUES (?, ?)", -1, &stmt,
                             NULL);
  for (guint i = 0; rc == SQLITE_OK && i < self->cards->len; i++)
    rc = add_card (stmt, self->cards->pdata[i]);
  sqlite3_finalize (stmt);
  if (rc != SQLITE_OK)
    pt_db_set_error (self->db, rc, error);
  return rc == SQLITE_OK;
}

static void
note_rank (Index *self, guint card, double rank, const char *word)
{
  self->ranks[card] = rank;
}

static void
note_word (Index *self, guint card, double rank, const char *word)
{
  g_ptr_array_add (self->share[card], (gpointer)word);
}

/* A word of letters needs no more than quotes around it. */
static gboolean
rank_cards (Index *self, GError **error)
{
  g_autoptr (GString) any = g_string_new (NULL);

  for (guint i = 0; i < self->words->len; i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", (char *)self->words->pdata[i]);

      g_string_append_printf (any, "%s%s", i > 0 ? " OR " : "", quoted);
      if (!each_match (self, quoted, self->words->pdata[i], note_word, error))
        return FALSE;
    }
  return any->len == 0 || each_match (self, any->str, NULL, note_rank, error);
}

/* ── Reasons ── */

static guint
count_cards_with (Index *self, const char *word)
{
  guint n = 0;

  for (guint i = 0; i < self->cards->len; i++)
    n += g_ptr_array_find (self->share[i], word, NULL);
  return n;
}

static int
compare_rare (gconstpointer a, gconstpointer b, gpointer index)
{
  const char *one = *(const char *const *)a, *other = *(const char *const *)b;
  const guint n = count_cards_with (index, one), m = count_cards_with (index, other);

  return n != m ? (n < m ? -1 : 1) : strcmp (one, other);
}

/* What nearly everybody writes is no likeness. */
static char **
telling_words (Index *self, guint card)
{
  GPtrArray *words = self->share[card];
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  g_ptr_array_sort_with_data (words, compare_rare, self);
  for (guint i = 0; i < words->len && kept->len < MAX_REASONS; i++)
    if (self->cards->len < 4 || count_cards_with (self, words->pdata[i]) * 2 <= self->cards->len)
      g_ptr_array_add (kept, g_strdup (words->pdata[i]));
  g_ptr_array_add (kept, NULL);
  return (char **)g_ptr_array_steal (kept, NULL);
}

static char **
common_themes (PtRecord *challenge, const PtNetworkItem *card)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **theme = card->themes; *theme != NULL; theme++)
    if (pt_record_has_key (challenge, "themes", *theme))
      g_ptr_array_add (kept, g_strdup (*theme));
  g_ptr_array_add (kept, NULL);
  return (char **)g_ptr_array_steal (kept, NULL);
}

static PtSimilar *
weigh (Index *self, PtRecord *challenge, guint i)
{
  PtSimilar *found = g_new0 (PtSimilar, 1);
  const double rank = MAX (self->ranks[i], 0);

  found->item = self->cards->pdata[i];
  found->themes = common_themes (challenge, found->item);
  found->words = telling_words (self, i);
  found->same_phase = g_strcmp0 (pt_record_get_text (challenge, "phase"),
                                 pt_network_item_get (found->item, "phase"))
                      == 0;
  found->score = THEME_WEIGHT * g_strv_length (found->themes)
                 + TEXT_WEIGHT * rank / (rank + TEXT_HALF) + g_strv_length (found->words) * 0.5
                 + (found->same_phase ? PHASE_WEIGHT : 0);
  return found;
}

/* A phase alone is no likeness. */
static gboolean
is_alike (const PtSimilar *self)
{
  return self->themes[0] != NULL || g_strv_length (self->words) >= WORDS_ALONE;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const PtSimilar *one = *(PtSimilar *const *)a, *other = *(PtSimilar *const *)b;

  if (fabs (one->score - other->score) > 1e-9)
    return one->score > other->score ? -1 : 1;
  return strcmp (one->item->id, other->item->id);
}

static GPtrArray *
list_cards (PtNetwork *network, const char *logbook)
{
  GPtrArray *cards = pt_network_list (network, "challenge", NULL);

  for (guint i = cards->len; i > 0; i--)
    if (g_strcmp0 (((PtNetworkItem *)cards->pdata[i - 1])->logbook, logbook) == 0)
      g_ptr_array_remove_index (cards, i - 1);
  return cards;
}

GPtrArray *
pt_similar_find (PtNetwork *network, PtRecord *challenge, const char *logbook, guint max,
                 GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_similar_free);
  g_auto (Index) self = { .cards = list_cards (network, logbook), .words = list_words (challenge) };

  self.ranks = g_new0 (double, self.cards->len);
  self.share = g_new0 (GPtrArray *, self.cards->len);
  for (guint i = 0; i < self.cards->len; i++)
    self.share[i] = g_ptr_array_new ();
  if (!fill (&self, error) || !rank_cards (&self, error))
    return NULL;
  for (guint i = 0; i < self.cards->len; i++)
    {
      g_autoptr (PtSimilar) one = weigh (&self, challenge, i);

      if (is_alike (one))
        g_ptr_array_add (found, g_steal_pointer (&one));
    }
  g_ptr_array_sort (found, compare_scores);
  if (found->len > max)
    g_ptr_array_set_size (found, (int)max);
  return g_steal_pointer (&found);
}

/* ── In words ── */

static char *
join_themes (char **themes)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; themes[i] != NULL; i++)
    {
      const char *label = pt_themes_label (themes[i], pt_catalog_current ());

      g_ptr_array_add (labels, (char *)(label != NULL ? label : themes[i]));
    }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **)labels->pdata);
}

char *
pt_similar_dup_reason (const PtSimilar *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *themes = join_themes (self->themes);
  g_autofree char *words = g_strjoinv (", ", self->words);

  if (*themes != '\0')
    /* Translators: %s are themes, such as Loneliness, Housing */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Both are about: %s."), themes));
  if (*words != '\0')
    /* Translators: %s are words, such as doorstep, evening */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Both write about: %s."), words));
  if (self->same_phase)
    g_ptr_array_add (parts, g_strdup (_ ("Both are in the same phase.")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}
