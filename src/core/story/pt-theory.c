/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-theory.h. */
#include "pt-theory.h"

#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Columns before those of the horizons: what was tried. After them: no horizon said. */
#define COLUMNS_BEFORE 1

static void
clear_node (gpointer data)
{
  PtTheoryNode *self = data;

  g_free (self->record);
  g_free (self->text);
  g_free (self->status);
  g_free (self->direction);
}

static void
clear_tie (gpointer data)
{
  PtTheoryTie *self = data;

  g_free (self->record);
  g_free (self->text);
  g_free (self->status);
  g_array_unref (self->way);
}

void
pt_theory_free (PtTheory *self)
{
  g_free (self->lang);
  g_array_unref (self->nodes);
  g_array_unref (self->places);
  g_array_unref (self->links);
  g_array_unref (self->ties);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

const PtTheoryNode *
pt_theory_node (const PtTheory *self, guint i)
{
  return &g_array_index (self->nodes, PtTheoryNode, i);
}

const PtTheoryTie *
pt_theory_tie (const PtTheory *self, guint i)
{
  return &g_array_index (self->ties, PtTheoryTie, i);
}

static PtLayerNode *
place_of (const PtTheory *self, guint i)
{
  return &g_array_index (self->places, PtLayerNode, i);
}

/* ── Nodes ── */

static guint
find_node (const PtTheory *self, const char *record)
{
  for (guint i = 0; record != NULL && i < self->nodes->len; i++)
    if (g_strcmp0 (pt_theory_node (self, i)->record, record) == 0)
      return i;
  return G_MAXUINT;
}

static guint
count_in (const PtTheory *self, guint column)
{
  guint n = 0;

  for (guint i = 0; i < self->places->len; i++)
    n += place_of (self, i)->column == column;
  return n;
}

/* Takes what @node has. */
static guint
add_node (PtTheory *self, PtTheoryNode *node, guint column)
{
  const PtLayerNode place = { .column = column, .place = count_in (self, column) };

  g_array_append_val (self->nodes, *node);
  g_array_append_val (self->places, place);
  return self->nodes->len - 1;
}

static void
add_outcome (const PtLens *lens, PtTheory *self, PtRecord *record)
{
  const int n_horizons = (int)pt_vocabulary_get ("outcome.horizon")->n_terms;
  const int horizon = pt_lens_index (record, "horizon");
  PtTheoryNode node = { .text = pt_lens_line (lens, record, "statement") };

  if (node.text == NULL)
    return;
  node.record = g_strdup (pt_record_get_id (record));
  node.status = g_strdup (pt_record_get_text (record, "status"));
  node.direction = g_strdup (pt_record_get_text (record, "direction"));
  add_node (self, &node, COLUMNS_BEFORE + (guint)(horizon >= 0 ? horizon : n_horizons));
}

/* In a narrative an experiment is there only where a mechanism begins at it. */
static guint
ensure_experiment (const PtLens *lens, PtTheory *self, const char *id)
{
  PtRecord *record = id != NULL ? pt_dataset_get (lens->data, id) : NULL;
  const guint known = find_node (self, id);
  PtTheoryNode node = { 0 };

  if (known != G_MAXUINT || record == NULL || pt_record_is_archived (record)
      || (lens->gate != NULL && !pt_gate_admits (lens->gate, record)))
    return known;
  node.text = pt_lens_line (lens, record, "title");
  if (node.text == NULL)
    return G_MAXUINT;
  node.record = g_strdup (id);
  return add_node (self, &node, 0);
}

/* The team itself draws arrows from all that were begun. */
static void
add_experiments (const PtLens *lens, PtTheory *self)
{
  static const char *const begun[] = { "preparing", "running", "paused", "completed", NULL };
  g_autoptr (GPtrArray) experiments = pt_lens_list (lens, "experiment");

  for (guint i = 0; lens->gate == NULL && i < experiments->len; i++)
    {
      const char *status = pt_record_get_text (experiments->pdata[i], "status");

      if (status != NULL && g_strv_contains (begun, status))
        ensure_experiment (lens, self, pt_record_get_id (experiments->pdata[i]));
    }
}

/* ── Ties ── */

static void
add_tie (const PtLens *lens, PtTheory *self, PtRecord *record)
{
  const char *outcome = pt_record_get_text (record, "from_outcome");
  PtTheoryTie tie = { .text = pt_lens_line (lens, record, "statement") };

  tie.from = outcome != NULL
                 ? find_node (self, outcome)
                 : ensure_experiment (lens, self, pt_record_get_text (record, "from_experiment"));
  tie.to = find_node (self, pt_record_get_text (record, "to_outcome"));
  if (tie.from == G_MAXUINT || tie.to == G_MAXUINT || tie.from == tie.to)
    {
      g_free (tie.text);
      return;
    }
  tie.record = g_strdup (pt_record_get_id (record));
  tie.status = g_strdup (pt_record_get_text (record, "status"));
  tie.way = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->ties, tie);
}

