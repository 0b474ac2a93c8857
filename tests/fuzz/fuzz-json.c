/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to JSON: what it lets in is printed to text that it lets in, and that means the same. */
#include "fuzz.h"

#include "pt-json.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = pt_json_parse ((const char *)data, size, MAX_BYTES, NULL);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *twice = NULL;

  if (node == NULL)
    return 0;
  text = pt_json_print (node);
  again = pt_json_parse (text, strlen (text), 8 * MAX_BYTES, NULL);
  g_assert_nonnull (again);
  twice = pt_json_print (again);
  g_assert_cmpstr (text, ==, twice);
  return 0;
}
