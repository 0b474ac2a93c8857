/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libqpdf, which is not linked: see pt-late.h. */
#pragma once

#include "pt-late.h"

#include <qpdf/qpdf-c.h>

/* The functions that are used, without `qpdf_`. */
#define PT_QPDF_EACH(each)                                                                         \
  each (init) each (cleanup) each (read) each (init_write) each (write) each (silence_errors)      \
      each (set_suppress_warnings) each (set_deterministic_ID) each (set_object_stream_mode)       \
          each (set_compress_streams) each (has_error) each (get_error) each (get_error_full_text) \
              each (get_root) each (get_page_n) each (make_indirect_object) each (oh_parse)        \
                  each (oh_get_key) each (oh_replace_key) each (oh_new_null) each (oh_new_name)    \
                      each (oh_new_integer) each (oh_new_real_from_double) each (oh_new_string)    \
                          each (oh_new_unicode_string) each (oh_new_array) each (oh_append_item)   \
                              each (oh_get_array_n_items) each (oh_new_dictionary)                 \
                                  each (oh_get_stream_data) each (oh_replace_stream_data)

typedef struct
{
#define MEMBER(name) PT_LATE_MEMBER (qpdf_, name)
  PT_QPDF_EACH (MEMBER)
#undef MEMBER
} PtQpdf;

/* NULL = it is not on this computer. Any thread. */
const PtQpdf *pt_qpdf (void);
