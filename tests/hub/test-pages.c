/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a hub, asked as a browser asks them, without a network: who gets in, who sees what, what
 * comes of what is written. */
#include "hub-put-back.h"
#include "page-fixture.h"

#include "pt-audit.h"
#include "pt-hub-folder.h"
#include "pt-id.h"
#include "pt-replicas.h"
#include "pt-session.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOBODY "01890000-0000-7000-8000-00000000aaaa"

/* ── Coming in ── */

static void
test_come_in (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_auto (Seen) home = { 0 };
  g_auto (Seen) front = { 0 };
  g_autofree char *address = page_address (self, "%s", "");

  page_sign_in (self, "reader", &reader);
  page_look (self, &reader, address, &home);
  page_look (self, &reader, "/", &front);

  g_assert_cmpuint (home.status, ==, 200);
  g_assert_nonnull (strstr (home.body, "Proeftuin Noord"));
  g_assert_cmpuint (front.status, ==, 303);
  g_assert_cmpstr (front.location, ==, address);
}

static void
test_codes (PageFixture *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PtInvite)
      invite = hub_fixture_invite (self->hub.folder, laptop_logbook (self->an), "reader", &code);
  g_auto (Seen) right = { 0 };

  for (guint i = 0; i < PT_INVITE_TRIES; i++)
    {
      g_auto (Seen) wrong = { 0 };

      page_try_code (self, invite, "AAAAAAAA", &wrong);
      g_assert_cmpuint (wrong.status, ==, 403);
    }
  page_try_code (self, invite, code, &right);

  g_assert_cmpuint (right.status, ==, 403);
}

static void
test_once (PageFixture *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PtInvite)
      invite = hub_fixture_invite (self->hub.folder, laptop_logbook (self->an), "reader", &code);
  g_auto (Seen) first = { 0 };
  g_auto (Seen) second = { 0 };

  page_try_code (self, invite, code, &first);
  page_try_code (self, invite, code, &second);

  g_assert_cmpuint (first.status, ==, 303);
  g_assert_cmpuint (second.status, ==, 403);
}

static void
test_cookie_is_no_token (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };
  g_autofree char *bearer = NULL;
  g_autofree char *token = laptop_dup_token (self->an);
  g_autofree char *cookie = g_strdup_printf ("__Host-pt-%s=%s", laptop_logbook (self->an), token);
  const Browser thief = { .cookie = cookie, .secret = token };
  g_autofree char *address = page_address (self, "%s", "");
  g_auto (Seen) as_token = { 0 };
  g_auto (Seen) as_cookie = { 0 };

  page_sign_in (self, "coordinator", &an);
  bearer = g_strdup_printf ("Bearer %s", an.secret);
  page_send (self, NULL, "GET", "/v1/hello", NULL,
             (const char *[]){ "authorization", bearer, NULL }, &as_token);
  page_look (self, &thief, address, &as_cookie);

  g_assert_cmpuint (as_token.status, ==, 401);
  g_assert_cmpuint (as_cookie.status, ==, 303);
}

static void
test_sign_out (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_autofree char *out = page_address (self, "%s", "sign-out");
  g_autofree char *home = page_address (self, "%s", "");
  g_auto (Seen) going = { 0 };
  g_auto (Seen) after = { 0 };

  page_sign_in (self, "reader", &reader);
  page_post (self, &reader, out, "do=1", &going);
  page_look (self, &reader, home, &after);

  g_assert_cmpuint (going.status, ==, 303);
  g_assert_cmpuint (after.status, ==, 303);
  g_assert_cmpstr (after.location, ==, "/sign-in");
}

/* ── Forms ── */

static void
test_forged_forms (PageFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *header, *value;
    gboolean token;
  } cases[] = {
    { "no token", NULL, NULL, FALSE },
    { "another origin", "origin", "https://evil.example", TRUE },
    { "an origin that begins alike", "origin", "https://hub.example.evil", TRUE },
    { "a sandbox", "origin", "null", TRUE },
    { "another site", "sec-fetch-site", "cross-site", TRUE },
    { "a neighbour", "sec-fetch-site", "same-site", TRUE },
    { "no form at all", "content-type", "text/plain", TRUE },
  };
  g_auto (Browser) an = { 0 };
  g_auto (Browser) other = { 0 };
  g_autofree char *address = page_address (self, "%s", "note");
  g_autofree char *token = NULL;
  g_autofree char *others = NULL;
  g_autofree char *body = NULL;
  g_autofree char *stolen = NULL;
  g_auto (Seen) good = { 0 };
  g_auto (Seen) borrowed = { 0 };

  page_sign_in (self, "member", &an);
  page_sign_in (self, "member", &other);
  token = pt_session_form_token (an.secret);
  others = pt_session_form_token (other.secret);
  body = g_strdup_printf ("form=%s&body=hello", token);
  stolen = g_strdup_printf ("form=%s&body=hello", others);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const headers[] = { cases[i].header, cases[i].value, NULL };
      g_auto (Seen) seen = { 0 };

      page_send (self, &an, "POST", address, cases[i].token ? body : "body=hello", headers, &seen);
      if (seen.status != 403 && seen.status != 400)
        g_error ("%s: %u", cases[i].name, seen.status);
    }
  page_send (self, &an, "POST", address, stolen, NULL, &borrowed);
  page_send (self, &an, "POST", address, body,
             (const char *[]){ "origin", "https://hub.example", NULL }, &good);

  g_assert_cmpuint (borrowed.status, ==, 403);
  g_assert_cmpuint (good.status, ==, 303);
}

