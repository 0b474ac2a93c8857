/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract of PtJournal: the same questions to both databases, with the same answers. And what
 * only PostgreSQL can show: several writers, connections that are lost, news between processes. */
#include "postgres-fixture.h"
#include "pt-hub-migrate.h"
#include "pt-id.h"
#include "pt-json.h"
#include "pt-news.h"
#include "pt-wire.h"
#include "test-home.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <string.h>

#define START (1772323200 * PT_USEC_PER_SECOND) /* 2026-03-01 */
#define LOGBOOK "01890000-0000-7000-8000-000000000001"
#define OTHER "01890000-0000-7000-8000-000000000002"
#define NOBODY "01890000-0000-7000-8000-00000000ffff"
#define RECORD "01890000-0000-7000-8000-0000000b%04u"
#define PATIENCE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  PtWorld *world;
  char *path; /* of the SQLite file */
  char *url;  /* of the PostgreSQL database; NULL = SQLite */
  PtJournal *journal;
} Fixture;

static PtJournal *
open_journal (const Fixture *self, gboolean create)
{
  g_autoptr (GError) error = NULL;
  PtJournal *journal = self->url != NULL ? pt_journal_postgres_open (self->url, create, &error)
                                         : pt_journal_sqlite_open (self->path, create, &error);

  g_assert_no_error (error);
  return journal;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const PtJournalOps *ops;

  test_home_clean ();
  self->world = pt_world_new_seeded (1, START);
  self->path = g_build_filename (g_get_user_data_dir (), "hub.db", NULL);
  self->url = data != NULL ? postgres_fixture_new_database () : NULL;
  self->journal = open_journal (self, TRUE);
  ops = self->journal->ops;
  ops->begin (self->journal, NULL, &error);
  ops->set_hub (self->journal, "the hub", "Proeftuinen", START, &error);
  ops->add_logbook (self->journal, LOGBOOK, "epoch", START, &error);
  ops->add_logbook (self->journal, OTHER, "epoch", START, &error);
  ops->commit (self->journal, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  pt_journal_free (self->journal);
  pt_world_free (self->world);
  g_free (self->path);
  g_free (self->url);
}

static void
begin (PtJournal *journal, const char *logbook)
{
  g_autoptr (GError) error = NULL;

  journal->ops->begin (journal, logbook, &error);
  g_assert_no_error (error);
}

static void
commit (PtJournal *journal)
{
  g_autoptr (GError) error = NULL;

  journal->ops->commit (journal, &error);
  g_assert_no_error (error);
}

static PtHead *
get_head (PtJournal *journal, const char *logbook)
{
  g_autoptr (GError) error = NULL;
  PtHead *head = NULL;

  journal->ops->get_head (journal, logbook, &head, &error);
  g_assert_no_error (error);
  return head;
}

/* ── Both databases ── */

static void
test_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  self->journal->ops->get_hub (self->journal, &id, &name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "the hub");
  g_assert_cmpstr (name, ==, "Proeftuinen");
}

