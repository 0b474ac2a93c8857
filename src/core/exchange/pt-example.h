/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example logbook that comes with the program: an invented field lab to look around in. */
#pragma once

#include "pt-edit.h"

G_BEGIN_DECLS

/**
 * pt_example_make:
 * @out_logbook: (transfer full): the logbook record, with a new id; for pt_store_create()
 * @out_batch: (transfer full): all else, for pt_store_save_batch(); ids derive from the logbook's
 *
 * Returns: %FALSE with @error when the example inside the program is not sound
 */
gboolean pt_example_make (PtWorld *world, PtEdit **out_logbook, PtBatch **out_batch,
                          GError **error);

G_END_DECLS