/* ── Every address × every role ── */

static const char *const all_roles[] = { "coordinator", "member", "monitor",       "co_researcher",
                                         "advisor",     "reader", "network_editor" };

static gboolean
is_page (const PtRoute *route)
{
  return g_str_has_prefix (route->pattern, "/l/{logbook}/");
}

static char *
fill_in (const PtRoute *route, const char *logbook, const char *item)
{
  g_auto (GStrv) halves = g_strsplit (route->pattern, "{logbook}", 2);
  g_autofree char *with_logbook = g_strjoinv (logbook, halves);
  g_auto (GStrv) parts = g_strsplit (with_logbook, "{item}", 2);

  return g_strjoinv (item, parts);
}

static void
ask_route (PageFixture *self, const PtRoute *route, const Browser *browser, const char *logbook,
           const char *item, Seen *out)
{
  g_autofree char *address = fill_in (route, logbook, item);

  if (strcmp (route->method, "GET") == 0)
    page_look (self, browser, address, out);
  else
    page_post (self, browser, address, "x=1", out);
}

static gboolean
is_core (const char *role)
{
  return strcmp (role, "coordinator") == 0 || strcmp (role, "member") == 0
         || strcmp (role, "monitor") == 0;
}

/* Whoever may not come gets what nobody could tell from something that is not there. */
static void
test_routes (PageFixture *self, gconstpointer data)
{
  for (guint r = 0; r < G_N_ELEMENTS (all_roles); r++)
    {
      const gboolean coordinator = strcmp (all_roles[r], "coordinator") == 0;
      g_auto (Browser) browser = { 0 };

      page_sign_in (self, all_roles[r], &browser);
      for (guint i = 0; i < pt_n_routes; i++)
        {
          const PtRoute *route = &pt_routes[i];
          g_auto (Seen) seen = { 0 };

          if (!is_page (route) || g_str_has_suffix (route->pattern, "/sign-out"))
            continue;
          ask_route (self, route, &browser, laptop_logbook (self->an), NOBODY, &seen);
          if (route->right == PT_RIGHT_PAGE_COORDINATOR && !coordinator && seen.status != 404)
            g_error ("%s %s for a %s: %u", route->method, route->pattern, all_roles[r],
                     seen.status);
          if (seen.status >= 500)
            g_error ("%s %s for a %s: %u", route->method, route->pattern, all_roles[r],
                     seen.status);
        }
    }
}

/* A logbook that is here and not one's own, and one that is nowhere. */
static void
test_other_logbooks (PageFixture *self, gconstpointer data)
{
  g_autoptr (Laptop) koen = laptop_found ("koen", self->hub.folder);
  g_autofree char *note = NULL;
  g_auto (Browser) an = { 0 };

  laptop_sync_all (koen, NULL);
  note = laptop_add_entry (koen, "Theirs", "SECRET-OF-OTHERS");
  laptop_sync_all (koen, NULL);
  page_sign_in (self, "coordinator", &an);
  for (guint i = 0; i < pt_n_routes; i++)
    {
      const PtRoute *route = &pt_routes[i];
      g_auto (Seen) theirs = { 0 };
      g_auto (Seen) nowhere = { 0 };
      g_auto (Seen) inside = { 0 };

      if (!is_page (route))
        continue;
      ask_route (self, route, &an, laptop_logbook (koen), note, &theirs);
      ask_route (self, route, &an, NOBODY, note, &nowhere);
      g_assert_cmpuint (theirs.status, ==, 303);
      g_assert_cmpstr (theirs.location, ==, "/sign-in");
      g_assert_cmpuint (nowhere.status, ==, theirs.status);
      g_assert_cmpstr (nowhere.location, ==, theirs.location);
      g_assert_cmpstr (nowhere.body, ==, theirs.body);
      if (g_str_has_suffix (route->pattern, "/sign-out"))
        continue;
      ask_route (self, route, &an, laptop_logbook (self->an), note, &inside);
      g_assert_null (strstr (inside.body, "SECRET-OF-OTHERS"));
    }
}

/* ── Who sees what ── */

typedef struct
{
  char *core_note, *team_note, *sensitive, *consent, *person, *core_comment, *unfinished;
} Planted;

static void
planted_clear (Planted *self)
{
  g_free (self->core_note);
  g_free (self->team_note);
  g_free (self->sensitive);
  g_free (self->consent);
  g_free (self->person);
  g_free (self->core_comment);
  g_free (self->unfinished);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planted, planted_clear)

