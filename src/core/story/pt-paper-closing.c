/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closing certificate: what the lab leaves, what is still open, until when it is kept, and room to
 * sign that the names were destroyed (domain.md section 4, logbook). */
#include "pt-paper-private.h"

#include "pt-story-words.h"

#include "pt-closing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What should have been settled before a lab closes. */
static const struct
{
  const char *label; /* NC_ ("story", …) */
  const char *kind;
} open_ends[] = {
  { NC_ ("story", "Questions that are neither answered, passed on nor dropped"), "question" },
  { NC_ ("story", "Actions and promises that are open"), "action" },
  { NC_ ("story", "Experiments without an end"), "experiment" },
  { NC_ ("story", "Stories that are not shared yet"), "narrative" },
};

static void
add_open_ends (PtPaperWriter *self)
{
  PtBlock *table = pt_paper_facts (self, NULL);
  guint all = 0;

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What is still open")));
  for (guint i = 0; i < G_N_ELEMENTS (open_ends); i++)
    {
      g_autoptr (GPtrArray) open = pt_closing_find_unsettled (self->data, open_ends[i].kind);
      g_autofree char *count = g_strdup_printf ("%u", open->len);

      all += open->len;
      if (open->len > 0)
        pt_paper_fact (table, pt_paper_say (self, open_ends[i].label), count);
    }
  if (all == 0)
    pt_paper_line (self, PT_STYLE_PLAIN, NULL,
                   pt_paper_say (self, NC_ ("story", "Everything is settled.")));
  pt_paper_add_table (self, table);
}

static void
add_legacy (PtPaperWriter *self)
{
  PtBlock *table = pt_paper_facts (self, NULL);

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "What the lab leaves")));
  for (guint i = 0; i < pt_n_record_kinds; i++)
    {
      const PtRecordKind *kind = pt_record_kinds[i];
      GPtrArray *records = pt_dataset_list (self->data, kind->id);
      g_autofree char *count = g_strdup_printf ("%u", records != NULL ? records->len : 0);

      if ((kind->flags & PT_RECORD_AUXILIARY) == 0 && records != NULL && records->len > 0
          && !g_str_equal (kind->id, "logbook"))
        pt_paper_fact (table, pt_record_kind_label_in (kind, TRUE, self->lang), count);
    }
  pt_paper_add_table (self, table);
}

/* (transfer full): "" where nobody knows. */
static char *
day_of (PtPaperWriter *self, PtRecord *release)
{
  g_autofree char *at = pt_record_dup_date (release);
  g_autofree char *date = at != NULL ? g_strndup (at, strlen ("YYYY-MM-DD")) : NULL;
  char *day = pt_paper_date (self, date);

  return day != NULL ? day : g_strdup ("");
}

static void
add_releases (PtPaperWriter *self)
{
  const char *header[] = { pt_paper_say (self, NC_ ("story", "Day")),
                           pt_paper_say (self, NC_ ("story", "Story")),
                           pt_paper_say (self, NC_ ("story", "Given to")), "SHA-256", NULL };
  GPtrArray *releases = pt_dataset_list (self->data, "release");
  PtBlock *table = pt_block_new_table (NULL, header);

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    {
      g_autofree char *story = pt_paper_value (self, releases->pdata[i], "narrative");
      g_autofree char *to = pt_paper_value (self, releases->pdata[i], "given_to");
      const char *sum = pt_record_get_text (releases->pdata[i], "sha256");
      g_autofree char *day = day_of (self, releases->pdata[i]);
      const char *cells[] = { day, story != NULL ? story : "", to != NULL ? to : "",
                              sum != NULL ? sum : "" };

      pt_block_add_row (table, cells);
    }
  if (table->rows != NULL && table->rows->len > 0)
    pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "Stories given to others")));
  pt_paper_add_table (self, table);
}

static void
add_keeping (PtPaperWriter *self)
{
  g_autofree char *until = self->logbook != NULL
                               ? pt_paper_value (self, self->logbook, "retain_until")
                               : NULL;
  g_autofree char *text = until != NULL
                              ? pt_paper_say_with (self,
                                                   NC_ ("story", "The logbook is kept until %s and "
                                                                 "can only be read until then."),
                                                   until)
                              : NULL;

  g_autofree char *day = pt_paper_date (self, self->options->destroyed_on);
  g_autofree char *here = day != NULL
                              ? pt_paper_say_with (self,
                                                   NC_ ("story", "On the laptop that wrote this "
                                                                 "paper they were destroyed on "
                                                                 "%s, with their key."),
                                                   day)
                              : NULL;

  pt_paper_heading (self, pt_paper_say (self, NC_ ("story", "Keeping and destroying")));
  pt_paper_line (self, PT_STYLE_PLAIN, self->logbook, text);
  pt_paper_line (self, PT_STYLE_PLAIN, NULL,
                 pt_paper_say (self, NC_ ("story", "The real names behind the pseudonyms were "
                                                   "destroyed on every laptop that had them:")));
  pt_paper_line (self, PT_STYLE_PLAIN, NULL, here);
}

/* Room for those who did it. */
static void
add_signatures (PtPaperWriter *self)
{
  static const char *const labels[] = { NC_ ("story", "Laptops"), NC_ ("story", "Day"),
                                        NC_ ("story", "Name"), NC_ ("story", "Signature") };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    pt_document_add (self->document, pt_block_new_blanks (pt_paper_say (self, labels[i]), 1));
}

void
pt_paper_closing (PtPaperWriter *self)
{
  add_legacy (self);
  add_open_ends (self);
  add_releases (self);
  add_keeping (self);
  add_signatures (self);
}
