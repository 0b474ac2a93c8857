/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is saved with every pause of who types it. What somebody typed in one field in one sitting is one
 * change to them: history tells it in a line, and undo takes it back at once. Not for callers of the store
 * but by pt_change_goes_on(). */
#pragma once

#include "pt-take-back.h"

G_BEGIN_DECLS

/**
 * pt_sitting_widen:
 * @own: (inout): an own save; its `first` becomes the first save of the sitting, and `makes` that of it
 *
 * A record that was made by the first letters of a text belongs to the sitting in which the text was
 * typed on.
 */
gboolean pt_sitting_widen (PtStore *self, PtOwnSave *own, GError **error);

G_END_DECLS
