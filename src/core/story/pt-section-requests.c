/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What we ask: of a board what is needed and which questions others must answer; of participants
 * what is needed that money does not buy, when we meet, and how to join. */
#include "pt-story-teller.h"

#include "pt-story-words.h"

#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static bool
is_asked (PtTeller *self, PtRecord *resource)
{
  return pt_is (resource, "direction", "need") && !pt_is (resource, "status", "used_up")
         && pt_gate_is_open (self->gate, resource)
         && !(self->plain && pt_is (resource, "kind", "financial"));
}

/* (transfer full) (nullable): how much, for what, until when. */
static char *
say_need (PtTeller *self, PtRecord *resource)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *amount = pt_teller_amount (self, resource, "amount");
  g_autofree char *note = pt_gate_line (self->gate, resource, "note");
  const char *until = pt_date_of (resource, "apply_by");

  if (amount != NULL)
    g_ptr_array_add (parts, pt_teller_sentence (amount));
  if (note != NULL)
    g_ptr_array_add (parts, pt_teller_sentence (note));
  if (until != NULL)
    {
      g_autofree char *day = pt_date_format (until, self->lang);

      /* Translators: %s is a date. */
      g_ptr_array_add (parts, pt_teller_say_with (self, NC_ ("story", "Until %s."), day));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

static void
tell_needs (PtTeller *self)
{
  GPtrArray *all = pt_dataset_list (self->data, "resource");
  bool first = true;

  for (guint i = 0; i < all->len; i++)
    {
      PtRecord *resource = all->pdata[i];
      g_autofree char *title = NULL;

      if (!is_asked (self, resource))
        continue;
      title = pt_gate_line (self->gate, resource, "title");
      if (title == NULL)
        continue;
      g_autofree char *lead = pt_teller_sentence (title);
      g_autofree char *text = say_need (self, resource);
      g_autofree char *place = g_strdup_printf ("need:%s", pt_record_get_id (resource));

      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, resource,
                        pt_teller_say (self, NC_ ("story", "We are looking for this:")));
      pt_teller_line (self, place, resource, lead, text);
      first = false;
    }
}

/* Questions that the lab cannot answer by itself. */
static void
tell_questions (PtTeller *self)
{
  bool first = true;

  for (guint i = 0; !self->plain && i < self->questions->len; i++)
    {
      PtRecord *question = self->questions->pdata[i];
      g_autofree char *text = NULL;
      g_autofree char *whom = NULL;
      g_autofree char *place = g_strdup_printf ("asked:%s", pt_record_get_id (question));

      if (!pt_is (question, "status", "passed_on"))
        continue;
      text = pt_gate_text (self->gate, question, "text");
      whom = pt_gate_line (self->gate, question, "passed_to");
      if (text == NULL)
        continue;
      if (first)
        pt_teller_made (
            self, PT_STYLE_LEAD, NULL, question,
            pt_teller_say (self, NC_ ("story", "These questions we cannot answer alone:")));
      first = false;
      pt_teller_people (self, PT_STYLE_QUESTION, place, question, text);
      if (whom == NULL)
        continue;
      g_autofree char *sentence = pt_teller_sentence (whom);

      pt_teller_line (self, NULL, question, pt_teller_say (self, NC_ ("story", "It lies with:")),
                      sentence);
    }
}

static bool
is_ahead (PtTeller *self, PtRecord *action)
{
  const char *due = pt_date_of (action, "due_on");

  return pt_is (action, "type", "appointment") && pt_is (action, "status", "open") && due != NULL
         && strncmp (due, self->options.today, 10) >= 0 && pt_gate_is_shared (self->gate, action);
}

static void
tell_appointments (PtTeller *self)
{
  GPtrArray *all = pt_dataset_list (self->data, "action");
  bool first = true;

  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *text = NULL;

      if (!is_ahead (self, all->pdata[i]))
        continue;
      text = pt_gate_line (self->gate, all->pdata[i], "text");
      if (text == NULL)
        continue;
      g_autofree char *on = g_strndup (pt_date_of (all->pdata[i], "due_on"), 10);
      g_autofree char *day = pt_date_format (on, self->lang);
      g_autofree char *lead = g_strconcat (day, ":", NULL);
      g_autofree char *capital = pt_words_capital (lead);
      g_autofree char *sentence = pt_teller_sentence (text);

      if (first)
        pt_teller_made (self, PT_STYLE_LEAD, NULL, all->pdata[i],
                        pt_teller_say (self, NC_ ("story", "We meet again:")));
      pt_teller_line (self, NULL, all->pdata[i], capital, sentence);
      first = false;
    }
}

/* (transfer full) (nullable): an organisation's door; a person's is nobody's business. */
static char *
say_route (PtTeller *self)
{
  const char *route = self->lead != NULL ? pt_record_get_text (self->lead, "contact_route") : NULL;
  PtRecord *door = route != NULL ? pt_dataset_get (self->data, route) : NULL;

  if (door == NULL || pt_names_is_person (door) || !pt_gate_is_open (self->gate, door))
    return NULL;
  g_autofree char *name = pt_names_label (self->names, route);
  g_autofree char *contact = pt_gate_line (self->gate, door, "contact");
  g_autofree char *both = contact != NULL ? g_strjoin (", ", name, contact, NULL) : g_strdup (name);

  return pt_teller_sentence (both);
}

/* Rule 14: a story for participants ends with how to join. */
static void
tell_join (PtTeller *self)
{
  g_autofree char *route = say_route (self);

  pt_teller_heading (self, 3, "join", pt_teller_say (self, NC_ ("story", "How to join")));
  pt_teller_made (self, PT_STYLE_PLAIN, "join", self->lead,
                  pt_teller_say (self, NC_ ("story", "Do you want to join? Or do you see it "
                                                     "differently? Tell us. You are welcome.")));
  if (route != NULL)
    pt_teller_line (self, "route", self->lead,
                    pt_teller_say (self, NC_ ("story", "You find us through:")), route);
}

void
pt_section_requests (PtTeller *self)
{
  tell_needs (self);
  tell_questions (self);
  if (!self->plain)
    return;
  tell_appointments (self);
  tell_join (self);
}
