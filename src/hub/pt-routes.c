/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every address of the hub in one table, with who may come and how much they may bring. */
#include "pt-hub.h"

#include "pt-metrics.h"
#include "pt-web-page-routes.h"
#include "pt-session.h"
#include "pt-wire.h"

#include <string.h>

#define SMALL_BODY (16 * 1024)
#define DECISIONS_BODY (64 * 1024)
#define BATCH_BODY (PT_WIRE_BATCH_BYTES + 64 * 1024) /* the ops and what is around them */
#define CHUNK_BODY (4 * PT_WIRE_CHUNK_BYTES)
#define MAX_SEGMENTS 8
#define MAX_ATTEMPTS 5
#define FORM_BODY (1024 * 1024)
#define NOTE_BODY (40 * 1024 * 1024) /* with photos and a voice */
#define LOGBOOK "/v1/logbooks/{logbook}/"
#define PAGE "/l/{logbook}/"

const PtRoute pt_routes[] = {
  { "GET", "/healthz", pt_handle_health, PT_RIGHT_OPEN, 0 },
  { "GET", "/metrics", pt_handle_metrics, PT_RIGHT_OPEN, 0 },
  { "POST", "/v1/join", pt_handle_join, PT_RIGHT_OPEN, SMALL_BODY },
  { "GET", "/v1/hello", pt_handle_hello, PT_RIGHT_DEVICE, 0 },
  { "GET", "/v1/network", pt_handle_network, PT_RIGHT_CORE, 0 },
  { "POST", LOGBOOK "push", pt_handle_push, PT_RIGHT_DEVICE, BATCH_BODY },
  { "POST", LOGBOOK "offer", pt_handle_offer, PT_RIGHT_CORE, BATCH_BODY },
  { "GET", LOGBOOK "pull", pt_handle_pull, PT_RIGHT_CORE, 0 },
  { "GET", LOGBOOK "digest", pt_handle_digest, PT_RIGHT_CORE, 0 },
  { "GET", LOGBOOK "wait", pt_handle_wait, PT_RIGHT_CORE, 0 },
  { "GET", LOGBOOK "history", pt_handle_history, PT_RIGHT_CORE, 0 },
  { "GET", LOGBOOK "members", pt_handle_members, PT_RIGHT_DEVICE, 0 },
  { "POST", LOGBOOK "members", pt_handle_change_member, PT_RIGHT_COORDINATOR, SMALL_BODY },
  { "POST", "/v1/token", pt_handle_token, PT_RIGHT_CORE, SMALL_BODY },
  { "POST", "/v1/devices", pt_handle_new_device, PT_RIGHT_CORE, SMALL_BODY },
  { "GET", LOGBOOK "devices", pt_handle_devices, PT_RIGHT_CORE, 0 },
  { "POST", LOGBOOK "devices/{device}", pt_handle_change_device, PT_RIGHT_CORE, SMALL_BODY },
  { "GET", LOGBOOK "quarantine", pt_handle_quarantine, PT_RIGHT_COORDINATOR, 0 },
  { "POST", LOGBOOK "quarantine", pt_handle_decide, PT_RIGHT_COORDINATOR, DECISIONS_BODY },
  { "POST", LOGBOOK "invites", pt_handle_invites, PT_RIGHT_COORDINATOR, SMALL_BODY },
  { "POST", LOGBOOK "erase", pt_handle_erase, PT_RIGHT_COORDINATOR, SMALL_BODY },
  { "GET", LOGBOOK "erasures", pt_handle_erasures, PT_RIGHT_DEVICE, 0 },
  { "POST", LOGBOOK "erasures", pt_handle_erasures_offer, PT_RIGHT_CORE, BATCH_BODY },
  { "HEAD", LOGBOOK "blobs/{sha256}", pt_handle_file_head, PT_RIGHT_CORE, 0 },
  { "PATCH", LOGBOOK "blobs/{sha256}", pt_handle_file_patch, PT_RIGHT_CORE, CHUNK_BODY },
  { "GET", LOGBOOK "blobs/{sha256}", pt_handle_file_get, PT_RIGHT_CORE, 0 },

  { "GET", "/", pt_web_page_front, PT_RIGHT_PAGE, 0 },
  { "GET", "/static/{item}", pt_web_page_static, PT_RIGHT_PAGE, 0 },
  { "GET", "/note/{item}", pt_web_page_note_away, PT_RIGHT_PAGE, 0 },
  { "POST", "/language", pt_web_page_language, PT_RIGHT_PAGE, SMALL_BODY },
  { "GET", "/sign-in", pt_web_page_sign_in, PT_RIGHT_PAGE, 0 },
  { "POST", "/sign-in", pt_web_page_find_invite, PT_RIGHT_PAGE, SMALL_BODY },
  { "GET", "/join/{item}", pt_web_page_join, PT_RIGHT_PAGE, 0 },
  { "POST", "/join/{item}", pt_web_page_do_join, PT_RIGHT_PAGE, SMALL_BODY },
  { "GET", "/network", pt_web_page_network, PT_RIGHT_PAGE, 0 },
  { "GET", "/network/r/{item}", pt_web_page_network_item, PT_RIGHT_PAGE, 0 },
  { "GET", "/network/offers", pt_web_page_network_offers, PT_RIGHT_PAGE, 0 },
  { "GET", "/network/compare", pt_web_page_network_compare, PT_RIGHT_PAGE, 0 },
  { "GET", "/network/what-works", pt_web_page_network_themes, PT_RIGHT_PAGE, 0 },
  { "GET", "/network/what-works/{item}", pt_web_page_network_dossier, PT_RIGHT_PAGE, 0 },
  { "POST", PAGE "language", pt_web_page_language, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "POST", PAGE "sign-out", pt_web_page_sign_out, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "GET", PAGE, pt_web_page_home, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "news", pt_web_page_news, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "list/{item}", pt_web_page_list, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "r/{item}", pt_web_page_record, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "POST", PAGE "r/{item}/comment", pt_web_page_do_comment, PT_RIGHT_PAGE_SIGNED_IN, FORM_BODY },
  { "POST", PAGE "r/{item}/card", pt_web_page_do_card, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "POST", PAGE "r/{item}/choose", pt_web_page_do_choose, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "POST", PAGE "r/{item}/resolve", pt_web_page_do_resolve, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "GET", PAGE "file/{item}", pt_web_page_file, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "journey", pt_web_page_journey, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "story/{item}", pt_web_page_story, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "search", pt_web_page_search, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "note", pt_web_page_note, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "POST", PAGE "note", pt_web_page_do_note, PT_RIGHT_PAGE_SIGNED_IN, NOTE_BODY },
  { "GET", PAGE "review", pt_web_page_review, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "GET", PAGE "review/{item}", pt_web_page_review_one, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "POST", PAGE "review/{item}", pt_web_page_do_review, PT_RIGHT_PAGE_SIGNED_IN, FORM_BODY },
  { "GET", PAGE "me", pt_web_page_me, PT_RIGHT_PAGE_SIGNED_IN, 0 },
  { "POST", PAGE "me", pt_web_page_do_me, PT_RIGHT_PAGE_SIGNED_IN, SMALL_BODY },
  { "GET", PAGE "people", pt_web_page_people, PT_RIGHT_PAGE_COORDINATOR, 0 },
  { "POST", PAGE "people/invite", pt_web_page_do_invite, PT_RIGHT_PAGE_COORDINATOR, SMALL_BODY },
  { "POST", PAGE "people/member/{item}", pt_web_page_do_member, PT_RIGHT_PAGE_COORDINATOR,
    SMALL_BODY },
  { "GET", PAGE "people/device/{item}", pt_web_page_device, PT_RIGHT_PAGE_COORDINATOR, 0 },
  { "POST", PAGE "people/device/{item}", pt_web_page_do_device, PT_RIGHT_PAGE_COORDINATOR,
    SMALL_BODY },
  { "GET", PAGE "people/aside", pt_web_page_aside, PT_RIGHT_PAGE_COORDINATOR, 0 },
  { "POST", PAGE "people/aside", pt_web_page_do_aside, PT_RIGHT_PAGE_COORDINATOR, SMALL_BODY },
  { "GET", PAGE "people/erasures", pt_web_page_erasures, PT_RIGHT_PAGE_COORDINATOR, 0 },
  { "GET", PAGE "people/audit", pt_web_page_audit, PT_RIGHT_PAGE_COORDINATOR, 0 },
};
const guint pt_n_routes = G_N_ELEMENTS (pt_routes);

