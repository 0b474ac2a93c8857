/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and finding what belongs to a hub on disk. The settings that an administrator may change
 * are in hub.conf; everything else is the hub's own. */
#include "pt-hub-folder.h"

#include "pt-durable.h"
#include "pt-hub-key.h"
#include "pt-id.h"
#include "pt-sync.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define DATABASE "hub.db"
#define SETTINGS "hub.conf"
#define ADDRESS "address"
#define FILES_MIN_FREE_MB 512
#define MAX_MB 1000000000

static const char settings_text[] =
    "# Settings of this hub; read at the start and by `invite`.\n"
    "[hub]\n"
    "# The address that laptops use, when it is another than the one it listens at:\n"
    "#public_url=https://hub.example.org:8443\n"
    "# Whether they meet the hub's own key there; false when a proxy with a certificate of a\n"
    "# public authority answers for it:\n"
    "own_key=true\n"
    "# How much the files of one logbook may take together, in MB; 0 = as much as there is:\n"
    "files_max_mb=0\n"
    "# How much of the disk files leave free, in MB. Without room notes go on being shared:\n"
    "files_min_free_mb=512\n";

char *
pt_hub_folder_path (const char *dir, const char *name)
{
  return g_build_filename (dir, name, NULL);
}

PtJournal *
pt_hub_folder_open_journal (const char *dir, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, DATABASE);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                   /* Translators: a folder */
                   _ ("There is no hub in “%s”. Make one with: proeftuin-hub init %s"), dir, dir);
      return NULL;
    }
  return pt_journal_sqlite_open (path, FALSE, error);
}

static gboolean
make_database (const char *dir, const char *name, PtWorld *world, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, DATABASE);
  g_autofree char *id = pt_id_new (world);
  g_autoptr (PtJournal) journal = pt_journal_sqlite_open (path, TRUE, error);

  if (journal == NULL || !journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (!journal->ops->set_hub (journal, id, name, world->now (world), error))
    return FALSE;
  return journal->ops->commit (journal, error);
}

static gboolean
make_folder (const char *dir, GError **error)
{
  g_autofree char *database = pt_hub_folder_path (dir, DATABASE);

  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      /* Translators: a folder */
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _ ("There is a hub in “%s” already."),
                   dir);
      return FALSE;
    }
  if (pt_durable_make_folder (dir) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               /* Translators: a folder and the system's reason */
               _ ("The folder “%s” cannot be made: %s"), dir, g_strerror (errno));
  return FALSE;
}

gboolean
pt_hub_folder_init (const char *dir, const char *name, PtWorld *world, GError **error)
{
  g_autofree char *key = pt_hub_folder_path (dir, PT_HUB_KEY);
  g_autofree char *certificate = pt_hub_folder_path (dir, PT_HUB_CERTIFICATE);
  g_autofree char *settings = pt_hub_folder_path (dir, SETTINGS);

  return make_folder (dir, error) && pt_hub_key_make (key, certificate, world, error)
         && g_file_set_contents_full (settings, settings_text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                      0600, error)
         && make_database (dir, name, world, error);
}

static GKeyFile *
load_settings (const char *dir)
{
  g_autofree char *path = pt_hub_folder_path (dir, SETTINGS);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("settings: %s", error->message);
  return g_steal_pointer (&file);
}

static int64_t
get_mb (GKeyFile *settings, const char *name, int64_t fallback)
{
  g_autoptr (GError) error = NULL;
  gint64 mb = g_key_file_get_int64 (settings, "hub", name, &error);

  return (error != NULL || mb < 0 || mb > MAX_MB ? fallback : mb) * 1000 * 1000;
}

static void
load_limits (PtHub *self)
{
  g_autoptr (GKeyFile) settings = load_settings (self->folder);

  self->files_max = get_mb (settings, "files_max_mb", 0);
  self->files_min_free = get_mb (settings, "files_min_free_mb", FILES_MIN_FREE_MB);
}

PtHub *
pt_hub_open (const char *dir, PtWorld *world, GError **error)
{
  g_autoptr (PtHub) self = g_new0 (PtHub, 1);
  g_autoptr (PtJournal) journal = pt_hub_folder_open_journal (dir, error);

  if (journal == NULL || !journal->ops->get_hub (journal, &self->id, &self->name, error))
    return NULL;
  if (self->id == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   /* Translators: a folder */
                   _ ("The hub in “%s” was not made completely. Remove it and make it again."),
                   dir);
      return NULL;
    }
  self->folder = g_strdup (dir);
  self->world = world;
  load_limits (self);
  return g_steal_pointer (&self);
}

void
pt_hub_free (PtHub *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static char *
without_slash (char *url)
{
  size_t length = strlen (url);

  while (length > 0 && url[length - 1] == '/')
    url[--length] = '\0';
  return url;
}

char *
pt_hub_folder_url (const char *dir)
{
  g_autoptr (GKeyFile) settings = load_settings (dir);
  g_autofree char *path = pt_hub_folder_path (dir, ADDRESS);
  char *url = g_key_file_get_string (settings, "hub", "public_url", NULL);

  if (url == NULL && !g_file_get_contents (path, &url, NULL, NULL))
    url = g_strdup ("https://" PT_HUB_DEFAULT_LISTEN);
  return without_slash (g_strstrip (url));
}

gboolean
pt_hub_folder_record_address (const char *dir, const char *url, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, ADDRESS);
  g_autofree char *line = g_strconcat (url, "\n", NULL);

  return g_file_set_contents (path, line, -1, error);
}

static gboolean
has_own_key (const char *dir)
{
  g_autoptr (GKeyFile) settings = load_settings (dir);
  g_autoptr (GError) error = NULL;
  gboolean own = g_key_file_get_boolean (settings, "hub", "own_key", &error);

  return error != NULL || own;
}

char *
pt_hub_folder_invite_url (const char *dir, const char *invite, GError **error)
{
  g_autofree char *url = pt_hub_folder_url (dir);
  g_autofree char *certificate = pt_hub_folder_path (dir, PT_HUB_CERTIFICATE);
  g_autofree char *pin = NULL;
  PtInvite whole = { .hub_url = url, .invite = (char *)invite };

  if (has_own_key (dir))
    {
      pin = pt_hub_key_pin (certificate, error);
      if (pin == NULL)
        return NULL;
    }
  whole.pin = pin;
  return pt_invite_format (&whole);
}
