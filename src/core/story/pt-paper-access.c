/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything about one person (GDPR art. 15), for that person: what is written down of them, where they
 * were, what they agreed to, and to whom it was given. Other people are called by their role. */
#include "pt-paper-private.h"

#include "pt-story-markdown.h"
#include "pt-story-names.h"
#include "pt-story-words.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  PtPaperWriter *writer;
  PtNames *names;
  PtRecord *person;
  const char *id;
} Access;

/* ── What is about the person ── */

static bool
says_name (Access *self, const char *text)
{
  g_autoptr (GPtrArray) found = pt_names_find (self->names, text);

  return g_ptr_array_find_with_equal_func (found, self->id, g_str_equal, NULL);
}

static bool
names_in_fields (Access *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      const bool is_text = field->kind == PT_KIND_LONG || field->kind == PT_KIND_TEXT;
      const char *text = is_text || field->kind == PT_KIND_REF
                             ? pt_record_get_text (record, field->id)
                             : NULL;

      if (text != NULL && (is_text ? says_name (self, text) : g_str_equal (text, self->id)))
        return true;
    }
  return false;
}

static bool
is_tied (Access *self, PtRecord *record)
{
  g_autoptr (GPtrArray)
      links = pt_dataset_links_from (self->writer->data, pt_record_get_id (record), NULL);

  for (guint i = 0; i < links->len; i++)
    if (pt_paper_is (links->pdata[i], "to", self->id))
      return true;
  return false;
}

/* ── How it is told ── */

static void
add_rendered (Access *self, PtRecord *record, const char *text)
{
  g_autofree char *named = pt_names_render (self->names, text);

  pt_paper_markdown (self->writer, record, named);
}

/* What it is called, where somebody gave it a title of its own. */
static void
add_title (Access *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field = kind->title_field != NULL ? pt_record_kind_field (kind, kind->title_field)
                                                   : NULL;
  const char *title = field != NULL && field->kind == PT_KIND_TEXT
                          ? pt_record_get_text (record, field->id)
                          : NULL;
  g_autofree char *named = NULL, *plain = NULL;
  PtBlock *heading;

  if (title == NULL || title[0] == '\0')
    return;
  named = pt_names_render (self->names, title);
  plain = pt_markdown_flatten (named);
  heading = pt_block_new_heading (3, NULL, plain);
  pt_block_add_source (heading, pt_record_get_id (record));
  pt_document_add (self->writer->document, heading);
}

static void
add_record (Access *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  g_autofree char *date = pt_record_dup_date (record);
  g_autofree char *day = pt_paper_date (self->writer, date);
  const PtField *field;

  add_title (self, record);
  pt_paper_line (self->writer, PT_STYLE_DATELINE, record, day);
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      const char *text = field->kind == PT_KIND_LONG ? pt_record_get_text (record, field->id)
                                                     : NULL;

      if (text != NULL && text[0] != '\0')
        add_rendered (self, record, text);
    }
}

static void
add_kind (Access *self, const PtRecordKind *kind)
{
  GPtrArray *records = pt_dataset_list (self->writer->data, kind->id);
  bool begun = false;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      PtRecord *record = records->pdata[i];

      if (!names_in_fields (self, record) && !is_tied (self, record))
        continue;
      if (!begun)
        pt_paper_heading (self->writer, pt_record_kind_label_in (kind, TRUE, self->writer->lang));
      begun = true;
      add_record (self, record);
    }
}

static void
add_kinds (Access *self)
{
  static const char *const told_apart[] = { "stakeholder", "consent", "involvement", "release",
                                            "link",        "passage", "logbook",     NULL };

  for (guint i = 0; i < pt_n_record_kinds; i++)
    if (!g_strv_contains (told_apart, pt_record_kinds[i]->id))
      add_kind (self, pt_record_kinds[i]);
}

/* ── Facts ── */

