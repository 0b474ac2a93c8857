/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is called in a document: by the name policy, the person's protection and consent.
 * Real names of protected people are not here to be printed; their record has a pseudonym. */
#pragma once

#include "pt-story-audience.h"

#include "pt-mention.h"

G_BEGIN_DECLS

typedef struct _PtNames PtNames;

/* (transfer full) (nullable): the real name of a stakeholder, to take it out of texts. */
typedef char *(*PtNameSource) (const char *stakeholder, gpointer data);

/* @real_name (nullable) is asked here and not later. */
PtNames *pt_names_new (PtDataset *data, const PtAudience *audience, const char *policy,
                       const char *lang, const char *today, PtNameSource real_name,
                       gpointer data_of_source);
void pt_names_free (PtNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNames, pt_names_free)

const char *pt_names_get_policy (PtNames *self);
/* A new scene: people are "a resident" again before they are "the same resident". */
void pt_names_begin (PtNames *self);
/* (transfer full): @id named as at this point of the scene, in lower case unless it is a name. */
char *pt_names_call (PtNames *self, const char *id);
/* (transfer full): without article and memory: for tables and attributions. */
char *pt_names_label (PtNames *self, const char *id);
/* (transfer full): @text with its mentions called by name, also people's names that were typed. */
char *pt_names_render (PtNames *self, const char *text);
/* (transfer full): GPtrArray of char *: ids of the people that @text mentions or names. */
GPtrArray *pt_names_find (PtNames *self, const char *text);

/* A human being, or a group of them, whose words need consent. */
/* Borrowed, element-type char *, char *: whom it called by a name so far, and by which. */
GHashTable *pt_names_get_called (PtNames *self);

bool pt_names_is_person (const PtRecord *stakeholder);
bool pt_names_is_protected (const PtRecord *stakeholder);

G_END_DECLS
