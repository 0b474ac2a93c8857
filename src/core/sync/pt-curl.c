/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-curl.h"

static const PtLateFunction functions[] = {
#define ROW(name) PT_LATE_ROW (PtCurl, curl_, name)
  PT_CURL_EACH (ROW)
#undef ROW
};

const PtCurl *
pt_curl_get (void)
{
  static PtCurl curl;
  static gboolean found;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      found = pt_late_find (PT_CURL_LIBRARY, functions, G_N_ELEMENTS (functions), &curl)
              && curl.global_init (CURL_GLOBAL_DEFAULT) == CURLE_OK;
      g_once_init_leave (&once, 1);
    }
  return found ? &curl : NULL;
}
