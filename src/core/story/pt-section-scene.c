/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One scene, and the scene that a story opens with (rule 1). The made sentence before it carries the
 * reader from the day before (rule 6) and speaks of a cause only where somebody drew that link
 * (rule 7). */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_VARIANTS 3

/* Only what the record itself says: that it was a conversation, a high point. How people felt about
 * it is theirs to say. Translators: in these texts %s stands for time words such as "Three weeks
 * later". */
typedef struct
{
  const char *kind;
  const char *variants[MAX_VARIANTS];
  const char *bare[MAX_VARIANTS]; /* where the date above it says when; none = nothing is said */
} Move;

static const Move quoted = {
  "quote",
  { NC_ ("story", "%s someone put it like this:"), NC_ ("story", "%s we wrote these words down:"),
    NC_ ("story", "%s we heard this:") },
  { NC_ ("story", "Someone put it like this:"), NC_ ("story", "We wrote these words down:"), NULL }
};
static const Move turn = {
  NULL,
  { NC_ ("story", "%s things turned."), NC_ ("story", "%s came a turning point."), NULL },
  { NC_ ("story", "Here things turned."), NC_ ("story", "This was a turning point."), NULL }
};
static const Move cause = { NULL,
                            { NC_ ("story", "%s it showed what that had set in motion."),
                              NC_ ("story", "%s one thing led to another."), NULL },
                            { NC_ ("story", "Now it showed what that had set in motion."), NULL } };
static const Move low = { NULL,
                          { NC_ ("story", "%s came a difficult moment."),
                            NC_ ("story", "%s things went against us."),
                            NC_ ("story", "%s it went otherwise than we had hoped.") } };
static const Move high = {
  NULL, { NC_ ("story", "%s came a high point."), NC_ ("story", "%s we had a fine moment."), NULL }
};

static const Move moves[] = {
  { "event", { NC_ ("story", "%s this happened."), NC_ ("story", "%s this took place."), NULL } },
  { "conversation",
    { NC_ ("story", "%s we got talking."), NC_ ("story", "%s there was a conversation."),
      NC_ ("story", "%s we spoke with someone.") } },
  { "interview",
    { NC_ ("story", "%s we took the time for an interview."), NC_ ("story", "%s we kept asking."),
      NULL } },
  { "meeting",
    { NC_ ("story", "%s we came together."), NC_ ("story", "%s we sat around the table."),
      NC_ ("story", "%s there was a meeting.") } },
  { "training", { NC_ ("story", "%s we practised."), NC_ ("story", "%s we had lessons."), NULL } },
  { "observation",
    { NC_ ("story", "%s we watched closely."), NC_ ("story", "%s something struck us."),
      NC_ ("story", "%s we went to look.") } },
  { "story",
    { NC_ ("story", "%s we heard a story."), NC_ ("story", "%s someone told us this:"), NULL } },
  { "idea", { NC_ ("story", "%s an idea came up."), NC_ ("story", "%s we had a thought."), NULL } },
  { "decision",
    { NC_ ("story", "%s a decision was taken."), NC_ ("story", "%s we cut the knot."), NULL },
    { NC_ ("story", "A decision was taken."), NULL } },
  { "review",
    { NC_ ("story", "%s we looked back together."), NC_ ("story", "%s we took stock."), NULL } },
  { "note", { NC_ ("story", "%s we wrote this down:"), NC_ ("story", "%s we noted this:"), NULL } },
};

static bool
follows_from (PtTeller *self, const PtScene *scene, const PtScene *previous)
{
  g_autoptr (GPtrArray) links = NULL;

  if (previous == NULL)
    return false;
  links = pt_dataset_links_from (self->data, pt_record_get_id (previous->entry), "leads_to");
  for (guint i = 0; i < links->len; i++)
    if (pt_is (links->pdata[i], "to", pt_record_get_id (scene->entry)))
      return true;
  return false;
}

static const Move *
usual_move (const PtScene *scene)
{
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (pt_is (scene->entry, "kind", moves[i].kind))
      return &moves[i];
  return &moves[G_N_ELEMENTS (moves) - 1];
}

