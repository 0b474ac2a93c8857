/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See main-backup.h. */
#include "main-backup.h"

#include "pt-hub-backup.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define SAY_EVERY_PERCENT 10

typedef struct
{
  PtBackupStep step;
  int64_t said; /* percent or files */
} Saying;

/* A line for each tenth, not for each page. */
static void
progress_cb (PtBackupStep step, int64_t done, int64_t total, gpointer data)
{
  Saying *self = data;
  int64_t percent = total > 0 ? done * 100 / total : 0;

  if (total == 0 || (step == self->step && percent < self->said + SAY_EVERY_PERCENT))
    return;
  self->step = step;
  self->said = percent - percent % SAY_EVERY_PERCENT;
  if (step == PT_BACKUP_STEP_DATABASE)
    /* Translators: %d is a percentage */
    g_print (_ ("Database: %d %%\n"), (int)percent);
  else
    /* Translators: %d is a percentage */
    g_print (_ ("Files: %d %%\n"), (int)percent);
  fflush (stdout);
}

static void
print_contents (const PtBackupReport *report)
{
  g_print (ngettext ("%u logbook", "%u logbooks", report->n_logbooks), report->n_logbooks);
  g_print (", ");
  g_print (ngettext ("%u file", "%u files", report->n_files), report->n_files);
  g_print ("\n");
}

gboolean
pt_main_backup (const char *dir, const char *file, GError **error)
{
  g_autoptr (PtHub) hub = pt_hub_open (dir, pt_world_system (), error);
  g_auto (PtBackupReport) report = { 0 };
  Saying saying = { .said = -SAY_EVERY_PERCENT };

  if (hub == NULL || !pt_hub_backup (hub, file, progress_cb, &saying, &report, error))
    return FALSE;
  /* Translators: %1$s is the name of a hub, %2$s a file */
  g_print (_ ("The whole hub “%1$s” is in %2$s."), report.name, file);
  g_print ("\n");
  print_contents (&report);
  if (report.n_missing > 0)
    g_print (ngettext ("%u file that the hub should have is not in its folder and not in the "
                       "backup; laptops that have it give it back after a restore.\n",
                       "%u files that the hub should have are not in its folder and not in the "
                       "backup; laptops that have them give them back after a restore.\n",
                       report.n_missing),
             report.n_missing);
  g_print ("%s\n", _ ("Keep the file where only you can read it: it holds everything, and the key "
                      "of the hub. The ledger (ledger.jsonl) is not in it; copy that apart, and "
                      "always the newest."));
  return TRUE;
}

static void
print_next (const PtBackupReport *report)
{
  if (report->n_missing > 0)
    g_print (ngettext ("%u file is not in the backup; laptops that have it send it again.\n",
                       "%u files are not in the backup; laptops that have them send them again.\n",
                       report->n_missing),
             report->n_missing);
  if (report->had_ledger)
    g_print ("%s\n", _ ("From the ledger: what was erased and who was revoked since then stays so, "
                        "and laptops that joined since then still connect."));
  else
    g_print ("%s\n", _ ("There is no ledger (ledger.jsonl) in this folder. If you have a copy, put "
                        "it here before you serve: without it, what was erased since the backup is "
                        "there again, and who joined since then needs a new invite."));
  g_print ("%s\n", _ ("Now serve the hub as before. At their next contact laptops notice by "
                      "themselves and give back what they hold; for 30 days. Nobody has to do "
                      "anything."));
}

gboolean
pt_main_restore (const char *dir, const char *file, GError **error)
{
  g_auto (PtBackupReport) report = { 0 };
  g_autofree char *at = NULL;

  if (!pt_hub_restore (dir, file, pt_world_system (), NULL, NULL, &report, error))
    return FALSE;
  at = pt_instant_format (report.at, pt_world_system ()->offset (pt_world_system (), report.at));
  /* Translators: %1$s is the name of a hub, %2$s a date and time */
  g_print (_ ("The hub “%1$s” is as it was on %2$s."), report.name, at);
  g_print ("\n");
  print_contents (&report);
  print_next (&report);
  return TRUE;
}

gboolean
pt_main_restored (const char *dir, GError **error)
{
  g_auto (PtBackupReport) report = { 0 };

  if (!pt_hub_restored (dir, pt_world_system (), &report, error))
    return FALSE;
  /* Translators: %s is the name of a hub */
  g_print (_ ("The hub “%s” takes its database for one that was put back."), report.name);
  g_print ("\n");
  print_next (&report);
  return TRUE;
}
