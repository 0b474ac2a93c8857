/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of papers, and the small steps that all of them take. */
#include "pt-paper-private.h"

#include "pt-story-markdown.h"
#include "pt-story-words.h"

#include "pt-mention.h"
#include "pt-time.h"
#include "pt-validate.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  PtPaper paper;
  const char *title; /* NC_ ("story", …) */
  void (*compose) (PtPaperWriter *self);
  char *(*dup_title) (PtPaperWriter *self); /* where the text brings its own */
} papers[] = {
  { { "consent-form", N_ ("Consent form"), .langs = { "nl", "en", "fr" }, .own_text = true },
    NULL,
    pt_paper_consent_form,
    pt_paper_consent_title },
  { { "who-sees-what", N_ ("Who sees what"), .langs = { "nl", "en" } },
    NC_ ("story", "Who sees what"),
    pt_paper_who_sees_what },
  { { "handover", N_ ("Handover"), .langs = { "nl", "en" } },
    NC_ ("story", "Handover"),
    pt_paper_handover },
  { { "access", N_ ("Everything about one person"), true, .langs = { "nl", "en" },
      .hides_names = true },
    NC_ ("story", "What we know about you"),
    pt_paper_access },
  { { "table-sheets", N_ ("Table sheets"), .langs = { "nl", "en" }, .hides_names = true },
    NC_ ("story", "Table sheets for the review"),
    pt_paper_table_sheets },
  { { "closing", N_ ("Closing certificate"), .langs = { "nl", "en" } },
    NC_ ("story", "Closing of the field lab"),
    pt_paper_closing },
  { { "lost-laptop", N_ ("Laptop lost"), .langs = { "nl", "en" }, .about_laptop = true },
    NC_ ("story", "A laptop is lost"),
    pt_paper_lost_laptop },
  { { "receipt", N_ ("Receipt of a withdrawal"), true, .langs = { "nl", "en", "fr" },
      .tells_erasures = true },
    NULL,
    pt_paper_receipt,
    pt_paper_receipt_title },
};

const PtPaper *
pt_paper_nth (guint i)
{
  return i < G_N_ELEMENTS (papers) ? &papers[i].paper : NULL;
}

const PtPaper *
pt_paper_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_strcmp0 (papers[i].paper.id, id) == 0)
      return &papers[i].paper;
  return NULL;
}

/* ── Words ── */

const char *
pt_paper_say (PtPaperWriter *self, const char *msgid)
{
  return pt_words (self->lang, msgid);
}

char *
pt_paper_say_with (PtPaperWriter *self, const char *msgid, const char *word)
{
  return pt_words_with (self->lang, msgid, word);
}

/* Elsewhere they are known in Dutch and English only. The first of a month is an ordinal. */
static char *
french_date (const char *date)
{
  static const char *const months[] = { "janvier",   "février", "mars",     "avril",
                                        "mai",       "juin",    "juillet",  "août",
                                        "septembre", "octobre", "novembre", "décembre" };
  int year, month, day;

  if (sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3 || month < 1 || month > 12)
    return g_strdup (date);
  return g_strdup_printf ("%d%s %s %d", day, day == 1 ? "er" : "", months[month - 1], year);
}

char *
pt_paper_date (PtPaperWriter *self, const char *date)
{
  if (date == NULL || date[0] == '\0')
    return NULL;
  if (g_str_equal (self->lang, "fr"))
    return french_date (date);
  return pt_date_format (date, self->lang);
}

bool
pt_paper_is (PtRecord *record, const char *field, const char *key)
{
  return g_strcmp0 (pt_record_get_text (record, field), key) == 0;
}

char *
pt_paper_value (PtPaperWriter *self, PtRecord *record, const char *field)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *described = kind != NULL ? pt_record_kind_field (kind, field) : NULL;
  const char *text = described != NULL ? pt_record_get_text (record, field) : NULL;
  PtRecord *other = NULL;

  if (text == NULL || text[0] == '\0')
    return NULL;
  if (described->kind == PT_KIND_REF)
    other = pt_dataset_get (self->data, text);
  if (other != NULL)
    return pt_record_dup_title (other);
  if (described->kind == PT_KIND_ENUM)
    return g_strdup (pt_term_label_in (described->vocabulary, text, self->lang));
  if (described->kind == PT_KIND_DATE || described->kind == PT_KIND_MOMENT)
    return pt_paper_date (self, text);
  return g_strdup (text);
}

/* ── Blocks ── */

void
pt_paper_heading (PtPaperWriter *self, const char *text)
{
  g_autofree char *id = g_strdup_printf ("part-%u", pt_document_length (self->document));

  pt_document_add (self->document, pt_block_new_heading (2, id, text));
}

void
pt_paper_line (PtPaperWriter *self, PtStyle style, PtRecord *record, const char *text)
{
  PtBlock *block;

  if (text == NULL || text[0] == '\0')
    return;
  block = pt_block_new_paragraph (style, text);
  if (record != NULL)
    pt_block_add_source (block, pt_record_get_id (record));
  pt_document_add (self->document, block);
}

