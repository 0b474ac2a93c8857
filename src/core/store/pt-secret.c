/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in the keyring when one is running and open, otherwise in files of mode 0600. A locked
 * keyring would ask a person for a password, also in the middle of a script: then the file is used.
 * Nothing here starts a service. */
#include "pt-secret.h"

#include "pt-durable.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sodium.h>

#define BUS_TIMEOUT_MS 1000
#define DEFAULT_KEYRING "/org/freedesktop/secrets/aliases/default"

void
pt_secret_text_free (PtSecretText *self)
{
  if (self != NULL)
    sodium_memzero (self, strlen (self));
  g_free (self);
}

static SecretSchema
make_schema (const PtSecretKind *kind)
{
  return (SecretSchema){
    .name = kind->schema,
    .flags = SECRET_SCHEMA_NONE,
    .attributes = { { kind->attribute, SECRET_SCHEMA_ATTRIBUTE_STRING } },
  };
}

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
file_name (const PtSecretKind *kind, const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "proeftuin", kind->folder, name, NULL);
}

static gboolean
save_file (const PtSecretKind *kind, const char *name, const char *secret, GError **error)
{
  g_autofree char *path = file_name (kind, name);
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
      path, secret, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
pt_secret_save (const PtSecretKind *kind, const char *name, const char *secret, GError **error)
{
  const SecretSchema schema = make_schema (kind);
  g_autofree char *path = file_name (kind, name);

  if (is_keyring_open ()
      && secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, _ (kind->label), secret,
                                     NULL, NULL, kind->attribute, name, NULL))
    {
      g_unlink (path);
      return TRUE;
    }
  return save_file (kind, name, secret, error);
}

void
pt_secret_remove (const PtSecretKind *kind, const char *name)
{
  const SecretSchema schema = make_schema (kind);
  g_autofree char *path = file_name (kind, name);

  g_unlink (path);
  if (is_keyring_open ())
    secret_password_clear_sync (&schema, NULL, NULL, kind->attribute, name, NULL);
}

static char *
load_file (const PtSecretKind *kind, const char *name)
{
  g_autofree char *path = file_name (kind, name);
  char *secret = NULL;

  return g_file_get_contents (path, &secret, NULL, NULL) ? g_strstrip (secret) : NULL;
}

static char *
load_from_keyring (const PtSecretKind *kind, const char *name)
{
  const SecretSchema schema = make_schema (kind);
  char *kept, *secret;

  if (!is_keyring_open ())
    return NULL;
  kept = secret_password_lookup_sync (&schema, NULL, NULL, kind->attribute, name, NULL);
  secret = g_strdup (kept);
  secret_password_free (kept);
  return secret;
}

const char *
pt_secret_place (const PtSecretKind *kind, const char *name)
{
  g_autofree char *in_file = load_file (kind, name);
  g_autofree char *kept = in_file == NULL ? load_from_keyring (kind, name) : NULL;

  return in_file != NULL ? "file" : kept != NULL ? "keyring" : NULL;
}

char *
pt_secret_load (const PtSecretKind *kind, const char *name)
{
  char *secret = load_file (kind, name);

  return secret != NULL ? secret : load_from_keyring (kind, name);
}
