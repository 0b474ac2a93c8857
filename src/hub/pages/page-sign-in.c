/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coming in by invite: the link that was mailed and the code that was told. Also going out, and the
 * choice of a language, which both work for anybody. */
#include "pt-web-page-routes.h"

#include "pt-audit.h"
#include "pt-id.h"
#include "pt-web-page.h"
#include "pt-registration.h"
#include "pt-revocation.h"
#include "pt-roles.h"
#include "pt-session.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_BYTES 800
#define MAX_BROWSER_BYTES 80
#define LANG_SECONDS "31536000"

/* ── The door ── */

static PtHubResponse *
list_logbooks (PtWebPage *self, GPtrArray *callers)
{
  const char *title = pt_web_page_say (self, N_ ("Your logbooks"));
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h1", title, NULL);
  pt_markup_open (m, "ul", "class", "cards", NULL);
  for (guint i = 0; i < callers->len; i++)
    {
      const PtCaller *caller = g_ptr_array_index (callers, i);
      g_autofree char *path = g_strdup_printf ("/l/%s/", caller->logbook);

      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", caller->name, "href", path, NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
  return pt_web_page_finish (self, 200, title);
}

PtHubResponse *
pt_web_page_front (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) callers = pt_session_list (hub, journal, request, &error);
  g_autoptr (PtWebPage) page = NULL;
  g_autofree char *path = NULL;
  PtHubResponse *refusal;

  if (callers == NULL)
    return pt_web_page_trouble (hub, request, error);
  if (callers->len == 0)
    return g_strcmp0 (pt_hub_request_header (request, "sec-fetch-site"), "cross-site") == 0
               ? pt_web_page_again (hub, request)
               : pt_web_page_go ("/sign-in");
  path = g_strdup_printf ("/l/%s/", ((PtCaller *)g_ptr_array_index (callers, 0))->logbook);
  if (callers->len == 1)
    return pt_web_page_go (path);
  page = pt_web_page_new (hub, journal, request, &refusal);
  return page != NULL ? list_logbooks (page, callers) : refusal;
}

static void
put_field (PtWebPage *self, const char *name, const char *label, const char *hint,
           const char *value, const char *complete)
{
  g_autofree char *hint_id = g_strconcat ("hint-", name, NULL);
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "label", label, "for", name, NULL);
  if (hint != NULL)
    pt_markup_put (m, "p", hint, "class", "hint", "id", hint_id, NULL);
  pt_markup_open (m, "input", "id", name, "name", name, "value", value, "autocomplete", complete,
                  "required", "", "aria-describedby", hint != NULL ? hint_id : NULL, NULL);
}

PtHubResponse *
pt_web_page_sign_in (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *title;
  PtMarkup *m;

  if (page == NULL)
    return refusal;
  title = pt_web_page_say (page, N_ ("Sign in"));
  m = &page->markup;
  pt_markup_put (m, "h1", title, NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (page, N_ ("You come in with an invite: a link that you got by mail or "
                                 "on paper, and a code that somebody told you.")),
      "class", "lead", NULL);
  pt_web_page_open_form (page, "/sign-in", FALSE);
  put_field (page, "link", pt_web_page_say (page, N_ ("The link of your invite")),
             pt_web_page_say (page, N_ ("Open the link itself, or paste it here.")), "", "off");
  pt_markup_put (m, "button", pt_web_page_say (page, N_ ("Go On")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
  pt_markup_put (
      m, "p",
      pt_web_page_say (page, N_ ("No invite, or signed out? Ask the coordinator of the field "
                                 "lab for a new one.")),
      "class", "hint", NULL);
  return pt_web_page_finish (page, 200, title);
}

/* The id that follows /join/ in what was pasted. */
static char *
find_id (const char *link)
{
  const char *found = strstr (link, "/join/");
  g_autofree char *id = g_strndup (found != NULL ? found + strlen ("/join/") : "", PT_ID_LENGTH);

  return pt_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}

PtHubResponse *
pt_web_page_find_invite (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autofree char *id = find_id (pt_form_get (request->form, "link"));
  g_autofree char *path = g_strconcat ("/join/", id, NULL);

  return id != NULL
             ? pt_web_page_go (path)
             : pt_web_page_sorry (hub, request, 422,
                                  N_ ("This is not the link of an invite. Copy the whole link "
                                      "from the mail."));
}

/* ── The code ── */

/* What is said does not tell an invite that never was from one that is not good any more. */
static PtHubResponse *
show_join (PtWebPage *self, const char *name, const char *problem, guint status)
{
  const char *title = pt_web_page_say (self, N_ ("You are invited"));
  g_autofree char *action = g_strconcat ("/join/", self->request->item, NULL);
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h1", title, NULL);
  if (problem != NULL)
    pt_markup_put (m, "p", pt_web_page_say (self, problem), "class", "problem", "role", "alert",
                   NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("Type the code that you were told. If you work with the "
                                 "Proeftuin program on your own laptop, use this link and "
                                 "the code there instead: an invite is good once.")),
      "class", "lead", NULL);
  pt_web_page_open_form (self, action, FALSE);
  put_field (self, "name", pt_web_page_say (self, N_ ("Your name")),
             pt_web_page_say (self, N_ ("As the others of the field lab see it.")), name, "name");
  put_field (self, "code", pt_web_page_say (self, N_ ("Code")),
             pt_web_page_say (self, N_ ("Eight letters and digits; small or capital is the same.")),
             "", "one-time-code");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Come In")), "class", "suggested", NULL);
  pt_markup_close (m, "form");
  return pt_web_page_finish (self, status, title);
}

static PtHubResponse *
show_join_again (PtHub *hub, PtJournal *journal, PtHubRequest *request, const char *problem,
                 guint status)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *name = request->form != NULL ? pt_form_get (request->form, "name") : "";

  return page != NULL ? show_join (page, name, problem, status) : refusal;
}

