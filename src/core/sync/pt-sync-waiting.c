/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-sync-waiting.h. What only an errand can know was kept by it as a setting of this laptop. */
#include "pt-sync-waiting.h"

#include "pt-sync.h"
#include "pt-token.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *why;
  const char *sentence;
} waits[] = {
  { "metered", N_ ("They are not sent over a connection that costs money. To let them go all the "
                   "same: sync --files always.") },
  { "full",
    N_ ("The team server has no room for more files. Notes are shared all the same; ask its "
        "administrator to make room.") },
};

void
pt_sync_waiting_clear (PtSyncWaiting *self)
{
  g_free (self->why);
  g_free (self->files);
}

static void
count (PtSyncWaiting *self, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const PtFileWait *wait = g_ptr_array_index (list, i);

      self->n_files += !wait->thumb;
      self->bytes += wait->size;
    }
}

static const char *
find_reason (const char *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    if (g_strcmp0 (waits[i].why, why) == 0)
      return _ (waits[i].sentence);
  return NULL;
}

static char *
describe_files (const PtSyncWaiting *self)
{
  g_autofree char *size = g_format_size ((guint64)self->bytes);
  g_autofree char *said = NULL;
  const char *reason = find_reason (self->why);

  if (self->n_files == 0)
    return NULL;
  /* Translators: %2$s is a size such as 2.1 MB. */
  said = g_strdup_printf (
      ngettext ("%1$u file (%2$s) waits.", "%1$u files (%2$s) wait.", self->n_files), self->n_files,
      size);
  return reason != NULL ? g_strjoin (" ", said, reason, NULL) : g_steal_pointer (&said);
}

static gboolean
read_files (PtStore *store, PtSyncWaiting *self, GError **error)
{
  g_autoptr (GPtrArray) up = pt_store_list_uploads (store, error);
  g_autoptr (GPtrArray) down = up != NULL ? pt_store_list_downloads (store, error) : NULL;

  if (down == NULL)
    return FALSE;
  count (self, up);
  count (self, down);
  self->why = pt_store_dup_file_note (store);
  self->files = describe_files (self);
  return TRUE;
}

gboolean
pt_sync_waiting_read (PtStore *store, PtSyncWaiting *out, GError **error)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);

  *out = (PtSyncWaiting){ 0 };
  if (link == NULL)
    return TRUE;
  out->token = pt_token_place (link->device);
  return read_files (store, out, error);
}
