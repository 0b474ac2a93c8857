/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens in the keyring when one is running and open, otherwise in files of mode 0600. A locked
 * keyring would ask a person for a password, also in the middle of a script: then the file is used.
 * Nothing here starts a service. */
#include "pt-token.h"

#include "pt-durable.h"
#include "pt-sync-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define BUS_TIMEOUT_MS 1000
#define DEFAULT_KEYRING "/org/freedesktop/secrets/aliases/default"

static const SecretSchema schema = {
  .name = "nl.proeftuin.Device",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "device", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static gboolean
has_session_bus (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

/* TRUE, FALSE, or NULL where nobody answers in time. */
static GVariant *
ask_keyring (GDBusConnection *bus)
{
  return g_dbus_connection_call_sync (
      bus, "org.freedesktop.secrets", DEFAULT_KEYRING, "org.freedesktop.DBus.Properties", "Get",
      g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), G_VARIANT_TYPE ("(v)"),
      G_DBUS_CALL_FLAGS_NO_AUTO_START, BUS_TIMEOUT_MS, NULL, NULL);
}

static gboolean
is_keyring_open (void)
{
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) locked = NULL;

  if (!has_session_bus ())
    return FALSE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  answer = bus != NULL ? ask_keyring (bus) : NULL;
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(v)", &locked);
  return g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) && !g_variant_get_boolean (locked);
}

static char *
file_name (const char *device)
{
  return g_build_filename (g_get_user_state_dir (), "proeftuin", "tokens", device, NULL);
}

static gboolean
save_file (const char *device, const char *token, GError **error)
{
  g_autofree char *path = file_name (device);
  g_autofree char *folder = g_path_get_dirname (path);

  if (pt_durable_make_folder (folder) != 0)
    {
      int failure = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
                   /* Translators: a folder and the system's reason */
                   _ ("The folder “%s” cannot be made: %s"), folder, g_strerror (failure));
      return FALSE;
    }
  return g_file_set_contents_full (
      path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
pt_token_save (const char *device, const char *token, GError **error)
{
  g_autofree char *path = file_name (device);

  if (is_keyring_open ()
      && secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT,
                                     _ ("Proeftuin team server"), token, NULL, NULL, "device",
                                     device, NULL))
    {
      g_unlink (path);
      return TRUE;
    }
  return save_file (device, token, error);
}

void
pt_token_remove (const char *device)
{
  g_autofree char *path = file_name (device);

  g_unlink (path);
  if (is_keyring_open ())
    secret_password_clear_sync (&schema, NULL, NULL, "device", device, NULL);
}

static char *
load_file (const char *device)
{
  g_autofree char *path = file_name (device);
  char *token = NULL;

  return g_file_get_contents (path, &token, NULL, NULL) ? g_strstrip (token) : NULL;
}

static char *
load_secret (const char *device)
{
  char *secret, *token;

  if (!is_keyring_open ())
    return NULL;
  secret = secret_password_lookup_sync (&schema, NULL, NULL, "device", device, NULL);
  token = g_strdup (secret);
  secret_password_free (secret);
  return token;
}

const char *
pt_token_place (const char *device)
{
  g_autofree char *in_file = load_file (device);
  g_autofree char *secret = in_file == NULL ? load_secret (device) : NULL;

  return in_file != NULL ? "file" : secret != NULL ? "keyring" : NULL;
}

char *
pt_token_load (const char *device, GError **error)
{
  char *token = load_file (device);

  if (token == NULL)
    token = load_secret (device);
  if (token == NULL)
    g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_UNAUTHORIZED));
  return token;
}
