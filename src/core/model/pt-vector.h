/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dots and version vectors: which saves somebody had seen (sync.md §2). */
#pragma once

#include "pt-id.h"
#include "pt-tree.h"

G_BEGIN_DECLS

/* The version of a field: one save of one life of a device's database. */
typedef struct
{
  PtUuid incarnation;
  int64_t counter; /* from 1 */
} PtDot;

/* For each incarnation the highest counter seen; sorted by incarnation. */
typedef struct _PtVector PtVector;

PtVector *pt_vector_new (void);
PtVector *pt_vector_copy (const PtVector *self);
void pt_vector_free (PtVector *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtVector, pt_vector_free)

void pt_vector_add (PtVector *self, const PtDot *dot); /* join with one dot */
void pt_vector_join (PtVector *self, const PtVector *other);
/* Lowers the entry of @incarnation to at most @counter; 0 removes it (renumbering). */
void pt_vector_cap (PtVector *self, const PtUuid *incarnation, int64_t counter);
bool pt_vector_has (const PtVector *self, const PtDot *dot);             /* dot ≤ vector */
int64_t pt_vector_get (const PtVector *self, const PtUuid *incarnation); /* 0 = none */
guint pt_vector_length (const PtVector *self);
void pt_vector_nth (const PtVector *self, guint i, PtDot *out);
bool pt_vector_equal (const PtVector *a, const PtVector *b);
/* How often own dots had been renumbered on this laptop when somebody saw this; 0 = not known. Copies
 * keep it, and it goes nowhere else. */
void pt_vector_set_renumbered (PtVector *self, int64_t renumbered);
int64_t pt_vector_get_renumbered (const PtVector *self);

bool pt_dot_equal (const PtDot *a, const PtDot *b);
int pt_dot_compare (const PtDot *a, const PtDot *b); /* a total order without a meaning */
/* `incarnation:counter` */
#define PT_DOT_SIZE (PT_ID_LENGTH + 1 + 20 + 1)
void pt_dot_print (const PtDot *dot, char out[PT_DOT_SIZE]);
char *pt_dot_format (const PtDot *dot);
bool pt_dot_parse (const char *text, PtDot *out);

/* {"incarnation": counter, …} */
JsonNode *pt_vector_to_json (const PtVector *self);
void pt_vector_append_json (const PtVector *self, GString *out); /* the same as text */
PtVector *pt_vector_from_node (PtNode node, GError **error);

G_END_DECLS
