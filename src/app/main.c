/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proeftuin: the desktop app. */
#include "pt-application.h"

#include "pt-catalog.h"

int
main (int argc, char *argv[])
{
  pt_application_set_up_uninstalled ();
  pt_catalog_init ();
  g_autoptr (PtApplication) application = pt_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
