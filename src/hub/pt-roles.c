/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of roles × kinds × fields. The first line that fits a register decides about it. */
#include "pt-roles.h"

#include <string.h>

enum
{
  COORDINATOR = 1 << 0,
  MEMBER = 1 << 1,
  MONITOR = 1 << 2,
  CO_RESEARCHER = 1 << 3,
  ADVISOR = 1 << 4,
  READER = 1 << 5,
  NETWORK_EDITOR = 1 << 6,
};

#define CORE (COORDINATOR | MEMBER | MONITOR)
#define GUARDS (COORDINATOR | MONITOR) /* of what is established */

static const struct
{
  const char *id;
  guint bit;
} roles[] = {
  { "coordinator", COORDINATOR },       { "member", MEMBER },   { "monitor", MONITOR },
  { "co_researcher", CO_RESEARCHER },   { "advisor", ADVISOR }, { "reader", READER },
  { "network_editor", NETWORK_EDITOR },
};

typedef struct
{
  const char *kind;    /* of the record; NULL = any */
  const char *of_kind; /* what its field `kind` says; NULL = anything */
  const char *field;   /* without the key of a set-valued one; NULL = any */
  const char *value;   /* NULL = any */
  guint may;           /* on every record */
  guint may_own;       /* on own records that the whole logbook may see */
} Rule;

/* Kinds of a later version fall under the last line. */
static const Rule rules[] = {
  { "logbook", NULL, NULL, NULL, GUARDS, 0 },
  { "learning", NULL, "status", "established", GUARDS, 0 },
  { "learning", NULL, "status", "applied", GUARDS, 0 },
  { "comment", "objection", "resolved_at", NULL, GUARDS, 0 },
  { "comment", "objection", "resolved_by", NULL, GUARDS, 0 },
  { "comment", NULL, "resolved_at", NULL, CORE, 0 },
  { "comment", NULL, "resolved_by", NULL, CORE, 0 },
  { "comment", NULL, NULL, NULL, CORE, CO_RESEARCHER | ADVISOR },
  { "entry", NULL, NULL, NULL, CORE, CO_RESEARCHER },
  { "attachment", NULL, NULL, NULL, CORE, CO_RESEARCHER },
  { "challenge", NULL, "card", NULL, CORE | NETWORK_EDITOR, 0 },
  { NULL, NULL, NULL, NULL, CORE, 0 },
};

static guint
bit_of (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].id, role) == 0)
      return roles[i].bit;
  return 0;
}

bool
pt_role_is_known (const char *role)
{
  return bit_of (role) != 0;
}

bool
pt_role_is_core (const char *role)
{
  return (bit_of (role) & CORE) != 0;
}

bool
pt_role_is_coordinator (const char *role)
{
  return bit_of (role) == COORDINATOR;
}

/* Whether the record's @name is @text before or after the op, in any of its versions. */
static bool
may_be (const PtRoleCase *about, const PtOp *op, const char *name, const char *text)
{
  guint n = about->state != NULL ? pt_state_n_versions (about->state, name) : 0;

  if (pt_value_is_text (pt_op_get (op, name), text))
    return true;
  for (guint i = 0; i < n; i++)
    if (pt_value_is_text (pt_state_nth_version (about->state, name, i)->value, text))
      return true;
  return false;
}

/* What the whole logbook may see, no more and no less, before the op and after it. */
static bool
is_at_team_level (const PtRoleCase *about, const PtOp *op)
{
  const PtValue *set = pt_op_get (op, "sharing");
  guint n = about->state != NULL ? pt_state_n_versions (about->state, "sharing") : 0;

  if (set != NULL ? !pt_value_is_text (set, "team") : n == 0)
    return false;
  for (guint i = 0; i < n; i++)
    if (!pt_value_is_text (pt_state_nth_version (about->state, "sharing", i)->value, "team"))
      return false;
  return true;
}

static bool
is_field (const char *name, const char *field)
{
  const size_t length = strlen (field);

  return strncmp (name, field, length) == 0 && (name[length] == '\0' || name[length] == '/');
}

static bool
fits (const Rule *rule, const PtRoleCase *about, const PtOp *op, const PtSetting *setting)
{
  if (rule->kind != NULL && strcmp (rule->kind, about->kind) != 0)
    return false;
  if (rule->of_kind != NULL && !may_be (about, op, "kind", rule->of_kind))
    return false;
  if (rule->field != NULL && (setting == NULL || !is_field (setting->name, rule->field)))
    return false;
  return rule->value == NULL || (setting != NULL && pt_value_is_text (setting->value, rule->value));
}

/* @setting NULL = an op that sets nothing. */
static bool
may_set (guint bit, const PtRoleCase *about, const PtOp *op, const PtSetting *setting)
{
  const Rule *rule = rules;

  while (!fits (rule, about, op, setting))
    rule++;
  return (rule->may & bit) != 0
         || ((rule->may_own & bit) != 0 && about->is_own && is_at_team_level (about, op));
}

bool
pt_role_allows (const char *role, const PtRoleCase *about, const PtOp *op)
{
  const guint bit = bit_of (role);

  for (guint i = 0; i < op->set->len; i++)
    if (!may_set (bit, about, op, g_ptr_array_index (op->set, i)))
      return false;
  return op->set->len > 0 || may_set (bit, about, op, NULL);
}
