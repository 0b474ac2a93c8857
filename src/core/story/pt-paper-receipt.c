/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter to somebody who took their consent back: what was erased, where that is done and where not
 * yet, and what cannot be called back. It has numbers and days, and names nobody else. A line of the
 * text that begins with {?word} stands only when there is something to say of it. */
#include "pt-paper-private.h"

#include "pt-story-gate.h"
#include "pt-withdraw.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtPaperWriter *writer;
  GPtrArray *acts;   /* consent records: the withdrawals */
  GHashTable *known; /* word → value; what is not there is nothing */
  int64_t last;      /* the number of the last order of this person */
  guint n_words, n_texts, n_files, n_about;
} Receipt;

static void
tell (Receipt *self, const char *word, const char *value)
{
  if (value != NULL && *value != '\0')
    g_hash_table_replace (self->known, g_strdup (word), g_strdup (value));
}

static void
tell_number (Receipt *self, const char *word, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  if (n > 0)
    tell (self, word, text);
}

/* ── The acts ── */

static void
find_acts (Receipt *self)
{
  g_autoptr (GPtrArray) all = pt_dataset_children (self->writer->data, "consent", "stakeholder",
                                                   self->writer->options->person);

  for (guint i = 0; i < all->len; i++)
    if (pt_paper_is (all->pdata[i], "act", "withdrawn"))
      g_ptr_array_add (self->acts, all->pdata[i]);
}

/* Who took everything back took each part of it back; the last time is what the letter answers. */
static void
tell_acts (Receipt *self)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PtRecord *last = NULL;
  gboolean all = FALSE;

  for (guint i = 0; i < self->acts->len; i++)
    {
      PtRecord *act = self->acts->pdata[i];
      g_auto (GStrv) uses = pt_record_dup_keys (act, "uses");

      if (last == NULL || pt_gate_compare_moments (&act, &last) > 0)
        last = act;
      all = all || uses[0] == NULL;
      for (guint k = 0; uses[k] != NULL; k++)
        g_hash_table_add (parts, g_strdup (uses[k]));
    }
  g_autofree char *day = last != NULL ? pt_paper_value (self->writer, last, "given_on") : NULL;
  GHashTableIter iter;
  gpointer use;

  tell (self, "day", day);
  tell (self, "all", all ? "1" : NULL);
  g_hash_table_iter_init (&iter, parts);
  while (!all && g_hash_table_iter_next (&iter, &use, NULL))
    tell (self, use, "1");
}

/* ── What was erased ── */

static gboolean
is_own (Receipt *self, const PtErasure *order)
{
  for (guint i = 0; i < self->acts->len; i++)
    if (pt_withdraw_is_order_of (order, pt_record_get_id (self->acts->pdata[i])))
      return TRUE;
  return FALSE;
}

static gboolean
is_spoken_by (Receipt *self, const char *record)
{
  g_autoptr (GPtrArray) links = pt_dataset_links_from (self->writer->data, record, "speaker");

  for (guint i = 0; i < links->len; i++)
    if (pt_paper_is (links->pdata[i], "to", self->writer->options->person))
      return TRUE;
  return FALSE;
}

static void
count_order (Receipt *self, const PtErasure *order)
{
  PtRecord *record = pt_dataset_get (self->writer->data, order->record);

  self->last = MAX (self->last, order->number);
  if (order->fields == NULL)
    self->n_files++;
  else if (g_strcmp0 (order->record, self->writer->options->person) == 0
           || (record != NULL && g_str_equal (pt_record_get_kind_id (record), "involvement")))
    self->n_about++;
  else if (is_spoken_by (self, order->record))
    self->n_words++;
  else
    self->n_texts++;
}

static void
tell_orders (Receipt *self)
{
  const GPtrArray *orders = self->writer->options->erasures;

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    if (is_own (self, orders->pdata[i]))
      count_order (self, orders->pdata[i]);
  tell_number (self, "words", self->n_words);
  tell_number (self, "texts", self->n_texts);
  tell_number (self, "files", self->n_files);
  tell_number (self, "about", self->n_about);
  tell_number (self, "due", self->writer->options->n_due);
  if (self->last == 0 && self->writer->options->n_due == 0)
    tell (self, "nothing", "1");
}

/* ── Where ── */

