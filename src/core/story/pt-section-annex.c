/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The annexes (14): how much of what there is, every measurement, literature, products, and the
 * pictures in this document with the fingerprint by which each can be told from a changed copy. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-markdown.h"
#include "pt-story-markdown.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_count (PtTeller *self, PtBlock *table, const char *kind, guint n)
{
  g_autofree char *count = g_strdup_printf ("%u", n);
  const char *cells[] = { pt_record_kind_label_in (pt_record_kind_find (kind), TRUE, self->lang),
                          count };

  if (n > 0)
    pt_block_add_row (table, cells);
}

static void
tell_counts (PtTeller *self)
{
  static const char *const kinds[] = { "entry",       "experiment", "question", "learning",
                                       "outcome",     "mechanism",  "resource", "stakeholder",
                                       "measurement", NULL };
  const char *header[] = { pt_teller_say (self, NC_ ("story", "What the logbook holds")),
                           pt_teller_say (self, NC_ ("story", "How many")), NULL };
  g_autoptr (PtBlock) table = pt_block_new_table (
      pt_teller_say (self, NC_ ("story", "The logbook in numbers")), header);

  for (guint k = 0; kinds[k] != NULL; k++)
    {
      GPtrArray *all = pt_dataset_list (self->data, kinds[k]);
      guint n = 0;

      for (guint i = 0; i < all->len; i++)
        n += pt_gate_is_open (self->gate, all->pdata[i]);
      add_count (self, table, kinds[k], n);
    }
  if (table->rows->len > 0)
    pt_teller_add (self, g_steal_pointer (&table));
}

/* (transfer full): a day and its month do not part in a narrow column. */
static char *
dup_day (PtTeller *self, PtRecord *record)
{
  g_autofree char *date = pt_record_dup_date (record);
  char *day = pt_date_format (date, self->lang);
  char *space = strchr (day, ' ');

  if (space == NULL)
    return day;
  g_autofree char *whole = day;
  return g_strdup_printf ("%.*s\302\240%s", (int)(space - whole), whole, space + 1);
}

static void
add_measurements (PtTeller *self, PtBlock *table, PtRecord *outcome)
{
  g_autoptr (GPtrArray) measurements = pt_teller_measurements (self, outcome);
  g_autofree char *indicator = pt_gate_line (self->gate, outcome, "indicator");
  g_autofree char *statement = pt_gate_line (self->gate, outcome, "statement");

  for (guint i = 0; i < measurements->len; i++)
    {
      PtRecord *one = measurements->pdata[i];
      g_autofree char *day = dup_day (self, one);
      g_autofree char *value = pt_teller_value (self, outcome, one);
      g_autofree char *source = pt_gate_line (self->gate, one, "source");
      const char *cells[] = { indicator != NULL ? indicator : statement, day, value, source };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, pt_record_get_id (one));
    }
}

static void
tell_data (PtTeller *self)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "What was measured")),
                           pt_teller_say (self, NC_ ("story", "When")),
                           pt_teller_say (self, NC_ ("story", "Value")),
                           pt_teller_say (self, NC_ ("story", "Source")), NULL };
  g_autoptr (PtBlock)
      table = pt_block_new_table (pt_teller_say (self, NC_ ("story", "All measurements")), header);

  for (guint i = 0; i < self->outcomes->len; i++)
    add_measurements (self, table, self->outcomes->pdata[i]);
  if (table->rows->len > 0)
    pt_teller_add (self, g_steal_pointer (&table));
}

/* What hangs on something that these readers may not see stays there with it. */
static bool
is_listed (PtTeller *self, PtRecord *attachment, const char *const *types)
{
  const char *type = pt_record_get_text (attachment, "type");
  const char *owner = pt_record_get_text (attachment, "owner");
  PtRecord *record = owner != NULL ? pt_dataset_get (self->data, owner) : NULL;

  return type != NULL && g_strv_contains (types, type) && record != NULL
         && pt_gate_admits (self->gate, record) && pt_gate_file (self->gate, attachment);
}

