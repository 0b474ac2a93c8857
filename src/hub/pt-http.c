/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests, answers, and the table of problems (RFC 9457). What goes wrong inside the hub is logged
 * here and never told outside. */
#include "pt-http.h"

#include "pt-json.h"
#include "pt-wire.h"

#include <string.h>

#define TROUBLE_RETRY_S 30
#define MAX_COOKIES 100

static const struct
{
  const char *code;
  guint status;
  const char *text;
} problems[] = {
  [PT_PROBLEM_BAD_ENCODING] = { "bad_encoding", 400, "The body is not the gzip it says to be." },
  [PT_PROBLEM_BAD_JSON] = { "bad_json", 400, "The body is not acceptable JSON." },
  [PT_PROBLEM_BAD_REQUEST] = { "bad_request", 422, "The request lacks something or has it wrong." },
  [PT_PROBLEM_CHAIN_BROKEN] = { "chain_broken", 409,
                                "The cursor does not belong to this feed as it is now." },
  [PT_PROBLEM_FULL] = { "full", 507, "There is no room for more files." },
  [PT_PROBLEM_CHOOSE_FIRST] = { "choose_first", 409, "There are too many versions already." },
  [PT_PROBLEM_HUB_TROUBLE] = { "hub_trouble", 503, "The hub cannot do this now." },
  [PT_PROBLEM_INVITE_EXPIRED] = { "invite_expired", 403, "The invite is too old." },
  [PT_PROBLEM_INVITE_SPENT] = { "invite_spent", 403,
                                "The invite was used or its code was tried too often." },
  [PT_PROBLEM_INVITE_UNKNOWN] = { "invite_unknown", 404, "There is no such invite." },
  [PT_PROBLEM_LAST_COORDINATOR] = { "last_coordinator", 422, "A logbook keeps a coordinator." },
  [PT_PROBLEM_LINK_STAYS] = { "link_stays", 422, "A link is archived, never erased." },
  [PT_PROBLEM_LOGBOOK_EXISTS] = { "logbook_exists", 409, "The logbook is here already." },
  [PT_PROBLEM_MANY_CODES] = { "many_codes", 429, "Too many codes were tried from this address." },
  [PT_PROBLEM_METHOD_NOT_ALLOWED] = { "method_not_allowed", 405,
                                      "This address does not take that method." },
  [PT_PROBLEM_NEEDS_LOGBOOK] = { "needs_logbook", 422,
                                 "The invite founds a logbook; none was named." },
  [PT_PROBLEM_NO_DEVICE] = { "no_device", 403,
                             "This role uses the pages of the hub, not a device." },
  [PT_PROBLEM_NO_SUCH_DEVICE] = { "no_such_device", 404, "There is no such device." },
  [PT_PROBLEM_NO_SUCH_FILE] = { "no_such_file", 404,
                                "No attachment of this logbook names such a file." },
  [PT_PROBLEM_NO_SUCH_MEMBER] = { "no_such_member", 404, "There is no such member." },
  [PT_PROBLEM_NOT_FOUND] = { "not_found", 404, "There is nothing at this address." },
  [PT_PROBLEM_OTHER_LOGBOOK] = { "other_logbook", 409, "The invite is for another logbook." },
  [PT_PROBLEM_REVOKED] = { "revoked", 410, "This device does not belong to the logbook any more." },
  [PT_PROBLEM_REVOKED_FULL] = { "revoked_full", 403,
                                "As much as is kept from somebody who left waits already." },
  [PT_PROBLEM_RANGE] = { "range", 416, "The file does not have these bytes." },
  [PT_PROBLEM_REPAIR_OVER] = { "repair_over", 409,
                               "The hub was not put back, or too long ago: it takes no repair." },
  [PT_PROBLEM_ROLE] = { "role", 403, "The role does not allow this." },
  [PT_PROBLEM_TOO_LARGE] = { "too_large", 413, "The request is too large." },
  [PT_PROBLEM_UNAUTHORIZED] = { "unauthorized", 401, "There is no such device or logbook." },
  [PT_PROBLEM_UNFINISHED] = { "unfinished", 409, "The hub has another number of bytes." },
  [PT_PROBLEM_WRONG_CODE] = { "wrong_code", 403, "The code does not belong to the invite." },
  [PT_PROBLEM_WRONG_HASH] = { "wrong_hash", 422, "The bytes do not have the hash they go by." },
};
G_STATIC_ASSERT (G_N_ELEMENTS (problems) == PT_N_PROBLEMS);

PtHubRequest *
pt_hub_request_new (void)
{
  PtHubRequest *self = g_new0 (PtHubRequest, 1);

  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
pt_hub_request_free (PtHubRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->logbook);
  g_free (self->sha256);
  g_free (self->device);
  g_free (self->item);
  g_free (self->range);
  g_free (self->address);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->cookies, g_hash_table_unref);
  pt_form_free (self->form);
  g_free (self->secret);
  g_free (self->path);
  g_clear_pointer (&self->body, g_bytes_unref);
  pt_caller_free (self->caller);
  g_free (self);
}