static void
test_access (Fixture *self, gconstpointer data)
{
  const PtJournalOps *ops = self->journal->ops;
  PtMember member = {
    .id = (char *)NOBODY, .name = (char *)"Ànn", .role = (char *)"member", .active = TRUE
  };
  PtCaller caller = { .device = (char *)OTHER,
                      .logbook = (char *)LOGBOOK,
                      .member = (char *)NOBODY };
  PtHash token = { { 1, 2, 0, 255 } }, unknown = { { 9 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtCaller) found = NULL;
  g_autoptr (PtCaller) none = NULL;
  g_autoptr (PtHead) head = NULL;

  begin (self->journal, NULL);
  ops->set_member (self->journal, LOGBOOK, &member, &error);
  ops->set_member (self->journal, LOGBOOK, &member, &error);
  ops->add_device (self->journal, &caller, &token, "laptop", NULL, START, &error);
  commit (self->journal);
  ops->find_caller (self->journal, &token, &found, &error);
  ops->find_caller (self->journal, &unknown, &none, &error);
  head = get_head (self->journal, LOGBOOK);

  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_cmpstr (found->device, ==, OTHER);
  g_assert_cmpstr (found->logbook, ==, LOGBOOK);
  g_assert_cmpstr (found->name, ==, "Ànn");
  g_assert_true (found->active);
  g_assert_cmpint (head->members, ==, 2);
}

static void
test_invites (Fixture *self, gconstpointer data)
{
  const PtJournalOps *ops = self->journal->ops;
  PtInvitation made = { .id = (char *)NOBODY,
                        .role = (char *)"coordinator",
                        .name = (char *)"An",
                        .code = (char *)"code",
                        .expires_at = START };
  g_autoptr (GError) error = NULL;
  g_autoptr (PtInvitation) fresh = NULL;
  g_autoptr (PtInvitation) spent = NULL;
  g_autoptr (PtInvitation) none = NULL;

  begin (self->journal, NULL);
  ops->add_invite (self->journal, &made, &error);
  ops->find_invite (self->journal, NOBODY, &fresh, &error);
  ops->set_tries (self->journal, NOBODY, 3, &error);
  ops->spend_invite (self->journal, NOBODY, START, &error);
  commit (self->journal);
  ops->find_invite (self->journal, NOBODY, &spent, &error);
  ops->find_invite (self->journal, OTHER, &none, &error);

  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_true (fresh->logbook == NULL && !fresh->used && fresh->tries == 0);
  g_assert_true (spent->used && spent->tries == 3);
  g_assert_cmpint (spent->expires_at, ==, START);
}

static PtHubRecord *
make_record (guint number, int64_t seq)
{
  PtHubRecord *record = g_new0 (PtHubRecord, 1);

  record->id = g_strdup_printf (RECORD, number);
  record->kind = g_strdup ("entry");
  record->seq = seq;
  record->no = number;
  record->member = g_strdup (NOBODY);
  record->device = g_strdup (NOBODY);
  record->made_at = START;
  record->state = pt_state_new ();
  return record;
}

static void
write_records (PtJournal *journal, guint n)
{
  g_autoptr (GError) error = NULL;

  begin (journal, LOGBOOK);
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (PtHubRecord) record = make_record (i, i);

      journal->ops->set_record (journal, LOGBOOK, record, &error);
      g_assert_no_error (error);
    }
  commit (journal);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int64_t after;
    guint max, n;
    int64_t last;
    gboolean more;
  } cases[] = { { 0, 10, 10, 10, TRUE },     { 0, 300, 300, 300, FALSE },
                { 290, 10, 10, 300, FALSE }, { 299, 10, 1, 300, FALSE },
                { 300, 10, 0, 0, FALSE },    { 0, 299, 299, 299, TRUE } };

  write_records (self->journal, 300);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) json = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      PtFeedPage page = { .json = json, .max_records = cases[i].max, .max_bytes = G_MAXINT };

      g_test_message ("case %u", i);
      self->journal->ops->begin_read (self->journal, &error);
      self->journal->ops->read_page (self->journal, LOGBOOK, cases[i].after, &page, &error);
      self->journal->ops->rollback (self->journal);
      g_assert_no_error (error);
      g_assert_cmpuint (page.n_records, ==, cases[i].n);
      g_assert_cmpint (page.last_seq, ==, cases[i].last);
      g_assert_cmpint (page.more, ==, cases[i].more);
    }
}

static void
test_numbers (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *logbook, *kind;
    int64_t wanted, expected;
  } cases[] = {
    { LOGBOOK, "entry", 0, 1 },    { LOGBOOK, "entry", 0, 2 },          { LOGBOOK, "entry", 7, 7 },
    { LOGBOOK, "entry", 3, 8 },    { LOGBOOK, "entry", G_MAXINT64, 9 }, { OTHER, "entry", 0, 1 },
    { LOGBOOK, "question", 4, 4 }, { LOGBOOK, "question", 4, 5 },
  };
  g_autoptr (GError) error = NULL;

  begin (self->journal, LOGBOOK);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int64_t no = 0;

      self->journal->ops->next_no (self->journal, cases[i].logbook, cases[i].kind, cases[i].wanted,
                                   &no, &error);
      g_assert_no_error (error);
      g_assert_cmpint (no, ==, cases[i].expected);
    }
  commit (self->journal);
}

