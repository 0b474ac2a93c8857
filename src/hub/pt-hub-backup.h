/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file with a whole hub: its database, key, certificate, settings and the files of attachments,
 * as an uncompressed tar, 0600. The database is a file of SQLite in it also when the hub has its own
 * in PostgreSQL, so that a backup of either is restored into either. The ledger is never in it: it
 * must be younger than what is restored. A restored hub lives a new epoch, in which laptops give back
 * what it lacks. */
#pragma once

#include "pt-hub-folder.h"

G_BEGIN_DECLS

typedef enum
{
  PT_BACKUP_STEP_DATABASE, /* in pages */
  PT_BACKUP_STEP_FILES,
} PtBackupStep;

/* @done of @total. */
typedef void (*PtBackupProgress) (PtBackupStep step, int64_t done, int64_t total, gpointer data);

typedef struct
{
  char *name; /* of the hub */
  int64_t at; /* when the backup was made; microseconds UTC */
  guint n_logbooks, n_files;
  guint n_missing;     /* files that the database has and the folder has not */
  gboolean had_ledger; /* restoring: the folder has a ledger to go by */
} PtBackupReport;
void pt_backup_report_clear (PtBackupReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtBackupReport, pt_backup_report_clear)

/**
 * pt_hub_backup:
 * @hub: served or not; nobody waits for it
 * @file: gets the backup when it is whole, in place of an older one
 *
 * Notes in the database up to where each logbook is in the backup.
 */
gboolean pt_hub_backup (PtHub *hub, const char *file, PtBackupProgress progress, gpointer data,
                        PtBackupReport *out, GError **error);

/**
 * pt_hub_restore:
 * @dir: an empty folder or none, or that of the same hub, not served
 * @file: from pt_hub_backup()
 *
 * Checks the whole backup before anything is replaced; keeps the ledger and the files that are there,
 * begins new epochs and brings the database up to date with the ledger. Into the PostgreSQL that the
 * settings of @dir or the environment name, else into the folder: never into one that only the backup
 * knows of.
 */
gboolean pt_hub_restore (const char *dir, const char *file, PtWorld *world,
                         PtBackupProgress progress, gpointer data, PtBackupReport *out,
                         GError **error);

/**
 * pt_hub_restored:
 * @dir: of a hub that is not served
 *
 * What pt_hub_restore() does at the end, for a database or a folder that was put back by other means:
 * pg_restore, the copy of a disk.
 */
gboolean pt_hub_restored (const char *dir, PtWorld *world, PtBackupReport *out, GError **error);

#define PT_BACKUP_MANIFEST "backup.json"
#define PT_BACKUP_FORMAT "proeftuin-hub-backup"
#define PT_BACKUP_VERSION 1

G_END_DECLS
