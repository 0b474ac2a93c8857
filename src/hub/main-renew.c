/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See main-renew.h. */
#include "main-renew.h"

#include "pt-hub-folder.h"
#include "pt-renewal.h"

#include <glib/gi18n-lib.h>

gboolean
pt_main_renew (const char *dir, const char *logbook, const char *device, GError **error)
{
  g_autoptr (PtHub) hub = pt_hub_open (dir, pt_world_system (), error);
  g_autoptr (PtJournal) journal = hub != NULL ? pt_hub_folder_open_journal (dir, error) : NULL;
  guint n;

  if (journal == NULL || !pt_renewal_ask (hub, journal, logbook, device, &n, error))
    return FALSE;
  if (n == 0)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                         _ ("This hub knows no such laptop that takes part."));
  else
    g_print (ngettext ("%u laptop gets another key at its next contact.\n",
                       "%u laptops get another key at their next contact.\n", n),
             n);
  return n > 0;
}
