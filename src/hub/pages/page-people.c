/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part and with what: members, invites, browsers and laptops; for the coordinator, also on a
 * phone. What changes goes through the handlers that the app uses. */
#include "pt-web-page-ask.h"
#include "pt-web-page-parts.h"
#include "pt-web-page-routes.h"

#include "pt-audit.h"
#include "pt-hub-folder.h"
#include "pt-id.h"
#include "pt-json.h"
#include "pt-web-page-qr.h"
#include "pt-revocation.h"
#include "pt-roles.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_BYTES 800
#define AUDIT_LINES 200

static const struct
{
  const char *id, *label;
} roles[] = {
  { "coordinator", N_ ("Coordinator") },
  { "member", N_ ("Team member") },
  { "monitor", N_ ("Monitor") },
  { "co_researcher", N_ ("Co-researcher") },
  { "advisor", N_ ("Advisor") },
  { "reader", N_ ("Reader") },
  { "network_editor", N_ ("Network editor") },
};

static const char *
role_label (PtWebPage *self, const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strcmp (roles[i].id, role) == 0)
      return pt_web_page_say (self, roles[i].label);
  return role;
}

/* @id NULL = it stands in its label. */
static void
put_roles (PtWebPage *self, const char *id, const char *chosen)
{
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "select", "id", id, "name", "role", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    pt_markup_put (m, "option", pt_web_page_say (self, roles[i].label), "value", roles[i].id,
                   "selected", g_strcmp0 (roles[i].id, chosen) == 0 ? "" : NULL, NULL);
  pt_markup_close (m, "select");
}

/* ── The page ── */

static void
put_member (PtWebPage *self, const PtMember *member)
{
  g_autofree char *action = pt_web_page_path (self, "people/member/%s", member->id);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "strong", member->name, NULL);
  pt_markup_put (m, "span",
                 member->active ? role_label (self, member->role)
                                : pt_web_page_say (self, N_ ("does not take part any more")),
                 "class", "tag", NULL);
  pt_markup_open (m, "details", NULL);
  pt_markup_put (m, "summary", pt_web_page_say (self, N_ ("Change")), NULL);
  pt_web_page_open_form (self, action, FALSE);
  pt_markup_open (m, "label", NULL);
  pt_markup_text (m, pt_web_page_say (self, N_ ("Role")));
  put_roles (self, NULL, member->role);
  pt_markup_close (m, "label");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Save")), "name", "do", "value", "role",
                 NULL);
  if (member->active)
    {
      pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Invite on Another Computer")), "name",
                     "do", "value", "again", NULL);
      pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Let Go")), "name", "do", "value",
                     "go", "class", "destructive", NULL);
    }
  else
    pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Take Back")), "name", "do", "value",
                   "back", NULL);
  pt_markup_close (m, "form");
  pt_markup_close (m, "details");
  pt_markup_close (m, "li");
}

static void
put_invite_form (PtWebPage *self)
{
  g_autofree char *action = pt_web_page_path (self, "%s", "people/invite");
  PtMarkup *m = &self->markup;

  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Invite somebody")), NULL);
  pt_web_page_open_form (self, action, FALSE);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Name")), "for", "name", NULL);
  pt_markup_open (m, "input", "id", "name", "name", "name", "required", "", "autocomplete", "off",
                  NULL);
  pt_markup_put (m, "label", pt_web_page_say (self, N_ ("Role")), "for", "role", NULL);
  put_roles (self, "role", "co_researcher");
  pt_markup_put (m, "button", pt_web_page_say (self, N_ ("Make an Invite")), "class", "suggested",
                 NULL);
  pt_markup_close (m, "form");
}

static void
put_device (PtWebPage *self, const PtHubDevice *device)
{
  g_autofree char *path = pt_web_page_path (self, "people/device/%s", device->id);
  g_autofree char *member = pt_web_page_dup_member (self, device->member);
  g_autofree char *when = pt_web_page_dup_instant (self, device->contact_at);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "a", device->name[0] != '\0' ? device->name : device->id, "href", path, NULL);
  pt_markup_open (m, "span", "class", "about", NULL);
  pt_markup_put (m, "span", member, NULL);
  pt_markup_put (m, "time", when, NULL);
  if (device->revoked_at > 0)
    pt_markup_put (m, "span", pt_web_page_say (self, N_ ("no access any more")), "class", "tag",
                   NULL);
  pt_markup_close (m, "span");
  pt_markup_close (m, "li");
}

