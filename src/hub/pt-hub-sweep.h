/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files beside an older database: what came after the backup is still in the folder, and nothing says
 * whose it is. Whoever still has its record offers that; when nobody did for as long as repair is taken,
 * the record was erased by somebody who had never read of the file, and the bytes go after it. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

/* Takes away the files that no attachment names, of logbooks that are not being repaired. What cannot be
 * taken away is warned of, and tried again the next time. Outside a transaction. */
void pt_hub_sweep (PtHub *hub, PtJournal *journal);

G_END_DECLS