/* Names the columns that hold something, and closes ranks. */
static void
name_columns (const PtLens *lens, PtTheory *self)
{
  const PtVocabulary *horizons = pt_vocabulary_get ("outcome.horizon");
  const guint n = COLUMNS_BEFORE + horizons->n_terms + 1;
  g_autofree guint *to = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    {
      const char *name = i < COLUMNS_BEFORE ? pt_words (lens->lang, NC_ ("story", "What we tried"))
                         : i + 1 == n
                             ? pt_words (lens->lang, NC_ ("story", "not yet said"))
                             : pt_term_label_in (horizons, horizons->terms[i - COLUMNS_BEFORE].key,
                                                 lens->lang);
      to[i] = self->columns->len;
      if (count_in (self, i) > 0)
        g_ptr_array_add (self->columns, g_strdup (name));
    }
  for (guint i = 0; i < self->places->len; i++)
    place_of (self, i)->column = to[place_of (self, i)->column];
}

static void
link_nodes (PtTheory *self, guint a, guint b)
{
  const bool forwards = place_of (self, a)->column < place_of (self, b)->column;
  const PtLayerTie link = { forwards ? a : b, forwards ? b : a };

  g_array_append_val (self->links, link);
}

/* Bends in the columns between; none where both ends stand in one column. */
static void
find_way (PtTheory *self, PtTheoryTie *tie)
{
  const guint end = place_of (self, tie->to)->column;
  guint column = place_of (self, tie->from)->column;
  const bool forwards = column < end;
  guint last = tie->from;

  g_array_append_val (tie->way, tie->from);
  while (column != end)
    {
      guint next = tie->to;

      column = forwards ? column + 1 : column - 1;
      if (column != end)
        {
          PtTheoryNode bend = { 0 };

          next = add_node (self, &bend, column);
          g_array_append_val (tie->way, next);
        }
      link_nodes (self, last, next);
      last = next;
    }
  g_array_append_val (tie->way, tie->to);
}

PtTheory *
pt_theory_new (const PtLens *lens)
{
  g_autoptr (GPtrArray) outcomes = pt_lens_list (lens, "outcome");
  g_autoptr (GPtrArray) mechanisms = pt_lens_list (lens, "mechanism");
  PtTheory *self = g_new0 (PtTheory, 1);

  self->lang = g_strdup (lens->lang);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (PtTheoryNode));
  self->places = g_array_new (FALSE, FALSE, sizeof (PtLayerNode));
  self->links = g_array_new (FALSE, FALSE, sizeof (PtLayerTie));
  self->ties = g_array_new (FALSE, FALSE, sizeof (PtTheoryTie));
  self->columns = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->nodes, clear_node);
  g_array_set_clear_func (self->ties, clear_tie);
  for (guint i = 0; i < outcomes->len; i++)
    add_outcome (lens, self, outcomes->pdata[i]);
  for (guint i = 0; i < mechanisms->len; i++)
    add_tie (lens, self, mechanisms->pdata[i]);
  if (self->nodes->len > 0)
    add_experiments (lens, self);
  name_columns (lens, self);
  for (guint i = 0; i < self->ties->len; i++)
    find_way (self, &g_array_index (self->ties, PtTheoryTie, i));
  pt_layers_order (self->places, self->links, self->columns->len);
  return self;
}
