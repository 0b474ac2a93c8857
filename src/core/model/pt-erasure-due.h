/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order to erase that was decided and not carried out yet, with the texts that take the place of what
 * goes: the lesson stays without the words that were taken back. */
#pragma once

#include "pt-erasure.h"

G_BEGIN_DECLS

typedef struct
{
  int64_t ordinal;  /* in the order of deciding; 0 = not kept yet */
  PtErasure *order; /* without number, member and time */
  GPtrArray *anew;  /* PtSetting, texts only; saved after the order */
} PtErasureDue;

/* Takes nothing. @fields NULL = the whole record. */
PtErasureDue *pt_erasure_due_new (const char *record, const char *const *fields,
                                  const char *reason);
void pt_erasure_due_free (PtErasureDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtErasureDue, pt_erasure_due_free)
void pt_erasure_due_add (PtErasureDue *self, const char *field, const char *text);
/* `anew` as in a database: a JSON object; NULL = none. */
char *pt_erasure_due_print_anew (const PtErasureDue *self);
/* FALSE when it is no such object. */
bool pt_erasure_due_parse_anew (PtErasureDue *self, const char *text);

G_END_DECLS
