/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGTERM and SIGINT end it, after the requests that were begun. SIGHUP, or another certificate, makes it
 * listen anew: whoever waits is answered, and asks again a moment later. */
#include "main-serve.h"

#include "pt-hub-folder.h"
#include "pt-hub-key.h"
#include "pt-hub-settings.h"
#include "pt-hub-sweep.h"
#include "pt-server.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define SWEEP_SECONDS (24 * 60 * 60)

typedef struct
{
  const char *dir;
  GMainLoop *loop;
  gboolean plain;     /* a proxy has the certificate */
  gboolean again;     /* listen anew */
  int64_t changed_at; /* of the certificate, seconds */
} Service;

static gboolean
end_cb (gpointer data)
{
  g_main_loop_quit (((Service *)data)->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
again_cb (gpointer data)
{
  ((Service *)data)->again = TRUE;
  return end_cb (data);
}

/* 0 = it is not there. */
static int64_t
certificate_time (const char *dir)
{
  g_autofree char *path = pt_hub_folder_certificate (dir);
  struct stat info;

  return stat (path, &info) == 0 ? (int64_t)info.st_mtime : 0;
}

/* While it is being written the key may not fit yet: only what can be used is taken. */
static gboolean
can_be_used (const char *dir)
{
  g_autofree char *path = pt_hub_folder_certificate (dir);
  g_autofree char *key = pt_hub_folder_private_key (dir);

  return pt_hub_key_fits (key, path);
}

/* A hub that is served with the certificate before is better than none. */
static gboolean
reload_cb (gpointer data)
{
  Service *self = data;

  if (self->plain || can_be_used (self->dir))
    return again_cb (self);
  g_warning ("reload: the certificate and its key do not fit, the ones before are kept");
  return G_SOURCE_CONTINUE;
}

static gboolean
look_cb (gpointer data)
{
  Service *self = data;
  const int64_t now = certificate_time (self->dir);

  if (now == self->changed_at || now == 0 || !can_be_used (self->dir))
    return G_SOURCE_CONTINUE;
  self->changed_at = now;
  return again_cb (self);
}

/* As at the start; a hub may be served for months. */
static gboolean
sweep_cb (gpointer data)
{
  const Service *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHub) hub = pt_hub_open (self->dir, pt_world_system (), &error);
  g_autoptr (PtJournal) journal = hub != NULL ? pt_hub_folder_open_journal (self->dir, &error)
                                              : NULL;

  if (journal != NULL)
    pt_hub_sweep (hub, journal);
  else
    g_warning ("sweep: %s", error->message);
  return G_SOURCE_CONTINUE;
}

/* From before the address is said: who reads it may end the hub at once. */
static void
prepare (Service *self)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (self->dir);
  const guint look = (guint)pt_hub_settings_number (settings, "certificate_look");

  g_unix_signal_add (SIGTERM, end_cb, self);
  g_unix_signal_add (SIGINT, end_cb, self);
  g_unix_signal_add (SIGHUP, reload_cb, self);
  if (look > 0)
    g_timeout_add_seconds (look, look_cb, self);
  g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, self);
  signal (SIGPIPE, SIG_IGN);
}

/* Every waiting laptop is an open file; the system mostly allows many more than it gives. */
static void
allow_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    g_warning ("the number of connections stays as it is: %s", g_strerror (errno));
}

/* (transfer full): where it listens now, also when any free port was asked. */
static char *
same_place (const char *listen, const char *url)
{
  const char *port = strrchr (url, ':');
  const char *asked = strrchr (listen, ':');

  return asked != NULL && strcmp (asked, ":0") == 0
             ? g_strdup_printf ("%.*s%s", (int)(asked - listen), listen, port)
             : g_strdup (listen);
}

/* Until told to end, or to listen anew; then *listen says where. */
static gboolean
serve_once (Service *self, char **listen, gboolean behind_proxy, GError **error)
{
  g_autoptr (PtHub) hub = pt_hub_open (self->dir, pt_world_system (), error);
  g_autoptr (PtServer) server = NULL;
  char *place;

  if (hub == NULL)
    return FALSE;
  server = behind_proxy ? pt_server_start_behind_proxy (hub, *listen, error)
                        : pt_server_start (hub, *listen, 0, error);
  if (server == NULL)
    return FALSE;
  g_print ("listening on %s\n", pt_server_get_url (server));
  fflush (stdout);
  place = same_place (*listen, pt_server_get_url (server));
  g_free (*listen);
  *listen = place;
  g_main_loop_run (self->loop);
  return TRUE;
}

gboolean
pt_main_serve (const char *dir, const char *listen, gboolean behind_proxy, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *place = listen != NULL ? g_strdup (listen) : pt_hub_folder_listen (dir);
  const gboolean plain = behind_proxy || pt_hub_folder_is_behind_proxy (dir);
  Service self = { .dir = dir, .loop = loop, .plain = plain, .changed_at = certificate_time (dir) };

  prepare (&self);
  allow_connections ();
  do
    {
      self.again = FALSE;
      if (!serve_once (&self, &place, plain, error))
        return FALSE;
    }
  while (self.again);
  return TRUE;
}
