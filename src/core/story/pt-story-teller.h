/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sections of a narrative share: the material that passed the gate, the document that
 * grows, and the ways to add to it. Made sentences and people's text never mix in one paragraph,
 * except that a made lead may end in a colon (rule 5). Inside core/story only. */
#pragma once

#include "pt-figure.h"
#include "pt-lens.h"
#include "pt-narrative.h"
#include "pt-story-gate.h"
#include "pt-story-pace.h"
#include "pt-story-scene.h"
#include "pt-story-stage.h"
#include "pt-story-trail.h"

G_BEGIN_DECLS

#define PT_TELLER_LEVELS 5
/* Nothing more can be left out than at this cut. */
#define PT_TELLER_CUT_MOST 24

typedef struct
{
  PtDataset *data; /* borrowed, as all that is not said to be owned */
  const PtAudience *audience;
  PtNarrativeOptions options;
  PtNames *names;       /* owned */
  PtGate *gate;         /* owned */
  PtPace *pace;         /* owned */
  PtDocument *document; /* owned */
  PtTrail *trail;       /* owned */
  const char *lang;
  guint cut;             /* how much is left out to keep the pages; by score, never cut off */
  bool counting;         /* only to count its pages: without annexes and sources */
  bool plain;            /* rule 14: short sentences, “you”, no tables */
  char *from_on, *to_on; /* owned: first and last day told about; or NULL */
  PtRecord *logbook;     /* or NULL */
  PtRecord *narrative;   /* or NULL */
  PtRecord *lead;        /* challenge; or NULL */
  /* Owned containers of admitted records, oldest first. */
  GPtrArray *challenges, *experiments, *questions, *learnings, *outcomes;
  GPtrArray *scenes;      /* owned: PtScene */
  guint scenes_a_stage;   /* at most */
  GPtrArray *stages;      /* owned: PtStage */
  GHashTable *told;       /* ids of notes that stand in the document */
  GPtrArray *twins;       /* PtBlock: tables of drawings, for the annexes; NULL = they stay there */
  guint n_photos;         /* that stand in it */
  guint n_drawings;       /* likewise */
  GHashTable *shown;      /* sha256 or ids of pictures that stand in it */
  GHashTable *learned;    /* ids of learning moments whose headline stands in it */
  GHashTable *explained;  /* ids of those that are told in full */
  const PtScene *at;      /* the last scene told: where the reader is; or NULL */
  const PtScene *opening; /* that the story opened with; or NULL */
  GHashTable *passages;   /* "section\nplace" → PtRecord */
  GHashTable *taken;      /* those of them that stand in it, and places already given */
  GPtrArray *missing;     /* char *: titles of sections without material */
  const char *section;    /* that is being told */
  guint top;              /* of its things at most; 0 = all */
  PtBlock *pending[PT_TELLER_LEVELS + 1]; /* headings that nothing follows yet */
} PtTeller;

/* Tells it all: needs data, options (settled), cut and counting. The document is the caller's. */
PtDocument *pt_teller_tell (PtTeller *self);
void pt_teller_gather (PtTeller *self);
/* Frees all but the document. */
void pt_teller_forget (PtTeller *self);
/* From @most, where nothing is cut, down to @least, where all is cut that can be. */
guint pt_teller_room (PtTeller *self, guint most, guint least);
/* How many things of a section there is room for, of @top; 0 = all. */
guint pt_teller_top (PtTeller *self, guint top);

/* The translation of a NC_ ("story", …) text in the document's language. */
const char *pt_teller_say (PtTeller *self, const char *msgid);
/* (transfer full): the same with its %s filled. */
char *pt_teller_say_with (PtTeller *self, const char *msgid, const char *word);
/* (transfer full): with its %1$s and %2$s filled, in whatever order they stand. */
char *pt_teller_say_two (PtTeller *self, const char *msgid, const char *first, const char *second);

/* A heading is printed when something follows it. @id NULL = none. */
void pt_teller_heading (PtTeller *self, int level, const char *id, const char *text);
/* Forgets headings that nothing followed. */
void pt_teller_end_section (PtTeller *self);
/* Takes @block. */
void pt_teller_add (PtTeller *self, PtBlock *block);
/* A made sentence. @place NULL = named after @record (nullable), its source. */
void pt_teller_made (PtTeller *self, PtStyle style, const char *place, PtRecord *record,
                     const char *text);
/* People's text as blocks of its own: the passage for @place if there is one, else @markdown. The
 * first paragraph gets @style. */
void pt_teller_people (PtTeller *self, PtStyle style, const char *place, PtRecord *record,
                       const char *markdown);
/* The same from a field that passed the gate; FALSE when there is nothing to print. A @lead
 * (nullable, NC_ text) goes before it. */
gboolean pt_teller_field (PtTeller *self, PtStyle style, const char *lead, PtRecord *record,
                          const char *field);
/* One line: a bold made lead, a blank, and people's words after its colon. */
void pt_teller_line (PtTeller *self, const char *place, PtRecord *record, const char *lead,
                     const char *text);