PtHubResponse *
pt_web_page_join (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  return show_join_again (hub, journal, request, NULL, 200);
}

/* "Firefox, Windows": enough to know one's own. */
static char *
describe_browser (const char *agent)
{
  static const struct
  {
    const char *sign, *name;
  } browsers[] = { { "Firefox/", "Firefox" },
                   { "Edg/", "Edge" },
                   { "OPR/", "Opera" },
                   { "Chrome/", "Chrome" },
                   { "Safari/", "Safari" } },
    systems[] = { { "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" },
                  { "Windows", "Windows" }, { "Mac OS", "macOS" },  { "CrOS", "ChromeOS" },
                  { "Linux", "Linux" } };
  const char *browser = "?", *system = "?";

  for (guint i = G_N_ELEMENTS (browsers); agent != NULL && i > 0; i--)
    if (strstr (agent, browsers[i - 1].sign) != NULL)
      browser = browsers[i - 1].name;
  for (guint i = G_N_ELEMENTS (systems); agent != NULL && i > 0; i--)
    if (strstr (agent, systems[i - 1].sign) != NULL)
      system = systems[i - 1].name;
  return g_strdup_printf ("%s, %s", browser, system);
}

/* Who it is: named by the invite, signed in already, or new. */
static gboolean
choose_member (PtHub *hub, PtJournal *journal, PtHubRequest *request, const PtInvitation *invite,
               char **out, GError **error)
{
  g_autoptr (GPtrArray) callers = NULL;

  if (invite->member != NULL)
    {
      *out = g_strdup (invite->member);
      return TRUE;
    }
  callers = pt_session_list (hub, journal, request, error);
  for (guint i = 0; callers != NULL && i < callers->len; i++)
    {
      const PtCaller *caller = g_ptr_array_index (callers, i);

      if (*out == NULL && g_strcmp0 (caller->logbook, invite->logbook) == 0)
        *out = g_strdup (caller->member);
    }
  if (*out == NULL)
    *out = pt_id_new (hub->world);
  return callers != NULL;
}

/* Who is in the directory already stays as they are there; somebody new gets what the invite says. */
static gboolean
enter (PtHub *hub, PtJournal *journal, PtCaller *caller, gboolean *good, GError **error)
{
  g_autoptr (PtMember) known = NULL;
  PtMember member = {
    .id = caller->member, .name = caller->name, .role = caller->role, .active = TRUE
  };

  if (!pt_revocation_find_member (journal, caller->logbook, caller->member, &known, error))
    return FALSE;
  *good = known == NULL || known->active;
  return known != NULL || journal->ops->set_member (journal, caller->logbook, &member, error);
}

static gboolean
enrol (PtHub *hub, PtJournal *journal, PtHubRequest *request, const PtInvitation *invite,
       PtCaller *caller, char **cookie, GError **error)
{
  g_autofree char *browser = describe_browser (pt_hub_request_header (request, "user-agent"));
  gboolean good;

  if (!enter (hub, journal, caller, &good, error) || !good)
    return error == NULL || *error == NULL;
  *cookie = pt_session_open (hub, journal, caller, browser, error);
  return *cookie != NULL
         && pt_audit_add (hub, journal, caller, caller->logbook, "sign_in", caller->device, error)
         && pt_registration_spend_invite (hub, journal, invite->id, error);
}

/* In one transaction; the invite is read again, since somebody may have been quicker: then nothing
 * happens, and *cookie stays NULL. */
static gboolean
let_in (PtHub *hub, PtJournal *journal, PtHubRequest *request, const char *id, PtCaller *caller,
        char **cookie, GError **error)
{
  g_autoptr (PtInvitation) invite = NULL;

  if (!journal->ops->find_invite (journal, id, &invite, error))
    return FALSE;
  if (invite == NULL || invite->used)
    return TRUE;
  caller->logbook = g_strdup (invite->logbook);
  caller->role = g_strdup (invite->role);
  return choose_member (hub, journal, request, invite, &caller->member, error)
         && enrol (hub, journal, request, invite, caller, cookie, error);
}

