/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that would like to be markup, SQL, a header or an address elsewhere: in every text of every kind of record, in
 * names, in every field of every form and in every address, looked at on every page of the table of routes. */
#include "page-fixture.h"

#include "pt-id.h"
#include "pt-validate.h"
#include "pt-world.h"
#include "test-home.h"

#include <string.h>

static const char *const corpus[] = {
  "<script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "'><svg/onload=alert(1)>",
  "</textarea><script>alert(2)</script>",
  "</title></head><body onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  "javascript:alert(1)",
  "[x](javascript:alert(1))",
  "![x](http://evil.example/p.png)",
  "[x](//evil.example/ \"onmouseover=alert(1)\")",
  "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
  "'; DROP TABLE record; --",
  "\" OR 1=1 --",
  "x' UNION SELECT secret FROM session --",
  "%s%n%x",
  "{{7*7}}${7*7}",
  "<!--",
  "]]>",
  "//evil.example/",
  "x\r\nSet-Cookie: taken=1",
};

/* What none of them leaves behind where a browser would take it for more than words. */
static void
assert_harmless (const char *place, const Seen *seen)
{
  static const char *const signs[] = {
    "<script>alert", "<img src=x",         "<svg/onload",          "<body onload",
    "<iframe",       "href=\"javascript:", "src=\"http",           "href=\"data:text",
    "href=\"//evil", "\"onmouseover=",     "action=\"javascript:", "<!--\""
  };

  if (seen->status >= 500)
    g_error ("%s: %u", place, seen->status);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (seen->body, signs[i]) != NULL)
      g_error ("%s: %s in\n%s", place, signs[i], seen->body);
  if (seen->location != NULL
      && (seen->location[0] != '/' || seen->location[1] == '/'
          || strpbrk (seen->location, "\r\n<>\"") != NULL))
    g_error ("%s leads to %s", place, seen->location);
  if (seen->cookie != NULL && strstr (seen->cookie, "taken") != NULL)
    g_error ("%s sets %s", place, seen->cookie);
}

/* One browser asks for everything. */
static void
set_up (PageFixture *self, gconstpointer data)
{
  page_fixture_set_up (self, data);
  self->hub.hub->page_requests = 0;
  self->hub.hub->visitor_requests = 0;
}

/* ── A logbook full of them ── */

static void
set_texts (PtEdit *edit, const PtRecordKind *kind, const char *words)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const PtField *field = &kind->fields[i];
      g_autoptr (PtValue) value = pt_value_new_text (words);

      if ((field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG)
          && pt_validate_register (kind, field->id, value, NULL))
        pt_edit_set_text (edit, field->id, words);
    }
}

/* As open as it may be, so that it also stands in the network and in stories. */
static void
set_open (PtEdit *edit, const PtRecordKind *kind)
{
  static const struct
  {
    const char *kind, *field, *value;
  } open[] = {
    { "narrative", "status", "shared" },       { "narrative", "audience", "internal" },
    { "learning", "status", "for_review" },    { "question", "status", "open" },
    { "challenge", "themes/loneliness", "" },  { "resource", "direction", "offer" },
    { "stakeholder", "kind", "organisation" },
  };

  pt_edit_set_text (edit, "sharing", "public");
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    if (strcmp (open[i].kind, kind->id) != 0)
      continue;
    else if (open[i].value[0] == '\0')
      pt_edit_set_bool (edit, open[i].field, true);
    else
      pt_edit_set_text (edit, open[i].field, open[i].value);
}

static gboolean
is_singular (const PtRecordKind *kind)
{
  return strcmp (kind->id, "logbook") == 0;
}

static char *
add_full (Laptop *laptop, const PtRecordKind *kind, const char *words, const char *owner)
{
  g_autoptr (PtEdit) edit = pt_edit_new (laptop->world, kind->id, NULL);
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  set_texts (edit, kind, words);
  set_open (edit, kind);
  if (strcmp (kind->id, "comment") == 0)
    pt_edit_set_text (edit, "target", owner);
  if (strcmp (kind->id, "attachment") == 0)
    pt_edit_set_text (edit, "owner", owner);
  record = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
  return g_strdup (edit->id);
}

