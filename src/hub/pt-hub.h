/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every handler may use: the clock, the folder, who must be told of news. Handlers are pure
 * functions of this, a journal and a request; libmicrohttpd is known in pt-server.c only. */
#pragma once

#include "pt-http.h"

G_BEGIN_DECLS

typedef struct _PtReplicas PtReplicas;
typedef struct _PtLimits PtLimits;
typedef struct _PtMetrics PtMetrics;

typedef struct
{
  PtWorld *world;
  char *folder;
  char *id;
  char *name;
  int64_t files_max;      /* bytes of files that one logbook may hold; 0 = any */
  int64_t files_min_free; /* bytes of the disk that files leave free */
  /* Called after a commit that gave @logbook a new number; from any thread. */
  void (*news) (const char *logbook, gpointer data);
  gpointer news_data;
  int unpurged;          /* atomic: what was erased may still be in a file of the database */
  gboolean behind_proxy; /* who asks is said by a proxy on this machine */
  /* Of hub.conf: how often each may ask in a minute; 0 = as often as they like. */
  int64_t device_requests, page_requests, visitor_requests, code_tries;
  int64_t token_days; /* a laptop gets another token after so many; 0 = only when somebody asks */
  PtLimits *limits;
  PtMetrics *metrics;
  PtReplicas *replicas; /* NULL = the hub has no pages at the moment */
  /* The life of what is written in pages, of this process alone, and its last number. */
  PtUuid life;
  int counter; /* atomic */
} PtHub;

/* What a caller must be for a route. */
typedef enum
{
  PT_RIGHT_OPEN,   /* anybody */
  PT_RIGHT_DEVICE, /* a known token, whatever the role */
  PT_RIGHT_CORE,   /* core team */
  PT_RIGHT_COORDINATOR,
  PT_RIGHT_PAGE,           /* a page for anybody */
  PT_RIGHT_PAGE_SIGNED_IN, /* a page for a person of the logbook, whatever the role */
  PT_RIGHT_PAGE_CORE,      /* of the core team */
  PT_RIGHT_PAGE_COORDINATOR,
} PtRight;

typedef PtHubResponse *(*PtHandler) (PtHub *hub, PtJournal *journal, PtHubRequest *request);

typedef struct
{
  const char *method;
  const char *pattern; /* {logbook}, {sha256}, {device} and {item} stand for one segment each */
  PtHandler handler;
  PtRight right;
  size_t max_body; /* bytes after inflating; 0 = none is taken */
} PtRoute;

/**
 * pt_route_find:
 * @method: e.g. "GET"
 * @path: decoded, without query
 * @request: gets the segments of the path
 * @refusal: (out) (transfer full): 404 or 405 when there is no route
 *
 * Returns: (nullable): the route
 */
const PtRoute *pt_route_find (const char *method, const char *path, PtHubRequest *request,
                              PtHubResponse **refusal);

/* (transfer full): the handler's answer, asked again while other transactions are in its way. */
PtHubResponse *pt_route_ask (const PtRoute *self, PtHub *hub, PtJournal *journal,
                             PtHubRequest *request);

/* For tests: the table. */
extern const PtRoute pt_routes[];
extern const guint pt_n_routes;

/**
 * pt_access_check:
 * @authorization: (nullable): the header
 *
 * Decides before a body is read. Gives @request its caller. Somebody who left may only say hello,
 * hand in what was not sent and read the directory, for %PT_REVOKED_DAYS.
 *
 * Returns: (transfer full) (nullable): the refusal; NULL = come in. An unknown token, another
 *   logbook's token and an unknown logbook get the same answer.
 */
PtHubResponse *pt_access_check (PtHub *hub, PtJournal *journal, const PtRoute *route,
                                const char *authorization, PtHubRequest *request);
/* Likewise, for who proved to have a token by its sum; NULL = nobody. */
PtHubResponse *pt_access_check_hash (PtHub *hub, PtJournal *journal, const PtRoute *route,
                                     const PtHash *token, PtHubRequest *request);
#define PT_REVOKED_DAYS 30
/* How far the contact of a device that is noted may lie behind its last. */
#define PT_CONTACT_SECONDS 60

void pt_token_hash (const char *token, PtHash *out);
/* (transfer full): 256 bits as hexadecimal. */
char *pt_token_new (PtWorld *world);

/* An invite as it was made: the only moment at which its code is known. */
typedef struct
{
  char *id;
  char *code;
} PtNewInvite;

/* @by NULL = the hub's administrator; @logbook NULL = founds one. In a transaction of its own. */
gboolean pt_invite_make (PtHub *hub, PtJournal *journal, const PtCaller *by, const char *logbook,
                         const char *role, const char *name, PtNewInvite *out, GError **error);
/* Likewise for somebody of the logbook, on another computer. */
gboolean pt_invite_make_again (PtHub *hub, PtJournal *journal, const PtCaller *by,
                               const PtMember *member, PtNewInvite *out, GError **error);

/**
 * pt_invite_try:
 * @request: from where it is tried
 * @invite: (out) (transfer full): the invite, whose try is to be given back when it is used
 *
 * Counts a try, of the invite on disk and of the address in memory, before the code is looked at, so
 * that guesses in parallel count too. An address gets its try back when the code is right: a team that
 * joins in one room does not wait.
 *
 * Returns: (transfer full) (nullable): the refusal; NULL = the code is right
 */
PtHubResponse *pt_invite_try (PtHub *hub, PtJournal *journal, const PtHubRequest *request,
                              const char *id, const char *code, PtInvitation **invite);
void pt_new_invite_clear (PtNewInvite *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtNewInvite, pt_new_invite_clear)

/* A right code gives its try back. */
#define PT_INVITE_TRIES 5
#define PT_INVITE_HOURS 72

PtHubResponse *pt_handle_health (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_join (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_hello (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_network (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_members (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_change_member (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_token (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_devices (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_new_device (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_change_device (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_quarantine (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_decide (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_invites (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_push (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_offer (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_pull (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_digest (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_wait (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_history (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_erase (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_erasures (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_erasures_offer (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_file_head (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_file_patch (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_handle_file_get (PtHub *hub, PtJournal *journal, PtHubRequest *request);

G_END_DECLS