/* The same where the words are those of @others (PtRecord) too. */
void pt_teller_line_from (PtTeller *self, const char *place, PtRecord *record, GPtrArray *others,
                          const char *lead, const char *text);
/* What a person wrote at @place of this section on their own account; FALSE = nothing. */
gboolean pt_teller_own (PtTeller *self, const char *place);
/* All of it that this section has no place for. */
void pt_teller_own_rest (PtTeller *self);
/* Somebody's words with who said them. */
void pt_teller_quote (PtTeller *self, const char *place, PtRecord *record, const char *markdown,
                      const char *who);
/* A picture of an attachment; nothing when its bytes are not here or it was shown before. */
void pt_teller_photo (PtTeller *self, PtStyle style, PtRecord *attachment);
/* A drawn picture with its table; only the table, in the annexes, where there is no room for more.
 * Takes @picture, @narrow, which is the same for a telephone (nullable), and @twin. */
void pt_teller_picture (PtTeller *self, PtPicture *picture, PtPicture *narrow, PtBlock *twin,
                        const char *caption);
/* Who looks, for the pictures; borrows from @self. */
PtLens pt_teller_lens (PtTeller *self);
/* A figure as a picture with its table or, where there is too little to draw, as its sentence. Takes
 * @figure, which may be NULL. */
void pt_teller_figure (PtTeller *self, PtFigure *figure, const char *caption);
/* The same where there is enough to draw, and nothing where there is not or where readers are spoken
 * to plainly; for readers outside only if @outside, for a picture takes half a page. */
void pt_teller_draw (PtTeller *self, bool outside, PtFigure *figure, const char *caption);
/* Rule 9: other views and objections on @record, each a paragraph of its own. */
void pt_teller_dissent (PtTeller *self, PtRecord *record);
/* Learning moments by how sure we are of them: the certainty becomes a verb, said once (rule 8);
 * in @full with what they mean, else only their headlines. */
void pt_teller_learnings (PtTeller *self, GPtrArray *learnings, gboolean full);
/* (transfer full): with a full stop where it has none. */
char *pt_teller_sentence (const char *text);
/* The sentence over @entries that a stretch without notes asks for; NULL = none (rule 11). */
char *pt_teller_gap (PtTeller *self, const char *before, const char *after);

/* (transfer container): measurements of @outcome that count, oldest first. */
GPtrArray *pt_teller_measurements (PtTeller *self, PtRecord *outcome);
/* (transfer full): "7 of 20 (35 %)", "3 of 4", "6,5 uur". */
char *pt_teller_value (PtTeller *self, PtRecord *outcome, PtRecord *measurement);
/* (transfer full) (nullable): the same as a sentence, with who were counted. */
char *pt_teller_counted (PtTeller *self, PtRecord *outcome, PtRecord *measurement);
/* (transfer full) (nullable): the number in @field of a resource with its unit: "€ 160.000". */
char *pt_teller_amount (PtTeller *self, PtRecord *resource, const char *field);

bool pt_is (const PtRecord *record, const char *field, const char *key);
/* Civil date of the record in @field, or NULL. */
const char *pt_date_of (const PtRecord *record, const char *field);
bool pt_within (const char *date, const char *from_on, const char *to_on);

/* The sections; each adds what it has and nothing when it has nothing. */
void pt_section_opening (PtTeller *self);
void pt_section_cover (PtTeller *self); /* 0 */
void pt_section_page (PtTeller *self);  /* 1 */
void pt_section_promised (PtTeller *self);
void pt_section_returned (PtTeller *self);
void pt_section_requests (PtTeller *self);
void pt_section_departure (PtTeller *self);  /* 2 */
void pt_section_travellers (PtTeller *self); /* 3 */
void pt_section_map (PtTeller *self);        /* 4 */
void pt_section_strip (PtTeller *self);      /* in 1, where there is no 4 */
void pt_section_stages (PtTeller *self);     /* 5 */
void pt_section_questions (PtTeller *self);  /* 6 */
void pt_section_dead_ends (PtTeller *self);  /* 7 */
void pt_section_effects (PtTeller *self);    /* 8 */
void pt_section_mechanisms (PtTeller *self); /* 9 */
void pt_section_resources (PtTeller *self);  /* 10 */
void pt_section_signposts (PtTeller *self);  /* 11 */
void pt_section_voices (PtTeller *self);     /* 12 */
void pt_section_account (PtTeller *self);    /* 13 */
void pt_section_annex (PtTeller *self);      /* 14 */
/* What participants said, before all else (rule 14). */
void pt_section_said (PtTeller *self);
/* What the numbers in the text lead to. */
void pt_section_sources (PtTeller *self);
/* Always at the end: what this text is, and that something was left out (rule 10). */
void pt_section_colophon (PtTeller *self);
/* How a scene is told; @before: the day that the reader is at, or NULL. */
void pt_teller_scene (PtTeller *self, const PtScene *scene, const PtScene *previous,
                      const char *before);
/* A scene that stands for itself: day and place, then the words. */
void pt_teller_voice (PtTeller *self, const PtScene *scene);

G_END_DECLS
