/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of every page, and the headers that keep it to itself: no script but ours, nothing from
 * elsewhere, in no frame of others. */
#include "pt-web-page.h"

#include "pt-catalog.h"
#include "pt-id.h"
#include "pt-web-page-files.h"
#include "pt-web-page-save.h"
#include "pt-replicas.h"
#include "pt-roles.h"
#include "pt-session.h"
#include "pt-validate.h"
#include "pt-wire.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#define TYPE_HTML "text/html; charset=utf-8"
/* Content Security Policy Level 3. data: is for pictures in stories. */
#define POLICY                                                                                     \
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "                  \
  "img-src 'self' data: blob:; media-src 'self' blob:; form-action 'self'; base-uri 'none'; "      \
  "frame-ancestors 'none'"

typedef struct
{
  const char *path; /* behind /l/LOGBOOK/; with a / of its own: of the whole hub */
  const char *label;
  PtRight right;
} Place;

static const Place places[] = {
  { "note", N_ ("Note it"), PT_RIGHT_PAGE_SIGNED_IN },
  { "review", N_ ("Review"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/challenge", N_ ("Challenges"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/question", N_ ("Questions"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/learning", N_ ("Learning moments"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/experiment", N_ ("Experiments"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/outcome", N_ ("Effects"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/entry", N_ ("Notes"), PT_RIGHT_PAGE_SIGNED_IN },
  { "journey", N_ ("Journey"), PT_RIGHT_PAGE_SIGNED_IN },
  { "list/narrative", N_ ("Stories"), PT_RIGHT_PAGE_SIGNED_IN },
  { "search", N_ ("Search"), PT_RIGHT_PAGE_SIGNED_IN },
  { "/network", N_ ("Other field labs"), PT_RIGHT_PAGE_SIGNED_IN },
  { "people", N_ ("People and access"), PT_RIGHT_PAGE_COORDINATOR },
};

/* ── The reader ── */

const char *
pt_web_page_lang (const PtHubRequest *request)
{
  const char *chosen = pt_hub_request_cookie (request, PT_WEB_PAGE_LANG_COOKIE);
  const char *accepted = pt_hub_request_header (request, "accept-language");
  g_auto (GStrv) wishes = g_strsplit (accepted != NULL ? accepted : "", ",", 20);

  if (g_strcmp0 (chosen, "nl") == 0 || g_strcmp0 (chosen, "en") == 0)
    return strcmp (chosen, "nl") == 0 ? "nl" : "en";
  for (guint i = 0; wishes[i] != NULL; i++)
    {
      const char *wish = g_strstrip (wishes[i]);

      if (g_ascii_strncasecmp (wish, "nl", 2) == 0)
        return "nl";
      if (g_ascii_strncasecmp (wish, "en", 2) == 0)
        return "en";
    }
  return wishes[0] != NULL ? "en" : "nl";
}

const char *
pt_web_page_say (const PtWebPage *self, const char *msgid)
{
  return pt_catalog_text (self->lang, NULL, msgid);
}

char *
pt_web_page_count (const PtWebPage *self, const char *msgid, guint n)
{
  return g_strdup_printf ("%s %u", pt_web_page_say (self, msgid), n);
}

/* ── Making and ending ── */

static PtWebPage *
make (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtWebPage *self = g_new0 (PtWebPage, 1);

  self->hub = hub;
  self->journal = journal;
  self->request = request;
  self->lang = pt_web_page_lang (request);
  self->markup.out = g_string_new (NULL);
  return self;
}

static PtHubResponse *
load (PtWebPage *self)
{
  g_autoptr (GError) error = NULL;
  PtReplica *replica;

  if (self->hub->replicas == NULL)
    return pt_problem_away ();
  replica = pt_replicas_get (self->hub->replicas, self->caller->logbook);
  self->snapshot = pt_replica_look (replica, self->journal, &error);
  if (error != NULL)
    return pt_web_page_trouble (self->hub, self->request, error);
  if (self->snapshot == NULL)
    return pt_web_page_not_found (self->hub, self->request);
  self->class = pt_view_class (self->caller->role);
  self->data = pt_snapshot_get_view (self->snapshot, self->class);
  return NULL;
}

PtWebPage *
pt_web_page_new (PtHub *hub, PtJournal *journal, PtHubRequest *request, PtHubResponse **refusal)
{
  g_autoptr (PtWebPage) self = make (hub, journal, request);

  self->today = pt_world_today (hub->world);
  self->caller = request->caller;
  *refusal = self->caller != NULL ? load (self) : NULL;
  return *refusal == NULL ? g_steal_pointer (&self) : NULL;
}

void
pt_web_page_free (PtWebPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->snapshot, pt_snapshot_unref);
  if (self->markup.out != NULL)
    g_string_free (self->markup.out, TRUE);
  g_free (self->today);
  g_free (self);
}

char *
pt_web_page_path (const PtWebPage *self, const char *format, ...)
{
  g_autofree char *rest = NULL;
  va_list args;

  va_start (args, format);
  rest = g_strdup_vprintf (format, args);
  va_end (args);
  return g_strdup_printf ("/l/%s/%s", self->caller->logbook, rest);
}

/* ── Forms ── */

void
pt_web_page_open_form (PtWebPage *self, const char *action, gboolean files)
{
  g_autofree char *token = pt_session_form_token (self->request->secret);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "form", "method", "post", "action", action, "enctype",
                  files ? "multipart/form-data" : NULL, NULL);
  pt_markup_open (m, "input", "type", "hidden", "name", PT_SESSION_FORM_FIELD, "value", token,
                  NULL);
}

void
pt_web_page_put_button (PtWebPage *self, const char *action, const char *name, const char *value,
                        const char *label, const char *style)
{
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_markup_put (m, "button", label, "name", name, "value", value, "class", style, NULL);
  pt_markup_close (m, "form");
}

/* ── The frame ── */

static gboolean
may_go (PtWebPage *self, const Place *place)
{
  if (strcmp (place->path, "note") == 0)
    return pt_web_page_may_set (self, "entry", NULL, "body", "-");
  return place->right == PT_RIGHT_PAGE_SIGNED_IN || pt_role_is_coordinator (self->caller->role);
}

static void
put_navigation (PtWebPage *self)
{
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "nav", "class", "places", "aria-label", pt_web_page_say (self, N_ ("Pages")),
                  NULL);
  pt_markup_open (m, "ul", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = places[i].path[0] == '/'
                                  ? g_strdup (places[i].path)
                                  : pt_web_page_path (self, "%s", places[i].path);

      if (!may_go (self, &places[i]))
        continue;
      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", pt_web_page_say (self, places[i].label), "href", path, "aria-current",
                     g_strcmp0 (self->request->path, path) == 0 ? "page" : NULL, NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
  pt_markup_close (m, "nav");
}

static void
put_head (PtWebPage *self, const char *title)
{
  g_autofree char *style = pt_web_page_file_path (PT_WEB_PAGE_FILE_STYLE);
  g_autofree char *script = pt_web_page_file_path (PT_WEB_PAGE_FILE_SCRIPT);
  PtMarkup *m = &self->markup;

  pt_markup_raw (m, "<!DOCTYPE html>\n");
  pt_markup_open (m, "html", "lang", self->lang, NULL);
  pt_markup_raw (m, "<head><meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                    "content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"color-scheme\" content=\"light dark\">\n");
  pt_markup_put (m, "title", title, NULL);
  pt_markup_open (m, "link", "rel", "stylesheet", "href", style, NULL);
  pt_markup_open (m, "link", "rel", "icon", "href", "data:,", NULL);
  pt_markup_put (m, "script", "", "src", script, "defer", "", NULL);
  pt_markup_raw (m, "</head>\n");
}

static void
put_top (PtWebPage *self)
{
  g_autoptr (GString) name = g_string_new (self->hub != NULL ? self->hub->name : "Proeftuin");
  g_autofree char *home = self->caller != NULL ? pt_web_page_path (self, "%s", "") : g_strdup ("/");
  PtRecord *logbook = self->data != NULL ? pt_dataset_logbook (self->data) : NULL;
  g_autofree char *title = logbook != NULL ? pt_record_dup_title (logbook) : NULL;
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "a", pt_web_page_say (self, N_ ("Skip to what matters")), "class", "skip",
                 "href", "#main", NULL);
  pt_markup_open (m, "header", "class", "top", NULL);
  pt_markup_put (m, "a", title != NULL ? title : name->str, "class", "brand", "href", home, NULL);
  if (self->data != NULL)
    put_navigation (self);
  pt_markup_close (m, "header");
}

