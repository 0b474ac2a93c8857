/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both drawings of the theory of change are made of. */
#include "pt-picture-theory-private.h"

#include "pt-picture-parts.h"

#define PAD 8.0
#define LINES_MOST 6
#define HEAD 8.0 /* length of an arrow's point */

const PtTheoryLook pt_theory_looks[PT_THEORY_LOOKS] = {
  { "assumed", PT_INK_MUTED, 1.2, true, false },
  { "some_evidence", PT_INK_TURN, 1.2, false, false },
  { "supported", PT_INK_TURN, 2.6, false, true },
  { "disputed", PT_INK_LOW, 1.6, true, false },
  { "refuted", PT_INK_LOW, 1.2, false, false },
};

const PtTheoryLook *
pt_theory_look (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (pt_theory_looks); i++)
    if (g_strcmp0 (pt_theory_looks[i].status, status) == 0)
      return &pt_theory_looks[i];
  return &pt_theory_looks[0];
}

static char **
wrap_node (const PtTheoryNode *node, double width)
{
  return pt_text_wrap (node->text, PT_THEORY_TEXT, width - 2 * PAD, LINES_MOST);
}

double
pt_theory_box_height (const PtTheoryNode *node, double width)
{
  g_auto (GStrv) lines = wrap_node (node, width);

  return g_strv_length (lines) * pt_text_leading (PT_THEORY_TEXT) + 2 * PAD
         + (node->status != NULL ? PT_THEORY_EFFECT + 4 : 0);
}

bool
pt_theory_is_gone (const PtTheoryNode *node)
{
  return g_strcmp0 (node->status, "did_not_occur") == 0 || g_strcmp0 (node->status, "faded") == 0;
}

/* What is hoped for is dashed, what did not come about or faded is thin and grey; the square in the
 * corner is that of the bars. */
void
pt_theory_draw_box (PtPicture *picture, const PtTheoryNode *node, double x, double y, double width)
{
  const bool gone = pt_theory_is_gone (node);
  const double text = y + PAD + PT_THEORY_TEXT - 1
                      + (node->status != NULL ? PT_THEORY_EFFECT + 4 : 0);
  g_auto (GStrv) lines = wrap_node (node, width);
  PtMark *box = pt_picture_rect (picture, x, y, width, pt_theory_box_height (node, width),
                                 node->status != NULL ? 5 : 0,
                                 node->status != NULL ? PT_INK_PAPER : PT_INK_BAND);

  box->stroke = gone ? PT_INK_LINE : PT_INK_MUTED;
  box->width = gone ? 1 : 1.3;
  box->dashed = g_strcmp0 (node->status, "intended") == 0;
  box->record = g_strdup (node->record);
  if (node->status != NULL)
    pt_picture_effect (picture, x + PAD, y + PAD, PT_THEORY_EFFECT, node->status, node->direction,
                       node->record);
  pt_picture_lines (picture, x + PAD, text, PT_ANCHOR_START, PT_THEORY_TEXT,
                    gone ? PT_INK_MUTED : PT_INK_TEXT, lines, node->record);
}

void
pt_theory_draw_point (PtPicture *picture, double x, double y, bool rightwards,
                      const PtTheoryLook *look)
{
  const double back = rightwards ? -HEAD : HEAD;
  PtMark *mark = pt_picture_path (picture, look->ink, PT_INK_NONE);

  pt_mark_step (mark, PT_STEP_MOVE, x, y);
  pt_mark_step (mark, PT_STEP_LINE, x + back, y - HEAD * 0.5);
  pt_mark_step (mark, PT_STEP_LINE, x + back, y + HEAD * 0.5);
  pt_mark_step (mark, PT_STEP_CLOSE, 0, 0);
}

void
pt_theory_draw_disc (PtPicture *picture, double x, double y, guint number, const PtTheoryTie *tie)
{
  const PtTheoryLook *look = pt_theory_look (tie->status);
  g_autofree char *text = g_strdup_printf ("%u", number);
  PtMark *disc = pt_picture_circle (picture, x, y, PT_THEORY_DISC,
                                    look->full ? look->ink : PT_INK_PAPER, look->ink);

  disc->width = 1.3;
  disc->dashed = look->dashed;
  disc->record = g_strdup (tie->record);
  pt_picture_text (picture, x, y + 3.5, PT_ANCHOR_MIDDLE, 10,
                   look->full ? PT_INK_PAPER : PT_INK_TEXT, text);
}

/* ── Legend ── */

static bool
has_status (const PtTheory *theory, const char *status)
{
  for (guint i = 0; i < theory->ties->len; i++)
    if (g_strcmp0 (pt_theory_tie (theory, i)->status, status) == 0)
      return true;
  return false;
}

double
pt_theory_draw_legend (PtPicture *picture, const PtTheory *theory, double y)
{
  const PtVocabulary *statuses = pt_vocabulary_get ("mechanism.status");
  PtLegend legend = pt_legend_begin (PT_THEORY_MARGIN,
                                     pt_picture_get_width (picture) - PT_THEORY_MARGIN, y);

  for (guint i = 0; i < G_N_ELEMENTS (pt_theory_looks); i++)
    {
      if (!has_status (theory, pt_theory_looks[i].status))
        continue;
      const char *label = pt_term_label_in (statuses, pt_theory_looks[i].status, theory->lang);
      const double x = pt_legend_next (&legend, picture, label);
      PtMark *line = pt_picture_line (picture, x - 9, legend.y, x + 9, legend.y,
                                      pt_theory_looks[i].ink, pt_theory_looks[i].width);

      line->dashed = pt_theory_looks[i].dashed;
      if (g_str_equal (pt_theory_looks[i].status, "refuted"))
        pt_picture_cross (picture, x, legend.y, 10, PT_INK_LOW);
      else if (g_str_equal (pt_theory_looks[i].status, "disputed"))
        pt_picture_text (picture, x, legend.y - 2, PT_ANCHOR_MIDDLE, 11, PT_INK_LOW, "?");
    }
  return pt_legend_end (&legend);
}
