/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and finding what belongs to a hub on disk. The settings that an administrator may change
 * are in hub.conf; everything else is the hub's own. */
#include "pt-hub-folder.h"

#include "pt-durable.h"
#include "pt-hub-key.h"
#include "pt-id.h"
#include "pt-limits.h"
#include "pt-metrics.h"
#include "pt-sync.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define ADDRESS "address"
#define FILES_MIN_FREE_MB 512
#define MAX_MB 1000000000

static const char settings_text[] =
    "# Settings of this hub; read at the start and by `invite`.\n"
    "[hub]\n"
    "# The address that laptops use, when it is another than the one it listens at; behind a\n"
    "# proxy always:\n"
    "#public_url=https://hub.example.org:8443\n"
    "# Whether they meet the hub's own key there; false when a proxy with a certificate of a\n"
    "# public authority answers for it:\n"
    "own_key=true\n"
    "# How much the files of one logbook may take together, in MB; 0 = as much as there is:\n"
    "files_max_mb=0\n"
    "# How much of the disk files leave free, in MB. Without room notes go on being shared:\n"
    "files_min_free_mb=512\n"
    "# Where the journal is: in hub.db beside this file, or in a PostgreSQL of yours, so that\n"
    "# several hub programs may serve this folder. `init --database` and `migrate` write it:\n"
    "#database=postgresql://hub@db.example.org/hub\n";

char *
pt_hub_folder_path (const char *dir, const char *name)
{
  return g_build_filename (dir, name, NULL);
}

static GKeyFile *
load_settings (const char *dir)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_SETTINGS);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("settings: %s", error->message);
  return g_steal_pointer (&file);
}

char *
pt_hub_folder_database (const char *dir)
{
  const char *here = g_getenv (PT_HUB_DATABASE_VARIABLE);
  g_autoptr (GKeyFile) settings = NULL;

  if (here != NULL && here[0] != '\0')
    return g_strdup (here);
  settings = load_settings (dir);
  return g_key_file_get_string (settings, "hub", "database", NULL);
}

gboolean
pt_hub_folder_set_database (const char *dir, const char *url, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_SETTINGS);
  g_autoptr (GKeyFile) settings = load_settings (dir);
  g_autofree char *now = g_key_file_get_string (settings, "hub", "database", NULL);
  g_autofree char *text = NULL;

  if (g_strcmp0 (url, now) == 0)
    return TRUE;
  if (url != NULL)
    g_key_file_set_string (settings, "hub", "database", url);
  else
    g_key_file_remove_key (settings, "hub", "database", NULL);
  text = g_key_file_to_data (settings, NULL, NULL);
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* Made to the end: the database comes last. */
static gboolean
is_hub (const char *dir)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_JOURNAL);
  g_autoptr (GKeyFile) settings = load_settings (dir);

  return g_file_test (path, G_FILE_TEST_EXISTS)
         || g_key_file_has_key (settings, "hub", "database", NULL);
}

int
pt_hub_folder_lock (const char *dir, gboolean shared)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_LOCK);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

PtJournal *
pt_hub_folder_open_journal (const char *dir, GError **error)
{
  g_autofree char *url = pt_hub_folder_database (dir);
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_JOURNAL);

  if (is_hub (dir))
    return url != NULL ? pt_journal_postgres_open (url, FALSE, error)
                       : pt_journal_sqlite_open (path, FALSE, error);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
               /* Translators: a folder */
               _ ("There is no hub in “%s”. Make one with: proeftuin-hub init %s"), dir, dir);
  return NULL;
}

static gboolean
refuse_second_hub (PtJournal *journal, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (!journal->ops->get_hub (journal, &id, &name, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               /* Translators: the name of a hub */
               _ ("The database holds a hub already: “%s”."), name);
  return FALSE;
}

static gboolean
make_hub (PtJournal *journal, const char *name, PtWorld *world, GError **error)
{
  g_autofree char *id = pt_id_new (world);

  if (!journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (refuse_second_hub (journal, error)
      && journal->ops->set_hub (journal, id, name, world->now (world), error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

static gboolean
make_database (const char *dir, const char *name, const char *url, PtWorld *world, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_JOURNAL);
  g_autoptr (PtJournal) journal = url != NULL ? pt_journal_postgres_open (url, TRUE, error)
                                              : pt_journal_sqlite_open (path, TRUE, error);

  return journal != NULL && make_hub (journal, name, world, error)
         && (url == NULL || pt_hub_folder_set_database (dir, url, error));
}

static gboolean
make_folder (const char *dir, GError **error)
{
  if (is_hub (dir))
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
pt_hub_folder_init (const char *dir, const char *name, const char *database, PtWorld *world,
                    GError **error)
{
  g_autofree char *key = pt_hub_folder_path (dir, PT_HUB_KEY);
  g_autofree char *certificate = pt_hub_folder_path (dir, PT_HUB_CERTIFICATE);
  g_autofree char *settings = pt_hub_folder_path (dir, PT_HUB_SETTINGS);

  return make_folder (dir, error) && pt_hub_key_make (key, certificate, world, error)
         && g_file_set_contents_full (settings, settings_text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                      0600, error)
         && make_database (dir, name, database, world, error);
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

/* Half of the one hub and half of the other. */
static gboolean
check_restored (const char *dir, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_RESTORING);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  /* Translators: a folder */
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("A restore of the hub in “%s” was broken off. Restore it again."), dir);
  return FALSE;
}

PtHub *
pt_hub_open (const char *dir, PtWorld *world, GError **error)
{
  g_autoptr (PtHub) self = g_new0 (PtHub, 1);
  g_autoptr (PtJournal)
      journal = check_restored (dir, error) ? pt_hub_folder_open_journal (dir, error) : NULL;

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
  self->limits = pt_limits_new (world);
  self->metrics = pt_metrics_new ();
  pt_uuid_new (world, &self->life);
  load_limits (self);
  return g_steal_pointer (&self);
}

void
pt_hub_free (PtHub *self)
{
  if (self == NULL)
    return;
  pt_limits_free (self->limits);
  pt_metrics_free (self->metrics);
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
pt_hub_folder_has_public_url (const char *dir)
{
  g_autoptr (GKeyFile) settings = load_settings (dir);

  return g_key_file_has_key (settings, "hub", "public_url", NULL);
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

gboolean
pt_hub_folder_refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, sentence);
  return FALSE;
}

gboolean
pt_hub_folder_fail_write (const char *path, int failure, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure),
               /* Translators: %1$s is a file, %2$s the system's explanation. */
               _ ("“%1$s” cannot be written: %2$s."), path, g_strerror (failure));
  return FALSE;
}
