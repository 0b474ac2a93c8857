/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See hub-put-back.h. */
#include "hub-put-back.h"

#include "postgres-fixture.h"
#include "pt-witness.h"

static void
run (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static char *
copy_path (HubFixture *self)
{
  return g_strconcat (self->folder, "-copy", NULL);
}

static void
keep_copy (HubFixture *self, gpointer data)
{
  g_autofree char *copy = copy_path (self);

  run ((const char *[]){ "rm", "-rf", copy, NULL });
  run ((const char *[]){ "cp", "-r", self->folder, copy, NULL });
  if (postgres_fixture_is_wanted ())
    postgres_fixture_keep ();
}

static void
put_back_database (HubFixture *self, gpointer data)
{
  g_autofree char *copy = copy_path (self);
  g_autofree char *database = g_build_filename (copy, "hub.db", NULL);
  g_autofree char *stale_wal = g_build_filename (self->folder, "hub.db-wal", NULL);

  if (postgres_fixture_is_wanted ())
    {
      postgres_fixture_put_back ();
      return;
    }
  run ((const char *[]){ "rm", "-f", stale_wal, NULL });
  run ((const char *[]){ "cp", database, self->folder, NULL });
}

/* The ledger is no part of a backup: it stays. What the hub could notice by is lost. */
static void
put_back (HubFixture *self, gpointer data)
{
  g_autofree char *witness = g_build_filename (self->folder, PT_WITNESS_FOLDER, NULL);

  put_back_database (self, data);
  run ((const char *[]){ "rm", "-rf", witness, NULL });
}

void
hub_while_stopped (HubFixture *self, void (*work) (HubFixture *self, gpointer data), gpointer data)
{
  g_autofree char *url = g_strdup (pt_server_get_url (self->server));
  g_autoptr (GError) error = NULL;

  hub_fixture_stop (self);
  work (self, data);
  self->hub = pt_hub_open (self->folder, pt_world_system (), &error);
  g_assert_no_error (error);
  self->server = pt_server_start (self->hub, url + strlen ("https://"), WAIT_S, &error);
  g_assert_no_error (error);
}

void
hub_keep_copy (HubFixture *self)
{
  hub_while_stopped (self, keep_copy, NULL);
}

void
hub_put_back (HubFixture *self)
{
  hub_while_stopped (self, put_back, NULL);
}

void
hub_put_back_database (HubFixture *self)
{
  hub_while_stopped (self, put_back_database, NULL);
}
