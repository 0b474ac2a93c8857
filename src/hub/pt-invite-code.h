/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one-time code that goes with an invite. */
#pragma once

#include "pt-world.h"

G_BEGIN_DECLS

#define PT_INVITE_CODE_LENGTH 8

char *pt_invite_code_new (PtWorld *world);
char *pt_invite_code_hash (const char *code);
/* In constant time; @typed may have small letters, spaces and hyphens. */
gboolean pt_invite_code_matches (const char *hash, const char *typed);

G_END_DECLS