static void
plant (PageFixture *self, Planted *out)
{
  Laptop *an = self->an;

  out->core_note = ADD_RECORD (an, "entry", "title", "SECRET-TITLE", "body", "SECRET-BODY");
  out->team_note = ADD_RECORD (an, "entry", "title", "For all", "body", "Open words", "sharing",
                               "team");
  out->sensitive = ADD_RECORD (an, "entry", "title", "SECRET-SENSITIVE", "body", "SECRET-STORY",
                               "sharing", "team", "sensitive", "TRUE");
  out->person = ADD_RECORD (an, "stakeholder", "name", "Resident 3", "kind", "person", "sharing",
                            "team", "contact", "SECRET-TELEPHONE");
  out->consent = ADD_RECORD (an, "consent", "stakeholder", out->person, "act", "given", "how",
                             "SECRET-HOW", "sharing", "team");
  out->core_comment = ADD_RECORD (an, "comment", "target", out->team_note, "body",
                                  "SECRET-COMMENT");
  out->unfinished = ADD_RECORD (an, "narrative", "title", "SECRET-STORY-TITLE", "audience",
                                "public", "sharing", "team");
  laptop_sync_all (an, NULL);
}

/* All that a browser can open, by every id there is. */
static void
crawl (PageFixture *self, const Browser *browser, const Planted *planted, GString *out)
{
  const char *const ids[] = { planted->core_note,  planted->team_note,
                              planted->sensitive,  planted->consent,
                              planted->person,     planted->core_comment,
                              planted->unfinished, "entry",
                              "question",          "learning",
                              "experiment",        "outcome",
                              "narrative",         "challenge",
                              "stakeholder",       "consent" };
  g_autofree char *search = page_address (self, "%s", "search?q=secret");

  for (guint i = 0; i < pt_n_routes; i++)
    for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        g_auto (Seen) seen = { 0 };

        if (!is_page (&pt_routes[i]) || strcmp (pt_routes[i].method, "GET") != 0
            || (j > 0 && strstr (pt_routes[i].pattern, "{item}") == NULL))
          continue;
        ask_route (self, &pt_routes[i], browser, laptop_logbook (self->an), ids[j], &seen);
        g_string_append (out, seen.body);
      }
  {
    g_auto (Seen) seen = { 0 };

    page_look (self, browser, search, &seen);
    g_string_append (out, seen.body);
  }
}

static void
test_planted_secrets (PageFixture *self, gconstpointer data)
{
  g_auto (Planted) planted = { 0 };

  plant (self, &planted);
  for (guint r = 0; r < G_N_ELEMENTS (all_roles); r++)
    {
      g_auto (Browser) browser = { 0 };
      g_autoptr (GString) all = g_string_new (NULL);
      const char *found;

      page_sign_in (self, all_roles[r], &browser);
      crawl (self, &browser, &planted, all);
      found = strstr (all->str, "SECRET-");
      if (!is_core (all_roles[r]) && found != NULL)
        g_error ("a %s sees %.30s", all_roles[r], found);
      g_assert_true (is_core (all_roles[r]) == (found != NULL));
      g_assert_true (strcmp (all_roles[r], "network_editor") == 0
                     || strstr (all->str, "Open words") != NULL);
    }
}

/* What is not for a role is as if it were not there: the same answer, to the letter. */
static void
test_no_oracle (PageFixture *self, gconstpointer data)
{
  g_auto (Planted) planted = { 0 };
  g_auto (Browser) reader = { 0 };

  plant (self, &planted);
  page_sign_in (self, "reader", &reader);
  for (guint i = 0; i < pt_n_routes; i++)
    {
      const PtRoute *route = &pt_routes[i];
      g_auto (Seen) hidden = { 0 };
      g_auto (Seen) absent = { 0 };
      g_auto (GStrv) halves = NULL;
      g_autofree char *same = NULL;

      if (!is_page (route) || strstr (route->pattern, "{item}") == NULL)
        continue;
      ask_route (self, route, &reader, laptop_logbook (self->an), planted.core_note, &hidden);
      ask_route (self, route, &reader, laptop_logbook (self->an), NOBODY, &absent);
      /* The address itself is in the form for the language. */
      halves = g_strsplit (hidden.body, planted.core_note, -1);
      same = g_strjoinv (NOBODY, halves);
      g_assert_cmpuint (hidden.status, ==, absent.status);
      g_assert_cmpstr (same, ==, absent.body);
    }
}

/* ── Writing ── */