static void
put_languages (PtWebPage *self)
{
  static const struct
  {
    const char *id, *name;
  } languages[] = { { "nl", "Nederlands" }, { "en", "English" } };
  /* Where the secret is that the form is made with. */
  g_autofree char *action = self->caller != NULL ? pt_web_page_path (self, "language")
                                                 : g_strdup ("/language");
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_markup_open (m, "input", "type", "hidden", "name", "back", "value",
                  self->request->path != NULL ? self->request->path : "/", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    pt_markup_put (m, "button", languages[i].name, "name", "lang", "value", languages[i].id, "lang",
                   languages[i].id, "class", "quiet", "aria-pressed",
                   strcmp (self->lang, languages[i].id) == 0 ? "true" : "false", NULL);
  pt_markup_close (m, "form");
}

static void
put_sign_out (PtWebPage *self)
{
  g_autofree char *action = pt_web_page_path (self, "sign-out");
  PtMarkup *m = &self->markup;

  pt_web_page_open_form (self, action, FALSE);
  pt_markup_put (
      m, "button", pt_web_page_say (self, N_ ("Sign out")), "class", "quiet", "data-unsent",
      pt_web_page_say (self, N_ ("There are notes in this browser that are not sent. Sign out "
                                 "and throw them away?")),
      NULL);
  pt_markup_close (m, "form");
}

static void
put_foot (PtWebPage *self)
{
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "footer", "class", "foot", NULL);
  if (self->caller != NULL)
    {
      g_autofree char *me = pt_web_page_path (self, "me");

      pt_markup_put (m, "a", self->caller->name, "href", me, NULL);
      put_sign_out (self);
    }
  put_languages (self);
  pt_markup_close (m, "footer");
}