static void
test_rollback (Fixture *self, gconstpointer data)
{
  const PtJournalOps *ops = self->journal->ops;
  g_autoptr (PtHubRecord) record = make_record (1, 1);
  g_autoptr (PtHubRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  begin (self->journal, LOGBOOK);
  ops->set_record (self->journal, LOGBOOK, record, &error);
  ops->rollback (self->journal);
  ops->rollback (self->journal);
  ops->get_record (self->journal, LOGBOOK, record->id, &found, &error);

  g_assert_no_error (error);
  g_assert_null (found);
}

static void
test_failure (Fixture *self, gconstpointer data)
{
  const PtJournalOps *ops = self->journal->ops;
  g_autoptr (GError) error = NULL;
  gboolean good;

  g_test_summary ("A write that fails is told at the latest by the commit, and the journal goes on "
                  "afterwards.");
  begin (self->journal, NULL);
  good = ops->add_logbook (self->journal, LOGBOOK, "again", START, &error)
         && ops->commit (self->journal, &error);
  ops->rollback (self->journal);
  g_assert_false (good);
  g_assert_nonnull (error);
  g_clear_error (&error);

  begin (self->journal, NULL);
  ops->add_logbook (self->journal, NOBODY, "epoch", START, &error);
  commit (self->journal);
  g_assert_no_error (error);
}

static void
test_files (Fixture *self, gconstpointer data)
{
  const PtJournalOps *ops = self->journal->ops;
  PtHash hash = { { 0, 1, '\\', '\n', 255 } };
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  gboolean before, after;

  begin (self->journal, LOGBOOK);
  ops->name_file (self->journal, LOGBOOK, &hash, NOBODY, &error);
  ops->name_file (self->journal, LOGBOOK, &hash, NOBODY, &error);
  ops->is_file_stored (self->journal, LOGBOOK, &hash, &before, &error);
  ops->set_file_stored (self->journal, LOGBOOK, &hash, 12, START, &error);
  ops->set_file_stored (self->journal, LOGBOOK, &hash, 12, START, &error);
  commit (self->journal);
  ops->is_file_stored (self->journal, LOGBOOK, &hash, &after, &error);
  ops->list_file_records (self->journal, LOGBOOK, &hash, &records, &error);
  ops->list_file_records (self->journal, OTHER, &hash, &none, &error);

  g_assert_no_error (error);
  g_assert_true (!before && after);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

/* ── Several writers ── */

#define WRITERS 4
#define TURNS 25

typedef struct
{
  const Fixture *fixture;
  const char *logbook;
} Writer;

static gpointer
write_thread (gpointer data)
{
  const Writer *self = data;
  g_autoptr (PtJournal) journal = open_journal (self->fixture, FALSE);

  for (guint i = 0; i < TURNS; i++)
    {
      g_autoptr (PtHead) head = NULL;
      g_autoptr (GError) error = NULL;

      begin (journal, self->logbook);
      head = get_head (journal, self->logbook);
      pt_head_advance (head, NOBODY);
      journal->ops->add_link (journal, self->logbook, head->seq, &head->chain, &error);
      journal->ops->set_head (journal, self->logbook, head, &error);
      g_assert_no_error (error);
      commit (journal);
    }
  return NULL;
}

static void
test_gapless (Fixture *self, gconstpointer data)
{
  Writer writers[2] = { { self, LOGBOOK }, { self, OTHER } };
  GThread *threads[2 * WRITERS];

  g_test_summary ("Connections that write two logbooks at once leave no gap and no double number: "
                  "the chain fits at every link.");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_thread, &writers[i % 2]);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      g_autoptr (PtHead) head = get_head (self->journal, writers[i].logbook);
      PtHead again = { 0 };
      PtHash link;
      gboolean found;

      g_assert_cmpint (head->seq, ==, WRITERS * TURNS);
      for (int64_t seq = 1; seq <= head->seq; seq++)
        {
          pt_head_advance (&again, NOBODY);
          self->journal->ops->get_link (self->journal, writers[i].logbook, seq, &link, &found,
                                        NULL);
          g_assert_true (found);
          g_assert_cmpmem (link.bytes, PT_HASH_SIZE, again.chain.bytes, PT_HASH_SIZE);
        }
    }
}

