/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET …/digest: 256 hashes over what the logbook holds here, or with `bucket` the hash of each record
 * behind one of them. An empty record is as good as none. */
#include "pt-hub.h"

#include "pt-digest.h"
#include "pt-wire.h"

typedef struct
{
  PtDigest *digest;
  JsonObject *records; /* of one bucket; NULL = all into @digest */
  guint bucket;
} Look;

static gboolean
add_state (const char *id, const char *text, gpointer data, GError **error)
{
  const Look *self = data;
  g_autoptr (PtState) state = NULL;
  char hash[PT_DIGEST_LENGTH + 1];

  if (self->records != NULL && pt_digest_bucket (id) != self->bucket)
    return TRUE;
  state = pt_wire_parse_state (text, error);
  if (state == NULL)
    return FALSE;
  if (pt_state_n_registers (state) == 0)
    return TRUE;
  if (self->records == NULL)
    {
      pt_digest_add (self->digest, id, state);
      return TRUE;
    }
  pt_digest_record (id, state, hash);
  json_object_set_string_member (self->records, id, hash);
  return TRUE;
}

static gboolean
look (PtJournal *journal, const char *logbook, Look *self, PtHead **head, GError **error)
{
  gboolean looked;

  if (!journal->ops->begin_read (journal, error))
    return FALSE;
  looked = journal->ops->get_head (journal, logbook, head, error)
           && journal->ops->visit_states (journal, logbook, add_state, self, error);
  journal->ops->rollback (journal);
  return looked;
}

static JsonArray *
list_buckets (PtDigest *digest)
{
  JsonArray *array = json_array_sized_new (PT_DIGEST_BUCKETS);

  for (guint i = 0; i < PT_DIGEST_BUCKETS; i++)
    json_array_add_string_element (array, pt_digest_nth (digest, i));
  return array;
}

PtHubResponse *
pt_handle_digest (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const int64_t bucket = pt_hub_request_query_int (request, "bucket", -1);
  g_autoptr (PtDigest) digest = pt_digest_new ();
  g_autoptr (JsonObject) records = bucket >= 0 ? json_object_new () : NULL;
  Look found = { digest, records, (guint)bucket };
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer;

  if (bucket >= PT_DIGEST_BUCKETS)
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "a bucket is a number from 0 to 255");
  if (!look (journal, request->logbook, &found, &head, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  answer = json_object_new ();
  json_object_set_string_member (answer, "epoch", head->epoch);
  json_object_set_int_member (answer, "seq", head->seq);
  if (records != NULL)
    json_object_set_object_member (answer, "records", g_steal_pointer (&records));
  else
    json_object_set_array_member (answer, "buckets", list_buckets (digest));
  return pt_hub_response_new_object (200, answer);
}
