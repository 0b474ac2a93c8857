/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-journey.h. Notes come from the derived list rows, so that ten thousand of them cost little. */
#include "pt-journey.h"

#include "pt-time.h"
#include "pt-vocabularies.h"

#include <string.h>

#define PAGE 64 /* rows at a time: the most that pt_store_load_rows() takes */
#define DATE_LENGTH 10

/* What makes a note more than a dot; the later line wins. */
static const struct
{
  PtMomentType type;
  const char *field;
  const char *value;
  int weight;
} marks[] = {
  { PT_MOMENT_HIGH, "valence", "high_point", 2 },
  { PT_MOMENT_LOW, "valence", "low_point", 2 },
  { PT_MOMENT_TURN, "turning_point", "true", 4 },
};

/* ── Notes ── */

/* (transfer full): row → place in the table of marks, from 1. */
static GHashTable *
find_marks (PtStore *store, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const PtFilter filter = { marks[i].field, marks[i].value };
      const PtQuery query = { .kind = "entry", .filters = &filter, .n_filters = 1 };
      g_autoptr (GArray) rows = pt_store_query (store, &query, error);

      if (rows == NULL)
        return NULL;
      for (guint j = 0; j < rows->len; j++)
        g_hash_table_insert (found, g_memdup2 (&g_array_index (rows, int64_t, j), sizeof (int64_t)),
                             GUINT_TO_POINTER (i + 1));
    }
  return g_steal_pointer (&found);
}

static void
add_moment (PtTimeline *line, const PtRow *row, GHashTable *found)
{
  const guint mark = GPOINTER_TO_UINT (g_hash_table_lookup (found, &row->row));
  PtMoment moment = { .type = mark > 0 ? marks[mark - 1].type : PT_MOMENT_NOTE,
                      .weight = mark > 0 ? marks[mark - 1].weight : 0,
                      .date = g_strndup (row->date, DATE_LENGTH),
                      .label = g_strdup (row->title),
                      .record = g_strdup (row->id) };

  g_array_append_val (line->moments, moment);
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const PtMoment *one = a;
  const PtMoment *other = b;
  const int order = strcmp (one->date, other->date);

  return order != 0 ? order : strcmp (one->record, other->record);
}

static gboolean
add_notes (PtStore *store, PtTimeline *line, GError **error)
{
  const PtQuery query = { .kind = "entry", .sort = "occurred_on" };
  g_autoptr (GHashTable) found = find_marks (store, error);
  g_autoptr (GArray) rows = found != NULL ? pt_store_query (store, &query, error) : NULL;

  for (guint at = 0; rows != NULL && at < rows->len; at += PAGE)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (store, &g_array_index (rows, int64_t, at),
                                                       MIN (PAGE, rows->len - at), error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (page->pdata[i] != NULL && pt_moment_is_valid (((PtRow *)page->pdata[i])->date))
          add_moment (line, page->pdata[i], found);
    }
  g_array_sort (line->moments, compare_moments);
  return rows != NULL;
}

/* ── Experiments ── */

static void
add_bar (PtTimeline *line, PtRecord *experiment)
{
  const char *from = pt_record_get_text (experiment, "start_on");
  const char *to = pt_record_get_text (experiment, "end_on");
  const char *status = pt_record_get_text (experiment, "status");
  PtSpan bar = { 0 };

  if (from == NULL || !pt_moment_is_valid (from) || g_strcmp0 (status, "idea") == 0)
    return;
  bar.from = g_strndup (from, DATE_LENGTH);
  bar.to = to != NULL && pt_moment_is_valid (to) ? g_strndup (to, DATE_LENGTH) : NULL;
  bar.label = pt_record_dup_title (experiment);
  bar.ended = g_strcmp0 (status, "stopped") == 0;
  bar.record = g_strdup (pt_record_get_id (experiment));
  g_array_append_val (line->bars, bar);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PtSpan *)a)->from, ((const PtSpan *)b)->from);
}