const char *
pt_hub_request_query (const PtHubRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

int64_t
pt_hub_request_query_int (const PtHubRequest *self, const char *name, int64_t fallback)
{
  const char *text = pt_hub_request_query (self, name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return fallback;
  return number;
}

void
pt_hub_request_keep_header (PtHubRequest *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

const char *
pt_hub_request_header (const PtHubRequest *self, const char *name)
{
  return self->headers != NULL ? g_hash_table_lookup (self->headers, name) : NULL;
}

const char *
pt_hub_request_cookie (const PtHubRequest *self, const char *name)
{
  return self->cookies != NULL ? g_hash_table_lookup (self->cookies, name) : NULL;
}

void
pt_hub_request_read_cookies (PtHubRequest *self)
{
  const char *text = pt_hub_request_header (self, "cookie");
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", ";", MAX_COOKIES);

  if (self->cookies != NULL)
    return;
  self->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      if (equals == NULL)
        continue;
      *equals = '\0';
      g_hash_table_insert (self->cookies, g_strdup (g_strstrip (pairs[i])),
                           g_strdup (g_strstrip (equals + 1)));
    }
}

static PtHubResponse *
response_new (guint status, const char *type)
{
  PtHubResponse *self = g_new0 (PtHubResponse, 1);

  self->status = status;
  self->type = type;
  self->offset = self->total = self->newest = -1;
  return self;
}

PtHubResponse *
pt_hub_response_new_json (guint status, char *json)
{
  PtHubResponse *self = response_new (status, PT_WIRE_TYPE);

  self->body = g_bytes_new_take (json, strlen (json));
  return self;
}

static char *
print_and_drop (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return pt_json_print_ordered (node);
}

PtHubResponse *
pt_hub_response_new_object (guint status, JsonObject *object)
{
  return pt_hub_response_new_json (status, print_and_drop (object));
}

PtHubResponse *
pt_hub_response_new_file (char *path)
{
  PtHubResponse *self = response_new (200, PT_WIRE_TYPE_FILE);

  self->file = path;
  return self;
}

PtHubResponse *
pt_hub_response_new_bytes (guint status, const char *type, GBytes *bytes)
{
  PtHubResponse *self = response_new (status, type);

  self->body = bytes;
  return self;
}

void
pt_hub_response_add_header (PtHubResponse *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

PtHubResponse *
pt_hub_response_new_hold (void)
{
  PtHubResponse *self = response_new (0, PT_WIRE_TYPE);

  self->hold = TRUE;
  return self;
}

void
pt_hub_response_free (PtHubResponse *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_free (self->file);
  g_free (self);
}

const char *
pt_problem_code (PtProblem problem)
{
  return problems[problem].code;
}

guint
pt_problem_status (PtProblem problem)
{
  return problems[problem].status;
}

PtHubResponse *
pt_problem_detail (PtProblem problem, const char *detail)
{
  JsonObject *object = json_object_new ();
  PtHubResponse *self;

  json_object_set_string_member (object, "title", problems[problem].text);
  json_object_set_int_member (object, "status", problems[problem].status);
  json_object_set_string_member (object, "code", problems[problem].code);
  if (detail != NULL)
    json_object_set_string_member (object, "detail", detail);
  self = pt_hub_response_new_object (problems[problem].status, object);
  self->type = PT_WIRE_TYPE_PROBLEM;
  if (self->status == 429 || self->status == 503)
    self->retry_after = TROUBLE_RETRY_S;
  return self;
}

PtHubResponse *
pt_problem (PtProblem problem)
{
  return pt_problem_detail (problem, NULL);
}

PtHubResponse *
pt_problem_away (void)
{
  return pt_problem (PT_PROBLEM_HUB_TROUBLE);
}

PtHubResponse *
pt_problem_trouble (const GError *error)
{
  PtHubResponse *self = pt_problem_away ();

  g_warning ("trouble domain=%s code=%d: %s", g_quark_to_string (error->domain), error->code,
             error->message);
  self->again = g_error_matches (error, PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_CONFLICT);
  return self;
}

PtHubResponse *
pt_problem_from_json (const GError *error)
{
  if (g_error_matches (error, PT_JSON_ERROR, PT_JSON_ERROR_TOO_LARGE))
    return pt_problem_detail (PT_PROBLEM_TOO_LARGE, error->message);
  if (g_error_matches (error, PT_JSON_ERROR, PT_JSON_ERROR_SHAPE))
    return pt_problem_detail (PT_PROBLEM_BAD_REQUEST, error->message);
  return pt_problem_detail (PT_PROBLEM_BAD_JSON, error->message);
}
