/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup's file into a folder, every part of it looked at; nothing here knows of the hub that is
 * replaced. */
#pragma once

#include "pt-hub-backup.h"

G_BEGIN_DECLS

/**
 * pt_hub_unpack:
 * @file: from pt_hub_backup(), or anything else
 * @stage: an empty folder; what is in it after a failure is of no use
 * @report: gets what the backup says of itself and how many files it has
 */
gboolean pt_hub_unpack (const char *file, const char *stage, PtBackupProgress progress,
                        gpointer data, PtBackupReport *report, GError **error);

/* FALSE with @error: the backup is damaged. */
gboolean pt_hub_unpack_refuse (GError **error);

G_END_DECLS