static void
test_note_reaches_laptop (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) fatima = { 0 };
  g_autofree char *address = page_address (self, "%s", "note");
  g_autofree char *id = pt_id_new (pt_world_system ());
  g_autofree char *op = pt_id_new (pt_world_system ());
  g_autofree char *fields = g_strdup_printf ("id=%s&op=%s&body=The+key+is+with+Mrs.+B%%C3%%BCcher",
                                             id, op);
  g_auto (Seen) sent = { 0 };
  g_auto (Seen) again = { 0 };

  page_sign_in (self, "co_researcher", &fatima);
  page_post (self, &fatima, address, fields, &sent);
  page_post (self, &fatima, address, fields, &again);
  laptop_sync_all (self->an, NULL);

  g_assert_cmpuint (sent.status, ==, 303);
  g_assert_cmpuint (again.status, ==, 303);
  laptop_assert_text (self->an, id, "body", "The key is with Mrs. Bücher");
  laptop_assert_text (self->an, id, "sharing", "team");
}

static void
do_nothing (HubFixture *hub, gpointer data)
{
}

static void
restart (PageFixture *self)
{
  g_clear_pointer (&self->journal, pt_journal_free);
  hub_while_stopped (&self->hub, do_nothing, NULL);
  self->journal = pt_hub_folder_open_journal (self->hub.folder, NULL);
}

static void
test_notes_around_a_restart (PageFixture *self, gconstpointer data)
{
  static const char *const bodies[] = { "before", "after", "later" };
  g_autofree char *address = page_address (self, "%s", "note");
  char *ids[G_N_ELEMENTS (bodies)];
  g_auto (Browser) fatima = { 0 };

  g_test_summary ("Every process of the hub numbers what people write in a browser in a life of "
                  "its own: what another has numbered does not come back.");
  page_sign_in (self, "co_researcher", &fatima);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *op = pt_id_new (pt_world_system ());
      g_autofree char *fields = NULL;
      g_auto (Seen) sent = { 0 };

      ids[i] = pt_id_new (pt_world_system ());
      fields = g_strdup_printf ("id=%s&op=%s&body=%s", ids[i], op, bodies[i]);
      page_post (self, &fatima, address, fields, &sent);
      g_assert_cmpuint (sent.status, ==, 303);
      if (i == 0)
        restart (self);
    }
  laptop_sync_all (self->an, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      laptop_assert_text (self->an, ids[i], "body", bodies[i]);
      g_free (ids[i]);
    }
}

static void
test_reader_writes_nothing (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) reader = { 0 };
  g_autofree char *note = ADD_RECORD (self->an, "entry", "body", "a", "sharing", "team");
  g_autofree char *address = page_address (self, "%s", "note");
  g_autofree char *comment = page_address (self, "r/%s/comment", note);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Seen) noted = { 0 };
  g_auto (Seen) said = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "reader", &reader);
  page_post (self, &reader, address, "body=hello", &noted);
  page_post (self, &reader, comment, "body=hello&kind=remark", &said);
  self->journal->ops->list_held (self->journal, laptop_logbook (self->an), 0, 10, &held, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (noted.status, ==, 404);
  g_assert_cmpuint (said.status, ==, 404);
  g_assert_cmpuint (held->len, ==, 0);
}

/* Between name="x" value=" and the next quote. */
static char *
hidden_value (const char *body, const char *name)
{
  g_autofree char *start = g_strdup_printf ("name=\"%s\" value=\"", name);
  const char *found = strstr (body, start);
  g_autofree char *raw = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_nonnull (found);
  found += strlen (start);
  raw = g_strndup (found, strcspn (found, "\""));
  parts = g_strsplit (raw, "&quot;", -1);
  return g_strjoinv ("\"", parts);
}

/* A page that was opened before a laptop saved, and sent after it. */
static void
test_conflict_keeps_both (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) koen = { 0 };
  g_autofree char *id = ADD_RECORD (self->an, "learning", "headline", "Stairs", "what", "first",
                                    "status", "for_review", "sharing", "team");
  g_autofree char *address = page_address (self, "review/%s", id);
  g_autofree char *versions = NULL;
  g_autofree char *seen_text = NULL;
  g_autofree char *seen_escaped = NULL;
  g_autofree char *was = NULL;
  g_autofree char *fields = NULL;
  g_auto (Seen) before = { 0 };
  g_auto (Seen) after = { 0 };
  g_auto (Seen) both = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "member", &koen);
  page_look (self, &koen, address, &before);
  seen_text = hidden_value (before.body, "seen");
  was = hidden_value (before.body, "was-what");
  laptop_set (self->an, id, "what", "on the laptop");
  laptop_sync_all (self->an, NULL);
  seen_escaped = g_uri_escape_string (seen_text, NULL, FALSE);
  fields = g_strdup_printf ("seen=%s&was-what=%s&what=in+the+page&do=save", seen_escaped, was);
  page_post (self, &koen, address, fields, &after);
  laptop_sync_all (self->an, NULL);
  page_look (self, &koen, address, &both);
  versions = laptop_dup_versions (self->an, id, "what");

  g_assert_cmpuint (after.status, ==, 303);
  g_assert_nonnull (strstr (after.location, "saved=beside"));
  g_assert_cmpstr (versions, ==, "on the laptop|in the page");
  g_assert_nonnull (strstr (both.body, "Two versions"));
}

