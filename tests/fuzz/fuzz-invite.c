/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The address in an invite, which people paste from anywhere. */
#include "fuzz.h"

#include "pt-sync.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (PtInvite) invite = g_utf8_validate (text, -1, NULL) ? pt_invite_parse (text, NULL)
                                                                 : NULL;
  g_autoptr (PtInvite) again = NULL;
  g_autofree char *url = NULL;

  if (invite == NULL)
    return 0;
  url = pt_invite_format (invite);
  again = pt_invite_parse (url, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (invite->hub_url, ==, again->hub_url);
  g_assert_cmpstr (invite->invite, ==, again->invite);
  g_assert_cmpstr (invite->pin, ==, again->pin);
  return 0;
}
