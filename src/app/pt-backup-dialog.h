/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backing up the logbook into one file, open or behind a passphrase, with progress and cancel; and putting
 * such a file back into a new folder. */
#pragma once

#include "pt-window.h"

G_BEGIN_DECLS

/* Of the logbook in the window. */
void pt_backup_dialog_show (PtWindow *window);
/* Also on the first run: the logbook that comes back is opened in the window. */
void pt_backup_dialog_restore (PtWindow *window);

G_END_DECLS
