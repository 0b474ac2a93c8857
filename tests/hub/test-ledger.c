/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ledger keeps what was appended, in order, through a torn last line, and refuses to go on when
 * a line before the last one is not what it was. */
#include "hub-fixture.h"
#include "pt-json.h"
#include "pt-ledger.h"
#include "test-home.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  PtHub hub;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  test_home_clean ();
  self->hub = (PtHub){ .world = pt_world_system (),
                       .folder = g_build_filename (g_get_user_data_dir (), "hub", NULL) };
  self->path = g_build_filename (self->hub.folder, PT_LEDGER_FILE, NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->hub.folder, 0700), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->hub.folder);
  g_free (self->path);
}

static void
append (Fixture *self, const char *what)
{
  g_autoptr (GError) error = NULL;
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "what", what);
  pt_ledger_append (&self->hub, "test", line, &error);
  g_assert_no_error (error);
}

static gboolean
collect (JsonObject *line, gpointer data, GError **error)
{
  g_assert_cmpstr (pt_json_text_or (line, "kind", NULL), ==, "test");
  g_string_append (data, pt_json_text_or (line, "what", "?"));
  g_string_append_c (data, ' ');
  return TRUE;
}

static void
assert_lines (Fixture *self, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  pt_ledger_read (&self->hub, collect, found, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
read_file (Fixture *self, char **text, gsize *length)
{
  g_assert_true (g_file_get_contents (self->path, text, length, NULL));
}

static void
write_file (Fixture *self, const char *text, gsize length)
{
  g_assert_true (g_file_set_contents (self->path, text, (gssize)length, NULL));
}

static void
test_order (Fixture *self, gconstpointer data)
{
  GStatBuf info;

  g_test_summary ("Lines come back in the order of appending, from a file of the owner alone");
  assert_lines (self, "");
  append (self, "one");
  append (self, "two \"quoted\"");
  append (self, "three");

  assert_lines (self, "one two \"quoted\" three ");
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_torn_line (Fixture *self, gconstpointer data)
{
  gsize whole, length;
  g_autofree char *first = NULL, *text = NULL;

  g_test_summary ("A last line that was cut anywhere is left out with a warning, and replaced");
  append (self, "one");
  read_file (self, &first, &whole);
  append (self, "two");
  read_file (self, &text, &length);
  for (gsize cut = whole + 1; cut < length; cut++)
    {
      write_file (self, text, cut);
      g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*line=2: written half*");
      assert_lines (self, "one ");
      g_test_assert_expected_messages ();
    }
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*line=2: written half*");

  append (self, "three");

  g_test_assert_expected_messages ();
  assert_lines (self, "one three ");
}

static void
test_zeros (Fixture *self, gconstpointer data)
{
  gsize length;
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;

  g_test_summary ("A last line whose bytes did not reach the disk is a torn one too");
  append (self, "one");
  read_file (self, &text, &length);
  longer = g_malloc0 (length + 100);
  memcpy (longer, text, length);
  write_file (self, longer, length + 100);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*line=2: written half*");

  assert_lines (self, "one ");

  g_test_assert_expected_messages ();
}

static void
assert_broken (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  JsonObject *line = json_object_new ();

  g_assert_false (pt_ledger_read (&self->hub, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "Line 2"));
  g_clear_error (&error);
  g_assert_false (pt_ledger_append (&self->hub, "test", line, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_broken_chain (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *without = NULL;
  gsize length;

  g_test_summary ("A changed or removed line is an error that names the line");
  append (self, "one");
  append (self, "two");
  append (self, "three");
  append (self, "four");
  read_file (self, &text, &length);
  lines = g_strsplit (text, "\n", -1);
  without = g_strjoin ("\n", lines[0], lines[2], lines[3], "", NULL);
  *g_strstr_len (text, (gssize)length, "two") = 'T';

  write_file (self, text, length);
  assert_broken (self);
  write_file (self, without, strlen (without));
  assert_broken (self);
}

#define N_WRITERS 4
#define N_LINES 20

static gpointer
write_lines (gpointer data)
{
  for (guint i = 0; i < N_LINES; i++)
    append (data, "x");
  return NULL;
}

static void
test_writers (Fixture *self, gconstpointer data)
{
  GThread *threads[N_WRITERS];
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_test_summary ("Writers at the same time make one chain");
  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new (NULL, write_lines, self);
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);

  pt_ledger_read (&self->hub, collect, found, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2 * N_WRITERS * N_LINES);
}

static void
test_start (HubFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, PT_LEDGER_FILE, NULL);
  static const char text[] = "{\"sum\":\"nothing\"}\n{\"sum\":\"nothing\"}\n";

  g_test_summary ("A hub with a broken ledger does not start, and says why");
  hub_fixture_stop (self);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  self->hub = pt_hub_open (self->folder, pt_world_system (), &error);
  g_assert_no_error (error);

  self->server = pt_server_start (self->hub, "127.0.0.1:0", WAIT_S, &error);

  g_assert_null (self->server);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);

#define ADD(path, test) g_test_add ("/ledger/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("order", test_order);
  ADD ("torn-line", test_torn_line);
  ADD ("zeros", test_zeros);
  ADD ("broken-chain", test_broken_chain);
  ADD ("writers", test_writers);
  g_test_add ("/ledger/start", HubFixture, NULL, hub_fixture_set_up, test_start,
              hub_fixture_tear_down);
  return test_home_run ();
}
