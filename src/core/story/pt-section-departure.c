/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands before the journey: the journey on a page (1) and the point of departure (2). */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
count_by (GPtrArray *records, const char *field, const char *key)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    if (pt_is (records->pdata[i], field, key))
      n++;
  return n;
}

/* (transfer full): "twelve experiments", with the number in words. */
static char *
say_count (PtTeller *self, guint n, const char *one, const char *many)
{
  g_autofree char *number = pt_words_number (self->lang, n);

  return pt_teller_say_with (self, n == 1 ? one : many, number);
}

static guint
count_notes (PtTeller *self)
{
  guint n = 0;

  for (guint i = 0; i < self->stages->len; i++)
    n += ((PtStage *)self->stages->pdata[i])->notes->len;
  return n;
}

static guint
count_tried (PtTeller *self)
{
  return self->experiments->len - count_by (self->experiments, "status", "idea")
         - count_by (self->experiments, "status", "preparing");
}

static guint
count_seen (PtTeller *self)
{
  return self->outcomes->len - count_by (self->outcomes, "status", "intended")
         - count_by (self->outcomes, "status", "did_not_occur");
}

/* What was done, not what was registered. */
static void
tell_numbers (PtTeller *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  const struct
  {
    guint n;
    const char *one, *many;
  } counts[] = {
    { count_notes (self), NC_ ("story", "%s time we wrote something down"),
      NC_ ("story", "%s times we wrote something down") },
    { count_tried (self), NC_ ("story", "%s thing we tried out"),
      NC_ ("story", "%s things we tried out") },
    { self->questions->len, NC_ ("story", "%s question kept us busy"),
      NC_ ("story", "%s questions kept us busy") },
    { self->learnings->len, NC_ ("story", "%s time we learned something"),
      NC_ ("story", "%s times we learned something") },
    { count_seen (self), NC_ ("story", "%s change we saw"), NC_ ("story", "%s changes we saw") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i].n > 0)
      g_ptr_array_add (items, say_count (self, counts[i].n, counts[i].one, counts[i].many));
  if (items->len == 0)
    return;
  g_autofree char *list = pt_words_list (self->lang, items);
  g_autofree char *capital = pt_words_capital (list);
  g_autofree char *text = pt_teller_sentence (capital);

  pt_teller_made (self, PT_STYLE_PLAIN, "numbers", NULL, text);
}

static PtScene *
best_turn (PtTeller *self)
{
  PtScene *found = NULL;

  for (guint i = 0; i < self->scenes->len; i++)
    {
      PtScene *scene = self->scenes->pdata[i];

      if (scene->turn && (found == NULL || scene->score > found->score))
        found = scene;
    }
  return found;
}

static void
tell_line_of (PtTeller *self, const char *lead, PtRecord *record, const char *field)
{
  g_autofree char *text = record != NULL ? pt_gate_line (self->gate, record, field) : NULL;
  g_autofree char *place = record != NULL ? g_strdup_printf ("page:%s", pt_record_get_id (record))
                                          : NULL;

  g_autofree char *sentence = text != NULL ? pt_teller_sentence (text) : NULL;

  if (sentence != NULL)
    pt_teller_line (self, place, record, pt_teller_say (self, lead), sentence);
}

/* The one that got furthest; the youngest of equals, for that is where the journey stands now. */
static PtRecord *
furthest (GPtrArray *records, const char *const *statuses)
{
  for (guint s = 0; statuses[s] != NULL; s++)
    for (guint i = records->len; i > 0; i--)
      if (pt_is (records->pdata[i - 1], "status", statuses[s]))
        return records->pdata[i - 1];
  return NULL;
}

/* The newest shared story that ended before this one. */
static const char *
last_time (PtTeller *self)
{
  GPtrArray *stories = pt_dataset_list (self->data, "narrative");
  const char *found = NULL;

  for (guint i = 0; i < stories->len; i++)
    {
      const char *end = pt_date_of (stories->pdata[i], "to_on");

      if (stories->pdata[i] != self->narrative && pt_is (stories->pdata[i], "status", "shared")
          && end != NULL && self->to_on != NULL && strcmp (end, self->to_on) < 0
          && (found == NULL || strcmp (end, found) > 0))
        found = end;
    }
  return found;
}

static guint
count_since (GPtrArray *records, const char *field, const char *date)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const char *on = pt_date_of (records->pdata[i], field);

      if (on != NULL && strncmp (on, date, 10) > 0)
        n++;
    }
  return n;
}

