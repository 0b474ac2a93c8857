/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where passages stand, what they rest on, and the next edition that they survive into. A hash is made
 * of what the sources say, not of who changed them or who may see them. */
#include "pt-story-passage.h"

#include "pt-markdown.h"
#include "pt-story-audience.h"

#include "pt-time.h"
#include "pt-validate.h"

#include <string.h>

static void
place_free (gpointer data)
{
  PtPassagePlace *self = data;

  g_free (self->section);
  g_free (self->place);
  g_free (self->text);
  g_strfreev (self->sources);
  g_free (self->passage);
  g_free (self);
}

static bool
is_passage (PtDataset *data, const char *id)
{
  PtRecord *record = pt_dataset_get (data, id);

  return record != NULL && strcmp (pt_record_get_kind_id (record), "passage") == 0;
}

static bool
is_place (const PtBlock *block)
{
  return block->section != NULL && block->place != NULL
         && (block->type == PT_BLOCK_PARAGRAPH || block->type == PT_BLOCK_QUOTE
             || block->type == PT_BLOCK_LIST)
         && block->style != PT_STYLE_DATELINE;
}

static bool
stands_in (const PtBlock *block, const PtPassagePlace *place)
{
  return is_place (block) && strcmp (block->section, place->section) == 0
         && strcmp (block->place, place->place) == 0;
}

static void
take_sources (PtDataset *data, PtPassagePlace *place, PtDocument *document)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();

  for (guint i = 0; i < place->len; i++)
    {
      const PtBlock *block = pt_document_nth (document, place->first + i);

      for (guint s = 0; s < block->sources->len; s++)
        if (is_passage (data, block->sources->pdata[s]))
          {
            g_free (place->passage);
            place->passage = g_strdup (block->sources->pdata[s]);
          }
        else if (!g_ptr_array_find_with_equal_func (sources, block->sources->pdata[s], g_str_equal,
                                                    NULL))
          g_ptr_array_add (sources, block->sources->pdata[s]);
    }
  g_ptr_array_add (sources, NULL);
  place->sources = g_strdupv ((char **)sources->pdata);
}

GPtrArray *
pt_passage_places (PtDataset *data, PtDocument *document)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (place_free);

  for (guint i = 0; i < pt_document_length (document);)
    {
      const PtBlock *block = pt_document_nth (document, i);
      PtPassagePlace *place;

      if (!is_place (block))
        {
          i++;
          continue;
        }
      place = g_new0 (PtPassagePlace, 1);
      place->section = g_strdup (block->section);
      place->place = g_strdup (block->place);
      place->first = i;
      while (i < pt_document_length (document) && stands_in (pt_document_nth (document, i), place))
        i++;
      place->len = i - place->first;
      take_sources (data, place, document);
      place->text = pt_markdown_write_part (document, place->first, place->len);
      g_ptr_array_add (places, place);
    }
  return places;
}

static void
digest_field (GChecksum *sum, PtRecord *record, const PtField *field)
{
  const PtValue *value = pt_field_is_set (field) ? NULL : pt_record_get_value (record, field->id);
  g_autofree char *text = value != NULL ? pt_value_format (field, value, "en") : NULL;

  if (text == NULL || (field->flags & PT_FIELD_STRICTEST) != 0)
    return;
  g_checksum_update (sum, (const guchar *)field->id, -1);
  g_checksum_update (sum, (const guchar *)"=", 1);
  g_checksum_update (sum, (const guchar *)text, -1);
  g_checksum_update (sum, (const guchar *)"\n", 1);
}

char *
pt_passage_hash (PtDataset *data, const char *const *sources)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; sources[i] != NULL; i++)
    {
      PtRecord *record = pt_dataset_get (data, sources[i]);
      const PtRecordKind *kind = record != NULL ? pt_record_get_kind (record) : NULL;

      g_checksum_update (sum, (const guchar *)sources[i], -1);
      g_checksum_update (sum, (const guchar *)"\n", 1);
      for (guint f = 0; kind != NULL && f < kind->n_fields; f++)
        digest_field (sum, record, &kind->fields[f]);
    }
  return g_strdup (g_checksum_get_string (sum));
}

gboolean
pt_passage_is_stale (PtDataset *data, const PtRecord *passage)
{
  const char *noted = pt_record_get_text (passage, "sources_hash");
  g_auto (GStrv) sources = pt_record_dup_keys (passage, "sources");
  g_autofree char *now = pt_passage_hash (data, (const char *const *)sources);

  return noted != NULL && *noted != '\0' && strcmp (noted, now) != 0;
}

PtEdit *
pt_passage_edit (PtWorld *world, PtDataset *data, const char *narrative,
                 const PtPassagePlace *place, const char *text)
{
  PtRecord *there = place->passage != NULL ? pt_dataset_get (data, place->passage) : NULL;
  PtEdit *edit = there != NULL ? pt_edit_new_for (there) : pt_edit_new (world, "passage", NULL);
  g_autofree char *hash = pt_passage_hash (data, (const char *const *)place->sources);

  if (there == NULL)
    {
      pt_edit_set_text (edit, "narrative", narrative);
      pt_edit_set_text (edit, "section", place->section);
      pt_edit_set_text (edit, "place", place->place);
    }
  pt_edit_set_text (edit, "basis", *place->sources != NULL ? "edited" : "own");
  pt_edit_set_text (edit, "text", text);
  pt_edit_set_keys (edit, "sources", (const char *const *)place->sources);
  pt_edit_set_text (edit, "sources_hash", hash);
  return edit;
}

