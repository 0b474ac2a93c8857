/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the ledger: "device" {id, logbook, member, member_name, role, name, token, parent?, at},
 * where token is the hash that the database has too, and "invite_spent" {invite, at}. */
#include "pt-registration.h"

#include "pt-epoch.h"
#include "pt-id.h"
#include "pt-json.h"
#include "pt-revocation.h"

static JsonObject *
describe_device (const PtCaller *caller, const PtHash *token, const char *name, const char *parent,
                 int64_t at)
{
  JsonObject *line = json_object_new ();
  g_autofree char *hash = pt_hash_format (token);

  json_object_set_string_member (line, "id", caller->device);
  json_object_set_string_member (line, "logbook", caller->logbook);
  json_object_set_string_member (line, "member", caller->member);
  json_object_set_string_member (line, "member_name", caller->name);
  json_object_set_string_member (line, "role", caller->role);
  json_object_set_string_member (line, "name", name);
  json_object_set_string_member (line, "token", hash);
  if (parent != NULL)
    json_object_set_string_member (line, "parent", parent);
  json_object_set_int_member (line, "at", at);
  return line;
}

gboolean
pt_registration_add_device (PtHub *hub, PtJournal *journal, const PtCaller *caller,
                            const PtHash *token, const char *device_name, const char *parent,
                            GError **error)
{
  const int64_t now = hub->world->now (hub->world);

  return journal->ops->add_device (journal, caller, token, device_name, parent, now, error)
         && pt_ledger_append (hub, PT_LEDGER_DEVICE,
                              describe_device (caller, token, device_name, parent, now), error);
}

gboolean
pt_registration_spend_invite (PtHub *hub, PtJournal *journal, const char *invite, GError **error)
{
  const int64_t now = hub->world->now (hub->world);
  JsonObject *line;

  if (!journal->ops->spend_invite (journal, invite, now, error))
    return FALSE;
  line = json_object_new ();
  json_object_set_string_member (line, "invite", invite);
  json_object_set_int_member (line, "at", now);
  return pt_ledger_append (hub, PT_LEDGER_INVITE_SPENT, line, error);
}

/* ── Replay ── */

/* A logbook that was founded after the backup: empty, until its laptops give back what they hold. */
static gboolean
add_logbook (PtHub *hub, PtJournal *journal, const char *logbook, int64_t at, GError **error)
{
  g_autofree char *epoch = pt_id_new (hub->world);
  g_autoptr (PtHead) head = NULL;

  if (!journal->ops->get_head (journal, logbook, &head, error))
    return FALSE;
  return head != NULL
         || (journal->ops->add_logbook (journal, logbook, epoch, at, error)
             && pt_epoch_start (hub, journal, logbook, error));
}

/* Who is in the directory already may have another role by now. */
static gboolean
add_member (PtJournal *journal, const PtCaller *caller, GError **error)
{
  PtMember member = {
    .id = caller->member, .name = caller->name, .role = caller->role, .active = TRUE
  };
  g_autoptr (PtMember) known = NULL;

  if (!pt_revocation_find_member (journal, caller->logbook, caller->member, &known, error))
    return FALSE;
  return known != NULL || journal->ops->set_member (journal, caller->logbook, &member, error);
}

gboolean
pt_registration_apply_device (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error)
{
  const PtCaller caller = { .device = (char *)pt_json_text_or (line, "id", ""),
                            .logbook = (char *)pt_json_text_or (line, "logbook", ""),
                            .member = (char *)pt_json_text_or (line, "member", ""),
                            .name = (char *)pt_json_text_or (line, "member_name", ""),
                            .role = (char *)pt_json_text_or (line, "role", "") };
  const char *parent = pt_json_text_or (line, "parent", NULL);
  const int64_t at = pt_json_int_or (line, "at", 0);
  gboolean known;
  PtHash token, used;

  if (!pt_id_is_valid (caller.device) || !pt_id_is_valid (caller.logbook)
      || !pt_id_is_valid (caller.member) || (parent != NULL && !pt_id_is_valid (parent))
      || !pt_hash_parse (pt_json_text_or (line, "token", NULL), &token))
    return TRUE;
  /* By its id: it may have another token by now. */
  if (!journal->ops->find_token (journal, caller.logbook, caller.device, &used, &known, error))
    return FALSE;
  return known
         || (add_logbook (hub, journal, caller.logbook, at, error)
             && add_member (journal, &caller, error)
             && journal->ops->add_device (journal, &caller, &token,
                                          pt_json_text_or (line, "name", ""), parent, at, error));
}

gboolean
pt_registration_apply_invite (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error)
{
  const char *id = pt_json_text_or (line, "invite", "");
  g_autoptr (PtInvitation) invite = NULL;

  if (!pt_id_is_valid (id))
    return TRUE;
  if (!journal->ops->find_invite (journal, id, &invite, error))
    return FALSE;
  return invite == NULL || invite->used
         || journal->ops->spend_invite (journal, id, pt_json_int_or (line, "at", 0), error);
}