static gpointer
read_head_thread (gpointer data)
{
  const Writer *self = data;
  g_autoptr (PtJournal) journal = open_journal (self->fixture, FALSE);
  PtHead *head;

  begin (journal, self->logbook);
  head = get_head (journal, self->logbook);
  commit (journal);
  return head;
}

static void
test_turns (Fixture *self, gconstpointer data)
{
  Writer same = { self, LOGBOOK }, other = { self, OTHER };
  g_autoptr (PtHead) head = NULL;
  g_autoptr (PtHead) seen = NULL;
  g_autoptr (GError) error = NULL;
  GThread *waits, *goes;

  g_test_summary ("Who writes the same logbook waits for the turn and sees what was written in it; "
                  "who writes another one does not wait.");
  begin (self->journal, LOGBOOK);
  head = get_head (self->journal, LOGBOOK);
  goes = g_thread_new ("other", read_head_thread, &other);
  pt_head_free (g_thread_join (goes));
  waits = g_thread_new ("same", read_head_thread, &same);
  g_usleep (50000);
  pt_head_advance (head, NOBODY);
  self->journal->ops->set_head (self->journal, LOGBOOK, head, &error);
  g_assert_no_error (error);
  commit (self->journal);
  seen = g_thread_join (waits);

  g_assert_cmpint (seen->seq, ==, 1);
}

/* ── Only PostgreSQL ── */

static PGconn *
connect_beside (const Fixture *self)
{
  PGconn *conn = PQconnectdb (self->url);

  g_assert_cmpint (PQstatus (conn), ==, CONNECTION_OK);
  return conn;
}

static void
run (PGconn *conn, const char *sql)
{
  PGresult *result = PQexec (conn, sql);
  ExecStatusType status = PQresultStatus (result);

  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    g_error ("%s", PQresultErrorMessage (result));
  PQclear (result);
}

static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) away = NULL;
  g_autoptr (PtHead) before = get_head (self->journal, LOGBOOK);
  g_autoptr (PtHead) after = NULL;
  PtHead *none = NULL;
  gint64 deadline;

  g_test_summary ("In the middle of a transaction a lost server is an error; while it is away too; "
                  "the first question after it is back has its answer.");
  begin (self->journal, LOGBOOK);
  before->seq = 99;
  self->journal->ops->set_head (self->journal, LOGBOOK, before, &error);
  g_assert_no_error (error);
  postgres_fixture_kill ();
  g_assert_false (self->journal->ops->commit (self->journal, &error));
  g_assert_error (error, PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_AWAY);
  g_assert_false (self->journal->ops->get_head (self->journal, LOGBOOK, &none, &away));
  g_assert_error (away, PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_AWAY);

  postgres_fixture_start ();
  deadline = g_get_monotonic_time () + PATIENCE_US;
  while (after == NULL && g_get_monotonic_time () < deadline)
    self->journal->ops->get_head (self->journal, LOGBOOK, &after, NULL);
  g_assert_nonnull (after);
  g_assert_cmpint (after->seq, ==, 0);
}

static void
test_idle_lost (Fixture *self, gconstpointer data)
{
  PGconn *beside = connect_beside (self);
  g_autoptr (PtHead) before = get_head (self->journal, LOGBOOK);
  g_autoptr (PtHead) after = NULL;

  g_test_summary ("A connection that was lost while nobody asked costs no request.");
  run (beside, "SELECT pg_terminate_backend (pid, 60000) FROM pg_stat_activity"
               " WHERE datname = current_database () AND pid <> pg_backend_pid ()");
  after = get_head (self->journal, LOGBOOK);

  g_assert_nonnull (after);
  PQfinish (beside);
}