static void
tell_devices (Receipt *self)
{
  const PtPaperOptions *options = self->writer->options;
  guint n_done = 0, n_waiting = 0, n_gone = 0;

  for (guint i = 0; i < options->n_devices; i++)
    {
      const PtPaperDevice *device = &options->devices[i];
      const gboolean done = device->coverage >= self->last;

      n_done += done;
      n_waiting += !done && !device->is_gone;
      n_gone += !done && device->is_gone;
    }
  if (self->last == 0)
    return;
  tell_number (self, "laptops", n_done + n_waiting);
  tell_number (self, "done", n_done);
  tell_number (self, "waiting", n_waiting);
  tell_number (self, "gone", n_gone);
  tell (self, options->n_devices > 0 ? "team" : "alone", "1");
  if (options->n_devices > 0 && n_done == 0)
    g_hash_table_replace (self->known, g_strdup ("done"), g_strdup ("0"));
  tell (self, "log", options->keeps_log ? "1" : NULL);
}

static void
tell_releases (Receipt *self)
{
  GPtrArray *releases = pt_dataset_list (self->writer->data, "release");
  g_autofree char *last = NULL;
  g_autofree char *day = NULL;
  guint n = 0;

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    {
      g_autofree char *date = pt_record_dup_date (releases->pdata[i]);

      if (!pt_record_has_key (releases->pdata[i], "persons", self->writer->options->person))
        continue;
      n++;
      if (date != NULL && (last == NULL || strcmp (date, last) > 0))
        {
          g_free (last);
          last = g_steal_pointer (&date);
        }
    }
  if (last != NULL && strlen (last) > strlen ("YYYY-MM-DD"))
    last[strlen ("YYYY-MM-DD")] = '\0';
  day = pt_paper_date (self->writer, last);
  tell_number (self, "released", n);
  tell (self, "released_on", day);
  tell (self, "unreleased", n == 0 ? "1" : NULL);
}

/* ── The letter ── */

/* Takes headings away that have nothing under them. (transfer full) */
static char *
drop_bare_headings (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint next = i + 1;

      while (lines[next] != NULL && *lines[next] == '\0')
        next++;
      if (!g_str_has_prefix (lines[i], "## ")
          || (lines[next] != NULL && !g_str_has_prefix (lines[next], "## ")))
        g_string_append_printf (kept, "%s\n", lines[i]);
    }
  return g_string_free (kept, FALSE);
}

/* Takes the lines away that have nothing to say. (transfer full) */
static char *
keep_said (Receipt *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *kept = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *end = g_str_has_prefix (lines[i], "{?") ? strchr (lines[i], '}') : NULL;
      g_autofree char *word = end != NULL ? g_strndup (lines[i] + 2, (gsize)(end - lines[i] - 2))
                                          : NULL;

      if (word == NULL || g_hash_table_contains (self->known, word))
        g_string_append_printf (kept, "%s\n", end != NULL ? end + 1 : lines[i]);
    }
  g_autofree char *all = g_string_free (kept, FALSE);
  return drop_bare_headings (all);
}

static char *
fill (Receipt *self, char *text)
{
  GHashTableIter iter;
  gpointer word, value;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &word, &value))
    {
      g_autofree char *name = g_strdup_printf ("{%s}", (const char *)word);

      text = pt_paper_template_fill (text, name, value);
    }
  return text;
}

char *
pt_paper_receipt_title (PtPaperWriter *self)
{
  g_autofree char *text = pt_paper_template_load (self, "receipt");

  return pt_paper_template_title (text, _ ("Receipt of a withdrawal"));
}

void
pt_paper_receipt (PtPaperWriter *writer)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Receipt self = { .writer = writer, .acts = acts, .known = known };
  g_autofree char *today = pt_paper_date (writer, writer->options->today);
  g_autofree char *text = pt_paper_template_load (writer, "receipt");
  g_autofree char *said = NULL;

  tell (&self, "today", today);
  tell (&self, "day", today);
  if (writer->logbook != NULL)
    tell (&self, "contact", pt_record_get_text (writer->logbook, "privacy_contact"));
  find_acts (&self);
  tell_acts (&self);
  tell_orders (&self);
  tell_devices (&self);
  tell_releases (&self);
  said = fill (&self, keep_said (&self, text));
  pt_paper_template_write (writer, said);
}
