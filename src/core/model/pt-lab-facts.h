/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a field lab is, since when it runs and how much it has written down, in numbers with which
 * nobody can be singled out. Every number is rounded down to a band as it comes in, whether it was
 * counted here or read from JSON, and one below five is not kept: that it is three, or none, cannot be
 * recomputed from what stands beside it. No total of other numbers is among them, and a theme may be
 * one of several of the same record. Not changed after it is built; any thread. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PT_LAB_BAND 5u /* a number stands for itself and the four after it */

typedef enum
{
  PT_LAB_KINDS,  /* by kind of record */
  PT_LAB_THEMES, /* by theme of the challenge that it is about */
  PT_N_LAB_PARTS,
} PtLabPart;

typedef struct
{
  char *from;                          /* month `YYYY-MM`; NULL = not said */
  char *to;                            /* month; NULL = it runs */
  GHashTable *numbers[PT_N_LAB_PARTS]; /* key → first of its band */
} PtLabFacts;

/* What is no month counts as not said. */
PtLabFacts *pt_lab_facts_new (const char *from, const char *to);
void pt_lab_facts_free (PtLabFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtLabFacts, pt_lab_facts_free)

/* While building. */
void pt_lab_facts_add (PtLabFacts *self, PtLabPart part, const char *key, gint64 n);
/* The first number of its band; 0 = fewer than %PT_LAB_BAND. */
guint pt_lab_facts_get (const PtLabFacts *self, PtLabPart part, const char *key);
/* Months from the first to the last, both counted; @today (a civil date) is in the last where it runs;
 * 0 = not said. */
guint pt_lab_facts_months (const PtLabFacts *self, const char *today);

/* (transfer full) */
JsonObject *pt_lab_facts_to_json (const PtLabFacts *self);
/* (transfer full): what is not understood is left out. */
PtLabFacts *pt_lab_facts_from_json (JsonObject *object);

G_END_DECLS
