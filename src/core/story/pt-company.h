/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The company: who takes part, from which kind of party, with how much say now and at first. Rings,
 * matrix, staircase and the sentences about them count the same people. */
#pragma once

#include "pt-figure.h"
#include "pt-lens.h"

G_BEGIN_DECLS

/* Fewer are a sentence, no picture (domain.md §7, rule 11). */
#define PT_COMPANY_LEAST 5

typedef struct
{
  int group; /* index into the kinds of party */
  int level; /* index into the ladder, -1 = not yet said */
  int began; /* the level at first, likewise */
  char *name;
  char *record;
} PtTraveller;

typedef struct
{
  char *lang;
  GArray *travellers; /* PtTraveller, by kind of party, then most say first, then name */
  char **groups;      /* names of the kinds of party; the last one is for all others */
  char **levels;      /* names of the steps of the ladder, least say first */
  guint n_groups, n_levels;
  guint rose, fell; /* how many have more or less of a say than at first */
} PtCompany;

PtCompany *pt_company_new (const PtLens *lens);
void pt_company_free (PtCompany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtCompany, pt_company_free)

const PtTraveller *pt_company_nth (const PtCompany *self, guint i);
/* @level: -2 = any */
guint pt_company_count (const PtCompany *self, int group, int level);
/* How many kinds of party are there. */
guint pt_company_count_groups (const PtCompany *self);
/* Everybody but the group of all others is looked for; that one only where somebody is in it. */
bool pt_company_has_place (const PtCompany *self, int group);
/* (transfer full): "Consult → Co-decide" where it changed. */
char *pt_company_say_level (const PtCompany *self, const PtTraveller *who);
/* (transfer full): everybody by number, the place in the array from 1. */
PtBlock *pt_company_table (const PtCompany *self);
const char *pt_company_row (gconstpointer company, guint i); /* of that table */
/* (transfer full): who they are, when they are too few for a picture; NULL = they are not. */
char *pt_company_say_few (const PtCompany *self);
/* (transfer full) (nullable): a figure that owns @self; NULL, and @self is gone, without anybody. */
PtFigure *pt_company_figure (PtCompany *self, const PtFigureType *type);
/* (transfer container): involvements of a person, oldest first; @experiment NULL = in all. */
GPtrArray *pt_company_involvements (const PtLens *lens, const char *stakeholder,
                                    const char *experiment);
/* Whether somebody is to be counted and drawn at all. */
bool pt_company_has (const PtLens *lens, PtRecord *stakeholder);

G_END_DECLS
