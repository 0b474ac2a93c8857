/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-hub-sweep.h"

#include "pt-epoch.h"
#include "pt-hub-files.h"

#include <string.h>

#define SHA256_LENGTH 64

/* (transfer full): a file, its part and its small picture are one. */
static GHashTable *
gather (PtHub *hub, const char *logbook)
{
  g_autofree char *folder = g_build_filename (hub->folder, "files", logbook, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (names, g_strndup (name, SHA256_LENGTH));
  return names;
}

static gboolean
remove_unnamed (PtHub *hub, PtJournal *journal, const char *logbook, const char *sha256,
                GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  PtHash hash;

  if (!pt_hash_parse (sha256, &hash))
    return TRUE;
  if (!journal->ops->list_file_records (journal, logbook, &hash, &records, error))
    return FALSE;
  return records->len > 0 || pt_hub_files_remove (hub, logbook, sha256, error);
}

static gboolean
sweep_unrepaired (PtHub *hub, PtJournal *journal, const char *logbook, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer sha256;

  if (!journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  if (head == NULL || pt_epoch_is_repaired (hub, head))
    return TRUE;
  names = gather (hub, logbook);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &sha256, NULL))
    if (!remove_unnamed (hub, journal, logbook, sha256, error))
      return FALSE;
  return TRUE;
}

/* In a transaction, so that nobody names a file between the look and its end. */
static gboolean
sweep_logbook (PtHub *hub, PtJournal *journal, const char *logbook, GError **error)
{
  if (!journal->ops->begin (journal, logbook, error))
    return FALSE;
  if (sweep_unrepaired (hub, journal, logbook, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

void
pt_hub_sweep (PtHub *hub, PtJournal *journal)
{
  g_autoptr (GPtrArray) logbooks = NULL;
  g_autoptr (GError) error = NULL;
  gboolean swept = journal->ops->list_logbooks (journal, &logbooks, &error);

  for (guint i = 0; swept && i < logbooks->len; i++)
    swept = sweep_logbook (hub, journal, g_ptr_array_index (logbooks, i), &error);
  if (!swept)
    g_warning ("sweep: %s", error->message);
}