static void
put_session (PtWebPage *self, const PtSession *session, const char *action)
{
  g_autofree char *member = pt_web_page_dup_member (self, session->member);
  g_autofree char *when = pt_web_page_dup_instant (self, session->contact_at);
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "li", NULL);
  pt_markup_put (m, "span", session->name, NULL);
  pt_markup_open (m, "span", "class", "about", NULL);
  pt_markup_put (m, "span", member, NULL);
  pt_markup_put (m, "time", when, NULL);
  if (strcmp (session->id, self->caller->device) == 0)
    pt_markup_put (m, "span", pt_web_page_say (self, N_ ("this one")), "class", "tag", NULL);
  pt_markup_close (m, "span");
  pt_web_page_put_button (self, action, "session", session->id,
                          pt_web_page_say (self, N_ ("End This Session")), "quiet");
  pt_markup_close (m, "li");
}

typedef struct
{
  GPtrArray *members, *devices, *sessions, *invites;
} People;

static void
people_clear (People *self)
{
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_pointer (&self->invites, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static gboolean
load (PtWebPage *self, People *out, GError **error)
{
  PtJournal *journal = self->journal;
  const char *logbook = self->caller->logbook;

  return journal->ops->list_members (journal, logbook, &out->members, error)
         && journal->ops->list_devices (journal, logbook, NULL, &out->devices, error)
         && journal->ops->list_sessions (journal, logbook, NULL, &out->sessions, error)
         && journal->ops->list_invites (journal, logbook, &out->invites, error);
}

static void
put_open_invites (PtWebPage *self, const People *people)
{
  const int64_t now = self->hub->world->now (self->hub->world);
  PtMarkup *m = &self->markup;

  for (guint i = 0; i < people->invites->len; i++)
    {
      const PtInvitation *invite = g_ptr_array_index (people->invites, i);
      g_autofree char *until = pt_web_page_dup_instant (self, invite->expires_at);

      if (invite->expires_at < now || invite->tries >= PT_INVITE_TRIES)
        continue;
      pt_markup_open (m, "p", "class", "about", NULL);
      /* Translators: stands before a name, a role and a day */
      pt_markup_put (m, "span", pt_web_page_say (self, N_ ("Open invite:")), NULL);
      pt_markup_put (m, "span", invite->name, NULL);
      pt_markup_put (m, "span", role_label (self, invite->role), "class", "tag", NULL);
      pt_markup_put (m, "time", until, NULL);
      pt_markup_close (m, "p");
    }
}

static void
put_more (PtWebPage *self)
{
  static const struct
  {
    const char *path, *label;
  } links[] = { { "people/aside", N_ ("Set aside") },
                { "people/erasures", N_ ("Erasures and who has carried them out") },
                { "people/audit", N_ ("Who did what") } };
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "ul", "class", "cards", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = pt_web_page_path (self, "%s", links[i].path);

      pt_markup_open (m, "li", NULL);
      pt_markup_put (m, "a", pt_web_page_say (self, links[i].label), "href", path, NULL);
      pt_markup_close (m, "li");
    }
  pt_markup_close (m, "ul");
}

static void
put_people (PtWebPage *self, const People *people)
{
  g_autofree char *end = pt_web_page_path (self, "%s", "me");
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < people->members->len; i++)
    put_member (self, g_ptr_array_index (people->members, i));
  pt_markup_close (m, "ul");
  put_open_invites (self, people);
  put_invite_form (self);
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Laptops")), NULL);
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < people->devices->len; i++)
    put_device (self, g_ptr_array_index (people->devices, i));
  pt_markup_close (m, "ul");
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("Browsers")), NULL);
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < people->sessions->len; i++)
    put_session (self, g_ptr_array_index (people->sessions, i), end);
  pt_markup_close (m, "ul");
  put_more (self);
}