static void
tell_since (PtTeller *self)
{
  const char *since = last_time (self);

  if (since == NULL)
    return;
  g_autofree char *date = pt_date_format (since, self->lang);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  guint learned = count_since (self->learnings, "learned_on", since);
  guint seen = count_since (self->outcomes, "observed_on", since);
  guint answered = count_since (self->questions, "closed_on", since);
  guint ended = count_since (self->experiments, "end_on", since);

  if (learned > 0)
    g_ptr_array_add (items, say_count (self, learned, NC_ ("story", "%s learning moment"),
                                       NC_ ("story", "%s learning moments")));
  if (seen > 0)
    g_ptr_array_add (
        items, say_count (self, seen, NC_ ("story", "%s effect"), NC_ ("story", "%s effects")));
  if (answered > 0)
    g_ptr_array_add (items, say_count (self, answered, NC_ ("story", "%s question closed"),
                                       NC_ ("story", "%s questions closed")));
  if (ended > 0)
    g_ptr_array_add (items, say_count (self, ended, NC_ ("story", "%s experiment ended"),
                                       NC_ ("story", "%s experiments ended")));
  if (items->len == 0)
    return;
  g_autofree char *list = pt_words_list (self->lang, items);
  g_autofree char *lead = pt_teller_say_with (
      self, NC_ ("story", "New since the last story, of %s:"), date);
  g_autofree char *text = g_strconcat (list, ".", NULL);

  pt_teller_line (self, "since", NULL, lead, text);
}

void
pt_section_page (PtTeller *self)
{
  static const char *const learned[] = { "applied",    "established", "discussed",
                                         "for_review", "draft",       NULL };
  static const char *const seen[] = { "confirmed", "substantiated", "observed", NULL };
  static const char *const open[] = { "exploring", "open", NULL };
  const PtScene *turn = best_turn (self);

  if (self->plain)
    pt_section_said (self);
  if (count_by (self->experiments, "status", "idea") == self->experiments->len
      && self->scenes->len == 0)
    return;
  if (!self->plain)
    {
      tell_numbers (self);
      pt_section_strip (self);
    }
  tell_since (self);
  tell_line_of (self, NC_ ("story", "It was about this:"), self->lead, "title");
  tell_line_of (self, NC_ ("story", "Here it turned:"), turn != NULL ? turn->entry : NULL, "title");
  tell_line_of (self, NC_ ("story", "This we learned:"), furthest (self->learnings, learned),
                "headline");
  tell_line_of (self, NC_ ("story", "This changed:"), furthest (self->outcomes, seen), "statement");
  tell_line_of (self, NC_ ("story", "This is still open:"), furthest (self->questions, open),
                "text");
}

static void
tell_start (PtTeller *self)
{
  const char *start = self->logbook != NULL ? pt_date_of (self->logbook, "start_on") : NULL;

  if (start == NULL)
    return;
  g_autofree char *month = pt_month_format (start, self->lang);
  /* Translators: %s is a month and a year. */
  g_autofree char *text = pt_teller_say_with (
      self, NC_ ("story", "In %s the field lab set out, with this in its luggage:"), month);
  g_autofree char *mission = pt_gate_text (self->gate, self->logbook, "mission");

  if (mission == NULL)
    return;
  pt_teller_made (self, PT_STYLE_LEAD, "start", self->logbook, text);
  pt_teller_people (self, PT_STYLE_PLAIN, "mission", self->logbook, mission);
}

typedef struct
{
  const char *field, *lead;
  bool outside; /* also for outside readers */
} Part;

static const Part challenge_parts[] = {
  { "description", NULL, true },
  { "facts", NC_ ("story", "What we knew:"), true },
  { "causes", NC_ ("story", "What we think is behind it:"), false },
  { "system_view", NC_ ("story", "Seen from further away:"), false },
  { "ambition", NC_ ("story", "What we hope for:"), true },
  { "missing_voices", NC_ ("story", "Who was not at the table:"), true },
};

static void
tell_challenge (PtTeller *self, PtRecord *challenge)
{
  g_autofree char *title = pt_gate_line (self->gate, challenge, "title");

  if (title == NULL)
    return;
  pt_teller_heading (self, 3, NULL, title);
  for (guint i = 0; i < G_N_ELEMENTS (challenge_parts); i++)
    if (challenge_parts[i].outside || !self->audience->outside)
      pt_teller_field (self, PT_STYLE_PLAIN, challenge_parts[i].lead, challenge,
                       challenge_parts[i].field);
}

void
pt_section_departure (PtTeller *self)
{
  tell_start (self);
  if (self->lead != NULL)
    tell_challenge (self, self->lead);
  for (guint i = 0; !self->audience->outside && i < self->challenges->len; i++)
    if (self->challenges->pdata[i] != self->lead)
      tell_challenge (self, self->challenges->pdata[i]);
}
