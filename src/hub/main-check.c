/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each check adds the sentences of what it finds; a table says their order. */
#include "main-check.h"

#include "pt-audit.h"
#include "pt-hub-folder.h"
#include "pt-ledger.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define WARN_DAYS 30 /* before a certificate ends */

typedef struct
{
  const char *dir;
  GPtrArray *problems; /* sentences */
  PtHub *hub;
  PtJournal *journal;
} Check;

static void
check_clear (Check *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->journal, pt_journal_free);
  g_clear_pointer (&self->hub, pt_hub_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static void add (Check *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (Check *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* ── The folder ── */

static void
check_private (Check *self, const char *path)
{
  struct stat info;

  if (stat (path, &info) == 0 && (info.st_mode & 077) != 0)
    /* Translators: a file or folder */
    add (self, _ ("Others on this computer can read “%s”; only the hub's user should."), path);
}

static void
check_folder (Check *self)
{
  static const char *const names[] = { PT_HUB_KEY, PT_HUB_SETTINGS, PT_HUB_JOURNAL,
                                       PT_LEDGER_FILE };

  check_private (self, self->dir);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = pt_hub_folder_path (self->dir, names[i]);

      check_private (self, path);
    }
}

/* What is erased is still in what `migrate` left behind. */
static void
check_moved (Check *self)
{
  g_autofree char *database = pt_hub_folder_database (self->dir);
  g_autofree char *path = pt_hub_folder_path (self->dir, PT_HUB_JOURNAL);

  if (database != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    /* Translators: a file; rm is a command */
    add (self,
         _ ("The hub is served from PostgreSQL, but the database that it had before still lies "
            "here, with personal data and what was erased since. Once you trust the other one, "
            "say: rm %s*"),
         path);
}

/* What root wrote into the folder of a service. */
static void
check_owner (Check *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->dir, 0, NULL);
  const char *name;
  struct stat whole, one;

  if (folder == NULL || stat (self->dir, &whole) != 0)
    return;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = pt_hub_folder_path (self->dir, name);

      if (lstat (path, &one) != 0 || one.st_uid == whole.st_uid)
        continue;
      /* Translators: a file, then a folder; chown -R --reference is a command */
      add (self,
           _ ("“%1$s” belongs to another user than its folder, so the hub cannot write it. Say: "
              "chown -R --reference=%2$s %2$s"),
           path, self->dir);
      return;
    }
}

static void
check_settings (Check *self)
{
  pt_hub_settings_check (self->dir, self->problems);
}

/* Browsers and laptops that know no key of the hub look at the name. */
static void
check_name (Check *self, GTlsCertificate *certificate)
{
  g_autofree char *url = pt_hub_folder_url (self->dir);
  g_autoptr (GSocketConnectable) place = g_network_address_parse_uri (url, 443, NULL);

  if (place != NULL
      && (g_tls_certificate_verify (certificate, place, NULL) & G_TLS_CERTIFICATE_BAD_IDENTITY)
             != 0)
    /* Translators: an address */
    add (self, _ ("The certificate is for another name than that of “%s”, so nobody trusts it."),
         url);
}

static void
check_certificate (Check *self)
{
  g_autofree char *path = pt_hub_folder_certificate (self->dir);
  g_autofree char *key = pt_hub_folder_private_key (self->dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (path, key, &error);
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (GDateTime) soon = NULL;

  if (certificate == NULL)
    {
      /* Translators: a file, and the system's explanation */
      add (self, _ ("The certificate “%1$s” cannot be used: %2$s"), path, error->message);
      return;
    }
  if (!pt_hub_folder_has_own_key (self->dir) && !pt_hub_folder_is_behind_proxy (self->dir))
    check_name (self, certificate);
  end = g_tls_certificate_get_not_valid_after (certificate);
  soon = g_date_time_new_now_utc ();
  soon = g_date_time_add_days (g_steal_pointer (&soon), WARN_DAYS);
  if (end != NULL && g_date_time_compare (end, soon) < 0)
    {
      g_autofree char *day = g_date_time_format (end, "%Y-%m-%d");

      /* Translators: a day */
      add (self, _ ("The certificate ends on %s. Replace it before then."), day);
    }
}

static void
check_room (Check *self)
{
  struct statvfs disk;

  if (statvfs (self->dir, &disk) != 0
      || (int64_t)(disk.f_bavail * disk.f_frsize) >= self->hub->files_min_free)
    return;
  add (self, _ ("The disk has less room than hub.conf keeps free: no files are taken any more."));
}

/* ── The journal ── */

static gboolean
pass_cb (JsonObject *line, gpointer data, GError **error)
{
  return TRUE;
}

/* Reading it compares every line with its hash. */
static void
check_ledger (Check *self)
{
  g_autoptr (GError) error = NULL;

  if (!pt_ledger_read (self->hub, pass_cb, NULL, &error))
    add (self, "%s", error->message);
}

static void
check_audits (Check *self)
{
  g_autoptr (GPtrArray) logbooks = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->journal->ops->list_logbooks (self->journal, &logbooks, &error))
    {
      add (self, "%s", error->message);
      return;
    }
  for (guint i = 0; i < logbooks->len; i++)
    {
      const char *logbook = g_ptr_array_index (logbooks, i);
      g_autoptr (GError) broken = NULL;
      int64_t n;

      if (!pt_audit_check (self->journal, logbook, &n, &broken))
        add (self, "%s: %s", logbook, broken->message);
    }
}

/* What has been said to nobody yet is nobody's loss; a logbook with something in it is. */
static void
check_backup (Check *self)
{
  g_autoptr (GPtrArray) logbooks = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (!self->journal->ops->list_logbooks (self->journal, &logbooks, &error))
    return; /* said with the audit logs */
  for (guint i = 0; i < logbooks->len; i++)
    {
      g_autoptr (PtHead) head = NULL;

      n += self->journal->ops->get_head (self->journal, logbooks->pdata[i], &head, NULL)
           && head != NULL && head->seq > 0 && head->backed_up_seq == 0;
    }
  if (n > 0)
    add (self,
         ngettext ("%u logbook is in no backup yet: see `proeftuin-hub backup`.",
                   "%u logbooks are in no backup yet: see `proeftuin-hub backup`.", n),
         n);
}

static void
check_address (Check *self)
{
  g_autofree char *url = pt_hub_folder_url (self->dir);

  if (pt_hub_folder_is_behind_proxy (self->dir) && !pt_hub_folder_has_public_url (self->dir))
    add (self, _ ("Behind a proxy nobody knows the hub's address: say public_url in hub.conf."));

  if (!g_str_has_prefix (url, "https://"))
    /* Translators: an address */
    add (self,
         _ ("Laptops and browsers would come to “%s”, which is not HTTPS. Say another "
            "public_url in hub.conf."),
         url);
}

static gboolean
open_hub (Check *self)
{
  g_autoptr (GError) error = NULL;

  self->hub = pt_hub_open (self->dir, pt_world_system (), &error);
  self->journal = self->hub != NULL ? pt_hub_folder_open_journal (self->dir, &error) : NULL;
  if (self->journal == NULL)
    add (self, "%s", error->message);
  return self->journal != NULL;
}

gboolean
pt_main_check (const char *dir)
{
  static void (*const checks[]) (
      Check * self) = { check_folder, check_owner,  check_moved,  check_settings, check_certificate,
                        check_room,   check_ledger, check_audits, check_backup,   check_address };
  g_auto (Check) self = { .dir = dir, .problems = g_ptr_array_new_with_free_func (g_free) };

  if (!open_hub (&self))
    check_settings (&self);
  else
    for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
      checks[i](&self);
  for (guint i = 0; i < self.problems->len; i++)
    g_printerr ("proeftuin-hub: %s\n", (char *)g_ptr_array_index (self.problems, i));
  if (self.problems->len == 0)
    g_print ("%s\n", _ ("Nothing is wrong with this hub."));
  return self.problems->len == 0;
}
