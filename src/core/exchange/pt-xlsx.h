/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter, which is not linked: see pt-late.h. */
#pragma once

#include "pt-late.h"

#include <xlsxwriter.h>

/* The functions that are used. */
#define PT_XLSX_EACH(each)                                                                         \
  each (workbook_new_opt) each (workbook_close) each (workbook_set_properties)                     \
      each (workbook_add_worksheet) each (workbook_add_format) each (worksheet_write_string)       \
          each (worksheet_write_number) each (worksheet_write_boolean)                             \
              each (worksheet_freeze_panes) each (worksheet_set_column)                            \
                  each (worksheet_autofilter) each (format_set_bold) each (format_set_bottom)      \
                      each (format_set_num_format_index) each (lxw_strerror)

typedef struct
{
#define MEMBER(name) PT_LATE_MEMBER (, name)
  PT_XLSX_EACH (MEMBER)
#undef MEMBER
} PtXlsx;

/* NULL = it is not on this computer. Any thread. */
const PtXlsx *pt_xlsx (void);
