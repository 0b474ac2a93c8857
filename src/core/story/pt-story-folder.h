/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Emptying folders that we made ourselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes all that is in @folder, as far as it can; links are removed, not followed. */
void pt_story_folder_clear (const char *folder);

G_END_DECLS
