/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See page-fixture.h. */
#include "page-fixture.h"

#include "pt-hub-folder.h"
#include "pt-session.h"

#include <stdarg.h>
#include <string.h>

void
page_fixture_set_up (PageFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hub_fixture_set_up (&self->hub, NULL);
  self->an = laptop_found ("an", self->hub.folder);
  laptop_sync_all (self->an, NULL);
  self->journal = pt_hub_folder_open_journal (self->hub.folder, &error);
  g_assert_no_error (error);
}

void
page_fixture_tear_down (PageFixture *self, gconstpointer data)
{
  laptop_free (self->an);
  pt_journal_free (self->journal);
  hub_fixture_tear_down (&self->hub, NULL);
}

/* ── A browser ── */

void
browser_clear (Browser *self)
{
  g_free (self->cookie);
  g_free (self->secret);
}

void
seen_clear (Seen *self)
{
  g_free (self->body);
  g_free (self->location);
  g_free (self->cookie);
}

static void
read_response (const PtHubResponse *response, Seen *out)
{
  gsize size = 0;
  const char *data = response->body != NULL ? g_bytes_get_data (response->body, &size) : NULL;

  out->status = response->status;
  out->body = g_strndup (data != NULL ? data : "", size);
  for (guint i = 0; response->headers != NULL && i + 1 < response->headers->len; i += 2)
    {
      const char *name = g_ptr_array_index (response->headers, i);
      const char *value = g_ptr_array_index (response->headers, i + 1);

      if (strcmp (name, "Location") == 0)
        out->location = g_strdup (value);
      if (strcmp (name, "Set-Cookie") == 0 && out->cookie == NULL)
        out->cookie = g_strdup (value);
    }
}

static void
read_query (PtHubRequest *request, const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL && pairs[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      g_hash_table_insert (request->query, g_uri_unescape_string (pair[0], NULL),
                           g_uri_unescape_string (pair[1] != NULL ? pair[1] : "", NULL));
    }
}

static PtHubResponse *
answer (PageFixture *self, PtHubRequest *request, const char *method, const char *path)
{
  PtHubResponse *refusal = NULL;
  const PtRoute *route = pt_route_find (method, path, request, &refusal);

  if (route == NULL)
    return refusal;
  refusal = pt_access_check (self->hub.hub, self->journal, route,
                             pt_hub_request_header (request, "authorization"), request);
  return refusal != NULL ? refusal : pt_route_ask (route, self->hub.hub, self->journal, request);
}

void
page_send (PageFixture *self, const Browser *browser, const char *method, const char *address,
           const char *body, const char *const *headers, Seen *out)
{
  g_autoptr (PtHubRequest) request = pt_hub_request_new ();
  g_autoptr (PtHubResponse) response = NULL;
  g_auto (GStrv) halves = g_strsplit (address, "?", 2);

  request->path = g_strdup (halves[0]);
  read_query (request, halves[1]);
  request->address = g_strdup (self->address != NULL ? self->address : "127.0.0.1");
  request->woken = TRUE; /* nobody waits here */
  request->body = g_bytes_new (body != NULL ? body : "", body != NULL ? strlen (body) : 0);
  pt_hub_request_keep_header (request, "host", "hub.example");
  pt_hub_request_keep_header (request, "accept-language", "en");
  pt_hub_request_keep_header (request, "content-type", "application/x-www-form-urlencoded");
  if (browser != NULL && browser->cookie != NULL)
    pt_hub_request_keep_header (request, "cookie", browser->cookie);
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    pt_hub_request_keep_header (request, headers[i], headers[i + 1]);
  response = answer (self, request, method, halves[0]);
  read_response (response, out);
}

void
page_look (PageFixture *self, const Browser *browser, const char *address, Seen *out)
{
  page_send (self, browser, "GET", address, NULL, NULL, out);
}

/* With the hidden field that the page would have had. @fields: escaped already. */
void
page_post (PageFixture *self, const Browser *browser, const char *address, const char *fields,
           Seen *out)
{
  g_autofree char *token = pt_session_form_token (browser->secret);
  g_autofree char *body = g_strdup_printf (PT_SESSION_FORM_FIELD "=%s&%s", token, fields);

  page_send (self, browser, "POST", address, body, NULL, out);
}

/* What a visitor has before anybody knows who it is. */
void
page_arrive (PageFixture *self, Browser *out)
{
  g_auto (Seen) seen = { 0 };
  const char *value;

  page_look (self, NULL, "/sign-in", &seen);
  g_assert_nonnull (seen.cookie);
  out->cookie = g_strndup (seen.cookie, strcspn (seen.cookie, ";"));
  value = strchr (out->cookie, '=') + 1;
  out->secret = g_strdup (value);
}

void
page_try_code (PageFixture *self, const PtInvite *invite, const char *code, Seen *out)
{
  g_auto (Browser) visitor = { 0 };
  g_autofree char *address = g_strdup_printf ("/join/%s", invite->invite);
  g_autofree char *fields = g_strdup_printf ("name=Fatima&code=%s", code);

  page_arrive (self, &visitor);
  page_post (self, &visitor, address, fields, out);
}

void
page_sign_in (PageFixture *self, const char *role, Browser *out)
{
  g_autofree char *code = NULL;
  g_autoptr (PtInvite)
      invite = hub_fixture_invite (self->hub.folder, laptop_logbook (self->an), role, &code);
  g_auto (Seen) seen = { 0 };

  page_try_code (self, invite, code, &seen);
  g_assert_cmpuint (seen.status, ==, 303);
  out->cookie = g_strndup (seen.cookie, strcspn (seen.cookie, ";"));
  out->secret = g_strdup (strchr (out->cookie, '=') + 1);
}

char *
page_address (PageFixture *self, const char *format, ...)
{
  g_autofree char *rest = NULL;
  va_list args;

  va_start (args, format);
  rest = g_strdup_vprintf (format, args);
  va_end (args);
  return g_strdup_printf ("/l/%s/%s", laptop_logbook (self->an), rest);
}

char *
laptop_add (Laptop *laptop, const char *kind, const char *const *fields)
{
  g_autoptr (PtEdit) edit = pt_edit_new (laptop->world, kind, NULL);
  g_autoptr (PtRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; fields[i] != NULL; i += 2)
    if (strcmp (fields[i + 1], "TRUE") == 0)
      pt_edit_set_bool (edit, fields[i], true);
    else
      pt_edit_set_text (edit, fields[i], fields[i + 1]);
  record = pt_store_save (laptop->store, edit, &error);
  g_assert_no_error (error);
  return g_strdup (edit->id);
}
