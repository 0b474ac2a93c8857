/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-words.h"

/* Mandelbrot's offset for Zipf's law: the commonest word is one in twenty-eight. */
#define FIRST 2.7

/* The commonest Dutch words, in about their order, and what a field lab writes about. */
static const char *const common[] = {
  "de",           "van",      "het",      "een",          "en",
  "in",           "is",       "dat",      "op",           "te",
  "we",           "met",      "voor",     "niet",         "zijn",
  "er",           "aan",      "die",      "om",           "ze",
  "ook",          "als",      "bij",      "maar",         "was",
  "naar",         "nog",      "wat",      "door",         "uit",
  "over",         "dan",      "mevrouw",  "meer",         "kan",
  "hebben",       "worden",   "bewoners", "zegt",         "wel",
  "zo",           "wordt",    "heeft",    "haar",         "hij",
  "nu",           "omdat",    "moet",     "geen",         "mensen",
  "veel",         "kunnen",   "samen",    "huis",         "week",
  "na",           "tijd",     "goed",     "thuis",        "willen",
  "gaan",         "buurt",    "onze",     "apotheker",    "zorg",
  "gesprek",      "vandaag",  "iemand",   "afspraak",     "alleen",
  "medewerkers",  "wijk",     "vraagt",   "gemeente",     "volgende",
  "dispenser",    "proberen", "nieuwe",   "vrijwilliger", "middag",
  "morgen",       "telefoon", "koffie",   "huisarts",     "medicijnen",
  "dochter",      "kussen",   "piept",    "bellen",       "gezondheidscentrum",
  "instelling",   "begrijpt", "overleg",  "keukentafel",  "medicijndispenser",
  "mantelzorger",
};

/* What the others are made of, two or three of them a word. */
static const char *const syllables[] = {
  "ver",  "be",   "ge",   "ont",  "aan", "op",   "uit",   "voor", "na",   "in",    "om",
  "door", "mee",  "af",   "bij",  "toe", "kam",  "del",   "ster", "wer",  "ken",   "lo",
  "pen",  "ma",   "ri",   "ta",   "fel", "zor",  "gen",   "huis", "tuin", "kop",   "lijn",
  "maat", "stel", "ling", "wijs", "dag", "boek", "brief", "mark", "plan", "proef", "rand",
  "si",   "te",   "tro",  "va",   "vra", "wa",   "zit",   "zon",  "hand", "heid",  "schap",
  "baar", "lijk", "ing",  "er",   "ers", "ten",  "den",   "nis",  "ie",
};

char *
bench_word (guint rank)
{
  const guint n = G_N_ELEMENTS (syllables);
  GString *word = g_string_new (NULL);

  g_assert (rank < BENCH_VOCABULARY);
  if (rank < G_N_ELEMENTS (common))
    return g_string_free (g_string_assign (word, common[rank]), FALSE);
  for (guint left = rank + n; left > 0; left /= n)
    g_string_append (word, syllables[left % n]);
  return g_string_free (word, FALSE);
}

/* The share of a text that the words up to each rank have together. */
static double *
make_shares (void)
{
  double *shares = g_new (double, BENCH_VOCABULARY);
  double sum = 0;

  for (guint rank = 0; rank < BENCH_VOCABULARY; rank++)
    shares[rank] = sum += 1 / (rank + 1 + FIRST);
  for (guint rank = 0; rank < BENCH_VOCABULARY; rank++)
    shares[rank] /= sum;
  return shares;
}

guint
bench_rank (double share)
{
  static double *shares;
  guint low = 0, high = BENCH_VOCABULARY - 1;

  if (g_once_init_enter (&shares))
    g_once_init_leave (&shares, make_shares ());
  while (low < high)
    {
      const guint middle = (low + high) / 2;
      if (shares[middle] < share)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
