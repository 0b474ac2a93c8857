/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door between records and a document: which records, texts, quotes and photos a reader of
 * this audience may see, and how often something was left out and why. Nothing is printed that did
 * not come through here. */
#pragma once

#include "pt-story-names.h"

G_BEGIN_DECLS

typedef enum
{
  PT_OMIT_NOT_CHOSEN,  /* note: not for the story, or not yet decided */
  PT_OMIT_SENSITIVE,   /* note: sensitive and not told in other words */
  PT_OMIT_QUOTE,       /* quoted words without consent for this use and reach */
  PT_OMIT_WITHDRAWN,   /* somebody withdrew */
  PT_OMIT_PHOTO,       /* photo not checked, or a person in it did not agree */
  PT_OMIT_NO_ALT,      /* picture without a description */
  PT_OMIT_UNDISCUSSED, /* learning moment that the group has not talked about */
  PT_OMIT_LAST,
} PtOmission;

typedef struct _PtGate PtGate;

/* Dates NULL = open. */
PtGate *pt_gate_new (PtDataset *data, const PtAudience *audience, PtNames *names,
                     const char *from_on, const char *to_on, const char *today);
void pt_gate_free (PtGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtGate, pt_gate_free)

PtDataset *pt_gate_get_data (PtGate *self);
const PtAudience *pt_gate_get_audience (PtGate *self);
PtNames *pt_gate_get_names (PtGate *self);

/* Not archived, not private. */
bool pt_gate_is_shared (PtGate *self, PtRecord *record);
/* @date is in the period. */
bool pt_gate_is_within (PtGate *self, const char *date);
/* Not archived, not private, in the period. */
bool pt_gate_is_open (PtGate *self, PtRecord *record);
/* Also chosen for these readers: story_use of a note, status of a learning moment or effect. */
bool pt_gate_admits (PtGate *self, PtRecord *record);
/* GCompareFunc of PtRecord * in an array: by the day and, where it was said, the time at which it
 * took place; then by id, which is in the order of writing. */
int pt_gate_compare_moments (gconstpointer a, gconstpointer b);
/* (transfer container): the admitted records of @kind in natural order, oldest first where they
 * have dates. */
GPtrArray *pt_gate_list (PtGate *self, const char *kind);

/* (transfer full) (nullable): Markdown of @field of @record that may be printed, names called. */
char *pt_gate_text (PtGate *self, PtRecord *record, const char *field);
/* (transfer full) (nullable): the same as one line without Markdown. */
char *pt_gate_line (PtGate *self, PtRecord *record, const char *field);
/* (transfer full) (nullable): how a note is told: its story text, else its body. */
char *pt_gate_entry_text (PtGate *self, PtRecord *entry);
/* (transfer full) (nullable): @text that belongs to no record in particular, e.g. a passage. */
char *pt_gate_own_text (PtGate *self, const char *text);
/* Whether the words of @entry, a quote, may be printed. */
bool pt_gate_quote (PtGate *self, PtRecord *entry);
/* Whether a comment on somebody's behalf may be printed. */
bool pt_gate_view (PtGate *self, PtRecord *comment);
bool pt_gate_photo (PtGate *self, PtRecord *attachment);
/* Whether another file may be mentioned: somebody looked at what is in it; what others published
 * needs no look. */
bool pt_gate_file (PtGate *self, PtRecord *attachment);

/* (transfer container): records of @kind at the other ends of links of @link_kind, either way. */
GPtrArray *pt_gate_linked (PtDataset *data, const char *id, const char *link_kind,
                           const char *kind);

guint pt_gate_omitted (PtGate *self, PtOmission reason);
guint pt_gate_omitted_in_all (PtGate *self);
const char *pt_omission_label (PtOmission reason); /* NC_ ("story", …) */

G_END_DECLS
