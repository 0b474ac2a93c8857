/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sim-hub.h. */
#include "sim-hub.h"

#include "pt-epoch.h"
#include "pt-json.h"
#include "pt-ledger.h"
#include "pt-wire.h"
#include "pt-witness.h"
#include "sim-disk.h"
#include "sim-files.h"
#include "sim-run.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define CODE "SIMCODE2"
#define INVITE_SECONDS (3600 * PT_USEC_PER_SECOND)

static void
push_free (gpointer data)
{
  SimPush *self = data;

  g_free (self->path);
  g_free (self->token);
  g_bytes_unref (self->body);
  g_free (self);
}

SimPush *
sim_push_new (const char *path, const char *token, GBytes *body)
{
  SimPush *self = g_new0 (SimPush, 1);

  self->path = g_strdup (path);
  self->token = g_strdup (token);
  self->body = g_bytes_ref (body);
  return self;
}

static void
stop (SimHub *self)
{
  g_clear_pointer (&self->journal, pt_journal_free);
  g_clear_pointer (&self->hub, pt_hub_free);
}

static gboolean (*add_link) (PtJournal *journal, const char *logbook, int64_t seq,
                             const PtHash *chain, GError **error); /* the true one */

static gboolean
find_nothing_held (PtJournal *journal, const char *logbook, const char *record, const PtDot *last,
                   char **reason, GError **error)
{
  *reason = NULL;
  return TRUE;
}

/* What a number of the feed stood for first it goes on standing for. */
static gboolean
keep_link (PtJournal *journal, const char *logbook, int64_t seq, const PtHash *chain,
           GError **error)
{
  gboolean found;
  PtHash had;

  return journal->ops->get_link (journal, logbook, seq, &had, &found, error)
         && (found || add_link (journal, logbook, seq, chain, error));
}

static void
reuse_counter (SimHub *self)
{
  g_autoptr (PtHead) head = NULL;

  if (self->logbook == NULL
      || !self->journal->ops->get_head (self->journal, self->logbook, &head, NULL) || head == NULL
      || head->seq < 2)
    return;
  head->seq--;
  if (!self->journal->ops->begin (self->journal, self->logbook, NULL)
      || !self->journal->ops->set_head (self->journal, self->logbook, head, NULL)
      || !self->journal->ops->commit (self->journal, NULL))
    g_error ("the hub cannot be broken");
}

static void
break_journal (SimHub *self)
{
  self->broken = *self->journal->ops;
  if (self->breakage == SIM_BREAK_NOT_HELD_BACK)
    self->broken.find_held = find_nothing_held;
  if (self->breakage == SIM_BREAK_COUNTER_REUSED)
    {
      add_link = self->broken.add_link;
      self->broken.add_link = keep_link;
      reuse_counter (self);
    }
  self->journal->ops = &self->broken;
}

static gboolean
try_to_start (SimHub *self, GError **error)
{
  self->hub = pt_hub_open (self->folder, self->world, error);
  if (self->hub != NULL)
    self->journal = pt_hub_folder_open_journal (self->folder, error);
  if (self->journal != NULL && !pt_hub_folder_catch_up (self->hub, self->journal, error))
    g_clear_pointer (&self->journal, pt_journal_free);
  if (self->journal != NULL && self->breakage != SIM_BREAK_NONE)
    break_journal (self);
  return self->journal != NULL;
}

/* Starting may be what its disk fails at; once it is sound, nothing is in the way. */
static void
start (SimHub *self)
{
  SimDraw draw = { sim_truth_size (self->truth) };
  g_autoptr (GError) error = NULL;

  if (try_to_start (self, &error))
    return;
  stop (self);
  if (sim_disk_has_failed (self->folder))
    {
      g_clear_error (&error);
      sim_disk_mend (&draw);
      try_to_start (self, &error);
    }
  if (error != NULL)
    g_error ("the hub does not start: %s", error->message);
}