static int
ask_number (PGconn *beside, const char *sql)
{
  PGresult *rows = PQexec (beside, sql);
  int number = atoi (PQgetvalue (rows, 0, 0));

  PQclear (rows);
  return number;
}

/* Until somebody waits for what @beside has locked. */
static void
wait_for_waiter (PGconn *beside)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (ask_number (beside, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (10000);
    }
}

/* Returns whether it is the one that was ended. */
static gpointer
deadlock_thread (gpointer data)
{
  PGconn *beside = data;
  PGresult *rows;
  gboolean ended;

  wait_for_waiter (beside);
  rows = PQexec (beside, "SELECT * FROM logbook WHERE id = '" LOGBOOK "' FOR UPDATE");
  ended = PQresultStatus (rows) != PGRES_TUPLES_OK;
  PQclear (rows);
  run (beside, ended ? "ROLLBACK" : "COMMIT");
  return GINT_TO_POINTER (ended);
}

/* FALSE with an error: ours was ended. PostgreSQL ends the one that looks last, and on a busy machine that
 * may be the other. */
static gboolean
cross (Fixture *self, PGconn *beside, GError **error)
{
  g_autoptr (PtHead) head = NULL;
  GThread *thread;
  gboolean good;

  run (beside, "BEGIN");
  run (beside, "SELECT * FROM logbook WHERE id = '" OTHER "' FOR UPDATE");
  begin (self->journal, NULL);
  head = get_head (self->journal, LOGBOOK);
  self->journal->ops->set_head (self->journal, LOGBOOK, head, error);
  thread = g_thread_new ("beside", deadlock_thread, beside);
  good = self->journal->ops->set_head (self->journal, OTHER, head, error)
         && self->journal->ops->commit (self->journal, error);
  self->journal->ops->rollback (self->journal);
  g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)) == good);
  return good;
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  PGconn *beside = connect_beside (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHead) head = NULL;
  guint n_others = 0;

  g_test_summary ("Two transactions that wait for each other: the one that is ended says so, and "
                  "the same again succeeds.");
  while (cross (self, beside, &error))
    g_assert_cmpuint (++n_others, <, 20);
  g_assert_error (error, PT_JOURNAL_ERROR, PT_JOURNAL_ERROR_CONFLICT);
  g_clear_error (&error);

  begin (self->journal, NULL);
  head = get_head (self->journal, LOGBOOK);
  self->journal->ops->set_head (self->journal, OTHER, head, &error);
  g_assert_no_error (error);
  commit (self->journal);
  PQfinish (beside);
}

static void
order_erasure (Fixture *self, int64_t number)
{
  g_autoptr (PtErasure) order = pt_erasure_new (NOBODY, NULL, "Asked");
  g_autoptr (GError) error = NULL;

  order->number = number;
  order->member = g_strdup (NOBODY);
  begin (self->journal, LOGBOOK);
  self->journal->ops->add_erasure (self->journal, LOGBOOK, order, &error);
  g_assert_no_error (error);
  commit (self->journal);
}

static gpointer
purge_thread (gpointer data)
{
  g_autoptr (PtJournal) journal = open_journal (data, FALSE);
  g_autoptr (GError) error = NULL;

  journal->ops->purge (journal, &error);
  g_assert_no_error (error);
  return NULL;
}

static void
test_purge_meanwhile (Fixture *self, gconstpointer data)
{
  PGconn *beside = connect_beside (self);
  GThread *thread;

  g_test_summary (
      "What is erased while another process rewrites the tables is not taken for gone.");
  begin (self->journal, NULL);
  self->journal->ops->set_hub (self->journal, NOBODY, "Hub", 0, NULL);
  commit (self->journal);
  order_erasure (self, 1);
  run (beside, "BEGIN");
  run (beside, "LOCK TABLE file_stored IN ACCESS SHARE MODE");
  thread = g_thread_new ("purge", purge_thread, self);
  wait_for_waiter (beside);
  order_erasure (self, 2);
  run (beside, "COMMIT");
  g_thread_join (thread);

  g_assert_cmpint (ask_number (beside, "SELECT unpurged FROM hub"), >, 0);
  purge_thread (self);
  g_assert_cmpint (ask_number (beside, "SELECT unpurged FROM hub"), ==, 0);
  PQfinish (beside);
}

