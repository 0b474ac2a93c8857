/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of settings; the file that a new hub gets (data/hub.conf) has a line for each, which a test
 * compares. */
#include "pt-hub-settings.h"

#include "pt-hub-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define GROUP "hub"
#define TEMPLATE "/nl/proeftuin/Proeftuin/hub/hub.conf"
#define MAX_MB 1000000000
#define MAX_REQUESTS 10000000
#define MAX_TRIES 1000
#define MAX_DAYS 3650
#define MAX_LOOK (24 * 3600)

typedef enum
{
  KIND_URL,      /* https:// */
  KIND_LISTEN,   /* ADDRESS:PORT */
  KIND_BOOLEAN,  /* true or false */
  KIND_FILE,     /* a file that can be read */
  KIND_DATABASE, /* postgresql:// */
  KIND_NUMBER,   /* from 0 to max */
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  int64_t fallback;
  int64_t max;
} Setting;

static const Setting table[] = {
  { "public_url", KIND_URL, 0, 0 },
  { "listen", KIND_LISTEN, 0, 0 },
  { "behind_proxy", KIND_BOOLEAN, FALSE, 0 },
  { "own_key", KIND_BOOLEAN, TRUE, 0 },
  { "certificate", KIND_FILE, 0, 0 },
  { "private_key", KIND_FILE, 0, 0 },
  { "certificate_look", KIND_NUMBER, 60, MAX_LOOK },
  { "files_max_mb", KIND_NUMBER, 0, MAX_MB },
  { "files_min_free_mb", KIND_NUMBER, 512, MAX_MB },
  { "device_requests", KIND_NUMBER, 12000, MAX_REQUESTS },
  { "page_requests", KIND_NUMBER, 300, MAX_REQUESTS },
  { "visitor_requests", KIND_NUMBER, 120, MAX_REQUESTS },
  { "code_tries", KIND_NUMBER, 2, MAX_TRIES },
  { "token_days", KIND_NUMBER, 0, MAX_DAYS },
  { "database", KIND_DATABASE, 0, 0 },
};

static const Setting *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].name, name) == 0)
      return &table[i];
  return NULL;
}

char *
pt_hub_settings_template (void)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  /* The linker drops the constructor of a resource in a static library. */
  g_resources_register (pt_hub_get_resource ());
  bytes = g_resources_lookup_data (TEMPLATE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static GKeyFile *
load (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, PT_HUB_SETTINGS, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, error);
  return g_steal_pointer (&file);
}

GKeyFile *
pt_hub_settings_load (const char *dir)
{
  g_autoptr (GError) error = NULL;
  GKeyFile *file = load (dir, &error);

  if (error != NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("settings: %s", error->message);
  return file;
}

char *
pt_hub_settings_dup (GKeyFile *self, const char *name)
{
  g_autofree char *text = g_key_file_get_string (self, GROUP, name, NULL);

  return text != NULL && *g_strstrip (text) != '\0' ? g_steal_pointer (&text) : NULL;
}

/* FALSE: it is none, or out of bounds. */
static gboolean
read_number (const Setting *setting, const char *text, int64_t *out)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, setting->max, &number, NULL))
    return FALSE;
  *out = number;
  return TRUE;
}

int64_t
pt_hub_settings_number (GKeyFile *self, const char *name)
{
  const Setting *setting = find (name);
  g_autofree char *text = pt_hub_settings_dup (self, name);
  int64_t number;

  g_return_val_if_fail (setting != NULL && setting->kind == KIND_NUMBER, 0);
  return text != NULL && read_number (setting, text, &number) ? number : setting->fallback;
}

gboolean
pt_hub_settings_boolean (GKeyFile *self, const char *name)
{
  const Setting *setting = find (name);
  g_autoptr (GError) error = NULL;
  gboolean said = g_key_file_get_boolean (self, GROUP, name, &error);

  g_return_val_if_fail (setting != NULL && setting->kind == KIND_BOOLEAN, FALSE);
  return error == NULL ? said : setting->fallback != 0;
}

