/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub as a program that is killed: after it committed but before it answered, and at any moment.
 * Whatever it acknowledged is there afterwards, once. */
#include "hub-fixture.h"
#include "postgres-fixture.h"
#include "test-home.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define ROUNDS 6
#define ENTRIES_PER_ROUND 150
#define LONGEST_DELAY_US 120000

typedef struct
{
  char *folder;
  char *listen; /* the same in every life */
  GSubprocess *process;
} Fixture;

/* A test that fails leaves no hub behind. */
static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
serve (Fixture *self)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  static const char said[] = "listening on https://";

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PT_HUB"), "serve",
                                               self->folder, "--listen", self->listen, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, said));
  g_free (self->listen);
  self->listen = g_strdup (line + strlen (said));
}

static void
kill_hub (Fixture *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  test_home_clean ();
  self->folder = g_build_filename (g_get_user_data_dir (), "hub", NULL);
  self->listen = g_strdup ("127.0.0.1:0");
  test_hub_init (self->folder, pt_world_system ());
  serve (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->process != NULL)
    kill_hub (self);
  g_free (self->folder);
  g_free (self->listen);
}

/* Lets a push arrive and be committed, and takes its answer away together with the hub. */
static gboolean
kill_after_push_cb (const PtRequest *request, const PtResponse *response, gpointer data,
                    GError **error)
{
  Fixture *self = data;

  if (self->process == NULL || strstr (request->path, "/push") == NULL)
    return TRUE;
  g_assert_cmpuint (response->status, ==, 200);
  kill_hub (self);
  g_propagate_error (error, pt_sync_error_new (PT_SYNC_ERROR_HUB_SILENT));
  return FALSE;
}

static guint
count_entries (Laptop *laptop)
{
  PtQuery query = { .kind = "entry" };

  return (guint)pt_store_count (laptop->store, &query, NULL);
}

static void
test_after_commit (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = NULL;
  g_autofree char *on_a = NULL;
  g_autofree char *on_b = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtSyncReport) none = NULL;

  g_test_summary ("Killed between commit and reply: the op is sent again and is there once.");
  for (guint i = 0; i < 20; i++)
    g_free (laptop_add_entry (a, "Title", "Body"));
  laptop_watch_wire (a, kill_after_push_cb, self);
  none = laptop_try_sync (a, &error);
  g_assert_error (error, PT_SYNC_ERROR, PT_SYNC_ERROR_HUB_SILENT);
  g_assert_cmpint (pt_store_count_pending (a->store), ==, 21);

  serve (self);
  {
    g_autoptr (PtHubLink) link = pt_store_get_hub (a->store);

    g_object_unref (a->transport);
    a->transport = pt_curl_transport_new (link->url, link->pin);
  }
  laptop_sync_all (a, NULL);
  b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  laptop_sync_all (b, NULL);

  on_a = laptop_dup_everything (a);
  on_b = laptop_dup_everything (b);
  g_assert_cmpstr (on_a, ==, on_b);
  g_assert_cmpuint (count_entries (b), ==, 20);
  g_assert_cmpint (pt_store_count_conflicts (b->store), ==, 0);
}

static gpointer
kill_thread (gpointer data)
{
  Fixture *self = data;

  g_usleep ((gulong)g_random_int_range (0, LONGEST_DELAY_US));
  g_subprocess_send_signal (self->process, SIGKILL);
  return NULL;
}

static void
test_any_moment (Fixture *self, gconstpointer data)
{
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autoptr (Laptop) b = NULL;
  g_autofree char *on_a = NULL;
  g_autofree char *on_b = NULL;
  guint32 seed = g_random_int ();

  g_test_summary ("Killed at any moment of an errand: nothing lost, nothing double.");
  g_test_message ("seed %u", seed);
  g_random_set_seed (seed);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (PtSyncReport) report = NULL;
      GThread *thread;

      for (guint i = 0; i < ENTRIES_PER_ROUND; i++)
        g_free (laptop_add_entry (a, "Title", "Body"));
      thread = g_thread_new ("kill", kill_thread, self);
      report = laptop_try_sync (a, NULL);
      g_thread_join (thread);
      g_subprocess_wait (self->process, NULL, NULL);
      g_clear_object (&self->process);
      serve (self);
    }
  laptop_sync_all (a, NULL);
  b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  laptop_sync_all (b, NULL);

  on_a = laptop_dup_everything (a);
  on_b = laptop_dup_everything (b);
  g_assert_cmpstr (on_a, ==, on_b);
  g_assert_cmpuint (count_entries (b), ==, ROUNDS * ENTRIES_PER_ROUND);
  g_assert_cmpint (pt_store_count_pending (a->store), ==, 0);
}