static void
test_no_samples (Fixture *self, gconstpointer data)
{
  PGconn *beside = connect_beside (self);

  g_test_summary ("The server's own statistics have no samples of what people wrote.");
  write_records (self->journal, 300);
  run (beside, "ANALYZE");

  g_assert_cmpint (ask_number (beside, "SELECT count (*) FROM pg_stats WHERE tablename = 'record'"),
                   >, 0);
  g_assert_cmpint (ask_number (beside, "SELECT count (*) FROM pg_stats WHERE tablename = 'record'"
                                       " AND attname = 'state'"),
                   ==, 0);
  g_assert_cmpint (ask_number (beside, "SELECT attstattarget FROM pg_attribute WHERE attname ="
                                       " 'body' AND attrelid = 'op'::regclass"),
                   ==, 0);
  PQfinish (beside);
}

static void
test_nested (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("Rows that are read may be left in the middle for another question.");
  begin (self->journal, NULL);
  self->journal->ops->list_logbooks (self->journal, &list, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    pt_head_free (get_head (self->journal, g_ptr_array_index (list, i)));
  commit (self->journal);
  g_assert_cmpuint (list->len, ==, 2);
}

typedef struct
{
  GMutex lock;
  GCond changed;
  guint ready; /* any may have news: it listens */
  char *heard;
} Ear;

static void
heard_cb (const char *logbook, gpointer data)
{
  Ear *self = data;

  g_mutex_lock (&self->lock);
  if (logbook == NULL)
    self->ready++;
  else
    {
      g_free (self->heard);
      self->heard = g_strdup (logbook);
    }
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
wait_for (Ear *self, guint ready, const char *logbook)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  g_mutex_lock (&self->lock);
  while (self->ready < ready || g_strcmp0 (self->heard, logbook) != 0)
    g_assert_true (g_cond_wait_until (&self->changed, &self->lock, deadline));
  g_mutex_unlock (&self->lock);
}

static void
test_news (Fixture *self, gconstpointer data)
{
  Ear ears[2] = { 0 };
  PtNews *news[2];

  g_test_summary ("What one process tells the others hear, and it does not hear itself; after the "
                  "server was away everything may be new.");
  for (guint i = 0; i < 2; i++)
    {
      news[i] = pt_news_start (self->url, self->world, heard_cb, &ears[i]);
      wait_for (&ears[i], 1, NULL);
    }
  pt_news_tell (news[0], LOGBOOK);
  wait_for (&ears[1], 1, LOGBOOK);
  g_assert_null (ears[0].heard);

  postgres_fixture_kill ();
  pt_news_tell (news[1], OTHER);
  postgres_fixture_start ();
  for (guint i = 0; i < 2; i++)
    wait_for (&ears[i], 2, i == 0 ? ears[0].heard : LOGBOOK);
  pt_news_tell (news[1], LOGBOOK);
  wait_for (&ears[0], 2, LOGBOOK);

  for (guint i = 0; i < 2; i++)
    {
      pt_news_stop (news[i]);
      g_free (ears[i].heard);
    }
}

/* ── The tables ── */

/* `table.column type null` of all, sorted; types in the words of PostgreSQL. */
static void
add_columns (const char *table, sqlite3 *db, GPtrArray *lines)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_info (\"%s\")", table);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gboolean must = sqlite3_column_int (stmt, 3) != 0 || sqlite3_column_int (stmt, 5) != 0;

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s.%s %s%s", table, sqlite3_column_text (stmt, 1),
                                        sqlite3_column_text (stmt, 2), must ? "" : " or nothing"));
    }
  sqlite3_finalize (stmt);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static char *
