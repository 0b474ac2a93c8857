/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phrases of links; see the header. */
#include "pt-link-words.h"

#include <glib/gi18n-lib.h>

const PtLinkWords pt_link_words[] = {
  { "source", NC_ ("link", "Source"), NC_ ("link", "Source of"), PT_LINK_BEFORE, NULL },
  { "answers", NC_ ("link", "Answers"), NC_ ("link", "Answered by"), PT_LINK_AFTER, "question" },
  { "raises", NC_ ("link", "Raises the question"), NC_ ("link", "Raised by"), PT_LINK_AFTER,
    "question" },
  { "leads_to", NC_ ("link", "Led to"), NC_ ("link", "Came out of"), PT_LINK_AFTER, NULL },
  { "supports", NC_ ("link", "Supports"), NC_ ("link", "Supported by"), PT_LINK_AFTER, NULL },
  { "contradicts", NC_ ("link", "Contradicts"), NC_ ("link", "Contradicted by"), PT_LINK_AFTER,
    NULL },
  { "confirms", NC_ ("link", "Confirms"), NC_ ("link", "Confirmed by"), PT_LINK_AFTER, NULL },
  { "follows", NC_ ("link", "Follows on"), NC_ ("link", "Followed by"), PT_LINK_BEFORE, NULL },
  { "inspired_by", NC_ ("link", "Inspired by"), NC_ ("link", "Inspired"), PT_LINK_BEFORE, NULL },
  { "part_of", NC_ ("link", "Part of"), NC_ ("link", "Consists of"), PT_LINK_BESIDE, NULL },
  { "similar_to", NC_ ("link", "Similar to"), NC_ ("link", "Similar to"), PT_LINK_BESIDE, NULL },
  { "present", NC_ ("link", "Who was there"), NC_ ("link", "Was there at"), PT_LINK_BESIDE,
    "stakeholder" },
  { "speaker", NC_ ("link", "Who says it"), NC_ ("link", "Said"), PT_LINK_BESIDE, "stakeholder" },
  { "depicts", NC_ ("link", "Who is in the picture"), NC_ ("link", "Is in the picture"),
    PT_LINK_BESIDE, "stakeholder" },
};

const guint pt_n_link_words = G_N_ELEMENTS (pt_link_words);

const PtLinkWords *
pt_link_words_find (const char *kind)
{
  for (guint i = 0; i < pt_n_link_words; i++)
    if (g_strcmp0 (pt_link_words[i].kind, kind) == 0)
      return &pt_link_words[i];
  return NULL;
}

const char *
pt_link_words_phrase (const PtLinkWords *self, gboolean out)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "link", out ? self->out : self->in);
}

PtLinkSide
pt_link_words_side (const PtLinkWords *self, gboolean out)
{
  if (self->out_side == PT_LINK_BESIDE || out)
    return self->out_side;
  return self->out_side == PT_LINK_BEFORE ? PT_LINK_AFTER : PT_LINK_BEFORE;
}

static gboolean
is_entry (PtDataset *around, const char *id)
{
  PtRecord *record = id != NULL ? pt_dataset_get (around, id) : NULL;

  return record != NULL && strcmp (pt_record_get_kind_id (record), "entry") == 0;
}

static gboolean
is_drawn_backwards (PtDataset *around, PtRecord *link, const PtLinkWords *words)
{
  return words != NULL && strcmp (words->kind, "source") == 0
         && is_entry (around, pt_record_get_text (link, "from"))
         && !is_entry (around, pt_record_get_text (link, "to"));
}

static void
add_views (GArray *views, PtDataset *around, GPtrArray *links, gboolean out)
{
  for (guint i = 0; i < links->len; i++)
    {
      PtRecord *link = g_ptr_array_index (links, i);
      PtLinkView view = { .link = link,
                          .other = pt_record_get_text (link, out ? "to" : "from"),
                          .words = pt_link_words_find (pt_record_get_text (link, "kind")) };
      view.out = is_drawn_backwards (around, link, view.words) ? !out : out;
      if (view.other != NULL && !pt_record_is_archived (link))
        g_array_append_val (views, view);
    }
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  const PtLinkView *x = a, *y = b;
  const PtLinkWords *end = pt_link_words + pt_n_link_words;
  const PtLinkWords *p = x->words != NULL ? x->words : end, *q = y->words != NULL ? y->words : end;

  if (p != q)
    return p < q ? -1 : 1;
  if (x->out != y->out)
    return x->out ? -1 : 1;
  return strcmp (pt_record_get_id (x->link), pt_record_get_id (y->link));
}

GArray *
pt_link_views (PtDataset *around, const char *id)
{
  GArray *views = g_array_new (FALSE, FALSE, sizeof (PtLinkView));
  g_autoptr (GPtrArray) from = pt_dataset_links_from (around, id, NULL);
  g_autoptr (GPtrArray) to = pt_dataset_links_to (around, id, NULL);

  add_views (views, around, from, TRUE);
  add_views (views, around, to, FALSE);
  g_array_sort (views, compare_views);
  return views;
}
