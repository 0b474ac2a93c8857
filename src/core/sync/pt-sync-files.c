/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of files, after all text: which go now, in which order, and why the others wait. Small
 * pictures go first, so that a colleague sees what there is. What cannot go now never stops the
 * rest, and text that comes up meanwhile goes before the next chunk. */
#include "pt-sync-files.h"

#include <string.h>

#define KB 1000

static const char *const files_ids[] = {
  [PT_SYNC_FILES_ASK] = "ask",
  [PT_SYNC_FILES_ALWAYS] = "always",
  [PT_SYNC_FILES_NEVER] = "never",
};

gboolean
pt_sync_files_from_id (const char *id, PtSyncFiles *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (files_ids); i++)
    if (g_strcmp0 (files_ids[i], id) == 0)
      {
        *out = (PtSyncFiles)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
ask_system (void)
{
  return g_network_monitor_get_network_metered (g_network_monitor_get_default ());
}

static void
trip_clear (PtFileTrip *self)
{
  g_clear_pointer (&self->tried, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtFileTrip, trip_clear)

static void
trip_init (PtFileTrip *self, PtErrand *errand)
{
  g_autofree char *files = pt_store_dup_setting (errand->store, PT_SETTING_FILES);
  g_autofree char *rate = pt_store_dup_setting (errand->store, PT_SETTING_FILES_RATE);
  gint64 kb = 0;

  *self = (PtFileTrip){ .errand = errand };
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pt_sync_files_from_id (files, &self->files);
  if (rate == NULL || !g_ascii_string_to_signed (rate, 10, 0, G_MAXINT32, &kb, NULL))
    kb = 0;
  pt_pace_init (&self->pace, PT_WIRE_CHUNK_BYTES, errand->carried ? 0 : kb * KB);
}

/* Asked once, and only when there is something that it decides about. */
static gboolean
is_metered (PtFileTrip *self)
{
  gboolean (*ask) (void) = self->errand->options.is_metered;

  if (self->errand->carried)
    return FALSE;
  if (!self->knows_meter)
    self->metered = ask != NULL ? ask () : ask_system ();
  self->knows_meter = TRUE;
  return self->metered;
}

static gboolean
may_go (PtFileTrip *self, const PtFileWait *wait)
{
  if (self->files == PT_SYNC_FILES_NEVER)
    return FALSE;
  if (!wait->unmetered_only
      && (wait->thumb || self->files == PT_SYNC_FILES_ALWAYS || self->errand->options.files_anyway))
    return TRUE;
  return !is_metered (self);
}

/* ── One by one ── */

typedef gboolean (*Move) (PtFileTrip *self, const PtFileWait *wait, GError **error);

static gboolean
is_full (const GError *error)
{
  return strcmp (pt_sync_error_get_code (error), "full") == 0;
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID)
         || strcmp (pt_sync_error_get_code (error), "wrong_hash") == 0;
}

/* Not there, or somebody else is at it. */
static gboolean
is_for_later (const GError *error)
{
  return pt_sync_error_get_status (error) == 404 || pt_sync_error_get_status (error) == 409
         || error->domain == G_FILE_ERROR;
}

/* A file that is not there, here or at the hub, waits for the next time, and so does one that came
 * damaged, which is said; the others go on. Takes @failure; FALSE when nothing can go on. */
static gboolean
bear (PtFileTrip *self, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  self->failed = TRUE;
  if (is_full (owned))
    self->full = TRUE;
  else if (is_damage (owned))
    g_ptr_array_add (self->errand->report->refused, g_strdup (owned->message));
  else if (!is_for_later (owned))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  return TRUE;
}

static char *
key_of (const PtFileWait *wait)
{
  return g_strconcat (wait->sha256, wait->thumb ? "/thumb" : "", NULL);
}

/* What of @waits goes now: takes the others out, and counts them. */
static void
choose (PtFileTrip *self, GPtrArray *waits)
{
  for (guint i = 0; i < waits->len;)
    {
      const PtFileWait *wait = g_ptr_array_index (waits, i);
      g_autofree char *key = key_of (wait);

      if (g_hash_table_contains (self->tried, key))
        g_ptr_array_remove_index (waits, i);
      else if (!may_go (self, wait))
        {
          self->n_waiting += !wait->thumb;
          g_hash_table_add (self->tried, g_steal_pointer (&key));
          g_ptr_array_remove_index (waits, i);
        }
      else
        {
          self->total += !wait->thumb;
          self->left += wait->size;
          i++;
        }
    }
}

static gboolean
move_each (PtFileTrip *self, GPtrArray *waits, gboolean thumbs, Move move, GError **error)
{
  for (guint i = 0; i < waits->len && !(self->full && move != pt_trip_fetch); i++)
    {
      const PtFileWait *wait = g_ptr_array_index (waits, i);
      int64_t left = self->left - wait->size;
      GError *local = NULL;

      if (wait->thumb != thumbs)
        continue;
      pt_errand_tell (self->errand, PT_SYNC_STEP_ATTACHMENTS, self->done, self->total);
      self->done += !wait->thumb;
      g_hash_table_add (self->tried, key_of (wait));
      if (!move (self, wait, &local) && !bear (self, local, error))
        return FALSE;
      self->left = left;
    }
  return TRUE;
}

/* Once over everything that waits. What comes up meanwhile, also from others, waits for the next
 * round: @again. */
static gboolean
make_round (PtFileTrip *self, gboolean *again, GError **error)
{
  g_autoptr (GPtrArray) up = pt_store_list_uploads (self->errand->store, error);
  g_autoptr (GPtrArray) down = up != NULL ? pt_store_list_downloads (self->errand->store, error)
                                          : NULL;

  if (down == NULL)
    return FALSE;
  choose (self, up);
  choose (self, down);
  *again = up->len + down->len > 0 && !self->full;
  return move_each (self, up, TRUE, pt_trip_send, error)
         && move_each (self, down, TRUE, pt_trip_fetch, error)
         && move_each (self, up, FALSE, pt_trip_send, error)
         && move_each (self, down, FALSE, pt_trip_fetch, error)
         && (up->len == 0 || pt_trip_text_first (self, G_MAXINT64, error));
}

/* For `status`, and for the next errand. */
static const char *
find_reason (PtFileTrip *self)
{
  if (self->full)
    return "full";
  if (self->n_waiting > 0)
    return self->metered ? "metered" : "more";
  return self->failed ? "more" : NULL;
}

gboolean
pt_errand_move_files (PtErrand *self, GError **error)
{
  g_auto (PtFileTrip) trip = { 0 };
  gboolean again = TRUE;

  if (!pt_store_has_file_work (self->store))
    return TRUE;
  trip_init (&trip, self);
  while (again)
    if (!make_round (&trip, &again, error))
      return FALSE;
  self->report->files_waiting = trip.n_waiting;
  if (trip.full)
    g_ptr_array_add (self->report->refused, g_strdup (pt_sync_problem_sentence ("full")));
  return pt_store_note_files (self->store, find_reason (&trip), error);
}