describe_sqlite (const char *path)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &stmt, NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    add_columns ((const char *)sqlite3_column_text (stmt, 0), db, lines);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return join_sorted (lines);
}

static char *
describe_postgres (const Fixture *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  PGconn *conn = connect_beside (self);
  PGresult *rows = PQexec (conn,
                           "SELECT table_name || '.' || column_name || ' ' || CASE data_type"
                           " WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' ELSE 'BLOB' END"
                           " || CASE is_nullable WHEN 'YES' THEN ' or nothing' ELSE '' END"
                           " FROM information_schema.columns WHERE table_schema = 'public'"
                           " AND table_name <> 'hub_version'");

  for (int i = 0; i < PQntuples (rows); i++)
    g_ptr_array_add (lines, g_strdup (PQgetvalue (rows, i, 0)));
  PQclear (rows);
  PQfinish (conn);
  return join_sorted (lines);
}

static void
test_tables (Fixture *self, gconstpointer data)
{
  g_autoptr (PtJournal) sqlite = pt_journal_sqlite_open (self->path, TRUE, NULL);
  g_autofree char *here = describe_sqlite (self->path);
  g_autofree char *there = describe_postgres (self);

  g_test_summary ("Both databases have the same tables, columns and kinds of value.");
  g_assert_cmpstr (here, ==, there);
}

static void
test_second_open (Fixture *self, gconstpointer data)
{
  g_autofree char *empty = postgres_fixture_new_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PtJournal) none = NULL;

  g_test_summary ("A database without a hub is not taken for one; a newer one is left alone.");
  none = pt_journal_postgres_open (empty, FALSE, &error);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  {
    PGconn *conn = connect_beside (self);

    run (conn, "UPDATE hub_version SET version = 99");
    PQfinish (conn);
  }
  none = pt_journal_postgres_open (self->url, TRUE, &error);
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NEWER);
}

static gpointer
create_thread (gpointer url)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtJournal) journal = pt_journal_postgres_open (url, TRUE, &error);

  g_assert_no_error (error);
  return NULL;
}

