/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim, for every line of the hub's table of routes: what is not there and what is not for you are
 * answered the same; no role gets more than the line says; no token but a good one opens anything; no
 * form is taken that did not come from a page; no address makes the hub stumble. A new route is tried
 * without a word here. */
#include "page-fixture.h"

#include "pt-session.h"
#include "test-home.h"

#include <string.h>

#define NOBODY "01890000-0000-7000-8000-00000000aaaa"
#define NO_FILE "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define PLANT "ZQPLANT"

static const char *const roles[] = { "coordinator", "member", "monitor",       "co_researcher",
                                     "advisor",     "reader", "network_editor" };

typedef struct
{
  PageFixture page;
  Laptop *bo;      /* of another logbook */
  char *foreign;   /* a note there */
  char *core_note; /* a note here that only the core team sees */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  page_fixture_set_up (&self->page, NULL);
  self->page.hub.hub->visitor_requests = 0; /* one address asks for everybody */
  self->page.hub.hub->page_requests = 0;
  self->bo = laptop_found ("bo", self->page.hub.folder);
  self->foreign = ADD_RECORD (self->bo, "entry", "body", PLANT "-foreign", "sharing", "public");
  self->core_note = ADD_RECORD (self->page.an, "entry", "body", PLANT "-core");
  laptop_sync_all (self->page.an, self->bo, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  laptop_free (self->bo);
  g_free (self->foreign);
  g_free (self->core_note);
  page_fixture_tear_down (&self->page, NULL);
}

/* ── Asking any line of the table ── */

static gboolean
is_page (const PtRoute *route)
{
  return route->right >= PT_RIGHT_PAGE;
}

static gboolean
names (const PtRoute *route, const char *part)
{
  return strstr (route->pattern, part) != NULL;
}

/* (transfer full): the address of @route with these parts. */
static char *
fill (const PtRoute *route, const char *logbook, const char *item, const char *sha256)
{
  g_autoptr (GString) path = g_string_new (route->pattern);

  g_string_replace (path, "{logbook}", logbook, 0);
  g_string_replace (path, "{item}", item, 0);
  g_string_replace (path, "{device}", item, 0);
  g_string_replace (path, "{sha256}", sha256, 0);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* Who asks: a browser for pages, a token for the rest. */
typedef struct
{
  const char *role;
  Browser browser;
  char *bearer;
} Actor;

static void
actor_clear (Actor *self)
{
  browser_clear (&self->browser);
  g_free (self->bearer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Actor, actor_clear)

static void
become (Fixture *self, const char *role, Actor *out)
{
  out->role = role;
  page_sign_in (&self->page, role, &out->browser);
  if (strcmp (role, "coordinator") == 0)
    {
      g_autofree char *token = laptop_dup_token (self->page.an);

      out->bearer = g_strconcat ("Bearer ", token, NULL);
    }
}

static void
ask (Fixture *self, const Actor *actor, const PtRoute *route, const char *path, Seen *out)
{
  const char *headers[] = { "authorization", actor->bearer != NULL ? actor->bearer : "", NULL };

  if (is_page (route) && strcmp (route->method, "POST") == 0 && actor->browser.secret != NULL)
    page_post (&self->page, &actor->browser, path, "do=nothing", out);
  else
    page_send (&self->page, &actor->browser, route->method, path, route->max_body > 0 ? "{}" : NULL,
               is_page (route) ? NULL : headers, out);
}

/* (transfer full): what is said, without the ids that the question named itself and the token that a
 * visitor's forms have, another one each time. */
static char *
strip (const Seen *seen, const char *const *ids)
{
  g_autoptr (GRegex) token = g_regex_new ("[0-9a-f]{64}", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (token, seen->body, -1, 0, "TOKEN", 0, NULL);
  GString *text = g_string_new (plain);

  g_string_append_printf (text, "\n%u %s", seen->status,
                          seen->location != NULL ? seen->location : "");
  for (guint i = 0; ids[i] != NULL; i++)
    g_string_replace (text, ids[i], "ID", 0);
  return g_string_free (text, FALSE);
}

static void
assert_same (Fixture *self, const Actor *actor, const PtRoute *route, const char *here,
             const char *nowhere, const char *const *ids)
{
  g_auto (Seen) one = { 0 }, other = { 0 };
  g_autofree char *said = NULL;
  g_autofree char *said_of_nothing = NULL;

  ask (self, actor, route, here, &one);
  ask (self, actor, route, nowhere, &other);
  said = strip (&one, ids);
  said_of_nothing = strip (&other, ids);
  if (strcmp (said, said_of_nothing) != 0 || strstr (said, PLANT) != NULL)
    g_error ("%s %s as %s tells %s\nfrom %s", route->method, route->pattern, actor->role, said,
             said_of_nothing);
}

/* ── What is not for you is not there ── */

static void
test_other_logbook (Fixture *self, gconstpointer data)
{
  const char *bo = laptop_logbook (self->bo);
  const char *const ids[] = { bo, NOBODY, self->foreign, NULL };

  g_test_summary ("The address of another logbook is answered as that of none");
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_auto (Actor) actor = { 0 };

      become (self, roles[r], &actor);
      for (guint i = 0; i < pt_n_routes; i++)
        if (names (&pt_routes[i], "{logbook}") && (is_page (&pt_routes[i]) || actor.bearer != NULL))
          {
            g_autofree char *here = fill (&pt_routes[i], bo, self->foreign, NO_FILE);
            g_autofree char *nowhere = fill (&pt_routes[i], NOBODY, NOBODY, NO_FILE);

            assert_same (self, &actor, &pt_routes[i], here, nowhere, ids);
          }
    }
}

static void
test_foreign_ids (Fixture *self, gconstpointer data)
{
  const char *an = laptop_logbook (self->page.an);
  g_autoptr (PtHubLink) link = pt_store_get_hub (self->bo->store);
  const char *const foreign[] = { self->foreign, pt_store_get_member (self->bo->store),
                                  link->device };

  g_test_summary (
      "A record, member or laptop of another logbook is no more here than one of nobody");
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_auto (Actor) actor = { 0 };

      become (self, roles[r], &actor);
      for (guint i = 0; i < pt_n_routes; i++)
        for (guint f = 0; f < G_N_ELEMENTS (foreign); f++)
          if (names (&pt_routes[i], "{logbook}")
              && (names (&pt_routes[i], "{item}") || names (&pt_routes[i], "{device}"))
              && strcmp (pt_routes[i].pattern, "/l/{logbook}/list/{item}") != 0
              && (is_page (&pt_routes[i]) || actor.bearer != NULL))
            {
              const char *const ids[] = { foreign[f], NOBODY, NULL };
              g_autofree char *here = fill (&pt_routes[i], an, foreign[f], NO_FILE);
              g_autofree char *nowhere = fill (&pt_routes[i], an, NOBODY, NO_FILE);

              assert_same (self, &actor, &pt_routes[i], here, nowhere, ids);
            }
    }
}

static void
test_hidden_records (Fixture *self, gconstpointer data)
{
  static const char *const outside[] = { "co_researcher", "advisor", "reader", "network_editor" };
  const char *an = laptop_logbook (self->page.an);
  const char *const ids[] = { self->core_note, NOBODY, NULL };

  g_test_summary ("What a role may not see is answered as what never was");
  for (guint r = 0; r < G_N_ELEMENTS (outside); r++)
    {
      g_auto (Actor) actor = { 0 };

      become (self, outside[r], &actor);
      for (guint i = 0; i < pt_n_routes; i++)
        if (names (&pt_routes[i], "{item}") && is_page (&pt_routes[i]))
          {
            g_autofree char *here = fill (&pt_routes[i], an, self->core_note, NO_FILE);
            g_autofree char *nowhere = fill (&pt_routes[i], an, NOBODY, NO_FILE);

            assert_same (self, &actor, &pt_routes[i], here, nowhere, ids);
          }
    }
}

/* ── Roles ── */

static PtRight
right_of (const char *role)
{
  if (strcmp (role, "coordinator") == 0)
    return PT_RIGHT_PAGE_COORDINATOR;
  return strcmp (role, "member") == 0 || strcmp (role, "monitor") == 0 ? PT_RIGHT_PAGE_CORE
                                                                       : PT_RIGHT_PAGE_SIGNED_IN;
}

static void
test_rights (Fixture *self, gconstpointer data)
{
  const char *an = laptop_logbook (self->page.an);

  g_test_summary ("A page of the coordinator is, for others, at no address");
  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      g_auto (Actor) actor = { 0 };

      become (self, roles[r], &actor);
      for (guint i = 0; i < pt_n_routes; i++)
        {
          g_autofree char *path = fill (&pt_routes[i], an, NOBODY, NO_FILE);
          g_auto (Seen) seen = { 0 };

          if (!is_page (&pt_routes[i]) || strcmp (path, "/language") == 0
              || g_str_has_suffix (path, "/sign-out"))
            continue;
          ask (self, &actor, &pt_routes[i], path, &seen);
          if (right_of (roles[r]) < pt_routes[i].right)
            g_assert_cmpuint (seen.status, ==, 404);
          else
            g_assert_cmpuint (seen.status, !=, 401);
          g_assert_cmpuint (seen.status, <, 500);
        }
    }
}

static void
test_visitors (Fixture *self, gconstpointer data)
{
  const Actor nobody = { .role = "visitor" };
  const char *an = laptop_logbook (self->page.an);

  g_test_summary ("Without a session or token only what is open answers, and of a logbook nothing");
  for (guint i = 0; i < pt_n_routes; i++)
    {
      g_autofree char *path = fill (&pt_routes[i], an, self->core_note, NO_FILE);
      g_auto (Seen) seen = { 0 };

      ask (self, &nobody, &pt_routes[i], path, &seen);
      g_assert_null (strstr (seen.body, PLANT));
      if (pt_routes[i].right > PT_RIGHT_PAGE)
        g_assert_cmpstr (seen.location, ==, "/sign-in");
      else if (pt_routes[i].right != PT_RIGHT_OPEN && !is_page (&pt_routes[i]))
        g_assert_cmpuint (seen.status, ==, 401);
    }
}

/* ── Tokens and cookies ── */

static void
test_tokens (Fixture *self, gconstpointer data)
{
  g_autofree char *good = laptop_dup_token (self->page.an);
  g_autofree char *shorter = g_strdup_printf ("Bearer %.63s", good);
  g_autofree char *longer = g_strdup_printf ("Bearer %s0", good);
  g_autofree char *spaced = g_strdup_printf ("Bearer  %s", good);
  g_autofree char *twice = g_strdup_printf ("Bearer %s %s", good, good);
  g_autofree char *basic = g_strdup_printf ("Basic %s", good);
  g_autofree char *upper = g_ascii_strup (good, -1);
  g_autofree char *loud = g_strdup_printf ("Bearer %s", upper);
  const char *garbled[] = { "",
                            "Bearer",
                            "Bearer ",
                            "Bearer x",
                            shorter,
                            longer,
                            spaced,
                            twice,
                            basic,
                            loud,
                            "Bearer " NO_FILE,
                            "Bearer ' OR 1 = 1 --",
                            good,
                            "Bearer ../../../../etc/passwd" };
  const char *an = laptop_logbook (self->page.an);

  g_test_summary ("A token that is not exactly one of ours opens no line, and is told nothing");
  for (guint i = 0; i < pt_n_routes; i++)
    for (guint g = 0; g < G_N_ELEMENTS (garbled); g++)
      {
        const Actor thief = { .role = "thief", .bearer = (char *)garbled[g] };
        g_autofree char *path = fill (&pt_routes[i], an, NOBODY, NO_FILE);
        g_auto (Seen) seen = { 0 };

        if (is_page (&pt_routes[i]) || pt_routes[i].right == PT_RIGHT_OPEN)
          continue;
        ask (self, &thief, &pt_routes[i], path, &seen);
        if (seen.status != 401 || strstr (seen.body, "detail") != NULL)
          g_error ("%s %s took “%s”: %s", pt_routes[i].method, path, garbled[g], seen.body);
      }
}

/* Out of the directory, as by a coordinator. */
static void
send_away (Fixture *self, const char *member)
{
  g_autofree char *token = laptop_dup_token (self->page.an);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *path = g_strdup_printf ("/v1/logbooks/%s/members",
                                           laptop_logbook (self->page.an));
  g_autofree char *body = g_strdup_printf ("{\"member\":\"%s\",\"active\":false}", member);
  g_auto (Seen) seen = { 0 };

  page_send (&self->page, NULL, "POST", path, body,
             (const char *[]){ "authorization", bearer, NULL }, &seen);
  g_assert_cmpuint (seen.status, ==, 200);
}

static void
test_sent_away (Fixture *self, gconstpointer data)
{
  const char *an = laptop_logbook (self->page.an);
  g_autoptr (Laptop) cas = laptop_join ("cas", self->page.hub.folder, an, "member");
  g_autofree char *token = laptop_dup_token (cas);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  const Actor gone = { .role = "gone", .bearer = bearer };

  g_test_summary ("Whose laptop was shut out reads nothing more, by any line");
  send_away (self, pt_store_get_member (cas->store));
  for (guint i = 0; i < pt_n_routes; i++)
    {
      g_autofree char *path = fill (&pt_routes[i], an, self->core_note, NO_FILE);
      g_auto (Seen) seen = { 0 };

      if (is_page (&pt_routes[i]) || pt_routes[i].right < PT_RIGHT_CORE)
        continue;
      ask (self, &gone, &pt_routes[i], path, &seen);
      if (seen.status != 403 && seen.status != 410)
        g_error ("%s %s still answers %u", pt_routes[i].method, path, seen.status);
      g_assert_null (strstr (seen.body, PLANT));
    }
}

static void
test_ended_sessions (Fixture *self, gconstpointer data)
{
  const char *an = laptop_logbook (self->page.an);
  g_auto (Actor) reader = { 0 };
  g_autofree char *out = page_address (&self->page, "sign-out");
  g_auto (Seen) bye = { 0 };

  g_test_summary ("A cookie that was signed out is nobody's, at every address");
  become (self, "reader", &reader);
  page_post (&self->page, &reader.browser, out, "do=1", &bye);
  for (guint i = 0; i < pt_n_routes; i++)
    {
      g_autofree char *path = fill (&pt_routes[i], an, NOBODY, NO_FILE);
      g_auto (Seen) seen = { 0 };

      if (pt_routes[i].right <= PT_RIGHT_PAGE)
        continue;
      ask (self, &reader, &pt_routes[i], path, &seen);
      g_assert_cmpstr (seen.location, ==, "/sign-in");
    }
}

/* ── Forms of others ── */

static void
test_forged_forms (Fixture *self, gconstpointer data)
{
  const char *an = laptop_logbook (self->page.an);
  g_auto (Actor) coordinator = { 0 };
  g_auto (Actor) reader = { 0 };
  g_autofree char *other = NULL;
  g_autofree char *own = NULL;

  g_test_summary ("No form is taken without its own token, with another's, or from elsewhere");
  become (self, "coordinator", &coordinator);
  become (self, "reader", &reader);
  other = pt_session_form_token (reader.browser.secret);
  own = pt_session_form_token (coordinator.browser.secret);
  for (guint i = 0; i < pt_n_routes; i++)
    {
      g_autofree char *path = fill (&pt_routes[i], an, NOBODY, NO_FILE);
      const struct
      {
        const char *token, *header, *value;
      } cases[] = {
        { "", "accept", "*/*" },
        { other, "accept", "*/*" },
        { own, "sec-fetch-site", "cross-site" },
        { own, "sec-fetch-site", "same-site" },
        { own, "origin", "https://evil.example" },
        { own, "origin", "null" },
      };

      if (!names (&pt_routes[i], "{logbook}") || !is_page (&pt_routes[i])
          || strcmp (pt_routes[i].method, "POST") != 0)
        continue;
      for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
        {
          g_autofree char *body = g_strdup_printf (PT_SESSION_FORM_FIELD "=%s&do=revoke",
                                                   cases[c].token);
          g_auto (Seen) seen = { 0 };

          page_send (&self->page, &coordinator.browser, "POST", path, body,
                     (const char *[]){ cases[c].header, cases[c].value, NULL }, &seen);
          if (seen.status != 403)
            g_error ("%s took a form of %s %s: %u", path, cases[c].header, cases[c].value,
                     seen.status);
        }
    }
}

/* ── Addresses that nobody types ── */

static void
test_odd_addresses (Fixture *self, gconstpointer data)
{
  static const char *const odd[] = {
    "'",
    "' OR '1'='1",
    "\"; DROP TABLE record; --",
    "1 UNION SELECT token FROM device",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "%s%s%n",
    "..",
    "..%2f..%2fhub.key",
    "hub.key",
    "\r\nSet-Cookie: a=b",
    "\xc3\x28",
    "NULL",
    "-1",
    "99999999999999999999",
    "theme-loneliness",
    "📎",
    "a b",
    "*",
    "null\x01",
  };
  static const char *const queries[] = { "q", "after", "format", "small", "kind", "back" };
  const char *an = laptop_logbook (self->page.an);
  g_auto (Actor) actor = { 0 };

  g_test_summary ("What stands in an address is never SQL, a path, a header or markup");
  become (self, "coordinator", &actor);
  for (guint i = 0; i < pt_n_routes; i++)
    for (guint o = 0; o < G_N_ELEMENTS (odd); o++)
      {
        g_autofree char *item = names (&pt_routes[i], "{item}") || names (&pt_routes[i], "{device}")
                                    ? g_strdup (odd[o])
                                    : g_strdup (NOBODY);
        g_autofree char *path = fill (&pt_routes[i], an, item, odd[o]);
        g_autofree char *value = g_uri_escape_string (odd[o], NULL, FALSE);
        g_autofree char *address = g_strdup_printf ("%s?%s=%s", path,
                                                    queries[o % G_N_ELEMENTS (queries)], value);
        g_auto (Seen) seen = { 0 };

        if (g_str_has_suffix (path, "/sign-out") || strchr (odd[o], '?') != NULL)
          continue;
        ask (self, &actor, &pt_routes[i], address, &seen);
        if (seen.status >= 500 || strstr (seen.body, "<script>alert") != NULL
            || strstr (seen.body, "<img src=x") != NULL
            || (seen.location != NULL && strpbrk (seen.location, "\r\n") != NULL))
          g_error ("%s %s: %u %s", pt_routes[i].method, address, seen.status, seen.body);
      }
}

/* ── What is counted ── */

static void
test_metrics (Fixture *self, gconstpointer data)
{
  g_autofree char *token = laptop_dup_token (self->page.an);
  const char *secrets[] = { laptop_logbook (self->page.an), self->core_note, token, PLANT,
                            "Proeftuin Noord" };
  g_auto (Seen) seen = { 0 };
  g_auto (Seen) far = { 0 };

  g_test_summary (
      "Counts name routes, not logbooks, people or tokens; only this machine reads them");
  page_send (&self->page, NULL, "GET", "/metrics", NULL, NULL, &seen);
  self->page.address = "192.0.2.7";
  page_send (&self->page, NULL, "GET", "/metrics", NULL, NULL, &far);

  g_assert_cmpuint (seen.status, ==, 200);
  g_assert_nonnull (strstr (seen.body, "proeftuin_requests_total"));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (seen.body, secrets[i]));
  g_assert_cmpuint (far.status, ==, 404);
}

#define TEST(name, function)                                                                       \
  g_test_add ("/hub/matrix/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  TEST ("other-logbook", test_other_logbook);
  TEST ("foreign-ids", test_foreign_ids);
  TEST ("hidden-records", test_hidden_records);
  TEST ("rights", test_rights);
  TEST ("visitors", test_visitors);
  TEST ("tokens", test_tokens);
  TEST ("sent-away", test_sent_away);
  TEST ("ended-sessions", test_ended_sessions);
  TEST ("forged-forms", test_forged_forms);
  TEST ("odd-addresses", test_odd_addresses);
  TEST ("metrics", test_metrics);
  return test_home_run ();
}
