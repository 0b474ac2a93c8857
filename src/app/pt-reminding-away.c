/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications belong to an application: one with the app's name says them, but does not own that name
 * on the bus, so that somebody who starts the app meanwhile gets the app. */
#include "pt-reminding-away.h"

#include "pt-reminding.h"

#include <gio/gio.h>

#define APP_ID "nl.proeftuin.Proeftuin"

static void
say_due (GApplication *application, const char *folder, GError **error)
{
  g_autoptr (PtStore)
      store = pt_store_open (folder, PT_STORE_READ_WRITE, pt_world_system (), error);
  g_autoptr (GPtrArray) due = store != NULL ? pt_reminding_job (store, NULL, NULL, error) : NULL;

  for (guint i = 0; due != NULL && i < due->len; i++)
    pt_reminding_tell (application, g_ptr_array_index (due, i));
}

/* The last line before the program ends: what was said must be on its way. */
static gboolean
flush (GApplication *application, GError **error)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  return bus == NULL || g_dbus_connection_flush_sync (bus, NULL, error);
}

int
pt_reminding_away_run (void)
{
  g_autoptr (GApplication) application = g_application_new (APP_ID, G_APPLICATION_NON_UNIQUE);
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_auto (GStrv) folders = g_settings_get_strv (settings, "recent-logbooks");
  g_autoptr (GError) error = NULL;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      say_due (application, folders[i], &problem);
      if (problem != NULL)
        g_printerr ("%s: %s\n", folders[i], problem->message);
    }
  if (flush (application, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