static void
test_create_at_once (Fixture *self, gconstpointer data)
{
  g_autofree char *url = postgres_fixture_new_database ();
  GThread *threads[4];

  g_test_summary ("Processes that start together make the tables once.");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("create", create_thread, url);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* ── From one to the other ── */

static void
test_migrate (Fixture *self, gconstpointer data)
{
  g_autofree char *url = postgres_fixture_new_database ();
  g_autoptr (PtJournal) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtHubRecord) record = make_record (301, 301);
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  PtInvitation odd = { .id = (char *)NOBODY,
                       .role = (char *)"member",
                       .name = (char *)"back\\slash\ttab\nline\r\v\f\b\\N é",
                       .code = (char *)"" };
  g_autoptr (PtInvitation) read = NULL;

  g_test_summary ("All rows come along, whatever they hold; numbers go on; nothing is copied over "
                  "something.");
  write_records (self->journal, 300);
  begin (self->journal, NULL);
  self->journal->ops->add_invite (self->journal, &odd, &error);
  commit (self->journal);
  pt_journal_copy_to_postgres (self->path, url, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  copy = pt_journal_postgres_open (url, FALSE, &error);

  for (guint i = 0; i < 2; i++)
    {
      PtJournal *journal = i == 0 ? self->journal : copy;
      PtFeedPage page = { .json = i == 0 ? before : after,
                          .max_records = 1000,
                          .max_bytes = G_MAXINT };

      journal->ops->read_page (journal, LOGBOOK, 0, &page, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpstr (before->str, ==, after->str);
  copy->ops->find_invite (copy, NOBODY, &read, &error);
  g_assert_cmpstr (read->name, ==, odd.name);
  begin (copy, LOGBOOK);
  copy->ops->set_record (copy, LOGBOOK, record, &error);
  commit (copy);
  g_assert_no_error (error);

  g_assert_false (pt_journal_copy_to_postgres (self->path, url, FALSE, NULL, NULL, &error));
  g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_EXISTS);
}

static char *
read_all_records (PtJournal *journal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  PtFeedPage page = { .json = text, .max_records = 1000, .max_bytes = G_MAXINT };

  journal->ops->read_page (journal, LOGBOOK, 0, &page, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_brought_back (Fixture *self, gconstpointer data)
{
  static const char *const few[] = { "hub", "logbook", NULL };
  g_autofree char *whole_path = g_strconcat (self->path, "-whole", NULL);
  g_autofree char *few_path = g_strconcat (self->path, "-few", NULL);
  g_autofree char *before = NULL;
  g_autoptr (PtJournal) whole = NULL;
  g_autoptr (PtJournal) part = NULL;
  g_autoptr (PtInvitation) read = NULL;
  g_autoptr (GPtrArray) logbooks = NULL;
  g_autoptr (GError) error = NULL;
  PtInvitation odd = { .id = (char *)NOBODY,
                       .role = (char *)"member",
                       .name = (char *)"back\\slash\ttab\nline\r\v\f\b\\N é",
                       .code = (char *)"" };

  g_test_summary ("All rows come back into a file, whatever they hold, or those of some tables; a "
                  "database without a hub is said.");
  write_records (self->journal, 300);
  begin (self->journal, NULL);
  self->journal->ops->add_invite (self->journal, &odd, &error);
  commit (self->journal);
  before = read_all_records (self->journal);

  pt_journal_copy_from_postgres (self->url, whole_path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  pt_journal_copy_from_postgres (self->url, few_path, few, NULL, NULL, &error);
  g_assert_no_error (error);

  whole = pt_journal_sqlite_open (whole_path, FALSE, &error);
  part = pt_journal_sqlite_open (few_path, FALSE, &error);
  {
    g_autofree char *after = read_all_records (whole);
    g_autofree char *nothing = read_all_records (part);

    g_assert_cmpstr (after, ==, before);
    g_assert_cmpstr (nothing, ==, "");
  }
  whole->ops->find_invite (whole, NOBODY, &read, &error);
  g_assert_cmpstr (read->name, ==, odd.name);
  part->ops->list_logbooks (part, &logbooks, &error);
  g_assert_cmpuint (logbooks->len, ==, 2);
  {
    g_autofree char *empty = postgres_fixture_new_database ();
    g_autofree char *none = g_strconcat (self->path, "-none", NULL);

    g_assert_false (pt_journal_copy_from_postgres (empty, none, NULL, NULL, NULL, &error));
    g_assert_error (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND);
  }
}

/* clang-format off */
static const struct
{
  const char *path;
  void (*run) (Fixture *self, gconstpointer data);
} both[] = {
  { "access", test_access },
  { "failure", test_failure },
  { "files", test_files },
  { "gapless", test_gapless },
  { "hub", test_hub },
  { "invites", test_invites },
  { "nested", test_nested },
  { "numbers", test_numbers },
  { "pages", test_pages },
  { "rollback", test_rollback },
}, postgres[] = {
  { "brought-back", test_brought_back },
  { "conflict", test_conflict },
  { "create-at-once", test_create_at_once },
  { "idle-lost", test_idle_lost },
  { "lost", test_lost },
  { "news", test_news },
  { "no-samples", test_no_samples },
  { "purge-meanwhile", test_purge_meanwhile },
  { "second-open", test_second_open },
  { "tables", test_tables },
  { "turns", test_turns },
};
/* clang-format on */

static void
add (const char *database, const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", database, name);

  g_test_add (path, Fixture, strcmp (database, "postgres") == 0 ? database : NULL, set_up, func,
              tear_down);
}

int
main (int argc, char **argv)
{
  test_home_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      add ("sqlite", both[i].path, both[i].run);
      add ("postgres", both[i].path, both[i].run);
    }
  for (guint i = 0; i < G_N_ELEMENTS (postgres); i++)
    add ("postgres", postgres[i].path, postgres[i].run);
  add ("sqlite", "migrate", test_migrate);
  return test_home_run ();
}
