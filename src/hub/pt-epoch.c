/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose cursor is of this feed, and what happens when a laptop remembers what the hub does not. The
 * hub believes a laptop of the core team here: what it costs is that everybody reads the feed again. */
#include "pt-epoch.h"

#include "pt-id.h"
#include "pt-roles.h"

#include <string.h>

int64_t
pt_epoch_repair_until (PtHub *hub)
{
  return hub->world->now (hub->world) + (int64_t)PT_REPAIR_DAYS * 24 * 60 * 60 * PT_USEC_PER_SECOND;
}

gboolean
pt_epoch_is_repaired (PtHub *hub, const PtHead *head)
{
  return hub->world->now (hub->world) < head->repair_until;
}

gboolean
pt_epoch_start (PtHub *hub, PtJournal *journal, const char *logbook, GError **error)
{
  g_autofree char *epoch = pt_id_new (hub->world);

  /* Nobody knows which of the sessions in a database that was put back were ended since. */
  return journal->ops->end_sessions (journal, logbook, NULL, NULL, error)
         && journal->ops->set_epoch (journal, logbook, epoch, pt_epoch_repair_until (hub), error);
}

gboolean
pt_epoch_has_cursor (PtJournal *journal, PtHubRequest *request, const PtHead *head, gboolean *good,
                     GError **error)
{
  int64_t after = pt_hub_request_query_int (request, "after", 0);
  const char *epoch = pt_hub_request_query (request, "epoch");
  gboolean found = FALSE;
  PtHash wanted, had;

  *good = epoch == NULL || strcmp (epoch, head->epoch) == 0;
  if (!*good || after == 0)
    return TRUE;
  if (!journal->ops->get_link (journal, request->logbook, after, &had, &found, error))
    return FALSE;
  *good = found && pt_hash_parse (pt_hub_request_query (request, "chain"), &wanted)
          && memcmp (wanted.bytes, had.bytes, PT_HASH_SIZE) == 0;
  return TRUE;
}

/* An op that was answered here before: its number cannot be beyond what is known of its life. */
static gboolean
has_acked (PtJournal *journal, PtHubRequest *request, gboolean *good, GError **error)
{
  const char *text = pt_hub_request_query (request, "acked");
  PtLife life;
  PtDot dot;

  *good = TRUE;
  if (text == NULL || !pt_dot_parse (text, &dot))
    return TRUE;
  if (!journal->ops->get_life (journal, request->logbook, &dot.incarnation, &life, error))
    return FALSE;
  *good = dot.counter <= life.last;
  return TRUE;
}

static gboolean
says_what_it_knows (PtHubRequest *request)
{
  const char *chain = pt_hub_request_query (request, "chain");
  PtHash hash;

  return pt_id_is_valid (pt_hub_request_query (request, "epoch"))
         && (chain == NULL || pt_hash_parse (chain, &hash));
}

/* Whoever is not of the core team has no cursor, and no say in this. */
static gboolean
may_know (PtHubRequest *request)
{
  return request->caller->active && pt_role_is_core (request->caller->role)
         && says_what_it_knows (request);
}

/* What a laptop of this epoch remembers. */
static gboolean
knows_more (PtJournal *journal, PtHubRequest *request, const PtHead *head, gboolean *more,
            GError **error)
{
  gboolean cursor = TRUE, acked = TRUE;

  if (!pt_epoch_has_cursor (journal, request, head, &cursor, error)
      || !has_acked (journal, request, &acked, error))
    return FALSE;
  *more = !cursor || !acked;
  return TRUE;
}

/* A life of the feed that began after this database was backed up, which was then put back twice. */
static gboolean
is_unknown_epoch (PtJournal *journal, PtHubRequest *request, gboolean *unknown, GError **error)
{
  gboolean known = FALSE;

  if (!journal->ops->had_epoch (journal, request->logbook, pt_hub_request_query (request, "epoch"),
                                &known, error))
    return FALSE;
  *unknown = !known;
  return TRUE;
}

static gboolean
is_forgotten (PtJournal *journal, PtHubRequest *request, const PtHead *head, gboolean *forgotten,
              GError **error)
{
  *forgotten = FALSE;
  if (!may_know (request))
    return TRUE;
  if (strcmp (pt_hub_request_query (request, "epoch"), head->epoch) != 0)
    return is_unknown_epoch (journal, request, forgotten, error);
  return knows_more (journal, request, head, forgotten, error);
}

gboolean
pt_epoch_is_older (PtJournal *journal, PtHubRequest *request, const PtHead *head, gboolean *older,
                   GError **error)
{
  *older = FALSE;
  return !says_what_it_knows (request)
         || strcmp (pt_hub_request_query (request, "epoch"), head->epoch) != 0
         || knows_more (journal, request, head, older, error);
}

gboolean
pt_epoch_has_standing (PtJournal *journal, PtHubRequest *request, const PtHead *head,
                       gboolean *good, GError **error)
{
  gboolean acked = TRUE;

  *good = TRUE;
  if (!may_know (request))
    return TRUE;
  if (!pt_epoch_has_cursor (journal, request, head, good, error)
      || (*good && !has_acked (journal, request, &acked, error)))
    return FALSE;
  *good = *good && acked;
  return TRUE;
}

/* Looks again inside the transaction: another laptop may have said the same. */
static gboolean
start_if_forgotten (PtHub *hub, PtJournal *journal, PtHubRequest *request, PtHead **head,
                    GError **error)
{
  gboolean forgotten;

  g_clear_pointer (head, pt_head_free);
  if (!journal->ops->get_head (journal, request->logbook, head, error) || *head == NULL
      || !is_forgotten (journal, request, *head, &forgotten, error))
    return FALSE;
  if (!forgotten)
    return TRUE;
  g_message ("epoch device=%s seq=%" G_GINT64_FORMAT
             ": this database is older than what a laptop remembers; a new epoch starts",
             request->caller->device, (*head)->seq);
  g_clear_pointer (head, pt_head_free);
  /* The others who come from there need no further one. */
  return pt_epoch_start (hub, journal, request->logbook, error)
         && journal->ops->note_epoch (journal, request->logbook,
                                      pt_hub_request_query (request, "epoch"), error)
         && journal->ops->get_head (journal, request->logbook, head, error);
}

gboolean
pt_epoch_check (PtHub *hub, PtJournal *journal, PtHubRequest *request, PtHead **head,
                GError **error)
{
  gboolean forgotten;

  if (!is_forgotten (journal, request, *head, &forgotten, error))
    return FALSE;
  if (!forgotten)
    return TRUE;
  if (!journal->ops->begin (journal, request->logbook, error))
    return FALSE;
  if (start_if_forgotten (hub, journal, request, head, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}