PtEdit *
pt_passage_edit_back (PtDataset *data, const char *passage)
{
  PtEdit *edit = pt_edit_new_for (pt_dataset_get (data, passage));

  pt_edit_set_bool (edit, "archived", true);
  return edit;
}

PtEdit *
pt_passage_edit_keep (PtDataset *data, const char *passage)
{
  PtRecord *record = pt_dataset_get (data, passage);
  PtEdit *edit = pt_edit_new_for (record);
  g_auto (GStrv) sources = pt_record_dup_keys (record, "sources");
  g_autofree char *hash = pt_passage_hash (data, (const char *const *)sources);

  pt_edit_set_text (edit, "sources_hash", hash);
  return edit;
}

/* What a new edition has from the one before it, field by field. */
static void
copy_fields (PtEdit *edit, PtRecord *from, const char *const *fields)
{
  const PtRecordKind *kind = pt_record_get_kind (from);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const PtField *field = pt_record_kind_field (kind, fields[i]);
      g_auto (GStrv) keys = pt_field_is_set (field) ? pt_record_dup_keys (from, fields[i]) : NULL;
      const PtValue *value = keys == NULL ? pt_record_get_value (from, fields[i]) : NULL;

      if (keys != NULL)
        pt_edit_set_keys (edit, fields[i], (const char *const *)keys);
      else if (value != NULL)
        pt_edit_set (edit, fields[i], value);
    }
}

static int
months_of (PtRecord *logbook)
{
  const char *period = logbook != NULL ? pt_record_get_text (logbook, "reporting_period") : NULL;

  if (g_strcmp0 (period, "quarter") == 0)
    return 3;
  return g_strcmp0 (period, "year") == 0 ? 12 : 6;
}

/* (transfer full): the last day of @months months that begin on @from. */
static char *
end_of_period (const char *from, int months)
{
  g_autoptr (GDate)
      date = g_date_new_dmy ((GDateDay)atoi (from + 8), atoi (from + 5), (GDateYear)atoi (from));
  char text[sizeof "YYYY-MM-DD"];

  g_date_add_months (date, (guint)months);
  g_date_subtract_days (date, 1);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  return g_strdup (text);
}

static void
set_next_period (PtEdit *edit, PtDataset *data, PtRecord *narrative)
{
  const char *ended = pt_record_get_text (narrative, "to_on");
  g_autofree char *from = ended != NULL && pt_date_is_valid (ended)
                              ? pt_date_from_days (pt_date_to_days (ended) + 1)
                              : NULL;
  g_autofree char *to = from != NULL ? end_of_period (from, months_of (pt_dataset_logbook (data)))
                                     : NULL;

  pt_edit_set_text (edit, "from_on", from);
  pt_edit_set_text (edit, "to_on", to);
}

static PtEdit *
copy_passage (PtWorld *world, PtRecord *passage, const char *narrative)
{
  static const char *const kept[] = { "section", "place",        "text", "basis",
                                      "sources", "sources_hash", NULL };
  PtEdit *edit = pt_edit_new (world, "passage", NULL);

  pt_edit_set_text (edit, "narrative", narrative);
  copy_fields (edit, passage, kept);
  return edit;
}

/* After all others where the audience has no such section. */
static guint
rank_of (const PtAudience *audience, const PtRecord *passage)
{
  const char *section = pt_record_get_text (passage, "section");
  guint rank = 0;

  while (audience != NULL && audience->sections[rank].section != NULL
         && g_strcmp0 (audience->sections[rank].section, section) != 0)
    rank++;
  return rank;
}

static int
compare_passages_cb (gconstpointer a, gconstpointer b, gpointer audience)
{
  const PtRecord *one = *(PtRecord *const *)a, *other = *(PtRecord *const *)b;
  const int by_section = (int)rank_of (audience, one) - (int)rank_of (audience, other);
  const int by_place = g_strcmp0 (pt_record_get_text (one, "place"),
                                  pt_record_get_text (other, "place"));

  return by_section != 0 ? by_section
         : by_place != 0 ? by_place
                         : strcmp (pt_record_get_id (one), pt_record_get_id (other));
}

GPtrArray *
pt_narrative_passages (PtDataset *data, PtRecord *narrative)
{
  GPtrArray *passages = pt_dataset_children (data, "passage", "narrative",
                                             pt_record_get_id (narrative));
  const PtAudience *audience = pt_audience_find (pt_record_get_text (narrative, "audience"));

  g_ptr_array_sort_with_data (passages, compare_passages_cb, (gpointer)audience);
  return passages;
}

PtBatch *
pt_narrative_duplicate (PtWorld *world, PtDataset *data, PtRecord *narrative, const char *title)
{
  static const char *const kept[] = {
    "title",          "audience",    "lang",         "lead_challenge", "max_pages",
    "plain_language", "name_policy", "sections_out", "names_ticked",   NULL
  };
  PtBatch *batch = pt_batch_new (title != NULL ? title : pt_record_get_text (narrative, "title"));
  PtEdit *edit = pt_edit_new (world, "narrative", NULL);
  g_autoptr (GPtrArray) passages = pt_narrative_passages (data, narrative);

  copy_fields (edit, narrative, kept);
  if (title != NULL)
    pt_edit_set_text (edit, "title", title);
  set_next_period (edit, data, narrative);
  g_ptr_array_add (batch->edits, edit);
  for (guint i = 0; i < passages->len; i++)
    g_ptr_array_add (batch->edits, copy_passage (world, passages->pdata[i], edit->id));
  return batch;
}
