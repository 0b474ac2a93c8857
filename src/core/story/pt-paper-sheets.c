/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table sheets: a page for each thing that the next review talks about, with its code, what is there
 * already and room to write. What was written is typed in after, found by the code. A sheet lies on a
 * table between many people: no real names, nothing that is private or sensitive. */
#include "pt-paper-private.h"

#include "pt-review.h"
#include "pt-sheet-code.h"
#include "pt-story-markdown.h"
#include "pt-story-names.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SOURCES_MOST 4
#define SOURCE_LETTERS 140
/* A sheet is one page, measured in lines of text: how many it has, what the parts of it take, and how
 * many letters go on a line. What is left is room to write. */
#define PAGE_LINES 48.0
#define HEAD_LINES 8.0
#define LABEL_LINES 2.7
#define SMALL_LINE 1.15
#define BLANK_LINES 1.7
#define LETTERS 88
#define TITLE_LETTERS 50
#define MIN_BLANKS 2
#define MAX_BLANKS 9

/* What the group is asked about each kind: fields with their text and room below it. */
static const struct
{
  const char *kind;
  const char *fields[4];
} asked[] = {
  { "learning", { "what", "so_what", "now_what" } },
  { "question", { "answer" } },
  { "outcome", { "contribution", "significance" } },
};

typedef struct
{
  PtPaperWriter *writer;
  PtNames *names;
} Sheets;

static const char *const *
fields_of (PtRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (g_str_equal (asked[i].kind, pt_record_get_kind_id (record)))
      return asked[i].fields;
  return NULL;
}

static bool
may_lie_there (PtDataset *data, PtRecord *record)
{
  return pt_dataset_sharing (data, record) != PT_SHARING_PRIVATE
         && (!g_str_equal (pt_record_get_kind_id (record), "entry")
             || g_strcmp0 (pt_record_get_strictest (record, "sensitive"), "true") != 0);
}

/* (transfer full) (element-type PtRecord): borrowed from @data. */
static GPtrArray *
find_records (PtPaperWriter *writer)
{
  g_autoptr (GPtrArray) agenda = pt_review_agenda (writer->data, writer->options->today);
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < agenda->len; i++)
    {
      PtRecord *record = ((PtReviewItem *)agenda->pdata[i])->record;

      if (fields_of (record) != NULL && may_lie_there (writer->data, record)
          && !g_ptr_array_find (records, record, NULL))
        g_ptr_array_add (records, record);
    }
  return records;
}

/* (transfer full): without marks, people by their pseudonym. */
static char *
title_of (Sheets *self, PtRecord *record)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *named = pt_names_render (self->names, title);

  return pt_markdown_flatten (named);
}

/* ── Sources ── */

/* (transfer full): its beginning, cut between words. */
static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;
  char *space;

  if (g_utf8_strlen (text, -1) <= SOURCE_LETTERS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, SOURCE_LETTERS);
  space = strrchr (start, ' ');
  if (space != NULL)
    *space = '\0';
  return g_strconcat (start, "…", NULL);
}

static void
add_source (Sheets *self, PtBlock *list, PtRecord *record)
{
  const char *kind = pt_record_get_kind_id (record);
  const char *body = pt_record_get_text (record, "body");
  g_autofree char *date = pt_record_dup_date (record);
  g_autofree char *day = g_str_equal (kind, "comment") ? NULL : pt_paper_date (self->writer, date);
  g_autofree char *title = title_of (self, record);
  g_autofree char *named = body != NULL ? pt_names_render (self->names, body) : NULL;
  g_autofree char *plain = named != NULL ? pt_markdown_flatten (named) : g_strdup (title);
  g_autofree char *words = shorten (plain);
  g_autofree char *text = day != NULL ? g_strdup_printf ("%s — %s", day, words)
                                      : g_strdup_printf ("“%s”", words);
  PtBlock *block = pt_block_new_paragraph (PT_STYLE_SMALL, text);
  GPtrArray *item = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);

  pt_block_add_source (block, pt_record_get_id (record));
  g_ptr_array_add (item, block);
  pt_block_add_item (list, item);
}

static bool
is_source (Sheets *self, PtRecord *record)
{
  static const char *const kinds[] = { "entry", "comment", "measurement", NULL };

  return record != NULL && g_strv_contains (kinds, pt_record_get_kind_id (record))
         && !pt_record_is_archived (record) && may_lie_there (self->writer->data, record);
}

/* What it comes from, then what was said about it. Returns how much of it there is. */
static guint
add_sources (Sheets *self, PtRecord *record)
{
  PtDataset *data = self->writer->data;
  const char *id = pt_record_get_id (record);
  g_autoptr (GPtrArray) from = pt_dataset_links_from (data, id, NULL);
  g_autoptr (GPtrArray) comments = pt_dataset_children (data, "comment", "target", id);
  PtBlock *list = pt_paper_list ();
  guint n;

  for (guint i = 0; i < from->len && list->children->len < SOURCES_MOST; i++)
    {
      PtRecord *source = pt_dataset_get (data, pt_record_get_text (from->pdata[i], "to"));

      if (is_source (self, source))
        add_source (self, list, source);
    }
  for (guint i = 0; i < comments->len && list->children->len < SOURCES_MOST; i++)
    if (is_source (self, comments->pdata[i]))
      add_source (self, list, comments->pdata[i]);
  n = list->children->len;
  pt_paper_add_list (self->writer, list, NULL);
  return n;
}

