/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: the feed of a logbook from a cursor on, waiting for something newer, and what happened
 * to one record. */
#include "pt-epoch.h"
#include "pt-json.h"
#include "pt-wire.h"

static gboolean
finish_page (PtJournal *journal, PtHubRequest *request, const PtHead *head, const PtFeedPage *page,
             GString *out, GError **error)
{
  int64_t seq = page->more ? page->last_seq : head->seq;
  PtHash chain = head->chain;
  g_autofree char *text = NULL;
  gboolean found = TRUE;

  if (page->more && !journal->ops->get_link (journal, request->logbook, seq, &chain, &found, error))
    return FALSE;
  text = pt_hash_format (&chain);
  g_string_append_printf (out,
                          "],\"next\":{\"seq\":%" G_GINT64_FORMAT
                          ",\"chain\":\"%s\"},\"erasure\":%" G_GINT64_FORMAT ",\"more\":%s}",
                          seq, text, head->erasure, page->more ? "true" : "false");
  return TRUE;
}

/* NULL without error: the cursor is not of this feed. */
static char *
read_page (PtJournal *journal, PtHubRequest *request, GError **error)
{
  int64_t after = pt_hub_request_query_int (request, "after", 0);
  int64_t limit = pt_hub_request_query_int (request, "limit", PT_WIRE_PAGE_RECORDS);
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  PtFeedPage page = { .json = out,
                      .max_records = (guint)CLAMP (limit, 1, PT_WIRE_PAGE_RECORDS),
                      .max_bytes = PT_WIRE_PAGE_BYTES };
  gboolean good;

  if (!journal->ops->get_head (journal, request->logbook, &head, error) || head == NULL
      || !pt_epoch_has_cursor (journal, request, head, &good, error) || !good)
    return NULL;
  g_string_append_printf (out, "{\"epoch\":\"%s\",\"records\":[", head->epoch);
  if (!journal->ops->read_page (journal, request->logbook, after, &page, error)
      || !finish_page (journal, request, head, &page, out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

PtHubResponse *
pt_handle_pull (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  char *page;

  if (!journal->ops->begin_read (journal, &error))
    return pt_problem_trouble (error);
  page = read_page (journal, request, &error);
  journal->ops->rollback (journal);
  if (error != NULL)
    return pt_problem_trouble (error);
  return page != NULL ? pt_hub_response_new_json (200, page) : pt_problem (PT_PROBLEM_CHAIN_BROKEN);
}

PtHubResponse *
pt_handle_wait (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  int64_t after = pt_hub_request_query_int (request, "after", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->get_head (journal, request->logbook, &head, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  if (head->seq <= after && !request->woken)
    return pt_hub_response_new_hold ();
  return pt_hub_response_new_json (200, g_strdup_printf ("{\"newest\":%" G_GINT64_FORMAT
                                                         ",\"decisions\":%" G_GINT64_FORMAT "}",
                                                         head->seq, head->decisions));
}

static void
append_change (const char *body, const char *member, const char *device, const char *outcome,
               int64_t seq, gpointer data)
{
  GString *out = data;

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_printf (
      out,
      "{\"member\":\"%s\",\"device\":\"%s\",\"outcome\":\"%s\",\"seq\":%" G_GINT64_FORMAT
      ",\"op\":%s}",
      member, device, outcome, seq, body);
}

PtHubResponse *
pt_handle_history (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *record = pt_hub_request_query (request, "record");
  g_autoptr (GString) out = g_string_new ("{\"changes\":[");
  g_autoptr (GError) error = NULL;

  if (record == NULL || !pt_id_is_valid (record))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "record is asked");
  if (!journal->ops->read_history (journal, request->logbook, record, append_change, out, &error))
    return pt_problem_trouble (error);
  g_string_append (out, "]}");
  return pt_hub_response_new_json (200, g_string_free (g_steal_pointer (&out), FALSE));
}