static PtHubResponse *
welcome (PtHub *hub, PtJournal *journal, PtHubRequest *request, const char *id)
{
  g_autoptr (PtCaller) caller = g_new0 (PtCaller, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *cookie = NULL;
  g_autofree char *path = NULL;
  PtHubResponse *response;

  caller->name = g_strstrip (g_strdup (pt_form_get (request->form, "name")));
  caller->active = TRUE;
  if (!journal->ops->begin (journal, NULL, &error))
    return pt_web_page_trouble (hub, request, error);
  if (!let_in (hub, journal, request, id, caller, &cookie, &error) || cookie == NULL)
    {
      journal->ops->rollback (journal);
      return error != NULL ? pt_web_page_trouble (hub, request, error)
                           : show_join_again (hub, journal, request,
                                              N_ ("This invite was used already."), 403);
    }
  if (!journal->ops->commit (journal, &error))
    return pt_web_page_trouble (hub, request, error);
  if (hub->news != NULL)
    hub->news (caller->logbook, hub->news_data);
  path = g_strdup_printf ("/l/%s/", caller->logbook);
  response = pt_web_page_go (path);
  pt_hub_response_add_header (response, "Set-Cookie", cookie);
  return response;
}

PtHubResponse *
pt_web_page_do_join (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *name = pt_form_get (request->form, "name");
  g_autoptr (PtInvitation) invite = NULL;
  g_autoptr (PtHubResponse) refusal = NULL;

  if (name[strspn (name, " ")] == '\0' || strlen (name) > MAX_NAME_BYTES)
    return show_join_again (hub, journal, request, N_ ("Say your name."), 422);
  if (!pt_id_is_valid (request->item))
    return show_join_again (hub, journal, request,
                            N_ ("The code is not right, or this invite is not good any more. After "
                                "five wrong codes or three days you need a new one."),
                            403);
  refusal = pt_invite_try (hub, journal, request, request->item,
                           pt_form_get (request->form, "code"), &invite);
  if (refusal != NULL && refusal->status >= 500)
    return g_steal_pointer (&refusal);
  if (refusal != NULL && refusal->status == 429)
    return show_join_again (hub, journal, request,
                            N_ ("Too many codes were tried from here. Wait some minutes."), 429);
  if (refusal != NULL)
    return show_join_again (hub, journal, request,
                            N_ ("The code is not right, or this invite is not good any more. After "
                                "five wrong codes or three days you need a new one."),
                            403);
  if (invite->logbook == NULL)
    return show_join_again (hub, journal, request,
                            N_ ("This invite brings a logbook to this server. Use it in the "
                                "Proeftuin program, on the laptop that has the logbook."),
                            422);
  return welcome (hub, journal, request, invite->id);
}

/* ── Going ── */

static gboolean
end (PtHub *hub, PtJournal *journal, const PtCaller *caller, GError **error)
{
  if (!journal->ops->begin (journal, caller->logbook, error))
    return FALSE;
  if (journal->ops->end_sessions (journal, caller->logbook, caller->member, caller->device, error)
      && pt_audit_add (hub, journal, caller, caller->logbook, "sign_out", caller->device, error))
    return journal->ops->commit (journal, error);
  journal->ops->rollback (journal);
  return FALSE;
}

PtHubResponse *
pt_web_page_sign_out (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cookie = pt_session_forget (request->logbook);
  PtHubResponse *response;

  if (!end (hub, journal, request->caller, &error))
    return pt_web_page_trouble (hub, request, error);
  response = pt_web_page_go ("/sign-in");
  pt_hub_response_add_header (response, "Set-Cookie", cookie);
  pt_hub_response_add_header (response, "Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

/* ── Language ── */

/* Only to a page of ours. */
static const char *
check_back (const char *path)
{
  return path[0] == '/' && path[1] != '/' && path[1] != '\\' && strpbrk (path, "\r\n") == NULL
             ? path
             : "/";
}

PtHubResponse *
pt_web_page_language (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *lang = strcmp (pt_form_get (request->form, "lang"), "en") == 0 ? "en" : "nl";
  PtHubResponse *response = pt_web_page_go (check_back (pt_form_get (request->form, "back")));
  g_autofree char *cookie = g_strdup_printf (PT_WEB_PAGE_LANG_COOKIE
                                             "=%s; Max-Age=" LANG_SECONDS
                                             "; Path=/; Secure; HttpOnly; SameSite=Strict",
                                             lang);

  pt_hub_response_add_header (response, "Set-Cookie", cookie);
  return response;
}
