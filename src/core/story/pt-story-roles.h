/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A role in words, where a name may not be printed: "een bewoonster", "dezelfde bewoonster". */
#pragma once

#include "pt-record.h"

G_BEGIN_DECLS

typedef enum
{
  PT_ROLE_BARE,  /* for tables and attributions */
  PT_ROLE_ONE,   /* the first time in a scene */
  PT_ROLE_SAME,  /* the same person again */
  PT_ROLE_OTHER, /* somebody else with the same role */
} PtRoleForm;

/* (transfer full): from the pseudonym, the description or the kind of party; never a name. */
char *pt_role_say (const PtRecord *person, PtRoleForm form, const char *lang);
/* (transfer full) (nullable): "een huisarts" for @text "huisarts"; NULL when @text is more than one
 * known noun or none. */
char *pt_role_of_word (const char *text, const char *lang);

G_END_DECLS
