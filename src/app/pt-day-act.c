/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-day-act.h. The new record begins with the words of the note, and keeps a way back to it. */
#include "pt-day-act.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const PtDayAct pt_day_acts[] = {
  { "learning", N_ ("Learning Moment"), 'l', "learning", "headline", "what", "source", FALSE },
  { "question", N_ ("Question"), 'k', "question", "text", NULL, "raises", TRUE },
  { "outcome", N_ ("Effect"), 'u', "outcome", "statement", NULL, "source", FALSE },
  { "action", N_ ("Action"), 'a', "action", "text", NULL, NULL, FALSE },
  { "experiment", N_ ("Experiment Idea"), 'e', "experiment", "title", "hypothesis", "inspired_by",
    FALSE },
  { "story", N_ ("For the Story"), 'v', NULL, NULL, NULL, NULL, FALSE },
};
const guint pt_n_day_acts = G_N_ELEMENTS (pt_day_acts);

const PtDayAct *
pt_day_act_find (const char *id)
{
  for (guint i = 0; i < pt_n_day_acts; i++)
    if (strcmp (pt_day_acts[i].id, id) == 0)
      return &pt_day_acts[i];
  return NULL;
}

static char *
cut (const char *text, guint max_length)
{
  if (max_length == 0 || g_utf8_strlen (text, -1) <= max_length)
    return g_strdup (text);
  g_autofree char *begin = g_utf8_substring (text, 0, max_length - 1);
  return g_strconcat (begin, "…", NULL);
}

static void
copy_ref (PtEdit *edit, PtRecord *note, const char *field)
{
  if (pt_record_kind_field (pt_record_kind_find (edit->kind), field) != NULL)
    pt_edit_set_text (edit, field, pt_record_get_text (note, field));
}

static PtEdit *
make_record (const PtDayAct *self, PtWorld *world, PtRecord *note)
{
  PtEdit *edit = pt_edit_new (world, self->kind, NULL);
  const PtField *title = pt_record_kind_field (pt_record_kind_find (self->kind), self->title);
  g_autofree char *line = pt_record_dup_title (note);
  g_autofree char *short_line = cut (line, title->max_length);

  pt_edit_set_text (edit, self->title, short_line);
  if (self->body != NULL)
    pt_edit_set_text (edit, self->body, pt_record_get_text (note, "body"));
  if (strcmp (self->kind, "action") == 0)
    pt_edit_set_text (edit, "about", pt_record_get_id (note));
  copy_ref (edit, note, "experiment");
  copy_ref (edit, note, "challenge");
  if (pt_record_get_sharing (note) == PT_SHARING_PRIVATE)
    pt_edit_set_text (edit, "sharing", "private");
  return edit;
}

PtBatch *
pt_day_act_make (const PtDayAct *self, PtWorld *world, PtRecord *note)
{
  g_autofree char *title = pt_record_dup_title (note);
  PtBatch *batch = pt_batch_new (title);

  batch->how = "save";
  if (self->kind == NULL)
    {
      PtEdit *edit = pt_edit_new_for (note);
      pt_edit_set_text (edit, "story_use", "yes");
      g_ptr_array_add (batch->edits, edit);
      return batch;
    }
  PtEdit *made = make_record (self, world, note);
  g_ptr_array_add (batch->edits, made);
  if (self->link != NULL)
    g_ptr_array_add (batch->edits,
                     pt_edit_new_link (self->from_note ? pt_record_get_id (note) : made->id,
                                       self->link,
                                       self->from_note ? made->id : pt_record_get_id (note)));
  return batch;
}