/* (transfer full): ids of a record of each kind for each of the words. */
static GPtrArray *
fill (PageFixture *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    for (guint k = 0; k < pt_n_record_kinds; k++)
      if (!is_singular (pt_record_kinds[k]))
        g_ptr_array_add (ids,
                         add_full (self->an, pt_record_kinds[k], corpus[i],
                                   ids->len > 0 ? ids->pdata[i * (pt_n_record_kinds - 1)] : NULL));
  laptop_set (self->an, laptop_logbook (self->an), "mission", corpus[0]);
  laptop_set (self->an, laptop_logbook (self->an), "name", corpus[1]);
  laptop_sync_all (self->an, NULL);
  return ids;
}

/* ── Asking ── */

static gboolean
is_page (const PtRoute *route)
{
  return route->right >= PT_RIGHT_PAGE && !g_str_has_suffix (route->pattern, "/sign-out");
}

static char *
fill_in (const PtRoute *route, const char *logbook, const char *item)
{
  g_auto (GStrv) parts = g_strsplit (route->pattern, "{logbook}", 2);
  g_autofree char *whole = g_strjoinv (logbook, parts);
  g_auto (GStrv) items = g_strsplit (whole, "{item}", 2);

  return g_strjoinv (item, items);
}

/* Whether there is a page. */
static gboolean
look (PageFixture *self, const Browser *browser, const PtRoute *route, const char *item)
{
  g_autofree char *address = fill_in (route, laptop_logbook (self->an), item);
  g_auto (Seen) seen = { 0 };

  page_look (self, browser, address, &seen);
  assert_harmless (address, &seen);
  return seen.status == 200;
}

/* ── Tests ── */

static void
test_records (PageFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = fill (self);
  g_auto (Browser) an = { 0 };
  const Browser *readers[] = { &an, NULL };
  guint n = 0;

  page_sign_in (self, "coordinator", &an);
  for (guint i = 0; i < pt_n_routes; i++)
    for (guint r = 0; is_page (&pt_routes[i]) && r < G_N_ELEMENTS (readers); r++)
      {
        const PtRoute *route = &pt_routes[i];
        const gboolean one = strstr (route->pattern, "{item}") != NULL;

        if (strcmp (route->method, "GET") != 0)
          continue;
        for (guint k = 0; k < (one ? ids->len : 1); k++)
          n += look (self, readers[r], route, ids->pdata[k]);
        for (guint k = 0; strstr (route->pattern, "list/") != NULL && k < pt_n_record_kinds; k++)
          n += look (self, readers[r], route, pt_record_kinds[k]->id);
      }
  g_assert_cmpuint (n, >, ids->len);
}

/* The theme's dossier and every search, which have more in their address than an id. */
static void
test_addresses (PageFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = fill (self);
  g_auto (Browser) an = { 0 };

  page_sign_in (self, "coordinator", &an);
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (corpus[i], NULL, FALSE);
      g_autofree char *found = page_address (self, "search?q=%s", escaped);
      g_autofree char *paged = page_address (self, "list/entry?page=%s", escaped);
      g_autofree char *saved = page_address (self, "note?done=%s&saved=%s", escaped, escaped);
      g_autofree char *dossier = g_strdup_printf ("/network/what-works/loneliness?format=%s",
                                                  escaped);
      const char *const addresses[] = { found, paged, saved, dossier };

      for (guint k = 0; k < G_N_ELEMENTS (addresses); k++)
        {
          g_auto (Seen) seen = { 0 };

          page_look (self, &an, addresses[k], &seen);
          g_assert_cmpuint (seen.status, ==, 200);
          assert_harmless (addresses[k], &seen);
        }
      for (guint k = 0; k < pt_n_routes; k++)
        if (is_page (&pt_routes[k]) && strcmp (pt_routes[k].method, "GET") == 0
            && strchr (corpus[i], '/') == NULL)
          look (self, &an, &pt_routes[k], corpus[i]);
    }
}

