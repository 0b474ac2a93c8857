/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cookies, their sessions, and the proof that a form comes from a page of this hub. */
#include "pt-session.h"

#include "pt-id.h"
#include "pt-limits.h"
#include "pt-web-page.h"
#include "pt-roles.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define COOKIE "__Host-pt-" /* and the id of the logbook */
#define ATTRIBUTES "; Path=/; Secure; HttpOnly; SameSite=Strict"
#define SECRET_LENGTH 64 /* hexadecimal of 256 bits */
#define DAY_S (24LL * 3600)
#define LONGEST_DAYS 180 /* from signing in */
#define IDLE_DAYS 30
#define NOTE_S 3600
#define BURST_MINUTES 2 /* what may come at once, of what a minute allows */

/* Other than pt_token_hash(): a cookie is no bearer token. */
static void
hash_secret (const char *purpose, const char *secret, PtHash *out)
{
  g_autofree char *text = g_strconcat (purpose, " ", secret, NULL);

  pt_token_hash (text, out);
}

char *
pt_session_form_token (const char *secret)
{
  PtHash hash;

  hash_secret ("form", secret, &hash);
  return pt_hash_format (&hash);
}

static gboolean
is_secret (const char *text)
{
  return text != NULL && strlen (text) == SECRET_LENGTH
         && strspn (text, "0123456789abcdef") == SECRET_LENGTH;
}

/* ── Who it is ── */

static gboolean
counts (PtHub *hub, const PtSession *session, const PtCaller *caller)
{
  const int64_t now = hub->world->now (hub->world);

  return caller->active && now < session->ends_at
         && now < session->contact_at + IDLE_DAYS * DAY_S * PT_USEC_PER_SECOND;
}

