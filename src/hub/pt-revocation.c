/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the ledger about members {logbook, member, role, active, at, devices} and about devices
 * {logbook, device, at}, and the same changes in the database. */
#include "pt-revocation.h"

#include "pt-id.h"
#include "pt-json.h"

gboolean
pt_revocation_find_member (PtJournal *journal, const char *logbook, const char *id, PtMember **out,
                           GError **error)
{
  g_autoptr (GPtrArray) members = NULL;

  *out = NULL;
  if (!journal->ops->list_members (journal, logbook, &members, error))
    return FALSE;
  for (guint i = 0; *out == NULL && i < members->len; i++)
    if (g_strcmp0 (((const PtMember *)g_ptr_array_index (members, i))->id, id) == 0)
      *out = g_ptr_array_steal_index (members, i);
  return TRUE;
}

/* @at 0 = takes part. */
static gboolean
write_member (PtJournal *journal, const char *logbook, const PtMember *member, int64_t at,
              gboolean with_devices, GError **error)
{
  return (!with_devices || journal->ops->set_left (journal, logbook, member->id, at, error))
         && journal->ops->set_member (journal, logbook, member, error);
}

static JsonObject *
describe (const char *logbook, const PtMember *member, int64_t at, gboolean with_devices)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "logbook", logbook);
  json_object_set_string_member (line, "member", member->id);
  json_object_set_string_member (line, "role", member->role);
  json_object_set_boolean_member (line, "active", member->active);
  json_object_set_boolean_member (line, "devices", with_devices);
  json_object_set_int_member (line, "at", at);
  return line;
}

gboolean
pt_revocation_set_member (PtHub *hub, PtJournal *journal, const char *logbook,
                          const PtMember *member, GError **error)
{
  const int64_t now = hub->world->now (hub->world);

  return write_member (journal, logbook, member, member->active ? 0 : now, TRUE, error)
         && pt_ledger_append (hub, PT_LEDGER_REVOCATION, describe (logbook, member, now, TRUE),
                              error);
}

gboolean
pt_revocation_note_return (PtHub *hub, const char *logbook, const PtMember *member, GError **error)
{
  const int64_t now = hub->world->now (hub->world);

  return pt_ledger_append (hub, PT_LEDGER_REVOCATION, describe (logbook, member, now, FALSE),
                           error);
}

gboolean
pt_revocation_revoke_device (PtHub *hub, PtJournal *journal, const char *logbook,
                             const char *device, GError **error)
{
  const int64_t now = hub->world->now (hub->world);
  JsonObject *line;

  if (!journal->ops->revoke_device (journal, logbook, device, now, error))
    return FALSE;
  line = json_object_new ();
  json_object_set_string_member (line, "logbook", logbook);
  json_object_set_string_member (line, "device", device);
  json_object_set_int_member (line, "at", now);
  return pt_ledger_append (hub, PT_LEDGER_REVOCATION, line, error);
}

/* ── Replay ── */

/* A directory that says so already is left alone, so that its version stays. */
static gboolean
apply_member (PtJournal *journal, JsonObject *line, const char *logbook, const char *id,
              GError **error)
{
  g_autoptr (PtMember) member = NULL;
  const gboolean active = pt_json_bool_or (line, "active", false);
  const gboolean with_devices = pt_json_bool_or (line, "devices", true);
  const char *role = pt_json_text_or (line, "role", "");
  const int64_t at = active ? 0 : pt_json_int_or (line, "at", 0);

  if (!pt_revocation_find_member (journal, logbook, id, &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  if (member->active == active && g_strcmp0 (member->role, role) == 0)
    return !with_devices || journal->ops->set_left (journal, logbook, id, at, error);
  member->active = active;
  g_free (member->role);
  member->role = g_strdup (role);
  return write_member (journal, logbook, member, at, with_devices, error);
}

gboolean
pt_revocation_apply (PtHub *hub, PtJournal *journal, JsonObject *line, GError **error)
{
  const char *logbook = pt_json_text_or (line, "logbook", "");
  const char *member = pt_json_text_or (line, "member", "");
  const char *device = pt_json_text_or (line, "device", "");

  if (!pt_id_is_valid (logbook))
    return TRUE;
  if (pt_id_is_valid (member))
    return apply_member (journal, line, logbook, member, error);
  return !pt_id_is_valid (device)
         || journal->ops->revoke_device (journal, logbook, device, pt_json_int_or (line, "at", 0),
                                         error);
}
