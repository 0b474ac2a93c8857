/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Privacy in the preferences: where the key of the real names is, making a key file and taking one in,
 * a passphrase instead of the keyring, and whether the disk is encrypted. */
#pragma once

#include "pt-logbook.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_KEY_GROUP (pt_key_group_get_type ())
G_DECLARE_FINAL_TYPE (PtKeyGroup, pt_key_group, PT, KEY_GROUP, AdwPreferencesGroup)

GtkWidget *pt_key_group_new (PtLogbook *logbook);

G_END_DECLS
