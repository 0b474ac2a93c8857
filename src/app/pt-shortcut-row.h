/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a key does, and the key. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_SHORTCUT_ROW (pt_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (PtShortcutRow, pt_shortcut_row, PT, SHORTCUT_ROW, AdwActionRow)

/* Properties, one of which is given: "keys", as GtkShortcutsShortcut:accelerator, or "of-action", the name of
 * an action of the application or its windows, whose keys are shown then. */

G_END_DECLS
