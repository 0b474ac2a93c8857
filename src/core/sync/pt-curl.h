/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libcurl, which is not linked: see pt-late.h. */
#pragma once

#include "pt-late.h"

#include <curl/curl.h>

/* The functions that are used, without `curl_`. */
#define PT_CURL_EACH(each)                                                                         \
  each (global_init) each (easy_init) each (easy_reset) each (easy_setopt) each (easy_getinfo)     \
      each (easy_strerror) each (easy_cleanup) each (multi_init) each (multi_add_handle)           \
          each (multi_perform) each (multi_poll) each (multi_wakeup) each (multi_info_read)        \
              each (multi_remove_handle) each (multi_cleanup) each (slist_append)                  \
                  each (slist_free_all)

typedef struct
{
#define MEMBER(name) PT_LATE_MEMBER (curl_, name)
  PT_CURL_EACH (MEMBER)
#undef MEMBER
} PtCurl;

/* NULL = it is not on this computer. Any thread; the first call takes some milliseconds. */
const PtCurl *pt_curl_get (void);
