/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A save as it comes over the wire: what is read is printed to the same save, and applying it twice is
 * applying it once. */
#include "fuzz.h"

#include "pt-state.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)

static void
check_apply (const PtOp *op)
{
  g_autoptr (PtState) state = pt_state_new ();
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  pt_state_apply (state, op);
  once = pt_state_print (state);
  pt_state_apply (state, op);
  twice = pt_state_print (state);
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PtOp) op = pt_op_parse ((const char *)data, size, MAX_BYTES, NULL);
  g_autoptr (PtOp) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *twice = NULL;

  if (op == NULL)
    return 0;
  text = pt_op_print (op);
  again = pt_op_parse (text, strlen (text), 8 * MAX_BYTES, NULL);
  g_assert_nonnull (again);
  twice = pt_op_print (again);
  g_assert_cmpstr (text, ==, twice);
  check_apply (op);
  return 0;
}
