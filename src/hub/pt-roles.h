/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a role may set, from one table (domain.md §5). Pure: who asks and what the hub knows of the
 * record go in, a yes or no comes out. A "no" is never a refusal: the op waits for the coordinator. */
#pragma once

#include "pt-state.h"

G_BEGIN_DECLS

bool pt_role_is_known (const char *role);
/* The core team, who have devices; the others use the hub's pages. */
bool pt_role_is_core (const char *role);
bool pt_role_is_coordinator (const char *role);

/* The record that an op is about. */
typedef struct
{
  const char *kind;     /* as the hub has it; of the op, for a new record */
  const PtState *state; /* NULL = a new record */
  bool is_own;          /* new, or made by who asks */
} PtRoleCase;

/**
 * pt_role_allows:
 * @role: of who made @op; one that this version does not know may nothing
 * @about: the record before the op
 *
 * Every register that the op sets is looked up; one that is not allowed is enough for a no.
 */
bool pt_role_allows (const char *role, const PtRoleCase *about, const PtOp *op);

G_END_DECLS
