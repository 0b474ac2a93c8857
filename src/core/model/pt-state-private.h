/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a state is laid out, for pt-state.c and its JSON; nobody else. */
#pragma once

#include "pt-state.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  guint length;
  PtVersion *versions; /* the shown one first */
} PtRegister;

struct _PtState
{
  guint length;
  guint room;
  PtRegister *registers; /* sorted by name */
};

PtStamp *pt_stamp_new (guint n_dots); /* with room for @n_dots, and none in it */
PtStamp *pt_stamp_ref (PtStamp *self);
void pt_stamp_unref (PtStamp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStamp, pt_stamp_unref)
bool pt_stamp_has_dot (const PtStamp *self, const PtDot *dot);

void pt_register_clear (PtRegister *self);
void pt_register_append (PtRegister *self, PtValue *value, PtStamp *stamp); /* takes both */

bool pt_state_find (const PtState *self, const char *name, guint *place);
PtRegister *pt_state_insert (PtState *self, guint place, const char *name);

G_END_DECLS