SimHub *
sim_hub_new (const char *folder, PtWorld *world, SimTruth *truth)
{
  SimHub *self = g_new0 (SimHub, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_strdup (folder);
  self->world = world;
  self->truth = truth;
  self->taken = sim_set_new ();
  self->pushes = g_ptr_array_new_with_free_func (push_free);
  self->delayed = g_ptr_array_new_with_free_func (push_free);
  if (!pt_hub_folder_init (folder, "Simulated hub", NULL, world, &error))
    g_error ("the hub cannot be made: %s", error->message);
  start (self);
  return self;
}

void
sim_hub_free (SimHub *self)
{
  if (self == NULL)
    return;
  stop (self);
  sim_set_free (self->taken);
  g_ptr_array_unref (self->pushes);
  g_ptr_array_unref (self->delayed);
  g_free (self->folder);
  g_free (self->backup);
  g_clear_pointer (&self->backed_up, sim_set_free);
  g_free (self->logbook);
  g_free (self);
}

void
sim_hub_break (SimHub *self, SimBreak breakage)
{
  self->breakage = breakage;
  sim_hub_restart (self);
}

void
sim_hub_rest (SimHub *self)
{
  stop (self);
}

void
sim_hub_restart (SimHub *self)
{
  stop (self);
  start (self);
}

static void
take (SimHub *self, guint i)
{
  sim_set_add (self->taken, i);
  sim_truth_mark_held (self->truth, i, FALSE);
}

/* (transfer full) (nullable): what it answered to save @i, as it stands in its database. */
static PtOutcome *
find_outcome (SimHub *self, guint i)
{
  const PtOp *op = sim_truth_get (self->truth, i)->op;
  g_autoptr (GError) error = NULL;
  PtOutcome *outcome = NULL;

  if (!self->journal->ops->find_op (self->journal, self->logbook, op->id, &outcome, &error))
    g_error ("the hub cannot be read: %s", error->message);
  return outcome;
}

/* What it had on disk before it could answer. */
static void
note_taken (SimHub *self, guint i)
{
  g_autoptr (PtOutcome) outcome = find_outcome (self, i);

  if (outcome != NULL && outcome->verdict != PT_VERDICT_QUARANTINED)
    take (self, i);
}

/* What was decided after the backup is to be decided again. */
static void
note_held (SimHub *self)
{
  for (guint i = 0; i < sim_truth_size (self->truth); i++)
    {
      g_autoptr (PtOutcome) outcome = sim_set_has (self->taken, i) ? NULL : find_outcome (self, i);

      if (outcome != NULL && outcome->verdict == PT_VERDICT_QUARANTINED)
        sim_truth_mark_held (self->truth, i, TRUE);
    }
}

void
sim_hub_note_taken (SimHub *self)
{
  for (guint i = 0; i < sim_truth_size (self->truth); i++)
    if (!sim_set_has (self->taken, i))
      note_taken (self, i);
}

void
sim_hub_note_orders (SimHub *self)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->journal->ops->list_erasures (self->journal, self->logbook, self->n_orders, G_MAXINT,
                                          &orders, &error))
    g_error ("the hub cannot be read: %s", error->message);
  for (guint i = 0; i < orders->len; i++)
    {
      const PtErasure *order = g_ptr_array_index (orders, i);

      sim_trace ("    order %" G_GINT64_FORMAT " erases %s", order->number, order->record);
      sim_truth_add_order (self->truth, order->number, order->record,
                           (const char *const *)order->fields);
      self->n_orders = order->number;
    }
}

gboolean
sim_hub_recover (SimHub *self)
{
  SimDraw draw = { sim_truth_size (self->truth) };

  if (!sim_disk_is_dead (self->folder))
    return sim_disk_has_failed (self->folder);
  stop (self);
  sim_disk_mend (&draw);
  start (self);
  sim_hub_note_taken (self);
  return TRUE;
}

void
sim_hub_back_up (SimHub *self)
{
  g_clear_pointer (&self->backed_up, sim_set_free);
  if (self->backup == NULL)
    self->backup = g_strconcat (self->folder, "-backup", NULL);
  stop (self);
  sim_files_remove (self->backup);
  sim_files_copy (self->folder, self->backup);
  start (self);
  self->backed_up = sim_set_copy (self->taken);
}