static void
add_security (PtHubResponse *response)
{
  static const char *const headers[][2] = {
    { "Content-Security-Policy", POLICY },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(self), microphone=(self), geolocation=()" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    pt_hub_response_add_header (response, headers[i][0], headers[i][1]);
}

/* The forms of a visitor need their cookie. */
static void
add_form_cookie (PtHubResponse *response, const PtHubRequest *request)
{
  const char *had = pt_hub_request_cookie (request, PT_SESSION_FORM_COOKIE);
  g_autofree char *cookie = NULL;

  if (request->caller != NULL || request->secret == NULL || g_strcmp0 (had, request->secret) == 0)
    return;
  cookie = g_strdup_printf (PT_SESSION_FORM_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict",
                            request->secret);
  pt_hub_response_add_header (response, "Set-Cookie", cookie);
}

static void
open_main (PtWebPage *self)
{
  g_autofree char *news = NULL;
  g_autofree char *seq = NULL;
  PtMarkup *m = &self->markup;

  if (self->live)
    {
      news = pt_web_page_path (self, "%s", "news");
      seq = g_strdup_printf ("%" G_GINT64_FORMAT, self->snapshot->seq);
      pt_markup_open (m, "p", "class", "news", "role", "status", "hidden", "", NULL);
      pt_markup_text (m, pt_web_page_say (self, N_ ("Somebody has added something.")));
      pt_markup_text (m, " ");
      pt_markup_put (m, "a", pt_web_page_say (self, N_ ("Show it")), "href", self->request->path,
                     NULL);
      pt_markup_close (m, "p");
    }
  pt_markup_open (m, "main", "id", "main", "data-news", news, "data-seq", seq, NULL);
}

PtHubResponse *
pt_web_page_finish (PtWebPage *self, guint status, const char *title)
{
  g_autoptr (GString) content = g_steal_pointer (&self->markup.out);
  PtHubResponse *response;
  PtMarkup *m = &self->markup;

  m->out = g_string_new (NULL);
  put_head (self, title);
  pt_markup_open (m, "body", NULL);
  put_top (self);
  open_main (self);
  pt_markup_raw (m, content->str);
  pt_markup_close (m, "main");
  if (self->request->secret != NULL && !self->alone)
    put_foot (self);
  pt_markup_raw (m, "</body></html>\n");
  response = pt_hub_response_new_bytes (status, TYPE_HTML,
                                        g_string_free_to_bytes (g_steal_pointer (&m->out)));
  add_security (response);
  if (!self->alone)
    add_form_cookie (response, self->request);
  return response;
}

/* ── Other answers ── */

PtHubResponse *
pt_web_page_sorry (PtHub *hub, PtHubRequest *request, guint status, const char *sentence)
{
  g_autoptr (PtWebPage) page = make (hub, NULL, request);
  const char *title = pt_web_page_say (page, N_ ("That did not work"));
  g_autofree char *home = NULL;

  pt_markup_put (&page->markup, "h1", title, NULL);
  pt_markup_put (&page->markup, "p", pt_web_page_say (page, sentence), NULL);
  if (request->caller != NULL)
    page->caller = request->caller;
  home = page->caller != NULL ? pt_web_page_path (page, "%s", "") : g_strdup ("/");
  pt_markup_put (&page->markup, "a", pt_web_page_say (page, N_ ("To the first page")), "href", home,
                 "class", "button", NULL);
  return pt_web_page_finish (page, status, title);
}

/* What a reader of pages can do about a refusal that was made for programs. */
static const char *
find_sentence (guint status)
{
  static const struct
  {
    guint status;
    const char *sentence;
  } known[] = {
    { 404, N_ ("There is nothing at this address, or it is not for you.") },
    { 405, N_ ("There is nothing at this address, or it is not for you.") },
    { 413, N_ ("This is too much for one time. Send less, or divide it over several.") },
    { 429, N_ ("Too many requests in a short time. Wait a moment, then go on.") },
    { 503, N_ ("The team server cannot do this now. Try again in a minute; what you wrote is still "
               "in your browser when you go back.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].status == status)
      return known[i].sentence;
  return N_ ("What was sent cannot be read.");
}

PtHubResponse *
pt_web_page_dress (PtHub *hub, PtHubRequest *request, PtHubResponse *answer)
{
  g_autoptr (PtHubResponse) problem = answer;
  PtHubResponse *response;

  if (answer->hold || g_strcmp0 (answer->type, PT_WIRE_TYPE_PROBLEM) != 0)
    return g_steal_pointer (&problem);
  response = pt_web_page_sorry (hub, request, problem->status, find_sentence (problem->status));
  response->retry_after = problem->retry_after;
  response->allow = problem->allow;
  return response;
}

PtHubResponse *
pt_web_page_not_found (PtHub *hub, PtHubRequest *request)
{
  return pt_web_page_sorry (hub, request, 404,
                            N_ ("There is nothing at this address, or it is not for you."));
}

/* What was filled in is wrong: asking again helps nobody. */
static PtHubResponse *
refuse_value (PtHub *hub, PtHubRequest *request, const GError *error)
{
  return pt_web_page_sorry (
      hub, request, 422,
      error->code == PT_VALIDATE_ERROR_LIMIT
          ? N_ ("This text is too long for its field. Make it shorter, divide it over several "
                "notes, or attach it as a file.")
          : N_ ("Something that was filled in does not fit its field. Go back and look at it."));
}

PtHubResponse *
pt_web_page_trouble (PtHub *hub, PtHubRequest *request, const GError *error)
{
  g_autoptr (PtHubResponse) logged = NULL;
  PtHubResponse *response;

  if (error->domain == PT_VALIDATE_ERROR)
    return refuse_value (hub, request, error);
  logged = pt_problem_trouble (error);
  response = pt_web_page_sorry (hub, request, logged->status,
                                N_ ("The team server cannot do this now. Try again in "
                                    "a minute; what you wrote is still in your "
                                    "browser when you go back."));

  response->retry_after = logged->retry_after;
  response->again = logged->again;
  return response;
}

PtHubResponse *
pt_web_page_go (const char *path)
{
  PtHubResponse *response = pt_hub_response_new_bytes (303, TYPE_HTML, g_bytes_new_static ("", 0));

  pt_hub_response_add_header (response, "Location", path);
  return response;
}

PtHubResponse *
pt_web_page_again (PtHub *hub, PtHubRequest *request)
{
  g_autoptr (GString) out = g_string_new ("<!DOCTYPE html>\n");
  PtMarkup m = { out };
  PtHubResponse *response;

  pt_markup_open (&m, "html", "lang", pt_web_page_lang (request), NULL);
  pt_markup_raw (&m, "<head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\">");
  pt_markup_put (&m, "title", "Proeftuin", NULL);
  pt_markup_raw (&m, "</head><body></body></html>\n");
  response = pt_hub_response_new_bytes (200, TYPE_HTML,
                                        g_string_free_to_bytes (g_steal_pointer (&out)));
  add_security (response);
  return response;
}
