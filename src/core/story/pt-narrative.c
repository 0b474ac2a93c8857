/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composer: gathers what the gate lets through, then tells the sections of the audience in its
 * order. */
#include "pt-narrative.h"

#include "pt-story-teller.h"
#include "pt-story-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (pt - story - error - quark, pt_story_error)

typedef struct
{
  const char *section;
  const char *id;    /* of its heading */
  const char *title; /* NC_ ("story", …); NULL = no heading */
  void (*tell) (PtTeller *self);
  const char *plain; /* the title where readers are spoken to; NULL = the same */
} Section;

static const Section sections[] = {
  { "opening", NULL, NULL, pt_section_opening },
  { "0", NULL, NULL, pt_section_cover },
  { "1", "in-short", NC_ ("story", "The journey on a page"), pt_section_page },
  { "promised", "promised", NC_ ("story", "Agreed and achieved"), pt_section_promised },
  { "returned", "returned", NC_ ("story", "What we did with what you said"), pt_section_returned },
  { "requests", "requests", NC_ ("story", "What we ask"), pt_section_requests },
  { "2", "departure", NC_ ("story", "Where it began"), pt_section_departure },
  { "3", "travellers", NC_ ("story", "Who travelled along"), pt_section_travellers },
  { "4", "map", NC_ ("story", "The map of the journey"), pt_section_map },
  { "5", "journey", NC_ ("story", "The journey"), pt_section_stages },
  { "6", "questions", NC_ ("story", "What we asked and what we learned"), pt_section_questions },
  { "7", "dead-ends", NC_ ("story", "Dead ends"), pt_section_dead_ends },
  { "8", "changes", NC_ ("story", "What changed"), pt_section_effects },
  { "9", "how-and-why", NC_ ("story", "How it worked, and why"), pt_section_mechanisms },
  { "10", "resources", NC_ ("story", "What it took"), pt_section_resources },
  { "11", "signposts", NC_ ("story", "Signposts for others"), pt_section_signposts },
  { "12", "voices", NC_ ("story", "In their own words"), pt_section_voices,
    NC_ ("story", "In your own words") },
  { "13", "account", NC_ ("story", "How this story came about"), pt_section_account },
  { "14", "annexes", NC_ ("story", "Annexes"), pt_section_annex },
};

/* Behind the story itself, and not among its pages. */
static const char *const back_matter[] = { "14", "sources", NULL };

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
  pt_document_set_house (self->document, self->options.house);
  heading->style = PT_STYLE_TITLE;
  pt_teller_add (self, heading);
  pt_teller_add (self, pt_block_new_paragraph (PT_STYLE_SUBTITLE, subtitle));
}

static const char *
title_for (PtTeller *self, const Section *section)
{
  return pt_teller_say (self,
                        self->plain && section->plain != NULL ? section->plain : section->title);
}

static bool
is_left_out (PtTeller *self, const char *section)
{
  return (self->counting && g_strv_contains (back_matter, section))
         || (self->narrative != NULL
             && pt_record_has_key (self->narrative, "sections_out", section));
}

/* What people wrote at its beginning and end frames what the records say. */
static void
tell_section (PtTeller *self, const Section *section, guint top)
{
  guint before = pt_document_length (self->document);

  if (is_left_out (self, section->section))
    return;
  self->section = section->section;
  self->top = pt_teller_top (self, top);
  if (section->title != NULL)
    pt_teller_heading (self, 2, section->id, title_for (self, section));
  pt_teller_own (self, "intro");
  section->tell (self);
  pt_teller_own_rest (self);
  pt_teller_end_section (self);
  if (pt_document_length (self->document) == before && section->title != NULL)
    g_ptr_array_add (self->missing, g_strdup (title_for (self, section)));
}

static void
tell_all (PtTeller *self)
{
  static const Section colophon = { "colophon", NULL, NULL, pt_section_colophon };
  static const Section sources = { "sources", NULL, NULL, pt_section_sources };

  for (const PtAudienceSection *s = self->audience->sections; s->section != NULL; s++)
    tell_section (self, find_section (s->section), s->top);
  tell_section (self, &colophon, 0);
  tell_section (self, &sources, 0);
}

const char *
pt_narrative_section_title (const char *section, const char *lang)
{
  const Section *found = find_section (section);

  return found != NULL && found->title != NULL ? pt_words (lang, found->title) : NULL;
}

static bool
wants_plain (const PtTeller *self)
{
  return self->audience->plain
         || (self->narrative != NULL && pt_record_get_bool (self->narrative, "plain_language"));
}

PtDocument *
pt_teller_tell (PtTeller *self)
{
  self->lang = self->options.lang;
  self->audience = pt_audience_find (self->options.audience);
  self->narrative = self->options.narrative != NULL
                        ? pt_dataset_get (self->data, self->options.narrative)
                        : NULL;
  self->plain = wants_plain (self);
  pt_teller_gather (self);
  begin (self);
  tell_all (self);
  return self->document;
}