/* ── Checking ── */

static gboolean
is_listen (const char *text)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (text, 0, NULL);

  return place != NULL && strrchr (text, ':') != NULL
         && (strcmp (g_network_address_get_hostname (G_NETWORK_ADDRESS (place)), "localhost") == 0
             || g_hostname_is_ip_address (
                 g_network_address_get_hostname (G_NETWORK_ADDRESS (place))));
}

static char *
say_bounds (const Setting *setting)
{
  g_autofree char *max = g_strdup_printf ("%" G_GINT64_FORMAT, setting->max);

  /* Translators: a number */
  return g_strdup_printf (_ ("it is a whole number from 0 to %s"), max);
}

/* (transfer full) (nullable): what is wrong. */
static char *
judge (const Setting *setting, const char *text)
{
  int64_t number;

  switch (setting->kind)
    {
    case KIND_URL:
      return g_str_has_prefix (text, "https://") && text[strlen ("https://")] != '\0'
                 ? NULL
                 : g_strdup (_ ("it is an address that begins with https://"));
    case KIND_LISTEN:
      return is_listen (text) ? NULL : g_strdup (_ ("it is ADDRESS:PORT, such as 127.0.0.1:8443"));
    case KIND_BOOLEAN:
      return strcmp (text, "true") == 0 || strcmp (text, "false") == 0
                 ? NULL
                 : g_strdup (_ ("it is true or false"));
    case KIND_FILE:
      return g_file_test (text, G_FILE_TEST_IS_REGULAR)
                 ? NULL
                 : g_strdup (_ ("there is no such file, or the hub's user cannot see it"));
    case KIND_DATABASE:
      return g_str_has_prefix (text, "postgresql://") || g_str_has_prefix (text, "postgres://")
                 ? NULL
                 : g_strdup (_ ("it is the address of a PostgreSQL, postgresql://USER@HOST/NAME"));
    case KIND_NUMBER:
      return read_number (setting, text, &number) ? NULL : say_bounds (setting);
    }
  return NULL;
}

static void
check_line (GKeyFile *file, const char *name, GPtrArray *problems)
{
  const Setting *setting = find (name);
  g_autofree char *text = pt_hub_settings_dup (file, name);
  g_autofree char *wrong = NULL;

  if (setting == NULL)
    {
      /* Translators: a word in a file of settings */
      g_ptr_array_add (problems, g_strdup_printf (_ ("hub.conf: there is no setting “%s”."), name));
      return;
    }
  wrong = text != NULL ? judge (setting, text) : NULL;
  if (wrong != NULL)
    g_ptr_array_add (
        problems,
        /* Translators: the name of a setting, its value, and what it should be */
        g_strdup_printf (_ ("hub.conf: %1$s=%2$s cannot be used: %3$s."), name, text, wrong));
}

/* One of the two alone is of no use. */
static void
check_pair (GKeyFile *file, GPtrArray *problems)
{
  g_autofree char *certificate = pt_hub_settings_dup (file, "certificate");
  g_autofree char *key = pt_hub_settings_dup (file, "private_key");

  if ((certificate == NULL) != (key == NULL))
    g_ptr_array_add (problems, g_strdup (_ ("hub.conf: certificate and private_key go together.")));
}

void
pt_hub_settings_check (const char *dir, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = load (dir, &error);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_auto (GStrv) names = g_key_file_get_keys (file, GROUP, NULL, NULL);

  if (error != NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    /* Translators: the system's explanation */
    g_ptr_array_add (problems, g_strdup_printf (_ ("hub.conf cannot be read: %s"), error->message));
  for (guint i = 0; groups[i] != NULL; i++)
    if (strcmp (groups[i], GROUP) != 0)
      g_ptr_array_add (problems,
                       /* Translators: the name of a section in a file of settings */
                       g_strdup_printf (_ ("hub.conf: what stands under [%s] means nothing; "
                                           "settings stand under [hub]."),
                                        groups[i]));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    check_line (file, names[i], problems);
  check_pair (file, problems);
}