static gboolean
add_experiments (PtStore *store, PtTimeline *line, GError **error)
{
  const PtQuery query = { .kind = "experiment" };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);

  for (guint at = 0; rows != NULL && at < rows->len; at += PAGE)
    {
      g_autoptr (GPtrArray) page = pt_store_load_rows (store, &g_array_index (rows, int64_t, at),
                                                       MIN (PAGE, rows->len - at), error);

      for (guint i = 0; page != NULL && i < page->len; i++)
        {
          const PtRow *row = page->pdata[i];
          g_autoptr (PtRecord)
              experiment = row != NULL ? pt_store_get_record (store, row->id, error) : NULL;
          if (row != NULL && experiment == NULL)
            return FALSE;
          if (experiment != NULL)
            add_bar (line, experiment);
        }
      if (page == NULL)
        return FALSE;
    }
  g_array_sort (line->bars, compare_spans);
  return rows != NULL;
}

/* ── Phases: each begins with its first note ── */

static gboolean
add_phase (PtStore *store, PtTimeline *line, const char *phase, GError **error)
{
  const PtFilter filter = { "phase_then", phase };
  const PtQuery query = {
    .kind = "entry", .filters = &filter, .n_filters = 1, .sort = "occurred_on", .limit = 1
  };
  g_autoptr (GArray) rows = pt_store_query (store, &query, error);
  g_autoptr (GPtrArray) page = NULL;

  if (rows == NULL || rows->len == 0)
    return rows != NULL;
  page = pt_store_load_rows (store, &g_array_index (rows, int64_t, 0), 1, error);
  if (page == NULL || page->pdata[0] == NULL)
    return page != NULL;
  PtSpan band = { .from = g_strndup (((PtRow *)page->pdata[0])->date, DATE_LENGTH),
                  .label = g_strdup (pt_term_label (&pt_vocabulary_challenge_phase, phase)) };
  g_array_append_val (line->bands, band);
  return TRUE;
}

static gboolean
add_phases (PtStore *store, PtTimeline *line, GError **error)
{
  for (guint i = 0; i < pt_vocabulary_challenge_phase.n_terms; i++)
    if (!add_phase (store, line, pt_vocabulary_challenge_phase.terms[i].key, error))
      return FALSE;
  g_array_sort (line->bands, compare_spans);
  return TRUE;
}

/* ── From when to when ── */

/* Today is only a beginning: a journey that is over ends with its last day. */
static void
widen (PtTimeline *self, const char *date, gboolean *any)
{
  if (date == NULL)
    return;
  if (!*any)
    {
      g_free (self->from);
      g_free (self->to);
      self->from = g_strdup (date);
      self->to = g_strdup (date);
    }
  *any = TRUE;
  if (strcmp (date, self->from) < 0)
    {
      g_free (self->from);
      self->from = g_strdup (date);
    }
  if (strcmp (date, self->to) > 0)
    {
      g_free (self->to);
      self->to = g_strdup (date);
    }
}

static void
find_ends (PtTimeline *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->moments->len; i++)
    widen (self, g_array_index (self->moments, PtMoment, i).date, &any);
  for (guint i = 0; i < self->bars->len; i++)
    {
      widen (self, g_array_index (self->bars, PtSpan, i).from, &any);
      widen (self, g_array_index (self->bars, PtSpan, i).to, &any);
    }
}

PtTimeline *
pt_journey_load (PtStore *store, const char *lang, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autoptr (PtTimeline) line = pt_timeline_new (today, today, lang);

  if (!add_notes (store, line, error) || !add_experiments (store, line, error)
      || !add_phases (store, line, error))
    return NULL;
  find_ends (line);
  return g_steal_pointer (&line);
}

const char *
pt_journey_moment_label (PtMomentType type)
{
  const PtRecordKind *entry = pt_record_kind_find ("entry");

  switch (type)
    {
    case PT_MOMENT_HIGH:
      return pt_term_label (&pt_vocabulary_entry_valence, "high_point");
    case PT_MOMENT_LOW:
      return pt_term_label (&pt_vocabulary_entry_valence, "low_point");
    case PT_MOMENT_TURN:
      return pt_field_label (pt_record_kind_field (entry, "turning_point"));
    case PT_MOMENT_NOTE:
      return pt_record_kind_label (entry);
    }
  g_return_val_if_reached (NULL);
}
