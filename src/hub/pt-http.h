/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request and its answer as handlers see them: plain values, without libmicrohttpd. */
#pragma once

#include "pt-form.h"
#include "pt-journal.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *logbook; /* segments of the path; NULL = not in this route */
  char *sha256;
  char *device;
  char *item;          /* {item}: whatever else an address names */
  char *range;         /* header Range; or NULL */
  char *address;       /* of the other end, for limits; NULL = not known */
  char *path;          /* as asked, without query */
  GHashTable *headers; /* what pages look at, under names in small letters; NULL = nothing */
  GHashTable *cookies; /* NULL = not looked at yet */
  char *secret;        /* from which a page's forms are known as its own; or NULL */
  PtForm *form;        /* what a page sends, already found to be its own; NULL = none */
  GHashTable *query;   /* decoded names and values; NULL = none */
  GBytes *body;        /* inflated; NULL = none */
  PtCaller *caller;    /* who asks; NULL in open routes without a token */
  gboolean woken;      /* asked again after having been held */
} PtHubRequest;

PtHubRequest *pt_hub_request_new (void);
void pt_hub_request_free (PtHubRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHubRequest, pt_hub_request_free)

/* The values of the query; the fallback when absent or no number that fits. */
const char *pt_hub_request_query (const PtHubRequest *self, const char *name);
int64_t pt_hub_request_query_int (const PtHubRequest *self, const char *name, int64_t fallback);

void pt_hub_request_keep_header (PtHubRequest *self, const char *name, const char *value);
/* As it came; NULL = not there. */
const char *pt_hub_request_header (const PtHubRequest *self, const char *name);
const char *pt_hub_request_cookie (const PtHubRequest *self, const char *name);
/* Takes the header Cookie apart, once (RFC 6265 §4.2). */
void pt_hub_request_read_cookies (PtHubRequest *self);

typedef struct
{
  guint status;
  const char *type; /* static */
  GBytes *body;
  char *file;         /* sent instead of a body; or NULL */
  int64_t from, to;   /* which bytes of the file, @to exclusive; @to 0 = all */
  int64_t total;      /* with a range, or with 416: bytes of the whole file; -1 = not said */
  int64_t offset;     /* bytes of a file that are here; -1 = not said */
  int64_t newest;     /* number of the logbook's last change; -1 = not said */
  int retry_after;    /* seconds; 0 = not said */
  const char *allow;  /* static; methods, with 405 */
  GPtrArray *headers; /* further ones: names and values in turn; or NULL */
  gboolean cacheable; /* the address has the hash of what is at it */
  gboolean again;     /* nothing happened, and the handler will have another answer */
  gboolean hold; /* no answer yet: ask the handler again when the logbook changes or time is up */
} PtHubResponse;

/* Takes the text. */
PtHubResponse *pt_hub_response_new_json (guint status, char *json);
PtHubResponse *pt_hub_response_new_object (guint status, JsonObject *object); /* takes it */
PtHubResponse *pt_hub_response_new_file (char *path);                         /* takes it */
PtHubResponse *pt_hub_response_new_hold (void);
/* @type: static. Takes the bytes. */
PtHubResponse *pt_hub_response_new_bytes (guint status, const char *type, GBytes *bytes);
void pt_hub_response_add_header (PtHubResponse *self, const char *name, const char *value);
void pt_hub_response_free (PtHubResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHubResponse, pt_hub_response_free)

/* Everything that the hub may refuse, in one table {code, status, text}. */
typedef enum
{
  PT_PROBLEM_BAD_ENCODING,
  PT_PROBLEM_BAD_JSON,
  PT_PROBLEM_BAD_REQUEST,
  PT_PROBLEM_CHAIN_BROKEN,
  PT_PROBLEM_CHOOSE_FIRST,
  PT_PROBLEM_FULL,
  PT_PROBLEM_HUB_TROUBLE,
  PT_PROBLEM_INVITE_EXPIRED,
  PT_PROBLEM_INVITE_SPENT,
  PT_PROBLEM_INVITE_UNKNOWN,
  PT_PROBLEM_LAST_COORDINATOR,
  PT_PROBLEM_LINK_STAYS,
  PT_PROBLEM_LOGBOOK_EXISTS,
  PT_PROBLEM_MANY_CODES,
  PT_PROBLEM_METHOD_NOT_ALLOWED,
  PT_PROBLEM_NEEDS_LOGBOOK,
  PT_PROBLEM_NO_DEVICE,
  PT_PROBLEM_NO_SUCH_DEVICE,
  PT_PROBLEM_NO_SUCH_FILE,
  PT_PROBLEM_NO_SUCH_MEMBER,
  PT_PROBLEM_NOT_FOUND,
  PT_PROBLEM_OTHER_LOGBOOK,
  PT_PROBLEM_REVOKED,
  PT_PROBLEM_REVOKED_FULL,
  PT_PROBLEM_RANGE,
  PT_PROBLEM_REPAIR_OVER,
  PT_PROBLEM_ROLE,
  PT_PROBLEM_TOO_LARGE,
  PT_PROBLEM_UNAUTHORIZED,
  PT_PROBLEM_UNFINISHED,
  PT_PROBLEM_WRONG_CODE,
  PT_PROBLEM_WRONG_HASH,
  PT_N_PROBLEMS,
} PtProblem;

const char *pt_problem_code (PtProblem problem);
guint pt_problem_status (PtProblem problem);
PtHubResponse *pt_problem (PtProblem problem);
/* With one more English sentence about what exactly; never from inside the hub. */
PtHubResponse *pt_problem_detail (PtProblem problem, const char *detail);
/* The database cannot be opened. */
PtHubResponse *pt_problem_away (void);
/* The database failed: logged with its reason, answered without it. */
PtHubResponse *pt_problem_trouble (const GError *error);
/* A body that is no JSON or not of the right shape. */
PtHubResponse *pt_problem_from_json (const GError *error);

G_END_DECLS