/* Every field that any form has, all at once, to every address that takes one. */
static void
test_forms (PageFixture *self, gconstpointer data)
{
  static const char *const fields[] = {
    "action", "back",    "body",    "card",   "code",    "do",       "experiment",  "field", "id",
    "kind",   "lang",    "link",    "made",   "name",    "now_what", "occurred_on", "op",    "role",
    "seen",   "session", "so_what", "status", "version", "was-card", "was-what",    "what",
  };
  g_autofree char *note = ADD_RECORD (self->an, "learning", "headline", "Stairs");
  g_auto (Browser) an = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  laptop_sync_all (self->an, NULL);
  before = laptop_dup_everything (self->an);
  page_sign_in (self, "coordinator", &an);
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (corpus[i], NULL, FALSE);
      g_autoptr (GString) form = g_string_new (NULL);

      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        if (strcmp (fields[k], "body") != 0)
          g_string_append_printf (form, "%s=%s&", fields[k], escaped);
      for (guint k = 0; k < pt_n_routes; k++)
        {
          const PtRoute *route = &pt_routes[k];
          g_autofree char *address = fill_in (route, laptop_logbook (self->an), note);
          g_auto (Seen) seen = { 0 };

          if (!is_page (route) || strcmp (route->method, "POST") != 0)
            continue;
          page_post (self, &an, address, form->str, &seen);
          assert_harmless (address, &seen);
        }
    }
  laptop_sync_all (self->an, NULL);
  after = laptop_dup_everything (self->an);

  g_assert_cmpstr (after, ==, before);
}

/* Names of people, of their laptops and of invites, on all that shows them. */
static void
test_names (PageFixture *self, gconstpointer data)
{
  static const char *const places[] = { "", "people", "people/audit", "people/aside", "me" };
  g_autofree char *invite = page_address (self, "%s", "people/invite");
  g_auto (Browser) an = { 0 };

  page_sign_in (self, "coordinator", &an);
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    {
      g_autofree char *escaped = g_uri_escape_string (corpus[i], NULL, FALSE);
      g_autofree char *fields = g_strdup_printf ("role=reader&name=%s", escaped);
      g_autofree char *wrong = g_strdup_printf ("code=AAAA&name=%s", escaped);
      g_autofree char *code = NULL;
      g_autoptr (PtInvite) one = hub_fixture_invite (self->hub.folder, laptop_logbook (self->an),
                                                     "co_researcher", &code);
      g_autofree char *join = g_strdup_printf ("/join/%s", one->invite);
      g_autofree char *right = g_strdup_printf ("code=%s&name=%s", code, escaped);
      g_auto (Browser) visitor = { 0 };
      g_auto (Seen) invited = { 0 };
      g_auto (Seen) refused = { 0 };
      g_auto (Seen) joined = { 0 };

      self->address = g_intern_string (one->invite); /* each from elsewhere: codes are few */
      page_arrive (self, &visitor);
      page_post (self, &an, invite, fields, &invited);
      page_post (self, &visitor, join, wrong, &refused);
      page_post (self, &visitor, join, right, &joined);
      g_assert_cmpuint (joined.status, ==, 303);
      assert_harmless (invite, &invited);
      assert_harmless (join, &refused);
      assert_harmless (join, &joined);
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *address = page_address (self, "%s", places[i]);
      g_auto (Seen) seen = { 0 };

      page_look (self, &an, address, &seen);
      g_assert_cmpuint (seen.status, ==, 200);
      assert_harmless (address, &seen);
    }
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
#define ADD(path, function)                                                                        \
  g_test_add ("/hub/injection/" path, PageFixture, NULL, set_up, function, page_fixture_tear_down)
  ADD ("records", test_records);
  ADD ("addresses", test_addresses);
  ADD ("forms", test_forms);
  ADD ("names", test_names);
  return g_test_run ();
}