static void
add_person (Access *self)
{
  PtPaperWriter *writer = self->writer;
  const PtRecordKind *kind = pt_record_get_kind (self->person);
  PtBlock *table = pt_paper_facts (writer, NULL);
  const PtField *field;

  pt_paper_fact (table, pt_paper_say (writer, NC_ ("story", "Real name")), writer->options->name);
  pt_paper_fact (table, pt_paper_say (writer, NC_ ("story", "Can be reached")),
                 writer->options->contact);
  for (guint i = 0; (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    if (!pt_field_is_set (field))
      {
        g_autofree char *value = pt_paper_value (writer, self->person, field->id);

        pt_paper_fact (table, pt_field_label_in (field, writer->lang), value);
      }
  pt_paper_heading (writer, pt_paper_say (writer, NC_ ("story", "Who you are to us")));
  pt_paper_add_table (writer, table);
}

/* (transfer full): "retell, photo". */
static char *
keys_of (Access *self, PtRecord *record, const char *field)
{
  const PtField *described = pt_record_kind_field (pt_record_get_kind (record), field);
  g_auto (GStrv) keys = pt_record_dup_keys (record, field);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_ptr_array_add (
        labels, (gpointer)pt_term_label_in (described->vocabulary, keys[i], self->writer->lang));
  return labels->len > 0 ? pt_words_list (self->writer->lang, labels) : g_strdup ("");
}

static void
add_consents (Access *self)
{
  PtPaperWriter *writer = self->writer;
  const char *header[] = { pt_paper_say (writer, NC_ ("story", "Day")),
                           pt_paper_say (writer, NC_ ("story", "What happened")),
                           pt_paper_say (writer, NC_ ("story", "For what")),
                           pt_paper_say (writer, NC_ ("story", "For whom")), NULL };
  g_autoptr (GPtrArray)
      acts = pt_dataset_children (writer->data, "consent", "stakeholder", self->id);
  PtBlock *table = pt_block_new_table (NULL, header);

  for (guint i = 0; i < acts->len; i++)
    {
      g_autofree char *day = pt_paper_value (writer, acts->pdata[i], "given_on");
      g_autofree char *act = pt_paper_value (writer, acts->pdata[i], "act");
      g_autofree char *uses = keys_of (self, acts->pdata[i], "uses");
      g_autofree char *reach = keys_of (self, acts->pdata[i], "reach");
      const char *cells[] = { day != NULL ? day : "", act != NULL ? act : "", uses, reach };

      pt_block_add_row (table, cells);
    }
  pt_paper_heading (writer, pt_paper_say (writer, NC_ ("story", "What you agreed to")));
  if (acts->len == 0)
    pt_paper_line (writer, PT_STYLE_PLAIN, NULL,
                   pt_paper_say (writer, NC_ ("story", "Nothing was asked or written down.")));
  pt_paper_add_table (writer, table);
}

static void
add_involvements (Access *self)
{
  PtPaperWriter *writer = self->writer;
  const char *header[] = { pt_paper_say (writer, NC_ ("story", "In what")),
                           pt_paper_say (writer, NC_ ("story", "Role")),
                           pt_paper_say (writer, NC_ ("story", "From")),
                           pt_paper_say (writer, NC_ ("story", "To")), NULL };
  g_autoptr (GPtrArray)
      rows = pt_dataset_children (writer->data, "involvement", "stakeholder", self->id);
  PtBlock *table = pt_block_new_table (NULL, header);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *what = pt_paper_value (writer, rows->pdata[i], "experiment");
      g_autofree char *role = pt_paper_value (writer, rows->pdata[i], "role");
      g_autofree char *from = pt_paper_value (writer, rows->pdata[i], "from_on");
      g_autofree char *to = pt_paper_value (writer, rows->pdata[i], "to_on");
      const char *cells[] = { what != NULL ? what
                                           : pt_paper_say (writer, NC_ ("story", "the whole lab")),
                              role != NULL ? role : "", from != NULL ? from : "",
                              to != NULL ? to : "" };

      pt_block_add_row (table, cells);
    }
  if (rows->len > 0)
    pt_paper_heading (writer, pt_paper_say (writer, NC_ ("story", "What you take part in")));
  pt_paper_add_table (writer, table);
}

/* Whether a row says the same already: a story is often written more than once before it is given. */
static bool
has_row (const PtBlock *table, const char *const *cells)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (g_strv_equal ((const char *const *)table->rows->pdata[i], cells))
      return true;
  return false;
}