PtHubResponse *
pt_web_page_people (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_auto (People) people = { 0 };
  g_autoptr (GError) error = NULL;
  const char *title;

  if (page == NULL)
    return refusal;
  if (!load (page, &people, &error))
    return pt_web_page_trouble (hub, request, error);
  title = pt_web_page_say (page, N_ ("People and access"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  put_people (page, &people);
  return pt_web_page_finish (page, 200, title);
}

/* ── Invites ── */

static PtHubResponse *
show_invite (PtWebPage *self, const char *name, const PtNewInvite *invite)
{
  const char *title = pt_web_page_say (self, N_ ("The invite is ready"));
  g_autoptr (GError) error = NULL;
  g_autofree char *url = pt_hub_folder_invite_url (self->hub->folder, invite->id, &error);
  g_autofree char *picture = url != NULL ? pt_web_page_qr_to_svg (url, title) : NULL;
  g_autofree char *back = pt_web_page_path (self, "%s", "people");
  PtMarkup *m = &self->markup;

  if (url == NULL)
    return pt_web_page_trouble (self->hub, self->request, error);
  pt_markup_put (m, "h1", title, NULL);
  pt_markup_put (m, "p", name, "class", "lead", NULL);
  pt_markup_put (m, "h2", pt_web_page_say (self, N_ ("1. The link: mail it, or let it be scanned")),
                 NULL);
  pt_markup_put (m, "p", url, "class", "copy", NULL);
  if (picture != NULL)
    pt_markup_raw (m, picture);
  pt_markup_put (m, "h2",
                 pt_web_page_say (self, N_ ("2. The code: say it, by telephone or at the "
                                            "table")),
                 NULL);
  pt_markup_put (m, "p", invite->code, "class", "code", NULL);
  pt_markup_put (
      m, "p",
      pt_web_page_say (self, N_ ("The code is shown only now. It is good for three days, "
                                 "once, and for five tries. Never send link and code "
                                 "together.")),
      "class", "hint", NULL);
  pt_markup_put (m, "a", pt_web_page_say (self, N_ ("Back")), "href", back, NULL);
  return pt_web_page_finish (self, 200, title);
}

PtHubResponse *
pt_web_page_do_invite (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *name = pt_form_get (request->form, "name");
  const char *role = pt_form_get (request->form, "role");
  g_auto (PtNewInvite) made = { 0 };
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return refusal;
  if (name[strspn (name, " ")] == '\0' || strlen (name) > MAX_NAME_BYTES
      || !pt_role_is_known (role))
    return pt_web_page_sorry (hub, request, 422, N_ ("Say a name and a role."));
  if (!pt_invite_make (hub, journal, page->caller, page->caller->logbook, role, name, &made,
                       &error))
    return pt_web_page_trouble (hub, request, error);
  return show_invite (page, name, &made);
}

static PtHubResponse *
invite_again (PtWebPage *self, const char *id)
{
  g_autoptr (PtMember) member = NULL;
  g_auto (PtNewInvite) made = { 0 };
  g_autoptr (GError) error = NULL;

  if (!pt_revocation_find_member (self->journal, self->caller->logbook, id, &member, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  if (member == NULL || !member->active)
    return pt_web_page_not_found (self->hub, self->request);
  if (!pt_invite_make_again (self->hub, self->journal, self->caller, member, &made, &error))
    return pt_web_page_trouble (self->hub, self->request, error);
  return show_invite (self, member->name, &made);
}

PtHubResponse *
pt_web_page_do_member (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  const char *what = pt_form_get (request->form, "do");
  JsonObject *body;

  if (page == NULL)
    return refusal;
  if (strcmp (what, "again") == 0)
    return invite_again (page, request->item);
  body = json_object_new ();
  json_object_set_string_member (body, "member", request->item);
  if (strcmp (what, "role") == 0)
    json_object_set_string_member (body, "role", pt_form_get (request->form, "role"));
  else
    json_object_set_boolean_member (body, "active", strcmp (what, "back") == 0);
  return pt_web_page_go_on (page, pt_web_page_ask (page, pt_handle_change_member, NULL, body),
                            "people",
                            N_ ("A logbook keeps a coordinator. Make somebody else "
                                "coordinator first."));
}

/* ── One's own browsers ── */

PtHubResponse *
pt_web_page_me (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autofree char *action = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  PtMarkup *m;

  if (page == NULL)
    return refusal;
  if (!journal->ops->list_sessions (journal, request->logbook, page->caller->member, &sessions,
                                    &error))
    return pt_web_page_trouble (hub, request, error);
  action = pt_web_page_path (page, "%s", "me");
  m = &page->markup;
  pt_markup_put (m, "h1", page->caller->name, NULL);
  pt_markup_put (m, "p", role_label (page, page->caller->role), "class", "tag", NULL);
  pt_markup_put (m, "h2", pt_web_page_say (page, N_ ("Where you are signed in")), NULL);
  pt_markup_open (m, "ul", "class", "rows", NULL);
  for (guint i = 0; i < sessions->len; i++)
    put_session (page, g_ptr_array_index (sessions, i), action);
  pt_markup_close (m, "ul");
  return pt_web_page_finish (page, 200, page->caller->name);
}

/* Of one's own; the coordinator, also of others. */
PtHubResponse *
pt_web_page_do_me (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  const char *session = pt_form_get (request->form, "session");
  const PtCaller *caller = request->caller;
  const gboolean all = pt_role_is_coordinator (caller->role);
  g_autofree char *path = g_strdup_printf ("/l/%s/%s", caller->logbook, all ? "people" : "me");
  g_autoptr (GError) error = NULL;

  if (!pt_id_is_valid (session))
    return pt_web_page_not_found (hub, request);
  if (!journal->ops->begin (journal, caller->logbook, &error))
    return pt_web_page_trouble (hub, request, error);
  if (!journal->ops->end_sessions (journal, caller->logbook, all ? NULL : caller->member, session,
                                   &error)
      || !pt_audit_add (hub, journal, caller, caller->logbook, "end_session", session, &error))
    {
      journal->ops->rollback (journal);
      return pt_web_page_trouble (hub, request, error);
    }
  return journal->ops->commit (journal, &error) ? pt_web_page_go (path)
                                                : pt_web_page_trouble (hub, request, error);
}

/* ── Who did what ── */

static void
put_line (PtWebPage *self, const PtAuditLine *line)
{
  g_autofree char *when = pt_web_page_dup_instant (self, line->at);
  g_autofree char *who = line->member != NULL
                             ? pt_web_page_dup_member (self, line->member)
                             : g_strdup (pt_web_page_say (self, N_ ("the server's administrator")));
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "tr", NULL);
  pt_markup_put (m, "td", when, NULL);
  pt_markup_put (m, "td", who, NULL);
  pt_markup_put (m, "td", pt_web_page_say (self, pt_audit_label (line->action)), NULL);
  pt_markup_close (m, "tr");
}

static void
put_lines (PtWebPage *self, GPtrArray *lines)
{
  static const char *const header[] = { N_ ("When"), N_ ("Who"), N_ ("What") };
  PtMarkup *m = &self->markup;

  pt_markup_open (m, "div", "class", "table log", "role", "region", "tabindex", "0", "aria-label",
                  pt_web_page_say (self, N_ ("Who did what")), NULL);
  pt_markup_open (m, "table", NULL);
  pt_markup_raw (m, "<thead><tr>");
  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    pt_markup_put (m, "th", pt_web_page_say (self, header[i]), "scope", "col", NULL);
  pt_markup_raw (m, "</tr></thead><tbody>");
  for (guint i = lines->len; i > 0; i--)
    put_line (self, g_ptr_array_index (lines, i - 1));
  pt_markup_raw (m, "</tbody></table></div>");
}

PtHubResponse *
pt_web_page_audit (PtHub *hub, PtJournal *journal, PtHubRequest *request)
{
  PtHubResponse *refusal;
  g_autoptr (PtWebPage) page = pt_web_page_new (hub, journal, request, &refusal);
  g_autoptr (PtAuditLine) last = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  const char *title;
  int64_t n;

  if (page == NULL)
    return refusal;
  if (!journal->ops->last_audit (journal, request->logbook, &last, &error)
      || !journal->ops->list_audit (journal, request->logbook,
                                    last != NULL ? MAX (last->number - AUDIT_LINES, 0) : 0,
                                    AUDIT_LINES, &lines, &error))
    return pt_web_page_trouble (hub, request, error);
  title = pt_web_page_say (page, N_ ("Who did what"));
  pt_markup_put (&page->markup, "h1", title, NULL);
  pt_markup_put (
      &page->markup, "p",
      pt_web_page_say (page, pt_audit_check (journal, request->logbook, &n, NULL)
                                 ? N_ ("No line of this was changed or taken out.")
                                 : N_ ("Something in this list was changed or taken out. "
                                       "Tell the administrator of the server.")),
      "class", "hint", NULL);
  put_lines (page, lines);
  return pt_web_page_finish (page, 200, title);
}
