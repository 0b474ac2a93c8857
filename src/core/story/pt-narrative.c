/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composer: gathers what the gate lets through, then tells the sections of the audience in its
 * order. */
#include "pt-narrative.h"

#include "pt-story-teller.h"
#include "pt-story-words.h"
#include "pt-twins.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (pt - story - error - quark, pt_story_error)

typedef struct
{
  const char *section;
  const char *id;    /* of its heading */
  const char *title; /* NC_ ("story", …); NULL = no heading */
  void (*tell) (PtTeller *self);
} Section;

static const Section sections[] = {
  { "opening", NULL, NULL, pt_section_opening },
  { "0", NULL, NULL, pt_section_cover },
  { "1", "in-short", NC_ ("story", "The journey on a page"), pt_section_page },
  { "2", "departure", NC_ ("story", "Where it began"), pt_section_departure },
  { "3", "travellers", NC_ ("story", "Who travelled along"), pt_section_travellers },
  { "4", "map", NC_ ("story", "The map of the journey"), pt_section_map },
  { "5", "journey", NC_ ("story", "The journey"), pt_section_stages },
  { "6", "questions", NC_ ("story", "What we asked and what we learned"), pt_section_questions },
  { "7", "dead-ends", NC_ ("story", "Dead ends"), pt_section_dead_ends },
  { "8", "changes", NC_ ("story", "What changed"), pt_section_effects },
  { "11", "signposts", NC_ ("story", "Signposts for others"), pt_section_signposts },
  { "13", "account", NC_ ("story", "How this story came about"), pt_section_account },
};

static const Section *
find_section (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (strcmp (sections[i].section, key) == 0)
      return &sections[i];
  return NULL;
}

static const char *
set_text (const PtRecord *record, const char *field)
{
  if (record == NULL || pt_record_get_value (record, field) == NULL)
    return NULL;
  return pt_record_get_text (record, field);
}

static const char *
first_of (const char *a, const char *b, const char *c)
{
  return a != NULL && *a != '\0' ? a : b != NULL && *b != '\0' ? b : c;
}

gboolean
pt_narrative_settle (PtDataset *data, const PtNarrativeOptions *options, PtNarrativeOptions *o,
                     GError **error)
{
  PtRecord *record = options->narrative != NULL ? pt_dataset_get (data, options->narrative) : NULL;

  *o = *options;
  o->audience = first_of (o->audience, set_text (record, "audience"), "public");
  o->lang = first_of (o->lang, set_text (record, "lang"), "nl");
  o->lang = strcmp (o->lang, "en") == 0 ? "en" : "nl";
  o->from_on = first_of (o->from_on, set_text (record, "from_on"), NULL);
  o->to_on = first_of (o->to_on, set_text (record, "to_on"), NULL);
  o->name_policy = first_of (o->name_policy, set_text (record, "name_policy"), NULL);
  if (pt_audience_find (o->audience) == NULL)
    g_set_error (error, PT_STORY_ERROR, PT_STORY_ERROR_AUDIENCE,
                 _ ("There is no audience “%s”; possible are public, participants, funder, board, "
                    "internal and learning_network"),
                 o->audience);
  return pt_audience_find (o->audience) != NULL;
}

/* The challenge that most notes are about; the oldest of equals. */
static PtRecord *
find_lead (PtTeller *self)
{
  const char *chosen = set_text (self->narrative, "lead_challenge");
  GPtrArray *entries = pt_dataset_list (self->data, "entry");
  PtRecord *lead = NULL;
  guint most = 0;

  for (guint i = 0; i < self->challenges->len; i++)
    {
      const char *id = pt_record_get_id (self->challenges->pdata[i]);
      guint n = 1;

      if (chosen != NULL && strcmp (chosen, id) == 0)
        return self->challenges->pdata[i];
      for (guint e = 0; e < entries->len; e++)
        n += pt_is (entries->pdata[e], "challenge", id);
      if (n > most)
        lead = self->challenges->pdata[i];
      most = MAX (most, n);
    }
  return lead;
}