static void
announce (SimHub *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->journal->ops->begin (self->journal, self->logbook, &error)
      || !pt_epoch_start (self->hub, self->journal, self->logbook, &error)
      || !self->journal->ops->commit (self->journal, &error))
    g_error ("no new epoch can be made: %s", error->message);
}

/* What never goes back stands in the backup by now. */
static void
keep (SimHub *self, const char *name)
{
  g_autofree char *now = g_build_filename (self->folder, name, NULL);
  g_autofree char *old = g_build_filename (self->backup, name, NULL);

  sim_files_remove (old);
  if (g_rename (now, old) != 0 && errno != ENOENT)
    g_error ("%s cannot be moved", now);
}

/* What was pushed before may not come again: it may be gone for good, with the laptop that made it. */
gboolean
sim_hub_put_back (SimHub *self, SimPutBack how)
{
  if (self->backup == NULL)
    return FALSE;
  stop (self);
  keep (self, PT_LEDGER_FILE);
  if (how == SIM_PUT_BACK_FILES)
    keep (self, PT_WITNESS_FOLDER);
  sim_files_remove (self->folder);
  sim_files_copy (self->backup, self->folder);
  start (self);
  if (how == SIM_PUT_BACK_ANNOUNCED)
    announce (self);
  sim_set_free (self->taken);
  self->taken = sim_set_copy (self->backed_up);
  note_held (self);
  g_ptr_array_set_size (self->pushes, 0);
  return TRUE;
}

/* ── One request ── */

static void
read_query (GHashTable *query, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (parts[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      g_hash_table_insert (query, g_uri_unescape_string (parts[i], NULL),
                           g_uri_unescape_string (equals + 1, NULL));
    }
}

static PtHubResponse *
ask (SimHub *self, const PtRoute *route, PtHubRequest *request)
{
  g_autoptr (PtHubResponse) response = route->handler (self->hub, self->journal, request);

  if (!response->hold)
    return g_steal_pointer (&response);
  request->woken = TRUE; /* nobody waits here */
  return route->handler (self->hub, self->journal, request);
}

static void
note_result (SimHub *self, JsonObject *result)
{
  const char *op = pt_json_text_or (result, "op", "");
  const char *outcome = pt_json_text_or (result, "first", pt_json_text_or (result, "outcome", ""));
  guint i;

  if (!sim_truth_find (self->truth, op, &i))
    return;
  if (strcmp (outcome, "forked") == 0)
    sim_truth_mark_forked (self->truth, i);
  else if (strcmp (outcome, "quarantined") == 0)
    sim_truth_mark_held (self->truth, i, TRUE);
  else
    take (self, i);
}

void
sim_hub_note_results (SimHub *self, GBytes *answer)
{
  gsize size;
  const char *data = g_bytes_get_data (answer, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, NULL);
  JsonArray *results;

  if (node == NULL || !pt_json_get_array (json_node_get_object (node), "results", &results, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (results); i++)
    note_result (self, json_array_get_object_element (results, i));
}

/* What was let in before waits no more. */
static void
take_back (SimHub *self, const SimSet *received, const char *record)
{
  const GArray *saves = sim_truth_saves (self->truth, record);

  for (guint k = 0; saves != NULL && k < saves->len; k++)
    if (sim_set_has (received, g_array_index (saves, guint, k)))
      sim_truth_mark_held (self->truth, g_array_index (saves, guint, k), FALSE);
  sim_truth_learn_record (self->truth, self->taken, received, record);
}

void
sim_hub_note_offer (SimHub *self, GBytes *offer, const SimSet *received)
{
  gsize size;
  const char *data = g_bytes_get_data (offer, &size);
  g_autoptr (JsonNode) node = pt_json_parse (data, size, size, NULL);
  JsonArray *records;

  if (node == NULL || received == NULL
      || !pt_json_get_array (json_node_get_object (node), "records", &records, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (records); i++)
    take_back (self, received,
               json_object_get_string_member (json_array_get_object_element (records, i), "rec"));
}

PtHubResponse *
sim_hub_answer (SimHub *self, const char *method, const char *path, const char *token, GBytes *body)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_auto (GStrv) halves = g_strsplit (path, "?", 2);
  g_autofree char *authorization = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
  g_autoptr (PtHubResponse) response = NULL;
  PtHubResponse *refusal = NULL;
  const PtRoute *route;

  if (halves[1] != NULL)
    read_query (request->query, halves[1]);
  route = pt_route_find (method, halves[0], request, &refusal);
  if (route == NULL)
    return refusal;
  refusal = pt_access_check (self->hub, self->journal, route, authorization, request);
  if (refusal != NULL)
    return refusal;
  request->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
  if (g_bytes_get_size (request->body) > route->max_body)
    return pt_problem (PT_PROBLEM_TOO_LARGE);
  response = ask (self, route, request);
  if (route->handler == pt_handle_push && response->status == 200)
    sim_hub_note_results (self, response->body);
  return g_steal_pointer (&response);
}

void
sim_hub_deliver (SimHub *self, const SimPush *push)
{
  g_autoptr (PtHubResponse)
      response = sim_hub_answer (self, "POST", push->path, push->token, push->body);
}

/* ── Joining ── */

static char *
hash_code (const char *code)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0
      || crypto_pwhash_str (hash, code, strlen (code), crypto_pwhash_OPSLIMIT_MIN,
                            crypto_pwhash_MEMLIMIT_MIN)
             != 0)
    g_error ("libsodium cannot hash");
  return g_strdup (hash);
}