/* Who does not see every review and everybody in it would be told that somebody was missing who was there. */
static void
test_who_was_missing (PageFixture *self, gconstpointer data)
{
  static const struct
  {
    const char *role;
    gboolean told;
  } cases[] = { { "coordinator", TRUE }, { "member", TRUE },  { "co_researcher", FALSE },
                { "advisor", FALSE },    { "reader", FALSE }, { "network_editor", FALSE } };
  g_autofree char *present = ADD_RECORD (self->an, "stakeholder", "name", "Mina", "sharing",
                                         "public");
  g_autofree char *absent = ADD_RECORD (self->an, "stakeholder", "name", "Joris", "sharing",
                                        "public");
  g_autofree char *one = ADD_RECORD (self->an, "involvement", "stakeholder", present, "sharing",
                                     "public");
  g_autofree char *other = ADD_RECORD (self->an, "involvement", "stakeholder", absent, "sharing",
                                       "public");
  g_autofree char *review = ADD_RECORD (self->an, "entry", "kind", "review", "occurred_on",
                                        "2026-02-01", "body", "Review", "sharing", "public");
  g_autofree char *link = ADD_RECORD (self->an, "link", "from", review, "kind", "present", "to",
                                      present);
  g_autofree char *address = page_address (self, "review");

  laptop_sync_all (self->an, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Browser) browser = { 0 };
      g_auto (Seen) seen = { 0 };
      const char *heading;

      page_sign_in (self, cases[i].role, &browser);
      page_look (self, &browser, address, &seen);
      heading = strstr (seen.body, "Who was missing last time");

      g_assert_cmpuint (seen.status, ==, 200);
      g_assert_cmpint (heading != NULL, ==, cases[i].told);
      g_assert_cmpint (heading != NULL && strstr (heading, "Joris") != NULL, ==, cases[i].told);
      g_assert_null (heading != NULL ? strstr (heading, "Mina") : NULL);
    }
}

static void
test_untouched_stays (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) koen = { 0 };
  g_autofree char *id = ADD_RECORD (self->an, "learning", "headline", "Stairs", "what",
                                    "one\n\ntwo", "status", "for_review", "sharing", "team");
  g_autofree char *address = page_address (self, "review/%s", id);
  g_autofree char *seen_text = NULL;
  g_autofree char *seen_escaped = NULL;
  g_autofree char *was = NULL;
  g_autofree char *was_so = NULL;
  g_autofree char *fields = NULL;
  g_autofree char *versions = NULL;
  g_auto (Seen) before = { 0 };
  g_auto (Seen) after = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "member", &koen);
  page_look (self, &koen, address, &before);
  seen_text = hidden_value (before.body, "seen");
  was = hidden_value (before.body, "was-what");
  was_so = hidden_value (before.body, "was-so_what");
  laptop_set (self->an, id, "what", "on the laptop");
  laptop_sync_all (self->an, NULL);
  seen_escaped = g_uri_escape_string (seen_text, NULL, FALSE);
  fields = g_strdup_printf ("seen=%s&was-what=%s&what=one%%0D%%0A%%0D%%0Atwo&was-so_what=%s&"
                            "so_what=new",
                            seen_escaped, was, was_so);
  page_post (self, &koen, address, fields, &after);
  laptop_sync_all (self->an, NULL);
  versions = laptop_dup_versions (self->an, id, "what");

  g_assert_cmpuint (after.status, ==, 303);
  g_assert_cmpstr (versions, ==, "on the laptop");
  laptop_assert_text (self->an, id, "so_what", "new");
}

/* ── Cards, by who edits them for the network ── */

/* What the form of the card at @address sends; "" where there is none. */
static char *
card_fields (PageFixture *self, const Browser *browser, const char *address, const char *card)
{
  g_auto (Seen) seen = { 0 };
  g_autofree char *known = NULL;
  g_autofree char *was = NULL;
  g_autofree char *escaped = NULL;

  page_look (self, browser, address, &seen);
  if (strstr (seen.body, "name=\"was-card\"") == NULL)
    return g_strdup ("");
  known = hidden_value (seen.body, "seen");
  was = hidden_value (seen.body, "was-card");
  escaped = g_uri_escape_string (known, NULL, FALSE);
  return g_strdup_printf ("seen=%s&was-card=%s&card=%s&title=Taken&sharing=private", escaped, was,
                          card);
}

