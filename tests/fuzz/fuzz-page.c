/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the feed, as a laptop reads it from a hub that it need not trust. */
#include "fuzz.h"

#include "pt-wire.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (PtWirePage) page = pt_wire_page_parse ((const char *)data, size, NULL);

  for (guint i = 0; page != NULL && i < page->records->len; i++)
    {
      g_autofree char *title = pt_record_dup_title (g_ptr_array_index (page->records, i));
      g_assert_nonnull (title);
    }
  return 0;
}
