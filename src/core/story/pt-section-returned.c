/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What we did with what you said: what citizens brought in, and the actions that came of it; also
 * what still has to be done and what was not done. */
#include "pt-story-teller.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many of each kind an outside reader gets. */
#define MOST_OUTSIDE 4

typedef struct
{
  const char *status;
  const char *lead;
} Answer;

static const Answer answers[] = {
  { "done", NC_ ("story", "This is what we did with it:") },
  { "open", NC_ ("story", "This we still have to do:") },
  { "dropped", NC_ ("story", "This we did not do:") },
};

static bool
is_citizen (PtTeller *self, const char *id)
{
  PtRecord *who = id != NULL ? pt_dataset_get (self->data, id) : NULL;

  return who != NULL && pt_is (who, "helix", "citizens");
}

static bool
has_citizen (PtTeller *self, const char *id, const char *link)
{
  g_autoptr (GPtrArray) people = pt_gate_linked (self->data, id, link, "stakeholder");

  for (guint i = 0; i < people->len; i++)
    if (pt_is (people->pdata[i], "helix", "citizens"))
      return true;
  return false;
}

static bool
heard_in (PtTeller *self, const char *entry)
{
  return has_citizen (self, entry, "speaker") || has_citizen (self, entry, "present");
}

/* Citizens were there, or a note in which they were is one of its sources. */
static bool
comes_from_citizens (PtTeller *self, PtRecord *record)
{
  static const char *const links[] = { "source", "raises", "leads_to" };
  const char *id = pt_record_get_id (record);

  if (heard_in (self, id))
    return true;
  for (guint l = 0; l < G_N_ELEMENTS (links); l++)
    {
      g_autoptr (GPtrArray) entries = pt_gate_linked (self->data, id, links[l], "entry");

      for (guint i = 0; i < entries->len; i++)
        if (heard_in (self, pt_record_get_id (entries->pdata[i])))
          return true;
    }
  return false;
}

static PtRecord *
subject_of (PtTeller *self, PtRecord *action)
{
  const char *about = pt_record_get_text (action, "about");
  PtRecord *record = about != NULL ? pt_dataset_get (self->data, about) : NULL;

  return record != NULL && pt_gate_admits (self->gate, record) ? record : NULL;
}

static bool
is_answer (PtTeller *self, PtRecord *action)
{
  PtRecord *subject = subject_of (self, action);
  const char *done = pt_date_of (action, "done_on");

  if (!pt_gate_is_shared (self->gate, action)
      || (done != NULL && !pt_gate_is_within (self->gate, done)))
    return false;
  return is_citizen (self, pt_record_get_text (action, "to_whom"))
         || (subject != NULL && comes_from_citizens (self, subject));
}

/* (transfer none) (nullable): a note with words of a citizen that @subject rests on. */
static const PtScene *
voice_behind (PtTeller *self, PtRecord *subject)
{
  for (guint i = 0; i < self->scenes->len; i++)
    {
      const PtScene *scene = self->scenes->pdata[i];
      const char *id = pt_record_get_id (scene->entry);
      g_autoptr (GPtrArray) links = NULL;

      if (!scene->quote || !scene->citizen || g_hash_table_contains (self->told, id))
        continue;
      links = pt_gate_linked (self->data, id, "source", pt_record_get_kind_id (subject));
      if (scene->entry == subject || g_ptr_array_find (links, subject, NULL))
        return scene;
    }
  return NULL;
}

/* How what was brought in is told where there is no quote. */
static const struct
{
  const char *kind, *field, *lead;
} sayings[] = {
  { "entry", "title", NC_ ("story", "It began here:") },
  { "learning", "headline", NC_ ("story", "This we learned from you:") },
  { "question", "text", NC_ ("story", "This was your question:") },
};

static void
tell_said (PtTeller *self, PtRecord *subject)
{
  const PtScene *voice = voice_behind (self, subject);
  const char *kind = pt_record_get_kind_id (subject);
  g_autofree char *place = g_strdup_printf ("said:%s", pt_record_get_id (subject));

  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++)
    {
      g_autofree char *text = voice == NULL && strcmp (sayings[i].kind, kind) == 0
                                  ? pt_gate_line (self->gate, subject, sayings[i].field)
                                  : NULL;
      g_autofree char *sentence = text != NULL ? pt_teller_sentence (text) : NULL;

      if (sentence != NULL)
        pt_teller_line (self, place, subject, pt_teller_say (self, sayings[i].lead), sentence);
    }
  if (voice != NULL)
    pt_teller_voice (self, voice);
}

static void
tell_action (PtTeller *self, PtRecord *action, const char *lead)
{
  PtRecord *subject = subject_of (self, action);
  g_autofree char *text = pt_gate_line (self->gate, action, "text");
  g_autofree char *result = pt_gate_line (self->gate, action, "result");
  g_autofree char *place = g_strdup_printf ("did:%s", pt_record_get_id (action));

  if (text == NULL)
    return;
  g_autofree char *first = pt_teller_sentence (text);
  g_autofree char *second = result != NULL ? pt_teller_sentence (result) : NULL;
  g_autofree char *both = second != NULL ? g_strjoin (" ", first, second, NULL)
                                         : g_steal_pointer (&first);

  if (subject != NULL)
    tell_said (self, subject);
  pt_teller_line (self, place, action, pt_teller_say (self, lead), both);
}

static const char *
day_of (const PtRecord *action)
{
  const char *done = pt_date_of (action, "done_on");
  const char *due = pt_date_of (action, "due_on");

  return done != NULL ? done : due != NULL ? due : "";
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const PtRecord *one = *(PtRecord **)a;
  const PtRecord *other = *(PtRecord **)b;
  int order = strcmp (day_of (one), day_of (other));

  return order != 0 ? order : strcmp (pt_record_get_id (one), pt_record_get_id (other));
}

/* (transfer container): the newest, oldest first. */
static GPtrArray *
list_actions (PtTeller *self, const char *status)
{
  GPtrArray *all = pt_dataset_list (self->data, "action");
  GPtrArray *found = g_ptr_array_new ();
  const guint most = self->audience->outside ? pt_teller_room (self, MOST_OUTSIDE, 1) : all->len;

  for (guint i = 0; i < all->len; i++)
    if (pt_is (all->pdata[i], "status", status) && is_answer (self, all->pdata[i]))
      g_ptr_array_add (found, all->pdata[i]);
  g_ptr_array_sort (found, compare_days);
  while (found->len > most)
    g_ptr_array_remove_index (found, 0);
  return found;
}

void
pt_section_returned (PtTeller *self)
{
  for (guint a = 0; a < G_N_ELEMENTS (answers); a++)
    {
      g_autoptr (GPtrArray) actions = list_actions (self, answers[a].status);

      for (guint i = 0; i < actions->len; i++)
        tell_action (self, actions->pdata[i], answers[a].lead);
    }
}
