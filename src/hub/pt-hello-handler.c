/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small questions: is the hub alive, is there anything to do, who takes part. */
#include "pt-epoch.h"
#include "pt-renewal.h"
#include "pt-roles.h"
#include "pt-wire.h"

#define MIN_CLIENT "0.1"

PtHubResponse *
pt_handle_health (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  return pt_hub_response_new_json (200, g_strdup ("{\"ok\":true}"));
}

static JsonObject *
newest (const PtHead *head)
{
  JsonObject *object = json_object_new ();
  g_autofree char *chain = pt_hash_format (&head->chain);

  json_object_set_int_member (object, "seq", head->seq);
  json_object_set_string_member (object, "chain", chain);
  return object;
}

static void
add_protocol (JsonObject *answer)
{
  JsonArray *range = json_array_new ();

  json_array_add_int_element (range, PT_WIRE_PROTOCOL);
  json_array_add_int_element (range, PT_WIRE_PROTOCOL);
  json_object_set_array_member (answer, "protocol", range);
  json_object_set_string_member (answer, "min_client", MIN_CLIENT);
  json_object_set_string_member (answer, "version", PT_VERSION);
}

static void
add_caller (JsonObject *answer, const PtCaller *caller)
{
  json_object_set_string_member (answer, "logbook", caller->logbook);
  json_object_set_string_member (answer, "member", caller->member);
  json_object_set_string_member (answer, "name", caller->name);
  json_object_set_string_member (answer, "role", caller->role);
  if (caller->revoked_at > 0)
    json_object_set_int_member (answer, "revoked_at", caller->revoked_at);
}

/* What waits for a decision, for whom decides. */
static gboolean
add_held (JsonObject *answer, PtJournal *journal, const PtCaller *caller, GError **error)
{
  int64_t n = 0;

  if (!caller->active || !pt_role_is_coordinator (caller->role))
    return TRUE;
  if (!journal->ops->count_held (journal, caller->logbook, &n, error))
    return FALSE;
  json_object_set_int_member (answer, "held", n);
  return TRUE;
}

static JsonObject *
greet (PtHub *hub, const PtCaller *caller, const PtHead *head, const PtDot *last, gboolean older)
{
  JsonObject *answer = json_object_new ();

  add_protocol (answer);
  json_object_set_int_member (answer, "time", hub->world->now (hub->world));
  json_object_set_string_member (answer, "hub", hub->name);
  json_object_set_string_member (answer, "epoch", head->epoch);
  add_caller (answer, caller);
  if (last != NULL)
    {
      g_autofree char *dot = pt_dot_format (last);

      json_object_set_string_member (answer, "last", dot);
    }
  json_object_set_object_member (answer, "newest", newest (head));
  json_object_set_int_member (answer, "erasure", head->erasure);
  json_object_set_int_member (answer, "members", head->members);
  json_object_set_int_member (answer, "decisions", head->decisions);
  json_object_set_int_member (answer, "backed_up_seq", head->backed_up_seq);
  json_object_set_boolean_member (answer, "repair", pt_epoch_is_repaired (hub, head));
  if (older)
    json_object_set_boolean_member (answer, "older", TRUE);
  if (pt_renewal_is_due (hub, caller))
    json_object_set_boolean_member (answer, "renew", TRUE);
  return answer;
}

/* A write is an fsync: once a minute says it well enough. A hub that cannot note it answers all the
 * same. */
static void
note_contact (PtHub *hub, PtJournal *journal, const PtCaller *caller)
{
  const int64_t now = hub->world->now (hub->world);
  g_autoptr (GError) error = NULL;

  if (now - caller->contact_at < PT_CONTACT_SECONDS * PT_USEC_PER_SECOND)
    return;
  if (!journal->ops->begin (journal, caller->logbook, &error))
    g_warning ("contact is not noted: %s", error->message);
  else if (!journal->ops->note_contact (journal, caller->device, now, &error))
    journal->ops->rollback (journal);
  else
    journal->ops->commit (journal, &error);
}

PtHubResponse *
pt_handle_hello (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const PtCaller *caller = request->caller;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;
  g_autoptr (JsonObject) answer = NULL;
  gboolean found, older = FALSE;
  PtDot last;

  if (request->logbook == NULL)
    request->logbook = g_strdup (caller->logbook); /* the address names none */
  if (!journal->ops->get_head (journal, caller->logbook, &head, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  if (!pt_epoch_check (hub, journal, request, &head, &error)
      || (!caller->active && !pt_epoch_is_older (journal, request, head, &older, &error))
      || !journal->ops->last_dot (journal, caller->logbook, caller->device, &last, &found, &error))
    return pt_problem_trouble (error);
  note_contact (hub, journal, caller);
  answer = greet (hub, caller, head, found ? &last : NULL, older);
  if (!add_held (answer, journal, caller, &error))
    return pt_problem_trouble (error);
  return pt_hub_response_new_object (200, g_steal_pointer (&answer));
}

static JsonObject *
describe_member (const PtMember *member)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", member->id);
  json_object_set_string_member (object, "name", member->name);
  json_object_set_string_member (object, "role", member->role);
  json_object_set_boolean_member (object, "active", member->active);
  if (member->stakeholder != NULL)
    json_object_set_string_member (object, "stakeholder", member->stakeholder);
  return object;
}

static gboolean
read_directory (PtJournal *journal, const char *logbook, PtHead **head, GPtrArray **members,
                GError **error)
{
  gboolean read;

  if (!journal->ops->begin_read (journal, error))
    return FALSE;
  read = journal->ops->get_head (journal, logbook, head, error)
         && journal->ops->list_members (journal, logbook, members, error);
  journal->ops->rollback (journal);
  return read;
}

PtHubResponse *
pt_handle_members (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;
  g_autoptr (GPtrArray) members = NULL;
  JsonObject *answer;
  JsonArray *array;

  if (!read_directory (journal, request->logbook, &head, &members, &error))
    return pt_problem_trouble (error);
  if (head == NULL)
    return pt_problem (PT_PROBLEM_UNAUTHORIZED);
  answer = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < members->len; i++)
    json_array_add_object_element (array, describe_member (g_ptr_array_index (members, i)));
  json_object_set_int_member (answer, "version", head->members);
  json_object_set_array_member (answer, "members", array);
  return pt_hub_response_new_object (200, answer);
}