static void
test_cards (PageFixture *self, gconstpointer data)
{
  g_autofree char *id = ADD_RECORD (self->an, "challenge", "title", "Stairs", "card", "nobody",
                                    "sharing", "network");
  g_autofree char *page = page_address (self, "r/%s", id);
  g_autofree char *address = page_address (self, "r/%s/card", id);

  laptop_sync_all (self->an, NULL);
  for (guint r = 0; r < G_N_ELEMENTS (all_roles); r++)
    {
      const gboolean may = is_core (all_roles[r]) || strcmp (all_roles[r], "network_editor") == 0;
      g_auto (Browser) browser = { 0 };
      g_auto (Seen) sent = { 0 };
      g_autofree char *fields = NULL;

      page_sign_in (self, all_roles[r], &browser);
      fields = card_fields (self, &browser, page, all_roles[r]);
      g_assert_cmpint (fields[0] != '\0', ==, may);
      page_post (self, &browser, address, may ? fields : "seen=%7B%7D&was-card=x&card=stolen",
                 &sent);
      laptop_sync_all (self->an, NULL);
      g_assert_cmpuint (sent.status, ==, may ? 303 : 404);
      laptop_assert_text (self->an, id, "title", "Stairs");
      laptop_assert_text (self->an, id, "sharing", "network");
      if (may)
        laptop_assert_text (self->an, id, "card", all_roles[r]);
    }
  laptop_assert_text (self->an, id, "card", "network_editor");
}

/* What is not shared with the network, and what is no challenge, is not there for who edits cards. */
static void
test_cards_of_others (PageFixture *self, gconstpointer data)
{
  g_autofree char *team = ADD_RECORD (self->an, "challenge", "title", "Stairs", "sharing", "team");
  g_autofree char *note = ADD_RECORD (self->an, "entry", "body", "a", "sharing", "network");
  const char *const ids[] = { team, note };
  g_auto (Browser) editor = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "network_editor", &editor);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *address = page_address (self, "r/%s/card", ids[i]);
      g_auto (Seen) sent = { 0 };

      page_post (self, &editor, address, "seen=%7B%7D&was-card=x&card=stolen", &sent);
      g_assert_cmpuint (sent.status, ==, 404);
    }
}

/* A value that does not fit is said at once: asking again, as one does a server in trouble, is of no use. */
static void
test_too_long (PageFixture *self, gconstpointer data)
{
  g_autofree char *id = ADD_RECORD (self->an, "challenge", "title", "Stairs", "sharing", "network");
  g_autofree char *card = page_address (self, "r/%s/card", id);
  g_autofree char *note = page_address (self, "%s", "note");
  g_autofree char *words = g_strnfill (300 * 1024, 'x');
  g_autofree char *body = g_strconcat ("body=", words, NULL);
  g_autofree char *fields = g_strdup_printf ("seen=%%7B%%7D&was-card=x&card=%.300s", words);
  g_auto (Browser) an = { 0 };
  g_auto (Seen) noted = { 0 };
  g_auto (Seen) carded = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "coordinator", &an);
  page_post (self, &an, note, body, &noted);
  page_post (self, &an, card, fields, &carded);

  g_assert_cmpuint (noted.status, ==, 422);
  g_assert_cmpuint (carded.status, ==, 422);
  g_assert_nonnull (strstr (carded.body, "too long"));
}

/* ── The replica ── */

static char *
replica_folder (PageFixture *self)
{
  return g_build_filename (self->hub.folder, PT_REPLICAS_FOLDER, laptop_logbook (self->an), NULL);
}

static void
test_broken_replica (PageFixture *self, gconstpointer data)
{
  g_autofree char *home = replica_folder (self);
  g_autofree char *database = g_build_filename (home, "logbook", "logbook.db", NULL);
  g_autofree char *address = page_address (self, "%s", "list/entry");
  g_autofree char *note = laptop_add_entry (self->an, "Kitchen table", "a");
  g_auto (Browser) an = { 0 };
  g_auto (Seen) before = { 0 };
  g_auto (Seen) after = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "member", &an);
  page_look (self, &an, address, &before);
  g_clear_pointer (&self->journal, pt_journal_free);
  hub_fixture_stop (&self->hub);
  g_assert_true (g_file_set_contents (database, "this is no database", -1, NULL));
  hub_fixture_serve (&self->hub);
  self->journal = pt_hub_folder_open_journal (self->hub.folder, NULL);
  page_look (self, &an, address, &after);

  g_assert_nonnull (strstr (before.body, "Kitchen table"));
  g_assert_nonnull (strstr (after.body, "Kitchen table"));
}

static void
test_erasure_reaches_replica (PageFixture *self, gconstpointer data)
{
  g_autofree char *home = replica_folder (self);
  g_autofree char *address = page_address (self, "%s", "list/entry");
  g_autofree char *note = laptop_add_entry (self->an, "WORDS-TO-ERASE", "MORE-WORDS-TO-ERASE");
  g_autoptr (PtErasure) order = pt_erasure_new (note, NULL, "asked");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_auto (Browser) an = { 0 };
  g_auto (Seen) first = { 0 };
  g_auto (Seen) second = { 0 };

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "member", &an);
  page_look (self, &an, address, &first);
  before = read_folder (home);
  pt_sync_erase (self->an->store, self->an->transport, order, &error);
  g_assert_no_error (error);
  page_look (self, &an, address, &second);
  after = read_folder (home);

  g_assert_nonnull (strstr (first.body, "WORDS-TO-ERASE"));
  g_assert_true (bytes_contain (before, "WORDS-TO-ERASE"));
  g_assert_null (strstr (second.body, "WORDS-TO-ERASE"));
  g_assert_false (bytes_contain (after, "WORDS-TO-ERASE"));
}

