/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-qpdf.h"

static const PtLateFunction functions[] = {
#define ROW(name) PT_LATE_ROW (PtQpdf, qpdf_, name)
  PT_QPDF_EACH (ROW)
#undef ROW
};

const PtQpdf *
pt_qpdf (void)
{
  static PtQpdf qpdf;
  static gboolean found;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      found = pt_late_find (PT_QPDF_LIBRARY, functions, G_N_ELEMENTS (functions), &qpdf);
      g_once_init_leave (&once, 1);
    }
  return found ? &qpdf : NULL;
}
