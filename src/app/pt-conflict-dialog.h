/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice between two versions of a text; shown by pt_conflict_dialog_show() of pt-dialogs.h. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PT_TYPE_CONFLICT_DIALOG (pt_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtConflictDialog, pt_conflict_dialog, PT, CONFLICT_DIALOG, AdwWindow)

G_END_DECLS