/* Nobody looks; the hub's own thread does it. */
static void
test_erasure_reaches_replica_unseen (PageFixture *self, gconstpointer data)
{
  g_autofree char *home = replica_folder (self);
  g_autofree char *address = page_address (self, "%s", "list/entry");
  g_autofree char *note = laptop_add_entry (self->an, "WORDS-TO-ERASE", "a");
  g_autoptr (PtErasure) order = pt_erasure_new (note, NULL, "asked");
  g_autoptr (GError) error = NULL;
  g_auto (Browser) an = { 0 };
  g_auto (Seen) first = { 0 };
  gboolean there = TRUE;

  laptop_sync_all (self->an, NULL);
  page_sign_in (self, "member", &an);
  page_look (self, &an, address, &first);
  pt_sync_erase (self->an->store, self->an->transport, order, &error);
  g_assert_no_error (error);
  for (guint i = 0; there && i < 1200; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      g_usleep (50000);
      bytes = read_folder (home);
      there = bytes_contain (bytes, "WORDS-TO-ERASE");
    }

  g_assert_false (there);
}

/* ── Limits and numbers ── */

/* Whoever tries codes from one place is told to wait; somebody elsewhere is not. */
static void
test_many_codes (PageFixture *self, gconstpointer data)
{
  g_autofree char *code = NULL;
  g_autoptr (PtInvite)
      invite = hub_fixture_invite (self->hub.folder, laptop_logbook (self->an), "reader", &code);
  PtInvite guess = { .invite = (char *)NOBODY };
  g_auto (Seen) elsewhere = { 0 };
  guint status = 0;

  for (guint i = 0; i < 50 && status != 429; i++)
    {
      g_auto (Seen) seen = { 0 };

      page_try_code (self, &guess, "AAAAAAAA", &seen);
      status = seen.status;
    }
  self->address = "192.0.2.7";
  page_try_code (self, invite, code, &elsewhere);

  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (elsewhere.status, ==, 303);
}

static void
test_metrics (PageFixture *self, gconstpointer data)
{
  g_auto (Seen) here = { 0 };
  g_auto (Seen) elsewhere = { 0 };

  page_look (self, NULL, "/metrics", &here);
  self->address = "192.0.2.7";
  page_look (self, NULL, "/metrics", &elsewhere);

  g_assert_cmpuint (here.status, ==, 200);
  g_assert_nonnull (strstr (here.body,
                            "proeftuin_requests_total{method=\"POST\",route=\"/v1/join\","
                            "status=\"2xx\"} 1\n"));
  g_assert_null (strstr (here.body, laptop_logbook (self->an)));
  g_assert_cmpuint (elsewhere.status, ==, 404);
}

/* Once more on another computer: the same person; not when they were let go meanwhile. */
static void
test_invited_again (PageFixture *self, gconstpointer data)
{
  const char *logbook = laptop_logbook (self->an);
  g_auto (Browser) an = { 0 };
  g_auto (Browser) fatima = { 0 };
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PtNewInvite) first = { 0 };
  g_auto (PtNewInvite) second = { 0 };
  PtCaller by = { .logbook = (char *)logbook };
  PtInvite invite = { 0 };
  g_autofree char *address = NULL;
  const PtMember *member = NULL;
  g_auto (Seen) good = { 0 };
  g_auto (Seen) gone = { 0 };
  g_auto (Seen) home = { 0 };
  g_autofree char *place = page_address (self, "%s", "");

  page_sign_in (self, "coordinator", &an);
  page_sign_in (self, "advisor", &fatima);
  self->journal->ops->list_members (self->journal, logbook, &members, &error);
  for (guint i = 0; i < members->len; i++)
    if (strcmp (((PtMember *)g_ptr_array_index (members, i))->role, "advisor") == 0)
      member = g_ptr_array_index (members, i);
  pt_invite_make_again (self->hub.hub, self->journal, &by, member, &first, &error);
  pt_invite_make_again (self->hub.hub, self->journal, &by, member, &second, &error);
  g_assert_no_error (error);
  invite.invite = first.id;
  page_try_code (self, &invite, first.code, &good);
  self->journal->ops->list_members (self->journal, logbook, &after, &error);
  address = page_address (self, "people/member/%s", member->id);
  {
    g_auto (Seen) let_go = { 0 };

    page_post (self, &an, address, "do=go", &let_go);
    g_assert_cmpuint (let_go.status, ==, 303);
  }
  invite.invite = second.id;
  page_try_code (self, &invite, second.code, &gone);
  page_look (self, &fatima, place, &home);

  g_assert_cmpuint (good.status, ==, 303);
  g_assert_cmpuint (after->len, ==, members->len);
  g_assert_cmpuint (gone.status, ==, 403);
  g_assert_cmpuint (home.status, ==, 303);
}