static void
run (const char *const *arguments, int expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected);
}

static void
test_graceful (Fixture *self, gconstpointer data)
{
  static const int numbers[] = { SIGTERM, SIGINT };

  g_test_summary ("A hub that is asked to stop exits 0.");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (self->process == NULL)
        serve (self);
      g_subprocess_send_signal (self->process, numbers[i]);
      g_subprocess_wait (self->process, NULL, NULL);
      g_assert_true (g_subprocess_get_if_exited (self->process));
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
      g_clear_object (&self->process);
    }
}

/* Several of the hub's threads open the journal, one after the other. */
static void
knock_often (Laptop *laptop)
{
  g_autoptr (PtHubLink) link = pt_store_get_hub (laptop->store);

  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (PtTransport) transport = pt_curl_transport_new (link->url, link->pin);
      PtRequest request = { .method = "GET", .path = "/healthz" };
      g_autoptr (PtResponse) response = pt_transport_send (transport, &request, NULL, NULL);

      g_assert_nonnull (response);
    }
}

static void
test_invite_while_serving (Fixture *self, gconstpointer data)
{
  const char *invite[] = {
    g_getenv ("PT_HUB"), "invite", self->folder, "--new-logbook", "--name", "An", NULL
  };
  g_autoptr (Laptop) a = laptop_found ("a", self->folder);
  g_autofree char *id = NULL;
  g_autoptr (Laptop) b = NULL;

  g_test_summary ("Another process that opens and closes the journal takes nothing away: the WAL "
                  "of the hub that serves was once removed by it.");
  knock_often (a);
  run (invite, 0);
  id = laptop_add_entry (a, "After the invite", "Body");
  laptop_sync_all (a, NULL);
  kill_hub (self);
  serve (self);

  b = laptop_join ("b", self->folder, laptop_logbook (a), "member");
  laptop_sync_all (b, NULL);

  g_assert_true (pt_store_has_record (b->store, id));
}

static void
test_usage (Fixture *self, gconstpointer data)
{
  const char *hub = g_getenv ("PT_HUB");
  const char *dir = self->folder;
  const struct
  {
    const char *arguments[10];
    int status;
  } cases[] = {
    { { hub, "--help" }, 0 },
    { { hub }, 2 },
    { { hub, "fly", dir }, 2 },
    { { hub, "serve", dir, "--wings" }, 2 },
    { { hub, "init", dir }, 1 }, /* is there already */
    { { hub, "serve", "/nonexistent/hub" }, 1 },
    { { hub, "serve", dir, "--listen", "nowhere" }, 1 },
    { { hub, "invite", dir }, 2 },
    { { hub, "invite", dir, "--new-logbook" }, 2 },
    { { hub, "invite", dir, "--new-logbook", "--name", "An" }, 0 },
    { { hub, "invite", dir, "--logbook", "x", "--role", "member", "--name", "An" }, 2 },
    { { hub, "invite", dir, "--logbook", "01890000-0000-7000-8000-000000000001", "--role=wizard",
        "--name=An" },
      2 },
    { { hub, "invite", dir, "--logbook", "01890000-0000-7000-8000-000000000001", "--role=member",
        "--name=An" },
      1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      run (cases[i].arguments, cases[i].status);
    }
}

static void
test_one_server (Fixture *self, gconstpointer data)
{
  const char *again[] = { g_getenv ("PT_HUB"), "serve", self->folder, NULL };

  g_test_summary ("A folder with its own database is served once; several may on PostgreSQL.");
  if (!postgres_fixture_is_wanted ())
    run (again, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  ADD ("/crash/after-commit", test_after_commit);
  ADD ("/crash/any-moment", test_any_moment);
  ADD ("/crash/invite-while-serving", test_invite_while_serving);
  ADD ("/program/graceful", test_graceful);
  ADD ("/program/usage", test_usage);
  ADD ("/program/one-server", test_one_server);
  return test_home_run ();
}
