/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invites: an address that may be mailed and a short code that is told. The code is kept as an
 * argon2id hash, counts its tries, and is good once. */
#include "pt-audit.h"
#include "pt-id.h"
#include "pt-invite-code.h"
#include "pt-json.h"
#include "pt-limits.h"
#include "pt-roles.h"

#include <sodium.h>
#include <string.h>

#define MAX_NAME 200           /* characters */
#define CODES_BURST_MINUTES 10 /* of one address, for all invites together */

/* Without 0 O 1 I L and U, V: nothing that is misread or misheard. */
static const char signs[] = "23456789ABCDEFGHJKMNPQRSTWXYZ";

/* Fewest bits lost: the rest of the byte range is drawn again. */
static char
draw_sign (PtWorld *world)
{
  const guint n = sizeof signs - 1;
  guint8 byte;

  do
    world->fill (world, &byte, 1);
  while (byte >= 256 / n * n);
  return signs[byte % n];
}

char *
pt_invite_code_new (PtWorld *world)
{
  char *code = g_new0 (char, PT_INVITE_CODE_LENGTH + 1);

  for (guint i = 0; i < PT_INVITE_CODE_LENGTH; i++)
    code[i] = draw_sign (world);
  return code;
}

/* As people type it: small letters, spaces and hyphens between. */
static char *
normalize (const char *typed)
{
  GString *code = g_string_new (NULL);

  for (const char *p = typed; *p != '\0' && code->len <= PT_INVITE_CODE_LENGTH; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (code, g_ascii_toupper (*p));
  return g_string_free (code, FALSE);
}

/* 8 signs of 29 are 38 bits and the tries are counted: the hash only has to make a stolen file a
 * slow way in for the 72 hours that count. */
char *
pt_invite_code_hash (const char *code)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0
      || crypto_pwhash_str (hash, code, strlen (code), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            16 * 1024 * 1024)
             != 0)
    g_error ("libsodium cannot hash");
  return g_strdup (hash);
}

gboolean
pt_invite_code_matches (const char *hash, const char *typed)
{
  g_autofree char *code = normalize (typed);

  return sodium_init () >= 0 && crypto_pwhash_str_verify (hash, code, strlen (code)) == 0;
}

void
pt_new_invite_clear (PtNewInvite *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->code, g_free);
}

static gboolean
make (PtHub *hub, PtJournal *journal, const PtCaller *by, const char *logbook, const char *member,
      const char *role, const char *name, PtNewInvite *out, GError **error)
{
  g_auto (PtNewInvite)
      made = { .id = pt_id_new (hub->world), .code = pt_invite_code_new (hub->world) };
  g_autofree char *hash = pt_invite_code_hash (made.code);
  PtInvitation invite = { .id = made.id,
                          .logbook = (char *)logbook,
                          .role = (char *)role,
                          .name = (char *)name,
                          .member = (char *)member,
                          .code = hash,
                          .expires_at = hub->world->now (hub->world)
                                        + PT_INVITE_HOURS * 3600 * PT_USEC_PER_SECOND };

  if (!journal->ops->begin (journal, NULL, error))
    return FALSE;
  if (!journal->ops->add_invite (journal, &invite, error)
      || (logbook != NULL && !pt_audit_add (hub, journal, by, logbook, "invite", made.id, error)))
    {
      journal->ops->rollback (journal);
      return FALSE;
    }
  if (!journal->ops->commit (journal, error))
    return FALSE;
  *out = made;
  made = (PtNewInvite){ 0 };
  return TRUE;
}

gboolean
pt_invite_make (PtHub *hub, PtJournal *journal, const PtCaller *by, const char *logbook,
                const char *role, const char *name, PtNewInvite *out, GError **error)
{
  return make (hub, journal, by, logbook, NULL, role, name, out, error);
}

gboolean
pt_invite_make_again (PtHub *hub, PtJournal *journal, const PtCaller *by, const PtMember *member,
                      PtNewInvite *out, GError **error)
{
  return make (hub, journal, by, by->logbook, member->id, member->role, member->name, out, error);
}