/* ── A laptop that is lost ── */

static PtHubDevice *
find_laptop (PageFixture *self, GPtrArray **devices)
{
  g_autoptr (GError) error = NULL;

  self->journal->ops->list_devices (self->journal, laptop_logbook (self->an), NULL, devices,
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*devices)->len, >, 0);
  return g_ptr_array_index (*devices, 0);
}

static void
test_lost_laptop (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const PtHubDevice *laptop = find_laptop (self, &before);
  g_autofree char *address = page_address (self, "people/device/%s", laptop->id);
  g_auto (Seen) shown = { 0 };
  g_auto (Seen) taken = { 0 };
  g_auto (Seen) done = { 0 };

  g_test_summary ("A lost laptop: what is on it, a draft for the report, and its access goes.");
  page_sign_in (self, "coordinator", &an);
  page_look (self, &an, address, &shown);
  page_post (self, &an, address, "do=revoke", &taken);
  page_look (self, &an, address, &done);

  g_assert_nonnull (strstr (shown.body, "What is on it at most"));
  g_assert_nonnull (strstr (shown.body, "Draft for the report of a data breach"));
  g_assert_nonnull (strstr (shown.body, "What is to be done"));
  g_assert_nonnull (strstr (shown.body, "Who can be asked about this"));
  g_assert_cmpuint (taken.status, ==, 303);
  g_assert_nonnull (strstr (done.body, "What was done"));
  g_assert_null (strstr (done.body, "What is to be done"));
  g_assert_cmpint (find_laptop (self, &after)->revoked_at, >, 0);
}

/* ── The audit log ── */

static void
test_audit (PageFixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };
  g_autofree char *address = page_address (self, "%s", "people/invite");
  g_autofree char *list = page_address (self, "%s", "people/audit");
  const char *logbook = laptop_logbook (self->an);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) broken = NULL;
  g_autoptr (PtAuditLine) last = NULL;
  g_auto (Seen) invited = { 0 };
  g_auto (Seen) shown = { 0 };
  int64_t n = 0, sound = 0;
  gboolean good, bad;

  page_sign_in (self, "coordinator", &an);
  page_post (self, &an, address, "name=Koen&role=reader", &invited);
  page_look (self, &an, list, &shown);
  good = pt_audit_check (self->journal, logbook, &n, &error);
  self->journal->ops->last_audit (self->journal, logbook, &last, &error);
  last->number += 1;
  self->journal->ops->begin (self->journal, logbook, &error);
  self->journal->ops->add_audit (self->journal, logbook, last, &error);
  self->journal->ops->commit (self->journal, &error);
  g_assert_no_error (error);
  bad = pt_audit_check (self->journal, logbook, &sound, &broken);

  g_assert_cmpuint (invited.status, ==, 200);
  g_assert_nonnull (strstr (invited.body, "<svg class=\"qr\""));
  g_assert_nonnull (strstr (shown.body, "Made an invite"));
  g_assert_true (good);
  g_assert_cmpint (n, >=, 2);
  g_assert_false (bad);
  g_assert_cmpint (sound, ==, n);
  g_assert_nonnull (broken);
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
#define ADD(path, function)                                                                        \
  g_test_add ("/hub/pages/" path, PageFixture, NULL, page_fixture_set_up, function,                \
              page_fixture_tear_down)
  ADD ("sign-in/come-in", test_come_in);
  ADD ("sign-in/five-codes", test_codes);
  ADD ("sign-in/once", test_once);
  ADD ("sign-in/cookie-is-no-token", test_cookie_is_no_token);
  ADD ("sign-in/sign-out", test_sign_out);
  ADD ("forms/forged", test_forged_forms);
  ADD ("access/routes", test_routes);
  ADD ("access/other-logbooks", test_other_logbooks);
  ADD ("access/planted-secrets", test_planted_secrets);
  ADD ("access/no-oracle", test_no_oracle);
  ADD ("write/note-reaches-laptop", test_note_reaches_laptop);
  ADD ("write/notes-around-a-restart", test_notes_around_a_restart);
  ADD ("write/reader-writes-nothing", test_reader_writes_nothing);
  ADD ("write/conflict-keeps-both", test_conflict_keeps_both);
  ADD ("write/untouched-stays", test_untouched_stays);
  ADD ("review/who-was-missing", test_who_was_missing);
  ADD ("write/cards", test_cards);
  ADD ("write/cards-of-others", test_cards_of_others);
  ADD ("write/too-long", test_too_long);
  ADD ("replica/broken", test_broken_replica);
  ADD ("replica/erasure", test_erasure_reaches_replica);
  ADD ("replica/erasure-unseen", test_erasure_reaches_replica_unseen);
  ADD ("sign-in/many-codes", test_many_codes);
  ADD ("sign-in/invited-again", test_invited_again);
  ADD ("metrics", test_metrics);
  ADD ("lost-laptop", test_lost_laptop);
  ADD ("audit/chain", test_audit);
  return g_test_run ();
}
