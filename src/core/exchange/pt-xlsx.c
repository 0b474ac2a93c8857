/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-xlsx.h"

static const PtLateFunction functions[] = {
#define ROW(name) PT_LATE_ROW (PtXlsx, , name)
  PT_XLSX_EACH (ROW)
#undef ROW
};

const PtXlsx *
pt_xlsx (void)
{
  static PtXlsx xlsx;
  static gboolean found;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      found = pt_late_find (PT_XLSX_LIBRARY, functions, G_N_ELEMENTS (functions), &xlsx);
      g_once_init_leave (&once, 1);
    }
  return found ? &xlsx : NULL;
}