/* ── Trying ── */

static PtHubResponse *
refuse_invite (const PtHub *hub, const PtInvitation *invite)
{
  if (invite == NULL)
    return pt_problem (PT_PROBLEM_INVITE_UNKNOWN);
  if (invite->used || invite->tries >= PT_INVITE_TRIES)
    return pt_problem (PT_PROBLEM_INVITE_SPENT);
  if (invite->expires_at < hub->world->now (hub->world))
    return pt_problem (PT_PROBLEM_INVITE_EXPIRED);
  return NULL;
}

/* Counts a try in a transaction of its own. */
static PtHubResponse *
count_try (PtHub *hub, PtJournal *journal, const char *id, PtInvitation **invite)
{
  g_autoptr (GError) error = NULL;
  PtHubResponse *refusal;

  if (!journal->ops->begin (journal, NULL, &error))
    return pt_problem_trouble (error);
  if (!journal->ops->find_invite (journal, id, invite, &error))
    {
      journal->ops->rollback (journal);
      return pt_problem_trouble (error);
    }
  refusal = refuse_invite (hub, *invite);
  if (refusal != NULL)
    {
      journal->ops->rollback (journal);
      return refusal;
    }
  if (!journal->ops->set_tries (journal, id, (*invite)->tries + 1, &error))
    {
      journal->ops->rollback (journal);
      return pt_problem_trouble (error);
    }
  return journal->ops->commit (journal, &error) ? NULL : pt_problem_trouble (error);
}

static PtHubResponse *
refuse_many (const PtHub *hub)
{
  PtHubResponse *refusal = pt_problem (PT_PROBLEM_MANY_CODES);

  refusal->retry_after = (int)(60 / hub->code_tries) + 1;
  return refusal;
}

PtHubResponse *
pt_invite_try (PtHub *hub, PtJournal *journal, const PtHubRequest *request, const char *id,
               const char *code, PtInvitation **invite)
{
  const char *address = request->address != NULL ? request->address : "";
  g_autofree char *name = g_strconcat ("codes ", address, NULL);
  PtHubResponse *refusal;

  if (!pt_limits_take (hub->limits, name, CODES_BURST_MINUTES * (double)hub->code_tries,
                       (double)hub->code_tries))
    return refuse_many (hub);
  refusal = count_try (hub, journal, id, invite);
  if (refusal == NULL && !pt_invite_code_matches ((*invite)->code, code))
    refusal = pt_problem (PT_PROBLEM_WRONG_CODE);
  if (refusal == NULL)
    pt_limits_give_back (hub->limits, name);
  return refusal;
}

/* ── Asked by a laptop ── */

static PtHubResponse *
read_request (PtHubRequest *request, const char **role, const char **name, JsonNode **node)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);

  *node = pt_json_parse (data, size, size, &error);
  if (*node == NULL)
    return pt_problem_from_json (error);
  if (!JSON_NODE_HOLDS_OBJECT (*node)
      || !pt_json_get_text (json_node_get_object (*node), "role", role, NULL)
      || !pt_json_get_text (json_node_get_object (*node), "name", name, NULL))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "role and name are asked");
  if (!pt_role_is_known (*role) || (*name)[0] == '\0' || g_utf8_strlen (*name, -1) > MAX_NAME)
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, "the role or the name is not one");
  return NULL;
}

PtHubResponse *
pt_handle_invites (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_auto (PtNewInvite) made = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *role, *name;
  PtHubResponse *refusal = read_request (request, &role, &name, &node);
  JsonObject *answer;

  if (refusal != NULL)
    return refusal;
  if (!pt_invite_make (hub, journal, request->caller, request->logbook, role, name, &made, &error))
    return pt_problem_trouble (error);
  answer = json_object_new ();
  json_object_set_string_member (answer, "invite", made.id);
  json_object_set_string_member (answer, "code", made.code);
  json_object_set_int_member (answer, "hours", PT_INVITE_HOURS);
  return pt_hub_response_new_object (200, answer);
}
