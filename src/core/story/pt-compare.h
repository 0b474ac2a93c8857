/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two field labs side by side, in words. How they differ in size, period and density stands first:
 * whoever reads the numbers below it knows what they are numbers of, and no one reads a league table. */
#pragma once

#include "pt-network.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *cells[2];
} PtCompareRow;

typedef struct
{
  const char *title;
  const char *note; /* below it; or NULL */
  GPtrArray *rows;  /* PtCompareRow */
} PtCompareBlock;

/**
 * pt_compare_labs:
 * @lang: "nl" or "en"
 * @today: civil date of what is known
 *
 * Returns: (transfer full): PtCompareBlock, in the order in which they are to be read
 */
GPtrArray *pt_compare_labs (const PtNetworkLab *one, const PtNetworkLab *other, const char *lang,
                            const char *today);
/* How to read it. */
const char *pt_compare_lead (const char *lang);

G_END_DECLS
