/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a browser stays signed in, and what a cookie that nobody got opens: nothing, and without a
 * word about what is there. Claim: sessions end after thirty days without use and after half a year in
 * any case; from then on nothing is shown and nothing is written. */
#include "page-fixture.h"

#include "test-home.h"

#include <string.h>

#define DAY_US ((int64_t)24 * 3600 * PT_USEC_PER_SECOND)

typedef struct
{
  PageFixture page;
  int64_t leap; /* added to the hub's clock */
  PtWorld *real;
  PtWorld shifted;
} Fixture;

static int64_t
shifted_now (PtWorld *world)
{
  Fixture *self = world->data;

  return self->real->now (self->real) + self->leap;
}

static void
shifted_fill (PtWorld *world, void *bytes, size_t size)
{
  Fixture *self = world->data;

  self->real->fill (self->real, bytes, size);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  page_fixture_set_up (&self->page, NULL);
  self->real = self->page.hub.hub->world;
  self->shifted = (PtWorld){
    .now = shifted_now, .offset = self->real->offset, .fill = shifted_fill, .data = self
  };
  self->page.hub.hub->world = &self->shifted;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  self->page.hub.hub->world = self->real;
  page_fixture_tear_down (&self->page, NULL);
}

static gboolean
is_in (Fixture *self, const Browser *browser, int64_t day)
{
  g_autofree char *home = page_address (&self->page, "%s", "");
  g_auto (Seen) seen = { 0 };

  self->leap = day * DAY_US;
  page_look (&self->page, browser, home, &seen);
  if (seen.status == 200)
    return TRUE;
  g_assert_cmpuint (seen.status, ==, 303);
  g_assert_cmpstr (seen.location, ==, "/sign-in");
  return FALSE;
}

static void
test_idle (Fixture *self, gconstpointer data)
{
  g_autofree char *note = page_address (&self->page, "%s", "note");
  g_auto (Browser) an = { 0 };
  g_auto (Seen) late = { 0 };
  g_autoptr (PtSyncReport) report = NULL;

  page_sign_in (&self->page, "member", &an);
  g_assert_true (is_in (self, &an, 29));
  g_assert_true (is_in (self, &an, 58)); /* thirty days from the last time */
  g_assert_false (is_in (self, &an, 89));
  page_post (&self->page, &an, note, "body=Too+late", &late);
  report = laptop_sync (self->page.an);

  g_assert_cmpuint (late.status, ==, 303);
  g_assert_cmpstr (late.location, ==, "/sign-in");
  g_assert_cmpuint (report->pulled, ==, 0);
  g_assert_false (is_in (self, &an, 90)); /* asking does not bring it back */
}

static void
test_longest (Fixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };

  page_sign_in (&self->page, "coordinator", &an);
  for (int day = 0; day < 180; day += 20)
    g_assert_true (is_in (self, &an, day));
  g_assert_true (is_in (self, &an, 179));
  g_assert_false (is_in (self, &an, 181));
}

/* A clock that goes back lets nobody in who was out, and nobody out who was in. */
static void
test_clock_back (Fixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };

  page_sign_in (&self->page, "member", &an);
  g_assert_true (is_in (self, &an, 20));
  g_assert_true (is_in (self, &an, -3));
}

static void
test_garbled (Fixture *self, gconstpointer data)
{
  g_auto (Browser) an = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *upper = NULL;
  g_autofree char *again = NULL;

  page_sign_in (&self->page, "coordinator", &an);
  name = g_strndup (an.cookie, strcspn (an.cookie, "="));
  upper = g_ascii_strup (an.secret, -1);
  again = g_strconcat (an.secret, an.secret, NULL);
  char *cookies[] = { g_strdup_printf ("%s=", name),
                      g_strdup_printf ("%s", name),
                      g_strdup_printf ("%s=%s", name, upper),
                      g_strdup_printf ("%s=%s", name, again),
                      g_strdup_printf ("%s=%.63s", name, an.secret),
                      g_strdup_printf ("%s=%.63sg", name, an.secret),
                      g_strdup_printf ("%s=\"%s\"", name, an.secret),
                      g_strdup_printf ("%s=%%%02x%s", name, an.secret[0], an.secret + 1),
                      g_strdup_printf ("%s=' OR 1=1 --", name),
                      g_strdup_printf ("%s=\xff\xfe", name),
                      g_strdup_printf ("%s=%s", name + strlen ("__Host-"), an.secret),
                      g_strdup_printf ("__Host-pt-=%s", an.secret),
                      g_strdup_printf ("__Host-pt-%s=%s", "01890000-0000-7000-8000-000000000000",
                                       an.secret),
                      g_strdup (";;;=;=;"),
                      g_strnfill (8000, 'a') };

  for (guint i = 0; i < G_N_ELEMENTS (cookies); i++)
    {
      const Browser thief = { .cookie = cookies[i], .secret = an.secret };

      g_test_message ("cookie %u", i);
      g_assert_false (is_in (self, &thief, 0));
      g_free (cookies[i]);
    }
  g_assert_true (is_in (self, &an, 0));
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
#define ADD(path, function)                                                                        \
  g_test_add ("/hub/sessions/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("idle", test_idle);
  ADD ("longest", test_longest);
  ADD ("clock-back", test_clock_back);
  ADD ("garbled", test_garbled);
  return test_home_run ();
}