static gboolean
matches (const char *pattern, char **segments, PtHubRequest *request)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", MAX_SEGMENTS);
  const char *logbook = NULL, *sha256 = NULL, *device = NULL, *item = NULL;

  if (g_strv_length (wanted) != g_strv_length (segments))
    return FALSE;
  for (guint i = 0; wanted[i] != NULL; i++)
    if (strcmp (wanted[i], "{logbook}") == 0)
      logbook = segments[i];
    else if (strcmp (wanted[i], "{sha256}") == 0)
      sha256 = segments[i];
    else if (strcmp (wanted[i], "{device}") == 0)
      device = segments[i];
    else if (strcmp (wanted[i], "{item}") == 0)
      item = segments[i];
    else if (strcmp (wanted[i], segments[i]) != 0)
      return FALSE;
  g_free (request->logbook);
  g_free (request->sha256);
  g_free (request->device);
  g_free (request->item);
  request->logbook = g_strdup (logbook);
  request->sha256 = g_strdup (sha256);
  request->device = g_strdup (device);
  request->item = g_strdup (item);
  return TRUE;
}

/* Lists of methods are few: they are kept for good. */
static const char *
add_method (const char *methods, const char *method)
{
  g_autofree char *both = methods != NULL ? g_strdup_printf ("%s, %s", methods, method)
                                          : g_strdup (method);

  return g_intern_string (both);
}

const PtRoute *
pt_route_find (const char *method, const char *path, PtHubRequest *request, PtHubResponse **refusal)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", MAX_SEGMENTS);
  const char *allow = NULL;

  for (guint i = 0; i < pt_n_routes; i++)
    if (matches (pt_routes[i].pattern, segments, request))
      {
        if (strcmp (pt_routes[i].method, method) == 0)
          return &pt_routes[i];
        allow = add_method (allow, pt_routes[i].method);
      }
  *refusal = pt_problem (allow != NULL ? PT_PROBLEM_METHOD_NOT_ALLOWED : PT_PROBLEM_NOT_FOUND);
  (*refusal)->allow = allow;
  return NULL;
}

/* Two transactions that stood in each other's way: the loser is asked again, from the start, since a
 * handler is a function of its request. */
PtHubResponse *
pt_route_ask (const PtRoute *self, PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *response = self->right >= PT_RIGHT_PAGE && self->max_body > 0
                                ? pt_session_read_form (request)
                                : NULL;

  if (response != NULL)
    return response;
  response = self->handler (hub, journal, request);

  for (guint i = 1; response->again && i < MAX_ATTEMPTS; i++)
    {
      pt_hub_response_free (response);
      response = self->handler (hub, journal, request);
    }
  return response;
}
