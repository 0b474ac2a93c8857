/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The theory of change: what leads to what, in columns or, where they have no room, as a list. */
#include "pt-pictures.h"

#include "pt-picture-theory-private.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE 840.0
#define LIST 760.0 /* narrower ones are a list */

static guint
count_effects (const PtTheory *theory)
{
  guint n = 0;

  for (guint i = 0; i < theory->nodes->len; i++)
    n += pt_theory_node (theory, i)->status != NULL;
  return n;
}

/* "20 effects and 10 arrows: Supported 4, …" */
static void
describe (PtPicture *picture, const PtTheory *theory)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *effects = pt_words_count_of (theory->lang, NC_ ("story", "%s effect"),
                                                NC_ ("story", "%s effects"),
                                                count_effects (theory));
  g_autofree char *arrows = pt_words_count_of (theory->lang, NC_ ("story", "%s arrow"),
                                               NC_ ("story", "%s arrows"), theory->ties->len);

  for (guint i = 0; i < PT_THEORY_LOOKS; i++)
    {
      guint n = 0;

      for (guint t = 0; t < theory->ties->len; t++)
        n += g_strcmp0 (pt_theory_tie (theory, t)->status, pt_theory_looks[i].status) == 0;
      if (n > 0)
        g_ptr_array_add (
            parts,
            g_strdup_printf (
                "%s %u", pt_term_label_in (statuses, pt_theory_looks[i].status, theory->lang), n));
    }
  g_autofree char *list = pt_words_list (theory->lang, parts);
  g_autofree char *text = g_strdup_printf ("%s, %s%s%s.", effects, arrows,
                                           parts->len > 0 ? ": " : "", list);

  pt_picture_describe (picture, pt_words (theory->lang, NC_ ("story", "What leads to what")), text);
}

static PtPicture *
draw (gconstpointer data, double width)
{
  PtPicture *picture = pt_picture_new ("theory", width, 0);

  if (width < LIST)
    pt_theory_draw_list (picture, data);
  else
    pt_theory_draw_chart (picture, data);
  describe (picture, data);
  return picture;
}

/* ── In words ── */

/* An effect that no arrow comes to or goes from. */
static bool
is_alone (const PtTheory *theory, guint node)
{
  if (pt_theory_node (theory, node)->status == NULL)
    return false;
  for (guint i = 0; i < theory->ties->len; i++)
    if (pt_theory_tie (theory, i)->from == node || pt_theory_tie (theory, i)->to == node)
      return false;
  return true;
}

static void
add_alone (const PtTheory *theory, PtBlock *block, guint i)
{
  const PtTheoryNode *node = pt_theory_node (theory, i);
  const char *cells[] = { "", pt_words (theory->lang, NC_ ("story", "not known yet")), node->text,
                          "", "" };

  if (!is_alone (theory, i))
    return;
  pt_block_add_row (block, cells);
  pt_block_add_source (block, node->record);
}

static PtBlock *
table (gconstpointer data)
{
  const PtTheory *theory = data;
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  const char *header[] = { pt_words (theory->lang, NC_ ("story", "No.")),
                           pt_words (theory->lang, NC_ ("story", "From")),
                           pt_words (theory->lang, NC_ ("story", "To")),
                           pt_words (theory->lang, NC_ ("story", "Because")),
                           pt_words (theory->lang, NC_ ("story", "How it stands")),
                           NULL };
  PtBlock *block = pt_block_new_table (pt_words (theory->lang, NC_ ("story", "What leads to what")),
                                       header);

  for (guint i = 0; i < theory->ties->len; i++)
    {
      const PtTheoryTie *tie = pt_theory_tie (theory, i);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      const char *cells[] = {
        number, pt_theory_node (theory, tie->from)->text, pt_theory_node (theory, tie->to)->text,
        tie->text != NULL ? tie->text : "",
        tie->status != NULL ? pt_term_label_in (statuses, tie->status, theory->lang) : ""
      };

      pt_block_add_row (block, cells);
      pt_block_add_source (block, tie->record);
    }
  for (guint i = 0; i < theory->nodes->len; i++)
    add_alone (theory, block, i);
  return block;
}

/* The arrows, then what is tied to nothing. */
static const char *
row (gconstpointer data, guint i)
{
  const PtTheory *theory = data;

  if (i < theory->ties->len)
    return pt_theory_tie (theory, i)->record;
  i -= theory->ties->len;
  for (guint n = 0; n < theory->nodes->len; n++)
    if (is_alone (theory, n) && i-- == 0)
      return pt_theory_node (theory, n)->record;
  return NULL;
}

static const PtFigureType theory_type = {
  .draw = draw,
  .table = table,
  .row = row,
  .free = (GDestroyNotify)pt_theory_free,
  .page = PAGE,
};

PtFigure *
pt_figure_theory (const PtLens *lens)
{
  PtTheory *theory = pt_theory_new (lens);
  PtFigure *figure = pt_figure_new (&theory_type, theory);

  for (guint i = 0; i < theory->nodes->len; i++)
    {
      const PtTheoryNode *node = pt_theory_node (theory, i);

      if (node->record != NULL)
        pt_figure_call (figure, node->record, g_strdup (node->text));
    }
  for (guint i = 0; i < theory->ties->len; i++)
    {
      const PtTheoryTie *tie = pt_theory_tie (theory, i);

      pt_figure_call (figure, tie->record,
                      g_strdup_printf ("%u · %s", i + 1, tie->text != NULL ? tie->text : ""));
    }
  if (theory->nodes->len == 0)
    g_clear_pointer (&figure, pt_figure_unref);
  return figure;
}