void
pt_paper_markdown (PtPaperWriter *self, PtRecord *record, const char *text)
{
  g_autofree char *named = text != NULL
                               ? pt_mention_render (text, pt_mention_name_from_dataset, self->data)
                               : NULL;
  g_autoptr (GPtrArray) blocks = named != NULL ? pt_markdown_parse (named) : NULL;

  if (blocks == NULL)
    return;
  g_ptr_array_set_free_func (blocks, NULL); /* the document takes them */
  for (guint i = 0; i < blocks->len; i++)
    {
      PtBlock *block = blocks->pdata[i];

      if (record != NULL)
        pt_block_add_source (block, pt_record_get_id (record));
      pt_document_add (self->document, block);
    }
}

PtBlock *
pt_paper_list (void)
{
  PtBlock *list = pt_block_new (PT_BLOCK_LIST);

  list->children = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
  return list;
}

void
pt_paper_item (PtPaperWriter *self, PtBlock *list, PtRecord *record, const char *more)
{
  g_autofree char *title = pt_record_dup_title (record);
  g_autofree char *text = more != NULL && more[0] != '\0' ? g_strdup_printf ("%s — %s", title, more)
                                                          : g_strdup (title);
  GPtrArray *item = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_block_free);
  PtBlock *block = pt_block_new_paragraph (PT_STYLE_PLAIN, text);

  pt_block_add_source (block, pt_record_get_id (record));
  g_ptr_array_add (item, block);
  pt_block_add_item (list, item);
}

void
pt_paper_add_list (PtPaperWriter *self, PtBlock *list, const char *none)
{
  if (list->children->len > 0)
    pt_document_add (self->document, list);
  else
    {
      pt_block_free (list);
      pt_paper_line (self, PT_STYLE_PLAIN, NULL, none);
    }
}

PtBlock *
pt_paper_facts (PtPaperWriter *self, const char *caption)
{
  const char *header[] = { pt_paper_say (self, NC_ ("story", "What")),
                           pt_paper_say (self, NC_ ("story", "In this logbook")), NULL };
  PtBlock *table = pt_block_new_table (caption, header);

  table->row_header = true;
  return table;
}

void
pt_paper_fact (PtBlock *table, const char *label, const char *value)
{
  const char *cells[] = { label, value };

  if (value != NULL && value[0] != '\0')
    pt_block_add_row (table, cells);
}

void
pt_paper_add_table (PtPaperWriter *self, PtBlock *table)
{
  if (table->rows != NULL && table->rows->len > 0)
    pt_document_add (self->document, table);
  else
    pt_block_free (table);
}

/* ── Composing ── */

static bool
has_withdrawn (PtDataset *data, const char *person)
{
  g_autoptr (GPtrArray) acts = pt_dataset_children (data, "consent", "stakeholder", person);

  for (guint i = 0; i < acts->len; i++)
    if (pt_paper_is (acts->pdata[i], "act", "withdrawn"))
      return true;
  return false;
}

static gboolean
check (const PtPaper *paper, PtDataset *data, const char *id, const PtPaperOptions *options,
       GError **error)
{
  if (paper == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no document “%s”."), id);
  else if (!g_strv_contains (paper->langs, options->lang))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%1$s” cannot be had in “%2$s”."), _ (paper->label), options->lang);
  else if (paper->needs_person
           && (options->person == NULL || pt_dataset_get (data, options->person) == NULL))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is about one person: say who."), _ (paper->label));
  else if (paper->tells_erasures && !has_withdrawn (data, options->person))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("This person took no consent back, so that there is nothing to "
                            "confirm. Note the withdrawal first."));
  else
    return TRUE;
  return FALSE;
}

/* The name of the lab over the title, the day under it. */
static void
begin (PtPaperWriter *self, const char *title)
{
  g_autofree char *lab = self->logbook != NULL ? pt_record_dup_title (self->logbook) : NULL;
  g_autofree char *day = pt_date_format (self->options->today, self->lang);
  g_autofree char *line = lab != NULL ? g_strdup_printf ("%s · %s", lab, day) : g_strdup (day);

  PtBlock *heading = pt_block_new_heading (1, NULL, title);

  pt_document_set_about (self->document, lab, NULL, self->options->today);
  heading->style = PT_STYLE_TITLE;
  pt_document_add (self->document, heading);
  pt_paper_line (self, PT_STYLE_SUBTITLE, NULL, line);
}

PtDocument *
pt_paper_compose (PtDataset *data, const char *id, const PtPaperOptions *options, GError **error)
{
  const PtPaper *paper = pt_paper_find (id);
  PtPaperWriter self = { data, options, options->lang, pt_dataset_logbook (data) };

  g_return_val_if_fail (data != NULL && options != NULL, NULL);
  g_return_val_if_fail (options->lang != NULL && options->today != NULL, NULL);
  if (!check (paper, data, id, options, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (&papers[i].paper == paper)
      {
        g_autofree char *own = papers[i].dup_title != NULL ? papers[i].dup_title (&self) : NULL;
        const char *title = own != NULL ? own : pt_paper_say (&self, papers[i].title);

        self.document = pt_document_new (title, options->lang);
        pt_document_set_house (self.document, options->house);
        if (papers[i].title != NULL)
          begin (&self, title);
        papers[i].compose (&self);
      }
  return self.document;
}