static void
add_release (Access *self, PtBlock *table, PtRecord *release)
{
  PtPaperWriter *writer = self->writer;
  g_autofree char *at = pt_record_dup_date (release);
  g_autofree char *day = pt_date_format (at, writer->lang);
  g_autofree char *story = pt_paper_value (writer, release, "narrative");
  g_autofree char *audience = pt_paper_value (writer, release, "audience");
  g_autofree char *to = pt_paper_value (writer, release, "given_to");
  const char *cells[] = { day, story != NULL ? story : "", audience != NULL ? audience : "",
                          to != NULL ? to : "", NULL };

  if (!has_row (table, cells))
    pt_block_add_row (table, cells);
  pt_block_add_source (table, pt_record_get_id (release));
}

/* Stories that were given out with this person in them. */
static void
add_releases (Access *self)
{
  PtPaperWriter *writer = self->writer;
  GPtrArray *releases = pt_dataset_list (writer->data, "release");
  const char *header[] = { pt_paper_say (writer, NC_ ("story", "Day")),
                           pt_paper_say (writer, NC_ ("story", "Story")),
                           pt_paper_say (writer, NC_ ("story", "For whom")),
                           pt_paper_say (writer, NC_ ("story", "Given to")), NULL };
  PtBlock *table = pt_block_new_table (NULL, header);

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    if (pt_record_has_key (releases->pdata[i], "persons", self->id))
      add_release (self, table, releases->pdata[i]);
  pt_paper_heading (writer, pt_paper_say (writer, NC_ ("story", "What we told others about you")));
  if (table->rows->len == 0)
    pt_paper_line (writer, PT_STYLE_PLAIN, NULL,
                   pt_paper_say (writer, NC_ ("story", "No story with you in it was given out.")));
  pt_paper_add_table (writer, table);
}

/* What only a laptop has that was not heard of since is not in this paper. */
static void
add_devices (Access *self)
{
  PtPaperWriter *writer = self->writer;
  const PtPaperOptions *options = writer->options;

  for (guint i = 0; i < options->n_devices; i++)
    {
      const PtPaperDevice *device = &options->devices[i];
      g_autofree char *day = pt_paper_date (writer, device->last_on);
      g_autofree char *text = NULL;

      if (device->last_on != NULL && strcmp (device->last_on, options->today) >= 0)
        continue;
      /* Translators: the name of a laptop, and a day. */
      text = day != NULL
                 ? pt_words_two (writer->lang,
                                 NC_ ("story", "The laptop “%1$s” last shared on %2$s; what was "
                                               "written on it since is not in this paper."),
                                 device->name, day)
                 : pt_paper_say_with (writer,
                                      NC_ ("story", "The laptop “%s” never shared anything; "
                                                    "what is on it is not in this paper."),
                                      device->name);
      pt_paper_line (writer, PT_STYLE_PLAIN, NULL, text);
    }
}

static void
add_rights (Access *self)
{
  PtPaperWriter *writer = self->writer;
  g_autofree char *contact = writer->logbook != NULL
                                 ? pt_paper_value (writer, writer->logbook, "privacy_contact")
                                 : NULL;

  pt_paper_heading (writer, pt_paper_say (writer, NC_ ("story", "What you may ask")));
  pt_paper_line (
      writer, PT_STYLE_PLAIN, NULL,
      pt_paper_say (writer, NC_ ("story", "Is something wrong? We correct it. Do you want "
                                          "something gone? We erase it everywhere, and give "
                                          "you a receipt. You may also complain to the data "
                                          "protection authority.")));
  if (contact != NULL)
    {
      g_autofree char *text = pt_paper_say_with (writer, NC_ ("story", "Ask: %s."), contact);

      pt_paper_line (writer, PT_STYLE_PLAIN, NULL, text);
    }
}

void
pt_paper_access (PtPaperWriter *writer)
{
  Access self = { .writer = writer,
                  .id = writer->options->person,
                  .person = pt_dataset_get (writer->data, writer->options->person) };
  g_autoptr (PtNames) names = pt_names_new (
      writer->data, pt_audience_find ("internal"), "roles", writer->lang, writer->options->today,
      writer->options->real_name, writer->options->real_name_data);

  self.names = names;
  pt_paper_line (
      writer, PT_STYLE_LEAD, NULL,
      pt_paper_say (writer, NC_ ("story", "This is everything in our logbook that is about "
                                          "you. In the texts people are called by their "
                                          "role, you too.")));
  add_person (&self);
  add_consents (&self);
  add_involvements (&self);
  add_releases (&self);
  add_kinds (&self);
  add_devices (&self);
  add_rights (&self);
}
