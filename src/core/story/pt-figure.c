/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-figure.h. */
#include "pt-figure.h"

struct _PtFigure
{
  gatomicrefcount refs;
  const PtFigureType *type;
  gpointer data;
  GHashTable *names; /* record → what its marks stand for */
  char *sentence;
};

PtFigure *
pt_figure_new (const PtFigureType *type, gpointer data)
{
  PtFigure *self = g_new0 (PtFigure, 1);

  g_atomic_ref_count_init (&self->refs);
  self->type = type;
  self->data = data;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

PtFigure *
pt_figure_ref (PtFigure *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pt_figure_unref (PtFigure *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  self->type->free (self->data);
  g_hash_table_unref (self->names);
  g_free (self->sentence);
  g_free (self);
}

void
pt_figure_call (PtFigure *self, const char *record, char *name)
{
  g_hash_table_replace (self->names, g_strdup (record), name);
}

void
pt_figure_say (PtFigure *self, char *sentence)
{
  g_free (self->sentence);
  self->sentence = sentence;
}

PtPicture *
pt_figure_draw (PtFigure *self, double width)
{
  if (self->sentence != NULL)
    return NULL;
  return self->type->draw (self->data, MAX (width, pt_figure_get_least_width (self)));
}

PtBlock *
pt_figure_table (PtFigure *self)
{
  return self->type->table (self->data);
}

const char *
pt_figure_get_row (PtFigure *self, guint i)
{
  return self->type->row != NULL ? self->type->row (self->data, i) : NULL;
}

const char *
pt_figure_get_sentence (PtFigure *self)
{
  return self->sentence;
}

const char *
pt_figure_get_name (PtFigure *self, const char *record)
{
  return g_hash_table_lookup (self->names, record);
}

double
pt_figure_get_least_width (PtFigure *self)
{
  return self->type->least > 0 ? self->type->least : PT_FIGURE_LEAST_WIDTH;
}

double
pt_figure_get_page_width (PtFigure *self)
{
  return self->type->page > 0 ? self->type->page : PT_FIGURE_PAGE_WIDTH;
}
