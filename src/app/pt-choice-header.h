/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header bar of a dialog that ends in a decision: on one side the button that only closes it, on
 * the other the one that cannot be undone. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Both labels with a mnemonic; @action is a detailed action name. */
GtkWidget *pt_choice_header_new (const char *close, const char *decide, const char *action);

G_END_DECLS