static void
write_invite (SimHub *self, const PtInvitation *invite)
{
  g_autoptr (GError) error = NULL;

  if (!self->journal->ops->begin (self->journal, NULL, &error)
      || !self->journal->ops->add_invite (self->journal, invite, &error)
      || !self->journal->ops->commit (self->journal, &error))
    g_error ("an invite cannot be made: %s", error->message);
}

PtInvite *
sim_hub_invite (SimHub *self, const char *logbook, const char *role, char **code)
{
  g_autofree char *id = pt_id_new (self->world);
  g_autofree char *hash = hash_code (CODE);
  PtInvitation made = { .id = id,
                        .logbook = (char *)logbook,
                        .role = (char *)role,
                        .name = (char *)"Somebody",
                        .code = hash,
                        .expires_at = self->world->now (self->world) + INVITE_SECONDS };
  PtInvite *invite = g_new0 (PtInvite, 1);

  write_invite (self, &made);
  invite->hub_url = g_strdup ("https://hub.invalid");
  invite->invite = g_steal_pointer (&id);
  *code = g_strdup (CODE);
  return invite;
}

/* ── Looking ── */

GPtrArray *
sim_hub_list_records (SimHub *self)
{
  g_autoptr (GString) json = g_string_new ("{\"epoch\":\"\",\"records\":[");
  PtFeedPage page = { .json = json, .max_records = G_MAXUINT, .max_bytes = G_MAXSIZE };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtWirePage) read = NULL;

  if (!self->journal->ops->read_page (self->journal, self->logbook, 0, &page, &error))
    g_error ("the hub cannot be read: %s", error->message);
  g_string_append (json, "],\"next\":{\"seq\":0,\"chain\":\"\"}}");
  read = pt_wire_page_parse (json->str, json->len, &error);
  if (read == NULL)
    g_error ("the hub's records cannot be read: %s", error->message);
  return g_steal_pointer (&read->records);
}

static PtHead *
get_head (SimHub *self)
{
  g_autoptr (GError) error = NULL;
  PtHead *head = NULL;

  if (!self->journal->ops->get_head (self->journal, self->logbook, &head, &error) || head == NULL)
    g_error ("the hub cannot be read: %s", error != NULL ? error->message : "no logbook");
  return head;
}

int64_t
sim_hub_get_seq (SimHub *self)
{
  g_autoptr (PtHead) head = get_head (self);

  return head->seq;
}

int64_t
sim_hub_get_era (SimHub *self)
{
  g_autoptr (PtHead) head = get_head (self);

  return head->erasure;
}
