/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it took (10): who brought in what, what was pledged and did not come, what is still needed and
 * what others may have. */
#include "pt-pictures.h"
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *unit, *text;
} Unit;

/* Translators: %s is a number. */
static const Unit units[] = {
  { "eur", NC_ ("story", "€%s") },       { "h", NC_ ("story", "%s hours") },
  { "fte", NC_ ("story", "%s FTE") },    { "m2", NC_ ("story", "%s m²") },
  { "pcs", NC_ ("story", "%s pieces") },
};

/* (transfer full): on one line, wherever it stands. */
static char *
say_with_unit (PtTeller *self, const Unit *unit, double amount)
{
  g_autofree char *figure = pt_words_figure (self->lang, amount);
  g_autofree char *text = pt_teller_say_with (self, unit->text, figure);

  return pt_words_bound (text);
}

char *
pt_teller_amount (PtTeller *self, PtRecord *resource, const char *field)
{
  double amount = 0;

  if (!pt_record_get_real (resource, field, &amount))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (pt_is (resource, "unit", units[i].unit))
      return say_with_unit (self, &units[i], amount);
  return pt_words_figure (self->lang, amount);
}

static bool
is_pledge (const PtRecord *resource)
{
  return pt_is (resource, "status", "pledged");
}

/* (transfer container) */
static GPtrArray *
list_resources (PtTeller *self, const char *direction)
{
  g_autoptr (GPtrArray) all = pt_gate_list (self->gate, "resource");
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (pt_is (all->pdata[i], "direction", direction))
      g_ptr_array_add (found, all->pdata[i]);
  return found;
}

static void
tell_givers (PtTeller *self, GPtrArray *have)
{
  g_autoptr (GHashTable) givers = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < have->len; i++)
    {
      const char *giver = pt_record_get_text (have->pdata[i], "provider");

      n += !is_pledge (have->pdata[i]);
      if (giver != NULL && !is_pledge (have->pdata[i]))
        g_hash_table_add (givers, (char *)giver);
    }
  if (g_hash_table_size (givers) < 2)
    return;
  g_autofree char *who = pt_words_number_first (self->lang, g_hash_table_size (givers));
  g_autofree char *what = pt_words_number (self->lang, n);
  /* Translators: two numbers in words. */
  g_autofree char *text = pt_teller_say_two (
      self,
      NC_ ("story",
           "%1$s people and parties put something into the field lab: %2$s things in all."),
      who, what);

  pt_teller_made (self, PT_STYLE_PLAIN, "givers", NULL, text);
}

/* (transfer full): an amount of euros. */
static char *
say_money (PtTeller *self, double amount)
{
  return say_with_unit (self, &units[0], amount);
}

/* Money that is there and how much of it went; a pledge is not there yet. */
static void
tell_money (PtTeller *self, GPtrArray *have)
{
  double all = 0;
  double used = 0;

  for (guint i = 0; i < have->len; i++)
    {
      double amount = 0;

      if (!pt_is (have->pdata[i], "unit", "eur") || is_pledge (have->pdata[i]))
        continue;
      if (pt_record_get_real (have->pdata[i], "amount", &amount))
        all += amount;
      if (pt_record_get_real (have->pdata[i], "used", &amount))
        used += amount;
    }
  if (all <= 0)
    return;
  g_autofree char *all_text = say_money (self, all);
  g_autofree char *used_text = say_money (self, used);
  /* Translators: two amounts of money. */
  g_autofree char *text = pt_teller_say_two (
      self, NC_ ("story", "Of the %1$s that was available, %2$s was spent so far."), all_text,
      used_text);

  pt_teller_made (self, PT_STYLE_PLAIN, "money", NULL, text);
}

static void
add_row (PtTeller *self, PtBlock *table, PtRecord *resource)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("resource.status");
  const char *provider = pt_record_get_text (resource, "provider");
  const char *status = pt_record_get_text (resource, "status");
  g_autofree char *title = pt_gate_line (self->gate, resource, "title");
  g_autofree char *who = provider != NULL ? pt_names_label (self->names, provider) : NULL;
  g_autofree char *amount = pt_teller_amount (self, resource, "amount");
  g_autofree char *used = pt_teller_amount (self, resource, "used");
  g_autofree char *note = pt_gate_line (self->gate, resource, "note");
  const char *cells[] = { title,
                          who,
                          amount,
                          used,
                          status != NULL ? pt_term_label_in (statuses, status, self->lang) : NULL,
                          note };

  if (title == NULL)
    return;
  pt_block_add_row (table, cells);
  pt_block_add_source (table, pt_record_get_id (resource));
}

static void
tell_table (PtTeller *self, GPtrArray *have)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "What")),
                           pt_teller_say (self, NC_ ("story", "From whom")),
                           pt_teller_say (self, NC_ ("story", "How much")),
                           pt_teller_say (self, NC_ ("story", "Used")),
                           pt_teller_say (self, NC_ ("story", "How it stands")),
                           pt_teller_say (self, NC_ ("story", "Remark")),
                           NULL };
  g_autoptr (PtBlock) table = pt_block_new_table (
      pt_teller_say (self, NC_ ("story", "What was brought in")), header);

  for (guint i = 0; i < have->len; i++)
    add_row (self, table, have->pdata[i]);
  if (table->rows->len > 0 && !self->plain)
    pt_teller_add (self, g_steal_pointer (&table));
}

static void
tell_list (PtTeller *self, const char *direction, const char *lead_in)
{
  g_autoptr (GPtrArray) resources = list_resources (self, direction);
  bool first = true;

  for (guint i = 0; i < resources->len; i++)
    {
      PtRecord *resource = resources->pdata[i];
      g_autofree char *title = pt_gate_line (self->gate, resource, "title");
      g_autofree char *note = pt_gate_line (self->gate, resource, "note");
      g_autofree char *place = g_strdup_printf ("%s:%s", direction, pt_record_get_id (resource));

      if (title == NULL)
        continue;
      g_autofree char *lead = pt_teller_sentence (title);
      g_autofree char *text = note != NULL ? pt_teller_sentence (note) : g_strdup ("");

      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, resource, pt_teller_say (self, lead_in));
      pt_teller_line (self, place, resource, lead, text);
      first = false;
    }
}

void
pt_section_resources (PtTeller *self)
{
  g_autoptr (GPtrArray) have = list_resources (self, "have");
  const PtLens lens = pt_teller_lens (self);

  tell_givers (self, have);
  tell_money (self, have);
  pt_teller_draw (self, false, pt_figure_resources (&lens),
                  NC_ ("story", "What there is, what is looked for and what is on offer."));
  tell_table (self, have);
  tell_list (self, "need", NC_ ("story", "This is still needed:"));
  tell_list (self, "offer", NC_ ("story", "This others may have from us:"));
}