static void
add_ids (GHashTable *into, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (into, g_strdup (pt_record_get_id (records->pdata[i])));
}

/* A withdrawn learning moment is a dead end, no lesson. */
static void
drop_withdrawn (GPtrArray *learnings)
{
  for (guint i = learnings->len; i > 0; i--)
    if (pt_is (learnings->pdata[i - 1], "status", "withdrawn"))
      g_ptr_array_remove_index (learnings, i - 1);
}

static void
find_passages (PtTeller *self)
{
  g_autoptr (GPtrArray) passages = NULL;

  if (self->narrative == NULL)
    return;
  passages = pt_dataset_children (self->data, "passage", "narrative",
                                  pt_record_get_id (self->narrative));
  for (guint i = 0; i < passages->len; i++)
    {
      PtRecord *passage = passages->pdata[i];
      const char *section = pt_record_get_text (passage, "section");
      const char *place = pt_record_get_text (passage, "place");
      const char *text = pt_record_get_text (passage, "text");

      if (section != NULL && text != NULL && *text != '\0' && pt_gate_is_open (self->gate, passage)
          && !pt_is (passage, "basis", "proposed"))
        g_hash_table_insert (
            self->passages, g_strconcat (section, "\n", place != NULL ? place : "", NULL), passage);
    }
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
find_span (PtTeller *self)
{
  const PtStage *first = self->stages->len > 0 ? self->stages->pdata[0] : NULL;
  const PtStage *last = first != NULL ? self->stages->pdata[self->stages->len - 1] : NULL;

  if (first == NULL)
    return;
  self->from_on = g_strndup (first->from_on, 10);
  self->to_on = g_strndup (last->to_on, 10);
}

/* Who asks for fewer pages gets fewer scenes. */
static guint
scenes_for (PtTeller *self)
{
  guint pages = self->audience->pages;
  int64_t most = 0;

  if (self->narrative == NULL || pages == 0
      || !pt_record_get_int (self->narrative, "max_pages", &most) || most <= 0 || most >= pages)
    return self->audience->scenes;
  return MAX (1, self->audience->scenes * most / pages);
}

static void
gather (PtTeller *self)
{
  const PtNarrativeOptions *o = &self->options;
  g_autoptr (GHashTable) used = new_set ();

  self->names = pt_names_new (self->data, self->audience, o->name_policy, self->lang, o->today,
                              o->real_name, o->load_data);
  self->gate = pt_gate_new (self->data, self->audience, self->names, o->from_on, o->to_on,
                            o->today);
  self->pace = pt_pace_new (self->lang);
  self->told = new_set ();
  self->shown = new_set ();
  self->learned = new_set ();
  self->explained = new_set ();
  self->passages = new_set ();
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->logbook = pt_dataset_logbook (self->data);
  self->challenges = pt_gate_list (self->gate, "challenge");
  self->experiments = pt_gate_list (self->gate, "experiment");
  self->questions = pt_gate_list (self->gate, "question");
  self->learnings = pt_gate_list (self->gate, "learning");
  self->outcomes = pt_gate_list (self->gate, "outcome");
  drop_withdrawn (self->learnings);
  add_ids (used, self->learnings);
  add_ids (used, self->outcomes);
  self->scenes_a_stage = scenes_for (self);
  self->scenes = pt_scenes_collect (self->gate, used);
  self->lead = find_lead (self);
  self->stages = pt_stages_find (self->gate, self->lead, self->audience->stages);
  find_span (self);
  find_passages (self);
}

static void
forget (PtTeller *self)
{
  pt_teller_end_section (self);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->scenes, g_ptr_array_unref);
  g_clear_pointer (&self->challenges, g_ptr_array_unref);
  g_clear_pointer (&self->experiments, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->learnings, g_ptr_array_unref);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->learned, g_hash_table_unref);
  g_clear_pointer (&self->explained, g_hash_table_unref);
  g_clear_pointer (&self->passages, g_hash_table_unref);
  g_clear_pointer (&self->gate, pt_gate_free);
  g_clear_pointer (&self->names, pt_names_free);
  g_clear_pointer (&self->pace, pt_pace_free);
  g_free (self->from_on);
  g_free (self->to_on);
}

