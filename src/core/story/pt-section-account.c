/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the story came about: the accountability section (13), and the colophon that ends every
 * version with what was left out (rule 10). */
#include "pt-pictures.h"
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Smaller counts are not printed as a number. */
#define MIN_COUNT 3

static GPtrArray *
all_notes (PtTeller *self)
{
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < self->stages->len; i++)
    {
      PtStage *stage = self->stages->pdata[i];

      for (guint n = 0; n < stage->notes->len; n++)
        g_ptr_array_add (notes, stage->notes->pdata[n]);
    }
  return notes;
}

static void
tell_extent (PtTeller *self, GPtrArray *notes)
{
  if (notes->len == 0)
    {
      pt_teller_made (self, PT_STYLE_PLAIN, "extent", NULL,
                      pt_teller_say (self, NC_ ("story", "The logbook holds no notes of this "
                                                         "period.")));
      return;
    }
  g_autofree char *all = pt_words_number (self->lang, notes->len);
  g_autofree char *told = pt_words_number_first (self->lang, g_hash_table_size (self->told));
  g_autofree char *first = pt_teller_say_with (
      self,
      notes->len == 1 ? NC_ ("story", "The logbook holds %s note of this period.")
                      : NC_ ("story", "The logbook holds %s notes of this period."),
      all);
  const guint n = g_hash_table_size (self->told);
  g_autofree char *second = pt_teller_say_with (self,
                                                n == 1 ? NC_ ("story", "%s of them is told here.")
                                                       : NC_ ("story", "%s of them are told here."),
                                                told);
  g_autofree char *text = g_strjoin (" ", first, second, NULL);

  pt_teller_made (self, PT_STYLE_PLAIN, "extent", NULL, text);
}

static guint
count_undiscussed (PtTeller *self)
{
  guint n = 0;

  for (guint i = 0; i < self->learnings->len; i++)
    n += pt_is (self->learnings->pdata[i], "status", "draft")
         || pt_is (self->learnings->pdata[i], "status", "for_review");
  return n;
}

/* What only its writer has said yet weighs less than what a group talked over. */
static void
tell_undiscussed (PtTeller *self)
{
  const guint n = count_undiscussed (self);
  g_autofree char *some = pt_words_number_first (self->lang, n);
  g_autofree char *all = pt_words_number (self->lang, self->learnings->len);

  if (n == 0 || self->learnings->len < 2)
    return;
  /* Translators: two numbers in words. */
  g_autofree char *text = pt_teller_say_two (
      self,
      n == 1 ? NC_ ("story",
                    "%1$s of the %2$s learning moments was not talked over with the group yet.")
             : NC_ ("story",
                    "%1$s of the %2$s learning moments were not talked over with the group yet."),
      some, all);

  pt_teller_made (self, PT_STYLE_PLAIN, "undiscussed", NULL, text);
}

static void
tell_gaps (PtTeller *self, GPtrArray *notes)
{
  for (guint i = 1; i < notes->len; i++)
    {
      g_autofree char *before = pt_record_dup_date (notes->pdata[i - 1]);
      g_autofree char *after = pt_record_dup_date (notes->pdata[i]);
      g_autofree char *gap = pt_teller_gap (self, before, after);

      if (gap != NULL)
        pt_teller_made (self, PT_STYLE_PLAIN, NULL, notes->pdata[i], gap);
    }
}

/* Few are not counted: a small number can point at a person. */
static void
tell_omissions (PtTeller *self)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "What was left out")),
                           pt_teller_say (self, NC_ ("story", "How many")), NULL };
  PtBlock *table;

  if (pt_gate_omitted_in_all (self->gate) == 0)
    return;
  table = pt_block_new_table (pt_teller_say (self, NC_ ("story", "What was left out, and why")),
                              header);
  for (guint i = 0; i < PT_OMIT_LAST; i++)
    {
      guint n = pt_gate_omitted (self->gate, i);
      g_autofree char *count = n < MIN_COUNT ? g_strdup (
                                   pt_teller_say (self, NC_ ("story", "fewer than three")))
                                             : g_strdup_printf ("%u", n);
      const char *cells[] = { pt_teller_say (self, pt_omission_label (i)), count };

      if (n > 0)
        pt_block_add_row (table, cells);
    }
  pt_teller_add (self, table);
}

static void
tell_missing (PtTeller *self)
{
  if (self->missing->len == 0)
    return;
  g_autofree char *list = pt_words_list (self->lang, self->missing);
  g_autofree char *text = g_strconcat (list, ".", NULL);

  pt_teller_line (self, "missing", NULL,
                  pt_teller_say (self, NC_ ("story", "Nothing was written down (yet) for:")), text);
}

void
pt_section_account (PtTeller *self)
{
  g_autoptr (GPtrArray) notes = all_notes (self);
  const PtLens lens = pt_teller_lens (self);

  tell_extent (self, notes);
  tell_undiscussed (self);
  tell_gaps (self, notes);
  tell_missing (self);
  pt_teller_draw (self, true, pt_figure_density (&lens),
                  NC_ ("story", "On which days how much was written down."));
  tell_omissions (self);
}

static const char *
policy_sentence (PtTeller *self)
{
  const char *policy = pt_names_get_policy (self->names);

  if (strcmp (policy, "roles") == 0)
    return NC_ ("story", "People appear in it by their role, not by their name.");
  if (strcmp (policy, "names_with_consent") == 0)
    return NC_ ("story", "People are named only where they agreed to it.");
  return NC_ ("story", "People whose name needs protection appear in it under another name.");
}

/* (transfer full): "This story was made from the logbook of … on …." without names in sentences. */
static char *
origin (PtTeller *self)
{
  g_autofree char *date = pt_date_format (self->options.today, self->lang);

  /* Translators: %s is a date. */
  return pt_teller_say_with (
      self, NC_ ("story", "This story was made on %s from the field lab’s logbook."), date);
}

void
pt_section_colophon (PtTeller *self)
{
  g_autofree char *first = origin (self);
  g_autoptr (GString) text = g_string_new (first);

  g_string_append_printf (text, " %s", pt_teller_say (self, policy_sentence (self)));
  if (!self->audience->counts && pt_gate_omitted_in_all (self->gate) > 0)
    g_string_append_printf (
        text, " %s",
        pt_teller_say (self, NC_ ("story", "Not everything that was written down is in it.")));
  pt_teller_heading (self, 2, "about", pt_teller_say (self, NC_ ("story", "About this story")));
  pt_teller_made (self, PT_STYLE_SMALL, "about", NULL, text->str);
  if (self->logbook == NULL)
    return;
  if (g_strcmp0 (self->audience->sections[0].section, "0") != 0)
    pt_teller_field (self, PT_STYLE_SMALL, NULL, self->logbook, "funding_statement");
  pt_teller_field (self, PT_STYLE_SMALL, NC_ ("story", "Ethics:"), self->logbook,
                   "ethics_reference");
}