/* High points come in rows: one on a page is said, the others are told by what they were. */
static const Move *
choose_move (PtTeller *self, const PtScene *scene, const PtScene *previous)
{
  if (follows_from (self, scene, previous))
    return &cause;
  if (scene->quote)
    return &quoted;
  if (scene->turn)
    return &turn;
  if (scene->low && pt_pace_has_fresh (self->pace, low.variants, MAX_VARIANTS))
    return &low;
  if (scene->high && pt_pace_has_fresh (self->pace, high.variants, MAX_VARIANTS))
    return &high;
  return usual_move (scene);
}

/* (transfer full) (nullable) */
static char *
lead_of (PtTeller *self, const Move *move, char *time)
{
  if (time != NULL)
    return pt_teller_say_with (self, pt_pace_pick (self->pace, move->variants, MAX_VARIANTS), time);
  if (move->bare[0] == NULL)
    return NULL;
  return g_strdup (pt_teller_say (self, pt_pace_pick (self->pace, move->bare, MAX_VARIANTS)));
}

/* Without a day that the reader comes from, the date above the scene says enough. */
static void
tell_lead (PtTeller *self, const PtScene *scene, const PtScene *previous, const char *before)
{
  const Move *move = choose_move (self, scene, previous);
  g_autofree char *time = before != NULL ? pt_pace_time (self->pace, before, scene->date) : NULL;
  g_autofree char *text = lead_of (self, move, time);
  g_autofree char *place = g_strdup_printf ("lead:%s", pt_record_get_id (scene->entry));

  if (text != NULL)
    pt_teller_made (self, PT_STYLE_LEAD, place, scene->entry, text);
}

static void
tell_dateline (PtTeller *self, const PtScene *scene)
{
  g_autofree char *day = g_strndup (scene->date, 10);
  g_autofree char *date = pt_date_format (day, self->lang);
  g_autofree char *where = scene->place != NULL ? pt_gate_line (self->gate, scene->entry, "place")
                                                : NULL;
  g_autofree char *capital = where != NULL ? pt_words_capital (where) : NULL;
  g_autofree char *text = capital != NULL ? g_strconcat (date, " · ", capital, NULL) : NULL;

  pt_teller_made (self, PT_STYLE_DATELINE, NULL, scene->entry, text != NULL ? text : date);
}

static void
tell_text (PtTeller *self, const PtScene *scene, PtStyle style)
{
  const char *id = pt_record_get_id (scene->entry);
  g_autofree char *place = g_strdup_printf ("text:%s", id);

  if (scene->quote)
    pt_teller_quote (self, place, scene->entry, scene->text, scene->speaker);
  else
    pt_teller_people (self, style, place, scene->entry, scene->text);
  for (guint i = 0; i < scene->photos->len; i++)
    pt_teller_photo (self, PT_STYLE_PLAIN, scene->photos->pdata[i]);
  g_hash_table_add (self->told, g_strdup (id));
}

/* The opening scene is told once; its stage points back at it. */
static void
point_back (PtTeller *self, const PtScene *scene)
{
  g_autofree char *day = g_strndup (scene->date, 10);
  g_autofree char *date = pt_date_format (day, self->lang);
  /* Translators: %s is a date. */
  g_autofree char *text = pt_teller_say_with (
      self, NC_ ("story", "With what happened on %s this story began."), date);

  pt_teller_made (self, PT_STYLE_LEAD, NULL, scene->entry, text);
}

void
pt_teller_scene (PtTeller *self, const PtScene *scene, const PtScene *previous, const char *before)
{
  if (g_hash_table_contains (self->told, pt_record_get_id (scene->entry)))
    {
      if (scene == self->opening)
        point_back (self, scene);
      return;
    }
  tell_dateline (self, scene);
  tell_lead (self, scene, previous, before);
  tell_text (self, scene, PT_STYLE_PLAIN);
}

void
pt_teller_voice (PtTeller *self, const PtScene *scene)
{
  tell_dateline (self, scene);
  tell_text (self, scene, PT_STYLE_PLAIN);
}

void
pt_section_opening (PtTeller *self)
{
  const PtScene *scene = pt_scenes_opening (self->scenes);

  if (scene == NULL)
    return;
  self->opening = scene;
  tell_dateline (self, scene);
  tell_text (self, scene, PT_STYLE_OPENING);
}