/* (transfer full): the narrative's own title, else the logbook's name. */
static char *
title_of (PtTeller *self)
{
  g_autofree char *own = self->narrative != NULL
                             ? pt_gate_line (self->gate, self->narrative, "title")
                             : NULL;
  g_autofree char *lab = self->logbook != NULL ? pt_gate_line (self->gate, self->logbook, "name")
                                               : NULL;

  if (own != NULL)
    return g_steal_pointer (&own);
  if (lab != NULL)
    return g_steal_pointer (&lab);
  return g_strdup (pt_teller_say (self, NC_ ("story", "Journey narrative")));
}

static char *
subtitle_of (PtTeller *self, const char *title)
{
  g_autofree char *lab = self->logbook != NULL ? pt_gate_line (self->gate, self->logbook, "name")
                                               : NULL;
  g_autofree char *place = self->logbook != NULL ? pt_gate_line (self->gate, self->logbook, "place")
                                                 : NULL;
  g_autofree char *period = self->from_on != NULL
                                ? pt_words_period (self->lang, self->from_on, self->to_on)
                                : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (char *)pt_teller_say (self, NC_ ("story", "A journey narrative")));
  if (lab != NULL && strcmp (lab, title) != 0)
    g_ptr_array_add (parts, lab);
  if (place != NULL)
    g_ptr_array_add (parts, place);
  if (period != NULL)
    g_ptr_array_add (parts, period);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static void
begin (PtTeller *self)
{
  g_autofree char *title = title_of (self);
  g_autofree char *subtitle = subtitle_of (self, title);
  g_autofree char *lab = self->logbook != NULL ? pt_gate_line (self->gate, self->logbook, "name")
                                               : NULL;
  PtBlock *heading = pt_block_new_heading (1, "title", title);

  self->document = pt_document_new (title, self->lang);
  pt_document_set_about (self->document, lab, subtitle, self->options.today);
  heading->style = PT_STYLE_TITLE;
  pt_teller_add (self, heading);
  pt_teller_add (self, pt_block_new_paragraph (PT_STYLE_SUBTITLE, subtitle));
}

static void
tell_section (PtTeller *self, const Section *section, guint top)
{
  guint before = pt_document_length (self->document);

  self->section = section->section;
  self->top = top;
  if (section->title != NULL)
    pt_teller_heading (self, 2, section->id, pt_teller_say (self, section->title));
  section->tell (self);
  pt_teller_end_section (self);
  if (pt_document_length (self->document) == before && section->title != NULL)
    g_ptr_array_add (self->missing, g_strdup (pt_teller_say (self, section->title)));
}

static void
tell_all (PtTeller *self)
{
  static const Section colophon = { "colophon", NULL, NULL, pt_section_colophon };

  for (const PtAudienceSection *s = self->audience->sections; s->section != NULL; s++)
    {
      const Section *section = find_section (s->section);

      if (section != NULL)
        tell_section (self, section, s->top);
    }
  tell_section (self, &colophon, 0);
}

PtDocument *
pt_narrative_compose (PtDataset *data, const PtNarrativeOptions *options, GError **error)
{
  PtTeller teller = { 0 };

  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->today != NULL, NULL);
  if (!pt_narrative_settle (data, options, &teller.options, error))
    return NULL;
  g_autoptr (PtDataset) folded = pt_twins_fold (data);
  teller.data = folded;
  teller.lang = teller.options.lang;
  teller.audience = pt_audience_find (teller.options.audience);
  teller.narrative = options->narrative != NULL ? pt_dataset_get (folded, options->narrative)
                                                : NULL;
  gather (&teller);
  begin (&teller);
  tell_all (&teller);
  forget (&teller);
  return teller.document;
}
