/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unpacking: first whether the file is an answer to one of this laptop, whole, and not older than what
 * is known here; then the errand runs with the file in the place of the hub. */
#include "pt-sync-parcel.h"

#include "pt-parcel-answers.h"
#include "pt-parcel-book.h"
#include "pt-sync-private.h"
#include "pt-token.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PtStore *store;
  PtErrand errand;
  PtParcel *parcel;
  PtParcelEntry *entry;
} Unpacking;

static void
unpacking_clear (Unpacking *self)
{
  pt_errand_clear (&self->errand);
  g_clear_pointer (&self->entry, pt_parcel_entry_free);
  g_clear_pointer (&self->parcel, pt_parcel_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Unpacking, unpacking_clear)

static gboolean
fail (PtParcelError code, const char *sentence, GError **error)
{
  g_set_error_literal (error, PT_PARCEL_ERROR, (int)code, _ (sentence));
  return FALSE;
}

static gboolean
is_id (const PtUuid *uuid, const char *id)
{
  char text[PT_ID_LENGTH + 1];

  pt_uuid_format (uuid, text);
  return g_strcmp0 (text, id) == 0;
}

/* ── Is it for us? ── */

static gboolean
check_label (Unpacking *self, const PtHubLink *link, GError **error)
{
  const PtParcelLabel *label = pt_parcel_get_label (self->parcel);
  char exchange[PT_ID_LENGTH + 1];

  if (!is_id (&label->logbook, pt_store_get_logbook_id (self->store)))
    return fail (PT_PARCEL_ERROR_ELSEWHERE,
                 N_ ("This exchange file is of another logbook. Nothing was taken from it."),
                 error);
  if (!is_id (&label->hub, link->hub_id))
    return fail (PT_PARCEL_ERROR_ELSEWHERE,
                 N_ ("This exchange file is of another team server. Nothing was taken from it."),
                 error);
  pt_uuid_format (&label->exchange, exchange);
  self->entry = pt_parcel_book_find (self->store, exchange);
  if (self->entry == NULL || !is_id (&label->device, self->entry->device))
    return fail (
        PT_PARCEL_ERROR_ELSEWHERE,
        N_ ("This exchange file is of another laptop, or from before this one was put back. "
            "Nothing was taken from it; write a new one."),
        error);
  if (label->kind == PT_PARCEL_REQUEST)
    return fail (PT_PARCEL_ERROR_UNANSWERED,
                 N_ ("The team server has not answered in this file yet. Take it there first: "
                     "proeftuin-hub exchange."),
                 error);
  return TRUE;
}

static gboolean
unlock (Unpacking *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *secret = pt_token_load (self->entry->device, error);
  uint8_t token[PT_PARCEL_TOKEN_BYTES];

  if (secret == NULL)
    return FALSE;
  pt_parcel_hash_token (secret, token);
  return pt_parcel_unlock (self->parcel, token, cancellable, error);
}

/* ── Is it news? ── */

/* In one life of the feed all of these only grow. */
static gboolean
is_older (PtStore *store, const PtHubLink *link, JsonObject *hello)
{
  JsonObject *newest;

  if (g_strcmp0 (pt_json_text_or (hello, "epoch", NULL), link->epoch) != 0)
    return FALSE;
  if (!pt_json_get_object (hello, "newest", &newest, NULL))
    return FALSE;
  return pt_json_int_or (newest, "seq", 0) < link->seq
         || pt_json_int_or (hello, "erasure", 0) < link->era
         || pt_json_int_or (hello, "members", 0) < pt_store_get_members_version (store)
         || pt_json_int_or (hello, "decisions", 0) < pt_store_get_decisions (store);
}

/* NULL = it is. Borrowed. */
static const char *
find_staleness (Unpacking *self, const PtHubLink *link, PtParcelAnswers *answers)
{
  g_autoptr (JsonNode) hello = NULL;

  if (self->entry->is_read)
    return _ ("This file was read before. Nothing has changed.");
  hello = pt_parcel_answers_get_object (answers, "GET hello");
  if (g_strcmp0 (self->entry->epoch, link->epoch) != 0
      || (hello != NULL && is_older (self->store, link, json_node_get_object (hello))))
    return _ (
        "This laptop has heard newer things from the team server than this file says. Nothing "
        "was taken from it.");
  return NULL;
}

/* ── The errand ── */

/* What the hub said is read, also when it was a refusal; trouble on this laptop or with the stick is
 * not: then the file is read once more. */
static gboolean
close_entry (Unpacking *self, const GError *failure, GError **error)
{
  if (failure != NULL && failure->domain != PT_SYNC_ERROR)
    return TRUE;
  return pt_parcel_book_close (self->store, self->entry->exchange, error);
}

/* What the hub wants to know still, or anew since it was put back. */
static gboolean
is_for_next_file (const GError *error)
{
  return g_error_matches (error, PT_SYNC_ERROR, PT_SYNC_ERROR_NEXT_FILE)
         || g_strcmp0 (pt_sync_error_get_code (error), "chain_broken") == 0;
}

/* The rest goes with the next file: what was done until there stays. */
static gboolean
run (Unpacking *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (pt_errand_run (&self->errand, &local))
    pt_errand_note (self->store, NULL);
  if (!close_entry (self, local, error))
    return FALSE;
  if (local == NULL)
    return TRUE;
  if (!is_for_next_file (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_ptr_array_add (self->errand.report->notes, g_strdup (local->message));
  return TRUE;
}

/* Takes @answers. */
static gboolean
take_over (Unpacking *self, PtParcelAnswers *answers, const PtSyncOptions *options,
           GCancellable *cancellable, GError **error)
{
  const guint n_sent = answers->n_files_taken;
  g_autoptr (PtTransport) transport = pt_parcel_transport_new (answers);

  if (options != NULL)
    self->errand.options = *options;
  if (!pt_errand_init (&self->errand, self->store, transport, cancellable, error))
    return FALSE;
  self->errand.carried = TRUE;
  if (!run (self, error))
    return FALSE;
  self->errand.report->files_sent += n_sent;
  return TRUE;
}

static PtSyncReport *
report_stale (const char *why)
{
  PtSyncReport *report = pt_sync_report_new ();

  g_ptr_array_add (report->notes, g_strdup (why));
  return report;
}

static PtSyncReport *
read_parcel (Unpacking *self, const PtHubLink *link, const PtSyncOptions *options,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (PtParcelAnswers) answers = NULL;
  const char *stale;

  if (!check_label (self, link, error) || !unlock (self, cancellable, error))
    return NULL;
  answers = pt_parcel_answers_new (self->parcel, error);
  if (answers == NULL)
    {
      pt_errand_soften (error);
      return NULL;
    }
  stale = find_staleness (self, link, answers);
  if (stale != NULL)
    {
      if (!pt_parcel_book_close (self->store, self->entry->exchange, error))
        return NULL;
      return report_stale (stale);
    }
  if (!take_over (self, g_steal_pointer (&answers), options, cancellable, error))
    return NULL;
  self->errand.report->conflicts = (guint)pt_store_count_conflicts (self->store);
  return g_steal_pointer (&self->errand.report);
}

PtSyncReport *
pt_sync_unpack (PtStore *store, const char *place, const PtSyncOptions *options,
                GCancellable *cancellable, GError **error)
{
  g_auto (Unpacking) self = { .store = store };
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autofree char *path = pt_sync_parcel_path (store, place);

  if (link == NULL || pt_store_get_logbook_id (store) == NULL)
    {
      g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_NO_HUB));
      return NULL;
    }
  self.parcel = pt_parcel_open (path, error);
  return self.parcel != NULL ? read_parcel (&self, link, options, cancellable, error) : NULL;
}
