/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip file of another program, copied: photos put in the place of what stood in for them, words of its
 * members exchanged, members added, and one time for all. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A picture of no bytes to speak of, which another program handles instead of the real one. */
typedef struct
{
  GBytes *stand_in;
  GBytes *real;
} PtStandIn;

/**
 * pt_stand_in_new:
 * @jpeg: the real photo
 * @number: no other of the same document has it
 *
 * Its head says the size of the photo; there is nothing behind it.
 *
 * Returns: (transfer full)
 */
PtStandIn *pt_stand_in_new (GBytes *jpeg, int width, int height, guint number);
void pt_stand_in_free (PtStandIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStandIn, pt_stand_in_free)

/* What one member says otherwise, wherever it says so; or what changes its text. */
typedef struct
{
  const char *member;
  const char *from, *to;
  void (*edit) (GString *text); /* or NULL */
} PtZipSwap;

/**
 * pt_zip_refill:
 * @zip: a zip file
 * @stand_ins: (element-type PtStandIn): members that consist of one get the real photo
 * @swaps: (nullable): made in this order; ended by one without a member
 * @additions: (nullable) (element-type PtStoryFile): members that it gets behind its own
 *
 * The time of every member becomes the first that a zip can say, 1 January 1980, so that the same
 * content has the same bytes.
 *
 * Returns: (transfer full) (nullable): %NULL with a sentence when @zip is not whole, or too large
 */
GByteArray *pt_zip_refill (GBytes *zip, GPtrArray *stand_ins, const PtZipSwap *swaps,
                           GPtrArray *additions, GError **error);

G_END_DECLS