static gboolean
note_contact (PtHub *hub, PtJournal *journal, const PtSession *session, GError **error)
{
  const int64_t now = hub->world->now (hub->world);

  if (now < session->contact_at + NOTE_S * PT_USEC_PER_SECOND)
    return TRUE;
  if (!journal->ops->begin (journal, session->logbook, error))
    return FALSE;
  if (journal->ops->note_session (journal, session->logbook, session->id, now, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

/* *out NULL = nobody. */
static gboolean
find (PtHub *hub, PtJournal *journal, const char *logbook, const char *secret, PtCaller **out,
      GError **error)
{
  g_autoptr (PtSession) session = NULL;
  g_autoptr (PtCaller) caller = NULL;
  PtHash hash;

  *out = NULL;
  if (!is_secret (secret))
    return TRUE;
  hash_secret ("page", secret, &hash);
  if (!journal->ops->find_session (journal, &hash, &session, &caller, error))
    return FALSE;
  if (session == NULL || strcmp (session->logbook, logbook) != 0 || !counts (hub, session, caller))
    return TRUE;
  *out = g_steal_pointer (&caller);
  return note_contact (hub, journal, session, error);
}

GPtrArray *
pt_session_list (PtHub *hub, PtJournal *journal, PtHubRequest *request, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_caller_free);
  GHashTableIter iter;
  gpointer name, secret;

  pt_hub_request_read_cookies (request);
  g_hash_table_iter_init (&iter, request->cookies);
  while (g_hash_table_iter_next (&iter, &name, &secret))
    {
      const char *logbook = g_str_has_prefix (name, COOKIE) ? (char *)name + strlen (COOKIE) : "";
      PtCaller *caller = NULL;

      if (!pt_id_is_valid (logbook))
        continue;
      if (!find (hub, journal, logbook, secret, &caller, error))
        return NULL;
      if (caller != NULL)
        g_ptr_array_add (list, caller);
    }
  return g_steal_pointer (&list);
}

static gboolean
identify (PtHub *hub, PtJournal *journal, PtHubRequest *request, GError **error)
{
  g_autofree char *name = NULL;
  const char *secret;

  if (request->logbook == NULL || !pt_id_is_valid (request->logbook))
    return TRUE;
  name = g_strconcat (COOKIE, request->logbook, NULL);
  secret = pt_hub_request_cookie (request, name);
  if (!find (hub, journal, request->logbook, secret, &request->caller, error))
    return FALSE;
  if (request->caller != NULL)
    request->secret = g_strdup (secret);
  return TRUE;
}

/* Before somebody is signed in, forms are known by a cookie of their own. */
static void
ensure_secret (PtHub *hub, PtHubRequest *request)
{
  const char *had = pt_hub_request_cookie (request, PT_SESSION_FORM_COOKIE);

  if (request->secret == NULL)
    request->secret = is_secret (had) ? g_strdup (had) : pt_token_new (hub->world);
}

static gboolean
may_ask_now (PtHub *hub, const PtHubRequest *request)
{
  const PtCaller *caller = request->caller;
  const double per_minute = caller != NULL ? hub->page_requests : hub->visitor_requests;
  g_autofree char *name = g_strdup_printf ("%s %s", caller != NULL ? "session" : "visitor",
                                           caller != NULL             ? caller->device
                                           : request->address != NULL ? request->address
                                                                      : "");

  return pt_limits_take (hub->limits, name, BURST_MINUTES * per_minute, per_minute);
}

static PtRight
right_of (const PtCaller *caller)
{
  if (!pt_role_is_core (caller->role))
    return PT_RIGHT_PAGE_SIGNED_IN;
  return pt_role_is_coordinator (caller->role) ? PT_RIGHT_PAGE_COORDINATOR : PT_RIGHT_PAGE_CORE;
}

/* A link in a mail comes without cookies (SameSite=Strict); the same address asked again by a page of
 * ours comes with them. */
static gboolean
comes_from_elsewhere (const PtRoute *route, const PtHubRequest *request)
{
  return strcmp (route->method, "GET") == 0
         && g_strcmp0 (pt_hub_request_header (request, "sec-fetch-site"), "cross-site") == 0;
}

PtHubResponse *
pt_session_check (PtHub *hub, PtJournal *journal, const PtRoute *route, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;

  pt_hub_request_read_cookies (request);
  if (!identify (hub, journal, request, &error))
    return pt_problem_trouble (error);
  ensure_secret (hub, request);
  if (!may_ask_now (hub, request))
    return pt_web_page_sorry (hub, request, 429,
                              N_ ("Too many requests in a short time. Wait a moment, "
                                  "then go on."));
  if (route->right == PT_RIGHT_PAGE)
    return NULL;
  if (request->caller == NULL)
    return comes_from_elsewhere (route, request) ? pt_web_page_again (hub, request)
                                                 : pt_web_page_go ("/sign-in");
  if (right_of (request->caller) < route->right)
    return pt_web_page_not_found (hub, request);
  return NULL;
}

/* ── Forms ── */

/* RFC 6454; a browser says it with every form. */
static gboolean
is_own_origin (const PtHubRequest *request)
{
  const char *origin = pt_hub_request_header (request, "origin");
  const char *site = pt_hub_request_header (request, "sec-fetch-site");
  const char *host = pt_hub_request_header (request, "host");
  const char *place = origin != NULL ? strstr (origin, "://") : NULL;

  if (site != NULL && strcmp (site, "same-origin") != 0 && strcmp (site, "none") != 0)
    return FALSE;
  return origin == NULL || (place != NULL && g_strcmp0 (place + strlen ("://"), host) == 0);
}

static gboolean
is_own_form (const PtHubRequest *request)
{
  g_autofree char *wanted = pt_session_form_token (request->secret);
  const char *given = pt_form_get (request->form, PT_SESSION_FORM_FIELD);

  return strlen (given) == strlen (wanted) && sodium_memcmp (given, wanted, strlen (wanted)) == 0;
}

PtHubResponse *
pt_session_read_form (PtHubRequest *request)
{
  if (request->form == NULL)
    request->form = pt_form_parse (pt_hub_request_header (request, "content-type"), request->body);
  if (request->form == NULL)
    return pt_web_page_sorry (NULL, request, 400, N_ ("What was sent cannot be read."));
  if (is_own_origin (request) && is_own_form (request))
    return NULL;
  return pt_web_page_sorry (
      NULL, request, 403,
      N_ ("This page was open for too long, or did not come from here. Go back, "
          "reload it and send it once more."));
}

/* ── Signing in and out ── */

static char *
make_cookie (const char *logbook, const char *secret, int64_t seconds)
{
  return g_strdup_printf (COOKIE "%s=%s; Max-Age=%" G_GINT64_FORMAT ATTRIBUTES, logbook, secret,
                          seconds);
}

char *
pt_session_open (PtHub *hub, PtJournal *journal, PtCaller *caller, const char *browser,
                 GError **error)
{
  const int64_t now = hub->world->now (hub->world);
  g_autofree char *secret = pt_token_new (hub->world);
  PtSession session = { .id = pt_id_new (hub->world),
                        .logbook = caller->logbook,
                        .member = caller->member,
                        .name = (char *)browser,
                        .made_at = now,
                        .contact_at = now,
                        .ends_at = now + LONGEST_DAYS * DAY_S * PT_USEC_PER_SECOND };
  PtHash hash;

  g_free (caller->device);
  caller->device = session.id;
  hash_secret ("page", secret, &hash);
  return journal->ops->add_session (journal, &session, &hash, error)
             ? make_cookie (caller->logbook, secret, LONGEST_DAYS * DAY_S)
             : NULL;
}

char *
pt_session_forget (const char *logbook)
{
  return make_cookie (logbook, "", 0);
}
