/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The times that a zip file notes for its members, made one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pt_zip_stamp:
 * @bytes: a zip file, changed in place
 *
 * Sets the time of every member to the first that a zip can say, 1 January 1980, so that the same
 * content has the same bytes. What is no zip is left as it is.
 */
void pt_zip_stamp (GByteArray *bytes);

G_END_DECLS
