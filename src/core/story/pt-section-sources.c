/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources: at the end, what each number stands for. Readers outside get kind and day; the team
 * also the id by which the app finds it. */
#include "pt-story-teller.h"

#include "pt-story-trail.h"
#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Kinds of record that say what kind of thing they are. */
static const struct
{
  const char *kind, *field, *vocabulary;
} kinds[] = {
  { "entry", "kind", "entry.kind" },
  { "comment", "kind", "comment.kind" },
  { "attachment", "type", "attachment.type" },
};

static const char *
label_of (PtTeller *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (kind == NULL)
    return pt_record_get_kind_id (record);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *key = strcmp (kind->id, kinds[i].kind) == 0
                            ? pt_record_get_text (record, kinds[i].field)
                            : NULL;

      if (key != NULL)
        return pt_term_label_in (pt_vocabulary_get (kinds[i].vocabulary), key, self->lang);
    }
  return pt_record_kind_label_in (kind, FALSE, self->lang);
}

/* (transfer full) (nullable): what a thing of the lab is called; what people wrote stands in the
 * text already. */
static char *
name_of (PtTeller *self, PtRecord *record)
{
  static const char *const named[] = { "challenge", "experiment", "resource", "logbook", NULL };
  const PtRecordKind *kind = pt_record_get_kind (record);

  if (strcmp (pt_record_get_kind_id (record), "stakeholder") == 0)
    return pt_names_label (self->names, pt_record_get_id (record));
  if (kind == NULL || !g_strv_contains (named, kind->id))
    return NULL;
  return pt_gate_line (self->gate, record, kind->title_field);
}

/* (transfer full) (nullable) */
static char *
day_of (PtTeller *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *date = kind != NULL && kind->date_field != NULL
                         ? pt_date_of (record, kind->date_field)
                         : NULL;
  g_autofree char *day = date != NULL ? g_strndup (date, 10) : NULL;

  return day != NULL ? pt_date_format (day, self->lang) : NULL;
}

/* What a record is about where that is a source too: a comment says little by itself. */
static guint
number_about (PtTeller *self, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const char *about = NULL;

  if (kind != NULL && kind->owner_field != NULL)
    about = pt_record_get_text (record, kind->owner_field);
  if (kind != NULL && strcmp (kind->id, "mechanism") == 0)
    about = pt_record_get_text (record, "from_experiment");
  return about != NULL ? pt_trail_find_number (self->trail, about) : 0;
}

/* (transfer full): its kind, what it is about, its name and day. */
static char *
say_source (PtTeller *self, PtRecord *record)
{
  const guint about = number_about (self, record);
  g_autofree char *number = g_strdup_printf ("%u", about);
  g_autofree char *name = name_of (self, record);
  g_autofree char *day = day_of (self, record);
  /* Translators: an entry of the list of sources that is about another one: “Measurement on 12” */
  g_autofree char *tied = pt_words_two (self->lang, NC_ ("story", "%1$s on %2$s"),
                                        label_of (self, record), number);
  GString *text = g_string_new (about > 0 ? tied : label_of (self, record));

  if (name != NULL)
    g_string_append_printf (text, ": %s", name);
  if (day != NULL)
    g_string_append_printf (text, ", %s", day);
  return g_string_free (text, FALSE);
}

/* On a line of its own, which it fills: it is copied into the search of the app. */
static void
add_id (PtBlock *note, const char *id)
{
  g_autofree char *text = g_strconcat ("pt:", id, NULL);

  pt_inlines_add (note->inlines, PT_INLINE_BREAK, NULL);
  pt_inlines_add (note->inlines, PT_INLINE_TEXT, text);
}

static void
tell_source (PtTeller *self, guint number, const char *id)
{
  PtBlock *note = pt_block_new_paragraph (PT_STYLE_SOURCE, NULL);
  g_autofree char *mark = g_strdup_printf ("%u", number);
  g_autofree char *text = say_source (self, pt_dataset_get (self->data, id));

  note->id = g_strdup_printf ("source-%u", number);
  pt_inlines_add (note->inlines, PT_INLINE_STRONG, mark);
  pt_inlines_add (note->inlines, PT_INLINE_TEXT, " ");
  pt_inlines_add (note->inlines, PT_INLINE_TEXT, text);
  if (!self->audience->outside)
    add_id (note, id);
  pt_teller_add (self, note);
}

void
pt_section_sources (PtTeller *self)
{
  GPtrArray *records = pt_trail_get_records (self->trail);

  pt_trail_settle (self->trail);
  if (records->len == 0)
    return;
  pt_teller_heading (self, 2, "sources", pt_teller_say (self, NC_ ("story", "Sources")));
  pt_teller_add (self, pt_block_new_paragraph (
                           PT_STYLE_SMALL,
                           pt_teller_say (self, NC_ ("story", "The numbers in the text lead to "
                                                              "what it rests on in the "
                                                              "logbook."))));
  for (guint i = 0; i < records->len; i++)
    tell_source (self, i + 1, records->pdata[i]);
}
