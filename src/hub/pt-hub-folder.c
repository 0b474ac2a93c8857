/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and finding what belongs to a hub on disk. The settings that an administrator may change
 * are in hub.conf; everything else is the hub's own. */
#include "pt-hub-folder.h"

#include "pt-durable.h"
#include "pt-erase.h"
#include "pt-hub-key.h"
#include "pt-hub-settings.h"
#include "pt-hub-sweep.h"
#include "pt-id.h"
#include "pt-ledger.h"
#include "pt-limits.h"
#include "pt-metrics.h"
#include "pt-sync.h"
#include "pt-witness.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define ADDRESS "address"
#define BYTES_PER_MB 1000000

char *
pt_hub_folder_path (const char *dir, const char *name)
{
  return g_build_filename (dir, name, NULL);
}

char *
pt_hub_folder_database (const char *dir)
{
  const char *here = g_getenv (PT_HUB_DATABASE_VARIABLE);
  g_autoptr (GKeyFile) settings = NULL;

  if (here != NULL && here[0] != '\0')
    return g_strdup (here);
  settings = pt_hub_settings_load (dir);
  return g_key_file_get_string (settings, "hub", "database", NULL);
}

gboolean
pt_hub_folder_set_database (const char *dir, const char *url, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, PT_HUB_SETTINGS);
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);
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
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);

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

  PtJournal *journal;

  if (!is_hub (dir))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                   /* Translators: a folder */
                   _ ("There is no hub in “%s”. Make one with: proeftuin-hub init %s"), dir, dir);
      return NULL;
    }
  journal = url != NULL ? pt_journal_postgres_open (url, FALSE, error)
                        : pt_journal_sqlite_open (path, FALSE, error);
  if (journal != NULL)
    journal->witness = pt_witness_new (dir);
  return journal;
}

/* The witness is asked first: whatever the ledger does to the feed is remembered by it. */
gboolean
pt_hub_folder_catch_up (PtHub *hub, PtJournal *journal, GError **error)
{
  if (!pt_witness_check (hub, journal, error) || !pt_ledger_replay (hub, journal, error))
    return FALSE;
  pt_erase_purge (hub, journal);
  pt_hub_sweep (hub, journal);
  return TRUE;
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
  g_autofree char *settings_text = pt_hub_settings_template ();

  return make_folder (dir, error) && pt_hub_key_make (key, certificate, world, error)
         && g_file_set_contents_full (settings, settings_text, -1,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                      0600, error)
         && make_database (dir, name, database, world, error);
}

static void
load_limits (PtHub *self)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (self->folder);

  self->files_max = pt_hub_settings_number (settings, "files_max_mb") * BYTES_PER_MB;
  self->files_min_free = pt_hub_settings_number (settings, "files_min_free_mb") * BYTES_PER_MB;
  self->device_requests = pt_hub_settings_number (settings, "device_requests");
  self->page_requests = pt_hub_settings_number (settings, "page_requests");
  self->visitor_requests = pt_hub_settings_number (settings, "visitor_requests");
  self->code_tries = pt_hub_settings_number (settings, "code_tries");
  self->token_days = pt_hub_settings_number (settings, "token_days");
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
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);
  g_autofree char *path = pt_hub_folder_path (dir, ADDRESS);
  char *url = g_key_file_get_string (settings, "hub", "public_url", NULL);

  if (url == NULL && !g_file_get_contents (path, &url, NULL, NULL))
    url = g_strdup ("https://" PT_HUB_DEFAULT_LISTEN);
  return without_slash (g_strstrip (url));
}

gboolean
pt_hub_folder_has_public_url (const char *dir)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);

  return g_key_file_has_key (settings, "hub", "public_url", NULL);
}

gboolean
pt_hub_folder_record_address (const char *dir, const char *url, GError **error)
{
  g_autofree char *path = pt_hub_folder_path (dir, ADDRESS);
  g_autofree char *line = g_strconcat (url, "\n", NULL);

  return g_file_set_contents (path, line, -1, error);
}

char *
pt_hub_folder_listen (const char *dir)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);
  char *listen = pt_hub_settings_dup (settings, "listen");

  return listen != NULL ? listen : g_strdup (PT_HUB_DEFAULT_LISTEN);
}

gboolean
pt_hub_folder_is_behind_proxy (const char *dir)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);

  return pt_hub_settings_boolean (settings, "behind_proxy");
}

/* What is said, or the hub's own. */
static char *
find_key_file (const char *dir, const char *name, const char *own)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);
  char *path = pt_hub_settings_dup (settings, name);

  return path != NULL ? path : pt_hub_folder_path (dir, own);
}

char *
pt_hub_folder_certificate (const char *dir)
{
  return find_key_file (dir, "certificate", PT_HUB_CERTIFICATE);
}

char *
pt_hub_folder_private_key (const char *dir)
{
  return find_key_file (dir, "private_key", PT_HUB_KEY);
}

gboolean
pt_hub_folder_has_own_key (const char *dir)
{
  g_autoptr (GKeyFile) settings = pt_hub_settings_load (dir);

  return pt_hub_settings_boolean (settings, "own_key");
}

char *
pt_hub_folder_invite_url (const char *dir, const char *invite, GError **error)
{
  g_autofree char *url = pt_hub_folder_url (dir);
  g_autofree char *certificate = pt_hub_folder_path (dir, PT_HUB_CERTIFICATE);
  g_autofree char *pin = NULL;
  PtInvite whole = { .hub_url = url, .invite = (char *)invite };

  if (pt_hub_folder_has_own_key (dir))
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