static void
add_link (GPtrArray *inlines, const char *url)
{
  PtInline *link;

  if (url == NULL || !pt_markdown_url_is_safe (url))
    return;
  link = pt_inline_new (PT_INLINE_LINK, NULL, url);
  link->children = pt_inlines_new (url);
  pt_inlines_add (inlines, PT_INLINE_TEXT, " ");
  g_ptr_array_add (inlines, link);
}

/* (transfer full) (nullable): the source as it is cited, else what is said about it. */
static PtBlock *
reference_to (PtTeller *self, PtRecord *attachment)
{
  g_autofree char *citation = pt_gate_line (self->gate, attachment, "citation");
  g_autofree char *caption = pt_gate_line (self->gate, attachment, "caption");
  const char *text = citation != NULL ? citation : caption;
  const char *url = pt_record_get_text (attachment, "url");

  if (text == NULL && url == NULL)
    return NULL;
  g_autofree char *sentence = text != NULL ? pt_teller_sentence (text) : g_strdup ("");
  PtBlock *item = pt_block_new_paragraph (PT_STYLE_PLAIN, sentence);

  add_link (item->inlines, url);
  return item;
}

static void
tell_references (PtTeller *self, const char *title, const char *const *types)
{
  GPtrArray *all = pt_dataset_list (self->data, "attachment");
  g_autoptr (PtBlock) list = pt_block_new (PT_BLOCK_LIST);

  for (guint i = 0; i < all->len; i++)
    {
      PtBlock *item = is_listed (self, all->pdata[i], types) ? reference_to (self, all->pdata[i])
                                                             : NULL;
      GPtrArray *blocks;

      if (item == NULL)
        continue;
      blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
      g_ptr_array_add (blocks, item);
      pt_block_add_item (list, blocks);
      pt_block_add_source (list, pt_record_get_id (all->pdata[i]));
    }
  pt_teller_heading (self, 3, NULL, pt_teller_say (self, title));
  if (list->children != NULL)
    pt_teller_add (self, g_steal_pointer (&list));
}

static bool
stands_here (PtTeller *self, PtRecord *attachment)
{
  const char *sha256 = pt_record_get_text (attachment, "sha256");

  return sha256 != NULL && g_hash_table_contains (self->shown, sha256);
}

static void
tell_attachments (PtTeller *self)
{
  const char *header[] = { pt_teller_say (self, NC_ ("story", "Picture in this document")),
                           pt_teller_say (self, NC_ ("story", "Its fingerprint (SHA-256)")), NULL };
  GPtrArray *all = pt_dataset_list (self->data, "attachment");
  g_autoptr (PtBlock)
      table = pt_block_new_table (pt_teller_say (self, NC_ ("story", "Attachments")), header);

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *caption = NULL;

      if (!stands_here (self, all->pdata[i]))
        continue;
      caption = pt_gate_line (self->gate, all->pdata[i], "caption");
      const char *cells[] = { caption != NULL ? caption
                                              : pt_teller_say (self, NC_ ("story", "A picture")),
                              pt_record_get_text (all->pdata[i], "sha256") };

      pt_block_add_row (table, cells);
      pt_block_add_source (table, pt_record_get_id (all->pdata[i]));
    }
  if (table->rows->len > 0)
    pt_teller_add (self, g_steal_pointer (&table));
}

/* What the drawings show, in words and numbers. */
static void
tell_twins (PtTeller *self)
{
  pt_teller_heading (self, 3, NULL, pt_teller_say (self, NC_ ("story", "The pictures as tables")));
  while (self->twins != NULL && self->twins->len > 0)
    pt_teller_add (self, g_ptr_array_steal_index (self->twins, 0));
}

void
pt_section_annex (PtTeller *self)
{
  static const char *const literature[] = { "literature", "web_page", NULL };
  static const char *const products[] = { "product", NULL };

  tell_counts (self);
  tell_data (self);
  tell_twins (self);
  tell_references (self, NC_ ("story", "Literature"), literature);
  tell_references (self, NC_ ("story", "Products"), products);
  pt_teller_heading (self, 3, NULL, pt_teller_say (self, NC_ ("story", "Pictures")));
  tell_attachments (self);
}