/* ── Sheets ── */

static void
add_label (Sheets *self, const char *text)
{
  pt_document_add (self->writer->document, pt_block_new_heading (3, NULL, text));
}

/* How many lines to write on go below each field and the last question. */
static int
room_on (Sheets *self, PtRecord *record, guint n_sources)
{
  const char *const *fields = fields_of (record);
  g_autofree char *title = title_of (self, record);
  const double title_lines = 1.6 * (double)(g_utf8_strlen (title, -1) / TITLE_LETTERS);
  double used = HEAD_LINES + title_lines + 2 * SMALL_LINE * n_sources + LABEL_LINES;
  guint n = 1;

  for (; n - 1 < G_N_ELEMENTS (asked[0].fields) && fields[n - 1] != NULL; n++)
    {
      const char *text = pt_record_get_text (record, fields[n - 1]);

      used += LABEL_LINES;
      if (text != NULL && *text != '\0')
        used += 1.5 + (double)(g_utf8_strlen (text, -1) / LETTERS);
    }
  return CLAMP ((int)((PAGE_LINES - used) / BLANK_LINES / n), MIN_BLANKS, MAX_BLANKS);
}

static void
add_field (Sheets *self, PtRecord *record, const char *field, int blanks)
{
  const char *text = pt_record_get_text (record, field);
  g_autofree char *named = text != NULL ? pt_names_render (self->names, text) : NULL;

  add_label (self, pt_field_label_in (pt_record_kind_field (pt_record_get_kind (record), field),
                                      self->writer->lang));
  pt_paper_markdown (self->writer, record, named);
  pt_document_add (self->writer->document, pt_block_new_blanks ("", blanks));
}

static void
add_sheet (Sheets *self, PtRecord *record)
{
  const char *const *fields = fields_of (record);
  g_autofree char *code = pt_sheet_code (pt_record_get_id (record));
  g_autofree char *title = title_of (self, record);
  int blanks;

  pt_document_add (self->writer->document, pt_block_new (PT_BLOCK_PAGE_BREAK));
  pt_document_add (self->writer->document, pt_block_new_paragraph (PT_STYLE_CODE, code));
  pt_document_add (self->writer->document, pt_block_new_heading (2, NULL, title));
  blanks = room_on (self, record, add_sources (self, record));
  for (guint i = 0; i < G_N_ELEMENTS (asked[0].fields) && fields[i] != NULL; i++)
    add_field (self, record, fields[i], blanks);
  add_label (self, pt_paper_say (self->writer, NC_ ("story", "Who sees it differently, and how?")));
  pt_document_add (self->writer->document, pt_block_new_blanks ("", blanks));
}

static void
add_overview (Sheets *self, GPtrArray *records)
{
  PtPaperWriter *writer = self->writer;
  const char *header[] = { pt_paper_say (writer, NC_ ("story", "Sheet")),
                           pt_paper_say (writer, NC_ ("story", "What it is about")),
                           pt_paper_say (writer, NC_ ("story", "What it is")), NULL };
  PtBlock *table = pt_block_new_table (NULL, header);

  for (guint i = 0; i < records->len; i++)
    {
      PtRecord *record = records->pdata[i];
      g_autofree char *code = pt_sheet_code (pt_record_get_id (record));
      g_autofree char *title = title_of (self, record);
      const char *cells[] = {
        code, title, pt_record_kind_label_in (pt_record_get_kind (record), FALSE, writer->lang)
      };

      pt_block_add_row (table, cells);
    }
  pt_paper_line (writer, PT_STYLE_PLAIN, NULL,
                 records->len > 0
                     ? pt_paper_say (writer, NC_ ("story", "A sheet for each table. Write on it "
                                                           "what you say to each other; after "
                                                           "the review it is typed in by its "
                                                           "code."))
                     : pt_paper_say (writer, NC_ ("story", "Nothing waits for the group.")));
  pt_paper_add_table (writer, table);
}

void
pt_paper_table_sheets (PtPaperWriter *writer)
{
  const PtPaperOptions *options = writer->options;
  g_autoptr (GPtrArray) records = find_records (writer);
  g_autoptr (PtNames)
      names = pt_names_new (writer->data, pt_audience_find ("internal"), "pseudonyms", writer->lang,
                            options->today, options->real_name, options->real_name_data);
  Sheets self = { writer, names };

  pt_document_set_form (writer->document);
  add_overview (&self, records);
  for (guint i = 0; i < records->len; i++)
    add_sheet (&self, records->pdata[i]);
}
