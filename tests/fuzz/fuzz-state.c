/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a record as a database keeps it: a damaged one is refused, and what is read is printed
 * to the same. */
#include "fuzz.h"

#include "pt-state.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PtState) state = pt_state_parse ((const char *)data, size, MAX_BYTES, NULL);
  g_autoptr (PtState) again = NULL;
  g_autofree char *text = NULL;

  if (state == NULL)
    return 0;
  text = pt_state_print (state);
  again = pt_state_parse (text, strlen (text), 8 * MAX_BYTES, NULL);
  g_assert_nonnull (again);
  g_assert_true (pt_state_equivalent (state, again));
  return 0;
}
