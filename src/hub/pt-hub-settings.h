/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hub.conf: which settings there are, what they may be, and what a wrong one means. What stands in it is
 * the administrator's; a value that cannot be used counts as not said, and check says so. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

#define PT_HUB_SETTINGS "hub.conf"

/* (transfer full): the file as a new hub gets it. */
char *pt_hub_settings_template (void);

/* (transfer full): of the hub in @dir; empty when the file is not there or cannot be read. */
GKeyFile *pt_hub_settings_load (const char *dir);

/* (transfer full) (nullable): as it stands there, without blanks around it; NULL = not said. */
char *pt_hub_settings_dup (GKeyFile *self, const char *name);
/* What is said and may be, else what the hub does by itself. */
int64_t pt_hub_settings_number (GKeyFile *self, const char *name);
gboolean pt_hub_settings_boolean (GKeyFile *self, const char *name);

/* Adds a sentence to @problems for each value that cannot be used, and each line that means nothing. */
void pt_hub_settings_check (const char *dir, GPtrArray *problems);

G_END_DECLS
